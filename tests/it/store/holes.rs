//! Bad spots in the journal files before the transaction a reader needs: stepped over, for the reader has that much
//! from a backup or from the database. What it needs itself is never stepped over.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use planerka::domain::Passphrase;
use planerka::domain::healing::Source;
use planerka::store::backup::Cause;
use planerka::store::{
    Cost, Drill, Engine, OpenOptions, Schedule, Slice, Step, Store, StoreError, StoreEvent, doctor,
    protect_new, spoil,
};

use super::journal::{frames, named, split};
use super::{Bench, assert_same, begun, copy, open, segment};

/// Where the backup stands, and the last transaction of all.
const BACKED_UP: u64 = 8;
const LAST: u64 = 10;

/// What is done to the journal files.
type Wound = fn(&Path);

fn change(path: &Path, how: impl Fn(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    how(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

/// The file that has the frame of a number, and where in it that begins and ends.
fn place(dir: &Path, seq: u64) -> (PathBuf, usize, usize) {
    let all = super::under(&dir.join("journal"), "");
    all.into_iter()
        .find_map(|path| {
            let (found, end) = frames(&std::fs::read(&path).unwrap());
            let at = found.iter().position(|(is, _)| *is == seq)?;
            let end = found.get(at + 1).map_or(end, |(_, next)| *next);
            Some((path, found[at].1, end))
        })
        .unwrap()
}

/// Changes a byte of a frame, counted from where it begins.
fn flip(dir: &Path, seq: u64, byte: usize) {
    let (path, at, _) = place(dir, seq);
    change(&path, |bytes| bytes[at + byte] ^= 4);
}

/// Fills frames with a byte, heads and all.
fn fill(dir: &Path, seqs: std::ops::RangeInclusive<u64>, with: u8) {
    let (path, from, _) = place(dir, *seqs.start());
    let (_, _, to) = place(dir, *seqs.end());
    change(&path, |bytes| bytes[from..to].fill(with));
}

const HOLES: [(&str, Wound); 17] = [
    ("the body of the first", |dir| flip(dir, 1, 20)),
    ("the body of one", |dir| flip(dir, 7, 20)),
    ("the body of the last covered", |dir| {
        flip(dir, BACKED_UP, 20)
    }),
    ("the sum of one", |dir| flip(dir, 7, 5)),
    ("the number of one", |dir| flip(dir, 7, 8)),
    ("the length of one, a little", |dir| flip(dir, 7, 0)),
    ("the length of one, beyond the file", |dir| flip(dir, 7, 3)),
    ("a length of nothing", |dir| {
        let (path, at, _) = place(dir, 7);
        change(&path, |bytes| bytes[at..at + 4].fill(0));
    }),
    ("one of zeros", |dir| fill(dir, 7..=7, 0)),
    ("a row of them of zeros", |dir| fill(dir, 3..=BACKED_UP, 0)),
    ("two rows of them", |dir| {
        fill(dir, 5..=6, 0xff);
        fill(dir, 2..=3, 0x5a);
    }),
    ("every covered one", |dir| fill(dir, 1..=BACKED_UP, 0x5a)),
    ("what the file begins with", |dir| {
        change(&segment(dir), |bytes| bytes[..8].fill(0));
    }),
    ("a sector", |dir| {
        let (path, end, _) = place(dir, BACKED_UP + 1);
        change(&path, |bytes| bytes[..end.min(512)].fill(0));
    }),
    ("an earlier file is gone", |dir| {
        split(dir, &[1, 4, 7]);
        std::fs::remove_file(named(dir, 4)).unwrap();
    }),
    ("an earlier file of zeros, and the next one hurt", |dir| {
        split(dir, &[1, 7]);
        change(&named(dir, 1), |bytes| bytes.fill(0));
        flip(dir, BACKED_UP, 20);
    }),
    ("the end of an earlier file", |dir| {
        split(dir, &[1, BACKED_UP + 1]);
        fill(dir, 7..=BACKED_UP, 0);
    }),
];

fn secret() -> Passphrase {
    Passphrase::new("тихий омут".to_owned())
}

fn with(encrypted: bool) -> OpenOptions {
    OpenOptions {
        passphrase: encrypted.then(secret),
        ..OpenOptions::default()
    }
}

/// A store of ten transactions with a backup at eight, open; the file of that.
fn worked(dir: &Path, encrypted: bool) -> (Engine, Bench, PathBuf) {
    if encrypted {
        protect_new(dir, &secret(), Cost::LEAST).unwrap();
    }
    let (mut engine, _) = Engine::open(dir, with(encrypted)).unwrap();
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    engine.commit(&[tx]).unwrap();
    let mut made = None;
    for seq in 2..=LAST {
        let tx = bench.touch(client, &format!("звонок {seq}"));
        engine.commit(&[tx]).unwrap();
        if seq == BACKED_UP {
            let now = jiff::Zoned::now();
            made = Some(engine.backup(Cause::Hand, &now, None).unwrap().path);
        }
    }
    (engine, bench, made.unwrap())
}

/// Whether nothing of a store is amiss, its journal files from end to end among that. Who may read it is the
/// business of who copied it.
fn is_well(dir: &Path, encrypted: bool, what: &str) {
    let checks = doctor::look(dir, &with(encrypted)).unwrap();
    let amiss = |check: &&doctor::Check| !check.ok && check.name != "permissions";
    let wrong: Vec<_> = checks.iter().filter(amiss).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:?}");
}

#[test]
fn a_bad_frame_that_the_backup_covers_keeps_nothing_behind_it_from_coming_back() {
    for (encrypted, closed) in [(false, true), (false, false), (true, true)] {
        let dir = tempfile::tempdir().unwrap();
        let (engine, bench, _) = worked(dir.path(), encrypted);
        match closed {
            true => engine.close(None).unwrap(),
            false => drop(engine),
        }
        for (what, wound) in HOLES {
            let what = format!("{what}, encrypted: {encrypted}, closed: {closed}");
            let hurt = tempfile::tempdir().unwrap();
            copy(dir.path(), hurt.path());
            wound(hurt.path());
            std::fs::remove_dir_all(hurt.path().join("sled")).unwrap();
            let (engine, opened) = Engine::open(hurt.path(), with(encrypted))
                .unwrap_or_else(|error| panic!("{what}: {error:?}"));
            let healing = opened.report.healing.clone().unwrap();
            assert_eq!((healing.seq, healing.lost), (LAST, 0), "{what}");
            let followed = matches!(healing.source, Source::Backup { followed: 2, .. });
            assert!(followed, "{what}: {healing:?}");
            assert_same(&bench.book, &engine, &opened.book, &what);
            let mut engine = engine;
            // Files before the one it goes on in are not looked at by an open.
            let mended = engine.mend_journal().unwrap();
            assert_eq!(mended.is_some(), what.contains("earlier file"), "{what}");
            engine.close(None).unwrap();
            is_well(hurt.path(), encrypted, &what);
        }
    }
}

#[test]
fn a_backup_brought_back_by_hand_takes_what_lies_behind_a_bad_frame_it_covers() {
    for encrypted in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let (engine, bench, file) = worked(dir.path(), encrypted);
        engine.close(None).unwrap();
        for (what, wound) in HOLES {
            let hurt = tempfile::tempdir().unwrap();
            copy(dir.path(), hurt.path());
            wound(hurt.path());
            std::fs::remove_dir_all(hurt.path().join("sled")).unwrap();
            let done = Engine::restore(hurt.path(), Some(&file), None, with(encrypted)).unwrap();
            let found = (done.seq, done.replayed, done.left_behind);
            assert_eq!(found, (LAST, LAST - BACKED_UP, 0), "{what}");
            let (engine, opened) = Engine::open(hurt.path(), with(encrypted)).unwrap();
            assert!(!opened.report.healed(), "{what}: {:?}", opened.report);
            assert_same(&bench.book, &engine, &opened.book, what);
            engine.close(None).unwrap();
            is_well(hurt.path(), encrypted, what);
        }
    }
}

#[test]
fn a_database_of_an_earlier_day_takes_what_lies_behind_a_bad_frame_it_covers() {
    let (dir, early) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (engine, bench, file) = worked(dir.path(), false);
    drop(engine);
    // As it was at the eighth.
    Engine::restore(early.path(), Some(&file), None, OpenOptions::default()).unwrap();
    for (what, wound) in HOLES {
        let hurt = tempfile::tempdir().unwrap();
        copy(dir.path(), hurt.path());
        wound(hurt.path());
        std::fs::remove_dir_all(hurt.path().join("sled")).unwrap();
        copy(&early.path().join("sled"), &hurt.path().join("sled"));
        let (engine, opened) = open(hurt.path());
        let report = &opened.report;
        assert!(report.healing.is_none(), "{what}: {report:?}");
        assert_eq!(report.replayed, LAST - BACKED_UP, "{what}");
        assert_same(&bench.book, &engine, &opened.book, what);
        engine.close(None).unwrap();
        let again = open(hurt.path());
        assert_same(&bench.book, &again.0, &again.1.book, what);
    }
}

#[test]
fn a_bad_frame_that_nothing_covers_ends_what_comes_back_and_that_is_said() {
    for closed in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (engine, _, _) = worked(dir.path(), false);
        match closed {
            true => engine.close(None).unwrap(),
            false => drop(engine),
        }
        std::fs::remove_dir_all(dir.path().join("sled")).unwrap();
        flip(dir.path(), BACKED_UP + 1, 20);
        let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
        let Err(StoreError::Unhealed { back, known, .. }) = refused else {
            panic!("closed: {closed}, {refused:?}");
        };
        assert_eq!((back, known), (BACKED_UP, LAST), "closed: {closed}");
    }
}

