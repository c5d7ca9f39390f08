//! What stays on disk until it is asked for.

use std::collections::HashMap;

use planerka::domain::record::Row;
use planerka::domain::{Campaign, Change, ClientId, Edit, Touch, Transaction};

/// Touches and campaigns by client.
#[derive(Debug, Clone, Default)]
pub struct Histories {
    pub touches: HashMap<ClientId, Vec<Touch>>,
    pub campaigns: HashMap<ClientId, Vec<Campaign>>,
}

impl Histories {
    /// Takes note of what a transaction leaves on disk.
    pub fn note(&mut self, transaction: &Transaction) {
        for change in &transaction.changes {
            match change {
                Change::Touch(edit) => {
                    swap(&mut self.touches, edit);
                    if let Some(all) = change.client().and_then(|id| self.touches.get_mut(&id)) {
                        all.sort_by_key(|t| (t.at, t.id));
                    }
                }
                Change::Campaign(edit) => swap(&mut self.campaigns, edit),
                _ => {}
            }
        }
    }
}

fn swap<T: Row>(rows: &mut HashMap<ClientId, Vec<T>>, edit: &Edit<T>) {
    let all = rows.entry(edit.any().unwrap().client()).or_default();
    if let Some(gone) = &edit.before {
        all.retain(|row| row.key() != gone.key());
    }
    all.extend(edit.after.clone());
    all.sort_by_key(Row::key);
}
