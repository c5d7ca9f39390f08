//! A measure by whole months: what the client's own figures say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::domain::brief::Metric;
use crate::domain::campaign::{Campaign, Figures, reach};
use crate::domain::{Currency, Month, Spend};

/// The most months a chart shows.
const MOST: usize = 12;
/// Fewer months than this show no course.
const LEAST: usize = 3;

/// A measure by month, whole months only: the running one is not over and would look like a fall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What is measured.
    pub metric: Metric,
    /// The currency of sums.
    pub currency: Currency,
    /// The first month.
    pub first: Month,
    /// By month from `first` on, in hundredths as in a KPI; `None`: no data.
    pub values: Vec<Option<i64>>,
}

impl Series {
    /// Spend by month; `None` when less than three months are known.
    #[must_use]
    pub fn of_spend(spend: &Spend, today: Date) -> Option<Self> {
        let last = spend.last()?.min(Month::from(today).plus(-1));
        let values = spend.window(last, MOST).collect();
        Self::trimmed(Metric::Spend, spend.currency, last, values)
    }

    /// A measure out of reports of campaigns, by the currency most of them are in. No day is counted twice; a
    /// month the reports tell in part, or which a longer period would have to be split for, has no value.
    /// `None` when less than three months are known, or for measures no report tells.
    #[must_use]
    pub fn of_campaigns(campaigns: &[Campaign], metric: Metric, today: Date) -> Option<Self> {
        let mut currencies: BTreeMap<Currency, usize> = BTreeMap::new();
        for campaign in campaigns {
            *currencies.entry(campaign.currency).or_default() += 1;
        }
        let (currency, _) = currencies.into_iter().max_by_key(|(_, count)| *count)?;
        let own = campaigns.iter().filter(|c| c.currency == currency);
        let periods = own.clone().flat_map(|c| &c.periods);
        let begun: BTreeSet<Date> = periods.map(|p| p.from.first_of_month()).collect();
        let months: BTreeMap<Month, Figures> = begun
            .into_iter()
            .filter(|first| first.last_of_month() < today.first_of_month())
            .filter_map(|first| Some((Month::from(first), whole(own.clone(), first)?)))
            .collect();
        let last = *months.keys().next_back()?;
        let values = (0..MOST)
            .rev()
            .map(|back| {
                let month = last.plus(-i32::try_from(back).unwrap_or(0));
                months.get(&month).and_then(|f| measured(*f, metric))
            })
            .collect();
        Self::trimmed(metric, currency, last, values)
    }

    /// Without empty months at the beginning.
    fn trimmed(
        metric: Metric,
        currency: Currency,
        last: Month,
        values: Vec<Option<i64>>,
    ) -> Option<Self> {
        let from = values.iter().position(Option::is_some)?;
        let values: Vec<_> = values.into_iter().skip(from).collect();
        let known = values.iter().flatten().count();
        (known >= LEAST).then(|| Self {
            metric,
            currency,
            first: last.plus(1 - i32::try_from(values.len()).unwrap_or(0)),
            values,
        })
    }
}

/// The sum of the month of a first day; `None` when not all of it is told, or only with its neighbours.
fn whole<'c>(campaigns: impl Iterator<Item = &'c Campaign> + Clone, from: Date) -> Option<Figures> {
    let to = from.last_of_month();
    let (first, last) = reach(campaigns.clone(), from, to)?;
    if first > from || last < to {
        return None;
    }
    campaigns
        .into_iter()
        .try_fold(Figures::default(), |sum, campaign| {
            Some(sum.plus(campaign.exactly(from, to)?))
        })
}

