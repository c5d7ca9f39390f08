//! A commit value by value, without a transaction of sled, and its end when it was cut short.
//!
//! sled writes a transaction in two pieces and waits for each; values written one after the other go out as
//! one. Its log comes back as a beginning of what was written, whatever stopped it, so what such a commit
//! left is a beginning too: entry, rows, state, in this order. Without the entry nothing of it is there; with
//! it but without the state, the rest is done again from the entry by whoever opens the database next. A
//! commit of several transactions, or of values that go on in chunks, stays a transaction of sled.

use super::commit::Writes;
use super::tables::{State, Tables};
use super::{StoreError, entry, keys};
use crate::store::error::At as _;
use crate::store::guard::caught;

impl Writes {
    /// Brings all of it into the database; durable after the next sync. `between` is asked before each value.
    pub(super) fn carry_out(
        &self,
        tables: &Tables,
        mut between: impl FnMut() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if !self.is_single() {
            return self.transact(tables);
        }
        let state = self.state().value(&tables.cipher)?;
        let journal = self.journal.iter().map(|op| (&tables.journal, op));
        let rows = self.rows.iter().map(|op| (&tables.rows, op));
        caught("the database does not take a value", || {
            for (tree, (key, value)) in journal.chain(rows) {
                between()?;
                match value {
                    Some(value) => tree.insert(key, value),
                    None => tree.remove(key),
                }
                .at(&tables.path)?;
            }
            between()?;
            tables
                .meta
                .insert(keys::STATE, state)
                .at(&tables.path)
                .map(drop)
        })
    }

    /// One transaction, and no value in chunks: those of a former value that are left over could not be
    /// found again once some of them are gone.
    fn is_single(&self) -> bool {
        self.frames.len() == 1
            && self.journal.len() == 1
            && self.rows.iter().all(|(key, _)| keys::begins(key))
    }
}

impl Tables {
    /// Ends a commit that was cut short. What cannot be read, or not yet, is left to those who check it.
    pub(super) fn finish(&self) -> Result<(), StoreError> {
        match caught("the last commit cannot be read", || self.cut_short()) {
            Ok(Some(writes)) => writes.transact(self),
            Ok(None) => Ok(()),
            Err(error) if error.is_damage() || matches!(error, StoreError::Newer { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The last commit, when its entry is there and the state before it.
    fn cut_short(&self) -> Result<Option<Writes>, StoreError> {
        self.check_form()?;
        let state = self.state()?.unwrap_or(State::GENESIS);
        let Some((key, _)) = self.journal.last().at(&self.path)? else {
            return Ok(None);
        };
        let seq = match <[u8; 8]>::try_from(&*key) {
            Ok(seq) => u64::from_be_bytes(seq),
            // The end of an entry in chunks, which came by a transaction.
            Err(_) => return Ok(None),
        };
        if seq.checked_sub(1) != Some(state.seq) {
            return Ok(None);
        }
        let bytes = self.entry(seq)?;
        if !state.is_followed_by(seq, &bytes) {
            return Ok(None);
        }
        let transaction = entry::decode(&bytes)?;
        Writes::again(&transaction, &bytes, state, self).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::layout::Layout;
    use crate::store::{Engine, OpenOptions, StoreError, entry, envelope};

    use super::Tables;

    #[test]
    fn what_a_newer_version_began_is_refused_and_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        drop(Engine::open(dir.path(), OpenOptions::default()).unwrap());
        let open = || Tables::open(&layout, &OpenOptions::default()).unwrap();
        let tables = open();
        let key = 1u64.to_be_bytes();
        let (tag, newer) = (envelope::tag::JOURNAL, entry::SCHEMA + 1);
        let value = envelope::seal(&tables.cipher, tag, newer, &key, b"of tomorrow").unwrap();
        tables.journal.insert(key, value.clone()).unwrap();
        tables.close().unwrap();
        for _ in 0..2 {
            let refused = Engine::open(dir.path(), OpenOptions::default()).map(drop);
            assert!(
                matches!(refused, Err(StoreError::Newer { .. })),
                "{refused:?}"
            );
        }
        let tables = open();
        assert_eq!(tables.journal.get(key).unwrap().unwrap(), value);
        assert!(tables.state().unwrap().is_none());
    }
}
