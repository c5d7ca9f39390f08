//! What a damaged store is built from, and what happens when that is not enough.

use planerka::domain::healing::Source;
use planerka::domain::{Change, Client, ClientId, Intent, Transaction};
use planerka::store::backup::Cause;
use planerka::store::{Engine, OpenOptions, StoreError, spoil};

use super::{Bench, assert_same, copy, lived_in, open, segment};

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

#[test]
fn a_backup_knows_how_far_a_store_had_come_that_nobody_closed() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, mut engine) = lived_in(dir.path());
    let now = jiff::Zoned::now();
    engine.backup(Cause::Hand, &now, None).unwrap();
    drop(engine);
    let (sled, journal) = (dir.path().join("sled"), dir.path().join("journal"));
    std::fs::remove_dir_all(sled).unwrap();
    std::fs::remove_dir_all(journal).unwrap();
    let (engine, opened) = open(dir.path());
    let healing = opened.report.healing.clone().unwrap();
    assert!(matches!(healing.source, Source::Backup { followed: 0, .. }));
    assert_eq!((healing.seq, healing.lost), (bench.book.seq(), 0));
    assert_same(&bench.book, &engine, &opened.book, "not taken for new");
    drop(engine);
    // One of another line says nothing about this store, however much is in it.
    let other = tempfile::tempdir().unwrap();
    let (mut stranger, _) = open(other.path());
    let mut its = Bench::new();
    for n in 0..200 {
        let tx = its.add_client(&format!("Чужой {n}")).1;
        stranger.commit(&[tx]).unwrap();
    }
    stranger.backup(Cause::Hand, &now, None).unwrap();
    copy(&other.path().join("backups"), &dir.path().join("backups"));
    let (engine, opened) = open(dir.path());
    assert!(opened.report.unclean && !opened.report.healed());
    assert_same(&bench.book, &engine, &opened.book, "its own line");
    // Nor does any about a place that never was a store.
    let empty = tempfile::tempdir().unwrap();
    copy(&other.path().join("backups"), &empty.path().join("backups"));
    assert!(open(empty.path()).1.report.created);
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

/// A store whose records are all that is left of it, those of one client not all to be read.
fn beyond_healing() -> (tempfile::TempDir, Bench, ClientId) {
    let dir = tempfile::tempdir().unwrap();
    let (bench, engine) = lived_in(dir.path());
    engine.close(None).unwrap();
    let client = bench.book.all().nth(3).unwrap().id();
    spoil::spoil_touches(dir.path(), client).unwrap();
    spoil::spoil_journal(dir.path()).unwrap();
    std::fs::remove_dir_all(dir.path().join("journal")).unwrap();
    std::fs::remove_file(dir.path().join("seal")).unwrap();
    (dir, bench, client)
}

#[test]
fn starts_that_fail_leave_the_database_as_it_was_and_no_heap_of_copies() {
    let (dir, ..) = beyond_healing();
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
fn the_last_resort_saves_what_can_still_be_read() {
    let (dir, bench, client) = beyond_healing();
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

#[test]
fn clients_of_a_lost_import_come_back_on_top_of_what_the_journal_gives() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, mut engine) = lived_in(dir.path());
    let before = bench.book.clone();
    let end = std::fs::read(segment(dir.path())).unwrap();
    let end = end.iter().rposition(|byte| *byte != 0).unwrap();
    let at = bench.now().timestamp();
    let mut import = Transaction::new(Intent::Import, at, None, "ввоз".into());
    for n in 0..30 {
        let id = bench.ids.next(at);
        import.push(Change::create(Client::named(id, format!("Новый {n}"), at)));
    }
    let import = bench.apply(import);
    engine.commit(&[import]).unwrap();
    engine.close_with(None, Some(&bench.book)).unwrap();
    // Neither the database nor the frame of the import can be read.
    std::fs::write(dir.path().join("sled/db"), vec![0x5a; 300_000]).unwrap();
    let mut files = std::fs::read(segment(dir.path())).unwrap();
    files[end + 40] ^= 4;
    std::fs::write(segment(dir.path()), files).unwrap();
    let refused = Engine::open(dir.path(), OpenOptions::default()).map(|_| ());
    assert!(
        matches!(refused, Err(StoreError::Unhealed { .. })),
        "{refused:?}"
    );
    let options = OpenOptions {
        with_loss: true,
        ..OpenOptions::default()
    };
    let (engine, opened) = Engine::open(dir.path(), options).unwrap();
    assert_eq!(opened.book.len(), 50);
    let source = opened.report.healing.unwrap().source;
    assert!(matches!(source, Source::Picture { .. }), "{source:?}");
    for had in bench.book.all() {
        let got = opened.book.get(had.id()).unwrap();
        assert_eq!(got.client, had.client);
        if let Some(had) = before.get(had.id()) {
            assert_eq!(Some(engine.touches(had.id()).unwrap()), had.touches);
        }
    }
    engine.close(None).unwrap();
    let (_, again) = open(dir.path());
    assert!(!again.report.healed());
    assert_eq!(again.book.len(), 50);
}
