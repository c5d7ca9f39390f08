//! All campaigns of a client as one table: sums of the last 28 days of data, grouped by platform and type,
//! worst first (D2).
//!
//! The worst is where the most money goes over the client's own median price of a conversion: what was spent
//! less what its conversions would have cost at the median. A campaign without conversions loses all it spends.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::digest::shift;
use super::{AdProfile, Campaign, CampaignType, Currency, DIGEST_DAYS, Figures, Platform};

/// Days of the sums and of the bars.
const DAYS: usize = 28;

impl Figures {
    /// Whether impressions and clicks are told: a report without their columns has money and no traffic, which
    /// is not zero.
    #[must_use]
    pub const fn tells_traffic(&self) -> bool {
        self.impressions > 0 || self.clicks > 0 || self.cost == 0
    }

    /// Itself where traffic is told, else nothing: what prices of clicks are made of.
    #[must_use]
    pub fn of_traffic(self) -> Self {
        if self.tells_traffic() {
            self
        } else {
            Self::default()
        }
    }

    /// Clicks per hundred impressions; `None` without impressions.
    #[must_use]
    pub fn ctr(&self) -> Option<f64> {
        (self.impressions > 0).then(|| ratio(self.clicks, self.impressions) * 100.0)
    }

    /// The cost of a click in minor units; `None` without clicks.
    #[must_use]
    pub fn cpc(&self) -> Option<i64> {
        let clicks = i64::try_from(self.clicks).ok().filter(|n| *n > 0)?;
        Some(divided(self.cost.into(), clicks))
    }

    /// The cost of a conversion in minor units; `None` without conversions.
    #[must_use]
    pub fn cpa(&self) -> Option<i64> {
        let conversions = self.conversions.filter(|n| *n > 0)?;
        Some(divided(i128::from(self.cost) * 1000, conversions))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of clicks, shown to two digits"
)]
fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b as f64
}

/// Rounded half up; what does not fit saturates.
fn divided(a: i128, b: i64) -> i64 {
    let b = i128::from(b.max(1));
    i64::try_from((a + b / 2).div_euclid(b)).unwrap_or(i64::MAX)
}

/// The order of campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CampaignOrder {
    /// By platform and type, the most money over the median price first.
    #[default]
    Worst,
    /// By platform and type, the most spend first.
    Spend,
    /// All in one list, the most money over the median price first.
    Flat,
    /// By platform and type, by name.
    Name,
}

impl CampaignOrder {
    /// The next order in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Worst => Self::Spend,
            Self::Spend => Self::Flat,
            Self::Flat => Self::Name,
            Self::Name => Self::Worst,
        }
    }
}

/// One campaign with its sums.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignRow {
    /// Its place among the campaigns the table was made of.
    pub place: usize,
    /// The last 28 days.
    pub last: Figures,
    /// The 28 days before.
    pub before: Figures,
    /// Spend a day, minor units; `None`: no figure of that day alone.
    pub days: [Option<i64>; DAYS],
    /// Money over the median price of a conversion, minor units, never negative; `None` when conversions are
    /// not known or the client has no median.
    pub over: Option<i64>,
}

impl CampaignRow {
    /// Whether a conversion costs half as much again as the client's median, or more.
    #[must_use]
    pub fn is_dear(&self, median: Option<i64>) -> bool {
        let pair = self.last.cpa().zip(median);
        pair.is_some_and(|(cpa, median)| cpa.saturating_mul(2) >= median.saturating_mul(3))
    }

    /// Whether it spent without a single conversion, conversions being counted.
    #[must_use]
    pub fn is_vain(&self) -> bool {
        self.last.cost > 0 && self.last.conversions == Some(0)
    }
}

/// Campaigns of one platform and type.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignGroup {
    /// Where; `None` of the flat list.
    pub platform: Option<Platform>,
    /// What.
    pub kind: CampaignType,
    /// Places in [`CampaignTable::rows`], in order.
    pub rows: Vec<usize>,
    /// Their last 28 days, of the table's currency alone.
    pub last: Figures,
    /// The same of campaigns whose traffic is told.
    pub told: Figures,
    /// Their money over the median price.
    pub over: i64,
}

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignTable {
    /// The first day of the sums; `None` without any figures.
    pub from: Option<Date>,
    /// The last day of data.
    pub until: Option<Date>,
    /// The currency of sums over campaigns.
    pub currency: Currency,
    /// The median price of a conversion over campaigns that have any, minor units.
    pub median: Option<i64>,
    /// A row a campaign, in the order the campaigns were given.
    pub rows: Vec<CampaignRow>,
    /// The groups in order.
    pub groups: Vec<CampaignGroup>,
}

