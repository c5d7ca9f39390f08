//! A desk without a screen, and what to compare a store with.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Zoned;
use jiff::tz::TimeZone;
use planerka::domain::book::Work;
use planerka::domain::command::{Command, DraftText, Env, NewTouch, NextStep, decide};
use planerka::domain::{Book, Channel, Client, ClientId, Direction, Ids, Outcome, Transaction};
use planerka::store::{Drill, Engine, OpenOptions, Opened, Step};

use crate::work;

/// A desk without a screen: a book with its touches and campaigns, ids that repeat, a clock that steps.
pub(crate) struct Bench {
    pub(crate) book: Book,
    pub(crate) ids: Ids,
    pub(crate) second: i64,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self {
            book: Book::new(),
            ids: Ids::seeded(7),
            second: 0,
        }
    }

    pub(crate) fn now(&mut self) -> Zoned {
        self.second += 1;
        jiff::Timestamp::new(1_790_000_000 + self.second, 123_456_789)
            .unwrap()
            .to_zoned(TimeZone::UTC)
    }

    /// Decides and applies; `None` when a rule forbids it.
    pub(crate) fn run(&mut self, command: Command) -> Option<Transaction> {
        let now = self.now();
        let mut env = Env {
            now: &now,
            ids: &mut self.ids,
        };
        let tx = decide(command, &self.book, &mut env).ok()?;
        Some(self.apply(tx))
    }

    pub(crate) fn apply(&mut self, mut tx: Transaction) -> Transaction {
        self.book.apply(&mut tx).unwrap();
        // A new client has nothing on disk: from now on the book keeps its touches and campaigns.
        for id in tx
            .changes
            .iter()
            .filter_map(planerka::domain::Change::client)
        {
            if self.book.get(id).is_some_and(|d| d.touches.is_none()) {
                self.book.load_touches(id, Vec::new());
                self.book.load_campaigns(id, Vec::new());
            }
        }
        tx
    }

    pub(crate) fn add_client(&mut self, name: &str) -> (ClientId, Transaction) {
        let draft = Client::named(
            ClientId::from_bytes([0; 16]),
            name.to_owned(),
            jiff::Timestamp::UNIX_EPOCH,
        );
        let tx = self.run(Command::AddClient(Box::new(draft))).unwrap();
        (tx.entry.client.unwrap(), tx)
    }

    pub(crate) fn touch(&mut self, client: ClientId, note: &str) -> Transaction {
        self.run(Command::LogTouch(Box::new(NewTouch {
            client,
            contact: None,
            at: None,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 5,
            note: note.to_owned(),
            next: NextStep::Auto,
            mood: None,
            purpose: None,
        })))
        .unwrap()
    }

    /// A report with new campaigns taken in.
    pub(crate) fn import(&mut self, client: ClientId, campaigns: usize, days: i64) -> Transaction {
        let at = self.now().timestamp();
        let new: Vec<_> = (0..campaigns)
            .map(|n| work::campaign(self.ids.next(at), client, &format!("Кампания {n}"), days))
            .collect();
        let tx = work::import(&self.book, client, &new, at);
        self.apply(tx)
    }

    pub(crate) fn draft(&mut self, client: ClientId, why: &str) -> Transaction {
        let text = DraftText {
            title: "Минус-слова".to_owned(),
            why: why.to_owned(),
            ..DraftText::default()
        };
        self.run(Command::AddDraft(client, text)).unwrap()
    }
}

/// A new store with one client in it, open.
pub(crate) fn begun(dir: &Path) -> (Engine, Bench, ClientId) {
    let (mut engine, _) = open(dir);
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    engine.commit(&[tx]).unwrap();
    (engine, bench, client)
}

/// A store with some life in it, open.
pub(crate) fn lived_in(dir: &Path) -> (Bench, Engine) {
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

/// The last file of the journal.
pub(crate) fn segment(dir: &Path) -> PathBuf {
    under(&dir.join("journal"), "").pop().unwrap()
}

pub(crate) fn open(dir: &Path) -> (Engine, Opened) {
    Engine::open(dir, OpenOptions::default()).unwrap()
}

/// Asserts that what was read is what memory holds, touches and campaigns included.
pub(crate) fn assert_same(memory: &Book, engine: &Engine, read: &Book, what: &str) {
    assert_eq!(read.seq(), memory.seq(), "{what}: seq");
    assert_eq!(read.len(), memory.len(), "{what}: clients");
    for had in memory.all() {
        let id = had.id();
        let got = read.get(id).unwrap();
        assert_eq!(got.client, had.client, "{what}");
        assert_eq!(got.contacts, had.contacts, "{what}");
        assert_eq!(got.journey, had.journey, "{what}");
        assert_eq!(got.spend, had.spend, "{what}");
        assert_eq!(got.digest, had.digest, "{what}");
        assert_eq!(got.follow_up, had.follow_up, "{what}");
        assert_eq!(got.recommendations, had.recommendations, "{what}");
        assert_eq!(
            Some(engine.touches(id).unwrap()),
            had.touches,
            "{what}: touches"
        );
        let (got, had) = (got.work(), had.work());
        assert_eq!(got.campaigns, None, "{what}: they stay on disk");
        let read = Work {
            campaigns: Some(engine.campaigns(id).unwrap()),
            ..got.clone()
        };
        assert_eq!(&read, had, "{what}: work");
    }
    assert_eq!(read.desk(), memory.desk(), "{what}: desk");
}

/// The files of an open store as a killed process would leave them.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A drill in which what puts one thing in the place of another dies at its step of that number, counted from
/// 0, and what that step was. Nothing is done after it: every further step dies too.
pub(crate) fn dying_at(number: usize) -> (Drill, Arc<Mutex<Option<Step>>>) {
    let died = Arc::new(Mutex::new(None));
    let (told, steps) = (Arc::clone(&died), Mutex::new(0));
    let drill = Drill::new(move |step| {
        if !matches!(
            step,
            Step::Built | Step::Decided | Step::Moved | Step::Clean
        ) {
            return Ok(());
        }
        let mut steps = steps.lock().unwrap();
        *steps += 1;
        if *steps <= number {
            return Ok(());
        }
        told.lock().unwrap().get_or_insert(step);
        Err(std::io::Error::from(std::io::ErrorKind::Interrupted))
    });
    (drill, died)
}

/// What lies in a directory under a name that begins so.
pub(crate) fn under(dir: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(prefix)
        })
        .collect();
    found.sort();
    found
}
