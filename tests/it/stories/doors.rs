//! What keeps a portfolio from being opened or lets it be opened only in part, as a person sees it: another
//! window, a passphrase, an unclean stop, a clock set back.

use planerka::app::{Msg, Occupant, Setup, Trouble};

use super::faults::{speaking, told};
use super::{facts, office};
use crate::harness::{Harness, setup};

fn opening(lang: &'static str) -> Harness {
    Harness::opening(Setup {
        lang: Some(lang),
        ..setup()
    })
}

/// The portfolio comes after an unclean stop that cost nothing: the log had what the database had not, or a
/// lock and a socket were left by a process that is gone.
#[test]
fn an_unclean_stop_is_one_quiet_word() {
    for lang in ["ru", "en"] {
        let mut day = opening(lang);
        let healed = Trouble::new("store-healed", vec![("count", "0".to_owned())], None);
        let book = Box::new(office().book);
        day.send(Msg::Loaded(book, Vec::new(), Some(healed)));
        told("unclean-stop", lang, &mut day);
        day.keys("j j L");
        assert!(day.app.book().seq() > 0, "work begins without a question");
    }
}

#[test]
fn a_clock_set_back_stops_nobody() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.keys("j j L");
        let before = day.app.book().seq();
        day.send(Msg::Clock(
            "2026-11-21T23:10+03:00[+03:00]".parse().unwrap(),
        ));
        day.keys("j L u");
        assert!(day.app.book().seq() > before, "what is done is saved");
        told("clock-set-back", lang, &mut day);
    }
}

#[test]
fn another_window_is_named_and_asked() {
    for lang in ["ru", "en"] {
        let mut day = opening(lang);
        day.send(Msg::Occupied(Occupant {
            pid: 4321,
            host: "anna-laptop".to_owned(),
            since: Some("2026-11-23T05:40:12.123456789Z".parse().unwrap()),
        }));
        told("two-windows", lang, &mut day);
        day.keys("enter");
        told("two-windows-asking", lang, &mut day);
        day.send(Msg::Stays(Trouble::new(
            "link-stays-typing",
            Vec::new(),
            None,
        )));
        told("two-windows-stays", lang, &mut day);
    }
}

#[test]
fn a_wrong_passphrase_is_told_with_a_pause_that_grows() {
    for lang in ["ru", "en"] {
        let mut day = opening(lang);
        day.app.is_encrypted(0);
        day.app.begin_locked();
        for name in ["wrong-passphrase", "wrong-passphrase-again"] {
            day.keys("«тихий омут» enter")
                .send(Msg::PassphraseTried(Err(Trouble::new(
                    "store-wrong-passphrase",
                    Vec::new(),
                    None,
                ))));
            told(name, lang, &mut day);
            day.send(Msg::Rested);
        }
    }
}

#[test]
fn a_locked_screen_says_how_to_come_back() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        day.app.is_encrypted(5);
        day.send(Msg::Clock(
            "2026-11-23T09:40+03:00[+03:00]".parse().unwrap(),
        ));
        told("locked-screen", lang, &mut day);
    }
}

#[test]
fn a_backup_that_fails_is_told_and_work_goes_on() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        let path = vec![("path", "/home/anna/.local/share/planerka".to_owned())];
        let full = Trouble::new("store-no-space", path, None);
        day.send(Msg::BackedUp(Err(full)));
        told("backup-failed", lang, &mut day);
        day.keys("j j L");
        assert!(day.app.book().seq() > 0);
    }
}

#[test]
fn a_form_is_refused_at_once_where_nothing_can_be_saved() {
    for lang in ["ru", "en"] {
        let mut day = speaking(lang);
        let path = vec![("path", "/media/usb/planerka".to_owned())];
        let refusal = Trouble::new("store-read-only", path, None);
        day.send(Msg::NotSaved(refusal, 0));
        let before = facts(day.app.book());
        let way_out = match lang {
            "ru" => "там, где можно писать",
            _ => "where it can be written",
        };
        for keys in ["j j c", "a", "n", "r"] {
            day.keys(keys);
            let screen = day.screen(120, 40);
            assert!(screen.contains(way_out), "{keys}:\n{screen}");
        }
        day.keys("c");
        told("read-only-form", lang, &mut day);
        day.keys("enter");
        assert!(
            !day.screen(120, 40).contains(way_out),
            "a card is only looked at"
        );
        assert_eq!(facts(day.app.book()), before);
    }
}

#[test]
fn a_form_that_was_open_when_the_disk_filled_up_keeps_what_was_typed() {
    let mut day = speaking("ru");
    day.keys("j j r «Цели не настроены»");
    day.fill_disk().keys("ctrl-s");
    assert!(day.screen(120, 40).contains("Цели не настроены"));
}
