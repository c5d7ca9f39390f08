//! Presentations sent.

use serde::{Deserialize, Serialize};

use super::{Id, Text, text};
use crate::domain as d;
use crate::domain::{ClientId, DeckId, RecommendationId};
use crate::store::codec::{At, RowError};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Deck<'a> {
    id: Id,
    client: Id,
    sent_at: At,
    title: Text<'a>,
    recommendations: Vec<Id>,
    file: Text<'a>,
    seconds: u32,
}

impl<'a> From<&'a d::Deck> for Deck<'a> {
    fn from(deck: &'a d::Deck) -> Self {
        Self {
            id: deck.id.bytes(),
            client: deck.client.bytes(),
            sent_at: deck.sent_at.into(),
            title: text(&deck.title),
            recommendations: deck.recommendations.iter().map(|r| r.bytes()).collect(),
            file: text(&deck.file),
            seconds: deck.seconds,
        }
    }
}

impl TryFrom<Deck<'_>> for d::Deck {
    type Error = RowError;
    fn try_from(deck: Deck<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: DeckId::from_bytes(deck.id),
            client: ClientId::from_bytes(deck.client),
            sent_at: deck.sent_at.try_into()?,
            title: deck.title.into_owned(),
            recommendations: deck
                .recommendations
                .into_iter()
                .map(RecommendationId::from_bytes)
                .collect(),
            file: deck.file.into_owned(),
            seconds: deck.seconds,
        })
    }
}
