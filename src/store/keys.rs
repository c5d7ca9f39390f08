//! Keys: raw big-endian bytes, so that a prefix is a kind or a client and order is order of creation.
//!
//! `kind ‖ client16` for what a client has once, `kind ‖ client16 ‖ id16` for what it has several of
//! (and, with a client of zeros, for what belongs to none),
//! `kind ‖ client16 ‖ page u16` for pages of touches, `seq u64` in the journal. A value
//! above the cap goes on under `key ‖ chunk u16`, counted from 1.

use crate::domain::record::Row;
use crate::domain::{Change, ClientId, Kind, Record};

/// The layout of keys and trees this version writes, and the newest it knows; a store that names none has the
/// first. It is in the header, which is read before sled opens anything, and in the `meta` tree.
pub(super) const LAYOUT: u32 = 1;

/// The key of the state in the `meta` tree.
pub(super) const STATE: &[u8] = b"state";

/// The key of the number of the layout in the `meta` tree.
pub(super) const FORM: &[u8] = b"form";

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

macro_rules! places {
    (once: $($once:ident),*; several: $($several:ident),*; on the desk: $($desk:ident),*; in pages: $paged:ident) => {
        /// Length of a row key of a kind without a chunk number.
        pub(super) const fn width(kind: Kind) -> usize {
            match kind {
                $(Kind::$once)|* => 17,
                $(Kind::$several)|* | $(Kind::$desk)|* => 33,
                Kind::$paged => 19,
            }
        }

        /// Where the record of a change lies; `None` for an empty change and for touches, which lie in
        /// pages.
        pub(super) fn of_change(change: &Change) -> Option<Vec<u8>> {
            Some(match change {
                $(Change::$once(edit) => of_client(Kind::$once, Row::client(edit.any()?)),)*
                $(Change::$several(edit) => {
                    let row = edit.any()?;
                    join(Kind::$several, row.client, &row.id.bytes())
                })*
                $(Change::$desk(edit) => {
                    join(Kind::$desk, ClientId::PORTFOLIO, &edit.any()?.id.bytes())
                })*
                Change::$paged(_) => return None,
            })
        }

        /// Whether a record read from under `key` belongs there.
        pub(super) fn holds(key: &[u8], record: &Record) -> bool {
            client_of(key) == Some(record.client())
                && match record {
                    $(Record::$several(row) => key.get(17..33) == Some(&row.id.bytes()),)*
                    $(Record::$desk(row) => key.get(17..33) == Some(&row.id.bytes()),)*
                    _ => true,
                }
        }
    };
}

places! {
    once: Client, Journey, Spend, TouchDigest, FollowUp, Brief, AdProfile, ContactTerms, Snooze;
    several: Contact, Recommendation, Problem, Campaign, Deck, Checklist, Promise, Request, Forecast;
    on the desk: View, Cohort, DaySheet, Meeting, News;
    in pages: Touch
}

/// Whether a row key is that of a value or its beginning, not of a chunk.
pub(super) fn begins(key: &[u8]) -> bool {
    let kind = key.first().copied().and_then(Kind::from_code);
    kind.is_some_and(|kind| key.len() == width(kind))
}

/// The key of a chunk of a value, from 1.
pub(super) fn chunk(key: &[u8], n: u16) -> Vec<u8> {
    let mut full = Vec::with_capacity(key.len() + 2);
    full.extend_from_slice(key);
    full.extend_from_slice(&n.to_be_bytes());
    full
}
