//! Reading the portfolio at start.

use std::sync::mpsc::sync_channel;

use sled::IVec;

use super::tables::Tables;
use super::{OpenReport, StoreError, envelope, keys};
use crate::domain::history::DEPTH;
use crate::domain::{Book, Entry, Kind, Record};
use crate::store::chunk::Value;
use crate::store::rows;

/// Records handed over at once.
const SLICE: usize = 512;

/// Slices that may wait: enough to keep both threads busy, little enough to stay small.
const AHEAD: usize = 16;

/// A stored record as the scan finds it.
type Raw = (Kind, IVec, Value);

/// Everything but touches and campaigns. One thread reads pages, this one decodes and builds the book: sled's part and
/// ours are of about the same size.
pub(super) fn book(tables: &Tables, seq: u64, report: &mut OpenReport) -> Result<Book, StoreError> {
    let mut book = Book::new();
    report.orphans = 0;
    let (send, receive) = sync_channel::<Result<Vec<Raw>, StoreError>>(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut slice = Vec::with_capacity(SLICE);
            for kind in Kind::ALL.iter().copied().filter(|k| !k.is_lazy()) {
                for found in tables.scan(&[kind.code()], keys::width(kind)) {
                    match found {
                        Ok((key, value)) => slice.push((kind, key, value)),
                        Err(error) => {
                            // The builder may have gone: then nobody needs the error either.
                            let _ = send.send(Err(error));
                            return;
                        }
                    }
                    if slice.len() == SLICE {
                        let full = std::mem::replace(&mut slice, Vec::with_capacity(SLICE));
                        if send.send(Ok(full)).is_err() {
                            return;
                        }
                    }
                }
            }
            let _ = send.send(Ok(slice));
        });
        for slice in receive {
            for (kind, key, value) in slice? {
                if let Err(orphan) = book.load(decode(kind, &key, &value)?) {
                    report.orphans += 1;
                    tracing::warn!(
                        kind = orphan.kind().name(),
                        client = %orphan.client(),
                        "a record without its client"
                    );
                }
            }
        }
        Ok::<(), StoreError>(())
    })?;
    book.set_seq(seq);
    Ok(book)
}

fn decode(kind: Kind, key: &[u8], value: &[u8]) -> Result<Record, StoreError> {
    let opened = envelope::open(kind.code(), key, value)?;
    let record = rows::record(kind, opened.schema, opened.payload)?;
    if keys::holds(key, &record) {
        Ok(record)
    } else {
        Err(StoreError::damaged(format_args!(
            "a {} lies where another belongs",
            kind.name()
        )))
    }
}

/// The last journal heads, ascending. A group is not cut in two: undo would take back only its end.
pub(super) fn entries(tables: &Tables) -> Result<Vec<Entry>, StoreError> {
    let mut entries: Vec<Entry> = Vec::new();
    for head in tables.heads() {
        let head = head?;
        let enough = entries.len() >= DEPTH
            && entries
                .last()
                .is_none_or(|last| last.group.is_none() || last.group != head.group);
        if enough {
            break;
        }
        entries.push(head);
    }
    entries.reverse();
    Ok(entries)
}
