//! `planerka backup` and `restore` as a script sees them.

use planerka::domain::command::{Command, Env, decide};
use planerka::domain::{Client, ClientId, Ids};

use super::Place;

#[test]
fn a_backup_goes_to_another_machine_and_back() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let file = place.path("копия.backup");
    let file = file.to_str().unwrap();
    let made = place.run(&["backup", file, "--json"]).json();
    assert_eq!(
        (&made["file"], &made["why"], &made["clients"]),
        (&file.into(), &"hand".into(), &1.into())
    );
    assert_eq!(made["made"], "2026-11-23T09:00:00+03:00");
    assert_eq!(made["verified"], true);
    assert_eq!(made["bytes"], std::fs::metadata(file).unwrap().len());
    let told = place.run(&["backup", "verify", file, "--lang", "ru"]);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("Копия цела"), "{}", told.err);
    assert!(told.err.contains("1 клиент"), "{}", told.err);

    place.client("Пекарня");
    let new = place.path("другая машина");
    let new = new.to_str().unwrap();
    let restored = place.run(&["restore", file, "--yes", "--data", new, "--json"]);
    let restored = restored.json();
    assert_eq!(
        (&restored["seq"], &restored["clients"]),
        (&made["seq"], &1.into())
    );
    assert_eq!(restored["aside"], serde_json::Value::Null);
    let shown = place.run(&["show", "Мастерская", "--data", new]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert_eq!(place.run(&["show", "Пекарня", "--data", new]).code, 3);

    // Over the store it came from: what was done since comes from its journal.
    let restored = place.run(&["restore", file, "--yes", "--lang", "ru"]);
    assert_eq!(restored.code, 0, "{}", restored.err);
    assert!(restored.err.contains("2 клиента"), "{}", restored.err);
    assert!(
        restored.err.contains("Из журнала добавлено 1"),
        "{}",
        restored.err
    );
    assert_eq!(place.run(&["show", "Пекарня"]).code, 0);

    // As of the moment of the backup; the later change is told.
    let seq = made["seq"].to_string();
    let restored = place.run(&["restore", file, "--as-of", &seq, "-y", "--lang", "ru"]);
    assert!(
        restored
            .err
            .contains("1 изменение прежнего портфеля сюда не вошло"),
        "{}",
        restored.err
    );
    assert_eq!(place.run(&["show", "Пекарня"]).code, 3);
    place.run(&["undo"]).done();
    assert_eq!(
        place.run(&["show", "Мастерская"]).code,
        3,
        "the history came along"
    );
}

#[test]
fn backups_are_listed_and_the_newest_comes_back() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let first = place.run(&["backup"]).done().to_owned();
    assert!(first.ends_with("-hand.backup"), "{first}");
    place.client("Пекарня");
    let second = place.run(&["backup", "--now", "2026-11-23T14:02"]);
    let second = second.done().to_owned();
    let list = place.run(&["backup", "list", "--json"]).json();
    let list = list["backups"].as_array().unwrap();
    let files: Vec<&str> = list.iter().filter_map(|row| row["file"].as_str()).collect();
    assert_eq!(files, [&second, &first], "the latest first");
    assert_eq!(
        (&list[0]["clients"], &list[1]["clients"]),
        (&2.into(), &1.into())
    );
    assert!(list.iter().all(|row| row["verified"] == true));

    let mut bytes = std::fs::read(&second).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&second, bytes).unwrap();
    let told = place.run(&["backup", "list", "--lang", "ru"]);
    assert!(told.out.contains("НЕГОДНА"), "{}", told.out);
    assert!(told.out.contains("проверена"), "{}", told.out);
    let list = place.run(&["backup", "list", "--json"]).json();
    let bad = list["backups"].as_array().unwrap();
    assert_eq!(bad.iter().filter(|row| row["verified"] == false).count(), 1);

    let restored = place
        .run(&["restore", "--newest", "--yes", "--json"])
        .json();
    assert_eq!(restored["from"], first.as_str(), "a bad one is passed over");
    assert_eq!(restored["clients"], 2, "and nothing is lost by that");
}

#[test]
fn an_earlier_state_takes_later_backups_aside_and_says_so() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let first = place.run(&["backup"]).done().to_owned();
    place.client("Пекарня");
    place.run(&["backup", "--now", "2026-11-23T14:02"]).done();
    let restore = ["restore", &first, "--as-of", "1", "--json"];
    let asked = place.run(&[&restore[..], &["--lang", "ru"]].concat());
    assert_eq!(asked.code, 2);
    assert!(
        asked.err.contains("1 копия в папке backups сделана позже"),
        "{}",
        asked.err
    );
    let done = place.run(&[&restore[..], &["--yes", "--lang", "ru"]].concat());
    assert!(
        done.err
            .contains("1 копия сделана позже или не из этой истории"),
        "{}",
        done.err
    );
    let aside = done.json()["backups_aside"].clone();
    let aside = aside.as_array().unwrap();
    assert_eq!(aside.len(), 1);
    assert!(std::path::Path::new(aside[0].as_str().unwrap()).is_file());

    let zero = place.run(&["restore", &first, "--as-of", "0", "--yes", "--json"]);
    assert_eq!(zero.code, 2);
    let message = zero.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("no change no. 0"), "{message}");
    assert_eq!(place.run(&["show", "Мастерская"]).code, 0, "untouched");
}

