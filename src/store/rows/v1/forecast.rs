//! The manager's forecasts, and what is kept off the agenda.

use serde::{Deserialize, Serialize};

use super::{Id, Text, currency, text};
use crate::domain as d;
use crate::domain::{ClientId, ForecastId};
use crate::store::codec::{At, Day, RowError};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Forecast<'a> {
    id: Id,
    client: Id,
    made_at: At,
    from: i32,
    base: i64,
    currency: [u8; 3],
    percent: i16,
    until: i32,
    note: Text<'a>,
}

impl<'a> From<&'a d::Forecast> for Forecast<'a> {
    fn from(f: &'a d::Forecast) -> Self {
        Self {
            id: f.id.bytes(),
            client: f.client.bytes(),
            made_at: f.made_at.into(),
            from: f.from.0,
            base: f.base,
            currency: f.currency.bytes(),
            percent: f.percent,
            until: f.until.0,
            note: text(&f.note),
        }
    }
}

impl TryFrom<Forecast<'_>> for d::Forecast {
    type Error = RowError;
    fn try_from(f: Forecast<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: ForecastId::from_bytes(f.id),
            client: ClientId::from_bytes(f.client),
            made_at: f.made_at.try_into()?,
            from: d::Month(f.from),
            base: f.base,
            currency: currency(f.currency)?,
            percent: f.percent,
            until: d::Month(f.until),
            note: f.note.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Snooze<'a> {
    client: Id,
    until: Day,
    reason: Text<'a>,
    set_at: At,
}

impl<'a> From<&'a d::Snooze> for Snooze<'a> {
    fn from(s: &'a d::Snooze) -> Self {
        Self {
            client: s.client.bytes(),
            until: s.until.into(),
            reason: text(&s.reason),
            set_at: s.set_at.into(),
        }
    }
}

impl TryFrom<Snooze<'_>> for d::Snooze {
    type Error = RowError;
    fn try_from(s: Snooze<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(s.client),
            until: s.until.try_into()?,
            reason: s.reason.into_owned(),
            set_at: s.set_at.try_into()?,
        })
    }
}
