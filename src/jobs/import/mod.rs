//! Import: bytes to candidates. A pure function of the bytes; it knows neither book nor store.
//!
//! Bytes → text (`charset`) → table (`table`) → candidates (one file per kind). What a candidate means
//! for the book is [`domain::import`](crate::domain::import)'s business.

mod ads;
mod amocrm;
mod charset;
mod clients;
mod columns;
mod facts;
mod fault;
pub mod history;
mod ics;
mod source;
mod spend;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod values;
mod workbook;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value};

use crate::domain::Platform;
use crate::domain::import::Candidate;
use crate::jobs::progress::Progress;
use fault::Problems;
use source::Source;
use table::Table;

pub use fault::{ImportError, NotText, Problem, ProblemKind};
pub use ics::Calendar;

/// The kinds of table we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// Deals exported from amoCRM / Kommo.
    AmocrmLeads,
    /// People and companies exported from amoCRM / Kommo.
    AmocrmContacts,
    /// A plain table of clients, one a row.
    Clients,
    /// Spend by client and month. Several rows of one client and month are **summed**.
    Spend,
    /// Campaigns by Yandex.Direct's Reports API: TSV, English field names, money often in millionths.
    DirectApi,
    /// Campaigns as Yandex.Direct's screens export them, all or the one in the title.
    DirectUi,
    /// Campaigns of Google Ads, in English, Russian, German or French.
    GoogleAds,
    /// Campaigns of Meta Ads, in English or Russian.
    MetaAds,
    /// Meetings of a calendar (iCalendar).
    IcsEvents,
}

impl ImportKind {
    /// Every kind, in the order of detection.
    pub const ALL: [Self; 9] = [
        Self::MetaAds,
        Self::DirectApi,
        Self::DirectUi,
        Self::GoogleAds,
        Self::AmocrmLeads,
        Self::AmocrmContacts,
        Self::Spend,
        Self::Clients,
        Self::IcsEvents,
    ];

    /// The name on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AmocrmLeads => "amocrm.leads",
            Self::AmocrmContacts => "amocrm.contacts",
            Self::Clients => "clients",
            Self::Spend => "spend",
            Self::DirectApi => "yandex.direct.api",
            Self::DirectUi => "yandex.direct.ui",
            Self::GoogleAds => "google.ads",
            Self::MetaAds => "meta.ads",
            Self::IcsEvents => "ics.events",
        }
    }

    /// The ad system of a report of campaigns; `None` for other tables.
    #[must_use]
    pub const fn platform(self) -> Option<Platform> {
        match self {
            Self::DirectApi | Self::DirectUi => Some(Platform::YandexDirect),
            Self::GoogleAds => Some(Platform::GoogleAds),
            Self::MetaAds => Some(Platform::MetaAds),
            Self::AmocrmLeads
            | Self::AmocrmContacts
            | Self::Clients
            | Self::Spend
            | Self::IcsEvents => None,
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Names of the columns the kind cannot do without that a table lacks.
    fn missing(self, table: &Table<'_>) -> Vec<String> {
        let need: &[&[&str]] = match self {
            Self::AmocrmLeads => &[
                columns::ID,
                &["название сделки"],
                &["этап сделки", "воронка"],
            ],
            Self::AmocrmContacts => &[
                columns::ID,
                &["полное имя контакта"],
                &["тип", "дата создания контакта"],
            ],
            Self::Spend => &[columns::MONTH, columns::SPEND, &spend::WHOM],
            Self::Clients => &[columns::NAME],
            // A calendar is no table.
            Self::IcsEvents => return vec!["BEGIN:VCALENDAR".to_owned()],
            Self::DirectApi | Self::DirectUi | Self::GoogleAds | Self::MetaAds => {
                return ads::missing(self, table);
            }
        };
        need.iter()
            .filter(|names| !table.has(names))
            .filter_map(|names| names.first().map(|n| (*n).to_owned()))
            .collect()
    }
}

/// A file, read.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What kind of table it is.
    pub kind: ImportKind,
    /// `utf-8`, `utf-16le`, `utf-16be`, `cp1251`, `cp866`, `cp1252`, `koi8-r`, `mixed`; `xlsx` of a workbook.
    pub encoding: &'static str,
    /// `,`, `;`, `|` or `\t` (backslash and t).
    pub delimiter: String,
    /// Data rows, skipped ones included; blank and total rows are not data.
    pub rows: u64,
    /// What the rows say, in the order of the file.
    pub candidates: Vec<Candidate>,
    /// What is wrong in places, at most a thousand.
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those.
    pub problems_more: u64,
    /// Figures of the file to check against the source.
    pub facts: Map<String, Value>,
    /// Whether this program wrote the table: what else it knows of those clients is not in it.
    pub own: bool,
    /// The calendar, when it is one; what it means depends on the day.
    pub calendar: Option<Box<ics::Calendar>>,
}

