//! The journal files beside a database that went back, and what is copied of them: nothing of theirs is cut off.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use planerka::domain::Passphrase;
use planerka::domain::healing::Source;
use planerka::store::backup::Cause;
use planerka::store::{Cost, Drill, Engine, OpenOptions, Step, StoreError, rewrite, spoil};

use super::{Bench, assert_same, begun, copy, lived_in, open, segment, under};

/// Where each frame of a journal file begins, by its number, and where the last one ends.
pub(super) fn frames(bytes: &[u8]) -> (Vec<(u64, usize)>, usize) {
    let mut all = Vec::new();
    let mut at = 8;
    while let Some(header) = bytes.get(at..at + 16) {
        let len = u32::from_le_bytes(header[..4].try_into().unwrap()) as usize;
        if len == 0 {
            break;
        }
        all.push((u64::from_le_bytes(header[8..].try_into().unwrap()), at));
        at += 16 + len;
    }
    (all, at)
}

/// Cuts the one file of a journal into segments that begin with these numbers.
pub(super) fn split(dir: &Path, starts: &[u64]) {
    let path = segment(dir);
    let bytes = std::fs::read(&path).unwrap();
    let (all, end) = frames(&bytes);
    std::fs::remove_file(&path).unwrap();
    for (n, start) in starts.iter().enumerate() {
        let place = |seq: &u64| all.iter().find(|(at, _)| at == seq).unwrap().1;
        let until = starts.get(n + 1).map_or(end, place);
        let mut part = bytes[..8].to_vec();
        part.extend_from_slice(&bytes[place(start)..until]);
        std::fs::write(named(dir, *start), part).unwrap();
    }
}

pub(super) fn named(dir: &Path, start: u64) -> PathBuf {
    dir.join("journal").join(format!("{start:020}.log"))
}

/// Flips a bit in the frame of a number.
fn hurt(path: &Path, seq: u64) {
    let mut bytes = std::fs::read(path).unwrap();
    let (all, _) = frames(&bytes);
    let at = all.iter().find(|(found, _)| *found == seq).unwrap().1;
    bytes[at + 20] ^= 4;
    std::fs::write(path, bytes).unwrap();
}

fn touches(bench: &mut Bench, engine: &mut Engine, count: usize) {
    let client = bench.book.all().next().unwrap().id();
    for n in 0..count / 10 {
        let batch: Vec<_> = (0..10)
            .map(|t| bench.touch(client, &format!("звонок {n}.{t}")))
            .collect();
        engine.commit(&batch).unwrap();
    }
}

/// A store of 151 transactions with a backup at 101 that nobody closed, and its database as it was at 21.
fn killed(dir: &Path, early: &Path) -> Bench {
    let (mut engine, mut bench, _) = begun(dir);
    touches(&mut bench, &mut engine, 20);
    copy(&dir.join("sled"), early);
    touches(&mut bench, &mut engine, 80);
    let now = jiff::Zoned::now();
    engine.backup(Cause::Hand, &now, None).unwrap();
    touches(&mut bench, &mut engine, 50);
    drop(engine);
    bench
}

#[test]
fn a_database_that_went_back_costs_nothing_of_the_journal() {
    let (dir, early) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bench = killed(dir.path(), early.path());
    split(dir.path(), &[1, 61, 121]);
    for (what, pruned, back) in [
        ("pruned, the database gone", true, false),
        ("pruned, the database of an earlier day", true, true),
        ("a gap, the database of an earlier day", false, true),
    ] {
        let hurt_one = tempfile::tempdir().unwrap();
        let place = hurt_one.path();
        copy(dir.path(), place);
        match pruned {
            true => std::fs::remove_file(named(place, 1)).unwrap(),
            false => hurt(&named(place, 1), 31),
        }
        std::fs::remove_dir_all(place.join("sled")).unwrap();
        if back {
            copy(early.path(), &place.join("sled"));
        }
        let (engine, opened) = open(place);
        let healing = opened.report.healing.clone().unwrap();
        assert_eq!((healing.seq, healing.lost), (151, 0), "{what}");
        assert!(
            matches!(healing.source, Source::Backup { followed: 50, .. }),
            "{what}: {healing:?}"
        );
        assert_same(&bench.book, &engine, &opened.book, what);
        engine.close(None).unwrap();
        assert!(!open(place).1.report.healed(), "{what}: healed once");
    }
}

#[test]
fn what_a_power_cut_tears_is_no_gap() {
    let (dir, early) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bench = killed(dir.path(), early.path());
    split(dir.path(), &[1, 61, 121]);
    for back in [false, true] {
        for torn in [
            &b""[..],
            b"PKjrnl\x00\x01",
            b"PKjrnl\x00\x01\x09\x00\x00\x00torn",
        ] {
            let place = tempfile::tempdir().unwrap();
            let place = place.path();
            copy(dir.path(), place);
            // A segment that was just begun.
            std::fs::write(named(place, 152), torn).unwrap();
            if back {
                std::fs::remove_dir_all(place.join("sled")).unwrap();
                copy(early.path(), &place.join("sled"));
            }
            let (engine, opened) = open(place);
            assert!(
                opened.report.healing.is_none(),
                "{back}: {:?}",
                opened.report
            );
            assert_eq!(opened.report.replayed, if back { 130 } else { 0 });
            assert_same(&bench.book, &engine, &opened.book, "opened");
        }
    }
}

