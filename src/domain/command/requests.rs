//! What comes in: written down, passed on word for word, answered, parked, closed; incidents raised (B7, C1,
//! C20, C27, D8, D13, E20, E33).

mod asked;

use jiff::Timestamp;
use jiff::civil::Date;

use super::problem::ProblemText;
use super::{DraftText, Env, NewTouch, NextStep, RuleError, draft, live, problem, touch};
use crate::domain::calendar::{WorkClock, work_minutes_after};
use crate::domain::{
    Book, Calendar, Change, ClientId, ContactId, DaySheet, Direction, Dossier, FoundBy, Intent,
    Outcome, Request, RequestId, RequestKind, RequestLife, RequestStep, Severity, Transaction,
};

pub use asked::{FoundIncident, NewRequest, RequestCommand, RequestDeed};

pub(super) fn run(
    command: RequestCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        RequestCommand::Add(new) => add(*new, book, env),
        RequestCommand::Edit(id, new) => edit(id, *new, book, env),
        RequestCommand::Step(client, id, deed) => step(client, id, deed, book, env),
        RequestCommand::PushOut {
            fires,
            day,
            victims,
            words,
            reason,
        } => push_out(&fires, (day, &victims, &reason), &words, book, env),
        RequestCommand::ToProblem(client, id, said) => to_problem(client, id, said, book, env),
        RequestCommand::ToDraft(client, id, said) => to_draft(client, id, said, book, env),
        RequestCommand::Raise(found) => raise(found, book, env),
    }
}

/// Its first words on one line.
fn headline(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words,
    }
}

fn transaction(intent: Intent, request: &Request, env: &Env<'_>) -> Transaction {
    let label = headline(&request.text);
    Transaction::new(intent, env.now.timestamp(), Some(request.client), label)
}

fn known(book: &Book, client: ClientId, id: RequestId) -> Result<&Request, RuleError> {
    let mut requests = live(book, client)?.work().requests.iter();
    requests
        .find(|r| r.id == id)
        .ok_or(RuleError::NoSuchRequest)
}

/// Until when an answer was promised (E33, E35): in work minutes of the client's calendar. `None` where
/// nothing was agreed, nothing is owed, or the calendar has no worked day within a year.
fn due(
    dossier: &Dossier,
    request: &Request,
    calendar: &Calendar,
    env: &Env<'_>,
) -> Option<Timestamp> {
    let minutes = dossier.work().terms.as_deref()?.response_minutes?;
    if !request.kind.awaits_answer() {
        return None;
    }
    let own = env.now.time_zone();
    let clock = WorkClock::of(&dossier.client, request.channel, own, calendar);
    work_minutes_after(request.received_at, u32::from(minutes), &clock)
}

/// Writes what a person stated; the life follows the slot.
fn write(
    request: &mut Request,
    new: &NewRequest,
    dossier: &Dossier,
    env: &Env<'_>,
) -> Result<(), RuleError> {
    let now = env.now.timestamp();
    let text = new.text.trim();
    if text.is_empty() {
        return Err(RuleError::RequestEmpty);
    }
    if new.received_at.is_some_and(|at| at > now) {
        return Err(RuleError::ReceivedAhead);
    }
    let gone = |id: &ContactId| dossier.contacts.iter().all(|c| c.id != *id);
    // A person removed since may stay where it was named.
    if new
        .contact
        .as_ref()
        .is_some_and(|id| gone(id) && request.contact != Some(*id))
    {
        return Err(RuleError::NoSuchContact);
    }
    let received = new.received_at.unwrap_or(request.received_at);
    let moved =
        (request.received_at, request.channel, request.kind) != (received, new.channel, new.kind);
    request.kind = new.kind;
    request.channel = new.channel;
    request.contact = new.contact;
    request.received_at = received;
    request.urgent = new.urgent;
    request.minutes = new.minutes;
    request.slot = new
        .slot
        .filter(|_| !new.urgent && new.kind == RequestKind::Fire);
    match (request.life, request.slot) {
        (RequestLife::Open, Some(_)) => request.life = RequestLife::Parked,
        (RequestLife::Parked, None) => request.life = RequestLife::Open,
        _ => {}
    }
    // Reckoned once, and anew only when what it was reckoned from was put right.
    if moved || request.text.is_empty() {
        request.due_at = due(dossier, request, &new.calendar, env);
    }
    text.clone_into(&mut request.text);
    Ok(())
}

