//! Campaigns: on disk until they are asked for, undone without being read, read all at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use planerka::domain::{Campaign, ClientId, History, Kind};
use planerka::store::raw;
use planerka::store::{Drill, OpenOptions, Store, StoreEvent};

use super::{Bench, assert_same, open};

#[test]
fn an_import_is_taken_back_after_a_restart_without_reading_the_campaigns() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    let first = bench.import(client, 3, 60);
    let kept = engine_and(&bench, client);
    let second = bench.import(client, 40, 400);
    let all = engine_and(&bench, client);
    engine.commit(&[tx, first, second]).unwrap();
    assert_eq!(engine.campaigns(client).unwrap(), all);
    engine.close(None).unwrap();

    let (mut engine, opened) = open(dir.path());
    let mut book = opened.book;
    let mut history = History::default();
    opened.entries.iter().for_each(|e| history.note(e));
    let seqs = history.to_undo().unwrap().seqs.clone();
    let done = engine.entries(&seqs).unwrap().remove(0);
    let mut back = done.inverse(jiff::Timestamp::UNIX_EPOCH);
    book.apply(&mut back).unwrap();
    assert_eq!(book.get(client).unwrap().work().campaigns, None);
    engine.commit(std::slice::from_ref(&back)).unwrap();
    assert_eq!(engine.campaigns(client).unwrap(), kept);

    // Done again, it is guarded by the profile: a second time it does not apply.
    let mut again = back.inverse(jiff::Timestamp::UNIX_EPOCH);
    book.apply(&mut again).unwrap();
    let conflict = book.apply(&mut again.clone()).unwrap_err();
    assert_eq!((conflict.kind, conflict.client), (Kind::AdProfile, client));
    engine.commit(std::slice::from_ref(&again)).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_eq!(engine.campaigns(client).unwrap(), all);
    assert_eq!(opened.book.get(client).unwrap().work().campaigns, None);
}

/// The campaigns of a client as memory holds them.
fn engine_and(bench: &Bench, client: ClientId) -> Vec<Campaign> {
    let work = bench.book.get(client).unwrap().work();
    work.campaigns.clone().unwrap()
}

#[test]
fn all_campaigns_come_client_by_client() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    engine
        .each_campaign(&mut |_, _| panic!("none yet"))
        .unwrap();
    let mut expected: Vec<(ClientId, Vec<Campaign>)> = Vec::new();
    for n in 0..60 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[tx]).unwrap();
        if n % 3 != 0 {
            // Some are so long that they lie in pieces.
            let tx = bench.import(client, n, if n % 5 == 0 { 700 } else { 20 });
            engine.commit(&[tx]).unwrap();
            expected.push((client, engine_and(&bench, client)));
        }
    }
    expected.sort_by_key(|(client, _)| *client);
    let mut found = Vec::new();
    engine
        .each_campaign(&mut |client, campaigns| found.push((client, campaigns)))
        .unwrap();
    assert_eq!(found, expected);
    assert_eq!(
        engine
            .campaigns(bench.book.all().next().unwrap().id())
            .unwrap(),
        []
    );
    engine.close_with(None, Some(&bench.book)).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "from the warm file");
}

#[test]
fn two_months_of_days_take_about_a_kilobyte() {
    let mut bench = Bench::new();
    let (client, _) = bench.add_client("ООО Ромашка");
    let tx = bench.import(client, 1, 60);
    let row = |i: usize| raw::row(&tx.changes[i]).unwrap().unwrap();
    let (key, value) = row(1);
    let bytes = value.len();
    assert!((600..1_100).contains(&bytes), "{bytes}");
    let read = raw::record(&key, &value).unwrap();
    assert_eq!(read, engine_and(&bench, client).remove(0).into());
}

#[test]
fn the_thread_reads_what_is_saved_and_what_waits() {
    const PATIENCE: Duration = Duration::from_secs(20);
    let dir = tempfile::tempdir().unwrap();
    let full = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&full);
    let drill = Drill::new(move |_| match flag.load(Ordering::SeqCst) {
        true => Err(io::Error::from(io::ErrorKind::StorageFull)),
        false => Ok(()),
    });
    let (send, events) = channel();
    let store = Store::spawn(
        dir.path(),
        OpenOptions {
            drill: Some(drill),
            ..OpenOptions::default()
        },
        move |event| {
            let _ = send.send(event);
        },
    );
    let mut bench = Bench::new();
    let (first, tx) = bench.add_client("ООО Ромашка");
    store.commit(tx);
    let (second, tx) = bench.add_client("ИП Пион");
    store.commit(tx);
    store.commit(bench.import(first, 5, 60));
    let read = || {
        store.read_campaigns(vec![second, first]);
        loop {
            if let StoreEvent::Campaigns { result, seq } = events.recv_timeout(PATIENCE).unwrap() {
                return (result.unwrap(), seq);
            }
        }
    };
    let held = |bench: &Bench| {
        [second, first]
            .map(|id| (id, engine_and(bench, id)))
            .to_vec()
    };
    assert_eq!(read(), (held(&bench), 3));

    full.store(true, Ordering::SeqCst);
    let more = bench.import(second, 2, 10);
    store.commit(more.clone());
    let back = bench.apply(more.inverse(jiff::Timestamp::UNIX_EPOCH));
    store.commit(back.clone());
    assert_eq!(read(), (held(&bench), 5), "taken back while it waited");
    store.commit(bench.apply(back.inverse(jiff::Timestamp::UNIX_EPOCH)));
    assert_eq!(read(), (held(&bench), 6), "done again");
    full.store(false, Ordering::SeqCst);
    store.retry();
    assert_eq!(read(), (held(&bench), 6));
    store.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "after the retry");
}