#[test]
fn a_bad_frame_beyond_the_backup_is_bridged_by_a_database_whose_journal_is_whole() {
    let (dir, early) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = dir.path();
    let (engine, mut bench, _) = worked(dir, false);
    let client = bench.book.all().next().unwrap().id();
    engine.close(None).unwrap();
    // A database whose rows are damaged and that ends before the files do.
    copy(dir, early.path());
    spoil::spoil_touches(early.path(), client).unwrap();
    let (mut engine, _) = open(dir);
    for note in ["и дальше", "и ещё"] {
        engine.commit(&[bench.touch(client, note)]).unwrap();
    }
    drop(engine);
    std::fs::remove_dir_all(dir.join("sled")).unwrap();
    copy(&early.path().join("sled"), &dir.join("sled"));
    flip(dir, BACKED_UP + 1, 20);
    let (engine, opened) = open(dir);
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!((healing.seq, healing.lost), (LAST + 2, 0));
    assert_same(&bench.book, &engine, &opened.book, "healed");
    engine.close(None).unwrap();
    is_well(dir, false, "bridged");
}

#[test]
fn a_bad_frame_beyond_the_backup_is_bridged_by_a_later_backup() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (mut engine, mut bench, file) = worked(dir, false);
    let client = bench.book.all().next().unwrap().id();
    let now = jiff::Zoned::now();
    engine.backup(Cause::Hand, &now, None).unwrap();
    engine
        .commit(&[bench.touch(client, "после всех копий")])
        .unwrap();
    engine.close(None).unwrap();
    std::fs::remove_dir_all(dir.join("sled")).unwrap();
    flip(dir, BACKED_UP + 1, 20);
    let done = Engine::restore(dir, Some(&file), None, OpenOptions::default()).unwrap();
    assert_eq!((done.seq, done.left_behind), (LAST + 1, 0));
    let (engine, opened) = open(dir);
    assert_same(&bench.book, &engine, &opened.book, "all of it");
}