fn add(new: NewRequest, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let dossier = live(book, new.client)?;
    let now = env.now.timestamp();
    let id = env.ids.next(now);
    let mut request = Request::said(id, new.client, new.kind, String::new(), now);
    write(&mut request, &new, dossier, env)?;
    let mut tx = transaction(Intent::AddRequest, &request, env);
    tx.push(Change::create(request));
    Ok(tx)
}

fn edit(
    id: RequestId,
    new: NewRequest,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, new.client, id)?;
    let mut after = before.clone();
    write(&mut after, &new, live(book, new.client)?, env)?;
    if after == *before {
        return Err(RuleError::Nothing);
    }
    Ok(changed(Intent::EditRequest, before, after, env))
}

fn changed(intent: Intent, before: &Request, after: Request, env: &Env<'_>) -> Transaction {
    let mut tx = transaction(intent, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    tx
}

/// Puts a step behind the others.
fn take(request: &mut Request, life: RequestLife, who: &str, words: &str, env: &Env<'_>) {
    request.life = life;
    request.steps.push(RequestStep {
        life,
        at: env.now.timestamp(),
        who: who.split_whitespace().collect::<Vec<_>>().join(" "),
        words: words.trim().to_owned(),
    });
}

/// The client heard from us; a clock set back does not make an answer older than its question.
fn reacted(request: &mut Request, env: &Env<'_>) {
    let now = env.now.timestamp().max(request.received_at);
    request.reacted_at.get_or_insert(now);
}

/// The last words of somebody a step of this life holds.
fn last(request: &Request, life: RequestLife) -> Option<&RequestStep> {
    request.steps.iter().rev().find(|step| step.life == life)
}

fn step(
    client: ClientId,
    id: RequestId,
    deed: RequestDeed,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, client, id)?;
    let mut after = before.clone();
    let stays = matches!(deed, RequestDeed::Reopen | RequestDeed::Note { .. });
    if !before.is_open() && !stays {
        return Err(RuleError::RequestClosed);
    }
    let life = before.life;
    let mut told = None;
    match deed {
        RequestDeed::React { words } => {
            if before.reacted_at.is_some() {
                return Err(RuleError::Nothing);
            }
            reacted(&mut after, env);
            take(&mut after, life, "", &words, env);
        }
        RequestDeed::Relay { to, words } => {
            if to.trim().is_empty() {
                return Err(RuleError::RelayUnclear);
            }
            let words = Some(words).filter(|w| !w.trim().is_empty());
            let words = words.unwrap_or_else(|| before.text.clone());
            take(&mut after, RequestLife::Asked, &to, &words, env);
        }
        RequestDeed::Answer { who, words } => {
            if words.trim().is_empty() {
                return Err(RuleError::AnswerEmpty);
            }
            let asked = || last(before, RequestLife::Asked).map_or("", |step| step.who.as_str());
            let who = if who.trim().is_empty() { asked() } else { &who };
            take(&mut after, RequestLife::Answered, who, &words, env);
        }
        RequestDeed::Deliver {
            who,
            words,
            channel,
            minutes,
        } => {
            let waiting = || {
                let step = last(before, RequestLife::Answered);
                step.map_or("", |step| step.words.as_str()).to_owned()
            };
            let words = Some(words)
                .filter(|w| !w.trim().is_empty())
                .unwrap_or_else(waiting);
            reacted(&mut after, env);
            take(&mut after, RequestLife::Done, &who, &words, env);
            told = channel.map(|channel| NewTouch {
                client,
                contact: before
                    .contact
                    .filter(|id| book.contact(client, *id).is_some()),
                at: None,
                channel,
                direction: Direction::Out,
                outcome: Outcome::Answered,
                minutes,
                note: words,
                mood: None,
                purpose: None,
                // An answer is not the call that was planned.
                next: NextStep::Keep,
            });
        }
        RequestDeed::Park { slot } => {
            if slot <= env.now.datetime() {
                return Err(RuleError::NotAhead(slot.date()));
            }
            if before.slot == Some(slot) && life == RequestLife::Parked {
                return Err(RuleError::Nothing);
            }
            after.slot = Some(slot);
            after.urgent = false;
            take(&mut after, RequestLife::Parked, "", "", env);
        }
        RequestDeed::Note { who, words } => {
            if who.trim().is_empty() && words.trim().is_empty() {
                return Err(RuleError::Nothing);
            }
            take(&mut after, life, &who, &words, env);
        }
        RequestDeed::Drop { reason } => {
            if reason.trim().is_empty() {
                return Err(RuleError::ReasonMissing);
            }
            take(&mut after, RequestLife::Dropped, "", &reason, env);
        }
        RequestDeed::Reopen => {
            if before.is_open() {
                return Err(RuleError::Nothing);
            }
            after.slot = None;
            take(&mut after, RequestLife::Open, "", "", env);
        }
    }
    let mut tx = changed(Intent::AdvanceRequest, before, after, env);
    if let Some(touch) = told {
        for change in touch::log_answer(touch, book, env)?.changes {
            tx.push(change);
        }
    }
    Ok(tx)
}

