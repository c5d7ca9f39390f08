//! Places that refuse: a full disk, a disk that may not be written, a store somebody has, a clock that went
//! back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use planerka::store::StoreError;
use serde_json::Value;

use crate::bench::{assert_same, begun};
use crate::check;
use crate::disk::{Mounted, workshop};
use crate::place::{Place, Ran, text};

/// A small disk in memory; `None`, with a word about it, where there can be none.
fn small(dir: &Path, megabytes: u64, drill: &str) -> Option<Mounted> {
    let made = workshop(dir)
        .and_then(|_| Mounted::memory(&dir.join("small"), megabytes).map_err(|e| e.to_string()));
    made.inspect_err(|why| println!("{drill}: skipped, no disk can be made here: {why}"))
        .ok()
}

/// Takes what is left of a disk but so many kilobytes.
fn fill(disk: &Path, leave: usize) {
    use std::io::Write as _;
    let mut ballast = fs::File::create(disk.join("ballast")).unwrap();
    let block = [7; 4096];
    while ballast.write_all(&block).is_ok() {}
    let len = ballast.metadata().unwrap().len();
    ballast
        .set_len(len.saturating_sub(leave as u64 * 1024))
        .unwrap();
}

fn room_again(disk: &Path) {
    fs::remove_file(disk.join("ballast")).unwrap();
}

#[test]
fn a_full_disk_loses_nothing_and_takes_more_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let Some(disk) = small(dir.path(), 64, "full disk") else {
        return;
    };
    let store = disk.at.join("store");
    let (mut engine, mut bench, client) = begun(&store);
    fill(&disk.at, 700);
    let mut refused = None;
    for _ in 0..40_000 {
        let tx = bench.draft(client, &"зачем ".repeat(500));
        let seq = tx.entry.seq;
        match engine.commit(std::slice::from_ref(&tx)) {
            Ok(()) => assert_eq!(engine.seq(), seq),
            Err(error) => {
                refused = Some((tx, error));
                break;
            }
        }
    }
    let (tx, error) = refused.expect("the disk is full at some time");
    assert!(matches!(error, StoreError::NoSpace { .. }), "{error:?}");
    // What was not said to be saved is not counted.
    assert_eq!(engine.seq(), tx.entry.seq - 1);
    println!(
        "full disk: meanwhile the journal reads as {:?}, touches as {:?}",
        engine.entries(&[engine.seq()]).map(|read| read.len()),
        engine.touches(client).map(|read| read.len())
    );
    room_again(&disk.at);
    engine.commit(std::slice::from_ref(&tx)).unwrap();
    let more = bench.touch(client, "и дальше");
    engine.commit(&[more]).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = check::open(&store).unwrap();
    assert_same(&bench.book, &engine, &opened.book, "after the full disk");
    println!("full disk: {} transactions, none lost", engine.seq());
}

#[test]
fn a_store_killed_on_a_full_disk_is_whole_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let Some(disk) = small(dir.path(), 64, "full disk") else {
        return;
    };
    let store = disk.at.join("store");
    let (mut engine, mut bench, client) = begun(&store);
    fill(&disk.at, 200);
    let mut acked = engine.seq();
    for _ in 0..40_000 {
        let tx = bench.draft(client, &"зачем ".repeat(500));
        if engine.commit(&[tx]).is_err() {
            break;
        }
        acked = engine.seq();
    }
    drop(engine);
    // While it is full: opened or refused in words, and either way nothing is worse afterwards.
    match check::open(&store) {
        Ok((engine, _)) => {
            assert!(engine.seq() >= acked, "{} of {acked}", engine.seq());
        }
        Err(check::Unopened::Refused(StoreError::NoSpace { .. })) => {}
        Err(other) => panic!("{other:?}"),
    }
    room_again(&disk.at);
    let whole = check::whole(&store, acked).unwrap();
    assert!(whole.report.damage.is_none(), "{:?}", whole.report);
}

#[track_caller]
fn one_sentence(ran: &Ran) {
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_ne!(ran.code, 101, "{ran:?}");
    assert!(!ran.err.contains("panicked"), "{ran:?}");
    assert!(ran.err.trim().lines().count() <= 2, "{}", ran.err);
    assert!(!ran.err.trim().is_empty(), "{ran:?}");
}

