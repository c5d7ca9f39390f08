//! Recommendations with their grounds, the client's decision and what came of it.

use serde::{Deserialize, Serialize};

use crate::domain as d;
use crate::domain::{ClientId, DeckId, RecommendationId};
use crate::store::codec::{At, Day, RowError, maybe};
use crate::store::rows::v1::{Id, Text, term, text};

#[derive(Serialize, Deserialize)]
struct Grounds<'a> {
    goal: Option<u16>,
    value: Text<'a>,
    /// Metric, least, most.
    effect: Option<(u8, i32, i32)>,
    helper: Text<'a>,
    how_simple: Text<'a>,
    how_expert: Text<'a>,
    rule: Option<Text<'a>>,
    cycle: u32,
}

#[derive(Serialize, Deserialize)]
struct Decision<'a> {
    who: Text<'a>,
    channel: u8,
    words: Text<'a>,
    at: At,
}

#[derive(Serialize, Deserialize)]
struct Check<'a> {
    metric: u8,
    before: Option<i64>,
    after: Option<i64>,
    from: Day,
    on: Day,
    to: Day,
    verdict: u8,
    note: Text<'a>,
}

#[derive(Serialize, Deserialize)]
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
    grounds: Option<Grounds<'a>>,
    decision: Option<Decision<'a>>,
    check: Option<Check<'a>>,
    deck: Option<Id>,
    created_at: At,
    edited_at: At,
    archived_at: Option<At>,
}

impl<'a> From<&'a d::Grounds> for Grounds<'a> {
    fn from(g: &'a d::Grounds) -> Self {
        Self {
            goal: g.goal.map(|goal| goal.0),
            value: text(&g.value),
            effect: g.effect.as_ref().map(|e| (e.metric.code(), e.low, e.high)),
            helper: text(&g.helper),
            how_simple: text(&g.how_simple),
            how_expert: text(&g.how_expert),
            rule: g.rule.as_deref().map(text),
            cycle: g.cycle,
        }
    }
}

impl TryFrom<Grounds<'_>> for d::Grounds {
    type Error = RowError;
    fn try_from(g: Grounds<'_>) -> Result<Self, RowError> {
        let effect = match g.effect {
            Some((metric, low, high)) => Some(d::Effect {
                metric: term!(Metric, metric),
                low,
                high,
            }),
            None => None,
        };
        Ok(Self {
            goal: g.goal.map(d::GoalId),
            value: g.value.into_owned(),
            effect,
            helper: g.helper.into_owned(),
            how_simple: g.how_simple.into_owned(),
            how_expert: g.how_expert.into_owned(),
            rule: g.rule.map(Text::into_owned),
            cycle: g.cycle,
        })
    }
}

impl<'a> From<&'a d::Decision> for Decision<'a> {
    fn from(decision: &'a d::Decision) -> Self {
        Self {
            who: text(&decision.who),
            channel: decision.channel.code(),
            words: text(&decision.words),
            at: decision.at.into(),
        }
    }
}

impl TryFrom<Decision<'_>> for d::Decision {
    type Error = RowError;
    fn try_from(decision: Decision<'_>) -> Result<Self, RowError> {
        Ok(Self {
            who: decision.who.into_owned(),
            channel: term!(Channel, decision.channel),
            words: decision.words.into_owned(),
            at: decision.at.try_into()?,
        })
    }
}

impl<'a> From<&'a d::Check> for Check<'a> {
    fn from(check: &'a d::Check) -> Self {
        Self {
            metric: check.metric.code(),
            before: check.before,
            after: check.after,
            from: check.from.into(),
            on: check.on.into(),
            to: check.to.into(),
            verdict: check.verdict.code(),
            note: text(&check.note),
        }
    }
}

impl TryFrom<Check<'_>> for d::Check {
    type Error = RowError;
    fn try_from(check: Check<'_>) -> Result<Self, RowError> {
        Ok(Self {
            metric: term!(Metric, check.metric),
            before: check.before,
            after: check.after,
            from: check.from.try_into()?,
            on: check.on.try_into()?,
            to: check.to.try_into()?,
            verdict: term!(Verdict, check.verdict),
            note: check.note.into_owned(),
        })
    }
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
            grounds: r.grounds.as_deref().map(Into::into),
            decision: r.decision.as_deref().map(Into::into),
            check: r.check.as_deref().map(Into::into),
            deck: r.deck.map(DeckId::bytes),
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
            grounds: maybe(r.grounds)?.map(Box::new),
            decision: maybe(r.decision)?.map(Box::new),
            check: maybe(r.check)?.map(Box::new),
            deck: r.deck.map(DeckId::from_bytes),
            created_at: r.created_at.try_into()?,
            edited_at: r.edited_at.try_into()?,
            archived_at: maybe(r.archived_at)?,
        })
    }
}
