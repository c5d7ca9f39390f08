//! A database opened to be looked at: no journal files, no portfolio, nothing written.

use super::tables::{State, Tables};
use super::verify::{self, Content};
use super::{Engine, Hash, Layout, Lock, OpenOptions, StoreError, compact, entry};
use crate::store::error::{At as _, Holder};
use crate::store::guard::caught;

/// An open database with where it stands.
#[derive(Debug)]
pub(in crate::store) struct Patient {
    tables: Tables,
    state: State,
}

impl Patient {
    /// Opens the database of a copy.
    pub(in crate::store) fn open(copy: &Layout, options: &OpenOptions) -> Result<Self, StoreError> {
        let tables = Tables::open(copy, options)?;
        let state = caught("the state cannot be read", || tables.state())?;
        Ok(Self {
            tables,
            state: state.unwrap_or(State::GENESIS),
        })
    }

    pub(in crate::store) const fn seq(&self) -> u64 {
        self.state.seq
    }

    /// Compares rows and journal.
    pub(in crate::store) fn content(&self) -> Result<Content, StoreError> {
        verify::content(&self.tables, self.state)
    }

    /// The hash of an entry; `None` when it cannot be read.
    pub(in crate::store) fn hash_of(&self, seq: u64) -> Option<Hash> {
        let bytes = caught("an entry", || self.tables.entry(seq)).ok()?;
        Some(entry::hash(&bytes))
    }

    /// Bytes of keys and values.
    pub(in crate::store) fn live(&self) -> Result<u64, StoreError> {
        compact::live(&self.tables)
    }

    /// Lets go of the files.
    pub(in crate::store) fn discharge(self) {
        if let Err(error) = self.tables.release() {
            tracing::warn!(%error, "letting go of the copy");
        }
    }
}

/// Keeps others from writing while somebody looks.
#[derive(Debug)]
pub(in crate::store) struct Held {
    _lock: Option<Lock>,
    _file: Option<std::fs::File>,
}

impl Engine {
    /// Takes the lock of a store that is there, also where its name cannot be written into it.
    pub(in crate::store) fn hold(layout: &Layout) -> Result<Held, StoreError> {
        match Lock::take(layout) {
            Ok(lock) => Ok(Held {
                _lock: Some(lock),
                _file: None,
            }),
            Err(StoreError::ReadOnly { .. } | StoreError::NoSpace { .. }) => {
                let path = layout.lock();
                let file = path
                    .exists()
                    .then(|| std::fs::File::open(&path).at(&path))
                    .transpose()?;
                if file.as_ref().is_some_and(|file| file.try_lock().is_err()) {
                    return Err(StoreError::InUse {
                        holder: Holder::default(),
                    });
                }
                Ok(Held {
                    _lock: None,
                    _file: file,
                })
            }
            Err(error) => Err(error),
        }
    }
}
