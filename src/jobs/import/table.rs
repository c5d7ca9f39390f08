//! Text to rows: where the header is, what separates cells, which rows are data.

use std::collections::HashSet;

use csv::{ReaderBuilder, StringRecord};
use memchr::memchr_iter;

use super::ads;
use super::columns::{self, key};
use super::fault::{ImportError, ProblemKind, Problems};
use crate::domain::fold::fold;
use crate::jobs::progress::Progress;

/// How far the header may be from the top.
const HEADER_WITHIN: usize = 25;
/// The longest row taken: an unclosed quote must not swallow a file.
pub(super) const MAX_ROW: usize = 1 << 20;

/// A table found in a text.
#[derive(Debug)]
pub(super) struct Table<'t> {
    pub(super) delimiter: u8,
    /// Column names as written, without the byte order mark.
    pub(super) header: Vec<String>,
    /// Column names as they are compared.
    pub(super) keys: Vec<String>,
    pub(super) header_line: u64,
    /// Everything above the header that is not blank, with its line: title, period.
    pub(super) preamble: Vec<(u64, String)>,
    body: &'t str,
    /// Of each line of the text, the row a person finds it on; empty: the line itself.
    places: &'t [u64],
}

fn known() -> HashSet<&'static str> {
    columns::ALL
        .iter()
        .chain(ads::COLUMNS)
        .flat_map(|c| c.iter().copied())
        .collect()
}

/// The cells of one line.
pub(super) fn split(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn hits(cells: &[String], known: &HashSet<&str>) -> usize {
    cells
        .iter()
        .filter(|c| known.contains(key(c).as_str()))
        .count()
}

/// The number of known column names in the likeliest header line: how much a text looks like a table.
pub(super) fn score(text: &str) -> usize {
    let known = known();
    text.lines()
        .take(HEADER_WITHIN)
        .flat_map(|line| DELIMITERS.map(|d| hits(&split(line, d), &known)))
        .max()
        .unwrap_or(0)
}

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl<'t> Table<'t> {
    /// Finds the header by known names in the first lines, and the delimiter by that line.
    pub(super) fn find(text: &'t str) -> Result<Self, ImportError> {
        let known = known();
        let mut best: Option<(usize, usize, usize, u8, Vec<String>)> = None;
        let mut widest: Vec<String> = Vec::new();
        let mut offset = 0;
        for (index, line) in text.split_inclusive('\n').take(HEADER_WITHIN).enumerate() {
            let start = offset;
            offset += line.len();
            if line.len() > MAX_ROW {
                return Err(ImportError::TooLong {
                    line: index as u64 + 1,
                });
            }
            for delimiter in DELIMITERS {
                let cells = split(line, delimiter);
                // The head of a block of sums, above the real one, looks nearly the same.
                let sums = cells.len() > 1 && cells.first().is_some_and(|c| is_sum(c));
                let count = if sums { 0 } else { hits(&cells, &known) };
                if count > best.as_ref().map_or(0, |b| b.0) {
                    best = Some((count, index, start, delimiter, cells));
                } else if cells.len() > widest.len() {
                    widest = cells;
                }
            }
        }
        let Some((_, index, start, delimiter, mut header)) = best else {
            return Err(ImportError::UnknownTable { columns: widest });
        };
        if let Some(first) = header.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        let keys = header.iter().map(|h| key(h)).collect();
        let body = text.get(start..).unwrap_or_default();
        let body = body
            .find('\n')
            .map_or("", |n| body.get(n + 1..).unwrap_or_default());
        Ok(Self {
            delimiter,
            header,
            keys,
            header_line: index as u64 + 1,
            preamble: text
                .get(..start)
                .unwrap_or_default()
                .lines()
                .zip(1..)
                .map(|(l, n)| (n, l.trim().to_owned()))
                .filter(|(_, l)| !l.is_empty())
                .collect(),
            body,
            places: &[],
        })
    }

    /// The text was made of something that counts otherwise: `places` has the row of each of its lines.
    pub(super) fn number(&mut self, places: &'t [u64]) {
        self.places = places;
    }

    /// Places of the columns with one of these names, in the order of the file.
    pub(super) fn all(&self, names: &[&str]) -> Column {
        Column(
            (0..self.keys.len())
                .filter(|i| {
                    self.keys
                        .get(*i)
                        .is_some_and(|k| names.contains(&k.as_str()))
                })
                .collect(),
        )
    }

    /// Whether there is a column with one of these names.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.keys.iter().any(|k| names.contains(&k.as_str()))
    }

    /// The name of a column as the file writes it.
    pub(super) fn name(&self, column: &Column) -> &str {
        let first = column.0.first().and_then(|i| self.header.get(*i));
        first.map_or("", |h| h.trim())
    }

    /// Column names that occur more than once, sorted, with how often.
    pub(super) fn duplicates(&self) -> Vec<(String, usize)> {
        let mut names: Vec<&str> = self.header.iter().map(|h| h.trim()).collect();
        names.sort_unstable();
        names
            .chunk_by(|a, b| a == b)
            .filter(|same| same.len() > 1)
            .filter_map(|same| Some(((*same.first()?).to_owned(), same.len())))
            .filter(|(name, _)| !name.is_empty())
            .collect()
    }

    /// Tells about a row of another width; `true`: the row cannot be trusted. A sheet has no short rows, only cells
    /// at their end that are empty.
    pub(super) fn check_width(
        &self,
        row: &StringRecord,
        line: u64,
        problems: &mut Problems,
    ) -> bool {
        let (found, expected) = (row.len(), self.header.len());
        let overflows = Rows::overflows(row, expected);
        if overflows || (found < expected && self.places.is_empty()) {
            problems.add(line, "", ProblemKind::Ragged { found, expected });
        }
        overflows
    }

    /// The rows below the header.
    pub(super) fn rows(&self) -> Rows<'_> {
        self.read(true)
    }

    /// The rows below the header of a table that knows no quoting: a `"` is a letter like any other. Text made of a
    /// sheet is quoted whatever the table was before.
    pub(super) fn plain_rows(&self) -> Rows<'_> {
        self.read(!self.places.is_empty())
    }

    fn read(&self, quoting: bool) -> Rows<'_> {
        Rows {
            quoting,
            footer: None,
            reader: ReaderBuilder::new()
                .quoting(quoting)
                .has_headers(false)
                .flexible(true)
                .delimiter(self.delimiter)
                .buffer_capacity(1 << 16)
                .from_reader(self.body.as_bytes()),
            record: StringRecord::new(),
            body: self.body.as_bytes(),
            places: self.places,
            width: self.header.len(),
            counted: 0,
            line: self.header_line + 1,
            seen: Seen {
                same_width: true,
                ..Seen::default()
            },
        }
    }
}

