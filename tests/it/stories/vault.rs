//! The gate: at the first start, at every start of an encrypted portfolio, and when nobody is there.

use planerka::app::{Effect, Msg, Trouble};
use planerka::domain::{Book, Passphrase};
use planerka::input::Key;

use super::at_work;
use crate::harness::{Harness, demo, monday, setup};

fn phrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn wrong() -> Msg {
    Msg::PassphraseTried(Err(Trouble::new(
        "store-wrong-passphrase",
        Vec::new(),
        None,
    )))
}

fn opened(effects: &[Effect]) -> Vec<&Option<Passphrase>> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::OpenStore(secret) => Some(secret),
            _ => None,
        })
        .collect()
}

fn rest(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Rest(seconds) => Some(*seconds),
        _ => None,
    })
}

#[test]
fn an_encrypted_portfolio_asks_before_anything_is_drawn() {
    let mut day = Harness::opening(setup());
    day.app.is_encrypted(0);
    day.app.begin_locked();
    day.keys("«тихий омут»");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Портфель зашифрован"), "{screen}");
    assert!(screen.contains("› ••••••••••"), "{screen}");
    assert!(
        !screen.contains("омут") && !screen.contains("Клиенты"),
        "{screen}"
    );
    day.keys("backspace enter");
    assert_eq!(opened(&day.effects()), [&Some(phrase("тихий ому"))]);
    assert!(day.screen(80, 24).contains("Проверяю"));
    // While it is tried keys wait outside.
    day.keys("«j» enter");
    assert!(day.effects().is_empty());

    // Each wrong one costs a longer pause, up to half a minute.
    for pause in [1, 2, 4, 8, 16, 30, 30] {
        day.send(wrong());
        assert_eq!(rest(&day.effects()), Some(pause));
        let screen = day.screen(80, 24);
        assert!(screen.contains("не подошла"), "{screen}");
        assert!(screen.contains(&format!("через {pause} с")), "{screen}");
        day.keys("«что-то» enter");
        assert!(day.effects().is_empty(), "not before the pause is over");
        day.send(Msg::Rested).keys("enter");
        assert_eq!(opened(&day.effects()), [&Some(phrase("что-то"))]);
    }
    let (book, _) = demo(3);
    day.send(Msg::Loaded(Box::new(book), Vec::new(), None));
    assert!(day.screen(80, 24).contains("Клиенты"));
}

#[test]
fn leaving_is_possible_at_the_gate_and_nothing_else() {
    for keys in ["esc", "ctrl-q", "ctrl-c"] {
        let mut day = Harness::opening(setup());
        day.app.is_encrypted(0);
        day.app.begin_locked();
        day.keys(keys);
        assert!(
            matches!(day.effects().as_slice(), [Effect::Quit(_)]),
            "{keys}"
        );
    }
    let mut day = Harness::opening(setup());
    day.app.begin_locked();
    day.keys("f2");
    assert!(
        day.screen(80, 24).contains("encrypted"),
        "the language may change"
    );
}

#[test]
fn the_first_start_asks_once_and_calmly() {
    let begin = || {
        let mut day = Harness::opening(setup());
        day.app.begin_with_offer(5);
        day
    };
    let mut day = begin();
    assert!(day.screen(80, 24).contains("planerka lock on"));
    day.keys("j x");
    assert!(day.effects().is_empty(), "a stray key is no answer");
    day.keys("enter");
    assert_eq!(opened(&day.effects()), [&None], "no is the default");
    day.send(Msg::Loaded(Box::new(Book::new()), Vec::new(), None));
    assert!(day.screen(80, 24).contains("planerka demo"));
    day.keys("f10");
    assert!(day.news().contains("не зашифрован"), "{}", day.news());

    let mut day = begin();
    day.keys("д «коротко» enter");
    assert!(day.screen(80, 24).contains("Слишком коротко"));
    day.keys("«тихий омут» enter «тихая заводь» enter");
    assert!(day.screen(80, 24).contains("не совпали"));
    day.keys("«тихий омут» enter");
    assert!(day.effects().is_empty());
    day.keys("«тихий омут» enter");
    assert_eq!(opened(&day.effects()), [&Some(phrase("тихий омут"))]);
    day.send(Msg::Loaded(Box::new(Book::new()), Vec::new(), None));
    day.keys("f10");
    assert!(
        day.screen(80, 24).contains("Экран закрыт"),
        "it is encrypted now"
    );
}

