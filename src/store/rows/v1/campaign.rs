//! Campaigns with their figures.

use serde::{Deserialize, Serialize};

use super::{Id, Text, currency, term, text};
use crate::domain as d;
use crate::domain::{CampaignId, ClientId};
use crate::store::codec::{At, Day, RowError};

/// Figures of one period: impressions, clicks, cost, conversions, revenue.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Figures(u64, u64, i64, Option<i64>, Option<i64>);

impl From<d::Figures> for Figures {
    fn from(f: d::Figures) -> Self {
        Self(f.impressions, f.clicks, f.cost, f.conversions, f.revenue)
    }
}

impl From<Figures> for d::Figures {
    fn from(Figures(impressions, clicks, cost, conversions, revenue): Figures) -> Self {
        Self {
            impressions,
            clicks,
            cost,
            conversions,
            revenue,
        }
    }
}

/// Periods that follow each other evenly, so that months of days cost a few bytes.
#[derive(Serialize, Deserialize, Clone, Copy)]
struct Run {
    /// Days from the first day of one period to that of the next; of the very first, from 1970-01-01.
    gap: i32,
    /// Days from the first to the last day of each.
    span: i32,
    count: u32,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Campaign<'a> {
    id: Id,
    client: Id,
    platform: u8,
    account: Text<'a>,
    number: Text<'a>,
    name: Text<'a>,
    kind: u8,
    state: u8,
    currency: [u8; 3],
    vat: Option<bool>,
    daily_budget: Option<i64>,
    rejected_ads: Option<u32>,
    utm: u8,
    imported_at: At,
    runs: Vec<Run>,
    /// One for each period of the runs.
    figures: Vec<Figures>,
}

fn runs(periods: &[d::Period]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before = 0;
    for period in periods {
        let (from, to) = (
            Day::from(period.from).number(),
            Day::from(period.to).number(),
        );
        let (gap, span) = (from - before, to - from);
        before = from;
        match runs.last_mut() {
            Some(run) if (run.gap, run.span) == (gap, span) => run.count += 1,
            _ => runs.push(Run {
                gap,
                span,
                count: 1,
            }),
        }
    }
    runs
}

fn periods(runs: &[Run], figures: Vec<Figures>) -> Result<Vec<d::Period>, RowError> {
    let wrong = || RowError::value("period");
    let mut periods = Vec::with_capacity(figures.len());
    let mut figures = figures.into_iter();
    let mut from: i32 = 0;
    for run in runs {
        for _ in 0..run.count {
            from = from.checked_add(run.gap).ok_or_else(wrong)?;
            let to = from.checked_add(run.span).ok_or_else(wrong)?;
            periods.push(d::Period {
                from: Day::numbered(from).try_into()?,
                to: Day::numbered(to).try_into()?,
                figures: figures.next().ok_or_else(wrong)?.into(),
            });
        }
    }
    match figures.next() {
        None => Ok(periods),
        Some(_) => Err(wrong()),
    }
}

impl<'a> From<&'a d::Campaign> for Campaign<'a> {
    fn from(c: &'a d::Campaign) -> Self {
        Self {
            id: c.id.bytes(),
            client: c.client.bytes(),
            platform: c.platform.code(),
            account: text(&c.account),
            number: text(&c.number),
            name: text(&c.name),
            kind: c.kind.code(),
            state: c.state.code(),
            currency: c.currency.bytes(),
            vat: c.vat,
            daily_budget: c.daily_budget,
            rejected_ads: c.rejected_ads,
            utm: c.utm.code(),
            imported_at: c.imported_at.into(),
            runs: runs(&c.periods),
            figures: c.periods.iter().map(|p| p.figures.into()).collect(),
        }
    }
}

impl TryFrom<Campaign<'_>> for d::Campaign {
    type Error = RowError;
    fn try_from(c: Campaign<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: CampaignId::from_bytes(c.id),
            client: ClientId::from_bytes(c.client),
            platform: term!(Platform, c.platform),
            account: c.account.into_owned(),
            number: c.number.into_owned(),
            name: c.name.into_owned(),
            kind: term!(CampaignType, c.kind),
            state: term!(CampaignState, c.state),
            currency: currency(c.currency)?,
            vat: c.vat,
            daily_budget: c.daily_budget,
            rejected_ads: c.rejected_ads,
            utm: term!(Known, c.utm),
            periods: periods(&c.runs, c.figures)?,
            imported_at: c.imported_at.try_into()?,
        })
    }
}
