//! The store itself, synchronous: opened, committed to, read from, closed.

mod commit;
mod heal;
mod load;
mod open;
mod picture;
mod rescue;
mod restore;
mod rewrite;
mod salvage;
mod share;
mod tables;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Zoned;

use self::picture::Picture;
pub use self::picture::{Made, Slice};
pub use self::restore::Restored;
pub use self::salvage::Salvage;
pub(super) use self::share::Slice as Reading;
use self::tables::Tables;
use super::chunk::{self, Joined};
use super::cipher::Cost;
use super::entry::{self, Hash};
use super::head::{self, Head};
use super::layout::{Layout, remove};
use super::lock::Lock;
use super::log::Log;
use super::seal::Seal;
use super::{StoreError, envelope, keys, pages, warm};
use crate::domain::{Book, Campaign, ClientId, Entry, Kind, Passphrase, Touch, Transaction};

/// A point of a commit at which a drill may fail it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before the frames go to the journal file.
    Journal,
    /// Before the sled transaction.
    Rows,
    /// After the sled transaction, before it is made durable.
    Sync,
    /// After sled has written its buffers, before the disk is told to keep them.
    Flushed,
    /// Of a store written under another key: the new one is complete beside the old.
    Rewritten,
    /// The new one is the one that counts.
    Decided,
    /// Before each file of it that takes its place.
    Moved,
}

/// Makes commits fail on purpose, to see that nothing is lost when they do.
#[derive(Clone)]
pub struct Drill {
    ask: Arc<dyn Fn(Step) -> std::io::Result<()> + Send + Sync>,
    careless: bool,
}

impl Drill {
    /// A drill that asks `f` at each step.
    pub fn new(f: impl Fn(Step) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        Self {
            ask: Arc::new(f),
            careless: false,
        }
    }

    /// The same with the last step of a commit left out, as sled alone would do it: what a drill of power
    /// cuts must see fail, or it sees nothing. Nothing but a drill can ask for this.
    #[doc(hidden)]
    #[must_use]
    pub fn careless(mut self) -> Self {
        self.careless = true;
        self
    }
}

impl fmt::Debug for Drill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drill")
    }
}

/// When backups are made without being asked for, by whose clock.
#[derive(Clone)]
pub struct Schedule(Arc<dyn Fn() -> Zoned + Send + Sync>);

impl Schedule {
    /// The usual schedule by a clock: the first work of a day and a close after many changes.
    pub fn new(now: impl Fn() -> Zoned + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Zoned {
        (self.0)()
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Schedule")
    }
}

/// How to open a store.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Failures on purpose; `None` in life.
    pub drill: Option<Drill>,
    /// What opens an encrypted store; a plain one needs none and asks for none.
    pub passphrase: Option<Passphrase>,
    /// A store that is not there yet is made encrypted under the passphrase, at this cost.
    pub protect: Option<Cost>,
    /// Backups made without being asked for; without it only those asked for are made.
    pub backups: Option<Schedule>,
    /// Let shells of the same user in by the control socket while it is open. Only a [`Store`] does; an
    /// engine has nobody to answer them.
    ///
    /// [`Store`]: super::Store
    pub share: bool,
}

/// What was found and done at open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenReport {
    /// The store was made just now.
    pub created: bool,
    /// The last process did not close it.
    pub unclean: bool,
    /// Where the database was copied before it was opened.
    pub copied: Option<PathBuf>,
    /// Transactions taken from the journal file because the database did not have them.
    pub replayed: u64,
    /// Transactions put back into the journal file because it did not have them.
    pub refilled: u64,
    /// The database was built anew from the journal.
    pub rebuilt: bool,
    /// What could not be used was moved here.
    pub quarantined: Vec<PathBuf>,
    /// Why, when something was damaged.
    pub damage: Option<String>,
    /// Records whose client is not there; they stay on disk and are not shown.
    pub orphans: u64,
}

