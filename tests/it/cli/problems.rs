//! Problems and letters from a shell.

use super::Place;

fn problem(place: &Place, more: &[&str]) -> String {
    let mut args = vec!["add", "problem", "Альфа"];
    args.extend(more);
    place.run(&args).done().to_owned()
}

#[test]
fn a_problem_is_on_the_card_and_brings_a_call() {
    let place = Place::new();
    place.client("Альфа");
    let id = problem(
        &place,
        &[
            "--title",
            "Ads rejected",
            "--critical",
            "--found-by",
            "client",
            "--solver",
            "platform",
            "--details",
            "14 ads",
        ],
    );
    let card = place.run(&["show", "Альфа", "--json"]).json();
    let shown = &card["problems"][0];
    assert_eq!(shown["id"], id.as_str());
    for (field, value) in [
        ("title", "Ads rejected"),
        ("details", "14 ads"),
        ("severity", "critical"),
        ("found_by", "client"),
        ("solver", "platform"),
        ("life", "open"),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    let agenda = place.run(&["agenda", "--json"]).json();
    let reasons = &agenda["rows"][0]["reasons"];
    assert_eq!(reasons[0]["kind"], "critical-problem", "{agenda}");
    assert_eq!(reasons[0]["text"], "critical: Ads rejected");
    place.run(&["undo"]).done();
    let card = place.run(&["show", "Альфа", "--json"]).json();
    assert_eq!(card["problems"].as_array().map(Vec::len), Some(0));
    let ran = place.run(&["add", "problem", "Альфа", "--title", " "]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn letters_are_filled_listed_written_and_refused() {
    let place = Place::new();
    place.client("Альфа");
    let listed = place.run(&["letter"]);
    assert!(listed.done().contains("appeal-moderation"));
    let secret = problem(
        &place,
        &["--title", "Old agency burnt money", "--sensitive"],
    );
    problem(&place, &["--title", "Ads rejected", "--solver", "platform"]);

    let letter = |more: &[&str]| {
        let mut args = vec!["letter", "Альфа"];
        args.extend(more);
        place.run(&args)
    };
    let appeal = letter(&["appeal-moderation", "--problem", "rejected", "--json"]).json();
    let text = appeal["text"].as_str().unwrap_or_default();
    assert!(
        text.contains("Ads rejected") && text.contains("[platform]"),
        "{text}"
    );
    assert!(
        appeal["blanks"]
            .as_array()
            .is_some_and(|b| b.contains(&"your name".into()))
    );
    for (args, code, words) in [
        (&["client-access", "--problem", &secret][..], 1, "sensitive"),
        (&["specialist-task", "--problem", &secret], 0, ""),
        (&["no-such"], 3, "appeal-moderation"),
        (&["client-access", "--problem", "zzz"], 3, "zzz"),
        (&["client-access"], 0, ""),
    ] {
        let ran = letter(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
        let names = ran.out.contains("Old agency");
        assert_eq!(names, args[0] == "specialist-task", "{args:?}");
    }
    let task = letter(&["specialist-task", "--problem", "agency"]);
    assert!(task.err.contains("not for the client"), "{}", task.err);
    let kept = place.path("task.txt").display().to_string();
    let written = letter(&["client-refusal", "--out", &kept, "--json"]).json();
    assert_eq!(written["file"], kept.as_str());
    let out = place.path("letter.txt");
    let out = out.to_str().expect("a path");
    for (code, words) in [(0, "written"), (1, "letter.txt")] {
        let ran = letter(&["client-refusal", "--out", out]);
        assert_eq!(ran.code, code, "never over another file: {}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn a_broken_letter_of_ones_own_is_named_with_its_line() {
    let place = Place::new();
    place.client("Альфа");
    std::fs::create_dir(place.path("playbooks")).expect("a folder");
    place.file(
        "playbooks/mine.toml",
        "\n[[letter]]\nid = \"hello\"\nto = \"client\"\ntitle = { ru = \"а\", en = \"a\" }\nbody = { ru = \"{client\", en = \"a\" }\n",
    );
    let config = place.file("config.toml", "");
    let ran = place.run(&["--config", &config, "letter"]);
    assert!(!ran.done().contains("hello"), "only that letter is off");
    assert!(ran.done().contains("client-access"));
    for words in ["mine.toml", "line 2", "hello", "body.ru"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
}
