//! The shell's end.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::place::{self, Stream};
use super::wire::{self, Answer, Ask, No, PROTOCOL, Said, told, unexpected};
use crate::domain::Passphrase;
use crate::domain::change::each_kind;
use crate::domain::{Book, Campaign, Change, ClientId, Entry, Kind, Record, Touch, Transaction};
use crate::store::backup::Cause;
use crate::store::engine::Made;
use crate::store::layout::Layout;
use crate::store::rows::{self, EntryHead};
use crate::store::warm::{self, Warm};
use crate::store::{StoreError, WindowError, codec, entry, keys, packed};

/// How long the window may take to say hello.
const HELLO: Duration = Duration::from_secs(3);

/// How long it may take to read: it may be opening the portfolio, or putting it right.
const READ: Duration = Duration::from_secs(20);

/// How long a change may take: a little more than the window gives itself.
const SAVE: Duration = Duration::from_secs(70);

/// How long a backup may take.
const BACKUP: Duration = Duration::from_secs(600);

/// How long a window may take to leave, see [`Link::hand_over`]: a little more than its door gives it.
const LEAVE: Duration = Duration::from_secs(12);

/// Bytes of entries sent at once.
const BUNDLE: usize = 4 << 20;

/// A connection with the window that has the portfolio open.
#[derive(Debug)]
pub struct Link {
    stream: Stream,
    layout: Layout,
    pid: u32,
    /// An exchange broke off: what comes next would be the answer to something else.
    broken: Cell<bool>,
}

