//! The store itself, synchronous: opened, committed to, read from, closed.

mod close;
mod commit;
mod compact;
mod gather;
mod heal;
mod last_resort;
mod load;
mod look;
mod mend;
mod migrate;
mod open;
mod patient;
mod picture;
mod proof;
mod put_by;
mod read_only;
mod reconcile;
mod rescue;
mod restore;
mod rewrite;
mod salvage;
mod share;
mod single;
mod tables;
mod trail;
mod transfer;
mod verify;

use std::cell::Cell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

pub(super) use self::compact::too_large;
pub(super) use self::patient::Patient;
use self::picture::Picture;
pub use self::picture::{Made, Slice};
use self::proof::Proof;
pub use self::restore::{Prepared, Restored};
pub use self::salvage::Salvage;
pub(super) use self::share::Portion;
use self::tables::Tables;
pub(super) use self::verify::Content;
use super::chunk::{self, Joined};
use super::cipher::Cost;
use super::drill::{Drill, Step};
use super::entry::{self, Hash};
use super::guard::caught;
use super::layout::Layout;
use super::lock::Lock;
use super::log::Log;
use super::{StoreError, envelope, keys, pages, reserve, swap};
use crate::domain::{
    Book, Campaign, ClientId, Entry, Healing, Kind, Passphrase, Touch, Transaction,
};
use crate::store::harm::Harm;

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
    /// How long the database may take to open; `None`: as long as one of its size may need.
    pub patience: Option<Duration>,
    /// Whether a damaged store is given back though some of it would be missing. A person has to agree to
    /// that; without it such a store does not open and stays as it was found.
    pub with_loss: bool,
    /// Whether the records are compared with the journal even after a clean close.
    pub deep: bool,
    /// How long a disk that refused is left alone; `None`: as long as suits a person.
    pub retry_after: Option<Duration>,
    /// Whether a store in a place that cannot be written to is copied and read from there.
    pub for_reading: bool,
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
    /// Neither header of a plain store said anything any more: both were written anew, and put aside if they were
    /// there.
    pub header_lost: bool,
    /// Why, when something was damaged.
    pub damage: Option<String>,
    /// The damage and the cure as a person is told.
    pub healing: Option<Box<Healing>>,
    /// The disk was so full that the space put by had to be given up to open it.
    pub reserve_spent: bool,
    /// The place cannot be written to: a copy of it was opened for reading.
    pub read_only: Option<PathBuf>,
    /// That is for want of space: the store was not closed and there is no room for the copy that goes before.
    pub no_room: bool,
    /// Records whose client is not there; they stay on disk and are not shown.
    pub orphans: u64,
}

impl OpenReport {
    /// Whether a person should hear of it.
    #[must_use]
    pub const fn healed(&self) -> bool {
        self.rebuilt
            || !self.quarantined.is_empty()
            || self.replayed > 0
            || self.damage.is_some()
            || self.orphans > 0
            || self.header_lost
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
    /// Something that was read does not check: the store is not sealed, so that the next open looks at
    /// all of it.
    doubt: Cell<bool>,
    /// The reserve was given up for work that was to be saved.
    tight: bool,
    /// Where it stood when it was opened.
    opened_at: u64,
    /// Changes since the book was last written in reading order; all there are when it never was.
    stale: usize,
    /// Backups being made, the oldest first.
    pictures: Vec<Picture>,
    /// The journal files being looked at.
    proof: Option<Proof>,
    options: OpenOptions,
    /// The place this is a copy of, when that cannot be written to.
    read_only: Option<PathBuf>,
    /// It cannot be written to for want of space.
    full: bool,
    _guest: Option<tempfile::TempDir>,
    // Last, so that it is released last.
    _lock: Lock,
}

impl Engine {
    /// Opens the store in `dir`, making it if it is not there, and reads all but touches and campaigns.
    ///
    /// # Errors
    /// [`StoreError::InUse`] names the process that has it; [`StoreError::Newer`] leaves it untouched;
    /// [`StoreError::Damaged`] or [`StoreError::Unhealed`] when neither the database nor a backup nor the
    /// journal gives it back; [`StoreError::Locked`] and [`StoreError::WrongPassphrase`] leave an encrypted
    /// one untouched.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<(Self, Opened), StoreError> {
        let layout = Layout::new(dir);
        let opened = Self::open_once(&layout, &options);
        Self::otherwise(&layout, opened, &options)
    }

