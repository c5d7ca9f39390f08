//! A told story for each fault, as a person sees it.

use planerka::app::{Effect, Msg, Occupant, Setup, Trouble};
use planerka::domain::Healing;
use planerka::domain::healing::{Fault, Source};
use planerka::input::{Action, Context, Keymap};

use super::{facts, office};
use crate::harness::{Harness, setup};

pub(super) fn speaking(lang: &'static str) -> Harness {
    let office = office();
    let setup = Setup {
        lang: Some(lang),
        ..setup()
    };
    Harness::with(setup, office.book, office.histories)
}

pub(super) fn told(name: &str, lang: &str, day: &mut Harness) {
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = day.screen(width, height);
        assert!(!screen.contains('⟨'), "{screen}");
        insta::assert_snapshot!(format!("{name}-{lang}-{width}x{height}"), screen);
    }
}

fn healing(source: Source) -> Healing {
    Healing {
        fault: Fault::Changed,
        detail: "the database is not what was sealed".to_owned(),
        source,
        clients: 5,
        seq: 12_345,
        at: Some("2026-11-20T15:42:00Z".parse().unwrap()),
        lost: 0,
        copy: Some("/home/anna/.local/share/planerka/quarantine-20261123T060201.113Z".to_owned()),
    }
}

#[test]
fn healed_from_a_backup() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        let source = Source::Backup {
            made: "2026-11-20T05:58:00Z".parse().unwrap(),
            followed: 43,
        };
        day.send(Msg::Healed(Box::new(healing(source))));
        told("healed-from-backup", lang, &mut day);
        day.keys("enter");
        assert!(!day.screen(80, 24).contains("12345"), "one key goes on");
        day.keys("j L");
        assert!(day.app.book().seq() > 0, "and work begins");
    }
}

#[test]
fn healed_from_the_journal() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.send(Msg::Healed(Box::new(Healing {
            fault: Fault::Unreadable,
            ..healing(Source::Journal)
        })));
        told("healed-from-journal", lang, &mut day);
    }
}

#[test]
fn healed_in_part() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.send(Msg::Healed(Box::new(Healing {
            fault: Fault::Inconsistent,
            lost: 3,
            ..healing(Source::Journal)
        })));
        told("healed-in-part", lang, &mut day);
        day.keys("esc");
        day.send(Msg::Healed(Box::new(Healing {
            fault: Fault::Silent,
            ..healing(Source::Records)
        })));
        told("healed-records", lang, &mut day);
        day.keys("esc");
        day.send(Msg::Healed(Box::new(healing(Source::Picture {
            at: Some("2026-11-20T15:42:00Z".parse().unwrap()),
        }))));
        told("healed-from-picture", lang, &mut day);
    }
}

#[test]
fn what_cannot_be_healed_ends_in_words_that_name_the_way_out() {
    for (lang, words) in [
        (
            "ru",
            [
                "Вернуть можно изменения до № 41; 2 последних изменения",
                "doctor --repair",
            ],
        ),
        (
            "en",
            [
                "Changes up to no. 41 can be given back; the last 2 changes",
                "doctor --repair",
            ],
        ),
    ] {
        let mut day = Harness::opening(Setup {
            lang: Some(lang),
            ..setup()
        });
        let args = [("back", "41"), ("missing", "2"), ("harm", "harm-database")];
        let args = args.map(|(name, value)| (name, value.to_owned())).to_vec();
        day.send(Msg::OpenFailed(Trouble::new(
            "store-unhealed-short",
            args,
            None,
        )));
        let fatal = day.app.fatal().unwrap();
        for word in words {
            assert!(fatal.contains(word), "{fatal}");
        }
        insta::assert_snapshot!(format!("waits-for-doctor-{lang}"), fatal);
        assert!(day.left.unwrap().records.is_empty(), "nothing is written");
    }
}

