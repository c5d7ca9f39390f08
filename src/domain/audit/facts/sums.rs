//! Sums of a campaign, of many, and how many of what there are, as variables.

use super::Row;
use super::numbers::{count, median, money, over, real, whole};
use crate::domain::audit::windows::{Daily, LONG, USUAL, Windows};
use crate::domain::audit::{Values, Var};
use crate::domain::{CampaignType, Figures, Known};

/// The variables of one window, in one order: spend, clicks, impressions, conversions, CTR, CPC, CPA, CR.
type Window = [Var; 8];

const LAST: Window = [
    Var::Spend,
    Var::Clicks,
    Var::Impressions,
    Var::Conversions,
    Var::Ctr,
    Var::Cpc,
    Var::Cpa,
    Var::Cr,
];
const PREV: Window = [
    Var::PrevSpend,
    Var::PrevClicks,
    Var::PrevImpressions,
    Var::PrevConversions,
    Var::PrevCtr,
    Var::PrevCpc,
    Var::PrevCpa,
    Var::PrevCr,
];
const WEEK: Window = [
    Var::WeekSpend,
    Var::WeekClicks,
    Var::WeekImpressions,
    Var::WeekConversions,
    Var::WeekCtr,
    Var::WeekCpc,
    Var::WeekCpa,
    Var::WeekCr,
];
const PREV_WEEK: Window = [
    Var::PrevWeekSpend,
    Var::PrevWeekClicks,
    Var::PrevWeekImpressions,
    Var::PrevWeekConversions,
    Var::PrevWeekCtr,
    Var::PrevWeekCpc,
    Var::PrevWeekCpa,
    Var::PrevWeekCr,
];

fn window(vars: &Window, figures: &Figures, values: &mut Values) {
    let (spend, clicks) = (money(figures.cost), whole(figures.clicks));
    let shown = whole(figures.impressions);
    let conversions = figures.conversions.map_or(f64::NAN, |n| real(n) / 1000.0);
    // Money without traffic comes of a report without its columns: not told is not zero.
    let told = figures.tells_traffic();
    let told = |value: f64| if told { value } else { f64::NAN };
    let all = [
        spend,
        told(clicks),
        told(shown),
        conversions,
        over(clicks, shown) * 100.0,
        over(spend, clicks),
        over(spend, conversions),
        over(conversions, clicks) * 100.0,
    ];
    for (var, value) in vars.iter().zip(all) {
        values.set(*var, value);
    }
}

/// What the sums of a subject say.
pub(super) fn sums(of: &Windows, values: &mut Values) {
    let Some(first) = of.first else {
        return;
    };
    window(&LAST, &of.last, values);
    if let Some(revenue) = of.last.revenue {
        values.set(Var::Revenue, money(revenue));
        let share = over(money(of.last.cost), money(revenue)) * 100.0;
        values.set(Var::CostShare, share);
    }
    values.set(Var::Days, f64::from(of.days));
    if let Some(prev) = &of.prev {
        window(&PREV, prev, values);
    }
    let Some(end) = of.end else {
        return;
    };
    let history = (end - first).get_days() + 1;
    values.set(Var::HistoryDays, f64::from(history));
    let Some(daily) = &of.daily else {
        return;
    };
    window(&WEEK, &daily.week, values);
    if let Some(before) = &daily.prev_week {
        window(&PREV_WEEK, before, values);
    }
    if !of.last.tells_traffic() || !daily.week.tells_traffic() {
        values.set(Var::DaysIdle, f64::NAN);
    } else if let Some(shown) = daily.shown {
        values.set(Var::DaysIdle, f64::from((end - shown).get_days()));
    }
    if usize::try_from(history).is_ok_and(|days| days > USUAL) {
        spikes(daily, values);
    }
}

/// The last day against the median of the days before.
fn spikes(daily: &Daily, values: &mut Values) {
    let [last, before @ ..] = &daily.days;
    let usual = |of: fn(&Figures) -> f64| {
        let mut days: Vec<f64> = before.iter().map(of).collect();
        median(&mut days)
    };
    let clicks = |day: &Figures| match day.tells_traffic() {
        true => whole(day.clicks),
        false => f64::NAN,
    };
    let spend = |day: &Figures| money(day.cost);
    for (day, common, spike, of) in [
        (
            Var::DayClicks,
            Var::UsualClicks,
            Var::ClickSpike,
            clicks as fn(&Figures) -> f64,
        ),
        (Var::DaySpend, Var::UsualSpend, Var::SpendSpike, spend),
    ] {
        let usual = usual(of);
        values.set(day, of(last));
        values.set(common, usual);
        values.set(spike, over(of(last), usual));
    }
}

