//! Encrypted stores: nothing readable on disk, everything there with the passphrase.

use std::path::Path;
use std::sync::{Arc, Mutex};

use planerka::domain::Passphrase;
use planerka::store::backup::{self, Cause};
use planerka::store::{
    Cost, Drill, Engine, Harm, OpenOptions, Opened, Protection, Step, StoreError,
    change_passphrase, doctor, plain_backups, protect_new, protection, rewrite, try_passphrase,
};

use super::{Bench, assert_same, dying_at, under};

fn secret() -> Passphrase {
    Passphrase::new("тихий омут".to_owned())
}

fn with(secret: &Passphrase) -> OpenOptions {
    OpenOptions {
        passphrase: Some(secret.clone()),
        ..Default::default()
    }
}

fn open(dir: &Path) -> (Engine, Opened) {
    Engine::open(dir, with(&secret())).unwrap()
}

/// An encrypted store with clients, touches and a long note, and the book as it should be read.
fn filled(dir: &Path) -> Bench {
    protect_new(dir, &secret(), Cost::LEAST).unwrap();
    let (mut engine, opened) = open(dir);
    assert!(opened.report.created);
    let mut bench = Bench::new();
    for n in 0..40 {
        let (client, tx) = bench.add_client(&format!("ООО Ромашка {n}"));
        engine.commit(&[tx]).unwrap();
        for _ in 0..5 {
            let tx = bench.touch(
                client,
                "Обсудили смету на год, перезвонить. Call Johnson back",
            );
            engine.commit(&[tx]).unwrap();
        }
        let long = "длинная заметка о клиенте ".repeat(300);
        engine.commit(&[bench.touch(client, &long)]).unwrap();
    }
    engine.close_with(None, Some(&bench.book)).unwrap();
    bench
}

fn refused(dir: &Path, options: OpenOptions) -> StoreError {
    Engine::open(dir, options).map(|_| ()).unwrap_err()
}

#[test]
fn it_opens_with_its_passphrase_alone_and_by_every_way_of_reading() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let bench = filled(dir);
    assert_eq!(refused(dir, OpenOptions::default()), StoreError::Locked);
    let wrong = Passphrase::new("тихая заводь".to_owned());
    assert_eq!(refused(dir, with(&wrong)), StoreError::WrongPassphrase);
    for what in ["in reading order", "from the rows", "from the journal"] {
        match what {
            "from the rows" => std::fs::remove_file(dir.join("warm")).unwrap(),
            "from the journal" => std::fs::remove_dir_all(dir.join("sled")).unwrap(),
            _ => {}
        }
        let (engine, opened) = open(dir);
        assert_eq!(opened.report.damage.is_some(), what == "from the journal");
        assert_same(&bench.book, &engine, &opened.book, what);
        engine.close(None).unwrap();
    }
}

#[test]
fn one_of_the_two_headers_is_enough() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let bench = filled(dir);
    for (hurt, how) in [
        ("header", "damaged"),
        ("header", "gone"),
        ("header.2", "damaged"),
        ("header.2", "gone"),
    ] {
        let path = dir.join(hurt);
        if how == "gone" {
            std::fs::remove_file(&path).unwrap();
        } else {
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[40] ^= 1;
            std::fs::write(&path, bytes).unwrap();
        }
        let (engine, opened) = open(dir);
        assert_eq!(opened.book.len(), bench.book.len(), "{hurt} {how}");
        engine.close(None).unwrap();
        let text = |name: &str| std::fs::read(dir.join(name)).unwrap();
        assert_eq!(
            text("header"),
            text("header.2"),
            "{hurt} {how}: whole again"
        );
    }
}