impl OpenReport {
    /// Whether a person should hear of it.
    #[must_use]
    pub const fn healed(&self) -> bool {
        self.rebuilt || self.replayed > 0 || self.damage.is_some() || self.orphans > 0
    }
}

/// A store just opened.
#[derive(Debug)]
pub struct Opened {
    /// The portfolio without touches and campaigns.
    pub book: Book,
    /// The last journal entries, ascending: enough for [`History`](crate::domain::History), and never
    /// beginning in the middle of a group.
    pub entries: Vec<Entry>,
    /// What was found and done.
    pub report: OpenReport,
}

/// An open store.
#[derive(Debug)]
pub struct Engine {
    layout: Layout,
    tables: Option<Tables>,
    log: Log,
    seq: u64,
    hash: Hash,
    broken: bool,
    /// Where it stood when it was opened.
    opened_at: u64,
    /// Changes since the book was last written in reading order; all there are when it never was.
    stale: usize,
    /// Backups being made, the oldest first.
    pictures: Vec<Picture>,
    options: OpenOptions,
    // Last, so that it is released last.
    _lock: Lock,
}

impl Engine {
    /// Opens the store in `dir`, making it if it is not there, and reads all but touches and campaigns.
    ///
    /// # Errors
    /// [`StoreError::InUse`] names the process that has it; [`StoreError::Newer`] leaves it untouched;
    /// [`StoreError::Damaged`] when neither the database nor the journal gives it back;
    /// [`StoreError::Locked`] and [`StoreError::WrongPassphrase`] leave an encrypted one untouched.
    pub fn open(dir: &Path, mut options: OpenOptions) -> Result<(Self, Opened), StoreError> {
        let mut layout = Layout::new(dir);
        let lock = Self::lock(&layout)?;
        layout.unlock_or_protect(options.passphrase.take().as_ref(), options.protect)?;
        Self::open_locked(layout, lock, options)
    }

    pub(super) fn lock(layout: &Layout) -> Result<Lock, StoreError> {
        layout.create()?;
        let lock = Lock::take(layout)?;
        layout.settle()?;
        Ok(lock)
    }

