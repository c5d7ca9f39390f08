//! Export: records as CSV or JSON tables for scripts and spreadsheets.
//!
//! Column names are part of the command-line contract: English, `snake_case`, never renamed. Amounts are
//! decimal strings with a currency beside them, dates ISO, times RFC 3339 with the offset of the zone given.
//! In CSV a text that a spreadsheet would take for a formula (it begins with `= + - @`, tab or CR; phones
//! begin with `+`) gets a `'` before it; importing takes it off again. Lists are joined by `; ` in CSV and
//! are arrays in JSON. An exported table of clients imports with every row unchanged.

mod cards;
mod rows;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::ser::{SerializeMap, Serializer};

pub use self::cards::cards;
use crate::domain::cell::guarded;
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

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    /// Free text: guarded in CSV.
    Text(String),
    /// Text this program made (an id, a date, an amount): never a formula.
    Plain(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
    /// Nothing known.
    Empty,
}

impl serde::Serialize for Cell {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Plain(text) => s.serialize_str(text),
            Self::Number(number) => s.serialize_i64(*number),
            Self::Flag(flag) => s.serialize_bool(*flag),
            Self::List(items) => s.collect_seq(items),
            Self::Empty => s.serialize_none(),
        }
    }
}

impl Cell {
    fn into_csv(self) -> String {
        match self {
            Self::Text(text) => guarded(&text).into_owned(),
            Self::Plain(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(items) => {
                let mut text = items.join("; ");
                // One item with a comma in it must not read as two.
                if items.len() == 1 && text.contains(',') {
                    text.push(';');
                }
                guarded(&text).into_owned()
            }
            Self::Empty => String::new(),
        }
    }
}

/// One row as an object with its keys in the order of the columns.
struct Object<'a>(&'a [&'a str], &'a [Cell]);

impl serde::Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (name, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

fn write(
    columns: &'static [&'static str],
    rows: impl Iterator<Item = Vec<Cell>>,
    format: Format,
    mut out: impl Write,
) -> io::Result<u64> {
    let mut count = 0;
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
                super::json::write(&mut out, &Object(columns, &row))?;
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
                super::json::write(&mut out, &Object(&names, &cells))?;
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
    format: Format,
    zone: &TimeZone,
    out: impl Write,
) -> io::Result<u64> {
    let rows = entries.map(|entry| rows::entry(&entry, zone));
    write(rows::JOURNAL, rows, format, out)
}

/// Writes clients, one a row, with the person to ask for first. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn clients<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    format: Format,
    notes: Notes,
    zone: &TimeZone,
    out: impl Write,
) -> io::Result<u64> {
    let rows = dossiers.map(|d| rows::client(d, notes, zone));
    write(rows::CLIENTS, rows, format, out)
}

/// Writes people, one a row, with their client. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn contacts<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    format: Format,
    notes: Notes,
    out: impl Write,
) -> io::Result<u64> {
    let rows = dossiers.flat_map(|d| {
        let of = people(d).into_iter();
        of.map(move |c| rows::contact(d, c, notes))
    });
    write(rows::CONTACTS, rows, format, out)
}

/// Writes monthly figures, one client and month a row; months nobody told us about have no row. Imports as
/// `spend`. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn spend<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    format: Format,
    out: impl Write,
) -> io::Result<u64> {
    write(rows::SPEND, dossiers.flat_map(rows::spend), format, out)
}

/// Writes recommendations in every state, archived ones too, one a row. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn drafts<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    format: Format,
    notes: Notes,
    zone: &TimeZone,
    out: impl Write,
) -> io::Result<u64> {
    let rows = dossiers.flat_map(|d| {
        let mut of: Vec<&Recommendation> = d.recommendations.iter().collect();
        of.sort_by_key(|r| r.id);
        of.into_iter().map(move |r| rows::draft(d, r, notes, zone))
    });
    write(rows::DRAFTS, rows, format, out)
}

/// Writes touches, one a row, in the order given: the history is on disk, so the caller reads it client by
/// client. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn touches<'a, T: std::borrow::Borrow<Touch>>(
    touches: impl Iterator<Item = (&'a Dossier, T)>,
    format: Format,
    notes: Notes,
    zone: &TimeZone,
    out: impl Write,
) -> io::Result<u64> {
    let rows = touches.map(|(d, t)| rows::touch(d, t.borrow(), notes, zone));
    write(rows::TOUCHES, rows, format, out)
}

/// Writes campaigns, one period of one campaign a row, in the order given. Returns the number of rows.
///
/// # Errors
/// What the writer answers.
pub fn campaigns<'a>(
    campaigns: impl Iterator<Item = (&'a Dossier, Campaign)>,
    format: Format,
    out: impl Write,
) -> io::Result<u64> {
    let rows = campaigns.flat_map(|(d, c)| rows::campaign(d, &c));
    write(rows::CAMPAIGNS, rows, format, out)
}