/// When the reports of some campaigns have money and no traffic, traffic of all is not told either, and a click
/// is priced by the others alone.
fn untold(rows: &[&Row<'_>], values: &mut Values) {
    let windows = |of: &dyn Fn(&Windows) -> Option<Figures>| {
        let told = |row: &&&Row<'_>| of(&row.sums).is_none_or(|f| f.tells_traffic());
        !rows.iter().all(|row| told(&row))
    };
    let sets: [(&Window, bool); 4] = [
        (&LAST, windows(&|w| Some(w.last))),
        (&PREV, windows(&|w| w.prev)),
        (&WEEK, windows(&|w| w.daily.map(|d| d.week))),
        (&PREV_WEEK, windows(&|w| w.daily.and_then(|d| d.prev_week))),
    ];
    for (vars, _) in sets.iter().filter(|(_, untold)| *untold) {
        let [_, clicks, shown, _, ctr, cpc, _, cr] = **vars;
        for var in [clicks, shown, ctr, cpc, cr] {
            values.set(var, f64::NAN);
        }
    }
    if sets.iter().any(|(_, untold)| *untold) {
        for var in [
            Var::DayClicks,
            Var::UsualClicks,
            Var::ClickSpike,
            Var::DaysIdle,
        ] {
            values.set(var, f64::NAN);
        }
    }
    let told = |sum: Figures, row: &&Row<'_>| sum.plus(row.sums.last.of_traffic());
    let told = rows.iter().fold(Figures::default(), told);
    if told.clicks > 0 {
        values.set(Var::Cpc, over(money(told.cost), whole(told.clicks)));
        values.set(
            Var::Ctr,
            over(whole(told.clicks), whole(told.impressions)) * 100.0,
        );
    }
}

/// The sums of many campaigns as those of one.
pub(super) fn total(rows: &[&Row<'_>], values: &mut Values) {
    let mut all = Windows::default();
    let (mut by_day, mut prev) = (true, true);
    for row in rows {
        all.add(&row.sums);
        if row.sums.has_data() {
            by_day &= row.sums.daily.is_some();
            prev &= row.sums.prev.is_some();
        }
    }
    all.settle(by_day, prev);
    sums(&all, values);
    untold(rows, values);
    if by_day && all.days >= LONG {
        let pace = money(all.last.cost) * 30.0 / f64::from(all.days);
        values.set(Var::MonthPace, pace);
    }
    let spend = money(all.last.cost);
    let share = |of: f64| over(of, spend) * 100.0;
    let most = rows.iter().map(|row| row.sums.last.cost).max();
    values.set(Var::TopShare, share(money(most.unwrap_or(0))));
    let barren: i64 = rows
        .iter()
        .filter(|row| row.sums.last.conversions == Some(0))
        .fold(0, |sum, row| sum.saturating_add(row.sums.last.cost));
    if all.last.conversions.is_some() {
        values.set(Var::BarrenShare, share(money(barren)));
    }
    let of_type = |kind: CampaignType| {
        rows.iter()
            .filter(|row| row.campaign.kind == kind)
            .fold(Figures::default(), |sum, row| sum.plus(row.sums.last))
    };
    let cpa = |sum: &Figures| {
        let conversions = sum.conversions.map_or(f64::NAN, |n| real(n) / 1000.0);
        over(money(sum.cost), conversions)
    };
    let (search, display) = (
        of_type(CampaignType::Search),
        of_type(CampaignType::Display),
    );
    values.set(Var::SearchCpa, cpa(&search));
    values.set(Var::DisplayCpa, cpa(&display));
    values.set(Var::SearchShare, share(money(search.cost)));
    values.set(Var::DisplayShare, share(money(display.cost)));
    let brand = of_type(CampaignType::Brand);
    values.set(Var::BrandShare, share(money(brand.cost)));
}

/// How many campaigns of what there are, of any currency.
pub(super) fn counts(rows: &[&Row<'_>], values: &mut Values) {
    if rows.is_empty() {
        return;
    }
    let running = |kind: CampaignType| {
        count(
            rows.iter()
                .filter(|row| row.runs && row.campaign.kind == kind)
                .count(),
        )
    };
    values.set(Var::Campaigns, count(rows.len()));
    values.set(Var::Running, count(rows.iter().filter(|r| r.runs).count()));
    for (var, kind) in [
        (Var::SearchCampaigns, CampaignType::Search),
        (Var::BrandCampaigns, CampaignType::Brand),
        (Var::DisplayCampaigns, CampaignType::Display),
        (Var::RemarketingCampaigns, CampaignType::Remarketing),
        (Var::ShoppingCampaigns, CampaignType::Shopping),
        (Var::VideoCampaigns, CampaignType::Video),
        (Var::SmartCampaigns, CampaignType::Smart),
        (Var::UntypedCampaigns, CampaignType::Unknown),
    ] {
        values.set(var, running(kind));
    }
    let untagged = |row: &&&Row<'_>| row.runs && row.campaign.utm == Known::No;
    values.set(
        Var::UntaggedCampaigns,
        count(rows.iter().filter(untagged).count()),
    );
    let rejected: Vec<u32> = rows
        .iter()
        .filter_map(|r| r.campaign.rejected_ads)
        .collect();
    if !rejected.is_empty() {
        values.set(
            Var::RejectedAds,
            rejected.iter().copied().map(f64::from).sum(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Campaign, CampaignId, CampaignState, ClientId, Currency, Platform};

    #[test]
    fn the_dearest_campaigns_without_conversions_still_have_a_share() {
        let campaign = Campaign {
            id: CampaignId::from_bytes([1; 16]),
            client: ClientId::from_bytes([2; 16]),
            platform: Platform::Other,
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
            periods: Vec::new(),
            imported_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let row = Row {
            campaign: &campaign,
            sums: Windows {
                last: Figures {
                    cost: i64::MAX,
                    conversions: Some(0),
                    ..Figures::default()
                },
                ..Windows::default()
            },
            runs: true,
        };
        let mut values = Values::default();
        total(&[&row, &row], &mut values);
        assert!((values.get(Var::BarrenShare) - 100.0).abs() < 0.1);
    }
}