#[test]
fn the_disk_is_full_and_then_it_is_not() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.fill_disk().keys("j j L");
        told("disk-full", lang, &mut day);
        let paused = facts(day.app.book());
        day.keys("4 j k 1 / «Гранит» enter esc");
        assert_eq!(facts(day.app.book()), paused, "looking and searching go on");
        day.effects();
        day.keys("f6");
        assert_eq!(day.effects(), [Effect::EmergencyCopy]);
        // The store found space by itself: nobody pressed a key.
        day.free_disk();
        let seq = day.app.book().seq();
        day.send(Msg::Saved(seq));
        let screen = day.screen(120, 40);
        let banner = match lang {
            "ru" => "НЕ СОХРАНЕНО",
            _ => "NOT SAVED",
        };
        assert!(!screen.contains(banner), "{screen}");
        told("disk-has-space", lang, &mut day);
        day.keys("j L");
        assert_ne!(facts(day.app.book()), paused, "work goes on");
    }
}

#[test]
fn what_the_reserve_saved_is_not_called_unsaved() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.keys("j j L");
        let path = vec![("path", "/home/anna/.local/share/planerka".to_owned())];
        let full = Trouble::new("store-no-space", path, None);
        day.send(Msg::NotSaved(full, 0));
        told("disk-full-all-saved", lang, &mut day);
        day.keys("q");
        assert!(day.left.is_some(), "nothing to ask about");
    }
}

#[test]
fn a_place_for_reading_only_is_said_for_as_long_as_it_is() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        let path = vec![("path", "/media/usb/planerka".to_owned())];
        day.send(Msg::NotSaved(
            Trouble::new("store-read-only", path, None),
            0,
        ));
        told("read-only", lang, &mut day);
        let before = facts(day.app.book());
        day.keys("j L a");
        assert_eq!(facts(day.app.book()), before);
    }
}

#[test]
fn a_record_that_cannot_be_read_is_told_with_the_way_out() {
    for (lang, words) in [
        ("ru", "Закройте программу и откройте её снова"),
        ("en", "Close the program and open it again"),
    ] {
        let mut day = speaking(lang);
        let args = vec![("detail", "checksum".to_owned())];
        day.send(Msg::Trouble(Trouble::new(
            "store-reading-damaged",
            args,
            None,
        )));
        assert!(day.news().contains(words), "{}", day.news());
        day.keys("j L");
        assert!(day.app.book().seq() > 0, "the rest goes on");
    }
}

/// A workstation whose portfolio turns out to be damaged while somebody types.
fn healed_meanwhile() -> Harness {
    let mut day = Harness::opening(setup());
    let book = Box::new(office().book);
    let _ = day.app.update(Msg::Loaded(book, Vec::new(), None));
    let effects = (day.app).update(Msg::Healed(Box::new(healing(Source::Journal))));
    assert_eq!(effects, [Effect::Settle]);
    day
}

#[test]
fn a_report_is_not_answered_by_keys_typed_before_it_was_seen() {
    let report = "Портфель восстановлен";
    let mut day = healed_meanwhile();
    // Typed while the portfolio was being opened, and read at once.
    day.keys("enter esc q j enter");
    assert!(day.left.is_none());
    assert!(
        day.screen(80, 24).contains(report),
        "{}",
        day.screen(80, 24)
    );
    // On its way to the keyboard when the report came.
    day.keys("enter esc q");
    day.app.update(Msg::Click(4, 18));
    assert!(
        day.screen(80, 24).contains(report),
        "{}",
        day.screen(80, 24)
    );
    day.keys("f2");
    assert!(
        day.screen(80, 24).contains("was healed"),
        "what answers nothing works at once"
    );
    day.send(Msg::Settled).keys("enter");
    assert!(
        !day.screen(80, 24).contains("12345"),
        "and then one key goes on"
    );
    assert!(day.left.is_none());
}

#[test]
fn a_key_held_down_answers_nothing_until_it_is_let_go() {
    let mut day = healed_meanwhile();
    day.screen(80, 24);
    let held = (day.app).update(Msg::Key("enter".parse().unwrap()));
    assert_eq!(held, [Effect::Settle], "the moment begins anew");
    day.send(Msg::Settled).keys("enter");
    assert!(
        day.screen(80, 24).contains("восстановлен"),
        "that of the first is not over"
    );
    day.send(Msg::Settled).keys("enter");
    assert!(!day.screen(80, 24).contains("восстановлен"));
}

