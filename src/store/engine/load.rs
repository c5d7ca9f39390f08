//! Reading the portfolio at start, and campaigns when they are asked for.

use std::sync::mpsc::sync_channel;

use sled::IVec;

use super::tables::Tables;
use super::{OpenReport, StoreError, envelope, keys};
use crate::domain::history::DEPTH;
use crate::domain::{Book, Campaign, ClientId, Entry, Kind, Record};
use crate::store::chunk::Value;
use crate::store::harm::Harm;
use crate::store::rows;

/// Records handed over at once.
const SLICE: usize = 512;

/// Slices that may wait: enough to keep both threads busy, little enough to stay small.
const AHEAD: usize = 16;

/// A stored record as the scan finds it.
type Raw = (Kind, IVec, Value);

/// Hands over all rows of some kinds, kind by kind. One thread reads pages, this one decodes what it finds:
/// sled's part and ours are of about the same size.
fn each_row(
    tables: &Tables,
    kinds: &[Kind],
    mut take: impl FnMut(Kind, &[u8], &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (send, receive) = sync_channel::<Result<Vec<Raw>, StoreError>>(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut slice = Vec::with_capacity(SLICE);
            for kind in kinds.iter().copied() {
                for found in tables.scan(&[kind.code()], keys::width(kind)) {
                    match found {
                        Ok((key, value)) => slice.push((kind, key, value)),
                        Err(error) => {
                            // The taker may have gone: then nobody needs the error either.
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
                take(kind, &key, &value)?;
            }
        }
        Ok(())
    })
}

/// Everything but touches and campaigns.
pub(super) fn book(tables: &Tables, seq: u64, report: &mut OpenReport) -> Result<Book, StoreError> {
    let mut book = Book::new();
    report.orphans = 0;
    let kinds: Vec<Kind> = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.is_lazy())
        .collect();
    each_row(tables, &kinds, |kind, key, value| {
        if let Err(orphan) = book.load(decode(tables, kind, key, value)?) {
            report.orphans += 1;
            tracing::warn!(
                kind = orphan.kind().name(),
                client = %orphan.client(),
                "a record without its client"
            );
        }
        Ok(())
    })?;
    book.set_seq(seq);
    Ok(book)
}

/// The campaigns of a client, in the order they were first imported.
pub(super) fn campaigns(tables: &Tables, client: ClientId) -> Result<Vec<Campaign>, StoreError> {
    let prefix = keys::of_client(Kind::Campaign, client);
    let mut campaigns = Vec::new();
    for found in tables.scan(&prefix, keys::width(Kind::Campaign)) {
        let (key, value) = found?;
        campaigns.extend(campaign(tables, &key, &value)?);
    }
    Ok(campaigns)
}

/// All campaigns of the store, client by client.
pub(super) fn each_campaign(
    tables: &Tables,
    f: &mut dyn FnMut(ClientId, Vec<Campaign>),
) -> Result<(), StoreError> {
    let mut of_one: Vec<Campaign> = Vec::new();
    each_row(tables, &[Kind::Campaign], |_, key, value| {
        let Some(next) = campaign(tables, key, value)? else {
            return Ok(());
        };
        if let Some(client) = of_one
            .first()
            .map(|c| c.client)
            .filter(|c| *c != next.client)
        {
            f(client, std::mem::take(&mut of_one));
        }
        of_one.push(next);
        Ok(())
    })?;
    if let Some(client) = of_one.first().map(|c| c.client) {
        f(client, of_one);
    }
    Ok(())
}

fn campaign(tables: &Tables, key: &[u8], value: &[u8]) -> Result<Option<Campaign>, StoreError> {
    match decode(tables, Kind::Campaign, key, value)? {
        Record::Campaign(campaign) => Ok(Some(campaign)),
        _ => Ok(None),
    }
}

pub(super) fn decode(
    tables: &Tables,
    kind: Kind,
    key: &[u8],
    value: &[u8],
) -> Result<Record, StoreError> {
    let opened = envelope::open(&tables.cipher, kind.code(), key, value)?;
    let record = rows::record(kind, opened.schema, &opened.payload)?;
    if keys::holds(key, &record) {
        Ok(record)
    } else {
        Err(StoreError::harmed(
            Harm::Misplaced,
            format_args!("a {} lies where another belongs", kind.name()),
        ))
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
