//! A table of spend as histories to score: any `client_id,month,spend[,n_tx]`, columns in any order, others
//! ignored. Nothing of it is stored.

use std::collections::HashMap;

use super::columns;
use super::fault::{ImportError, brief};
use super::source::Source;
use super::table::{Column, Rows, Table};
use super::values::date::{self, Order};
use super::values::number::{self, Style};
use super::{ImportKind, spend};
use crate::domain::ranking::Portfolio;
use crate::domain::{ClientId, Currency, Month};
use crate::jobs::progress::Progress;

/// Names of a column that counts contacts or payments.
const COUNT: &[&str] = &[
    "n tx",
    "transactions",
    "touches",
    "count",
    "касаний",
    "операций",
    "количество",
];

/// Why a table cannot be scored, with the line where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unscorable {
    /// Not a table that can be read.
    File(ImportError),
    /// No client in the row.
    NoClient {
        /// Where.
        line: u64,
    },
    /// Not a month.
    BadMonth {
        /// Where.
        line: u64,
        /// The cell.
        found: String,
    },
    /// Not an amount, or one that can be read two ways.
    BadSpend {
        /// Where.
        line: u64,
        /// The cell.
        found: String,
    },
    /// More cells than columns: they may be shifted.
    Shifted {
        /// Where.
        line: u64,
    },
    /// The month asked for lies outside the figures.
    Outside {
        /// The first and the last month with figures.
        span: (Month, Month),
    },
    /// A row that ends before its amount.
    NoSpend {
        /// Where.
        line: u64,
    },
    /// There is not one amount.
    Nothing,
    /// Nobody spent anything until the month asked for: there is nothing but zeros.
    Zeros,
}

impl From<ImportError> for Unscorable {
    fn from(error: ImportError) -> Self {
        Self::File(error)
    }
}

/// What was put right on the way; harmless, but to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// A negative amount, taken as a month without spend.
    Negative {
        /// Where.
        line: u64,
        /// The cell.
        found: String,
    },
    /// A client and month that had a row already; the amounts were added up.
    Twice {
        /// Where.
        line: u64,
        /// Which month.
        month: Month,
    },
}

/// Histories read.
#[derive(Debug, Clone, PartialEq)]
pub struct Histories {
    clients: Vec<Series>,
    /// The first and the last month with figures.
    pub span: (Month, Month),
    /// What was put right, in the order of the file; the first thousand.
    pub mended: Vec<Mended>,
    /// And so many more.
    pub more: u64,
}

#[derive(Debug, Clone, PartialEq)]
struct Series {
    name: String,
    first: Month,
    /// Minor units and counts by month; `None` where there is no row.
    months: Vec<Option<(f64, u16)>>,
}

/// A portfolio of clients that have names only.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The figures.
    pub portfolio: Portfolio,
    /// Names by the order of [`Portfolio::members`].
    pub names: Vec<String>,
    /// Clients with months without a row inside their history.
    pub gaps: usize,
}

impl Histories {
    /// Reads a table.
    ///
    /// # Errors
    /// The first thing in the file that cannot be taken: a score on half a table would be wrong in silence.
    pub fn read(bytes: &[u8]) -> Result<Self, Unscorable> {
        if bytes.is_empty() {
            return Err(ImportError::EmptyFile.into());
        }
        let source = Source::read(bytes, &Progress::new())?;
        let table = source.table()?;
        let kind = ImportKind::Spend;
        let columns = kind.missing(&table);
        if !columns.is_empty() {
            return Err(ImportError::MissingColumns { kind, columns }.into());
        }
        Reading::of(&table)?.read(&table)
    }

    /// The portfolio as it stood at the end of a month, the last of the figures if not said.
    ///
    /// # Errors
    /// The month lies outside the figures, or nobody had spent anything by then.
    pub fn at(self, at: Option<Month>) -> Result<Named, Unscorable> {
        let (first, last) = self.span;
        let at = at.unwrap_or(last);
        if at < first || at > last {
            return Err(Unscorable::Outside { span: self.span });
        }
        let mut portfolio = Portfolio::new(at);
        let mut names: Vec<(ClientId, String)> = Vec::new();
        let mut gaps = 0;
        for series in self.clients {
            let amounts: Vec<f64> = (series.months.iter())
                .map(|m| m.map_or(0.0, |m| m.0))
                .collect();
            let counts: Vec<u16> = (series.months.iter())
                .map(|m| m.map_or(0, |m| m.1))
                .collect();
            let counts = if counts.iter().any(|n| *n > 0) {
                counts
            } else {
                Vec::new()
            };
            let id = id_of(&series.name);
            let before = portfolio.len();
            portfolio.push(id, Currency::RUB, series.first, &amounts, &counts, true);
            if portfolio.len() > before {
                gaps += usize::from(series.months.iter().any(Option::is_none));
                names.push((id, series.name));
            }
        }
        if portfolio.is_empty() {
            return Err(Unscorable::Zeros);
        }
        names.sort_unstable();
        Ok(Named {
            portfolio: portfolio.settled(),
            names: names.into_iter().map(|(_, name)| name).collect(),
            gaps,
        })
    }
}

