//! Rows of older schemas written anew in the newest form.
//!
//! Nobody needs it to work: a row of an older schema is read as it is and written anew when it next
//! changes. It is for those who want to be rid of the old forms. Rows go first, a batch at a time, each
//! batch whole or not at all; the number of the layout of keys and trees goes last, so that one broken off
//! in the middle is done again from the beginning. In the header it goes first: what an older version may not
//! open it must not open half moved either.

use super::tables::Tables;
use super::{Engine, StoreError, chunk, envelope, keys, pages};
use crate::domain::Kind;
use crate::store::backup::Cause;
use crate::store::chunk::Op;
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::rows::{self, Stored as _};

/// Rows rewritten at once.
const BATCH: usize = 500;

impl Engine {
    /// Writes every row of an older schema in the newest one; tells how many there were. The content stays
    /// what it is.
    ///
    /// # Errors
    /// The disk's, or [`StoreError::Damaged`] when a row does not check; rows already rewritten stay so.
    pub fn migrate(&mut self) -> Result<u64, StoreError> {
        if let Some(refusal) = self.refusal() {
            return Err(refusal);
        }
        self.back_up_before(Cause::Migration)?;
        self.layout.note_keys(keys::LAYOUT)?;
        let tables = self.tables()?;
        let mut done = 0;
        for kind in Kind::ALL.iter().copied() {
            let mut old: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
            for row in tables.scan(&[kind.code()], keys::width(kind)) {
                let (key, value) = row?;
                let opened = envelope::open(&tables.cipher, kind.code(), &key, &value)?;
                if opened.schema != rows::schema(kind) {
                    old.push((key.to_vec(), rewritten(&tables.cipher, kind, &key, &value)?));
                }
            }
            for batch in old.chunks(BATCH) {
                write(tables, batch)?;
                done += batch.len() as u64;
            }
        }
        tables.set_form()?;
        tables.sync()?;
        Ok(done)
    }
}

/// A value in the newest form.
fn rewritten(cipher: &Cipher, kind: Kind, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut payload = Vec::new();
    if kind == Kind::Touch {
        for touch in pages::open(cipher, key, value)? {
            touch.write(&mut payload)?;
        }
    } else {
        let opened = envelope::open(cipher, kind.code(), key, value)?;
        let record = rows::record(kind, opened.schema, &opened.payload)?;
        rows::write(&record, &mut payload)?;
    }
    envelope::seal(cipher, kind.code(), rows::schema(kind), key, &payload)
}

fn write(tables: &Tables, values: &[(Vec<u8>, Vec<u8>)]) -> Result<(), StoreError> {
    let mut ops: Vec<Op> = Vec::new();
    for (key, value) in values {
        chunk::put(key, Some(value), Some(&tables.rows), &tables.path, &mut ops)?;
    }
    let mut batch = sled::Batch::default();
    for (key, value) in ops {
        match value {
            Some(value) => batch.insert(key, value),
            None => batch.remove(key),
        }
    }
    tables.rows.apply_batch(batch).at(&tables.path)?;
    tables.sync()
}
