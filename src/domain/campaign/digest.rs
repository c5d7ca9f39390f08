//! Sums over days: of one campaign, and of a client's advertising as a whole (A31).
//!
//! Reports come by day and by longer periods, and they overlap. One rule keeps money from being counted
//! twice: the finer period is believed, a coarser one tells only of the days no finer one covers, in
//! proportion to them. A period that lies in the range whole and alone counts to the kopeck.

use jiff::civil::Date;

use super::{
    AdDigest, AdProfile, Campaign, CampaignState, CampaignType, Currency, Figures, Period,
};

/// Days of one half of the digest.
pub const DIGEST_DAYS: i32 = 28;

/// Days from one date to another.
fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// `n` days after a date, or before it; the calendar's end stays where it is.
pub(crate) fn shift(date: Date, n: i32) -> Date {
    date.checked_add(jiff::Span::new().days(n)).unwrap_or(date)
}

impl Figures {
    /// The part of a period's figures that falls on `some` of its `all` days.
    fn share(self, some: i32, all: i32) -> Self {
        if some >= all {
            return self;
        }
        let (some, all) = (i128::from(some), i128::from(all.max(1)));
        let part = |n: i128| (n * some + all / 2).div_euclid(all);
        let count = |n: u64| u64::try_from(part(i128::from(n))).unwrap_or(n);
        let sum = |n: i64| i64::try_from(part(i128::from(n))).unwrap_or(n);
        Self {
            impressions: count(self.impressions),
            clicks: count(self.clicks),
            cost: sum(self.cost),
            conversions: self.conversions.map(sum),
            revenue: self.revenue.map(sum),
        }
    }
}

impl Campaign {
    /// What was from one day to another, both included.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> Figures {
        sums(&self.periods, from, to).figures
    }

    /// The same where no period had to be split for it; `None` when one that reaches over an edge tells of
    /// days no finer one covers.
    #[must_use]
    pub fn exactly(&self, from: Date, to: Date) -> Option<Figures> {
        let sum = sums(&self.periods, from, to);
        (!sum.split).then_some(sum.figures)
    }

    /// The last day any figure covers.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.periods.iter().map(|p| p.to).max()
    }

    /// Whether it runs, as far as is known.
    #[must_use]
    pub const fn may_run(&self) -> bool {
        matches!(self.state, CampaignState::On | CampaignState::Unknown)
    }
}

/// The first and the last day the reports of campaigns reach from one day to another: of the days, when days
/// alone tell of that time (a month from before they begin says nothing of what is missing); else of any
/// period. `None` without a period there.
pub(crate) fn reach<'c>(
    campaigns: impl Iterator<Item = &'c Campaign> + Clone,
    from: Date,
    to: Date,
) -> Option<(Date, Date)> {
    let periods = || campaigns.clone().flat_map(|c| &c.periods);
    let mut inside = periods()
        .filter(|p| p.from <= to && p.to >= from)
        .peekable();
    inside.peek()?;
    let days = inside.all(Period::is_day);
    let of = || periods().filter(|p| !days || p.is_day());
    Some((of().map(|p| p.from).min()?, of().map(|p| p.to).max()?))
}

/// A sum, and whether a period that reaches over an edge was split for it.
struct Sum {
    figures: Figures,
    split: bool,
}

/// Sums over periods in any order, by the rule of this module.
fn sums(periods: &[Period], from: Date, to: Date) -> Sum {
    let inside = || periods.iter().filter(|p| p.from <= to && p.to >= from);
    let mut sum = Sum {
        figures: Figures::default(),
        split: false,
    };
    if inside().all(Period::is_day) {
        sum.figures = inside().fold(sum.figures, |sum, p| sum.plus(p.figures));
        return sum;
    }
    let mut found: Vec<(i32, &Period)> = inside().map(|p| (days(p.from, p.to), p)).collect();
    // The finer first; of two equal ones the earlier, so that the order of imports does not matter.
    found.sort_by_key(|(length, p)| (*length, p.from));
    let place = |day: Date| usize::try_from(days(from, day)).unwrap_or(0);
    let mut told = vec![false; place(to) + 1];
    for (length, period) in found {
        let (first, last) = (place(period.from.max(from)), place(period.to.min(to)));
        let free = told.get_mut(first..=last).unwrap_or_default();
        let untold = free.iter().filter(|told| !**told).count();
        free.fill(true);
        if untold > 0 {
            let untold = i32::try_from(untold).unwrap_or(i32::MAX);
            let share = period.figures.share(untold, length + 1);
            sum.figures = sum.figures.plus(share);
            sum.split |= period.from < from || period.to > to;
        }
    }
    sum
}

