//! One store put in the place of another, by renames that survive a death in between.
//!
//! The new store is built in `restore/`. Once it is complete a note is put beside it, `restore/ready`: the
//! folder the old one goes to, then the names of what the new one has and, as `backups/NAME`, the backups that go
//! with the old one. From then on the decision stands, and
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

/// What names a backup in the note.
const ALONG: &str = "backups/";

/// An empty directory for the new store.
pub(super) fn begin(layout: &Layout) -> Result<Layout, StoreError> {
    give_up(layout);
    let inner = Layout::new(&layout.restoring());
    inner.create()?;
    Ok(inner)
}

/// Throws an unfinished store away.
pub(super) fn give_up(layout: &Layout) {
    let place = layout.restoring();
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
    let place = layout.restoring();
    let mut text = format!("{}\n", name(&aside));
    for item in ITEMS.iter().filter(|item| place.join(item).exists()) {
        text.push_str(item);
        text.push('\n');
    }
    for path in along.iter().filter(|path| !name(path).contains('\n')) {
        text.push_str(ALONG);
        text.push_str(name(path));
        text.push('\n');
    }
    sync_tree(&place)?;
    layout::replace(&layout.restored(), text.as_bytes(), true)?;
    Ok((old || !along.is_empty()).then_some(aside))
}

/// Goes on with a decision that was made and not carried out; throws away what was never decided.
pub(super) fn finish(layout: &Layout) -> Result<(), StoreError> {
    let place = layout.restoring();
    if !place.exists() {
        return Ok(());
    }
    let text = match fs::read_to_string(layout.restored()) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            give_up(layout);
            return Ok(());
        }
        Err(error) => return Err(StoreError::io(&layout.restored(), &error)),
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
    let along: Vec<&str> = new
        .iter()
        .filter_map(|line| line.strip_prefix(ALONG))
        .filter(|file| !file.contains(['/', '\\']))
        .collect();
    if !along.is_empty() {
        move_along(layout, &aside.join("backups"), &along)?;
    }
    if aside.exists() {
        sync_dir(&aside)?;
    }
    sync_dir(&layout.root)?;
    layout::remove(&layout.restored())?;
    fs::remove_dir_all(&place).at(&place)
}

/// Moves backups of the old store into a folder beside it.
fn move_along(layout: &Layout, to: &Path, files: &[&str]) -> Result<(), StoreError> {
    make_dir(to)?;
    for file in files {
        let from = layout.backups().join(file);
        if from.exists() {
            rename(&from, &to.join(file))?;
        }
    }
    sync_dir(to)?;
    if layout.backups().exists() {
        sync_dir(&layout.backups())?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    layout::rename(from, to).at(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn until_it_is_decided_nothing_of_the_old_store_moves_and_then_all_of_it_does() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        let read = |name: &str| fs::read_to_string(dir.path().join(name)).ok();
        write(&layout.header(), "old");
        write(&layout.seal(), "old");
        let (mine, strange) = ("backups/mine.backup", "backups/копия.backup");
        write(&dir.path().join(mine), "mine");
        write(&dir.path().join(strange), "strange");
        let along = [dir.path().join(strange)];
        for decided in [false, true] {
            let inner = begin(&layout).unwrap();
            write(&inner.header(), "new");
            let aside = decided.then(|| decide(&layout, &along).unwrap().unwrap());
            assert!(read(strange).is_some(), "killed here it is where it was");
            finish(&layout).unwrap();
            let now = if decided { "new" } else { "old" };
            assert_eq!(read("header").as_deref(), Some(now));
            assert_eq!(read(mine).as_deref(), Some("mine"));
            assert_eq!(read(strange).is_none(), decided);
            if let Some(aside) = aside {
                for (file, text) in [("header", "old"), ("seal", "old"), (strange, "strange")] {
                    assert_eq!(fs::read_to_string(aside.join(file)).unwrap(), text);
                }
            }
            assert!(!layout.restoring().exists());
        }
    }
}
