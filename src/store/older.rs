//! A store an older version wrote: recommendations in their first form, in rows and in the journal.

use jiff::Timestamp;

use super::cipher::Cipher;
use super::codec;
use super::engine::{Engine, OpenOptions};
use super::entry::{self, Hash};
use super::layout::Layout;
use super::log::{Log, Position};
use super::rows::{EntryHead, write};
use crate::domain::{
    Change, Client, ClientId, Grounds, Intent, Recommendation, RecommendationId, Transaction,
};

/// An entry as the older version encoded it: the same but for the images of recommendations, which it
/// wrote in the first form. Those are bare here, so that one form is the other without its four last
/// options.
fn entry_of(tx: &Transaction, previous: &Hash) -> Vec<u8> {
    let mut bytes = previous.to_vec();
    codec::write(&EntryHead::from(&tx.entry), &mut bytes).unwrap();
    for change in &tx.changes {
        let (record, first) = match change {
            Change::Client(edit) => (edit.after.clone().unwrap().into(), false),
            Change::Recommendation(edit) => (edit.after.clone().unwrap().into(), true),
            other => unreachable!("{:?}", other.kind()),
        };
        let mut image = Vec::new();
        write(&record, &mut image).unwrap();
        if first {
            // Behind them: two moments of seconds and nanoseconds and an option that is empty.
            let moments = {
                let mut probe = Vec::new();
                codec::write(&codec::At::from(tx.entry.at), &mut probe).unwrap();
                probe.len() * 2 + 1
            };
            let end = image.len() - moments;
            assert_eq!(image.drain(end - 4..end).collect::<Vec<_>>(), [0; 4]);
        }
        // Created: the after image only.
        bytes.extend([change.kind().code(), 1, 0, 2]);
        bytes.extend(u32::try_from(image.len()).unwrap().to_le_bytes());
        bytes.extend(image);
    }
    bytes
}

#[test]
fn a_journal_of_an_older_version_gives_the_portfolio_back_and_goes_on() {
    let at = Timestamp::new(1_790_000_000, 123_456_789).unwrap();
    let client = ClientId::from_bytes([1; 16]);
    let advice = |n| Recommendation {
        title: format!("Совет {n}"),
        ..Recommendation::draft(RecommendationId::from_bytes([n; 16]), client, at)
    };
    let mut previous = entry::GENESIS;
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    layout.create().unwrap();
    let mut log = Log::open(&layout.journal(), Position::default(), &Cipher::Plain).unwrap();
    let mut told = Vec::new();
    for seq in 1..=5 {
        let mut tx = Transaction::new(Intent::AddDraft, at, Some(client), String::new());
        tx.entry.seq = seq;
        if seq == 1 {
            tx.push(Change::create(Client::named(client, "А".into(), at)));
        }
        tx.push(Change::create(advice(u8::try_from(seq).unwrap())));
        let bytes = entry_of(&tx, &previous);
        previous = entry::hash(&bytes);
        log.append(&[(seq, &bytes)]).unwrap();
        told.push(tx);
    }
    log.sync().unwrap();
    drop(log);

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
