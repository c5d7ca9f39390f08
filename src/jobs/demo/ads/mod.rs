//! Campaigns of the demo: eight weeks of days a campaign, sound in most, and in each client a flaw or two as
//! specialists meet them, so that every rule of the audit has something to find and something to pass.

mod days;
mod flaw;

use jiff::civil::Date;

use super::rng::Rng;
use super::{Clock, tidy};
use crate::domain::campaign::AdImport;
use crate::domain::{
    AdAccount, AdDigest, AdProfile, Brief, Campaign, CampaignState, CampaignType, Client, Currency,
    Ids, Known, Kpi, Metric, Platform,
};
use days::{Course, DAYS};
use flaw::Flaw;

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

/// A client's profile and campaigns. `month` is its spend a month in minor units, `rate` roubles a unit.
pub(super) struct Ads<'a> {
    pub(super) client: &'a Client,
    pub(super) number: usize,
    pub(super) russian: bool,
    pub(super) month: i64,
    pub(super) currency: Currency,
    pub(super) rate: i64,
    pub(super) clock: &'a Clock,
    /// Orders have a value.
    pub(super) shop: bool,
    /// The cities of a network of branches, the largest first; empty: not a network.
    pub(super) regions: &'a [String],
}

/// One campaign to be written.
struct Plan<'a> {
    n: usize,
    sort: &'a Sort,
    name: String,
    daily: i64,
    until: i64,
    flaws: Vec<Flaw>,
    order: Option<i64>,
}

