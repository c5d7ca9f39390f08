//! The head of a journal entry.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, GroupId};
use crate::store::codec::{At, RowError};

/// The head of a journal entry.
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct EntryHead<'a> {
    seq: u64,
    at: At,
    intent: u8,
    client: Option<Id>,
    label: Text<'a>,
    group: Option<Id>,
    /// 0 did, 1 undid, 2 redid.
    origin: u8,
    origin_seq: u64,
    changes: u32,
}

impl<'a> From<&'a d::Entry> for EntryHead<'a> {
    fn from(e: &'a d::Entry) -> Self {
        let (origin, origin_seq) = match e.origin {
            d::Origin::Did => (0, 0),
            d::Origin::Undid(seq) => (1, seq),
            d::Origin::Redid(seq) => (2, seq),
        };
        Self {
            seq: e.seq,
            at: e.at.into(),
            intent: e.intent.code(),
            client: e.client.map(ClientId::bytes),
            label: text(&e.label),
            group: e.group.map(GroupId::bytes),
            origin,
            origin_seq,
            changes: e.changes,
        }
    }
}

impl TryFrom<EntryHead<'_>> for d::Entry {
    type Error = RowError;
    fn try_from(e: EntryHead<'_>) -> Result<Self, RowError> {
        Ok(Self {
            seq: e.seq,
            at: e.at.try_into()?,
            intent: term!(Intent, e.intent),
            client: e.client.map(ClientId::from_bytes),
            label: e.label.into_owned(),
            group: e.group.map(GroupId::from_bytes),
            origin: match e.origin {
                0 => d::Origin::Did,
                1 => d::Origin::Undid(e.origin_seq),
                2 => d::Origin::Redid(e.origin_seq),
                code => return Err(RowError::Code("Origin", code.into())),
            },
            changes: e.changes,
        })
    }
}
