//! Agreements: who promised what to whom until when, on both sides (B11, C5).

use jiff::Timestamp;
use jiff::civil::Date;

use super::terms::terms;
use super::{ClientId, PromiseId};

terms! {
    /// Who promised.
    #[derive(Default)]
    pub enum Side {
        /// We promised the client.
        #[default]
        Ours = 1, "ours";
        /// The client promised us.
        Client = 2, "client";
    }

    /// How a promise stands.
    #[derive(Default)]
    pub enum PromiseLife {
        /// Given.
        #[default]
        Open = 1, "open";
        /// Kept.
        Kept = 2, "kept";
        /// Broken.
        Broken = 3, "broken";
        /// Taken back by agreement.
        Withdrawn = 4, "withdrawn";
    }
}

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its identity.
    pub id: PromiseId,
    /// With which client.
    pub client: ClientId,
    /// Who promised.
    pub side: Side,
    /// The person who promised or was promised, in words; may be empty.
    pub who: String,
    /// What.
    pub what: String,
    /// Until when.
    pub until: Option<Date>,
    /// The words it was given in: a quote of a letter or a call.
    pub evidence: String,
    /// How it stands.
    pub life: PromiseLife,
    /// When it was given.
    pub made_at: Timestamp,
    /// When it was kept, broken or taken back.
    pub closed_at: Option<Timestamp>,
    /// What was said at the end.
    pub note: String,
}

impl Promise {
    /// A promise of which only the words are known.
    #[must_use]
    pub fn said(id: PromiseId, client: ClientId, side: Side, what: String, at: Timestamp) -> Self {
        Self {
            id,
            client,
            side,
            who: String::new(),
            what,
            until: None,
            evidence: String::new(),
            life: PromiseLife::Open,
            made_at: at,
            closed_at: None,
            note: String::new(),
        }
    }

    /// Whether it is still to be kept.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.life == PromiseLife::Open
    }

    /// Open and past its day.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.is_open() && self.until.is_some_and(|until| until < today)
    }
}