#[test]
fn without_both_headers_nothing_is_taken_for_plain_and_a_backup_brings_the_key() {
    for (file, hurt) in [
        ("sled", "gone"),
        ("journal", "gone"),
        ("warm", "gone"),
        ("warm", "damaged"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let mut bench = filled(dir);
        let now = "2026-11-23T09:02+03:00[+03:00]".parse().unwrap();
        let (mut engine, _) = open(dir);
        engine.backup(Cause::Hand, &now, None).unwrap();
        engine.commit(&[bench.add_client("После копии").1]).unwrap();
        // Not closed: the database is asked for what came after the backup.
        drop(engine);
        let what = format!("{file} gone, headers {hurt}");
        let path = dir.join(file);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        }
        for header in ["header", "header.2"] {
            match hurt {
                "gone" => std::fs::remove_file(dir.join(header)).unwrap(),
                _ => std::fs::write(dir.join(header), "planerka 2\n").unwrap(),
            }
        }
        let data = || {
            let mut all = files(dir);
            all.retain(|(path, _)| *path != dir.join("lock"));
            all.sort();
            all
        };
        let before = data();
        for options in [
            OpenOptions::default(),
            with(&secret()),
            OpenOptions {
                with_loss: true,
                ..Default::default()
            },
        ] {
            let damaged = StoreError::Damaged {
                harm: Harm::Header,
                detail: "header".to_owned(),
            };
            assert_eq!(refused(dir, options), damaged, "{what}");
        }
        assert!(protection(dir).is_err(), "{what}");
        assert!(data() == before, "{what}: nothing is touched");
        let done = Engine::restore(dir, None, None, with(&secret())).unwrap();
        assert_eq!((done.replayed, done.left_behind), (1, 0), "{what}");
        let (engine, opened) = open(dir);
        assert_same(&bench.book, &engine, &opened.book, &what);
    }
}

#[test]
fn backups_and_emergency_copies_are_under_the_same_key() {
    let dir = tempfile::tempdir().unwrap();
    let bench = filled(dir.path());
    let now = "2026-11-23T09:02+03:00[+03:00]".parse().unwrap();
    let (mut engine, _) = open(dir.path());
    let away = tempfile::tempdir().unwrap();
    let copy = away.path().join("copy");
    engine.copy_to(&copy, &[], &now).unwrap();
    let made = engine.backup(Cause::Hand, &now, None).unwrap().path;
    engine.close(None).unwrap();
    assert_eq!(readable(away.path(), &["Ромашка"]), [""; 0]);
    for file in [&copy, &made] {
        // It is checked without the passphrase and restored with it alone.
        backup::verify(file).unwrap();
        let there = away.path().join("there");
        let restored = Engine::restore(&there, Some(file), None, OpenOptions::default());
        assert_eq!(restored, Err(StoreError::Locked));
        Engine::restore(&there, Some(file), None, with(&secret())).unwrap();
        assert_eq!(refused(&there, OpenOptions::default()), StoreError::Locked);
        let (engine, opened) = open(&there);
        assert_eq!(opened.book.len(), bench.book.len());
        engine.close(None).unwrap();
        std::fs::remove_dir_all(&there).unwrap();
    }
    // A passphrase changed since opens the old backup here, where the key is.
    let new = Passphrase::new("новая фраза".to_owned());
    change_passphrase(dir.path(), &secret(), &new, Cost::LEAST).unwrap();
    Engine::restore(dir.path(), Some(&made), None, with(&new)).unwrap();
    let (engine, opened) = Engine::open(dir.path(), with(&new)).unwrap();
    assert_eq!(opened.book.len(), bench.book.len());
    engine.close(None).unwrap();
}

