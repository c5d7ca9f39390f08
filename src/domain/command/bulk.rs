//! One change for many clients, in one transaction: one step back takes all of it back (A6).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::terms::{self, TermsCommand};
use super::{Env, NewFollowUp, RuleError, client, stage, touch};
use crate::domain::fold::fold;
use crate::domain::{Book, Cadence, Client, ClientId, ContactPolicy, Intent, Tier, Transaction};

/// What is changed for each of many clients.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkChange {
    /// The tier.
    Tier(Tier),
    /// The policy of contact, with why.
    Policy(ContactPolicy, String),
    /// The rhythm of touches.
    Cadence(Cadence),
    /// One more tag.
    AddTag(String),
    /// A tag less, whatever its case.
    RemoveTag(String),
    /// The next touch.
    Plan(NewFollowUp),
    /// Set aside on the stage.
    Park {
        /// Why.
        reason: String,
        /// The first day it is active again.
        until: Date,
    },
    /// To the archive.
    Archive,
    /// Back from the archive.
    Restore,
}

impl BulkChange {
    const fn intent(&self) -> Intent {
        match self {
            Self::Tier(_) | Self::Cadence(_) | Self::AddTag(_) | Self::RemoveTag(_) => {
                Intent::EditClient
            }
            Self::Policy(..) => Intent::SetPolicy,
            Self::Plan(_) => Intent::PlanTouch,
            Self::Park { .. } => Intent::Park,
            Self::Archive => Intent::ArchiveClient,
            Self::Restore => Intent::RestoreClient,
        }
    }
}

/// Changes every client that can be changed. One that is so already, or lies in the archive, is passed over;
/// when that leaves nobody, its refusal is the answer. Anything else forbids the whole.
pub(super) fn run(
    clients: &[ClientId],
    change: &BulkChange,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    if let BulkChange::AddTag(tag) | BulkChange::RemoveTag(tag) = change
        && tag.trim().is_empty()
    {
        return Err(RuleError::NameMissing);
    }
    let at = env.now.timestamp();
    let mut whole = Transaction::new(change.intent(), at, None, String::new());
    let mut refusal = RuleError::Nothing;
    let mut seen = BTreeSet::new();
    let mut changed = Vec::new();
    for &id in clients.iter().filter(|id| seen.insert(**id)) {
        match one(id, change, book, env) {
            Ok(tx) => {
                if whole.entry.label.is_empty() {
                    whole.entry.label = tx.entry.label;
                }
                for change in tx.changes {
                    whole.push(change);
                }
                changed.push(id);
            }
            Err(RuleError::Nothing) => {}
            Err(RuleError::Archived) => refusal = RuleError::Archived,
            Err(error) => return Err(error),
        }
    }
    if whole.changes.is_empty() {
        return Err(refusal);
    }
    match changed.as_slice() {
        [one] => whole.entry.client = Some(*one),
        // The list of changes names the first and how many more.
        many => whole.entry.label = format!("{} +{}", whole.entry.label, many.len() - 1),
    }
    Ok(whole)
}

fn one(
    id: ClientId,
    change: &BulkChange,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let facts = book.client(id).ok_or(RuleError::NoSuchClient)?.clone();
    match change {
        BulkChange::Tier(tier) => {
            let after = Client {
                tier: *tier,
                ..facts
            };
            client::edit(after, book, env)
        }
        BulkChange::Cadence(cadence) => {
            let after = Client {
                cadence: *cadence,
                ..facts
            };
            client::edit(after, book, env)
        }
        BulkChange::AddTag(tag) => {
            let mut after = facts;
            if !after.tags.iter().any(|known| fold(known) == fold(tag)) {
                after.tags.push(tag.trim().to_owned());
            }
            client::edit(after, book, env)
        }
        BulkChange::RemoveTag(tag) => {
            let mut after = facts;
            after.tags.retain(|known| fold(known) != fold(tag));
            client::edit(after, book, env)
        }
        BulkChange::Policy(policy, reason) => {
            let command = TermsCommand::SetPolicy {
                client: id,
                policy: *policy,
                reason: reason.clone(),
            };
            terms::run(command, book, env)
        }
        BulkChange::Plan(plan) => touch::plan(id, plan.clone(), book, env),
        BulkChange::Park { reason, until } => stage::park(id, reason, *until, book, env),
        BulkChange::Archive => client::archive(id, book, env),
        BulkChange::Restore => client::restore(id, book, env),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Ids, Record};
    use jiff::Zoned;

    #[test]
    fn one_transaction_changes_whoever_can_be_changed() {
        let now: Zoned = "2026-11-23T09:00[Europe/Moscow]".parse().unwrap();
        let mut ids = Ids::seeded(1);
        let mut book = Book::new();
        let mut all: Vec<ClientId> = Vec::new();
        for (name, archived) in [("Альфа", false), ("Бета", false), ("Вега", true)] {
            let id: ClientId = ids.next(now.timestamp());
            let mut client = Client::named(id, name.into(), now.timestamp());
            client.archived_at = archived.then(|| now.timestamp());
            client.tags = vec!["Опт".into()];
            book.load(Record::Client(client)).unwrap();
            all.push(id);
        }
        let doubled = [all.clone(), all.clone()].concat();
        let before = book.clone();
        let later: Date = "2026-12-15".parse().unwrap();
        let plan = NewFollowUp {
            date: later,
            time: None,
            reason: String::new(),
            promised: false,
            channel: None,
            contact: None,
        };
        let park = |reason: &str, until| BulkChange::Park {
            reason: reason.to_owned(),
            until,
        };
        for (change, outcome) in [
            (BulkChange::Tier(Tier::A), Ok(2)),
            (BulkChange::Tier(Tier::B), Err(RuleError::Archived)),
            (BulkChange::Cadence(Cadence::Days(7)), Ok(2)),
            (BulkChange::AddTag(" новый ".into()), Ok(2)),
            (BulkChange::AddTag("ОПТ".into()), Err(RuleError::Archived)),
            (BulkChange::AddTag(" ".into()), Err(RuleError::NameMissing)),
            (BulkChange::RemoveTag("опт".into()), Ok(2)),
            (BulkChange::Plan(plan), Ok(2)),
            (park("отпуск", later), Ok(2)),
            (park(" ", later), Err(RuleError::ReasonMissing)),
            (
                park("отпуск", now.date()),
                Err(RuleError::NotAhead(now.date())),
            ),
            (BulkChange::Archive, Ok(2)),
            (BulkChange::Restore, Ok(1)),
        ] {
            let mut env = Env {
                now: &now,
                ids: &mut ids,
            };
            let decided = run(&doubled, &change, &book, &mut env);
            let counted = decided.as_ref().map(|tx| tx.changes.len());
            assert_eq!(counted, outcome.as_ref().copied(), "{change:?}");
            if let Ok(mut tx) = decided {
                book.apply(&mut tx).unwrap();
                let mut back = tx.inverse(now.timestamp());
                book.apply(&mut back).unwrap();
            }
            for id in &all {
                let client = |book: &Book| book.client(*id).cloned();
                assert_eq!(client(&book), client(&before), "{change:?}");
            }
        }
        // A policy that lessens contact says why, and brings its terms along.
        let less = |why: &str| BulkChange::Policy(ContactPolicy::NewsOnly, why.into());
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        assert_eq!(
            run(&all, &less(" "), &book, &mut env),
            Err(RuleError::ReasonMissing)
        );
        let tx = run(&all, &less("просили не звонить"), &book, &mut env).unwrap();
        assert_eq!((tx.changes.len(), tx.entry.intent), (4, Intent::SetPolicy));
    }
}
