//! The journal files written anew from the database, when something in the middle of them does not read.
//!
//! Their end is looked at by every open, all of them after the day's backup and by the doctor: a bad spot further up
//! would be met only by a healing that needs it. New ones are filled beside the old ones, a slice between commits,
//! which go on into the old ones: those leave their place when all is there, and stay in it whatever goes wrong
//! before.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Instant;

use super::tables::Tables;
use super::{Engine, StoreError, entry, swap};
use crate::store::error::At as _;
use crate::store::layout::{leave, make_dir, size_of, sync_dir};
use crate::store::log::{Frames, Log, Position};

/// Entries written at once.
const BATCH: usize = 64;

/// Bytes after which a batch is written even if it is short.
const WEIGHT: usize = 256 << 10;

/// Bytes of one slice: a commit may have to wait until the disk has them.
const SLICE: usize = 1 << 20;

/// Bytes that must be free for a slice, with what a file is filled up by ahead.
const ROOM: u64 = 3 << 20;

/// Appends entries to the journal files as the database has them.
pub(super) fn fill(
    log: &mut Log,
    tables: &Tables,
    seqs: RangeInclusive<u64>,
) -> Result<(), StoreError> {
    let mut next = *seqs.start();
    while next <= *seqs.end() {
        next = batch(log, tables, next..=*seqs.end())?.0;
    }
    Ok(())
}

/// Appends the first of some entries, one at least; which is the next, and the bytes of those.
fn batch(
    log: &mut Log,
    tables: &Tables,
    seqs: RangeInclusive<u64>,
) -> Result<(u64, usize), StoreError> {
    let mut next = *seqs.start();
    let (mut entries, mut weight) = (Vec::with_capacity(BATCH), 0);
    for seq in seqs {
        let entry = tables.entry(seq)?;
        weight += entry.len();
        entries.push((seq, entry));
        next = seq + 1;
        if entries.len() == BATCH || weight >= WEIGHT {
            break;
        }
    }
    let frames: Vec<(u64, &[u8])> = entries
        .iter()
        .map(|(seq, bytes)| (*seq, bytes.as_slice()))
        .collect();
    log.append(&frames)?;
    Ok((next, weight))
}

/// New journal files on their way.
#[derive(Debug)]
pub(super) struct Renewal {
    log: Log,
    /// Where they are built.
    place: PathBuf,
    /// The next entry they take.
    next: u64,
}

/// How far they came.
pub(super) enum Renewed {
    More(Renewal),
    /// They are in their place; the old ones lie here.
    Done(PathBuf),
}

impl Engine {
    /// Compares the journal files with the journal in the database, frame by frame; where they break off before
    /// the end or differ they are put aside, and new ones begin at the entry the old ones began at. Tells where the
    /// old ones went; `None` when they are whole.
    ///
    /// # Errors
    /// Those of the database and of the operating system, [`StoreError::NoRoom`]; the old files stay in their place
    /// then.
    pub fn mend_journal(&mut self) -> Result<Option<PathBuf>, StoreError> {
        self.log.sync()?;
        let (first, last) = self.agreed()?;
        if last == self.seq {
            return Ok(None);
        }
        let mut renewal = self.begin_renewal(first)?;
        loop {
            match self.step_renewal(renewal, None)? {
                Renewed::More(more) => renewal = more,
                Renewed::Done(aside) => return Ok(Some(aside)),
            }
        }
    }

    /// Begins new journal files at an entry, when there is room for them.
    pub(super) fn begin_renewal(&self, first: u64) -> Result<Renewal, StoreError> {
        self.room_for(&self.layout.root, size_of(&self.layout.journal()))?;
        // Thrown away by the next open, should nobody come to an end with them.
        let place = swap::begin(&self.layout)?.join("journal");
        let log = Log::open(&place, Position::default(), &self.layout.cipher)?;
        Ok(Renewal {
            log,
            place,
            next: first,
        })
    }

    /// Fills them for a slice, or to the end without a moment to stop at, and puts them in the place of the old
    /// ones when they have everything. After an error nothing is left of them.
    pub(super) fn step_renewal(
        &mut self,
        mut renewal: Renewal,
        until: Option<Instant>,
    ) -> Result<Renewed, StoreError> {
        match self.fill_new(&mut renewal, until) {
            Ok(true) => self.put_in_place(renewal).map(Renewed::Done),
            Ok(false) => Ok(Renewed::More(renewal)),
            Err(error) => {
                drop(renewal);
                swap::give_up(&self.layout);
                Err(error)
            }
        }
    }

    /// Whether they have everything.
    fn fill_new(&self, renewal: &mut Renewal, until: Option<Instant>) -> Result<bool, StoreError> {
        let mut written = 0;
        while renewal.next <= self.seq {
            let late = until.is_some_and(|until| Instant::now() >= until);
            if written >= SLICE || (written > 0 && late) {
                break;
            }
            if written == 0 {
                self.room_for(&self.layout.root, ROOM)?;
            }
            let rest = renewal.next..=self.seq;
            let (next, bytes) = self.reading(|tables| batch(&mut renewal.log, tables, rest))?;
            renewal.next = next;
            written += bytes.max(1);
        }
        renewal.log.sync()?;
        Ok(renewal.next > self.seq)
    }

    /// Puts the old files aside and the new ones in their place; what does not go is taken back. Tells where the old
    /// ones went.
    fn put_in_place(&mut self, renewal: Renewal) -> Result<PathBuf, StoreError> {
        let Renewal { log, place, .. } = renewal;
        let (old, new) = (self.log.position(), log.position());
        // Windows moves no directory with a file in it that is open.
        drop(log);
        self.log.release();
        let dir = self.layout.journal();
        let aside = self.layout.aside("quarantine", |_| false);
        let moved = make_dir(&dir)
            .and_then(|()| leave(&dir, &aside).at(&dir))
            .and_then(|()| leave(&place, &dir).at(&place));
        let Err(error) = moved else {
            // Before the position is known to be that of these files no seal may speak of one.
            let sure = self.doubt.replace(true);
            self.log = Log::open(&dir, new, &self.layout.cipher)?;
            sync_dir(&self.layout.root)?;
            self.doubt.set(sure);
            swap::give_up(&self.layout);
            return Ok(aside);
        };
        let back = match aside.exists() {
            true => leave(&aside, &dir).at(&dir),
            false => Ok(()),
        };
        let back = back.and_then(|()| Log::open(&dir, old, &self.layout.cipher));
        match back {
            Ok(log) => {
                self.log = log;
                swap::give_up(&self.layout);
            }
            Err(worse) => {
                tracing::error!(error = %worse, "the journal files are not in their place");
                // The next open finds none, and writes all of them from the database.
                self.doubt.set(true);
                self.log = Log::open(&place, new, &self.layout.cipher)?;
            }
        }
        Err(error)
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
