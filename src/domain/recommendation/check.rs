//! Before and after of the measure a recommendation promised (A12): computed here, judged by a person.
//!
//! ```text
//! before: n full days up to the day before it was put in place
//! after:  n days from the day it was put in place on
//! n = 28, or fewer (at least 7) when the figures begin later or end earlier
//! ```
//!
//! Figures of whole periods longer than a day are never split: when a report came by months, the full month
//! before the month of implementation stands against the full month after it. Without campaigns the monthly
//! spend is compared in the same way, for the one measure it can tell.
//!
//! Reports overlap: where a finer period tells of a day, coarser ones do not count for it again.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Effect, Life, Recommendation};
use crate::domain::campaign::reach;
use crate::domain::{Campaign, Currency, Figures, Kpi, Metric, Month, Spend};

/// Days compared on either side when there are as many.
pub const FULL_DAYS: i32 = 28;
/// Fewer days than this say nothing.
pub const FEWEST_DAYS: i32 = 7;

/// Where the numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Imported campaigns, day by day.
    Campaigns,
    /// Imported campaigns, by full months.
    CampaignMonths,
    /// The monthly spend.
    MonthlySpend,
    /// There are no figures for it.
    Nothing,
}

/// What the tool reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// What was measured.
    pub metric: Metric,
    /// Before, hundredths, see [`value`]; `None`: no data.
    pub before: Option<i64>,
    /// After, hundredths; `None`: no data.
    pub after: Option<i64>,
    /// The first day before.
    pub from: Date,
    /// The day it was put in place.
    pub on: Date,
    /// The last day after.
    pub to: Date,
    /// Days on either side; 0 when months are compared.
    pub days: i32,
    /// Where from.
    pub source: Source,
}

/// What the figures of a client hold.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// Its campaigns, when they were read.
    pub campaigns: &'a [Campaign],
    /// The currency of sums; campaigns in others are left out.
    pub currency: Currency,
    /// Its monthly spend.
    pub spend: Option<&'a Spend>,
    /// Today: neither today nor later days are full.
    pub today: Date,
}

/// A measure of figures in hundredths: minor units of money, hundredths of a piece, hundredths of a percent.
/// `None` when the figures do not tell it (no conversions known, nothing to divide by).
#[must_use]
pub fn value(metric: Metric, figures: &Figures) -> Option<i64> {
    let part = |above: i128, below: i128| {
        (below > 0).then(|| i64::try_from((above + below / 2) / below).ok())?
    };
    let cost = i128::from(figures.cost);
    let clicks = i128::from(figures.clicks);
    match metric {
        Metric::Cpa => part(cost * 1000, i128::from(figures.conversions?)),
        Metric::Conversions => Some(figures.conversions? / 10),
        Metric::Clicks => i64::try_from(clicks * 100).ok(),
        Metric::Ctr => part(clicks * 10_000, i128::from(figures.impressions)),
        Metric::Cpc => part(cost, clicks),
        Metric::Spend => Some(figures.cost),
        Metric::CostShare => part(cost * 10_000, i128::from(figures.revenue?)),
        Metric::Other => None,
    }
}

/// How a measure moved, hundredths of a percent of what it was; `None` when there is nothing to compare.
#[must_use]
pub fn change(before: Option<i64>, after: Option<i64>) -> Option<i64> {
    let (before, after) = (i128::from(before?), i128::from(after?));
    if before == 0 {
        return None;
    }
    i64::try_from((after - before) * 10_000 / before.abs()).ok()
}

/// The measure to look at: the promised one, else the client's KPI.
#[must_use]
pub fn metric(recommendation: &Recommendation, kpi: Option<&Kpi>) -> Metric {
    let promised = recommendation.grounds().effect.as_ref().map(|e| e.metric);
    promised.or(kpi.map(|k| k.metric)).unwrap_or(Metric::Other)
}

/// When it was put in place, in a zone.
#[must_use]
pub fn implemented_on(of: &Recommendation, zone: &jiff::tz::TimeZone) -> Option<Date> {
    let step = of.steps.iter().rev().find(|s| s.life == Life::Implemented);
    step.map(|s| s.at.to_zoned(zone.clone()).date())
}

