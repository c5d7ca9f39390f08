//! Made clients to audit: a healthy one, and what is changed on it.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use planerka::domain::audit::{Hit, Rule, Subject, audit};
use planerka::domain::{
    AdProfile, Brief, Budget, Campaign, CampaignId, CampaignState, CampaignType, ClientId,
    Currency, Dismissal, Figures, Known, Kpi, Metric, Money, Period, Platform, Problem,
    Recommendation,
};
use std::sync::Arc;
use uuid::Uuid;

/// The last day of data.
pub const END: Date = date(2026, 11, 20);
/// Days of history of every campaign.
pub const HISTORY: i32 = 60;

pub const CLIENT: ClientId = ClientId(Uuid::from_u128(1));

/// One day: impressions, clicks, spend in roubles, conversions.
pub type Day = (u64, u64, i64, f64);

/// A client to be audited.
#[derive(Debug, Clone)]
pub struct Profile {
    pub ads: AdProfile,
    pub brief: Brief,
    pub campaigns: Vec<Campaign>,
    pub problems: Vec<Problem>,
    pub recommendations: Vec<Recommendation>,
    pub today: Date,
}

impl Profile {
    /// A client without a flaw that any shipped rule would name.
    pub fn healthy() -> Self {
        use CampaignType as T;
        use Platform::{GoogleAds as G, YandexDirect as Y};
        let mut ads = AdProfile::empty(CLIENT, Timestamp::UNIX_EPOCH);
        ads.analytics_linked = Known::Yes;
        ads.goals_set = Known::Yes;
        ads.call_tracking = Known::Yes;
        let mut made = Self {
            ads,
            brief: Brief::empty(CLIENT, Timestamp::UNIX_EPOCH),
            campaigns: Vec::new(),
            problems: Vec::new(),
            recommendations: Vec::new(),
            today: date(2026, 11, 23),
        };
        for (name, platform, kind, day) in [
            ("Поиск", Y, T::Search, (1000, 60, 1200, 2.0)),
            ("Бренд", Y, T::Brand, (100, 20, 100, 1.0)),
            ("Ретаргетинг", Y, T::Remarketing, (2000, 20, 200, 0.5)),
            ("Search", G, T::Search, (800, 48, 960, 1.6)),
            ("КМС", G, T::Display, (20_000, 80, 600, 1.0)),
            ("Товары", G, T::Shopping, (3000, 60, 900, 1.5)),
            ("Ролик", G, T::Video, (5000, 30, 300, 0.5)),
        ] {
            made.add(name, platform, kind, day);
        }
        made.kpi(Metric::Cpa, 700);
        made.budget(130_000, 140_000);
        made
    }

    /// A campaign that has gone the same way every day.
    pub fn add(&mut self, name: &str, platform: Platform, kind: CampaignType, day: Day) -> usize {
        let id = CampaignId(Uuid::from_u128(100 + self.campaigns.len() as u128));
        self.campaigns.push(Campaign {
            id,
            client: CLIENT,
            platform,
            account: String::new(),
            number: String::new(),
            name: name.to_owned(),
            kind,
            state: CampaignState::On,
            currency: Currency::RUB,
            vat: None,
            daily_budget: None,
            rejected_ads: Some(0),
            utm: Known::Yes,
            periods: Vec::new(),
            imported_at: Timestamp::UNIX_EPOCH,
        });
        let last = self.campaigns.len() - 1;
        self.days(last, HISTORY, day);
        last
    }

    /// Sets the last `count` days of a campaign.
    pub fn days(&mut self, campaign: usize, count: i32, day: Day) {
        for ago in 0..count {
            self.set(campaign, ago, day);
        }
    }

    /// Sets one day of a campaign.
    pub fn set(
        &mut self,
        campaign: usize,
        ago: i32,
        (impressions, clicks, cost, conversions): Day,
    ) {
        let on = END - ago.days();
        let periods = &mut self.campaigns[campaign].periods;
        periods.retain(|p| p.from != on);
        periods.push(Period {
            from: on,
            to: on,
            figures: Figures {
                impressions,
                clicks,
                cost: cost * 100,
                conversions: Some((conversions * 1000.0).round() as i64),
                revenue: None,
            },
        });
        periods.sort_by_key(|p| p.from);
    }

    /// Changes the figures of the last `count` days of all campaigns.
    pub fn change(&mut self, count: i32, change: impl Fn(&mut Figures)) {
        let since = END - (count - 1).days();
        let periods = self.campaigns.iter_mut().flat_map(|c| &mut c.periods);
        for period in periods.filter(|p| p.from >= since) {
            change(&mut period.figures);
        }
    }

    pub fn kpi(&mut self, metric: Metric, target: i64) {
        self.brief.kpi = Some(Kpi {
            metric,
            target: target * 100,
            note: String::new(),
        });
    }

    /// Budget now and ceiling, roubles; 0: not named.
    pub fn budget(&mut self, now: i64, ceiling: i64) {
        let budget = |sum: i64| {
            (sum > 0).then(|| Budget {
                amount: Money {
                    minor: sum * 100,
                    currency: Currency::RUB,
                },
                source: String::new(),
                on: None,
            })
        };
        self.brief.budget_now = budget(now);
        self.brief.budget_ceiling = budget(ceiling);
    }

    pub fn dismiss(&mut self, hit: &Hit) {
        self.ads.dismissed.push(Dismissal {
            rule: hit.key().place(),
            campaign: hit.campaign,
            reason: "сезон".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            measure: hit.thousandths(),
        });
    }

    pub fn audit(&self, rules: &[Arc<Rule>]) -> Vec<Hit> {
        audit(
            rules,
            &Subject {
                client: CLIENT,
                ads: Some(&self.ads),
                campaigns: &self.campaigns,
                brief: Some(&self.brief),
                problems: &self.problems,
                recommendations: &self.recommendations,
                today: self.today,
            },
        )
    }

    pub fn name(&self, hit: &Hit) -> Option<&str> {
        let found = self.campaigns.iter().find(|c| Some(c.id) == hit.campaign);
        found.map(|c| c.name.as_str())
    }
}
