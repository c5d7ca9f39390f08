//! A smaller database takes the place of a large one; whatever happens on the way, one of the two is there.

use std::io;
use std::path::Path;

use planerka::store::{Drill, Engine, OpenOptions, Step, StoreError};

use super::{Bench, assert_same, copy, open};

/// A closed store that was overwritten so often that most of its database is dead.
fn churned(dir: &Path) -> Bench {
    let (mut engine, _) = open(dir);
    let mut bench = Bench::new();
    for n in 0..30 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[tx]).unwrap();
        for t in 0..15 {
            let tx = bench.touch(client, &"разговор ".repeat(t));
            engine.commit(&[tx]).unwrap();
        }
    }
    engine.close_with(None, Some(&bench.book)).unwrap();
    bench
}

fn size(dir: &Path) -> u64 {
    std::fs::metadata(dir.join("sled/db")).unwrap().len()
}

#[test]
fn a_smaller_database_holds_the_same_and_starts_as_fast() {
    let dir = tempfile::tempdir().unwrap();
    let bench = churned(dir.path());
    let large = size(dir.path());
    let (engine, _) = open(dir.path());
    let (before, after) = engine.close_compacted().unwrap();
    assert!(after < before, "{before} {after}");
    assert!(size(dir.path()) < large);
    assert!(!dir.path().join("swap").exists());
    assert!(dir.path().join("seal").exists(), "sealed");
    assert!(dir.path().join("warm").exists(), "the quick start is kept");
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.unclean && !opened.report.healed());
    assert_same(&bench.book, &engine, &opened.book, "smaller");
    assert_eq!(
        engine.entries(&[1, 480]).unwrap().len(),
        2,
        "the journal too"
    );
}

#[test]
fn killed_at_any_step_the_old_or_the_new_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let bench = churned(dir.path());
    for step in [
        Step::Export,
        Step::Compare,
        Step::Built,
        Step::Decided,
        Step::Moved,
        Step::Clean,
    ] {
        let work = tempfile::tempdir().unwrap();
        copy(dir.path(), work.path());
        let killed = tempfile::tempdir().unwrap();
        let (from, to) = (work.path().to_path_buf(), killed.path().to_path_buf());
        let options = OpenOptions {
            drill: Some(Drill::new(move |at| {
                if at != step {
                    return Ok(());
                }
                // The files as a process killed here leaves them.
                copy(&from, &to);
                Err(io::Error::from(io::ErrorKind::StorageFull))
            })),
            ..OpenOptions::default()
        };
        let (engine, _) = Engine::open(work.path(), options).unwrap();
        let failed = engine.close_compacted();
        // What was decided is gone on with at once.
        let decided = matches!(step, Step::Decided | Step::Moved | Step::Clean);
        assert!(
            decided && failed.is_ok() || matches!(failed, Err(StoreError::NoSpace { .. })),
            "{step:?}: {failed:?}"
        );
        for (what, path) in [("killed", killed.path()), ("failed", work.path())] {
            let (engine, opened) = open(path);
            assert!(
                opened.report.damage.is_none(),
                "{step:?} {what}: {:?}",
                opened.report
            );
            assert_same(&bench.book, &engine, &opened.book, what);
            assert!(!path.join("swap").exists(), "{step:?} {what}");
            engine.close(None).unwrap();
            assert!(!open(path).1.report.unclean, "{step:?} {what}");
        }
    }
}

#[test]
fn a_page_that_stops_the_work_stops_neither_the_close_nor_the_process() {
    let dir = tempfile::tempdir().unwrap();
    let bench = churned(dir.path());
    let options = OpenOptions {
        drill: Some(Drill::new(|at| {
            assert!(at != Step::Export, "tried to serialize Uninitialized");
            Ok(())
        })),
        ..OpenOptions::default()
    };
    let (engine, _) = Engine::open(dir.path(), options).unwrap();
    let failed = engine.close_compacted();
    assert!(
        matches!(failed, Err(StoreError::Damaged { .. })),
        "{failed:?}"
    );
    let (engine, opened) = open(dir.path());
    assert!(opened.report.unclean, "the next start looks at all of it");
    assert!(opened.report.damage.is_none(), "{:?}", opened.report);
    assert_same(&bench.book, &engine, &opened.book, "all of it");
}

#[test]
fn what_could_not_be_made_smaller_is_sealed_all_the_same() {
    for step in [Step::Export, Step::Built, Step::Decided, Step::Moved] {
        let dir = tempfile::tempdir().unwrap();
        let bench = churned(dir.path());
        let options = OpenOptions {
            drill: Some(Drill::new(move |at| match at == step {
                true => Err(io::Error::from(io::ErrorKind::StorageFull)),
                false => Ok(()),
            })),
            ..OpenOptions::default()
        };
        let (engine, _) = Engine::open(dir.path(), options).unwrap();
        let decided = matches!(step, Step::Decided | Step::Moved);
        assert_eq!(engine.close_compacted().is_ok(), decided, "{step:?}");
        let (engine, opened) = open(dir.path());
        assert!(!opened.report.unclean, "{step:?}");
        assert_same(&bench.book, &engine, &opened.book, "all of it");
    }
}
