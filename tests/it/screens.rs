//! Screens as text: the day at three sizes in both languages, every dialog, and no panic at any size.

use planerka::app::{Listed, Msg, Setup};
use planerka::domain::Book;

use crate::harness::{Harness, demo, setup, typical};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn speaking(lang: &'static str) -> Setup {
    Setup {
        lang: Some(lang),
        ..setup()
    }
}

fn day(lang: &'static str) -> Harness {
    let (book, touches) = typical();
    let mut harness = Harness::with(speaking(lang), book, touches);
    harness.listing = Some(vec![
        file("выгрузка", true, 0),
        file("клиенты.csv", false, 48_200),
        file("расходы-2026.csv", false, 1_204_000),
    ]);
    harness
}

fn file(name: &str, is_dir: bool, size: u64) -> Listed {
    Listed {
        name: name.to_owned(),
        is_dir,
        size,
    }
}

fn snap(harness: &mut Harness, name: &str, (width, height): (u16, u16)) {
    let screen = harness.screen(width, height);
    insta::assert_snapshot!(format!("{name}-{width}x{height}"), screen);
}

#[test]
fn the_day() {
    for lang in ["ru", "en"] {
        let mut typical = day(lang);
        let mut empty = Harness::with(speaking(lang), Book::new(), Default::default());
        for size in SIZES {
            snap(&mut typical, &format!("day-typical-{lang}"), size);
            snap(&mut empty, &format!("day-empty-{lang}"), size);
        }
    }
}

#[test]
fn a_crowded_day() {
    let (book, touches) = demo(10_000);
    let mut harness = Harness::with(setup(), book, touches);
    for size in SIZES {
        snap(&mut harness, "day-crowded-ru", size);
    }
}

#[test]
fn one_pane_at_a_time() {
    let mut harness = day("ru");
    for (key, pane) in [
        ("1", "clients"),
        ("2", "board"),
        ("3", "drafts"),
        ("4", "agenda"),
    ] {
        harness.keys(key);
        snap(&mut harness, &format!("tab-{pane}-ru"), (80, 24));
        harness.keys("z");
        snap(&mut harness, &format!("zoom-{pane}-ru"), (120, 40));
        harness.keys("z");
    }
    harness.keys("1 f «альфа»");
    snap(&mut harness, "filter-ru", (80, 24));
    harness.keys("enter V");
    snap(&mut harness, "marked-ru", (120, 40));
    harness.keys("x esc f «ничего такого»");
    snap(&mut harness, "filter-nobody-ru", (80, 24));
}

#[test]
fn without_line_drawing() {
    let (book, touches) = typical();
    let ascii = Setup {
        ascii: true,
        ..speaking("ru")
    };
    let mut harness = Harness::with(ascii, book, touches);
    snap(&mut harness, "ascii-ru", (120, 40));
    harness.keys("4 enter");
    snap(&mut harness, "ascii-card-ru", (120, 40));
    harness.keys("esc c");
    snap(&mut harness, "ascii-call-ru", (120, 40));
}

/// Every dialog with the keys that open it from the day.
const DIALOGS: [(&str, &str); 26] = [
    ("card", "4 enter"),
    ("call", "4 c"),
    ("call-missed", "4 c 2 tab"),
    ("plan", "4 n"),
    ("plan-refused", "4 n ctrl-u «когда-нибудь» ctrl-s"),
    ("client-new", "a"),
    ("client-edit", "4 e"),
    ("contacts", "4 p"),
    ("contact-new", "4 p a"),
    ("contact-edit", "4 p e"),
    ("park", "2 P"),
    ("archive", "1 D"),
    ("leave-early", "2 h h h G L L"),
    ("draft-new", "4 r"),
    ("draft-edit", "3 e"),
    ("advance", "3 A"),
    ("import-pick", "i"),
    ("terms", "1 t"),
    ("policies", "g r"),
    ("policy-accept", "g r enter"),
    ("news", "g b"),
    ("news-clients", "g b enter space"),
    ("news-new", "g b a"),
    ("palette", "ctrl-p"),
    ("palette-found", "ctrl-p «клиент»"),
    ("help", "f1"),
];

#[test]
fn every_dialog() {
    for lang in ["ru", "en"] {
        for (name, keys) in DIALOGS {
            let mut harness = day(lang);
            harness.keys(keys);
            snap(&mut harness, &format!("{name}-{lang}"), (80, 24));
            if lang == "ru" {
                snap(&mut harness, &format!("{name}-{lang}"), (120, 40));
            }
        }
    }
}

/// The pages of the Focus workspace and what opens from them.
const FOCUS: [(&str, &str); 7] = [
    ("focus", "g f"),
    ("focus-ranking", "g f 2"),
    ("focus-cohorts", "g f 3"),
    ("focus-forecasts", "g f 4"),
    ("focus-freeze", "g f 2 a"),
    ("focus-explain", "g f 2 ="),
    ("focus-forecast", "g f w"),
];

#[test]
fn the_focus_workspace() {
    for lang in ["ru", "en"] {
        for (name, keys) in FOCUS {
            let mut harness = day(lang);
            harness.keys(keys);
            for size in SIZES {
                if lang == "ru" || size == (120, 40) {
                    snap(&mut harness, &format!("{name}-{lang}"), size);
                }
            }
        }
    }
}

