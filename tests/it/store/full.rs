//! A full disk and a place that cannot be written to.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use planerka::domain::ClientId;
use planerka::store::backup::{self, Cause};
use planerka::store::{Drill, Engine, OpenOptions, Step, Store, StoreError, StoreEvent};

use super::{Bench, assert_same, begun, copy, open};

const PATIENCE: Duration = Duration::from_secs(60);

fn full_disk() -> io::Error {
    io::Error::from(io::ErrorKind::StorageFull)
}

/// A disk without space but for what the reserve gives back.
fn only_the_reserve(dir: &Path, at: &'static [Step]) -> (OpenOptions, Arc<AtomicBool>) {
    let full = Arc::new(AtomicBool::new(false));
    let (flag, reserve) = (Arc::clone(&full), dir.join("reserve.bin"));
    let drill = Drill::new(move |step| {
        let refused = at.contains(&step) && flag.load(Ordering::SeqCst) && reserve.exists();
        if refused { Err(full_disk()) } else { Ok(()) }
    });
    let options = OpenOptions {
        drill: Some(drill),
        retry_after: Some(Duration::from_millis(300)),
        ..OpenOptions::default()
    };
    (options, full)
}

fn spawn(dir: &Path, options: OpenOptions) -> (Store, Receiver<StoreEvent>) {
    let (send, events) = channel();
    let store = Store::spawn(dir, options, move |event| {
        let _ = send.send(event);
    });
    (store, events)
}

fn next(events: &Receiver<StoreEvent>) -> StoreEvent {
    events.recv_timeout(PATIENCE).unwrap()
}

#[test]
fn work_is_saved_by_the_reserve_and_goes_on_once_there_is_space() {
    let dir = tempfile::tempdir().unwrap();
    let (options, full) = only_the_reserve(dir.path(), &[Step::Rows]);
    let (store, events) = spawn(dir.path(), options);
    assert!(matches!(next(&events), StoreEvent::Loaded { .. }));
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    store.commit(tx);
    assert!(matches!(next(&events), StoreEvent::Saved { seq: 1 }));
    let reserve = dir.path().join("reserve.bin");
    assert_eq!(reserve.metadata().unwrap().len(), 16 << 20);

    full.store(true, Ordering::SeqCst);
    store.commit(bench.touch(client, "когда места не стало"));
    assert!(matches!(next(&events), StoreEvent::Saved { seq: 2 }));
    match next(&events) {
        StoreEvent::Failed {
            error: StoreError::NoSpace { .. },
            unsaved: 0,
        } => {}
        other => panic!("{other:?}"),
    }
    assert!(!reserve.exists(), "given up for what was done");

    // The disk of this test has space: the thread finds that out by itself.
    full.store(false, Ordering::SeqCst);
    assert!(matches!(next(&events), StoreEvent::Saved { seq: 2 }));
    assert!(reserve.exists(), "put by again");
    store.commit(bench.touch(client, "и дальше"));
    assert!(matches!(next(&events), StoreEvent::Saved { seq: 3 }));
    store.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.healed());
    assert_same(&bench.book, &engine, &opened.book, "all of it");
}

