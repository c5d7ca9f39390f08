//! The first screen of the portfolio in one small file, so that a start shows something before sled is
//! open.

use std::path::Path;

use super::codec;
use super::layout::{self, Layout};
use super::packed;
use super::seal::Seal;
use super::{StoreError, envelope};
use crate::domain::book::Totals;
use crate::domain::{Book, Record};

const KEY: &[u8] = b"head";
const TAG: u8 = 0x83;

/// What the first screen shows: some records, clients before what hangs on them, and totals of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Records of the clients the first screen shows.
    pub records: Vec<Record>,
    /// Totals of the whole portfolio.
    pub totals: Totals,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Front {
    seq: u64,
    clients: u64,
    stages: [u64; 5],
    drafts: u64,
    records: u32,
}

/// Writes the head that belongs to a sealed store. It is a cache: losing it costs a moment at start.
pub(super) fn write(layout: &Layout, seq: u64, head: &Head) -> Result<(), StoreError> {
    let totals = head.totals;
    let mut payload = Vec::new();
    let front = Front {
        seq,
        clients: totals.clients as u64,
        stages: totals.stages.map(|n| n as u64),
        drafts: totals.drafts as u64,
        records: u32::try_from(head.records.len()).unwrap_or(0),
    };
    codec::write(&front, &mut payload)?;
    for record in &head.records {
        packed::record(record, &mut payload)?;
    }
    let bytes = envelope::seal(&layout.cipher, TAG, packed::LAYOUT, KEY, &payload)?;
    layout::replace(&layout.head(), &bytes, false)
}

/// The first screen of a closed store as a partial book, without opening the store: `None` when there is
/// none, when it does not belong to what the store was sealed with, or when the store is encrypted.
#[must_use]
pub fn read_head(dir: &Path) -> Option<Book> {
    read(&Layout::new(dir))
}

/// As [`read_head`], of a directory whose key is in use.
pub(super) fn read(layout: &Layout) -> Option<Book> {
    let seal = Seal::read(layout).filter(|seal| seal.looks_right(layout))?;
    let bytes = std::fs::read(layout.head()).ok()?;
    let opened = envelope::open(&layout.cipher, TAG, KEY, &bytes).ok()?;
    let (front, used) = codec::read::<Front>(&opened.payload).ok()?;
    if front.seq != seal.seq {
        return None;
    }
    let mut book = Book::new();
    let mut rest = opened.payload.get(used..)?;
    for _ in 0..front.records {
        let record = packed::take(opened.schema, &mut rest)?;
        book.load(record).ok()?;
    }
    let count = |n: u64| usize::try_from(n).unwrap_or(0);
    book.set_seq(front.seq);
    book.set_partial(Totals {
        clients: count(front.clients),
        stages: front.stages.map(count),
        drafts: count(front.drafts),
    });
    Some(book)
}
