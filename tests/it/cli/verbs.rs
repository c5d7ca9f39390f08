//! What the verbs do, as stories.

use serde_json::{Value, json};

use super::Place;

fn intents(place: &Place) -> Vec<(u64, String, Value)> {
    let rows = place.run(&["journal", "--json"]).json();
    rows.as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let intent = row["intent"].as_str().unwrap_or_default().to_owned();
            (
                row["seq"].as_u64().unwrap_or(0),
                intent,
                row["undoes"].clone(),
            )
        })
        .collect()
}

#[test]
fn log_journal_undo_redo() {
    let place = Place::new();
    let client = place.client("Мастерская у реки");
    let ran = place.run(&[
        "log",
        "мастерск",
        "--minutes",
        "7",
        "--note",
        "договорились",
        "--next",
        "пт 15:00",
        "--promised",
        "--json",
    ]);
    let logged = ran.json();
    assert_eq!(logged["seq"], 2);
    let card = || place.run(&["show", &client, "--json"]).json();
    let after = card();
    assert_eq!(after["touches"][0]["id"], logged["id"]);
    assert_eq!(after["touches"][0]["at"], "2026-11-23T09:00:00+03:00");
    assert_eq!(after["follow_up"]["date"], "2026-11-27");
    assert_eq!(after["follow_up"]["time"], "15:00");
    assert_eq!(after["follow_up"]["promised"], true);

    place.run(&["undo"]).done();
    assert_eq!(card()["touches"], json!([]));
    assert_eq!(card()["follow_up"], Value::Null);
    place.run(&["redo"]).done();
    assert_eq!(card(), after);
    assert_eq!(
        intents(&place),
        [
            (4, "log-touch".to_owned(), Value::Null),
            (3, "log-touch".to_owned(), json!(2)),
            (2, "log-touch".to_owned(), Value::Null),
            (1, "add-client".to_owned(), Value::Null),
        ]
    );
    assert_eq!(place.run(&["journal"]).done().lines().count(), 4);
}

#[test]
fn lines_are_taken_each_for_itself() {
    let place = Place::new();
    let id = place.client("First");
    place.client("Second");
    let lines = [
        format!(r#"{{"client":"{id}","channel":"chat","note":"a","key":"k1"}}"#),
        r#"{"client":"second","outcome":"no_answer","key":2}"#.to_owned(),
        "not json".to_owned(),
        String::new(),
        r#"{"client":"nobody","key":"k3"}"#.to_owned(),
        r#"{"client":"second","outcome":"sang"}"#.to_owned(),
        r#"{"client":"second","outcom":"answered"}"#.to_owned(),
        r#"{"client":"second","next":"31.02"}"#.to_owned(),
        r#"{"client":"second","next":"2026-12-01","promised":true}"#.to_owned(),
    ];
    let ran = place.feed(&["log", "--stdin"], &lines.join("\n"));
    assert_eq!(ran.code, 4, "{}", ran.err);
    let answers: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("an answer"))
        .collect();
    let keys: Vec<&Value> = answers.iter().map(|a| &a["key"]).collect();
    assert_eq!(keys, [&json!("k1"), &json!(2), &Value::Null]);
    let bad: Vec<u64> = ran
        .err
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|error| error["error"]["line"].as_u64())
        .collect();
    assert_eq!(bad, [3, 5, 6, 7, 8], "{}", ran.err);
    let touches = place.run(&["export", "touches", "--format", "json"]).json();
    let ids: Vec<&Value> = touches
        .as_array()
        .expect("rows")
        .iter()
        .map(|t| &t["id"])
        .collect();
    assert_eq!(ids.len(), 3);
    for answer in &answers {
        assert!(ids.contains(&&answer["id"]), "{answer}");
    }
}

