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
    all.sort_by_cached_key(|backup| std::cmp::Reverse(rank(&backup.front, &backup.path)));
    all
}

/// What makes one backup better than another: it holds more, or was made later. The name tells which of two made at
/// one moment was the later one.
fn rank(front: &Front, path: &Path) -> (u64, Timestamp, PathBuf) {
    (front.seq, front.made, path.to_path_buf())
}

/// Of the backups of a folder the one a store is restored from when none is named: as [`newest`].
#[must_use]
pub fn best(all: &[Listed]) -> Option<&Listed> {
    best_of(all.iter())
}

/// The same of some of them.
pub(in crate::store) fn best_of<'a>(some: impl Iterator<Item = &'a Listed>) -> Option<&'a Listed> {
    let good = some.filter_map(|listed| {
        let (front, _) = listed.told.as_ref().ok()?;
        Some((rank(front, &listed.path), listed))
    });
    good.max_by(|(one, _), (other, _)| one.cmp(other))
        .map(|(_, listed)| listed)
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

/// The backups that are not of the line of a store: of transactions it does not have, or has otherwise. `hash`
/// tells the hash of one of its entries.
pub(in crate::store) fn strangers(
    layout: &Layout,
    hash: impl Fn(u64) -> Option<Hash>,
) -> Vec<PathBuf> {
    parted(layout, hash, false)
}

/// Those that are of its line.
pub(in crate::store) fn kin(layout: &Layout, hash: impl Fn(u64) -> Option<Hash>) -> Vec<PathBuf> {
    parted(layout, hash, true)
}

fn parted(layout: &Layout, hash: impl Fn(u64) -> Option<Hash>, mine: bool) -> Vec<PathBuf> {
    glance(layout)
        .into_iter()
        .filter(|backup| (hash(backup.front.seq) == Some(backup.front.hash)) == mine)
        .map(|backup| backup.path)
        .collect()
}

/// What a new backup changes in the folder, once it is there.
#[derive(Debug, Clone)]
pub(in crate::store) struct Rota {
    /// Backups that make room for it.
    pub(in crate::store) go: Vec<PathBuf>,
    /// Those of its line that stay beside it, those that hold most first.
    pub(in crate::store) stay: Vec<Backup>,
    /// The least transaction of those the journal is kept for.
    holds: Option<u64>,
}

/// What the rotation lets go for a backup with this front. `mine` tells whether one is of the line of the store:
/// others are nothing it could be given back from, so they neither count nor go.
pub(in crate::store) fn rota(
    layout: &Layout,
    new: &Front,
    now: &Zoned,
    mine: impl Fn(&Backup) -> bool,
) -> Rota {
    let candidate = |front: &Front| Candidate {
        made: front.made,
        why: front.why,
        seq: front.seq,
    };
    let all: Vec<Backup> = glance(layout).into_iter().filter(mine).collect();
    let there = all.iter().map(|backup| candidate(&backup.front));
    let candidates: Vec<Candidate> = there.chain([candidate(new)]).collect();
    let stays = rotation::stays(&candidates, now.timestamp(), now.time_zone());
    let (mut go, mut stay) = (Vec::new(), Vec::new());
    for (backup, stays) in all.into_iter().zip(stays) {
        if stays {
            stay.push(backup);
        } else {
            go.push(backup.path);
        }
    }
    let holds = (stay.iter())
        .filter(|backup| rotation::holds_journal(&candidate(&backup.front), now.timestamp()))
        .map(|backup| backup.front.seq)
        .min();
    Rota { go, stay, holds }
}

impl Rota {
    /// Removes what goes, and tells up to which transaction the journal is not needed any more: the least of those
    /// that stay and hold it. It is needed whole unless one of those that stay, `second`, was read and is good as the
    /// new one is, and past that in any case: a store is given back from a backup and the journal past it, and one
    /// backup may go bad.
    pub(in crate::store) fn make_room(
        &self,
        second: Option<&Backup>,
    ) -> Result<Option<u64>, StoreError> {
        for path in &self.go {
            remove(path)?;
        }
        Ok(second.map(|second| {
            let past = second.front.seq;
            self.holds.map_or(past, |least| least.min(past))
        }))
    }
}
