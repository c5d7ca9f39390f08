//! A store that was moved aside, as a backup it can be restored from.
//!
//! The folder itself is only read: a copy of it is opened, and what may be wrong with it is seen before the store
//! there is now is touched.

use std::fs;
use std::path::Path;

use jiff::Zoned;

use super::{Engine, OpenOptions, StoreError};
use crate::domain::Passphrase;
use crate::store::backup::{self, Backup, Cause};
use crate::store::cipher::Cipher;
use crate::store::entry::Hash;
use crate::store::error::{At as _, BackupFault};
use crate::store::layout::{
    ITEMS, Layout, copy_dir, is_there, make_dir, name, remove_all, writable,
};
use crate::store::log::Frames;
use crate::store::swap;

/// Makes a backup of the store in a folder, in the place where things are built.
///
/// It is opened by the passphrase it lies under, or by the key of the present store when only the passphrase is
/// another one by now.
pub(super) fn pack(
    layout: &Layout,
    dir: &Path,
    secret: Option<&Passphrase>,
) -> Result<Backup, StoreError> {
    let there = Layout::new(dir);
    let refused = |fault| StoreError::Backup {
        path: dir.to_path_buf(),
        fault,
    };
    let same = fs::canonicalize(dir).at(dir)? == fs::canonicalize(&layout.root).at(&layout.root)?;
    if same || !(is_there(&there.db())? || is_there(&there.journal())?) {
        return Err(refused(BackupFault::NotOne));
    }
    // It may be a store somebody works with.
    let _held = is_there(&there.lock())?
        .then(|| Engine::hold(&there))
        .transpose()?;
    if swap::is_pending(&there) {
        return Err(refused(BackupFault::Hurt));
    }
    let mut copy = Layout::new(&layout.swapping().join("from"));
    copy.create()?;
    for item in ITEMS {
        let (from, to) = (dir.join(item), copy.root.join(item));
        if from.is_dir() {
            copy_dir(&from, &to)?;
        } else if is_there(&from)? {
            fs::copy(&from, &to).at(&from)?;
        }
    }
    writable(&copy.root);
    match copy.unlock(secret) {
        Ok(()) => {}
        Err(StoreError::WrongPassphrase) if opens(&copy, &layout.cipher) => {
            copy.cipher = layout.cipher.clone();
            copy.write_header()?;
        }
        // It opened the store that is there.
        Err(StoreError::WrongPassphrase) if !layout.cipher.is_plain() => {
            return Err(refused(BackupFault::OtherKey));
        }
        Err(error) => return Err(whole_or(error, refused)),
    }
    let root = copy.root.clone();
    let file = layout.swapping().join("from.backup");
    let backup = written(copy, &file).map_err(|error| whole_or(error, refused))?;
    remove_all(&root)?;
    Ok(backup)
}

/// The same error, said of the folder when it is the data in it that is damaged.
fn whole_or(error: StoreError, refused: impl Fn(BackupFault) -> StoreError) -> StoreError {
    match error {
        StoreError::Damaged { .. } | StoreError::Unhealed { .. } => {
            tracing::warn!(%error, "a store moved aside cannot be used");
            refused(BackupFault::Hurt)
        }
        error => error,
    }
}

/// Opens the copy, as any store is opened, and writes a backup of it.
fn written(copy: Layout, file: &Path) -> Result<Backup, StoreError> {
    let lock = Engine::lock(&copy)?;
    let (mut engine, _) = Engine::open_locked(copy, lock, OpenOptions::default())?;
    let made = engine.backup(Cause::Hand, &Zoned::now(), Some(file));
    engine.close(None)?;
    Backup::verified(&made?.path)
}

/// Whether a key opens the journal of a store.
fn opens(copy: &Layout, cipher: &Cipher) -> bool {
    !cipher.is_plain()
        && Frames::from(&copy.journal(), 0, cipher)
            .is_ok_and(|mut frames| matches!(frames.next(), Some(Ok(_))))
}

/// Copies the backups that were moved aside with a store and are of its line to where the new store is built; tells
/// their names. Where one of that name stays, it stays.
pub(super) fn bring_backups(
    layout: &Layout,
    (dir, inner): (&Path, &Layout),
    hash: impl Fn(u64) -> Option<Hash>,
    leaving: &[std::path::PathBuf],
) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for path in backup::kin(&Layout::new(dir), hash) {
        let place = layout.backups().join(name(&path));
        if is_there(&place)? && !leaving.contains(&place) {
            continue;
        }
        make_dir(&inner.backups())?;
        fs::copy(&path, inner.backups().join(name(&path))).at(&path)?;
        names.push(name(&path).to_owned());
    }
    Ok(names)
}
