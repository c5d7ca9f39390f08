//! Reports of campaigns: which table is whose, and where its columns are.
//!
//! Rows of one campaign and day (ad groups, devices) are summed; rows of sums, rates and counts of people
//! never are. A file without days belongs to the period in its title as a whole and is never dated on one of its
//! days.

mod columns;
mod micros;
mod read;
mod span;
mod sums;
#[cfg(test)]
mod tests;
mod title;
mod words;

use super::ImportKind;
use super::columns::currency;
use super::table::{Column, Table};
use crate::domain::Currency;
use crate::domain::fold::fold;

pub(super) use columns::ALL as COLUMNS;
pub(super) use read::read;

/// The first of these names the table has; a name that occurs twice is one column.
fn pick(table: &Table<'_>, names: &[&str]) -> Column {
    names
        .iter()
        .map(|name| table.all(&[name]))
        .find(Column::exists)
        .unwrap_or_default()
}

/// Columns of conversions by goal (`Conversions_123_LSC`, `Конверсии (Заявка)`): of several ways to attribute
/// them the first, whose goals add up.
fn goals(table: &Table<'_>) -> Column {
    let mut model: Option<&str> = None;
    let mut found = Vec::new();
    for (i, key) in table.keys.iter().enumerate() {
        if key.starts_with("конверсии (") {
            found.push(i);
        } else if let Some(goal) = key.strip_prefix("conversions ") {
            let of = goal.split_once(' ').map_or("", |(_, model)| model);
            if *model.get_or_insert(of) == of {
                found.push(i);
            }
        }
    }
    Column(found)
}

/// Whether the name of a column says that its sums hold VAT.
fn vat(name: &str) -> Option<bool> {
    let name = fold(name);
    if name.contains("без ндс") || name.contains("excl") {
        Some(false)
    } else if name.contains("с ндс") || name.contains("incl") {
        Some(true)
    } else {
        None
    }
}

fn has_figures(table: &Table<'_>) -> bool {
    table.has(columns::IMPRESSIONS) || table.has(columns::CLICKS) || table.has(columns::CONVERSIONS)
}

/// Whose report a table is, by its columns.
pub(super) fn detect(table: &Table<'_>) -> Option<ImportKind> {
    // A table of clients may have spend and clicks too.
    if table.has(columns::FOREIGN) {
        return None;
    }
    let has = |names: &[&str]| table.has(names);
    let fits = |kind: ImportKind| missing(kind, table).is_empty().then_some(kind);
    let cost = pick(table, columns::COST);
    let name = fold(table.name(&cost));
    if has(columns::START) || has(&["amount spent", "потраченная сумма"]) {
        return fits(ImportKind::MetaAds);
    }
    if has(&["campaignid", "campaignname"]) {
        return fits(ImportKind::DirectApi);
    }
    let direct = (name.starts_with("расход") && !name.starts_with("расходы"))
        || name.contains("(руб")
        || has(&["№ кампании"]);
    if direct && has_figures(table) {
        return fits(ImportKind::DirectUi);
    }
    let google = has_figures(table) || has(columns::TYPE) || has(&["currency code", "код валюты"]);
    if google {
        return fits(ImportKind::GoogleAds);
    }
    None
}

/// Names of the columns a report cannot do without that a table lacks.
pub(super) fn missing(kind: ImportKind, table: &Table<'_>) -> Vec<String> {
    let russian = table
        .keys
        .iter()
        .any(|k| k.chars().any(|c| ('а'..='я').contains(&c)));
    let word = |ru: &str, en: &str| if russian { ru } else { en }.to_owned();
    let mut lacks = Vec::new();
    let named = table.has(columns::CAMPAIGN) || table.has(columns::NUMBER);
    let titled = kind == ImportKind::DirectUi && title::Title::of(table).campaign.is_some();
    if !named && !titled {
        lacks.push(match kind {
            ImportKind::DirectApi => "CampaignName".to_owned(),
            _ => word("Кампания", "Campaign"),
        });
    }
    if !table.has(columns::COST) && !has_figures(table) {
        lacks.push(match kind {
            ImportKind::DirectApi => "Cost".to_owned(),
            _ => word("Расход", "Cost"),
        });
    }
    lacks
}

/// Where everything is.
#[derive(Debug)]
struct Layout {
    campaign: Column,
    number: Column,
    account: Column,
    impressions: Column,
    clicks: Column,
    cost: Column,
    /// One column, or one for each goal.
    conversions: Column,
    result_kind: Column,
    revenue: Column,
    money: Column,
    state: Column,
    status: Column,
    kind: Column,
    budget: Column,
    rejected: Column,
    utm: Column,
    currency: Option<Currency>,
    vat: Option<bool>,
}

impl Layout {
    fn of(kind: ImportKind, table: &Table<'_>) -> Self {
        let cost = pick(table, columns::COST);
        let mut conversions = pick(table, columns::CONVERSIONS);
        if kind == ImportKind::MetaAds {
            conversions = pick(table, columns::RESULTS);
        } else if !conversions.exists() {
            conversions = goals(table);
        }
        Self {
            campaign: pick(table, columns::CAMPAIGN),
            number: pick(table, columns::NUMBER),
            account: pick(table, columns::ACCOUNT),
            impressions: pick(table, columns::IMPRESSIONS),
            clicks: pick(table, columns::CLICKS),
            conversions,
            result_kind: pick(table, columns::RESULT_KIND),
            revenue: pick(table, columns::REVENUE),
            money: pick(table, columns::CURRENCY),
            state: pick(table, columns::STATE),
            status: pick(table, columns::STATUS),
            kind: pick(table, columns::TYPE),
            budget: pick(table, columns::BUDGET),
            rejected: pick(table, columns::REJECTED),
            utm: pick(table, columns::UTM),
            currency: currency(table.name(&cost)),
            vat: vat(table.name(&cost)),
            cost,
        }
    }
}
