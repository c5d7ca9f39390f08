//! What the real binary sends to a real terminal and to the kernel.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use planerka::domain::plain::is_unprintable;

use crate::Home;
use crate::stuffed::{self, EVIL};
use crate::terminal::Terminal;

/// Every page of the program, by the keys that lead there and back.
const PAGES: &[&str] = &[
    "2", "3", "4", "1", "enter", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "esc", "g d",
    "esc", "g h", "enter", "esc", "esc", "g e", "esc", "g a", "enter", "esc", "esc", "g f", "esc",
    "g i", "enter", "esc", "esc", "g b", "esc", "g t", "esc", "g r", "enter", "esc", "esc", "c",
    "esc", "esc", "e", "esc", "n", "esc", "p", "esc", "L", "esc", "y", "esc", "f1", "esc", "f",
    "esc", "P", "esc", "o", "esc", "V", "esc", "H", "esc", "i", "esc", "A", "esc", "S", "esc",
];

/// The sequences of a stream of a terminal, as `[31m` and `]52;c;…`.
fn sequences(raw: &str) -> Vec<String> {
    let parts = raw.split('\u{1b}').skip(1);
    parts
        .map(|part| {
            let end = match part.chars().next() {
                Some('[') => part.find(|c: char| ('@'..='~').contains(&c) && c != '['),
                Some(']' | 'P' | '_' | '^' | 'X') => part.find('\u{7}').or(Some(part.len() - 1)),
                _ => Some(0),
            };
            part.chars().take(end.unwrap_or(part.len()) + 1).collect()
        })
        .collect()
}

#[test]
fn a_hostile_store_never_commands_the_terminal() {
    let home = Home::empty();
    let mut records = stuffed::records();
    stuffed::stuff(&mut records, |_, _, words| format!("{words}{EVIL}"));
    records.push(stuffed::neighbour(&format!("Сосед{EVIL}")));
    stuffed::store(&home.data(), &records);
    for (size, lang) in [((120, 40), "ru"), ((200, 60), "en"), ((80, 24), "ru")] {
        let mut at = home.open(lang, size);
        at.wait_for("Ромашка").wait_taken();
        for keys in PAGES {
            at.keys(keys);
            // A key that comes with an escape before it would be another key.
            std::thread::sleep(std::time::Duration::from_millis(60));
        }
        at.signal("TERM");
        at.wait_end();
        let raw = at.raw();
        for sequence in sequences(&raw) {
            // Copied: nothing a terminal would obey is pasted either.
            let copied = sequence.strip_prefix("]52;c;").map(|rest| {
                let text = STANDARD.decode(rest.trim_end_matches('\u{7}')).unwrap();
                String::from_utf8(text).unwrap()
            });
            let inert = |text: &str| !text.contains(|c: char| c != '\n' && is_unprintable(c));
            // The end of what was copied.
            if sequence == "\\" {
                continue;
            }
            let ours = copied.as_deref().map_or(sequence.starts_with('['), inert);
            assert!(
                ours && !sequence.contains("6667"),
                "{sequence:?} is none of ours"
            );
        }
        let odd = |c: &char| !matches!(c, '\u{1b}' | '\r' | '\n') && is_unprintable(*c);
        assert_eq!(raw.chars().find(odd), None, "{size:?}");
        assert!(
            raw.matches("Ромашка").count() > 10,
            "the data was on the screen"
        );
    }
}

/// Whether this machine lets one process watch another's calls.
fn strace() -> bool {
    let tried = std::process::Command::new("strace")
        .args(["-qq", "-e", "trace=none", "true"])
        .output();
    tried.is_ok_and(|ran| ran.status.success())
}

/// A day's work opens no socket but local ones: no name is looked up, nothing is sent anywhere.
#[test]
fn a_session_opens_no_socket_but_local_ones() {
    if !cfg!(target_os = "linux") || !strace() {
        eprintln!("skipped: strace is not there or may not watch");
        return;
    }
    let home = Home::demo(20);
    let calls = home.path().join("calls");
    let calls = calls.to_str().unwrap();
    let data = home.data();
    let data = data.to_str().unwrap();
    let watched = ["strace", "-f", "-qq", "-e", "trace=network", "-o", calls];
    let args = ["--data", data, "--now", crate::NOW, "--lang", "en"];
    let mut at = Terminal::spawn_under(&watched, home.path(), &args, (120, 40));
    at.wait_for("saved").wait_taken();
    for keys in ["g f", "esc", "g i", "esc", "c", "esc", "esc", "y", "esc"] {
        at.keys(keys);
        std::thread::sleep(std::time::Duration::from_millis(150));
    }
    at.keys("q");
    at.wait_end();
    let mut seen = std::fs::read_to_string(calls).unwrap();
    for args in [
        &["agenda"][..],
        &["export", "clients", "--out", "c.csv"],
        &["import", "c.csv", "--yes"],
        &["deck", "а", "--format", "html", "--out", "d.html"],
        &["due", "--notify"],
    ] {
        let done = std::process::Command::new("strace")
            .args(&watched[1..])
            .arg(env!("CARGO_BIN_EXE_planerka"))
            .args(["--data", data, "--now", crate::NOW, "--lang", "en"])
            .args(args)
            .current_dir(home.path())
            .env("HOME", home.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert!(done.status.code().is_some(), "{args:?}");
        seen += &std::fs::read_to_string(calls).unwrap();
    }
    let mut sockets = 0;
    for line in seen.lines() {
        let opens = line.contains(" socket(") || line.contains(" socketpair(");
        sockets += usize::from(opens);
        let local = ["AF_UNIX", "AF_LOCAL"]
            .iter()
            .any(|family| line.contains(family));
        assert!(!opens || local, "{line}");
        for call in [" connect(", " bind(", " sendto("] {
            let away = ["AF_INET", "AF_NETLINK", "AF_PACKET"]
                .iter()
                .any(|f| line.contains(f));
            assert!(!line.contains(call) || !away, "{line}");
        }
    }
    // Signals reach the loop through a pair of local sockets: without any the watching did not work.
    assert!(sockets > 0, "{seen}");
}
