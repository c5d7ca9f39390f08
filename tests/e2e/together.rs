//! One store, two windows and a shell.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::terminal::{Ended, Terminal};
use crate::{Home, NOW};

/// The program left by itself.
const LEFT: Ended = Ended {
    code: 0,
    signal: None,
};

fn open(home: &Home) -> Terminal {
    let at = home.open("en", (120, 40));
    at.wait_for("1 Clients").wait_for("saved");
    at
}

/// A verb that runs beside the test, with its lines in hand.
fn start(home: &Home, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_planerka"))
        .args(["--data".as_ref(), home.data().as_os_str()])
        .args(["--now", NOW, "--lang", "en"])
        .args(args)
        .env_clear()
        .env("HOME", home.path())
        .env("TZ", "Europe/Moscow")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn touch(client: &str, note: &str) -> String {
    format!("{{\"client\":\"{client}\",\"note\":\"{note}\"}}\n")
}

/// Twice as long as keys that answer what nobody asked for are taken for meant for the screen before.
const SEEN: Duration = Duration::from_millis(600);

#[test]
fn what_a_shell_does_is_seen_in_the_window_and_taken_back_there() {
    let home = Home::demo(20);
    let mut at = open(&home);
    let name = "Aardvark Trading";
    home.data_of(&["add", "client", "--name", name]);
    at.wait_for("From the command line: client added, Aardvark Trading");
    at.keys("f").text("Aardvark").keys("enter");
    at.wait_for("1 / 21");
    home.data_of(&[
        "log",
        name,
        "--note",
        "asked for a report",
        "--next",
        "fri 15:00",
    ]);
    at.wait_for("27 Nov")
        .wait_for("From the command line: touch");
    home.run(&["move", name, "problems", "--yes"]);
    at.wait_for("Problems");
    let stage = || home.data_of(&["show", name, "--json"]);
    assert!(stage().contains("\"problems\""), "{}", stage());
    for (step, gone) in [("Undone: stage move", ""), ("Undone: touch", "27 Nov")] {
        at.keys("u").wait_for(step);
        if !gone.is_empty() {
            at.wait_gone(gone);
        }
    }
    assert!(stage().contains("\"acquaintance\""), "{}", stage());
    // And the other way round: the shell takes back what is left.
    home.data_of(&["undo"]);
    at.wait_for("From the command line: undone: client added");
    assert_eq!(home.names().len(), 20);
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
    assert!(!home.data().join("control").exists(), "the socket is gone");
    assert_eq!(home.names().len(), 20);
}

#[test]
fn lines_that_keep_coming_are_one_step_of_undo() {
    let home = Home::demo(5);
    let mut at = open(&home);
    let name = &home.names()[0];
    let lines: String = (0..40).map(|n| touch(name, &format!("call {n}"))).collect();
    let mut shell = start(&home, &["log", "--stdin"]);
    shell
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let done = shell.wait_with_output().unwrap();
    let seqs: Vec<u64> = String::from_utf8(done.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["seq"]
                .as_u64()
                .unwrap()
        })
        .collect();
    let first = seqs[0];
    assert_eq!(seqs, (first..first + 40).collect::<Vec<_>>());
    at.wait_for("From the command line: ");
    at.keys("u").wait_for("Undone: touch");
    let rows = home.data_of(&["journal", "--json", "--limit", "100"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let undone = rows
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["undoes"].is_u64());
    assert_eq!(undone.count(), 40);
}

#[test]
fn a_window_that_dies_under_a_shell_is_done_without() {
    let home = Home::demo(5);
    let mut at = open(&home);
    let name = &home.names()[0];
    let mut shell = start(&home, &["log", "--stdin"]);
    let mut input = shell.stdin.take().unwrap();
    let mut answers = BufReader::new(shell.stdout.take().unwrap()).lines();
    input
        .write_all(touch(name, "with the window").as_bytes())
        .unwrap();
    answers.next().unwrap().unwrap();
    at.wait_for("From the command line: touch");
    at.signal("KILL");
    at.wait_end();
    assert!(home.data().join("control").exists(), "left behind");
    input
        .write_all(touch(name, "without it").as_bytes())
        .unwrap();
    answers.next().unwrap().unwrap();
    drop(input);
    let ended = shell.wait_with_output().unwrap();
    let words = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{words}");
    assert!(words.contains("finished without it"), "{words}");
    let card = home.data_of(&["show", name, "--json"]);
    for note in ["with the window", "without it"] {
        assert_eq!(card.matches(note).count(), 1, "{note}: {card}");
    }
    // What the dead window left behind is in nobody's way.
    let mut again = open(&home);
    home.data_of(&["log", name]);
    again.wait_for("From the command line: touch");
    again.keys("q");
    assert_eq!(again.wait_end(), LEFT);
}

#[test]
fn a_shell_that_dies_leaves_the_window_as_it_is() {
    let home = Home::demo(5);
    let mut at = open(&home);
    let name = &home.names()[0];
    let mut shell = start(&home, &["log", "--stdin"]);
    let mut input = shell.stdin.take().unwrap();
    let mut answers = BufReader::new(shell.stdout.take().unwrap()).lines();
    input.write_all(touch(name, "said").as_bytes()).unwrap();
    answers.next().unwrap().unwrap();
    shell.kill().unwrap();
    shell.wait().unwrap();
    at.wait_for("From the command line: touch");
    home.data_of(&["log", name, "--note", "and another"]);
    at.wait_for("From the command line: touch");
    let card = home.data_of(&["show", name, "--json"]);
    assert!(
        card.contains("said") && card.contains("and another"),
        "{card}"
    );
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
}

#[test]
fn eight_readers_at_once_are_all_answered() {
    let home = Home::demo(60);
    let wanted = home.names();
    let read = |with: &str| {
        let readers: Vec<Child> = (0..8)
            .map(|_| start(&home, &["export", "clients", "--format", "csv"]))
            .collect();
        for reader in readers {
            let output = reader.wait_with_output().unwrap();
            let words = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "{with}: {words}");
            let lines = String::from_utf8(output.stdout).unwrap().lines().count();
            assert_eq!(lines, wanted.len() + 1, "{with}");
        }
    };
    read("one after another, each for a moment");
    let mut at = open(&home);
    read("through the window");
    at.keys("q");
    assert_eq!(at.wait_end(), LEFT);
}