#[test]
fn the_shell_says_that_the_disk_is_full() {
    let dir = tempfile::tempdir().unwrap();
    let Some(disk) = small(dir.path(), 48, "full disk") else {
        return;
    };
    let place = Place::new();
    let data = text(&disk.at.join("store"));
    place
        .run(&["--data", &data, "add", "client", "--name", "First"])
        .done();
    fill(&disk.at, 0);
    let lines: Vec<String> = (0..4000)
        .map(|n| {
            let note = "long ".repeat(600);
            format!("{{\"client\":\"First\",\"note\":\"{note}\",\"key\":\"{n}\"}}")
        })
        .collect();
    let ran = place.feed(&["--data", &data, "log", "--stdin"], &lines.join("\n"));
    one_sentence(&ran);
    let acked: BTreeSet<String> = ran.out.lines().filter_map(id_of).collect();
    room_again(&disk.at);
    let rows = place
        .run(&["--data", &data, "export", "touches", "--format", "json"])
        .json();
    let there: BTreeSet<String> = rows
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["id"].as_str().map(str::to_owned))
        .collect();
    assert!(
        acked.is_subset(&there),
        "{} of {}",
        there.len(),
        acked.len()
    );
    place
        .run(&["--data", &data, "add", "client", "--name", "Second"])
        .done();
}

fn id_of(line: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(line).ok()?;
    Some(answer["id"].as_str()?.to_owned())
}

#[test]
fn a_place_that_may_not_be_written_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let Some(disk) = small(dir.path(), 64, "read-only") else {
        return;
    };
    let store = disk.at.join("store");
    let (mut engine, mut bench, client) = begun(&store);
    engine.commit(&[bench.touch(client, "звонок")]).unwrap();
    engine.close(None).unwrap();
    disk.read_only(true).unwrap();
    match check::open(&store) {
        // Opened for reading, it must be right.
        Ok((engine, opened)) => assert_same(&bench.book, &engine, &opened.book, "read-only"),
        Err(check::Unopened::Refused(StoreError::ReadOnly { .. })) => {}
        Err(other) => panic!("{other:?}"),
    }
    let place = Place::new();
    let data = text(&store);
    let ran = place.run(&["--data", &data, "add", "client", "--name", "Late"]);
    one_sentence(&ran);
    disk.read_only(false).unwrap();
    let (engine, opened) = check::open(&store).unwrap();
    assert!(!opened.report.unclean, "{:?}", opened.report);
    assert_same(&bench.book, &engine, &opened.book, "written again");
}

#[test]
fn a_clock_set_back_keeps_the_order_of_what_was_done() {
    let place = Place::new();
    place.client("Later");
    for (now, name) in [
        ("2026-11-24T09:00", "Next day"),
        ("2020-01-01T09:00", "Long ago"),
        ("2026-11-23T10:00", "Back again"),
    ] {
        place
            .run(&["--now", now, "add", "client", "--name", name])
            .done();
        place
            .run(&[
                "--now", now, "log", name, "--note", "said", "--next", "tomorrow",
            ])
            .done();
    }
    let journal = place.run(&["journal", "--json", "--limit", "100"]).json();
    let seqs: Vec<u64> = journal
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["seq"].as_u64())
        .collect();
    assert_eq!(
        seqs,
        [7, 6, 5, 4, 3, 2, 1],
        "the order of doing, not of clocks"
    );
    // Undo takes back what was done last, whatever its clock said.
    place.run(&["--now", "2019-05-05T09:00", "undo"]).done();
    let touches = place.run(&["export", "touches", "--format", "json"]).json();
    let clients: Vec<&str> = touches
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["client"].as_str())
        .collect();
    assert_eq!(clients.len(), 2, "{clients:?}");
    let clients = place.run(&["export", "clients", "--format", "json"]).json();
    assert_eq!(clients.as_array().unwrap().len(), 4);
}

#[test]
fn of_two_writers_none_loses_anything() {
    let place = Place::new();
    let client = place.client("Shared");
    let write = |who: &str| {
        let mut done = 0;
        for n in 0..12 {
            let note = format!("{who} {n}");
            // Whoever finds it taken is told so and comes again.
            for _ in 0..400 {
                let ran = place.run(&["log", &client, "--note", &note]);
                if ran.code == 0 {
                    done += 1;
                    break;
                }
                assert_eq!(ran.code, 5, "{}", ran.err);
            }
        }
        done
    };
    let done: usize = std::thread::scope(|scope| {
        let both = ["a", "b"].map(|who| scope.spawn(move || write(who)));
        both.map(|one| one.join().unwrap()).iter().sum()
    });
    assert_eq!(done, 24);
    let touches = place.run(&["export", "touches", "--format", "json"]).json();
    let notes: BTreeSet<&str> = touches
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["note"].as_str())
        .collect();
    assert_eq!(notes.len(), 24);
    check::whole(&place.data(), 25).unwrap();
}
