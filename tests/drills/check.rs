//! What a store must hold after the worst: everything acknowledged, a whole journal, rows that are what the
//! journal tells.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use planerka::domain::{Book, Campaign, Change, Dossier, Intent, Passphrase, Touch, Transaction};
use planerka::store::{
    Cost, Engine, OpenOptions, OpenReport, Opened, Protection, StoreError, protection,
    try_passphrase,
};

use crate::bench::assert_same;

/// What encrypted stores are opened with.
pub(crate) const SECRET: &str = "тихий омут";
/// What their passphrase is changed to.
pub(crate) const OTHER: &str = "другая фраза";

pub(crate) fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// How a store is opened that is there or, new, is to be encrypted.
pub(crate) fn protected() -> OpenOptions {
    OpenOptions {
        passphrase: Some(secret(SECRET)),
        protect: Some(Cost::LEAST),
        ..OpenOptions::default()
    }
}

/// How a store is opened that is there: by its passphrase, whichever it is, when it has one.
pub(crate) fn options(dir: &Path) -> OpenOptions {
    let known = [SECRET, OTHER].map(secret);
    let passphrase = match protection(dir) {
        Ok(Protection::Encrypted) => known
            .into_iter()
            .find(|secret| try_passphrase(dir, secret).is_ok()),
        _ => None,
    };
    OpenOptions {
        passphrase,
        ..OpenOptions::default()
    }
}

/// Opens a store as the program does; a panic is an answer too, and never a right one.
pub(crate) fn open(dir: &Path) -> Result<(Engine, Opened), Unopened> {
    open_with(dir, options(dir))
}

pub(crate) fn open_with(dir: &Path, options: OpenOptions) -> Result<(Engine, Opened), Unopened> {
    match catch_unwind(AssertUnwindSafe(|| Engine::open(dir, options))) {
        Ok(Ok(opened)) => Ok(opened),
        Ok(Err(error)) => Err(Unopened::Refused(error)),
        Err(_) => Err(Unopened::Panic),
    }
}

/// Why a store did not open.
#[derive(Debug)]
pub(crate) enum Unopened {
    Refused(StoreError),
    Panic,
}

/// What was found in a store that is whole.
pub(crate) struct Whole {
    pub(crate) engine: Engine,
    pub(crate) report: OpenReport,
}

/// Opens the store and checks all of it.
pub(crate) fn whole(dir: &Path, acked: u64) -> Result<Whole, String> {
    let (engine, opened) = open(dir).map_err(|why| format!("unopenable: {why:?}"))?;
    if engine.seq() < acked {
        let lost = acked - engine.seq();
        return Err(format!("lost {lost} of {acked} acknowledged"));
    }
    engine
        .check_chain()
        .map_err(|error| format!("torn journal: {error}"))?;
    let read = catch_unwind(AssertUnwindSafe(|| {
        assert_same(&told(&engine), &engine, &opened.book, "rows and journal");
    }));
    if read.is_err() {
        return Err("torn: the rows are not what the journal tells".to_owned());
    }
    Ok(Whole {
        engine,
        report: opened.report,
    })
}

/// The book the journal tells from its first entry on.
fn told(engine: &Engine) -> Book {
    let mut told = Book::new();
    for seq in 1..=engine.seq() {
        for tx in engine.entries(&[seq]).unwrap() {
            told.follow(&tx).unwrap();
            if tx.entry.intent == Intent::AddClient {
                for id in tx.changes.iter().filter_map(Change::client) {
                    told.load_touches(id, Vec::new());
                    told.load_campaigns(id, Vec::new());
                }
            }
        }
    }
    told
}

/// Whether two dossiers without their histories say the same.
fn same(a: &Dossier, b: &Dossier) -> bool {
    a.client == b.client
        && a.contacts == b.contacts
        && a.journey == b.journey
        && a.spend == b.spend
        && a.digest == b.digest
        && a.follow_up == b.follow_up
        && a.recommendations == b.recommendations
        && a.work() == b.work()
}

/// Everything a store gives back.
#[derive(Debug)]
pub(crate) struct Content {
    book: Book,
    touches: Vec<Vec<Touch>>,
    campaigns: Vec<Vec<Campaign>>,
    entries: Vec<Transaction>,
}

impl Content {
    pub(crate) fn read(engine: &Engine, book: Book) -> Result<Self, StoreError> {
        engine.check_chain()?;
        let mut ids: Vec<_> = book.all().map(Dossier::id).collect();
        ids.sort();
        let seqs: Vec<u64> = (1..=engine.seq()).collect();
        Ok(Self {
            touches: ids
                .iter()
                .map(|id| engine.touches(*id))
                .collect::<Result<_, _>>()?,
            campaigns: ids
                .iter()
                .map(|id| engine.campaigns(*id))
                .collect::<Result<_, _>>()?,
            entries: engine.entries(&seqs)?,
            book,
        })
    }

    /// The first difference, in a word.
    pub(crate) fn differs(&self, other: &Self) -> Option<&'static str> {
        if self.entries != other.entries {
            return Some("journal");
        }
        if self.book.seq() != other.book.seq() || self.book.len() != other.book.len() {
            return Some("size");
        }
        for had in self.book.all() {
            if !other.book.get(had.id()).is_some_and(|got| same(had, got)) {
                return Some("rows");
            }
        }
        if self.book.desk() != other.book.desk() {
            return Some("desk");
        }
        if self.touches != other.touches {
            return Some("touches");
        }
        (self.campaigns != other.campaigns).then_some("campaigns")
    }

    /// Whether the other went on from here.
    pub(crate) fn is_beginning_of(&self, other: &Self) -> bool {
        other.entries.starts_with(&self.entries)
    }

    /// How many transactions.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}
