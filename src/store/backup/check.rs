//! What the values of a backup must be among themselves: each whole, the journal without a gap, and the
//! state the one its front names.
//!
//! Without their key the values of an encrypted store are not looked into: that each has its sum and lies in its
//! place is seen, who wrote it and what the chain of the journal and the state say is not.

use std::path::Path;

use super::format::{Content, Front, Tail, TreeName, broken};
use crate::domain::Kind;
use crate::store::cipher::Cipher;
use crate::store::entry::{self, GENESIS, Hash};
use crate::store::{StoreError, chunk, codec, envelope, keys};

/// A value that may go on in pieces.
struct Open {
    tree: TreeName,
    key: Vec<u8>,
    value: Vec<u8>,
}

/// The checks of one file, fed with its records in order.
pub(super) struct Check<'a> {
    path: &'a Path,
    front: &'a Front,
    /// What the values are under, if it is known; one of another key, a plain one too, is wrong then.
    key: Option<&'a Cipher>,
    open: Option<Open>,
    last: Option<(TreeName, Vec<u8>)>,
    /// The last entry of the journal seen.
    seq: u64,
    /// Its hash; `None` once an encrypted entry was seen.
    hash: Option<Hash>,
    state: bool,
    /// A value was not looked into.
    closed: bool,
}

impl<'a> Check<'a> {
    pub(super) fn new(path: &'a Path, front: &'a Front, key: Option<&'a Cipher>) -> Self {
        Self {
            path,
            front,
            key,
            open: None,
            last: None,
            seq: 0,
            hash: Some(GENESIS),
            state: false,
            closed: false,
        }
    }

    /// The key of a value whose sum is right; `None` when that is not known.
    fn key_to(&mut self, plain: bool) -> Option<&'a Cipher> {
        let key = self.key.or(plain.then_some(&Cipher::Plain));
        self.closed |= key.is_none();
        key
    }

    fn bad(&self, detail: &str) -> StoreError {
        broken(self.path, detail)
    }

    pub(super) fn record(
        &mut self,
        tree: TreeName,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), StoreError> {
        let follows = self
            .last
            .as_ref()
            .is_none_or(|(last, had)| *last < tree || (*last == tree && had.as_slice() < key));
        if !follows {
            return Err(self.bad("order of records"));
        }
        match &mut self.last {
            Some((last, had)) => {
                *last = tree;
                had.clear();
                had.extend_from_slice(key);
            }
            empty => *empty = Some((tree, key.to_vec())),
        }
        let width = match tree {
            TreeName::Meta | TreeName::Unsaved => key.len(),
            TreeName::Journal => 8,
            TreeName::Rows => key
                .first()
                .and_then(|code| Kind::from_code(*code))
                .map(keys::width)
                .ok_or_else(|| self.bad("kind of a row"))?,
        };
        if key.len() == width {
            self.close()?;
            if value.len() < chunk::CAP || matches!(tree, TreeName::Meta | TreeName::Unsaved) {
                return self.value(tree, key, value);
            }
            self.open = Some(Open {
                tree,
                key: key.to_vec(),
                value: value.to_vec(),
            });
            return Ok(());
        }
        match &mut self.open {
            Some(open)
                if open.tree == tree && key.len() == width + 2 && key.starts_with(&open.key) =>
            {
                open.value.extend_from_slice(value);
                Ok(())
            }
            _ => Err(self.bad("a piece without its beginning")),
        }
    }

    fn close(&mut self) -> Result<(), StoreError> {
        match self.open.take() {
            Some(open) => self.value(open.tree, &open.key, &open.value),
            None => Ok(()),
        }
    }

    /// Checks one whole value.
    fn value(&mut self, tree: TreeName, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        match tree {
            TreeName::Rows => {
                let kind = key.first().copied().unwrap_or_default();
                let plain = envelope::check(kind, key, value).map_err(|_| self.bad("a row"))?;
                if let Some(cipher) = self.key_to(plain).filter(|cipher| !cipher.is_plain()) {
                    envelope::open(cipher, kind, key, value).map_err(|_| self.bad("a row"))?;
                }
            }
            TreeName::Meta if key == keys::STATE => {
                self.state = true;
                self.state(key, value)?;
            }
            TreeName::Meta => {}
            TreeName::Journal | TreeName::Unsaved => {
                let number = key.try_into().map(u64::from_be_bytes).ok();
                if number != Some(self.seq + 1) {
                    return Err(self.bad("a gap in the journal"));
                }
                if tree == TreeName::Unsaved && self.seq == self.front.seq {
                    self.stands()?;
                }
                self.seq += 1;
                let plain = envelope::check(envelope::tag::JOURNAL, key, value)
                    .map_err(|_| self.bad("an entry of the journal"))?;
                self.hash = match (self.hash, self.key_to(plain)) {
                    (Some(hash), Some(cipher)) => Some(self.follows(cipher, key, value, hash)?),
                    _ => None,
                };
            }
        }
        Ok(())
    }

    /// The hash of an entry that names the last one as its predecessor.
    fn follows(
        &self,
        cipher: &Cipher,
        key: &[u8],
        value: &[u8],
        last: Hash,
    ) -> Result<Hash, StoreError> {
        let bytes =
            entry::open(cipher, key, value).map_err(|_| self.bad("an entry of the journal"))?;
        if entry::previous(&bytes) != Some(last) {
            return Err(self.bad("the chain of the journal"));
        }
        Ok(entry::hash(&bytes))
    }

    fn state(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let plain =
            envelope::check(envelope::tag::STATE, key, value).map_err(|_| self.bad("the state"))?;
        let Some(cipher) = self.key_to(plain) else {
            return Ok(());
        };
        let bad = |_| self.bad("the state");
        let opened = envelope::open(cipher, envelope::tag::STATE, key, value).map_err(bad)?;
        let (state, _) = codec::read::<(u64, Hash)>(&opened.payload)
            .map_err(|error| bad(StoreError::from(error)))?;
        if state == (self.front.seq, self.front.hash) {
            Ok(())
        } else {
            Err(self.bad("the state is of another moment"))
        }
    }

    /// The journal stands where the front says.
    fn stands(&self) -> Result<(), StoreError> {
        if self.seq != self.front.seq || self.hash.is_some_and(|hash| hash != self.front.hash) {
            return Err(self.bad("the journal ends elsewhere"));
        }
        Ok(())
    }

    /// Checks what can only be known at the end; tells whether every value was looked into.
    pub(super) fn end(mut self, tail: &Tail) -> Result<bool, StoreError> {
        self.close()?;
        if tail.unsaved == 0 {
            self.stands()?;
        }
        if tail.seq != self.seq {
            return Err(self.bad("the last entry"));
        }
        let whole = self.front.content == Content::Whole;
        if whole && self.front.seq > 0 && !self.state {
            return Err(self.bad("the state"));
        }
        if !whole && (tail.rows > 0 || self.state) {
            return Err(self.bad("rows where none belong"));
        }
        Ok(!self.closed)
    }
}
