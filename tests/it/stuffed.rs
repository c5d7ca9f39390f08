//! A portfolio with a record of every kind whose every text is what a test wants it to be, written past the
//! rules: as a store somebody else made may be.

use std::io::{Cursor, Read};
use std::path::Path;

use jiff::Timestamp;
use planerka::domain::free_text::each_text;
use planerka::domain::{
    Book, Change, Client, ClientId, ContactPolicy, Intent, Kind, Life, Origin, Record, Transaction,
};
use planerka::store::{Engine, OpenOptions, raw};

/// The full record of every kind, of one client and of the desk, from the store of the present version kept
/// among the fixtures; nothing of them archived or done.
pub fn records() -> Vec<Record> {
    let name = format!("tests/fixtures/stores/{}.zip", env!("CARGO_PKG_VERSION"));
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let path = dir.path().join(file.name().unwrap().as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let (engine, _) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
    let heads = engine.journal(100).unwrap();
    let redone = heads.iter().find(|e| matches!(e.origin, Origin::Redid(_)));
    let entries = engine.entries(&[redone.unwrap().seq]).unwrap();
    let found = entries[0].changes.iter();
    let mut records: Vec<Record> = found.filter_map(raw::after).collect();
    for record in &mut records {
        match record {
            Record::Client(row) => {
                row.archived_at = None;
                row.policy = ContactPolicy::Reduced;
            }
            Record::Recommendation(row) => {
                row.archived_at = None;
                (row.life, row.until) = (Life::Ready, None);
            }
            Record::Problem(row) => row.archived_at = None,
            Record::News(row) => row.closed_at = None,
            Record::Checklist(row) => row.closed_at = None,
            Record::Cohort(row) => row.closed_at = None,
            Record::Promise(row) => {
                row.life = planerka::domain::PromiseLife::Open;
                row.closed_at = None;
            }
            _ => {}
        }
    }
    for kind in Kind::ALL {
        assert!(records.iter().any(|r| r.kind() == *kind), "{}", kind.name());
    }
    records
}

/// Puts what `text` answers for a kind, a field and what stands there into every text.
pub fn stuff(records: &mut [Record], text: impl Fn(Kind, &str, &str) -> String) {
    for record in records {
        let kind = record.kind();
        each_text(record, &mut |field, words| {
            *words = text(kind, field, words)
        });
    }
}

/// Everything as one transaction, the clients first.
pub fn transaction(records: &[Record]) -> Transaction {
    let mut tx = Transaction::new(Intent::Import, Timestamp::UNIX_EPOCH, None, "x".to_owned());
    let (clients, rest): (Vec<_>, Vec<_>) = records
        .iter()
        .cloned()
        .partition(|r| r.kind() == Kind::Client);
    for record in clients.into_iter().chain(rest) {
        tx.push(Change::created(record));
    }
    tx
}

/// Another client with nothing but a name.
pub fn neighbour(name: &str) -> Record {
    Client::named(
        ClientId::from_bytes([0x55; 16]),
        name.to_owned(),
        Timestamp::UNIX_EPOCH,
    )
    .into()
}

/// Writes a store that holds them.
pub fn store(dir: &Path, records: &[Record]) {
    let (mut engine, opened) = Engine::open(dir, OpenOptions::default()).unwrap();
    let (mut book, mut tx): (Book, _) = (opened.book, transaction(records));
    book.apply(&mut tx).unwrap();
    engine.commit(&[tx]).unwrap();
    engine.close_with(None, Some(&book)).unwrap();
}

/// What a terminal would obey, in every way it can be written, with a sign of its own: no program ever sets
/// the colour 6667.
pub const EVIL: &str = "\u{1b}[6667m\u{1b}]0;6667\u{7}\u{1b}]52;c;NjY2Nw==\u{1b}\\\u{9b}6667m\u{9d}0;6667\u{9c}\
    \u{202e}\u{2066}\u{200b}\u{7f}\u{0}\u{8}\r\u{85}\u{feff}";