/// What a kind's reader hands over.
struct KindRead {
    candidates: Vec<Candidate>,
    seen: table::Seen,
    facts: Map<String, Value>,
}

/// The largest file read.
const MAX_FILE: u64 = 2 << 30;
/// The longest line read: no table has lines like that, and memory is not endless.
const MAX_LINE: usize = 8 << 20;

/// Reads a file and parses it; `None` for `kind` finds the kind by the header.
///
/// # Errors
/// Why the file is refused as a whole. Wrong cells and rows are [`Parsed::problems`].
pub fn parse_file(
    path: &Path,
    kind: Option<ImportKind>,
    progress: &Progress,
) -> Result<Parsed, ImportError> {
    let bytes = read_file(path, progress)?;
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    parse(&name, &bytes, kind, progress)
}

/// Reads a file whole, refusing early what cannot be a table: too large, a line without end.
///
/// # Errors
/// [`ImportError::Read`], [`NotAFile`](ImportError::NotAFile), [`TooBig`](ImportError::TooBig),
/// [`TooLong`](ImportError::TooLong), [`Cancelled`](ImportError::Cancelled).
pub fn read_file(path: &Path, progress: &Progress) -> Result<Vec<u8>, ImportError> {
    let read = |e: std::io::Error| ImportError::Read(e.kind());
    let meta = std::fs::metadata(path).map_err(read)?;
    if meta.is_dir() {
        return Err(ImportError::NotAFile);
    }
    if meta.len() > MAX_FILE {
        return Err(ImportError::TooBig { bytes: meta.len() });
    }
    progress.start(meta.len());
    let mut file = File::open(path).map_err(read)?.take(MAX_FILE + 1);
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    let (mut lines, mut line_start) = (0u64, 0usize);
    loop {
        let before = bytes.len();
        if (&mut file)
            .take(1 << 20)
            .read_to_end(&mut bytes)
            .map_err(read)?
            == 0
        {
            break;
        }
        for at in memchr::memchr_iter(b'\n', bytes.get(before..).unwrap_or_default()) {
            lines += 1;
            line_start = before + at + 1;
        }
        let binary = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF");
        if bytes.len() - line_start > MAX_LINE && !binary && !bytes.contains_cr(line_start) {
            return Err(ImportError::TooLong { line: lines + 1 });
        }
        progress.at(bytes.len() as u64)?;
    }
    if bytes.len() as u64 > MAX_FILE {
        return Err(ImportError::TooBig {
            bytes: bytes.len() as u64,
        });
    }
    Ok(bytes)
}

trait ContainsCr {
    fn contains_cr(&self, from: usize) -> bool;
}

impl ContainsCr for Vec<u8> {
    /// Old files may end their lines with CR alone.
    fn contains_cr(&self, from: usize) -> bool {
        self.get(from..)
            .is_some_and(|tail| memchr::memchr(b'\r', tail).is_some())
    }
}