#[test]
fn what_a_power_cut_left_of_work_nobody_heard_of_is_not_missed() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, mut bench, client) = begun(dir.path());
    let early = tempfile::tempdir().unwrap();
    copy(&dir.path().join("sled"), early.path());
    let had = bench.book.clone();
    for n in 0..3 {
        engine
            .commit(&[bench.touch(client, &format!("{n}"))])
            .unwrap();
    }
    drop(engine);
    std::fs::remove_dir_all(dir.path().join("sled")).unwrap();
    copy(early.path(), &dir.path().join("sled"));
    // The page with the second frame did not reach the disk; that with the third and fourth did.
    fill(dir.path(), 2..=2, 0);
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.healed(), "{:?}", opened.report);
    assert_same(&had, &engine, &opened.book, "what was acknowledged");
}

/// Makes the day's backup in slices with a commit in between, and what comes behind it; where the journal files
/// went that were not whole.
fn daily(engine: &mut Engine, bench: &mut Bench) -> Option<PathBuf> {
    let client = bench.book.all().next().unwrap().id();
    engine
        .begin_backup(Cause::Daily, &jiff::Zoned::now(), None)
        .unwrap();
    let mut aside = None;
    let mut worked = false;
    loop {
        match engine.step_backup(Duration::from_micros(100)) {
            Slice::Idle => return aside,
            Slice::Mended(path) => aside = Some(path),
            Slice::Done(_) => worked = true,
            Slice::More | Slice::Waiting => std::thread::sleep(Duration::from_millis(1)),
            Slice::Unmended(error) | Slice::Failed { error, .. } => panic!("{error:?}"),
        }
        if std::mem::take(&mut worked) {
            engine
                .commit(&[bench.touch(client, "между делом")])
                .unwrap();
        }
    }
}

