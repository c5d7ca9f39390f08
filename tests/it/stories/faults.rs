//! A told story for each fault, as a person sees it.

use planerka::app::{Effect, Msg, Setup, Trouble};
use planerka::domain::Healing;
use planerka::domain::healing::{Fault, Source};

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