impl Link {
    /// Connects to the window that has the portfolio in `dir` open; `None` when there is none.
    ///
    /// # Errors
    /// [`WindowError::Version`] when it is of another version, [`WindowError::Silent`] when it does not
    /// answer.
    pub fn connect(dir: &Path) -> Result<Option<Self>, StoreError> {
        let stream = match place::connect(dir) {
            Ok(Some(stream)) => stream,
            Ok(None) => return Ok(None),
            Err(error) => {
                tracing::warn!(%error, "connecting to the window");
                return Err(WindowError::Silent.into());
            }
        };
        let mut link = Self {
            stream,
            layout: Layout::new(dir),
            pid: 0,
            broken: Cell::new(false),
        };
        match link.enter() {
            Ok(()) => Ok(Some(link)),
            // It was just leaving.
            Err(StoreError::Window(WindowError::Lost)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn enter(&mut self) -> Result<(), StoreError> {
        self.wait_for(HELLO);
        let mut stream = &self.stream;
        let window = wire::greet(&mut stream)
            .and_then(|()| wire::greeted(&mut stream))
            .map_err(told)?;
        if window.protocol != PROTOCOL {
            return Err(WindowError::Version {
                window: window.version,
            }
            .into());
        }
        match self.ask(HELLO, Ask::Enter)?.head {
            Answer::Welcome { pid } => {
                self.pid = pid;
                Ok(())
            }
            other => Err(unexpected(other)),
        }
    }

    /// Takes the key of an encrypted store into use, which makes reading quicker. Without it the window, whose
    /// store is open, reads for this shell.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`].
    pub fn unlock(&mut self, secret: &Passphrase) -> Result<(), StoreError> {
        self.layout.unlock(Some(secret))
    }

    /// The process of the window.
    #[must_use]
    pub const fn pid(&self) -> u32 {
        self.pid
    }

    fn wait_for(&self, limit: Duration) {
        place::limit(&self.stream, limit, limit);
    }

    fn ask(&self, limit: Duration, ask: Ask) -> Result<Said<Answer>, StoreError> {
        self.ask_with(limit, ask, Vec::new())
    }

    fn ask_with(
        &self,
        limit: Duration,
        ask: Ask,
        parts: Vec<Vec<u8>>,
    ) -> Result<Said<Answer>, StoreError> {
        if self.broken.get() {
            return Err(WindowError::Lost.into());
        }
        self.wait_for(limit);
        let mut stream = &self.stream;
        let answer = wire::say(&mut stream, &Said { head: ask, parts }).and_then(|()| {
            let mut first = [0];
            stream.read_exact(&mut first)?;
            let [first] = first;
            wire::hear(first, &mut stream)
        });
        self.broken.set(answer.is_err());
        answer.map_err(told)
    }

    /// The parts of an answer that has nothing else to say.
    fn parts(&self, ask: Ask) -> Result<Vec<Vec<u8>>, StoreError> {
        match self.ask(READ, ask)? {
            Said {
                head: Answer::Parts,
                parts,
            } => Ok(parts),
            other => Err(unexpected(other.head)),
        }
    }

    /// The whole portfolio without touches and campaigns, and the journal heads undo needs, ascending; with
    /// all the window has acknowledged.
    ///
    /// # Errors
    /// The window's, or that it went away.
    pub fn book(&self) -> Result<(Book, Vec<Entry>), StoreError> {
        if let Some(warm) = warm::read(&self.layout)
            && let Some(found) = self.follow(warm)?
        {
            return Ok(found);
        }
        self.by_rows()
    }

    /// Brings a book written earlier to where the window stands; `None` when it is not of this store or so
    /// far behind that reading the rows is quicker.
    fn follow(&self, warm: Warm) -> Result<Option<(Book, Vec<Entry>)>, StoreError> {
        let Warm {
            mut book,
            mut entries,
            seq,
            hash,
        } = warm;
        let enough = (book.len() / 4 + 1000) as u64;
        let (mut at, mut hash) = (seq, Some(hash));
        loop {
            let (ours, last, slice) = self.slice(at, hash.take())?;
            if !ours || last.saturating_sub(seq) > enough {
                return Ok(None);
            }
            for transaction in slice {
                at = transaction.entry.seq;
                if book.follow(&transaction).is_err() {
                    return Ok(None);
                }
                entries.push(transaction.entry);
            }
            if at >= last {
                return Ok(Some((book, entries)));
            }
        }
    }

    /// Some entries behind `seq` and the number of the last there is.
    fn slice(
        &self,
        seq: u64,
        hash: Option<entry::Hash>,
    ) -> Result<(bool, u64, Vec<Transaction>), StoreError> {
        let Said { head, parts } = self.ask(READ, Ask::Since { seq, hash })?;
        let Answer::Since { ours, seq: last } = head else {
            return Err(unexpected(head));
        };
        let entries: Vec<Transaction> = parts
            .iter()
            .map(|bytes| entry::decode(bytes))
            .collect::<Result<_, _>>()?;
        let due = entries.iter().zip(seq + 1..).all(|(t, n)| t.entry.seq == n);
        // A window that gives nothing although there is more would be asked for ever.
        if !due || (ours && entries.is_empty() && last > seq) {
            return Err(WindowError::Garbage.into());
        }
        Ok((ours, last, entries))
    }

    /// All transactions behind `seq`, ascending.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn since(&self, seq: u64) -> Result<Vec<Transaction>, StoreError> {
        let (mut all, mut at) = (Vec::new(), seq);
        loop {
            let (_, last, mut slice) = self.slice(at, None)?;
            all.append(&mut slice);
            at = all.last().map_or(at, |t| t.entry.seq);
            if at >= last {
                return Ok(all);
            }
        }
    }

    /// Reads the rows themselves, slice by slice. The window goes on meanwhile: what it changed since the
    /// first slice is laid over what was read, record by record, which gives what it was at the end whatever
    /// moment a row was read at.
    fn by_rows(&self) -> Result<(Book, Vec<Entry>), StoreError> {
        let mut records: BTreeMap<Vec<u8>, Record> = BTreeMap::new();
        let mut first = None;
        for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_lazy()) {
            let mut after = Vec::new();
            loop {
                let ask = Ask::Rows {
                    kind: kind.code(),
                    after: after.clone(),
                };
                let Said { head, parts } = self.ask(READ, ask)?;
                let Answer::Rows { seq, more } = head else {
                    return Err(unexpected(head));
                };
                first.get_or_insert(seq);
                let nothing = parts.is_empty();
                let mut parts = parts.into_iter();
                while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                    let record = row(kind, &key, &value)?;
                    after.clone_from(&key);
                    records.insert(key, record);
                }
                if !more {
                    break;
                }
                if nothing {
                    return Err(WindowError::Garbage.into());
                }
            }
        }
        let mut seq = first.unwrap_or(0);
        for transaction in self.since(seq)? {
            seq = transaction.entry.seq;
            for change in &transaction.changes {
                let Some(key) = keys::of_change(change).filter(|_| !change.kind().is_lazy()) else {
                    continue;
                };
                let after: Option<Record> =
                    each_kind!(change, e => e.after.clone().map(Record::from));
                match after {
                    Some(record) => records.insert(key, record),
                    None => records.remove(&key),
                };
            }
        }
        let mut book = Book::new();
        let mut later: Vec<Record> = Vec::new();
        for record in records.into_values() {
            // Clients come before what hangs on them.
            if record.kind() == Kind::Client {
                let _ = book.load(record);
            } else {
                later.push(record);
            }
        }
        for record in later {
            // Without its client: told by the window when it opened, and not shown there either.
            let _ = book.load(record);
        }
        book.set_seq(seq);
        let mut entries = self.heads(None)?;
        entries.retain(|entry| entry.seq <= seq);
        Ok((book, entries))
    }

