//! Carrying out changes in memory: all of a transaction or nothing of it.

use super::{Book, Dossier, Work};
use crate::domain::record::{Kind, Row};
use crate::domain::{Change, ClientId, Edit, Record, Transaction};

/// What a change expected is not what is there: somebody else changed it meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} of client {client} is not what the change expects", kind.name())]
pub struct Conflict {
    /// The kind of the record that differs.
    pub kind: Kind,
    /// Whose record it is.
    pub client: ClientId,
}

impl Book {
    /// Gives a transaction the next sequence number and applies it: all changes or none.
    ///
    /// # Errors
    /// [`Conflict`] when the `before` of a change is not what the book holds; the book is as it was.
    pub fn apply(&mut self, transaction: &mut Transaction) -> Result<(), Conflict> {
        transaction.entry.seq = self.seq + 1;
        self.perform(&transaction.changes)?;
        self.seq += 1;
        Ok(())
    }

    /// Applies a transaction that already carries its sequence number (read from the journal, or made by
    /// another process).
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn follow(&mut self, transaction: &Transaction) -> Result<(), Conflict> {
        self.perform(&transaction.changes)?;
        self.seq = transaction.entry.seq;
        Ok(())
    }

    fn perform(&mut self, changes: &[Change]) -> Result<(), Conflict> {
        for (done, change) in changes.iter().enumerate() {
            if let Err(conflict) = self.change(change) {
                for undo in changes.get(..done).unwrap_or_default().iter().rev() {
                    // What has just been applied can be taken back: its `after` is what is there.
                    let _ = self.change(&undo.clone().inverse());
                }
                return Err(conflict);
            }
        }
        self.revision += 1;
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<(), Conflict> {
        match change {
            Change::Client(edit) => self.change_client(edit),
            Change::Contact(edit) => self.inside(edit, |d, e| {
                swap_in(&mut d.contacts, e)?;
                d.reindex();
                Some(())
            }),
            Change::Recommendation(edit) => {
                self.inside(edit, |d, e| swap_in(&mut d.recommendations, e))
            }
            Change::Journey(edit) => self.inside(edit, |d, e| swap(&mut d.journey, e)),
            Change::Spend(edit) => self.inside(edit, |d, e| swap(&mut d.spend, e)),
            Change::TouchDigest(edit) => self.inside(edit, |d, e| swap(&mut d.digest, e)),
            Change::FollowUp(edit) => self.inside(edit, |d, e| swap(&mut d.follow_up, e)),
            Change::Brief(edit) => self.inside_work(edit, |w, e| swap(&mut w.brief, e)),
            Change::Problem(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.problems, e)),
            Change::AdProfile(edit) => self.inside_work(edit, |w, e| swap(&mut w.ads, e)),
            // As touches: what is on disk only is guarded by the profile that changes with it.
            Change::Campaign(edit) => self.inside_work(edit, |w, e| match &mut w.campaigns {
                Some(campaigns) => swap_in(campaigns, e),
                None => Some(()),
            }),
            Change::Deck(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.decks, e)),
            Change::Checklist(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.checklists, e)),
            Change::Promise(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.promises, e)),
            Change::ContactTerms(edit) => self.inside_work(edit, |w, e| swap(&mut w.terms, e)),
            Change::Request(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.requests, e)),
            Change::Forecast(edit) => self.inside_work(edit, |w, e| swap_in(&mut w.forecasts, e)),
            Change::Snooze(edit) => self.inside_work(edit, |w, e| swap(&mut w.snooze, e)),
            Change::View(edit) => on_desk(edit, &mut self.desk.views),
            Change::Cohort(edit) => on_desk(edit, &mut self.desk.cohorts),
            Change::DaySheet(edit) => on_desk(edit, &mut self.desk.days),
            Change::Meeting(edit) => on_desk(edit, &mut self.desk.meetings),
            Change::News(edit) => on_desk(edit, &mut self.desk.news),
            Change::Touch(edit) => self.inside(edit, |d, e| match &mut d.touches {
                Some(touches) => {
                    swap_in(touches, e)?;
                    touches.sort_by_key(|t| (t.at, t.id));
                    Some(())
                }
                // The history is on disk only; the digest that travels with the touch guards it.
                None => Some(()),
            }),
        }
    }

    fn change_client(&mut self, edit: &Edit<crate::domain::Client>) -> Result<(), Conflict> {
        let Some(id) = edit.any().map(|c| c.id) else {
            return Ok(());
        };
        let conflict = Conflict {
            kind: Kind::Client,
            client: id,
        };
        if self.get(id).map(|d| &d.client) != edit.before.as_ref() {
            return Err(conflict);
        }
        match (&edit.after, self.dossiers.get_mut(&id)) {
            (Some(client), Some(dossier)) => {
                dossier.client = client.clone();
                dossier.reindex();
            }
            (Some(client), None) => {
                self.dossiers.insert(id, Dossier::new(client.clone()));
            }
            (None, Some(dossier)) if dossier.is_bare() => {
                self.dossiers.shift_remove(&id);
            }
            (None, Some(_)) => return Err(conflict),
            (None, None) => {}
        }
        Ok(())
    }

    fn inside<T: Row>(
        &mut self,
        edit: &Edit<T>,
        swap: impl FnOnce(&mut Dossier, &Edit<T>) -> Option<()>,
    ) -> Result<(), Conflict> {
        let Some(client) = edit.any().map(Row::client) else {
            return Ok(());
        };
        self.dossiers
            .get_mut(&client)
            .and_then(|dossier| swap(dossier, edit))
            .ok_or(Conflict {
                kind: T::KIND,
                client,
            })
    }

    fn inside_work<T: Row>(
        &mut self,
        edit: &Edit<T>,
        swap: impl FnOnce(&mut Work, &Edit<T>) -> Option<()>,
    ) -> Result<(), Conflict> {
        self.inside(edit, |dossier, edit| {
            let done = swap(dossier.work_mut(), edit);
            dossier.settle_work();
            done
        })
    }

    /// Takes a record as the store holds it, at start. Clients must come before what hangs on them.
    /// Returns the record when its client is unknown: the store is damaged and the caller says so.
    ///
    /// # Errors
    /// The orphaned record.
    pub fn load(&mut self, record: Record) -> Result<(), Box<Record>> {
        if let Record::Client(client) = record {
            self.dossiers.insert(client.id, Dossier::new(client));
            return Ok(());
        }
        if record.kind().is_desk() {
            return self.desk.hang(record);
        }
        let Some(dossier) = self.dossiers.get_mut(&record.client()) else {
            return Err(Box::new(record));
        };
        let person = matches!(record, Record::Contact(_));
        dossier.hang(record)?;
        if person {
            dossier.index_last();
        }
        Ok(())
    }

    /// Takes a whole dossier as the store holds it, at start.
    pub fn adopt(&mut self, dossier: Dossier) {
        self.dossiers.insert(dossier.id(), dossier);
    }

    /// Takes a client's campaigns read from disk; it does not change the revision of the data.
    pub fn load_campaigns(
        &mut self,
        client: ClientId,
        mut campaigns: Vec<crate::domain::Campaign>,
    ) {
        if let Some(dossier) = self.dossiers.get_mut(&client) {
            campaigns.sort_by_key(|c| c.id);
            dossier.work_mut().campaigns = Some(campaigns);
        }
    }

    /// Drops the campaigns that were read from disk: by far the most of what can be read again.
    pub fn unload_campaigns(&mut self, client: ClientId) {
        if let Some(dossier) = self.dossiers.get_mut(&client) {
            dossier.work_mut().campaigns = None;
            dossier.settle_work();
        }
    }

    /// Takes a client's history read from disk; it does not change the revision of the data.
    pub fn load_touches(&mut self, client: ClientId, mut touches: Vec<crate::domain::Touch>) {
        if let Some(dossier) = self.dossiers.get_mut(&client) {
            touches.sort_by_key(|t| (t.at, t.id));
            dossier.touches = Some(touches);
        }
    }
}

