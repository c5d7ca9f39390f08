//! Agreements, playbooks and cycles from a shell.

use super::Place;

#[test]
fn a_promise_and_a_playbook_are_on_the_card() {
    let place = Place::new();
    place.run(&["add", "client", "--name", "Альфа"]).done();
    let id = place
        .run(&[
            "add",
            "promise",
            "Альфа",
            "--what",
            "прислать смету",
            "--until",
            "пт",
            "--who",
            "Анна",
            "--evidence",
            "пришлю в пятницу",
        ])
        .done()
        .to_owned();
    let run = place.run(&[
        "add",
        "promise",
        "Альфа",
        "--side",
        "client",
        "--what",
        "доступ",
        "--until",
        "2026-11-20",
    ]);
    run.done();
    let bad = place.run(&[
        "add",
        "promise",
        "Альфа",
        "--what",
        "акт",
        "--until",
        "когда-нибудь",
    ]);
    assert_eq!(bad.code, 2, "{}", bad.err);
    assert!(bad.err.contains("--until"), "{}", bad.err);
    let listed = place.run(&["playbook", "list", "--json"]).json();
    assert_eq!(listed["playbooks"][0]["id"], "onboarding");
    let applied = place.run(&[
        "playbook",
        "apply",
        "Альфа",
        "onboarding",
        "--from",
        "2026-11-09",
        "--json",
        "--lang",
        "ru",
    ]);
    assert_eq!(applied.json()["steps"][0]["due"], "2026-11-09");
    let twice = place.run(&["playbook", "apply", "Альфа", "onboarding", "--lang", "ru"]);
    assert_ne!(twice.code, 0);
    assert!(twice.err.contains("уже идёт"), "{}", twice.err);
    let none = place.run(&["playbook", "apply", "Альфа", "нет-такого"]);
    assert_eq!(none.code, 3, "{}", none.err);
    assert!(none.err.contains("onboarding"), "{}", none.err);
    let card = place.run(&["show", "Альфа", "--json"]).json();
    // Two runs in one millisecond: ids tell nothing of their order.
    let promises = card["promises"].as_array().unwrap();
    let of = |side: &str| promises.iter().find(|p| p["side"] == side).unwrap();
    assert_eq!(of("ours")["id"], id.as_str());
    assert_eq!(of("ours")["until"], "2026-11-27");
    assert_eq!(of("ours")["life"], "open");
    assert_eq!(of("client")["until"], "2026-11-20");
    assert_eq!(card["checklists"][0]["playbook"], "onboarding");
    assert_eq!(card["cycles"][0]["cycle"], 1);
    assert_eq!(card["cycles"][0]["touches"], 0);
    let text = place.run(&["show", "Альфа", "--lang", "ru"]);
    let flat = text.done().replace('\u{a0}', " ");
    for words in [
        "мы: прислать смету, до пт 27 ноя",
        "Первые 60 дней: 0 из 12",
        "виток 1",
    ] {
        assert!(flat.contains(words), "{words}\n{flat}");
    }
    let agenda = place.run(&["agenda", "--json"]).json();
    let reasons = agenda["rows"][0]["reasons"].to_string();
    assert!(
        reasons.contains("promise-due"),
        "the client's is late: {reasons}"
    );
    assert!(reasons.contains("checklist-step"), "{reasons}");
}

#[test]
fn tasks_gather_in_one_list_of_the_client() {
    let place = Place::new();
    place.run(&["add", "client", "--name", "Альфа"]).done();
    for (text, due) in [("собрать метки", "2026-12-01"), ("позвонить", "завтра")]
    {
        let args = [
            "add",
            "task",
            "Альфа",
            "--text",
            text,
            "--due",
            due,
            "--lang",
            "ru",
        ];
        place.run(&args).done();
    }
    let card = place.run(&["show", "Альфа", "--json"]).json();
    let lists = card["checklists"].as_array().unwrap();
    assert_eq!(lists.len(), 1, "{card}");
    assert_eq!(lists[0]["title"], "Задачи");
    let texts: Vec<&str> = lists[0]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["позвонить", "собрать метки"]);
    for (args, code) in [
        (["--text", "x", "--due", "когда-нибудь"], 2),
        (["--text", " ", "--due", "завтра"], 2),
    ] {
        let mut all = vec!["add", "task", "Альфа"];
        all.extend(args);
        let bad = place.run(&all);
        assert_eq!(bad.code, code, "{}", bad.err);
    }
}
