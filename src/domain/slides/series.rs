//! A measure by whole months: what the client's own figures say.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::brief::Metric;
use crate::domain::campaign::{Campaign, Figures};
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

    /// A measure out of reports of campaigns, by the currency most of them are in. A period that reaches
    /// over the end of a month belongs to neither. `None` when less than three months are known, or for
    /// measures no report tells.
    #[must_use]
    pub fn of_campaigns(campaigns: &[Campaign], metric: Metric, today: Date) -> Option<Self> {
        let mut currencies: BTreeMap<Currency, usize> = BTreeMap::new();
        for campaign in campaigns {
            *currencies.entry(campaign.currency).or_default() += 1;
        }
        let (currency, _) = currencies.into_iter().max_by_key(|(_, count)| *count)?;
        let mut months: BTreeMap<Month, Figures> = BTreeMap::new();
        let periods = campaigns
            .iter()
            .filter(|c| c.currency == currency)
            .flat_map(|c| &c.periods);
        for period in periods {
            let month = Month::from(period.from);
            if month == Month::from(period.to) && month < Month::from(today) {
                let sum = months.entry(month).or_default();
                *sum = sum.plus(period.figures);
            }
        }
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
    use super::*;

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
