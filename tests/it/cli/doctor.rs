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
fn headers_that_are_gone_are_a_fault_of_a_plain_store_until_it_is_opened() {
    let place = Place::new();
    place.client("ООО Ромашка");
    let lose = || {
        for header in ["header", "header.2"] {
            std::fs::remove_file(place.data().join(header)).unwrap();
        }
    };
    lose();
    let found = place.run(&["doctor", "--json", "--lang", "ru"]);
    assert_eq!(found.code, 6, "{}", found.err);
    let report: Value = serde_json::from_str(&found.out).unwrap();
    let header = check(&report, "header");
    let detail = header["detail"].as_str().unwrap();
    assert!(detail.contains("header.2"), "{header}");
    let remedy = header["remedy"].as_str().unwrap();
    assert!(remedy.contains("при открытии"), "{remedy}");
    assert!(place.run(&["show", "Ромашка"]).done().contains("Ромашка"));
    assert_eq!(place.run(&["doctor"]).code, 0);
    lose();
    assert_eq!(place.run(&["doctor", "--repair"]).code, 0);
    assert_eq!(place.run(&["doctor"]).code, 0);
}

#[test]
fn where_only_backups_are_left_the_doctor_names_the_way_back() {
    let place = Place::new();
    place.client("ООО Ромашка");
    place.run(&["backup"]).done();
    only_backups(&place);
    for args in [&["doctor"][..], &["doctor", "--repair"]] {
        let ran = place.run(args);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(ran.err.contains("restore --newest"), "{}", ran.err);
    }
    place.run(&["restore", "--newest", "--yes"]).done();
    assert_eq!(place.run(&["doctor"]).code, 0);
}

/// Everything but the folder with the backups goes.
fn only_backups(place: &Place) {
    for part in std::fs::read_dir(place.data()).unwrap() {
        let part = part.unwrap().path();
        match part.is_dir() {
            true if part.ends_with("backups") => {}
            true => std::fs::remove_dir_all(part).unwrap(),
            false => std::fs::remove_file(part).unwrap(),
        }
    }
}

#[test]
fn no_new_portfolio_begins_beside_the_backups_of_a_lost_one() {
    let place = Place::new();
    place.client("ООО Ромашка");
    place.run(&["backup"]).done();
    only_backups(&place);
    let table = place.file("c.csv", "name\nПекарня\n");
    for args in [
        &["add", "client", "--name", "Пекарня"][..],
        &["import", &table, "--kind", "clients", "--yes"],
        &["demo", "--no-open", "--clients", "3"],
        &["demo", "--no-open", "--clients", "3", "--data", "data"],
        &["log", "Пекарня", "--note", "x"],
        &["lock", "on"],
    ] {
        let ran = place.run(args);
        assert_ne!(ran.code, 0, "{args:?}");
        // What is asked for the wrong way is refused before the portfolio is looked for.
        if ran.code != 2 {
            assert_eq!(ran.code, 3, "{args:?}: {}", ran.err);
            assert!(
                ran.err.contains("restore --newest"),
                "{args:?}: {}",
                ran.err
            );
        }
        let left = files(&place.data());
        let portfolio = |(name, _): &&(String, u64)| name == "header" || name == "sled";
        assert_eq!(left.iter().find(portfolio), None, "{args:?}");
    }
    // Without them one begins.
    std::fs::remove_dir_all(place.data().join("backups")).unwrap();
    place.client("Пекарня");
}

#[test]
fn what_would_be_missing_is_told_before_a_repair() {
    let place = Place::new();
    for n in 0..3 {
        place.client(&format!("Клиент {n}"));
    }
    place.run(&["backup"]).done();
    for n in 3..8 {
        place.client(&format!("Клиент {n}"));
    }
    let spoilt = |what: &str| {
        let ran = place.run(&["doctor", "--lang", "ru"]);
        assert_eq!(ran.code, 6, "{what}");
        let plain = ran.out.contains("Исправит planerka doctor --repair");
        assert!(!plain, "{what}: {}", ran.out);
        for words in [
            "до № 3",
            "5 последних изменений нигде не нашлось",
            "--repair",
        ] {
            assert!(ran.out.contains(words), "{what}, {words}: {}", ran.out);
        }
        let refused = place.run(&["export", "clients", "--lang", "ru"]);
        assert_eq!(refused.code, 6, "{what}");
        assert!(
            refused
                .err
                .contains("5 последних изменений нигде не нашлось"),
            "{what}: {}",
            refused.err
        );
    };
    std::fs::remove_dir_all(place.data().join("journal")).unwrap();
    let db = place.data().join("sled/db");
    let whole = std::fs::read(&db).unwrap();
    std::fs::write(&db, vec![0x5a; whole.len()]).unwrap();
    spoilt("a database that does not open");
    std::fs::remove_dir_all(place.data().join("sled")).unwrap();
    spoilt("no database");
    let ran = place.run(&["doctor", "--repair", "--lang", "ru"]);
    assert!(ran.err.contains("Не нашлось 5"), "{}", ran.err);
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

/// Flips a bit in the middle of a file.
fn flip(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).unwrap();
}

fn names(report: &Value, which: impl Fn(&Value) -> bool) -> Vec<&str> {
    let all = report["checks"].as_array().unwrap().iter();
    all.filter(|check| which(check))
        .filter_map(|check| check["name"].as_str())
        .collect()
}

