//! A store an older version wrote: recommendations in their first form, in rows and in the journal.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use super::cipher::Cipher;
use super::engine::{Engine, OpenOptions};
use super::entry::{self, Hash};
use super::layout::Layout;
use super::log::{Log, Position};
use super::rows::{EntryHead, write};
use super::{codec, envelope, keys};
use crate::domain::{
    Change, Client, ClientId, Grounds, Intent, Kind, Recommendation, RecommendationId, Record,
    Transaction,
};

/// A bare recommendation in its first form: the present one without its four last options.
fn first_image(record: &Record, at: Timestamp) -> Vec<u8> {
    let mut image = Vec::new();
    write(record, &mut image).unwrap();
    // Behind them: two moments of seconds and nanoseconds and an option that is empty.
    let moments = {
        let mut probe = Vec::new();
        codec::write(&codec::At::from(at), &mut probe).unwrap();
        probe.len() * 2 + 1
    };
    let end = image.len() - moments;
    assert_eq!(image.drain(end - 4..end).collect::<Vec<_>>(), [0; 4]);
    image
}

/// An entry as the older version encoded it: the same but for the images of recommendations, which it
/// wrote in the first form.
fn entry_of(tx: &Transaction, previous: &Hash) -> Vec<u8> {
    let mut bytes = previous.to_vec();
    codec::write(&EntryHead::from(&tx.entry), &mut bytes).unwrap();
    for change in &tx.changes {
        let (record, first) = match change {
            Change::Client(edit) => (edit.after.clone().unwrap().into(), false),
            Change::Recommendation(edit) => (edit.after.clone().unwrap().into(), true),
            other => unreachable!("{:?}", other.kind()),
        };
        let image = if first {
            first_image(&record, tx.entry.at)
        } else {
            let mut image = Vec::new();
            write(&record, &mut image).unwrap();
            image
        };
        // Created: the after image only.
        bytes.extend([change.kind().code(), 1, 0, 2]);
        bytes.extend(u32::try_from(image.len()).unwrap().to_le_bytes());
        bytes.extend(image);
    }
    bytes
}

fn at() -> Timestamp {
    Timestamp::new(1_790_000_000, 123_456_789).unwrap()
}

const CLIENT: ClientId = ClientId::from_bytes([1; 16]);

fn advice(n: u8) -> Recommendation {
    Recommendation {
        title: format!("Совет {n}"),
        ..Recommendation::draft(RecommendationId::from_bytes([n; 16]), CLIENT, at())
    }
}

/// Writes the journal of a store of an older version: a client and five recommendations.
pub(super) fn first_journal(dir: &Path) -> Vec<Transaction> {
    let mut previous = entry::GENESIS;
    let layout = Layout::new(dir);
    layout.create().unwrap();
    let mut log = Log::open(&layout.journal(), Position::default(), &Cipher::Plain).unwrap();
    let mut told = Vec::new();
    for seq in 1..=5 {
        let mut tx = Transaction::new(Intent::AddDraft, at(), Some(CLIENT), String::new());
        tx.entry.seq = seq;
        if seq == 1 {
            tx.push(Change::create(Client::named(CLIENT, "А".into(), at())));
        }
        tx.push(Change::create(advice(u8::try_from(seq).unwrap())));
        let bytes = entry_of(&tx, &previous);
        previous = entry::hash(&bytes);
        log.append(&[(seq, &bytes)]).unwrap();
        told.push(tx);
    }
    log.sync().unwrap();
    told
}

/// The trees of a database nobody has open.
fn trees(dir: &Path) -> (sled::Db, [sled::Tree; 3]) {
    let db = sled::Config::new()
        .path(dir.join("sled"))
        .mode(sled::Mode::LowSpace);
    let db = db.flush_every_ms(None).open().unwrap();
    let trees = ["rows", "journal", "meta"].map(|name| db.open_tree(name).unwrap());
    (db, trees)
}

/// Puts the rows of [`first_journal`] back into the form the older version wrote, in a store that is not open.
pub(super) fn first_rows(dir: &Path) {
    let (db, [rows, ..]) = trees(dir);
    for n in 1..=5 {
        let record = advice(n).into();
        let mut key = keys::of_client(Kind::Recommendation, CLIENT);
        key.extend_from_slice(&[n; 16]);
        let image = first_image(&record, at());
        let value =
            envelope::seal(&Cipher::Plain, Kind::Recommendation.code(), 1, &key, &image).unwrap();
        assert!(
            rows.insert(key, value).unwrap().is_some(),
            "the row was there"
        );
    }
    db.flush().unwrap();
}

