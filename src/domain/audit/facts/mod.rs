//! Values of the variables for the client, its platforms and its campaigns, made once for all rules.

mod medians;
mod numbers;
mod sums;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::windows::{USUAL, Windows};
use super::{Subject, Values, Var};
use crate::domain::{Campaign, CampaignState, CampaignType, Currency, Metric, Platform};
use medians::Medians;
use numbers::{count, flag, money, over, real, tri};
use sums::{counts, sums, total};

/// Per cent of a daily budget that count as all of it: platforms stop a little short.
const SPENT: i64 = 95;

/// Everything rules may ask about one client.
pub(super) struct Facts<'s> {
    /// The currency of the client's own sums.
    pub(super) currency: Currency,
    /// The client as a whole.
    pub(super) client: Values,
    /// Platforms with campaigns.
    pub(super) platforms: Vec<(Platform, Values)>,
    rows: Vec<Row<'s>>,
    medians: Medians,
}

/// A campaign with its sums.
struct Row<'s> {
    campaign: &'s Campaign,
    sums: Windows,
    runs: bool,
}

impl<'s> Facts<'s> {
    pub(super) fn of(subject: &Subject<'s>) -> Self {
        let ends = Ends::of(subject);
        let rows: Vec<Row<'s>> = subject
            .campaigns
            .iter()
            .map(|campaign| {
                let end = ends.of_platform(campaign.platform).unwrap_or(subject.today);
                let sums = Windows::of(campaign, end);
                let runs = runs(campaign, &sums);
                Row {
                    campaign,
                    sums,
                    runs,
                }
            })
            .collect();
        // Sums of several currencies are no sum: the one of the profile, or of most of the money, speaks.
        let currency = subject
            .ads
            .map(|ads| ads.currency)
            .or_else(|| rows.first().map(|row| row.campaign.currency))
            .unwrap_or(Currency::RUB);
        let mut client = Values::default();
        known(subject, currency, &mut client);
        let mine: Vec<&Row<'_>> = rows
            .iter()
            .filter(|row| row.campaign.currency == currency)
            .collect();
        total(&mine, &mut client);
        counts(&rows.iter().collect::<Vec<_>>(), &mut client);
        since(ends.latest, subject.today, &mut client);
        let mut platforms: Vec<(Platform, Values)> = Vec::new();
        for platform in Platform::ALL.iter().copied() {
            let here = |row: &&Row<'_>| row.campaign.platform == platform;
            let all: Vec<&Row<'_>> = rows.iter().filter(here).collect();
            if all.is_empty() {
                continue;
            }
            let mut values = Values::default();
            known(subject, currency, &mut values);
            let money: Vec<&Row<'_>> = mine.iter().copied().filter(here).collect();
            total(&money, &mut values);
            counts(&all, &mut values);
            since(ends.of_platform(platform), subject.today, &mut values);
            place(platform, &mut values);
            beside(&client, &mut values);
            platforms.push((platform, values));
        }
        let running = platforms
            .iter()
            .filter(|(_, values)| values.get(Var::Running) > 0.0)
            .count();
        if !rows.is_empty() {
            client.set(Var::Platforms, count(running));
        }
        let medians = Medians::of(&rows);
        Self {
            currency,
            client,
            platforms,
            rows,
            medians,
        }
    }

    /// The campaigns with their values; `values` is made anew for each.
    pub(super) fn campaigns(
        &self,
        subject: &Subject<'s>,
        mut each: impl FnMut(&'s Campaign, &Values),
    ) {
        let mut shared = Values::default();
        known(subject, self.currency, &mut shared);
        for row in &self.rows {
            let campaign = row.campaign;
            let own = campaign.currency == self.currency;
            let mut values = if own { shared } else { Values::default() };
            if !own {
                flags(subject, &mut values);
            }
            sums(&row.sums, &mut values);
            since(row.sums.end, subject.today, &mut values);
            place(campaign.platform, &mut values);
            setup(row, &mut values);
            if own {
                beside(&self.client, &mut values);
            }
            self.medians.put(campaign, &mut values);
            each(campaign, &values);
        }
    }
}

/// The last days of data.
struct Ends {
    latest: Option<Date>,
    by_platform: Vec<(Platform, Date)>,
}

impl Ends {
    fn of(subject: &Subject<'_>) -> Self {
        let mut by_platform: Vec<(Platform, Date)> = Vec::new();
        for campaign in subject.campaigns {
            let Some(end) = campaign.periods.iter().map(|p| p.to).max() else {
                continue;
            };
            match by_platform
                .iter_mut()
                .find(|(p, _)| *p == campaign.platform)
            {
                Some((_, latest)) => *latest = end.max(*latest),
                None => by_platform.push((campaign.platform, end)),
            }
        }
        let latest = by_platform.iter().map(|(_, end)| *end).max();
        Self {
            latest: latest.or_else(|| subject.ads.and_then(|ads| ads.data_until)),
            by_platform,
        }
    }

