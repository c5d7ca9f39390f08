//! Frozen segments: the focus of the month and experiments (A6, A25, A34).

use std::collections::HashSet;

use super::{Env, RuleError};
use crate::domain::focus::{self, hold_out};
use crate::domain::{
    Book, Change, ClientId, Cohort, CohortId, Currency, Departure, Direction, Intent, Member,
    Method, Month, Touch, Transaction,
};

/// The most that may be held out, percent: the month is there to work.
pub const MOST_HELD_OUT: u8 = 50;

/// A segment to be frozen, as a person states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCohort {
    /// Its name.
    pub name: String,
    /// The month it is the focus of; `None`: an experiment.
    pub month: Option<Month>,
    /// What chose the clients.
    pub method: Method,
    /// The query they were found by; may be empty.
    pub query: String,
    /// What is expected of working them; may be empty.
    pub hypothesis: String,
    /// The clients with the scores they were chosen by, `0..=100`. Archived ones are left out.
    pub clients: Vec<(ClientId, u8)>,
    /// Percent of them that is not to be worked, `0..=`[`MOST_HELD_OUT`].
    pub held_out: u8,
    /// The focus this month already has is closed for this one: the question about it was answered with yes.
    pub replace: bool,
}

/// What is done to frozen segments.
#[derive(Debug, Clone, PartialEq)]
pub enum CohortCommand {
    /// Freezes a segment.
    Freeze(Box<NewCohort>),
    /// Takes a client out.
    Leave {
        /// Of which segment.
        cohort: CohortId,
        /// Who.
        client: ClientId,
        /// Why; must not be empty.
        reason: String,
    },
    /// Takes a client that left back in.
    Rejoin {
        /// Into which segment.
        cohort: CohortId,
        /// Who.
        client: ClientId,
    },
    /// Takes a client in after the freeze; it is to be worked.
    Join {
        /// Into which segment.
        cohort: CohortId,
        /// Who.
        client: ClientId,
        /// Its score, `0..=100`.
        score: u8,
    },
    /// Closes a segment.
    Close {
        /// Which.
        cohort: CohortId,
        /// What came of it; may be empty.
        verdict: String,
    },
}

/// Why a segment cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CohortError {
    /// It is not there.
    #[error("no such segment")]
    NoSuchCohort,
    /// No client to freeze.
    #[error("no client to freeze")]
    Empty,
    /// All clients are in the archive.
    #[error("every client is archived")]
    AllArchived,
    /// The month has a focus: ask, then send the command again with `replace`.
    #[error("{month} has the focus {name} already")]
    Taken {
        /// The name of the one it has.
        name: String,
        /// The month.
        month: Month,
    },
    /// The month is over.
    #[error("{0} is over")]
    MonthOver(Month),
    /// Too much would not be worked.
    #[error("{0} % held out")]
    TooMuchHeldOut(u8),
    /// It was closed.
    #[error("{0} is closed")]
    Closed(String),
    /// The client is not in it.
    #[error("not a member")]
    NotAMember,
    /// The client is in it.
    #[error("a member already")]
    AlreadyIn,
}