impl CampaignTable {
    /// Makes the table of a client's campaigns.
    #[must_use]
    pub fn of(campaigns: &[Campaign], ads: Option<&AdProfile>, order: CampaignOrder) -> Self {
        let until = campaigns.iter().filter_map(Campaign::until).max();
        let from = until.map(|day| shift(day, 1 - DIGEST_DAYS));
        let currency = ads
            .map(|ads| ads.currency)
            .or_else(|| campaigns.first().map(|c| c.currency))
            .unwrap_or(Currency::RUB);
        let mut rows: Vec<CampaignRow> = campaigns
            .iter()
            .enumerate()
            .map(|(place, campaign)| row(place, campaign, from.zip(until)))
            .collect();
        let mine = |row: &CampaignRow| {
            let campaign = campaigns.get(row.place);
            campaign.is_some_and(|c| c.currency == currency)
        };
        let median = median(rows.iter().filter(|r| mine(r)).filter_map(|r| r.last.cpa()));
        for row in &mut rows {
            row.over = median.filter(|_| mine(row)).and_then(|m| over(row.last, m));
        }
        let mut table = Self {
            from,
            until,
            currency,
            median,
            rows,
            groups: Vec::new(),
        };
        table.group(campaigns, order);
        table
    }

    /// Sums over the campaigns of the table's currency whose traffic is told: the last 28 days and those before.
    #[must_use]
    pub fn told(&self, campaigns: &[Campaign]) -> (Figures, Figures) {
        let mine = |row: &&CampaignRow| {
            let campaign = campaigns.get(row.place);
            campaign.is_some_and(|c| c.currency == self.currency)
        };
        let none = (Figures::default(), Figures::default());
        self.rows.iter().filter(mine).fold(none, |(a, b), row| {
            (
                a.plus(row.last.of_traffic()),
                b.plus(row.before.of_traffic()),
            )
        })
    }

    fn group(&mut self, campaigns: &[Campaign], order: CampaignOrder) {
        let mut groups: Vec<CampaignGroup> = Vec::new();
        for (row, campaign) in self.rows.iter().zip(campaigns) {
            let (platform, kind) = match order {
                CampaignOrder::Flat => (None, CampaignType::Unknown),
                _ => (Some(campaign.platform), campaign.kind),
            };
            let found = groups
                .iter()
                .position(|g| g.platform == platform && g.kind == kind);
            let place = found.unwrap_or_else(|| {
                groups.push(CampaignGroup {
                    platform,
                    kind,
                    rows: Vec::new(),
                    last: Figures::default(),
                    told: Figures::default(),
                    over: 0,
                });
                groups.len() - 1
            });
            let Some(group) = groups.get_mut(place) else {
                continue;
            };
            group.rows.push(row.place);
            if campaign.currency == self.currency {
                group.last = group.last.plus(row.last);
                group.told = group.told.plus(row.last.of_traffic());
                group.over = group.over.saturating_add(row.over.unwrap_or(0));
            }
        }
        let worst = |place: &usize| {
            let row = self.rows.get(*place);
            Reverse(row.map(|r| (r.over.unwrap_or(0), r.last.cost)))
        };
        let spend = |place: &usize| Reverse(self.rows.get(*place).map(|r| r.last.cost));
        for group in &mut groups {
            match order {
                CampaignOrder::Worst | CampaignOrder::Flat => group.rows.sort_by_key(worst),
                CampaignOrder::Spend => group.rows.sort_by_key(spend),
                CampaignOrder::Name => group
                    .rows
                    .sort_by_cached_key(|place| campaigns.get(*place).map(|c| c.name.clone())),
            }
        }
        match order {
            CampaignOrder::Worst | CampaignOrder::Flat => {
                groups.sort_by_key(|g| Reverse((g.over, g.last.cost)));
            }
            CampaignOrder::Spend => groups.sort_by_key(|g| Reverse(g.last.cost)),
            CampaignOrder::Name => groups.sort_by_key(|g| (g.platform, g.kind)),
        }
        self.groups = groups;
    }
}

fn row(place: usize, campaign: &Campaign, window: Option<(Date, Date)>) -> CampaignRow {
    let mut row = CampaignRow {
        place,
        last: Figures::default(),
        before: Figures::default(),
        days: [None; DAYS],
        over: None,
    };
    let Some((from, until)) = window else {
        return row;
    };
    row.last = campaign.between(from, until);
    row.before = campaign.between(shift(from, -DIGEST_DAYS), shift(from, -1));
    for period in campaign.periods.iter().filter(|p| p.is_day()) {
        let place = usize::try_from((period.from - from).get_days());
        if let Some(slot) = place.ok().and_then(|n| row.days.get_mut(n)) {
            *slot = Some(slot.unwrap_or(0).saturating_add(period.figures.cost));
        }
    }
    row
}

