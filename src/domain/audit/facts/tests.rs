//! Currencies that never add up, and reports without traffic.

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::domain::{
    AdProfile, CampaignId, CampaignTable, ClientId, Currency, Figures, Known, Period,
};

const CLIENT: ClientId = ClientId(uuid::Uuid::from_u128(1));

/// A campaign with a month of days, each of this cost in whole units, clicks and one conversion.
fn campaign(number: u128, platform: Platform, code: &str, cost: i64, clicks: u64) -> Campaign {
    let figures = Figures {
        impressions: clicks * 10,
        clicks,
        cost: cost * 100,
        conversions: Some(1000),
        ..Figures::default()
    };
    let day = |day| Period {
        from: date(2026, 11, day),
        to: date(2026, 11, day),
        figures,
    };
    Campaign {
        id: CampaignId(uuid::Uuid::from_u128(number)),
        client: CLIENT,
        platform,
        account: String::new(),
        number: number.to_string(),
        name: String::new(),
        kind: CampaignType::Search,
        state: CampaignState::On,
        currency: code.parse().unwrap(),
        vat: None,
        daily_budget: None,
        rejected_ads: None,
        utm: Known::Unknown,
        periods: (1..=28).map(day).collect(),
        imported_at: Timestamp::UNIX_EPOCH,
    }
}

fn profile(campaigns: &[Campaign]) -> AdProfile {
    let mut ads = AdProfile::empty(CLIENT, Timestamp::UNIX_EPOCH);
    ads.refresh(campaigns);
    ads
}

fn facts(campaigns: &[Campaign], ads: &AdProfile, check: impl FnOnce(&Facts<'_>, &Subject<'_>)) {
    let subject = Subject {
        client: CLIENT,
        ads: Some(ads),
        campaigns,
        brief: None,
        problems: &[],
        recommendations: &[],
        today: date(2026, 11, 29),
    };
    check(&Facts::of(&subject), &subject);
}

fn is(values: &Values, var: Var, expected: f64) {
    let found = values.get(var);
    assert!((found - expected).abs() < 0.01, "{var:?}: {found}");
}

#[test]
fn campaigns_of_another_currency_stay_out_of_sums_and_medians() {
    let campaigns = [
        campaign(1, Platform::GoogleAds, "CAD", 10, 5),
        campaign(2, Platform::YandexDirect, "RUB", 100, 10),
        campaign(3, Platform::YandexDirect, "RUB", 300, 10),
    ];
    let ads = profile(&campaigns);
    assert_eq!(ads.currency, Currency::RUB);
    assert_eq!(ads.digest.last.cost, 400 * 28 * 100);
    facts(&campaigns, &ads, |facts, subject| {
        is(&facts.client, Var::Spend, 400.0 * 28.0);
        is(&facts.client, Var::Cpa, 200.0);
        is(&facts.client, Var::Campaigns, 3.0);
        let google = facts
            .platforms
            .iter()
            .find(|(p, _)| *p == Platform::GoogleAds);
        assert!(google.unwrap().1.get(Var::Spend).is_nan());
        facts.campaigns(subject, |campaign, values| {
            if campaign.currency == Currency::RUB {
                is(values, Var::MedianCpa, 200.0);
                is(values, Var::ClientSpend, 400.0 * 28.0);
            } else {
                is(values, Var::Spend, 10.0 * 28.0);
                is(values, Var::MedianCpa, 10.0);
                assert!(values.get(Var::ClientSpend).is_nan());
                assert!(values.get(Var::SpendShare).is_nan());
            }
        });
    });
}

#[test]
fn a_report_without_clicks_tells_of_no_traffic_rather_than_of_none() {
    let campaigns = [
        campaign(1, Platform::YandexDirect, "RUB", 100, 10),
        campaign(2, Platform::YandexDirect, "RUB", 300, 0),
    ];
    let ads = profile(&campaigns);
    facts(&campaigns, &ads, |facts, subject| {
        // A click is priced by the campaign that tells of clicks.
        is(&facts.client, Var::Cpc, 10.0);
        is(&facts.client, Var::Ctr, 10.0);
        is(&facts.client, Var::Running, 2.0);
        let silent = [Var::Clicks, Var::Impressions, Var::WeekClicks, Var::Cr];
        for var in silent {
            assert!(facts.client.get(var).is_nan(), "{var:?}");
        }
        facts.campaigns(subject, |campaign, values| {
            let untold = campaign.number == "2";
            for var in silent.into_iter().chain([Var::DayClicks, Var::DaysIdle]) {
                assert_eq!(values.get(var).is_nan(), untold, "{var:?}");
            }
        });
    });
    let table = CampaignTable::of(&campaigns, Some(&ads), crate::domain::CampaignOrder::Worst);
    let (told, _) = table.told(&campaigns);
    assert_eq!((told.cpc(), told.clicks), (Some(1000), 280));
    assert_eq!(table.groups[0].told, told);
    assert!(!table.rows[1].last.tells_traffic());
}
