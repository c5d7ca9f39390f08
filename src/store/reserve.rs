//! Space put by for the day the disk is full: opening a database writes, and so does saving a copy.
//!
//! `reserve.bin` is made while there is plenty of space, really filled, and given up when the disk refuses.
//! It is made again once there is space.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use super::StoreError;
use super::error::At as _;
use super::layout::{Layout, private, remove, rename};

/// Bytes put by.
pub(super) const SIZE: u64 = 16 << 20;

/// Less free space than this is left alone: what is put by takes half of it, the other half is for work.
const PLENTY: u64 = 2 * SIZE;

/// Bytes that stay free for commits beside what is put by.
const WORK: u64 = 4 << 20;

/// With less free space than this a day of work may not end well: a person is told before it runs out.
const COMFORT: u64 = 4 * SIZE;

/// Bytes free to us on the disk of a directory; `None` where that cannot be told.
pub(super) fn free(dir: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(dir).ok()?;
        Some(found.f_bavail.saturating_mul(found.f_frsize))
    }
    #[cfg(not(unix))]
    {
        fs2::available_space(dir).ok()
    }
}

/// Whether the disk of the store has room for work again. Where it cannot be told a try must tell.
pub(super) fn roomy(layout: &Layout) -> bool {
    free(&layout.root).is_none_or(|free| free >= PLENTY)
}

/// Whether space on the disk of the store runs out.
pub(super) fn runs_out(layout: &Layout) -> bool {
    free(&layout.root).is_some_and(|free| free < COMFORT)
}

/// Bytes missing on the disk of `place` before `need` of them may be written there: on the disk of the store the
/// space that commits live by stays out of it. `None` when there is enough, or when nobody can tell.
pub(super) fn missing(layout: &Layout, place: &Path, need: u64) -> Option<u64> {
    let kept = match (same_disk(&layout.root, place), layout.reserve().exists()) {
        (false, _) => 0,
        (true, true) => WORK,
        // It was given up for them, or there never was that much space.
        (true, false) => SIZE,
    };
    let (free, wanted) = (free(place)?, need.saturating_add(kept));
    (free < wanted).then(|| wanted - free)
}

/// Bytes that must be free before a store that lies there is opened after all, see [`free`].
pub(super) const fn to_open(sled: u64) -> u64 {
    PLENTY.saturating_add(sled)
}

/// Megabytes as a person frees them: never too few.
pub(super) const fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

#[cfg(unix)]
fn same_disk(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| path.metadata().map(|meta| meta.dev()).ok();
    disk(a) == disk(b)
}

#[cfg(not(unix))]
fn same_disk(a: &Path, b: &Path) -> bool {
    let disk = |path: &Path| {
        let whole = path.canonicalize().ok()?;
        whole.components().next().map(|c| c.as_os_str().to_owned())
    };
    disk(a) == disk(b)
}

/// Puts space by unless it is there already; whether it is there now.
pub(super) fn keep(layout: &Layout) -> Result<bool, StoreError> {
    let path = layout.reserve();
    if path.metadata().is_ok_and(|meta| meta.len() == SIZE) {
        return Ok(true);
    }
    if !roomy(layout) {
        return Ok(false);
    }
    let tmp = path.with_extension("tmp");
    let filled = fill(&tmp).and_then(|()| rename(&tmp, &path).at(&path));
    if filled.is_err() {
        // Half a reserve on a disk that is just filling up helps nobody.
        let _ = remove(&tmp);
    }
    filled.map(|()| true)
}

fn fill(path: &Path) -> Result<(), StoreError> {
    let mut file: File = private().truncate(true).open(path).at(path)?;
    let zeros = vec![0; 1 << 20];
    for _ in 0..SIZE >> 20 {
        file.write_all(&zeros).at(path)?;
    }
    // Until it is on the disk its blocks are a promise only.
    file.sync_all().at(path)
}

/// Gives the space up; whether there was any.
pub(super) fn give_up(layout: &Layout) -> bool {
    let path = layout.reserve();
    let there = path.exists();
    match remove(&path) {
        Ok(()) => there,
        Err(error) => {
            tracing::warn!(%error, "the reserve stays");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_really_there_and_given_up_once() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        assert!(!give_up(&layout));
        assert_eq!(keep(&layout), Ok(true));
        let meta = layout.reserve().metadata().unwrap();
        assert_eq!(meta.len(), SIZE);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
            assert!(meta.blocks() * 512 >= SIZE, "not a hole");
            assert_eq!(meta.permissions().mode() & 0o777, 0o600);
        }
        assert!(give_up(&layout));
        assert!(!give_up(&layout));
    }
}
