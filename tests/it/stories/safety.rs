//! Undo, a slow disk, a full disk, a store that does not open.

use planerka::app::{Effect, Msg, Setup, Trouble};
use planerka::domain::Stage;
use planerka::ui::screen::Pane;

use super::{at_work, facts};
use crate::harness::{Harness, setup};

/// A morning's work: every kind of change a person makes by hand.
const WORK: [&str; 10] = [
    "a «Новый» ctrl-s",
    "1 g g e tab l ctrl-s",
    "p a «Пётр» ctrl-s q",
    "L д",
    "n «пт 15:00» tab «смета» ctrl-s",
    "c 1 tab «Поговорили» tab «вт» ctrl-s",
    "r «Цели» enter «видно, откуда заявки» tab «знаем цену заявки» tab «платим за клики вслепую» ctrl-g",
    "j 2 P «ремонт» tab «15.12» ctrl-s",
    "1 j D д",
    "i «preamble» enter enter enter",
];

#[test]
fn undo_all_is_the_start_and_redo_all_the_end() {
    let mut day = at_work();
    let mut states = vec![facts(day.book())];
    for keys in WORK {
        day.keys(keys);
        states.push(facts(day.book()));
        assert_ne!(
            states[states.len() - 2],
            states[states.len() - 1],
            "{keys}\n{}",
            day.screen(80, 24)
        );
    }
    for (i, state) in states.iter().enumerate().rev().skip(1) {
        day.keys("u");
        assert_eq!(facts(day.book()), *state, "undo of {}", WORK[i]);
    }
    day.keys("u");
    assert!(day.news().contains("Отменять нечего"), "{}", day.news());
    for state in &states[1..] {
        day.keys("ctrl-r");
        assert_eq!(facts(day.book()), *state);
    }
    day.keys("ctrl-r");
    assert!(day.news().contains("Возвращать нечего"));
    // The list takes several back at once.
    day.keys("U j j enter д");
    assert_eq!(facts(day.book()), states[states.len() - 4]);
    day.keys("esc 1");
    assert!(day.screen(80, 24).contains("✓ сохранено"));
}

#[test]
fn keys_typed_while_an_undo_is_on_its_way_keep_their_order() {
    let mut day = at_work();
    day.keys("j j L");
    assert_eq!(day.client("Вектор").stage(), Stage::Solving);
    day.slow_store().keys("u j L");
    assert_eq!(day.client("Вектор").stage(), Stage::Solving, "not yet");
    assert_eq!(day.client("Гранит").stage(), Stage::Problems);
    day.wake();
    assert_eq!(day.client("Вектор").stage(), Stage::Problems);
    assert_eq!(
        day.client("Гранит").stage(),
        Stage::Solving,
        "L after j after u"
    );
    day.slow_store().keys("u u").wake();
    assert_eq!(day.client("Гранит").stage(), Stage::Problems);
}

#[test]
fn a_full_disk_pauses_editing_and_loses_nothing() {
    let mut day = at_work();
    day.fill_disk().keys("j j L");
    let screen = day.screen(120, 40);
    assert!(screen.contains("НЕ СОХРАНЕНО"), "{screen}");
    assert_eq!(day.client("Вектор").stage(), Stage::Solving);
    let paused = facts(day.book());
    for keys in ["j L", "u", "ctrl-r", "a «Икс» ctrl-s"] {
        day.keys(keys);
        assert_eq!(facts(day.book()), paused, "{keys}");
        assert!(day.screen(120, 40).contains("НЕ СОХРАНЕНО"), "{keys}");
    }
    assert!(
        day.screen(120, 40).contains("Икс"),
        "what was typed waits in its form"
    );
    day.keys("esc esc");
    day.effects();
    day.keys("f6");
    assert_eq!(day.effects(), [Effect::EmergencyCopy]);
    assert!(day.news().contains("копия.backup"), "{}", day.news());
    day.keys("f5");
    assert_eq!(day.effects(), [Effect::RetrySave]);
    assert!(
        day.screen(120, 40).contains("НЕ СОХРАНЕНО"),
        "still no room"
    );
    day.keys("q");
    assert!(day.screen(80, 24).contains("Не всё сохранено"));
    day.keys("enter");
    assert!(day.left.is_none(), "enter stays");
    day.free_disk().keys("f5");
    assert!(day.screen(120, 40).contains("✓ сохранено"));
    day.keys("u");
    assert_eq!(day.client("Вектор").stage(), Stage::Problems);
    day.fill_disk().keys("L q д");
    assert!(day.left.is_some());
}

#[test]
fn an_import_stops_at_a_full_disk_and_says_so() {
    let mut day = at_work();
    day.keys("i «preamble» enter").fill_disk().keys("enter");
    let screen = day.screen(120, 40);
    assert!(screen.contains("НЕ СОХРАНЕНО"), "{screen}");
    assert!(
        screen.contains("f5 — ещё раз, f6 — аварийная копия"),
        "{screen}"
    );
    assert!(!screen.contains("Загружено"), "{screen}");
    day.free_disk().keys("f5");
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("Загружено: новых 2") && screen.contains("✓ сохранено"),
        "{screen}"
    );
    day.keys("enter u");
    assert_eq!(day.book().len(), 5);
}

