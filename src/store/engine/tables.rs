//! The sled database: opened with care, its trees, its sync.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

use super::{Hash, Joined, Layout, StoreError, chunk, entry, envelope, keys};
use crate::domain::Entry;
use crate::store::cipher::Cipher;
use crate::store::codec;
use crate::store::error::At as _;
use crate::store::layout::sync_dir;

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
    /// Opens the database. sled panics on some damage; the caller gets an error.
    pub(super) fn open(layout: &Layout) -> Result<Self, StoreError> {
        let dir = layout.sled();
        timers_may_wait(true);
        let opened = catch_unwind(AssertUnwindSafe(|| -> Result<_, StoreError> {
            let db = sled::Config::new()
                .path(&dir)
                .cache_capacity(CACHE)
                .mode(sled::Mode::LowSpace)
                .flush_every_ms(None)
                .open()
                .at(&dir)?;
            let rows = db.open_tree("rows").at(&dir)?;
            let journal = db.open_tree("journal").at(&dir)?;
            let meta = db.open_tree("meta").at(&dir)?;
            Ok((db, rows, journal, meta))
        }));
        timers_may_wait(false);
        let (db, rows, journal, meta) =
            opened.map_err(|_| StoreError::damaged("the database does not open"))??;
        let path = layout.db();
        let sync = File::open(&path).at(&path)?;
        layout.close_to_others();
        Ok(Self {
            rows,
            journal,
            meta,
            cipher: layout.cipher.clone(),
            db,
            sync,
            path: dir,
        })
    }

    /// Makes everything written so far durable: sled's buffers to the file, the file to the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.flush()?;
        self.settle()
    }

    /// sled's buffers to the file.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        let flushed = catch_unwind(AssertUnwindSafe(|| self.db.flush()));
        flushed
            .map_err(|_| StoreError::damaged("the database does not flush"))?
            .at(&self.path)
            .map(drop)
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

    /// The bytes of a journal entry.
    pub(super) fn entry(&self, seq: u64) -> Result<Vec<u8>, StoreError> {
        let key = seq.to_be_bytes();
        match chunk::get(&self.journal, &key, &self.path)? {
            Some(value) => entry::open(&self.cipher, &key, &value),
            None => Err(StoreError::damaged(format_args!(
                "entry {seq} is not there"
            ))),
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
                entry::head(&opened.payload).map(|(head, _)| head)
            }))
        })
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
        let closed = catch_unwind(AssertUnwindSafe(|| drop(db)));
        closed.map_err(|_| StoreError::damaged("the database does not close"))?;
        for _ in 0..RELEASE_TRIES {
            if sync.try_lock().is_ok() {
                return Ok(Some(sync));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(None)
    }
}

/// sled keeps eight idle threads that look for work once a second each, for ever. They inherit the timer
/// slack of the thread that starts them, at open: with a wide one the kernel lets them wake together with
/// whatever else wakes the machine, so that an idle laptop is left asleep. Our own timers stay exact.
fn timers_may_wait(wide: bool) {
    #[cfg(target_os = "linux")]
    {
        const MINUTE: u64 = 60_000_000_000;
        let slack = std::num::NonZeroU64::new(MINUTE).filter(|_| wide);
        // Refused where the kernel does not allow it; then they wake as before.
        let _ = rustix::thread::set_current_timer_slack(slack);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = wide;
}
