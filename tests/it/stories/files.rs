//! Bringing a file in, from the picker to one undo.

use planerka::app::{Effect, Msg, ReadFile};
use planerka::domain::Book;
use planerka::jobs::import::parse_file;
use planerka::jobs::progress::Progress;

use super::at_work;
use crate::harness::Harness;

#[test]
fn a_file_is_shown_agreed_to_and_taken_back_in_one_step() {
    let mut day = at_work();
    day.keys("i «preamble» enter");
    assert_eq!(day.book().len(), 5, "nothing is done before a yes");
    let preview = day.screen(100, 30);
    for word in [
        "preamble_totals.csv",
        "новый 2",
        "Лес и Ко",
        "записать 2 записи",
    ] {
        assert!(preview.contains(word), "{word}\n{preview}");
    }
    // The other tabs: what could not be read.
    day.keys("h");
    assert!(
        day.screen(100, 30).contains("31.02.2025"),
        "{}",
        day.screen(100, 30)
    );
    day.keys("enter");
    assert_eq!(day.book().len(), 7);
    assert!(day.screen(100, 30).contains("Загружено: новых 2"));
    day.keys("enter");
    day.client("Лес и Ко");
    // A second time there is nothing to do.
    day.keys("i «preamble» enter");
    assert!(
        day.screen(100, 30).contains("загружать нечего"),
        "{}",
        day.screen(100, 30)
    );
    day.keys("enter");
    assert!(day.news().contains("нечего"));
    day.keys("esc esc u");
    assert_eq!(day.book().len(), 5);
    day.keys("ctrl-r");
    assert_eq!(day.book().len(), 7);
}

#[test]
fn a_report_of_campaigns_goes_to_the_client_at_hand_or_to_another_chosen_by_name() {
    let mut day = at_work();
    let owner = day.current();
    let campaigns = |day: &mut Harness, name: &str| {
        let work = day.client(name).work();
        work.ads.as_deref().map(|ads| ads.digest.campaigns)
    };
    day.keys("i «google_de» enter");
    let preview = day.screen(120, 40);
    for word in [
        &format!("Клиент: {owner}"),
        "кампаний 2",
        "1 236,56 €",
        "конверсии 4,5",
    ] {
        let plain = preview.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(plain.contains(word), "{word}\n{preview}");
    }
    day.keys("enter enter");
    assert_eq!(campaigns(&mut day, &owner), Some(2));
    day.keys("i «google_de» enter");
    assert!(day.screen(120, 40).contains("загружать нечего"));
    // The same file is somebody else's after all.
    let mut names = day.book().all().map(|d| d.client.name.clone());
    let other = names.find(|name| *name != owner).unwrap();
    drop(names);
    day.keys("ctrl-p").text(&other).keys("enter");
    let preview = day.screen(120, 40);
    assert!(preview.contains(&format!("Клиент: {other}")), "{preview}");
    day.keys("enter enter");
    assert_eq!(campaigns(&mut day, &other), Some(2));
    day.keys("u u");
    assert_eq!(campaigns(&mut day, &owner), None);
    assert_eq!(campaigns(&mut day, &other), None);
}

#[test]
fn what_is_no_table_says_why_by_name() {
    for (file, words) in [
        ("workbook.csv", "книга Excel"),
        ("empty.csv", "пуст"),
        ("document.csv", "PDF"),
        ("unknown.csv", "нет заголовка"),
        ("spend_bad.csv", "не прочитано"),
    ] {
        let mut day = at_work();
        day.keys("i").text(file).keys("enter");
        let screen = day.screen(120, 40);
        assert!(
            screen.contains(words) && screen.contains(file),
            "{file}\n{screen}"
        );
        day.keys("esc esc");
        assert_eq!(day.book().len(), 5, "{file}");
    }
}

#[test]
fn esc_before_the_yes_changes_nothing() {
    let mut day = Harness::new(Book::new());
    day.keys("i «amocrm_leads» enter");
    assert!(day.screen(100, 30).contains("amocrm_leads.csv"));
    day.keys("esc esc");
    assert!(day.book().is_empty());
    assert!(!day.effects().iter().any(|e| matches!(e, Effect::Commit(_))));
    day.keys("i «amocrm_leads» enter enter enter");
    assert!(!day.book().is_empty());
    let clients = day.book().len();
    day.keys("u");
    assert!(day.book().is_empty(), "of {clients}");
}

#[test]
fn a_large_import_is_preceded_by_a_backup_and_a_small_one_is_not() {
    for (rows, wanted) in [(999, false), (1000, true)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("clients.csv");
        let lines: String = (0..rows).map(|n| format!("Клиент {n};A;\n")).collect();
        std::fs::write(&path, format!("Клиент;Категория;Теги\n{lines}")).unwrap();
        let parsed = parse_file(&path, None, &Progress::new()).unwrap();
        let file = ReadFile {
            path,
            kind: parsed.kind.name().to_owned(),
            encoding: parsed.encoding.to_owned(),
            delimiter: parsed.delimiter,
            rows,
            candidates: parsed.candidates,
            meetings: None,
            problems: Vec::new(),
        };
        let mut day = at_work();
        let had = day.book().len();
        day.keys("i").send(Msg::Read(Ok(Box::new(file))));
        let preview = day.screen(120, 40);
        day.effects();
        day.keys("enter");
        assert_eq!(day.book().len(), had + rows, "{preview}");
        let effects = day.effects();
        let at = |wanted: fn(&Effect) -> bool| effects.iter().position(wanted);
        let backup = at(|effect| matches!(effect, Effect::BackUpBeforeImport));
        let commit = at(|effect| matches!(effect, Effect::Commit(_)));
        assert_eq!(backup.is_some(), wanted, "{rows} rows");
        assert!(backup < commit, "{rows} rows: before the first change");
    }
}
