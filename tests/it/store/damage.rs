//! Two processes, a process that dies, files that are not what they were.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use planerka::domain::Transaction;
use planerka::domain::healing::{Fault, Source};
use planerka::store::backup::Cause;
use planerka::store::{Drill, Engine, OpenOptions, Step, StoreError};

use super::{Bench, assert_same, copy, open};

/// A store with some life in it, open.
fn lived_in(dir: &Path) -> (Bench, Engine) {
    let (mut engine, _) = open(dir);
    let mut bench = Bench::new();
    for n in 0..20 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[tx]).unwrap();
        let batch: Vec<Transaction> = (0..5)
            .map(|t| bench.touch(client, &format!("звонок {t}")))
            .collect();
        engine.commit(&batch).unwrap();
        let tx = bench.draft(client, &"зачем ".repeat(100 * n));
        engine.commit(&[tx]).unwrap();
    }
    (bench, engine)
}

fn segment(dir: &Path) -> PathBuf {
    let mut all: Vec<PathBuf> = std::fs::read_dir(dir.join("journal"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    all.sort();
    all.pop().unwrap()
}

#[test]
fn a_second_open_names_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, _) = open(dir.path());
    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    let Err(StoreError::InUse { holder }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(holder.pid, std::process::id());
    assert!(holder.since.parse::<jiff::Timestamp>().is_ok());
    engine.close(None).unwrap();
    open(dir.path());
}

#[test]
fn a_store_of_a_newer_version_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let (_, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    std::fs::write(dir.path().join("header"), "planerka 3\n").unwrap();
    let before = std::fs::read(dir.path().join("sled/db")).unwrap();
    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    assert_eq!(
        refused,
        Err(StoreError::Newer {
            what: "format",
            found: 3,
            known: 2
        })
    );
    assert_eq!(std::fs::read(dir.path().join("sled/db")).unwrap(), before);
    assert!(dir.path().join("seal").exists());
}

#[test]
fn a_newer_layout_of_keys_is_refused_before_the_database_is_opened() {
    for closed in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (_, mut engine) = lived_in(dir.path());
        let made = engine.backup(Cause::Hand, &jiff::Zoned::now(), None);
        match closed {
            true => engine.close(None).unwrap(),
            false => drop(engine),
        }
        std::fs::write(dir.path().join("header"), "planerka 1\nlayout 2\n").unwrap();
        let files = |dir: &Path| {
            let all = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
            let mut all: Vec<_> = all.filter(|path| !path.ends_with("lock")).collect();
            all.sort();
            all
        };
        let db = || std::fs::read(dir.path().join("sled/db")).unwrap();
        let before = (files(dir.path()), db());
        let newer = StoreError::Newer {
            what: "layout",
            found: 2,
            known: 1,
        };
        let opened = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&opened);
        let options = OpenOptions {
            drill: Some(Drill::new(move |step| {
                seen.fetch_or(step == Step::Open, Ordering::SeqCst);
                Ok(())
            })),
            ..OpenOptions::default()
        };
        let refused = Engine::open(dir.path(), options).map(|_| ());
        assert_eq!(refused, Err(newer.clone()));
        let file = made.unwrap().path;
        let refused = Engine::restore(dir.path(), Some(&file), None, OpenOptions::default());
        assert_eq!(refused.map(|_| ()), Err(newer));
        assert!(!opened.load(Ordering::SeqCst));
        assert!((files(dir.path()), db()) == before, "closed: {closed}");
    }
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
fn a_killed_process_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let killed = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    copy(dir.path(), killed.path());
    drop(engine);
    for (name, path) in [
        ("copied while open", killed.path()),
        ("dropped", dir.path()),
    ] {
        let (engine, opened) = open(path);
        assert!(
            opened.report.unclean && opened.report.damage.is_none(),
            "{name}"
        );
        assert!(
            opened.report.copied.as_ref().unwrap().join("db").exists(),
            "{name}"
        );
        assert_same(&bench.book, &engine, &opened.book, name);
    }
}

