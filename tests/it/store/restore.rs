//! A backup in the place of a store that is damaged, or under another key.

use std::path::{Path, PathBuf};

use planerka::domain::{Ids, Passphrase};
use planerka::store::backup::{self, Cause};
use planerka::store::{
    BackupFault, Cost, Engine, OpenOptions, Restored, StoreError, change_passphrase, protect_new,
};

use super::{Bench, assert_same, begun, open};

/// A store with a backup in its folder and work past it; how it was left is the caller's. The file and where it
/// stands.
fn worked(dir: &Path) -> (Engine, Bench, PathBuf, u64) {
    let (mut engine, _) = open(dir);
    let mut bench = Bench::new();
    for n in 0..20 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        let batch = [tx, bench.touch(client, "до копии")];
        engine.commit(&batch).unwrap();
    }
    let made = engine
        .backup(Cause::Hand, &jiff::Zoned::now(), None)
        .unwrap();
    let client = bench.book.all().next().unwrap().id();
    for n in 0..5 {
        let tx = bench.touch(client, &format!("после копии {n}"));
        engine.commit(&[tx]).unwrap();
    }
    (engine, bench, made.path, made.seq)
}

fn restore(dir: &Path, file: &Path) -> Restored {
    Engine::restore(dir, Some(file), None, OpenOptions::default()).unwrap()
}

/// Puts in the place of a file what refuses to be read, as a bad sector does.
#[cfg(unix)]
fn unreadable(path: &Path) {
    let _ = std::fs::remove_file(path);
    std::os::unix::fs::symlink(path.with_extension("gone"), path).unwrap();
}

fn segment(dir: &Path) -> PathBuf {
    let mut all = std::fs::read_dir(dir.join("journal")).unwrap();
    all.next().unwrap().unwrap().path()
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_of_the_present_store_does_not_keep_a_backup_from_coming_back() {
    for sealed in [true, false] {
        for hurt in [&["sled"][..], &["journal"], &["sled", "journal"]] {
            let dir = tempfile::tempdir().unwrap();
            let dir = dir.path();
            let (engine, bench, file, seq) = worked(dir);
            if sealed {
                engine.close(None).unwrap();
            } else {
                drop(engine);
            }
            for part in hurt {
                match *part {
                    "sled" => unreadable(&dir.join("sled/db")),
                    _ => unreadable(&segment(dir)),
                }
            }
            let what = format!("sealed: {sealed}, {hurt:?}");
            let done = restore(dir, &file);
            let replayed = if hurt.len() == 2 { 0 } else { 5 };
            assert_eq!(
                (done.seq, done.replayed),
                (seq + replayed, replayed),
                "{what}"
            );
            let aside = done.aside.unwrap();
            // A journal that has everything leaves nothing to ask a sealed database for.
            let missed: Vec<PathBuf> = match (sealed, hurt) {
                (true, ["sled"]) => Vec::new(),
                (_, ["sled", "journal"]) => vec![aside.join("journal"), aside.join("sled")],
                (_, one) => one.iter().map(|part| aside.join(part)).collect(),
            };
            assert_eq!(done.unread, missed, "{what}");
            if sealed && hurt.len() == 2 {
                // The seal knows how many there were, and nothing tells whether they are of one line.
                assert_eq!(done.left_behind, seq + 5);
            }
            let (engine, opened) = open(dir);
            assert!(!opened.report.healed(), "{what}: {:?}", opened.report);
            if replayed > 0 {
                assert_same(&bench.book, &engine, &opened.book, &what);
            }
        }
    }
}

#[test]
fn pages_that_cannot_be_read_end_what_is_taken_of_the_present_database() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (engine, _, file, seq) = worked(dir);
    drop(engine);
    std::fs::remove_dir_all(dir.join("journal")).unwrap();
    let db = dir.join("sled/db");
    let mut bytes = std::fs::read(&db).unwrap();
    // All but the beginning: whatever sled makes of it, the backup is there.
    bytes[4096..].fill(0x5a);
    std::fs::write(&db, bytes).unwrap();
    let done = restore(dir, &file);
    assert!(done.seq >= seq);
    open(dir).0.close(None).unwrap();
}

#[test]
fn entries_the_journal_files_lost_come_from_a_database_that_was_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (engine, bench, file, seq) = worked(dir);
    engine.close(None).unwrap();
    std::fs::remove_dir_all(dir.join("journal")).unwrap();
    let done = restore(dir, &file);
    assert_eq!((done.seq, done.replayed), (seq + 5, 5));
    let (engine, opened) = open(dir);
    assert_same(&bench.book, &engine, &opened.book, "from the database");
}

