//! The data key as the header of a directory keeps it: wrapped by a key derived from the passphrase.
//!
//! ```text
//! planerka 2
//! argon2id <KiB> <passes> <lanes>
//! salt <16 bytes, hex>
//! key <nonce 24, data key 32, tag 16, hex>
//! sum <crc32 of the lines above, hex>
//! ```
//! The second and third line go into the wrapping as associated data. The sum tells a damaged header from a
//! wrong passphrase.

use std::fmt::Write as _;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use zeroize::{Zeroize as _, Zeroizing};

use super::{Cipher, GROWTH, random};
use crate::domain::Passphrase;
use crate::store::StoreError;
use crate::store::harm::Harm;

/// Bytes of the salt.
const SALT: usize = 16;

/// Bytes of a key.
const KEY: usize = 32;

/// More memory than a header may ask for, in KiB: a damaged one must not take the machine down.
const MOST_MEMORY: u32 = 4 << 20;

/// More passes or lanes than a header may ask for.
const MOST_WORK: u32 = 64;

/// What one guess at a passphrase costs (Argon2id, version 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// What RFC 9106 (section 4) recommends where two GiB for a guess are too much: under a tenth of a second
    /// on two cores, since lanes are filled side by side.
    fn default() -> Self {
        Self {
            memory: 64 << 10,
            passes: 3,
            lanes: 4,
        }
    }
}

impl Cost {
    /// As little as there can be: for tests that open many stores.
    pub const LEAST: Self = Self {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
}

/// A wrapped data key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Wrapped {
    cost: Cost,
    salt: [u8; SALT],
    key: [u8; KEY + GROWTH],
}

impl Wrapped {
    /// First line of the header of an encrypted directory.
    pub(in crate::store) const FIRST: &str = "planerka 2\n";

    /// A new random data key under a passphrase.
    #[expect(clippy::new_ret_no_self, reason = "the key is used unwrapped")]
    pub(in crate::store) fn new(secret: &Passphrase, cost: Cost) -> Result<Cipher, StoreError> {
        let key = Zeroizing::new(random::<KEY>()?);
        let wrapped = Self::wrap(&key, secret, cost)?;
        Ok(Cipher::of(&key, wrapped))
    }

    fn wrap(key: &[u8; KEY], secret: &Passphrase, cost: Cost) -> Result<Self, StoreError> {
        let salt = random()?;
        let mut buffer = Zeroizing::new(Vec::with_capacity(KEY + GROWTH));
        buffer.extend_from_slice(key);
        let mut wrapped = Self {
            cost,
            salt,
            key: [0; KEY + GROWTH],
        };
        let about = wrapped.about();
        wrapped
            .lock(secret)?
            .encrypt(about.as_bytes(), &mut buffer, 0)?;
        wrapped.key.copy_from_slice(&buffer);
        Ok(wrapped)
    }

    /// The same data key under another passphrase.
    pub(in crate::store) fn change(
        &self,
        old: &Passphrase,
        new: &Passphrase,
        cost: Cost,
    ) -> Result<Self, StoreError> {
        Self::wrap(&*self.key(old)?, new, cost)
    }

    /// Unwraps the data key.
    pub(in crate::store) fn unlock(&self, secret: &Passphrase) -> Result<Cipher, StoreError> {
        Ok(Cipher::of(&*self.key(secret)?, self.clone()))
    }

    fn key(&self, secret: &Passphrase) -> Result<Zeroizing<[u8; KEY]>, StoreError> {
        let mut wrapped = Zeroizing::new(self.key);
        // Poly1305 compares tags in constant time.
        let key = self
            .lock(secret)?
            .decrypt(self.about().as_bytes(), wrapped.as_mut_slice())
            .and_then(|key| key.first_chunk::<KEY>().copied());
        key.map(Zeroizing::new).ok_or(StoreError::WrongPassphrase)
    }

    /// The key derived from a passphrase, to wrap and unwrap with.
    fn lock(&self, secret: &Passphrase) -> Result<Cipher, StoreError> {
        let Cost {
            memory,
            passes,
            lanes,
        } = self.cost;
        let params = Params::new(memory, passes, lanes, Some(KEY));
        let argon = params.map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
        let mut derived = Zeroizing::new([0; KEY]);
        argon
            .and_then(|argon| {
                argon.hash_password_into(secret.bytes(), &self.salt, derived.as_mut_slice())
            })
            .map_err(|error| StoreError::harmed(Harm::Header, format_args!("header: {error}")))?;
        let aead = XChaCha20Poly1305::new((&*derived).into());
        derived.zeroize();
        Ok(Cipher::Locked(std::sync::Arc::new(super::Unlocked {
            aead,
            wrapped: self.clone(),
        })))
    }