#[test]
fn a_store_opens_on_a_full_disk_by_its_reserve_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, bench, _) = begun(dir.path());
    assert_eq!(engine.keep_reserve(), Ok(true));
    engine.close(None).unwrap();
    let (options, full) = only_the_reserve(dir.path(), &[Step::Open]);
    full.store(true, Ordering::SeqCst);
    let (mut engine, opened) = Engine::open(dir.path(), options.clone()).unwrap();
    assert!(!opened.report.unclean, "what was refused left the seal");
    assert!(matches!(engine.refusal(), Some(StoreError::NoSpace { .. })));
    assert_same(&bench.book, &engine, &opened.book, "opened");
    let rescue = tempfile::tempdir().unwrap();
    engine
        .copy_to(&rescue.path().join("copy"), &[], &jiff::Zoned::now())
        .unwrap();
    engine.close(None).unwrap();

    let none = OpenOptions {
        drill: Some(Drill::new(|_| Err(full_disk()))),
        ..OpenOptions::default()
    };
    let refused = Engine::open(dir.path(), none).map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::NoSpace { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_store_that_was_not_closed_is_not_opened_without_room_for_a_copy() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, mut bench, client) = begun(dir.path());
    drop(engine);
    let before = tempfile::tempdir().unwrap();
    copy(dir.path(), before.path());
    let untouched = || {
        for file in ["sled/db", "journal/00000000000000000001.log"] {
            let read = |root: &Path| std::fs::read(root.join(file)).unwrap();
            assert_eq!(read(dir.path()), read(before.path()), "{file}");
        }
    };
    // The place has no room for a copy; that for temporary files has.
    let full = || {
        let first = AtomicBool::new(true);
        Drill::new(move |step| {
            let here = step == Step::Copy && first.swap(false, Ordering::SeqCst);
            if here { Err(full_disk()) } else { Ok(()) }
        })
    };
    let options = |for_reading| OpenOptions {
        drill: Some(full()),
        for_reading,
        ..OpenOptions::default()
    };
    let refused = Engine::open(dir.path(), options(false)).map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::NoSpace { .. })),
        "{refused:?}"
    );
    untouched();

    let (mut engine, opened) = Engine::open(dir.path(), options(true)).unwrap();
    assert!(opened.report.no_room);
    assert_same(&bench.book, &engine, &opened.book, "read");
    let place = engine.refusal().unwrap();
    let here = |place: &StoreError| match place {
        StoreError::NoRoom { path, megabytes } => path == dir.path() && *megabytes > 0,
        _ => false,
    };
    assert!(here(&place), "{place:?}");
    let tx = bench.touch(client, "не сохранится");
    assert_eq!(engine.commit(std::slice::from_ref(&tx)), Err(place.clone()));
    assert!(!engine.worth_a_try(&place), "it is a copy");
    engine.close(None).unwrap();
    untouched();

    // With room it opens as ever.
    let (mut engine, opened) = open(dir.path());
    assert!(opened.report.copied.is_some());
    engine.commit(&[tx]).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "worked on");
}

#[test]
fn a_place_that_cannot_be_written_to_is_read_from_a_copy() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, mut bench, client) = begun(dir.path());
    engine.close(None).unwrap();
    let before = tempfile::tempdir().unwrap();
    copy(dir.path(), before.path());
    // Left behind by a window that was killed.
    #[cfg(unix)]
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("control")).unwrap();
    let (mut engine, opened) = Engine::open_copy(dir.path(), OpenOptions::default()).unwrap();
    assert_eq!(opened.report.read_only.as_deref(), Some(dir.path()));
    assert_same(&bench.book, &engine, &opened.book, "read");
    let tx = bench.touch(client, "не сохранится");
    let refused = engine.commit(std::slice::from_ref(&tx));
    let place = StoreError::ReadOnly {
        path: dir.path().to_path_buf(),
    };
    assert_eq!(refused, Err(place.clone()));
    assert_eq!(engine.refusal(), Some(place.clone()));
    let now = jiff::Zoned::now();
    let backup = engine.backup(planerka::store::backup::Cause::Hand, &now, None);
    assert_eq!(backup, Err(place), "it would go with the copy");
    let rescue = tempfile::tempdir().unwrap();
    let path = rescue.path().join("copy");
    engine.copy_to(&path, &[tx], &jiff::Zoned::now()).unwrap();
    let elsewhere = rescue.path().join("store");
    Engine::restore(&elsewhere, Some(&path), None, OpenOptions::default()).unwrap();
    let (copied, opened) = open(&elsewhere);
    assert_same(&bench.book, &copied, &opened.book, "a copy can be made");
    engine.close(None).unwrap();
    for file in ["seal", "header", "sled/db"] {
        let read = |root: &Path| std::fs::read(root.join(file)).unwrap();
        assert_eq!(read(dir.path()), read(before.path()), "{file}");
    }
    let nothing = tempfile::tempdir().unwrap();
    let refused = Engine::open_copy(nothing.path(), OpenOptions::default()).map(|_| ());
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })));
}