#[test]
fn leaving_remembers_the_first_screen() {
    for keys in ["q", "ctrl-q", "й", "ctrl-c"] {
        let mut day = at_work();
        day.keys(keys);
        let first = day.left.unwrap();
        assert_eq!(first.totals.clients, 5, "{keys}");
        assert!(first.records.len() > 10, "{keys}");
    }
    let mut day = at_work();
    day.send(Msg::Quit);
    assert!(day.left.is_some(), "a signal leaves too");
}

#[test]
fn a_store_that_does_not_open_ends_the_program_in_words() {
    let mut day = Harness::opening(setup());
    assert_eq!(day.app.fatal(), None);
    day.send(Msg::OpenFailed(Trouble::new(
        "store-newer",
        Vec::new(),
        None,
    )));
    let fatal = day.app.fatal().unwrap();
    assert!(
        !fatal.contains('⟨') && fatal.contains("planerka export clients --readable"),
        "{fatal}"
    );
    assert!(
        day.left.unwrap().records.is_empty(),
        "the first screen on disk stays as it is"
    );
}

#[test]
fn the_saving_state_is_always_in_sight() {
    let mut day = at_work();
    day.slow_store().keys("j j L j L");
    let screen = day.screen(80, 24);
    assert!(screen.contains("сохраняю: 2"), "{screen}");
    day.wake();
    assert!(day.screen(80, 24).contains("✓ сохранено"));
    assert!(day.pane(Pane::Clients).contains("Вектор"));
}

#[test]
fn a_spoilt_file_of_ones_own_is_told_on_the_first_frame() {
    let own = tempfile::tempdir().unwrap();
    let folder = own.path().join("playbooks");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("наши.toml"), "\n[[playbook]\n").unwrap();
    let start = || {
        let (library, library_problems) = planerka::jobs::library::load(Some(own.path()));
        Harness::opening(Setup {
            library,
            library_problems,
            ..setup()
        })
    };
    let news = start().news();
    assert!(news.contains("наши.toml, строка 2"), "{news}");
    assert!(!news.contains("ещё"), "told once: {news}");
    std::fs::write(folder.join("письма.toml"), "[[letter]]\nid = \"thanks\"\n").unwrap();
    let news = start().news();
    assert!(news.contains("ещё 1"), "{news}");
}

#[test]
fn a_backup_is_a_key_away_and_a_quiet_word_when_it_is_made() {
    let mut day = at_work();
    assert!(!day.screen(120, 40).contains("копия 09:02"));
    day.effects();
    day.keys("f9");
    assert_eq!(day.effects(), [Effect::BackUp]);
    assert!(
        day.news().contains("Копия портфеля: копия.backup"),
        "{}",
        day.news()
    );
    let screen = day.screen(120, 40);
    assert!(screen.contains("копия 09:02 · ✓ сохранено"), "{screen}");
    // One nobody asked for changes the word alone.
    let later = "2026-11-23T14:02+03:00[+03:00]".parse().unwrap();
    day.keys("j")
        .send(Msg::Clock(later))
        .send(Msg::BackedUp(Ok(None)));
    assert!(day.screen(120, 40).contains("копия 14:02 · ✓ сохранено"));
    assert!(!day.news().contains("Копия портфеля"), "{}", day.news());
    // Where there is no room, what must be known stays.
    assert!(day.screen(80, 24).contains("✓ сохранено"));
    // One that could not be made is told with what helps, and work goes on.
    let args = vec![("path", "/диск".to_owned())];
    let full = Trouble::new("store-no-space", args, None);
    day.send(Msg::BackedUp(Err(full)));
    for words in [
        "Копия не сделана: на диске нет места",
        "planerka backup ФАЙЛ",
    ] {
        assert!(day.screen(200, 60).contains(words), "{words}");
    }
    day.keys("j j L");
    assert!(day.screen(120, 40).contains("✓ сохранено"));
}

#[test]
fn a_backup_that_cannot_hold_what_is_unsaved_points_to_the_emergency_copy() {
    let mut day = at_work();
    let args = vec![("path", "/диск".to_owned())];
    day.send(Msg::NotSaved(Trouble::new("store-no-space", args, None), 1));
    day.keys("f9");
    let closed = Trouble::new("store-closed", Vec::new(), None);
    day.send(Msg::BackedUp(Err(closed)));
    let screen = day.screen(120, 40);
    for words in [
        "Копия не сделана: на диске нет места.",
        "f6 — аварийная копия",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    for words in ["закрыт", "planerka backup"] {
        assert!(!screen.contains(words), "{words}:\n{screen}");
    }
}