#[test]
fn the_days_backup_is_followed_by_a_look_at_the_journal_files() {
    let in_one_file = HOLES
        .iter()
        .filter(|(what, _)| !what.contains("earlier file"));
    for (what, wound) in in_one_file
        .map(|(what, wound)| (*what, Some(wound)))
        .chain([("none", None)])
    {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let (mut engine, mut bench, _) = worked(dir, false);
        if let Some(wound) = wound {
            wound(dir);
        }
        let aside = daily(&mut engine, &mut bench);
        assert_eq!(aside.is_some(), wound.is_some(), "{what}");
        assert!(aside.is_none_or(|path| path.is_dir()), "{what}");
        assert!(daily(&mut engine, &mut bench).is_none(), "{what}: once");
        engine.close(None).unwrap();
        is_well(dir, false, what);
        std::fs::remove_dir_all(dir.join("sled")).unwrap();
        let (engine, opened) = open(dir);
        assert_eq!(opened.report.healing.clone().unwrap().lost, 0, "{what}");
        assert_same(&bench.book, &engine, &opened.book, what);
    }
}

/// Options for a disk that has room for so many things more, as long as it is told to count.
fn room_for(left: &Arc<AtomicUsize>) -> OpenOptions {
    let left = Arc::clone(left);
    let drill = Drill::new(move |step| {
        let now = left.load(Ordering::SeqCst);
        match (step == Step::Room && now != usize::MAX, now) {
            (false, _) => Ok(()),
            (true, 0) => Err(std::io::ErrorKind::StorageFull.into()),
            (true, now) => {
                left.store(now - 1, Ordering::SeqCst);
                Ok(())
            }
        }
    });
    OpenOptions {
        drill: Some(drill),
        ..OpenOptions::default()
    }
}

#[test]
fn journal_files_that_cannot_be_written_anew_to_the_end_stay_with_what_is_committed_behind_them() {
    for room in [0, 1, 2] {
        let what = format!("room for {room}");
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let (engine, mut bench, _) = worked(dir, false);
        engine.close(None).unwrap();
        let client = bench.book.all().next().unwrap().id();
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let (mut engine, _) = Engine::open(dir, room_for(&left)).unwrap();
        // Of several slices.
        let long = "подробно ".repeat(4000);
        for _ in 0..40 {
            engine.commit(&[bench.touch(client, &long)]).unwrap();
        }
        flip(dir, 3, 20);
        let now = jiff::Zoned::now();
        engine.backup(Cause::Daily, &now, None).unwrap();
        left.store(room, Ordering::SeqCst);
        let error = loop {
            match engine.step_backup(Duration::from_millis(10)) {
                Slice::Unmended(error) => break error,
                Slice::More | Slice::Waiting => std::thread::sleep(Duration::from_millis(1)),
                other => panic!("{what}: {other:?}"),
            }
        };
        assert!(matches!(error, StoreError::NoRoom { .. }), "{error:?}");
        left.store(usize::MAX, Ordering::SeqCst);
        assert!(super::under(dir, "quarantine-").is_empty(), "{what}");
        assert!(super::under(dir, "swap").is_empty(), "{what}");
        engine
            .commit(&[bench.touch(client, "после отказа")])
            .unwrap();
        engine.close(None).unwrap();
        // Found again, and nothing is missing before what was done meanwhile.
        let (mut engine, opened) = open(dir);
        assert!(!opened.report.unclean && !opened.report.healed(), "{what}");
        assert!(daily(&mut engine, &mut bench).is_some(), "{what}");
        engine.close(None).unwrap();
        is_well(dir, false, &what);
        std::fs::remove_dir_all(dir.join("sled")).unwrap();
        std::fs::remove_dir_all(dir.join("backups")).unwrap();
        let (engine, opened) = open(dir);
        let healing = opened.report.healing.clone().unwrap();
        assert_eq!((healing.source, healing.lost), (Source::Journal, 0));
        assert_same(&bench.book, &engine, &opened.book, &what);
    }
}

