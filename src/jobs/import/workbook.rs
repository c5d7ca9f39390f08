//! A workbook (Office Open XML) as the text of a table: everything behind it reads one kind of text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use csv::WriterBuilder;
use memchr::memmem;

use super::fault::{ImportError, NotText};
use super::table::{self, MAX_ROW};
use super::values::text::needs_guard;
use crate::jobs::progress::Progress;

mod weigh;

use weigh::{LARGEST, Watched, go_on, weigh};

/// Rows with something in them that a sheet is judged by.
const HEAD: usize = 25;
/// Columns there can be.
const COLUMNS: u32 = 1 << 14;

/// A sheet as comma-separated text.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) text: String,
    /// Of each line of the text, the row of the sheet, from 1.
    pub(super) rows: Vec<u64>,
    /// The sheets that were not read though there is something on them.
    pub(super) others: Vec<String>,
}

/// Whether the bytes are a workbook, whatever the file is called.
pub(super) fn looks(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memmem::find(bytes, b"xl/").is_some()
}

/// Reads the sheet that looks most like a table we know, hidden ones left out.
///
/// # Errors
/// It is broken, or larger than can be read; or the job was stopped.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Sheet, ImportError> {
    // The library counts cells and days without a look at what they are: where that panics, the file is broken.
    let read = catch_unwind(AssertUnwindSafe(|| {
        weigh(bytes, progress)?;
        likeliest(bytes, progress)
    }));
    let read = read.unwrap_or_else(|_| Err(broken(())));
    // A reading that was stopped looks to the library like a file that cannot be read.
    if matches!(read, Err(ImportError::NotText(_))) {
        go_on(progress)?;
    }
    read
}

fn likeliest(bytes: &[u8], progress: &Progress) -> Result<Sheet, ImportError> {
    let mut book = Xlsx::new(Watched::new(bytes, progress)).map_err(broken)?;
    let sheets = book.sheets_metadata().iter();
    let names: Vec<String> = sheets
        .filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible)
        .map(|s| s.name.clone())
        .collect();
    let mut filled = Vec::new();
    for name in names {
        let head = sheet(&mut book, &name, HEAD, progress)?;
        if !head.text.is_empty() {
            filled.push((table::score(&head.text), name));
        }
    }
    // Of equals the first: `max_by_key` would take the last.
    let best = (filled.iter().enumerate().rev()).max_by_key(|(_, (score, _))| *score);
    let Some((best, _)) = best else {
        return Err(ImportError::EmptyFile);
    };
    let (_, name) = filled.remove(best);
    let mut read = sheet(&mut book, &name, usize::MAX, progress)?;
    read.others = filled.into_iter().map(|(_, name)| name).collect();
    Ok(read)
}

fn broken<E>(_: E) -> ImportError {
    ImportError::NotText(NotText::Xlsx)
}

/// The first rows of a sheet with something in them.
fn sheet(
    book: &mut Xlsx<Watched<'_>>,
    name: &str,
    most: usize,
    progress: &Progress,
) -> Result<Sheet, ImportError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut lines = Lines::default();
    let mut read = 0_u32;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        read = read.wrapping_add(1);
        if read.is_multiple_of(4096) {
            go_on(progress)?;
        }
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row < lines.at || column >= COLUMNS {
            return Err(broken(()));
        }
        if row > lines.at {
            lines.end()?;
            lines.at = row;
            if lines.filled >= most {
                break;
            }
        }
        lines.put(column, text)?;
    }
    lines.end()?;
    Ok(Sheet {
        text: lines.text,
        rows: lines.rows,
        others: Vec::new(),
    })
}

/// Rows on their way into text.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    rows: Vec<u64>,
    /// Rows with something in them.
    filled: usize,
    /// The row under way, from 0.
    at: u32,
    /// Its cells up to the last that has something in it: an empty end of a row is not written, for one cell far
    /// to the right would make all rows as long.
    row: Vec<String>,
    /// Bytes in its cells.
    held: usize,
}

impl Lines {
    fn put(&mut self, column: u32, text: String) -> Result<(), ImportError> {
        self.held += text.len();
        if self.held > MAX_ROW {
            let line = u64::from(self.at) + 1;
            return Err(ImportError::TooLong { line });
        }
        let column = column as usize;
        if column >= self.row.len() {
            self.row.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// Ends the row.
    fn end(&mut self) -> Result<(), ImportError> {
        if self.row.is_empty() {
            return Ok(());
        }
        let mut csv = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        csv.write_record(&self.row).map_err(broken)?;
        let line = csv.into_inner().map_err(broken)?;
        let line = String::from_utf8(line).map_err(broken)?;
        let breaks = memchr::memchr_iter(b'\n', line.as_bytes()).count();
        let row = u64::from(self.at) + 1;
        self.rows.extend(std::iter::repeat_n(row, breaks));
        self.text.push_str(&line);
        self.row.clear();
        self.held = 0;
        self.filled += 1;
        let size = self.text.len() + size_of_val(self.rows.as_slice());
        match size as u64 > LARGEST {
            true => Err(ImportError::BookTooBig { bytes: LARGEST }),
            false => Ok(()),
        }
    }
}

/// A cell as a table of text writes it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => moment(at),
        // A text stays what it is: nothing takes a `'` off it that was not put before it here.
        DataRef::String(text) => guarded(text),
        DataRef::SharedString(text) => guarded(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // `#N/A`: told where a number was expected.
        DataRef::Error(error) => error.to_string(),
    }
}

fn guarded(text: &str) -> String {
    match needs_guard(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// A number with the digits a spreadsheet shows, so that 0.1 + 0.2 is 0.3.
fn number_text(number: f64) -> String {
    let whole = number.abs().log10().floor().max(0.0) as usize;
    let mut text = format!("{number:.*}", 14_usize.saturating_sub(whole));
    if text.contains('.') {
        let kept = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(kept);
    }
    // With three digits behind it the point could be read as one between thousands.
    let behind = text.rfind('.').map(|point| text.len() - point - 1);
    if behind == Some(3) {
        text.push('0');
    }
    text
}

fn moment(at: &ExcelDateTime) -> String {
    let days = at.as_f64();
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    if at.is_duration() {
        let seconds = (days * 86_400.0).round();
        let (hours, rest) = ((seconds / 3600.0).trunc(), seconds % 3600.0);
        return format!("{hours}:{:02}:{:02}", (rest / 60.0).trunc(), rest % 60.0);
    }
    if (0.0..1.0).contains(&days) {
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    match days.fract() == 0.0 {
        true => date,
        false => format!("{date} {clock}"),
    }
}

#[cfg(test)]
mod tests;