#[test]
fn without_a_good_backup_what_was_moved_aside_is_named() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let first = place.run(&["backup"]).done().to_owned();
    place.client("Пекарня");
    let args = ["restore", &first, "--as-of", "1", "--yes", "--json"];
    let aside = place.run(&args).json()["aside"].clone();
    std::fs::remove_dir_all(place.data().join("backups")).unwrap();
    let ran = place.run(&["restore", "--newest", "--yes"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let command = format!("planerka restore {}", aside.as_str().unwrap());
    assert!(ran.err.contains(&command), "{command}: {}", ran.err);
    place
        .run(&["restore", aside.as_str().unwrap(), "--yes"])
        .done();
    assert_eq!(place.run(&["show", "Пекарня"]).code, 0);
}

/// An emergency copy of the store: of a commit that failed the journal alone is trusted.
fn emergency(place: &Place) -> String {
    use planerka::store::{Drill, Engine, OpenOptions, Step};
    let failing = Drill::new(|step| match step {
        Step::Sync => Err(std::io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    let options = OpenOptions {
        drill: Some(failing),
        ..OpenOptions::default()
    };
    let (mut engine, opened) = Engine::open(&place.data(), options).unwrap();
    let now: jiff::Zoned = "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap();
    let mut ids = Ids::seeded(7);
    let mut env = Env {
        now: &now,
        ids: &mut ids,
    };
    let named = Client::named(
        ClientId::from_bytes([0; 16]),
        "Пекарня".to_owned(),
        now.timestamp(),
    );
    let command = Command::AddClient(Box::new(named));
    let mut book = opened.book;
    let mut adds = decide(command, &book, &mut env).unwrap();
    book.apply(&mut adds).unwrap();
    let adds = [adds];
    assert!(engine.commit(&adds).is_err());
    let file = place.path("аварийная.backup");
    engine.copy_to(&file, &adds, &now).unwrap();
    super::text(&file)
}

#[test]
fn an_emergency_copy_of_the_journal_alone_is_called_that() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let file = emergency(&place);
    let new = super::text(&place.path("новое"));
    let verified = place.run(&["backup", "verify", &file, "--lang", "ru"]);
    assert_eq!(verified.code, 0, "{}", verified.err);
    let asked = place.run(&["restore", &file, "--data", &new, "--lang", "ru"]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    for (said, of) in [(&verified.err, "verify"), (&asked.err, "restore")] {
        assert!(said.contains("журнал"), "{of}: {said}");
        assert!(!said.contains("0 клиентов"), "{of}: {said}");
    }
    let json = place.run(&["backup", "verify", &file, "--json"]).json();
    assert_eq!(json["clients"], serde_json::Value::Null, "{json}");
    assert_eq!(json["journal_only"], true, "{json}");
    let restored = place.run(&["restore", &file, "--data", &new, "--yes", "--json"]);
    assert_eq!(restored.json()["clients"], 2);
}

#[test]
fn what_backup_and_restore_refuse() {
    let place = Place::new();
    assert_eq!(place.run(&["backup"]).code, 3, "there is no portfolio");
    assert_eq!(place.run(&["backup", "list"]).code, 3);
    place.client("Мастерская у реки");
    let empty = place.run(&["backup", "list", "--lang", "ru"]);
    assert!(empty.err.contains("Копий пока нет"), "{}", empty.err);
    let file = place.path("копия.backup");
    let file = file.to_str().unwrap();
    place.run(&["backup", file]).done();
    let whole = std::fs::read(file).unwrap();
    let hurt = place.path("битая.backup");
    let hurt = hurt.to_str().unwrap();
    for (bytes, says) in [
        (&whole[..whole.len() - 50], "обрывается"),
        (b"plain text, not a backup".as_slice(), "не копия портфеля"),
    ] {
        std::fs::write(hurt, bytes).unwrap();
        for args in [&["backup", "verify", hurt][..], &["restore", hurt, "--yes"]] {
            let ran = place.run(&[args, &["--lang", "ru"]].concat());
            assert_eq!(ran.code, 4, "{args:?}: {}", ran.err);
            assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
        }
    }
    for (args, code, says) in [
        (&["backup", file][..], 1, "уже есть"),
        (&["backup", "нет/такой/папки/копия"], 1, "такой папки нет"),
        (&["backup", "verify", "нет.backup"], 3, "такого файла нет"),
        (&["restore", "нет.backup", "--yes"], 3, "такого файла нет"),
        (&["restore", file], 2, "--yes"),
        (&["restore", "--newest", "--yes"], 3, "Годной копии нет"),
        (&["restore"], 2, "<FILE|--newest>"),
    ] {
        let ran = place.run(&[args, &["--lang", "ru"]].concat());
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert_eq!(place.run(&["show", "Мастерская"]).code, 0, "untouched");
}

#[test]
fn much_work_in_the_shell_leaves_a_backup() {
    let place = Place::new();
    for n in 0..5 {
        place.client(&format!("Клиент {n}"));
    }
    let lines: String = (0..60)
        .map(|n| {
            format!(
                "{{\"client\":\"Клиент {}\",\"channel\":\"phone\",\"outcome\":\"answered\"}}\n",
                n % 5
            )
        })
        .collect();
    let ran = place.feed(&["log", "--stdin"], &lines);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let list = place.run(&["backup", "list", "--json"]).json();
    let whys: Vec<&str> = list["backups"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["why"].as_str())
        .collect();
    assert_eq!(whys, ["exit"]);
}

/// What a portfolio holds, for scripts.
fn clients(place: &Place) -> Vec<String> {
    let table = place.run(&["export", "clients", "--json"]).json();
    let rows = table.as_array().unwrap().iter();
    let mut names: Vec<String> = rows
        .filter_map(|row| row["name"].as_str())
        .map(str::to_owned)
        .collect();
    names.sort();
    names
}

#[test]
fn a_moment_beyond_the_end_is_refused_and_a_reachable_one_is_told_before_the_question() {
    let place = Place::new();
    place.client("Мастерская у реки");
    place.run(&["backup"]).done();
    place.client("Пекарня");
    place.client("Вектор");
    for (lang, says) in [("ru", "вернуть, — № 3"), ("en", "from here is no. 3")] {
        let args = ["restore", "--newest", "--as-of", "99999", "--lang", lang];
        for more in [&[][..], &["--yes"]] {
            let ran = place.run(&[&args[..], more].concat());
            assert_eq!(ran.code, 2, "{}", ran.err);
            assert!(ran.err.contains(says), "{}", ran.err);
        }
    }
    assert_eq!(clients(&place).len(), 3, "untouched");

    let asked = place.run(&["restore", "--newest", "--as-of", "2", "--lang", "ru", "-q"]);
    assert_eq!(asked.code, 2, "there is nobody to ask");
    for says in [
        "изменение № 2 от 23 ноя 09:00, 2 клиента",
        "1 изменение нынешнего портфеля в него не войдёт",
    ] {
        assert!(asked.err.contains(says), "{says}: {}", asked.err);
    }
    assert_eq!(clients(&place).len(), 3, "untouched");
    assert!(!place.data().join("swap").exists(), "nothing is left of it");
}

#[test]
fn a_backup_of_another_portfolio_is_told_before_anything_is_done() {
    let (place, other) = (Place::new(), Place::new());
    place.client("Мастерская у реки");
    other.client("Чужой клиент");
    let file = super::text(&other.path("чужая.backup"));
    other.run(&["backup", &file]).done();
    let asked = place.run(&["restore", &file, "--lang", "ru"]);
    assert_eq!(asked.code, 2);
    assert!(asked.err.contains("это другой портфель"), "{}", asked.err);
    assert_eq!(clients(&place), ["Мастерская у реки"]);
    let done = place.run(&["restore", &file, "--yes", "--json"]);
    let (told, after) = (
        done.err.find("this is another portfolio"),
        done.err.find("The portfolio is restored"),
    );
    assert!(told.is_some() && told < after, "{}", done.err);
    assert_eq!(done.json()["other_portfolio"], true);
    assert_eq!(clients(&place), ["Чужой клиент"]);

    // A backup of the same one says nothing of the kind.
    let own = other.run(&["restore", &file, "--yes", "--json"]);
    assert_eq!(own.json()["other_portfolio"], false);
    assert!(!own.err.contains("another portfolio"), "{}", own.err);
}

#[test]
fn what_was_moved_aside_comes_back_as_it_was_by_the_command_that_is_told() {
    let place = Place::new();
    place.client("Мастерская у реки");
    let first = place.run(&["backup"]).done().to_owned();
    place.client("Пекарня");
    let later = place.run(&["backup", "--now", "2026-11-23T14:02"]);
    let later = later.done().to_owned();
    place.client("Вектор");
    let back = ["restore", &first, "--as-of", "1", "--yes", "--json"];
    let restored = place.run(&back);
    let told = restored.json();
    let command = told["way_back"].as_str().unwrap();
    assert!(restored.err.contains(command), "{}", restored.err);
    let aside = told["aside"].as_str().unwrap();
    assert_eq!(command, format!("planerka restore {aside}"));
    assert_eq!(clients(&place), ["Мастерская у реки"]);
    assert!(!std::path::Path::new(&later).exists(), "it went along");

    // Work goes on in the earlier state, and then it is given up.
    place.client("Напрасный");
    let asked = place.run(&["restore", aside, "--lang", "ru"]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    for says in ["Отложенный портфель", "№ 3 от", "1 изменение нынешнего"]
    {
        assert!(asked.err.contains(says), "{says}: {}", asked.err);
    }
    let done = place.run(&["restore", aside, "--yes", "--json"]).json();
    assert_eq!((&done["seq"], &done["left_behind"]), (&3.into(), &1.into()));
    assert_eq!(done["from"], aside);
    assert_eq!(clients(&place), ["Вектор", "Мастерская у реки", "Пекарня"]);
    assert!(std::path::Path::new(&later).exists(), "its backups too");
    assert_eq!(place.run(&["doctor"]).code, 0);
    // It was only read: it can be taken again, and so can what was there in between.
    let again = done["aside"].as_str().unwrap();
    place.run(&["restore", again, "--yes"]).done();
    assert_eq!(clients(&place), ["Мастерская у реки", "Напрасный"]);
    place.run(&["restore", aside, "--yes"]).done();
    assert_eq!(clients(&place).len(), 3);
    place.run(&["undo"]).done();
    assert_eq!(clients(&place).len(), 2, "the history came along");
}

#[test]
fn a_way_back_leads_to_the_moment_before_the_restore_and_not_further() {
    let (place, far) = (Place::new(), Place::new());
    place.client("Мастерская у реки");
    let file = super::text(&place.path("копия.backup"));
    place.run(&["backup", &file]).done();
    far.run(&["restore", &file, "--yes"]).done();
    far.client("Сделано на другой машине");
    let newer = super::text(&far.path("дальше.backup"));
    far.run(&["backup", &newer]).done();
    let data = super::text(&place.data());
    let args = ["restore", &newer, "--yes", "--json", "--data", &data];
    let told = place.run(&args).json();
    let aside = told["aside"].as_str().unwrap();
    assert!(
        told["way_back"].as_str().unwrap().ends_with(&data),
        "--data is part of the command when it was given"
    );
    assert_eq!(clients(&place).len(), 2);
    place.run(&["restore", aside, "--yes"]).done();
    assert_eq!(clients(&place), ["Мастерская у реки"]);
}

#[test]
fn a_damaged_portfolio_moved_aside_is_refused_with_what_saves_the_rest_of_it() {
    let place = Place::new();
    let data = super::text(&place.data());
    place
        .run(&["demo", "--clients", "12", "--no-open", "--data", &data])
        .done();
    place.run(&["backup"]).done();
    place.client("Пекарня");
    let told = place.run(&["restore", "--newest", "--as-of", "1", "--yes", "--json"]);
    let told = told.json();
    let aside = std::path::Path::new(told["aside"].as_str().unwrap());
    std::fs::remove_dir_all(aside.join("journal")).unwrap();
    let db = aside.join("sled/db");
    let mut bytes = std::fs::read(&db).unwrap();
    let half = bytes.len() / 2;
    bytes[..half].fill(0x5a);
    std::fs::write(&db, bytes).unwrap();
    let folder = super::text(aside);
    let refused = place.run(&["restore", &folder, "--yes", "--lang", "ru"]);
    assert_eq!(refused.code, 4, "{}", refused.err);
    assert!(
        refused.err.contains("Отложенный портфель повреждён"),
        "{}",
        refused.err
    );
    assert_eq!(clients(&place).len(), 12, "untouched");
    assert!(!place.data().join("swap").exists());
    // The remedy that is named.
    let saved = place.run(&["doctor", "--repair", "--data", &folder]);
    assert!(saved.err.contains("There are 13 clients"), "{}", saved.err);
    place.run(&["restore", &folder, "--yes"]).done();
    assert_eq!(clients(&place).len(), 13);
}

#[test]
fn a_folder_without_a_portfolio_is_refused() {
    let place = Place::new();
    place.client("Мастерская у реки");
    place.run(&["backup"]).done();
    let data = super::text(&place.data());
    let backups = super::text(&place.data().join("backups"));
    for dir in [&data, &backups] {
        let ran = place.run(&["restore", dir, "--yes", "--lang", "ru"]);
        assert_eq!(ran.code, 4, "{dir}: {}", ran.err);
        assert!(ran.err.contains("не копия портфеля"), "{}", ran.err);
    }
    assert_eq!(clients(&place), ["Мастерская у реки"]);
}
