//! Workbooks out of the portfolio and back, and who may read what leaves it.

use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use super::Place;

const CLIENTS: &str = "Клиент;Категория;Телефон;Клиент с\n\
    Мастерская у реки;A;+7 900 000-11-22;12.03.2024\n\
    =Пекарня «Колос»;B;8 900 000 33 44;\n\
    @Сад и дом;C;;\n";

/// The sheets of a workbook.
fn sheets(path: &Path) -> Vec<(String, calamine::Range<Data>)> {
    let bytes = std::io::Cursor::new(std::fs::read(path).unwrap());
    Xlsx::new(bytes).unwrap().worksheets()
}

fn counts(report: &Value, keys: [&str; 3]) -> [i64; 3] {
    keys.map(|key| report["files"][0][key].as_i64().unwrap_or(-1))
}

#[test]
fn every_table_leaves_as_a_sheet_and_all_as_one_workbook() {
    let place = Place::new();
    place
        .run(&["demo", "--data", "data", "--clients", "12", "--no-open"])
        .done();
    let tables = [
        "clients",
        "contacts",
        "touches",
        "spend",
        "drafts",
        "agenda",
        "campaigns",
        "journal",
    ];
    for table in tables {
        let rows = place.run(&["export", table, "--json"]).json();
        let file = format!("{table}.xlsx");
        let ran = place.run(&["export", table, "--out", &file]);
        assert_eq!(ran.done(), "", "the ending of the file says how");
        let found = sheets(&place.path(&file));
        let [(name, sheet)] = found.as_slice() else {
            panic!("{table}: {} sheets", found.len());
        };
        assert_eq!(name, table);
        assert_eq!(
            sheet.height() - 1,
            rows.as_array().unwrap().len(),
            "{table}"
        );
    }
    let spend = &sheets(&place.path("spend.xlsx"))[0].1;
    assert!(matches!(spend.get_value((1, 2)), Some(Data::DateTime(_))));
    assert!(matches!(spend.get_value((1, 3)), Some(Data::Float(_))));

    place
        .run(&["export", "all", "--format", "xlsx", "--out", "all.book"])
        .done();
    let names: Vec<String> = (sheets(&place.path("all.book")).into_iter())
        .map(|(name, _)| name)
        .collect();
    let expected: Vec<&str> = tables.into_iter().filter(|t| *t != "agenda").collect();
    assert_eq!(names, expected);
}

#[test]
fn a_workbook_comes_back_as_it_left() {
    let place = Place::new();
    let file = place.file("clients.csv", CLIENTS);
    place.run(&["import", &file, "--yes"]).done();
    place
        .run(&["move", "мастерская", "rollout", "--yes"])
        .done();
    place.run(&["export", "clients", "--out", "c.xlsx"]).done();
    place.run(&["export", "contacts", "--out", "p.xlsx"]).done();
    let same = place.run(&["import", "c.xlsx", "--json"]).json();
    let keys = ["rows", "unchanged", "conflicts"];
    assert_eq!(counts(&same, keys), [3, 3, 0], "{same}");
    assert_eq!(same["files"][0]["encoding"], "xlsx");
    assert_eq!(same["files"][0]["problems"], json!([]));

    let other = Place::new();
    let (clients, people) = (place.path("c.xlsx"), place.path("p.xlsx"));
    let args = [
        "import",
        clients.to_str().unwrap(),
        people.to_str().unwrap(),
    ];
    let ran = other.run(&[args.as_slice(), &["--yes", "--json"]].concat());
    let report = ran.json();
    assert_eq!(
        counts(&report, ["rows", "new", "conflicts"]),
        [3, 3, 0],
        "{report}"
    );
    let told = &report["files"][0]["problems"][0];
    assert_eq!(told["kind"], "import-only-cards");
    for word in ["recorded_at", "backup", "restore"] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    let rows = |place: &Place| {
        let mut rows = place.run(&["export", "clients", "--json"]).json();
        for row in rows.as_array_mut().unwrap() {
            row["recorded_at"] = Value::Null;
        }
        rows
    };
    assert_eq!(rows(&other), rows(&place));
    let moved = other.run(&["show", "мастерская", "--json"]).json();
    assert_eq!(
        moved["client"]["stage"]
            .as_str()
            .or(moved["stage"].as_str()),
        Some("rollout")
    );

    // It is moved here now, and a table does not move it back.
    other
        .run(&["move", "мастерская", "problems", "--yes"])
        .done();
    let again = other.run(&["import", clients.to_str().unwrap(), "--json"]);
    assert_eq!(again.json()["files"][0]["unchanged"], 3);
    assert!(again.err.contains("planerka move"), "{}", again.err);
}