fn push_out(
    fires: &[(ClientId, RequestId)],
    (day, victims, reason): (Date, &[ClientId], &str),
    words: &str,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let mut tx: Option<Transaction> = None;
    for (client, id) in fires {
        let before = known(book, *client, *id)?;
        if !before.is_open() {
            return Err(RuleError::RequestClosed);
        }
        let mut after = before.clone();
        let words = words.trim();
        if before.pushes_out.lines().all(|line| line != words) {
            // A later slot takes more; what an earlier one took stays told.
            if !after.pushes_out.is_empty() {
                after.pushes_out.push('\n');
            }
            after.pushes_out.push_str(words);
        }
        let tx = tx.get_or_insert_with(|| transaction(Intent::AdvanceRequest, before, env));
        if after != *before {
            tx.push(Change::replace(Some(before.clone()), after));
        }
    }
    let mut tx = tx.ok_or(RuleError::NoSuchRequest)?;
    let before = book.desk().day(day);
    let mut after = before.cloned().unwrap_or_else(|| DaySheet::empty(day));
    for victim in victims {
        live(book, *victim)?;
        if after.dropped.iter().all(|(id, _)| id != victim) {
            after.dropped.push((*victim, reason.trim().to_owned()));
        }
        after.pins.retain(|pin| pin.client != *victim);
        after.added.retain(|id| id != victim);
    }
    if !victims.is_empty() && before != Some(&after) {
        tx.push(Change::replace(before.cloned(), after));
    }
    if tx.changes.is_empty() {
        return Err(RuleError::Nothing);
    }
    Ok(tx)
}

/// Closes what became something else, in the transaction that made it.
fn close(
    tx: &mut Transaction,
    before: &Request,
    said: &str,
    env: &Env<'_>,
) -> Result<(), RuleError> {
    if !before.is_open() {
        return Err(RuleError::RequestClosed);
    }
    let mut after = before.clone();
    take(&mut after, RequestLife::Done, "", said, env);
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(())
}

fn to_problem(
    client: ClientId,
    id: RequestId,
    said: String,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let request = known(book, client, id)?;
    let burns = matches!(request.kind, RequestKind::Fire | RequestKind::Incident);
    let key = request.rule.split('#').next().unwrap_or_default();
    let text = ProblemText {
        title: headline(&request.text),
        details: request.text.clone(),
        severity: if burns {
            Severity::Critical
        } else {
            Severity::Normal
        },
        found_by: match request.channel {
            Some(_) => FoundBy::Client,
            None => FoundBy::Us,
        },
        rule: Some(key.to_owned()).filter(|key| !key.is_empty()),
        ..ProblemText::default()
    };
    let mut tx = problem::add(client, text, book, env)?;
    close(&mut tx, request, &said, env)?;
    Ok(tx)
}

fn to_draft(
    client: ClientId,
    id: RequestId,
    said: String,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let request = known(book, client, id)?;
    let key = request.rule.split('#').next().unwrap_or_default();
    let title = headline(&request.text);
    // What does not fit into the title is the reason so far.
    let why = Some(request.text.clone()).filter(|text| *text != title);
    let text = DraftText {
        why: why.unwrap_or_default(),
        title,
        rule: Some(key.to_owned()).filter(|key| !key.is_empty()),
        ..DraftText::default()
    };
    let mut tx = draft::add(client, text, book, env)?;
    close(&mut tx, request, &said, env)?;
    Ok(tx)
}

fn raise(
    found: Vec<FoundIncident>,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let at = env.now.timestamp();
    let mut tx: Option<Transaction> = None;
    for incident in found {
        live(book, incident.client)?;
        let id = env.ids.next(at);
        let kind = RequestKind::Incident;
        let mut request = Request::said(id, incident.client, kind, incident.text, at);
        request.rule = incident.mark;
        tx.get_or_insert_with(|| transaction(Intent::AddRequest, &request, env))
            .push(Change::create(request));
    }
    tx.ok_or(RuleError::Nothing)
}

#[cfg(test)]
mod tests;
