//! What a presentation says: built from a client's record out of the fields that are meant for the client.
//!
//! Nothing else gets in (C12): no notes, tags, tiers, problems, dismissed hits. A recommendation whose rule
//! also found a problem that is still sensitive is held back, whoever asks for it. The model is data;
//! [`Script`] is the same in words, and what every format is written from.

mod script;
mod series;

use jiff::civil::Date;

use super::audit::HitKey;
use super::recommendation::{Effect, Flaw, Lack};
use super::{
    Calendar, Currency, Dossier, Effort, Kpi, Life, Problem, Recommendation, RecommendationId,
    RecommendationKind,
};

pub use script::{Bar, Format, Script, Section, Slide};
pub use series::Series;

/// From this level on a client is told things in the terms of the trade (A23).
const EXPERT: u8 = 4;

/// Why a recommendation may not be presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Not declared ready; what it lacks, empty when only the declaration is missing.
    Draft(Vec<Lack>),
    /// Complete, but its texts give no reason: it cannot be declared ready (A18).
    Flawed(Vec<Flaw>),
    /// It tells of something the client must not be told yet (C12).
    Sensitive,
    /// The client has decided, or it was put away.
    Over,
    /// Declined twice, by itself or by its rule: not to be sent before this day (A18).
    Resting(Date),
}

/// A recommendation a presentation could hold.
#[derive(Debug, Clone)]
pub struct Candidate<'b> {
    /// The recommendation.
    pub recommendation: &'b Recommendation,
    /// Why it may not be presented; `None`: it may.
    pub held: Option<Held>,
}

/// Why there is no presentation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is ready; the live recommendations by title, with what holds each back.
    #[error("nothing is ready")]
    NothingReady(Vec<(String, Held)>),
    /// One that was asked for may not be presented.
    #[error("«{0}» may not be presented")]
    HeldBack(String, Held),
    /// One that was asked for is not this client's.
    #[error("no such recommendation of this client")]
    NotTheirs,
}

/// One recommendation as the client sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Which.
    pub id: RecommendationId,
    /// One line.
    pub title: String,
    /// Зачем.
    pub why: String,
    /// What happens if it is done.
    pub if_done: String,
    /// What happens if it is not done.
    pub if_not: String,
    /// What the money buys; may be empty (C2).
    pub value: String,
    /// Work for the client.
    pub effort: Effort,
    /// The effect it promises.
    pub effect: Option<Effect>,
    /// Who helps; may be empty.
    pub helper: String,
    /// How to do it, in the words this client understands; may be empty.
    pub how: String,
    /// The day proposed.
    pub by: Date,
    /// The measure it promises to move, as it was, when reports tell enough of it.
    pub figures: Option<Series>,
}

/// A presentation as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slides {
    /// The client's name.
    pub client: String,
    /// The day it is made.
    pub date: Date,
    /// Who presents it; may be empty.
    pub manager: String,
    /// Goals of the brief: those the recommendations serve, else all that are open.
    pub goals: Vec<String>,
    /// The measure the client judges by.
    pub kpi: Option<Kpi>,
    /// The currency of sums that carry none.
    pub currency: Currency,
    /// Spend by whole months, when enough of it is known.
    pub spend: Option<Series>,
    /// The recommendations, in the order of the slides.
    pub advice: Vec<Advice>,
}

/// What may become a presentation, the presentable first: fixes before growth, since a fix is no reason to
/// spend more, each in the order written; then what was sent before; then what is held back.
#[must_use]
pub fn candidates(dossier: &Dossier) -> Vec<Candidate<'_>> {
    let mut all: Vec<_> = dossier
        .live_recommendations()
        .map(|recommendation| Candidate {
            held: held(dossier, recommendation),
            recommendation,
        })
        .collect();
    all.sort_by_key(|c| {
        let r = c.recommendation;
        (
            c.held.is_some(),
            r.life != Life::Ready,
            r.kind == RecommendationKind::Growth,
        )
    });
    all
}

/// Why a recommendation of this client may not be presented; `None`: it may.
#[must_use]
pub fn held(dossier: &Dossier, recommendation: &Recommendation) -> Option<Held> {
    if recommendation.archived_at.is_some() {
        return Some(Held::Over);
    }
    match recommendation.life {
        Life::Draft => {
            let (lacks, flaws) = (recommendation.lacks(), recommendation.flaws());
            return Some(if lacks.is_empty() && !flaws.is_empty() {
                Held::Flawed(flaws)
            } else {
                Held::Draft(lacks)
            });
        }
        Life::Ready | Life::Sent | Life::Postponed => {}
        Life::Accepted | Life::Declined | Life::Implemented | Life::Checked => {
            return Some(Held::Over);
        }
    }
    let drafted = HitKey::read(recommendation.grounds().rule.as_deref()?);
    // A draft of a whole rule tells of every campaign it hits, and the draft of one of a problem with all.
    let tells = |rule: &str| {
        let found = HitKey::read(rule);
        found.covers(&drafted) || drafted.covers(&found)
    };
    let secret = |p: &Problem| p.sensitive && p.archived_at.is_none();
    let problems = dossier.work().problems.iter();
    problems
        .filter(|p| secret(p))
        .any(|p| p.rule.as_deref().is_some_and(tells))
        .then_some(Held::Sensitive)
}

