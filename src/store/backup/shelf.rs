//! The folder `backups/` of a store.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, Zoned};

use super::format::{Cause, Front, Tail};
use super::read::Backup;
use super::rotation::{self, Candidate};
use crate::store::StoreError;
use crate::store::entry::Hash;
use crate::store::layout::{Layout, list as paths, name, remove};

/// What a backup is called at its end.
const ENDING: &str = ".backup";

/// A file of the folder.
#[derive(Debug)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it says of itself, or why it cannot be used.
    pub told: Result<(Front, Tail), StoreError>,
}

/// The name of a backup: when (UTC), up to which transaction, why.
#[must_use]
pub fn file_name(made: Timestamp, seq: u64, why: Cause) -> String {
    let stamp = made.strftime("%Y%m%dT%H%M%SZ");
    format!("planerka-{stamp}-{seq}-{}{ENDING}", why.name())
}

/// The files of the folder that are called backups.
fn files(layout: &Layout) -> Vec<PathBuf> {
    let dir = layout.backups();
    if !dir.is_dir() {
        return Vec::new();
    }
    let mut files = paths(&dir).unwrap_or_default();
    files.retain(|path| name(path).ends_with(ENDING) && path.is_file());
    files
}

/// All that can be read, those that hold most first; of equal ones the latest first.
pub(in crate::store) fn glance(layout: &Layout) -> Vec<Backup> {
    let mut all: Vec<Backup> = files(layout)
        .iter()
        .filter_map(|path| {
            Backup::glance(path)
                .inspect_err(|error| tracing::warn!(%error, "a backup that cannot be used"))
                .ok()
        })
        .collect();
    all.sort_by_key(|backup| std::cmp::Reverse((backup.front.seq, backup.front.made)));
    all
}

/// The backups of the store in `dir`, the latest first, each read from beginning to end and checked. The
/// store need not be open and may be in use.
#[must_use]
pub fn list(dir: &Path) -> Vec<Listed> {
    let mut all: Vec<Listed> = files(&Layout::new(dir))
        .into_iter()
        .map(|path| {
            let bytes = path.metadata().map_or(0, |meta| meta.len());
            let told = Backup::verified(&path).map(|backup| (backup.front, backup.tail));
            Listed { path, bytes, told }
        })
        .collect();
    all.sort_by_key(|listed| {
        let made = listed.told.as_ref().map(|(front, _)| front.made).ok();
        std::cmp::Reverse((made, listed.path.clone()))
    });
    all
}

/// The backup to rebuild a store from: of those that check from beginning to end the one that holds most.
/// Bad ones are passed over.
pub(in crate::store) fn newest_good(layout: &Layout) -> Option<Backup> {
    glance(layout)
        .into_iter()
        .find_map(|backup| match Backup::verified(&backup.path) {
            Ok(good) => Some(good),
            Err(error) => {
                tracing::warn!(%error, "a backup that cannot be used");
                None
            }
        })
}

/// The backup a store in `dir` would be restored from when none is named: of those that check the one that holds
/// most.
#[must_use]
pub fn newest(dir: &Path) -> Option<PathBuf> {
    newest_good(&Layout::new(dir)).map(|backup| backup.path)
}

/// How many backups of the store in `dir` say that they hold more than the transaction `seq`.
#[must_use]
pub fn later_than(dir: &Path, seq: u64) -> usize {
    let all = glance(&Layout::new(dir));
    all.iter().filter(|backup| backup.front.seq > seq).count()
}

/// The backups that are not of the line of a store: of transactions it does not have, or has otherwise. `hash`
/// tells the hash of one of its entries.
pub(in crate::store) fn strangers(
    layout: &Layout,
    hash: impl Fn(u64) -> Option<Hash>,
) -> Vec<PathBuf> {
    let strange = |backup: &Backup| hash(backup.front.seq) != Some(backup.front.hash);
    glance(layout)
        .into_iter()
        .filter(strange)
        .map(|backup| backup.path)
        .collect()
}

/// Removes the backups the rotation lets go, and tells which transaction the least of those that stay
/// stands at; `None` when fewer than two stay, for then the journal is needed from its beginning.
pub(in crate::store) fn prune(layout: &Layout, now: &Zoned) -> Result<Option<u64>, StoreError> {
    let all = glance(layout);
    let candidates: Vec<Candidate> = all
        .iter()
        .map(|backup| Candidate {
            made: backup.front.made,
            why: backup.front.why,
            seq: backup.front.seq,
        })
        .collect();
    let stays = rotation::stays(&candidates, now.timestamp(), now.time_zone());
    let mut left = Vec::new();
    for (backup, stays) in all.iter().zip(stays) {
        if stays {
            left.push(backup.front.seq);
        } else {
            remove(&backup.path)?;
        }
    }
    Ok(left.iter().min().copied().filter(|_| left.len() > 1))
}
