//! Schema 1 of every kind. Frozen: never edit a struct here.
//!
//! Enums are their codes, ids their 16 bytes, money minor units. Text is borrowed when written and owned
//! when read, so neither way copies it twice.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain as d;
use crate::domain::{ClientId, ContactId, GroupId, RecommendationId, TouchId};
use crate::store::codec::{At, Clock, Day, RowError, maybe};

type Text<'a> = Cow<'a, str>;
type Texts<'a> = Cow<'a, [String]>;
type Id = [u8; 16];

/// The term of a code, or which code is unknown.
macro_rules! term {
    ($type:ident, $code:expr) => {
        d::$type::from_code($code)
            .ok_or_else(|| RowError::Code(stringify!($type), u32::from($code)))?
    };
}

fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

#[derive(Serialize, Deserialize)]
pub(super) struct External<'a>(Text<'a>, Text<'a>);

fn externals(ids: &[d::ExternalId]) -> Vec<External<'_>> {
    ids.iter()
        .map(|e| External(text(&e.system), text(&e.id)))
        .collect()
}

fn from_externals(ids: Vec<External<'_>>) -> Vec<d::ExternalId> {
    ids.into_iter()
        .map(|External(system, id)| d::ExternalId {
            system: system.into_owned(),
            id: id.into_owned(),
        })
        .collect()
}

#[derive(Serialize, Deserialize)]
pub(super) struct Client<'a> {
    id: Id,
    name: Text<'a>,
    tier: u8,
    service_model: u8,
    expertise: u8,
    policy: u8,
    /// 0 off, 1 days, 2 report window.
    cadence: u8,
    cadence_days: u16,
    /// Channel, from, to.
    channels: Vec<(u8, Clock, Clock)>,
    zone: Option<Text<'a>>,
    tags: Texts<'a>,
    notes: Text<'a>,
    owner: Text<'a>,
    since: Option<Day>,
    external: Vec<External<'a>>,
    created_at: At,
    archived_at: Option<At>,
}

impl<'a> From<&'a d::Client> for Client<'a> {
    fn from(c: &'a d::Client) -> Self {
        let (cadence, cadence_days) = match c.cadence {
            d::Cadence::Off => (0, 0),
            d::Cadence::Days(days) => (1, days),
            d::Cadence::ReportWindow => (2, 0),
        };
        Self {
            id: c.id.bytes(),
            name: text(&c.name),
            tier: c.tier.code(),
            service_model: c.service_model.code(),
            expertise: c.expertise.level(),
            policy: c.policy.code(),
            cadence,
            cadence_days,
            channels: c
                .channels
                .iter()
                .map(|ch| (ch.channel.code(), ch.hours.from.into(), ch.hours.to.into()))
                .collect(),
            zone: c.zone.as_ref().map(|z| text(z.name())),
            tags: Cow::Borrowed(&c.tags),
            notes: text(&c.notes),
            owner: text(&c.owner),
            since: c.since.map(Into::into),
            external: externals(&c.external),
            created_at: c.created_at.into(),
            archived_at: c.archived_at.map(Into::into),
        }
    }
}

impl TryFrom<Client<'_>> for d::Client {
    type Error = RowError;
    fn try_from(c: Client<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: ClientId::from_bytes(c.id),
            name: c.name.into_owned(),
            tier: term!(Tier, c.tier),
            service_model: term!(ServiceModel, c.service_model),
            expertise: d::Expertise::new(c.expertise)
                .ok_or_else(|| RowError::value("expertise"))?,
            policy: term!(ContactPolicy, c.policy),
            cadence: match c.cadence {
                0 => d::Cadence::Off,
                1 => d::Cadence::Days(c.cadence_days),
                2 => d::Cadence::ReportWindow,
                code => return Err(RowError::Code("Cadence", code.into())),
            },
            channels: c
                .channels
                .into_iter()
                .map(|(channel, from, to)| {
                    Ok(d::ChannelHours {
                        channel: term!(Channel, channel),
                        hours: d::Hours {
                            from: from.try_into()?,
                            to: to.try_into()?,
                        },
                    })
                })
                .collect::<Result<_, RowError>>()?,
            zone: c.zone.map(|z| d::Zone::stored(z.into_owned())),
            tags: c.tags.into_owned(),
            notes: c.notes.into_owned(),
            owner: c.owner.into_owned(),
            since: maybe(c.since)?,
            external: from_externals(c.external),
            created_at: c.created_at.try_into()?,
            archived_at: maybe(c.archived_at)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Contact<'a> {
    id: Id,
    client: Id,
    name: Text<'a>,
    role: Text<'a>,
    decision_maker: bool,
    phones: Texts<'a>,
    emails: Texts<'a>,
    messengers: Texts<'a>,
    /// Year, month, day.
    birthday: Option<(Option<i16>, i8, i8)>,
    notes: Text<'a>,
    external: Vec<External<'a>>,
}

impl<'a> From<&'a d::Contact> for Contact<'a> {
    fn from(c: &'a d::Contact) -> Self {
        Self {
            id: c.id.bytes(),
            client: c.client.bytes(),
            name: text(&c.name),
            role: text(&c.role),
            decision_maker: c.decision_maker,
            phones: Cow::Borrowed(&c.phones),
            emails: Cow::Borrowed(&c.emails),
            messengers: Cow::Borrowed(&c.messengers),
            birthday: c.birthday.map(|b| (b.year, b.month, b.day)),
            notes: text(&c.notes),
            external: externals(&c.external),
        }
    }
}