    fn of_platform(&self, platform: Platform) -> Option<Date> {
        let found = self.by_platform.iter().find(|(p, _)| *p == platform);
        found.map(|(_, end)| *end)
    }
}

fn runs(campaign: &Campaign, sums: &Windows) -> bool {
    match campaign.state {
        CampaignState::On => true,
        CampaignState::Unknown => match &sums.daily {
            Some(daily) => daily.week.impressions > 0 || !daily.week.tells_traffic(),
            None => sums.last.impressions > 0 || !sums.last.tells_traffic(),
        },
        _ => false,
    }
}

fn since(end: Option<Date>, today: Date, values: &mut Values) {
    if let Some(end) = end {
        values.set(Var::DaysSinceData, f64::from((today - end).get_days()));
    }
}

fn place(platform: Platform, values: &mut Values) {
    for (var, of) in [
        (Var::IsYandex, Platform::YandexDirect),
        (Var::IsGoogle, Platform::GoogleAds),
        (Var::IsMeta, Platform::MetaAds),
        (Var::IsVk, Platform::VkAds),
    ] {
        values.set(var, flag(platform == of));
    }
}

/// The client's own sums beside those of a part.
fn beside(client: &Values, values: &mut Values) {
    for (var, of) in [
        (Var::ClientSpend, Var::Spend),
        (Var::ClientClicks, Var::Clicks),
        (Var::ClientConversions, Var::Conversions),
        (Var::ClientCpa, Var::Cpa),
    ] {
        values.set(var, client.get(of));
    }
    for (var, of) in [
        (Var::SpendShare, Var::Spend),
        (Var::ConversionShare, Var::Conversions),
    ] {
        let share = over(values.get(of), client.get(of)) * 100.0;
        values.set(var, share);
    }
}

/// What does not depend on a currency.
fn flags(subject: &Subject<'_>, values: &mut Values) {
    if let Some(ads) = subject.ads {
        values.set(Var::AnalyticsLinked, tri(ads.analytics_linked));
        values.set(Var::GoalsSet, tri(ads.goals_set));
        values.set(Var::CallTracking, tri(ads.call_tracking));
    }
    let kpi = subject.brief.and_then(|brief| brief.kpi.as_ref());
    values.set(Var::KpiSet, flag(kpi.is_some()));
    if let Some(kpi) = kpi
        && kpi.metric == Metric::CostShare
        && kpi.target > 0
    {
        values.set(Var::KpiCostShare, money(kpi.target));
    }
}

/// What the profile and the brief say.
fn known(subject: &Subject<'_>, currency: Currency, values: &mut Values) {
    flags(subject, values);
    let Some(brief) = subject.brief else {
        return;
    };
    if let Some(kpi) = &brief.kpi
        && kpi.metric == Metric::Cpa
        && kpi.target > 0
    {
        values.set(Var::KpiCpa, money(kpi.target));
    }
    for (var, budget) in [
        (Var::BudgetNow, &brief.budget_now),
        (Var::BudgetCeiling, &brief.budget_ceiling),
    ] {
        // A sum of nothing is a sum nobody named.
        if let Some(budget) = budget
            && budget.amount.currency == currency
            && budget.amount.minor > 0
        {
            values.set(var, money(budget.amount.minor));
        }
    }
}

/// The set-up of a campaign.
fn setup(row: &Row<'_>, values: &mut Values) {
    let campaign = row.campaign;
    values.set(Var::Utm, tri(campaign.utm));
    values.set(Var::Runs, flag(row.runs));
    if let Some(ads) = campaign.rejected_ads {
        values.set(Var::RejectedAds, f64::from(ads));
    }
    if campaign.state != CampaignState::Unknown {
        for (var, state) in [
            (Var::IsOn, CampaignState::On),
            (Var::IsPaused, CampaignState::Paused),
            (Var::IsEnded, CampaignState::Ended),
            (Var::IsRejected, CampaignState::Rejected),
            (Var::IsModeration, CampaignState::Moderation),
            (Var::IsNoFunds, CampaignState::NoFunds),
        ] {
            values.set(var, flag(campaign.state == state));
        }
    }
    if campaign.kind != CampaignType::Unknown {
        for (var, kind) in [
            (Var::IsSearch, CampaignType::Search),
            (Var::IsBrand, CampaignType::Brand),
            (Var::IsDisplay, CampaignType::Display),
            (Var::IsRemarketing, CampaignType::Remarketing),
            (Var::IsShopping, CampaignType::Shopping),
            (Var::IsVideo, CampaignType::Video),
            (Var::IsSmart, CampaignType::Smart),
            (Var::IsApp, CampaignType::App),
            (Var::IsSocial, CampaignType::Social),
        ] {
            values.set(var, flag(campaign.kind == kind));
        }
    }
    if let Some(daily) = &row.sums.daily
        && row.sums.last.tells_traffic()
    {
        values.set(Var::ActiveDays, f64::from(daily.active));
    }
    let Some(budget) = campaign.daily_budget.filter(|budget| *budget > 0) else {
        return;
    };
    values.set(Var::DailyBudget, money(budget));
    let Some(daily) = &row.sums.daily else {
        return;
    };
    let week = daily.days.iter().take(7).map(|day| day.cost).sum::<i64>();
    values.set(Var::BudgetUse, over(real(week), real(budget) * 7.0) * 100.0);
    let fortnight = daily.days.iter().take(USUAL);
    let spent = fortnight
        .filter(|day| day.cost.saturating_mul(100) >= budget.saturating_mul(SPENT))
        .count();
    values.set(Var::BudgetDays, over(count(spent), count(USUAL)) * 100.0);
}