#[test]
fn a_plain_backup_comes_into_an_encrypted_store_encrypted() {
    let plain = tempfile::tempdir().unwrap();
    let (mut engine, _) = Engine::open(plain.path(), OpenOptions::default()).unwrap();
    let mut bench = Bench::new();
    let (_, tx) = bench.add_client("Альфа");
    engine.commit(&[tx]).unwrap();
    let file = plain.path().join("copy");
    engine.copy_to(&file, &[], &jiff::Zoned::now()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let done = Engine::restore(dir.path(), Some(&file), None, with(&secret())).unwrap();
    assert_eq!(done.clients, 1);
    assert_eq!(
        refused(dir.path(), OpenOptions::default()),
        StoreError::Locked
    );
    let (_engine, opened) = open(dir.path());
    assert_eq!(opened.book.len(), 1);
    assert_eq!(readable(dir.path(), &["Альфа"]), [""; 0]);
}

/// Every file below a directory with its bytes.
fn files(dir: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found
}

/// What of `words` can be read in any file, as UTF-8 or UTF-16.
fn readable(dir: &Path, words: &[&str]) -> Vec<String> {
    let wide =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    let mut found = Vec::new();
    for (path, bytes) in files(dir) {
        for word in words {
            let forms: [Vec<u8>; 3] = [
                word.as_bytes().to_vec(),
                wide(word, u16::to_le_bytes),
                wide(word, u16::to_be_bytes),
            ];
            for form in forms {
                if bytes.windows(form.len()).any(|part| part == form) {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
    }
    found
}

const WORDS: [&str; 6] = [
    "Ромашка",
    "смету",
    "заметка",
    "Johnson",
    "Call",
    "перезвонить",
];

#[test]
fn nothing_of_it_can_be_read_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    filled(dir);
    // An unclean stop leaves copies behind; they are looked at too.
    let (engine, _) = open(dir);
    drop(engine);
    let (_engine, opened) = open(dir);
    assert!(opened.report.copied.is_some());
    assert_eq!(readable(dir, &WORDS), [""; 0]);
    // The same search does find what lies in a plain store.
    let plain = tempfile::tempdir().unwrap();
    let mut bench = Bench::new();
    let (mut engine, _) = super::open(plain.path());
    engine.commit(&[bench.add_client("ООО Ромашка").1]).unwrap();
    engine.close_with(None, Some(&bench.book)).unwrap();
    assert!(readable(plain.path(), &WORDS).len() >= 2);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look() {
    use std::os::unix::fs::PermissionsExt as _;
    fn walk(dir: &Path) {
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(dir), 0o700, "{}", dir.display());
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("of its own");
    filled(&dir);
    let (engine, _) = open(&dir);
    drop(engine);
    let (engine, _) = open(&dir);
    walk(&dir);
    engine.close(None).unwrap();
    walk(&dir);
}

#[test]
fn the_passphrase_changes_and_the_data_stays_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert_eq!(protection(dir), Ok(Protection::None));
    let bench = filled(dir);
    assert_eq!(protection(dir), Ok(Protection::Encrypted));
    let new = Passphrase::new("другая фраза".to_owned());
    let data = std::fs::read(dir.join("sled/db")).unwrap();
    let change = |old: &Passphrase, new: &Passphrase| change_passphrase(dir, old, new, Cost::LEAST);
    assert_eq!(change(&new, &new), Err(StoreError::WrongPassphrase));
    assert_eq!(try_passphrase(dir, &secret()), Ok(()), "nothing happened");
    change(&secret(), &new).unwrap();
    assert_eq!(refused(dir, with(&secret())), StoreError::WrongPassphrase);
    assert_eq!(std::fs::read(dir.join("sled/db")).unwrap(), data);

    // Cut short between the two copies, the new one counts and both are new again.
    let before = std::fs::read(dir.join("header.2")).unwrap();
    change(&new, &secret()).unwrap();
    std::fs::write(dir.join("header.2"), before).unwrap();
    let (engine, opened) = open(dir);
    assert_same(&bench.book, &engine, &opened.book, "changed");
    let text = |name: &str| std::fs::read(dir.join(name)).unwrap();
    assert_eq!(text("header"), text("header.2"));
    assert!(matches!(
        change(&secret(), &new),
        Err(StoreError::InUse { .. })
    ));
    assert!(matches!(
        protect_new(dir, &secret(), Cost::LEAST),
        Err(StoreError::InUse { .. })
    ));
    engine.close(None).unwrap();
    assert!(
        protect_new(dir, &secret(), Cost::LEAST).is_err(),
        "there is a store"
    );
}

#[test]
fn a_restore_cut_short_is_finished_before_the_passphrase_is_looked_at() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = dir.path();
    let (mut engine, _) = super::open(dir);
    let mut old = Bench::new();
    engine.commit(&[old.add_client("Альфа").1]).unwrap();
    engine.close_with(None, Some(&old.book)).unwrap();
    let bench = filled(other.path());
    let (mut engine, _) = open(other.path());
    let file = other.path().join("copy");
    engine.copy_to(&file, &[], &jiff::Zoned::now()).unwrap();
    drop(engine);
    // It died right after the decision.
    let options = OpenOptions {
        drill: Some(dying_at(1).0),
        ..with(&secret())
    };
    let died = Engine::restore(dir, Some(&file), None, options);
    assert!(matches!(died, Err(StoreError::Io { .. })), "{died:?}");
    assert_eq!(
        std::fs::read_to_string(dir.join("header")).unwrap(),
        "planerka 1\n"
    );
    assert_eq!(protection(dir), Ok(Protection::Encrypted));
    assert_eq!(refused(dir, OpenOptions::default()), StoreError::Locked);
    let new = Passphrase::new("другая фраза".to_owned());
    change_passphrase(dir, &secret(), &new, Cost::LEAST).unwrap();
    let (engine, opened) = Engine::open(dir, with(&new)).unwrap();
    assert_same(&bench.book, &engine, &opened.book, "restored");
    assert!(!dir.join("swap").exists());
    let aside = under(dir, "replaced-").pop().unwrap();
    assert!(aside.join("header").exists());
}

/// A process killed between a new key and the first backup under it.
#[test]
fn a_backup_under_a_key_that_was_given_up_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut bench = filled(dir);
    let now = bench.now();
    let (mut engine, _) = open(dir);
    engine.backup(Cause::Hand, &now, None).unwrap();
    assert!(engine.last_backup().is_some());
    engine.close(None).unwrap();
    let new = Passphrase::new("другая фраза".to_owned());
    rewrite(dir, with(&secret()), Some((&new, Cost::LEAST))).unwrap();
    let (mut engine, _) = Engine::open(dir, with(&new)).unwrap();
    assert_eq!(engine.last_backup(), None, "it cannot be read any more");
    engine.backup(Cause::Hand, &now, None).unwrap();
    assert_eq!(engine.last_backup().map(|(seq, _)| seq), Some(engine.seq()));
}

/// Between the old and the new there is nothing to look at: the doctor does first what any open would.
#[test]
fn a_store_in_the_middle_of_a_change_is_not_damaged() {
    let new = Passphrase::new("другая фраза".to_owned());
    for moves in 0..9 {
        let place = tempfile::tempdir().unwrap();
        // Made by the program, for its owner alone.
        let dir = place.path().join("store");
        filled(&dir);
        let moved = std::sync::atomic::AtomicU32::new(0);
        let drill = Drill::new(move |at| match at {
            Step::Moved if moved.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == moves => {
                Err(std::io::ErrorKind::Interrupted.into())
            }
            _ => Ok(()),
        });
        let options = OpenOptions {
            drill: Some(drill),
            ..with(&secret())
        };
        assert!(rewrite(&dir, options, Some((&new, Cost::LEAST))).is_err());
        assert!(dir.join("swap/ready").exists(), "{moves}");
        let checks = doctor::look(&dir, &with(&new)).unwrap();
        let bad: Vec<_> = checks
            .iter()
            .filter(|check| !check.ok || check.name == "swap")
            .collect();
        assert!(bad.is_empty(), "{moves}: {bad:?}");
    }
}

#[test]
fn all_that_is_left_unencrypted_is_told() {
    let (plain, locked) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let now = "2026-11-23T09:02+03:00[+03:00]".parse().unwrap();
    let mut bench = Bench::new();
    let (mut engine, _) = super::open(plain.path());
    engine.commit(&[bench.add_client("Альфа").1]).unwrap();
    let open_backup = engine.backup(Cause::Hand, &now, None).unwrap().path;
    drop(engine);
    filled(locked.path());
    let (mut engine, _) = open(locked.path());
    let locked_backup = engine.backup(Cause::Hand, &now, None).unwrap().path;
    drop(engine);
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let put = |from: &Path, to: &str| {
        let to = dir.join(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        copy(from, &to);
    };
    for (store, backup, all_plain) in [
        (plain.path(), &open_backup, true),
        (locked.path(), &locked_backup, false),
    ] {
        let tag = if all_plain { "plain" } else { "locked" };
        put(backup, &format!("backups/{tag}.backup"));
        put(&store.join("sled"), &format!("unclean-{tag}"));
        put(&store.join("journal"), &format!("quarantine-{tag}"));
        let replaced = format!("replaced-{tag}");
        put(&store.join("sled"), &format!("{replaced}/sled"));
        put(&store.join("header"), &format!("{replaced}/header"));
        put(&open_backup, &format!("{replaced}/backups/strange.backup"));
        put(backup, &format!("replaced-{tag}-alone/backups/it.backup"));
    }
    // Headers of nothing: the database tells what it is.
    put(&locked.path().join("sled"), "replaced-zeroed/sled");
    for header in ["header", "header.2"] {
        std::fs::write(dir.join("replaced-zeroed").join(header), [0; 230]).unwrap();
    }
    put(&plain.path().join("header"), "replaced-mixed/header");
    put(&locked_backup, "replaced-mixed/backups/locked.backup");
    put(&open_backup, "replaced-mixed/backups/plain.backup");
    let told: Vec<String> = plain_backups(dir)
        .iter()
        .map(|path| path.strip_prefix(dir).unwrap().display().to_string())
        .collect();
    let want = [
        "backups/plain.backup",
        "quarantine-plain",
        "replaced-locked/backups/strange.backup",
        "replaced-mixed/backups/plain.backup",
        "replaced-mixed/header",
        "replaced-plain",
        "replaced-plain-alone/backups/it.backup",
        "unclean-plain",
    ];
    assert_eq!(told, want);
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).unwrap();
        return;
    }
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}

