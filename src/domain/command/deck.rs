//! Sending a presentation.

use super::{Env, RuleError, live};
use crate::domain::{
    Book, Change, ClientId, Deck, Intent, Life, LifeStep, RecommendationId, Transaction, slides,
};

pub(super) fn send(
    client: ClientId,
    recommendations: &[RecommendationId],
    title: String,
    file: String,
    seconds: u32,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let sent = slides::presentable(dossier, recommendations)?;
    let at = env.now.timestamp();
    let deck = Deck {
        id: env.ids.next(at),
        client,
        sent_at: at,
        title,
        recommendations: sent.iter().map(|r| r.id).collect(),
        file,
        seconds,
    };
    let name = dossier.client.name.clone();
    let mut tx = Transaction::new(Intent::SendDeck, at, Some(client), name);
    for before in sent {
        let mut after = before.clone();
        after.deck = Some(deck.id);
        // What the client has already seen keeps its place: only the presentation it was last in changes.
        if before.life == Life::Ready {
            after.life = Life::Sent;
            after.steps.push(LifeStep {
                life: Life::Sent,
                at,
                note: String::new(),
            });
        }
        tx.push(Change::replace(Some(before.clone()), after));
    }
    tx.push(Change::create(deck));
    Ok(tx)
}
