//! Export: records as CSV or JSON tables for scripts and spreadsheets.
//!
//! Column names are part of the command-line contract: English, `snake_case`, never renamed. Amounts are
//! decimal strings with a currency beside them, dates ISO, times RFC 3339 with the offset of the zone given.
//! In CSV a text that a spreadsheet would take for a formula (it begins with `= + - @`, tab or CR; phones
//! begin with `+`) gets a `'` before it; importing takes it off again. Lists are joined by `; ` in CSV and
//! are arrays in JSON. An exported table of clients imports with every row unchanged. A [`Workbook`] holds the
//! same columns as numbers, dates and texts.

mod agenda;
mod cards;
mod cell;
mod rows;
#[cfg(test)]
mod tests;
mod workbook;

use std::io::{self, Write};

use jiff::tz::TimeZone;

pub use self::agenda::agenda;
pub use self::cards::cards;
use self::cell::{Cell, Object};
pub use self::workbook::{NoSheet, Workbook};
use crate::domain::{Campaign, Contact, Dossier, Entry, Recommendation, Touch};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma, UTF-8 without a mark, `\n`, a header line.
    Csv,
    /// One array of objects, one object a line.
    Json,
    /// One object a line; with the name of its table when several tables follow each other.
    Lines(Option<&'static str>),
}

/// Where a table goes.
pub enum Target<'o> {
    /// Into a file or a pipe.
    Text(Format, &'o mut dyn Write),
    /// Into a workbook, as a sheet of its own.
    Sheet(&'o mut Workbook),
}

impl std::fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(format, _) => f.debug_tuple("Text").field(format).finish(),
            Self::Sheet(_) => f.write_str("Sheet"),
        }
    }
}

/// Whether what the manager wrote for nobody else goes along: notes of clients, people, calls and checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// They are asked for.
    With,
    /// Their columns stay, empty: importing such a table changes no note.
    Without,
}

impl Notes {
    fn cell(self, text: &str) -> Cell {
        match self {
            Self::With if !text.is_empty() => Cell::Text(text.to_owned()),
            _ => Cell::Empty,
        }
    }
}

/// A table with its name and its columns.
type Table = (&'static str, &'static [&'static str]);

fn write(
    (name, columns): Table,
    rows: impl Iterator<Item = Vec<Cell>>,
    to: Target<'_>,
) -> io::Result<u64> {
    let mut count = 0;
    let (format, out) = match to {
        Target::Text(format, out) => (format, out),
        Target::Sheet(book) => return book.sheet(name, columns, rows),
    };
    match format {
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(columns)?;
            for row in rows {
                csv.write_record(row.into_iter().map(Cell::into_csv))?;
                count += 1;
            }
            csv.flush()?;
        }
        Format::Json => {
            out.write_all(b"[")?;
            for row in rows {
                out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
                super::json::write(&mut *out, &Object(columns, &row))?;
                count += 1;
            }
            out.write_all(b"\n]\n")?;
            out.flush()?;
        }
        Format::Lines(table) => {
            let names: Vec<&str> = (table.iter().map(|_| "table"))
                .chain(columns.iter().copied())
                .collect();
            for row in rows {
                let of = table.map(|name| Cell::Plain(name.to_owned()));
                let cells: Vec<Cell> = of.into_iter().chain(row).collect();
                super::json::write(&mut *out, &Object(&names, &cells))?;
                out.write_all(b"\n")?;
                count += 1;
            }
            out.flush()?;
        }
    }
    Ok(count)
}

/// Dossiers in the order of their ids: a store that was built anew exports what it did before.
pub fn by_id<'a>(dossiers: impl Iterator<Item = &'a Dossier>) -> impl Iterator<Item = &'a Dossier> {
    let mut all: Vec<&Dossier> = dossiers.collect();
    all.sort_by_key(|d| d.id());
    all.into_iter()
}

/// The people of a client in the order of their ids.
fn people(dossier: &Dossier) -> Vec<&Contact> {
    let mut all: Vec<&Contact> = dossier.contacts.iter().collect();
    all.sort_by_key(|c| c.id);
    all
}

/// Writes the journal, one change of the portfolio a row, in the order given. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn journal(
    entries: impl Iterator<Item = Entry>,
    zone: &TimeZone,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = entries.map(|entry| rows::entry(&entry, zone));
    write(("journal", rows::JOURNAL), rows, to)
}

/// Writes clients, one a row, with the person to ask for first. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn clients<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    notes: Notes,
    zone: &TimeZone,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = dossiers.map(|d| rows::client(d, notes, zone));
    write(("clients", rows::CLIENTS), rows, to)
}

/// Writes people, one a row, with their client. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn contacts<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    notes: Notes,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = dossiers.flat_map(|d| {
        let of = people(d).into_iter();
        of.map(move |c| rows::contact(d, c, notes))
    });
    write(("contacts", rows::CONTACTS), rows, to)
}

/// Writes monthly figures, one client and month a row; months nobody told us about have no row. Imports as
/// `spend`. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn spend<'a>(dossiers: impl Iterator<Item = &'a Dossier>, to: Target<'_>) -> io::Result<u64> {
    write(("spend", rows::SPEND), dossiers.flat_map(rows::spend), to)
}

/// Writes recommendations in every state, archived ones too, one a row. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn drafts<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    notes: Notes,
    zone: &TimeZone,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = dossiers.flat_map(|d| {
        let mut of: Vec<&Recommendation> = d.recommendations.iter().collect();
        of.sort_by_key(|r| r.id);
        of.into_iter().map(move |r| rows::draft(d, r, notes, zone))
    });
    write(("drafts", rows::DRAFTS), rows, to)
}

/// Writes touches, one a row, in the order given: the history is on disk, so the caller reads it client by
/// client. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn touches<'a, T: std::borrow::Borrow<Touch>>(
    touches: impl Iterator<Item = (&'a Dossier, T)>,
    notes: Notes,
    zone: &TimeZone,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = touches.map(|(d, t)| rows::touch(d, t.borrow(), notes, zone));
    write(("touches", rows::TOUCHES), rows, to)
}

/// Writes campaigns, one period of one campaign a row, in the order given. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn campaigns<'a>(
    campaigns: impl Iterator<Item = (&'a Dossier, Campaign)>,
    to: Target<'_>,
) -> io::Result<u64> {
    let rows = campaigns.flat_map(|(d, c)| rows::campaign(d, &c));
    write(("campaigns", rows::CAMPAIGNS), rows, to)
}