impl AdProfile {
    /// Brings what the profile says of its campaigns up to date: platforms, types, accounts, currency, date
    /// of the data and the sums. What people said stays.
    pub fn refresh(&mut self, campaigns: &[Campaign]) {
        self.platforms = campaigns.iter().map(|c| c.platform).collect();
        self.platforms.sort_unstable();
        self.platforms.dedup();
        self.types = campaigns.iter().map(|c| c.kind).collect();
        self.types.retain(|kind| *kind != CampaignType::Unknown);
        self.types.sort_unstable();
        self.types.dedup();
        for campaign in campaigns.iter().filter(|c| !c.account.is_empty()) {
            let account = super::AdAccount {
                platform: campaign.platform,
                login: campaign.account.clone(),
            };
            if !self.accounts.contains(&account) {
                self.accounts.push(account);
            }
        }
        self.data_until = campaigns.iter().filter_map(Campaign::until).max();
        self.digest = AdDigest {
            campaigns: u32::try_from(campaigns.len()).unwrap_or(u32::MAX),
            running: u32::try_from(campaigns.iter().filter(|c| c.may_run()).count())
                .unwrap_or(u32::MAX),
            ..AdDigest::default()
        };
        let Some(until) = self.data_until else {
            return;
        };
        let last = shift(until, 1 - DIGEST_DAYS);
        let before = (shift(last, -DIGEST_DAYS), shift(last, -1));
        self.currency = currency(campaigns, before.0, until).unwrap_or(self.currency);
        let ours = || campaigns.iter().filter(|c| c.currency == self.currency);
        // Days told only in part would pass for a small sum, and what follows for a leap.
        let first = ours().flat_map(|c| &c.periods).map(|p| p.from).min();
        let whole = first.is_some_and(|first| first <= before.0);
        let mut digest = self.digest;
        for campaign in ours() {
            digest.last = digest.last.plus(campaign.between(last, until));
            if whole {
                digest.before = digest.before.plus(campaign.between(before.0, before.1));
            }
        }
        self.digest = digest;
    }
}

