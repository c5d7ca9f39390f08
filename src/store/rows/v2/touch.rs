//! Touches with how they sounded and what they were for, and their sum.

use serde::{Deserialize, Serialize};

use crate::domain as d;
use crate::domain::{ClientId, ContactId, TouchId};
use crate::store::codec::{At, RowError, maybe};
use crate::store::rows::v1::{Id, Text, term, text};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct TouchDigest<'a> {
    client: Id,
    count: u32,
    /// Touch, moment, channel, contact.
    last_real: Option<(Id, At, u8, Option<Id>)>,
    last_any: Option<At>,
    last_minutes: u16,
    unanswered: u16,
    last_inbound: Option<At>,
    curt: u8,
    #[serde(skip)]
    life: std::marker::PhantomData<&'a ()>,
}

impl From<&d::TouchDigest> for TouchDigest<'_> {
    fn from(t: &d::TouchDigest) -> Self {
        Self {
            client: t.client.bytes(),
            count: t.count,
            last_real: t.last_real.map(|l| {
                (
                    l.touch.bytes(),
                    l.at.into(),
                    l.channel.code(),
                    l.contact.map(ContactId::bytes),
                )
            }),
            last_any: t.last_any.map(Into::into),
            last_minutes: t.last_minutes,
            unanswered: t.unanswered,
            last_inbound: t.last_inbound.map(Into::into),
            curt: t.curt,
            life: std::marker::PhantomData,
        }
    }
}

impl TryFrom<TouchDigest<'_>> for d::TouchDigest {
    type Error = RowError;
    fn try_from(t: TouchDigest<'_>) -> Result<Self, RowError> {
        let last_real = match t.last_real {
            Some((touch, at, channel, contact)) => Some(d::LastTouch {
                touch: TouchId::from_bytes(touch),
                at: at.try_into()?,
                channel: term!(Channel, channel),
                contact: contact.map(ContactId::from_bytes),
            }),
            None => None,
        };
        Ok(Self {
            client: ClientId::from_bytes(t.client),
            count: t.count,
            last_real,
            last_any: maybe(t.last_any)?,
            last_minutes: t.last_minutes,
            unanswered: t.unanswered,
            last_inbound: maybe(t.last_inbound)?,
            curt: t.curt,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Touch<'a> {
    id: Id,
    client: Id,
    contact: Option<Id>,
    at: At,
    channel: u8,
    direction: u8,
    outcome: u8,
    minutes: u16,
    note: Text<'a>,
    mood: Option<u8>,
    purpose: Option<u8>,
}

impl<'a> From<&'a d::Touch> for Touch<'a> {
    fn from(t: &'a d::Touch) -> Self {
        Self {
            id: t.id.bytes(),
            client: t.client.bytes(),
            contact: t.contact.map(ContactId::bytes),
            at: t.at.into(),
            channel: t.channel.code(),
            direction: t.direction.code(),
            outcome: t.outcome.code(),
            minutes: t.minutes,
            note: text(&t.note),
            mood: t.mood.map(d::Mood::code),
            purpose: t.purpose.map(d::Purpose::code),
        }
    }
}

impl TryFrom<Touch<'_>> for d::Touch {
    type Error = RowError;
    fn try_from(t: Touch<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: TouchId::from_bytes(t.id),
            client: ClientId::from_bytes(t.client),
            contact: t.contact.map(ContactId::from_bytes),
            at: t.at.try_into()?,
            channel: term!(Channel, t.channel),
            direction: term!(Direction, t.direction),
            outcome: term!(Outcome, t.outcome),
            minutes: t.minutes,
            note: t.note.into_owned(),
            mood: match t.mood {
                Some(code) => Some(term!(Mood, code)),
                None => None,
            },
            purpose: match t.purpose {
                Some(code) => Some(term!(Purpose, code)),
                None => None,
            },
        })
    }
}