#[test]
fn what_is_not_saved_comes_back_from_an_emergency_copy_with_long_entries_in_front() {
    let dir = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client(&"Ромашка ".repeat(900));
    let failing = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&failing);
    let drill =
        Drill::new(
            move |step| match switch.load(Ordering::Relaxed) && step == Step::Sync {
                true => Err(std::io::ErrorKind::StorageFull.into()),
                false => Ok(()),
            },
        );
    let options = OpenOptions {
        drill: Some(drill),
        ..OpenOptions::default()
    };
    let (mut engine, _) = Engine::open(dir.path(), options).unwrap();
    engine.commit(&[tx]).unwrap();
    failing.store(true, Ordering::Relaxed);
    let tx = bench.touch(client, "не сохранено");
    assert!(engine.commit(std::slice::from_ref(&tx)).is_err());
    let rescue = tempfile::tempdir().unwrap();
    let path = rescue.path().join("copy");
    engine.copy_to(&path, &[tx], &jiff::Zoned::now()).unwrap();
    let elsewhere = rescue.path().join("store");
    Engine::restore(&elsewhere, Some(&path), None, OpenOptions::default()).unwrap();
    let (copied, opened) = open(&elsewhere);
    assert_same(&bench.book, &copied, &opened.book, "everything");
}

/// A disk on which a step fails for as long as it is told to.
fn failing(at: Step) -> (OpenOptions, Arc<AtomicBool>) {
    let full = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&full);
    let drill = Drill::new(
        move |step| match step == at && flag.load(Ordering::SeqCst) {
            true => Err(full_disk()),
            false => Ok(()),
        },
    );
    let options = OpenOptions {
        drill: Some(drill),
        retry_after: Some(Duration::from_millis(100)),
        ..OpenOptions::default()
    };
    (options, full)
}

#[test]
fn a_backup_does_not_take_the_room_commits_live_by() {
    let dir = tempfile::tempdir().unwrap();
    let (options, full) = failing(Step::Room);
    let (mut engine, _) = Engine::open(dir.path(), options).unwrap();
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    engine.commit(&[tx]).unwrap();
    assert_eq!(engine.keep_reserve(), Ok(true));
    full.store(true, Ordering::SeqCst);
    let now = jiff::Zoned::now();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("копия.backup");
    for (why, file) in [
        (Cause::Hand, None),
        (Cause::Daily, None),
        (Cause::Hand, Some(file.as_path())),
    ] {
        match engine.backup(why, &now, file) {
            Err(StoreError::NoRoom { megabytes: 1.., .. }) => {}
            other => panic!("{why:?}: {other:?}"),
        }
    }
    assert!(backup::list(dir.path()).is_empty() && !file.exists());
    assert!(dir.path().join("reserve.bin").exists());
    // What cannot be saved otherwise is written all the same.
    let tx = bench.touch(client, "не записано");
    engine.copy_to(&file, &[tx], &now).unwrap();
    full.store(false, Ordering::SeqCst);
    engine.backup(Cause::Hand, &now, None).unwrap();
}

