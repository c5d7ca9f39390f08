//! Records as the bytes the store keeps, for comparing engines on the same bytes. Not an interface.

use super::cipher::Cipher;
use super::{StoreError, entry, envelope, keys, rows};
use crate::domain::change::each_kind;
use crate::domain::{Change, Kind, Record, Transaction};

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// The after image of a change; `None` for a removal.
#[must_use]
pub fn after(change: &Change) -> Option<Record> {
    each_kind!(change, e => e.after.clone().map(Into::into))
}

/// Key and value of what a change leaves behind; `None` for a removal. A touch has a key of its own here,
/// not a page.
///
/// # Errors
/// [`StoreError::TooLarge`].
pub fn row(change: &Change) -> Result<Option<Pair>, StoreError> {
    let Some(record) = after(change) else {
        return Ok(None);
    };
    let key = match &record {
        Record::Touch(touch) => {
            let mut key = keys::of_client(Kind::Touch, touch.client);
            key.extend_from_slice(&touch.id.bytes());
            key
        }
        _ => keys::of_change(change).unwrap_or_default(),
    };
    let kind = record.kind();
    let mut payload = Vec::new();
    rows::write(&record, &mut payload)?;
    let value = envelope::seal(
        &Cipher::Plain,
        kind.code(),
        rows::schema(kind),
        &key,
        &payload,
    )?;
    Ok(Some((key, value)))
}

/// A record from its key and value.
///
/// # Errors
/// [`StoreError::Damaged`] when the bytes do not check.
pub fn record(key: &[u8], value: &[u8]) -> Result<Record, StoreError> {
    let kind = key
        .first()
        .and_then(|code| Kind::from_code(*code))
        .ok_or_else(|| StoreError::damaged("a key without a kind"))?;
    let opened = envelope::open(&Cipher::Plain, kind.code(), key, value)?;
    Ok(rows::record(kind, opened.schema, &opened.payload)?)
}

/// A transaction as the journal keeps it.
///
/// # Errors
/// [`StoreError::TooLarge`].
pub fn transaction(transaction: &Transaction) -> Result<Vec<u8>, StoreError> {
    Ok(entry::encode(transaction, &entry::GENESIS)?.bytes)
}
