//! Schema 2 of the kinds that have one. Frozen: never edit a struct here.

mod recommendation;
mod touch;

pub(super) const SCHEMA: u16 = 2;

pub(in crate::store) use recommendation::Recommendation;
pub(in crate::store) use touch::{Touch, TouchDigest};
