//! What is read for other processes, in slices, so that nobody waits for a long one.

use std::ops::Bound;
use std::time::Instant;

use super::{Engine, Joined, StoreError, envelope, load};
use crate::domain::{Entry, Kind};
use crate::store::entry::Hash;
use crate::store::harm::Harm;
use crate::store::keys;

/// A row taken out of its envelope: whoever may ask may read, and needs no key for it.
#[derive(Debug)]
pub(in crate::store) struct Row {
    pub(in crate::store) key: Vec<u8>,
    pub(in crate::store) schema: u16,
    pub(in crate::store) payload: Vec<u8>,
}

/// How much one slice may be.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Portion {
    /// Bytes; the last thing may go beyond.
    pub(in crate::store) bytes: usize,
    /// When it must be handed over.
    pub(in crate::store) until: Instant,
}

impl Portion {
    /// Whether something of `bytes` was the last that fits; takes it off.
    pub(in crate::store) fn filled_by(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_sub(bytes);
        self.bytes == 0 || Instant::now() >= self.until
    }
}

impl Engine {
    /// The hash of the last durable entry.
    pub(in crate::store) const fn hash(&self) -> Hash {
        self.hash
    }

    /// The bytes of a journal entry.
    pub(in crate::store) fn entry_bytes(&self, seq: u64) -> Result<Vec<u8>, StoreError> {
        if seq == 0 || seq > self.seq {
            // What was never made is no damage that would be looked for at the next start.
            return Err(StoreError::harmed(
                Harm::Chain,
                format_args!("entry {seq} is not there"),
            ));
        }
        self.reading(|tables| tables.entry(seq))
    }

    /// The journal heads undo needs, ascending.
    pub(in crate::store) fn heads(&self) -> Result<Vec<Entry>, StoreError> {
        self.reading(load::entries)
    }

    /// Rows of a kind behind a key, and whether there are more.
    pub(in crate::store) fn rows_behind(
        &self,
        kind: Kind,
        key: &[u8],
        mut slice: Portion,
    ) -> Result<(Vec<Row>, bool), StoreError> {
        let from = if key.is_empty() {
            Bound::Included(vec![kind.code()])
        } else {
            // Behind the key and the rest of its value, whose number has two bytes.
            Bound::Excluded([key, &[0xff; 3]].concat())
        };
        let end = match kind.code().checked_add(1) {
            Some(next) => Bound::Excluded(vec![next]),
            None => Bound::Unbounded,
        };
        self.reading(|tables| {
            let found = tables.rows.range::<Vec<u8>, _>((from, end));
            let mut rows = Vec::new();
            for row in Joined::new(found, keys::width(kind), &tables.path) {
                let (key, value) = row?;
                let opened = envelope::open(&tables.cipher, kind.code(), &key, &value)?;
                rows.push(Row {
                    key: key.to_vec(),
                    schema: opened.schema,
                    payload: opened.payload.to_vec(),
                });
                if slice.filled_by(key.len() + value.len()) {
                    return Ok((rows, true));
                }
            }
            Ok((rows, false))
        })
    }
}
