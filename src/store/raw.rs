//! Records as the bytes the store keeps, for comparing engines on the same bytes, and everything that reads
//! stored bytes, for feeding it bytes nobody wrote. Not an interface.

use std::borrow::Cow;
use std::path::Path;

use super::cipher::{Cipher, Wrapped};
pub use super::layout::ITEMS;
use super::layout::Layout;
use super::log::{Frames, Log, Position};
use super::seal::Seal;
use super::{StoreError, entry, envelope, head, keys, link, packed, pages, rows, warm};
use crate::domain::change::each_kind;
use crate::domain::{Change, Kind, Record, Transaction};
use crate::store::harm::Harm;

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
        .ok_or_else(|| StoreError::harmed(Harm::Misplaced, "a key without a kind"))?;
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

/// A value of any kind byte around a payload, with a checksum that holds.
///
/// # Errors
/// None: a plain value needs nothing that could be missing.
pub fn wrap(kind: u8, schema: u16, key: &[u8], payload: &[u8]) -> Result<Vec<u8>, StoreError> {
    envelope::seal(&Cipher::Plain, kind, schema, key, payload)
}

/// Schema and payload of a stored value.
///
/// # Errors
/// [`StoreError::Damaged`] when the bytes do not check.
pub fn unwrap<'a>(
    kind: u8,
    key: &[u8],
    value: &'a [u8],
) -> Result<(u16, Cow<'a, [u8]>), StoreError> {
    let opened = envelope::open(&Cipher::Plain, kind, key, value)?;
    Ok((opened.schema, opened.payload))
}

/// A record from its bare bytes.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Newer`].
pub fn decode(kind: Kind, schema: u16, payload: &[u8]) -> Result<Record, StoreError> {
    Ok(rows::record(kind, schema, payload)?)
}

/// The bare bytes of a record and their schema, as this version writes them.
///
/// # Errors
/// [`StoreError::TooLarge`].
pub fn encode(record: &Record) -> Result<(u16, Vec<u8>), StoreError> {
    let mut payload = Vec::new();
    rows::write(record, &mut payload)?;
    Ok((rows::schema(record.kind()), payload))
}

/// A transaction from the bytes of its journal entry.
///
/// # Errors
/// As [`decode`].
pub fn entry(bytes: &[u8]) -> Result<Transaction, StoreError> {
    // A head is read by itself too, from entries cut off behind it.
    let _ = entry::head(bytes);
    entry::decode(bytes)
}

/// The touches of a stored page; how many there are.
///
/// # Errors
/// As [`decode`].
pub fn page(key: &[u8], value: &[u8]) -> Result<usize, StoreError> {
    Ok(pages::open(&Cipher::Plain, key, value)?.len())
}

/// Records as the files that speed up a start hold them; how many there are.
#[must_use]
pub fn packed(layout: u16, mut bytes: &[u8]) -> usize {
    let mut found = 0;
    while packed::take(layout, &mut bytes).is_some() {
        found += 1;
    }
    found
}

/// Writes journal files.
///
/// # Errors
/// The operating system's.
pub fn write_frames(dir: &Path, entries: &[(u64, &[u8])]) -> Result<(), StoreError> {
    let mut log = Log::open(dir, Position::default(), &Cipher::Plain)?;
    log.append(entries)?;
    log.sync()
}

/// Sequence numbers and lengths of the frames in journal files; those before `from` may be unreadable.
///
/// # Errors
/// The operating system's.
pub fn read_frames(dir: &Path, from: u64) -> Result<Vec<(u64, usize)>, StoreError> {
    Frames::from(dir, from, &Cipher::Plain)?
        .over(from.saturating_sub(1))
        .map(|frame| frame.map(|f| (f.seq, f.entry.len())))
        .collect()
}

/// Whether the seal of a store reads and holds.
#[must_use]
pub fn seal_holds(root: &Path) -> bool {
    let layout = Layout::new(root);
    Seal::read(&layout).is_some_and(|seal| seal.holds(&layout))
}

/// How many clients the portfolio in reading order gives.
#[must_use]
pub fn warm(root: &Path) -> Option<usize> {
    warm::read(&Layout::new(root)).map(|warm| warm.book.len())
}

/// The first screen; how many clients it shows.
#[must_use]
pub fn head(root: &Path) -> Option<usize> {
    head::read(&Layout::new(root)).map(|book| book.len())
}

/// Whether a header holds a wrapped key that reads.
#[must_use]
pub fn wrapped_key(text: &str) -> bool {
    Wrapped::parse(text).is_some()
}

/// Reads the header, or makes one.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Newer`].
pub fn header(root: &Path) -> Result<(), StoreError> {
    Layout::new(root).check_header().map(|_| ())
}

/// What comes over the socket: whether a greeting or a message was in it.
#[must_use]
pub fn overhear(bytes: &[u8]) -> bool {
    link::overhear(bytes)
}
