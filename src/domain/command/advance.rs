//! Taking a recommendation through its life, with what each step must bring (A12, A16, A18).

use jiff::Zoned;
use jiff::civil::Date;

use super::draft::{founded, transaction};
use super::{Env, RuleError, live, recommendation};
use crate::domain::recommendation::check::{self, Data};
use crate::domain::recommendation::{Doer, cooling};
use crate::domain::{
    Book, Change, Channel, Check, ClientId, Currency, Decision, Dossier, Intent, Life, LifeStep,
    Recommendation, RecommendationId, ServiceModel, Transaction, Verdict,
};

/// The client's decision as it is written down; the moment is given by the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// Who decided, in words; may be empty.
    pub who: String,
    /// By what channel.
    pub channel: Channel,
    /// Verbatim; may be empty.
    pub words: String,
}

/// One step of a life, with all that may belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// The state to enter.
    pub to: Life,
    /// Agreed or postponed until.
    pub until: Option<Date>,
    /// Our reason or remark.
    pub note: String,
    /// Who decided, how, in which words: for what is [the client's decision](Life::is_decision).
    pub decision: Option<NewDecision>,
    /// Who put it in place: for [`Life::Implemented`].
    pub by: Doer,
    /// What the person made of before and after: for [`Life::Checked`], where it is required.
    pub verdict: Option<Verdict>,
}

impl Advance {
    /// A step with nothing said about it.
    #[must_use]
    pub const fn to(life: Life) -> Self {
        Self {
            to: life,
            until: None,
            note: String::new(),
            decision: None,
            by: Doer::Client,
            verdict: None,
        }
    }
}

/// What the tool reckons of a recommendation's effect; `None` before it was put in place.
#[must_use]
pub fn measured(dossier: &Dossier, of: &Recommendation, now: &Zoned) -> Option<check::Measured> {
    let work = dossier.work();
    let kpi = work.brief.as_ref().and_then(|b| b.kpi.as_ref());
    let on = check::implemented_on(of, now.time_zone())?;
    let currency = currency(dossier);
    let data = Data {
        campaigns: work.campaigns.as_deref().unwrap_or_default(),
        currency,
        spend: dossier.spend.as_deref().filter(|s| s.currency == currency),
        today: now.date(),
    };
    Some(check::measure(check::metric(of, kpi), on, &data))
}

/// The currency a client's effects are counted in: of its reports, else of its monthly spend. A profile
/// without reports names none, whatever stands in it.
#[must_use]
pub fn currency(dossier: &Dossier) -> Currency {
    let ads = dossier.work().ads.as_ref();
    let told = ads.filter(|ads| ads.data_until.is_some());
    told.map(|ads| ads.currency)
        .or(dossier.spend.as_ref().map(|s| s.currency))
        .unwrap_or(Currency::RUB)
}

/// Until when an advice may not be brought up again: this one, or any of the same rule; `None` when it may.
pub(super) fn rests(
    dossier: &Dossier,
    one: Option<&Recommendation>,
    rule: Option<&str>,
    now: &Zoned,
) -> Option<Date> {
    let zone = now.time_zone();
    let alone = one.and_then(|r| cooling::rests_until([r], zone));
    let all = rule.and_then(|rule| {
        let same = dossier.recommendations.iter().filter(|r| r.is_of(rule));
        cooling::rests_until(same, zone)
    });
    alone.max(all).filter(|until| now.date() < *until)
}

/// Refuses an advice that [`rests`].
pub(super) fn resting(
    dossier: &Dossier,
    one: Option<&Recommendation>,
    rule: Option<&str>,
    env: &Env<'_>,
) -> Result<(), RuleError> {
    match rests(dossier, one, rule, env.now) {
        Some(until) => Err(RuleError::Resting(until)),
        None => Ok(()),
    }
}

pub(super) fn advance(
    client: ClientId,
    id: RecommendationId,
    step: Advance,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let before = recommendation(book, client, id)?;
    allowed(dossier, before, &step, env)?;
    let at = env.now.timestamp();
    let mut after = before.clone();
    let note = step.note.trim();
    let words = step.decision.as_ref().map_or("", |d| d.words.trim());
    after.steps.push(LifeStep {
        life: step.to,
        at,
        note: if note.is_empty() { words } else { note }.to_owned(),
    });
    after.life = step.to;
    after.until = step.until;
    if step.to.is_decision() {
        after.decision = step.decision.map(|d| {
            Box::new(Decision {
                who: d.who.trim().to_owned(),
                channel: d.channel,
                words: d.words.trim().to_owned(),
                at,
            })
        });
    }
    if step.to == Life::Checked
        && let Some(verdict) = step.verdict
        && let Some(m) = measured(dossier, before, env.now)
    {
        after.check = Some(Box::new(Check {
            metric: m.metric,
            before: m.before,
            after: m.after,
            from: m.from,
            on: m.on,
            to: m.to,
            verdict,
            note: step.note.trim().to_owned(),
        }));
    }
    let mut tx = transaction(Intent::AdvanceDraft, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

fn allowed(
    dossier: &Dossier,
    before: &Recommendation,
    step: &Advance,
    env: &Env<'_>,
) -> Result<(), RuleError> {
    let (from, to) = (before.life, step.to);
    if !from.next().contains(&to) {
        return Err(RuleError::NoStep { from, to });
    }
    if to == Life::Sent || from == Life::Declined {
        resting(dossier, Some(before), before.grounds().rule.as_deref(), env)?;
    }
    match to {
        Life::Ready => founded(before)?,
        // Ready was judged when it was entered; only what is missing altogether stops it now.
        Life::Sent if !before.lacks().is_empty() => return Err(RuleError::Lacks(before.lacks())),
        Life::Declined => {
            let said = step
                .decision
                .as_ref()
                .is_some_and(|d| !d.words.trim().is_empty());
            if !said && step.note.trim().is_empty() {
                return Err(RuleError::ReasonMissing);
            }
        }
        Life::Implemented
            if step.by == Doer::Us && dossier.client.service_model == ServiceModel::SelfServe =>
        {
            return Err(RuleError::NotOurs);
        }
        Life::Checked if step.verdict.is_none() => return Err(RuleError::VerdictMissing),
        Life::Checked if step.verdict != Some(Verdict::Unclear) => {
            if let Some(m) = measured(dossier, before, env.now)
                && m.source == check::Source::Nothing
                && env.now.date() < check::earliest(m.on)
            {
                return Err(RuleError::TooEarly(check::earliest(m.on)));
            }
        }
        _ => {}
    }
    match step.until {
        Some(day) if day < env.now.date() => Err(RuleError::NotAhead(day)),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "advance_tests.rs"]
mod tests;
