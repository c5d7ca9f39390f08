//! The ten bytes in front of every stored value.
//!
//! `magic 2 | kind 1 | schema u16 LE | flags 1 | crc32 4 LE | payload`. The checksum covers the first six
//! bytes, the key and the payload, so a flipped bit and a value under a wrong key are both seen. Bits 4–7
//! of the flags name the codec (0: bincode 2 standard). Bit 0: the payload is encrypted, `nonce 24 | text | tag 16`,
//! bound to the first six bytes and the key; the checksum is over what lies there, so that damage is seen
//! without the passphrase.

use std::borrow::Cow;

use super::StoreError;
use super::cipher::{Cipher, GROWTH, NONCE};
use crate::store::harm::Harm;

/// Length of the header.
pub(super) const LEN: usize = 10;

const MAGIC: [u8; 2] = *b"Pk";

/// The flag of an encrypted payload.
const ENCRYPTED: u8 = 1;

/// Kind bytes beside those of [`Kind`](crate::domain::Kind), which stay below 0x80.
pub(super) mod tag {
    /// A journal entry.
    pub(in crate::store) const JOURNAL: u8 = 0x80;
    /// The state the rows stand at.
    pub(in crate::store) const STATE: u8 = 0x81;
    /// The number of the layout of keys and trees.
    pub(in crate::store) const FORM: u8 = 0x84;
}

/// An opened value.
#[derive(Debug, Clone)]
pub(super) struct Opened<'a> {
    pub(super) schema: u16,
    /// Borrowed from a plain value.
    pub(super) payload: Cow<'a, [u8]>,
}

fn crc(header: &[u8], key: &[u8], payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(header);
    crc.update(key);
    crc.update(payload);
    crc.finalize()
}

/// What a value begins with.
pub(super) const fn beginning(kind: u8, schema: u16, encrypted: bool) -> [u8; 6] {
    let [lo, hi] = schema.to_le_bytes();
    let flags = if encrypted { ENCRYPTED } else { 0 };
    [MAGIC[0], MAGIC[1], kind, lo, hi, flags]
}

/// Wraps a payload for a key. It fails only where there is no randomness to encrypt with.
pub(super) fn seal(
    cipher: &Cipher,
    kind: u8,
    schema: u16,
    key: &[u8],
    payload: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let plain = cipher.is_plain();
    let growth = if plain { 0 } else { GROWTH };
    let mut out = Vec::with_capacity(LEN + payload.len() + growth);
    let header = beginning(kind, schema, !plain);
    out.extend_from_slice(&header);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(payload);
    if !plain {
        cipher.encrypt(&[&header, key].concat(), &mut out, LEN)?;
    }
    let crc = crc(&header, key, out.get(LEN..).unwrap_or_default());
    if let Some(place) = out.get_mut(6..LEN) {
        place.copy_from_slice(&crc.to_le_bytes());
    }
    Ok(out)
}

/// Opens a whole value read from under `key`.
pub(super) fn open<'a>(
    cipher: &Cipher,
    kind: u8,
    key: &[u8],
    value: &'a [u8],
) -> Result<Opened<'a>, StoreError> {
    check(kind, key, value)?;
    let Front { schema, flags } = front(kind, key, value)?;
    let (header, payload) = (&value[..6], value.get(LEN..).unwrap_or_default());
    if (flags == ENCRYPTED) == cipher.is_plain() {
        // Neither reads the other: what is plain in an encrypted store was not written by it.
        return Err(bad(Harm::Misplaced, "not of this key", key));
    }
    let payload = if flags == ENCRYPTED {
        let mut bytes = payload.to_vec();
        let len = cipher
            .decrypt(&[header, key].concat(), &mut bytes)
            .ok_or_else(|| bad(Harm::Checksum, "not what was written here", key))?
            .len();
        let from = NONCE;
        bytes.truncate(from + len);
        bytes.drain(..from);
        Cow::Owned(bytes)
    } else {
        Cow::Borrowed(payload)
    };
    Ok(Opened { schema, payload })
}

/// Opens the beginning of a plain value without the checksum: for the head of an entry that spans chunks.
pub(super) fn peek<'a>(kind: u8, key: &[u8], value: &'a [u8]) -> Result<Opened<'a>, StoreError> {
    let Front { schema, flags } = front(kind, key, value)?;
    if flags != 0 {
        return Err(bad(Harm::Misplaced, "not of this key", key));
    }
    let payload = Cow::Borrowed(value.get(LEN..).unwrap_or_default());
    Ok(Opened { schema, payload })
}

struct Front {
    schema: u16,
    flags: u8,
}

