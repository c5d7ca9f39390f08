//! News, promotions and changes to tell clients about, and who was told (A22, C26).

use jiff::Timestamp;
use jiff::civil::Date;

use super::terms::terms;
use super::{ClientId, Expertise, NewsId};

terms! {
    /// What kind of news.
    #[derive(Default)]
    pub enum NewsKind {
        /// A new product or possibility.
        #[default]
        Product = 1, "product";
        /// A promotion with an end.
        Promotion = 2, "promotion";
        /// A change of rules or of the service.
        Change = 3, "change";
    }
}

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Its identity.
    pub id: NewsId,
    /// Its title.
    pub title: String,
    /// The words to say or send.
    pub text: String,
    /// The same for whoever speaks the terms of the trade (A23); empty: the same words.
    pub expert: String,
    /// What kind.
    pub kind: NewsKind,
    /// Whom it is for: a query; empty: everybody who agreed to news.
    pub query: String,
    /// Since when it may be told.
    pub from: Date,
    /// The last day it holds.
    pub until: Option<Date>,
    /// Who was told, and when.
    pub told: Vec<(ClientId, Timestamp)>,
    /// When it was written down.
    pub made_at: Timestamp,
    /// When it was put away.
    pub closed_at: Option<Timestamp>,
}

impl News {
    /// The words in the language of a client (A23).
    #[must_use]
    pub fn words_for(&self, expertise: Expertise) -> &str {
        if expertise.speaks_terms() && !self.expert.is_empty() {
            &self.expert
        } else {
            &self.text
        }
    }

    /// Whether it is to be told on this day.
    #[must_use]
    pub fn is_live(&self, today: Date) -> bool {
        self.closed_at.is_none()
            && self.from <= today
            && self.until.is_none_or(|until| today <= until)
    }

    /// When a client was told.
    #[must_use]
    pub fn told_to(&self, client: ClientId) -> Option<Timestamp> {
        let found = self.told.iter().find(|(told, _)| *told == client);
        found.map(|(_, at)| *at)
    }
}
