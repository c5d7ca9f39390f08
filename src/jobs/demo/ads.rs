//! Campaigns of the demo: eight weeks of days a campaign, sound in most, and in each client a flaw or two as
//! specialists meet them, so that every rule of the audit has something to find and something to pass.

use jiff::civil::Date;

use super::Clock;
use super::rng::Rng;
use crate::domain::campaign::AdImport;
use crate::domain::{
    AdAccount, AdDigest, AdProfile, Brief, Campaign, CampaignState, CampaignType, Client, Currency,
    Figures, Ids, Known, Period, Platform,
};

/// Days of figures.
const DAYS: i64 = 56;

/// A campaign type as the demo runs it: its share of the budget by weight, click price in roubles, clicks of
/// ten thousand impressions, conversions of a thousand clicks.
struct Sort {
    kind: CampaignType,
    ru: &'static str,
    en: &'static str,
    weight: i64,
    cpc: i64,
    ctr: i64,
    rate: i64,
}

const fn sort(
    kind: CampaignType,
    ru: &'static str,
    en: &'static str,
    figures: (i64, i64, i64, i64),
) -> Sort {
    Sort {
        kind,
        ru,
        en,
        weight: figures.0,
        cpc: figures.1,
        ctr: figures.2,
        rate: figures.3,
    }
}

const SORTS: [Sort; 6] = [
    sort(CampaignType::Search, "Поиск", "Search", (40, 60, 650, 45)),
    sort(CampaignType::Display, "РСЯ", "Display", (25, 18, 45, 13)),
    sort(CampaignType::Brand, "Бренд", "Brand", (8, 20, 1800, 90)),
    sort(
        CampaignType::Remarketing,
        "Ретаргетинг",
        "Remarketing",
        (10, 22, 70, 28),
    ),
    sort(
        CampaignType::Smart,
        "Мастер кампаний",
        "Performance Max",
        (12, 25, 120, 19),
    ),
    sort(
        CampaignType::Shopping,
        "Товарная",
        "Shopping",
        (10, 30, 210, 24),
    ),
];

/// What is wrong with a client's advertising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    RejectedAds,
    RejectedCampaign,
    NoAnalytics,
    NoGoals,
    NoConversions,
    DearLeads,
    CampaignDear,
    LowCtr,
    CtrFall,
    BudgetOut,
    Idle,
    NoUtm,
    ClickSpike,
    ConversionsGone,
    SpendSpike,
    DearClicks,
    ImpressionsFall,
    GoodPaused,
    NoCallTracking,
    Stale,
    Moderation,
    NoFunds,
}

const FLAWS: [Flaw; 22] = [
    Flaw::RejectedAds,
    Flaw::RejectedCampaign,
    Flaw::NoAnalytics,
    Flaw::NoGoals,
    Flaw::NoConversions,
    Flaw::DearLeads,
    Flaw::CampaignDear,
    Flaw::LowCtr,
    Flaw::CtrFall,
    Flaw::BudgetOut,
    Flaw::Idle,
    Flaw::NoUtm,
    Flaw::ClickSpike,
    Flaw::ConversionsGone,
    Flaw::SpendSpike,
    Flaw::DearClicks,
    Flaw::ImpressionsFall,
    Flaw::GoodPaused,
    Flaw::NoCallTracking,
    Flaw::Stale,
    Flaw::Moderation,
    Flaw::NoFunds,
];

/// A client's profile and campaigns. `month` is its spend a month in minor units, `rate` roubles a unit.
pub(super) struct Ads<'a> {
    pub(super) client: &'a Client,
    pub(super) number: usize,
    pub(super) russian: bool,
    pub(super) month: i64,
    pub(super) currency: Currency,
    pub(super) rate: i64,
    pub(super) clock: &'a Clock,
}