impl Dossier {
    /// Whether nothing hangs on the client, so that it can go.
    fn is_bare(&self) -> bool {
        self.contacts.is_empty()
            && self.recommendations.is_empty()
            && self.journey.is_none()
            && self.spend.is_none()
            && self.digest.is_none()
            && self.follow_up.is_none()
            && self.work().is_bare()
    }
}

/// Changes one of the records that belong to no client.
fn on_desk<T: Row>(edit: &Edit<T>, rows: &mut Vec<T>) -> Result<(), Conflict>
where
    T::Key: PartialEq,
{
    swap_in(rows, edit).ok_or(Conflict {
        kind: T::KIND,
        client: ClientId::PORTFOLIO,
    })
}

/// Replaces a single record of a dossier; `None` when `before` is not what is there.
fn swap<T: PartialEq + Clone>(slot: &mut Option<Box<T>>, edit: &Edit<T>) -> Option<()> {
    if slot.as_deref() != edit.before.as_ref() {
        return None;
    }
    *slot = edit.after.clone().map(Box::new);
    Some(())
}

/// Adds, replaces or removes one of several records; `None` when `before` is not what is there.
fn swap_in<T: Row>(rows: &mut Vec<T>, edit: &Edit<T>) -> Option<()>
where
    T::Key: PartialEq,
{
    let key = edit.any()?.key();
    let place = rows.iter().position(|row| row.key() == key);
    match (place, &edit.before, &edit.after) {
        (Some(i), Some(before), after) if rows.get(i) == Some(before) => {
            match (after, rows.get_mut(i)) {
                (Some(after), Some(slot)) => *slot = after.clone(),
                _ => {
                    rows.remove(i);
                }
            }
            Some(())
        }
        (None, None, Some(after)) => {
            // Kept in the order of creation whatever the path here: undo of a removal, a load, an addition.
            let i = rows.partition_point(|row| row.key() < key);
            rows.insert(i, after.clone());
            Some(())
        }
        _ => None,
    }
}