#[test]
fn only_the_last_two_copies_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (_, engine) = lived_in(dir.path());
    drop(engine);
    for _ in 0..4 {
        drop(open(dir.path()));
    }
    let copies = std::fs::read_dir(dir.path())
        .unwrap()
        .filter(|e| {
            e.as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("unclean-")
        })
        .count();
    assert_eq!(copies, 2);
}

#[test]
fn a_torn_journal_tail_is_filled_again() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    drop(engine);
    let path = segment(dir.path());
    let whole = std::fs::read(&path).unwrap();
    let end = whole.iter().rposition(|b| *b != 0).unwrap();
    for (name, cut) in [
        ("cut inside the last frame", whole[..end - 5].to_vec()),
        ("a flipped bit in the middle", {
            let mut hurt = whole.clone();
            hurt[end / 2] ^= 4;
            hurt
        }),
        ("empty", Vec::new()),
    ] {
        let copied = tempfile::tempdir().unwrap();
        copy(dir.path(), copied.path());
        std::fs::write(segment(copied.path()), cut).unwrap();
        let (engine, opened) = open(copied.path());
        assert!(opened.report.refilled > 0, "{name}");
        assert_same(&bench.book, &engine, &opened.book, name);
        drop(engine);
        // What was refilled is enough to rebuild from.
        std::fs::remove_dir_all(copied.path().join("sled")).unwrap();
        std::fs::create_dir(copied.path().join("sled")).unwrap();
        std::fs::write(copied.path().join("sled/db"), b"nothing of use").unwrap();
        let (engine, opened) = open(copied.path());
        assert!(opened.report.healed(), "{name}: {:?}", opened.report);
        assert_same(&bench.book, &engine, &opened.book, name);
    }
}

#[test]
fn what_only_the_journal_file_has_is_replayed() {
    let dir = tempfile::tempdir().unwrap();
    let early = tempfile::tempdir().unwrap();
    let (mut bench, mut engine) = lived_in(dir.path());
    copy(&dir.path().join("sled"), early.path());
    let (client, tx) = bench.add_client("В последний миг");
    let touch = bench.touch(client, "и звонок");
    engine.commit(&[tx, touch]).unwrap();
    drop(engine);
    std::fs::remove_dir_all(dir.path().join("sled")).unwrap();
    copy(early.path(), &dir.path().join("sled"));
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.report.replayed, 2);
    assert_same(&bench.book, &engine, &opened.book, "replayed");
}

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
fn a_snapshot_torn_by_a_crash_does_not_block_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    drop(engine);
    std::fs::write(
        dir.path().join("sled/snap.00000000FFFFFFFF.generating"),
        b"half",
    )
    .unwrap();
    let (engine, opened) = open(dir.path());
    assert!(opened.report.damage.is_none());
    assert_same(&bench.book, &engine, &opened.book, "opened");
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
    planerka::store::spoil::rows_from(dir.path(), early.path()).unwrap();
    let (engine, opened) = open(dir.path());
    let healing = opened.report.healing.clone().unwrap();
    assert_eq!((healing.fault, healing.lost), (Fault::Inconsistent, 0));
    assert_same(&bench.book, &engine, &opened.book, "healed");
}

