//! Schema 1: the first form of every kind. Frozen: never edit a struct here.
//!
//! Enums are their codes, ids their 16 bytes, money minor units. Text is borrowed when written and owned
//! when read, so neither way copies it twice.

mod ads;
mod brief;
mod campaign;
mod checklist;
mod client;
mod cohort;
mod contact_terms;
mod day;
mod deck;
mod entry;
mod forecast;
mod journey;
mod news;
mod problem;
mod promise;
mod recommendation;
mod request;
mod touch;
mod view;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain as d;
use crate::store::codec::RowError;

pub(super) const SCHEMA: u16 = 1;

pub(in crate::store) use ads::AdProfile;
pub(in crate::store) use brief::Brief;
pub(in crate::store) use campaign::Campaign;
pub(in crate::store) use checklist::Checklist;
pub(in crate::store) use client::{Client, Contact};
pub(in crate::store) use cohort::Cohort;
pub(in crate::store) use contact_terms::ContactTerms;
pub(in crate::store) use day::{DaySheet, Meeting};
pub(in crate::store) use deck::Deck;
pub(in crate::store) use entry::EntryHead;
pub(in crate::store) use forecast::{Forecast, Snooze};
pub(in crate::store) use journey::{Journey, Spend};
pub(in crate::store) use news::News;
pub(in crate::store) use problem::Problem;
pub(in crate::store) use promise::Promise;
pub(in crate::store) use recommendation::Recommendation;
pub(in crate::store) use request::Request;
pub(in crate::store) use touch::{FollowUp, Touch, TouchDigest};
pub(in crate::store) use view::View;

pub(super) type Text<'a> = Cow<'a, str>;
type Texts<'a> = Cow<'a, [String]>;
pub(super) type Id = [u8; 16];

/// The term of a code, or which code is unknown.
macro_rules! term {
    ($type:ident, $code:expr) => {
        crate::domain::$type::from_code($code).ok_or_else(|| {
            crate::store::codec::RowError::Code(stringify!($type), u32::from($code))
        })?
    };
}

pub(super) use term;

pub(super) fn text(text: &str) -> Text<'_> {
    Cow::Borrowed(text)
}

fn currency(code: [u8; 3]) -> Result<d::Currency, RowError> {
    std::str::from_utf8(&code)
        .ok()
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| RowError::value("currency"))
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
