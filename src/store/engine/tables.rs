//! The sled database: opened with care, its trees, its sync.

use std::fs::File;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::{
    Drill, Hash, Joined, Layout, OpenOptions, Step, StoreError, chunk, entry, envelope, keys,
};
use crate::domain::Entry;
use crate::store::cipher::Cipher;
use crate::store::codec;
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::{size_of, sync_dir};

/// Enough for the upper pages; sled's own memory is no bound for it anyway.
const CACHE: u64 = 8 << 20;

/// Milliseconds to wait for sled's threads when the database is dropped; they need a few.
const RELEASE_TRIES: u32 = 5000;

/// Where rows and journal stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    pub(super) seq: u64,
    pub(super) hash: Hash,
}

impl State {
    /// Before the first transaction.
    pub(super) const GENESIS: Self = Self {
        seq: 0,
        hash: entry::GENESIS,
    };

    /// Where an entry leaves it.
    pub(super) fn after(seq: u64, bytes: &[u8]) -> Self {
        Self {
            seq,
            hash: entry::hash(bytes),
        }
    }

    /// Whether an entry is the next one.
    pub(super) fn is_followed_by(self, seq: u64, bytes: &[u8]) -> bool {
        seq == self.seq + 1 && entry::previous(bytes) == Some(self.hash)
    }

    pub(super) fn value(self, cipher: &Cipher) -> Result<Vec<u8>, StoreError> {
        let mut payload = Vec::with_capacity(48);
        codec::write(&(self.seq, self.hash), &mut payload)?;
        envelope::seal(cipher, envelope::tag::STATE, 1, keys::STATE, &payload)
    }
}

/// The open database.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) rows: sled::Tree,
    pub(super) journal: sled::Tree,
    pub(super) meta: sled::Tree,
    pub(super) cipher: Cipher,
    db: sled::Db,
    sync: File,
    /// For errors.
    pub(super) path: PathBuf,
}

impl Tables {
    /// Opens the database. sled panics on some damage, and nothing says it always comes back: it opens on a
    /// thread of its own, and when that takes too long the thread is left alone with the files it holds.
    pub(super) fn open(layout: &Layout, options: &OpenOptions) -> Result<Self, StoreError> {
        let dir = layout.sled();
        let limit = options.patience.unwrap_or_else(|| patience(&dir));
        let (send, receive) = sync_channel(0);
        let (place, drill) = (dir.clone(), options.drill.clone());
        std::thread::Builder::new()
            .name("planerka-open".to_owned())
            .spawn(move || {
                let opened = caught("the database does not open", || {
                    open_trees(&place, drill.as_ref())
                });
                if let Err(late) = send.send(opened) {
                    // Nobody waits any more, and another database may stand in its place by now: closing
                    // this one could write there.
                    std::mem::forget(late);
                }
            })
            .at(&dir)?;
        let (db, rows, journal, meta) = match receive.recv_timeout(limit) {
            Ok(opened) => opened?,
            Err(RecvTimeoutError::Timeout) => {
                return Err(StoreError::harmed(
                    Harm::Silent,
                    format_args!("no answer in {} ms", limit.as_millis()),
                ));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(StoreError::harmed(
                    Harm::Database,
                    "the database does not open",
                ));
            }
        };
        let path = layout.db();
        // Windows syncs only what is open for writing.
        let sync = File::options()
            .read(true)
            .write(cfg!(windows))
            .open(&path)
            .at(&path)?;
        layout.close_to_others();
        let tables = Self {
            rows,
            journal,
            meta,
            cipher: layout.cipher.clone(),
            db,
            sync,
            path: dir,
        };
        match tables.finish() {
            Ok(()) => Ok(tables),
            Err(error) => {
                tables.release()?;
                Err(error)
            }
        }
    }

