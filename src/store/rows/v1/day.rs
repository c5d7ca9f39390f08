//! Days arranged by hand, and the meetings in them.

use serde::{Deserialize, Serialize};

use super::{Id, Text, text};
use crate::domain as d;
use crate::domain::{ClientId, MeetingId, SheetId};
use crate::store::codec::{At, Clock, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct DaySheet<'a> {
    date: Day,
    pins: Vec<(Id, Clock)>,
    dropped: Vec<(Id, Text<'a>)>,
    added: Vec<Id>,
    minutes: Option<u16>,
    opened_at: Option<At>,
}

impl<'a> From<&'a d::DaySheet> for DaySheet<'a> {
    fn from(s: &'a d::DaySheet) -> Self {
        let dropped = s.dropped.iter();
        Self {
            date: s.date.into(),
            pins: s
                .pins
                .iter()
                .map(|pin| (pin.client.bytes(), pin.at.into()))
                .collect(),
            dropped: dropped
                .map(|(client, reason)| (client.bytes(), text(reason)))
                .collect(),
            added: s.added.iter().map(|client| client.bytes()).collect(),
            minutes: s.minutes,
            opened_at: s.opened_at.map(Into::into),
        }
    }
}

impl TryFrom<DaySheet<'_>> for d::DaySheet {
    type Error = RowError;
    fn try_from(s: DaySheet<'_>) -> Result<Self, RowError> {
        let date = s.date.try_into()?;
        let pin = |(client, at): (Id, Clock)| -> Result<d::Pin, RowError> {
            Ok(d::Pin {
                client: ClientId::from_bytes(client),
                at: at.try_into()?,
            })
        };
        let dropped = s.dropped.into_iter();
        Ok(Self {
            id: SheetId::of(date),
            date,
            pins: s.pins.into_iter().map(pin).collect::<Result<_, _>>()?,
            dropped: dropped
                .map(|(client, reason)| (ClientId::from_bytes(client), reason.into_owned()))
                .collect(),
            added: s.added.into_iter().map(ClientId::from_bytes).collect(),
            minutes: s.minutes,
            opened_at: maybe(s.opened_at)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Meeting<'a> {
    id: Id,
    uid: Text<'a>,
    title: Text<'a>,
    place: Text<'a>,
    from: At,
    to: At,
    client: Option<Id>,
}

impl<'a> From<&'a d::Meeting> for Meeting<'a> {
    fn from(m: &'a d::Meeting) -> Self {
        Self {
            id: m.id.bytes(),
            uid: text(&m.uid),
            title: text(&m.title),
            place: text(&m.place),
            from: m.from.into(),
            to: m.to.into(),
            client: m.client.map(ClientId::bytes),
        }
    }
}

impl TryFrom<Meeting<'_>> for d::Meeting {
    type Error = RowError;
    fn try_from(m: Meeting<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: MeetingId::from_bytes(m.id),
            uid: m.uid.into_owned(),
            title: m.title.into_owned(),
            place: m.place.into_owned(),
            from: m.from.try_into()?,
            to: m.to.try_into()?,
            client: m.client.map(ClientId::from_bytes),
        })
    }
}