    /// The sequence number of the last durable transaction.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    fn tables(&self) -> Result<&Tables, StoreError> {
        self.tables.as_ref().ok_or(StoreError::Closed)
    }

    /// Walks the journal from its first entry: numbers without a gap, each entry naming the hash of the
    /// one before, the last one being what the rows stand at.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the first entry that is wrong.
    #[doc(hidden)]
    pub fn check_chain(&self) -> Result<(), StoreError> {
        let tables = self.tables()?;
        let mut hash = entry::GENESIS;
        for seq in 1..=self.seq {
            let bytes = tables.entry(seq)?;
            if entry::previous(&bytes) != Some(hash) {
                return Err(StoreError::damaged(format_args!(
                    "entry {seq} does not follow the one before"
                )));
            }
            hash = entry::hash(&bytes);
        }
        if hash != self.hash {
            return Err(StoreError::damaged("the rows stand at another entry"));
        }
        Ok(())
    }

    /// Full transactions from the journal, in the order asked.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one is not there or does not check.
    pub fn entries(&self, seqs: &[u64]) -> Result<Vec<Transaction>, StoreError> {
        seqs.iter()
            .map(|seq| entry::decode(&self.tables()?.entry(*seq)?))
            .collect()
    }

    /// Heads of the newest journal entries, the newest first.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn journal(&self, newest: usize) -> Result<Vec<Entry>, StoreError> {
        self.tables()?.heads().take(newest).collect()
    }

    /// All touches of a client, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a page does not check.
    pub fn touches(&self, client: ClientId) -> Result<Vec<Touch>, StoreError> {
        let tables = self.tables()?;
        pages::read(client, &tables.rows, &tables.path, &tables.cipher)
    }

    /// Hands over every touch of the store, client by client.
    ///
    /// # Errors
    /// As [`touches`](Self::touches).
    pub fn each_touch(&self, f: &mut dyn FnMut(Touch)) -> Result<(), StoreError> {
        let tables = self.tables()?;
        let pages = Joined::new(
            tables.rows.scan_prefix([Kind::Touch.code()]),
            keys::width(Kind::Touch),
            &tables.path,
        );
        for page in pages {
            let (key, value) = page?;
            pages::open(&tables.cipher, &key, &value)?
                .into_iter()
                .for_each(&mut *f);
        }
        Ok(())
    }

    /// The campaigns of a client, in the order they were first imported.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one does not check.
    pub fn campaigns(&self, client: ClientId) -> Result<Vec<Campaign>, StoreError> {
        load::campaigns(self.tables()?, client)
    }

    /// Hands over every campaign of the store, client by client in the order of their ids; clients without
    /// campaigns are passed over.
    ///
    /// # Errors
    /// As [`campaigns`](Self::campaigns).
    pub fn each_campaign(
        &self,
        f: &mut dyn FnMut(ClientId, Vec<Campaign>),
    ) -> Result<(), StoreError> {
        load::each_campaign(self.tables()?, f)
    }

    /// Whether journal frames wait for [`sync_journal`](Self::sync_journal).
    #[must_use]
    pub const fn journal_waits(&self) -> bool {
        self.log.is_dirty()
    }

    /// Makes the journal files durable too. Not part of a commit: the database is durable already.
    ///
    /// # Errors
    /// The operating system's.
    pub fn sync_journal(&mut self) -> Result<(), StoreError> {
        self.log.sync()
    }

    /// Closes the store: all on disk, sealed, with the first screen of the next start beside it. Without
    /// one, an earlier one stays as long as nothing was committed since.
    ///
    /// # Errors
    /// The operating system's; what was committed is durable whatever happens here.
    pub fn close(self, head: Option<Head>) -> Result<(), StoreError> {
        self.close_with(head, None)
    }

    /// As [`close`](Self::close), with the book as it stands: when much has changed it is written down
    /// whole, in the order the next start reads it. A book that stands elsewhere is not used.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub fn close_with(mut self, head: Option<Head>, book: Option<&Book>) -> Result<(), StoreError> {
        self.log.sync()?;
        if let Some(book) = book
            && let Err(error) = self.keep(book)
        {
            tracing::warn!(%error, "writing the portfolio for the next start");
            remove(&self.layout.warm())?;
        }
        self.back_up_at_exit();
        let Some(tables) = self.tables.take().filter(|_| !self.broken) else {
            return Ok(());
        };
        if !tables.close()? {
            return Ok(());
        }
        self.layout.close_to_others();
        match &head {
            Some(head) => head::write(&self.layout, self.seq, head)?,
            // What it was written for is what is sealed again.
            None if self.seq == self.opened_at => {}
            None => remove(&self.layout.head())?,
        }
        Seal::of(&self.layout, self.seq, self.log.position())?.write(&self.layout)
    }
}

impl Engine {
    /// Writes the book in reading order, unless what is there is nearly as good.
    fn keep(&self, book: &Book) -> Result<(), StoreError> {
        let stands = book.seq() == self.seq && book.partial().is_none() && !self.broken;
        if !stands || self.seq == 0 || self.stale <= book.len() / 16 {
            return Ok(());
        }
        let heads = load::entries(self.tables()?)?;
        warm::write(&self.layout, self.seq, self.hash, book, &heads)
    }
}

impl Drop for Engine {
    /// A store dropped without [`close`](Self::close) keeps all that was committed; only the seal is
    /// missing, so the next open looks twice.
    fn drop(&mut self) {
        if let Some(tables) = self.tables.take()
            && let Err(error) = tables.release()
        {
            tracing::warn!(%error, "dropping the database");
        }
    }
}
