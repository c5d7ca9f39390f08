//! A process killed while it writes: what it said was saved is there, whole.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use planerka::domain::{Book, Transaction};

use super::{Bench, assert_same, open};

const DIR: &str = "PLANERKA_TEST_KILL_DIR";

#[test]
#[ignore = "the process that is killed: run by the test below"]
fn writer() {
    let dir = std::env::var_os(DIR).unwrap();
    let (mut engine, opened) = open(Path::new(&dir));
    let mut bench = Bench::new();
    bench.ids = planerka::domain::Ids::default();
    bench.book = opened.book;
    let (mut client, tx) = bench.add_client("Первый");
    engine.commit(&[tx]).unwrap();
    for n in 0.. {
        let batch: Vec<Transaction> = match n % 7 {
            0 => {
                let (next, tx) = bench.add_client(&format!("Клиент {n}"));
                client = next;
                vec![tx]
            }
            3 => (0..10)
                .map(|t| bench.touch(client, &format!("{n} {t}")))
                .collect(),
            4 if n % 2 == 0 => vec![bench.import(client, 20, 60)],
            5 => vec![bench.draft(client, &"зачем ".repeat(n * 37 % 2000))],
            _ => vec![bench.touch(client, "звонок")],
        };
        engine.commit(&batch).unwrap();
        println!("saved {}", engine.seq());
    }
}

#[test]
fn killed_at_any_moment() {
    let dir = tempfile::tempdir().unwrap();
    let mut acked = 0;
    for round in 0..12usize {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["store::kill::writer", "--exact", "--ignored", "--nocapture"])
            .env(DIR, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut left = round * 13 % 40 + 1;
        while left > 0 {
            let line = lines
                .next()
                .expect("the writer goes on until it is killed")
                .unwrap();
            left -= usize::from(line.starts_with("saved "));
            acked = acked.max(number(&line));
        }
        child.kill().unwrap();
        // What it managed to say before it died counts too.
        for line in lines.map_while(Result::ok) {
            acked = acked.max(number(&line));
        }
        child.wait().unwrap();

        let (engine, opened) = open(dir.path());
        assert!(opened.report.unclean && opened.report.damage.is_none());
        assert!(
            engine.seq() >= acked,
            "round {round}: {} of {acked}",
            engine.seq()
        );
        // The rows are exactly what the journal tells from the first entry on.
        let seqs: Vec<u64> = (1..=engine.seq()).collect();
        let mut told = Book::new();
        for tx in engine.entries(&seqs).unwrap() {
            told.follow(&tx).unwrap();
            for id in tx
                .changes
                .iter()
                .filter_map(planerka::domain::Change::client)
            {
                if tx.entry.intent == planerka::domain::Intent::AddClient {
                    told.load_touches(id, Vec::new());
                    told.load_campaigns(id, Vec::new());
                }
            }
        }
        assert_same(&told, &engine, &opened.book, &format!("round {round}"));
        engine.close(None).unwrap();
    }
}

fn number(line: &str) -> u64 {
    line.strip_prefix("saved ")
        .and_then(|n| n.trim().parse().ok())
        .unwrap_or(0)
}