#[test]
fn what_is_of_another_line_is_left_behind_however_far_the_backup_is() {
    // A store of its own, shorter than the backup.
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (engine, _, file, seq) = worked(other.path());
    drop(engine);
    let (mut engine, mut bench, client) = begun(dir.path());
    for n in 0..10 {
        let tx = bench.touch(client, &format!("своё {n}"));
        engine.commit(&[tx]).unwrap();
    }
    engine.close(None).unwrap();
    let done = restore(dir.path(), &file);
    assert_eq!((done.seq, done.left_behind), (seq, 11));

    // One line until the first backup, two after it.
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (engine, _, file, seq) = worked(dir.path());
    engine.close(None).unwrap();
    restore(other.path(), &file);
    let (mut engine, opened) = open(other.path());
    let mut bench = Bench {
        book: opened.book,
        ids: Ids::seeded(9),
        second: 5000,
    };
    for n in 0..3 {
        engine
            .commit(&[bench.add_client(&format!("Другой {n}")).1])
            .unwrap();
    }
    let made = engine
        .backup(Cause::Hand, &jiff::Zoned::now(), None)
        .unwrap();
    engine.close(None).unwrap();
    let done = restore(dir.path(), &made.path);
    assert_eq!((done.seq, done.left_behind), (seq + 3, 5));
}

fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn with(secret: &Passphrase) -> OpenOptions {
    OpenOptions {
        passphrase: Some(secret.clone()),
        ..OpenOptions::default()
    }
}

/// An encrypted store of one client with a backup in its folder.
fn locked(dir: &Path, secret: &Passphrase) -> PathBuf {
    protect_new(dir, secret, Cost::LEAST).unwrap();
    let (mut engine, _) = Engine::open(dir, with(secret)).unwrap();
    let mut bench = Bench::new();
    engine.commit(&[bench.add_client("ООО Ромашка").1]).unwrap();
    let made = engine.backup(Cause::Hand, &jiff::Zoned::now(), None);
    engine.close(None).unwrap();
    made.unwrap().path
}

#[test]
fn an_older_backup_does_not_bring_an_older_passphrase_back() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (old, new) = (secret("тихий омут"), secret("другая фраза"));
    let file = locked(dir, &old);
    change_passphrase(dir, &old, &new, Cost::LEAST).unwrap();
    let header = std::fs::read(dir.join("header")).unwrap();
    let try_with = |how| Engine::restore(dir, Some(&file), None, how).map(|_| ());
    assert_eq!(try_with(with(&old)), Err(StoreError::WrongPassphrase));
    assert_eq!(try_with(OpenOptions::default()), Err(StoreError::Locked));
    assert_eq!(std::fs::read(dir.join("header")).unwrap(), header);
    assert!(!dir.join("swap").exists());
    Engine::restore(dir, Some(&file), None, with(&new)).unwrap();
    let opened = |secret: &Passphrase| Engine::open(dir, with(secret)).map(|_| ());
    assert_eq!(opened(&old), Err(StoreError::WrongPassphrase));
    opened(&new).unwrap();
}

#[test]
fn a_backup_under_another_key_is_told_from_a_wrong_passphrase() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mine, its) = (secret("тихий омут"), secret("другая фраза"));
    locked(here.path(), &mine);
    let file = locked(there.path(), &its);
    let refused = Engine::restore(here.path(), Some(&file), None, with(&mine));
    let other = StoreError::Backup {
        path: file.clone(),
        fault: BackupFault::OtherKey,
    };
    assert_eq!(refused, Err(other));
    let (_, opened) = Engine::open(here.path(), with(&mine)).unwrap();
    assert_eq!(opened.book.len(), 1, "untouched");
    // A folder of its own takes it.
    let free = there.path().join("free");
    Engine::restore(&free, Some(&file), None, with(&its)).unwrap();
}

#[test]
fn an_encrypted_backup_is_checked_wholly_with_a_passphrase_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (old, new) = (secret("тихий омут"), secret("другая фраза"));
    let file = locked(dir, &old);
    assert!(!backup::verify(&file).unwrap().whole);
    assert!(backup::verify_under(&file, dir, &old).unwrap().whole);
    let wrong = backup::verify_under(&file, dir, &new);
    assert_eq!(wrong, Err(StoreError::WrongPassphrase));
    change_passphrase(dir, &old, &new, Cost::LEAST).unwrap();
    for known in [&old, &new] {
        assert!(backup::verify_under(&file, dir, known).unwrap().whole);
    }
    // One whose sums are right and whose values somebody else wrote: another store's under this one's front.
    let other = tempfile::tempdir().unwrap();
    let its = locked(other.path(), &old);
    let refused = backup::verify_under(&its, dir, &new);
    assert_eq!(refused, Err(StoreError::WrongPassphrase));
}