#[test]
fn a_full_disk_costs_a_close_no_more_than_its_seal() {
    let dir = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let (_, tx) = bench.add_client("ООО Ромашка");
    let (options, full) = only_the_reserve(dir.path(), &[Step::Seal]);
    let (mut engine, _) = Engine::open(dir.path(), options).unwrap();
    engine.commit(&[tx]).unwrap();
    assert_eq!(engine.keep_reserve(), Ok(true));
    full.store(true, Ordering::SeqCst);
    engine.close(None).unwrap();
    assert!(!dir.path().join("reserve.bin").exists(), "given up for it");
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.unclean, "sealed");
    assert_same(&bench.book, &engine, &opened.book, "sealed");
    engine.close(None).unwrap();

    // With nothing left to give up everything is saved still, and that is what is said.
    let (options, full) = failing(Step::Seal);
    let (mut engine, _) = Engine::open(dir.path(), options).unwrap();
    let (_, tx) = bench.add_client("ИП Иванова");
    engine.commit(&[tx]).unwrap();
    full.store(true, Ordering::SeqCst);
    let error = engine.close(None).unwrap_err();
    assert!(error.is_unsealed(), "{error:?}");
    let here = dir.path().display().to_string();
    assert!(error.args().contains(&("path", here)), "{error:?}");
    let left = std::fs::read_dir(dir.path()).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = left.filter(|name| name.ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
    let (engine, opened) = open(dir.path());
    assert!(opened.report.unclean);
    assert_same(&bench.book, &engine, &opened.book, "all the same");
}

/// A store nobody closed, with one client in it, and a disk that is full when it is copied aside, once.
fn without_room_once() -> (tempfile::TempDir, Bench, ClientId, Drill) {
    let dir = tempfile::tempdir().unwrap();
    let (engine, bench, client) = begun(dir.path());
    drop(engine);
    let first = AtomicBool::new(true);
    let drill = Drill::new(move |step| {
        let here = step == Step::Copy && first.swap(false, Ordering::SeqCst);
        if here { Err(full_disk()) } else { Ok(()) }
    });
    (dir, bench, client, drill)
}

#[test]
fn a_copy_read_for_want_of_space_is_left_for_the_store_once_there_is_some() {
    let (dir, mut bench, client, drill) = without_room_once();
    let options = OpenOptions {
        drill: Some(drill),
        for_reading: true,
        share: true,
        retry_after: Some(Duration::from_millis(100)),
        ..OpenOptions::default()
    };
    let (store, events) = spawn(dir.path(), options);
    match next(&events) {
        StoreEvent::Loaded { report, .. } => assert!(report.no_room),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        next(&events),
        StoreEvent::Failed {
            error: StoreError::NoRoom { .. },
            unsaved: 0
        }
    ));
    // The disk of this test has space: the thread finds that out by itself.
    match next(&events) {
        StoreEvent::Loaded { book, report, .. } => {
            assert_eq!(report.read_only, None);
            assert!(report.copied.is_some(), "as after any unclean stop");
            assert_eq!(book.len(), 1);
        }
        other => panic!("{other:?}"),
    }
    store.commit(bench.touch(client, "и дальше"));
    assert!(matches!(next(&events), StoreEvent::Saved { seq: 2 }));
    assert!(dir.path().join("reserve.bin").exists(), "put by");
    store.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.unclean);
    assert_same(&bench.book, &engine, &opened.book, "all of it");
}

#[test]
fn a_copy_is_left_for_the_store_behind_the_backup_somebody_waits_for() {
    let (dir, mut bench, client, drill) = without_room_once();
    let options = OpenOptions {
        drill: Some(drill),
        for_reading: true,
        // Sooner than a file can be made.
        retry_after: Some(Duration::from_millis(1)),
        ..OpenOptions::default()
    };
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("копия.backup");
    let (store, events) = spawn(dir.path(), options);
    store.back_up(Cause::Hand, Some(file.clone()));
    // Done before anybody heard that it cannot be saved.
    store.commit(bench.touch(client, "и дальше"));
    let (mut loaded, mut made, mut saved) = (Vec::new(), 0, 0);
    while saved < 2 {
        match next(&events) {
            StoreEvent::Loaded { book, .. } => loaded.push(book.seq()),
            StoreEvent::BackedUp(backup) => {
                assert_eq!((&backup.path, loaded.len()), (&file, 1));
                made += 1;
            }
            StoreEvent::Saved { seq } => saved = seq,
            StoreEvent::Failed { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((loaded, made), (vec![1, 2], 1));
    store.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "saved");
}
