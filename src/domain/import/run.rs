//! Carrying a plan out, slice by slice.

use super::merge::{Draft, merge};
use super::{Candidate, ImportPlan};
use crate::domain::plain::plain;
use crate::domain::record::Row;
use crate::domain::{Book, Change, Dossier, Edit, Env, GroupId, Intent, Transaction};

/// How many record changes a slice holds before it is handed over; a client is never split.
const SLICE: usize = 2000;

/// An import under way. Ask for slices, apply and commit each, until there is none; undo takes the group
/// back as one.
#[derive(Debug)]
pub struct ImportRun {
    plan: ImportPlan,
    label: String,
    group: Option<GroupId>,
    next: usize,
    started: bool,
}

impl ImportRun {
    /// Begins to carry out a plan; `label` (the file's name) names the entries of the journal. Several files
    /// of one import share a group when it is given.
    #[must_use]
    pub fn new(plan: ImportPlan, label: String, group: Option<GroupId>) -> Self {
        Self {
            plan,
            label: plain(&label).into_owned(),
            group,
            next: 0,
            started: false,
        }
    }

    /// The group of the transactions, known from the first slice on (or as given).
    #[must_use]
    pub const fn group(&self) -> Option<GroupId> {
        self.group
    }

    /// The plan as it is carried out (made anew at the first slice if the book changed since).
    #[must_use]
    pub const fn plan(&self) -> &ImportPlan {
        &self.plan
    }

    /// Clients done and clients in all, for a progress line.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        (self.next, self.plan.groups.len())
    }

    /// The next transaction, merged against the book as it is now; `None` when all is done. The caller
    /// applies it to this very book before asking again. The book must be whole (`partial()` is `None`).
    pub fn next_slice(&mut self, book: &Book, env: &mut Env<'_>) -> Option<Transaction> {
        if !self.started {
            self.started = true;
            if !self.plan.is_fresh(book) {
                let empty = super::plan(&Book::new(), Vec::new());
                self.plan = std::mem::replace(&mut self.plan, empty).again(book);
            }
        }
        let at = env.now.timestamp();
        let mut tx = Transaction::new(Intent::Import, at, None, self.label.clone());
        while let Some(group) = self.plan.groups.get(self.next) {
            if tx.changes.len() >= SLICE {
                break;
            }
            self.next += 1;
            if !group.changes {
                continue;
            }
            let rows = || group.rows.iter().filter_map(|i| self.plan.candidate(*i));
            let Some(first) = rows().next() else {
                continue;
            };
            let dossier = group.known.and_then(|id| book.get(id));
            if dossier.is_some_and(|d| d.client.archived_at.is_some()) {
                continue;
            }
            let mut draft = match dossier {
                Some(dossier) => Draft::of(dossier, rows(), at),
                None => Draft::new(first, new_id(first, book, env), at),
            };
            merge(&mut draft, rows(), at, || env.ids.next(at));
            let report = draft.ads.as_mut().filter(|ads| ads.changed);
            if let Some(ads) = report {
                let patches = rows().filter_map(|row| row.campaign.as_deref());
                ads.finish(&self.label, at, patches);
                tx.entry.intent = Intent::ImportCampaigns;
                tx.entry.client = group.known;
                write(&mut tx, dossier, draft);
                // Each client's campaigns are a transaction of their own: they are many.
                break;
            }
            write(&mut tx, dossier, draft);
        }
        if tx.changes.is_empty() {
            return None;
        }
        let ids = &mut *env.ids;
        tx.entry.group = Some(*self.group.get_or_insert_with(|| ids.next(at)));
        Some(tx)
    }
}

/// A client exported from another store keeps its identity, so that its other tables find it.
fn new_id(row: &Candidate, book: &Book, env: &mut Env<'_>) -> crate::domain::ClientId {
    match row.client.id {
        Some(id) if book.get(id).is_none() => id,
        _ => env.ids.next(env.now.timestamp()),
    }
}

fn write(tx: &mut Transaction, dossier: Option<&Dossier>, draft: Draft) {
    push(tx, dossier.map(|d| &d.client), draft.client);
    for contact in draft.contacts {
        let before = dossier.and_then(|d| d.contacts.iter().find(|c| c.id == contact.id));
        push(tx, before, contact);
    }
    if let Some(journey) = draft.journey {
        push(tx, dossier.and_then(|d| d.journey.as_deref()), journey);
    }
    if let Some(spend) = draft.spend {
        push(tx, dossier.and_then(|d| d.spend.as_deref()), spend);
    }
    if let Some(ads) = draft.ads.filter(|ads| ads.changed) {
        let work = dossier.map(Dossier::work);
        let known = work
            .and_then(|w| w.campaigns.as_deref())
            .unwrap_or_default();
        push(tx, work.and_then(|w| w.ads.as_deref()), ads.profile);
        for campaign in ads.campaigns {
            let before = known.iter().find(|c| c.id == campaign.id);
            push(tx, before, campaign);
        }
    }
}

fn push<T: Row>(tx: &mut Transaction, before: Option<&T>, after: T)
where
    Edit<T>: Into<Change>,
{
    if before != Some(&after) {
        tx.push(Change::replace(before.cloned(), after));
    }
}
