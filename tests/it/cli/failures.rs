//! Every way to fail: its exit code, its place, what it says.

use std::io::Read;
use std::process::Stdio;

use planerka::store::{Engine, OpenOptions};

use super::{Place, text};

/// Name, arguments, exit code, kind, what stderr says.
type Case<'a> = (&'a str, &'a [&'a str], i32, &'a str, &'a [&'a str]);

const GROUP: &str = "01900000-0000-7000-8000-000000000000";

#[test]
fn exit_codes_and_words() {
    let place = Place::new();
    place.client("Green House");
    place.client("Green Yard");
    let config = place.file("bad.toml", "lang = \"en\"\n\ntheme = \"blue\"\n");
    let unknown = place.file("unknown.toml", "[day]\nhour = \"9\"\n");
    let empty = place.file("empty.csv", "");
    let binary = place.file("binary.csv", [0u8, 159, 146, 150, 0, 1, 2, 3, 255, 0, 0]);
    let strange = place.file("strange.csv", "a;b;c\n1;2;3\n");
    let keys = place.file(
        "keys.toml",
        "[list]\nbind = [{ on = \"j\", do = \"fly\" }]\n",
    );
    let own_keys = place.file("own.toml", format!("[keys]\nfile = {keys:?}\n"));
    let missing = text(&place.path("missing.csv"));
    let nowhere = text(&place.path("nowhere"));
    let cases: &[Case<'_>] = &[
        ("unknown verb", &["frobnicate"], 2, "usage", &["frobnicate"]),
        ("unknown flag", &["undo", "--hard"], 2, "usage", &["--hard"]),
        (
            "garbage for now",
            &["--now", "soon", "journal"],
            2,
            "config",
            &["--now", "soon"],
        ),
        (
            "bad setting",
            &["--config", &config, "journal"],
            2,
            "config",
            &["line 3", "contrast"],
        ),
        (
            "unknown setting",
            &["--config", &unknown, "journal"],
            2,
            "config",
            &["hours"],
        ),
        (
            "unknown language",
            &["--lang", "fr", "journal"],
            2,
            "config",
            &["ru, en"],
        ),
        (
            "bad keys",
            &["--config", &own_keys, "keys", "--check"],
            4,
            "bad-input",
            &["1 mistake"],
        ),
        ("nobody", &["show", "nobody"], 3, "not-found", &["nobody"]),
        ("several", &["show", "green"], 2, "ambiguous", &["several"]),
        (
            "no such draft",
            &["draft", "ready", "0123"],
            3,
            "not-found",
            &["0123"],
        ),
        (
            "no store",
            &["--data", &nowhere, "agenda"],
            3,
            "not-found",
            &["nowhere"],
        ),
        (
            "empty file",
            &["import", &empty],
            4,
            "bad-input",
            &["empty.csv"],
        ),
        (
            "binary file",
            &["import", &binary],
            4,
            "bad-input",
            &["binary.csv"],
        ),
        (
            "no known table",
            &["import", &strange],
            4,
            "bad-input",
            &["strange.csv"],
        ),
        (
            "missing file",
            &["import", &missing],
            4,
            "bad-input",
            &["missing.csv"],
        ),
        (
            "unknown kind",
            &["import", "--kind", "x", &empty],
            2,
            "usage",
            &["amocrm.leads"],
        ),
        (
            "bad next",
            &["log", "yard", "--next", "31.02"],
            2,
            "usage",
            &["date"],
        ),
        (
            "bad day",
            &["agenda", "--date", "someday"],
            2,
            "usage",
            &["someday"],
        ),
        (
            "bad zone",
            &["add", "client", "--name", "X", "--zone", "Moon"],
            2,
            "usage",
            &["Moon"],
        ),
        (
            "no name",
            &["add", "client", "--name", " "],
            2,
            "usage",
            &["name"],
        ),
        ("no terminal", &[], 2, "usage", &["terminal"]),
        (
            "demo over a portfolio",
            &["demo", "--data", "data"],
            1,
            "failed",
            &["already"],
        ),
        ("nothing to redo", &["redo"], 1, "refused", &["redo"]),
        (
            "no such group",
            &["undo", "--group", GROUP],
            3,
            "not-found",
            &[GROUP],
        ),
    ];
    for (name, args, code, kind, says) in cases {
        let plain = place.run(args);
        assert_eq!(plain.code, *code, "{name}: {}", plain.err);
        assert_eq!(plain.out, "", "{name}: no data on failure");
        for word in *says {
            assert!(
                plain.err.contains(word),
                "{name}: {} lacks {word}",
                plain.err
            );
        }
        let mut with_json = vec!["--json"];
        with_json.extend_from_slice(args);
        let machine = place.run(&with_json);
        assert_eq!(machine.code, *code, "{name} as JSON: {}", machine.err);
        let error = machine.error();
        assert_eq!(error["kind"], *kind, "{name}: {error}");
        assert!(
            error["message"].as_str().is_some_and(|m| !m.is_empty()),
            "{name}"
        );
    }
    let located = place
        .run(&["--json", "--config", &config, "journal"])
        .error();
    assert_eq!(located["line"], 3);
    assert_eq!(located["file"], config.as_str());
    let several = place.run(&["--json", "show", "green"]).error();
    assert_eq!(several["choices"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        place
            .run(&["journal", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_store_in_use_is_told_with_its_holder() {
    let place = Place::new();
    place.client("Held");
    let (engine, _) = Engine::open(&place.data(), OpenOptions::default()).expect("opens");
    for (lang, word) in [("en", "open in another program"), ("ru", "уже открыт")] {
        let ran = place.run(&["--lang", lang, "agenda"]);
        assert_eq!(ran.code, 5, "{}", ran.err);
        assert!(ran.err.contains(word), "{}", ran.err);
        assert!(
            ran.err.contains(&std::process::id().to_string()),
            "{}",
            ran.err
        );
    }
    engine.close(None).expect("closes");
    assert_eq!(place.run(&["agenda"]).code, 0);
}

#[test]
fn both_languages_speak() {
    let place = Place::new();
    for (lang, word) in [("ru", "Клиента «никто» нет"), ("en", "There is no client")]
    {
        place.run(&["add", "client", "--name", lang]);
        let ran = place.run(&["--lang", lang, "show", "никто"]);
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    let ran = place.run(&["-q", "log", "ru"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "-q says nothing");
}

/// `planerka … | head -1`: the reader goes away, nobody complains, the store is closed in order.
#[test]
fn a_closed_pipe_is_no_failure() {
    let place = Place::new();
    assert_eq!(
        place
            .run(&["demo", "--data", "data", "--clients", "800", "--no-open"])
            .code,
        0
    );
    let mut child = place
        .command(&["export", "clients"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut first = [0u8; 16];
    let mut out = child.stdout.take().expect("stdout");
    out.read_exact(&mut first).expect("a beginning");
    drop(out);
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let next = place.run(&["journal"]);
    assert_eq!((next.code, next.err.as_str()), (0, ""), "closed in order");
}

#[test]
fn a_mistyped_command_line_is_told_in_the_language_of_the_person() {
    let place = Place::new();
    let config = place.file("ru.toml", "lang = \"ru\"\n");
    for (args, says) in [
        (&["restore"][..], "Не хватает: <FILE|--newest>"),
        (&["restore"], "Как вызвать: planerka restore"),
        (&["restore", "--newest", "x"], "вместе не указывают"),
        (&["doktor"], "Команды «doktor» нет. Похожее: doctor."),
        (
            &["undo", "--gruop", "x"],
            "Ключа --gruop здесь нет. Похожее: --group.",
        ),
        (&["redo", "лишнее"], "Лишнее слово: «лишнее»"),
        (
            &["log", "Ромашка", "--channel", "голубь"],
            "Значение «голубь»",
        ),
        (&["log", "Ромашка", "--channel", "голубь"], "Можно: phone, "),
        (
            &["restore", "x", "--as-of", "вчера"],
            "Значение «вчера» для --as-of",
        ),
        (&["restore", "x", "--as-of"], "У --as-of <SEQ> нет значения"),
        (
            &["doctor", "--repair", "--repair"],
            "--repair указан больше одного раза",
        ),
        (
            &["lock", "-q"],
            "После planerka lock не хватает команды. Можно: on, off, change",
        ),
    ] {
        let ran = place.run(&[&["--lang", "ru"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("error:"), "{args:?}: {}", ran.err);
        let json = place
            .run(&[&["--json", "--lang=ru"], args].concat())
            .error();
        assert_eq!(json["kind"], "usage");
        let message = json["message"].as_str().unwrap();
        assert!(message.contains(says), "{args:?}: {message}");
    }
    let mut command = place.command(&["doktor", "--config", &config]);
    let ran = command.env_remove("PLANERKA_LANG").output().unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert!(
        err.contains("Команды «doktor» нет"),
        "of the settings: {err}"
    );
    let english = place.run(&["doktor"]);
    assert!(english.err.contains("unrecognized subcommand"));
    // Help is no mistake: it stays what manuals quote.
    let help = place.run(&["restore", "--help", "--lang", "ru"]);
    assert!(help.done().contains("<FILE|--newest>"), "{}", help.out);
}

#[test]
fn a_file_called_nearly_like_a_command_is_asked_about() {
    let place = Place::new();
    place.client("Green House");
    for (typed, near) in [("lsit", "list"), ("verfy", "verify"), ("List", "list")] {
        let ran = place.run(&["backup", typed]);
        assert_eq!(ran.code, 2, "{typed}: {}", ran.err);
        for word in [typed, near, &format!("./{typed}")] {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
        assert!(!place.path(typed).exists(), "{typed}");
        let told = place.run(&["backup", typed, "--json"]).error();
        assert_eq!(told["kind"], "usage");
    }
    // What is called otherwise, has an ending or a folder, or is one, is a file.
    std::fs::create_dir(place.path("lists")).unwrap();
    for file in ["lsit.backup", "./lsit", "copy", "lists"] {
        place.run(&["backup", file]).done();
    }
}

#[test]
fn with_json_stderr_is_one_object_with_the_notes_in_it() {
    let place = Place::new();
    place.client("Green House");
    let one = |err: &str| -> serde_json::Value {
        serde_json::from_str(err).unwrap_or_else(|e| panic!("{e}: {err}"))
    };
    place.run(&["backup", "b.backup"]).done();
    let refused = place.run(&["restore", "b.backup", "--json"]);
    assert_eq!(refused.code, 2);
    let told = one(&refused.err);
    assert_eq!(told["error"]["kind"], "usage");
    let notes = told["notes"].as_array().unwrap();
    assert!(!notes.is_empty() && notes.iter().all(serde_json::Value::is_string));
    // What went well says what a person would hear, as data too; nothing when asked for nothing.
    let done = place.run(&["export", "clients", "--out", "c.json", "--json"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let notes = one(&done.err)["notes"].to_string();
    assert!(notes.contains("--with-notes") && notes.contains("c.json"));
    let quiet = place.run(&["export", "clients", "--out", "c.json", "--json", "-q"]);
    assert_eq!(quiet.err, "");
}
