//! What leaves the program: which words go by which way, and what a terminal gets of a hostile store.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use planerka::domain::plain::is_unprintable;
use planerka::domain::{Kind, Problem, ProblemId, Record};
use serde_json::Value;

use super::Place;
use crate::stuffed::{self, EVIL};

/// A mark of a field that no way out rewrites: letters and digits only.
fn mark(kind: &str, field: &str) -> String {
    let letters = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
    format!("Q{}X{}Q", letters(kind), letters(field))
}

/// Marks found in an output, as `kind.field`.
fn marks(text: &str) -> BTreeSet<String> {
    let parts = text.split('Q').filter(|part| part.len() < 60);
    parts
        .filter_map(|part| part.split_once('X'))
        .filter(|(kind, field)| {
            let plain = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_alphanumeric());
            plain(kind) && plain(field)
        })
        .map(|(kind, field)| format!("{kind}.{field}"))
        .collect()
}

/// A store whose every text names its own field; problems twice, kept inside and open; a neighbour.
fn marked(place: &Place) -> String {
    let mut records = stuffed::records();
    let inside = records.iter_mut().find_map(|r| match r {
        Record::Problem(row) => Some(row),
        _ => None,
    });
    let inside: &mut Problem = inside.unwrap();
    inside.sensitive = true;
    let open = Problem {
        id: ProblemId::from_bytes([0x44; 16]),
        sensitive: false,
        ..inside.clone()
    };
    stuffed::stuff(&mut records, |kind, field, _| mark(kind.name(), field));
    let mut others = [Record::from(open)];
    stuffed::stuff(&mut others, |_, field, _| mark("open", field));
    records.extend(others);
    records.push(stuffed::neighbour(&mark("other", "name")));
    let client = records
        .iter()
        .find(|r| r.kind() == Kind::Client)
        .unwrap()
        .client();
    stuffed::store(&place.data(), &records);
    client.to_string()
}

