//! A store in a place that cannot be written to: a copy of it is opened, for reading only.

use std::fs::File;
use std::path::Path;

use super::{Engine, Layout, OpenOptions, Opened, StoreError};
use crate::store::error::{At as _, Holder};
use crate::store::layout::{copy_dir, writable};
use crate::store::swap::standing;

/// What makes up a store, that in the middle of a change among it. Everything else that may lie there is of no
/// use to a reader, and some of it, a socket say, cannot be copied.
const NEEDED: [&str; 9] = [
    "header",
    "header.2",
    "sled",
    "journal",
    "seal",
    "last-seal",
    "head",
    "warm",
    "swap",
];

impl Engine {
    /// Opens a copy of a store whose place cannot be written to, in a directory for temporary files that is
    /// removed again with it. Everything can be read; a commit is refused as the place itself would.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`StoreError::ReadOnly`] when there is no store.
    pub fn open_copy(dir: &Path, options: OpenOptions) -> Result<(Self, Opened), StoreError> {
        let there = Layout::new(dir);
        if !standing(&there, "header").is_file() {
            return Err(StoreError::ReadOnly {
                path: dir.to_path_buf(),
            });
        }
        // Somebody who may write there could be writing now.
        let held = File::open(there.lock()).ok();
        if let Some(file) = &held
            && file.try_lock().is_err()
        {
            return Err(StoreError::InUse {
                holder: Holder::default(),
            });
        }
        let place = std::env::temp_dir();
        let guest = tempfile::Builder::new()
            .prefix("planerka-")
            .tempdir()
            .at(&place)?;
        for part in NEEDED {
            let (path, to) = (dir.join(part), guest.path().join(part));
            if path.is_dir() {
                copy_dir(&path, &to)?;
            } else if path.is_file() {
                std::fs::copy(&path, &to).at(&to)?;
            }
        }
        writable(guest.path());
        let (mut engine, mut opened) = Self::open(guest.path(), options)?;
        engine.read_only = Some(dir.to_path_buf());
        engine._guest = Some(guest);
        opened.report.read_only = Some(dir.to_path_buf());
        // What was put right is a copy: the person hears of the place instead.
        opened.report.healing = None;
        Ok((engine, opened))
    }
}
