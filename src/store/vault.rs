//! The passphrase of a directory: made, tried, changed.

use std::io::ErrorKind;
use std::path::Path;

use super::StoreError;
use super::cipher::{Cost, Wrapped};
use super::engine::Engine;
use super::layout::Layout;
use crate::domain::Passphrase;

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
        None if layout.header().exists() || layout.db().exists() => Protection::Plain,
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
