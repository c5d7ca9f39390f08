//! Keeping a client off the agenda until a day, and bringing it back (C15).

use jiff::civil::Date;

use super::day::{DayFault, replaced};
use super::{Env, RuleError, live};
use crate::domain::agenda::{DayFrame, standing};
use crate::domain::{Book, Change, ClientId, Intent, Snooze, Transaction};

/// A promise, an answer owed and a fire cannot be put off behind the client's back: they are dealt with, or moved,
/// first. Pins of the days between are taken off with it.
pub(super) fn set(
    client: ClientId,
    until: Date,
    reason: &str,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let today = env.now.date();
    if until <= today {
        return Err(RuleError::NotAhead(until));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    if let Some(reason) = standing(dossier, &DayFrame::today(env.now.clone())) {
        return Err(DayFault::Stands(Box::new(reason)).into());
    }
    let before = dossier.work().snooze.as_deref();
    if before.is_some_and(|old| old.until == until && old.reason == reason) {
        return Err(RuleError::Nothing);
    }
    let now = env.now.timestamp();
    let name = dossier.client.name.clone();
    let mut tx = Transaction::new(Intent::Snooze, now, Some(client), name);
    let after = Snooze {
        client,
        until,
        reason: reason.to_owned(),
        set_at: now,
    };
    tx.push(Change::replace(before.cloned(), after));
    let days = book.desk().days.iter();
    for sheet in days.filter(|sheet| today <= sheet.date && sheet.date < until) {
        let mut after = sheet.clone();
        after.pins.retain(|pin| pin.client != client);
        after.added.retain(|who| *who != client);
        if let Some(change) = replaced(Some(sheet), after) {
            tx.push(change);
        }
    }
    Ok(tx)
}

pub(super) fn wake(
    client: ClientId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let snooze = dossier.work().snooze.as_deref().ok_or(RuleError::Nothing)?;
    let now = env.now.timestamp();
    let name = dossier.client.name.clone();
    let mut tx = Transaction::new(Intent::Wake, now, Some(client), name);
    tx.push(Change::remove(snooze.clone()));
    Ok(tx)
}
