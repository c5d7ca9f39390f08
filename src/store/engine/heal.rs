//! Rebuilding the database from the journal files.

use std::fs;
use std::path::PathBuf;

use super::commit::Writes;
use super::tables::{State, Tables};
use super::{Layout, OpenReport, StoreError, entry};
use crate::domain::Transaction;
use crate::store::error::At as _;
use crate::store::layout::{copy_dir, sync_dir};
use crate::store::log::Frames;

/// Transactions written at once while rebuilding or copying.
pub(super) const BATCH: usize = 256;

/// Bytes after which a batch is written even if it is short.
const WEIGHT: usize = 4 << 20;

/// Writes transactions that are in the journal files already, with the bytes of their entries there.
pub(super) fn replay(
    tables: &Tables,
    batch: &[(Transaction, Vec<u8>)],
    state: &mut State,
) -> Result<(), StoreError> {
    let writes = Writes::replayed(batch, *state, tables)?;
    writes.transact(tables)?;
    *state = writes.state();
    Ok(())
}

/// Puts the damaged database aside and builds one from the journal files, if they hold everything from
/// the first transaction to at least `known`. Otherwise everything is put back as it was found.
pub(super) fn rebuild(
    layout: &Layout,
    known: u64,
    cause: &StoreError,
    report: &mut OpenReport,
) -> Result<(), StoreError> {
    tracing::error!(%cause, "the database is damaged, rebuilding it from the journal");
    report.damage = Some(cause.to_string());
    let scratch = layout.root.join("rebuild");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).at(&scratch)?;
    }
    let inner = layout.beside(&scratch);
    inner.create()?;
    let built = from_frames(layout, &inner, known);
    if let Err(error) = built {
        let _ = fs::remove_dir_all(&scratch);
        put_back(layout, report.copied.as_ref())?;
        return Err(error);
    }
    if layout.sled().exists() {
        report.quarantined.push(layout.quarantine(&layout.sled())?);
    }
    fs::rename(inner.sled(), layout.sled()).at(&layout.sled())?;
    sync_dir(&layout.root)?;
    let _ = fs::remove_dir_all(&scratch);
    report.rebuilt = true;
    Ok(())
}

fn from_frames(layout: &Layout, to: &Layout, known: u64) -> Result<(), StoreError> {
    let tables = Tables::open(to)?;
    let mut state = State {
        seq: 0,
        hash: entry::GENESIS,
    };
    let (mut batch, mut weight, mut tip) = (Vec::new(), 0, state);
    for frame in Frames::from(&layout.journal(), 0, &layout.cipher)? {
        let frame = frame?;
        if frame.seq != tip.seq + 1 || entry::previous(&frame.entry) != Some(tip.hash) {
            break;
        }
        tip = State {
            seq: frame.seq,
            hash: entry::hash(&frame.entry),
        };
        weight += frame.entry.len();
        batch.push((entry::decode(&frame.entry)?, frame.entry));
        if batch.len() == BATCH || weight > WEIGHT {
            replay(&tables, &batch, &mut state)?;
            batch.clear();
            weight = 0;
        }
    }
    if !batch.is_empty() {
        replay(&tables, &batch, &mut state)?;
    }
    if state.seq == 0 || state.seq < known {
        return Err(StoreError::damaged(format_args!(
            "the database is damaged and the journal gives back only {} of {known} transactions",
            state.seq
        )));
    }
    tables.close()?;
    sync_dir(&to.sled())
}

/// Undoes what trying to open may have done to the only copy.
fn put_back(layout: &Layout, copy: Option<&PathBuf>) -> Result<(), StoreError> {
    let Some(copy) = copy else {
        return Ok(());
    };
    if layout.sled().exists() {
        layout.quarantine(&layout.sled())?;
    }
    copy_dir(copy, &layout.sled())
}
