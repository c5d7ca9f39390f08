//! Keys: raw big-endian bytes, so that a prefix is a kind or a client and order is order of creation.
//!
//! `kind ‖ client16` for what a client has once, `kind ‖ client16 ‖ id16` for contacts and
//! recommendations, `kind ‖ client16 ‖ page u16` for pages of touches, `seq u64` in the journal. A value
//! above the cap goes on under `key ‖ chunk u16`, counted from 1.

use crate::domain::record::Row;
use crate::domain::{Change, ClientId, Kind, Record};

/// The key of the state in the `meta` tree.
pub(super) const STATE: &[u8] = b"state";

/// Length of a row key of a kind without a chunk number.
pub(super) const fn width(kind: Kind) -> usize {
    match kind {
        Kind::Contact | Kind::Recommendation => 33,
        Kind::Touch => 19,
        Kind::Client | Kind::Journey | Kind::Spend | Kind::TouchDigest | Kind::FollowUp => 17,
    }
}

fn join(kind: Kind, client: ClientId, tail: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(33);
    key.push(kind.code());
    key.extend_from_slice(&client.bytes());
    key.extend_from_slice(tail);
    key
}

/// Everything of a kind a client has.
pub(super) fn of_client(kind: Kind, client: ClientId) -> Vec<u8> {
    join(kind, client, &[])
}

/// One page of a client's touches.
pub(super) fn page(client: ClientId, page: u16) -> Vec<u8> {
    join(Kind::Touch, client, &page.to_be_bytes())
}

/// The page number of a page key.
pub(super) fn page_of(key: &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(key.get(17..19)?.try_into().ok()?))
}

/// The client of a row key.
pub(super) fn client_of(key: &[u8]) -> Option<ClientId> {
    Some(ClientId::from_bytes(key.get(1..17)?.try_into().ok()?))
}

/// Where the record of a change lies; `None` for an empty change and for touches, which lie in pages.
pub(super) fn of_change(change: &Change) -> Option<Vec<u8>> {
    fn once<T: Row>(row: &T) -> Vec<u8> {
        of_client(T::KIND, row.client())
    }
    Some(match change {
        Change::Client(edit) => once(edit.any()?),
        Change::Journey(edit) => once(edit.any()?),
        Change::Spend(edit) => once(edit.any()?),
        Change::TouchDigest(edit) => once(edit.any()?),
        Change::FollowUp(edit) => once(edit.any()?),
        Change::Contact(edit) => {
            let row = edit.any()?;
            join(Kind::Contact, row.client, &row.id.bytes())
        }
        Change::Recommendation(edit) => {
            let row = edit.any()?;
            join(Kind::Recommendation, row.client, &row.id.bytes())
        }
        Change::Touch(_) => return None,
    })
}

/// Whether a record read from under `key` belongs there.
pub(super) fn holds(key: &[u8], record: &Record) -> bool {
    client_of(key) == Some(record.client())
        && match record {
            Record::Contact(row) => key.get(17..33) == Some(&row.id.bytes()),
            Record::Recommendation(row) => key.get(17..33) == Some(&row.id.bytes()),
            _ => true,
        }
}

/// The key of a chunk of a value, from 1.
pub(super) fn chunk(key: &[u8], n: u16) -> Vec<u8> {
    let mut full = Vec::with_capacity(key.len() + 2);
    full.extend_from_slice(key);
    full.extend_from_slice(&n.to_be_bytes());
    full
}
