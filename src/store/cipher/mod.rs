//! Encryption at rest: one data key for everything a store writes, or none.
//!
//! XChaCha20-Poly1305 with a random nonce for every piece. What a piece is and where it belongs goes in as
//! associated data, so that pieces cannot be swapped. The data key is random and lies in the directory's
//! header, wrapped by a key derived from the passphrase (`wrapped.rs`).

mod wrapped;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use chacha20poly1305::{AeadInOut as _, KeyInit as _, Tag, XChaCha20Poly1305, XNonce};

use super::StoreError;

pub use wrapped::Cost;
pub(super) use wrapped::Wrapped;

/// Bytes of a nonce.
pub(super) const NONCE: usize = 24;

/// Bytes of a tag.
const TAG: usize = 16;

/// What a piece grows by: nonce in front, tag behind.
pub(super) const GROWTH: usize = NONCE + TAG;

/// The key of a store.
#[derive(Clone, Default)]
pub(super) enum Cipher {
    /// A plain store: bytes pass as they are.
    #[default]
    Plain,
    /// An encrypted one.
    Locked(Arc<Unlocked>),
}

/// A data key in use, with the form in which the header keeps it. Both are wiped when dropped.
pub(super) struct Unlocked {
    aead: XChaCha20Poly1305,
    wrapped: Wrapped,
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "Plain",
            Self::Locked(_) => "Locked",
        })
    }
}

impl Cipher {
    fn of(key: &[u8; 32], wrapped: Wrapped) -> Self {
        let aead = XChaCha20Poly1305::new(key.into());
        Self::Locked(Arc::new(Unlocked { aead, wrapped }))
    }

    /// Whether nothing is encrypted.
    pub(super) const fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }

    /// Whether what the one wrote the other reads: both plain, or the same key in use.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Plain, Self::Plain) => true,
            (Self::Locked(one), Self::Locked(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// The wrapped key, for the header of a directory; `None` for a plain store.
    pub(super) fn wrapped(&self) -> Option<&Wrapped> {
        match self {
            Self::Plain => None,
            Self::Locked(key) => Some(&key.wrapped),
        }
    }

    /// Encrypts what `buffer` has from `from` on, in place: a nonce goes before it, a tag behind it. A plain
    /// cipher leaves it alone.
    pub(super) fn encrypt(
        &self,
        about: &[u8],
        buffer: &mut Vec<u8>,
        from: usize,
    ) -> Result<(), StoreError> {
        let Self::Locked(key) = self else {
            return Ok(());
        };
        let nonce: [u8; NONCE] = random()?;
        buffer.reserve(GROWTH);
        buffer.splice(from..from, nonce);
        let bytes = buffer.len() - from;
        let text = buffer.get_mut(from + NONCE..).unwrap_or_default();
        let tag = (key.aead)
            .encrypt_inout_detached(&XNonce::from(nonce), about, text.into())
            .map_err(|_| StoreError::TooLarge { bytes })?;
        buffer.extend_from_slice(&tag);
        Ok(())
    }

    /// Decrypts in place and gives what was encrypted; `None` when it is not what was written about that. A
    /// plain cipher gives the bytes as they are.
    pub(super) fn decrypt<'a>(&self, about: &[u8], bytes: &'a mut [u8]) -> Option<&'a mut [u8]> {
        let Self::Locked(key) = self else {
            return Some(bytes);
        };
        let (nonce, rest) = bytes.split_first_chunk_mut::<NONCE>()?;
        let (text, tag) = rest.split_last_chunk_mut::<TAG>()?;
        (key.aead)
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                about,
                (&mut *text).into(),
                &Tag::from(*tag),
            )
            .ok()?;
        Some(text)
    }
}

/// Bytes nobody can guess.
fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        // The system gives none: nothing can be encrypted, and nothing is written plain instead.
        let none = std::io::Error::from(std::io::ErrorKind::Unsupported);
        StoreError::io(Path::new("getrandom"), &none)
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Passphrase;

    fn cipher() -> Cipher {
        let secret = Passphrase::new("тихий омут".to_owned());
        Wrapped::new(&secret, Cost::LEAST).unwrap()
    }

    #[test]
    fn a_piece_comes_back_only_whole_and_in_its_place() {
        let cipher = cipher();
        let mut sealed = b"head".to_vec();
        sealed.extend_from_slice("Альфа".as_bytes());
        cipher.encrypt(b"here", &mut sealed, 4).unwrap();
        assert_eq!(sealed.len(), 4 + "Альфа".len() + GROWTH);
        let open = |about: &[u8], bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            cipher.decrypt(about, &mut bytes).map(|text| text.to_vec())
        };
        let piece = &sealed[4..];
        assert_eq!(open(b"here", piece).as_deref(), Some("Альфа".as_bytes()));
        assert_eq!(open(b"there", piece), None);
        for byte in 0..piece.len() {
            let mut hurt = piece.to_vec();
            hurt[byte] ^= 1;
            assert_eq!(open(b"here", &hurt), None, "byte {byte}");
            assert_eq!(open(b"here", &piece[..byte]), None, "cut to {byte}");
        }
    }

    #[test]
    fn the_same_text_never_looks_the_same() {
        let cipher = cipher();
        let piece = || {
            let mut bytes = b"the same".to_vec();
            cipher.encrypt(b"", &mut bytes, 0).unwrap();
            bytes
        };
        assert_ne!(piece(), piece());
        assert_eq!(format!("{cipher:?}"), "Locked");
    }
}
