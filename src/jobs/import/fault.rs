//! What can be wrong with a file: errors refuse it, problems are told with the preview. Data only; the words
//! are under [`key`](ImportError::key) in the language files, filled with `args`.

use std::io;

use crate::domain::plain::is_unprintable;
use crate::jobs::progress::Cancelled;

use super::ImportKind;

/// What a file is when it is not a text table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// An Excel workbook (2007 and later) that cannot be read, whatever the extension.
    Xlsx,
    /// An old Excel workbook.
    Xls,
    /// A PDF.
    Pdf,
    /// A zip, gzip, rar or 7z archive.
    Archive,
    /// A picture.
    Image,
    /// JSON, one document or line by line.
    Json,
    /// A web page; some programs call an HTML table `.xls`.
    Html,
    /// Something else that is not text.
    Binary,
}

/// Why a file is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    EmptyFile,
    /// Not a text file.
    #[error("not a text table: {0:?}")]
    NotText(NotText),
    /// No line among the first looks like the header of a table we know.
    #[error("no known table")]
    UnknownTable {
        /// The cells of the likeliest header line.
        columns: Vec<String>,
    },
    /// The kind was given, but the table lacks columns it needs.
    #[error("columns are missing for {}", kind.name())]
    MissingColumns {
        /// The kind asked for.
        kind: ImportKind,
        /// Names of the missing columns.
        columns: Vec<String>,
    },
    /// A line or a cell is longer than any table's.
    #[error("line {line} is too long")]
    TooLong {
        /// Where it begins.
        line: u64,
    },
    /// A quote is opened and never closed: the rest of the file would be one cell.
    #[error("line {line}: a quote is not closed")]
    Unclosed {
        /// The line of the row that opens it.
        line: u64,
    },
    /// A table of this program that tells what happened; such are not imported.
    #[error("a table of {table} this program wrote")]
    OwnTable {
        /// Which.
        table: &'static str,
    },
    /// A report has neither days nor a period: its sums belong to no time.
    #[error("neither days nor a period")]
    NoPeriod,
    /// The period of a report without days ends before it begins.
    #[error("line {line}: a period that ends before it begins")]
    BadPeriod {
        /// Where it stands.
        line: u64,
        /// The period.
        found: String,
    },
    /// A calendar file that does not begin as one.
    #[error("line {line}: no calendar begins here")]
    NotCalendar {
        /// The first line with something on it.
        line: u64,
    },
    /// A part of a calendar is closed that was not opened.
    #[error("line {line}: closes what is not open")]
    BrokenCalendar {
        /// Where it stands.
        line: u64,
        /// The line.
        found: String,
    },
    /// A part of a calendar is never closed.
    #[error("the part of line {line} is not closed")]
    UnendedCalendar {
        /// Where the part begins.
        line: u64,
        /// Which part.
        found: String,
    },
    /// The file is larger than can be read.
    #[error("the file is too large: {bytes} bytes")]
    TooBig {
        /// Its size.
        bytes: u64,
    },
    /// A workbook unpacks to more than can be read.
    #[error("the workbook takes more than {bytes} bytes")]
    BookTooBig {
        /// How much can be.
        bytes: u64,
    },
    /// A folder or a device.
    #[error("not a file")]
    NotAFile,
    /// The system could not read it.
    #[error("cannot read: {0}")]
    Read(io::ErrorKind),
    /// Stopped by request.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for ImportError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl ImportError {
    /// The language key. Every message also takes `file`, which the caller knows.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::EmptyFile => "import-empty-file",
            Self::NotText(kind) => match kind {
                NotText::Xlsx => "import-not-text-xlsx",
                NotText::Xls => "import-not-text-xls",
                NotText::Pdf => "import-not-text-pdf",
                NotText::Archive => "import-not-text-archive",
                NotText::Image => "import-not-text-image",
                NotText::Json => "import-not-text-json",
                NotText::Html => "import-not-text-html",
                NotText::Binary => "import-not-text-binary",
            },
            Self::UnknownTable { .. } => "import-unknown-table",
            Self::MissingColumns { .. } => "import-missing-columns",
            Self::TooLong { .. } => "import-too-long",
            Self::Unclosed { .. } => "import-unclosed",
            Self::OwnTable { .. } => "import-own-table",
            Self::NoPeriod => "import-no-period",
            Self::BadPeriod { .. } => "import-bad-period-file",
            Self::NotCalendar { .. } => "import-ics-not-calendar",
            Self::BrokenCalendar { .. } => "import-ics-broken",
            Self::UnendedCalendar { .. } => "import-ics-unended",
            Self::TooBig { .. } => "import-too-big",
            Self::BookTooBig { .. } => "import-book-too-big",
            Self::NotAFile => "import-not-a-file",
            Self::Read(_) => "import-cannot-read",
            Self::Cancelled => "import-cancelled",
        }
    }

    /// What the message is filled with, besides `file`.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownTable { columns } => vec![("columns", shown(columns))],
            Self::MissingColumns { kind, columns } => vec![
                ("kind", kind.name().to_owned()),
                ("columns", columns.join(", ")),
            ],
            Self::TooLong { line } | Self::Unclosed { line } | Self::NotCalendar { line } => {
                vec![("line", line.to_string())]
            }
            Self::BadPeriod { line, found }
            | Self::BrokenCalendar { line, found }
            | Self::UnendedCalendar { line, found } => {
                vec![("line", line.to_string()), ("found", found.clone())]
            }
            Self::OwnTable { table } => vec![("table", (*table).to_owned())],
            Self::TooBig { bytes } | Self::BookTooBig { bytes } => {
                vec![("megabytes", (bytes >> 20).to_string())]
            }
            Self::Read(kind) => vec![("reason", kind.to_string())],
            Self::EmptyFile
            | Self::NotText(_)
            | Self::NoPeriod
            | Self::NotAFile
            | Self::Cancelled => Vec::new(),
        }
    }

    /// The refusal of the operating system behind it, when it is told as a `reason`.
    #[must_use]
    pub const fn cause(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Read(kind) => Some(*kind),
            _ => None,
        }
    }

    /// The line it is about, when it is about one.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::TooLong { line }
            | Self::Unclosed { line }
            | Self::BadPeriod { line, .. }
            | Self::NotCalendar { line }
            | Self::BrokenCalendar { line, .. }
            | Self::UnendedCalendar { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// The first column names, cut so that a message stays a sentence.
fn shown(columns: &[String]) -> String {
    let mut text = columns
        .iter()
        .take(8)
        .map(|c| brief(c))
        .collect::<Vec<_>>()
        .join(", ");
    if columns.len() > 8 {
        text.push_str(", …");
    }
    text
}

/// A cell's text, cut so that a message stays a sentence.
pub(super) fn brief(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// What is wrong in one place of a file that is taken otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// No id in a table that lives by ids; the row is left out.
    NoId,
    /// Nothing names the client; the row is left out.
    NoName,
    /// A date that is not in the calendar or not readable.
    BadDate(String),
    /// Day or month first: the column does not tell.
    AmbiguousDate(String),
    /// Not a number.
    BadNumber(String),
    /// Thousands or decimals: the column does not tell.
    AmbiguousNumber(String),
    /// Not a month.
    BadMonth(String),
    /// Not a word of the closed list of its column.
    BadTerm(String),
    /// Not a time zone.
    BadZone(String),
    /// Not a currency.
    BadCurrency(String),
    /// Another number of cells than the header has.
    Ragged {
        /// Cells in the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A column name occurs several times; the last cell that is not empty is taken.
    DuplicateHeader {
        /// How many times.
        times: usize,
    },
    /// Header and cells are out of step; the columns were put right by their dates.
    ShiftedColumns,
    /// A period ends before it begins, or not in the calendar.
    BadPeriod(String),
    /// A day the report's own period does not hold.
    OutsidePeriod(String),
    /// No campaign is named in the row.
    NoCampaign,
    /// Whole amounts, taken as millionths of the currency: an ad system's interface writes them so.
    Micros,
    /// Whole amounts, taken as they stand: millionths would make clicks cost nothing.
    NotMicros,
    /// The report names no currency; this one was taken.
    NoCurrency(String),
    /// The number of rows at the end of the file is not the number of rows in it.
    RowCount {
        /// What the file says.
        told: String,
        /// What it holds.
        found: u64,
    },
    /// The file changes its encoding inside; it was decoded line by line.
    MixedEncoding,
    /// So many lines with characters that command a terminal or hide in words; they are left out.
    Unprintable(u64),
    /// These sheets of a workbook are not read: one table is.
    OtherSheets(String),
    /// The table is this program's own: more is known of its clients than it holds.
    OnlyCards,
    /// So many clients stand elsewhere than the table says, and stay there.
    StagesKept(u64),
    /// So many rows would change clients that are archived, and are left out.
    ArchivedKept(u64),
    /// A meeting without a begin is left out.
    NoStart,
    /// A meeting whose time cannot be read is left out.
    BadTime,
    /// A meeting that ends before it begins is left out.
    BadSpan,
    /// A rule of repetition that cannot be read: the first meeting alone is taken.
    BadRule,
    /// A time zone nobody knows: the manager's own was taken.
    UnknownZone(String),
    /// More meetings than are taken; so many were.
    TooManyMeetings(u64),
    /// So many to-dos, which are no meetings.
    TodosLeft(u64),
    /// So many entries of a journal, which are no meetings.
    JournalsLeft(u64),
}

/// A problem and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The physical line where the row begins, from 1.
    pub line: u64,
    /// The column as the file names it; empty for a whole row.
    pub column: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    /// Whether the file states something here that cannot be taken as it stands: a day that is not in the
    /// calendar, two columns of one name. A row that merely lacks an id or a name is left out and told.
    #[must_use]
    pub const fn spoils(&self) -> bool {
        !matches!(
            self.kind,
            ProblemKind::NoId
                | ProblemKind::NoName
                | ProblemKind::NoCampaign
                | ProblemKind::Micros
                | ProblemKind::NotMicros
                | ProblemKind::NoCurrency(_)
                | ProblemKind::Ragged { .. }
                | ProblemKind::ShiftedColumns
                | ProblemKind::Unprintable(_)
                | ProblemKind::OtherSheets(_)
                | ProblemKind::OnlyCards
                | ProblemKind::StagesKept(_)
                | ProblemKind::ArchivedKept(_)
                | ProblemKind::BadRule
                | ProblemKind::UnknownZone(_)
                | ProblemKind::TooManyMeetings(_)
                | ProblemKind::TodosLeft(_)
                | ProblemKind::JournalsLeft(_)
        )
    }

    /// The language key.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self.kind {
            ProblemKind::NoId => "import-no-id",
            ProblemKind::NoName => "import-no-name",
            ProblemKind::BadDate(_) => "import-bad-date",
            ProblemKind::AmbiguousDate(_) => "import-ambiguous-date",
            ProblemKind::BadNumber(_) => "import-bad-number",
            ProblemKind::AmbiguousNumber(_) => "import-ambiguous-number",
            ProblemKind::BadMonth(_) => "import-bad-month",
            ProblemKind::BadTerm(_) => "import-bad-term",
            ProblemKind::BadZone(_) => "import-bad-zone",
            ProblemKind::BadCurrency(_) => "import-bad-currency",
            ProblemKind::Ragged { .. } => "import-ragged",
            ProblemKind::DuplicateHeader { .. } => "import-duplicate-header",
            ProblemKind::ShiftedColumns => "import-shifted-columns",
            ProblemKind::BadPeriod(_) => "import-bad-period",
            ProblemKind::OutsidePeriod(_) => "import-outside-period",
            ProblemKind::NoCampaign => "import-no-campaign",
            ProblemKind::Micros => "import-micros",
            ProblemKind::NotMicros => "import-not-micros",
            ProblemKind::NoCurrency(_) => "import-no-currency",
            ProblemKind::RowCount { .. } => "import-row-count",
            ProblemKind::MixedEncoding => "import-mixed-encoding",
            ProblemKind::Unprintable(_) => "import-unprintable",
            ProblemKind::OtherSheets(_) => "import-other-sheets",
            ProblemKind::OnlyCards => "import-only-cards",
            ProblemKind::StagesKept(_) => "import-stages-kept",
            ProblemKind::ArchivedKept(_) => "import-archived-kept",
            ProblemKind::NoStart => "import-ics-no-start",
            ProblemKind::BadTime => "import-ics-bad-time",
            ProblemKind::BadSpan => "import-ics-bad-span",
            ProblemKind::BadRule => "import-ics-bad-rule",
            ProblemKind::UnknownZone(_) => "import-ics-zone",
            ProblemKind::TooManyMeetings(_) => "import-ics-too-many",
            ProblemKind::TodosLeft(_) => "import-ics-todos",
            ProblemKind::JournalsLeft(_) => "import-ics-journals",
        }
    }

    /// What the message is filled with: always `line` and `column`, and what was found.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![
            ("line", self.line.to_string()),
            ("column", self.column.clone()),
        ];
        match &self.kind {
            ProblemKind::BadDate(found)
            | ProblemKind::AmbiguousDate(found)
            | ProblemKind::BadNumber(found)
            | ProblemKind::AmbiguousNumber(found)
            | ProblemKind::BadMonth(found)
            | ProblemKind::BadTerm(found)
            | ProblemKind::BadZone(found)
            | ProblemKind::BadCurrency(found)
            | ProblemKind::NoCurrency(found)
            | ProblemKind::BadPeriod(found)
            | ProblemKind::OutsidePeriod(found)
            | ProblemKind::OtherSheets(found)
            | ProblemKind::UnknownZone(found) => args.push(("found", found.clone())),
            ProblemKind::Ragged { found, expected } => {
                args.push(("found", found.to_string()));
                args.push(("expected", expected.to_string()));
            }
            ProblemKind::DuplicateHeader { times } => args.push(("times", times.to_string())),
            ProblemKind::RowCount { told, found } => {
                args.push(("told", told.clone()));
                args.push(("found", found.to_string()));
            }
            ProblemKind::Unprintable(count)
            | ProblemKind::StagesKept(count)
            | ProblemKind::ArchivedKept(count)
            | ProblemKind::TooManyMeetings(count)
            | ProblemKind::TodosLeft(count)
            | ProblemKind::JournalsLeft(count) => args.push(("found", count.to_string())),
            ProblemKind::NoId
            | ProblemKind::OnlyCards
            | ProblemKind::NoStart
            | ProblemKind::BadTime
            | ProblemKind::BadSpan
            | ProblemKind::BadRule
            | ProblemKind::NoName
            | ProblemKind::NoCampaign
            | ProblemKind::Micros
            | ProblemKind::NotMicros
            | ProblemKind::ShiftedColumns
            | ProblemKind::MixedEncoding => {}
        }
        args
    }
}

/// Problems of a file; the first thousand are kept, the rest counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Problems {
    pub(super) list: Vec<Problem>,
    pub(super) more: u64,
}

impl Problems {
    /// Tells, once, of characters in a text that a cell never keeps.
    pub(super) fn unprintable(&mut self, text: &str) {
        let odd = |c: char| !matches!(c, '\n' | '\r' | '\t') && is_unprintable(c);
        let Some(first) = text.find(odd) else { return };
        let (before, after) = text.split_at(first);
        let line = before.matches('\n').count() as u64 + 1;
        let lines = after.split('\n').filter(|line| line.contains(odd)).count();
        self.add(line, "", ProblemKind::Unprintable(lines as u64));
    }

    pub(super) fn add(&mut self, line: u64, column: &str, kind: ProblemKind) {
        if self.list.len() >= 1000 {
            self.more += 1;
            return;
        }
        self.list.push(Problem {
            line,
            column: column.trim().to_owned(),
            kind,
        });
    }
}