#[test]
fn a_slow_screen_does_not_shorten_the_time_to_look() {
    let mut day = healed_meanwhile();
    day.send(Msg::Settled).keys("enter");
    assert!(
        day.screen(80, 24).contains("восстановлен"),
        "nothing was drawn yet"
    );
    day.keys("enter");
    assert!(!day.screen(80, 24).contains("восстановлен"));
}

#[test]
fn whoever_leaves_before_the_report_reads_it_in_the_shell() {
    let mut day = healed_meanwhile();
    day.keys("ctrl-q");
    assert!(day.left.is_some());
    let farewell = day.app.farewell().unwrap();
    for words in ["собран заново по журналу", "№ 12345", "Испорченные файлы"]
    {
        assert!(farewell.contains(words), "{farewell}");
    }
    // What was seen is not told twice.
    let mut day = healed_meanwhile();
    day.screen(80, 24);
    day.send(Msg::Settled).keys("ctrl-q");
    assert_eq!(day.app.farewell(), None);
}

#[test]
fn another_window_is_not_asked_to_leave_by_a_stray_key() {
    let mut day = Harness::opening(setup());
    let effects = day.app.update(Msg::Occupied(Occupant::default()));
    assert_eq!(effects, [Effect::Settle]);
    day.keys("enter");
    day.screen(80, 24);
    day.keys("enter");
    assert!(!day.effects().contains(&Effect::TakeOver));
    day.send(Msg::Settled).keys("enter");
    assert_eq!(day.effects(), [Effect::TakeOver]);
}

#[test]
fn help_names_the_keys_that_do_something_and_no_others() {
    let dead = ["отменить", "новый клиент", "палитра"];
    let mut day = Harness::opening(setup());
    day.send(Msg::Occupied(Occupant::default())).screen(80, 24);
    day.keys("?");
    let help = day.screen(120, 40).to_lowercase();
    for key in ["enter", "esc", "f2", "f3"] {
        assert!(help.contains(key), "{key}:\n{help}");
    }
    for word in dead {
        assert!(!help.contains(word), "{word}:\n{help}");
    }
}

#[test]
fn help_of_a_place_for_reading_leaves_out_what_is_refused_there() {
    let reading = || {
        let mut day = speaking("ru");
        let path = vec![("path", "/media/usb/planerka".to_owned())];
        day.send(Msg::NotSaved(
            Trouble::new("store-read-only", path, None),
            0,
        ));
        day
    };
    let keymap = Keymap::default();
    let panes = [
        (Context::Clients, "1"),
        (Context::Board, "2"),
        (Context::Drafts, "3"),
        (Context::Agenda, "4"),
    ];
    let (mut refused, mut dead) = (0, Vec::new());
    for (pane, focus) in panes {
        let chain = pane.chain();
        for action in Action::ALL {
            let Some(key) = keymap.key_of(chain, *action) else {
                continue;
            };
            let mut day = reading();
            let before = facts(day.app.book());
            day.keys(focus).keys(&key.to_string());
            let no = day.news().contains("Только чтение.");
            // `enter` shows something everywhere else.
            let known = (pane, *action) == (Context::Drafts, Action::Open);
            if no && !action.only_edits() && !known {
                dead.push((pane, *action));
            }
            assert_eq!(facts(day.app.book()), before, "{pane:?} {action:?}");
            refused += usize::from(no);
        }
    }
    assert_eq!(dead, [], "help shows them");
    assert!(refused > 10, "{refused}");
    let mut day = reading();
    let help = day.keys("?").screen(200, 60).to_lowercase();
    for word in ["изменить клиента", "на следующий этап", "убрать в архив"]
    {
        assert!(!help.contains(word), "{word}:\n{help}");
    }
    assert!(help.contains("скопировать телефон"), "{help}");
}