/// The currency with the most spend in the range, amounts compared as they stand (no rates are known); of two
/// equal ones the first met. `None` without figures there.
fn currency(campaigns: &[Campaign], from: Date, to: Date) -> Option<Currency> {
    let mut sums: Vec<(Currency, i64)> = Vec::new();
    let inside = |p: &Period| p.from <= to && p.to >= from;
    for campaign in campaigns.iter().filter(|c| c.periods.iter().any(inside)) {
        let cost = campaign.between(from, to).cost;
        match sums.iter_mut().find(|(c, _)| *c == campaign.currency) {
            Some((_, sum)) => *sum = sum.saturating_add(cost),
            None => sums.push((campaign.currency, cost)),
        }
    }
    let most = sums.iter().map(|(_, sum)| *sum).max()?;
    sums.iter().find(|(_, sum)| *sum == most).map(|(c, _)| *c)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{CampaignId, ClientId, Platform};

    fn figures(cost: i64) -> Figures {
        Figures {
            impressions: cost.unsigned_abs() * 10,
            clicks: cost.unsigned_abs(),
            cost,
            ..Figures::default()
        }
    }

    fn september(from: i8, to: i8, cost: i64) -> Period {
        Period {
            from: date(2026, 9, from),
            to: date(2026, 9, to),
            figures: figures(cost),
        }
    }

    fn campaign(n: u8, currency: &str, periods: Vec<Period>) -> Campaign {
        Campaign {
            id: CampaignId::from_bytes([n; 16]),
            client: ClientId::from_bytes([1; 16]),
            platform: Platform::GoogleAds,
            account: String::new(),
            number: n.to_string(),
            name: format!("Campaign {n}"),
            kind: CampaignType::Search,
            state: CampaignState::Unknown,
            currency: currency.parse().unwrap(),
            vat: None,
            daily_budget: None,
            rejected_ads: None,
            utm: super::super::Known::Unknown,
            periods,
            imported_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn no_day_is_counted_twice() {
        for (name, periods, from, to, cost) in [
            (
                "days",
                vec![september(1, 1, 5), september(2, 2, 7)],
                1,
                30,
                12,
            ),
            (
                "days outside stay out",
                vec![september(1, 1, 5), september(9, 9, 7)],
                2,
                30,
                7,
            ),
            ("a month whole", vec![september(1, 30, 1001)], 1, 30, 1001),
            (
                "a third of a month",
                vec![september(1, 30, 300)],
                1,
                10,
                100,
            ),
            (
                "days win over the month",
                vec![september(1, 30, 300), september(1, 1, 50)],
                1,
                30,
                // A day as it was, and 29 of the month's 30 days.
                50 + 290,
            ),
            (
                "a month all told by days",
                vec![september(1, 2, 300), september(1, 1, 5), september(2, 2, 7)],
                1,
                30,
                12,
            ),
            (
                "a week wins over a month",
                vec![september(1, 30, 300), september(1, 7, 700)],
                1,
                7,
                700,
            ),
            (
                "two that overlap",
                vec![september(1, 10, 100), september(6, 15, 200)],
                1,
                15,
                200,
            ),
        ] {
            let mut turned = periods.clone();
            turned.reverse();
            for periods in [periods, turned] {
                let found = campaign(1, "RUB", periods);
                let found = found.between(date(2026, 9, from), date(2026, 9, to));
                assert_eq!(found.cost, cost, "{name}");
                assert_eq!(found.clicks, cost.unsigned_abs(), "{name}");
            }
        }
    }

    #[test]
    fn a_sum_is_exact_unless_a_period_had_to_be_split() {
        let september_by_day = (1..=30).map(|day| september(day, day, 2));
        let both: Vec<Period> = september_by_day.chain([september(1, 30, 300)]).collect();
        for (name, periods, from, to, cost) in [
            ("whole", vec![september(1, 30, 300)], 1, 30, Some(300)),
            ("over the edge", vec![september(1, 30, 300)], 1, 29, None),
            ("days tell of all of it", both, 3, 12, Some(20)),
            (
                "a day is missing",
                vec![september(1, 30, 300), september(1, 1, 5)],
                1,
                2,
                None,
            ),
            (
                "the month tells of the rest",
                vec![september(1, 30, 300), september(1, 1, 5)],
                1,
                30,
                Some(295),
            ),
        ] {
            let found = campaign(1, "RUB", periods);
            let found = found.exactly(date(2026, 9, from), date(2026, 9, to));
            assert_eq!(found.map(|f| f.cost), cost, "{name}");
        }
    }

    #[test]
    fn a_month_from_before_says_nothing_of_days_that_are_missing() {
        let month = campaign(1, "RUB", vec![september(1, 7, 100), september(20, 20, 1)]);
        for (from, to, expected) in [
            (8, 30, Some((20, 20))),
            (7, 30, Some((1, 20))),
            (21, 30, None),
        ] {
            let found = reach([&month].into_iter(), date(2026, 9, from), date(2026, 9, to));
            let days = found.map(|(a, b)| (a.day(), b.day()));
            assert_eq!(days, expected, "{from} {to}");
        }
    }

    #[test]
    fn unknown_conversions_stay_unknown() {
        let none = campaign(1, "RUB", vec![september(1, 30, 300)]);
        let found = none.between(date(2026, 9, 1), date(2026, 9, 15));
        assert_eq!(found.conversions, None);
        let mut some = september(1, 30, 300);
        some.figures.conversions = Some(3_000);
        let found = campaign(1, "RUB", vec![some]).between(date(2026, 9, 1), date(2026, 9, 15));
        assert_eq!(found.conversions, Some(1_500));
    }

    #[test]
    fn the_profile_tells_of_the_last_four_weeks_and_the_four_before() {
        let mut profile =
            AdProfile::empty(ClientId::from_bytes([1; 16]), jiff::Timestamp::UNIX_EPOCH);
        let august = Period {
            from: date(2026, 8, 10),
            to: date(2026, 8, 10),
            figures: figures(40),
        };
        let july = Period {
            from: date(2026, 7, 1),
            to: date(2026, 7, 1),
            figures: figures(1000),
        };
        let mut ended = campaign(2, "RUB", vec![september(3, 3, 9)]);
        ended.state = CampaignState::Ended;
        ended.account = "alfa".to_owned();
        let campaigns = [
            campaign(
                1,
                "RUB",
                vec![july, august, september(2, 2, 5), september(29, 29, 7)],
            ),
            ended,
            campaign(3, "USD", vec![september(28, 28, 10)]),
        ];
        profile.refresh(&campaigns);
        assert_eq!(profile.data_until, Some(date(2026, 9, 29)));
        assert_eq!(profile.currency, Currency::RUB);
        assert_eq!((profile.digest.campaigns, profile.digest.running), (3, 2));
        // The window is 2 to 29 September; dollars are not roubles.
        assert_eq!(profile.digest.last.cost, 5 + 9 + 7);
        assert_eq!(profile.digest.before.cost, 40);
        assert_eq!(profile.accounts.len(), 1);
        assert_eq!(profile.types, [CampaignType::Search]);
        let same = profile.clone();
        // A report that begins within the four weeks before does not tell of them.
        let mut later = campaigns.clone();
        later[0].periods.remove(0);
        profile.refresh(&later);
        assert_eq!(profile.digest.last, same.digest.last);
        assert_eq!(profile.digest.before, Figures::default());
        profile.refresh(&campaigns);
        assert_eq!(profile, same, "twice is once");
        profile.refresh(&[]);
        assert_eq!(
            (profile.data_until, profile.digest),
            (None, AdDigest::default())
        );
    }
}