impl TryFrom<Contact<'_>> for d::Contact {
    type Error = RowError;
    fn try_from(c: Contact<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: ContactId::from_bytes(c.id),
            client: ClientId::from_bytes(c.client),
            name: c.name.into_owned(),
            role: c.role.into_owned(),
            decision_maker: c.decision_maker,
            phones: c.phones.into_owned(),
            emails: c.emails.into_owned(),
            messengers: c.messengers.into_owned(),
            birthday: c
                .birthday
                .map(|(year, month, day)| d::Birthday { year, month, day }),
            notes: c.notes.into_owned(),
            external: from_externals(c.external),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Journey<'a> {
    client: Id,
    cycle: u32,
    stage: u8,
    entered_at: At,
    parked: Option<(Text<'a>, Day)>,
    /// Cycle, stage, entered, left.
    past: Vec<(u32, u8, At, At)>,
}

impl<'a> From<&'a d::Journey> for Journey<'a> {
    fn from(j: &'a d::Journey) -> Self {
        Self {
            client: j.client.bytes(),
            cycle: j.cycle,
            stage: j.stage.code(),
            entered_at: j.entered_at.into(),
            parked: j.parked.as_ref().map(|p| (text(&p.reason), p.until.into())),
            past: j
                .past
                .iter()
                .map(|s| {
                    (
                        s.cycle,
                        s.stage.code(),
                        s.entered_at.into(),
                        s.left_at.into(),
                    )
                })
                .collect(),
        }
    }
}

impl TryFrom<Journey<'_>> for d::Journey {
    type Error = RowError;
    fn try_from(j: Journey<'_>) -> Result<Self, RowError> {
        let parked = match j.parked {
            Some((reason, until)) => Some(d::Parked {
                reason: reason.into_owned(),
                until: until.try_into()?,
            }),
            None => None,
        };
        Ok(Self {
            client: ClientId::from_bytes(j.client),
            cycle: j.cycle,
            stage: term!(Stage, j.stage),
            entered_at: j.entered_at.try_into()?,
            parked,
            past: j
                .past
                .into_iter()
                .map(|(cycle, stage, entered, left)| {
                    Ok(d::Stay {
                        cycle,
                        stage: term!(Stage, stage),
                        entered_at: entered.try_into()?,
                        left_at: left.try_into()?,
                    })
                })
                .collect::<Result<_, RowError>>()?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Spend<'a> {
    client: Id,
    currency: [u8; 3],
    first: i32,
    amounts: Cow<'a, [Option<i64>]>,
}

impl<'a> From<&'a d::Spend> for Spend<'a> {
    fn from(s: &'a d::Spend) -> Self {
        Self {
            client: s.client.bytes(),
            currency: s.currency.bytes(),
            first: s.first.0,
            amounts: Cow::Borrowed(&s.amounts),
        }
    }
}

impl TryFrom<Spend<'_>> for d::Spend {
    type Error = RowError;
    fn try_from(s: Spend<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(s.client),
            currency: std::str::from_utf8(&s.currency)
                .ok()
                .and_then(|code| code.parse().ok())
                .ok_or_else(|| RowError::value("currency"))?,
            first: d::Month(s.first),
            amounts: s.amounts.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct TouchDigest<'a> {
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
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct FollowUp<'a> {
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
pub(super) struct Recommendation<'a> {
    id: Id,
    client: Id,
    title: Text<'a>,
    why: Text<'a>,
    if_done: Text<'a>,
    if_not: Text<'a>,
    effort: u8,
    kind: u8,
    life: u8,
    until: Option<Day>,
    /// State, moment, note.
    steps: Vec<(u8, At, Text<'a>)>,
    created_at: At,
    edited_at: At,
    archived_at: Option<At>,
}

impl<'a> From<&'a d::Recommendation> for Recommendation<'a> {
    fn from(r: &'a d::Recommendation) -> Self {
        Self {
            id: r.id.bytes(),
            client: r.client.bytes(),
            title: text(&r.title),
            why: text(&r.why),
            if_done: text(&r.if_done),
            if_not: text(&r.if_not),
            effort: r.effort.code(),
            kind: r.kind.code(),
            life: r.life.code(),
            until: r.until.map(Into::into),
            steps: r
                .steps
                .iter()
                .map(|s| (s.life.code(), s.at.into(), text(&s.note)))
                .collect(),
            created_at: r.created_at.into(),
            edited_at: r.edited_at.into(),
            archived_at: r.archived_at.map(Into::into),
        }
    }
}

impl TryFrom<Recommendation<'_>> for d::Recommendation {
    type Error = RowError;
    fn try_from(r: Recommendation<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: RecommendationId::from_bytes(r.id),
            client: ClientId::from_bytes(r.client),
            title: r.title.into_owned(),
            why: r.why.into_owned(),
            if_done: r.if_done.into_owned(),
            if_not: r.if_not.into_owned(),
            effort: term!(Effort, r.effort),
            kind: term!(RecommendationKind, r.kind),
            life: term!(Life, r.life),
            until: maybe(r.until)?,
            steps: r
                .steps
                .into_iter()
                .map(|(life, at, note)| {
                    Ok(d::LifeStep {
                        life: term!(Life, life),
                        at: at.try_into()?,
                        note: note.into_owned(),
                    })
                })
                .collect::<Result<_, RowError>>()?,
            created_at: r.created_at.try_into()?,
            edited_at: r.edited_at.try_into()?,
            archived_at: maybe(r.archived_at)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Touch<'a> {
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
        })
    }
}

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