#[test]
fn commits_go_on_while_the_journal_files_are_written_anew() {
    // The process dies after the first slice, or when they are in their place.
    for dies_early in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let (mut engine, mut bench, _) = worked(dir, false);
        let client = bench.book.all().next().unwrap().id();
        let long = "подробно ".repeat(4000);
        for _ in 0..60 {
            engine.commit(&[bench.touch(client, &long)]).unwrap();
        }
        flip(dir, 3, 20);
        let now = jiff::Zoned::now();
        engine.backup(Cause::Daily, &now, None).unwrap();
        let mut between = 0;
        loop {
            let slice = engine.step_backup(Duration::from_millis(10));
            let filling = dir.join("swap/new/journal").is_dir();
            match slice {
                Slice::Mended(aside) => {
                    assert!(aside.is_dir() && !filling);
                    break;
                }
                Slice::More if filling => {
                    between += 1;
                    let tx = bench.touch(client, &format!("между делом {between}"));
                    engine.commit(&[tx]).unwrap();
                    if dies_early && between == 2 {
                        break;
                    }
                }
                Slice::More | Slice::Waiting => std::thread::sleep(Duration::from_millis(1)),
                other => panic!("{other:?}"),
            }
        }
        assert!(between > 1, "{between}");
        drop(engine);
        if dies_early {
            let (engine, opened) = open(dir);
            assert!(opened.report.unclean && !opened.report.healed());
            assert!(super::under(dir, "swap").is_empty());
            assert_same(&bench.book, &engine, &opened.book, "died");
            continue;
        }
        std::fs::remove_dir_all(dir.join("sled")).unwrap();
        std::fs::remove_dir_all(dir.join("backups")).unwrap();
        let (engine, opened) = open(dir);
        let healing = opened.report.healing.clone().unwrap();
        assert_eq!((healing.source, healing.lost), (Source::Journal, 0));
        assert_same(&bench.book, &engine, &opened.book, "by the new ones");
    }
}

#[test]
fn journal_files_that_cannot_be_read_are_not_taken_for_bad_ones() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (engine, mut bench, _) = worked(dir, false);
    engine.close(None).unwrap();
    let (mut engine, _) = open(dir);
    let (file, away) = (segment(dir), dir.join("away"));
    std::fs::rename(&file, &away).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert!(daily(&mut engine, &mut bench).is_none());
    assert!(super::under(dir, "quarantine-").is_empty());
    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&away, &file).unwrap();
    assert!(daily(&mut engine, &mut bench).is_none());
    engine.close(None).unwrap();
    is_well(dir, false, "read again");
}

/// Options with a clock that stands.
fn at(now: &jiff::Zoned) -> OpenOptions {
    let now = now.clone();
    OpenOptions {
        backups: Some(Schedule::new(move || now.clone())),
        ..OpenOptions::default()
    }
}

#[test]
fn the_backup_at_leaving_is_followed_by_a_look_at_the_journal_files() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (engine, mut bench, _) = worked(dir, false);
    engine.close(None).unwrap();
    flip(dir, 3, 20);
    let client = bench.book.all().next().unwrap().id();
    let (mut engine, _) = Engine::open(dir, at(&jiff::Zoned::now())).unwrap();
    let work: Vec<_> = (0..50)
        .map(|n| bench.touch(client, &format!("за день {n}")))
        .collect();
    engine.commit(&work).unwrap();
    engine.close(None).unwrap();
    assert_eq!(super::under(dir, "quarantine-").len(), 1);
    is_well(dir, false, "left");
}

#[test]
fn a_person_is_told_of_journal_files_that_were_mended() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (engine, _, _) = worked(dir, false);
    engine.close(None).unwrap();
    flip(dir, 3, 20);
    let tomorrow = jiff::Zoned::now().tomorrow().unwrap();
    let (send, events) = channel();
    let store = Store::spawn(dir, at(&tomorrow), move |event| {
        let _ = send.send(event);
    });
    let aside = events.iter().find_map(|event| match event {
        StoreEvent::JournalMended { aside } => Some(aside),
        StoreEvent::Closed { result } => panic!("{result:?}"),
        _ => None,
    });
    assert!(aside.unwrap().is_dir());
    store.close(None).unwrap();
    is_well(dir, false, "told");
}
