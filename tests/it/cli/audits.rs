//! `planerka audit` as a script sees it.

use serde_json::Value;

use super::Place;

const OWN: &str = r#"
[[rule]]
id = "many-clicks"
scope = "client"
severity = "critical"
kind = "growth"
when = "clicks > 0"
measure = "clicks"
title = { ru = "Есть клики", en = "There are clicks" }
evidence = { ru = "Кликов: {clicks}", en = "Clicks: {clicks}" }
why = { ru = "зачем", en = "why" }
if_done = { ru = "да", en = "yes" }
if_not = { ru = "нет", en = "no" }
how_simple = { ru = "просто", en = "simply" }
how_expert = { ru = "точно", en = "exactly" }
"#;

fn own_rules(place: &Place, text: &str) {
    let dir = place.path(".config/planerka/rules");
    std::fs::create_dir_all(&dir).expect("a directory");
    std::fs::write(dir.join("my.toml"), text).expect("a file");
}

#[test]
fn a_portfolio_is_audited_with_own_rules_among_the_shipped() {
    let place = Place::new();
    own_rules(&place, OWN);
    let data = super::text(&place.data());
    place
        .run(&["demo", "--clients", "40", "--data", &data, "--no-open"])
        .done();
    let all = place.run(&["audit", "--all", "--format", "json"]).json();
    let count = |rule: &str| all["rules"][rule]["hits"].as_u64().expect("a count");
    assert!(count("many-clicks") > 10);
    let fired = all["rules"].as_object().expect("rules").values();
    assert!(fired.filter(|rule| rule["hits"].as_u64() > Some(0)).count() > 15);
    let clients = all["clients"].as_array().expect("clients");
    let hits = |client: &Value| client["hits"].as_array().expect("hits").clone();
    let told: usize = clients.iter().map(|client| hits(client).len()).sum();
    let counted: u64 = all["rules"]
        .as_object()
        .expect("rules")
        .values()
        .filter_map(|rule| rule["hits"].as_u64())
        .sum();
    assert_eq!(u64::try_from(told).expect("a count"), counted);
    // One of them by itself says the same.
    let client = clients
        .iter()
        .find(|client| hits(client).iter().any(|hit| hit["campaign"].is_object()))
        .expect("a client with a campaign's hit");
    let id = client["client"]["id"].as_str().expect("an id");
    let one = place.run(&["audit", id, "--json"]).json();
    assert_eq!(&one["clients"][0], client);
    for hit in hits(client) {
        assert_eq!(hit["state"], "new");
        assert!(
            hit["evidence"]
                .as_str()
                .is_some_and(|text| !text.contains('{'))
        );
    }
    let text = place.run(&["audit", id]);
    assert!(text.done().contains("[many-clicks]"), "{}", text.out);
    assert!(text.out.contains("Growth points"), "{}", text.out);
}

#[test]
fn errors_of_rules_are_told_and_the_audit_goes_on() {
    let place = Place::new();
    let client = place.client("Мастерская у реки");
    assert_eq!(place.run(&["audit", "--check"]).done(), "");
    own_rules(&place, &OWN.replace("clicks > 0", "klicks > 0"));
    let checked = place.run(&["audit", "--check"]);
    assert_eq!(checked.code, 4);
    for part in ["my.toml, line 7", "many-clicks", "klicks"] {
        assert!(checked.err.contains(part), "{part}: {}", checked.err);
    }
    let error = place.run(&["audit", "--check", "--json"]).error();
    assert_eq!(error["kind"], "bad-input");
    assert_eq!(error["line"], 7);
    let audited = place.run(&["audit", &client]);
    assert!(audited.done().contains("No campaigns are loaded"));
    assert!(audited.err.contains("many-clicks"), "{}", audited.err);
    assert_eq!(place.run(&["audit"]).code, 2);
    assert_eq!(place.run(&["audit", "nobody"]).code, 3);
}

#[test]
fn the_variables_of_rules_are_listed() {
    let place = Place::new();
    let listed = place.run(&["audit", "--variables", "--json"]).json();
    let all = listed["variables"].as_array().expect("variables");
    let cpa = all
        .iter()
        .find(|var| var["name"] == "kpi_cpa")
        .expect("kpi_cpa");
    assert_eq!(cpa["unit"], "money");
    assert!(place.run(&["audit", "--variables"]).done().lines().count() == all.len());
    assert!(!place.data().exists(), "the list needs no store");
}