#[test]
fn the_agenda_of_a_day() {
    let place = Place::new();
    let far = [
        "add",
        "client",
        "--name",
        "Далёкий",
        "--zone",
        "Asia/Omsk",
        "--external",
        "amocrm:77",
    ];
    place.run(&far).done();
    let contact = [
        "add",
        "contact",
        "amocrm:77",
        "--name",
        "Мария Ким",
        "--phone",
        "+7 900 000-00-01",
    ];
    place.run(&contact).done();
    let promise = [
        "log",
        "amocrm:77",
        "--next",
        "завтра 10:00",
        "--promised",
        "--reason",
        "обсудить отчёт",
    ];
    place.run(&promise).done();
    let agenda = place
        .run(&["agenda", "--date", "завтра", "--json", "--lang", "ru"])
        .json();
    assert_eq!(agenda["date"], "2026-11-24");
    assert_eq!(
        (&agenda["minutes"], &agenda["planned"]),
        (&json!(240), &json!(15))
    );
    assert_eq!(agenda["left_out"], 0);
    let row = &agenda["rows"][0];
    assert_eq!(row["at"], "2026-11-24T10:00:00+03:00");
    assert_eq!(row["local"], "2026-11-24T13:00:00+06:00");
    assert_eq!(row["client"]["name"], "Далёкий");
    assert_eq!(row["contact"], "Мария Ким");
    assert_eq!(row["channel"], "phone");
    assert_eq!(row["pinned"], true);
    assert_eq!(
        row["reasons"][0],
        json!({"kind": "promised", "text": "обещан звонок на 10:00: обсудить отчёт"})
    );
    assert_eq!(row["value"], "выполнить обещание: обсудить отчёт");
    let kinds: Vec<&Value> = agenda["fixed"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|b| &b["kind"])
        .collect();
    assert_eq!(kinds, [&json!("fires"), &json!("lunch"), &json!("fires")]);
    let text = place.run(&["agenda", "--date", "2026-11-24"]);
    assert!(
        text.done().contains("10:00  Далёкий · Мария Ким"),
        "{}",
        text.out
    );
    assert_eq!(row["outside"], false);
    // Promised for when the client's day is over: kept, and said so.
    let late = [
        "log",
        "amocrm:77",
        "--next",
        "завтра 17:00",
        "--promised",
        "--reason",
        "обсудить отчёт",
    ];
    place.run(&late).done();
    let of = |format| {
        let args = ["agenda", "--date", "завтра", "--format", format, "--lang"];
        let answer = place.run(&[&args[..], &["ru"]].concat());
        answer.done().to_owned()
    };
    for format in ["text", "md"] {
        let out = of(format);
        assert!(out.contains("вне часов клиента: там 20:00"), "{out}");
    }
    let agenda: Value = serde_json::from_str(&of("json")).expect("json");
    assert_eq!(agenda["rows"][0]["at"], "2026-11-24T17:00:00+03:00");
    assert_eq!(agenda["rows"][0]["outside"], true);
}

#[test]
fn a_row_of_the_agenda_says_its_channel_and_that_it_clashes() {
    let place = Place::new();
    for name in ["Первый", "Второй"] {
        place
            .run(&["add", "client", "--name", name, "--channel", "chat"])
            .done();
        place
            .run(&["log", name, "--next", "завтра 10:00", "--promised"])
            .done();
    }
    let agenda = |format| {
        let args = ["agenda", "--date", "2026-11-24", "--format", format];
        place.run(&args).done().to_owned()
    };
    for format in ["text", "md"] {
        let plan = agenda(format);
        assert_eq!(plan.matches(" · chat").count(), 2, "{plan}");
        assert_eq!(plan.matches(" · clash").count(), 1, "{plan}");
    }
    let ics = agenda("ics");
    assert_eq!(ics.matches("SUMMARY:Chat: ").count(), 2, "{ics}");
    assert!(!ics.contains("Call"), "{ics}");
    let rows: Value = serde_json::from_str(&agenda("json")).expect("a document");
    let clash = |at: usize| rows["rows"][at]["clash"].clone();
    assert_eq!((clash(0), clash(1)), (json!(false), json!(true)));
}

