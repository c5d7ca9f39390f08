//! Spend by client and month: `client,month,spend`, rows of one client and month summed.

use std::collections::HashMap;

use serde_json::{Map, json};

use super::columns::{self, currency, currency_cell};
use super::fault::{ImportError, ProblemKind, Problems, brief};
use super::table::Table;
use super::values::date::{self, NotADate, Order};
use super::values::number::{self, NotANumber, Style};
use super::values::text;
use super::{KindRead, table};
use crate::domain::import::{Candidate, Figure, Skip};
use crate::domain::money::decimal;
use crate::domain::{Currency, Month};
use crate::jobs::progress::Progress;

/// Columns that say whose figure it is.
pub(super) const WHOM: [&str; 13] = [
    "client",
    "client id",
    "id клиента",
    "клиент",
    "account",
    "account id",
    "customer",
    "customer id",
    "id",
    "name",
    "company",
    "название",
    "компания",
];

pub(super) fn read(
    table: &Table<'_>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<KindRead, ImportError> {
    let mut ids = table.all(columns::CLIENT_ID);
    if !ids.exists() {
        ids = table.all(columns::ID);
    }
    let names = table.all(columns::NAME);
    let months = first(&table.all(columns::MONTH));
    let amounts = first(&table.all(columns::SPEND));
    let currencies = table.all(columns::CURRENCY);
    let head_currency = currency(table.name(&amounts));
    let (style, order) = styles(table, &amounts, &months, progress)?;

    let mut candidates: Vec<Candidate> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let (mut last_key, mut last_place) = (String::new(), 0);
    let mut totals: Vec<(Option<Currency>, i128)> = Vec::new();
    let mut span: Option<(Month, Month)> = None;
    let mut rows = table.rows();
    while let Some((row, line)) = rows.next(progress)? {
        if table.check_width(row, line, problems) {
            candidates.push(Candidate::skipped(line, Skip::Ragged));
            continue;
        }
        let (id, name) = (ids.get(row), names.get(row));
        let key = if id.is_empty() { name } else { id };
        if key.is_empty() {
            let column = table.name(if names.exists() { &names } else { &ids });
            problems.add(line, column, ProblemKind::NoName);
            candidates.push(Candidate::skipped(line, Skip::NoName));
            continue;
        }
        let month = match date::month(months.get(row), order) {
            Ok(Some(month)) => month,
            other => {
                let found = brief(months.get(row));
                let kind = match other {
                    Err(NotADate::Ambiguous) => ProblemKind::AmbiguousDate(found),
                    _ => ProblemKind::BadMonth(found),
                };
                problems.add(line, table.name(&months), kind);
                candidates.push(Candidate::skipped(line, Skip::BadValue));
                continue;
            }
        };
        let minor = match number::minor(amounts.get(row), style) {
            Ok(minor) => minor,
            Err(why) => {
                let found = brief(amounts.get(row));
                let kind = match why {
                    NotANumber::Bad => ProblemKind::BadNumber(found),
                    NotANumber::Ambiguous => ProblemKind::AmbiguousNumber(found),
                };
                problems.add(line, table.name(&amounts), kind);
                candidates.push(Candidate::skipped(line, Skip::BadValue));
                continue;
            }
        };
        let cell = currencies.get(row);
        let mut money = head_currency;
        if !cell.is_empty() {
            match currency_cell(cell) {
                Some(found) => money = Some(found),
                None => {
                    let kind = ProblemKind::BadCurrency(brief(cell));
                    problems.add(line, table.name(&currencies), kind);
                    candidates.push(Candidate::skipped(line, Skip::BadValue));
                    continue;
                }
            }
        }
        let place = if last_key == key && !candidates.is_empty() {
            last_place
        } else if let Some(place) = places.get(key) {
            *place
        } else {
            candidates.push(whose(line, id, name));
            places.insert(key.to_owned(), candidates.len() - 1);
            candidates.len() - 1
        };
        key.clone_into(&mut last_key);
        last_place = place;
        let Some(candidate) = candidates.get_mut(place) else {
            continue;
        };
        candidate.rows += 1;
        let Some(minor) = minor else {
            // No data is not zero: the row names the client and the month, nothing more.
            continue;
        };
        add(&mut candidate.spend, month, minor, money);
        match totals.iter_mut().find(|(c, _)| *c == money) {
            Some((_, sum)) => *sum += i128::from(minor),
            None => totals.push((money, i128::from(minor))),
        }
        span = Some(span.map_or((month, month), |(a, b)| (a.min(month), b.max(month))));
    }
    let seen = rows.seen;
    Ok(KindRead {
        facts: figures(&totals, span, places.len()),
        candidates,
        seen,
    })
}

fn first(column: &table::Column) -> table::Column {
    table::Column(column.0.first().copied().into_iter().collect())
}

/// One pass over the two columns whose writing must be known before a cell can be read.
fn styles(
    table: &Table<'_>,
    amounts: &table::Column,
    months: &table::Column,
    progress: &Progress,
) -> Result<(Style, Order), ImportError> {
    let (mut style, mut order) = (Style::default(), Order::default());
    let mut rows = table.rows();
    while let Some((row, _)) = rows.next(progress)? {
        style.learn(amounts.get(row));
        order.learn(months.get(row));
    }
    Ok((style, order))
}

fn whose(line: u64, id: &str, name: &str) -> Candidate {
    let mut candidate = Candidate::at(line);
    candidate.rows = 0;
    if !id.is_empty() {
        candidate.client.id = id.parse().ok();
        candidate.client.reference = Some(text::line(id));
    }
    if !name.is_empty() {
        candidate.client.name = Some(text::line(name));
        // With an id beside it the name only names a client nobody knows.
        if !id.is_empty() {
            candidate.client.source = crate::domain::import::NameSource::Company;
        }
    }
    candidate
}

fn add(figures: &mut Vec<Figure>, month: Month, minor: i64, currency: Option<Currency>) {
    let same = |f: &&mut Figure| f.month == month && f.currency == currency;
    match figures.iter_mut().rev().find(same) {
        Some(figure) => figure.minor = figure.minor.saturating_add(minor),
        None => figures.push(Figure {
            month,
            minor,
            currency,
        }),
    }
}

fn figures(
    totals: &[(Option<Currency>, i128)],
    span: Option<(Month, Month)>,
    clients: usize,
) -> Map<String, serde_json::Value> {
    let text = |minor: i128| decimal(i64::try_from(minor).unwrap_or(i64::MAX));
    let mut facts = Map::new();
    facts.insert("clients".to_owned(), json!(clients));
    let sum: i128 = totals.iter().map(|(_, s)| s).sum();
    if totals.len() <= 1 {
        facts.insert("spend_total".to_owned(), json!(text(sum)));
    }
    let by: Map<String, serde_json::Value> = totals
        .iter()
        .filter_map(|(c, s)| Some((c.as_ref()?.to_string(), json!(text(*s)))))
        .collect();
    if !by.is_empty() {
        facts.insert("spend_by_currency".to_owned(), json!(by));
    }
    if let Some((first, last)) = span {
        facts.insert("month_min".to_owned(), json!(first.to_string()));
        facts.insert("month_max".to_owned(), json!(last.to_string()));
    }
    facts
}
