//! The portfolio in memory: the query engine, and the only place where changes take effect.
//!
//! One [`Dossier`] per client holds all that is known of it, so that a list row, a card or an agenda
//! candidate is one look-up. Touches alone stay on disk until a client's history is opened
//! (100 000 clients × 20 touches do not belong in memory); their sum is in the dossier as a digest.

mod apply;
mod desk;
mod dossier;
mod work;

use indexmap::IndexMap;

use super::{Client, ClientId, Contact, ContactId, Recommendation, RecommendationId};

pub use apply::Conflict;
pub use desk::Desk;
pub use dossier::Dossier;
pub use work::Work;

/// Counts of the whole portfolio, for a book that so far holds only its first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Clients not archived.
    pub clients: usize,
    /// Of them by stage.
    pub stages: [usize; 5],
    /// Recommendations in their life before the client's decision.
    pub drafts: usize,
}

/// The portfolio.
#[derive(Debug, Clone, Default)]
pub struct Book {
    dossiers: IndexMap<ClientId, Dossier>,
    desk: Desk,
    revision: u64,
    seq: u64,
    partial: Option<Totals>,
}

impl Book {
    /// An empty portfolio.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A counter that grows with every change of the book: the key of every cached view.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The sequence number of the last transaction applied; 0 for a book that never saw one.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// Tells the book which transaction its loaded records stand at.
    pub const fn set_seq(&mut self, seq: u64) {
        self.seq = seq;
        self.revision += 1;
    }

    /// Tells the book that it takes the place of another: what was worked out from that one is stale, however
    /// few changes this one has seen.
    pub fn succeed(&mut self, other: &Self) {
        self.revision = self.revision.max(other.revision) + 1;
    }

    /// Makes room for `clients` more clients before a load.
    pub fn reserve(&mut self, clients: usize) {
        self.dossiers.reserve(clients);
    }

    /// Marks the book as holding only the first screen of a portfolio with these totals.
    pub const fn set_partial(&mut self, totals: Totals) {
        self.partial = Some(totals);
        self.revision += 1;
    }

    /// Totals of the whole portfolio while only its first screen is here; `None` once all is loaded.
    #[must_use]
    pub const fn partial(&self) -> Option<Totals> {
        self.partial
    }

    /// All that is known of a client.
    #[must_use]
    pub fn get(&self, id: ClientId) -> Option<&Dossier> {
        self.dossiers.get(&id)
    }

    /// The place of a client in [`all`](Self::all), to index lists by; it holds until the next change.
    #[must_use]
    pub fn place(&self, id: ClientId) -> Option<usize> {
        self.dossiers.get_index_of(&id)
    }

    /// What belongs to no single client.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The client itself.
    #[must_use]
    pub fn client(&self, id: ClientId) -> Option<&Client> {
        self.get(id).map(|d| &d.client)
    }

    /// A contact of a client.
    #[must_use]
    pub fn contact(&self, client: ClientId, id: ContactId) -> Option<&Contact> {
        self.get(client)?.contacts.iter().find(|c| c.id == id)
    }

    /// A recommendation of a client.
    #[must_use]
    pub fn recommendation(
        &self,
        client: ClientId,
        id: RecommendationId,
    ) -> Option<&Recommendation> {
        self.get(client)?
            .recommendations
            .iter()
            .find(|r| r.id == id)
    }

    /// Every dossier, archived ones included, in the order they were loaded.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Dossier> {
        self.dossiers.values()
    }

    /// Every dossier that is not archived.
    pub fn active(&self) -> impl Iterator<Item = &Dossier> {
        self.dossiers
            .values()
            .filter(|d| d.client.archived_at.is_none())
    }

    /// How many clients there are, archived ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.dossiers.len()
    }

    /// Whether there is no client at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dossiers.is_empty() && self.partial.is_none()
    }

    /// The totals a title shows: of the whole portfolio, loaded or not.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.partial.unwrap_or_else(|| {
            let mut totals = Totals::default();
            for dossier in self.active() {
                totals.clients += 1;
                totals.stages[dossier.stage().index()] += 1;
                totals.drafts += dossier.live_recommendations().count();
            }
            totals
        })
    }
}
