//! Before and after by days, by months and by spend, as tables.

use super::*;
use crate::domain::{CampaignId, CampaignState, CampaignType, ClientId, Known, Period, Platform};
use jiff::Timestamp;
use jiff::civil::date;

const ON: Date = date(2026, 10, 10);
const TODAY: Date = date(2026, 12, 31);

fn campaign(periods: Vec<Period>) -> Campaign {
    Campaign {
        id: CampaignId::from_bytes([1; 16]),
        client: ClientId::from_bytes([2; 16]),
        platform: Platform::YandexDirect,
        account: String::new(),
        number: String::new(),
        name: "Поиск".to_owned(),
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

fn figures(cost: i64, clicks: u64, conversions: i64) -> Figures {
    Figures {
        impressions: clicks * 20,
        clicks,
        cost,
        conversions: Some(conversions * 1000),
        revenue: None,
    }
}

/// A day costs 100 roubles for 10 clicks; before `ON` they bring 1 conversion, from then on 2.
fn daily(from: Date, to: Date) -> Campaign {
    let mut day = from;
    let mut periods = Vec::new();
    while day <= to {
        let conversions = if day < ON { 1 } else { 2 };
        periods.push(Period {
            from: day,
            to: day,
            figures: figures(10_000, 10, conversions),
        });
        day = plus(day, 1);
    }
    campaign(periods)
}

fn known<'a>(campaigns: &'a [Campaign], spend: Option<&'a Spend>, today: Date) -> Data<'a> {
    Data {
        campaigns,
        currency: Currency::RUB,
        spend,
        today,
    }
}

#[test]
fn windows_of_equal_days_shrink_with_the_data() {
    for (from, to, today, days) in [
        (date(2026, 8, 1), date(2026, 12, 1), TODAY, Some(28)),
        // The data ends early, begins late, or is not over yet.
        (date(2026, 8, 1), date(2026, 10, 23), TODAY, Some(14)),
        (date(2026, 9, 30), date(2026, 12, 1), TODAY, Some(10)),
        (
            date(2026, 8, 1),
            date(2026, 12, 1),
            date(2026, 10, 17),
            Some(7),
        ),
        (
            date(2026, 8, 1),
            date(2026, 12, 1),
            date(2026, 10, 16),
            None,
        ),
        (date(2026, 10, 4), date(2026, 12, 1), TODAY, None),
    ] {
        let campaigns = [daily(from, to)];
        let m = measure(Metric::Cpa, ON, &known(&campaigns, None, today));
        let found = (m.source == Source::Campaigns).then_some(m.days);
        assert_eq!(found, days, "{from} {to} {today}");
        if let Some(days) = days {
            assert_eq!((m.from, m.to), (plus(ON, -days), plus(ON, days - 1)));
            assert_eq!((m.before, m.after), (Some(10_000), Some(5_000)));
            assert_eq!(change(m.before, m.after), Some(-5_000));
        } else if m.source == Source::Nothing {
            assert_eq!((m.before, m.after), (None, None));
        }
    }
}

#[test]
fn every_measure_in_hundredths() {
    let f = Figures {
        revenue: Some(1_000_000),
        ..figures(50_000, 40, 3)
    };
    for (metric, expected) in [
        (Metric::Cpa, Some(16_667)),
        (Metric::Conversions, Some(300)),
        (Metric::Clicks, Some(4_000)),
        (Metric::Ctr, Some(500)),
        (Metric::Cpc, Some(1_250)),
        (Metric::Spend, Some(50_000)),
        (Metric::CostShare, Some(500)),
        (Metric::Other, None),
    ] {
        assert_eq!(value(metric, &f), expected, "{metric:?}");
    }
    let silent = Figures::default();
    for metric in [
        Metric::Cpa,
        Metric::Conversions,
        Metric::Ctr,
        Metric::Cpc,
        Metric::CostShare,
    ] {
        assert_eq!(value(metric, &silent), None, "{metric:?}");
    }
    let free = Figures {
        conversions: Some(0),
        ..figures(100, 1, 0)
    };
    assert_eq!(
        value(Metric::Cpa, &free),
        None,
        "money without a conversion has no price"
    );
}

#[test]
fn months_are_compared_whole_and_never_split() {
    let month = |m: i32, cost| {
        let (from, to) = month_days(Month::new(2026, m)).unwrap();
        Period {
            from,
            to,
            figures: figures(cost, 100, 10),
        }
    };
    let campaigns = [campaign(vec![
        month(9, 90_000),
        month(10, 1),
        month(11, 45_000),
    ])];
    let m = measure(Metric::Cpa, ON, &known(&campaigns, None, TODAY));
    assert_eq!(m.source, Source::CampaignMonths);
    assert_eq!((m.before, m.after), (Some(9_000), Some(4_500)));
    assert_eq!((m.from, m.to), (date(2026, 9, 1), date(2026, 11, 30)));
    // November is not over.
    let m = measure(
        Metric::Cpa,
        ON,
        &known(&campaigns, None, date(2026, 11, 30)),
    );
    assert_eq!(m.source, Source::Nothing);
}

#[test]
fn a_day_told_by_two_reports_is_counted_once() {
    let whole = |from: Date, to: Date| Period {
        from,
        to,
        figures: figures(1_000_000, 1_000, 1_000),
    };
    let (august, december) = (date(2026, 8, 1), date(2026, 12, 1));
    let october = whole(date(2026, 10, 1), date(2026, 10, 31));
    let week = whole(date(2026, 10, 12), date(2026, 10, 18));
    let september = whole(date(2026, 9, 1), date(2026, 9, 30));
    let to_november = date(2026, 11, 30);
    for (name, longer, from, to, source, days, spend) in [
        // The days tell of all that the month reaches over.
        (
            "a month and days",
            october,
            august,
            december,
            Source::Campaigns,
            28,
            Some((280_000, 280_000)),
        ),
        (
            "a week and days",
            week,
            august,
            december,
            Source::Campaigns,
            28,
            Some((280_000, 280_000)),
        ),
        (
            "the month before, and its days",
            september,
            date(2026, 9, 1),
            to_november,
            Source::Campaigns,
            28,
            Some((280_000, 280_000)),
        ),
        // Days the month alone tells of are in the window: months are compared, one of them whole.
        (
            "a month, then days",
            september,
            date(2026, 10, 1),
            to_november,
            Source::CampaignMonths,
            0,
            Some((1_000_000, 300_000)),
        ),
        // Nothing is known between the week long ago and the days.
        (
            "a gap before the days",
            whole(date(2026, 7, 6), date(2026, 7, 12)),
            date(2026, 10, 1),
            to_november,
            Source::Campaigns,
            9,
            Some((90_000, 90_000)),
        ),
        (
            "a gap, then a month in part",
            september,
            date(2026, 11, 20),
            to_november,
            Source::Nothing,
            28,
            None,
        ),
    ] {
        let mut both = daily(from, to);
        both.periods.push(longer);
        both.periods.sort_by_key(|p| p.from);
        let campaigns = [both];
        let m = measure(Metric::Spend, ON, &known(&campaigns, None, TODAY));
        assert_eq!((m.source, m.days), (source, days), "{name}");
        assert_eq!(m.before.zip(m.after), spend, "{name}");
    }
}

#[test]
fn monthly_spend_stands_in_for_spend_alone() {
    let mut spend = Spend::empty(ClientId::from_bytes([2; 16]), Currency::RUB);
    spend.set(Month::new(2026, 9), 100_000);
    spend.set(Month::new(2026, 11), 120_000);
    let m = measure(Metric::Spend, ON, &known(&[], Some(&spend), TODAY));
    assert_eq!(m.source, Source::MonthlySpend);
    assert_eq!(change(m.before, m.after), Some(2_000));
    let m = measure(Metric::Cpa, ON, &known(&[], Some(&spend), TODAY));
    assert_eq!((m.source, m.before), (Source::Nothing, None));
}

#[test]
fn figures_in_another_currency_are_left_out() {
    let mut foreign = daily(date(2026, 8, 1), date(2026, 12, 1));
    foreign.currency = "USD".parse().unwrap();
    let campaigns = [daily(date(2026, 8, 1), date(2026, 12, 1)), foreign];
    let m = measure(Metric::Spend, ON, &known(&campaigns, None, TODAY));
    assert_eq!(m.before, Some(28 * 10_000));
}

#[test]
fn a_promise_is_held_within_its_range_either_way_round() {
    let down = Effect {
        metric: Metric::Cpa,
        low: -1_000,
        high: -2_000,
    };
    for (change, held) in [
        (-999, false),
        (-1_000, true),
        (-1_400, true),
        (-2_001, false),
    ] {
        assert_eq!(down.holds(change), held, "{change}");
    }
    assert_eq!(change(Some(0), Some(5)), None);
    assert_eq!(change(Some(100), None), None);
}
