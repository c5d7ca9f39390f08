//! A commit stopped between two of its values: it is there whole, or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use planerka::domain::Transaction;
use planerka::domain::command::{Command, Move};
use planerka::store::backup::Cause;
use planerka::store::{Drill, Engine, OpenOptions, Slice, Step};

use super::{Bench, assert_same, open};

/// The next commit stops before its value of that number, counted from 0; every one if there are fewer.
#[derive(Clone, Default)]
pub(super) struct Stop(Arc<AtomicUsize>);

impl Stop {
    pub(super) const NEVER: usize = usize::MAX;

    pub(super) fn set(&self, number: usize) {
        self.0.store(number, Ordering::SeqCst);
    }

    pub(super) fn options(&self) -> OpenOptions {
        let left = Arc::clone(&self.0);
        OpenOptions {
            drill: Some(Drill::new(move |step| {
                let now = left.load(Ordering::SeqCst);
                match (step == Step::Row && now != Self::NEVER, now) {
                    (false, _) => Ok(()),
                    (true, 0) => Err(std::io::ErrorKind::Interrupted.into()),
                    (true, now) => {
                        left.store(now - 1, Ordering::SeqCst);
                        Ok(())
                    }
                }
            })),
            ..OpenOptions::default()
        }
    }
}

/// What one key does: a record made, changed, removed, touches added to a page that is full and to one that
/// is not, taken back, several records at once.
fn keys(bench: &mut Bench) -> Vec<Transaction> {
    let (client, made) = bench.add_client("ООО Ромашка");
    let mut all = vec![made];
    for n in 0..30 {
        all.push(bench.touch(client, &format!("звонок {n}: {}", "слово ".repeat(n))));
    }
    all.push(bench.draft(client, "Треть показов приходит по чужим запросам."));
    for last in [31, 30, 29] {
        let back = all[last].clone().inverse(jiff::Timestamp::UNIX_EPOCH);
        all.push(bench.apply(back));
    }
    let (second, made) = bench.add_client("Второй");
    all.push(made);
    let moved = Command::MoveStage {
        clients: vec![client, second],
        to: Move::Forward,
        confirmed: true,
    };
    all.push(bench.run(moved).unwrap());
    all
}

#[test]
fn stopped_between_two_values_it_is_whole_or_not_there() {
    let (mut cut, mut whole) = (0, 0);
    for number in 0..8 {
        let dir = tempfile::tempdir().unwrap();
        let stop = Stop::default();
        stop.set(Stop::NEVER);
        let mut engine = Engine::open(dir.path(), stop.options()).unwrap().0;
        let mut bench = Bench::new();
        for tx in keys(&mut Bench::new()) {
            let before = bench.book.clone();
            bench.apply(tx.clone());
            stop.set(number);
            let done = engine.commit(std::slice::from_ref(&tx));
            stop.set(Stop::NEVER);
            drop(engine);
            let opened;
            (engine, opened) = Engine::open(dir.path(), stop.options()).unwrap();
            let what = format!("{} stopped before value {number}: {done:?}", tx.entry.seq);
            assert!(!opened.report.healed(), "{what}");
            match done.is_err() && number == 0 {
                true => {
                    assert_same(&before, &engine, &opened.book, &what);
                    engine.commit(&[tx]).unwrap();
                }
                false => assert_same(&bench.book, &engine, &opened.book, &what),
            }
            (cut, whole) = match done {
                Err(_) => (cut + 1, whole),
                Ok(()) => (cut, whole + 1),
            };
        }
        engine.close(None).unwrap();
        let (engine, opened) = open(dir.path());
        assert_same(&bench.book, &engine, &opened.book, "closed");
    }
    assert!(cut > 100 && whole > 20, "{cut} were cut, {whole} were not");
}

#[test]
fn the_same_process_goes_on_after_it() {
    for number in 0..8 {
        let dir = tempfile::tempdir().unwrap();
        let stop = Stop::default();
        stop.set(Stop::NEVER);
        let (mut engine, _) = Engine::open(dir.path(), stop.options()).unwrap();
        let mut bench = Bench::new();
        for tx in keys(&mut bench) {
            stop.set(number);
            let done = engine.commit(std::slice::from_ref(&tx));
            stop.set(Stop::NEVER);
            if done.is_err() {
                engine.commit(&[tx]).unwrap();
            }
        }
        engine.close(None).unwrap();
        let (engine, opened) = open(dir.path());
        assert_same(&bench.book, &engine, &opened.book, "closed");
    }
}

#[test]
fn a_backup_under_way_has_nothing_of_a_commit_stopped_between_two_values() {
    let (mut cut, mut whole) = (0, 0);
    for number in [0, 1, 2, 5, 9, 10, 11, 40] {
        let dir = tempfile::tempdir().unwrap();
        let stop = Stop::default();
        stop.set(Stop::NEVER);
        let (mut engine, _) = Engine::open(dir.path(), stop.options()).unwrap();
        let mut bench = Bench::new();
        let mut clients = Vec::new();
        for n in 0..200 {
            let (client, tx) = bench.add_client(&format!("Клиент {n}"));
            engine.commit(&[tx]).unwrap();
            if n % 20 == 0 {
                clients.push(client);
            }
        }
        let then = bench.book.clone();
        let file = dir.path().join("копия");
        let now = jiff::Zoned::now();
        engine.begin_backup(Cause::Hand, &now, Some(&file)).unwrap();
        // A part of the rows is copied, the commit changes those and the others.
        assert!(matches!(engine.step_backup(Duration::ZERO), Slice::More));
        let moved = Command::MoveStage {
            clients,
            to: Move::Forward,
            confirmed: true,
        };
        let tx = bench.run(moved).unwrap();
        stop.set(number);
        let done = engine.commit(std::slice::from_ref(&tx));
        stop.set(Stop::NEVER);
        match done {
            Err(_) => {
                cut += 1;
                engine.commit(&[tx]).unwrap();
            }
            Ok(()) => whole += 1,
        }
        let what = format!("stopped before value {number}");
        let made = loop {
            match engine.step_backup(Duration::from_millis(10)) {
                Slice::Done(made) => break made,
                Slice::More | Slice::Waiting => std::thread::sleep(Duration::from_millis(1)),
                other => panic!("{what}: {other:?}"),
            }
        };
        assert_eq!(made.seq, then.seq(), "{what}");
        engine.close(None).unwrap();
        let (engine, opened) = open(dir.path());
        assert_same(&bench.book, &engine, &opened.book, &what);
        let elsewhere = tempfile::tempdir().unwrap();
        Engine::restore(elsewhere.path(), Some(&file), None, OpenOptions::default()).unwrap();
        let (engine, opened) = open(elsewhere.path());
        assert!(!opened.report.healed(), "{what}: {:?}", opened.report);
        assert_same(&then, &engine, &opened.book, &what);
    }
    assert!(cut > 4 && whole > 0, "{cut} were cut, {whole} were not");
}