fn front(kind: u8, key: &[u8], value: &[u8]) -> Result<Front, StoreError> {
    let &[m0, m1, k, lo, hi, flags, ..] = value else {
        return Err(bad(Harm::Cut, "short value", key));
    };
    if [m0, m1] != MAGIC || k != kind || value.len() < LEN {
        return Err(bad(Harm::Misplaced, "not a value of this kind", key));
    }
    if flags > ENCRYPTED {
        return Err(StoreError::Newer {
            what: "flags",
            found: flags.into(),
            known: ENCRYPTED.into(),
        });
    }
    let schema = u16::from_le_bytes([lo, hi]);
    Ok(Front { schema, flags })
}

/// Checks what can be checked without a key: that nothing of it changed and that it lies in its place. Tells
/// whether it is plain.
pub(super) fn check(kind: u8, key: &[u8], value: &[u8]) -> Result<bool, StoreError> {
    let Front { flags, .. } = front(kind, key, value)?;
    let (header, payload) = (&value[..6], value.get(LEN..).unwrap_or_default());
    let sum = value.get(6..LEN).unwrap_or_default();
    if sum != crc(header, key, payload).to_le_bytes() {
        return Err(bad(Harm::Checksum, "checksum", key));
    }
    Ok(flags == 0)
}

fn bad(harm: Harm, what: &str, key: &[u8]) -> StoreError {
    use std::fmt::Write as _;
    let mut detail = format!("{what} at ");
    for byte in key {
        // Writing to a String cannot fail.
        let _ = write!(detail, "{byte:02x}");
    }
    StoreError::Damaged { harm, detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Passphrase;
    use crate::store::cipher::{Cost, Wrapped};

    fn locked() -> Cipher {
        Wrapped::new(&Passphrase::new("тихий омут".to_owned()), Cost::LEAST).unwrap()
    }

    #[test]
    fn every_flipped_bit_and_a_moved_value_are_seen() {
        for cipher in [Cipher::Plain, locked()] {
            let sealed = seal(&cipher, 3, 1, b"key", b"some payload").unwrap();
            let open = |kind, key: &[u8], value: &[u8]| {
                super::open(&cipher, kind, key, value).map(|opened| opened.payload.into_owned())
            };
            assert_eq!(open(3, b"key", &sealed).unwrap(), b"some payload");
            for bit in 0..sealed.len() * 8 {
                let mut hurt = sealed.clone();
                hurt[bit / 8] ^= 1 << (bit % 8);
                assert!(open(3, b"key", &hurt).is_err(), "bit {bit}");
            }
            assert!(open(3, b"kez", &sealed).is_err());
            assert!(open(2, b"key", &sealed).is_err());
            for len in 0..sealed.len() {
                assert!(open(3, b"key", &sealed[..len]).is_err(), "cut to {len}");
            }
        }
    }

    /// The value with its header, its key or both changed and the checksum made right again.
    fn forged(value: &[u8], header: impl Fn(&mut [u8]), key: &[u8]) -> Vec<u8> {
        let mut value = value.to_vec();
        header(&mut value[..6]);
        let sum = crc(&value[..6], key, &value[LEN..]);
        value[6..LEN].copy_from_slice(&sum.to_le_bytes());
        value
    }

    #[test]
    fn an_encrypted_value_is_bound_to_its_kind_schema_and_key() {
        let cipher = locked();
        let sealed = seal(&cipher, 3, 1, b"key", b"some payload").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"payload"));
        let same = forged(&sealed, |_| {}, b"key");
        assert!(open(&cipher, 3, b"key", &same).is_ok());
        let moved = forged(&sealed, |_| {}, b"kez");
        assert!(open(&cipher, 3, b"kez", &moved).is_err(), "another row");
        let kind = forged(&sealed, |h| h[2] = 4, b"key");
        assert!(open(&cipher, 4, b"key", &kind).is_err(), "another kind");
        let schema = forged(&sealed, |h| h[3] = 2, b"key");
        assert!(open(&cipher, 3, b"key", &schema).is_err(), "another schema");
        let plain = forged(&sealed, |h| h[5] = 0, b"key");
        assert!(
            open(&cipher, 3, b"key", &plain).is_err(),
            "said to be plain"
        );
        assert!(open(&locked(), 3, b"key", &sealed).is_err(), "another key");
    }

    #[test]
    fn a_plain_store_and_an_encrypted_one_do_not_read_each_other() {
        let cipher = locked();
        let sealed = seal(&cipher, 3, 1, b"key", b"some payload").unwrap();
        assert!(open(&Cipher::Plain, 3, b"key", &sealed).is_err());
        let plain = seal(&Cipher::Plain, 3, 1, b"key", b"some payload").unwrap();
        assert!(open(&cipher, 3, b"key", &plain).is_err());
    }
}
