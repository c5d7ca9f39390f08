//! Records one behind another, as the files that speed up a start hold them: a client before what hangs
//! on it.
//!
//! Each is `kind 1 | schema u16 LE | len u32 LE | row`. Files of the first layout have no schema there:
//! every row in them is of schema 1.
//! Since the third layout records of no client may lie before the first one.

use super::StoreError;
use super::rows::{self, Stored};
use crate::domain::{Kind, Record};

/// The layout that is written.
pub(super) const LAYOUT: u16 = 3;

/// Appends a record of a known kind.
pub(super) fn row<T: Stored>(row: &T, out: &mut Vec<u8>) -> Result<(), StoreError> {
    put(T::KIND, out, |out| row.write(out))
}

/// Appends a record of any kind.
pub(super) fn record(record: &Record, out: &mut Vec<u8>) -> Result<(), StoreError> {
    put(record.kind(), out, |out| rows::write(record, out))
}

fn put(
    kind: Kind,
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    out.push(kind.code());
    out.extend_from_slice(&rows::schema(kind).to_le_bytes());
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    write(out)?;
    let len = u32::try_from(out.len() - at - 4).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(at..at + 4) {
        place.copy_from_slice(&len.to_le_bytes());
    }
    Ok(())
}

/// Takes the first record off; `None` when it does not read.
pub(super) fn take(layout: u16, rest: &mut &[u8]) -> Option<Record> {
    let (&kind, tail) = rest.split_first()?;
    let (schema, tail) = match layout {
        1 => (1, tail),
        2 | LAYOUT => {
            let (schema, tail) = tail.split_first_chunk()?;
            (u16::from_le_bytes(*schema), tail)
        }
        _ => return None,
    };
    let (len, tail) = tail.split_first_chunk()?;
    let (row, tail) = tail.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    *rest = tail;
    rows::record(Kind::from_code(kind)?, schema, row).ok()
}