/// The text of everything in a presentation.
fn slides(path: &std::path::Path) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut all = String::new();
    for n in 0..zip.len() {
        let mut bytes = Vec::new();
        zip.by_index(n).unwrap().read_to_end(&mut bytes).unwrap();
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

/// What is meant for the client holds these at most: names it knows and what was written for it.
const FOR_CLIENT: &[&str] = &[
    "client.name",
    // Who of ours presents.
    "client.owner",
    "contact.name",
    "recommendation.title",
    "recommendation.why",
    "recommendation.ifdone",
    "recommendation.ifnot",
    "recommendation.value",
    "recommendation.helper",
    "recommendation.howsimple",
    "recommendation.howexpert",
    "brief.text",
];

#[test]
fn what_is_meant_for_the_client_holds_nothing_else() {
    let place = Place::new();
    let client = marked(&place);
    let mut ways: BTreeMap<String, String> = BTreeMap::new();
    for format in ["md", "html"] {
        let ran = place.run(&["deck", &client, "--format", format, "--out", "-"]);
        ways.insert(format!("deck {format}"), ran.done().to_owned());
    }
    place
        .run(&["deck", &client, "--format", "pptx", "--out", "d.pptx"])
        .done();
    ways.insert("deck pptx".to_owned(), slides(&place.path("d.pptx")));
    // Its pages are packed; what is told of the file as a whole is not.
    place
        .run(&["deck", &client, "--format", "pdf", "--out", "d.pdf"])
        .done();
    let pdf = std::fs::read(place.path("d.pdf")).unwrap();
    ways.insert(
        "deck pdf".to_owned(),
        String::from_utf8_lossy(&pdf).into_owned(),
    );
    let ran = place.run(&["brief", &client, "--questions", "--all"]);
    ways.insert("questions".to_owned(), ran.done().to_owned());
    let letters = place.run(&["letter", "--json"]).json();
    for letter in letters["letters"].as_array().unwrap() {
        let id = letter["id"].as_str().unwrap();
        let to = letter["to"].as_str().unwrap();
        if to == "client" {
            let about = mark("open", "title");
            let ran = place.run(&["letter", &client, id, "--problem", &about]);
            let ran = if ran.code == 0 {
                ran
            } else {
                place.run(&["letter", &client, id])
            };
            ways.insert(format!("letter {id}"), ran.out);
        }
    }
    assert!(ways.len() > 4, "{:?}", ways.keys());
    let mut held = BTreeSet::new();
    for (way, text) in &ways {
        for mark in marks(text) {
            // A letter about a problem tells it, unless the problem is kept inside.
            let told = ["open.title", "open.details", "brief.constraints"].contains(&mark.as_str());
            let letter_about = way.starts_with("letter") && told;
            assert!(
                FOR_CLIENT.contains(&mark.as_str()) || letter_about,
                "{way}: {mark}\n{text}"
            );
            held.insert(mark);
        }
        // Policy, severity, mood and place on the map are no texts but words of the program: the client is
        // of a reduced policy, its problem critical, its last call warm.
        if !["deck html", "deck pptx", "deck pdf"].contains(&way.as_str()) {
            let words = text.to_lowercase();
            for inside in [
                "reduced",
                "critical",
                "warm",
                "curt",
                "upset",
                "do not call",
                "news only",
                "grow and guard",
                "policy",
                "severity",
                "mood",
                "priority",
            ] {
                assert!(!words.contains(inside), "{way}: {inside}\n{text}");
            }
        }
    }
    for needed in ["client.name", "recommendation.title", "recommendation.why"] {
        assert!(held.contains(needed), "{needed}: {held:?}");
    }
}

/// A letter to a client about a problem that is kept inside is not written.
#[test]
fn a_problem_kept_inside_is_in_no_letter_to_the_client() {
    let place = Place::new();
    let client = marked(&place);
    let letters = place.run(&["letter", "--json"]).json();
    let mut tried = 0;
    for letter in letters["letters"].as_array().unwrap() {
        if letter["to"] == "client" {
            let id = letter["id"].as_str().unwrap();
            let about = mark("problem", "title");
            let ran = place.run(&["letter", &client, id, "--problem", &about]);
            assert!(!ran.out.contains("Qproblem"), "{id}: {}", ran.out);
            tried += 1;
        }
    }
    assert!(tried > 0);
}

/// Files of tables: everything but what the manager wrote for nobody else; all of it when asked, and
/// through a pipe.
#[test]
fn tables_leave_private_notes_out_of_files_unless_asked() {
    let place = Place::new();
    marked(&place);
    let private = [
        "client.notes",
        "contact.notes",
        "touch.note",
        "recommendation.note",
    ];
    let mut seen = BTreeSet::new();
    for table in [
        "clients",
        "contacts",
        "touches",
        "drafts",
        "spend",
        "campaigns",
        "agenda",
    ] {
        for format in ["csv", "json"] {
            let file = format!("{table}.{format}");
            let args = ["export", table, "--format", format, "--out", &file];
            let told = place.run(&args);
            assert_eq!(told.code, 0, "{}", told.err);
            let held = marks(&std::fs::read_to_string(place.path(&file)).unwrap());
            for note in private {
                assert!(!held.contains(note), "{file}: {note}");
            }
            let with = place.run(&[&args[..], &["--with-notes"]].concat());
            assert_eq!(with.code, 0, "{}", with.err);
            let all = marks(&std::fs::read_to_string(place.path(&file)).unwrap());
            assert!(all.is_superset(&held), "{file}");
            let piped = place.run(&["export", table, "--format", format]);
            assert_eq!(marks(&piped.out), all, "{file}");
            // Where something was left out a person hears of it.
            let says = told.err.contains("--with-notes");
            assert_eq!(
                says,
                ["clients", "contacts", "touches", "drafts"].contains(&table),
                "{}",
                told.err
            );
            seen.extend(all.difference(&held).cloned());
        }
    }
    assert_eq!(
        seen,
        private.map(str::to_owned).into(),
        "and nothing but notes"
    );
    // A file the shell made is a file too.
    let file = std::fs::File::create(place.path("shell.csv")).unwrap();
    let done = place
        .command(&["export", "clients"])
        .stdout(file)
        .status()
        .unwrap();
    assert!(done.success());
    let held = marks(&std::fs::read_to_string(place.path("shell.csv")).unwrap());
    assert!(
        held.contains("client.name") && !held.contains("client.notes"),
        "{held:?}"
    );
}

#[test]
fn a_table_without_notes_imports_with_every_row_unchanged() {
    let place = Place::new();
    marked(&place);
    for table in ["clients", "contacts"] {
        let file = format!("{table}.csv");
        place.run(&["export", table, "--out", &file]).done();
        let report = place.run(&["import", &file, "--yes", "--json"]).json();
        let file = &report["files"][0];
        assert_eq!(file["rows"], file["unchanged"], "{table}: {file}");
    }
}

/// Every verb that shows data, with what it needs.
fn verbs(client: &str) -> Vec<Vec<String>> {
    let list: &[&[&str]] = &[
        &["show", client],
        &["brief", client],
        &["brief", client, "--questions", "--all"],
        &["agenda"],
        &["agenda", "--format", "md"],
        &["agenda", "--format", "ics"],
        &["due", "--within", "1440"],
        &["inbox"],
        &["inbox", "--closed"],
        &["journal"],
        &["backup", "list"],
        &["view", "list"],
        &["view", "show", "--query", "*"],
        &["draft", "list"],
        &["draft", "rates"],
        &["news", "list"],
        &["focus", "show"],
        &["forecast", "list"],
        &["rank"],
        &["audit", client],
        &["audit", "--all"],
        &["playbook", "list"],
        &["letter"],
        &["deck", client, "--format", "md", "--out", "-"],
        &["deck", client, "--format", "html", "--out", "-"],
        &["export", "clients"],
        &["export", "contacts"],
        &["export", "touches"],
        &["export", "drafts"],
        &["export", "campaigns"],
        &["export", "agenda"],
        &["export", "agenda", "--format", "md"],
        &["export", "agenda", "--format", "ics"],
        &["show", "nobody"],
        &["show", "Ромашка"],
        &["log", "nobody \u{1b}[6667m\u{9b}2J"],
        &["add", "client", "--name", "\u{1b}[6667m"],
        &["move", client, "\u{1b}[6667mnowhere"],
        &["nowhere\u{1b}[6667m"],
        &["view", "show", "--query", "\u{1b}]0;6667\u{7}:="],
        &["export", "clients", "--view", "\u{9b}6667m"],
        &["import", "\u{1b}[6667m.csv"],
    ];
    let own = |args: &&[&str]| args.iter().map(|arg| (*arg).to_owned()).collect();
    list.iter().map(own).collect()
}

/// What a terminal would obey.
fn command_of(text: &str) -> Option<char> {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .find(|c| !matches!(c, '\n' | '\t') && is_unprintable(*c))
}

#[test]
fn no_verb_passes_on_what_a_terminal_would_obey() {
    let place = Place::new();
    let mut records = stuffed::records();
    stuffed::stuff(&mut records, |_, _, words| format!("{words}{EVIL}"));
    let client = records
        .iter()
        .find(|r| r.kind() == Kind::Client)
        .unwrap()
        .client();
    stuffed::store(&place.data(), &records);
    let mut shown = 0;
    for args in verbs(&client.to_string()) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let text = place.run(&args);
        let json = place.run(&[&args[..], &["--json"]].concat());
        for (ran, how) in [(&text, "text"), (&json, "json")] {
            for (stream, words) in [("stdout", &ran.out), ("stderr", &ran.err)] {
                let found = command_of(words);
                assert_eq!(found, None, "{args:?} {how} {stream}: {words:?}");
            }
        }
        if json.code == 0 && !json.out.is_empty() && !args.contains(&"-") {
            let value: Value = serde_json::from_str(&json.out).unwrap_or(Value::Null);
            assert_ne!(value, Value::Null, "{args:?}: {}", json.out);
            shown += usize::from(value.to_string().contains("Ромашка"));
        }
    }
    assert!(shown > 5, "the data was shown {shown} times");
    // A reader of JSON gets what the store holds, character by character.
    let rows = place.run(&["export", "clients", "--json"]).json();
    assert!(rows[0]["name"].as_str().unwrap().ends_with(EVIL));
    let log = std::fs::read_to_string(place.data().join("log/planerka.log")).unwrap_or_default();
    assert!(
        command_of(&log).is_none() && !log.contains("Ромашка"),
        "{log}"
    );
}