/// What the store says, opened the way it is kept now.
fn told(dir: &Path, bench: &Bench, what: &str) -> Protection {
    let kept = protection(dir).unwrap();
    let options = match kept {
        Protection::Encrypted => with(&secret()),
        _ => OpenOptions::default(),
    };
    let (engine, opened) = Engine::open(dir, options).unwrap();
    assert_same(&bench.book, &engine, &opened.book, what);
    assert_eq!(
        engine.journal(usize::MAX).unwrap().len() as u64,
        engine.seq()
    );
    assert_eq!(protection(dir).unwrap(), kept, "{what}");
    engine.close(None).unwrap();
    kept
}

#[test]
fn encryption_is_turned_on_and_off_and_nothing_old_stays() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut bench = Bench::new();
    let (mut engine, _) = super::open(dir);
    for n in 0..20 {
        let (client, tx) = bench.add_client(&format!("ООО Ромашка {n}"));
        engine.commit(&[tx]).unwrap();
        let long = "длинная заметка о клиенте ".repeat(300);
        engine.commit(&[bench.touch(client, &long)]).unwrap();
    }
    // What was put aside is plain too.
    drop(engine);
    drop(super::open(dir));
    std::fs::create_dir(dir.join("quarantine-old")).unwrap();
    std::fs::write(dir.join("quarantine-old/db"), "заметка").unwrap();
    assert!(!readable(dir, &WORDS).is_empty());

    rewrite(dir, OpenOptions::default(), Some((&secret(), Cost::LEAST))).unwrap();
    assert_eq!(readable(dir, &WORDS), [""; 0]);
    assert_eq!(told(dir, &bench, "on"), Protection::Encrypted);
    assert_eq!(readable(dir, &WORDS), [""; 0]);
    std::fs::remove_dir_all(dir.join("sled")).unwrap();
    assert_eq!(told(dir, &bench, "by the journal"), Protection::Encrypted);

    assert_eq!(
        rewrite(dir, OpenOptions::default(), None),
        Err(StoreError::Locked)
    );
    // The number of the layout comes along.
    let (mut engine, _) = open(dir);
    engine.migrate().unwrap();
    engine.close(None).unwrap();
    rewrite(dir, with(&secret()), None).unwrap();
    assert_eq!(told(dir, &bench, "off"), Protection::Plain);
    for header in ["header", "header.2"] {
        let text = std::fs::read_to_string(dir.join(header)).unwrap();
        assert_eq!(text, "planerka 1\n", "{header}");
    }
    assert_eq!(
        std::fs::read_to_string(dir.join("header")).unwrap(),
        "planerka 1\n"
    );
}

