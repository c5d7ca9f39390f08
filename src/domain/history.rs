//! What can be undone and redone, rebuilt from the journal after a restart.
//!
//! A *unit* is what one press of undo takes back: one entry, or all entries of a group. Undo appends new
//! entries to the journal and never rewrites it, so the journal stays the audit trail.

use jiff::Timestamp;

use super::{ClientId, Entry, GroupId, Intent, Origin};

/// One step of undo or redo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What was meant.
    pub intent: Intent,
    /// What the list names: the client, the file.
    pub label: String,
    /// The client it is about, when it is about one.
    pub client: Option<ClientId>,
    /// When it was first done.
    pub at: Timestamp,
    /// The group, when there is one.
    pub group: Option<GroupId>,
    /// How many records it changed.
    pub changes: u32,
    /// The entries of the original work, ascending.
    pub seqs: Vec<u64>,
}

/// The two stacks.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Unit>,
    undone: Vec<Unit>,
}

/// How many steps back are kept at hand; older ones stay in the journal.
pub const DEPTH: usize = 1000;

impl History {
    /// Takes note of a journal entry, fresh or read back, in the order of the journal.
    pub fn note(&mut self, entry: &Entry) {
        match entry.origin {
            Origin::Did => {
                self.undone.clear();
                self.push_done(Unit {
                    intent: entry.intent,
                    label: entry.label.clone(),
                    client: entry.client,
                    at: entry.at,
                    group: entry.group,
                    changes: entry.changes,
                    seqs: vec![entry.seq],
                });
            }
            Origin::Undid(seq) => shift(&mut self.done, &mut self.undone, seq, entry),
            Origin::Redid(seq) => shift(&mut self.undone, &mut self.done, seq, entry),
        }
    }

    fn push_done(&mut self, unit: Unit) {
        if let Some(last) = self.done.last_mut()
            && last.group.is_some()
            && last.group == unit.group
        {
            last.changes += unit.changes;
            last.seqs.extend(unit.seqs);
            return;
        }
        self.done.push(unit);
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }

    /// What undo would take back now.
    #[must_use]
    pub fn to_undo(&self) -> Option<&Unit> {
        self.done.last()
    }

    /// What redo would do once more now.
    #[must_use]
    pub fn to_redo(&self) -> Option<&Unit> {
        self.undone.last()
    }

    /// Steps that can be undone, the latest first.
    pub fn done(&self) -> impl ExactSizeIterator<Item = &Unit> {
        self.done.iter().rev()
    }

    /// Steps that can be redone, the next one first.
    pub fn undone(&self) -> impl ExactSizeIterator<Item = &Unit> {
        self.undone.iter().rev()
    }

    /// The latest done unit of a group.
    #[must_use]
    pub fn group(&self, group: GroupId) -> Option<&Unit> {
        self.done
            .iter()
            .rev()
            .find(|unit| unit.group == Some(group))
    }
}

/// Moves one entry of a unit from one stack to the other. The unit's remaining entries stay where they
/// are, so a group half undone when the power went can be finished by undo or redo.
fn shift(from: &mut Vec<Unit>, to: &mut Vec<Unit>, seq: u64, entry: &Entry) {
    let Some(place) = from.iter().rposition(|unit| unit.seqs.contains(&seq)) else {
        return;
    };
    let Some(unit) = from.get_mut(place) else {
        return;
    };
    unit.seqs.retain(|s| *s != seq);
    unit.changes = unit.changes.saturating_sub(entry.changes);
    let mut moved = Unit {
        seqs: vec![seq],
        changes: entry.changes,
        ..unit.clone()
    };
    if unit.seqs.is_empty() {
        moved = Unit {
            seqs: vec![seq],
            changes: entry.changes,
            ..from.remove(place)
        };
    }
    match to.last_mut() {
        Some(last) if last.group.is_some() && last.group == moved.group => {
            last.changes += moved.changes;
            last.seqs.push(seq);
            last.seqs.sort_unstable();
        }
        _ => to.push(moved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, origin: Origin, group: Option<u128>) -> Entry {
        Entry {
            seq,
            at: Timestamp::UNIX_EPOCH,
            intent: Intent::LogTouch,
            client: None,
            label: format!("entry {seq}"),
            group: group.map(|g| GroupId(uuid::Uuid::from_u128(g))),
            origin,
            changes: 1,
        }
    }

    fn stacks(entries: &[Entry]) -> (Vec<Vec<u64>>, Vec<Vec<u64>>) {
        let mut history = History::default();
        for e in entries {
            history.note(e);
        }
        (
            history.done().map(|u| u.seqs.clone()).collect(),
            history.undone().map(|u| u.seqs.clone()).collect(),
        )
    }

    #[test]
    fn stories() {
        use Origin::{Did, Redid, Undid};
        let did = |seq| entry(seq, Did, None);
        let grouped = |seq| entry(seq, Did, Some(9));
        for (name, entries, done, undone) in [
            (
                "two done",
                vec![did(1), did(2)],
                vec![vec![2], vec![1]],
                vec![],
            ),
            (
                "undo one",
                vec![did(1), did(2), entry(3, Undid(2), None)],
                vec![vec![1]],
                vec![vec![2]],
            ),
            (
                "undo and redo",
                vec![did(1), entry(2, Undid(1), None), entry(3, Redid(1), None)],
                vec![vec![1]],
                vec![],
            ),
            (
                "new work forgets what was undone",
                vec![did(1), entry(2, Undid(1), None), did(3)],
                vec![vec![3]],
                vec![],
            ),
            (
                "a group is one unit",
                vec![did(1), grouped(2), grouped(3), grouped(4)],
                vec![vec![2, 3, 4], vec![1]],
                vec![],
            ),
            (
                "a group half undone can be finished either way",
                vec![grouped(1), grouped(2), entry(3, Undid(2), Some(9))],
                vec![vec![1]],
                vec![vec![2]],
            ),
            (
                "a group undone and redone keeps its order",
                vec![
                    grouped(1),
                    grouped(2),
                    entry(3, Undid(2), Some(9)),
                    entry(4, Undid(1), Some(9)),
                    entry(5, Redid(1), Some(9)),
                    entry(6, Redid(2), Some(9)),
                ],
                vec![vec![1, 2]],
                vec![],
            ),
        ] {
            assert_eq!(stacks(&entries), (done, undone), "{name}");
        }
    }
}
