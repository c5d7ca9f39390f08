//! Reports of every layout, with the traps of each.

use std::path::Path;

use serde_json::json;

use crate::domain::import::{CampaignPatch, Skip};
use crate::domain::{CampaignState, CampaignType, Known, Platform};
use crate::jobs::import::{ImportError, ImportKind, Parsed, parse};
use crate::jobs::progress::Progress;

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import");
    std::fs::read(Path::new(folder).join(name)).unwrap()
}

fn read(name: &str) -> Parsed {
    parse(name, &bytes(name), None, &Progress::new()).unwrap_or_else(|e| panic!("{name}: {e:?}"))
}

fn text(text: &str) -> Parsed {
    parse("x", text.as_bytes(), None, &Progress::new()).unwrap_or_else(|e| panic!("{e:?}: {text}"))
}

fn patches(parsed: &Parsed) -> Vec<&CampaignPatch> {
    let found = parsed
        .candidates
        .iter()
        .filter_map(|c| c.campaign.as_deref());
    found.collect()
}

/// Periods as `from..to impressions/clicks/cost/conversions`.
fn periods(patch: &CampaignPatch) -> Vec<String> {
    let day = |d: jiff::civil::Date| d.strftime("%m-%d").to_string();
    (patch.periods.iter())
        .map(|p| {
            let f = p.figures;
            let conversions = f.conversions.map_or("-".to_owned(), |c| c.to_string());
            let sums = format!("{}/{}/{}/{conversions}", f.impressions, f.clicks, f.cost);
            format!("{}..{} {sums}", day(p.from), day(p.to))
        })
        .collect()
}

fn problems(parsed: &Parsed) -> Vec<String> {
    let tell = |p: &crate::jobs::import::Problem| format!("{} {} {}", p.line, p.column, p.key());
    parsed.problems.iter().map(tell).collect()
}

fn facts(parsed: &Parsed, expected: &[(&str, serde_json::Value)]) {
    for (name, value) in expected {
        assert_eq!(&parsed.facts[*name], value, "{name}");
    }
}

#[test]
fn direct_api() {
    let parsed = read("direct_api.tsv");
    assert_eq!(parsed.kind, ImportKind::DirectApi);
    facts(
        &parsed,
        &[
            ("cost_sum", json!("1950.00")),
            ("impressions", json!("10520")),
            ("clicks", json!("140")),
            ("conversions", json!("3")),
            ("undefined_cells", json!(3)),
            ("campaigns", json!(2)),
            ("footer", json!("Total rows: 4")),
            ("footer_count_matches", json!(true)),
            ("date_min", json!("2026-09-01")),
            ("date_max", json!("2026-09-02")),
        ],
    );
    assert_eq!(problems(&parsed), [""; 0]);
    let [brand, other] = patches(&parsed)[..] else {
        panic!()
    };
    // Nothing is quoted: the quote belongs to the name. Devices of a day are summed.
    assert_eq!(
        (brand.name.as_str(), brand.number.as_str()),
        ("\"Север\" бренд", "101")
    );
    assert_eq!(brand.account, "sever");
    assert_eq!(
        periods(brand),
        ["09-01..09-01 1500/50/150000/3000", "09-02..09-02 20/0/0/-"]
    );
    assert_eq!(periods(other), ["09-02..09-02 9000/90/45000/0"]);
    assert_eq!(parsed.candidates[0].rows, 3);
}

#[test]
fn direct_screens() {
    let one = read("direct_ui_cp1251.csv");
    assert_eq!((one.kind, one.encoding), (ImportKind::DirectUi, "cp1251"));
    facts(
        &one,
        &[
            ("header_line", json!(6)),
            ("campaign", json!("Двери \"Люкс\"")),
            ("campaign_id", json!("7001")),
            ("cost_sum", json!("903.30")),
            ("currency", json!("RUB")),
            ("dash_cells", json!(9)),
            ("date_max", json!("2026-09-03")),
        ],
    );
    let patch = patches(&one)[0];
    // A day of dashes has no figures, which is not a day of zeros.
    assert_eq!(
        periods(patch),
        [
            "09-01..09-01 2000/20/60020/2000",
            "09-02..09-02 1000/10/30310/-"
        ]
    );
    assert_eq!(
        (patch.vat, patch.platform),
        (Some(true), Platform::YandexDirect)
    );

    let all = read("direct_ui_wizard.csv");
    assert_eq!(all.facts["total_rows"], 1);
    assert_eq!(all.facts["cost_sum"], "390.10");
    let [search, network] = patches(&all)[..] else {
        panic!()
    };
    assert_eq!(search.state, Some(CampaignState::On));
    assert_eq!(
        (search.daily_budget, search.rejected_ads),
        (Some(150_000), Some(2))
    );
    // What moderation says outweighs the switch.
    assert_eq!(network.state, Some(CampaignState::Rejected));
    assert_eq!(network.daily_budget, None);
}

