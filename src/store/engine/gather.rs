//! What a restored store takes from the one that was there: every acknowledged transaction past the backup,
//! wherever it can still be read.

use std::fs;
use std::path::{Path, PathBuf};

use super::tables::{State, Tables};
use super::trail::{BATCH, replay};
use super::{OpenOptions, StoreError, entry};
use crate::domain::Transaction;
use crate::store::backup::{self, Backup, Records, TreeName};
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::{Layout, copy_dir};
use crate::store::log::{Frames, Log};
use crate::store::seal::Seal;

/// The store that was there, as far as it could be read.
pub(super) struct Present {
    /// The last transaction it speaks of.
    pub(super) seq: u64,
    /// The last of its transactions that is in the new store too; 0 when none is known to be.
    pub(super) common: u64,
    /// Something of its journal was read, so that it can be told from others.
    pub(super) heard: bool,
    /// What of it could not be read.
    pub(super) unread: Vec<PathBuf>,
}

impl Present {
    fn passed_over(&mut self, path: &Path, error: &StoreError) {
        tracing::warn!(%error, path = %path.display(), "the present store cannot be read");
        if !self.unread.iter().any(|known| known == path) {
            self.unread.push(path.to_path_buf());
        }
    }
}

/// The journal of the new store, grown entry by entry along its chain of hashes.
pub(super) struct Line<'a> {
    tables: &'a Tables,
    log: Log,
    /// Where the rows stand.
    written: State,
    /// Where the journal stands.
    tip: State,
    batch: Vec<(Transaction, Vec<u8>)>,
    limit: u64,
}

impl<'a> Line<'a> {
    /// Begins behind a state the rows stand at; nothing past `limit` is taken.
    pub(super) const fn new(tables: &'a Tables, log: Log, state: State, limit: u64) -> Self {
        Self {
            tables,
            log,
            written: state,
            tip: state,
            batch: Vec::new(),
            limit,
        }
    }

    /// The journal that was written, and where rows and journal stand.
    pub(super) fn end(self) -> (Log, State) {
        (self.log, self.written)
    }

    /// Takes what follows from wherever it can be found. The backup must be readable; of the present store what
    /// cannot be read is noted and passed over: a good backup comes back whatever became of the rest.
    pub(super) fn gather(
        &mut self,
        layout: &Layout,
        inner: &Layout,
        (backup, source): (&Backup, &Cipher),
    ) -> Result<Present, StoreError> {
        let there = self.tip.seq;
        each_entry(backup, source, |tree, seq, bytes| {
            if tree == TreeName::Journal {
                if seq <= there {
                    self.log.append(&[(seq, &bytes)])?;
                }
                return Ok(());
            }
            self.offer(seq, bytes).map(|_| ())
        })?;
        let seal = Seal::read(layout);
        let known = seal
            .as_ref()
            .map_or_else(|| Seal::last_known(layout), |seal| seal.seq);
        let mut present = Present {
            seq: known,
            common: 0,
            heard: false,
            unread: Vec::new(),
        };
        self.take_files(layout, &mut present)?;
        let alone = self.tip.seq;
        let mut files = alone;
        self.write()?;
        present.common = self.common_with_files(layout);
        // The database is durable before the files are: what they lack after a power cut it has, and what
        // cannot be read of them.
        let short = self.tip.seq < known.min(self.limit);
        // So it is asked where the lines part.
        let apart = present.seq > 0 && present.common == 0;
        if (seal.is_none() || short || apart || !present.unread.is_empty())
            && layout.sled().exists()
        {
            self.take_database(layout, inner, &mut present)?;
        }
        self.take_backups(layout)?;
        // What one of them bridges another may go on from.
        while self.tip.seq > files {
            self.take_files(layout, &mut present)?;
            files = self.tip.seq;
            self.take_backups(layout)?;
        }
        self.write()?;
        if self.tip.seq > alone {
            present.common = present.common.max(self.common_with_files(layout));
        }
        if !present.heard && present.unread.is_empty() {
            // Nothing of it is left, and nothing speaks against its being this one.
            present.common = self.tip.seq.min(present.seq);
        }
        self.log.sync()?;
        Ok(present)
    }

    /// Takes entries from backups that go further.
    fn take_backups(&mut self, layout: &Layout) -> Result<(), StoreError> {
        for newer in backup::glance(layout) {
            if newer.tail.seq > self.tip.seq && self.tip.seq < self.limit {
                let key = match backup::is_plain(&newer) {
                    Ok(true) => Cipher::Plain,
                    _ => layout.cipher.clone(),
                };
                let taken = each_entry(&newer, &key, |_, seq, bytes| {
                    self.offer(seq, bytes).map(|_| ())
                });
                if let Err(error) = taken {
                    tracing::warn!(%error, "a backup whose journal cannot be used");
                }
            }
        }
        Ok(())
    }