impl Ads<'_> {
    /// `None` for a client that spends nothing.
    pub(super) fn write(
        &self,
        brief: Option<&mut Brief>,
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> Option<(AdProfile, Vec<Campaign>)> {
        if self.month <= 0 {
            return None;
        }
        let flaws = self.flaws(rng);
        let until_days = if flaws.contains(&Flaw::Stale) { 33 } else { 1 };
        let count = match self.number % 600 {
            17 => 184,
            _ => rng.between(2, 9),
        };
        let mut campaigns: Vec<Campaign> = Vec::with_capacity(count as usize);
        let weights: Vec<i64> = (0..count).map(|_| rng.between(40, 160)).collect();
        let total: i64 = weights.iter().sum::<i64>().max(1);
        for (n, weight) in weights.iter().enumerate() {
            let sort = &SORTS[match n {
                0 => 0,
                1 => 1,
                _ => rng.weighted(&SORTS.map(|s| s.weight)),
            }];
            // Every flaw lies in one campaign that matters.
            let flaw = flaws.iter().copied().filter(|_| n == 0);
            let daily = self.month * weight / total / 30;
            campaigns.push(self.campaign(
                (n, sort),
                daily,
                until_days,
                &flaw.collect::<Vec<_>>(),
                ids,
                rng,
            ));
        }
        let profile = self.profile(&flaws, &campaigns, until_days, rng);
        if let Some(kpi) = brief.and_then(|b| b.kpi.as_mut()) {
            let all = profile.digest.last;
            if let Some(conversions) = all.conversions.filter(|c| *c > 0) {
                let real = all.cost * 1000 / conversions;
                let share = if flaws.contains(&Flaw::DearLeads) {
                    65
                } else {
                    115
                };
                kpi.target = (real * share / 100 / 1000 * 1000).max(1000);
            }
        }
        Some((profile, campaigns))
    }

    fn flaws(&self, rng: &mut Rng) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if rng.chance(70) {
            flaws.extend(FLAWS.get(self.number % FLAWS.len()));
        }
        if rng.chance(20) {
            flaws.extend(FLAWS.get(rng.below(FLAWS.len() as i64) as usize));
        }
        flaws.dedup();
        flaws
    }

    fn campaign(
        &self,
        (n, sort): (usize, &Sort),
        daily: i64,
        until_days: i64,
        flaws: &[Flaw],
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> Campaign {
        let has = |flaw: Flaw| flaws.contains(&flaw);
        let platform = match (self.russian, n % 5) {
            (true, 3) if self.number.is_multiple_of(3) => Platform::VkAds,
            (true, _) => Platform::YandexDirect,
            (false, 3) if self.number.is_multiple_of(3) => Platform::MetaAds,
            (false, _) => Platform::GoogleAds,
        };
        let name = if self.russian { sort.ru } else { sort.en };
        let created = self.clock.at(until_days.min(1), 540);
        let state = if has(Flaw::RejectedCampaign) {
            CampaignState::Rejected
        } else if has(Flaw::GoodPaused) {
            CampaignState::Paused
        } else if has(Flaw::Moderation) {
            CampaignState::Moderation
        } else if has(Flaw::NoFunds) {
            CampaignState::NoFunds
        } else {
            CampaignState::On
        };
        let cpc = (sort.cpc * 100 / self.rate.max(1)).max(20) * rng.between(85, 118) / 100;
        let ctr = sort.ctr * rng.between(85, 118) / 100;
        let rate = sort.rate * rng.between(85, 118) / 100;
        let mut periods = Vec::with_capacity(DAYS as usize);
        let mut owed = 0;
        let quiet = self.quiet(flaws);
        for ago in (until_days..until_days + DAYS).rev() {
            let age = ago - until_days;
            let mut clicks = daily * rng.between(88, 112) / 100 / cpc.max(1);
            let (mut price, mut share, mut lead) = (cpc, ctr, rate);
            if age < quiet {
                clicks = 0;
            }
            if has(Flaw::ClickSpike) && age == 0 {
                clicks = clicks * 7 + 90;
            }
            if has(Flaw::SpendSpike) && age < 7 {
                clicks = clicks * 3 + 5;
            }
            if has(Flaw::DearClicks) && age < 28 {
                price = price * 17 / 10;
            }
            if has(Flaw::LowCtr) {
                share = (share / 5).max(1);
            }
            if has(Flaw::CtrFall) && age < 28 {
                share = (share * 4 / 10).max(1);
            }
            if has(Flaw::ImpressionsFall) && age < 7 {
                clicks /= 6;
            }
            if has(Flaw::CampaignDear) {
                lead = lead * 28 / 100;
            }
            if has(Flaw::NoConversions) || has(Flaw::ConversionsGone) && age < 7 {
                lead = 0;
                owed = 0;
            }
            owed += clicks * lead;
            let conversions = owed / 1000;
            owed -= conversions * 1000;
            let figures = Figures {
                impressions: (clicks * 10_000 / share.max(1)) as u64,
                clicks: clicks as u64,
                cost: clicks * price,
                conversions: (!has(Flaw::NoGoals)).then_some(conversions * 1000),
                revenue: None,
            };
            let day = self.clock.day(ago);
            periods.push(Period {
                from: day,
                to: day,
                figures,
            });
        }
        Campaign {
            id: ids.next(created),
            client: self.client.id,
            platform,
            account: self.login(platform),
            number: format!("{}", 20_000_000 + self.number * 200 + n),
            name: format!("{name} | {:02}", n + 1),
            kind: sort.kind,
            state,
            currency: self.currency,
            vat: self.russian.then_some(true),
            daily_budget: Some(if has(Flaw::BudgetOut) {
                (daily * 9 / 10).max(100)
            } else {
                (daily * 2).max(100)
            }),
            rejected_ads: Some(if has(Flaw::RejectedAds) {
                rng.between(2, 9) as u32
            } else {
                0
            }),
            utm: if has(Flaw::NoUtm) {
                Known::No
            } else {
                Known::Yes
            },
            periods,
            imported_at: created,
        }
    }

    /// Days without any impression at the end.
    fn quiet(&self, flaws: &[Flaw]) -> i64 {
        match flaws {
            _ if flaws.contains(&Flaw::Idle) => 14,
            _ if flaws.contains(&Flaw::GoodPaused) => 20,
            _ if flaws.contains(&Flaw::RejectedCampaign) => 6,
            _ if flaws.contains(&Flaw::Moderation) => 8,
            _ if flaws.contains(&Flaw::NoFunds) => 4,
            _ => 0,
        }
    }

    fn login(&self, platform: Platform) -> String {
        let code = match platform {
            Platform::YandexDirect => "ya",
            Platform::GoogleAds => "ga",
            Platform::VkAds => "vk",
            _ => "ad",
        };
        format!("{code}-client-{}", 1000 + self.number)
    }

    fn profile(
        &self,
        flaws: &[Flaw],
        campaigns: &[Campaign],
        until_days: i64,
        rng: &mut Rng,
    ) -> AdProfile {
        let at = self.clock.at(until_days.min(1), 560);
        let mut profile = AdProfile::empty(self.client.id, at);
        for campaign in campaigns {
            if !profile.platforms.contains(&campaign.platform) {
                profile.platforms.push(campaign.platform);
                profile.accounts.push(AdAccount {
                    platform: campaign.platform,
                    login: campaign.account.clone(),
                });
            }
            if !profile.types.contains(&campaign.kind) {
                profile.types.push(campaign.kind);
            }
        }
        let unless = |flaw: Flaw| {
            if flaws.contains(&flaw) {
                Known::No
            } else {
                Known::Yes
            }
        };
        profile.analytics_linked = unless(Flaw::NoAnalytics);
        if profile.analytics_linked == Known::Yes {
            let number = 40_000_000 + self.number * 7;
            profile.analytics = vec![if self.russian {
                format!("Метрика {number}")
            } else {
                format!("GA4 {number}")
            }];
        }
        profile.goals_set = unless(Flaw::NoGoals);
        profile.call_tracking = match unless(Flaw::NoCallTracking) {
            Known::Yes if rng.chance(30) => Known::Unknown,
            known => known,
        };
        profile.currency = self.currency;
        let until = self.clock.day(until_days);
        profile.data_until = Some(until);
        profile.digest = digest(campaigns, until);
        profile.imports = vec![AdImport {
            at,
            file: format!("report-{until}.csv"),
            platform: campaigns.first().map_or(Platform::Other, |c| c.platform),
            from: self.clock.day(until_days + DAYS - 1),
            to: until,
            campaigns: campaigns.len() as u32,
        }];
        profile
    }
}

/// The last 28 days of data and the 28 before.
fn digest(campaigns: &[Campaign], until: Date) -> AdDigest {
    let mut digest = AdDigest {
        campaigns: campaigns.len() as u32,
        ..AdDigest::default()
    };
    for campaign in campaigns {
        let stands = matches!(
            campaign.state,
            CampaignState::Paused | CampaignState::Ended | CampaignState::Rejected
        );
        digest.running += u32::from(!stands);
        for period in &campaign.periods {
            match (until - period.from).get_days() {
                0..28 => digest.last = digest.last.plus(period.figures),
                28..56 => digest.before = digest.before.plus(period.figures),
                _ => {}
            }
        }
    }
    digest
}
