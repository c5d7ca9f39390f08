//! One durable step for a batch of transactions.

use std::collections::{BTreeMap, HashSet};

use sled::Transactional as _;
use sled::transaction::{ConflictableTransactionError, TransactionError, TransactionalTree};

use super::tables::{State, Tables};
use super::{Drill, Engine, Step, StoreError, chunk, entry, envelope, keys, reserve};
use crate::domain::change::each_kind;
use crate::domain::{Change, ClientId, Transaction};
use crate::store::chunk::Op;
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::log::Position;
use crate::store::pages::Pages;
use crate::store::rows;

/// Bytes sled needs to open and to take a few commits.
const LEAST: u64 = 4 << 20;

/// What a batch writes, built before anything is written.
pub(super) struct Writes {
    pub(super) rows: Vec<Op>,
    pub(super) journal: Vec<Op>,
    pub(super) frames: Vec<(u64, Vec<u8>)>,
    state: State,
}

/// The last word of a batch about one row.
struct Staged {
    /// The row was not there before the batch.
    new: bool,
    value: Option<Vec<u8>>,
}

impl Writes {
    /// Encodes a batch that follows `from`. A row changed many times in it is written once.
    pub(super) fn new(
        batch: &[Transaction],
        from: State,
        tables: &Tables,
    ) -> Result<Self, StoreError> {
        Self::build(batch.iter().map(|t| (t, None)), from, tables, false)
    }

    /// The same for transactions that are in the journal files: their entries stay byte for byte what
    /// they are, though an older version may have written them, for the chain of hashes runs over them.
    pub(super) fn replayed(
        batch: &[(Transaction, Vec<u8>)],
        from: State,
        tables: &Tables,
    ) -> Result<Self, StoreError> {
        let batch = batch.iter().map(|(t, entry)| (t, Some(entry.as_slice())));
        Self::build(batch, from, tables, false)
    }

    /// The same for one of which a part, up to all of it, is in the rows already.
    pub(super) fn again(
        transaction: &Transaction,
        entry: &[u8],
        from: State,
        tables: &Tables,
    ) -> Result<Self, StoreError> {
        Self::build(
            std::iter::once((transaction, Some(entry))),
            from,
            tables,
            true,
        )
    }

