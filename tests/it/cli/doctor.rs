//! `planerka doctor`: exit codes, what it finds, what it puts right.

use std::path::Path;

use serde_json::Value;

use super::Place;

fn check<'v>(report: &'v Value, name: &str) -> &'v Value {
    let all = report["checks"].as_array().unwrap();
    all.iter()
        .find(|check| check["name"] == name)
        .unwrap_or_else(|| panic!("{name}: {report}"))
}

fn spoil(place: &Place, at: usize) {
    let db = place.data().join("sled/db");
    let mut bytes = std::fs::read(&db).unwrap();
    bytes[at..at + 4096].fill(0x5a);
    std::fs::write(&db, bytes).unwrap();
}

fn files(dir: &Path) -> Vec<(String, u64)> {
    let mut all: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| {
            (
                e.file_name().into_string().unwrap(),
                e.metadata().unwrap().len(),
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_whole_store_is_called_whole_and_not_touched() {
    let place = Place::new();
    place
        .run(&["add", "client", "--name", "ООО Ромашка"])
        .done();
    let before = files(&place.data().join("sled"));
    let report = place.run(&["doctor", "--json"]).json();
    assert_eq!(report["ok"], true, "{report}");
    let rights = cfg!(unix).then_some("permissions");
    for name in [
        "header",
        "files",
        "leftovers",
        "seal",
        "database",
        "rows",
        "agreement",
        "size",
        "journal-files",
    ]
    .into_iter()
    .chain(rights)
    {
        let check = check(&report, name);
        assert_eq!(check["ok"], true, "{check}");
        assert!(!check["detail"].as_str().unwrap().contains('⟨'), "{check}");
    }
    assert_eq!(files(&place.data().join("sled")), before);
    let ran = place.run(&["doctor"]);
    assert!(
        ran.done().contains("✓ The journal is whole (1)"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("The portfolio is whole."), "{}", ran.err);
}

#[test]
fn damage_is_found_told_and_put_right() {
    let place = Place::new();
    for n in 0..40 {
        let name = format!("Клиент {n}");
        place.run(&["add", "client", "--name", &name]).done();
    }
    spoil(&place, 8192);
    let found = place.run(&["doctor", "--json"]);
    assert_eq!(found.code, 6, "{}", found.err);
    let report: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(report["ok"], false);
    assert_eq!(check(&report, "seal")["ok"], false);
    assert_eq!(found.error()["kind"], "damaged");

    let ran = place.run(&["doctor", "--repair"]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
    assert!(
        ran.err.contains("Nothing that was written is lost."),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("There are 40 clients"), "{}", ran.err);
    assert!(ran.out.contains("Damaged files put aside"), "{}", ran.out);
    assert_eq!(place.run(&["doctor"]).code, 0);
    let all = place.run(&["export", "clients", "--format", "csv"]);
    assert_eq!(all.done().lines().count(), 41);
}

#[test]
fn the_headers_of_a_plain_store_are_found_damaged_and_written_anew() {
    let place = Place::new();
    place.client("ООО Ромашка");
    for header in ["header", "header.2"] {
        std::fs::write(place.data().join(header), "nonsense").unwrap();
    }
    let found = place.run(&["doctor", "--json"]);
    assert_eq!(found.code, 6, "{}", found.err);
    let report: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(check(&report, "header")["ok"], false);
    let ran = place.run(&["doctor", "--repair"]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.err.contains("is written anew"), "{}", ran.err);
    assert!(place.run(&["show", "Ромашка"]).done().contains("Ромашка"));
}

#[test]
fn compacting_and_migrating_say_what_they_did() {
    let place = Place::new();
    place
        .run(&["add", "client", "--name", "ООО Ромашка"])
        .done();
    let ran = place.run(&["doctor", "--compact", "--migrate", "--json"]);
    let report = ran.json();
    let done = report["done"].as_array().unwrap();
    assert_eq!(done[0], "There are no records in an older form.");
    assert!(
        done[1]
            .as_str()
            .unwrap()
            .starts_with("The database was made smaller"),
        "{done:?}"
    );
}

#[test]
fn a_place_without_a_store_is_told_and_one_in_use_is_only_looked_at() {
    let place = Place::new();
    assert_eq!(place.run(&["doctor"]).code, 3);
    place
        .run(&["add", "client", "--name", "ООО Ромашка"])
        .done();
    let (engine, _) =
        planerka::store::Engine::open(&place.data(), planerka::store::OpenOptions::default())
            .unwrap();
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("open in another window"), "{}", ran.out);
    for order in ["--repair", "--compact", "--migrate"] {
        let ran = place.run(&["doctor", order]);
        assert_eq!(ran.code, 5, "{}", ran.err);
    }
    drop(engine);
}

#[test]
fn a_bad_spot_inside_the_journal_is_found_and_mended_before_it_is_needed() {
    let place = Place::new();
    for name in ["Мастерская у реки", "Пекарня Колос", "Вектор"] {
        place.client(name);
    }
    let file = place.data().join("journal/00000000000000000001.log");
    let mut bytes = std::fs::read(&file).unwrap();
    let name = "Пекарня".as_bytes();
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();

    let found = place.run(&["doctor", "--lang", "ru"]);
    assert_eq!(found.code, 6, "{}", found.out);
    assert!(found.out.contains("читаются до № 1 из 3"), "{}", found.out);
    let mended = place.run(&["doctor", "--repair", "--lang", "ru"]);
    assert_eq!(mended.code, 0, "{}{}", mended.out, mended.err);
    assert!(mended.err.contains("записаны заново"), "{}", mended.err);
    assert_eq!(place.run(&["doctor"]).code, 0);

    place.client("Гранит");
    std::fs::remove_file(place.data().join("sled/db")).unwrap();
    for name in ["колос", "вектор", "гранит"] {
        place.run(&["show", name]).done();
    }
}
