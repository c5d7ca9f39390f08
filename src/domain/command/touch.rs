//! Logging touches and planning the next one.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{Env, RuleError, live};
use crate::domain::{
    Book, Change, Channel, ClientId, ContactId, Direction, FollowUp, Intent, Mood, Outcome,
    Purpose, Touch, TouchDigest, Transaction,
};

/// The next touch as a person states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFollowUp {
    /// The day; today or later.
    pub date: Date,
    /// The hour, when agreed.
    pub time: Option<Time>,
    /// Why.
    pub reason: String,
    /// Promised to the client.
    pub promised: bool,
    /// By which channel, when it matters.
    pub channel: Option<Channel>,
    /// With whom, when it matters.
    pub contact: Option<ContactId>,
}

/// What becomes of the planned touch when one is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// The field's rule: a real contact settles a touch that was due by today, anything else keeps it.
    Auto,
    /// Leave it as it is.
    Keep,
    /// Strike it out.
    Clear,
    /// Plan this one instead.
    Set(NewFollowUp),
}

/// A touch as a person states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTouch {
    /// With which client.
    pub client: ClientId,
    /// With whom, when known.
    pub contact: Option<ContactId>,
    /// When it happened; `None`: now.
    pub at: Option<Timestamp>,
    /// By what means.
    pub channel: Channel,
    /// Who began.
    pub direction: Direction,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took, minutes.
    pub minutes: u16,
    /// What was said.
    pub note: String,
    /// How the client sounded, when it was marked (A27).
    pub mood: Option<Mood>,
    /// What it was for, when it was marked.
    pub purpose: Option<Purpose>,
    /// What becomes of the planned touch.
    pub next: NextStep,
}

pub(super) fn log(new: NewTouch, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    write(new, true, book, env)
}

/// Logs an answer to somebody who turned to us: whoever asked was not worked in any focus.
pub(super) fn log_answer(
    new: NewTouch,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    write(new, false, book, env)
}

fn write(
    new: NewTouch,
    begun_by_us: bool,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, new.client)?;
    if new
        .contact
        .is_some_and(|id| book.contact(new.client, id).is_none())
    {
        return Err(RuleError::NoSuchContact);
    }
    let now = env.now.timestamp();
    let touch = Touch {
        id: env.ids.next(now),
        client: new.client,
        contact: new.contact,
        at: new.at.unwrap_or(now),
        channel: new.channel,
        direction: new.direction,
        outcome: new.outcome,
        minutes: new.minutes,
        note: new.note.trim().to_owned(),
        mood: new.mood,
        purpose: new.purpose,
    };
    let mut tx = Transaction::new(
        Intent::LogTouch,
        now,
        Some(new.client),
        dossier.client.name.clone(),
    );
    let digest = dossier.digest.as_deref();
    let after = digest
        .unwrap_or(&TouchDigest::empty(new.client))
        .with(&touch);
    let real = touch.is_real();
    tx.push(Change::create(touch.clone()));
    tx.push(Change::replace(digest.cloned(), after));
    if begun_by_us {
        super::cohort::note_worked(&mut tx, &touch, book, env);
    }
    let planned = dossier.follow_up.as_deref();
    let next = match new.next {
        NextStep::Auto => match planned {
            Some(plan) if real && plan.date <= env.now.date() => None,
            other => other.cloned(),
        },
        NextStep::Keep => planned.cloned(),
        NextStep::Clear => None,
        NextStep::Set(plan) => Some(follow_up(new.client, plan, env)?),
    };
    settle(&mut tx, planned, next);
    Ok(tx)
}

pub(super) fn plan(
    client: ClientId,
    plan: NewFollowUp,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let next = follow_up(client, plan, env)?;
    let mut tx = Transaction::new(
        Intent::PlanTouch,
        env.now.timestamp(),
        Some(client),
        dossier.client.name.clone(),
    );
    settle(&mut tx, dossier.follow_up.as_deref(), Some(next));
    Ok(tx)
}

pub(super) fn clear(
    client: ClientId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let planned = dossier.follow_up.as_deref().ok_or(RuleError::Nothing)?;
    let mut tx = Transaction::new(
        Intent::ClearTouch,
        env.now.timestamp(),
        Some(client),
        dossier.client.name.clone(),
    );
    tx.push(Change::remove(planned.clone()));
    Ok(tx)
}

fn follow_up(client: ClientId, plan: NewFollowUp, env: &Env<'_>) -> Result<FollowUp, RuleError> {
    if plan.date < env.now.date() {
        return Err(RuleError::NotAhead(plan.date));
    }
    Ok(FollowUp {
        client,
        date: plan.date,
        time: plan.time,
        reason: plan.reason.trim().to_owned(),
        promised: plan.promised,
        channel: plan.channel,
        contact: plan.contact,
        set_at: env.now.timestamp(),
    })
}

fn settle(tx: &mut Transaction, before: Option<&FollowUp>, after: Option<FollowUp>) {
    match (before, after) {
        (Some(before), None) => tx.push(Change::remove(before.clone())),
        (before, Some(after)) if before != Some(&after) => {
            tx.push(Change::replace(before.cloned(), after));
        }
        _ => {}
    }
}
