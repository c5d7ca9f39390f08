//! Touches, their sum, and the next one.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, ContactId, TouchId};
use crate::store::codec::{At, Clock, Day, RowError, maybe};

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
            curt: 0,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct FollowUp<'a> {
    client: Id,
    date: Day,
    time: Option<Clock>,
    reason: Text<'a>,
    promised: bool,
    channel: Option<u8>,
    contact: Option<Id>,
    set_at: At,
}

impl<'a> From<&'a d::FollowUp> for FollowUp<'a> {
    fn from(f: &'a d::FollowUp) -> Self {
        Self {
            client: f.client.bytes(),
            date: f.date.into(),
            time: f.time.map(Into::into),
            reason: text(&f.reason),
            promised: f.promised,
            channel: f.channel.map(d::Channel::code),
            contact: f.contact.map(ContactId::bytes),
            set_at: f.set_at.into(),
        }
    }
}

impl TryFrom<FollowUp<'_>> for d::FollowUp {
    type Error = RowError;
    fn try_from(f: FollowUp<'_>) -> Result<Self, RowError> {
        let channel = match f.channel {
            Some(code) => Some(term!(Channel, code)),
            None => None,
        };
        Ok(Self {
            client: ClientId::from_bytes(f.client),
            date: f.date.try_into()?,
            time: maybe(f.time)?,
            reason: f.reason.into_owned(),
            promised: f.promised,
            channel,
            contact: f.contact.map(ContactId::from_bytes),
            set_at: f.set_at.try_into()?,
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
            mood: None,
            purpose: None,
        })
    }
}
