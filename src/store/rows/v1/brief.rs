//! Briefs.

use serde::{Deserialize, Serialize};

use super::{Id, Text, currency, term, text};
use crate::domain as d;
use crate::domain::ClientId;
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
struct Budget<'a> {
    amount: i64,
    currency: [u8; 3],
    source: Text<'a>,
    on: Option<Day>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Brief<'a> {
    client: Id,
    /// Number, text, moment of closing.
    goals: Vec<(u16, Text<'a>, Option<At>)>,
    needs: Text<'a>,
    done: Text<'a>,
    business: Text<'a>,
    seasonality: Text<'a>,
    audience: Text<'a>,
    budget_now: Option<Budget<'a>>,
    budget_ceiling: Option<Budget<'a>>,
    /// Metric, target, note.
    kpi: Option<(u8, i64, Text<'a>)>,
    constraints: Text<'a>,
    asked_at: Option<At>,
    edited_at: At,
}

impl<'a> From<&'a d::Budget> for Budget<'a> {
    fn from(b: &'a d::Budget) -> Self {
        Self {
            amount: b.amount.minor,
            currency: b.amount.currency.bytes(),
            source: text(&b.source),
            on: b.on.map(Into::into),
        }
    }
}

impl TryFrom<Budget<'_>> for d::Budget {
    type Error = RowError;
    fn try_from(b: Budget<'_>) -> Result<Self, RowError> {
        Ok(Self {
            amount: d::Money {
                minor: b.amount,
                currency: currency(b.currency)?,
            },
            source: b.source.into_owned(),
            on: maybe(b.on)?,
        })
    }
}

impl<'a> From<&'a d::Brief> for Brief<'a> {
    fn from(b: &'a d::Brief) -> Self {
        Self {
            client: b.client.bytes(),
            goals: b
                .goals
                .iter()
                .map(|g| (g.id.0, text(&g.text), g.closed_at.map(Into::into)))
                .collect(),
            needs: text(&b.needs),
            done: text(&b.done),
            business: text(&b.business),
            seasonality: text(&b.seasonality),
            audience: text(&b.audience),
            budget_now: b.budget_now.as_ref().map(Into::into),
            budget_ceiling: b.budget_ceiling.as_ref().map(Into::into),
            kpi: b
                .kpi
                .as_ref()
                .map(|k| (k.metric.code(), k.target, text(&k.note))),
            constraints: text(&b.constraints),
            asked_at: b.asked_at.map(Into::into),
            edited_at: b.edited_at.into(),
        }
    }
}

impl TryFrom<Brief<'_>> for d::Brief {
    type Error = RowError;
    fn try_from(b: Brief<'_>) -> Result<Self, RowError> {
        let kpi = match b.kpi {
            Some((metric, target, note)) => Some(d::Kpi {
                metric: term!(Metric, metric),
                target,
                note: note.into_owned(),
            }),
            None => None,
        };
        Ok(Self {
            client: ClientId::from_bytes(b.client),
            goals: b
                .goals
                .into_iter()
                .map(|(id, text, closed_at)| {
                    Ok(d::Goal {
                        id: d::GoalId(id),
                        text: text.into_owned(),
                        closed_at: maybe(closed_at)?,
                    })
                })
                .collect::<Result<_, RowError>>()?,
            needs: b.needs.into_owned(),
            done: b.done.into_owned(),
            business: b.business.into_owned(),
            seasonality: b.seasonality.into_owned(),
            audience: b.audience.into_owned(),
            budget_now: maybe(b.budget_now)?,
            budget_ceiling: maybe(b.budget_ceiling)?,
            kpi,
            constraints: b.constraints.into_owned(),
            asked_at: maybe(b.asked_at)?,
            edited_at: b.edited_at.try_into()?,
        })
    }
}
