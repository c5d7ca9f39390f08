//! A store in a place that cannot be written to: a copy of it is opened, for reading only.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::{Engine, Layout, OpenOptions, Opened, StoreError};
use crate::store::error::{At as _, Holder};
use crate::store::layout::{ITEMS, copy_dir, size_of, writable};
use crate::store::reserve;
use crate::store::swap::standing;

impl Engine {
    /// What else can be done when a store does not open: on a full disk the reserve is given up for it, and
    /// one that lies where nothing can be written, or still not enough, is copied and read from there.
    pub(in crate::store) fn otherwise(
        layout: &Layout,
        opened: Result<(Self, Opened), StoreError>,
        options: &OpenOptions,
    ) -> Result<(Self, Opened), StoreError> {
        let opened = match opened {
            Err(StoreError::NoSpace { .. }) if reserve::give_up(layout) => {
                Self::open_once(layout, options).map(|(mut engine, mut opened)| {
                    engine.tight = true;
                    opened.report.reserve_spent = true;
                    (engine, opened)
                })
            }
            other => other,
        };
        match opened {
            Err(StoreError::ReadOnly { .. }) if options.for_reading => {
                Self::open_copy(&layout.root, options.clone())
            }
            Err(full @ StoreError::NoSpace { .. }) if options.for_reading => {
                match Self::open_copy(&layout.root, options.clone()) {
                    Ok((mut engine, mut opened)) => {
                        engine.full = true;
                        opened.report.no_room = true;
                        Ok((engine, opened))
                    }
                    // There is no room for temporary files either; or there is no store to copy.
                    Err(StoreError::NoSpace { .. } | StoreError::ReadOnly { .. }) => Err(full),
                    Err(error) => Err(error),
                }
            }
            other => other,
        }
        .map_err(|error| error.of_store(&layout.root))
    }

    /// Whether it is a copy of a store that cannot be written to.
    pub(in crate::store) const fn is_copy(&self) -> bool {
        self.read_only.is_some()
    }

    /// What opens the store this is a copy of, for want of space there, once there is enough: nothing is written
    /// before that is sure. `None` while there is not, for any other copy, and when the key was changed there.
    pub(in crate::store) fn returns_to(&self) -> Option<Layout> {
        let home = self.read_only.as_ref().filter(|_| self.full)?;
        let header = |root: &Path| std::fs::read(root.join("header")).ok();
        let same = header(home).is_some_and(|there| header(&self.layout.root) == Some(there));
        let free = reserve::free(home).unwrap_or(0);
        (same && free >= wanted(home)).then(|| self.layout.beside(home))
    }

    /// Why a copy is read only while the place it is of has no space.
    pub(super) fn no_room_at(path: PathBuf) -> StoreError {
        StoreError::NoRoom {
            megabytes: reserve::megabytes(missing(&path)),
            path,
        }
    }

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
        // That in the middle of a change too. Everything else that may lie there is of no use to a reader, and some
        // of it, a socket say, cannot be copied.
        for part in ITEMS.into_iter().chain(["swap"]) {
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

/// Bytes that must be free where a store is before it is opened there.
fn wanted(root: &Path) -> u64 {
    reserve::to_open(size_of(&Layout::new(root).sled()))
}

/// Bytes missing there, at least one.
pub(super) fn missing(root: &Path) -> u64 {
    let free = reserve::free(root).unwrap_or(0);
    wanted(root).saturating_sub(free).max(1)
}
