//! Recommendations, as they were before they had grounds and a decision. Read, no longer written.

use serde::Deserialize;

use super::{Id, Text, term};
use crate::domain as d;
use crate::domain::{ClientId, RecommendationId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Deserialize)]
pub(in crate::store) struct Recommendation<'a> {
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
            grounds: None,
            decision: None,
            check: None,
            deck: None,
            created_at: r.created_at.try_into()?,
            edited_at: r.edited_at.try_into()?,
            archived_at: maybe(r.archived_at)?,
        })
    }
}