/// The pages of the card of a client of whom much is known.
#[test]
fn every_page_of_the_card() {
    const PAGES: [&str; 7] = [
        "overview",
        "brief",
        "problems",
        "campaigns",
        "advice",
        "timeline",
        "agreements",
    ];
    // Who has the most under way, so that no page is empty.
    let (book, _) = typical();
    let busy = |d: &planerka::domain::Dossier| {
        let work = d.work();
        let promises = work.promises.iter().filter(|p| p.is_open()).count();
        let live = d.recommendations.iter().filter(|r| r.life.is_open());
        let parts = [promises, d.open_problems().len(), live.count()];
        (
            parts.iter().filter(|n| **n > 0).count(),
            parts.iter().sum::<usize>(),
        )
    };
    let who = book.all().max_by_key(|d| busy(d)).unwrap();
    for lang in ["ru", "en"] {
        let mut harness = day(lang);
        let name = &who.client.name;
        harness.keys("4 f").text(name).keys("enter enter");
        assert!(harness.screen(120, 40).contains(&format!("╭ {name} ")));
        for (i, name) in PAGES.iter().enumerate() {
            harness.keys(&(i + 1).to_string());
            for size in SIZES {
                if lang == "ru" || size == (120, 40) {
                    snap(&mut harness, &format!("card-{name}-{lang}"), size);
                }
            }
        }
    }
}

/// The inbox of the demo: requests, fires with what they push out, how fast we react.
#[test]
fn the_inbox() {
    for lang in ["ru", "en"] {
        let mut harness = day(lang);
        for (name, keys) in [
            ("inbox", "g i 1 ="),
            ("inbox-fires", "3"),
            ("fire-sheet", "t"),
            ("inbox-speed", "esc 6"),
            ("fire", "q F7 «сайт лежит»"),
            ("request", "esc esc F8"),
        ] {
            harness.keys(keys);
            snap(&mut harness, &format!("{name}-{lang}"), (80, 24));
            snap(&mut harness, &format!("{name}-{lang}"), (120, 40));
        }
    }
}

#[test]
fn the_list_of_changes() {
    for lang in ["ru", "en"] {
        let mut harness = day(lang);
        harness.keys("1 j n «завтра 11:00» tab «смета» ctrl-s j r «Цели» ctrl-s u U");
        snap(&mut harness, &format!("history-{lang}"), (80, 24));
        snap(&mut harness, &format!("history-{lang}"), (120, 40));
        harness.keys("j enter");
        snap(&mut harness, &format!("history-ask-{lang}"), (80, 24));
    }
}

#[test]
fn an_import() {
    for lang in ["ru", "en"] {
        let mut harness = Harness::with(speaking(lang), Book::new(), Default::default());
        harness.keys("i «preamble_totals.csv» enter");
        snap(&mut harness, &format!("import-preview-{lang}"), (80, 24));
        snap(&mut harness, &format!("import-preview-{lang}"), (120, 40));
        harness.keys("enter");
        snap(&mut harness, &format!("import-done-{lang}"), (80, 24));
        harness.keys("esc i «workbook.csv» enter");
        snap(&mut harness, &format!("import-refused-{lang}"), (80, 24));
    }
}

#[test]
fn trouble_with_the_disk() {
    for lang in ["ru", "en"] {
        let mut harness = day(lang);
        harness.fill_disk().keys("n ctrl-u «завтра» ctrl-s");
        snap(&mut harness, &format!("not-saved-{lang}"), (80, 24));
        snap(&mut harness, &format!("not-saved-{lang}"), (120, 40));
        harness.keys("q");
        snap(&mut harness, &format!("quit-unsaved-{lang}"), (80, 24));
        let mut opening = Harness::opening(speaking(lang));
        snap(&mut opening, &format!("opening-{lang}"), (80, 24));
    }
}

/// Whatever is drawn, at whatever size, draws; what does not fit says so.
#[test]
fn no_size_breaks_anything() {
    let mut small: Vec<(u16, u16)> = Vec::new();
    for width in 0..=40 {
        small.extend((0..=12).map(|height| (width, height)));
    }
    let large = [
        (60, 16),
        (61, 17),
        (79, 23),
        (80, 50),
        (109, 30),
        (110, 29),
        (110, 30),
        (121, 33),
    ]
    .into_iter()
    .chain([(159, 45), (160, 44), (160, 45), (250, 16), (250, 80)]);
    let (book, touches) = demo(240);
    for (name, keys) in [("day", ""), ("filter", "f «а»"), ("zoom", "4 z")]
        .into_iter()
        .chain(DIALOGS)
        .chain(FOCUS)
    {
        let mut harness = Harness::with(setup(), book.clone(), touches.clone());
        harness.keys(keys);
        let small = if matches!(name, "day") {
            small.as_slice()
        } else {
            &[(0, 0), (1, 1), (20, 5), (40, 12)]
        };
        for &(width, height) in small {
            harness.screen(width, height);
        }
        for (width, height) in large.clone() {
            harness.send(Msg::Resize);
            let (_, cursor) = harness.cells(width, height);
            assert!(
                cursor.is_none_or(|c| c.x < width && c.y < height),
                "{name} {width}×{height}"
            );
        }
    }
}
