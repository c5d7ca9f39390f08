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

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Effect, Life, Recommendation};
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

fn told<'a>(known: &Data<'a>) -> impl Iterator<Item = &'a crate::domain::Period> {
    let currency = known.currency;
    known
        .campaigns
        .iter()
        .filter(move |c| c.currency == currency)
        .flat_map(|c| &c.periods)
}

/// The sum of the periods inside; `None` when one of them reaches over an edge.
fn sum(known: &Data<'_>, from: Date, to: Date) -> Option<Figures> {
    let mut out = Figures::default();
    for period in told(known).filter(|p| p.from <= to && p.to >= from) {
        if period.from < from || period.to > to {
            return None;
        }
        out = out.plus(period.figures);
    }
    Some(out)
}

fn by_days(metric: Metric, on: Date, known: &Data<'_>) -> Option<Measured> {
    let first = told(known).map(|p| p.from).min()?;
    let last = told(known).map(|p| p.to).max()?.min(plus(known.today, -1));
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
    let first = told(known).map(|p| p.from).min()?;
    let last = told(known).map(|p| p.to).max()?;
    // A month told only in part would pass for a bad one.
    let covers = |(_, from, to): (Month, Date, Date)| {
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
mod tests {
    use super::*;
    use crate::domain::{
        CampaignId, CampaignState, CampaignType, ClientId, Known, Period, Platform,
    };
    use jiff::Timestamp;
    use jiff::civil::date;

    const ON: Date = date(2026, 10, 10);
    const TODAY: Date = date(2026, 12, 31);

    fn campaign(periods: Vec<Period>) -> Campaign {
        Campaign {
            id: CampaignId::from_bytes([1; 16]),
            client: ClientId::from_bytes([2; 16]),
            platform: Platform::YandexDirect,
            account: String::new(),
            number: String::new(),
            name: "Поиск".to_owned(),
            kind: CampaignType::Search,
            state: CampaignState::On,
            currency: Currency::RUB,
            vat: None,
            daily_budget: None,
            rejected_ads: None,
            utm: Known::Unknown,
            periods,
            imported_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn figures(cost: i64, clicks: u64, conversions: i64) -> Figures {
        Figures {
            impressions: clicks * 20,
            clicks,
            cost,
            conversions: Some(conversions * 1000),
            revenue: None,
        }
    }

    /// A day costs 100 roubles for 10 clicks; before `ON` they bring 1 conversion, from then on 2.
    fn daily(from: Date, to: Date) -> Campaign {
        let mut day = from;
        let mut periods = Vec::new();
        while day <= to {
            let conversions = if day < ON { 1 } else { 2 };
            periods.push(Period {
                from: day,
                to: day,
                figures: figures(10_000, 10, conversions),
            });
            day = plus(day, 1);
        }
        campaign(periods)
    }

    fn known<'a>(campaigns: &'a [Campaign], spend: Option<&'a Spend>, today: Date) -> Data<'a> {
        Data {
            campaigns,
            currency: Currency::RUB,
            spend,
            today,
        }
    }

    #[test]
    fn windows_of_equal_days_shrink_with_the_data() {
        for (from, to, today, days) in [
            (date(2026, 8, 1), date(2026, 12, 1), TODAY, Some(28)),
            // The data ends early, begins late, or is not over yet.
            (date(2026, 8, 1), date(2026, 10, 23), TODAY, Some(14)),
            (date(2026, 9, 30), date(2026, 12, 1), TODAY, Some(10)),
            (
                date(2026, 8, 1),
                date(2026, 12, 1),
                date(2026, 10, 17),
                Some(7),
            ),
            (
                date(2026, 8, 1),
                date(2026, 12, 1),
                date(2026, 10, 16),
                None,
            ),
            (date(2026, 10, 4), date(2026, 12, 1), TODAY, None),
        ] {
            let campaigns = [daily(from, to)];
            let m = measure(Metric::Cpa, ON, &known(&campaigns, None, today));
            let found = (m.source == Source::Campaigns).then_some(m.days);
            assert_eq!(found, days, "{from} {to} {today}");
            if let Some(days) = days {
                assert_eq!((m.from, m.to), (plus(ON, -days), plus(ON, days - 1)));
                assert_eq!((m.before, m.after), (Some(10_000), Some(5_000)));
                assert_eq!(change(m.before, m.after), Some(-5_000));
            } else if m.source == Source::Nothing {
                assert_eq!((m.before, m.after), (None, None));
            }
        }
    }

    #[test]
    fn every_measure_in_hundredths() {
        let f = Figures {
            revenue: Some(1_000_000),
            ..figures(50_000, 40, 3)
        };
        for (metric, expected) in [
            (Metric::Cpa, Some(16_667)),
            (Metric::Conversions, Some(300)),
            (Metric::Clicks, Some(4_000)),
            (Metric::Ctr, Some(500)),
            (Metric::Cpc, Some(1_250)),
            (Metric::Spend, Some(50_000)),
            (Metric::CostShare, Some(500)),
            (Metric::Other, None),
        ] {
            assert_eq!(value(metric, &f), expected, "{metric:?}");
        }
        let silent = Figures::default();
        for metric in [
            Metric::Cpa,
            Metric::Conversions,
            Metric::Ctr,
            Metric::Cpc,
            Metric::CostShare,
        ] {
            assert_eq!(value(metric, &silent), None, "{metric:?}");
        }
        let free = Figures {
            conversions: Some(0),
            ..figures(100, 1, 0)
        };
        assert_eq!(
            value(Metric::Cpa, &free),
            None,
            "money without a conversion has no price"
        );
    }

    #[test]
    fn months_are_compared_whole_and_never_split() {
        let month = |m: i32, cost| {
            let (from, to) = month_days(Month::new(2026, m)).unwrap();
            Period {
                from,
                to,
                figures: figures(cost, 100, 10),
            }
        };
        let campaigns = [campaign(vec![
            month(9, 90_000),
            month(10, 1),
            month(11, 45_000),
        ])];
        let m = measure(Metric::Cpa, ON, &known(&campaigns, None, TODAY));
        assert_eq!(m.source, Source::CampaignMonths);
        assert_eq!((m.before, m.after), (Some(9_000), Some(4_500)));
        assert_eq!((m.from, m.to), (date(2026, 9, 1), date(2026, 11, 30)));
        // November is not over.
        let m = measure(
            Metric::Cpa,
            ON,
            &known(&campaigns, None, date(2026, 11, 30)),
        );
        assert_eq!(m.source, Source::Nothing);
    }

    #[test]
    fn monthly_spend_stands_in_for_spend_alone() {
        let mut spend = Spend::empty(ClientId::from_bytes([2; 16]), Currency::RUB);
        spend.set(Month::new(2026, 9), 100_000);
        spend.set(Month::new(2026, 11), 120_000);
        let m = measure(Metric::Spend, ON, &known(&[], Some(&spend), TODAY));
        assert_eq!(m.source, Source::MonthlySpend);
        assert_eq!(change(m.before, m.after), Some(2_000));
        let m = measure(Metric::Cpa, ON, &known(&[], Some(&spend), TODAY));
        assert_eq!((m.source, m.before), (Source::Nothing, None));
    }

    #[test]
    fn figures_in_another_currency_are_left_out() {
        let mut foreign = daily(date(2026, 8, 1), date(2026, 12, 1));
        foreign.currency = "USD".parse().unwrap();
        let campaigns = [daily(date(2026, 8, 1), date(2026, 12, 1)), foreign];
        let m = measure(Metric::Spend, ON, &known(&campaigns, None, TODAY));
        assert_eq!(m.before, Some(28 * 10_000));
    }

    #[test]
    fn a_promise_is_held_within_its_range_either_way_round() {
        let down = Effect {
            metric: Metric::Cpa,
            low: -1_000,
            high: -2_000,
        };
        for (change, held) in [
            (-999, false),
            (-1_000, true),
            (-1_400, true),
            (-2_001, false),
        ] {
            assert_eq!(down.holds(change), held, "{change}");
        }
        assert_eq!(change(Some(0), Some(5)), None);
        assert_eq!(change(Some(100), None), None);
    }
}
