//! Damage to closed, plain stores, for drills that must find it. Not an interface.

use std::path::Path;

use super::error::At as _;
use super::layout::Layout;
use super::seal::Seal;
use super::{StoreError, keys};
use crate::domain::{ClientId, Kind};

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