/// An id that depends on the name alone, so that who else is in the table changes nothing.
fn id_of(name: &str) -> ClientId {
    let hash = blake3::hash(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hash.as_bytes().get(..16).unwrap_or(&[0; 16]));
    ClientId::from_bytes(bytes)
}

/// Where things stand in the table, and how they are written.
struct Reading {
    ids: Column,
    months: Column,
    amounts: Column,
    counts: Column,
    style: Style,
    order: Order,
}

impl Reading {
    fn of(table: &Table<'_>) -> Result<Self, ImportError> {
        let some = |names: &[&str]| Some(table.all(names)).filter(Column::exists);
        let first = |column: Column| Column(column.0.first().copied().into_iter().collect());
        let mut reading = Self {
            ids: some(columns::CLIENT_ID)
                .or_else(|| some(columns::ID))
                .unwrap_or_else(|| table.all(&spend::WHOM)),
            months: first(table.all(columns::MONTH)),
            amounts: first(table.all(columns::SPEND)),
            counts: first(table.all(COUNT)),
            style: Style::default(),
            order: Order::default(),
        };
        let progress = Progress::new();
        let mut rows = table.rows();
        while let Some((row, _)) = rows.next(&progress)? {
            reading.style.learn(reading.amounts.get(row));
            reading.order.learn(reading.months.get(row));
        }
        Ok(reading)
    }

    fn read(&self, table: &Table<'_>) -> Result<Histories, Unscorable> {
        let width = table.header.len();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut histories = Histories {
            clients: Vec::new(),
            span: (Month(i32::MAX), Month(i32::MIN)),
            mended: Vec::new(),
            more: 0,
        };
        let progress = Progress::new();
        let mut rows = table.rows();
        while let Some((row, line)) = rows.next(&progress)? {
            if Rows::overflows(row, width) {
                return Err(Unscorable::Shifted { line });
            }
            let name = self.ids.get(row);
            if name.is_empty() {
                return Err(Unscorable::NoClient { line });
            }
            let cell = self.months.get(row);
            let Ok(Some(month)) = date::month(cell, self.order) else {
                let found = brief(cell);
                return Err(Unscorable::BadMonth { line, found });
            };
            // An empty cell is known to be empty; a row without the cell may have lost it.
            if self.amounts.0.iter().all(|column| *column >= row.len()) {
                return Err(Unscorable::NoSpend { line });
            }
            let cell = self.amounts.get(row);
            let Ok(minor) = number::minor(cell, self.style) else {
                let found = brief(cell);
                return Err(Unscorable::BadSpend { line, found });
            };
            let Some(minor) = minor else {
                // An empty cell is a month nobody told about: as good as no row.
                continue;
            };
            if minor < 0 {
                let found = brief(cell);
                histories.mend(Mended::Negative { line, found });
            }
            let count = number::whole(self.counts.get(row)).ok().flatten();
            let count = u16::try_from(count.unwrap_or_default()).unwrap_or(u16::MAX);
            let place = match places.get(name) {
                Some(place) => *place,
                None => {
                    places.insert(name.to_owned(), histories.clients.len());
                    histories.clients.push(Series {
                        name: name.to_owned(),
                        first: month,
                        months: Vec::new(),
                    });
                    histories.clients.len() - 1
                }
            };
            let (first, last) = histories.span;
            histories.span = (first.min(month), last.max(month));
            let Some(series) = histories.clients.get_mut(place) else {
                continue;
            };
            if series.add(month, minor.max(0) as f64, count) {
                histories.mend(Mended::Twice { line, month });
            }
        }
        if histories.clients.is_empty() {
            return Err(Unscorable::Nothing);
        }
        Ok(histories)
    }
}

impl Histories {
    fn mend(&mut self, mended: Mended) {
        if self.mended.len() < 1000 {
            self.mended.push(mended);
        } else {
            self.more += 1;
        }
    }
}

impl Series {
    /// Adds an amount; `true` when the month had one already.
    fn add(&mut self, month: Month, minor: f64, count: u16) -> bool {
        if month < self.first {
            let more = (self.first.0 - month.0).unsigned_abs() as usize;
            self.months.splice(0..0, std::iter::repeat_n(None, more));
            self.first = month;
        }
        let index = (month.0 - self.first.0).unsigned_abs() as usize;
        if index >= self.months.len() {
            self.months.resize(index + 1, None);
        }
        let Some(slot) = self.months.get_mut(index) else {
            return false;
        };
        let (had, counted) = slot.unwrap_or_default();
        let twice = slot.is_some();
        *slot = Some((had + minor, counted.saturating_add(count)));
        twice
    }
}
