//! Files that are not what they were: seen wherever they are met, and healed.

use std::path::Path;
use std::time::Duration;

use planerka::domain::Transaction;
use planerka::domain::healing::Fault;
use planerka::store::backup::Cause;
use planerka::store::{Drill, Engine, OpenOptions, Step, StoreError, spoil};

use super::{assert_same, copy, lived_in, open};

#[test]
fn a_flipped_bit_is_seen_and_healed_from_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let size = std::fs::metadata(dir.path().join("sled/db")).unwrap().len();
    for place in [100, size / 3, size / 2] {
        let hurt = tempfile::tempdir().unwrap();
        copy(dir.path(), hurt.path());
        let db = hurt.path().join("sled/db");
        let mut bytes = std::fs::read(&db).unwrap();
        bytes[usize::try_from(place).unwrap()] ^= 16;
        std::fs::write(&db, &bytes).unwrap();
        let (engine, opened) = open(hurt.path());
        assert!(
            opened.report.rebuilt && opened.report.damage.is_some(),
            "{place}"
        );
        assert_eq!(opened.report.quarantined.len(), 1, "{place}");
        assert_same(&bench.book, &engine, &opened.book, &place.to_string());
        engine.close(None).unwrap();
        assert!(!open(hurt.path()).1.report.healed(), "{place}: healed once");

        // Without the journal files what the database has of the journal must do; where that is hurt too
        // everything stays as it was found.
        let lost = tempfile::tempdir().unwrap();
        copy(dir.path(), lost.path());
        std::fs::remove_dir_all(lost.path().join("journal")).unwrap();
        let db = lost.path().join("sled/db");
        std::fs::write(&db, &bytes).unwrap();
        match Engine::open(lost.path(), OpenOptions::default()) {
            Ok((engine, opened)) => {
                assert!(opened.report.rebuilt, "{place}");
                assert_same(&bench.book, &engine, &opened.book, &place.to_string());
            }
            Err(StoreError::Unhealed { back, known, .. }) => {
                assert_eq!(known, bench.book.seq(), "{place}");
                assert!(back < known, "{place}");
                assert_eq!(std::fs::read(&db).unwrap(), bytes, "{place}");
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn records_of_another_day_are_found_after_an_unclean_stop() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, mut engine) = lived_in(dir.path());
    let client = bench.book.all().next().unwrap().id();
    let early = tempfile::tempdir().unwrap();
    copy(&dir.path().join("sled"), &early.path().join("sled"));
    let tx = bench.touch(client, "после копии");
    engine.commit(&[tx]).unwrap();
    drop(engine);
    // The rows of the copy under the journal of the store, as pages that come back from an earlier day.
    spoil::rows_from(dir.path(), early.path()).unwrap();
    let (engine, opened) = open(dir.path());
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!((healing.fault, healing.lost), (Fault::Inconsistent, 0));
    assert_same(&bench.book, &engine, &opened.book, "healed");
}

#[test]
fn a_database_that_does_not_come_back_is_left_alone_and_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let opens = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = std::sync::Arc::clone(&opens);
    let options = OpenOptions {
        drill: Some(Drill::new(move |step| {
            if step == Step::Open && count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
                std::thread::sleep(Duration::from_millis(1500));
            }
            Ok(())
        })),
        patience: Some(Duration::from_millis(700)),
        ..OpenOptions::default()
    };
    let (engine, opened) = Engine::open(dir.path(), options).unwrap();
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!(healing.fault, Fault::Silent);
    assert_eq!((healing.lost, healing.clients), (0, 20));
    assert!(Path::new(&healing.copy.unwrap()).is_dir());
    assert_same(&bench.book, &engine, &opened.book, "healed");
    // The thread that came back late writes nothing where it opened.
    std::thread::sleep(Duration::from_millis(1200));
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert!(opened.report.damage.is_none(), "{:?}", opened.report);
    assert_same(&bench.book, &engine, &opened.book, "opened again");
}

#[cfg(unix)]
#[test]
fn a_database_that_cannot_be_copied_after_a_crash_is_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, mut engine) = lived_in(dir.path());
    engine
        .backup(Cause::Hand, &jiff::Zoned::now(), None)
        .unwrap();
    let (_, tx) = bench.add_client("После копии");
    engine.commit(&[tx]).unwrap();
    drop(engine);
    // As a sector that cannot be read any more: what should be copied refuses.
    let unreadable = dir.path().join("sled/snap.unreadable");
    std::os::unix::fs::symlink(dir.path().join("gone"), unreadable).unwrap();
    let before = std::fs::read(dir.path().join("sled/db")).unwrap();
    let (engine, opened) = open(dir.path());
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!((healing.fault, healing.lost), (Fault::Unreadable, 0));
    let kept = Path::new(&healing.copy.unwrap()).join("db");
    assert_eq!(std::fs::read(kept).unwrap(), before, "never opened");
    assert_same(&bench.book, &engine, &opened.book, "healed");
    engine.close(None).unwrap();
    assert!(!open(dir.path()).1.report.healed(), "healed once");
}