#[test]
fn google_ads_in_russian_and_german() {
    let ru = read("google_ru_utf16.csv");
    assert_eq!((ru.kind, ru.encoding), (ImportKind::GoogleAds, "utf-16le"));
    assert_eq!(ru.delimiter, "\\t");
    facts(
        &ru,
        &[
            ("cost_sum", json!("130.00")),
            ("impressions", json!("1300")),
            ("conversions", json!("2.00")),
            ("total_rows", json!(1)),
            ("undefined_cells", json!(2)),
        ],
    );
    assert_eq!(patches(&ru)[0].state, Some(CampaignState::On));

    let de = read("google_de.csv");
    facts(
        &de,
        &[
            ("cost_sum", json!("1236.56")),
            ("impressions", json!("11400")),
            ("conversions", json!("4.50")),
            ("currency", json!("EUR")),
            ("period_from", json!("2026-09-01")),
            ("period_to", json!("2026-09-30")),
        ],
    );
    assert!(de.facts.get("date_min").is_none(), "a period is no day");
    let [doors, windows] = patches(&de)[..] else {
        panic!()
    };
    assert_eq!(periods(doors), ["09-01..09-30 10500/100/123456/4500"]);
    assert_eq!(periods(windows), ["09-01..09-30 900/3/200/-"]);
    assert_eq!(windows.kind, Some(CampaignType::Display));
    assert_eq!(windows.state, Some(CampaignState::Paused));
}

#[test]
fn meta_ads() {
    let parsed = read("meta_en.csv");
    assert_eq!((parsed.kind, parsed.rows), (ImportKind::MetaAds, 2));
    facts(
        &parsed,
        &[
            ("cost_sum", json!("1250.25")),
            ("currency", json!("USD")),
            ("clicks", json!("1000")),
            ("results", json!("60031")),
            ("reach_not_summable", json!(true)),
            ("total_rows", json!(1)),
        ],
    );
    let [leads, warm] = patches(&parsed)[..] else {
        panic!()
    };
    assert_eq!(periods(leads), ["09-01..09-30 120000/900/105025/31000"]);
    // People reached are no conversions.
    assert_eq!(periods(warm), ["09-01..09-30 80000/100/20000/-"]);
}

/// A report of Direct's API around some rows.
fn api(rows: &str) -> String {
    format!(
        "\"R (2026-09-01 - 2026-09-30)\"\nDate\tCampaignId\tCampaignName\tClicks\tCost\tImpressions\n{rows}"
    )
}

#[test]
fn millionths_are_told_from_money() {
    for (name, rows, cost, told) in [
        (
            "millionths",
            "2026-09-01\t1\tA\t10\t250000000\t100\n",
            "250.00",
            vec!["2 Cost import-micros"],
        ),
        (
            "whole roubles",
            "2026-09-01\t1\tA\t10\t250\t100\n",
            "250.00",
            vec!["2 Cost import-not-micros"],
        ),
        (
            "decimals",
            "2026-09-01\t1\tA\t10\t250.00\t100\n",
            "250.00",
            vec![],
        ),
    ] {
        let parsed = text(&api(rows));
        assert_eq!(parsed.facts["cost_sum"], cost, "{name}");
        assert_eq!(problems(&parsed), told, "{name}");
        assert!(!parsed.problems.iter().any(|p| p.spoils()), "{name}");
    }
}

#[test]
fn days_and_periods_that_cannot_be() {
    let parsed = text(&api(
        "2026-08-31\t1\tA\t1\t5.00\t1\n2026-09-31\t1\tA\t1\t5.00\t1\n2026-09-02\t1\tA\t1\t5.00\t1\nTotal rows: 5\n",
    ));
    assert_eq!(
        problems(&parsed),
        [
            "3 Date import-outside-period",
            "4 Date import-bad-date",
            "6  import-row-count"
        ]
    );
    assert_eq!(parsed.facts["cost_sum"], "5.00");
    assert_eq!(parsed.candidates[0].skip, Some(Skip::BadValue));

    // The period is impossible, but every row has its day.
    let turned = text(
        "Отчёт, период 30.09.2026 - 01.09.2026\nДата;Кампания;Показы;Клики;Расход (руб.)\n02.09.2026;А;1;1;5,00\n",
    );
    assert_eq!(problems(&turned), ["1  import-bad-period"]);
    assert_eq!(turned.facts["cost_sum"], "5.00");

    let meta = text(
        "Reporting starts,Reporting ends,Campaign name,Amount spent (USD),Impressions\n2026-09-30,2026-09-01,A,5.00,1\n2026-09-01,2026-09-01,B,7.00,1\n",
    );
    assert_eq!(problems(&meta), ["2 Reporting ends import-bad-period"]);
    assert_eq!(meta.facts["cost_sum"], "7.00");
}

