//! A client kept off the agenda until a day, with the reason (C15).

use jiff::Timestamp;
use jiff::civil::Date;

use super::ClientId;

/// Not before `until`. A promise for an hour or a day of its own is not silenced by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snooze {
    /// Who.
    pub client: ClientId,
    /// The first day it may come back.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// When it was put off.
    pub set_at: Timestamp,
}
