//! Journal entries as bytes, chained by hash.
//!
//! `previous hash 32 | head | change*`, a change being `kind 1 | schema u16 LE | sides 1 | image*`, an
//! image `len u32 LE | row`. The hash of an entry is blake3 over all of it, so each names its predecessor
//! and a gap, a swap or an edit anywhere breaks the chain.

use std::ops::Range;

use super::cipher::Cipher;
use super::codec::{self, RowError};
use super::rows::{self, EntryHead, Stored};
use super::{StoreError, envelope};
use crate::domain::change::each_kind;
use crate::domain::{Change, Edit, Entry, Kind, Transaction};
use crate::store::harm::Harm;

/// Schema of the entry's own layout.
pub(super) const SCHEMA: u16 = 1;

/// The hash of an entry.
pub(super) type Hash = [u8; 32];

/// What the first entry names as its predecessor.
pub(super) const GENESIS: Hash = [0; 32];

const BEFORE: u8 = 1;
const AFTER: u8 = 2;

/// An encoded entry, with the places of the after images in it by change.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) hash: Hash,
    pub(super) after: Vec<Option<Range<usize>>>,
}

fn image<T: Stored>(row: &T, out: &mut Vec<u8>) -> Result<Range<usize>, StoreError> {
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    row.write(out)?;
    let len = u32::try_from(out.len() - at - 4).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(at..at + 4) {
        place.copy_from_slice(&len.to_le_bytes());
    }
    Ok(at + 4..out.len())
}

fn edit<T: Stored>(edit: &Edit<T>, out: &mut Vec<u8>) -> Result<Option<Range<usize>>, StoreError> {
    let mut sides = 0;
    if edit.before.is_some() {
        sides |= BEFORE;
    }
    if edit.after.is_some() {
        sides |= AFTER;
    }
    out.push(T::KIND.code());
    out.extend_from_slice(&T::SCHEMA.to_le_bytes());
    out.push(sides);
    if let Some(before) = &edit.before {
        image(before, out)?;
    }
    edit.after
        .as_ref()
        .map(|after| image(after, out))
        .transpose()
}

/// Encodes a transaction behind the entry with hash `previous`.
pub(super) fn encode(transaction: &Transaction, previous: &Hash) -> Result<Encoded, StoreError> {
    let mut bytes = previous.to_vec();
    codec::write(&EntryHead::from(&transaction.entry), &mut bytes)?;
    let mut after = Vec::with_capacity(transaction.changes.len());
    for change in &transaction.changes {
        after.push(each_kind!(change, e => edit(e, &mut bytes)?));
    }
    Ok(Encoded {
        hash: hash(&bytes),
        bytes,
        after,
    })
}

/// The hash of an encoded entry.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    *blake3::hash(bytes).as_bytes()
}

/// The predecessor an encoded entry names.
pub(super) fn previous(bytes: &[u8]) -> Option<Hash> {
    bytes.get(..32)?.try_into().ok()
}

/// The head alone; the bytes may end anywhere behind it.
pub(super) fn head(bytes: &[u8]) -> Result<(Entry, usize), StoreError> {
    let body = bytes.get(32..).unwrap_or_default();
    let (head, used) = codec::read::<EntryHead<'static>>(body)?;
    Ok((Entry::try_from(head)?, 32 + used))
}

/// A change as it lies in an entry: its two images, not looked into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Images<'a> {
    pub(super) kind: Kind,
    pub(super) schema: u16,
    pub(super) before: Option<&'a [u8]>,
    pub(super) after: Option<&'a [u8]>,
}

/// The changes of an entry, in order.
pub(super) fn images(bytes: &[u8]) -> Result<(Entry, Vec<Images<'_>>), StoreError> {
    let (entry, used) = head(bytes)?;
    let mut rest = bytes.get(used..).unwrap_or_default();
    let mut found = Vec::with_capacity((entry.changes as usize).min(1 << 16));
    while !rest.is_empty() {
        let Some((&[code, lo, hi, sides], tail)) = rest.split_first_chunk::<4>() else {
            return Err(cut());
        };
        rest = tail;
        let kind = Kind::from_code(code).ok_or(RowError::Code("Kind", code.into()))?;
        found.push(Images {
            kind,
            schema: u16::from_le_bytes([lo, hi]),
            before: side(sides & BEFORE != 0, &mut rest)?,
            after: side(sides & AFTER != 0, &mut rest)?,
        });
    }
    if found.len() != entry.changes as usize {
        return Err(StoreError::harmed(
            Harm::Nonsense,
            format_args!(
                "entry {} has {} of {} changes",
                entry.seq,
                found.len(),
                entry.changes
            ),
        ));
    }
    Ok((entry, found))
}

/// All of an entry.
pub(super) fn decode(bytes: &[u8]) -> Result<Transaction, StoreError> {
    let (entry, images) = images(bytes)?;
    let changes = images
        .into_iter()
        .map(|i| rows::change(i.kind, i.schema, i.before, i.after))
        .collect::<Result<Vec<_>, RowError>>()?;
    Ok(Transaction { entry, changes })
}

fn side<'a>(there: bool, rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, StoreError> {
    if !there {
        return Ok(None);
    }
    let (len, tail) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let (image, tail) = tail
        .split_at_checked(u32::from_le_bytes(*len) as usize)
        .ok_or_else(cut)?;
    *rest = tail;
    Ok(Some(image))
}

fn cut() -> StoreError {
    StoreError::harmed(Harm::Cut, "a journal entry ends early")
}

/// Opens an entry stored under its sequence number.
pub(super) fn open(cipher: &Cipher, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreError> {
    let opened = envelope::open(cipher, envelope::tag::JOURNAL, key, value)?;
    known(opened.schema)?;
    Ok(opened.payload.into_owned())
}

/// Refuses an entry whose layout is newer.
pub(super) const fn known(schema: u16) -> Result<(), StoreError> {
    if schema == SCHEMA {
        Ok(())
    } else {
        Err(StoreError::Newer {
            what: "journal",
            found: schema as u32,
            known: SCHEMA as u32,
        })
    }
}
