//! Records as bytes: frozen structs by version, turned into the domain's records and back.
//!
//! A version's structs are never edited. A new field of a kind is a new version of that kind: a struct in
//! `v2` beside the one in `v1`, its version put in front of the kind's line in the table below, and golden
//! files of its own under `tests/golden/`.

mod v1;
mod v2;

use super::StoreError;
use super::codec::{self, RowError};
use crate::domain::record::Row;
use crate::domain::{
    AdProfile, Brief, Campaign, Change, Checklist, Client, Cohort, Contact, ContactTerms, DaySheet,
    Deck, Edit, FollowUp, Forecast, Journey, Kind, Meeting, News, Problem, Promise, Recommendation,
    Record, Request, Snooze, Spend, Touch, TouchDigest, View,
};

pub(super) use v1::EntryHead;

/// A record that has a form on disk.
pub(super) trait Stored: Row + Into<Record> {
    /// The newest schema of the kind: what is written.
    const SCHEMA: u16;
    /// Appends the newest form.
    fn write(&self, out: &mut Vec<u8>) -> Result<(), StoreError>;
    /// Reads any known form from the front; tells how many bytes it took.
    fn read(schema: u16, bytes: &[u8]) -> Result<(Self, usize), RowError>;
}

macro_rules! stored {
    ($($kind:ident: $newest:ident $(, $older:ident)*;)*) => {
        $(impl Stored for $kind {
            const SCHEMA: u16 = $newest::SCHEMA;

            fn write(&self, out: &mut Vec<u8>) -> Result<(), StoreError> {
                codec::write(&$newest::$kind::from(self), out)
            }

            fn read(schema: u16, bytes: &[u8]) -> Result<(Self, usize), RowError> {
                match schema {
                    $newest::SCHEMA => form::<Self, $newest::$kind<'static>>(bytes),
                    $($older::SCHEMA => form::<Self, $older::$kind<'static>>(bytes),)*
                    other => Err(RowError::Schema(Self::KIND.name(), other, Self::SCHEMA)),
                }
            }
        })*

        /// The newest schema of a kind.
        pub(super) const fn schema(kind: Kind) -> u16 {
            match kind {
                $(Kind::$kind => <$kind as Stored>::SCHEMA,)*
            }
        }

        /// Every schema of a kind, the newest first.
        #[cfg(test)]
        pub(super) const fn schemas(kind: Kind) -> &'static [u16] {
            match kind {
                $(Kind::$kind => &[$newest::SCHEMA $(, $older::SCHEMA)*],)*
            }
        }

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
                $(Kind::$kind => Ok(Edit::<$kind> {
                    before: before.map(|bytes| whole(schema, bytes)).transpose()?,
                    after: after.map(|bytes| whole(schema, bytes)).transpose()?,
                }.into()),)*
            }
        }
    };
}

// The forms of each kind, the newest first: that one is written, all are read.
stored! {
    Client: v1;
    Contact: v1;
    Journey: v1;
    Spend: v1;
    TouchDigest: v2, v1;
    FollowUp: v1;
    Recommendation: v2, v1;
    Touch: v2, v1;
    Brief: v1;
    Problem: v1;
    AdProfile: v1;
    Campaign: v1;
    Deck: v1;
    Checklist: v1;
    Promise: v1;
    ContactTerms: v1;
    Request: v1;
    Forecast: v1;
    Snooze: v1;
    View: v1;
    Cohort: v1;
    DaySheet: v1;
    Meeting: v1;
    News: v1;
}

/// A row in one form from the front of `bytes`.
fn form<T: TryFrom<F, Error = RowError>, F: serde::de::DeserializeOwned>(
    bytes: &[u8],
) -> Result<(T, usize), RowError> {
    let (row, used) = codec::read::<F>(bytes)?;
    Ok((T::try_from(row)?, used))
}

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
