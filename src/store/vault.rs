//! The passphrase of a directory: made, tried, changed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::cipher::{Cipher, Cost, Wrapped};
use super::engine::{Engine, OpenOptions};
use super::header;
use super::layout::{Layout, list, name};
use super::swap::standing;
use super::traces;
use crate::domain::Passphrase;

/// Bytes of a backup in which its header lies.
const FRONT: usize = 4096;

/// How a directory is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// There is no store yet.
    None,
    /// A plain store.
    Plain,
    /// An encrypted one.
    Encrypted,
}

/// How the store in `dir` is kept; nothing is opened or made.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::Damaged`] header, the operating system's.
pub fn protection(dir: &Path) -> Result<Protection, StoreError> {
    let layout = Layout::new(dir);
    Ok(match layout.wrapped()? {
        Some(_) => Protection::Encrypted,
        None if standing(&layout, "header").exists() || layout.db().exists() => Protection::Plain,
        None if traces::are_plain(&layout) => Protection::Plain,
        None => Protection::None,
    })
}

/// Makes a new, encrypted store in a directory that has none, empty and closed.
///
/// # Errors
/// [`StoreError::Io`] with `AlreadyExists` when there is a store; the operating system's.
pub fn protect_new(dir: &Path, secret: &Passphrase, cost: Cost) -> Result<(), StoreError> {
    let mut layout = Layout::new(dir);
    let _lock = Engine::lock(&layout)?;
    if protection(dir)? != Protection::None {
        return Err(StoreError::Io {
            path: dir.to_path_buf(),
            kind: ErrorKind::AlreadyExists,
        });
    }
    layout.cipher = Wrapped::new(secret, cost)?;
    layout.write_header()
}

/// Tries a passphrase on an encrypted store, which may be open meanwhile. It takes about a tenth of a second.
///
/// # Errors
/// [`StoreError::WrongPassphrase`]; those of [`protection`].
pub fn try_passphrase(dir: &Path, secret: &Passphrase) -> Result<(), StoreError> {
    Layout::new(dir).unlock(Some(secret))
}

/// Puts the same data key under another passphrase: one small file, written anew.
///
/// # Errors
/// [`StoreError::WrongPassphrase`], [`StoreError::InUse`]; [`StoreError::Io`] with `NotFound` when the store
/// is not encrypted; the operating system's. The old passphrase stays right then.
pub fn change_passphrase(
    dir: &Path,
    old: &Passphrase,
    new: &Passphrase,
    cost: Cost,
) -> Result<(), StoreError> {
    let layout = Layout::new(dir);
    let _lock = Engine::lock(&layout)?;
    let wrapped = layout.wrapped()?.ok_or_else(|| StoreError::Io {
        path: layout.header(),
        kind: ErrorKind::NotFound,
    })?;
    layout.keep_key(&wrapped.change(old, new, cost)?)
}

/// Writes the store in `dir` anew: encrypted under `new`, or plain without one. `old` is what opens it now.
/// Killed at any moment it leaves a store that opens, by the old passphrase or by the new one.
///
/// # Errors
/// Those of opening and of the operating system; the store is then as it was, or its new form is
/// finished at the next open.
pub fn rewrite(
    dir: &Path,
    options: OpenOptions,
    new: Option<(&Passphrase, Cost)>,
) -> Result<(), StoreError> {
    let drilled = options.drill.is_some();
    let (engine, _) = Engine::open(dir, options)?;
    let cipher = match new {
        Some((secret, cost)) => Wrapped::new(secret, cost)?,
        None => Cipher::Plain,
    };
    let done = engine.rewrite(cipher);
    if done.is_err() && !drilled {
        // Half a copy on a full disk helps nobody.
        let layout = Layout::new(dir);
        let _ = Engine::lock(&layout);
    }
    done
}

/// What lies in `dir` unencrypted beside the store: its backups; stores a restore moved aside, with the backups that
/// went with them; what was put aside unopened or after damage. A store or a backup is told by its header, which
/// lies at the beginning of a backup, other files by themselves. What says nothing of itself counts as plain.
#[must_use]
pub fn plain_backups(dir: &Path) -> Vec<PathBuf> {
    let mut plain = plain_files(&dir.join("backups"));
    for path in list(dir).unwrap_or_default() {
        let is = |prefix: &str| name(&path).starts_with(prefix);
        if is("replaced-") {
            plain.extend(of_replaced(&path));
        } else if (is("unclean-") || is("quarantine-")) && traces::of_folder(&path) != Some(true) {
            plain.push(path);
        }
    }
    plain.sort();
    plain
}

/// What lies in `dir` encrypted beside a store that is plain: its backups, and stores a restore moved aside.
#[must_use]
pub fn encrypted_backups(dir: &Path) -> Vec<PathBuf> {
    let mut found = list(&dir.join("backups")).unwrap_or_default();
    found.retain(|path| path.is_file() && names_a_key(path));
    let aside = |path: &PathBuf| {
        name(path).starts_with("replaced-") && names_a_key(&Layout::new(path).header())
    };
    found.extend(list(dir).unwrap_or_default().into_iter().filter(aside));
    found.sort();
    found
}

/// Whether the beginning of a file names a key.
fn names_a_key(path: &Path) -> bool {
    use std::io::Read as _;
    let mut front = Vec::with_capacity(FRONT);
    let read =
        std::fs::File::open(path).and_then(|file| file.take(FRONT as u64).read_to_end(&mut front));
    read.is_ok() && memchr::memmem::find(&front, Wrapped::FIRST.as_bytes()).is_some()
}

fn plain_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = list(dir).unwrap_or_default();
    files.retain(|path| path.is_file() && !names_a_key(path));
    files
}

/// What is plain of a store that a restored one took the place of.
fn of_replaced(dir: &Path) -> Vec<PathBuf> {
    let there = Layout::new(dir);
    let backups = plain_files(&there.backups());
    let headers = [there.header(), there.spare_header()];
    let encrypted = headers.iter().any(|header| names_a_key(header))
        || (!headers.iter().any(|header| header::is_plain(header))
            && traces::of_store(&there) == Some(true));
    let parts = list(dir).unwrap_or_default();
    let mut stores = parts.iter().filter(|path| **path != there.backups());
    if encrypted || (stores.next().is_none() && !parts.is_empty()) {
        return backups;
    }
    if backups.len() == list(&there.backups()).unwrap_or_default().len() {
        return vec![dir.to_path_buf()];
    }
    // Encrypted backups lie in it too: those stay when the rest is removed.
    let rest = parts.into_iter().filter(|path| *path != there.backups());
    rest.chain(backups).collect()
}
