//! The form of communication: policy, rhythm, hours, what was agreed for when it burns (C10, A27, E33).

use jiff::civil::Date;

use super::{Env, RuleError, client, live};
use crate::domain::policy::{ASK_AGAIN_MONTHS, is_downgrade, score, settle};
use crate::domain::{
    Book, Change, Client, ClientId, ContactPolicy, ContactTerms, Dossier, Intent, Transaction,
};

/// What is done about the form of communication.
#[derive(Debug, Clone, PartialEq)]
pub enum TermsCommand {
    /// Replaces what was agreed: the client's own facts and the terms beside them, in one transaction. Since
    /// when the policy holds and which suggestions were turned down is not changed by this.
    Agree(Box<Client>, Box<ContactTerms>),
    /// Changes the policy of contact. A downgrade needs a reason and is asked about half a year later.
    SetPolicy {
        /// Whose.
        client: ClientId,
        /// The policy from now on.
        policy: ContactPolicy,
        /// Why.
        reason: String,
    },
    /// Turns the suggestion of another policy down for now.
    KeepPolicy(ClientId),
    /// The client was asked and keeps the policy: ask again in half a year.
    AskedAgain(ClientId),
}

/// Terms that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// An answer within no time cannot be promised.
    #[error("an answer within 0 minutes cannot be promised")]
    ResponseZero,
    /// Quiet hours go from earlier to later.
    #[error("quiet hours end before they begin")]
    QuietBackwards,
}

pub(super) fn run(
    command: TermsCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        TermsCommand::Agree(client, terms) => agree(*client, *terms, book, env),
        TermsCommand::SetPolicy {
            client,
            policy,
            reason,
        } => set_policy(client, policy, &reason, book, env),
        TermsCommand::KeepPolicy(id) => keep(id, book, env),
        TermsCommand::AskedAgain(id) => asked(id, book, env),
    }
}

/// The terms of a client, those of nothing agreed when there are none.
fn terms_of(dossier: &Dossier) -> ContactTerms {
    let terms = dossier.work().terms.as_deref();
    terms.map_or_else(|| ContactTerms::none(dossier.id()), Clone::clone)
}

/// Adds the change of terms to a transaction; a record that says nothing is not kept.
pub(super) fn push(tx: &mut Transaction, dossier: &Dossier, after: ContactTerms) {
    let before = dossier.work().terms.as_deref().cloned();
    match before {
        Some(before) if before == after => {}
        Some(before) if after == ContactTerms::none(after.client) => {
            tx.push(Change::remove(before));
        }
        None if after == ContactTerms::none(after.client) => {}
        before => tx.push(Change::replace(before, after)),
    }
}

/// What a change of the client's own facts does to its terms.
pub(super) fn follow(tx: &mut Transaction, dossier: &Dossier, after: &Client, today: Date) {
    let terms = terms_of(dossier);
    let (from, to) = (dossier.client.policy, after.policy);
    push(tx, dossier, settle(&terms, from, to, "", today));
}

fn transaction(intent: Intent, dossier: &Dossier, env: &Env<'_>) -> Transaction {
    let name = dossier.client.name.clone();
    Transaction::new(intent, env.now.timestamp(), Some(dossier.id()), name)
}

fn agree(
    mut after: Client,
    wished: ContactTerms,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    client::tidy(&mut after)?;
    let dossier = live(book, after.id)?;
    let before = terms_of(dossier);
    let today = env.now.date();
    check(&wished, &before, dossier, today)?;
    let (from, to) = (dossier.client.policy, after.policy);
    let reason = wished.policy_reason.trim();
    if is_downgrade(from, to) && reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    let mut terms = settle(&before, from, to, reason, today);
    reason.clone_into(&mut terms.policy_reason);
    if wished.ask_again != before.ask_again {
        terms.ask_again = wished.ask_again;
    }
    let terms = ContactTerms {
        client: after.id,
        response_minutes: wished.response_minutes,
        quiet: wished.quiet,
        urgent_channel: wished.urgent_channel,
        urgent_contact: wished.urgent_contact,
        news: wished.news,
        campaign_until: wished.campaign_until,
        ..terms
    };
    let intent = if from == to {
        Intent::AgreeTerms
    } else {
        Intent::SetPolicy
    };
    let mut tx = transaction(intent, dossier, env);
    if dossier.client != after {
        tx.push(Change::replace(Some(dossier.client.clone()), after));
    }
    push(&mut tx, dossier, terms);
    some(tx)
}

/// What cannot be agreed. What was there before is not checked again: an old day must not block a new word.
fn check(
    wished: &ContactTerms,
    before: &ContactTerms,
    dossier: &Dossier,
    today: Date,
) -> Result<(), RuleError> {
    if wished.response_minutes == Some(0) {
        return Err(TermsError::ResponseZero.into());
    }
    if wished.quiet.is_some_and(|quiet| quiet.from >= quiet.to) {
        return Err(TermsError::QuietBackwards.into());
    }
    if let Some(id) = wished.urgent_contact
        && !dossier.contacts.iter().any(|person| person.id == id)
    {
        return Err(RuleError::NoSuchContact);
    }
    match wished.ask_again {
        Some(day) if wished.ask_again != before.ask_again && day <= today => {
            Err(RuleError::NotAhead(day))
        }
        _ => Ok(()),
    }
}

fn some(tx: Transaction) -> Result<Transaction, RuleError> {
    if tx.changes.is_empty() {
        return Err(RuleError::Nothing);
    }
    Ok(tx)
}

fn set_policy(
    id: ClientId,
    policy: ContactPolicy,
    reason: &str,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, id)?;
    let from = dossier.client.policy;
    if from == policy {
        return Err(RuleError::Nothing);
    }
    if is_downgrade(from, policy) && reason.trim().is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    let after = Client {
        policy,
        ..dossier.client.clone()
    };
    let terms = settle(&terms_of(dossier), from, policy, reason, env.now.date());
    let mut tx = transaction(Intent::SetPolicy, dossier, env);
    tx.push(Change::replace(Some(dossier.client.clone()), after));
    push(&mut tx, dossier, terms);
    Ok(tx)
}

fn keep(id: ClientId, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let dossier = live(book, id)?;
    let today = env.now.date();
    let after = ContactTerms {
        kept_on: Some(today),
        kept_score: score(dossier, env.now),
        ..terms_of(dossier)
    };
    let mut tx = transaction(Intent::AgreeTerms, dossier, env);
    push(&mut tx, dossier, after);
    some(tx)
}

fn asked(id: ClientId, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let dossier = live(book, id)?;
    let next = env
        .now
        .date()
        .checked_add(jiff::Span::new().months(ASK_AGAIN_MONTHS));
    let after = ContactTerms {
        ask_again: next.ok(),
        ..terms_of(dossier)
    };
    let mut tx = transaction(Intent::AgreeTerms, dossier, env);
    push(&mut tx, dossier, after);
    some(tx)
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
