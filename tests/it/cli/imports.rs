//! Files into the portfolio and back out.

use serde_json::json;

use super::Place;

const CLIENTS: &str = "Клиент;Категория;Телефон;Клиент с\n\
    Мастерская у реки;A;+7 900 000-11-22;12.03.2024\n\
    Пекарня Колос;B;8 900 000 33 44;31.02.2024\n\
    Сад и дом;C;;\n";

#[test]
fn the_same_file_twice_changes_nothing_and_undo_takes_it_back() {
    let place = Place::new();
    let file = place.file("clients.csv", CLIENTS);
    let dry = place.run(&["import", &file, "--dry-run", "--json"]).json();
    assert_eq!(dry["files"][0]["new"], 3);
    assert_eq!(dry["group"], json!(null));
    assert_eq!(place.run(&["journal", "--json"]).json(), json!([]));

    // A script that did not say --yes gets nothing half-right: 31 February is named with its line.
    let refused = place.run(&["import", &file]);
    assert_eq!(refused.code, 4);
    for word in ["clients.csv", "3", "31.02.2024", "--yes"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    assert_eq!(place.run(&["journal", "--json"]).json(), json!([]));

    let ran = place.run(&["import", &file, "--yes", "--json"]);
    let first = ran.json();
    let report = &first["files"][0];
    let counts = |report: &serde_json::Value| -> Vec<i64> {
        [
            "rows",
            "new",
            "updated",
            "unchanged",
            "skipped",
            "conflicts",
        ]
        .iter()
        .map(|key| report[*key].as_i64().unwrap_or(-1))
        .collect()
    };
    assert_eq!(counts(report), [3, 3, 0, 0, 0, 0], "{report}");
    assert_eq!(report["kind"], "clients");
    assert_eq!(report["encoding"], "utf-8");
    assert_eq!(report["delimiter"], ";");
    let problem = &report["problems"][0];
    assert_eq!(problem["line"], 3, "31.02 is told with its line: {report}");
    assert!(
        problem["message"]
            .as_str()
            .is_some_and(|m| m.contains("31.02"))
    );
    assert!(ran.err.contains("31.02"), "{}", ran.err);
    let group = first["group"].as_str().expect("a group").to_owned();

    let again = place.run(&["import", &file, "--yes", "--json"]).json();
    assert_eq!(counts(&again["files"][0]), [3, 0, 0, 3, 0, 0]);

    let undone = place.run(&["undo", "--group", &group, "--json"]).json();
    assert_eq!(undone["undone"]["intent"], "import");
    assert_eq!(
        place.run(&["export", "clients", "--format", "json"]).json(),
        json!([])
    );
    assert_eq!(place.run(&["redo"]).code, 0);
    let clients = place.run(&["export", "clients", "--format", "json"]).json();
    assert_eq!(clients.as_array().map(Vec::len), Some(3));
}

#[test]
fn one_bad_file_leaves_nothing_half_done() {
    let place = Place::new();
    let good = place.file("clients.csv", CLIENTS);
    let bad = place.file("empty.csv", "");
    assert_eq!(place.run(&["import", &good, &bad]).code, 4);
    let clients = place.run(&["--data", "data", "export", "clients", "--json"]);
    assert_eq!(clients.code, 3, "not even a store: {}", clients.err);
}

#[test]
fn several_files_are_one_group() {
    let place = Place::new();
    let clients = place.file("clients.csv", CLIENTS);
    let spend = place.file(
        "spend.csv",
        "Клиент;Месяц;Расход\nПекарня Колос;2026-09;1200,50\nПекарня Колос;2026-10;900\n",
    );
    let report = place
        .run(&["import", &clients, &spend, "--yes", "--json"])
        .json();
    assert_eq!(report["files"][1]["kind"], "spend");
    assert_eq!(report["files"][1]["conflicts"], 0, "{report}");
    let card = place.run(&["show", "колос", "--json"]).json();
    assert_eq!(
        card["spend"]["months"],
        json!([{"month": "2026-09", "amount": "1200.50"}, {"month": "2026-10", "amount": "900.00"}])
    );
    place.run(&["undo"]).done();
    assert_eq!(place.run(&["export", "spend", "--json"]).json(), json!([]));
    assert_eq!(
        place.run(&["undo"]).code,
        1,
        "one undo took both files back"
    );
}

#[test]
fn exported_clients_import_unchanged() {
    let place = Place::new();
    let demo = ["demo", "--data", "data", "--clients", "40", "--no-open"];
    assert_eq!(place.run(&demo).code, 0);
    for table in [
        "clients", "contacts", "touches", "spend", "drafts", "agenda",
    ] {
        let csv = place.run(&["export", table]);
        let rows = csv::Reader::from_reader(csv.done().as_bytes())
            .records()
            .count();
        let json = place.run(&["export", table, "--json"]).json();
        assert_eq!(json.as_array().map(Vec::len), Some(rows), "{table}");
    }
    let out = place.path("clients.csv");
    let ran = place.run(&["export", "clients", "--out", "clients.csv"]);
    assert_eq!(ran.done(), "");
    assert!(out.is_file());
    let report = place.run(&["import", "clients.csv", "--json"]).json();
    let file = &report["files"][0];
    assert_eq!(
        (&file["rows"], &file["unchanged"]),
        (&json!(40), &json!(40)),
        "{file}"
    );
}

const REPORT: &str = "Все кампании, период 01.09.2026 - 03.09.2026\n\
    Дата;Логин;Кампания;№ кампании;Состояние;Показы;Клики;Расход (руб.);Конверсии\n\
    01.09.2026;kolos-ads;Поиск | хлеб;11;Идут показы;1 000;50;1 500,50;3\n\
    02.09.2026;kolos-ads;Поиск | хлеб;11;Идут показы;900;40;1 200,00;-\n\
    01.09.2026;kolos-ads;РСЯ | хлеб;12;Остановлена;9 000;30;300,00;0\n\
    Итого;;;;;10 900;120;3 000,50;3\n";

#[test]
fn a_report_of_campaigns_finds_its_client_and_comes_off_whole() {
    let place = Place::new();
    let clients = place.file("clients.csv", CLIENTS);
    let report = place.file("report.csv", REPORT);
    place.run(&["import", &clients, "--yes"]).done();
    // Nobody is known to have the account, and nobody was named.
    let refused = place.run(&["import", &report, "--yes", "--json"]).json();
    assert_eq!(refused["files"][0]["conflicts"], 3);

    let client = ["--client", "колос"];
    let ran = place
        .run(&[["import", &report, "--yes", "--json"].as_slice(), &client].concat())
        .json();
    let file = &ran["files"][0];
    assert_eq!(file["kind"], "yandex.direct.ui");
    assert_eq!(
        (&file["rows"], &file["new"]),
        (&json!(3), &json!(3)),
        "{file}"
    );
    assert_eq!(file["clients"][0]["name"], "Пекарня Колос");
    for (fact, value) in [
        ("cost_sum", "3000.50"),
        ("impressions", "10900"),
        ("clicks", "120"),
        ("conversions", "3"),
        ("date_min", "2026-09-01"),
        ("date_max", "2026-09-02"),
    ] {
        assert_eq!(file["facts"][fact], value, "{fact}");
    }
    assert_eq!(file["facts"]["total_rows"], 1);

    // The account is known now: the next report needs no name, and the same one changes nothing.
    let again = place.run(&["import", &report, "--yes", "--json"]).json();
    assert_eq!(again["files"][0]["unchanged"], 3, "{again}");
    let moved = REPORT
        .replace("1 200,00", "1 300,00")
        .replace("02.09.2026;kolos", "03.09.2026;kolos");
    let more = place.file("more.csv", &moved);
    let added = place.run(&["import", &more, "--yes", "--json"]).json();
    assert_eq!(added["files"][0]["updated"], 2, "{added}");
    let rows = place.run(&["export", "campaigns", "--json"]).json();
    let rows = rows.as_array().cloned().unwrap_or_default();
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[2]["from"], "2026-09-03");
    assert_eq!(rows[2]["cost"], "1300.00");
    assert_eq!(rows[2]["conversions"], json!(null), "a dash is no zero");
    assert_eq!(rows[3]["state"], "paused");
    place.run(&["undo"]).done();
    place.run(&["undo"]).done();
    assert_eq!(
        place.run(&["export", "campaigns", "--json"]).json(),
        json!([])
    );
    place.run(&["redo"]).done();
    let rows = place.run(&["export", "campaigns", "--json"]).json();
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
}

#[test]
fn a_report_without_owner_or_time_says_what_to_do() {
    let place = Place::new();
    let whose = place.file(
        "whose.csv",
        "Day,Campaign,Cost,Clicks\n2026-09-01,A,5.00,1\n",
    );
    let refused = place.run(&["import", &whose, "--yes"]);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("--client"), "{}", refused.err);
    let dry = place.run(&["import", &whose, "--dry-run"]);
    assert!(dry.err.contains("--client"), "{}", dry.err);
    assert!(!dry.err.contains("here already"), "{}", dry.err);
    let dry = place.run(&["import", &whose, "--dry-run", "--json"]).json();
    assert_eq!(dry["files"][0]["problems"][0]["kind"], "cli-import-whose");
    let when = place.file(
        "when.csv",
        "Campaign report\nAll time\nCampaign,Cost,Clicks\nA,5.00,1\n",
    );
    let refused = place.run(&["import", &when, "--yes"]);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("when.csv"), "{}", refused.err);
    let clients = place.file("clients.csv", CLIENTS);
    let idle = place.run(&["import", &clients, "--yes", "--client", "колос"]);
    assert_eq!(idle.code, 2, "{}", idle.err);
}
