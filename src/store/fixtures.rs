//! Stores of every released version, kept as they were written and opened by every later one.
//!
//! `tests/fixtures/stores/<version>.zip` is a directory of that version, `<version>.txt` what it holds, a fact
//! a line. Neither is ever edited: a version that reads more of an old store than was known then has more
//! lines than the file, never other ones. `PLANERKA_BLESS=1 cargo test fixtures` writes the store of the
//! present version when it is not there yet.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use zip::write::SimpleFileOptions;

use super::cipher::Cost;
use super::engine::{Engine, OpenOptions, Opened};
use super::{StoreError, golden, older, protect_new, rows};
use crate::domain::*;

/// A client beside the one of the golden records: texts beyond one value of the database, pages of touches.
const LARGE: ClientId = ClientId::from_bytes([0x77; 16]);

fn at(second: i64) -> Timestamp {
    Timestamp::new(1_795_000_000 + second, 0).unwrap()
}

fn transaction(intent: Intent, second: i64) -> Transaction {
    Transaction::new(intent, at(second), None, "Заготовка".into())
}

/// The bare and the full record of every kind, by name.
fn golden_pairs() -> Vec<(Record, Record)> {
    let records = golden::records();
    let find = |kind: Kind, size| {
        let name = format!("{}-{size}", kind.name());
        let found = records.iter().find(|(n, _)| *n == name);
        found.unwrap().1.clone()
    };
    let pair = |kind: &Kind| (find(*kind, "min"), find(*kind, "full"));
    Kind::ALL.iter().map(pair).collect()
}

/// The change from a bare record to its full one.
fn filled(pair: (Record, Record)) -> Change {
    macro_rules! of_kinds {
        ($($kind:ident)*) => {
            match pair {
                $((Record::$kind(bare), Record::$kind(full)) => Change::replace(Some(bare), full),)*
                other => unreachable!("{other:?}"),
            }
        };
    }
    of_kinds!(Client Contact Journey Spend TouchDigest FollowUp Recommendation Touch Brief Problem AdProfile
        Campaign Deck Checklist Promise ContactTerms Request Forecast Snooze View Cohort DaySheet Meeting News)
}

/// A client whose notes and touches need more than one value.
fn large() -> Transaction {
    let mut large = transaction(Intent::AddClient, 240);
    large.push(Change::create(Client {
        notes: (0..900).map(|n| format!("строка {n}\n")).collect(),
        ..Client::named(LARGE, "Большой".into(), at(240))
    }));
    for n in 0..60u8 {
        large.push(Change::create(Touch {
            id: TouchId::from_bytes([n; 16]),
            client: LARGE,
            contact: None,
            at: at(i64::from(n)),
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: n.into(),
            note: format!("звонок {n}: {}", "слово ".repeat(n.into())),
            mood: None,
            purpose: None,
        }));
    }
    large
}

fn commit(engine: &mut Engine, book: &mut Book, mut tx: Transaction) -> Transaction {
    book.apply(&mut tx).unwrap();
    engine.commit(std::slice::from_ref(&tx)).unwrap();
    tx
}

/// Opens a store of a fixture: the encrypted ones have one passphrase.
fn open(dir: &Path) -> Result<(Engine, Opened), StoreError> {
    let passphrase = Passphrase::new("открой мне 1795".to_owned());
    let options = OpenOptions {
        passphrase: Some(passphrase),
        ..OpenOptions::default()
    };
    Engine::open(dir, options)
}

/// Makes an encrypted store with the full record of every kind.
fn make_encrypted(dir: &Path) {
    let passphrase = Passphrase::new("открой мне 1795".to_owned());
    protect_new(dir, &passphrase, Cost::LEAST).unwrap();
    let (mut engine, Opened { mut book, .. }) = open(dir).unwrap();
    let mut full = transaction(Intent::Import, 0);
    for (_, max) in golden_pairs() {
        full.push(Change::created(max));
    }
    commit(&mut engine, &mut book, full);
    commit(&mut engine, &mut book, large());
    engine.close_with(None, Some(&book)).unwrap();
}

