//! Frozen segments.

use serde::{Deserialize, Serialize};

use super::{Id, Text, currency, term, text};
use crate::domain as d;
use crate::domain::{ClientId, CohortId};
use crate::store::codec::{At, RowError, maybe};

#[derive(Serialize, Deserialize)]
struct Member<'a> {
    client: Id,
    score: u8,
    base: i64,
    currency: [u8; 3],
    held_out: bool,
    joined_at: Option<At>,
    worked_at: Option<At>,
    left: Option<(At, Text<'a>)>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Cohort<'a> {
    id: Id,
    name: Text<'a>,
    month: Option<i32>,
    method: u8,
    query: Text<'a>,
    hypothesis: Text<'a>,
    frozen_at: At,
    from: i32,
    members: Vec<Member<'a>>,
    closed_at: Option<At>,
    verdict: Text<'a>,
}

impl<'a> From<&'a d::Cohort> for Cohort<'a> {
    fn from(c: &'a d::Cohort) -> Self {
        Self {
            id: c.id.bytes(),
            name: text(&c.name),
            month: c.month.map(|month| month.0),
            method: c.method.code(),
            query: text(&c.query),
            hypothesis: text(&c.hypothesis),
            frozen_at: c.frozen_at.into(),
            from: c.from.0,
            members: c
                .members
                .iter()
                .map(|m| Member {
                    client: m.client.bytes(),
                    score: m.score,
                    base: m.base,
                    currency: m.currency.bytes(),
                    held_out: m.held_out,
                    joined_at: m.joined_at.map(Into::into),
                    worked_at: m.worked_at.map(Into::into),
                    left: m.left.as_ref().map(|l| (l.at.into(), text(&l.reason))),
                })
                .collect(),
            closed_at: c.closed_at.map(Into::into),
            verdict: text(&c.verdict),
        }
    }
}

impl TryFrom<Member<'_>> for d::Member {
    type Error = RowError;
    fn try_from(m: Member<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(m.client),
            score: m.score,
            base: m.base,
            currency: currency(m.currency)?,
            held_out: m.held_out,
            joined_at: maybe(m.joined_at)?,
            worked_at: maybe(m.worked_at)?,
            left: match m.left {
                Some((at, reason)) => Some(d::Departure {
                    at: at.try_into()?,
                    reason: reason.into_owned(),
                }),
                None => None,
            },
        })
    }
}

impl TryFrom<Cohort<'_>> for d::Cohort {
    type Error = RowError;
    fn try_from(c: Cohort<'_>) -> Result<Self, RowError> {
        let members = c.members.into_iter();
        Ok(Self {
            id: CohortId::from_bytes(c.id),
            name: c.name.into_owned(),
            month: c.month.map(d::Month),
            method: term!(Method, c.method),
            query: c.query.into_owned(),
            hypothesis: c.hypothesis.into_owned(),
            frozen_at: c.frozen_at.try_into()?,
            from: d::Month(c.from),
            members: members.map(TryInto::try_into).collect::<Result<_, _>>()?,
            closed_at: maybe(c.closed_at)?,
            verdict: c.verdict.into_owned(),
        })
    }
}