    /// Makes everything written so far durable: sled's buffers to the file, the file to the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.flush()?;
        self.settle()
    }

    /// sled's buffers to the file.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        caught("the database does not flush", || {
            self.db.flush().at(&self.path).map(drop)
        })
    }

    /// The file to the disk.
    pub(super) fn settle(&self) -> Result<(), StoreError> {
        self.sync.sync_data().at(&self.path)
    }

    /// The names of a new database.
    pub(super) fn sync_names(&self, layout: &Layout) -> Result<(), StoreError> {
        sync_dir(&self.path)?;
        sync_dir(&layout.root)
    }

    /// Where the rows stand; `None` in a database that was just made.
    pub(super) fn state(&self) -> Result<Option<State>, StoreError> {
        let Some(value) = self.meta.get(keys::STATE).at(&self.path)? else {
            return Ok(None);
        };
        let opened = envelope::open(&self.cipher, envelope::tag::STATE, keys::STATE, &value)?;
        if opened.schema != 1 {
            return Err(StoreError::Newer {
                what: "state",
                found: opened.schema.into(),
                known: 1,
            });
        }
        let ((seq, hash), _) = codec::read::<(u64, Hash)>(&opened.payload)?;
        Ok(Some(State { seq, hash }))
    }

    /// Refuses a database whose keys and trees a newer version laid out.
    pub(super) fn check_form(&self) -> Result<(), StoreError> {
        let Some(value) = self.meta.get(keys::FORM).at(&self.path)? else {
            return Ok(());
        };
        let opened = envelope::open(&self.cipher, envelope::tag::FORM, keys::FORM, &value)?;
        let (found, _) = codec::read::<u32>(&opened.payload)?;
        if found > keys::LAYOUT {
            return Err(StoreError::Newer {
                what: "layout",
                found,
                known: keys::LAYOUT,
            });
        }
        Ok(())
    }

    /// Notes that keys and trees are laid out as this version does it: the last step of a migration.
    pub(super) fn set_form(&self) -> Result<(), StoreError> {
        let mut payload = Vec::new();
        codec::write(&keys::LAYOUT, &mut payload)?;
        let value = envelope::seal(&self.cipher, envelope::tag::FORM, 1, keys::FORM, &payload)?;
        self.meta.insert(keys::FORM, value).at(&self.path)?;
        Ok(())
    }

    /// The bytes of a journal entry.
    pub(super) fn entry(&self, seq: u64) -> Result<Vec<u8>, StoreError> {
        let key = seq.to_be_bytes();
        match chunk::get(&self.journal, &key, &self.path)? {
            Some(value) => entry::open(&self.cipher, &key, &value),
            None => Err(StoreError::harmed(
                Harm::Chain,
                format_args!("entry {seq} is not there"),
            )),
        }
    }

    /// Heads of the journal, the newest first.
    pub(super) fn heads(&self) -> impl Iterator<Item = Result<Entry, StoreError>> {
        // From one beginning to the next: between them lie the chunks of large entries.
        let mut below: Option<u64> = None;
        std::iter::from_fn(move || {
            let found = match below {
                None => self.journal.last(),
                Some(0) => return None,
                Some(seq) => self.journal.get_lt(seq.to_be_bytes()),
            };
            let seq = match found.at(&self.path) {
                Ok(found) => u64::from_be_bytes(*found?.0.first_chunk::<8>()?),
                Err(error) => return Some(Err(error)),
            };
            below = Some(seq);
            let key = seq.to_be_bytes();
            let value = self.journal.get(key).at(&self.path).transpose()?;
            Some(value.and_then(|value| {
                // An entry that goes on in chunks cannot be checked by its first piece alone.
                let opened = if value.len() < chunk::CAP {
                    envelope::open(&self.cipher, envelope::tag::JOURNAL, &key, &value)?
                } else if !self.cipher.is_plain() {
                    // Nor read by it.
                    return entry::head(&self.entry(seq)?).map(|(head, _)| head);
                } else {
                    envelope::peek(envelope::tag::JOURNAL, &key, &value)?
                };
                entry::known(opened.schema)?;
                match entry::head(&opened.payload) {
                    // A head that is longer than the first piece.
                    Err(_) if value.len() >= chunk::CAP => entry::head(&self.entry(seq)?),
                    head => head,
                }
                .map(|(head, _)| head)
            }))
        })
    }

    /// The journal as it lies, ascending: sequence number and bytes of each entry.
    pub(super) fn journal(&self) -> impl Iterator<Item = Result<(u64, Vec<u8>), StoreError>> {
        Joined::new(self.journal.iter(), 8, &self.path).map(|found| {
            let (key, value) = found?;
            let seq = key.first_chunk().copied().map_or(0, u64::from_be_bytes);
            Ok((seq, entry::open(&self.cipher, &key, &value)?))
        })
    }

    /// The trees by name, in the order they are copied.
    pub(super) const fn trees(&self) -> [&sled::Tree; 3] {
        [&self.rows, &self.journal, &self.meta]
    }

    /// Everything under a row prefix, joined.
    pub(super) fn scan(
        &self,
        prefix: &[u8],
        width: usize,
    ) -> Joined<'_, impl Iterator<Item = sled::Result<(sled::IVec, sled::IVec)>> + use<>> {
        Joined::new(self.rows.scan_prefix(prefix), width, &self.path)
    }

    /// Everything durable, then the database gone from memory. False when sled still holds the file:
    /// nothing is lost, but it must not be sealed.
    pub(super) fn close(self) -> Result<bool, StoreError> {
        self.sync()?;
        let path = self.path.clone();
        let Some(file) = self.release()? else {
            return Ok(false);
        };
        // Dropping may have written once more.
        file.sync_data().at(&path)?;
        Ok(true)
    }

    /// Drops the database and waits until sled's own threads have let go of the file.
    pub(super) fn release(self) -> Result<Option<File>, StoreError> {
        let Self {
            rows,
            journal,
            meta,
            cipher: _,
            db,
            sync,
            path: _,
        } = self;
        drop((rows, journal, meta));
        caught("the database does not close", || {
            drop(db);
            Ok(())
        })?;
        for _ in 0..RELEASE_TRIES {
            if sync.try_lock().is_ok() {
                return Ok(Some(sync));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(None)
    }
}

/// How long a database may take to open: hundreds of times what one of its size needs, for a slow disk is
/// not a damaged one.
fn patience(dir: &std::path::Path) -> Duration {
    Duration::from_secs(30 + size_of(dir) / (8 << 20))
}

type Trees = (sled::Db, sled::Tree, sled::Tree, sled::Tree);

fn open_trees(dir: &std::path::Path, drill: Option<&Drill>) -> Result<Trees, StoreError> {
    if let Some(drill) = drill {
        drill.at(Step::Open, dir)?;
    }
    timers_may_wait();
    let db = sled::Config::new()
        .path(dir)
        .cache_capacity(CACHE)
        .mode(sled::Mode::LowSpace)
        .flush_every_ms(None)
        .open()
        .at(dir)?;
    let rows = db.open_tree("rows").at(dir)?;
    let journal = db.open_tree("journal").at(dir)?;
    let meta = db.open_tree("meta").at(dir)?;
    Ok((db, rows, journal, meta))
}

/// sled keeps eight idle threads that look for work once a second each, for ever. They inherit the timer
/// slack of the thread that starts them, at open: with a wide one the kernel lets them wake together with
/// whatever else wakes the machine, so that an idle laptop is left asleep. The thread is there for nothing
/// else, so our own timers stay exact.
fn timers_may_wait() {
    #[cfg(target_os = "linux")]
    {
        const MINUTE: u64 = 60_000_000_000;
        // Refused where the kernel does not allow it; then they wake as before.
        let _ = rustix::thread::set_current_timer_slack(std::num::NonZeroU64::new(MINUTE));
    }
}
