//! Views and queries from a shell.

use super::Place;

fn place() -> Place {
    let place = Place::new();
    for (name, tier) in [("Альфа", "A"), ("Бета", "C"), ("Вега", "A")] {
        let client = ["add", "client", "--name", name, "--tier", tier];
        place.run(&client).done();
    }
    place
}

#[test]
fn a_view_is_saved_listed_shown_used_and_removed() {
    let place = place();
    let save = |query: &str| {
        let args = ["view", "save", "Ключевые", "--query", query, "--key", "2"];
        place.run(&[&args[..], &["--columns", "silence,next", "--lang", "ru"]].concat())
    };
    assert_eq!(save("tier:c").code, 0);
    let run = save("категория:a");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Ключевые"), "{}", run.err);
    let listed = place.run(&["view", "list", "--json"]).json();
    let views = listed["views"].as_array().unwrap();
    assert_eq!(views.len(), 11, "ten come ready: {listed}");
    let saved = &views[0];
    assert_eq!(
        saved["query"], "категория:a",
        "one of the same name is replaced"
    );
    assert_eq!((&saved["clients"], &saved["key"]), (&2.into(), &2.into()));
    assert_eq!(saved["columns"][1], "next");
    // By the beginning of its name; by the id of a ready-made one.
    let shown = place.run(&["view", "show", "ключ", "--lang", "ru"]);
    let names = "клиент  тишина  далее\nАльфа        —\nВега         —";
    assert_eq!(shown.done(), names, "with its columns, aligned");
    let json = place.run(&["view", "show", "ключ", "--json"]).json();
    assert_eq!(json["clients"][0]["name"], "Альфа");
    assert!(json["clients"][0]["silence"].is_null(), "{json}");
    let csv = place.run(&["view", "show", "ключ", "--format", "csv"]);
    let csv = csv.done();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "id,name,silence,next,next_time,promised");
    assert!(lines[1].ends_with(",Альфа,,,,"), "{csv}");
    let ready = place.run(&["view", "show", "onboarding", "--json"]).json();
    assert_eq!(ready["clients"].as_array().unwrap().len(), 3);
    let table = place.run(&["export", "clients", "--view", "Ключевые"]);
    assert_eq!(table.done().lines().count(), 3, "{}", table.out);
    let wrong = place.run(&["export", "touches", "--view", "Ключевые"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    assert_eq!(
        place.run(&["audit", "--view", "Ключевые", "--json"]).code,
        0
    );
    place.run(&["view", "remove", "Ключевые"]).done();
    let gone = place.run(&["view", "show", "Ключевые", "--lang", "ru"]);
    assert_eq!(gone.code, 3, "{}", gone.err);
    assert!(
        gone.err.contains("Новые клиенты"),
        "the views there are: {}",
        gone.err
    );
    place.run(&["undo"]).done();
    assert_eq!(
        place
            .run(&["view", "show", "Ключевые", "--lang", "ru"])
            .done(),
        names
    );
}

#[test]
fn the_columns_of_a_view_are_values() {
    let place = place();
    place
        .run(&[
            "add",
            "contact",
            "Альфа",
            "--name",
            "Анна",
            "--phone",
            "+7 900 1",
        ])
        .done();
    place
        .run(&[
            "log",
            "Альфа",
            "--outcome",
            "answered",
            "--next",
            "2026-12-01",
        ])
        .done();
    let columns = "tier,stage,next,person,policy,tried,problems,decline,spend,spark";
    let save = [
        "view",
        "save",
        "X",
        "--query",
        "альфа",
        "--columns",
        columns,
    ];
    place.run(&save).done();
    let shown = place.run(&["view", "show", "X", "--json"]).json();
    let row = &shown["clients"][0];
    for (name, value) in [
        ("tier", "A"),
        ("stage", "acquaintance"),
        ("next", "2026-12-01"),
        ("person", "Анна"),
        ("phone", "+7 900 1"),
        ("policy", "full"),
    ] {
        assert_eq!(row[name], value, "{row}");
    }
    assert_eq!((&row["tried"], &row["problems"]), (&0.into(), &0.into()));
    assert!(row["decline"].is_null() && row["spend"].is_null(), "{row}");
    let csv = place.run(&["view", "show", "X", "--format", "csv"]);
    let csv = csv.done();
    assert_eq!(csv.matches("currency").count(), 1, "{csv}");
    assert!(csv.contains(",A,acquaintance,2026-12-01,"), "{csv}");
    // The columns stand one under another.
    let text = place.run(&["view", "show", "X", "--lang", "ru"]);
    let text = text.done();
    let place_of = |line: &str, word: &str| {
        let at = line.find(word).unwrap_or_else(|| panic!("{word}\n{text}"));
        line[..at].chars().count()
    };
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(place_of(lines[0], "контактное"), place_of(lines[1], "Анна"));
}

#[test]
fn a_broken_query_shows_its_place() {
    let place = place();
    for verb in [
        &["view", "show", "--query", "альфа тир:a"][..],
        &["view", "save", "X", "--query", "альфа тир:a"],
    ] {
        let run = place.run(&[verb, &["--lang", "ru"]].concat());
        assert_eq!(run.code, 2, "{}", run.err);
        let lines: Vec<&str> = run.err.lines().rev().take(2).collect();
        let caret = lines[0].find('^').map(|at| lines[0][..at].chars().count());
        let name = lines[1]
            .find("тир")
            .map(|at| lines[1][..at].chars().count());
        assert_eq!(caret, name, "{}", run.err);
        assert!(run.err.contains("знак 7"), "{}", run.err);
    }
    let error = place
        .run(&["view", "show", "--query", "tier:z", "--json"])
        .error();
    assert_eq!(error["kind"], "usage");
    assert_eq!(error["position"], 6);
    assert!(error["choices"].is_null(), "{error}");
    let run = place.run(&["news", "add", "--title", "Новость", "--query", "tier:z"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("\n       ^"), "{}", run.err);
    let shown = place.run(&["view", "show", "--query", "-tier:c"]);
    assert_eq!(shown.done(), "Альфа\nВега");
    place
        .run(&["view", "save", "X", "--query", "-tier:c"])
        .done();
}

#[test]
fn what_no_portfolio_would_take_is_a_usage_error() {
    let place = place();
    for args in [
        &["view", "save", ""][..],
        &["add", "request", "Альфа", ""],
        &["add", "task", "Альфа", "--text", ""],
        &[
            "focus",
            "freeze",
            "X",
            "--query",
            "tier:a",
            "--hold-out",
            "150",
        ],
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
    }
}

#[test]
fn own_views_lie_in_the_configuration() {
    let place = place();
    let config = place.file("config.toml", "");
    let own = |text: &str| place.file("views.toml", text);
    let run = |args: &[&str]| place.run(&[&["--config", &config], args].concat());
    own(
        "[[view]]\nid = \"mine\"\nname = { ru = \"Мои\", en = \"Mine\" }\nquery = { ru = \"кат:с\", en = \"tier:c\" }\n",
    );
    assert_eq!(run(&["view", "show", "mine"]).done(), "Бета");
    own(
        "\n[[view]]\nid = \"mine\"\nname = { ru = \"Мои\", en = \"Mine\" }\nquery = { ru = \"долг>0\", en = \"debt>0\" }\n",
    );
    let run = run(&["view", "show", "mine", "--lang", "ru"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(
        run.err.contains("views.toml") && run.err.contains("долг"),
        "{}",
        run.err
    );
}

#[test]
fn the_fields_of_queries_are_listed() {
    let place = place();
    let listed = place.run(&["view", "fields", "--json"]).json();
    let fields = listed["fields"].as_array().unwrap();
    let touch = fields.iter().find(|f| f["name"] == "touch").unwrap();
    assert_eq!(touch["names"][1], "касание");
    let text = place.run(&["view", "fields", "--lang", "ru"]);
    assert!(
        text.done().contains("этап цикла; знакомство, проблемы"),
        "{}",
        text.out
    );
}

#[test]
fn a_view_goes_with_the_workstation_or_behind_a_verb() {
    let run = place().run(&["--view", "Ключевые", "agenda", "--lang", "ru"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("--view"), "{}", run.err);
}