    fn open_once(layout: &Layout, options: &OpenOptions) -> Result<(Self, Opened), StoreError> {
        let lock = Self::lock(layout)?;
        let (mut layout, mut options) = (layout.clone(), options.clone());
        layout.unlock_or_protect(options.passphrase.take().as_ref(), options.protect)?;
        Self::open_locked(layout, lock, options)
    }

    /// Why nothing should be written now, though it is open: the disk was full, or the place cannot be
    /// written to.
    #[must_use]
    pub fn refusal(&self) -> Option<StoreError> {
        if let Some(path) = self.read_only.clone() {
            return Some(match self.full {
                true => Self::no_room_at(path),
                false => StoreError::ReadOnly { path },
            });
        }
        self.tight.then(|| StoreError::NoSpace {
            path: self.layout.root.clone(),
        })
    }

    pub(super) fn lock(layout: &Layout) -> Result<Lock, StoreError> {
        layout.create()?;
        let lock = Lock::take(layout)?;
        // Before anything is read of the directory: its header may be about to change.
        swap::finish(layout)?;
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

    /// Reads something; damage met on the way keeps the store from being sealed.
    fn reading<T>(
        &self,
        read: impl FnOnce(&Tables) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = caught("a page cannot be read", || read(self.tables()?));
        if done.as_ref().is_err_and(StoreError::is_damage) {
            self.doubt.set(true);
        }
        done
    }

    /// Puts space by for the day the disk is full, when there is plenty; whether it is put by now.
    ///
    /// # Errors
    /// The operating system's.
    pub fn keep_reserve(&mut self) -> Result<bool, StoreError> {
        if self.read_only.is_some() {
            return Ok(false);
        }
        let there = reserve::keep(&self.layout)?;
        self.tight &= !there;
        Ok(there)
    }

    /// Whether a commit that failed is worth another try by itself: a full disk is not asked again before
    /// it has space.
    #[must_use]
    pub fn worth_a_try(&self, error: &StoreError) -> bool {
        match error {
            StoreError::NoSpace { .. } => self.read_only.is_none() && reserve::roomy(&self.layout),
            StoreError::ReadOnly { .. } => self.read_only.is_none(),
            // A copy stays one; the thread goes back to the store itself, see `returns_to`.
            StoreError::NoRoom { .. } => false,
            StoreError::Io { .. } => true,
            _ => self.waits_for_space(error) && reserve::roomy(&self.layout),
        }
    }

    /// Whether a commit that failed may succeed once there is space: the disk was full, or the database was let
    /// go of then and did not open again.
    #[must_use]
    pub const fn waits_for_space(&self, error: &StoreError) -> bool {
        matches!(
            error,
            StoreError::NoSpace { .. } | StoreError::NoRoom { .. }
        ) || self.tables.is_none()
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
                return Err(StoreError::harmed(
                    Harm::Chain,
                    format_args!("entry {seq} does not follow the one before"),
                ));
            }
            hash = entry::hash(&bytes);
        }
        if hash != self.hash {
            return Err(StoreError::harmed(
                Harm::Chain,
                "the rows stand at another entry",
            ));
        }
        Ok(())
    }

    /// Full transactions from the journal, in the order asked.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one is not there or does not check.
    pub fn entries(&self, seqs: &[u64]) -> Result<Vec<Transaction>, StoreError> {
        self.reading(|tables| {
            seqs.iter()
                .map(|seq| entry::decode(&tables.entry(*seq)?))
                .collect()
        })
    }

    /// Heads of the newest journal entries, the newest first.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn journal(&self, newest: usize) -> Result<Vec<Entry>, StoreError> {
        self.reading(|tables| tables.heads().take(newest).collect())
    }

    /// All touches of a client, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a page does not check.
    pub fn touches(&self, client: ClientId) -> Result<Vec<Touch>, StoreError> {
        self.reading(|tables| pages::read(client, &tables.rows, &tables.path, &tables.cipher))
    }

    /// Hands over every touch of the store, client by client.
    ///
    /// # Errors
    /// As [`touches`](Self::touches).
    pub fn each_touch(&self, f: &mut dyn FnMut(Touch)) -> Result<(), StoreError> {
        self.reading(|tables| {
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
        })
    }

    /// The campaigns of a client, in the order they were first imported.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one does not check.
    pub fn campaigns(&self, client: ClientId) -> Result<Vec<Campaign>, StoreError> {
        self.reading(|tables| load::campaigns(tables, client))
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
        self.reading(|tables| load::each_campaign(tables, f))
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
}
