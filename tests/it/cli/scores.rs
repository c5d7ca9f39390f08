//! `score` over any table, `rank` over a portfolio.

use std::fmt::Write as _;

use super::Place;

const HEAD: &str = "client_id,score_decline,score_growth,expected,low,high,confidence,why";

/// Forty clients over twelve months of 2025: every other one falls at the end.
fn table() -> String {
    let mut table = String::from("client_id,month,spend,n_tx\n");
    for client in 0..40 {
        for month in 1..=12 {
            let wave = 1.0 + f64::from((client * 7 + month * 5) % 11) / 20.0;
            let fall = if client % 2 == 0 && month > 9 {
                0.6
            } else {
                1.0
            };
            let spend = 1000.0 * f64::from(client + 1) * wave * fall;
            writeln!(
                table,
                "c{client:02},2025-{month:02},{spend:.2},{}",
                month % 4 + 1
            )
            .unwrap();
        }
    }
    table
}

fn rows(out: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(head.join(","), HEAD);
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_client_with_history_gets_a_row() {
    let place = Place::new();
    let mut text = table();
    text.push_str("new,2025-11,500,1\nnew,2025-12,700,1\ngone,2025-01,900,1\nlater,2026-01,5,1\n");
    let file = place.file("history.csv", &text);
    let ran = place.run(&["score", &file, "--at", "2025-12"]);
    let all = rows(ran.done());
    assert_eq!(all.len(), 42, "whoever began after the month is not there");
    let row = |name: &str| all.iter().find(|r| r[0] == name).unwrap().clone();
    for scored in all.iter().filter(|r| r[0].starts_with('c')) {
        let number = |cell: usize| scored[cell].parse::<f64>().unwrap();
        assert!((0.0..=100.0).contains(&number(1)) && (0.0..=100.0).contains(&number(2)));
        assert!(
            number(4) <= number(3) && number(3) <= number(5),
            "{scored:?}"
        );
        assert!(
            ["low", "medium", "high"].contains(&scored[6].as_str()),
            "{scored:?}"
        );
        assert!(!scored[7].is_empty());
    }
    assert_eq!(row("new")[6], "too_little");
    assert_eq!(row("new")[7], "too little history: 2 months");
    for cell in [1, 2] {
        let guess: f64 = row("new")[cell].parse().unwrap();
        assert!(
            (5.0..=85.0).contains(&guess),
            "{guess} looks like knowledge"
        );
    }
    assert_eq!(row("gone")[1], "");
    assert_eq!(row("gone")[6..], ["stopped", "no spend for 11 months"]);
    // Whoever fell stands below its usual level.
    assert!(
        row("c00")[7].contains("below its usual level"),
        "{:?}",
        row("c00")
    );
    // The file is the same, the store was never made.
    let out = place.run(&["score", &file, "--at", "2025-12", "--out", "scores.csv"]);
    assert_eq!(out.done(), "");
    assert!(
        out.err.contains("Scored 42 clients at the end of 2025-12"),
        "{}",
        out.err
    );
    let written = std::fs::read_to_string(place.path("scores.csv")).unwrap();
    assert_eq!(written, ran.out);
    assert!(!place.data().exists());
}

#[test]
fn the_table_is_not_overwritten_by_its_scores() {
    let place = Place::new();
    let file = place.file("history.csv", table());
    let ran = place.run(&["score", &file, "--out", "./history.csv"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("Name another file"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), table());
}

#[test]
fn scores_are_one_document_when_asked() {
    let place = Place::new();
    let file = place.file("history.csv", table());
    let scored = place.run(&["score", &file, "--json"]).json();
    assert_eq!(scored["at"], "2025-12");
    let rows = scored["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 40);
    assert!(rows[0]["score_decline"].is_f64() && rows[0]["why"].is_array());
    let args = ["score", &file, "--json", "--out", "scores.csv"];
    assert_eq!(place.run(&args).json()["clients"], 40);
    assert_eq!(place.run(&["rank", "--limit", "0"]).code, 2);
}

#[test]
fn columns_are_found_by_name_in_either_language() {
    let place = Place::new();
    let plain = place.file("plain.csv", table());
    let mut text = String::from("Город;Расход, руб;Месяц;ID клиента\n");
    for line in table().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(
            text,
            "Омск;{};{};{}",
            cells[2].replace('.', ","),
            cells[1],
            cells[0]
        )
        .unwrap();
    }
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
    let russian = place.file("russian.csv", cp1251);
    let (a, b) = (
        place.run(&["score", &plain]),
        place.run(&["score", &russian]),
    );
    assert_eq!(a.done(), b.done());
}

#[test]
fn a_table_that_cannot_be_scored_is_refused_with_its_line() {
    let place = Place::new();
    let good = "client_id,month,spend\nа,2025-01,10\n";
    for (name, text, args, code, words) in [
        (
            "bad month",
            format!("{good}а,2025-13,10\n"),
            &[][..],
            4,
            &["line 3", "2025-13", "2026-03"][..],
        ),
        (
            "bad amount",
            format!("{good}а,2025-02,много\n"),
            &[],
            4,
            &["line 3", "много", "1200.50"],
        ),
        (
            "no client",
            format!("{good},2025-02,10\n"),
            &[],
            4,
            &["line 3", "client_id"],
        ),
        (
            "no cell",
            format!("{good}а,2025-02\n"),
            &[],
            4,
            &["line 3", "spend"],
        ),
        (
            "shifted",
            format!("{good}а,2025-02,10,20\n"),
            &[],
            4,
            &["line 3", "quotation marks"],
        ),
        (
            "outside",
            good.to_owned(),
            &["--at", "2026-01"],
            4,
            &["2026-01", "from 2025-01 to 2025-01"],
        ),
        (
            "no month",
            good.to_owned(),
            &["--at", "январь"],
            2,
            &["--at", "январь"],
        ),
        (
            "all zeros",
            "client_id,month,spend\nа,2025-01,0\nб,2025-01,0\n".to_owned(),
            &[],
            4,
            &["nothing but zeros", "spend column"],
        ),
        (
            "no spend column",
            "client_id,month\nа,2025-01\n".to_owned(),
            &[],
            4,
            &["spend"],
        ),
        ("empty", String::new(), &[], 4, &["empty"]),
    ] {
        let file = place.file("bad.csv", text);
        let mut line = vec!["score", file.as_str()];
        line.extend(args);
        let ran = place.run(&line);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (code, ""),
            "{name}: {}",
            ran.err
        );
        for word in words {
            assert!(ran.err.contains(word), "{name}: {word}: {}", ran.err);
        }
        assert!(
            ran.err.contains("bad.csv") || name == "no month",
            "{name}: {}",
            ran.err
        );
    }
}

#[test]
fn what_is_put_right_on_the_way_is_told() {
    let place = Place::new();
    for (name, more, words) in [
        (
            "negative",
            "c00,2026-01,-5,1\n",
            &["line 482", "-5", "without spend"][..],
        ),
        (
            "twice",
            "c00,2025-03,5,1\n",
            &["line 482", "2025-03", "added up"],
        ),
        ("gap", "c00,2026-02,5,1\n", &["missing months: 1"]),
    ] {
        let file = place.file("history.csv", format!("{}{more}", table()));
        let ran = place.run(&["score", &file]);
        assert_eq!(rows(ran.done()).len(), 40);
        for word in words {
            assert!(ran.err.contains(word), "{name}: {word}: {}", ran.err);
        }
    }
    for (name, text, words) in [
        (
            "one client",
            "client_id,month,spend\nа,2025-01,10\nа,2025-02,10\nа,2025-03,10\nа,2025-04,10\n",
            "only one client",
        ),
        (
            "one month",
            "client_id,month,spend\nа,2025-01,10\nб,2025-01,20\n",
            "too little for a score",
        ),
    ] {
        let file = place.file("small.csv", text);
        let ran = place.run(&["score", &file]);
        assert!(!rows(ran.done()).is_empty(), "{name}");
        assert!(ran.err.contains(words), "{name}: {}", ran.err);
    }
}

#[test]
fn a_portfolio_is_ranked_and_says_how_far_to_believe_it() {
    let place = Place::new();
    let demo = ["demo", "--data", "data", "--clients", "120", "--no-open"];
    assert_eq!(place.run(&demo).code, 0);
    let protect = place.run(&["rank", "--format", "json", "--explain"]).json();
    assert_eq!(protect["at"], "2026-10", "November is open");
    assert_eq!(
        (&protect["list"], &protect["by"]),
        (&"protect".into(), &"chance".into())
    );
    let rows = protect["rows"].as_array().unwrap();
    let scores: Vec<f64> = rows
        .iter()
        .map(|r| r["score_decline"].as_f64().unwrap())
        .collect();
    assert!(scores.len() > 60 && scores.is_sorted_by(|a, b| a >= b));
    assert!(rows[0]["why"][0]["text"].as_str().unwrap().len() > 5);
    let methods = protect["backtest"]["methods"].as_array().unwrap();
    let names: Vec<&str> = methods
        .iter()
        .map(|m| m["method"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["most-active", "biggest", "last-month", "formula", "fitted"]
    );

    let grow = place.run(&[
        "rank", "--list", "grow", "--by", "money", "--format", "csv", "--limit", "5",
    ]);
    assert_eq!(grow.done().lines().count(), 6);
    assert!(
        grow.out
            .starts_with("client_id,client,score_decline,score_growth,verdict,")
    );

    let text = place.run(&["rank", "--limit", "3", "--explain"]);
    let last = text.done().lines().last().unwrap();
    assert!(
        last.contains("pairs of 100") && last.contains("ceiling"),
        "{last}"
    );
    assert!(
        text.out
            .starts_with("Protect, by chance. Figures up to October 2026."),
        "{}",
        text.out
    );
    assert!(text.out.contains("towards"), "{}", text.out);
}

#[test]
fn views_and_tables_ask_the_ranking() {
    let place = Place::new();
    let demo = ["demo", "--data", "data", "--clients", "120", "--no-open"];
    assert_eq!(place.run(&demo).code, 0);
    let ranked = place.run(&["rank", "--format", "json"]).json();
    let warned = |row: &&serde_json::Value| {
        ["keep_warm", "grow_and_guard"].contains(&row["verdict"].as_str().unwrap())
    };
    let rows = ranked["rows"].as_array().unwrap();
    let names: Vec<&str> = (rows.iter().filter(warned))
        .map(|row| row["client"]["name"].as_str().unwrap())
        .collect();
    assert!(names.len() > 20, "{names:?}");
    let shown = place.run(&["view", "show", "protect"]);
    // Below the names of the columns; the name comes first in a line.
    let name = |line: &'_ str| line.split("  ").next().unwrap_or_default().to_owned();
    let shown: Vec<String> = shown.done().lines().skip(1).map(name).collect();
    assert_eq!(shown, names);
    let table = place.run(&["export", "clients", "--view", "protect"]);
    assert_eq!(table.done().lines().count(), names.len() + 1);
    let listed = place.run(&["view", "list", "--json"]).json();
    let views = listed["views"].as_array().unwrap();
    let protect = views.iter().find(|v| v["name"] == "Protect").unwrap();
    assert_eq!(protect["clients"], names.len());
    let none = place.run(&["view", "show", "--query", "verdict:none decline>0"]);
    assert_eq!(none.done(), "");
    let audit = ["audit", "--view", "protect", "--json"];
    let audited = place.run(&audit);
    assert_eq!(audited.code, 0, "{}", audited.err);
    let freeze = [
        "focus",
        "freeze",
        "Q4",
        "--query",
        "growth>=40",
        "--replace",
    ];
    assert_eq!(place.run(&freeze).code, 0);
    let members = place.run(&["focus", "show", "--json"]).json();
    let grows = |row: &&serde_json::Value| row["score_growth"].as_f64().unwrap().round() >= 40.0;
    assert_eq!(
        members["members"].as_array().unwrap().len(),
        rows.iter().filter(grows).count()
    );
}
