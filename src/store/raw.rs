//! Records as the bytes the store keeps, for comparing engines on the same bytes, and damage to closed
//! stores for drills. Not an interface.

use std::path::Path;

use super::cipher::Cipher;
use super::error::At as _;
use super::layout::Layout;
use super::seal::Seal;
use super::{StoreError, entry, envelope, keys, rows};
use crate::domain::change::each_kind;
use crate::domain::{Change, ClientId, Kind, Record, Transaction};

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// The after image of a change; `None` for a removal.
fn after(change: &Change) -> Option<Record> {
    each_kind!(change, e => e.after.clone().map(Into::into))
}

/// Key and value of what a change leaves behind; `None` for a removal. A touch has a key of its own here,
/// not a page.
///
/// # Errors
/// [`StoreError::TooLarge`].
pub fn row(change: &Change) -> Result<Option<Pair>, StoreError> {
    let Some(record) = after(change) else {
        return Ok(None);
    };
    let key = match &record {
        Record::Touch(touch) => {
            let mut key = keys::of_client(Kind::Touch, touch.client);
            key.extend_from_slice(&touch.id.bytes());
            key
        }
        _ => keys::of_change(change).unwrap_or_default(),
    };
    let kind = record.kind();
    let mut payload = Vec::new();
    rows::write(&record, &mut payload)?;
    let value = envelope::seal(
        &Cipher::Plain,
        kind.code(),
        rows::schema(kind),
        &key,
        &payload,
    )?;
    Ok(Some((key, value)))
}

/// A record from its key and value.
///
/// # Errors
/// [`StoreError::Damaged`] when the bytes do not check.
pub fn record(key: &[u8], value: &[u8]) -> Result<Record, StoreError> {
    let kind = key
        .first()
        .and_then(|code| Kind::from_code(*code))
        .ok_or_else(|| StoreError::damaged("a key without a kind"))?;
    let opened = envelope::open(&Cipher::Plain, kind.code(), key, value)?;
    Ok(rows::record(kind, opened.schema, &opened.payload)?)
}

fn database(dir: &Path) -> Result<sled::Db, StoreError> {
    let path = Layout::new(dir).sled();
    sled::open(&path).at(&path)
}

/// Seals a closed store anew, for what was done to it here.
fn seal_again(dir: &Path) -> Result<(), StoreError> {
    let layout = Layout::new(dir);
    match Seal::read(&layout) {
        Some(old) => Seal::of(&layout, old.seq, old.position())?.write(&layout),
        None => Ok(()),
    }
}

/// Puts the rows of another closed store into a closed one, leaving journal and state as they are: what
/// comes back when the disk gives pages of an earlier day.
///
/// # Errors
/// The database's.
pub fn rows_from(dir: &Path, other: &Path) -> Result<(), StoreError> {
    let (to, from) = (database(dir)?, database(other)?);
    let rows = to.open_tree("rows").at(dir)?;
    rows.clear().at(dir)?;
    for pair in from.open_tree("rows").at(other)?.iter() {
        let (key, value) = pair.at(other)?;
        rows.insert(key, value).at(dir)?;
    }
    to.flush().at(dir)?;
    drop((rows, to, from));
    seal_again(dir)
}

/// Flips a bit in the pages of a client's touches of a closed store, behind the back of its seal.
///
/// # Errors
/// The database's.
pub fn spoil_touches(dir: &Path, client: ClientId) -> Result<(), StoreError> {
    let db = database(dir)?;
    spoil(
        &db.open_tree("rows").at(dir)?,
        &keys::of_client(Kind::Touch, client),
        dir,
    )?;
    db.flush().at(dir)?;
    drop(db);
    seal_again(dir)
}

/// Flips a bit in the first entry of the journal of a closed store, behind the back of its seal.
///
/// # Errors
/// The database's.
pub fn spoil_journal(dir: &Path) -> Result<(), StoreError> {
    let db = database(dir)?;
    spoil(&db.open_tree("journal").at(dir)?, &1_u64.to_be_bytes(), dir)?;
    db.flush().at(dir)?;
    drop(db);
    seal_again(dir)
}

fn spoil(tree: &sled::Tree, prefix: &[u8], dir: &Path) -> Result<(), StoreError> {
    for pair in tree.scan_prefix(prefix) {
        let (key, value) = pair.at(dir)?;
        let mut bytes = value.to_vec();
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
        tree.insert(key, bytes).at(dir)?;
    }
    Ok(())
}

/// A transaction as the journal keeps it.
///
/// # Errors
/// [`StoreError::TooLarge`].
pub fn transaction(transaction: &Transaction) -> Result<Vec<u8>, StoreError> {
    Ok(entry::encode(transaction, &entry::GENESIS)?.bytes)
}