/// The schemas of the rows of each kind, ascending, in a store that is not open.
pub(super) fn schemas(dir: &Path) -> BTreeMap<Kind, Vec<u16>> {
    let mut found: BTreeMap<Kind, Vec<u16>> = BTreeMap::new();
    for (key, value) in trees(dir).1[0].iter().flatten() {
        let kind = Kind::from_code(key[0]).unwrap();
        // What goes on in chunks begins like nothing else.
        if let Ok(opened) = envelope::peek(kind.code(), &key, &value) {
            found.entry(kind).or_default().push(opened.schema);
        }
    }
    for schemas in found.values_mut() {
        schemas.sort_unstable();
        schemas.dedup();
    }
    found
}

/// Makes one part of a closed store look as a version to come would write it.
pub(super) fn make_newer(dir: &Path, part: &str) {
    if part == "format" {
        for copy in ["header", "header.2"] {
            std::fs::write(dir.join(copy), "planerka 99\n").unwrap();
        }
        return;
    }
    // Closed by a version that knows nothing of our reading order.
    for name in ["seal", "warm", "head"] {
        let _ = std::fs::remove_file(dir.join(name));
    }
    let (db, [rows, journal, meta]) = trees(dir);
    let newer = |tree: &sled::Tree, tag: u8, key: &[u8], value: &[u8]| {
        let payload = envelope::open(&Cipher::Plain, tag, key, value)
            .unwrap()
            .payload
            .into_owned();
        tree.insert(
            key,
            envelope::seal(&Cipher::Plain, tag, 99, key, &payload).unwrap(),
        )
        .unwrap();
    };
    match part {
        "row" => {
            let mut key = keys::of_client(Kind::Recommendation, CLIENT);
            key.extend_from_slice(&[1; 16]);
            let value = rows.get(&key).unwrap().unwrap();
            newer(&rows, Kind::Recommendation.code(), &key, &value);
        }
        "journal" => {
            // The last one goes on in chunks.
            let key = 1u64.to_be_bytes();
            let value = journal.get(key).unwrap().unwrap();
            newer(&journal, envelope::tag::JOURNAL, &key, &value);
        }
        _ => {
            let value = meta.get(keys::STATE).unwrap().unwrap();
            newer(&meta, envelope::tag::STATE, keys::STATE, &value);
        }
    }
    db.flush().unwrap();
}

#[test]
fn a_journal_of_an_older_version_gives_the_portfolio_back_and_goes_on() {
    let (at, client) = (at(), CLIENT);
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    let told = first_journal(dir.path());

    let open = || Engine::open(dir.path(), OpenOptions::default()).unwrap();
    let (mut engine, opened) = open();
    assert_eq!((opened.report.replayed, opened.report.damage), (5, None));
    let all: Vec<_> = (1..=5).map(advice).collect();
    assert_eq!(
        opened.book.get(client).unwrap().recommendations,
        all,
        "nothing of it is lost"
    );
    assert_eq!(engine.entries(&[1, 2, 3, 4, 5]).unwrap(), told);

    // What is written on top is of the second form, in the same chain.
    let mut book = opened.book;
    let mut tx = Transaction::new(Intent::EditDraft, at, Some(client), String::new());
    let grounds = Grounds {
        value: "Заявка дешевле".into(),
        ..Grounds::default()
    };
    let after = Recommendation {
        grounds: Some(Box::new(grounds)),
        ..advice(3)
    };
    tx.push(Change::replace(Some(advice(3)), after.clone()));
    book.apply(&mut tx).unwrap();
    engine.commit(&[tx]).unwrap();
    engine.close_with(None, Some(&book)).unwrap();
    for what in ["in reading order", "from the rows", "from the journal"] {
        match what {
            "from the rows" => std::fs::remove_file(layout.warm()).unwrap(),
            "from the journal" => std::fs::remove_dir_all(layout.sled()).unwrap(),
            _ => {}
        }
        let (engine, opened) = open();
        assert!(opened.report.quarantined.is_empty(), "{what}");
        let read = opened.book.get(client).unwrap();
        assert_eq!(read.recommendations[2], after, "{what}");
        assert_eq!(read.recommendations.len(), 5, "{what}");
        assert_eq!(engine.seq(), 6, "{what}");
        engine.close(None).unwrap();
    }
}