    fn heads(&self, newest: Option<u64>) -> Result<Vec<Entry>, StoreError> {
        let parts = self.parts(Ask::Heads { newest })?;
        parts
            .iter()
            .map(|bytes| {
                let (head, _) = codec::read::<EntryHead<'static>>(bytes)?;
                Ok(Entry::try_from(head)?)
            })
            .collect()
    }

    /// How many of the changes up to `seq`, which [`book`](Self::book) showed, the window has not on disk yet:
    /// none while its disk takes work.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn unsaved(&self, seq: u64) -> Result<u64, StoreError> {
        // Rows are told with the entry the disk stands at. Behind the last of a kind there is none to send.
        let kind = Kind::Client.code();
        let after = [&[kind][..], &[0xff; 16]].concat();
        match self.ask(READ, Ask::Rows { kind, after })?.head {
            Answer::Rows { seq: on_disk, .. } => Ok(seq.saturating_sub(on_disk)),
            other => Err(unexpected(other)),
        }
    }

    /// Heads of the newest journal entries, the newest first.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn journal(&self, newest: usize) -> Result<Vec<Entry>, StoreError> {
        self.heads(Some(newest as u64))
    }

    /// Full transactions from the journal, in the order asked.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn entries(&self, seqs: &[u64]) -> Result<Vec<Transaction>, StoreError> {
        let seqs = seqs.to_vec();
        let parts = self.parts(Ask::Entries { seqs })?;
        parts.iter().map(|bytes| entry::decode(bytes)).collect()
    }

    /// All touches of a client, oldest first.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn touches(&self, client: ClientId) -> Result<Vec<Touch>, StoreError> {
        let client = client.bytes();
        let records = self.records(Ask::Touches { client })?;
        Ok(records
            .into_iter()
            .filter_map(|record| match record {
                Record::Touch(touch) => Some(touch),
                _ => None,
            })
            .collect())
    }

    /// The campaigns of a client, in the order they were first imported.
    ///
    /// # Errors
    /// As [`book`](Self::book).
    pub fn campaigns(&self, client: ClientId) -> Result<Vec<Campaign>, StoreError> {
        let client = client.bytes();
        let records = self.records(Ask::Campaigns { client })?;
        Ok(records
            .into_iter()
            .filter_map(|record| match record {
                Record::Campaign(campaign) => Some(campaign),
                _ => None,
            })
            .collect())
    }

    fn records(&self, ask: Ask) -> Result<Vec<Record>, StoreError> {
        let parts = self.parts(ask)?;
        parts
            .iter()
            .map(|part| {
                let record = packed::take(packed::LAYOUT, &mut part.as_slice());
                record.ok_or_else(|| WindowError::Garbage.into())
            })
            .collect()
    }

    /// Commits transactions this shell's book has applied: all of them or none. When this returns they are
    /// on disk under the sequence numbers given back, which are the window's.
    ///
    /// # Errors
    /// [`WindowError::Conflict`] when a record was changed in the window meanwhile, and others that say so:
    /// nothing is changed then. [`WindowError::Unsaved`]: the window has the changes and its disk refuses.
    /// [`WindowError::Lost`]: nobody knows.
    pub fn commit(&self, transactions: &[Transaction]) -> Result<(u64, u64), StoreError> {
        let mut bundle: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        for transaction in transactions {
            let encoded = entry::encode(transaction, &entry::GENESIS)?.bytes;
            if encoded.len() > wire::LARGEST - BUNDLE {
                return Err(StoreError::TooLarge {
                    bytes: encoded.len(),
                });
            }
            if bytes + encoded.len() > BUNDLE && !bundle.is_empty() {
                bytes = 0;
                let said = self.ask_with(READ, Ask::Bring, std::mem::take(&mut bundle))?;
                if said.head != Answer::Held {
                    return Err(unexpected(said.head));
                }
            }
            bytes += encoded.len();
            bundle.push(encoded);
        }
        match self.ask_with(SAVE, Ask::Commit, bundle)?.head {
            Answer::Committed { first, last } => Ok((first, last)),
            other => Err(unexpected(other)),
        }
    }

    /// Has the window make a backup while it goes on working: into `file`, which must not be there, or into
    /// the store's folder.
    ///
    /// # Errors
    /// The disk's or the window's.
    pub fn back_up(&self, why: Cause, file: Option<&Path>) -> Result<Made, StoreError> {
        let refused = |file: &Path, kind| StoreError::Io {
            path: file.to_path_buf(),
            kind,
        };
        let whole = |file: &Path| {
            // The window may have been started elsewhere.
            let file = std::path::absolute(file).map_err(|e| refused(file, e.kind()))?;
            let text = file.to_str().map(str::to_owned);
            text.ok_or_else(|| refused(&file, ErrorKind::InvalidFilename))
        };
        if let Some(there) = file.filter(|file| file.exists()) {
            return Err(refused(there, ErrorKind::AlreadyExists));
        }
        let ask = Ask::BackUp {
            why: why.name().to_owned(),
            file: file.map(whole).transpose()?,
        };
        match self.ask(BACKUP, ask)?.head {
            Answer::BackedUp {
                path,
                second,
                nanosecond,
                seq,
                clients,
                bytes,
            } => Ok(Made {
                path: path.into(),
                made: Timestamp::new(second, nanosecond)
                    .map_err(|_| StoreError::Window(WindowError::Garbage))?,
                why,
                seq,
                clients,
                bytes,
            }),
            Answer::Refused(No::Failing) => Err(WindowError::Uncopied.into()),
            Answer::Refused(No::Disk(_)) => {
                let path = file.unwrap_or(&self.layout.root);
                Err(refused(path, ErrorKind::Other))
            }
            other => Err(unexpected(other)),
        }
    }

    /// Asks the window to save, close and leave the store to this process, which may then take its lock.
    ///
    /// # Errors
    /// Why it stays.
    pub fn hand_over(&self) -> Result<(), StoreError> {
        match self.ask(LEAVE, Ask::HandOver)?.head {
            Answer::Leaving => Ok(()),
            other => Err(unexpected(other)),
        }
    }
}

/// A record from under a key.
fn row(kind: Kind, key: &[u8], value: &[u8]) -> Result<Record, StoreError> {
    let (schema, row) = value
        .split_first_chunk()
        .ok_or(StoreError::Window(WindowError::Garbage))?;
    let record = rows::record(kind, u16::from_le_bytes(*schema), row)?;
    if keys::holds(key, &record) {
        Ok(record)
    } else {
        Err(WindowError::Garbage.into())
    }
}
