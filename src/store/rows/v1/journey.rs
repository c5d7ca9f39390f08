//! Journeys and monthly figures.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Id, Text, currency, term, text};
use crate::domain as d;
use crate::domain::ClientId;
use crate::store::codec::{At, Day, RowError};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Journey<'a> {
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
pub(in crate::store) struct Spend<'a> {
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
            amounts: Cow::Owned(s.amounts.iter().collect()),
        }
    }
}

impl TryFrom<Spend<'_>> for d::Spend {
    type Error = RowError;
    fn try_from(s: Spend<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(s.client),
            currency: currency(s.currency)?,
            first: d::Month(s.first),
            amounts: s.amounts.into_owned().into(),
        })
    }
}