#[test]
fn what_lies_behind_a_gap_of_the_journal_is_missed_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (mut engine, mut bench, _) = begun(dir);
    touches(&mut bench, &mut engine, 100);
    engine.close(None).unwrap();
    let (mut engine, _) = open(dir);
    touches(&mut bench, &mut engine, 80);
    drop(engine);
    split(dir, &[1, 91, 151]);
    hurt(&named(dir, 91), 121);
    let last = std::fs::read(named(dir, 151)).unwrap();
    std::fs::write(dir.join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let refused = Engine::open(dir, OpenOptions::default()).map(|_| ());
    assert!(
        matches!(
            refused,
            Err(StoreError::Unhealed {
                back: 120,
                known: 181,
                ..
            })
        ),
        "{refused:?}"
    );
    let (engine, opened) = Engine::open(dir, agreed()).unwrap();
    let healing = opened.report.healing.unwrap();
    assert_eq!((healing.seq, healing.lost), (120, 61));
    let kept = under(dir, "quarantine-").into_iter().any(|aside| {
        std::fs::read(aside.join("00000000000000000151.log")).is_ok_and(|kept| kept == last)
    });
    assert!(kept, "what nothing could follow is kept");
    drop(engine);
    assert!(!open(dir).1.report.healed(), "healed once");
}

fn agreed() -> OpenOptions {
    OpenOptions {
        with_loss: true,
        ..OpenOptions::default()
    }
}

#[test]
fn what_was_said_can_be_given_back_is_given_back() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (bench, engine) = lived_in(dir);
    // The picture for the next start reaches further than what is left of the journal.
    engine.close_with(None, Some(&bench.book)).unwrap();
    hurt(&segment(dir), 50);
    std::fs::write(dir.join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let refused = Engine::open(dir, OpenOptions::default()).map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::Unhealed { back: 49, .. })),
        "{refused:?}"
    );
    let (engine, opened) = Engine::open(dir, agreed()).unwrap();
    let healing = opened.report.healing.unwrap();
    assert_eq!((healing.source, healing.seq), (Source::Journal, 49));
    let first = bench.book.all().next().unwrap();
    let read = engine.touches(first.id()).unwrap();
    assert_eq!(Some(read), first.touches, "with its touches");
}

#[test]
fn a_picture_is_newer_than_a_database_that_went_back() {
    let (dir, early) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = dir.path();
    let (mut engine, mut bench, client) = begun(dir);
    touches(&mut bench, &mut engine, 10);
    copy(&dir.join("sled"), &early.path().join("sled"));
    touches(&mut bench, &mut engine, 30);
    engine.close_with(None, Some(&bench.book)).unwrap();
    // Nothing is left to follow from the beginning.
    spoil::spoil_journal(early.path()).unwrap();
    std::fs::remove_dir_all(dir.join("journal")).unwrap();
    std::fs::remove_dir_all(dir.join("sled")).unwrap();
    copy(&early.path().join("sled"), &dir.join("sled"));
    let (_engine, opened) = Engine::open(dir, agreed()).unwrap();
    let healing = opened.report.healing.unwrap();
    assert!(
        matches!(healing.source, Source::Picture { .. }),
        "{healing:?}"
    );
    let (got, had) = (opened.book.get(client), bench.book.get(client));
    let (got, had) = (got.unwrap(), had.unwrap());
    assert_eq!((&got.digest, &got.follow_up), (&had.digest, &had.follow_up));
}

#[test]
fn a_database_that_does_not_reopen_at_once_leaves_a_whole_journal() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let failing = [Step::Sync, Step::Reopened].map(|step| (step, AtomicBool::new(false)));
    let failing = Arc::new(failing);
    let asked = Arc::clone(&failing);
    let drill = Drill::new(move |step| {
        let fails = asked
            .iter()
            .any(|(at, on)| *at == step && on.swap(false, Ordering::SeqCst));
        match fails {
            true => Err(std::io::ErrorKind::Interrupted.into()),
            false => Ok(()),
        }
    });
    let options = OpenOptions {
        drill: Some(drill),
        ..OpenOptions::default()
    };
    let (mut engine, _) = Engine::open(dir, options).unwrap();
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    engine.commit(&[tx]).unwrap();
    for (_, on) in failing.iter() {
        on.store(true, Ordering::SeqCst);
    }
    let late = [
        bench.touch(client, "не сразу"),
        bench.touch(client, "и это"),
    ];
    for _ in 0..2 {
        assert!(engine.commit(&late).is_err());
    }
    engine.commit(&late).unwrap();
    engine.commit(&[bench.touch(client, "потом")]).unwrap();
    drop(engine);
    std::fs::write(dir.join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let (engine, opened) = open(dir);
    assert_eq!(opened.report.healing.clone().unwrap().lost, 0);
    assert_same(&bench.book, &engine, &opened.book, "from the journal alone");
}

#[test]
fn a_store_written_anew_has_a_whole_journal_whatever_the_old_one_lacked() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (bench, engine) = lived_in(dir);
    engine.close(None).unwrap();
    hurt(&segment(dir), 70);
    let secret = Passphrase::new("тихий омут".to_owned());
    rewrite(dir, OpenOptions::default(), Some((&secret, Cost::LEAST))).unwrap();
    let with = || OpenOptions {
        passphrase: Some(secret.clone()),
        ..OpenOptions::default()
    };
    std::fs::write(dir.join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let (engine, opened) = Engine::open(dir, with()).unwrap();
    assert_eq!(opened.report.healing.clone().unwrap().lost, 0);
    assert_same(&bench.book, &engine, &opened.book, "from the journal alone");
}