/// The measure of a period, in hundredths; `None` where the report does not tell or nothing can be divided.
fn measured(figures: Figures, metric: Metric) -> Option<i64> {
    let ratio = |over: i128, under: i128| {
        (under > 0).then(|| i64::try_from((over + under / 2) / under).unwrap_or(i64::MAX))
    };
    let cost = i128::from(figures.cost);
    match metric {
        Metric::Spend => Some(figures.cost),
        Metric::Clicks => i64::try_from(figures.clicks).ok()?.checked_mul(100),
        Metric::Conversions => Some(figures.conversions? / 10),
        Metric::Cpa => ratio(cost * 1_000, figures.conversions?.into()),
        Metric::Cpc => ratio(cost, figures.clicks.into()),
        Metric::Ctr => ratio(
            i128::from(figures.clicks) * 10_000,
            figures.impressions.into(),
        ),
        Metric::CostShare => ratio(cost * 10_000, figures.revenue?.into()),
        Metric::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::domain::{
        CampaignId, CampaignState, CampaignType, ClientId, Known, Period, Platform,
    };

    fn period(from: Date, to: Date, cost: i64) -> Period {
        let figures = Figures {
            cost,
            ..Figures::default()
        };
        Period { from, to, figures }
    }

    /// One for every day.
    fn days(from: Date, to: Date, cost: i64) -> Vec<Period> {
        from.series(1.day())
            .take_while(|day| *day <= to)
            .map(|day| period(day, day, cost))
            .collect()
    }

    fn campaign(periods: Vec<Period>) -> Campaign {
        Campaign {
            id: CampaignId::from_bytes([1; 16]),
            client: ClientId::from_bytes([2; 16]),
            platform: Platform::YandexDirect,
            account: String::new(),
            number: String::new(),
            name: String::new(),
            kind: CampaignType::Search,
            state: CampaignState::On,
            currency: Currency::RUB,
            vat: None,
            daily_budget: None,
            rejected_ads: None,
            utm: Known::Unknown,
            periods,
            imported_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn bars_are_whole_months_and_no_day_counts_twice() {
        let month = |m: i8, cost| {
            let first = date(2026, m, 1);
            period(first, first.last_of_month(), cost)
        };
        let months = || vec![month(6, 600), month(7, 700), month(8, 800)];
        let (june, today) = (Some((2026, 6)), date(2026, 11, 20));
        for (name, more, first, values) in [
            (
                "months",
                vec![],
                june,
                vec![Some(600), Some(700), Some(800)],
            ),
            (
                "a month told again by days",
                days(date(2026, 8, 1), date(2026, 8, 31), 10),
                june,
                vec![Some(600), Some(700), Some(310)],
            ),
            (
                "days of some of a month it has as a whole",
                days(date(2026, 8, 31), date(2026, 8, 31), 50),
                june,
                // 30 of its 31 days, and the day as it was.
                vec![Some(600), Some(700), Some(774 + 50)],
            ),
            (
                "days begin and end inside a month",
                days(date(2026, 9, 20), date(2026, 11, 18), 10),
                june,
                vec![Some(600), Some(700), Some(800), None, Some(310)],
            ),
            (
                "a week over the edge of two months",
                {
                    let mut more = days(date(2026, 9, 1), date(2026, 9, 28), 10);
                    more.push(period(date(2026, 9, 29), date(2026, 10, 5), 70));
                    more.extend(days(date(2026, 10, 6), date(2026, 10, 31), 10));
                    more
                },
                june,
                vec![Some(600), Some(700), Some(800)],
            ),
        ] {
            let mut periods = months();
            periods.extend(more);
            let found = Series::of_campaigns(&[campaign(periods)], Metric::Spend, today);
            let found = found.map(|s| ((s.first.year(), s.first.month()), s.values));
            assert_eq!(found, first.map(|first| (first, values)), "{name}");
        }
        // Twelve days of August are no August, and two months no course.
        let some = days(date(2026, 8, 20), date(2026, 10, 31), 10);
        let found = Series::of_campaigns(&[campaign(some)], Metric::Spend, today);
        assert_eq!(found, None);
    }

    #[test]
    fn each_campaign_of_several_counts_where_it_has_figures() {
        let all = campaign(days(date(2026, 7, 1), date(2026, 9, 30), 1));
        let begun_later = campaign(days(date(2026, 9, 21), date(2026, 9, 30), 1));
        let found =
            Series::of_campaigns(&[all, begun_later], Metric::Spend, date(2026, 10, 5)).unwrap();
        assert_eq!(found.values, [Some(31), Some(31), Some(40)]);
    }

    #[test]
    fn measures_come_from_sums_and_nothing_is_divided_by_nothing() {
        let figures = Figures {
            impressions: 20_000,
            clicks: 500,
            cost: 1_250_000,
            conversions: Some(12_500),
            revenue: Some(10_000_000),
        };
        for (metric, value) in [
            (Metric::Spend, Some(1_250_000)),
            (Metric::Clicks, Some(50_000)),
            (Metric::Conversions, Some(1_250)),
            (Metric::Cpa, Some(100_000)),
            (Metric::Cpc, Some(2_500)),
            (Metric::Ctr, Some(250)),
            (Metric::CostShare, Some(1_250)),
            (Metric::Other, None),
        ] {
            assert_eq!(measured(figures, metric), value, "{metric:?}");
        }
        let nothing = Figures::default();
        for metric in [Metric::Cpa, Metric::Cpc, Metric::Ctr, Metric::CostShare] {
            assert_eq!(measured(nothing, metric), None, "{metric:?}");
        }
    }
}
