//! The storage thread: answers, group commit, failures that lose nothing.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use planerka::domain::book::Totals;
use planerka::store::{Drill, Engine, Head, OpenOptions, Step, Store, StoreError, StoreEvent};

use super::{Bench, assert_same, open};

/// An answer that does not come at all ends the test instead of hanging it.
const PATIENCE: Duration = Duration::from_secs(60);

fn spawn(dir: &Path, options: OpenOptions) -> (Store, Receiver<StoreEvent>) {
    let (send, events) = channel();
    let store = Store::spawn(dir, options, move |event| {
        let _ = send.send(event);
    });
    (store, events)
}

fn drilled(drill: Drill) -> OpenOptions {
    OpenOptions {
        drill: Some(drill),
        ..OpenOptions::default()
    }
}

fn loaded(events: &Receiver<StoreEvent>) {
    let event = events.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(event, StoreEvent::Loaded { .. }), "{event:?}");
}

/// Waits until everything up to `seq` is saved; tells how many answers it took.
fn saved(events: &Receiver<StoreEvent>, seq: u64) -> usize {
    for answers in 1.. {
        match events.recv_timeout(PATIENCE).unwrap() {
            StoreEvent::Saved { seq: at } if at == seq => return answers,
            StoreEvent::Saved { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    unreachable!()
}

#[test]
fn commits_reads_and_a_clean_close() {
    let dir = tempfile::tempdir().unwrap();
    let (store, events) = spawn(dir.path(), OpenOptions::default());
    loaded(&events);
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    store.commit(tx.clone());
    let touch = bench.touch(client, "поговорили");
    store.commit(touch.clone());
    saved(&events, 2);
    store.read_entries(41, vec![2, 1]);
    store.read_touches(client);
    match events.recv_timeout(PATIENCE).unwrap() {
        StoreEvent::Entries { request, result } => {
            assert_eq!((request, result.unwrap()), (41, vec![touch, tx]));
        }
        other => panic!("{other:?}"),
    }
    match events.recv_timeout(PATIENCE).unwrap() {
        StoreEvent::Touches {
            client: whose,
            result,
            seq,
        } => {
            assert_eq!((whose, seq), (client, 2));
            assert_eq!(
                Some(result.unwrap()),
                bench.book.get(client).unwrap().touches
            );
        }
        other => panic!("{other:?}"),
    }
    let totals = Totals {
        clients: 1,
        ..Totals::default()
    };
    let records = vec![bench.book.get(client).unwrap().client.clone().into()];
    store.close(Some(Head { records, totals })).unwrap();
    assert!(matches!(
        events.recv().unwrap(),
        StoreEvent::Closed { result: Ok(()) }
    ));

    let (store, events) = spawn(dir.path(), OpenOptions::default());
    match events.recv_timeout(PATIENCE).unwrap() {
        StoreEvent::Head(book) => assert_eq!(book.partial(), Some(totals)),
        other => panic!("{other:?}"),
    }
    match events.recv_timeout(PATIENCE).unwrap() {
        StoreEvent::Loaded {
            book,
            entries,
            report,
        } => {
            assert_eq!((book.seq(), entries.len(), report.unclean), (2, 2, false));
        }
        other => panic!("{other:?}"),
    }
    store.close(None).unwrap();
}

#[test]
fn what_queues_up_shares_one_sync() {
    let dir = tempfile::tempdir().unwrap();
    let syncs = Arc::new(AtomicUsize::new(0));
    let (gate, wait) = channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let count = Arc::clone(&syncs);
    let drill = Drill::new(move |step| {
        // The first commit waits until all the others have queued up.
        if step == Step::Journal && count.load(Ordering::SeqCst) == 0 {
            wait.lock().unwrap().recv().unwrap();
        }
        if step == Step::Sync {
            count.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    });
    let (store, events) = spawn(dir.path(), drilled(drill));
    loaded(&events);
    let mut bench = Bench::new();
    store.commit(bench.add_client("первый").1);
    for n in 0..200 {
        store.commit(bench.add_client(&format!("Клиент {n}")).1);
    }
    gate.send(()).unwrap();
    let answers = saved(&events, 201);
    assert!(answers <= 3, "{answers}");
    assert_eq!(syncs.load(Ordering::SeqCst), answers);
    store.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "all");
}

#[test]
fn a_failing_commit_loses_nothing_at_any_step() {
    for step in [Step::Journal, Step::Rows, Step::Sync, Step::Flushed] {
        let dir = tempfile::tempdir().unwrap();
        let rescue = tempfile::tempdir().unwrap();
        let full = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&full);
        let drill = Drill::new(move |at| {
            if at == step && flag.load(Ordering::SeqCst) {
                Err(io::Error::from(io::ErrorKind::StorageFull))
            } else {
                Ok(())
            }
        });
        let (store, events) = spawn(dir.path(), drilled(drill));
        loaded(&events);
        let mut bench = Bench::new();
        let (client, tx) = bench.add_client("ООО Ромашка");
        store.commit(tx);
        saved(&events, 1);

        full.store(true, Ordering::SeqCst);
        for waiting in 1..=3 {
            store.commit(bench.touch(client, "не сохранилось"));
            match events.recv_timeout(PATIENCE).unwrap() {
                StoreEvent::Failed {
                    error: StoreError::NoSpace { .. },
                    unsaved,
                } => {
                    assert_eq!(unsaved, waiting, "{step:?}");
                }
                other => panic!("{step:?}: {other:?}"),
            }
        }
        // Reads see what waits in memory.
        store.read_touches(client);
        match events.recv_timeout(PATIENCE).unwrap() {
            StoreEvent::Touches { result, seq, .. } => {
                assert_eq!(seq, 4);
                assert_eq!(
                    Some(result.unwrap()),
                    bench.book.get(client).unwrap().touches
                );
            }
            other => panic!("{other:?}"),
        }
        let copy = |name: &str| {
            let path = rescue.path().join(name);
            store.emergency_copy(path.clone());
            let event = events.recv_timeout(PATIENCE).unwrap();
            assert!(matches!(event, StoreEvent::Copied { .. }), "{event:?}");
            let dir = rescue.path().join(format!("{name}, restored"));
            let options = OpenOptions::default();
            let restored = Engine::restore(&dir, Some(&path), None, options).unwrap();
            assert_eq!(restored.seq, 4, "with what was not saved");
            let (copied, opened) = open(&dir);
            assert_same(&bench.book, &copied, &opened.book, name);
        };
        copy("before a retry");
        store.retry();
        let event = events.recv_timeout(PATIENCE).unwrap();
        assert!(
            matches!(event, StoreEvent::Failed { unsaved: 3, .. }),
            "{event:?}"
        );
        copy("after a retry");
        full.store(false, Ordering::SeqCst);
        store.retry();
        saved(&events, 4);
        store.commit(bench.touch(client, "и дальше"));
        saved(&events, 5);
        store.close(None).unwrap();
        let (engine, opened) = open(dir.path());
        assert!(!opened.report.healed(), "{step:?}: {:?}", opened.report);
        assert_same(&bench.book, &engine, &opened.book, "after the retry");
    }
}

#[test]
fn a_close_that_cannot_save_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let drill = Drill::new(|_| Err(io::Error::from(io::ErrorKind::StorageFull)));
    let (store, events) = spawn(dir.path(), drilled(drill));
    loaded(&events);
    store.commit(Bench::new().add_client("ООО Ромашка").1);
    assert!(matches!(store.close(None), Err(StoreError::NoSpace { .. })));
}

#[test]
fn a_store_in_use_opens_on_retry() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, _) = open(dir.path());
    let (store, events) = spawn(dir.path(), OpenOptions::default());
    let event = events.recv_timeout(PATIENCE).unwrap();
    assert!(
        matches!(event, StoreEvent::OpenFailed(StoreError::InUse { .. })),
        "{event:?}"
    );
    engine.close(None).unwrap();
    store.retry();
    loaded(&events);
    store.close(None).unwrap();
}
