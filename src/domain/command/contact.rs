//! People of a client.

use super::{Env, RuleError, live, terms};
use crate::domain::policy::without_person;
use crate::domain::{Book, Change, ClientId, Contact, ContactId, Intent, Transaction};

fn tidy(contact: &mut Contact) -> Result<(), RuleError> {
    contact.name = contact
        .name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for list in [
        &mut contact.phones,
        &mut contact.emails,
        &mut contact.messengers,
    ] {
        list.retain_mut(|item| {
            *item = item.trim().to_owned();
            !item.is_empty()
        });
    }
    if contact.name.is_empty() {
        return Err(RuleError::NameMissing);
    }
    Ok(())
}

pub(super) fn add(
    mut contact: Contact,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    live(book, contact.client)?;
    tidy(&mut contact)?;
    let at = env.now.timestamp();
    contact.id = env.ids.next(at);
    let mut tx = Transaction::new(
        Intent::AddContact,
        at,
        Some(contact.client),
        contact.name.clone(),
    );
    tx.push(Change::create(contact));
    Ok(tx)
}

pub(super) fn edit(
    mut contact: Contact,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    live(book, contact.client)?;
    tidy(&mut contact)?;
    let before = book
        .contact(contact.client, contact.id)
        .ok_or(RuleError::NoSuchContact)?
        .clone();
    if before == contact {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(
        Intent::EditContact,
        env.now.timestamp(),
        Some(contact.client),
        contact.name.clone(),
    );
    tx.push(Change::replace(Some(before), contact));
    Ok(tx)
}

pub(super) fn remove(
    client: ClientId,
    id: ContactId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let contact = book
        .contact(client, id)
        .ok_or(RuleError::NoSuchContact)?
        .clone();
    let terms = dossier.work().terms.as_deref();
    let mut tx = Transaction::new(
        Intent::RemoveContact,
        env.now.timestamp(),
        Some(client),
        contact.name.clone(),
    );
    tx.push(Change::remove(contact));
    if let Some(after) = terms.and_then(|terms| without_person(terms, id)) {
        terms::push(&mut tx, dossier, after);
    }
    Ok(tx)
}
