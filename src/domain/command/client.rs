//! Adding, editing and archiving clients.

use super::{Env, RuleError, live, terms};
use crate::domain::{Book, Change, Client, ClientId, Intent, Spend, Transaction};

/// White space around and inside names does not count; doubled tags go.
pub(super) fn tidy(client: &mut Client) -> Result<(), RuleError> {
    client.name = client.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if client.name.is_empty() {
        return Err(RuleError::NameMissing);
    }
    let mut seen = Vec::new();
    for tag in std::mem::take(&mut client.tags) {
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    client.tags = seen;
    Ok(())
}

pub(super) fn add(mut client: Client, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    tidy(&mut client)?;
    let at = env.now.timestamp();
    client.id = env.ids.next(at);
    client.created_at = at;
    let mut tx = Transaction::new(Intent::AddClient, at, Some(client.id), client.name.clone());
    tx.push(Change::create(client));
    Ok(tx)
}

pub(super) fn edit(
    mut client: Client,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    tidy(&mut client)?;
    let dossier = live(book, client.id)?;
    let before = dossier.client.clone();
    let mut tx = replace(Intent::EditClient, before, client.clone(), env)?;
    terms::follow(&mut tx, dossier, &client, env.now.date());
    Ok(tx)
}

fn replace(
    intent: Intent,
    before: Client,
    after: Client,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    if before == after {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(
        intent,
        env.now.timestamp(),
        Some(after.id),
        after.name.clone(),
    );
    tx.push(Change::replace(Some(before), after));
    Ok(tx)
}

pub(super) fn archive(
    id: ClientId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = live(book, id)?.client.clone();
    let after = Client {
        archived_at: Some(env.now.timestamp()),
        ..before.clone()
    };
    replace(Intent::ArchiveClient, before, after, env)
}

pub(super) fn restore(
    id: ClientId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = book.client(id).ok_or(RuleError::NoSuchClient)?.clone();
    let after = Client {
        archived_at: None,
        ..before.clone()
    };
    replace(Intent::RestoreClient, before, after, env)
}

pub(super) fn set_spend(
    spend: Spend,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, spend.client)?;
    let before = dossier.spend.as_deref().cloned();
    if before.as_ref() == Some(&spend) {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(
        Intent::SetSpend,
        env.now.timestamp(),
        Some(spend.client),
        dossier.client.name.clone(),
    );
    tx.push(Change::replace(before, spend));
    Ok(tx)
}