    fn build<'a>(
        batch: impl ExactSizeIterator<Item = (&'a Transaction, Option<&'a [u8]>)>,
        from: State,
        tables: &Tables,
        again: bool,
    ) -> Result<Self, StoreError> {
        let mut state = from;
        let mut staged: BTreeMap<Vec<u8>, Staged> = BTreeMap::new();
        let mut touched: BTreeMap<ClientId, Pages> = BTreeMap::new();
        let mut made: HashSet<ClientId> = HashSet::new();
        let mut journal = Vec::new();
        let mut frames = Vec::with_capacity(batch.len());
        for (transaction, there) in batch {
            if transaction.entry.seq != state.seq + 1 {
                return Err(StoreError::OutOfOrder {
                    expected: state.seq + 1,
                    found: transaction.entry.seq,
                });
            }
            let encoded = entry::encode(transaction, &state.hash)?;
            for (change, after) in transaction.changes.iter().zip(&encoded.after) {
                let image = after.clone().and_then(|range| encoded.bytes.get(range));
                match change {
                    Change::Touch(edit) => {
                        let Some(client) = change.client() else {
                            continue;
                        };
                        let pages = match touched.entry(client) {
                            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
                            std::collections::btree_map::Entry::Vacant(free) => {
                                let mut pages = Pages::last(
                                    client,
                                    made.contains(&client),
                                    &tables.rows,
                                    &tables.path,
                                    &tables.cipher,
                                )?;
                                pages.again = again;
                                free.insert(pages)
                            }
                        };
                        pages.change(edit, image, &tables.rows, &tables.path)?;
                    }
                    other => {
                        let Some(key) = keys::of_change(other) else {
                            continue;
                        };
                        if let Change::Client(edit) = other
                            && edit.before.is_none()
                            && let Some(client) = other.client()
                        {
                            made.insert(client);
                        }
                        let kind = other.kind();
                        let (code, schema) = (kind.code(), rows::schema(kind));
                        let value = image
                            .map(|image| envelope::seal(&tables.cipher, code, schema, &key, image))
                            .transpose()?;
                        let new = created(other);
                        staged
                            .entry(key)
                            .and_modify(|there| there.value = None)
                            .or_insert(Staged { new, value: None })
                            .value = value;
                    }
                }
            }
            let (bytes, hash) = match there {
                Some(bytes) => (bytes.to_vec(), entry::hash(bytes)),
                None => (encoded.bytes, encoded.hash),
            };
            let key = transaction.entry.seq.to_be_bytes();
            let (code, schema) = (envelope::tag::JOURNAL, entry::SCHEMA);
            let value = envelope::seal(&tables.cipher, code, schema, &key, &bytes)?;
            chunk::put(&key, Some(&value), None, &tables.path, &mut journal)?;
            state = State {
                seq: transaction.entry.seq,
                hash,
            };
            frames.push((state.seq, bytes));
        }
        let mut ops = Vec::with_capacity(staged.len());
        for (key, row) in staged {
            let old = (!row.new).then_some(&tables.rows);
            if row.new && row.value.is_none() {
                continue;
            }
            chunk::put(&key, row.value.as_deref(), old, &tables.path, &mut ops)?;
        }
        for (client, pages) in &touched {
            pages.ops(*client, &tables.rows, &tables.path, &mut ops)?;
        }
        Ok(Self {
            rows: ops,
            journal,
            frames,
            state,
        })
    }

    /// Writes rows, journal and state in one transaction; durable after the next sync.
    pub(super) fn transact(&self, tables: &Tables) -> Result<(), StoreError> {
        let state = self.state.value(&tables.cipher)?;
        let write =
            |(rows, journal, meta): &(TransactionalTree, TransactionalTree, TransactionalTree)| {
                put(rows, &self.rows)?;
                put(journal, &self.journal)?;
                meta.insert(keys::STATE, state.as_slice())?;
                Ok::<(), ConflictableTransactionError<()>>(())
            };
        let trees = (&tables.rows, &tables.journal, &tables.meta);
        let done = caught("the database does not take a transaction", || {
            Ok(trees.transaction(write))
        })?;
        match done {
            Ok(()) => Ok(()),
            Err(TransactionError::Storage(error)) => Err(error).at(&tables.path),
            // The closure never aborts.
            Err(TransactionError::Abort(())) => Err(StoreError::Closed),
        }
    }

    pub(super) const fn state(&self) -> State {
        self.state
    }
}

fn put(
    tree: &TransactionalTree,
    ops: &[Op],
) -> Result<(), sled::transaction::UnabortableTransactionError> {
    for (key, value) in ops {
        match value {
            Some(value) => tree.insert(key, value)?,
            None => tree.remove(key)?,
        };
    }
    Ok(())
}

/// Whether a change makes a row that was not there.
fn created(change: &Change) -> bool {
    each_kind!(change, e => e.before.is_none())
}

impl Engine {
    /// Commits a batch in one durable step: when this returns, all of it survives a power cut. The
    /// sequence numbers must follow [`seq`](Self::seq) without gaps. After an error nothing of the batch
    /// counts as saved; commit it again (the database is opened anew for that).
    ///
    /// # Errors
    /// [`StoreError::NoSpace`], [`StoreError::ReadOnly`], [`StoreError::Io`]: worth a retry;
    /// [`StoreError::OutOfOrder`], [`StoreError::TooLarge`]: the batch itself is at fault.
    pub fn commit(&mut self, batch: &[Transaction]) -> Result<(), StoreError> {
        if let Some(refusal) = self.refusal().filter(|_| self.is_copy()) {
            return Err(refusal);
        }
        match self.commit_once(batch) {
            // What a person has done comes before what was put by; the caller hears of it by `refusal`.
            Err(StoreError::NoSpace { .. }) if reserve::give_up(&self.layout) => {
                self.tight = true;
                self.commit_once(batch)
            }
            done => done,
        }
    }

