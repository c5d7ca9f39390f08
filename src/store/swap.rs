//! One store put in the place of another, by renames that survive a death in between.
//!
//! The new store is built in `restore/`. Once it is complete a note is put beside it, `restore/ready`: the
//! folder the old one goes to, then the names of what the new one has. From then on the decision stands, and
//! [`finish`], which every open begins with, carries it out as often as it takes.

use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::error::At as _;
use super::layout::{self, Layout, make_dir, name, sync_dir, sync_tree};

/// What makes up a store; what can be trusted least goes first. Backups and copies stay where they are.
const ITEMS: [&str; 8] = [
    "seal",
    "last-seal",
    "head",
    "warm",
    "sled",
    "journal",
    "header",
    "header.2",
];

fn place(layout: &Layout) -> PathBuf {
    layout.root.join("restore")
}

fn note(layout: &Layout) -> PathBuf {
    place(layout).join("ready")
}

/// An empty directory for the new store.
pub(super) fn begin(layout: &Layout) -> Result<Layout, StoreError> {
    give_up(layout);
    let inner = Layout::new(&place(layout));
    inner.create()?;
    Ok(inner)
}

/// Throws an unfinished store away.
pub(super) fn give_up(layout: &Layout) {
    let place = place(layout);
    if place.exists()
        && let Err(error) = fs::remove_dir_all(&place)
    {
        tracing::warn!(%error, "an unfinished restore is left behind");
    }
}

/// Says that the new store is complete: from here on it will take the place of the old one. Tells where the
/// old one goes, if there is one; the files of `along` go there with it, into a folder `backups`.
pub(super) fn decide(layout: &Layout, along: &[PathBuf]) -> Result<Option<PathBuf>, StoreError> {
    let aside = layout.aside("replaced");
    let old = ITEMS.iter().any(|item| layout.root.join(item).exists());
    for path in along {
        let folder = aside.join("backups");
        make_dir(&folder)?;
        fs::rename(path, folder.join(name(path))).at(path)?;
    }
    let place = place(layout);
    let mut text = format!("{}\n", name(&aside));
    for item in ITEMS.iter().filter(|item| place.join(item).exists()) {
        text.push_str(item);
        text.push('\n');
    }
    sync_tree(&place)?;
    layout::replace(&note(layout), text.as_bytes(), true)?;
    Ok((old || !along.is_empty()).then_some(aside))
}

/// Goes on with a decision that was made and not carried out; throws away what was never decided.
pub(super) fn finish(layout: &Layout) -> Result<(), StoreError> {
    let place = place(layout);
    if !place.exists() {
        return Ok(());
    }
    let Ok(text) = fs::read_to_string(note(layout)) else {
        give_up(layout);
        return Ok(());
    };
    let mut lines = text.lines();
    let aside = layout.root.join(lines.next().unwrap_or_default());
    let new: Vec<&str> = lines.collect();
    for item in ITEMS {
        let (old, fresh) = (layout.root.join(item), place.join(item));
        // What is in its place already is the new one.
        let there = new.contains(&item) && !fresh.exists();
        if !there && old.exists() {
            make_dir(&aside)?;
            rename(&old, &aside.join(item))?;
        }
        if fresh.exists() {
            rename(&fresh, &old)?;
        }
    }
    if aside.exists() {
        sync_dir(&aside)?;
    }
    sync_dir(&layout.root)?;
    layout::remove(&note(layout))?;
    fs::remove_dir_all(&place).at(&place)
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).at(from)
}
