//! The sums of one campaign, made once in one pass over its periods.
//!
//! Windows are counted back from the last day of data of the platform, not from today: a report of last week
//! looks the same whenever it is read. A report that leaves out days without impressions means zeros by it.
//!
//! A report by longer periods is compared whole with whole, its last period against the one before: rules ask
//! for changes, and a share of a month tells none. The digest of a client's record asks how much money there is
//! in 28 days and takes shares instead ([`Campaign::between`]); the page of campaigns says both where it explains
//! its figures.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{Campaign, Figures};

/// Days of the long window.
pub(super) const LONG: i32 = 28;
/// Days before the last one that tell what is usual.
pub(super) const USUAL: usize = 14;
/// How far the lengths of two periods may differ to be compared, per cent: months of 28 and of 31 days may.
const COMPARABLE: i32 = 80;

/// Sums of a campaign, or of several.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Windows {
    /// The first day of data; the first of the days when short windows are known.
    pub(super) first: Option<Date>,
    /// The last day windows are counted from.
    pub(super) end: Option<Date>,
    /// Days the long window covers.
    pub(super) days: i32,
    /// The last 28 days, or the last period.
    pub(super) last: Figures,
    /// The 28 days or the period before; `None`: the data do not reach there.
    pub(super) prev: Option<Figures>,
    /// What a report by day alone can tell.
    pub(super) daily: Option<Daily>,
}

/// Short windows of a report by day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Daily {
    /// The last 7 days.
    pub(super) week: Figures,
    /// The 7 days before.
    pub(super) prev_week: Option<Figures>,
    /// The last day first, then the 14 before it.
    pub(super) days: [Figures; USUAL + 1],
    /// The last day with impressions.
    pub(super) shown: Option<Date>,
    /// Days with impressions among the last 28.
    pub(super) active: i32,
}

impl Windows {
    /// The sums of a campaign up to `end`, the last day of data of its platform.
    pub(super) fn of(campaign: &Campaign, end: Date) -> Self {
        let back = |days: i32| end.checked_sub(days.days()).unwrap_or(end);
        let first = campaign.periods.iter().map(|p| p.from).min();
        let latest = campaign.periods.iter().max_by_key(|p| p.to);
        let (Some(first), Some(latest)) = (first, latest) else {
            return Self {
                end: Some(end),
                ..Self::default()
            };
        };
        let (long, before) = (back(LONG - 1), back(2 * LONG - 1));
        if !latest.is_day() {
            return Self::by_period(campaign, end, long, first);
        }
        // Short windows are made of days alone: a month from before they begin is no history of theirs.
        let days = campaign.periods.iter().filter(|p| p.is_day());
        let first = days.map(|p| p.from).min().unwrap_or(first);
        let (week, prev_week, recent) = (back(6), back(13), back(USUAL as i32));
        let mut sums = Self {
            first: Some(first),
            end: Some(end),
            days: ((end - first).get_days() + 1).min(LONG),
            ..Self::default()
        };
        let mut daily = Daily::default();
        let (mut prev, mut week_before) = (Figures::default(), Figures::default());
        for period in campaign.periods.iter().filter(|p| p.is_day()) {
            let (day, figures) = (period.from, period.figures);
            if figures.impressions > 0 && Some(day) > daily.shown {
                daily.shown = Some(day);
            }
            if day < before || day > end {
                continue;
            }
            if day < long {
                prev = prev.plus(figures);
                continue;
            }
            sums.last = sums.last.plus(figures);
            daily.active += i32::from(figures.impressions > 0);
            if day >= recent
                && let Ok(ago) = usize::try_from((end - day).get_days())
                && let Some(slot) = daily.days.get_mut(ago)
            {
                *slot = slot.plus(figures);
            }
            if day >= week {
                daily.week = daily.week.plus(figures);
            } else if day >= prev_week {
                week_before = week_before.plus(figures);
            }
        }
        sums.prev = (first <= before).then_some(prev);
        daily.prev_week = (first <= prev_week).then_some(week_before);
        sums.daily = Some(daily);
        sums
    }

    /// Of a report by longer periods: its last one against the one before, if the two can be compared.
    fn by_period(campaign: &Campaign, end: Date, long: Date, first: Date) -> Self {
        let mut sums = Self {
            first: Some(first),
            end: Some(end),
            ..Self::default()
        };
        let length = |p: &crate::domain::Period| (p.to - p.from).get_days() + 1;
        let mut periods: Vec<_> = campaign.periods.iter().collect();
        periods.sort_by_key(|p| (p.to, p.from));
        let Some((last, earlier)) = periods.split_last() else {
            return sums;
        };
        sums.days = length(last);
        // A report of a past quarter says nothing of the present one.
        if last.to < long {
            return sums;
        }
        sums.last = last.figures;
        sums.prev = earlier
            .iter()
            .rev()
            .find(|p| p.to < last.from)
            .filter(|p| {
                let (a, b) = (length(p), length(last));
                a.min(b) * 100 >= a.max(b) * COMPARABLE
            })
            .map(|p| p.figures);
        sums
    }