#[test]
fn a_changed_database_stays_changed_until_it_is_healed() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let db = dir.path().join("sled/db");
    let mut bytes = std::fs::read(&db).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 16;
    std::fs::write(&db, &bytes).unwrap();
    // A refusal of the disk in the middle of healing.
    let (journal, away) = (dir.path().join("journal"), dir.path().join("away"));
    std::fs::rename(&journal, &away).unwrap();
    std::fs::write(&journal, "").unwrap();
    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Io { .. })), "{refused:?}");
    assert!(dir.path().join("seal").exists(), "the seal is back");
    assert_eq!(std::fs::read(&db).unwrap(), bytes, "as it was found");

    std::fs::remove_file(&journal).unwrap();
    std::fs::rename(&away, &journal).unwrap();
    let (engine, opened) = open(dir.path());
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!((healing.fault, healing.lost), (Fault::Changed, 0));
    assert_same(&bench.book, &engine, &opened.book, "healed");
}

#[test]
fn a_damaged_page_met_at_work_is_healed_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    let client = bench.book.all().nth(3).unwrap().id();
    engine.close(None).unwrap();
    spoil::spoil_touches(dir.path(), client).unwrap();
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.healed(), "the open did not look there");
    let read = engine.touches(client).map(|_| ());
    assert!(matches!(read, Err(StoreError::Damaged { .. })), "{read:?}");
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.report.healing.unwrap().lost, 0);
    assert_same(&bench.book, &engine, &opened.book, "healed");
}

#[test]
fn a_damaged_page_met_by_a_commit_is_healed_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, engine) = lived_in(dir.path());
    let client = bench.book.all().nth(3).unwrap().id();
    engine.close(None).unwrap();
    spoil::spoil_touches(dir.path(), client).unwrap();
    let (mut engine, opened) = open(dir.path());
    assert!(!opened.report.healed(), "the open did not look there");
    let tx = bench.touch(client, "после повреждения");
    let refused = engine.commit(std::slice::from_ref(&tx));
    assert!(
        matches!(refused, Err(StoreError::Damaged { .. })),
        "{refused:?}"
    );
    engine.close(None).unwrap();
    let (mut engine, opened) = open(dir.path());
    assert_eq!(opened.report.healing.unwrap().lost, 0);
    engine.commit(&[tx]).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "healed and written on");
}

#[test]
fn a_plain_store_whose_headers_say_nothing_any_more_opens_by_its_files() {
    for lost in [&["journal"][..], &["sled"], &[]] {
        let dir = tempfile::tempdir().unwrap();
        let (bench, engine) = lived_in(dir.path());
        engine.close(None).unwrap();
        for part in lost {
            std::fs::remove_dir_all(dir.path().join(part)).unwrap();
        }
        for header in ["header", "header.2"] {
            std::fs::write(dir.path().join(header), [0; 64]).unwrap();
        }
        let (engine, opened) = open(dir.path());
        assert!(opened.report.header_lost, "{lost:?}");
        let aside = &opened.report.quarantined[..2];
        assert!(aside.iter().all(|p| std::fs::read(p).unwrap() == [0; 64]));
        assert_same(&bench.book, &engine, &opened.book, "by its files");
        engine.close(None).unwrap();
        let text = std::fs::read_to_string(dir.path().join("header"));
        assert_eq!(text.unwrap(), "planerka 1\n");
        assert!(!open(dir.path()).1.report.healed(), "once");
    }
}

#[test]
fn whatever_was_replaced_is_told() {
    let all = ["header", "header.2", "seal", "last-seal", "sled"];
    for (lost, fault) in [
        (&all[..], Fault::Missing),
        (&all[..4], Fault::Header),
        (&all[..2], Fault::Header),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (bench, engine) = lived_in(dir.path());
        engine.close(None).unwrap();
        for part in lost {
            let path = dir.path().join(part);
            if path.is_dir() {
                std::fs::remove_dir_all(path).unwrap();
            } else if path.exists() {
                std::fs::remove_file(path).unwrap();
            }
        }
        let (engine, opened) = open(dir.path());
        assert_same(&bench.book, &engine, &opened.book, "given back");
        assert!(opened.report.healed() && !opened.report.created, "{lost:?}");
        let told = opened.report.healing.unwrap();
        assert_eq!((told.fault, told.lost), (fault, 0), "{lost:?}");
        assert_eq!((told.clients, told.seq), (bench.book.len(), engine.seq()));
        assert!(told.at.is_some());
        engine.close(None).unwrap();
        assert!(!open(dir.path()).1.report.healed(), "once");
    }
}

#[test]
fn a_damaged_page_met_at_leaving_is_healed_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, engine) = lived_in(dir.path());
    let client = bench.book.all().nth(3).unwrap().id();
    engine.close_with(None, Some(&bench.book)).unwrap();
    spoil::spoil_journal(dir.path()).unwrap();
    let (mut engine, opened) = open(dir.path());
    assert!(!opened.report.healed(), "the open did not look there");
    let work: Vec<Transaction> = (0..4)
        .map(|n| bench.touch(client, &format!("перед уходом {n}")))
        .collect();
    engine.commit(&work).unwrap();
    // The portfolio is written for the next start, with the entries undo needs: the damaged one among them.
    engine.close_with(None, Some(&bench.book)).unwrap();
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.report.healing.unwrap().lost, 0);
    assert_same(&bench.book, &engine, &opened.book, "healed");
}