#[test]
fn without_a_database_nothing_is_said_of_it_and_the_next_open_heals() {
    let place = Place::new();
    place.client("Мастерская у реки");
    std::fs::remove_dir_all(place.data().join("sled")).unwrap();
    let found = place.run(&["doctor", "--json", "--lang", "ru"]);
    assert_eq!(found.code, 6, "{}", found.err);
    let report: Value = serde_json::from_str(&found.out).unwrap();
    let wrong = names(&report, |c| c["ok"] == false && c["made"] == true);
    assert_eq!(wrong, ["files"], "{report}");
    let unmade = names(&report, |c| c["made"] == false);
    assert_eq!(unmade, ["seal", "database", "rows", "agreement", "size"]);
    assert_eq!(
        (&report["wrong"], &report["not_made"]),
        (&1.into(), &5.into())
    );
    let rows = check(&report, "rows")["detail"].as_str().unwrap();
    assert_eq!(rows, "Записи не проверены: базы нет");
    let journal = check(&report, "journal-files");
    assert_eq!(journal["ok"], true, "{journal}");
    let remedy = check(&report, "files")["remedy"].as_str().unwrap();
    assert!(remedy.contains("при открытии"), "{remedy}");
    assert!(
        found.err.contains("Найдена 1 неисправность"),
        "{}",
        found.err
    );
    place.run(&["show", "Мастерская"]).done();
    assert_eq!(place.run(&["doctor"]).code, 0);

    // The other remedy that is named.
    std::fs::remove_dir_all(place.data().join("sled")).unwrap();
    assert_eq!(place.run(&["doctor", "--repair"]).code, 0);
    place.run(&["show", "Мастерская"]).done();

    // What is left of it may miss something: that is for a person to agree to.
    for gone in ["sled", "journal"] {
        std::fs::remove_dir_all(place.data().join(gone)).unwrap();
    }
    let ran = place.run(&["doctor", "--lang", "ru"]);
    assert!(
        ran.out.contains("снимке для быстрого запуска")
            && ran.out.contains("согласны — planerka doctor --repair"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("при открытии портфеля"), "{}", ran.out);
    assert_eq!(place.run(&["show", "Мастерская"]).code, 6);

    // With nothing to build it from no healing is promised.
    std::fs::remove_file(place.data().join("warm")).unwrap();
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.code, 6);
    assert!(
        ran.out.contains("Nothing here can bring it back"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("--repair"), "{}", ran.out);
    assert_eq!(place.run(&["doctor", "--repair"]).code, 6);
}

#[test]
fn a_spoilt_backup_is_told_with_what_helps() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let file = place.run(&["backup"]).done().to_owned();
    flip(Path::new(&file));
    for args in [&["doctor"][..], &["doctor", "--repair"]] {
        let ran = place.run(&[args, &["--lang", "ru"]].concat());
        assert_eq!(ran.code, 6, "{}", ran.err);
        assert!(ran.out.contains("Удалите испорченную копию"), "{}", ran.out);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(!said.contains("--repair"), "{said}");
    }
    std::fs::remove_file(&file).unwrap();
    place.run(&["backup"]).done();
    assert_eq!(place.run(&["doctor"]).code, 0);
}

#[test]
fn a_lost_key_is_told_and_comes_back_from_the_backup_that_is_named() {
    let place = Place::new();
    let key = place.file("key", "тихий омут");
    let key = ["--passphrase-file", &key];
    place.client("Мастерская у реки");
    let with_key = |args: &[&str]| place.run(&[args, &key].concat());
    with_key(&["lock", "on"]).done();
    with_key(&["backup"]).done();
    for header in ["header", "header.2"] {
        std::fs::remove_file(place.data().join(header)).unwrap();
    }
    let found = place.run(&["doctor", "--json", "--lang", "ru"]);
    assert_eq!(found.code, 6, "{}", found.err);
    let report: Value = serde_json::from_str(&found.out).unwrap();
    let wrong = names(&report, |c| c["ok"] == false && c["made"] == true);
    assert_eq!(wrong, ["header"], "{report}");
    let header = check(&report, "header");
    assert!(
        header["detail"]
            .as_str()
            .unwrap()
            .contains("Ключа шифрования нет")
    );
    let remedy = header["remedy"].as_str().unwrap();
    assert!(remedy.contains("restore --newest"), "{remedy}");
    for args in [&["show", "Мастерская"][..], &["doctor", "--repair"]] {
        let refused = with_key(args);
        assert_eq!(refused.code, 6, "{args:?}: {}", refused.err);
        assert!(refused.err.contains("restore --newest"), "{}", refused.err);
    }
    with_key(&["restore", "--newest", "--yes"]).done();
    with_key(&["show", "Мастерская"]).done();
    assert_eq!(with_key(&["doctor"]).code, 0);
}

#[test]
fn the_newest_backup_is_the_one_that_would_be_restored() {
    let place = Place::new();
    place.client("Мастерская у реки");
    place.client("Пекарня");
    let fuller = place.run(&["backup"]).done().to_owned();
    // Made later, of an earlier state.
    let earlier = super::text(&place.path("earlier"));
    place
        .run(&[
            "restore", &fuller, "--as-of", "1", "--yes", "--data", &earlier,
        ])
        .done();
    let made = place.run(&["backup", "--data", &earlier, "--now", "2026-11-24T10:00"]);
    let made = made.done().to_owned();
    let name = Path::new(&made).file_name().unwrap();
    std::fs::copy(&made, place.data().join("backups").join(name)).unwrap();
    let report = place.run(&["doctor", "--json"]).json();
    let told = check(&report, "backups")["detail"].as_str().unwrap();
    assert!(told.contains("at no. 2"), "{told}");
    let restored = place.run(&["restore", "--newest", "--yes", "--json"]);
    assert_eq!(restored.json()["from"], fuller.as_str());
}
