//! Moves on the board and parking.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Env, Move, RuleError, live};
use crate::domain::stage::missing;
use crate::domain::{Book, Change, ClientId, Intent, Journey, Parked, Stage, Transaction};

/// Where a move leads from `stage`, `None` when there is nowhere to go.
fn target(stage: Stage, to: Move) -> Option<Stage> {
    match to {
        Move::Forward => Some(stage.next()),
        Move::Back => stage.previous(),
        Move::To(to) => Some(to),
    }
}

/// Whether a move goes on in the cycle: only then can something be left behind.
fn is_forward(from: Stage, to: Stage) -> bool {
    to > from || (from == Stage::Rollout && to == Stage::Problems)
}

pub(super) fn shift(
    clients: &[ClientId],
    to: Move,
    confirmed: bool,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::MoveStage, at, None, String::new());
    let mut early = Vec::new();
    let mut refusal = RuleError::Nothing;
    let mut seen = BTreeSet::new();
    // Named twice, a client still moves once: a second change would not find what it expects.
    for &id in clients.iter().filter(|id| seen.insert(**id)) {
        let dossier = live(book, id)?;
        let from = dossier.stage();
        let Some(target) = target(from, to) else {
            refusal = RuleError::NoStageBefore;
            continue;
        };
        if target == from {
            continue;
        }
        if !confirmed && is_forward(from, target) {
            let missing = missing(dossier);
            if !missing.is_empty() {
                early.push((id, from, target, missing));
                continue;
            }
        }
        let before = dossier.journey.as_deref().cloned();
        tx.push(Change::replace(before, dossier.journey().moved(target, at)));
        if tx.entry.label.is_empty() {
            tx.entry.label.clone_from(&dossier.client.name);
        }
    }
    if !early.is_empty() {
        let others = early.len() - 1;
        let (client, from, to, missing) = early.swap_remove(0);
        return Err(RuleError::LeavesEarly {
            client,
            from,
            to,
            missing,
            others,
        });
    }
    if tx.changes.is_empty() {
        return Err(refusal);
    }
    if let [one] = clients {
        tx.entry.client = Some(*one);
    }
    Ok(tx)
}

pub(super) fn park(
    client: ClientId,
    reason: &str,
    until: Date,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    if until <= env.now.date() {
        return Err(RuleError::NotAhead(until));
    }
    let after = Journey {
        parked: Some(Parked { reason, until }),
        ..dossier.journey()
    };
    set(Intent::Park, dossier, after, env)
}

pub(super) fn unpark(
    client: ClientId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    if dossier.journey.as_ref().is_none_or(|j| j.parked.is_none()) {
        return Err(RuleError::Nothing);
    }
    let after = Journey {
        parked: None,
        ..dossier.journey()
    };
    set(Intent::Unpark, dossier, after, env)
}

fn set(
    intent: Intent,
    dossier: &crate::domain::Dossier,
    after: Journey,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let mut tx = Transaction::new(
        intent,
        env.now.timestamp(),
        Some(after.client),
        dossier.client.name.clone(),
    );
    tx.push(Change::replace(dossier.journey.as_deref().cloned(), after));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Client, Ids, Record};
    use jiff::Zoned;

    #[test]
    fn a_client_named_twice_moves_once() {
        let now: Zoned = "2026-11-23T09:00[Europe/Moscow]".parse().unwrap();
        let mut ids = Ids::seeded(1);
        let id: ClientId = ids.next(now.timestamp());
        let mut book = Book::new();
        let client = Client::named(id, "Альфа".into(), now.timestamp());
        book.load(Record::Client(client)).unwrap();
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        let mut tx = shift(&[id, id], Move::Forward, true, &book, &mut env).unwrap();
        assert_eq!(tx.changes.len(), 1);
        book.apply(&mut tx).unwrap();
        assert_eq!(book.get(id).unwrap().stage(), Stage::Problems);
    }
}
