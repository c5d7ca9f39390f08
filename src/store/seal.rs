//! The seal of a clean close: what the files were, so that the next open can trust or distrust them.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::cipher::Cipher;
use super::codec;
use super::error::At as _;
use super::layout::{self, Layout, list, name};
use super::log::Position;
use super::{StoreError, envelope};
use crate::store::harm::Harm;

const BLOCK: u64 = 1 << 20;

/// Read at once: small enough to be summed while it is still in the cache of the core.
const READ: usize = 128 << 10;

const KEY: &[u8] = b"seal";
const TAG: u8 = 0x82;

/// What a clean close left behind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Seal {
    /// The last transaction.
    pub(super) seq: u64,
    /// Length of `sled/db`.
    length: u64,
    /// Checksum of each MiB of it.
    blocks: Vec<u32>,
    /// The other files of `sled/` with their lengths, sorted.
    others: Vec<(String, u64)>,
    /// End of the journal files.
    segment: u64,
    at: u64,
}

impl Seal {
    /// Describes the closed files.
    pub(super) fn of(layout: &Layout, seq: u64, position: Position) -> Result<Self, StoreError> {
        let db = layout.db();
        let length = db.metadata().at(&db)?.len();
        Ok(Self {
            seq,
            length,
            blocks: checksums(&db, length)?,
            others: others(layout)?,
            segment: position.segment,
            at: position.at,
        })
    }

    pub(super) const fn position(&self) -> Position {
        Position {
            segment: self.segment,
            at: self.at,
        }
    }

    /// Writes it durably.
    pub(super) fn write(&self, layout: &Layout) -> Result<(), StoreError> {
        let mut payload = Vec::new();
        codec::write(self, &mut payload)?;
        // Plain in an encrypted store too: it is read first, and names nothing but lengths and sums.
        let bytes = envelope::seal(&Cipher::Plain, TAG, 1, KEY, &payload)?;
        layout::replace(&layout.seal(), &bytes, true)
    }

    /// Reads it; `None` when it is not there or not whole.
    pub(super) fn read(layout: &Layout) -> Option<Self> {
        Self::from_file(&layout.seal())
    }

    /// How far the store is known to have come: where it stood when it was last closed.
    pub(super) fn last_known(layout: &Layout) -> u64 {
        Self::from_file(&layout.last_seal()).map_or(0, |seal| seal.seq)
    }

    fn from_file(path: &Path) -> Option<Self> {
        let bytes = std::fs::read(path).ok()?;
        let opened = envelope::open(&Cipher::Plain, TAG, KEY, &bytes).ok()?;
        let (seal, used) = codec::read::<Self>(&opened.payload).ok()?;
        (opened.schema == 1 && used == opened.payload.len()).then_some(seal)
    }

    /// Whether the database still has the length it was sealed with: a glance, no reading.
    pub(super) fn looks_right(&self, layout: &Layout) -> bool {
        layout
            .db()
            .metadata()
            .is_ok_and(|meta| meta.len() == self.length)
    }

    /// Whether every byte of the database is what was sealed.
    pub(super) fn holds(&self, layout: &Layout) -> bool {
        self.looks_right(layout)
            && others(layout).is_ok_and(|found| found == self.others)
            && checksums(&layout.db(), self.length).is_ok_and(|found| found == self.blocks)
    }
}

fn others(layout: &Layout) -> Result<Vec<(String, u64)>, StoreError> {
    let dir = layout.sled();
    let mut found = Vec::new();
    for path in list(&dir)? {
        if path.is_file() && name(&path) != "db" {
            let len = path.metadata().at(&path)?.len();
            found.push((name(&path).to_owned(), len));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Checksums by block, read by two threads where that pays.
fn checksums(path: &Path, length: u64) -> Result<Vec<u32>, StoreError> {
    let blocks = length.div_ceil(BLOCK);
    if blocks < 16 {
        return span(path, 0, length);
    }
    let middle = blocks / 2 * BLOCK;
    std::thread::scope(|scope| {
        let back = scope.spawn(|| span(path, middle, length));
        let mut all = span(path, 0, middle)?;
        let back = back.join().unwrap_or_else(|_| {
            Err(StoreError::harmed(
                Harm::Stopped,
                "reading the database stopped",
            ))
        })?;
        all.extend(back);
        Ok(all)
    })
}

fn span(path: &Path, from: u64, to: u64) -> Result<Vec<u32>, StoreError> {
    let mut file = File::open(path).at(path)?;
    file.seek(SeekFrom::Start(from)).at(path)?;
    let mut buffer = vec![0; READ];
    let mut sums = Vec::new();
    let mut left = to - from;
    while left > 0 {
        let mut block = left.min(BLOCK);
        left -= block;
        let mut sum = crc32fast::Hasher::new();
        while block > 0 {
            let want = usize::try_from(block).unwrap_or(READ).min(READ);
            let part = buffer.get_mut(..want).unwrap_or_default();
            file.read_exact(part).at(path)?;
            sum.update(part);
            block -= want as u64;
        }
        sums.push(sum.finalize());
    }
    Ok(sums)
}
