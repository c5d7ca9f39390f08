//! A database as small as what it holds: sled never gives space back.
//!
//! Everything is written into a new database, both are summed, and only when the sums are the same does the
//! new one take the place ([`swap`]). A process killed at any moment leaves the old one or the new one.

use std::fs;

use super::tables::Tables;
use super::{Engine, Layout, OpenOptions, Step, StoreError};
use crate::store::error::At as _;
use crate::store::harm::Harm;
use crate::store::layout::{replace, size_of};
use crate::store::swap::{self, Plan};

/// A smaller database is not worth the work.
const SMALL: u64 = 64 << 20;

/// Times the live data a database may be.
const TIMES: u64 = 3;

/// Pairs written at once.
const BATCH: usize = 2000;

/// A smaller database, complete, beside the one it is to replace.
#[derive(Debug)]
pub(super) struct Smaller;

/// Makes a smaller database of an open store.
pub(super) fn prepare(engine: &Engine) -> Result<Smaller, StoreError> {
    let made = engine.tables().and_then(|tables| make(engine, tables));
    if made.is_err() {
        swap::give_up(&engine.layout);
    }
    made.map(|()| Smaller)
}

fn make(engine: &Engine, tables: &Tables) -> Result<(), StoreError> {
    engine.drill(Step::Export)?;
    let to = engine.layout.beside(&swap::begin(&engine.layout)?);
    to.create()?;
    let new = Tables::open(&to, &OpenOptions::default())?;
    let had = export(tables, Some(&new))?;
    engine.drill(Step::Compare)?;
    new.sync()?;
    let has = export(&new, None)?;
    if had != has {
        return Err(StoreError::harmed(
            Harm::Copy,
            "the smaller database is not the same",
        ));
    }
    match new.close()? {
        true => Ok(()),
        false => Err(StoreError::Closed),
    }
}

/// The sum of everything in a database, which is written into another when one is given.
fn export(from: &Tables, to: Option<&Tables>) -> Result<blake3::Hash, StoreError> {
    let mut sum = blake3::Hasher::new();
    for (n, tree) in from.trees().into_iter().enumerate() {
        let mut batch = sled::Batch::default();
        let mut waiting = 0;
        let into = to.and_then(|to| to.trees().get(n).copied());
        for pair in tree.iter() {
            let (key, value) = pair.at(&from.path)?;
            for part in [&[u8::try_from(n).unwrap_or(0)][..], &key, &value] {
                sum.update(&(part.len() as u64).to_le_bytes());
                sum.update(part);
            }
            if let Some(into) = into {
                batch.insert(key, value);
                waiting += 1;
                if waiting == BATCH {
                    into.apply_batch(std::mem::take(&mut batch))
                        .at(&from.path)?;
                    waiting = 0;
                }
            }
        }
        if let Some(into) = into {
            into.apply_batch(batch).at(&from.path)?;
        }
    }
    Ok(sum.finalize())
}

impl Smaller {
    /// Takes the place of the closed database. What was decided and failed on the way is gone on with at once, or
    /// nobody knows what is to be sealed; done in the end it has not failed.
    pub(super) fn swap(self, engine: &Engine) -> Result<(), StoreError> {
        let layout = &engine.layout;
        let mut plan = Plan::new(layout);
        plan.let_go("sled");
        plan.put("sled");
        let swapped = plan.carry_out(&|step| engine.drill(step));
        let swapped = swapped.or_else(|error| match swap::finish(layout) {
            Ok(true) => Ok(()),
            Ok(false) => Err(error),
            Err(unfinished) => {
                tracing::warn!(%unfinished, "what replaces the database is finished at the next start");
                engine.doubt.set(true);
                Err(error)
            }
        });
        let _ = layout.weigh(size_of(&layout.sled()));
        swapped
    }
}

/// Bytes of the keys and values of a database.
pub(in crate::store) fn live(tables: &Tables) -> Result<u64, StoreError> {
    let mut live = 0;
    for tree in tables.trees() {
        for pair in tree.iter() {
            let (key, value) = pair.at(&tables.path)?;
            live += (key.len() + value.len()) as u64;
        }
    }
    Ok(live)
}

/// Whether a database of this size holds too little.
pub(in crate::store) const fn too_large(size: u64, live: u64) -> bool {
    size > SMALL && size > TIMES * live
}

/// Whether the database is too large for what it holds. Looking at all of it is put off until it has grown
/// by a quarter since it was last looked at.
pub(super) fn is_due(layout: &Layout, tables: &Tables) -> Result<bool, StoreError> {
    let size = size_of(&layout.sled());
    if size <= SMALL {
        return Ok(false);
    }
    let looked_at = layout.weighed();
    if looked_at.is_some_and(|at| size < at + at / 4) {
        return Ok(false);
    }
    let due = too_large(size, live(tables)?);
    if !due {
        layout.weigh(size)?;
    }
    Ok(due)
}

impl Layout {
    /// The size of the database when it was last found to be as large as it may be.
    fn weighed(&self) -> Option<u64> {
        fs::read_to_string(self.weight()).ok()?.trim().parse().ok()
    }

    fn weigh(&self, size: u64) -> Result<(), StoreError> {
        replace(&self.weight(), format!("{size}\n").as_bytes(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_large_database_that_holds_little_is_too_large() {
        for (size, live, large) in [
            (SMALL, 1, false),
            (SMALL + 1, SMALL / 4, true),
            (300 << 20, 100 << 20, false),
            ((300 << 20) + 1, 100 << 20, true),
        ] {
            assert_eq!(too_large(size, live), large, "{size} {live}");
        }
    }
}
