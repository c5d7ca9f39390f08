//! A store in a place that cannot be written to: a copy of it is opened, for reading only.

use std::fs::File;
use std::path::Path;

use super::{Engine, Layout, OpenOptions, Opened, StoreError};
use crate::store::error::{At as _, Holder};
use crate::store::layout::{copy_dir, list, name, writable};

/// What a copy does without: copies, work under way and the space put by.
fn is_needed(name: &str) -> bool {
    const NOT: [&str; 6] = [
        "unclean-",
        "quarantine-",
        "replaced-",
        "reserve.bin",
        "backups",
        "log",
    ];
    !NOT.iter().any(|not| name.starts_with(not))
}

impl Engine {
    /// Opens a copy of a store whose place cannot be written to, in a directory for temporary files that is
    /// removed again with it. Everything can be read; a commit is refused as the place itself would.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`StoreError::ReadOnly`] when there is no store.
    pub fn open_copy(dir: &Path, options: OpenOptions) -> Result<(Self, Opened), StoreError> {
        let there = Layout::new(dir);
        if !there.header().is_file() {
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
        for path in list(dir)? {
            let to = guest.path().join(name(&path));
            if !is_needed(name(&path)) {
                continue;
            }
            if path.is_dir() {
                copy_dir(&path, &to)?;
            } else {
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
