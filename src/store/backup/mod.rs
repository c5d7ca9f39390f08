//! Backups: the whole store as one file, verified when it is made and whenever it is used.
//!
//! A file holds what sled holds, tree by tree and byte for byte (`format`), so that it is encrypted when
//! the store is; the directory's `header` travels in it, and with it the wrapped key. It is written by a
//! thread of its own (`write`) from what the storage thread hands over in slices, read back, verified
//! (`read`, `check`) and only then given its name. `shelf` is the folder `backups/` of a store: which
//! are there, which is the newest good one; `rotation` says which of them go.
//!
//! A backup does not replace the file for a quick start (`warm.rs`), though both hold the portfolio: that one
//! lies in reading order (a client with all that hangs on it, decoded by two threads, without touches,
//! campaigns and journal), this one in the order of keys with everything in it. A start from a backup would
//! read and sort three times the bytes, so each keeps its own form.

mod check;
mod format;
mod read;
mod rotation;
mod shelf;
mod write;

pub use format::{Cause, Front, Tail};
pub(super) use format::{Content, TreeName};
pub(super) use read::{Backup, Records};
pub use shelf::{Listed, file_name, list};
pub(super) use shelf::{glance, newest_good, prune, strangers};
pub(super) use write::{Progress, Writer};

use std::path::Path;

use super::StoreError;

/// Reads a backup from beginning to end and checks every byte of it: the sum of the file, its frames and
/// counts, and, where the store is not encrypted, each value and the chain of the journal.
///
/// # Errors
/// [`StoreError::Backup`] when it is not a backup, is cut short or is damaged; [`StoreError::Newer`] when a
/// newer version wrote it.
pub fn verify(path: &Path) -> Result<(Front, Tail), StoreError> {
    let backup = Backup::verified(path)?;
    Ok((backup.front, backup.tail))
}
