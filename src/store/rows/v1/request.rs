//! What came in.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, ContactId, RequestId};
use crate::store::codec::{At, Clock, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
struct Step<'a> {
    life: u8,
    at: At,
    who: Text<'a>,
    words: Text<'a>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Request<'a> {
    id: Id,
    client: Id,
    kind: u8,
    text: Text<'a>,
    channel: Option<u8>,
    contact: Option<Id>,
    received_at: At,
    due_at: Option<At>,
    life: u8,
    steps: Vec<Step<'a>>,
    reacted_at: Option<At>,
    urgent: bool,
    slot: Option<(Day, Clock)>,
    minutes: u16,
    pushes_out: Text<'a>,
    rule: Text<'a>,
}

impl<'a> From<&'a d::Request> for Request<'a> {
    fn from(r: &'a d::Request) -> Self {
        Self {
            id: r.id.bytes(),
            client: r.client.bytes(),
            kind: r.kind.code(),
            text: text(&r.text),
            channel: r.channel.map(d::Channel::code),
            contact: r.contact.map(ContactId::bytes),
            received_at: r.received_at.into(),
            due_at: r.due_at.map(Into::into),
            life: r.life.code(),
            steps: r
                .steps
                .iter()
                .map(|s| Step {
                    life: s.life.code(),
                    at: s.at.into(),
                    who: text(&s.who),
                    words: text(&s.words),
                })
                .collect(),
            reacted_at: r.reacted_at.map(Into::into),
            urgent: r.urgent,
            slot: r.slot.map(|at| (at.date().into(), at.time().into())),
            minutes: r.minutes,
            pushes_out: text(&r.pushes_out),
            rule: text(&r.rule),
        }
    }
}

impl TryFrom<Request<'_>> for d::Request {
    type Error = RowError;
    fn try_from(r: Request<'_>) -> Result<Self, RowError> {
        let step = |s: Step<'_>| -> Result<d::RequestStep, RowError> {
            Ok(d::RequestStep {
                life: term!(RequestLife, s.life),
                at: s.at.try_into()?,
                who: s.who.into_owned(),
                words: s.words.into_owned(),
            })
        };
        Ok(Self {
            id: RequestId::from_bytes(r.id),
            client: ClientId::from_bytes(r.client),
            kind: term!(RequestKind, r.kind),
            text: r.text.into_owned(),
            channel: match r.channel {
                Some(code) => Some(term!(Channel, code)),
                None => None,
            },
            contact: r.contact.map(ContactId::from_bytes),
            received_at: r.received_at.try_into()?,
            due_at: maybe(r.due_at)?,
            life: term!(RequestLife, r.life),
            steps: r.steps.into_iter().map(step).collect::<Result<_, _>>()?,
            reacted_at: maybe(r.reacted_at)?,
            urgent: r.urgent,
            slot: match r.slot {
                Some((day, time)) => {
                    let day: jiff::civil::Date = day.try_into()?;
                    Some(day.to_datetime(time.try_into()?))
                }
                None => None,
            },
            minutes: r.minutes,
            pushes_out: r.pushes_out.into_owned(),
            rule: r.rule.into_owned(),
        })
    }
}