    /// What the wrapping is bound to.
    fn about(&self) -> String {
        let Cost {
            memory,
            passes,
            lanes,
        } = self.cost;
        let salt = hex(&self.salt);
        format!("argon2id {memory} {passes} {lanes}\nsalt {salt}\n")
    }

    /// The header of the directory.
    pub(in crate::store) fn text(&self) -> String {
        let mut text = format!("{}{}key {}\n", Self::FIRST, self.about(), hex(&self.key));
        let sum = crc32fast::hash(text.as_bytes());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "sum {sum:08x}");
        text
    }

    /// Reads the header of a directory; `None` when it is not whole.
    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        let body = text.strip_prefix(Self::FIRST)?;
        let (covered, sum) = text.split_at_checked(text.rfind("sum ")?)?;
        let sum = u32::from_str_radix(sum.strip_prefix("sum ")?.trim_end(), 16).ok()?;
        if crc32fast::hash(covered.as_bytes()) != sum {
            return None;
        }
        let mut lines = body.lines();
        let mut numbers = lines.next()?.strip_prefix("argon2id ")?.split(' ');
        let mut number = || numbers.next()?.parse::<u32>().ok();
        let cost = Cost {
            memory: number().filter(|n| *n <= MOST_MEMORY)?,
            passes: number().filter(|n| *n <= MOST_WORK)?,
            lanes: number().filter(|n| *n <= MOST_WORK)?,
        };
        Some(Self {
            cost,
            salt: bytes(lines.next()?.strip_prefix("salt ")?)?,
            key: bytes(lines.next()?.strip_prefix("key ")?)?,
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut found = [0; N];
    if text.len() != N * 2 {
        return None;
    }
    for (at, byte) in found.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    fn piece(cipher: &Cipher) -> Vec<u8> {
        let mut bytes = b"text".to_vec();
        cipher.encrypt(b"", &mut bytes, 0).unwrap();
        bytes
    }

    #[test]
    fn the_header_gives_the_key_back_to_the_passphrase_alone() {
        let (old, new) = (secret("тихий омут"), secret("другая фраза"));
        let cipher = Wrapped::new(&old, Cost::LEAST).unwrap();
        let wrapped = Wrapped::parse(&cipher.wrapped().unwrap().text()).unwrap();
        let mut sealed = piece(&cipher);
        let again = wrapped.unlock(&old).unwrap();
        assert_eq!(again.decrypt(b"", &mut sealed).unwrap(), b"text");
        let refused = |wrapped: &Wrapped, secret| wrapped.unlock(secret).map(|_| ()).unwrap_err();
        assert_eq!(refused(&wrapped, &new), StoreError::WrongPassphrase);

        // Another passphrase, the same data key.
        let changed = wrapped.change(&old, &new, Cost::LEAST).unwrap();
        assert_eq!(refused(&changed, &old), StoreError::WrongPassphrase);
        let mut sealed = piece(&cipher);
        let again = changed.unlock(&new).unwrap();
        assert_eq!(again.decrypt(b"", &mut sealed).unwrap(), b"text");
        assert_eq!(
            wrapped.change(&new, &old, Cost::LEAST).unwrap_err(),
            StoreError::WrongPassphrase
        );
    }

    #[test]
    fn a_damaged_header_is_not_taken_for_a_wrong_passphrase() {
        let text = Wrapped::new(&secret("тихий омут"), Cost::LEAST)
            .unwrap()
            .wrapped()
            .unwrap()
            .text();
        assert!(Wrapped::parse(&text).is_some());
        for at in Wrapped::FIRST.len()..text.len() - 1 {
            let mut hurt = text.clone().into_bytes();
            hurt[at] ^= 4;
            let hurt = String::from_utf8_lossy(&hurt);
            assert!(Wrapped::parse(&hurt).is_none(), "byte {at}");
            assert!(Wrapped::parse(&text[..at]).is_none(), "cut to {at}");
        }
    }

    #[test]
    fn a_cheaper_guess_cannot_be_written_into_the_header() {
        let secret = secret("тихий омут");
        let cost = Cost {
            memory: 16,
            ..Cost::LEAST
        };
        let mut wrapped = Wrapped::new(&secret, cost)
            .unwrap()
            .wrapped()
            .unwrap()
            .clone();
        wrapped.cost = Cost::LEAST;
        assert!(wrapped.unlock(&secret).is_err());
    }
}
