//! Agreements.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, PromiseId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Promise<'a> {
    id: Id,
    client: Id,
    side: u8,
    who: Text<'a>,
    what: Text<'a>,
    until: Option<Day>,
    evidence: Text<'a>,
    life: u8,
    made_at: At,
    closed_at: Option<At>,
    note: Text<'a>,
}

impl<'a> From<&'a d::Promise> for Promise<'a> {
    fn from(p: &'a d::Promise) -> Self {
        Self {
            id: p.id.bytes(),
            client: p.client.bytes(),
            side: p.side.code(),
            who: text(&p.who),
            what: text(&p.what),
            until: p.until.map(Into::into),
            evidence: text(&p.evidence),
            life: p.life.code(),
            made_at: p.made_at.into(),
            closed_at: p.closed_at.map(Into::into),
            note: text(&p.note),
        }
    }
}

impl TryFrom<Promise<'_>> for d::Promise {
    type Error = RowError;
    fn try_from(p: Promise<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: PromiseId::from_bytes(p.id),
            client: ClientId::from_bytes(p.client),
            side: term!(Side, p.side),
            who: p.who.into_owned(),
            what: p.what.into_owned(),
            until: maybe(p.until)?,
            evidence: p.evidence.into_owned(),
            life: term!(PromiseLife, p.life),
            made_at: p.made_at.try_into()?,
            closed_at: maybe(p.closed_at)?,
            note: p.note.into_owned(),
        })
    }
}