#[test]
fn what_comes_in_is_recorded_as_plain_words() {
    let place = Place::new();
    let named = format!("Пекарня{EVIL} Колос");
    // NUL ends an argument: it comes by files and pipes alone.
    let typed = named.replace('\0', "");
    let ran = place.run(&["add", "client", "--name", &typed]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("control"),
        "a person hears of it: {}",
        ran.err
    );
    let id = ran.done().to_owned();
    place.run(&["log", &id, "--note", &typed]).done();
    let line = serde_json::json!({ "client": id, "channel": "phone", "outcome": "answered", "note": named });
    let fed = place.feed(&["log", "--stdin"], &format!("{line}\n"));
    assert_eq!(fed.code, 0, "{}", fed.err);

    let table = format!(
        "name,contact,phone,email,notes\nАльфа{EVIL},Пётр{EVIL},+7 905 111-22-33{EVIL},a@x.test,раз{EVIL}два\n"
    );
    let table = table
        .replace(['\u{0}', '\r', '\u{85}', '\n'], " ")
        .replace("notes ", "notes\n");
    let file = place.file("clients.csv", table);
    let report = place.run(&["import", &file, "--yes", "--json"]).json();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    assert_eq!(problems[0]["line"], 2, "{report}");
    assert!(
        problems[0]["message"]
            .as_str()
            .unwrap()
            .contains("left out"),
        "{report}"
    );

    let ics = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261124T090000Z\r\n\
        DTEND:20261124T100000Z\r\nSUMMARY:Встреча{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        EVIL.replace(['\u{0}', '\r', '\u{85}'], "")
    );
    let file = place.file("meetings.ics", ics);
    let report = place.run(&["import", &file, "--yes", "--json"]).json();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    assert!(problems.iter().any(|p| p["line"] == 7), "{report}");

    for table in ["clients", "contacts", "touches"] {
        let rows = place.run(&["export", table, "--json"]).json();
        let odd = |value: &Value| {
            value
                .as_str()
                .is_some_and(|t| t.contains(|c| c != '\n' && is_unprintable(c)))
        };
        for row in rows.as_array().unwrap() {
            let found =
                row.as_object().unwrap().iter().find(|(_, v)| {
                    odd(v) || v.as_array().is_some_and(|items| items.iter().any(odd))
                });
            assert_eq!(found, None, "{table}");
        }
    }
    let clients = place.run(&["export", "clients", "--json"]).json();
    let names: Vec<_> = clients
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["name"].clone())
        .collect();
    assert!(names.contains(&Value::from("Альфа")), "{names:?}");
}

