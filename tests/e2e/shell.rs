//! Coming and going: the first frame, the last byte, signals, sizes, a second window.

use crate::Home;
use crate::terminal::Ended;

/// The titles of the panes in English.
const PANES: [&str; 4] = [
    "1 Clients",
    "2 Stages",
    "3 Recommendations",
    "4 Calls today",
];

/// The program left by itself.
const LEFT: Ended = Ended {
    code: 0,
    signal: None,
};

#[test]
fn the_first_screen_shows_four_panes_of_the_portfolio() {
    let home = Home::demo(40);
    let names = home.names();
    let mut at = home.open("en", (120, 40));
    at.wait_for("saved");
    for title in PANES {
        at.wait_for(title);
    }
    let shown = names
        .iter()
        .filter(|name| at.screen().contains(name.as_str()))
        .count();
    assert!(
        shown > 5,
        "{shown} of {} names on\n{}",
        names.len(),
        at.screen()
    );
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
}

#[test]
fn leaving_gives_the_terminal_back() {
    let home = Home::demo(5);
    let mut at = home.open("en", (120, 40));
    at.wait_for(PANES[0]).wait_for("saved").wait_taken();
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
    assert_eq!(at.modes().map(|(_, on)| on), [false; 4], "{:?}", at.modes());
    let raw = at.raw();
    let last = |what: &str| {
        raw.rfind(what)
            .unwrap_or_else(|| panic!("{what:?} is never written"))
    };
    for (name, on, off) in [
        ("alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
        ("clicks", "\x1b[?1000h", "\x1b[?1000l"),
        ("clicks in far columns", "\x1b[?1006h", "\x1b[?1006l"),
        ("bracketed paste", "\x1b[?2004h", "\x1b[?2004l"),
        ("cursor", "\x1b[?25l", "\x1b[?25h"),
    ] {
        assert!(last(off) > last(on), "{name} is left as the program had it");
    }
}

#[test]
fn being_told_to_stop_leaves_a_store_that_opens() {
    for signal in ["TERM", "HUP"] {
        let home = Home::demo(20);
        let mut at = home.open("en", (120, 40));
        at.wait_for(PANES[3]).wait_for("saved");
        at.signal(signal);
        at.wait_end();
        assert_eq!(
            at.modes().map(|(_, on)| on),
            [false; 4],
            "{signal}: {:?}",
            at.modes()
        );
        assert_eq!(home.names().len(), 20, "{signal}");
        let mut again = home.open("en", (120, 40));
        again
            .wait_for(PANES[3])
            .wait_for("saved")
            .wait_until("no talk of damage", |s| !s.contains("damage"));
        again.keys("q");
        assert_eq!(again.wait_end(), LEFT, "{signal}");
    }
}

#[test]
fn a_killed_workstation_opens_again() {
    let home = Home::demo(20);
    let mut at = home.open("en", (120, 40));
    at.wait_for(PANES[3]).wait_for("saved");
    at.signal("KILL");
    at.wait_end();
    assert_eq!(home.names().len(), 20);
}

#[test]
fn every_size_is_drawn_or_refused_in_words() {
    let home = Home::demo(30);
    let mut at = home.open("en", (120, 40));
    at.wait_for(PANES[1]).wait_for("saved");
    at.resize((59, 15))
        .wait_for("Window too small: 59×15")
        .wait_gone(PANES[0]);
    at.resize((1, 1));
    at.resize((20, 5))
        .wait_until("a word about the size", |s| s.contains("needs 60×16"));
    at.resize((1, 1));
    at.resize((80, 24))
        .wait_for("Clients")
        .wait_gone("needs 60×16");
    at.resize((200, 60)).wait_for(PANES[3]);
    at.resize((120, 40));
    for title in PANES {
        at.wait_for(title);
    }
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
}

#[test]
fn without_a_terminal_it_says_so() {
    let home = Home::demo(5);
    let output = home.run(&[]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(words.contains("terminal"), "{words}");
    assert!(
        !words.contains('\x1b') && output.stdout.is_empty(),
        "{words}"
    );
    assert_eq!(words.trim().lines().count(), 1, "one sentence: {words}");
}

#[test]
fn an_empty_store_greets_with_what_to_do() {
    let home = Home::empty();
    for (lang, import) in [("en", "mport"), ("ru", "агруз")] {
        let mut at = home.open(lang, (120, 40));
        if lang == "en" {
            // The first start asks once whether to encrypt it.
            at.wait_for("planerka lock on");
            at.keys("enter");
        }
        at.wait_for(import)
            .wait_until("the demo is named", |s| s.contains("demo"));
        at.keys("q");
        assert_eq!(at.wait_end(), LEFT, "{lang}");
    }
}
