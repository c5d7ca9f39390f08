//! The faults of a store as a person at a shell meets them: the words on stderr, whole, in both languages.

use std::fs;
use std::path::Path;

use planerka::store::raw::ITEMS;
use planerka::store::{Engine, OpenOptions, Protection, protection};

use super::Place;
use super::place::Ran;

const STAMP: usize = "20261123T060201.113Z".len();

fn is_stamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= STAMP
        && bytes[..8].iter().all(u8::is_ascii_digit)
        && (bytes[8], bytes[STAMP - 1]) == (b'T', b'Z')
}

/// What was said, with the places and moments of this run taken out.
fn told(name: &str, lang: &str, place: &Place, ran: &Ran) {
    let dir = place.path("");
    let mut said = ran
        .err
        .replace(dir.to_str().unwrap().trim_end_matches('/'), "");
    // `20261123T060201.113Z`, when a file was put aside.
    while let Some(at) = (0..said.len()).find(|at| said.get(*at..).is_some_and(is_stamp)) {
        said.replace_range(at..at + STAMP, "…");
    }
    // The second of one millisecond has a number behind it.
    let said = said.replace("…-1", "…");
    assert!(!said.contains('⟨'), "{said}");
    insta::assert_snapshot!(format!("{name}-{lang}"), format!("{said}exit {}", ran.code));
}

fn portfolio() -> Place {
    let place = Place::new();
    for name in ["Мастерская у реки", "Пекарня Колос"] {
        place.client(name);
    }
    place
}

/// Nothing of the database can be read, and there is neither a backup nor a journal.
fn cut(place: &Place) {
    for entry in fs::read_dir(place.data().join("journal")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let _ = fs::remove_dir_all(place.data().join("backups"));
    let db = place.data().join("sled/db");
    fs::OpenOptions::new()
        .write(true)
        .open(db)
        .unwrap()
        .set_len(100)
        .unwrap();
}

#[test]
fn damage_that_waits_is_repaired_from_the_picture_or_told_to_be_beyond_repair() {
    for lang in ["ru", "en"] {
        let place = portfolio();
        cut(&place);
        let run = |args: &[&str]| place.run(&[args, &["--lang", lang]].concat());
        told("waits", lang, &place, &run(&["show", "колос"]));
        told("found", lang, &place, &run(&["doctor"]));
        let repaired = run(&["doctor", "--repair"]);
        told("repaired-from-picture", lang, &place, &repaired);
        assert_eq!(repaired.code, 0, "{}", repaired.out);
        for name in ["мастерская", "колос"] {
            assert_eq!(run(&["show", name]).code, 0, "{name} is back");
        }
        assert_eq!(run(&["doctor"]).code, 0);

        // The picture is gone too.
        cut(&place);
        fs::remove_file(place.data().join("warm")).unwrap();
        told("beyond-repair", lang, &place, &run(&["doctor", "--repair"]));
    }
}

#[test]
fn a_newer_store_and_a_wrong_passphrase_are_refused_in_words() {
    for lang in ["ru", "en"] {
        let place = portfolio();
        let run = |args: &[&str]| place.run(&[args, &["--lang", lang]].concat());
        let right = place.file("фраза.txt", "тихий омут в тумане\n");
        let wrong = place.file("другая.txt", "шумный омут в тумане\n");
        let on = run(&["lock", "on", "--passphrase-file", &right]);
        assert_eq!(on.code, 0, "{}", on.err);
        told(
            "wrong-passphrase",
            lang,
            &place,
            &run(&["show", "колос", "--passphrase-file", &wrong]),
        );
        told("no-passphrase", lang, &place, &run(&["show", "колос"]));

        let place = portfolio();
        for copy in ["header", "header.2"] {
            fs::write(place.data().join(copy), "planerka 99\n").unwrap();
        }
        let refused = place.run(&["show", "колос", "--lang", lang]);
        told("newer", lang, &place, &refused);
    }
}

#[test]
fn whoever_holds_the_store_is_named_with_the_time_of_the_clock_on_the_wall() {
    for lang in ["ru", "en"] {
        let place = portfolio();
        let (held, _) = Engine::open(&place.data(), OpenOptions::default()).unwrap();
        let refused = place.run(&["show", "колос", "--lang", lang]);
        assert_eq!(refused.code, 5, "{}", refused.err);
        let pid = std::process::id().to_string();
        assert!(refused.err.contains(&pid), "{}", refused.err);
        // `2026-11-23T05:40:12.123456789Z` is no time for a person.
        let raw =
            refused.err.contains("Z)") || refused.err.contains('T') && refused.err.contains("Z.");
        assert!(!raw, "{}", refused.err);
        // Looking is no reason to be sent away.
        let looked = place.run(&["doctor", "--lang", lang]);
        assert_eq!(looked.code, 0, "{}\n{}", looked.out, looked.err);
        assert_eq!(place.run(&["doctor", "--repair", "--lang", lang]).code, 5);
        drop(held);
    }
}

#[test]
fn a_backup_put_back_tells_what_is_there_and_where_the_old_one_lies() {
    for lang in ["ru", "en"] {
        let place = portfolio();
        let copy = place.path("копия.backup");
        place.run(&["backup", copy.to_str().unwrap()]).done();
        place.client("Ателье Игла");
        let restored = place.run(&["restore", copy.to_str().unwrap(), "--yes", "--lang", lang]);
        assert_eq!(restored.code, 0, "{}", restored.err);
        told("restored", lang, &place, &restored);
        assert!(Path::new(&place.data()).exists());
        spoil(&copy);
        let refused = place.run(&["restore", copy.to_str().unwrap(), "--yes", "--lang", lang]);
        told("restore-refused", lang, &place, &refused);
    }
}

fn spoil(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(file, bytes).unwrap();
}

#[test]
fn what_is_left_of_a_portfolio_is_never_taken_for_a_new_one() {
    let place = portfolio();
    place.run(&["backup"]).done();
    place.client("Вектор");
    let remove = |names: &[&str]| {
        for name in names {
            let path = place.data().join(name);
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
        }
    };
    // Its journal tells what it was: nobody is asked whether to encrypt it, and all of it comes back.
    remove(&["header", "header.2", "sled/db"]);
    assert_eq!(protection(&place.data()), Ok(Protection::Plain));
    place.run(&["show", "вектор"]).done();

    remove(&ITEMS);
    for lang in ["ru", "en"] {
        let ran = place.run(&["show", "колос", "--lang", lang]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("restore --newest"), "{}", ran.err);
    }
    place.run(&["restore", "--newest", "--yes"]).done();
    place.run(&["show", "колос"]).done();
}
