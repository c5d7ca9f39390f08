//! Whether the rows are what the journal says of them.
//!
//! The checksum of a value does not tell that it is an old one: after damage sled may come back with pages
//! of another day. So the journal is walked from its beginning, each entry in the chain of hashes, and the
//! last word on every record is compared with the record that is there. What only one side has is found too.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::tables::{State, Tables};
use super::{Joined, StoreError, entry, envelope, keys};
use crate::domain::{Change, Kind, Record};
use crate::store::harm::Harm;
use crate::store::{pages, rows};

/// What was found, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::store) struct Content {
    /// Entries of the journal, each in its chain.
    pub(in crate::store) entries: u64,
    /// Entries that are missing at the beginning; their records cannot be compared.
    pub(in crate::store) first: u64,
    /// Records by kind.
    pub(in crate::store) counts: HashMap<Kind, u64>,
    /// Records of an older schema than the newest.
    pub(in crate::store) older: u64,
    /// Records that are not the last the journal says of them.
    pub(in crate::store) stale: u64,
    /// Records the journal has and the rows do not.
    pub(in crate::store) missing: u64,
    /// Records the journal knows nothing of.
    pub(in crate::store) unknown: u64,
    /// Records whose client is not there.
    pub(in crate::store) orphans: u64,
}

impl Content {
    /// Whether rows and journal tell the same story.
    pub(in crate::store) const fn agrees(&self) -> bool {
        self.stale == 0 && self.missing == 0 && self.unknown == 0
    }
}

/// A record's key, shortened: the map holds one of each record of the store.
type Short = (u64, u64);

fn short(key: &[u8]) -> Short {
    (sum(&[b"a", key]), sum(&[b"b", key]))
}

fn sum(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// Where a record lies, for comparing only: a touch has a key of its own here.
fn key_of(record: &Record) -> Option<Vec<u8>> {
    match record {
        Record::Touch(touch) => {
            let mut key = keys::of_client(Kind::Touch, touch.client);
            key.extend_from_slice(&touch.id.bytes());
            Some(key)
        }
        other => keys::of_change(&Change::created(other.clone())),
    }
}

/// A record's bytes in the newest form, summed.
fn newest(kind: Kind, schema: u16, bytes: &[u8], record: &Record) -> Result<u64, StoreError> {
    if schema == rows::schema(kind) {
        return Ok(sum(&[bytes]));
    }
    let mut written = Vec::new();
    rows::write(record, &mut written)?;
    Ok(sum(&[&written]))
}

/// The chain of the journal from the first entry there is to where the state stands; hands over each.
///
/// # Errors
/// [`StoreError::Damaged`] at the first entry that is missing, does not check or names another predecessor.
pub(super) fn chain(
    tables: &Tables,
    state: State,
    mut f: impl FnMut(u64, &[u8]) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut last: Option<(u64, [u8; 32])> = None;
    let mut first = state.seq + 1;
    for found in tables.journal() {
        let (seq, bytes) = found?;
        let follows = match last {
            Some((at, hash)) => seq == at + 1 && entry::previous(&bytes) == Some(hash),
            None => seq > 1 || entry::previous(&bytes) == Some(entry::GENESIS),
        };
        if !follows {
            return Err(StoreError::harmed(
                Harm::Chain,
                format_args!("entry {seq} does not follow the one before it"),
            ));
        }
        if last.is_none() {
            first = seq;
        }
        f(seq, &bytes)?;
        last = Some((seq, entry::hash(&bytes)));
    }
    let end = last.unwrap_or((0, entry::GENESIS));
    if state.seq > 0 && end != (state.seq, state.hash) {
        return Err(StoreError::harmed(Harm::Chain, "state and journal differ"));
    }
    Ok(first)
}

/// Compares all there is.
///
/// # Errors
/// [`StoreError::Damaged`] when the journal breaks or a value cannot be read; what differs is counted.
pub(super) fn content(tables: &Tables, state: State) -> Result<Content, StoreError> {
    let mut found = Content::default();
    let mut expected: HashMap<Short, u64> = HashMap::new();
    found.first = chain(tables, state, |_, bytes| {
        found.entries += 1;
        let (_, images) = entry::images(bytes)?;
        for image in images {
            let Some(side) = image.after.or(image.before) else {
                continue;
            };
            let record = rows::record(image.kind, image.schema, side)?;
            let Some(key) = key_of(&record) else { continue };
            if image.after.is_some() {
                let sum = newest(image.kind, image.schema, side, &record)?;
                expected.insert(short(&key), sum);
            } else {
                expected.remove(&short(&key));
            }
        }
        Ok(())
    })?;
    let whole = found.first <= 1;
    let mut clients = std::collections::HashSet::new();
    for kind in Kind::ALL.iter().copied() {
        let mut count = 0;
        for row in Joined::new(
            tables.rows.scan_prefix([kind.code()]),
            keys::width(kind),
            &tables.path,
        ) {
            let (key, value) = row?;
            let opened = envelope::open(&tables.cipher, kind.code(), &key, &value)?;
            found.older += u64::from(opened.schema != rows::schema(kind));
            let client = keys::client_of(&key);
            if kind == Kind::Client {
                clients.extend(client);
            } else if !kind.is_desk() && client.is_none_or(|c| !clients.contains(&c)) {
                found.orphans += 1;
            }
            let mut compare = |key: &[u8], sum: u64| {
                count += 1;
                match expected.remove(&short(key)) {
                    Some(right) if right != sum => found.stale += 1,
                    None if whole => found.unknown += 1,
                    Some(_) | None => {}
                }
            };
            if kind == Kind::Touch {
                pages::each(&tables.cipher, &key, &value, |touch, bytes| {
                    let mut own = keys::of_client(kind, touch.client);
                    own.extend_from_slice(&touch.id.bytes());
                    compare(&own, sum(&[bytes]));
                })?;
            } else {
                let record = rows::record(kind, opened.schema, &opened.payload)?;
                if !keys::holds(&key, &record) {
                    return Err(StoreError::harmed(
                        Harm::Misplaced,
                        format_args!("a {} lies where another belongs", kind.name()),
                    ));
                }
                compare(&key, newest(kind, opened.schema, &opened.payload, &record)?);
            }
        }
        if count > 0 {
            found.counts.insert(kind, count);
        }
    }
    found.missing = expected.len() as u64;
    Ok(found)
}
