//! Records as bytes: frozen structs by version, turned into the domain's records and back.
//!
//! A version's structs are never edited. A new field is a new version: `v2` beside `v1`, its `SCHEMA`
//! raised, one more arm where the old one is read, and golden files of its own under `tests/golden/`.

mod v1;

use super::StoreError;
use super::codec::{self, RowError};
use crate::domain::record::Row;
use crate::domain::{
    Change, Client, Contact, FollowUp, Journey, Kind, Recommendation, Record, Spend, Touch,
    TouchDigest,
};

pub(super) use v1::EntryHead;

/// The newest schema of every kind.
pub(super) const SCHEMA: u16 = 1;

/// A record that has a form on disk.
pub(super) trait Stored: Row + Into<Record> {
    /// Appends the newest form.
    fn write(&self, out: &mut Vec<u8>) -> Result<(), StoreError>;
    /// Reads any known form from the front; tells how many bytes it took.
    fn read(schema: u16, bytes: &[u8]) -> Result<(Self, usize), RowError>;
}

macro_rules! stored {
    ($($kind:ident),*) => {
        $(impl Stored for $kind {
            fn write(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
                codec::write(&v1::$kind::from(self), out)
            }

            fn read(schema: u16, bytes: &[u8]) -> Result<(Self, usize), RowError> {
                match schema {
                    1 => {
                        let (row, used) = codec::read::<v1::$kind<'static>>(bytes)?;
                        Ok((Self::try_from(row)?, used))
                    }
                    other => Err(RowError::Schema(Self::KIND.name(), other, SCHEMA)),
                }
            }
        })*

        /// A record of a kind from all of `bytes`.
        pub(super) fn record(kind: Kind, schema: u16, bytes: &[u8]) -> Result<Record, RowError> {
            match kind {
                $(Kind::$kind => whole::<$kind>(schema, bytes).map(Record::$kind),)*
            }
        }

        /// Appends a record of any kind.
        pub(super) fn write(record: &Record, out: &mut Vec<u8>) -> Result<(), StoreError> {
            match record {
                $(Record::$kind(row) => row.write(out),)*
            }
        }

        /// A change from its two images.
        pub(super) fn change(kind: Kind, schema: u16, before: Option<&[u8]>, after: Option<&[u8]>) -> Result<Change, RowError> {
            match kind {
                $(Kind::$kind => Ok(crate::domain::Edit::<$kind> {
                    before: before.map(|bytes| whole(schema, bytes)).transpose()?,
                    after: after.map(|bytes| whole(schema, bytes)).transpose()?,
                }.into()),)*
            }
        }
    };
}

stored!(
    Client,
    Contact,
    Journey,
    Spend,
    TouchDigest,
    FollowUp,
    Recommendation,
    Touch
);

/// A row from all of `bytes`.
pub(super) fn whole<T: Stored>(schema: u16, bytes: &[u8]) -> Result<T, RowError> {
    let (row, used) = T::read(schema, bytes)?;
    if used == bytes.len() {
        Ok(row)
    } else {
        Err(RowError::Bytes(format!(
            "{}: {} bytes run on",
            T::KIND.name(),
            bytes.len() - used
        )))
    }
}
