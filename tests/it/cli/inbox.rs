//! What comes in, from a shell: requests, fires and ideas, what is due, incidents of an import.

use serde_json::json;

use super::Place;

#[test]
fn what_comes_in_is_listed_with_its_words_and_undone() {
    let place = Place::new();
    place.client("Альфа");
    let added = place
        .run(&[
            "add",
            "request",
            "Альфа",
            "Пришлите",
            "счёт",
            "--channel",
            "email",
            "--received",
            "yesterday 17:30",
            "--json",
        ])
        .json();
    assert_eq!(added["due_at"], json!(null), "nothing was agreed");
    let fire = place.run(&["add", "fire", "альф", "сайт лежит", "--minutes", "20"]);
    assert!(fire.err.contains("11:00"), "{}", fire.err);
    let urgent = place.run(&["add", "fire", "альф", "деньги", "--urgent", "--json"]);
    assert_eq!(urgent.json()["slot"], json!(null));
    place.run(&["add", "idea", "альф", "ролик"]).done();
    let listed = place.run(&["inbox", "--json"]).json();
    let rows = listed["requests"].as_array().unwrap();
    let texts: Vec<&str> = rows.iter().filter_map(|r| r["text"].as_str()).collect();
    assert_eq!(texts, ["Пришлите счёт", "деньги", "сайт лежит", "ролик"]);
    assert_eq!(rows[0]["received_at"], "2026-11-22T17:30:00+03:00");
    assert_eq!(rows[0]["channel"], "email");
    assert_eq!(rows[2]["slot"], "2026-11-23T11:00:00");
    let told = place.run(&["inbox", "--kind", "fire", "--lang", "ru"]);
    assert!(told.out.contains("Альфа: сайт лежит"), "{}", told.out);
    assert!(!told.out.contains("ролик"), "{}", told.out);
    assert!(!told.err.contains("Часы"), "{}", told.err);
    let back = ["inbox", "--lang", "ru", "--now", "2026-11-20T09:00+03:00"];
    let back = place.run(&back);
    let said = back.err.matches("Часы переведены назад").count();
    assert_eq!(said, 1, "{}", back.err);
    place.run(&["undo"]).done();
    let after = place.run(&["inbox", "--json"]).json();
    assert_eq!(after["requests"].as_array().unwrap().len(), 3);
}

#[test]
fn bad_words_are_told_and_nothing_is_written() {
    let place = Place::new();
    place.client("Альфа");
    for (args, code, word) in [
        (
            &["add", "request", "Альфа", "x", "--received", "11:30"][..],
            2,
            "11:30",
        ),
        (
            &["add", "request", "Альфа", "x", "--received", "весной"],
            2,
            "весной",
        ),
        (&["add", "request", "Бета", "x"], 3, "Бета"),
        (
            &["add", "request", "Альфа", "x", "--contact", "Анна"],
            3,
            "Анна",
        ),
        (&["add", "request", "Альфа", " "], 1, "words"),
        (&["add", "request", "Альфа"], 2, "TEXT"),
        (
            &["add", "fire", "Альфа", "x", "--minutes", "2000"],
            2,
            "2000",
        ),
    ] {
        let ran = place.run(args);
        assert_ne!(ran.code, 0, "{args:?}");
        assert!(ran.err.contains(word), "{args:?}: {} {}", ran.code, ran.err);
        if code != 1 {
            assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        }
    }
    assert_eq!(
        place.run(&["inbox", "--json"]).json()["requests"],
        json!([])
    );
}

#[test]
fn lines_are_answered_one_by_one() {
    let place = Place::new();
    place.client("Альфа");
    let lines = "{\"client\":\"Альфа\",\"text\":\"раз\\nдва\",\"channel\":\"chat\",\"key\":7}\n\
        \n\
        {\"client\":\"Альфа\",\"text\":\"x\",\"channel\":\"голубь\"}\n\
        {\"client\":\"Альфа\",\"text\":\"\"}\n\
        нет\n\
        {\"client\":\"Альфа\",\"text\":\"три\"}\n";
    let ran = place.feed(&["add", "idea", "--stdin"], lines);
    assert_eq!(ran.code, 4, "{}", ran.err);
    let answers: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 2, "{}", ran.out);
    assert_eq!(answers[0]["key"], 7);
    for line in [3, 4, 5] {
        assert!(ran.err.contains(&format!("\"line\":{line}")), "{}", ran.err);
    }
    let listed = place.run(&["inbox", "--json"]).json();
    // The latest idea first.
    assert_eq!(listed["requests"][1]["text"], "раз\nдва");
}

#[test]
fn tasks_come_as_lines_too() {
    let place = Place::new();
    place.client("Альфа");
    let lines = "{\"client\":\"Альфа\",\"text\":\"собрать метки\",\"due\":\"2030-11-26\",\"call\":true,\"key\":1}\n\
        {\"client\":\"Альфа\",\"text\":\"\"}\n\
        {\"client\":\"Альфа\",\"text\":\"x\",\"due\":\"никогда\"}\n\
        {\"client\":\"Альфа\",\"text\":\"счёт\"}\n";
    let ran = place.feed(&["add", "task", "--stdin"], lines);
    assert_eq!(ran.code, 4, "{}", ran.err);
    let answers: Vec<serde_json::Value> = (ran.out.lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 2, "{}", ran.out);
    assert_eq!(answers[0]["key"], 1);
    assert_eq!(answers[0]["list"], answers[1]["list"], "one list of tasks");
    for line in [2, 3] {
        assert!(ran.err.contains(&format!("\"line\":{line}")), "{}", ran.err);
    }
    let alone = place.run(&["add", "task", "--lang", "ru"]);
    assert_eq!(alone.code, 2, "{}", alone.err);
}

