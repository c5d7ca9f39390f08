//! Sums of a report to check against the source, as the file itself writes them.

use csv::StringRecord;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::read::is_nothing;
use crate::domain::money::decimal;
use crate::domain::{Currency, Figures};
use crate::jobs::import::ImportKind;

/// What the rows add up to.
#[derive(Debug, Default)]
pub(super) struct Sums {
    impressions: u64,
    clicks: u64,
    cost: Vec<(Option<Currency>, i64)>,
    /// Thousandths.
    results: i64,
    scale: u32,
    undefined: u64,
    span: Option<(Date, Date)>,
}

/// Which figures the report has at all.
#[derive(Debug)]
pub(super) struct Carried {
    pub(super) kind: ImportKind,
    pub(super) impressions: bool,
    pub(super) clicks: bool,
    pub(super) cost: bool,
    pub(super) conversions: bool,
    pub(super) days: bool,
}

impl Sums {
    /// Adds conversions, or what the platform counts as results.
    pub(super) fn results(&mut self, thousandths: Option<i64>, scale: u32) {
        self.results = self.results.saturating_add(thousandths.unwrap_or(0));
        self.scale = self.scale.max(scale);
    }

    /// Adds a row.
    pub(super) fn row(
        &mut self,
        row: &StringRecord,
        (from, to): (Date, Date),
        figures: Option<Figures>,
        currency: Option<Currency>,
    ) {
        self.undefined += row.iter().filter(|cell| is_nothing(cell)).count() as u64;
        let span = self.span.get_or_insert((from, to));
        *span = (span.0.min(from), span.1.max(to));
        let Some(figures) = figures else { return };
        self.impressions = self.impressions.saturating_add(figures.impressions);
        self.clicks = self.clicks.saturating_add(figures.clicks);
        match self.cost.iter_mut().find(|(c, _)| *c == currency) {
            Some((_, sum)) => *sum = sum.saturating_add(figures.cost),
            None => self.cost.push((currency, figures.cost)),
        }
    }

    /// Tells them.
    pub(super) fn facts(&self, facts: &mut Map<String, Value>, carried: &Carried) {
        let mut put = |name: &str, value: Value| {
            facts.insert(name.to_owned(), value);
        };
        if carried.cost {
            match self.cost.as_slice() {
                [] => put("cost_sum", json!(decimal(0))),
                [(currency, sum)] => {
                    put("cost_sum", json!(decimal(*sum)));
                    if let Some(currency) = currency {
                        put("currency", json!(currency.code()));
                    }
                }
                // Roubles and dollars have no sum.
                many => {
                    let by: Map<String, Value> = many
                        .iter()
                        .map(|(c, sum)| {
                            let code = c.map_or_else(String::new, |c| c.to_string());
                            (code, json!(decimal(*sum)))
                        })
                        .collect();
                    put("cost_by_currency", json!(by));
                }
            }
        }
        if carried.impressions {
            put("impressions", json!(self.impressions.to_string()));
        }
        if carried.clicks {
            put("clicks", json!(self.clicks.to_string()));
        }
        if carried.conversions {
            let name = match carried.kind {
                ImportKind::MetaAds => "results",
                _ => "conversions",
            };
            put(name, json!(thousandths(self.results, self.scale)));
        }
        let undefined = match carried.kind {
            ImportKind::DirectUi => "dash_cells",
            _ => "undefined_cells",
        };
        put(undefined, json!(self.undefined));
        if let Some((from, to)) = self.span.filter(|_| carried.days) {
            put("date_min", json!(from.to_string()));
            put("date_max", json!(to.to_string()));
        }
    }
}

/// Thousandths with so many decimals.
fn thousandths(n: i64, scale: u32) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let whole = n.unsigned_abs() / 1000;
    let mut part = format!("{:03}", n.unsigned_abs() % 1000);
    part.truncate(usize::try_from(scale).unwrap_or(3));
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}
