//! Healing killed at any step: the next open has what the first one had, and nothing heaps up.

use std::path::Path;

use planerka::domain::healing::Fault;
use planerka::store::{Engine, OpenOptions, Step, StoreError, spoil};

use super::{Bench, assert_same, copy, dying_at, open, segment, under};

/// A closed store with some touches.
fn closed(dir: &Path) -> Bench {
    let (mut engine, _) = open(dir);
    let mut bench = Bench::new();
    for n in 0..10 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[tx]).unwrap();
        let tx = bench.touch(client, &"звонок ".repeat(n * 40));
        engine.commit(&[tx]).unwrap();
    }
    engine.close(None).unwrap();
    bench
}

fn dying(number: usize, with_loss: bool) -> (OpenOptions, impl Fn() -> Option<Step>) {
    let (drill, died) = dying_at(number);
    let options = OpenOptions {
        drill: Some(drill),
        with_loss,
        ..OpenOptions::default()
    };
    (options, move || *died.lock().unwrap())
}

/// Only the damaged database has the journal: killed while that leaves its place, it must not be forgotten.
#[test]
fn a_healing_killed_at_any_step_still_has_its_source() {
    let dir = tempfile::tempdir().unwrap();
    let bench = closed(dir.path());
    let client = bench.book.all().nth(3).unwrap().id();
    spoil::spoil_touches(dir.path(), client).unwrap();
    std::fs::rename(dir.path().join("seal"), dir.path().join("last-seal")).unwrap();
    std::fs::remove_dir_all(dir.path().join("journal")).unwrap();
    for number in 0.. {
        let work = tempfile::tempdir().unwrap();
        copy(dir.path(), work.path());
        let (options, died) = dying(number, false);
        let opened = Engine::open(work.path(), options).map(|_| ());
        let what = format!("died at {number}, {:?}: {opened:?}", died());
        let (engine, read) = open(work.path());
        assert_same(&bench.book, &engine, &read.book, &what);
        assert_eq!(under(work.path(), "quarantine-").len(), 1, "{what}");
        assert!(!work.path().join("swap").exists(), "{what}");
        if opened.is_ok() {
            assert!(number > 3, "the steps were walked: {number}");
            break;
        }
    }
}

#[test]
fn a_database_that_is_not_what_was_sealed_is_known_as_that_until_it_is_healed() {
    let dir = tempfile::tempdir().unwrap();
    let bench = closed(dir.path());
    let db = dir.path().join("sled/db");
    let mut bytes = std::fs::read(&db).unwrap();
    // Where no open would look: nothing was ever written there.
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&db, &bytes).unwrap();
    let (options, died) = dying(0, false);
    assert!(Engine::open(dir.path(), options).is_err());
    assert_eq!(died(), Some(Step::Built));
    assert!(std::fs::read(&db).unwrap() == bytes, "as it was found");
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.report.healing.unwrap().fault, Fault::Changed);
    assert_same(&bench.book, &engine, &opened.book, "healed");
    engine.close(None).unwrap();
    assert!(!open(dir.path()).1.report.healed(), "healed once");
}

/// A loss that was agreed to is one loss, whenever the process died; one that was not leaves all as it was.
#[test]
fn a_loss_is_the_same_whenever_the_process_died() {
    let dir = tempfile::tempdir().unwrap();
    let bench = closed(dir.path());
    let seq = bench.book.seq();
    let db = dir.path().join("sled/db");
    std::fs::write(&db, vec![0x5a; 200_000]).unwrap();
    std::fs::rename(dir.path().join("seal"), dir.path().join("last-seal")).unwrap();
    let segment = segment(dir.path());
    let bytes = std::fs::read(&segment).unwrap();
    let end = bytes.iter().rposition(|b| *b != 0).unwrap();
    std::fs::write(&segment, &bytes[..end / 2]).unwrap();
    for with_loss in [false, true] {
        for number in 0.. {
            let work = tempfile::tempdir().unwrap();
            copy(dir.path(), work.path());
            let (options, died) = dying(number, with_loss);
            let first = Engine::open(work.path(), options).map(|_| ());
            let what = format!("died at {number}, {:?}", died());
            if !with_loss {
                let refused = Engine::open(work.path(), OpenOptions::default()).map(|_| ());
                let Err(StoreError::Unhealed { back, known, .. }) = refused else {
                    panic!("{what}: {refused:?}");
                };
                assert!(back > 0 && back < seq && known == seq, "{what}");
                // Where it was; or where it was copied to before it was opened, when the process died before
                // that was put back.
                let mut found = under(work.path(), "unclean-");
                found.push(work.path().join("sled"));
                let as_it_was = found.iter().any(|dir| {
                    std::fs::read(dir.join("db")).unwrap() == std::fs::read(&db).unwrap()
                });
                assert!(as_it_was, "{what}: {found:?}");
            }
            let options = OpenOptions {
                with_loss: true,
                ..OpenOptions::default()
            };
            let (engine, opened) = Engine::open(work.path(), options).unwrap();
            assert!(engine.seq() > 0 && engine.seq() < seq, "{what}");
            if let Some(healing) = opened.report.healing {
                assert_eq!(healing.lost, seq - engine.seq(), "{what}");
            }
            engine.close(None).unwrap();
            assert!(!open(work.path()).1.report.healed(), "{what}: once");
            assert_eq!(under(work.path(), "quarantine-").len(), 2, "{what}");
            assert!(!work.path().join("swap").exists(), "{what}");
            if died().is_none() {
                assert!(first.is_ok() == with_loss && number > 3, "{what}");
                break;
            }
        }
    }
}