#[test]
fn a_report_of_no_time_is_refused() {
    let refuse = |text: &str| parse("x", text.as_bytes(), None, &Progress::new()).unwrap_err();
    let table = "Campaign,Cost,Impr.,Clicks\nA,5.00,10,1\n";
    assert_eq!(refuse(table), ImportError::NoPeriod);
    assert_eq!(
        refuse(&format!("Campaign report\nAll time\n{table}")),
        ImportError::NoPeriod
    );
    let turned = refuse(&format!(
        "Campaign report\n\"September 30, 2026 - September 1, 2026\"\n{table}"
    ));
    let found = "2026-09-30 – 2026-09-01".to_owned();
    assert_eq!(turned, ImportError::BadPeriod { line: 2, found });
    // And nobody to say whose the figures are.
    let nameless =
        "период 01.09.2026 - 02.09.2026\nДата;Показы;Клики;Расход (руб.)\n01.09.2026;1;1;5,00\n";
    let lacks = parse(
        "x",
        nameless.as_bytes(),
        Some(ImportKind::DirectUi),
        &Progress::new(),
    );
    assert_eq!(
        lacks.unwrap_err(),
        ImportError::MissingColumns {
            kind: ImportKind::DirectUi,
            columns: vec!["Кампания".to_owned()]
        }
    );
}

#[test]
fn months_weeks_and_segments() {
    let by_month = text(
        "Campaign report\n\"August 15, 2026 - September 20, 2026\"\nMonth,Campaign,Cost,Impr.,Clicks\n2026-08-01,A,5.00,1,1\n2026-09-01,A,7.00,1,1\n2026-09-01,A,1.00,1,1\n",
    );
    // Months at the edge are cut to the report, segments of one are summed.
    assert_eq!(
        periods(patches(&by_month)[0]),
        ["08-15..08-31 1/1/500/-", "09-01..09-20 2/2/800/-"]
    );
    let by_week = text(
        "Week\tCampaignName\tImpressions\tClicks\tCost\n2026-09-07\tA\t1\t1\t5.00\n2026-09-14\tA\t1\t1\t5.00\n",
    );
    assert_eq!(
        periods(patches(&by_week)[0]),
        ["09-07..09-13 1/1/500/-", "09-14..09-20 1/1/500/-"]
    );
}

#[test]
fn traps_of_columns_and_cells() {
    // A price of one thing is no spend, whatever stands first.
    let prices = text(
        "Day,Campaign,Avg. cost,Cost / conv.,Cost,Impr.,Clicks\n2026-09-01,A,9.00,99.00,18.00,100,2\n",
    );
    assert_eq!(prices.facts["cost_sum"], "18.00");
    // `1,234` of money is settled by the counts beside it: there the comma parts thousands.
    let thousands = text("Day,Campaign,Cost,Impr.,Clicks\n2026-09-01,A,\"1,234\",\"10,500\",2\n");
    assert_eq!(thousands.facts["cost_sum"], "1234.00");
    // Goals of the first model add up; those of the second are the same visits again.
    let goals = text(
        "Date\tCampaignId\tClicks\tCost\tConversions_11_LSC\tConversions_12_LSC\tConversions_11_FC\n2026-09-01\t1\t9\t5.00\t2\t--\t7\n2026-09-02\t1\t9\t5.00\t1\t4\t7\n",
    );
    assert_eq!(goals.facts["conversions"], "7");
    assert_eq!(periods(patches(&goals)[0])[0], "09-01..09-01 0/9/500/2000");
    // Two currencies have no sum, and are two candidates.
    let money = text(
        "Day,Campaign,Currency code,Cost,Clicks\n2026-09-01,A,USD,5.00,1\n2026-09-01,B,EUR,7.00,1\n2026-09-01,C,euro?,7.00,1\n",
    );
    assert_eq!(
        money.facts["cost_by_currency"],
        json!({"USD": "5.00", "EUR": "7.00"})
    );
    assert_eq!(problems(&money), ["4 Currency code import-bad-currency"]);
    // Wrong cells leave their row out and are named.
    let bad = text(
        "Day,Campaign,Cost,Impr.,Clicks\n2026-09-01,A,много,1,1\n2026-09-01,A,5.00,1.5,1\n2026-09-01,,5.00,1,1\n2026-09-01,A,5.00,1,1,1\n2026-09-01,A,6.00,1,1\n",
    );
    assert_eq!(
        problems(&bad),
        [
            "2 Cost import-bad-number",
            "3 Impr. import-bad-number",
            "4 Campaign import-no-campaign",
            "5  import-ragged"
        ]
    );
    assert_eq!((bad.rows, &bad.facts["cost_sum"]), (5, &json!("6.00")));
    let utm = text(
        "Day,Campaign,Cost,Clicks,Final URL suffix\n2026-09-01,A,5.00,1,utm_source=g\n2026-09-01,B,5.00,1,--\n",
    );
    let marks: Vec<Known> = patches(&utm).iter().map(|p| p.utm).collect();
    assert_eq!(marks, [Known::Yes, Known::Unknown]);
}

#[test]
fn tables_of_clients_are_no_reports() {
    for (table, kind) in [
        (
            "client,month,cost,clicks,campaign\nАльфа,2026-09,5.00,1,A\n",
            ImportKind::Spend,
        ),
        ("name,tier\nАльфа,A\n", ImportKind::Clients),
    ] {
        assert_eq!(text(table).kind, kind, "{table}");
    }
    let forced = parse(
        "x",
        b"name,tier\nA,B\n",
        Some(ImportKind::GoogleAds),
        &Progress::new(),
    );
    assert!(matches!(forced, Err(ImportError::MissingColumns { .. })));
}