#[test]
fn what_is_due_is_told_and_a_missing_desktop_is_no_failure() {
    let place = Place::new();
    place.client("Альфа");
    let at = |time: &str, args: &[&str]| {
        let now = format!("2026-11-23T{time}+03:00");
        let mut all = args.to_vec();
        all.extend(["--now", &now]);
        place.run(&all)
    };
    let none = at("08:00", &["due"]);
    assert!(none.err.contains("Nothing is due"), "{}", none.err);
    at("10:20", &["add", "fire", "Альфа", "сайт"]).done();
    let kinds = |time: &str, more: &[&str]| -> Vec<String> {
        let mut args = vec!["due", "--json"];
        args.extend(more);
        let found = at(time, &args).json();
        let due = found["due"].as_array().unwrap().clone();
        due.iter()
            .map(|d| d["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(!kinds("10:54", &[]).contains(&"slot".to_owned()));
    assert!(kinds("10:55", &[]).contains(&"slot".to_owned()));
    // A timer of five minutes tells it once.
    assert!(kinds("10:55", &["--within", "5"]).contains(&"slot".to_owned()));
    assert!(!kinds("11:00", &["--within", "5"]).contains(&"slot".to_owned()));
    // Nobody dealt with it: it waits for the next one, and says so.
    assert!(kinds("12:00", &[]).contains(&"fires".to_owned()));
    let listed = at("12:00", &["inbox"]);
    assert!(listed.out.contains("gone by, now 16:00"), "{}", listed.out);
    // Both tell the same hours of the same plan.
    place.client("Бета");
    at(
        "09:00",
        &[
            "log",
            "Бета",
            "--outcome",
            "no_answer",
            "--next",
            "23.11.2026",
        ],
    )
    .done();
    let agenda = at("12:02", &["agenda"]);
    let due = at("12:02", &["due", "--json"]).json();
    let titles = due["due"].as_array().unwrap().iter();
    let call = titles.clone().find(|d| d["kind"] == "call").unwrap();
    let hour = call["title"].as_str().unwrap().split(' ').next().unwrap();
    assert!(agenda.out.contains(hour), "{due} {}", agenda.out);
    assert!(hour > "12:00", "{due}");
    // There is no desktop here: the words go to stderr, and the timer goes on.
    let told = at("10:57", &["due", "--notify", "--within", "5"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("Stand-up at 11:00"), "{}", told.err);
    let help = place.run(&["due", "--help"]);
    assert!(
        help.out.contains("systemd-run") && help.out.contains("*/5"),
        "{}",
        help.out
    );
}

/// A report of a campaign day by day; the last day has so many clicks.
fn report(days: u32, last: u32) -> String {
    let mut out =
        "Date\tClientLogin\tCampaignId\tCampaignName\tCampaignType\tDevice\tImpressions\t\
        Clicks\tCtr\tCost\tAvgCpc\tConversions\n"
            .to_owned();
    for day in 1..=days {
        let clicks = if day == days { last } else { 40 };
        out.push_str(&format!(
            "2026-11-{day:02}\tsever\t101\tПоиск\tTEXT_CAMPAIGN\tDESKTOP\t1000\t{clicks}\t4.00\t{}.00\t30.00\t3\n",
            clicks * 30,
        ));
    }
    out
}

#[test]
fn an_anomaly_of_an_import_is_raised_once_and_goes_with_it() {
    let place = Place::new();
    place.client("Север");
    let import = |name: &str, text: String| {
        let file = place.file(name, text);
        place
            .run(&["import", &file, "--client", "Север", "--yes", "--json"])
            .json()
    };
    let calm = import("a.tsv", report(20, 40));
    assert_eq!(calm["incidents"], 0);
    let spike = import("b.tsv", report(21, 400));
    assert_eq!(spike["incidents"], 1, "{spike}");
    let listed = place.run(&["inbox", "--kind", "incident", "--json"]).json();
    let incident = &listed["requests"][0];
    let rule = incident["rule"].as_str().unwrap();
    assert!(rule.starts_with("click-spike"), "{incident}");
    let text = incident["text"].as_str().unwrap();
    assert!(text.contains("400"), "with its numbers: {text}");
    // The same figures again, and a report of a day that says the same: it stands already.
    assert_eq!(import("c.tsv", report(21, 400))["incidents"], 0);
    assert_eq!(import("d.tsv", report(21, 420))["incidents"], 0);
    place.run(&["undo"]).done();
    place.run(&["undo"]).done();
    let left = place.run(&["inbox", "--json"]).json();
    assert_eq!(left["requests"], json!([]), "one undo takes both back");
}