/// Our own tables that name clients and are none of clients: what happened is not taken from a table.
fn own_history(table: &Table<'_>) -> Option<&'static str> {
    const HISTORY: [(&str, &[&str]); 5] = [
        ("touches", &["client id", "direction", "outcome"]),
        ("drafts", &["client id", "if done", "if not"]),
        ("agenda", &["client id", "minutes", "reasons"]),
        ("campaigns", &["client id", "platform", "impressions"]),
        ("journal", &["seq", "intent", "undoes"]),
    ];
    let is = |(_, keys): &&(_, &[&str])| keys.iter().all(|key| table.has(&[key]));
    HISTORY.iter().find(is).map(|(name, _)| *name)
}

/// Turns bytes into candidates. `name` is the file's name, for the log.
///
/// # Errors
/// Why the bytes are refused as a whole.
pub fn parse(
    name: &str,
    bytes: &[u8],
    kind: Option<ImportKind>,
    progress: &Progress,
) -> Result<Parsed, ImportError> {
    progress.start(bytes.len() as u64);
    if bytes.is_empty() {
        return Err(ImportError::EmptyFile);
    }
    if kind == Some(ImportKind::IcsEvents) || (kind.is_none() && ics::looks(bytes)) {
        return ics::parse(bytes, progress);
    }
    let source = Source::read(bytes, progress)?;
    let table = source.table()?;
    if let Some(table) = own_history(&table) {
        return Err(ImportError::OwnTable { table });
    }
    let kind = match kind {
        Some(kind) => {
            let columns = kind.missing(&table);
            if !columns.is_empty() {
                return Err(ImportError::MissingColumns { kind, columns });
            }
            kind
        }
        None => ads::detect(&table)
            .or_else(|| {
                let mut rest = ImportKind::ALL
                    .into_iter()
                    .filter(|k| k.platform().is_none());
                rest.find(|k| k.missing(&table).is_empty())
            })
            .ok_or_else(|| ImportError::UnknownTable {
                columns: table.header.clone(),
            })?,
    };
    tracing::debug!(
        file = name,
        kind = kind.name(),
        encoding = source.decoded.encoding,
        "importing"
    );
    let mut problems = Problems::default();
    if source.decoded.encoding == "mixed" {
        problems.add(1, "", ProblemKind::MixedEncoding);
    }
    problems.unprintable(&source.decoded.text);
    if !source.others.is_empty() {
        let others = source.others.join(", ");
        problems.add(1, "", ProblemKind::OtherSheets(others));
    }
    // A doubled column nobody reads is no news; it is among the facts.
    let read = |name: &str| {
        columns::ALL
            .iter()
            .chain(ads::COLUMNS)
            .any(|c| c.contains(&columns::key(name).as_str()))
    };
    for (column, times) in table.duplicates().into_iter().filter(|(n, _)| read(n)) {
        problems.add(
            table.header_line,
            &column,
            ProblemKind::DuplicateHeader { times },
        );
    }
    let read = match kind {
        ImportKind::AmocrmLeads => amocrm::leads(&table, &mut problems, progress)?,
        ImportKind::AmocrmContacts => amocrm::contacts(&table, &mut problems, progress)?,
        ImportKind::Clients => clients::read(&table, &mut problems, progress)?,
        ImportKind::Spend => spend::read(&table, &mut problems, progress)?,
        ImportKind::DirectApi
        | ImportKind::DirectUi
        | ImportKind::GoogleAds
        | ImportKind::MetaAds => ads::read(kind, &table, &mut problems, progress)?,
        ImportKind::IcsEvents => return ics::parse(bytes, progress),
    };
    let mut facts = facts::common(bytes, &source.decoded, &table, read.seen);
    facts.extend(read.facts);
    progress.at(bytes.len() as u64)?;
    Ok(Parsed {
        kind,
        encoding: source.decoded.encoding,
        delimiter: facts::delimiter_name(table.delimiter),
        rows: read.seen.data,
        candidates: read.candidates,
        problems: problems.list,
        problems_more: problems.more,
        facts,
        own: kind == ImportKind::Clients && clients::is_own(&table),
        calendar: None,
    })
}