#[test]
fn the_demo_has_a_day_and_is_the_same_twice() {
    let days: Vec<Value> = (0..2)
        .map(|_| {
            let place = Place::new();
            let demo = [
                "demo",
                "--data",
                "data",
                "--clients",
                "400",
                "--seed",
                "7",
                "--no-open",
            ];
            assert_eq!(place.run(&demo).code, 0);
            place.run(&["agenda", "--json"]).json()
        })
        .collect();
    assert_eq!(days[0], days[1]);
    let rows = days[0]["rows"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        let reasons = row["reasons"].as_array().expect("reasons");
        assert!(!reasons.is_empty(), "{row}");
        for text in reasons.iter().map(|r| &r["text"]).chain([&row["value"]]) {
            assert!(
                text.as_str()
                    .is_some_and(|t| !t.is_empty() && !t.contains('⟨')),
                "{row}"
            );
        }
    }
}

#[test]
fn stages_and_drafts() {
    let place = Place::new();
    place.client("Пекарня Колос");
    let refused = place.run(&["move", "колос", "problems"]);
    assert_eq!(refused.code, 1);
    for words in ["Missing", "--yes"] {
        assert!(
            refused.err.contains(words),
            "what is missing: {}",
            refused.err
        );
    }
    let stage = |place: &Place| place.run(&["show", "колос", "--json"]).json()["stage"].clone();
    assert_eq!(stage(&place), "acquaintance", "nobody said it is meant");
    let moved = place.run(&["move", "колос", "problems", "--yes", "--json"]);
    assert_eq!(moved.json()["stage"], "problems");
    assert_eq!(
        place.run(&["move", "колос", "problems"]).code,
        1,
        "nothing to change"
    );

    let lacking = place.run(&["draft", "колос", "--title", "Метки"]);
    let id = lacking.done().to_owned();
    let refused = place.run(&["draft", "ready", &id]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("why"), "{}", refused.err);
    let whole = [
        "draft",
        "колос",
        "--title",
        "Цели",
        "--why",
        "не видно, откуда заявки",
        "--if-done",
        "видно цену каждой заявки",
        "--if-not",
        "деньги уходят вслепую",
        "--effort",
        "S",
        "--kind",
        "hygiene",
        "--json",
    ];
    let id = place.run(&whole).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    place.run(&["draft", "ready", &id]).done();
    let list = place.run(&["draft", "list", "--json"]).json();
    let lives: Vec<&Value> = list["drafts"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|d| &d["life"])
        .collect();
    // Written at the same pinned moment by two processes: neither is the elder.
    assert!(
        lives.len() == 2 && lives.contains(&&json!("draft")) && lives.contains(&&json!("ready"))
    );
    assert!(
        place
            .run(&["draft", "list"])
            .done()
            .contains("Пекарня Колос: Цели")
    );
}

#[test]
fn what_is_printed_about_the_program_itself() {
    let place = Place::new();
    for (args, says) in [
        (&["man"][..], "planerka"),
        (&["completions", "bash"], "_planerka"),
        (&["completions", "zsh"], "#compdef planerka"),
        (&["completions", "fish"], "complete -c planerka"),
        (&["keys"], "ctrl-p"),
        (&["keys", "--format", "md"], "## "),
        (&["keys", "--lang", "ru"], "Выйти"),
        (&["config"], "[day]"),
        (&["--help"], "Exit codes"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let ran = place.run(args);
        assert!(ran.done().contains(says), "{args:?}: {}", ran.out);
    }
    let keys = place.run(&["keys", "--json"]).json();
    assert!(keys["keys"].as_array().is_some_and(|rows| rows.len() > 40));
    // What `config` prints is a file that gives the same settings.
    let printed = place.run(&["config"]).done().to_owned();
    let file = place.file("printed.toml", &printed);
    let again = place.run(&["--config", &file, "config"]);
    assert!(again.done().ends_with(&printed), "{}", again.out);
    assert!(!place.data().exists(), "none of this makes a store");
    for check in [&["config", "--check"][..], &["keys", "--check"]] {
        assert_eq!(place.run(check).done(), "");
    }
}
