//! The days of one campaign, with what its flaws do to them.

use super::flaw::Flaw;
use crate::domain::{CampaignState, Figures, Period};
use crate::jobs::demo::Clock;
use crate::jobs::demo::rng::Rng;

/// Days of figures.
pub(super) const DAYS: i64 = 56;

/// What the days of a campaign follow from; money in minor units.
pub(super) struct Course<'a> {
    pub(super) clock: &'a Clock,
    pub(super) flaws: &'a [Flaw],
    /// Spend of an ordinary day.
    pub(super) daily: i64,
    /// Price of a click.
    pub(super) click: i64,
    /// Clicks of ten thousand impressions.
    pub(super) ctr: i64,
    /// Conversions of a thousand clicks.
    pub(super) rate: i64,
    /// The value of an order; `None`: they have none.
    pub(super) order: Option<i64>,
    /// How long ago the last day is.
    pub(super) until: i64,
}

impl Course<'_> {
    fn has(&self, flaw: Flaw) -> bool {
        self.flaws.contains(&flaw)
    }

    /// The state the platform tells.
    pub(super) fn state(&self) -> CampaignState {
        if self.has(Flaw::RejectedCampaign) {
            CampaignState::Rejected
        } else if self.has(Flaw::GoodPaused) {
            CampaignState::Paused
        } else if self.has(Flaw::Moderation) {
            CampaignState::Moderation
        } else if self.has(Flaw::NoFunds) {
            CampaignState::NoFunds
        } else {
            CampaignState::On
        }
    }

    /// Days without any impression at the end.
    fn quiet(&self) -> i64 {
        match self.state() {
            CampaignState::Paused => 25,
            CampaignState::Rejected => 6,
            CampaignState::Moderation => 8,
            CampaignState::NoFunds => 4,
            _ if self.has(Flaw::Idle) => 14,
            _ => 0,
        }
    }

    /// Price, clicks of ten thousand impressions, conversions of a thousand clicks on a day so long ago.
    fn rates(&self, age: i64) -> (i64, i64, i64) {
        let (mut price, mut ctr, mut lead) = (self.click, self.ctr, self.rate);
        let (lately, week) = (age < DAYS / 2, age < 7);
        if self.has(Flaw::DearClicks) && lately {
            price = price * 17 / 10;
        }
        if self.has(Flaw::SpendSpike) && age == 0 {
            price = price * 29 / 10;
        }
        if self.has(Flaw::LowCtr) {
            ctr /= 5;
        }
        if self.has(Flaw::CtrFall) && lately {
            ctr = ctr * 4 / 10;
        }
        if self.has(Flaw::CtrDrop) && week {
            ctr = ctr * 4 / 10;
        }
        if self.has(Flaw::CampaignDear) {
            lead = lead * 28 / 100;
        }
        if self.has(Flaw::RateFall) && week {
            lead = lead * 35 / 100;
        }
        if self.has(Flaw::GoodPaused) {
            lead = lead * 24 / 10;
        }
        if self.has(Flaw::NoConversions)
            || self.has(Flaw::NothingConverts)
            || week && (self.has(Flaw::ConversionsGone) || self.has(Flaw::GoalBroken))
        {
            lead = 0;
        }
        (price.max(1), ctr.max(1), lead)
    }

    fn clicks(&self, age: i64, usual: i64) -> i64 {
        match age {
            _ if age < self.quiet() => 0,
            0 if self.has(Flaw::ClickSpike) => usual * 7 + 90,
            0..7 if self.has(Flaw::ImpressionsFall) || self.has(Flaw::TrafficGone) => usual / 6,
            _ => usual,
        }
    }

    /// The days, oldest first.
    pub(super) fn periods(&self, rng: &mut Rng) -> Vec<Period> {
        let mut periods = Vec::with_capacity(DAYS as usize);
        let reported = !self.has(Flaw::NoGoals) && !self.has(Flaw::NotReported);
        // What is left of the day's money and of a conversion goes to the next day.
        let (mut purse, mut owed) = (0, 0);
        for age in (0..DAYS).rev() {
            purse += self.daily * rng.between(88, 112) / 100;
            let usual = purse / self.click.max(1);
            purse -= usual * self.click;
            let clicks = self.clicks(age, usual);
            let (price, ctr, lead) = self.rates(age);
            owed = if lead == 0 { 0 } else { owed + clicks * lead };
            let conversions = owed / 1000;
            owed -= conversions * 1000;
            let day = self.clock.day(self.until + age);
            periods.push(Period {
                from: day,
                to: day,
                figures: Figures {
                    impressions: (clicks * 10_000 / ctr) as u64,
                    clicks: clicks as u64,
                    cost: clicks * price,
                    conversions: reported.then_some(conversions * 1000),
                    revenue: self.order.filter(|_| reported).map(|o| o * conversions),
                },
            });
        }
        periods
    }
}