    /// Adds another campaign's sums to a total. What one of them cannot tell, the total cannot.
    pub(super) fn add(&mut self, other: &Self) {
        self.first = match (self.first, other.first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.end = self.end.max(other.end);
        self.days = self.days.max(other.days);
        self.last = self.last.plus(other.last);
        // A campaign begun later had nothing before: whether the total reaches back is its own question.
        self.prev = Some(
            self.prev
                .unwrap_or_default()
                .plus(other.prev.unwrap_or_default()),
        );
        let Some(theirs) = &other.daily else {
            return;
        };
        let mine = self.daily.get_or_insert_default();
        mine.week = mine.week.plus(theirs.week);
        mine.prev_week = Some(
            mine.prev_week
                .unwrap_or_default()
                .plus(theirs.prev_week.unwrap_or_default()),
        );
        for (slot, day) in mine.days.iter_mut().zip(theirs.days) {
            *slot = slot.plus(day);
        }
        mine.shown = mine.shown.max(theirs.shown);
        mine.active = mine.active.max(theirs.active);
    }

    /// A total is done: drops what the data of all its campaigns together do not reach. `by_day`: all of them
    /// report by day; `prev`: all of them know the time before.
    pub(super) fn settle(&mut self, by_day: bool, prev: bool) {
        let reach = match (self.first, self.end) {
            (Some(first), Some(end)) => (end - first).get_days() + 1,
            _ => 0,
        };
        if !by_day {
            self.daily = None;
        }
        if (by_day && reach < 2 * LONG) || (!by_day && !prev) {
            self.prev = None;
        }
        if reach < 14
            && let Some(daily) = &mut self.daily
        {
            daily.prev_week = None;
        }
    }

    /// Whether there was anything in the long window.
    pub(super) const fn has_data(&self) -> bool {
        self.last.impressions > 0 || self.last.cost > 0 || self.last.clicks > 0
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::domain::{
        CampaignId, CampaignState, CampaignType, ClientId, Currency, Known, Period, Platform,
    };

    fn campaign(periods: Vec<Period>) -> Campaign {
        Campaign {
            id: CampaignId(uuid::Uuid::from_u128(1)),
            client: ClientId(uuid::Uuid::from_u128(2)),
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
            imported_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn period(from: Date, to: Date, clicks: u64) -> Period {
        let figures = Figures {
            impressions: clicks * 10,
            clicks,
            ..Figures::default()
        };
        Period { from, to, figures }
    }

    fn days(end: Date, count: i32) -> Vec<Period> {
        (0..count)
            .rev()
            .map(|ago| end - ago.days())
            .map(|day| period(day, day, 1))
            .collect()
    }

    #[test]
    fn windows_are_counted_back_from_the_last_day_of_data() {
        let end = date(2026, 11, 20);
        let sums = Windows::of(&campaign(days(end, 60)), end);
        assert_eq!((sums.last.clicks, sums.days), (28, 28));
        assert_eq!(sums.prev.unwrap().clicks, 28);
        let daily = sums.daily.unwrap();
        assert_eq!(daily.week.clicks, 7);
        assert_eq!(daily.prev_week.unwrap().clicks, 7);
        assert!(daily.days.iter().all(|day| day.clicks == 1));
        assert_eq!(daily.active, 28);
        // The platform reported two days more: this campaign was not shown then.
        let later = Windows::of(&campaign(days(end, 60)), date(2026, 11, 22));
        assert_eq!(later.last.clicks, 26);
        assert_eq!(later.daily.unwrap().days[0].clicks, 0);
        assert_eq!(later.daily.unwrap().shown, Some(end));
    }

    #[test]
    fn a_short_history_tells_nothing_of_before() {
        let end = date(2026, 11, 20);
        let sums = Windows::of(&campaign(days(end, 10)), end);
        assert_eq!((sums.last.clicks, sums.days), (10, 10));
        assert!(sums.prev.is_none());
        assert!(sums.daily.unwrap().prev_week.is_none());
    }

    #[test]
    fn a_month_before_the_days_is_no_history_of_days() {
        let end = date(2026, 11, 20);
        let september = period(date(2026, 9, 1), date(2026, 9, 30), 300);
        for (count, last, prev, prev_week) in [
            (14, 14, None, Some(7)),
            (10, 10, None, None),
            (60, 28, Some(28), Some(7)),
        ] {
            let mut periods = days(end, count);
            periods.insert(0, september);
            let sums = Windows::of(&campaign(periods), end);
            assert_eq!(sums.first, Some(end - (count - 1).days()), "{count}");
            assert_eq!(
                (sums.last.clicks, sums.days),
                (last, last as i32),
                "{count}"
            );
            assert_eq!(sums.prev.map(|f| f.clicks), prev, "{count}");
            let week = sums.daily.unwrap().prev_week;
            assert_eq!(week.map(|f| f.clicks), prev_week, "{count}");
        }
    }

    #[test]
    fn months_are_compared_and_have_no_days() {
        let months = vec![
            period(date(2026, 9, 1), date(2026, 9, 30), 300),
            period(date(2026, 10, 1), date(2026, 10, 31), 200),
        ];
        let sums = Windows::of(&campaign(months), date(2026, 10, 31));
        assert_eq!((sums.last.clicks, sums.days), (200, 31));
        assert_eq!(sums.prev.unwrap().clicks, 300);
        assert!(sums.daily.is_none());
        // A week is not compared with a month, and a past period is not the present.
        let uneven = vec![
            period(date(2026, 9, 1), date(2026, 9, 30), 300),
            period(date(2026, 10, 1), date(2026, 10, 7), 50),
        ];
        let sums = Windows::of(&campaign(uneven.clone()), date(2026, 10, 7));
        assert!(sums.prev.is_none());
        assert_eq!(sums.last.clicks, 50);
        let sums = Windows::of(&campaign(uneven), date(2026, 12, 7));
        assert_eq!(sums.last.clicks, 0);
    }
}
