//! Recommendations from a shell: from the first word to what it gave.

use serde_json::{Value, json};

use super::Place;

const DRAFT: [&str; 16] = [
    "--title",
    "Кампания на бренд",
    "--why",
    "Конкуренты стоят выше по вашему названию",
    "--if-done",
    "Заявки с бренда станут дешевле",
    "--if-not",
    "К весне аукцион подорожает",
    "--value",
    "заявки по 400 рублей",
    "--effect",
    "cpa -20..-10",
    "--how",
    "Нажмите «Добавить»",
    "--how-expert",
    "РК на брендовые запросы",
];

#[test]
fn a_recommendation_lives_with_the_clients_own_decision() {
    let place = Place::new();
    let client = place.client("Альфа");
    let mut args = vec!["draft", client.as_str(), "--helper", "Ольга"];
    args.extend(DRAFT);
    let made = place.run(&args);
    assert!(made.err.contains("no goals in the brief"), "{}", made.err);
    let id = made.done().to_owned();
    let advance = |more: &[&str]| {
        let mut args = vec!["draft", "advance", id.as_str()];
        args.extend(more);
        place.run(&args)
    };
    advance(&["ready"]).done();
    advance(&["sent"]).done();
    assert_eq!(advance(&["declined"]).code, 1, "a reason is asked for");
    let decision = ["--who", "Вера", "--channel", "chat", "--words", "давайте"];
    let mut accepted = vec!["accepted", "--until", "27.11"];
    accepted.extend(decision);
    advance(&accepted).done();
    let refused = advance(&["implemented", "--by", "us"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("set nothing up"), "{}", refused.err);
    advance(&["implemented", "--note", "сам"]).done();
    assert_eq!(advance(&["checked"]).code, 1, "a verdict is asked for");
    let early = advance(&["checked", "--verdict", "worked"]);
    assert_eq!(early.code, 1, "nothing to compare yet");
    assert!(early.err.contains("Too early"), "{}", early.err);
    advance(&["checked", "--verdict", "unclear", "--note", "заявок больше"]).done();

    let listed = place.run(&["draft", "list", "--all", "--json"]).json();
    let draft = &listed["drafts"][0];
    let effect = json!({ "metric": "cpa", "low": -10.0, "high": -20.0 });
    for (key, expected) in [
        ("life", json!("checked")),
        ("goal", Value::Null),
        ("effect", effect),
        ("helper", json!("Ольга")),
        ("how_expert", json!("РК на брендовые запросы")),
        ("cycle", json!(1)),
    ] {
        assert_eq!(draft[key], expected, "{key}");
    }
    assert_eq!(draft["decision"]["words"], "давайте");
    assert_eq!(draft["steps"][3]["note"], "done by the client: сам");
    assert_eq!(draft["check"]["verdict"], "unclear");
    let card = place.run(&["show", &client, "--json"]).json();
    assert_eq!(card["rates"]["implementation"], 1.0);
    let rates = place.run(&["draft", "rates", "--json"]).json();
    assert_eq!(rates["rates"][0]["name"], "growth");
    assert_eq!(rates["rates"][0]["acceptance"], 1.0);
}

#[test]
fn a_presentation_says_where_it_cannot_be_written_and_why_there_is_none() {
    let place = Place::new();
    let client = place.client("Альфа");
    let short = [
        "draft",
        &client,
        "--title",
        "Поиск",
        "--why",
        "да",
        "--if-done",
        "да",
        "--if-not",
        "да",
    ];
    place.run(&short).done();
    let none = place.run(&["deck", &client]);
    assert!(
        none.err.contains("cannot be marked as ready"),
        "{}",
        none.err
    );

    let mut args = vec!["draft", client.as_str()];
    args.extend(DRAFT);
    let id = place.run(&args).done().to_owned();
    place.run(&["draft", "advance", &id, "ready"]).done();
    let there = place.file("there.html", "mine");
    let folder = place.data().display().to_string();
    let device = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let lost = place.path("nowhere").join("x.html").display().to_string();
    for (flags, code, said) in [
        (vec!["-o", &there], 1, "exists already"),
        (vec!["-o", &folder], 1, "not a regular file"),
        (vec!["-o", device], 1, "not a regular file"),
        (vec!["-o", &lost], 1, "no such folder"),
        (vec!["-o", "x.zzz"], 2, "--format"),
        (vec!["--format", "md", "-o", "-", "--json"], 2, "stdout"),
    ] {
        let mut args = vec!["deck", client.as_str()];
        args.extend(flags.iter().copied());
        let ran = place.run(&args);
        assert_eq!(ran.code, code, "{flags:?}: {}", ran.err);
        let told = format!("{}{}", ran.err, ran.out);
        assert!(told.contains(said), "{flags:?}: {told}");
    }
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "mine");
    let sheet = place.path("sheet.txt").display().to_string();
    let asked = place
        .run(&["brief", &client, "--questions", "-o", &sheet, "--json"])
        .json();
    assert_eq!(asked["file"], json!(sheet));
    assert!(!std::fs::read_to_string(&sheet).unwrap().starts_with('{'));
}

#[test]
fn what_cannot_be_meant_is_said_with_what_can() {
    let place = Place::new();
    let client = place.client("Альфа");
    for (flags, code, said) in [
        (["--goal", "3"], 3, "no goal number 3"),
        (["--effect", "cheaper"], 2, "cpa -10..-20"),
    ] {
        let mut args = vec!["draft", client.as_str(), "--title", "x"];
        args.extend(flags);
        let ran = place.run(&args);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
