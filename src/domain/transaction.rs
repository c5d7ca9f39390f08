//! All that one command changes, together or not at all.

use jiff::Timestamp;

use super::{Change, ClientId, GroupId, Intent};

/// Whether a transaction is new work or takes work back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// New work.
    Did,
    /// The inverse of the entry with this sequence number.
    Undid(u64),
    /// The entry with this sequence number, done once more.
    Redid(u64),
}

/// The head of a journal entry: everything but the changes. What the undo list and the journal show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// What was meant.
    pub intent: Intent,
    /// The client it is about, when it is about one.
    pub client: Option<ClientId>,
    /// What a list of entries names: the client's name, the file's name.
    pub label: String,
    /// Undone together with the other entries of the group.
    pub group: Option<GroupId>,
    /// New work, undo or redo.
    pub origin: Origin,
    /// How many records change.
    pub changes: u32,
}

/// A journal entry with its changes, in the order they apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// The head.
    pub entry: Entry,
    /// The changes.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// New work. The sequence number is given by [`Book::apply`](super::Book::apply) when it is applied.
    #[must_use]
    pub fn new(intent: Intent, at: Timestamp, client: Option<ClientId>, label: String) -> Self {
        Self {
            entry: Entry {
                seq: 0,
                at,
                intent,
                client,
                label,
                group: None,
                origin: Origin::Did,
                changes: 0,
            },
            changes: Vec::new(),
        }
    }

    /// Adds a change.
    pub fn push(&mut self, change: impl Into<Change>) {
        self.changes.push(change.into());
        self.entry.changes += 1;
    }

    /// The transaction that takes this one back: inverse changes in reverse order, marked
    /// [`Origin::Undid`]. It keeps intent, label and group, so that the list reads as one story.
    #[must_use]
    pub fn inverse(self, at: Timestamp) -> Self {
        Self {
            entry: Entry {
                seq: 0,
                at,
                origin: Origin::Undid(self.entry.seq),
                ..self.entry
            },
            changes: self
                .changes
                .into_iter()
                .rev()
                .map(Change::inverse)
                .collect(),
        }
    }

    /// The transaction that does this one once more after it was undone.
    #[must_use]
    pub fn again(self, at: Timestamp) -> Self {
        Self {
            entry: Entry {
                seq: 0,
                at,
                origin: Origin::Redid(self.entry.seq),
                ..self.entry
            },
            changes: self.changes,
        }
    }
}
