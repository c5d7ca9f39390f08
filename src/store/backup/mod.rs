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
mod key;
mod read;
mod rotation;
mod shelf;
mod write;

pub use format::{Cause, Front, Tail};
pub(super) use format::{Content, TreeName};
pub(super) use key::{is_plain, key_of, opens};
pub(super) use read::{Backup, Records};
pub use shelf::{Listed, best, file_name, list, newest};
pub(super) use shelf::{Rota, best_of, glance, kin, newest_good, rota, strangers};
pub(super) use write::{Progress, Writer, Written};

use std::path::Path;

use super::StoreError;
use super::cipher::{Cipher, Wrapped};
use super::layout::Layout;
use crate::domain::Passphrase;

/// A backup that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it says at its beginning.
    pub front: Front,
    /// What it says at its end.
    pub tail: Tail,
    /// Whether every value was looked into. Of an encrypted one, without its passphrase, it was only seen that
    /// nothing changed since it was written, by sums anybody can make.
    pub whole: bool,
}

/// Reads a backup from beginning to end and checks every byte of it: the sum of the file, its frames and
/// counts, and, where the store is not encrypted, each value and the chain of the journal.
///
/// # Errors
/// [`StoreError::Backup`] when it is not a backup, is cut short or is damaged; [`StoreError::Newer`] when a
/// newer version wrote it.
pub fn verify(path: &Path) -> Result<Checked, StoreError> {
    checked(path, None)
}

/// As [`verify`], with a passphrase that opens an encrypted one: the one it was made under, or that of the store
/// in `dir` when it is a backup of that. A plain one needs none.
///
/// # Errors
/// As [`verify`]; [`StoreError::WrongPassphrase`].
pub fn verify_under(path: &Path, dir: &Path, secret: &Passphrase) -> Result<Checked, StoreError> {
    let backup = Backup::glance(path)?;
    if is_plain(&backup)? {
        return checked(path, None);
    }
    let own = Wrapped::parse(&String::from_utf8_lossy(&backup.front.header))
        .map(|wrapped| wrapped.unlock(secret));
    let key = match own {
        Some(Ok(key)) => key,
        // The passphrase of the store may have changed since.
        _ => {
            let mut layout = Layout::new(dir);
            match layout.unlock(Some(secret)) {
                Ok(()) if opens(&backup, &layout.cipher)? => layout.cipher,
                _ => return Err(StoreError::WrongPassphrase),
            }
        }
    };
    checked(path, Some(&key))
}

fn checked(path: &Path, key: Option<&Cipher>) -> Result<Checked, StoreError> {
    let (Backup { front, tail, .. }, whole) = Backup::verified_under(path, key)?;
    Ok(Checked { front, tail, whole })
}
