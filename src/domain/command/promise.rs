//! Agreements of both sides (B11): written down, kept, broken, taken back.

use super::{Env, RuleError, live};
use crate::domain::{Book, Change, ClientId, Intent, Promise, PromiseId, PromiseLife, Transaction};

fn tidy(promise: &mut Promise) -> Result<(), RuleError> {
    for line in [&mut promise.what, &mut promise.who] {
        *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    for text in [&mut promise.evidence, &mut promise.note] {
        *text = text.trim().to_owned();
    }
    if promise.what.is_empty() {
        return Err(RuleError::PromiseEmpty);
    }
    Ok(())
}

fn find(book: &Book, client: ClientId, id: PromiseId) -> Result<&Promise, RuleError> {
    let mut promises = live(book, client)?.work().promises.iter();
    promises
        .find(|p| p.id == id)
        .ok_or(RuleError::NoSuchPromise)
}

fn transaction(intent: Intent, promise: &Promise, env: &Env<'_>) -> Transaction {
    let at = env.now.timestamp();
    Transaction::new(intent, at, Some(promise.client), promise.what.clone())
}

pub(super) fn add(
    mut promise: Promise,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    live(book, promise.client)?;
    tidy(&mut promise)?;
    promise.made_at = env.now.timestamp();
    promise.id = env.ids.next(promise.made_at);
    promise.life = PromiseLife::Open;
    promise.closed_at = None;
    let mut tx = transaction(Intent::AddPromise, &promise, env);
    tx.push(Change::create(promise));
    Ok(tx)
}

/// Days gone by are allowed: what was promised for yesterday may be written down today.
pub(super) fn edit(
    mut promise: Promise,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, promise.client, promise.id)?.clone();
    tidy(&mut promise)?;
    promise.life = before.life;
    promise.made_at = before.made_at;
    promise.closed_at = before.closed_at;
    if promise == before {
        return Err(RuleError::Nothing);
    }
    let mut tx = transaction(Intent::EditPromise, &promise, env);
    tx.push(Change::replace(Some(before), promise));
    Ok(tx)
}

pub(super) fn close(
    client: ClientId,
    id: PromiseId,
    life: PromiseLife,
    note: &str,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, client, id)?.clone();
    if before.life == life {
        return Err(RuleError::Nothing);
    }
    let mut after = before.clone();
    after.life = life;
    after.closed_at = (life != PromiseLife::Open).then(|| env.now.timestamp());
    if !note.trim().is_empty() {
        note.trim().clone_into(&mut after.note);
    }
    let mut tx = transaction(Intent::ClosePromise, &after, env);
    tx.push(Change::replace(Some(before), after));
    Ok(tx)
}