#[test]
fn a_locked_screen_shows_nothing_and_keeps_everything() {
    let mut day = at_work();
    day.app.is_encrypted(5);
    day.keys("r «Цели не настроены»");
    let before = day.screen(120, 40);
    assert!(before.contains("Цели не настроены"));
    let later = |minutes: i64| monday() + jiff::Span::new().minutes(minutes);
    day.send(Msg::Clock(later(4)));
    assert!(day.screen(120, 40).contains("Цели не настроены"), "not yet");
    day.send(Msg::Clock(later(5)));
    let names: Vec<String> = (day.book().all())
        .map(|d| d.client.name.chars().take(8).collect())
        .collect();
    for (width, height) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        let screen = day.screen(width, height);
        assert!(screen.contains("Экран закрыт"), "{screen}");
        assert!(!screen.contains("Цели"), "{screen}");
        assert!(names.iter().all(|name| !screen.contains(name)), "{screen}");
    }
    // No key gets past it, not those of the form and not those of everywhere.
    day.effects();
    day.keys("ctrl-s esc u f1 tab «тихий омут» enter");
    let effects = day.effects();
    assert!(
        matches!(effects.as_slice(), [Effect::TryPassphrase(_)]),
        "{effects:?}"
    );
    day.send(Msg::PassphraseTried(Ok(())));
    assert!(
        day.screen(120, 40).contains("Цели не настроены"),
        "the form is as it was"
    );
    // Working puts it off.
    day.send(Msg::Clock(later(9)))
        .send(Msg::Key(Key::char('!')));
    day.send(Msg::Clock(later(13)));
    assert!(day.screen(120, 40).contains("Цели не настроены!"));
}

#[test]
fn a_bell_behind_the_gate_names_nobody() {
    let (book, histories) = demo(60);
    let mut rung = false;
    for shut in [false, true] {
        let mut day = Harness::with(setup(), book.clone(), histories.clone());
        day.app.is_encrypted(0);
        day.send(Msg::Clock(monday()));
        if shut {
            day.keys("f10");
        }
        day.effects();
        for minute in 1..=540 {
            day.send(Msg::Clock(monday() + jiff::Span::new().minutes(minute)));
        }
        for effect in day.effects() {
            let Effect::Notify(rings) = effect else {
                continue;
            };
            rung = true;
            for ring in rings {
                let named = book.all().any(|d| {
                    ring.title.contains(&d.client.name) || ring.body.contains(&d.client.name)
                });
                assert!(!(shut && named), "{ring:?}");
                assert!(!shut || ring.body.is_empty());
            }
        }
    }
    assert!(rung);
}

#[test]
fn what_leaves_an_encrypted_portfolio_is_asked_about() {
    for encrypted in [false, true] {
        let mut day = at_work();
        if encrypted {
            day.app.is_encrypted(0);
        }
        day.send(Msg::Clock(monday()));
        day.effects();
        day.keys("4 w");
        // The plan as a calendar file is the third of the list.
        day.keys("j j enter");
        let written =
            |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::WritePlan(..)));
        assert_eq!(
            written(&day.effects()),
            !encrypted,
            "{}",
            day.screen(80, 24)
        );
        if encrypted {
            assert!(day.screen(80, 24).contains("в открытый файл"));
            day.keys("д");
            assert!(written(&day.effects()), "{}", day.screen(80, 24));
        }
    }
}

#[test]
fn a_text_of_an_encrypted_portfolio_goes_to_an_editor_on_disk_only_with_a_yes() {
    for (encrypted, on_disk) in [(false, true), (true, false), (true, true)] {
        let mut day = at_work();
        if encrypted {
            day.app.is_encrypted(0);
        }
        if on_disk {
            day.app.edits_on_disk();
        }
        day.send(Msg::Clock(monday()));
        day.editor = Some("из редактора\n".to_owned());
        day.effects();
        day.keys("3 e ctrl-e");
        let given = |effects: &[Effect]| {
            let given = |e: &Effect| matches!(e, Effect::ExternalEditor(_));
            effects.iter().any(given)
        };
        let asks = encrypted && on_disk;
        assert_eq!(given(&day.effects()), !asks, "{}", day.screen(80, 24));
        if asks {
            assert!(
                day.screen(80, 24).contains("во внешнем редакторе"),
                "{}",
                day.screen(80, 24)
            );
            day.keys("д");
            assert!(given(&day.effects()), "{}", day.screen(80, 24));
        }
        // It comes back into the form it was taken from.
        assert!(
            day.screen(80, 24).contains("из редактора"),
            "{}",
            day.screen(80, 24)
        );
    }
}
