//! The ten bytes in front of every stored value.
//!
//! `magic 2 | kind 1 | schema u16 LE | flags 1 | crc32 4 LE | payload`. The checksum covers the first six
//! bytes, the key and the payload, so a flipped bit and a value under a wrong key are both seen. Bits 4–7
//! of the flags name the codec (0: bincode 2 standard); bit 0 is kept for encryption.

use super::StoreError;

/// Length of the header.
pub(super) const LEN: usize = 10;

const MAGIC: [u8; 2] = *b"Pk";

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
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened<'a> {
    pub(super) schema: u16,
    pub(super) payload: &'a [u8],
}

fn crc(header: &[u8], key: &[u8], payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(header);
    crc.update(key);
    crc.update(payload);
    crc.finalize()
}

/// Wraps a payload for a key.
pub(super) fn seal(kind: u8, schema: u16, key: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(LEN + payload.len());
    let [lo, hi] = schema.to_le_bytes();
    out.extend_from_slice(&[MAGIC[0], MAGIC[1], kind, lo, hi, 0]);
    let crc = crc(&out, key, payload);
    out.extend_from_slice(&crc.to_le_bytes());
    out.extend_from_slice(payload);
    out
}

/// Opens a whole value read from under `key`.
pub(super) fn open<'a>(kind: u8, key: &[u8], value: &'a [u8]) -> Result<Opened<'a>, StoreError> {
    let opened = peek(kind, key, value)?;
    let sum = value.get(6..LEN).unwrap_or_default();
    if sum != crc(&value[..6], key, opened.payload).to_le_bytes() {
        return Err(bad("checksum", key));
    }
    Ok(opened)
}

/// Opens the beginning of a value without the checksum: for the head of an entry that spans chunks.
pub(super) fn peek<'a>(kind: u8, key: &[u8], value: &'a [u8]) -> Result<Opened<'a>, StoreError> {
    let &[m0, m1, k, lo, hi, flags, ..] = value else {
        return Err(bad("short value", key));
    };
    if [m0, m1] != MAGIC || k != kind || value.len() < LEN {
        return Err(bad("not a value of this kind", key));
    }
    if flags != 0 {
        return Err(StoreError::Newer {
            what: "flags",
            found: flags.into(),
            known: 0,
        });
    }
    Ok(Opened {
        schema: u16::from_le_bytes([lo, hi]),
        payload: value.get(LEN..).unwrap_or_default(),
    })
}

/// Whether a value can be checked without a key.
pub(super) fn is_plain(value: &[u8]) -> bool {
    const ENCRYPTED: u8 = 1;
    value.get(5).is_none_or(|flags| flags & ENCRYPTED == 0)
}

fn bad(what: &str, key: &[u8]) -> StoreError {
    use std::fmt::Write as _;
    let mut detail = format!("{what} at ");
    for byte in key {
        // Writing to a String cannot fail.
        let _ = write!(detail, "{byte:02x}");
    }
    StoreError::Damaged { detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_and_a_moved_value_are_seen() {
        let sealed = seal(3, 1, b"key", b"some payload");
        assert_eq!(open(3, b"key", &sealed).unwrap().payload, b"some payload");
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