/// Makes a store with every kind of record, entries done, undone and done again, a group, a value in
/// chunks, pages of touches; what the first schemas wrote lies in rows and journal as they wrote it.
fn make(dir: &Path) {
    older::first_journal(dir);
    let (mut engine, Opened { mut book, .. }) = Engine::open(dir, OpenOptions::default()).unwrap();
    let mut bare = transaction(Intent::FillDemo, 0);
    let pairs = golden_pairs();
    for (min, _) in &pairs {
        bare.push(Change::created(min.clone()));
    }
    commit(&mut engine, &mut book, bare);
    let mut full = transaction(Intent::Import, 60);
    full.entry.group = Some(GroupId::from_bytes([9; 16]));
    for pair in pairs {
        full.push(filled(pair));
    }
    let full = commit(&mut engine, &mut book, full);
    commit(&mut engine, &mut book, full.clone().inverse(at(120)));
    let mut again = transaction(Intent::Import, 180);
    full.changes
        .iter()
        .cloned()
        .for_each(|change| again.push(change));
    again.entry.origin = Origin::Redid(full.entry.seq);
    commit(&mut engine, &mut book, again);
    commit(&mut engine, &mut book, large());
    // Not closed: the rows of the first schemas go behind its back.
    drop(engine);
    older::first_rows(dir);
    let (engine, opened) = Engine::open(dir, OpenOptions::default()).unwrap();
    assert_eq!(opened.report.damage, None);
    engine.close_with(None, Some(&opened.book)).unwrap();
}

/// Facts a line: path of a value in the records and the value, as often as it occurs.
fn facts(text: &str, into: &mut BTreeMap<String, usize>) {
    let mut path: Vec<&str> = Vec::new();
    for line in text.lines() {
        let depth = (line.len() - line.trim_start().len()) / 4;
        let line = line.trim().trim_end_matches(',');
        path.truncate(depth);
        path.push(line.trim_end_matches(['{', '[', '(']).trim_end());
        // What search makes of a dossier is not on disk.
        let made = ["haystack:", "name_end:", "letters:"];
        let made = made.iter().any(|field| line.starts_with(field));
        if !made && !line.ends_with(['{', '[', '(']) && !matches!(line, "}" | "]" | ")") {
            *into.entry(path.join(" › ")).or_default() += 1;
        }
    }
}

/// Every transaction of an open store.
fn journal(engine: &Engine) -> Vec<Transaction> {
    let seqs: Vec<u64> = (1..=engine.seq()).collect();
    engine.entries(&seqs).unwrap()
}

/// All an open store holds.
fn held(engine: &Engine, book: &Book) -> BTreeMap<String, usize> {
    let mut into = BTreeMap::new();
    let mut tell =
        |what: &str, value: &dyn std::fmt::Debug| facts(&format!("{what} {value:#?}"), &mut into);
    for dossier in book.all() {
        let id = dossier.id();
        tell("dossier", dossier);
        tell("touches", &engine.touches(id).unwrap());
        tell("campaigns", &engine.campaigns(id).unwrap());
    }
    tell("desk", &book.desk().records().collect::<Vec<_>>());
    for tx in journal(engine) {
        tell("entry", &tx.entry);
    }
    into
}

/// Lines that a store has lost.
fn missing(told: &BTreeMap<String, usize>, now: &BTreeMap<String, usize>) -> Vec<String> {
    let lost = |(fact, times): (&String, &usize)| {
        (now.get(fact).copied().unwrap_or(0) < *times).then(|| format!("{times} × {fact}"))
    };
    told.iter().filter_map(lost).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stores")
}