#[test]
fn a_formula_never_leaves_as_one_and_comes_back_as_it_was() {
    let place = Place::new();
    let names = [
        "=1+1",
        "@SUM(A1)",
        "-2",
        "+7 905 111-22-33",
        "\"=1",
        "'=1",
        "\u{a0}=1",
        "＝1",
    ];
    for name in names {
        place
            .run(&["add", "client", &format!("--name={name}")])
            .done();
    }
    for table in ["clients", "agenda"] {
        place
            .run(&["export", table, "--out", &format!("{table}.csv")])
            .done();
        let text = std::fs::read_to_string(place.path(&format!("{table}.csv"))).unwrap();
        for row in csv::Reader::from_reader(text.as_bytes()).records() {
            for cell in row.unwrap().iter() {
                let first = cell.trim_start().trim_start_matches('"').chars().next();
                assert!(
                    !matches!(first, Some('=' | '+' | '-' | '@' | '＝')),
                    "{table}: {cell}"
                );
            }
        }
    }
    let there = place.run(&["export", "clients", "--json"]).json();
    let other = Place::new();
    std::fs::copy(place.path("clients.csv"), other.path("clients.csv")).unwrap();
    other.run(&["import", "clients.csv", "--yes"]).done();
    let here = other.run(&["export", "clients", "--json"]).json();
    let names = |rows: &Value| -> BTreeSet<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&there), names(&here));
    assert_eq!(names(&here).len(), 8);
}

/// Under a layout of keys to come the passphrase is still asked for, and a file is still the owner's alone.
#[test]
fn what_can_be_read_of_a_newer_encrypted_store_takes_its_passphrase() {
    let place = Place::new();
    marked(&place);
    let key = place.path("key");
    std::fs::write(&key, "тихий омут\n").unwrap();
    let key = ["--passphrase-file", key.to_str().unwrap()];
    place.run(&["lock", "on", key[0], key[1]]).done();
    for copy in ["header", "header.2"] {
        let path = place.data().join(copy);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text + "layout 2\n").unwrap();
    }
    let out = place.path("out.json");
    let export = [
        "export",
        "clients",
        "--readable",
        "--format",
        "json",
        "-o",
        out.to_str().unwrap(),
    ];
    assert_eq!(place.run(&export).code, 2, "not without a yes");
    let locked = place.run(&[&export[..], &["--yes"]].concat());
    assert_eq!(locked.code, 2, "{}", locked.err);
    assert!(locked.err.contains("passphrase"), "{}", locked.err);
    assert!(!out.exists());
    let ran = place.run(&[&export[..], &["--yes"], &key].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = out.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}

/// A store of a version to come: refused in words that say what can be had of it, and left as it is.
#[test]
fn what_can_be_read_of_a_newer_store_can_be_had() {
    let place = Place::new();
    marked(&place);
    for copy in ["header", "header.2"] {
        std::fs::write(place.data().join(copy), "planerka 99\n").unwrap();
    }
    // It may be encrypted for all this version knows.
    let unsaid = place.run(&["export", "clients", "--readable", "--json"]);
    assert_eq!((unsaid.code, unsaid.out.as_str()), (2, ""));
    let refused = place.run(&["export", "clients", "--json", "--yes"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    let error = refused.error();
    assert_eq!(error["kind"], "newer");
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains("planerka export clients --readable"),
        "{message}"
    );
    for table in [
        "clients",
        "contacts",
        "touches",
        "drafts",
        "spend",
        "campaigns",
    ] {
        let ran = place.run(&["export", table, "--readable", "--json", "--yes"]);
        let rows = ran.json();
        assert!(
            rows.as_array().is_some_and(|rows| !rows.is_empty()),
            "{table}"
        );
        assert!(ran.err.contains("not understood: 0"), "{}", ran.err);
    }
    assert_eq!(place.run(&["export", "agenda", "--readable"]).code, 2);
    assert_eq!(
        place
            .run(&["export", "clients", "--readable", "--view", "x"])
            .code,
        2
    );
    let header = std::fs::read_to_string(place.data().join("header")).unwrap();
    assert_eq!(header, "planerka 99\n");
}
