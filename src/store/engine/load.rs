//! Reading the portfolio at start, and campaigns when they are asked for.

use std::sync::Mutex;
use std::sync::mpsc::{channel, sync_channel};
use std::thread::{Builder, Scope, available_parallelism};

use sled::IVec;

use super::tables::Tables;
use super::{OpenReport, StoreError, envelope, keys};
use crate::domain::history::DEPTH;
use crate::domain::{Book, Campaign, ClientId, Entry, Kind, Record};
use crate::store::chunk::Value;
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::rows;

/// Rows handed over at once.
const SLICE: usize = 512;

/// Slices of campaigns that may wait: enough to keep both threads busy, little enough to stay small.
const AHEAD: usize = 16;

/// Most threads that read at once. Behind that the one that builds the portfolio is the slowest.
const MOST: usize = 4;

/// Scans the rows of a kind and hands what is made of them over in slices, until `send` says that nobody
/// takes them any more.
fn scan<T>(
    tables: &Tables,
    kind: Kind,
    make: impl Fn(IVec, Value) -> Result<T, StoreError>,
    send: impl Fn(Result<Vec<T>, StoreError>) -> bool,
) {
    let mut slice = Vec::with_capacity(SLICE);
    for found in tables.scan(&[kind.code()], keys::width(kind)) {
        match found.and_then(|(key, value)| make(key, value)) {
            Ok(made) => slice.push(made),
            Err(error) => {
                // The taker may have gone: then nobody needs the error either.
                send(Err(error));
                return;
            }
        }
        if slice.len() == SLICE {
            let full = std::mem::replace(&mut slice, Vec::with_capacity(SLICE));
            if !send(Ok(full)) {
                return;
            }
        }
    }
    send(Ok(slice));
}

/// What a thread is made with, or why there is none.
type Thread = fn() -> std::io::Result<Builder>;

/// Any thread the system gives.
fn any() -> std::io::Result<Builder> {
    Ok(Builder::new())
}

/// Starts a thread that reads beside this one. That the system has none to give is no damage.
fn beside<'scope>(
    thread: Thread,
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) -> std::io::Result<()> {
    thread()?.spawn_scoped(scope, work).map(|_| ())
}

/// Everything but touches and campaigns. The kinds are read and decoded side by side and
/// taken in their order: a client goes before what belongs to it.
pub(super) fn book(tables: &Tables, seq: u64, report: &mut OpenReport) -> Result<Book, StoreError> {
    book_by(any, tables, seq, report)
}

fn book_by(
    thread: Thread,
    tables: &Tables,
    seq: u64,
    report: &mut OpenReport,
) -> Result<Book, StoreError> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| !kind.is_lazy());
    let (asked, found): (Vec<_>, Vec<_>) = kinds
        .map(|kind| {
            let (send, receive) = channel::<Result<Vec<Record>, StoreError>>();
            ((kind, send), (kind, receive))
        })
        .unzip();
    let asked = Mutex::new(asked.into_iter());
    let next = || asked.lock().ok()?.next();
    let scanners = available_parallelism().map_or(1, usize::from).min(MOST);
    let mut book = Book::new();
    report.orphans = 0;
    let work = || {
        while let Some((kind, send)) = next() {
            let make = |key: IVec, value: Value| decode(tables, kind, &key, &value);
            // A thread that died would leave the kinds nobody reads to be waited for.
            let scanned = caught("a page cannot be read", || {
                scan(tables, kind, make, |slice| send.send(slice).is_ok());
                Ok(())
            });
            if let Err(error) = scanned {
                let _ = send.send(Err(error));
            }
        }
    };
    std::thread::scope(|scope| {
        for n in 0..scanners {
            if let Err(error) = beside(thread, scope, work) {
                tracing::warn!(%error, "no more threads to read with");
                if n == 0 {
                    // Everything is read here first, then.
                    work();
                }
                break;
            }
        }
        for (kind, slices) in found {
            for slice in slices {
                for record in slice? {
                    if let Err(orphan) = book.load(record) {
                        report.orphans += 1;
                        tracing::warn!(
                            kind = kind.name(),
                            client = %orphan.client(),
                            "a record without its client"
                        );
                    }
                }
            }
        }
        Ok::<(), StoreError>(())
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
    each_campaign_by(any, tables, f)
}

fn each_campaign_by(
    thread: Thread,
    tables: &Tables,
    f: &mut dyn FnMut(ClientId, Vec<Campaign>),
) -> Result<(), StoreError> {
    let mut of_one: Vec<Campaign> = Vec::new();
    let (send, receive) = sync_channel::<Result<Vec<(IVec, Value)>, StoreError>>(AHEAD);
    std::thread::scope(|scope| {
        let work = move || {
            let make = |key, value| Ok((key, value));
            scan(tables, Kind::Campaign, make, |slice| {
                send.send(slice).is_ok()
            });
        };
        beside(thread, scope, work).at(&tables.path)?;
        for slice in receive {
            for (key, value) in slice? {
                let Some(next) = campaign(tables, &key, &value)? else {
                    continue;
                };
                if let Some(client) = of_one
                    .first()
                    .map(|c| c.client)
                    .filter(|c| *c != next.client)
                {
                    f(client, std::mem::take(&mut of_one));
                }
                of_one.push(next);
            }
        }
        Ok::<(), StoreError>(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::OpenOptions;
    use crate::store::layout::Layout;

    fn none() -> std::io::Result<Builder> {
        Err(std::io::ErrorKind::WouldBlock.into())
    }

    #[test]
    fn without_a_thread_to_read_beside_everything_is_read_or_that_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let tables = Tables::open(&Layout::new(dir.path()), &OpenOptions::default()).unwrap();
        // A row that is none: whoever reads it says so.
        tables.rows.insert([Kind::Client.code(); 17], b"x").unwrap();
        let read = |thread: Thread| {
            let read = book_by(thread, &tables, 0, &mut OpenReport::default()).map(|_| ());
            (read, each_campaign_by(thread, &tables, &mut |_, _| {}))
        };
        let (beside, here) = (read(any), read(none));
        assert!(beside.0.as_ref().is_err_and(StoreError::is_damage));
        assert_eq!(beside.0, here.0, "the rows were read");
        assert_eq!(beside.1, Ok(()));
        assert!(matches!(here.1, Err(StoreError::Io { .. })), "{:?}", here.1);
    }
}