#[test]
fn what_needs_the_store_for_itself_names_the_window() {
    let home = Home::demo(5);
    let at = open(&home);
    let output = home.run(&["due", "--notify"]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{words}");
    assert!(words.contains(&at.pid().to_string()), "{words}");
    assert!(
        home.run(&["due"]).status.success(),
        "words alone are no notice"
    );
}

#[test]
fn a_second_window_says_who_holds_the_store_and_may_take_it_over() {
    let home = Home::demo(5);
    let mut first = open(&home);
    let mut second = home.open("en", (80, 24));
    second
        .wait_for("The portfolio is already open")
        .wait_for(&format!("process {}", first.pid()));
    // Once it was there long enough to be seen `q` leaves, and the first is none the wiser.
    std::thread::sleep(SEEN);
    second.keys("q");
    let code = |code| Ended { code, signal: None };
    assert_eq!(second.wait_end(), code(5), "{}", second.raw());
    assert_eq!(second.modes().map(|(_, on)| on), [false; 4]);

    let mut second = home.open("en", (80, 24));
    second.wait_for("The portfolio is already open");
    // Something is being written in the first: it stays.
    first.keys("a").wait_for("New client");
    first.text("Half a name");
    first.wait_for("Half a name");
    std::thread::sleep(SEEN);
    second.keys("enter").wait_for("unsaved text in a form");
    first
        .keys("ctrl-s")
        .wait_gone("New client")
        .wait_for("saved");
    second
        .keys("enter")
        .wait_for("saved")
        .wait_for("Half a name");
    assert_eq!(first.wait_end(), LEFT);
    assert!(
        first.raw().contains("opened in another window"),
        "{}",
        first.raw()
    );
    home.data_of(&["log", "Half a name"]);
    second.wait_for("From the command line: touch");
    second.keys("q");
    assert_eq!(second.wait_end(), LEFT);
}