#[test]
fn killed_at_any_step_a_store_is_there() {
    for on in [true, false] {
        for step in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let dir = dir.path();
            let mut bench = Bench::new();
            if !on {
                protect_new(dir, &secret(), Cost::LEAST).unwrap();
            }
            let now = |on: bool| {
                if on {
                    OpenOptions::default()
                } else {
                    with(&secret())
                }
            };
            let (mut engine, _) = Engine::open(dir, now(on)).unwrap();
            for n in 0..3 {
                engine
                    .commit(&[bench.add_client(&format!("Ромашка {n}")).1])
                    .unwrap();
            }
            engine.close_with(None, Some(&bench.book)).unwrap();
            let steps = std::sync::atomic::AtomicU32::new(0);
            let died = Arc::new(Mutex::new(Step::Open));
            let at = Arc::clone(&died);
            let drill = Drill::new(move |now| {
                *at.lock().unwrap() = now;
                match steps.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == step {
                    true => Err(std::io::Error::from(std::io::ErrorKind::Interrupted)),
                    false => Ok(()),
                }
            });
            let options = OpenOptions {
                drill: Some(drill),
                ..now(on)
            };
            let secret = secret();
            let new = on.then_some((&secret, Cost::LEAST));
            let killed = rewrite(dir, options, new).is_err();
            let what = format!("on: {on}, step {step}");
            let (before, after) = match on {
                true => (Protection::Plain, Protection::Encrypted),
                false => (Protection::Encrypted, Protection::Plain),
            };
            let found = told(dir, &bench, &what);
            let undecided = matches!(*died.lock().unwrap(), Step::Open | Step::Built);
            assert_eq!(
                found,
                if killed && undecided { before } else { after },
                "{what}"
            );
            assert!(!dir.join("swap").exists(), "{what}");
            if found == Protection::Encrypted && on {
                assert_eq!(readable(dir, &["Ромашка"]), [""; 0], "{what}");
            }
            if !killed {
                assert!(step >= 8, "the steps were walked: {step}");
                break;
            }
        }
    }
}