/// Where a value is found: several columns may carry it, the last cell that is not empty wins (formats: rule 9).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Column(pub(super) Vec<usize>);

impl Column {
    /// The cell, trimmed; empty when the table has no such column.
    pub(super) fn get<'r>(&self, row: &'r StringRecord) -> &'r str {
        self.0
            .iter()
            .rev()
            .map(|i| row.get(*i).unwrap_or_default().trim())
            .find(|cell| !cell.is_empty())
            .unwrap_or_default()
    }

    /// Every cell that is not empty, in the order of the file.
    pub(super) fn each<'r>(&self, row: &'r StringRecord) -> impl Iterator<Item = &'r str> {
        self.0
            .iter()
            .filter_map(|i| row.get(*i))
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    }

    /// Whether the table has the column at all.
    pub(super) fn exists(&self) -> bool {
        !self.0.is_empty()
    }
}

/// What was met while reading rows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) data: u64,
    pub(super) totals: u64,
    pub(super) blank: u64,
    pub(super) with_newline: u64,
    pub(super) same_width: bool,
}

/// A reader of data rows: blank and total rows are passed over and counted.
pub(super) struct Rows<'t> {
    quoting: bool,
    /// `Total rows: 4` with its line, when the table ends with it.
    pub(super) footer: Option<(u64, String)>,
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    body: &'t [u8],
    places: &'t [u64],
    width: usize,
    /// Bytes of the body whose lines were counted.
    counted: usize,
    line: u64,
    pub(super) seen: Seen,
}

