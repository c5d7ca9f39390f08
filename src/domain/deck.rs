//! Presentations that went to the client (A12, A33).

use jiff::Timestamp;

use super::{ClientId, DeckId, RecommendationId};

/// A presentation sent to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// Its identity.
    pub id: DeckId,
    /// To whom.
    pub client: ClientId,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Its title.
    pub title: String,
    /// The recommendations in it, in the order of the slides.
    pub recommendations: Vec<RecommendationId>,
    /// The file it was written to; empty when none was.
    pub file: String,
    /// Seconds from opening the deck dialog to sending (A33; the goal is under 120).
    pub seconds: u32,
}
