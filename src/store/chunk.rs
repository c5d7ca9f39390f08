//! The one place that knows how large a stored value may be.
//!
//! Leaf pages of sled above 128 KiB become files of their own that nothing ever syncs, so no value is
//! larger than [`CAP`]. A longer one goes on under `key ‖ 1`, `key ‖ 2`, …, in the same transaction;
//! chunks sort right behind their first piece, so one scan sees them together. The envelope's checksum
//! spans the joined value: a lost chunk is seen.

use std::ops::Deref;
use std::path::Path;

use sled::IVec;

use super::StoreError;
use super::error::At as _;
use super::keys;
use crate::store::harm::Harm;

/// Most bytes of one stored value.
pub(super) const CAP: usize = 4096;

/// A write (or removal) of one stored value.
pub(super) type Op = (IVec, Option<IVec>);

/// Cuts a value into writes; `old` is where pieces of the former value may lie behind, `None` when there
/// was no former value.
pub(super) fn put(
    key: &[u8],
    value: Option<&[u8]>,
    old: Option<&sled::Tree>,
    path: &Path,
    ops: &mut Vec<Op>,
) -> Result<(), StoreError> {
    let mut n: u16 = 0;
    match value {
        None => ops.push((key.into(), None)),
        Some(value) => {
            if value.len() > CAP * usize::from(u16::MAX) {
                return Err(StoreError::TooLarge { bytes: value.len() });
            }
            for piece in value.chunks(CAP) {
                let key = if n == 0 {
                    key.into()
                } else {
                    keys::chunk(key, n).into()
                };
                ops.push((key, Some(piece.into())));
                n += 1;
            }
        }
    }
    if let Some(tree) = old {
        let mut stale = n.max(1);
        loop {
            let key = keys::chunk(key, stale);
            if !tree.contains_key(&key).at(path)? {
                break;
            }
            ops.push((key.into(), None));
            stale += 1;
        }
    }
    Ok(())
}

/// A joined value.
#[derive(Debug)]
pub(super) enum Value {
    One(IVec),
    Many(Vec<u8>),
}

impl Deref for Value {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Self::One(piece) => piece,
            Self::Many(all) => all,
        }
    }
}

/// Joins the pieces of an ascending scan whose first pieces have keys of `width` bytes.
pub(super) struct Joined<'a, I: Iterator> {
    inner: std::iter::Peekable<I>,
    width: usize,
    path: &'a Path,
}

impl<'a, I: Iterator<Item = sled::Result<(IVec, IVec)>>> Joined<'a, I> {
    pub(super) fn new(inner: I, width: usize, path: &'a Path) -> Self {
        Self {
            inner: inner.peekable(),
            width,
            path,
        }
    }
}

impl<I: Iterator<Item = sled::Result<(IVec, IVec)>>> Iterator for Joined<'_, I> {
    type Item = Result<(IVec, Value), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (key, first) = match self.inner.next()?.at(self.path) {
            Ok(pair) => pair,
            Err(error) => return Some(Err(error)),
        };
        if key.len() != self.width {
            return Some(Err(StoreError::harmed(
                Harm::Cut,
                "a piece without its beginning",
            )));
        }
        let mut value = Value::One(first);
        let width = self.width;
        while let Some(Ok((_, piece))) = self.inner.next_if(
            |next| matches!(next, Ok((k, _)) if k.len() == width + 2 && k.starts_with(&key)),
        ) {
            value = match value {
                Value::One(first) => Value::Many([&*first, &*piece].concat()),
                Value::Many(mut all) => {
                    all.extend_from_slice(&piece);
                    Value::Many(all)
                }
            };
        }
        Some(Ok((key, value)))
    }
}

/// One value by its key.
pub(super) fn get(tree: &sled::Tree, key: &[u8], path: &Path) -> Result<Option<Value>, StoreError> {
    let Some(first) = tree.get(key).at(path)? else {
        return Ok(None);
    };
    if first.len() < CAP {
        return Ok(Some(Value::One(first)));
    }
    Joined::new(tree.scan_prefix(key), key.len(), path)
        .next()
        .transpose()
        .map(|found| found.map(|(_, value)| value))
}
