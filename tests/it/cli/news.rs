//! `planerka news`: written, told, listed, and refused in words.

use super::Place;

#[test]
fn news_is_written_told_and_listed() {
    let place = Place::new();
    let first = place.client("Мастерская у реки");
    place.client("Пекарня");
    let added = place.run(&[
        "news",
        "add",
        "--title",
        "Карты без порога",
        "--text",
        "Дешевле",
        "--kind",
        "promotion",
        "--until",
        "2026-12-31",
        "--query",
        "мастерская",
        "--json",
    ]);
    let id = added.json()["id"].as_str().unwrap_or_default().to_owned();
    let list = || place.run(&["news", "list", "--json"]).json()["news"][0].clone();
    let news = list();
    assert_eq!(news["id"], id.as_str());
    assert_eq!(news["from"], "2026-11-23");
    assert_eq!((&news["target"], &news["waiting"]), (&1.into(), &1.into()));
    place.run(&["news", "told", "карты", &first]).done();
    let news = list();
    assert_eq!(news["waiting"], 0);
    assert_eq!(news["told"][0]["client"]["id"], first.as_str());
    assert_eq!(news["told"][0]["at"], "2026-11-23T09:00:00+03:00");
    place.run(&["undo"]).done();
    assert_eq!(list()["waiting"], 1);
    place.run(&["news", "told", &id, &first]).done();
    place.run(&["news", "told", &id, &first, "--undo"]).done();
    assert_eq!(list()["told"], serde_json::json!([]));
    assert!(
        place
            .run(&["news", "list", "--lang", "ru"])
            .done()
            .contains("0 из 1")
    );
}

#[test]
fn what_news_refuses() {
    let place = Place::new();
    place.client("Пекарня");
    for (args, code, says) in [
        (&["news", "told", "карты", "Пекарня"][..], 3, "карты"),
        (
            &["news", "add", "--title", "Карты", "--query", "этап:"],
            2,
            "знак 6",
        ),
        (
            &["news", "add", "--title", "Карты", "--until", "2026-11-20"],
            2,
            "раньше",
        ),
        (&["news", "add", "--title", " "], 2, "о чём"),
        (
            &["news", "add", "--title", "Карты", "--from", "когда-нибудь"],
            2,
            "--from",
        ),
    ] {
        let ran = place.run(&[args, &["--lang", "ru"]].concat());
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    let none = place.run(&["news", "list", "--json"]).json();
    assert_eq!(none["news"], serde_json::json!([]));
}
