//! The journal files written anew from the database, when something in the middle of them does not read.
//!
//! Their end is looked at by every open, all of them after the day's backup and by the doctor: a bad spot further up
//! would be met only by a healing that needs it.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use super::tables::Tables;
use super::{Engine, StoreError, entry};
use crate::store::guard::caught;
use crate::store::layout::sync_dir;
use crate::store::log::{Frames, Log, Position};

/// Entries written at once.
const BATCH: usize = 64;

/// Appends entries to the journal files as the database has them.
pub(super) fn fill(
    log: &mut Log,
    tables: &Tables,
    seqs: RangeInclusive<u64>,
) -> Result<(), StoreError> {
    let mut entries: Vec<(u64, Vec<u8>)> = Vec::with_capacity(BATCH);
    let last = *seqs.end();
    for seq in seqs {
        entries.push((seq, tables.entry(seq)?));
        if entries.len() == BATCH || seq == last {
            let frames: Vec<(u64, &[u8])> = entries
                .iter()
                .map(|(seq, bytes)| (*seq, bytes.as_slice()))
                .collect();
            log.append(&frames)?;
            entries.clear();
        }
    }
    Ok(())
}

impl Engine {
    /// Compares the journal files with the journal in the database, frame by frame; where they break off before
    /// the end or differ they are put aside, and new ones begin at the entry the old ones began at. Tells where the
    /// old ones went; `None` when they are whole.
    ///
    /// # Errors
    /// Those of the database and of the operating system; the old files stay put aside then, and the next open
    /// goes on from the database.
    pub fn mend_journal(&mut self) -> Result<Option<PathBuf>, StoreError> {
        self.log.sync()?;
        let (first, last) = self.agreed()?;
        if last == self.seq {
            return Ok(None);
        }
        self.renew_journal(first).map(Some)
    }

    /// Puts the journal files aside and begins new ones at an entry; tells where the old ones went.
    pub(super) fn renew_journal(&mut self, first: u64) -> Result<PathBuf, StoreError> {
        self.log.release();
        let dir = self.layout.journal();
        let aside = self.layout.quarantine(&dir)?;
        self.log = Log::open(&dir, Position::default(), &self.layout.cipher)?;
        let tables = self.tables.as_ref().ok_or(StoreError::Closed)?;
        caught("an entry cannot be read", || {
            fill(&mut self.log, tables, first..=self.seq)
        })?;
        self.log.sync()?;
        sync_dir(&self.layout.root)?;
        Ok(aside)
    }

    /// The first entry the files have, and the last one up to which they say what the database says.
    fn agreed(&self) -> Result<(u64, u64), StoreError> {
        let (mut first, mut last) = (1, 0);
        let frames = match Frames::from(&self.layout.journal(), 0, &self.layout.cipher) {
            Ok(frames) => frames,
            Err(error) => {
                tracing::warn!(%error, "the journal files do not read");
                return Ok((first, last));
            }
        };
        for frame in frames {
            let Ok(frame) = frame else { break };
            if last == 0 {
                first = frame.seq;
            } else if frame.seq != last + 1 {
                break;
            }
            let there = self.reading(|tables| tables.entry(frame.seq))?;
            if entry::hash(&there) != entry::hash(&frame.entry) {
                break;
            }
            last = frame.seq;
        }
        Ok((first, last))
    }
}