    fn commit_once(&mut self, batch: &[Transaction]) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut batch = batch;
        if self.broken {
            self.reopen()?;
            // What failed late may have reached the disk after all; the same transactions are not
            // written twice.
            let there = batch.iter().take_while(|t| t.entry.seq <= self.seq).count();
            batch = batch.get(there..).unwrap_or_default();
            if batch.is_empty() {
                return Ok(());
            }
        }
        let state = State {
            seq: self.seq,
            hash: self.hash,
        };
        // Nothing is written yet: a page that cannot be read here refuses the batch and no more.
        let writes = self.reading(|tables| Writes::new(batch, state, tables))?;
        if let Some(tables) = &self.tables {
            for picture in &mut self.pictures {
                picture.stash(&writes.rows, tables);
            }
        }
        let position = self.log.position();
        match self.write(&writes) {
            Ok(()) => {
                (self.seq, self.hash) = (writes.state.seq, writes.state.hash);
                let changes = batch.iter().map(|t| t.changes.len().max(1));
                self.stale = self.stale.saturating_add(changes.sum());
                Ok(())
            }
            Err(error) => {
                self.broken = true;
                self.forget(position);
                Err(error)
            }
        }
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        self.drill(Step::Journal)?;
        let frames: Vec<(u64, &[u8])> = writes
            .frames
            .iter()
            .map(|(seq, bytes)| (*seq, bytes.as_slice()))
            .collect();
        self.log.append(&frames)?;
        self.drill(Step::Rows)?;
        writes.carry_out(self.tables()?, || self.drill(Step::Row))?;
        self.drill(Step::Sync)?;
        self.tables()?.flush()?;
        self.drill(Step::Flushed)?;
        match &self.options.drill {
            Some(drill) if drill.careless => Ok(()),
            _ => self.tables()?.settle(),
        }
    }

    pub(super) fn drill(&self, step: Step) -> Result<(), StoreError> {
        Drill::ask(self.options.drill.as_ref(), step, &self.layout.root)
    }

    /// Takes the frames of a failed batch back. If even that fails they stay: at the next open they are
    /// replayed, as transactions nobody was told were saved.
    fn forget(&mut self, position: Position) {
        if let Err(error) = self.log.rewind(position) {
            tracing::warn!(%error, "frames of a failed commit stay in the journal");
        }
    }

    /// Opens the database anew after an error, which sled keeps for ever.
    fn reopen(&mut self) -> Result<(), StoreError> {
        // Opening writes. On a disk that is still full it would fail, and with it the reads that go on now.
        if reserve::free(&self.layout.root).is_some_and(|free| free < LEAST) {
            return Err(StoreError::NoSpace {
                path: self.layout.root.clone(),
            });
        }
        if let Some(tables) = self.tables.take() {
            tables.release()?;
        }
        self.layout.remove_torn_snapshots()?;
        let tables = Tables::open(&self.layout, &self.options).map_err(|error| {
            tracing::warn!(%error, "the database does not open again");
            // sled tells of a disk that fills up under it in many ways.
            match reserve::roomy(&self.layout) {
                true => error,
                false => StoreError::NoSpace {
                    path: self.layout.root.clone(),
                },
            }
        })?;
        let state = caught("the state cannot be read", || tables.state())?;
        let state = state.unwrap_or(State::GENESIS);
        if state.seq < self.seq {
            return Err(StoreError::harmed(
                Harm::WentBack,
                format_args!("the database went back from {} to {}", self.seq, state.seq),
            ));
        }
        let position = self.log.position();
        if let Err(error) = self.catch_up(&tables, state.seq) {
            // The next try appends them again, and a journal with a number twice ends there.
            self.forget(position);
            if let Err(error) = tables.release() {
                tracing::warn!(%error, "letting go of a database that does not sync");
            }
            return Err(error);
        }
        (self.seq, self.hash) = (state.seq, state.hash);
        self.tables = Some(tables);
        self.broken = false;
        Ok(())
    }

    /// Gives the journal files what only a database opened anew has, and makes that durable.
    fn catch_up(&mut self, tables: &Tables, upto: u64) -> Result<(), StoreError> {
        for seq in self.seq + 1..=upto {
            let entry = caught("an entry cannot be read", || tables.entry(seq))?;
            self.log.append(&[(seq, &entry)])?;
        }
        self.drill(Step::Reopened)?;
        tables.sync()
    }
}