pub(super) fn run(
    command: CohortCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        CohortCommand::Freeze(new) => freeze(*new, book, env),
        CohortCommand::Leave {
            cohort,
            client,
            reason,
        } => leave(cohort, client, &reason, book, env),
        CohortCommand::Rejoin { cohort, client } => edit(cohort, client, book, env, |members| {
            let member = members.iter_mut().find(|m| m.client == client);
            let member = member.ok_or(CohortError::NotAMember)?;
            member.left.take().ok_or(CohortError::AlreadyIn)?;
            Ok(())
        }),
        CohortCommand::Join {
            cohort,
            client,
            score,
        } => join(cohort, client, score, book, env),
        CohortCommand::Close { cohort, verdict } => close(cohort, &verdict, book, env),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn freeze(new: NewCohort, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let name = one_line(&new.name);
    if name.is_empty() {
        return Err(RuleError::NameMissing);
    }
    if new.clients.is_empty() {
        return Err(CohortError::Empty.into());
    }
    if new.held_out > MOST_HELD_OUT {
        return Err(CohortError::TooMuchHeldOut(new.held_out).into());
    }
    let now = env.now.timestamp();
    let from = focus::closed_month(env.now.date());
    if let Some(month) = new.month.filter(|month| *month <= from) {
        return Err(CohortError::MonthOver(month).into());
    }
    let older = new.month.and_then(|month| book.desk().focus(month));
    if let (Some(older), Some(month), false) = (older, new.month, new.replace) {
        let name = older.name.clone();
        return Err(CohortError::Taken { name, month }.into());
    }
    let mut seen = HashSet::new();
    let mut members = Vec::with_capacity(new.clients.len());
    for (client, score) in new.clients {
        let dossier = book.get(client).ok_or(RuleError::NoSuchClient)?;
        if dossier.client.archived_at.is_none() && seen.insert(client) {
            members.push(member(client, score, from, book));
        }
    }
    if members.is_empty() {
        return Err(CohortError::AllArchived.into());
    }
    let id: CohortId = env.ids.next(now);
    let rows: Vec<_> = members
        .iter()
        .map(|m| (m.client, m.score, m.currency, m.base))
        .collect();
    for (member, held_out) in members.iter_mut().zip(hold_out(&rows, new.held_out, id)) {
        member.held_out = held_out;
    }
    let cohort = Cohort {
        id,
        name,
        month: new.month,
        method: new.method,
        query: new.query.trim().to_owned(),
        hypothesis: new.hypothesis.trim().to_owned(),
        frozen_at: now,
        from,
        members,
        closed_at: None,
        verdict: String::new(),
    };
    let mut tx = Transaction::new(Intent::FreezeFocus, now, None, cohort.name.clone());
    if let Some(older) = older {
        let mut closed = older.clone();
        closed.closed_at = Some(now);
        tx.push(Change::replace(Some(older.clone()), closed));
    }
    tx.push(Change::create(cohort));
    Ok(tx)
}

fn member(client: ClientId, score: u8, from: Month, book: &Book) -> Member {
    let spend = book.get(client).and_then(|d| d.spend.as_deref());
    Member {
        client,
        score: score.min(100),
        base: spend.map_or(0, |s| focus::base(s, from).0),
        currency: spend.map_or(Currency::RUB, |s| s.currency),
        held_out: false,
        joined_at: None,
        worked_at: None,
        left: None,
    }
}

fn open(book: &Book, id: CohortId) -> Result<&Cohort, RuleError> {
    let cohort = book.desk().cohorts.iter().find(|c| c.id == id);
    let cohort = cohort.ok_or(CohortError::NoSuchCohort)?;
    if cohort.closed_at.is_some() {
        return Err(CohortError::Closed(cohort.name.clone()).into());
    }
    Ok(cohort)
}

fn edit(
    id: CohortId,
    client: ClientId,
    book: &Book,
    env: &Env<'_>,
    change: impl FnOnce(&mut Vec<Member>) -> Result<(), CohortError>,
) -> Result<Transaction, RuleError> {
    let before = open(book, id)?;
    let mut after = before.clone();
    change(&mut after.members)?;
    let name = book.client(client).map_or("", |c| c.name.as_str());
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::EditFocus, at, Some(client), name.to_owned());
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

fn leave(
    cohort: CohortId,
    client: ClientId,
    reason: &str,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let reason = one_line(reason);
    if reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    let at = env.now.timestamp();
    edit(cohort, client, book, env, |members| {
        let member = members
            .iter_mut()
            .find(|m| m.client == client && m.left.is_none());
        let member = member.ok_or(CohortError::NotAMember)?;
        member.left = Some(Departure { at, reason });
        Ok(())
    })
}

fn join(
    cohort: CohortId,
    client: ClientId,
    score: u8,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    super::live(book, client)?;
    let from = open(book, cohort)?.from;
    let at = env.now.timestamp();
    edit(cohort, client, book, env, |members| {
        if members.iter().any(|m| m.client == client) {
            return Err(CohortError::AlreadyIn);
        }
        members.push(Member {
            joined_at: Some(at),
            ..member(client, score, from, book)
        });
        Ok(())
    })
}

fn close(
    id: CohortId,
    verdict: &str,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = open(book, id)?;
    let mut after = before.clone();
    after.closed_at = Some(env.now.timestamp());
    verdict.trim().clone_into(&mut after.verdict);
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::CloseFocus, at, None, before.name.clone());
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

/// Notes in every segment the client is frozen in that it was worked: a real contact we began, since the freeze.
/// Whoever turns to us himself was not worked. A held-out client that was worked all the same is noted too: it
/// leaves the comparison and is counted apart.
pub(super) fn note_worked(tx: &mut Transaction, touch: &Touch, book: &Book, env: &Env<'_>) {
    if touch.direction != Direction::Out || !touch.is_real() {
        return;
    }
    let zone = env.now.time_zone();
    let day = touch.at.to_zoned(zone.clone()).date();
    for before in &book.desk().cohorts {
        if touch.at < before.frozen_at || !focus::observes(before, day, zone) {
            continue;
        }
        let place = before.members.iter().position(|m| {
            m.client == touch.client
                && m.left.is_none()
                && m.joined_at.is_none_or(|joined| joined <= touch.at)
                && m.worked_at.is_none_or(|worked| touch.at < worked)
        });
        let Some(place) = place else { continue };
        let mut after = before.clone();
        if let Some(member) = after.members.get_mut(place) {
            member.worked_at = Some(touch.at);
        }
        tx.push(Change::replace(Some(before.clone()), after));
    }
}

#[cfg(test)]
#[path = "cohort_tests.rs"]
mod tests;