    /// Takes entries from the journal files, as far as they can be read and follow.
    fn take_files(&mut self, layout: &Layout, present: &mut Present) -> Result<(), StoreError> {
        let dir = layout.journal();
        let mut follows = true;
        let frames = match Frames::from(&dir, self.tip.seq, &layout.cipher) {
            Ok(frames) => frames.over(u64::MAX),
            Err(error) => {
                present.passed_over(&dir, &error);
                return Ok(());
            }
        };
        for frame in frames {
            match frame {
                Ok(frame) => {
                    present.heard = true;
                    present.seq = present.seq.max(frame.seq);
                    follows = follows && self.offer(frame.seq, frame.entry)?;
                }
                Err(error) => {
                    present.passed_over(&dir, &error);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes entries from a copy of the present database, as far as it can be copied, opens and reads.
    fn take_database(
        &mut self,
        layout: &Layout,
        inner: &Layout,
        present: &mut Present,
    ) -> Result<(), StoreError> {
        let copy = layout.beside(&inner.root.join("present"));
        copy.create()?;
        let opened = copy_dir(&layout.sled(), &copy.sled())
            .and_then(|()| copy.remove_torn_snapshots())
            .and_then(|()| Tables::open(&copy, &OpenOptions::default()));
        match opened {
            // It is no fault of the store that was there.
            Err(error @ StoreError::NoSpace { .. }) => return Err(error),
            Ok(tables) => {
                let taken = self.take_tables(&tables, &layout.sled(), present);
                if let Err(error) = tables.release() {
                    tracing::warn!(%error, "letting go of a copy of the present database");
                }
                taken?;
            }
            Err(error) => present.passed_over(&layout.sled(), &error),
        }
        fs::remove_dir_all(&copy.root).at(&copy.root)
    }

    fn take_tables(
        &mut self,
        tables: &Tables,
        place: &Path,
        present: &mut Present,
    ) -> Result<(), StoreError> {
        let last = match caught("the state cannot be read", || tables.state()) {
            Ok(state) => state.map_or(0, |state| state.seq),
            Err(error) => {
                present.passed_over(place, &error);
                return Ok(());
            }
        };
        present.heard |= last > 0;
        present.seq = present.seq.max(last);
        for seq in self.tip.seq + 1..=last.min(self.limit) {
            let bytes = match caught("an entry cannot be read", || tables.entry(seq)) {
                Ok(bytes) => bytes,
                Err(error) => {
                    present.passed_over(place, &error);
                    break;
                }
            };
            if !self.offer(seq, bytes)? {
                break;
            }
        }
        self.write()?;
        present.common = present.common.max(self.common_with(tables, last));
        Ok(())
    }

    /// The last transaction the journal files and the new store have in common; 0 when they do not tell.
    fn common_with_files(&self, layout: &Layout) -> u64 {
        // One that is the same has the same before it, so the last ones mostly do.
        for from in [self.written.seq, 0] {
            let frames = Frames::from(&layout.journal(), from, &layout.cipher);
            let common = frames.ok().and_then(|frames| {
                let same = frames
                    .over(u64::MAX)
                    .map_while(Result::ok)
                    .take_while(|frame| self.has(frame.seq, &frame.entry));
                same.last().map(|frame| frame.seq)
            });
            if let Some(common) = common {
                return common;
            }
        }
        0
    }

    /// The last transaction a database and the new store have in common, by halves.
    fn common_with(&self, tables: &Tables, last: u64) -> u64 {
        let (mut common, mut apart) = (0, last.min(self.written.seq) + 1);
        let mut next = apart - 1;
        while next > common {
            match caught("an entry cannot be read", || tables.entry(next)) {
                Ok(bytes) if self.has(next, &bytes) => common = next,
                _ => apart = next,
            }
            next = common + (apart - common) / 2;
        }
        common
    }

    /// Whether the new store has the very same entry.
    fn has(&self, seq: u64, bytes: &[u8]) -> bool {
        seq <= self.written.seq
            && self
                .tables
                .entry(seq)
                .is_ok_and(|mine| entry::hash(&mine) == entry::hash(bytes))
    }

    /// Takes an entry if it is the next; false when it does not follow. One before that is passed over, of
    /// whatever line it is: [`common`](Present::common) tells.
    fn offer(&mut self, seq: u64, bytes: Vec<u8>) -> Result<bool, StoreError> {
        if seq <= self.tip.seq {
            return Ok(true);
        }
        if seq > self.limit
            || seq != self.tip.seq + 1
            || entry::previous(&bytes) != Some(self.tip.hash)
        {
            return Ok(false);
        }
        let transaction = entry::decode(&bytes)?;
        self.tip = State::after(seq, &bytes);
        self.batch.push((transaction, bytes));
        if self.batch.len() == BATCH {
            self.write()?;
        }
        Ok(true)
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let frames: Vec<(u64, &[u8])> = self
            .batch
            .iter()
            .map(|(transaction, bytes)| (transaction.entry.seq, bytes.as_slice()))
            .collect();
        self.log.append(&frames)?;
        write(self.tables, &mut self.batch, &mut self.written)
    }
}

/// Writes a batch of entries, if there is one.
pub(super) fn write(
    tables: &Tables,
    batch: &mut Vec<(Transaction, Vec<u8>)>,
    state: &mut State,
) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    replay(tables, batch, state)?;
    batch.clear();
    Ok(())
}

/// Hands over the entries of a backup's journal, joined and opened, and after them those that could not be
/// saved.
pub(super) fn each_entry(
    backup: &Backup,
    cipher: &Cipher,
    mut take: impl FnMut(TreeName, u64, Vec<u8>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut open: Option<(TreeName, [u8; 8], Vec<u8>)> = None;
    let mut give = |open: Option<(TreeName, [u8; 8], Vec<u8>)>| match open {
        Some((tree, key, value)) => take(
            tree,
            u64::from_be_bytes(key),
            entry::open(cipher, &key, &value)?,
        ),
        None => Ok(()),
    };
    let (_, mut records) = Records::open(&backup.path)?;
    while let Some((tree, key, value)) = records.next()? {
        if tree != TreeName::Journal && tree != TreeName::Unsaved {
            continue;
        }
        match (<[u8; 8]>::try_from(key), &mut open) {
            (Ok(key), _) => give(open.replace((tree, key, value.to_vec())))?,
            (Err(_), Some((_, _, joined))) => joined.extend_from_slice(value),
            (Err(_), None) => {
                return Err(StoreError::harmed(
                    Harm::Cut,
                    "a piece without its beginning",
                ));
            }
        }
    }
    give(open)
}