#[test]
fn the_newest_good_backup_and_the_journal_past_it_heal_without_loss() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, mut engine) = lived_in(dir.path());
    let now = jiff::Zoned::now();
    engine.backup(Cause::Hand, &now, None).unwrap();
    let (client, tx) = bench.add_client("После первой копии");
    engine.commit(&[tx]).unwrap();
    let good = engine.seq();
    engine.backup(Cause::Hand, &now, None).unwrap();
    let later: Vec<Transaction> = (0..3)
        .map(|n| bench.touch(client, &format!("после копий {n}")))
        .collect();
    engine.commit(&later).unwrap();
    engine.close(None).unwrap();
    let hurt = |spoilt: usize| {
        let hurt = tempfile::tempdir().unwrap();
        copy(dir.path(), hurt.path());
        std::fs::write(hurt.path().join("sled/db"), vec![0x5a; 300_000]).unwrap();
        let mut backups: Vec<_> = std::fs::read_dir(hurt.path().join("backups"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        backups.sort();
        for path in backups.iter().rev().take(spoilt) {
            let mut bytes = std::fs::read(path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 8;
            std::fs::write(path, bytes).unwrap();
        }
        hurt
    };
    for spoilt in 0..3 {
        let hurt = hurt(spoilt);
        let (engine, opened) = open(hurt.path());
        let healing = opened.report.healing.clone().unwrap();
        assert_eq!(healing.lost, 0, "{spoilt} spoilt");
        match (spoilt, healing.source) {
            (0, Source::Backup { followed: 3, .. })
            | (1, Source::Backup { followed: 4, .. })
            | (2, Source::Journal) => {}
            other => panic!("{other:?}"),
        }
        assert!(healing.seq > good && healing.at.is_some());
        assert_same(&bench.book, &engine, &opened.book, "healed");
        engine.close(None).unwrap();
        assert!(!open(hurt.path()).1.report.healed(), "healed once");
    }
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
fn a_backup_of_another_line_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let other = tempfile::tempdir().unwrap();
    let (mut stranger, _) = open(other.path());
    let mut its = Bench::new();
    for n in 0..200 {
        let tx = its.add_client(&format!("Чужой {n}")).1;
        stranger.commit(&[tx]).unwrap();
        if n % 60 == 30 {
            let now = jiff::Zoned::now();
            stranger.backup(Cause::Hand, &now, None).unwrap();
        }
    }
    copy(&other.path().join("backups"), &dir.path().join("backups"));
    std::fs::write(dir.path().join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.report.healing.unwrap().source, Source::Journal);
    assert_same(&bench.book, &engine, &opened.book, "its own");
}

#[test]
fn what_would_be_missing_is_asked_about_first() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    let seq = engine.seq();
    engine.close(None).unwrap();
    let db = dir.path().join("sled/db");
    let nothing = vec![0x5a; 300_000];
    std::fs::write(&db, &nothing).unwrap();
    // The journal ends early too.
    let path = segment(dir.path());
    let whole = std::fs::read(&path).unwrap();
    let end = whole.iter().rposition(|b| *b != 0).unwrap();
    std::fs::write(&path, &whole[..end / 2]).unwrap();

    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    let Err(StoreError::Unhealed { back, known, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert!(back > 0 && back < seq && known == seq, "{back} of {known}");
    assert_eq!(std::fs::read(&db).unwrap(), nothing, "as it was found");

    let options = OpenOptions {
        with_loss: true,
        ..OpenOptions::default()
    };
    let (engine, opened) = Engine::open(dir.path(), options).unwrap();
    let healing = opened.report.healing.unwrap();
    assert_eq!((healing.seq, healing.lost), (back, seq - back));
    assert_eq!(healing.clients, opened.book.len());
    assert!(healing.clients < bench.book.len() && healing.clients > 0);
    // What was agreed to is not missed again, though this process does not close it.
    drop(engine);
    let (engine, opened) = open(dir.path());
    assert!(opened.report.unclean && !opened.report.healed());
    engine.close(None).unwrap();
    let (_, opened) = open(dir.path());
    assert!(!opened.report.healed(), "healed once");
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
    planerka::store::spoil::spoil_touches(dir.path(), client).unwrap();
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
    planerka::store::spoil::spoil_touches(dir.path(), client).unwrap();
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
fn a_damaged_page_met_at_leaving_is_healed_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, engine) = lived_in(dir.path());
    let client = bench.book.all().nth(3).unwrap().id();
    engine.close_with(None, Some(&bench.book)).unwrap();
    planerka::store::spoil::spoil_journal(dir.path()).unwrap();
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

#[test]
fn starts_that_fail_leave_the_database_as_it_was_and_no_heap_of_copies() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let client = bench.book.all().nth(3).unwrap().id();
    planerka::store::spoil::spoil_touches(dir.path(), client).unwrap();
    planerka::store::spoil::spoil_journal(dir.path()).unwrap();
    std::fs::remove_dir_all(dir.path().join("journal")).unwrap();
    std::fs::remove_file(dir.path().join("seal")).unwrap();
    let found = std::fs::read(dir.path().join("sled/db")).unwrap();
    for _ in 0..3 {
        let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
        assert!(
            matches!(refused, Err(StoreError::Unhealed { .. })),
            "{refused:?}"
        );
        let now = std::fs::read(dir.path().join("sled/db")).unwrap();
        assert!(now == found, "as it was found");
    }
    let mut names: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| !["lock", "header", "header.2", "last-seal"].contains(&name.as_str()));
    names.sort();
    assert_eq!(names, ["sled"]);
}

#[test]
fn what_a_killed_process_was_writing_is_cleared_away() {
    let dir = tempfile::tempdir().unwrap();
    let (_, mut engine) = lived_in(dir.path());
    let now = jiff::Zoned::now();
    let made = engine.backup(Cause::Hand, &now, None).unwrap();
    drop(engine);
    let part = made.path.with_extension("backup.part");
    let tmp = dir.path().join("warm.tmp");
    for path in [&part, &tmp] {
        std::fs::write(path, "половина").unwrap();
    }
    // A copy of a database that was not closed is one only once it is complete.
    let half = dir.path().join("unclean.part");
    std::fs::create_dir(&half).unwrap();
    std::fs::write(half.join("db"), "половина").unwrap();
    let opened = open(dir.path());
    let copy = opened.1.report.copied.clone().unwrap();
    assert!(std::fs::metadata(copy.join("db")).unwrap().len() > 1000);
    opened.0.close(None).unwrap();
    assert!(!part.exists() && !tmp.exists() && !half.exists());
    assert!(made.path.exists());
}

#[test]
fn the_last_resort_saves_what_can_still_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let client = bench.book.all().nth(3).unwrap().id();
    planerka::store::spoil::spoil_touches(dir.path(), client).unwrap();
    planerka::store::spoil::spoil_journal(dir.path()).unwrap();
    std::fs::remove_dir_all(dir.path().join("journal")).unwrap();
    std::fs::remove_file(dir.path().join("seal")).unwrap();
    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::Unhealed { back: 0, .. })),
        "{refused:?}"
    );
    let options = OpenOptions {
        with_loss: true,
        ..OpenOptions::default()
    };
    let (engine, opened) = Engine::open(dir.path(), options).unwrap();
    assert_eq!(opened.report.healing.unwrap().source, Source::Records);
    assert_eq!(opened.book.len(), 20, "every client");
    for had in bench.book.all() {
        let got = opened.book.get(had.id()).unwrap();
        assert_eq!(got.recommendations, had.recommendations);
        let touches = engine.touches(had.id()).unwrap();
        let all = had.touches.clone().unwrap();
        if had.id() == client {
            assert!(touches.len() < all.len(), "what was damaged is missing");
        } else {
            assert_eq!(touches, all);
        }
    }
    engine.close(None).unwrap();
    assert!(!open(dir.path()).1.report.healed());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    fn walk(dir: &Path) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            if path.is_dir() {
                assert_eq!(mode, 0o700, "{}", path.display());
                walk(&path);
            } else {
                assert_eq!(mode, 0o600, "{}", path.display());
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("data");
    let (_, engine) = lived_in(&root);
    walk(&root);
    engine.close(None).unwrap();
    walk(&root);
}
