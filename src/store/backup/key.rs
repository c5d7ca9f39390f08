//! The key a backup is under, told by its first value.

use super::format::TreeName;
use super::read::{Backup, Records};
use crate::domain::Kind;
use crate::store::cipher::Cipher;
use crate::store::{StoreError, chunk, envelope, keys};

/// The first value that is whole, as `f` finds it; `None` in a backup without any.
fn first<T>(backup: &Backup, f: impl Fn(u8, &[u8], &[u8]) -> T) -> Result<Option<T>, StoreError> {
    let (_, mut records) = Records::open(&backup.path)?;
    while let Some((tree, key, value)) = records.next()? {
        // A piece of a value that goes on has a longer key; a beginning that goes on fills its piece.
        let (kind, whole) = match tree {
            TreeName::Meta => (envelope::tag::STATE, key == keys::STATE),
            TreeName::Rows => {
                let code = key.first().copied().unwrap_or_default();
                let width = Kind::from_code(code).map(keys::width);
                (code, Some(key.len()) == width && value.len() < chunk::CAP)
            }
            TreeName::Journal => {
                let whole = key.len() == 8 && value.len() < chunk::CAP;
                (envelope::tag::JOURNAL, whole)
            }
            TreeName::Unsaved => (envelope::tag::JOURNAL, true),
        };
        if whole {
            return Ok(Some(f(kind, key, value)));
        }
    }
    Ok(None)
}

/// Whether a backup can be read without a key; one without any value can.
pub(in crate::store) fn is_plain(backup: &Backup) -> Result<bool, StoreError> {
    let plain = first(backup, envelope::check)?.transpose()?;
    Ok(plain.unwrap_or(true))
}

/// The key a backup is under when a store can read it: none, or its own. `None` when it is under another.
pub(in crate::store) fn key_of(
    backup: &Backup,
    cipher: &Cipher,
) -> Result<Option<Cipher>, StoreError> {
    if is_plain(backup)? {
        return Ok(Some(Cipher::Plain));
    }
    Ok(opens(backup, cipher)?.then(|| cipher.clone()))
}

/// Whether a key opens a backup.
pub(in crate::store) fn opens(backup: &Backup, cipher: &Cipher) -> Result<bool, StoreError> {
    let opened = first(backup, |kind, key, value| {
        envelope::open(cipher, kind, key, value).is_ok()
    });
    Ok(opened?.unwrap_or(false))
}