fn zipped(dir: &Path) -> Vec<u8> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        let mut paths: Vec<_> = std::fs::read_dir(dir)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push(path);
            }
        }
    }
    let (mut files, mut zip) = (Vec::new(), zip::ZipWriter::new(Cursor::new(Vec::new())));
    walk(dir, &mut files);
    for file in files {
        let name = file.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
        if name != "lock" && !name.starts_with("unclean-") {
            zip.start_file(
                name,
                SimpleFileOptions::default().compression_level(Some(9)),
            )
            .unwrap();
            zip.write_all(&std::fs::read(&file).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn unzip(bytes: &[u8], dir: &Path) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let path = dir.join(file.name().unwrap().as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Writes the stores of this version unless they are there, and what they hold.
fn bless() {
    if std::env::var_os("PLANERKA_BLESS").is_none_or(|v| v != "1") {
        return;
    }
    let version = env!("CARGO_PKG_VERSION");
    for (name, make) in [
        (version.to_owned(), make as fn(&Path)),
        (format!("{version}-encrypted"), make_encrypted),
    ] {
        let path = folder().join(format!("{name}.zip"));
        if !path.exists() {
            let dir = tempfile::tempdir().unwrap();
            make(dir.path());
            std::fs::write(&path, zipped(dir.path())).unwrap();
        }
        let told = path.with_extension("txt");
        if !told.exists() {
            let dir = tempfile::tempdir().unwrap();
            unzip(&std::fs::read(&path).unwrap(), dir.path());
            let (engine, opened) = open(dir.path()).unwrap();
            let held = held(&engine, &opened.book);
            let lines = held
                .iter()
                .map(|(fact, times)| format!("{times}\t{fact}\n"));
            std::fs::write(told, lines.collect::<String>()).unwrap();
        }
    }
}

/// Every fixture: version, archive, what it holds.
fn fixtures() -> Vec<(String, Vec<u8>, BTreeMap<String, usize>)> {
    bless();
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "zip") {
            let told = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            let told = told.lines().map(|line| {
                let (times, fact) = line.split_once('\t').unwrap();
                (fact.to_owned(), times.parse().unwrap())
            });
            let version = path.file_stem().unwrap().to_str().unwrap().to_owned();
            all.push((version, std::fs::read(&path).unwrap(), told.collect()));
        }
    }
    all
}

#[test]
fn stores_of_every_version_open_and_go_on() {
    let fixtures = fixtures();
    let present = env!("CARGO_PKG_VERSION");
    for name in [present.to_owned(), format!("{present}-encrypted")] {
        let there = fixtures.iter().any(|(version, ..)| *version == name);
        assert!(
            there,
            "no store {name}: PLANERKA_BLESS=1 cargo test fixtures"
        );
    }
    for (version, zip, told) in &fixtures {
        for how in [
            "closed",
            "stopped",
            "without its rows",
            "without its journal files",
        ] {
            let dir = tempfile::tempdir().unwrap();
            unzip(zip, dir.path());
            let remove = |name: &str| {
                let path = dir.path().join(name);
                if path.is_dir() {
                    std::fs::remove_dir_all(path).unwrap();
                } else {
                    std::fs::remove_file(path).unwrap();
                }
            };
            match how {
                "stopped" => remove("seal"),
                "without its rows" => {
                    remove("seal");
                    remove("sled");
                }
                "without its journal files" => {
                    remove("seal");
                    remove("journal");
                }
                _ => {}
            }
            let what = format!("{version}, {how}");
            let (mut engine, opened) = open(dir.path()).unwrap();
            assert_eq!(
                opened.report.unclean,
                how != "closed" && how != "without its rows",
                "{what}"
            );
            let mut book = opened.book;
            assert_eq!(missing(told, &held(&engine, &book)), [""; 0], "{what}");
            let mut again = Book::new();
            for mut tx in journal(&engine) {
                again.apply(&mut tx).unwrap();
            }
            assert_eq!(
                held(&engine, &again),
                held(&engine, &book),
                "{what}: the journal tells it"
            );

            let mut tx = transaction(Intent::EditClient, 600);
            let before = book.client(LARGE).cloned();
            let after = Client {
                notes: "Сказано сегодня".into(),
                ..before.clone().unwrap()
            };
            tx.push(Change::replace(before, after.clone()));
            book.apply(&mut tx).unwrap();
            engine.commit(&[tx.clone()]).unwrap();
            engine.close_with(None, Some(&book)).unwrap();
            let (engine, opened) = open(dir.path()).unwrap();
            assert!(!opened.report.unclean && !opened.report.healed(), "{what}");
            assert_eq!(opened.book.client(LARGE), Some(&after), "{what}");
            assert_eq!(engine.entries(&[tx.entry.seq]).unwrap(), [tx], "{what}");
        }
    }
}

#[test]
fn the_fixture_of_this_version_holds_every_kind_and_both_schemas() {
    let all = fixtures();
    let (_, zip, _) = all
        .iter()
        .find(|(v, ..)| v == env!("CARGO_PKG_VERSION"))
        .unwrap();
    let dir = tempfile::tempdir().unwrap();
    unzip(zip, dir.path());
    let schemas = older::schemas(dir.path());
    assert_eq!(schemas[&Kind::Recommendation], [1, 2]);
    let (engine, _) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
    let entries = journal(&engine);
    let kinds: Vec<Kind> = entries
        .iter()
        .flat_map(|tx| &tx.changes)
        .map(Change::kind)
        .collect();
    for kind in Kind::ALL {
        assert!(kinds.contains(kind), "{}", kind.name());
    }
}

/// A store of a version to come is left as it is, whatever part of it is new.
#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let all = fixtures();
    let (_, zip, _) = all
        .iter()
        .find(|(v, ..)| v == env!("CARGO_PKG_VERSION"))
        .unwrap();
    for part in ["format", "row", "journal", "state"] {
        let dir = tempfile::tempdir().unwrap();
        unzip(zip, dir.path());
        older::make_newer(dir.path(), part);
        let before = contents(dir.path());
        let error = Engine::open(dir.path(), OpenOptions::default()).unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{part}: {error}");
        let after = contents(dir.path());
        let lost: Vec<_> = before
            .iter()
            .filter(|file| !after.contains(file))
            .map(|f| &f.0)
            .collect();
        assert!(lost.is_empty(), "{part}: {lost:?}");

        // What it understands can be had all the same.
        let found = Engine::salvage(dir.path(), None).unwrap();
        assert_eq!(found.unread, u64::from(part == "row"), "{part}");
        assert!(found.read > 30, "{part}: {}", found.read);
        let large = found.book.get(LARGE).unwrap();
        assert_eq!(large.touches.as_ref().map(Vec::len), Some(60), "{part}");
        assert_eq!(contents(dir.path()), after, "{part}");
    }
}

/// Journal files and header; sled writes into its own files when it is opened.
fn contents(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = vec![(
        dir.join("header"),
        std::fs::read(dir.join("header")).unwrap(),
    )];
    for entry in std::fs::read_dir(dir.join("journal")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        out.push((path, bytes));
    }
    out
}

/// The table of texts misses none: once each is replaced, no quoted text of a record is left but the terms
/// that hold no words.
#[test]
fn every_text_of_every_kind_is_shown() {
    for (name, mut row) in golden::records() {
        free_text::each_text(&mut row, &mut |_, text| *text = "#".to_owned());
        let told = format!("{row:?}");
        for quoted in told.split('"').skip(1).step_by(2) {
            let term = ["#", "Asia/Omsk", "RUB", "KZT"].contains(&quoted);
            assert!(term, "{name}: {quoted}");
        }
    }
}

/// A form in the table of schemas without bytes of its own fails here, an old one as well as the newest.
#[test]
fn every_form_of_every_kind_has_golden_bytes_that_read() {
    for kind in Kind::ALL {
        let forms = rows::schemas(*kind);
        assert_eq!(
            forms[0],
            rows::schema(*kind),
            "{}: the newest first",
            kind.name()
        );
        for schema in forms {
            for size in ["min", "full"] {
                let name = format!("{}-{size}", kind.name());
                let held = golden::fixture(*schema, &name, &[]);
                let record = rows::record(*kind, *schema, &held).unwrap();
                assert_eq!(record.kind(), *kind, "{name} v{schema}");
                for other in forms.iter().filter(|other| *other != schema) {
                    let misread = rows::record(*kind, *other, &held);
                    assert_ne!(misread, Ok(record.clone()), "{name} v{schema} as v{other}");
                }
            }
        }
    }
}
