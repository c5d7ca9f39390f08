//! Tables as the sheets of a workbook (Office Open XML): amounts are numbers, days are days, and a text stays a
//! text whatever it begins with.

use std::borrow::Cow;
use std::io;

use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook as Pages, XlsxError};

use super::cell::Cell;
use crate::domain::plain::plain;

/// Rows a sheet has below its header.
const ROWS: u64 = (1 << 20) - 1;
/// What a cell holds, in units of UTF-16.
const LETTERS: usize = 32_767;
/// Digits a spreadsheet keeps: a longer number stays a text, as it would come back with other pennies.
const DIGITS: u64 = 999_999_999_999_999;
/// The first year a spreadsheet has days of.
const FIRST_YEAR: i16 = 1900;

/// A table that no sheet holds; it comes inside of an [`io::Error`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSheet {
    /// More rows than a sheet has.
    #[error("{table}: more than {most} rows")]
    Rows {
        /// Which table.
        table: &'static str,
        /// As many fit.
        most: u64,
    },
    /// A text longer than a cell holds.
    #[error("{table}, row {row}, {column}: {length} of {most} letters")]
    Letters {
        /// Which table.
        table: &'static str,
        /// Which row of the sheet, from 1, the header included.
        row: u64,
        /// The client the row tells of.
        client: String,
        /// Which column.
        column: &'static str,
        /// How long it is.
        length: usize,
        /// As much fits.
        most: usize,
    },
}

impl NoSheet {
    /// The refusal behind what a writer of tables answered, if it is one.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

/// A workbook that is being filled. It is in memory until it is [written](Self::write): nothing of the portfolio
/// lies in a folder for temporary files meanwhile.
pub struct Workbook {
    pages: Pages,
    looks: Looks,
    most: u64,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").finish_non_exhaustive()
    }
}

/// How values look. Amounts have no sign of a currency: it has a column of its own.
struct Looks {
    header: Format,
    whole: Format,
    amount: Format,
    day: Format,
    time: Format,
    month: Format,
}

impl Workbook {
    /// An empty one, made `now`.
    #[must_use]
    pub fn new(now: &Zoned) -> Self {
        let mut pages = Pages::new();
        // A spreadsheet knows no zones: which clock its times were read from stands among its properties.
        let zone = now.time_zone().iana_name().map(str::to_owned);
        let zone = zone.unwrap_or_else(|| now.strftime("%:z").to_string());
        let mut told = DocProperties::new().set_comment(zone);
        if let Ok(made) =
            rust_xlsxwriter::ExcelDateTime::from_timestamp(now.timestamp().as_second())
        {
            told = told.set_creation_datetime(&made);
        }
        pages.set_properties(&told);
        let look = |numbers: &str| Format::new().set_num_format(numbers);
        Self {
            pages,
            looks: Looks {
                header: Format::new().set_bold().set_align(FormatAlign::Top),
                whole: look("0"),
                amount: look("#,##0.00"),
                day: look("yyyy-mm-dd"),
                time: look("yyyy-mm-dd hh:mm:ss"),
                month: look("yyyy-mm"),
            },
            most: ROWS,
        }
    }

    /// Adds a sheet. Returns the number of rows below its header.
    pub(super) fn sheet(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: impl Iterator<Item = Vec<Cell>>,
    ) -> io::Result<u64> {
        let (looks, most) = (&self.looks, self.most);
        let sheet = self.pages.add_worksheet();
        sheet.set_name(table).map_err(failed)?;
        for (at, name) in (0..).zip(columns) {
            sheet
                .write_string_with_format(0, at, *name, &looks.header)
                .and_then(|sheet| sheet.set_column_width(at, width(name)))
                .map_err(failed)?;
        }
        let mut count = 0;
        for row in rows {
            if count == most {
                return Err(io::Error::other(NoSheet::Rows { table, most }));
            }
            count += 1;
            let line = u32::try_from(count).map_err(io::Error::other)?;
            for (at, (cell, column)) in (0..).zip(row.iter().zip(columns)) {
                let value = Value::of(cell);
                if let Value::Text(text) = &value {
                    let length = text.encode_utf16().count();
                    if length > LETTERS {
                        return Err(io::Error::other(NoSheet::Letters {
                            table,
                            row: count + 1,
                            client: client(columns, &row),
                            column,
                            length,
                            most: LETTERS,
                        }));
                    }
                }
                match value {
                    Value::Text(text) => sheet.write_string(line, at, text),
                    Value::Whole(n) => sheet.write_number_with_format(line, at, n, &looks.whole),
                    Value::Number(n) => sheet.write_number(line, at, n),
                    Value::Amount(n) => sheet.write_number_with_format(line, at, n, &looks.amount),
                    Value::Flag(flag) => sheet.write_boolean(line, at, flag),
                    Value::Day(day) => sheet.write_datetime_with_format(line, at, day, &looks.day),
                    Value::Month(day) => {
                        sheet.write_datetime_with_format(line, at, day, &looks.month)
                    }
                    Value::Time(time) => {
                        sheet.write_datetime_with_format(line, at, time, &looks.time)
                    }
                    Value::Empty => continue,
                }
                .map_err(failed)?;
            }
        }
        let last = u16::try_from(columns.len().saturating_sub(1)).map_err(io::Error::other)?;
        let lines = u32::try_from(count).map_err(io::Error::other)?;
        sheet
            .set_freeze_panes(1, 0)
            .and_then(|sheet| sheet.autofilter(0, 0, lines, last))
            .map_err(failed)?;
        Ok(count)
    }

