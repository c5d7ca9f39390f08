//! Clients and their people.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{External, Id, Text, Texts, externals, from_externals, term, text};
use crate::domain as d;
use crate::domain::{ClientId, ContactId};
use crate::store::codec::{At, Clock, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Client<'a> {
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
pub(in crate::store) struct Contact<'a> {
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
