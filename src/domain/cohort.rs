//! Clients frozen together to be worked and compared: the focus of a month (A6) and experiments with a way of
//! ranking (A25, A34).

use jiff::Timestamp;

use super::ranking_method::Method;
use super::{ClientId, CohortId, Currency, Month};

/// Why a client left before the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A client of a cohort, as it was when it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub client: ClientId,
    /// The score it was chosen by, `0..=100`; 0 for choice by hand.
    pub score: u8,
    /// Spend of the three closed months before, minor units.
    pub base: i64,
    /// Of `base`.
    pub currency: Currency,
    /// Deliberately not worked, to compare with.
    pub held_out: bool,
    /// Taken in after the freeze.
    pub joined_at: Option<Timestamp>,
    /// When it was first worked: a real contact of ours since the freeze.
    pub worked_at: Option<Timestamp>,
    /// When and why it left.
    pub left: Option<Departure>,
}

/// A frozen segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// Its identity.
    pub id: CohortId,
    /// Its name.
    pub name: String,
    /// The month it is the focus of; `None`: an experiment.
    pub month: Option<Month>,
    /// What chose its members.
    pub method: Method,
    /// The query it was frozen from; may be empty.
    pub query: String,
    /// What is expected of working it, in words; may be empty (A34).
    pub hypothesis: String,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// The last closed month then: spend after it is the outcome.
    pub from: Month,
    /// Who is in it.
    pub members: Vec<Member>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The person's verdict; may be empty.
    pub verdict: String,
}

impl Cohort {
    /// A client of it that did not leave.
    #[must_use]
    pub fn member(&self, client: ClientId) -> Option<&Member> {
        self.members
            .iter()
            .find(|m| m.client == client && m.left.is_none())
    }
}
