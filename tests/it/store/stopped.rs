//! Two processes, a process that dies, what it leaves lying about and who may read it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use planerka::store::backup::Cause;
use planerka::store::{Drill, Engine, OpenOptions, Step, StoreError};

use super::{assert_same, copy, lived_in, open, segment};

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
    for copy in ["header", "header.2"] {
        std::fs::write(dir.path().join(copy), "planerka 3\n").unwrap();
    }
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
        for copy in ["header", "header.2"] {
            std::fs::write(dir.path().join(copy), "planerka 1\nlayout 2\n").unwrap();
        }
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