/// What goes into a presentation unless a person says otherwise: everything ready.
#[must_use]
pub fn proposed(dossier: &Dossier) -> Vec<RecommendationId> {
    candidates(dossier)
        .into_iter()
        .filter(|c| c.held.is_none() && c.recommendation.life == Life::Ready)
        .map(|c| c.recommendation.id)
        .collect()
}

/// The recommendations by their ids, in this order and once each.
///
/// # Errors
/// The first that is not the client's or is held back; [`Refusal::NothingReady`] when none is named.
pub fn presentable<'b>(
    dossier: &'b Dossier,
    chosen: &[RecommendationId],
) -> Result<Vec<&'b Recommendation>, Refusal> {
    let mut found: Vec<&Recommendation> = Vec::with_capacity(chosen.len());
    for id in chosen {
        let one = dossier
            .recommendations
            .iter()
            .find(|r| r.id == *id)
            .ok_or(Refusal::NotTheirs)?;
        if let Some(held) = held(dossier, one) {
            return Err(Refusal::HeldBack(one.title.clone(), held));
        }
        if !found.iter().any(|r| r.id == *id) {
            found.push(one);
        }
    }
    if found.is_empty() {
        let live = candidates(dossier);
        return Err(Refusal::NothingReady(
            live.into_iter()
                .filter_map(|c| Some((c.recommendation.title.clone(), c.held?)))
                .collect(),
        ));
    }
    Ok(found)
}

/// The day proposed for a recommendation nobody has set a day for: a worked day after a week, two or four,
/// by the work it takes.
fn proposed_day(effort: Effort, today: Date) -> Date {
    let days = match effort {
        Effort::S => 7,
        Effort::M => 14,
        Effort::L => 28,
    };
    let before = jiff::Span::new().days(days - 1);
    let eve = today.checked_add(before).unwrap_or(today);
    Calendar::default().next_workday(eve)
}

impl Slides {
    /// The presentation of these recommendations, in this order; `manager` presents it, the client's own
    /// manager by the record when empty.
    ///
    /// # Errors
    /// As [`presentable`].
    pub fn of(
        dossier: &Dossier,
        chosen: &[RecommendationId],
        manager: &str,
        today: Date,
    ) -> Result<Self, Refusal> {
        let found = presentable(dossier, chosen)?;
        let brief = dossier.work().brief.as_deref();
        let served = |id| found.iter().any(|r| r.grounds().goal == Some(id));
        let open = || brief.into_iter().flat_map(super::Brief::open_goals);
        let some_served = open().any(|g| served(g.id));
        let goals = open()
            .filter(|g| !some_served || served(g.id))
            .map(|g| g.text.clone())
            .collect();
        let spend = dossier.spend.as_deref();
        let ads = dossier.work().ads.as_deref();
        let manager = match manager.trim() {
            "" => dossier.client.owner.trim(),
            named => named,
        };
        Ok(Self {
            client: dossier.client.name.clone(),
            date: today,
            manager: manager.to_owned(),
            goals,
            kpi: brief.and_then(|b| b.kpi.clone()),
            currency: spend
                .map(|s| s.currency)
                .or(ads.map(|a| a.currency))
                .unwrap_or(Currency::RUB),
            spend: spend.and_then(|s| Series::of_spend(s, today)),
            advice: found
                .into_iter()
                .map(|r| Advice::of(r, dossier, today))
                .collect(),
        })
    }
}

impl Advice {
    fn of(recommendation: &Recommendation, dossier: &Dossier, today: Date) -> Self {
        let grounds = recommendation.grounds();
        let expert = dossier.client.expertise.level() >= EXPERT;
        let (first, second) = if expert {
            (&grounds.how_expert, &grounds.how_simple)
        } else {
            (&grounds.how_simple, &grounds.how_expert)
        };
        let how = if first.trim().is_empty() {
            second
        } else {
            first
        };
        let campaigns = dossier.work().campaigns.as_deref().unwrap_or_default();
        Self {
            id: recommendation.id,
            title: recommendation.title.clone(),
            why: recommendation.why.clone(),
            if_done: recommendation.if_done.clone(),
            if_not: recommendation.if_not.clone(),
            value: grounds.value.clone(),
            effort: recommendation.effort,
            effect: grounds.effect.clone(),
            helper: grounds.helper.clone(),
            how: how.clone(),
            by: recommendation
                .until
                .filter(|day| *day > today)
                .unwrap_or_else(|| proposed_day(recommendation.effort, today)),
            figures: grounds
                .effect
                .as_ref()
                .and_then(|e| Series::of_campaigns(campaigns, e.metric, today)),
        }
    }
}
