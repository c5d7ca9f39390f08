//! A backup carried over into an empty database, value by value as it lies.
//!
//! Inserting is what takes time, some ten microseconds a row, and two threads do twice as much of it: the file is
//! read, checked and cut into slices by one, and others take the slices as they come.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{Builder, available_parallelism};

use super::tables::{State, Tables};
use super::{StoreError, caught};
use crate::store::backup::{Backup, TreeName};
use crate::store::error::At as _;
use crate::store::harm::Harm;

/// Bytes handed over at once: enough that neighbours seldom meet in one page.
const SLICE: usize = 256 << 10;

/// Slices that may wait.
const AHEAD: usize = 8;

/// Most threads that insert. The database lets no more work side by side.
const MOST: usize = 4;

/// Values of one tree.
#[derive(Default)]
struct Slice {
    tree: Option<TreeName>,
    /// Key and value of each, one behind the other.
    bytes: Vec<u8>,
    /// Lengths of keys and values.
    pairs: Vec<(usize, usize)>,
}

impl Slice {
    fn push(&mut self, key: &[u8], value: &[u8]) {
        self.pairs.push((key.len(), value.len()));
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
    }

    fn insert(&self, tables: &Tables) -> Result<(), StoreError> {
        let tree = match self.tree {
            Some(TreeName::Meta) => &tables.meta,
            Some(TreeName::Rows) => &tables.rows,
            Some(TreeName::Journal) => &tables.journal,
            // Left to the caller.
            Some(TreeName::Unsaved) | None => return Ok(()),
        };
        let mut rest = self.bytes.as_slice();
        for (key, value) in &self.pairs {
            let Some((pair, tail)) = rest.split_at_checked(key + value) else {
                break;
            };
            let (key, value) = pair.split_at(*key);
            tree.insert(key, value).at(&tables.path)?;
            rest = tail;
        }
        Ok(())
    }
}

/// Fills an empty database from a backup and tells where it stands then.
///
/// # Errors
/// What is found wrong with the file, from its beginning to its end: then what was carried over is of no use.
pub(super) fn copy(backup: &Backup, tables: &Tables) -> Result<State, StoreError> {
    let (send, receive) = sync_channel(AHEAD);
    let receive = Mutex::new(receive);
    let inserters = available_parallelism().map_or(1, usize::from).min(MOST);
    let stopped = || StoreError::harmed(Harm::Stopped, "filling the database stopped");
    std::thread::scope(|scope| {
        let work = || insert(&receive, tables);
        let mut at_work = Vec::new();
        for _ in 0..inserters {
            match Builder::new().spawn_scoped(scope, work) {
                Ok(thread) => at_work.push(thread),
                Err(error) => tracing::warn!(%error, "no more threads to write with"),
            }
        }
        // Nobody else is there to do it.
        let alone = at_work.is_empty();
        let read = read(backup, |slice| match alone {
            true => slice.insert(tables),
            false => send.send(slice).map_err(|_| stopped()),
        });
        drop(send);
        let mut done = Ok(());
        for thread in at_work {
            let ended = thread.join().unwrap_or_else(|_| Err(stopped()));
            done = done.and(ended);
        }
        // Why nobody took what was read says more than that.
        done.and(read)
    })
}

/// Reads and checks the file, slice by slice.
fn read(
    backup: &Backup,
    mut give: impl FnMut(Slice) -> Result<(), StoreError>,
) -> Result<State, StoreError> {
    let mut slice = Slice::default();
    let (read, _) = Backup::passed_on(&backup.path, None, |tree, key, value| {
        if slice.tree != Some(tree) || slice.bytes.len() >= SLICE {
            let fresh = Slice {
                tree: Some(tree),
                bytes: Vec::with_capacity(SLICE + (8 << 10)),
                pairs: Vec::new(),
            };
            give(std::mem::replace(&mut slice, fresh))?;
        }
        slice.push(key, value);
        Ok(())
    })?;
    give(slice)?;
    Ok(State {
        seq: read.front.seq,
        hash: read.front.hash,
    })
}

/// Takes slices until there are no more.
fn insert(slices: &Mutex<Receiver<Slice>>, tables: &Tables) -> Result<(), StoreError> {
    let next = || slices.lock().ok()?.recv().ok();
    let mut done = Ok(());
    while let Some(slice) = next() {
        // Taken though it is of no use any more: whoever reads would wait for ever.
        if done.is_ok() {
            done = caught("the database does not take a value", || {
                slice.insert(tables)
            });
        }
    }
    done
}