impl Rows<'_> {
    /// The next data row with the physical line it begins on. Checks the wish to stop now and then.
    pub(super) fn next(
        &mut self,
        progress: &Progress,
    ) -> Result<Option<(&StringRecord, u64)>, ImportError> {
        loop {
            if self.seen.data.is_multiple_of(4096) {
                progress.at(self.reader.position().byte())?;
            }
            match self.reader.read_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(_) => return Err(ImportError::TooLong { line: self.line }),
            }
            let start = self.record.position().map_or(0, |p| p.byte());
            self.count_lines(usize::try_from(start).unwrap_or(usize::MAX));
            if self.record.as_slice().len() > MAX_ROW {
                return Err(ImportError::TooLong { line: self.place() });
            }
            if self.quoting && self.ends_inside_quotes(start) {
                return Err(ImportError::Unclosed { line: self.line });
            }
            if self.record.iter().all(|c| c.trim().is_empty()) {
                self.seen.blank += 1;
                continue;
            }
            if is_total(&self.record) {
                self.seen.totals += 1;
                let first = self.record.get(0).unwrap_or_default().trim();
                if first
                    .get(..10)
                    .is_some_and(|t| t.eq_ignore_ascii_case("total rows"))
                {
                    self.footer = Some((self.line, first.to_owned()));
                }
                continue;
            }
            break;
        }
        self.seen.data += 1;
        let short = self.record.len() < self.width && !self.places.is_empty();
        self.seen.same_width &= short || self.record.len() == self.width;
        self.seen.with_newline += u64::from(self.record.as_slice().contains('\n'));
        let line = self.place();
        Ok(Some((&self.record, line)))
    }

    /// Where a person finds the record.
    fn place(&self) -> u64 {
        let line = usize::try_from(self.line.saturating_sub(1)).ok();
        let place = line.and_then(|line| self.places.get(line));
        place.copied().unwrap_or(self.line)
    }

    /// Whether the record that begins at `start` ran to the end of the file looking for its closing quote:
    /// it would swallow every row behind it.
    fn ends_inside_quotes(&self, start: u64) -> bool {
        let whole = u64::try_from(self.body.len()).unwrap_or(u64::MAX);
        self.reader.position().byte() >= whole
            && self.record.as_slice().contains('\n')
            && usize::try_from(start)
                .ok()
                .and_then(|start| self.body.get(start..))
                .is_some_and(|rest| memchr_iter(b'"', rest).count() % 2 == 1)
    }

    /// The line of the first byte of a record: the reader may stop before the line breaks that precede it.
    fn count_lines(&mut self, start: usize) {
        let mut start = start.min(self.body.len());
        while let Some(b'\r' | b'\n') = self.body.get(start) {
            start += 1;
        }
        if let Some(passed) = self.body.get(self.counted..start) {
            self.line += memchr_iter(b'\n', passed).count() as u64;
            self.counted = start;
        }
    }

    /// Whether the row has cells beyond the last column: cells may be shifted.
    pub(super) fn overflows(row: &StringRecord, width: usize) -> bool {
        row.len() > width && row.iter().skip(width).any(|c| !c.trim().is_empty())
    }
}

/// Whether a cell begins a row of sums and nothing else.
fn is_sum(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "всего" | "итого" | "total")
}

/// A row of sums under the data (formats: rule 6).
fn is_total(row: &StringRecord) -> bool {
    let Some(first) = row.iter().map(str::trim).find(|c| !c.is_empty()) else {
        return false;
    };
    // Cheap refusal of nearly every row: И В T G S I, capital or small.
    if !first.starts_with(['И', 'и', 'В', 'в', 'T', 't', 'G', 'g', 'S', 's', 'I', 'i']) {
        return false;
    }
    let text = fold(first);
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':' || c.is_whitespace());
    matches!(
        bare,
        "итого"
            | "всего"
            | "total"
            | "totals"
            | "grand total"
            | "gesamt"
            | "gesamtsumme"
            | "summe"
            | "sum"
            | "total rows"
            | "итого и средние"
    ) || [
        "итого по ",
        "итого за ",
        "всего по ",
        "всего за ",
        "total for ",
        "итого:",
        "итого :",
        "всего:",
        "всего :",
        "total:",
        "total :",
        "gesamt:",
        "gesamt :",
        "insgesamt:",
    ]
    .iter()
    .any(|p| text.starts_with(p))
}