    /// Writes it out.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn write(mut self, mut out: impl io::Write) -> io::Result<()> {
        let bytes = self.pages.save_to_buffer().map_err(failed)?;
        out.write_all(&bytes)?;
        out.flush()
    }
}

/// A value as a spreadsheet has it.
enum Value<'c> {
    Text(Cow<'c, str>),
    Whole(f64),
    Number(f64),
    Amount(f64),
    Flag(bool),
    Day(Date),
    /// Its first day.
    Month(Date),
    Time(DateTime),
    Empty,
}

impl<'c> Value<'c> {
    fn of(cell: &'c Cell) -> Self {
        let known = |day: &Date| day.year() >= FIRST_YEAR;
        let letters = || match plain_of(cell) {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        };
        match cell {
            Cell::Empty => Self::Empty,
            Cell::Text(_) | Cell::Plain(_) | Cell::List(_) => letters(),
            Cell::Number(number) if number.unsigned_abs() <= DIGITS => Self::Whole(*number as f64),
            Cell::Amount(minor) if minor.unsigned_abs() <= DIGITS => {
                cell.text().parse().map_or_else(|_| letters(), Self::Amount)
            }
            Cell::Decimal(text) if text.len() <= 15 => {
                text.parse().map_or_else(|_| letters(), Self::Number)
            }
            Cell::Flag(flag) => Self::Flag(*flag),
            Cell::Day(day) if known(day) => Self::Day(*day),
            Cell::Time(at) if known(&at.date()) => Self::Time(at.datetime()),
            Cell::Month(month) => {
                let first = i16::try_from(month.year()).ok().and_then(|year| {
                    let month = i8::try_from(month.month()).ok()?;
                    Date::new(year, month, 1).ok().filter(known)
                });
                first.map_or_else(letters, Self::Month)
            }
            Cell::Number(_) | Cell::Amount(_) | Cell::Decimal(_) | Cell::Day(_) | Cell::Time(_) => {
                letters()
            }
        }
    }
}

/// As every text leaves: nothing in it that commands.
fn plain_of(cell: &Cell) -> Cow<'_, str> {
    match cell.text() {
        Cow::Borrowed(text) => plain(text),
        Cow::Owned(text) => match plain(&text) {
            Cow::Owned(plain) => plain.into(),
            Cow::Borrowed(_) => text.into(),
        },
    }
}

/// Whom a row tells of, short enough for a sentence.
fn client(columns: &[&str], row: &[Cell]) -> String {
    let named = |name: &str| columns.iter().position(|column| *column == name);
    let cell = named("client")
        .or_else(|| named("name"))
        .and_then(|at| row.get(at));
    let name = cell.map(plain_of).unwrap_or_default();
    name.chars().take(60).collect()
}

/// Widths in letters: what a column of this name mostly holds is to be read without dragging it, and no sheet is
/// wider than it must.
fn width(column: &str) -> f64 {
    match column {
        "at" | "recorded_at" | "edited_at" | "archived_at" | "decided_at" => 19.0,
        "name" | "client" | "contact" | "title" | "label" | "goal" => 30.0,
        "notes" | "note" | "contact_notes" | "check_note" | "why" | "if_done" | "if_not"
        | "how" | "how_expert" | "decided_words" | "reasons" | "value" | "channels" => 44.0,
        "phone" | "email" | "messenger" | "tags" | "owner" | "role" | "zone" => 22.0,
        "since" | "until" | "from" | "to" | "birthday" => 12.0,
        // The arrow of the filter takes its part of a header.
        other => other.chars().count().max(8) as f64 + 4.0,
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests;