/// Sorts of campaign each branch of a network has.
const OF_BRANCH: [usize; 4] = [0, 1, 2, 3];

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
        let network = !self.regions.is_empty();
        let flaws = if network {
            Vec::new()
        } else {
            // Three times a rouble client's usual month, whatever the currency.
            let large = self.month * self.rate > 12_000_000;
            Flaw::of_client(self.number, large, rng)
        };
        let until = if flaws.contains(&Flaw::Stale) { 33 } else { 1 };
        let plans = if network {
            self.branches(rng)
        } else {
            self.usual(&flaws, until, rng)
        };
        let second = rng.chance(60);
        let campaigns: Vec<Campaign> = plans
            .into_iter()
            .map(|plan| self.campaign(&plan, second, ids, rng))
            .collect();
        let profile = self.profile(&flaws, &campaigns, until, rng);
        if let Some(kpi) = brief.and_then(|b| b.kpi.as_mut()) {
            self.aim(kpi, &flaws, &profile, rng);
        }
        Some((profile, campaigns))
    }

    /// A target the client could have named looking at these campaigns: a little easier than what there is, or
    /// missed by half.
    fn aim(&self, kpi: &mut Kpi, flaws: &[Flaw], profile: &AdProfile, rng: &mut Rng) {
        let all = profile.digest.last;
        let is_dear = flaws.contains(&Flaw::DearLeads) || self.shop && rng.chance(12);
        let share = if is_dear { 65 } else { 122 };
        let revenue = all.revenue.filter(|r| *r > 0 && rng.chance(45));
        if let Some(revenue) = revenue {
            kpi.metric = Metric::CostShare;
            // Whole per cent, in hundredths.
            kpi.target = (all.cost * share / revenue).max(1) * 100;
        } else if let Some(conversions) = all.conversions.filter(|c| *c > 0) {
            kpi.target = tidy(all.cost * 10 * share / conversions, 100);
        }
    }

    /// A handful of campaigns; flaws lie in the first, which matters most.
    fn usual(&self, flaws: &[Flaw], until: i64, rng: &mut Rng) -> Vec<Plan<'static>> {
        let count = if flaws.contains(&Flaw::TooMany) {
            rng.between(14, 22)
        } else {
            rng.between(2, 9)
        };
        let first = if flaws.contains(&Flaw::OneTakesAll) {
            4_000
        } else {
            80
        };
        let weights: Vec<i64> = (0..count)
            .map(|n| rng.between(40, 160) + if n == 0 { first } else { 0 })
            .collect();
        let total: i64 = weights.iter().sum::<i64>().max(1);
        let mut plans = Vec::with_capacity(weights.len());
        for (n, weight) in weights.into_iter().enumerate() {
            let sort = match n {
                0 | 1 => n,
                2 if rng.chance(75) => 2,
                3 if rng.chance(80) => 3,
                _ => rng.weighted(&SORTS.map(|s| s.weight)),
            };
            let Some(sort) = SORTS.get(sort) else {
                continue;
            };
            let name = if self.russian { sort.ru } else { sort.en };
            let flaws = flaws.iter().filter(|f| n == 0 || f.is_general());
            plans.push(Plan {
                n,
                sort,
                name: format!("{name} | {:02}", n + 1),
                daily: self.month * weight / total / 30,
                until,
                flaws: flaws.copied().collect(),
                order: self.shop.then(|| self.order(sort, rng)),
            });
        }
        plans
    }

    /// A network of branches: the same campaigns in each city, the larger the city the more money.
    fn branches(&self, rng: &mut Rng) -> Vec<Plan<'static>> {
        let of_city = |place: usize| 1000 / (place as i64 + 8);
        let total: i64 = (0..self.regions.len()).map(of_city).sum::<i64>().max(1);
        let mut plans = Vec::with_capacity(self.regions.len() * OF_BRANCH.len());
        let sorts = OF_BRANCH.iter().filter_map(|i| SORTS.get(*i));
        let weights: i64 = sorts.clone().map(|s| s.weight).sum();
        for sort in sorts {
            for (place, city) in self.regions.iter().enumerate() {
                let n = plans.len();
                let month = self.month * of_city(place) / total * sort.weight / weights.max(1);
                plans.push(Plan {
                    n,
                    sort,
                    name: format!("{} | {city} | {:03}", sort.ru, n + 1),
                    daily: month * rng.between(88, 112) / 3000,
                    until: 1,
                    flaws: Flaw::of_branch(rng).into_iter().collect(),
                    order: None,
                });
            }
        }
        plans
    }

    /// What an order brings: its advertising takes 7 to 22 per cent of it.
    fn order(&self, sort: &Sort, rng: &mut Rng) -> i64 {
        let lead = sort.cpc * 100 / self.rate.max(1) * 1000 / sort.rate.max(1);
        lead.max(100) * 100 / rng.between(7, 22)
    }

    fn campaign(&self, plan: &Plan<'_>, second: bool, ids: &mut Ids, rng: &mut Rng) -> Campaign {
        let has = |flaw: Flaw| plan.flaws.contains(&flaw);
        // Some are on two platforms; a network of branches keeps display on the second.
        let elsewhere = if self.regions.is_empty() {
            second && plan.n % 5 == 1
        } else {
            plan.sort.kind == CampaignType::Remarketing
        };
        let platform = match (self.russian, elsewhere) {
            (true, true) => Platform::VkAds,
            (true, false) => Platform::YandexDirect,
            (false, true) => Platform::MetaAds,
            (false, false) => Platform::GoogleAds,
        };
        let created = self.clock.at(1, 540);
        let vary = |base: i64, rng: &mut Rng| base * rng.between(85, 118) / 100;
        let course = Course {
            clock: self.clock,
            flaws: &plan.flaws,
            daily: plan.daily,
            click: vary((plan.sort.cpc * 100 / self.rate.max(1)).max(20), rng),
            ctr: vary(plan.sort.ctr, rng),
            rate: vary(plan.sort.rate, rng),
            order: plan.order,
            until: plan.until,
        };
        Campaign {
            id: ids.next(created),
            client: self.client.id,
            platform,
            account: self.login(platform),
            number: format!("{}", 20_000_000 + self.number * 200 + plan.n),
            name: plan.name.clone(),
            kind: plan.sort.kind,
            state: course.state(),
            currency: self.currency,
            vat: self.russian.then_some(true),
            daily_budget: Some(if has(Flaw::BudgetOut) {
                (plan.daily * 9 / 10).max(100)
            } else {
                tidy(plan.daily * 2, 100)
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
            periods: course.periods(rng),
            imported_at: created,
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