#[test]
fn an_archived_client_comes_back_archived_and_is_left_alone() {
    let place = Place::new();
    let id = "019c841c-b5c0-7000-8000-00c580000001";
    let clients = format!(
        "id,name,channels,stage,cycle,recorded_at,archived_at\n\
         {id},Колос,phone 10:00-12:30; email 09:00-18:00,solving,2,2026-01-02T10:00:00+03:00,\
         2026-11-01T10:00:00+03:00\n"
    );
    let clients = place.file("clients.csv", clients);
    let people =
        format!("contact_id,client_id,client,contact,phone\n,{id},Колос,Мария,+79161112233\n");
    let people = place.file("people.csv", people);
    place.run(&["import", &clients, "--yes"]).done();
    let row = &place.run(&["export", "clients", "--json"]).json()[0];
    for (key, value) in [
        ("archived_at", json!("2026-11-01T10:00:00+03:00")),
        (
            "channels",
            json!(["phone 10:00-12:30", "email 09:00-18:00"]),
        ),
        ("stage", json!("solving")),
        ("cycle", json!(2)),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    let ran = place.run(&["import", &people, "--yes", "--json"]);
    assert_eq!(
        counts(&ran.json(), ["rows", "skipped", "updated"]),
        [1, 1, 0]
    );
    assert!(ran.err.contains("archived clients: 1"), "{}", ran.err);
    // A stage of somebody else's table is one of a sale.
    let crm = place.file("crm.csv", "Client,Stage,Channels\nРека,Closed won,ads\n");
    let report = place.run(&["import", &crm, "--json"]).json();
    assert_eq!(report["files"][0]["problems"], json!([]));
}

#[test]
fn what_happened_does_not_come_from_tables() {
    let place = Place::new();
    place
        .run(&["demo", "--data", "data", "--clients", "12", "--no-open"])
        .done();
    for table in ["touches", "drafts", "agenda", "campaigns", "journal"] {
        for ending in ["csv", "xlsx"] {
            let file = format!("{table}.{ending}");
            place.run(&["export", table, "--out", &file]).done();
            let refused = place.run(&["import", &file, "--yes"]);
            assert_eq!(refused.code, 4, "{file}: {}", refused.err);
            for word in [table, "backup", "restore"] {
                assert!(refused.err.contains(word), "{file}: {}", refused.err);
            }
        }
    }
    place.run(&["export", "clients", "--out", "c.json"]).done();
    let refused = place.run(&["import", "c.json"]);
    assert!(
        refused.code == 4 && refused.err.contains("JSON"),
        "{}",
        refused.err
    );
}

#[test]
fn a_text_no_cell_holds_is_named_and_no_file_appears() {
    let place = Place::new();
    place.client("Пекарня Колос");
    let note = "щ".repeat(33_000);
    let line =
        json!({ "client": "колос", "channel": "phone", "outcome": "answered", "note": note });
    let fed = place.feed(&["log", "--stdin"], &format!("{line}\n"));
    fed.done();
    let args = ["export", "touches", "--out", "t.xlsx"];
    place.run(&args).done();
    std::fs::remove_file(place.path("t.xlsx")).unwrap();
    let refused = place.run(&[args.as_slice(), &["--with-notes"]].concat());
    assert_eq!(refused.code, 1, "{}", refused.err);
    for word in ["touches", "row 2", "Пекарня Колос", "note", "csv"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    assert!(!place.path("t.xlsx").exists());
    let left: Vec<_> = std::fs::read_dir(place.path("")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing but the store: {left:?}");
}

#[cfg(unix)]
#[test]
fn what_leaves_an_encrypted_store_is_asked_for_and_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place
        .run(&["demo", "--data", "data", "--clients", "12", "--no-open"])
        .done();
    let rows = place.run(&["export", "drafts", "--json"]).json();
    let ready = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["life"] == "ready");
    let client = ready.unwrap()["client_id"].as_str().unwrap().to_owned();
    let letters = place.run(&["letter", "--json"]).json();
    let letter = letters["letters"][0]["id"].as_str().unwrap().to_owned();
    let key = place.file("key", "тихий омут\n");
    let key = ["--passphrase-file", key.as_str()];
    let mode = |name: &str| {
        let about = std::fs::metadata(place.path(name)).unwrap();
        about.permissions().mode() & 0o777
    };
    let run = |args: &[&str]| place.run(&[args, &key].concat());
    let deck = ["deck", &client, "--out", "plain.html"];
    place.run(&deck).done();
    let usual = mode("plain.html");
    assert_ne!(usual, 0o600, "a file like any other");
    run(&["lock", "on"]).done();

    for (table, file) in [("clients", "c.csv"), ("all", "a.xlsx")] {
        let refused = run(&["export", table, "--out", file]);
        assert_eq!(refused.code, 2);
        // The refusal and nothing else: what the file would lack is told with the file.
        assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
        assert!(refused.err.contains("--yes"), "{}", refused.err);
        assert!(!place.path(file).exists());
        let done = run(&["export", table, "--out", file, "--yes"]);
        done.done();
        assert!(done.err.contains("--with-notes"), "{}", done.err);
        assert_eq!(mode(file), 0o600, "{file}");
    }
    run(&["deck", &client, "--out", "d.pdf", "--yes"]).done();
    let unnamed = run(&["deck", &client, "--format", "md", "--yes", "--json"]).json();
    run(&["letter", &client, &letter, "--out", "l.txt"]).done();
    for file in ["d.pdf", unnamed["file"].as_str().unwrap(), "l.txt"] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
    let taken = run(&["letter", &client, &letter, "--out", "l.txt"]);
    assert_eq!(taken.code, 1, "{}", taken.err);
}

#[test]
fn what_was_left_out_of_a_file_is_told_when_there_is_a_file() {
    let place = Place::new();
    place.client("Green House");
    let failed = place.run(&["export", "clients", "--out", "no/such/c.csv"]);
    assert_ne!(failed.code, 0);
    assert_eq!(failed.err.lines().count(), 1, "{}", failed.err);
    let done = place.run(&["export", "clients", "--out", "c.csv"]);
    assert_eq!(done.err.lines().count(), 2, "{}", done.err);
    assert!(done.err.lines().last().unwrap().contains("--with-notes"));
}

#[test]
fn a_file_is_not_called_what_it_is_not() {
    let place = Place::new();
    place.client("Green House");
    let cases: &[(&str, &[&str])] = &[
        ("z.pdf", &[]),
        ("z.PDF", &["--format", "csv"]),
        ("z.docx", &[]),
        ("z.xls", &[]),
        ("z.xlsx", &["--format", "csv"]),
        ("z.csv", &["--format", "xlsx"]),
        ("z.csv", &["--json"]),
    ];
    for (file, flags) in cases {
        let ran = place.run(&[&["export", "clients", "--out", *file], *flags].concat());
        assert_eq!(ran.code, 2, "{file}: {}", ran.err);
        for word in [file, ".csv, .json, .jsonl, .xlsx"] {
            assert!(ran.err.contains(word), "{file}: {}", ran.err);
        }
        assert!(!place.path(file).exists(), "{file}");
    }
    for (file, flags) in [
        ("z.txt", &[][..]),
        ("z", &[]),
        ("z.CSV", &["--format", "csv"]),
        ("z.book", &["--format", "xlsx"]),
    ] {
        place
            .run(&[&["export", "clients", "--out", file], flags].concat())
            .done();
    }
}
