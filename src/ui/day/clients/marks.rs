//! Marked clients: one by one, a range, all in sight.

use super::ClientsPane;
use crate::domain::ClientId;

impl ClientsPane {
    /// The clients an action is meant for: the marked ones in sight, else the one under the cursor. What a
    /// filter hides is never changed.
    #[must_use]
    pub fn targets(&self) -> Vec<ClientId> {
        let marked: Vec<ClientId> = match self.marks.is_empty() {
            true => Vec::new(),
            false => (0..self.len())
                .filter_map(|row| self.at(row))
                .filter(|id| self.marks.contains(id))
                .collect(),
        };
        match marked.is_empty() {
            true => self.selected().into_iter().collect(),
            false => marked,
        }
    }

    /// The marked clients in sight, else all in sight.
    #[must_use]
    pub fn segment(&self) -> Vec<ClientId> {
        let seen = (0..self.len()).filter_map(|row| self.at(row));
        let marked: Vec<ClientId> = seen.clone().filter(|id| self.marks.contains(id)).collect();
        if marked.is_empty() {
            seen.collect()
        } else {
            marked
        }
    }

    /// Forgets the marks after a bulk action.
    pub fn clear_marks(&mut self) {
        self.marks.clear();
    }

    /// Marks from the client marked last to the cursor; without one, from the top.
    pub(super) fn mark_range(&mut self) {
        let here = self.cursor.index();
        let from = self.anchor.and_then(|anchor| {
            let mut rows = 0..self.len();
            rows.find(|row| self.at(*row) == Some(anchor))
        });
        let from = from.unwrap_or(0);
        let range: Vec<ClientId> = (from.min(here)..=from.max(here))
            .filter_map(|row| self.at(row))
            .collect();
        self.marks.extend(range);
        self.anchor = self.selected();
    }
}