impl Effect {
    /// Whether a change (hundredths of a percent) lies within the promise.
    #[must_use]
    pub fn holds(&self, change: i64) -> bool {
        let (low, high) = (i64::from(self.low), i64::from(self.high));
        (low.min(high)..=low.max(high)).contains(&change)
    }
}

/// Measures before and after the day `on`.
#[must_use]
pub fn measure(metric: Metric, on: Date, known: &Data<'_>) -> Measured {
    let nothing = Measured {
        metric,
        before: None,
        after: None,
        from: plus(on, -FULL_DAYS),
        on,
        to: plus(on, FULL_DAYS - 1),
        days: FULL_DAYS,
        source: Source::Nothing,
    };
    by_days(metric, on, known)
        .or_else(|| by_months(metric, on, known))
        .or_else(|| by_spend(metric, on, known))
        .unwrap_or(nothing)
}

fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

fn span(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The campaigns whose sums are in the currency.
fn own<'a>(known: &Data<'a>) -> impl Iterator<Item = &'a Campaign> + Clone {
    let currency = known.currency;
    (known.campaigns.iter()).filter(move |c| c.currency == currency)
}

/// The sum from one day to another, no day counted twice; `None` when a period would have to be split for it.
fn sum(known: &Data<'_>, from: Date, to: Date) -> Option<Figures> {
    own(known).try_fold(Figures::default(), |sum, campaign| {
        Some(sum.plus(campaign.exactly(from, to)?))
    })
}

fn by_days(metric: Metric, on: Date, known: &Data<'_>) -> Option<Measured> {
    let window = (plus(on, -FULL_DAYS), plus(on, FULL_DAYS - 1));
    let (first, last) = reach(own(known), window.0, window.1)?;
    let last = last.min(plus(known.today, -1));
    let days = FULL_DAYS.min(span(first, on)).min(span(on, last) + 1);
    if days < FEWEST_DAYS {
        return None;
    }
    let (from, to) = (plus(on, -days), plus(on, days - 1));
    let before = sum(known, from, plus(on, -1))?;
    let after = sum(known, on, to)?;
    Some(Measured {
        metric,
        before: value(metric, &before),
        after: value(metric, &after),
        from,
        on,
        to,
        days,
        source: Source::Campaigns,
    })
}

/// The first and the last day of a month.
fn month_days(month: Month) -> Option<(Date, Date)> {
    let first = Date::new(
        i16::try_from(month.year()).ok()?,
        i8::try_from(month.month()).ok()?,
        1,
    )
    .ok()?;
    Some((first, first.last_of_month()))
}

/// The month before and the month after, when the one after is over.
fn months(on: Date, today: Date) -> Option<[(Month, Date, Date); 2]> {
    let of = |n| {
        let month = Month::from(on).plus(n);
        month_days(month).map(|(first, last)| (month, first, last))
    };
    let (before, after) = (of(-1)?, of(1)?);
    (after.2 < today).then_some([before, after])
}

fn by_months(metric: Metric, on: Date, known: &Data<'_>) -> Option<Measured> {
    let [before, after] = months(on, known.today)?;
    // A month told only in part would pass for a bad one.
    let covers = |(_, from, to): (Month, Date, Date)| {
        let (first, last) = reach(own(known), from, to)?;
        sum(known, from, to).filter(|_| first <= from && last >= to)
    };
    Some(Measured {
        metric,
        before: value(metric, &covers(before)?),
        after: value(metric, &covers(after)?),
        from: before.1,
        on,
        to: after.2,
        days: 0,
        source: Source::CampaignMonths,
    })
}

fn by_spend(metric: Metric, on: Date, known: &Data<'_>) -> Option<Measured> {
    let spend = known.spend.filter(|_| metric == Metric::Spend)?;
    let [before, after] = months(on, known.today)?;
    Some(Measured {
        metric,
        before: Some(spend.get(before.0)?),
        after: Some(spend.get(after.0)?),
        from: before.1,
        on,
        to: after.2,
        days: 0,
        source: Source::MonthlySpend,
    })
}

/// The first day on which seven days after are over: before it there is nothing to look at.
#[must_use]
pub fn earliest(on: Date) -> Date {
    on.saturating_add(Span::new().days(FEWEST_DAYS))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
