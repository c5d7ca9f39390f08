//! Schema 1 of every kind. Frozen: never edit a struct here.
//!
//! Enums are their codes, ids their 16 bytes, money minor units. Text is borrowed when written and owned
//! when read, so neither way copies it twice.

mod client;
mod entry;
mod journey;
mod recommendation;
mod touch;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain as d;

pub(in crate::store) use client::{Client, Contact};
pub(in crate::store) use entry::EntryHead;
pub(in crate::store) use journey::{Journey, Spend};
pub(in crate::store) use recommendation::Recommendation;
pub(in crate::store) use touch::{FollowUp, Touch, TouchDigest};

type Text<'a> = Cow<'a, str>;
type Texts<'a> = Cow<'a, [String]>;
type Id = [u8; 16];

/// The term of a code, or which code is unknown.
macro_rules! term {
    ($type:ident, $code:expr) => {
        crate::domain::$type::from_code($code).ok_or_else(|| {
            crate::store::codec::RowError::Code(stringify!($type), u32::from($code))
        })?
    };
}

use term;

fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

#[derive(Serialize, Deserialize)]
pub(super) struct External<'a>(Text<'a>, Text<'a>);

fn externals(ids: &[d::ExternalId]) -> Vec<External<'_>> {
    ids.iter()
        .map(|e| External(text(&e.system), text(&e.id)))
        .collect()
}

fn from_externals(ids: Vec<External<'_>>) -> Vec<d::ExternalId> {
    ids.into_iter()
        .map(|External(system, id)| d::ExternalId {
            system: system.into_owned(),
            id: id.into_owned(),
        })
        .collect()
}
