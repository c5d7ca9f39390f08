//! Killing the program in the middle of a stream of touches from a shell: what was acknowledged is there
//! afterwards.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::thread;

use serde_json::Value;

use crate::place::Place;
use crate::rounds;

/// Rounds a store lives through: each round looks at everything, so an old store would only cost time.
const STORE: usize = 20;
/// Lines fed in a round, more than any round gets through before it is killed.
const LINES: usize = 20_000;

/// Feeds touches until the pipe breaks.
fn feed(child: &mut Child, client: &str, round: usize) -> thread::JoinHandle<()> {
    let mut stdin = child.stdin.take().expect("stdin");
    let client = client.to_owned();
    thread::spawn(move || {
        for i in 0..LINES {
            let line = format!(
                "{{\"client\":\"{client}\",\"note\":\"round {round}\",\"key\":\"{round}-{i}\"}}\n"
            );
            if stdin.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
    })
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let rounds = rounds("PLANERKA_KILL_ROUNDS", 5);
    let mut place = Place::new();
    let mut client = place.client("Unlucky");
    let mut acknowledged: HashSet<String> = HashSet::new();
    // Small and repeatable: the moment is a number of answers, which falls anywhere in a group of lines.
    let mut dice = 0x9e37_79b9_u64;
    for round in 0..rounds {
        if round > 0 && round % STORE == 0 {
            place = Place::new();
            client = place.client("Unlucky");
            acknowledged.clear();
        }
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let moment = usize::try_from(dice >> 33).unwrap_or(0) % 700;
        let mut child = place
            .command(&["log", "--stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let feeder = feed(&mut child, &client, round);
        let answers = BufReader::new(child.stdout.take().expect("stdout"));
        let mut killed = false;
        // Answers already in the pipe when it is killed were given: they count too. The last one may be
        // torn by the kill, then it was not given.
        for (i, line) in answers.lines().enumerate() {
            let Some(answer) = line
                .ok()
                .and_then(|l| serde_json::from_str::<Value>(&l).ok())
            else {
                break;
            };
            acknowledged.insert(answer["id"].as_str().expect("an id").to_owned());
            if i >= moment && !killed {
                child.kill().expect("killed");
                killed = true;
            }
        }
        child.wait().expect("ended");
        feeder.join().expect("fed");
        assert!(killed, "round {round} ended by itself");

        let touches = place.run(&["export", "touches", "--format", "json"]);
        let rows = touches.json();
        let there: HashSet<String> = rows
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| row["id"].as_str().map(str::to_owned))
            .collect();
        let lost: Vec<&String> = acknowledged.difference(&there).collect();
        assert!(
            lost.is_empty(),
            "round {round} lost {} of {}",
            lost.len(),
            acknowledged.len()
        );
        let journal = place
            .run(&["journal", "--json", "--limit", "1000000"])
            .json();
        let seqs: Vec<u64> = journal
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| row["seq"].as_u64())
            .collect();
        let whole: Vec<u64> = (1..=seqs.len() as u64).rev().collect();
        assert_eq!(seqs, whole, "round {round}: the journal has no gaps");
        assert_eq!(
            seqs.len(),
            there.len() + 1,
            "every entry but the first is a touch"
        );
    }
    assert!(acknowledged.len() > rounds);
}