fn over(figures: Figures, median: i64) -> Option<i64> {
    let fair = i128::from(figures.conversions?) * i128::from(median) / 1000;
    let over = (i128::from(figures.cost) - fair).max(0);
    Some(i64::try_from(over).unwrap_or(i64::MAX))
}

/// The middle one; of an even number the mean of the two in the middle.
fn median(values: impl Iterator<Item = i64>) -> Option<i64> {
    let mut values: Vec<i64> = values.collect();
    values.sort_unstable();
    let high = *values.get(values.len() / 2)?;
    let low = *values.get((values.len() - 1) / 2)?;
    Some(low.midpoint(high))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{CampaignState, Known, Period};
    use super::*;
    use crate::domain::{CampaignId, ClientId};

    /// A campaign with a day of these clicks, roubles and conversions on 20 November.
    fn campaign(n: u8, platform: Platform, roubles: i64, conversions: Option<i64>) -> Campaign {
        let day = date(2026, 11, 20);
        Campaign {
            id: CampaignId::from_bytes([n; 16]),
            client: ClientId::from_bytes([1; 16]),
            platform,
            account: String::new(),
            number: n.to_string(),
            name: format!("Кампания {n}"),
            kind: CampaignType::Search,
            state: CampaignState::On,
            currency: Currency::RUB,
            vat: None,
            daily_budget: None,
            rejected_ads: None,
            utm: Known::Unknown,
            periods: vec![Period {
                from: day,
                to: day,
                figures: Figures {
                    impressions: 1_000,
                    clicks: 40,
                    cost: roubles * 100,
                    conversions: conversions.map(|n| n * 1000),
                    revenue: None,
                },
            }],
            imported_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn ratios_need_something_to_divide_by() {
        let day = campaign(1, Platform::GoogleAds, 1_000, Some(3)).periods[0].figures;
        assert_eq!(
            (day.ctr(), day.cpc(), day.cpa()),
            (Some(4.0), Some(2_500), Some(33_333))
        );
        let none = Figures {
            cost: 500,
            conversions: Some(0),
            ..Figures::default()
        };
        assert_eq!((none.ctr(), none.cpc(), none.cpa()), (None, None, None));
    }

    #[test]
    fn the_worst_is_where_the_most_money_goes_over_the_median_price() {
        use Platform::{GoogleAds, YandexDirect};
        let campaigns = [
            campaign(1, YandexDirect, 1_000, Some(10)), // 100 a conversion
            campaign(2, YandexDirect, 2_000, Some(10)), // 200: the median
            campaign(3, YandexDirect, 3_000, Some(10)), // 300: 1 000 over
            campaign(4, GoogleAds, 1_500, Some(0)),     // all in vain
            campaign(5, GoogleAds, 9_000, None),        // nobody counts
        ];
        let places = |order| {
            let table = CampaignTable::of(&campaigns, None, order);
            let rows = table.groups.iter().map(|g| g.rows.clone());
            rows.collect::<Vec<_>>()
        };
        let table = CampaignTable::of(&campaigns, None, CampaignOrder::Worst);
        assert_eq!(table.median, Some(20_000));
        assert_eq!(table.until, Some(date(2026, 11, 20)));
        assert_eq!(table.from, Some(date(2026, 10, 24)));
        let over: Vec<_> = table.rows.iter().map(|r| r.over).collect();
        assert_eq!(over, [Some(0), Some(0), Some(100_000), Some(150_000), None]);
        assert!(table.rows[2].is_dear(table.median) && !table.rows[1].is_dear(table.median));
        assert!(table.rows[3].is_vain() && !table.rows[4].is_vain());
        assert_eq!(table.rows[0].days[27], Some(100_000));
        assert_eq!(places(CampaignOrder::Worst), [vec![3, 4], vec![2, 1, 0]]);
        assert_eq!(places(CampaignOrder::Spend), [vec![4, 3], vec![2, 1, 0]]);
        assert_eq!(places(CampaignOrder::Flat), [vec![3, 2, 4, 1, 0]]);
        assert_eq!(places(CampaignOrder::Name), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn nothing_to_sum_up_is_an_empty_table() {
        let table = CampaignTable::of(&[], None, CampaignOrder::Worst);
        assert_eq!((table.until, table.median), (None, None));
        assert!(table.groups.is_empty());
        let mut silent = campaign(1, Platform::VkAds, 5, None);
        silent.periods.clear();
        let table = CampaignTable::of(&[silent], None, CampaignOrder::Worst);
        assert_eq!(table.rows[0].last, Figures::default());
        assert_eq!(table.groups.len(), 1);
    }
}
