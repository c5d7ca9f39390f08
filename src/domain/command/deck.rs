//! Sending a presentation.

use jiff::Zoned;

use super::advance::rests;
use super::{Env, RuleError, live};
use crate::domain::slides::{self, Held, Refusal};
use crate::domain::{
    Book, Change, ClientId, Deck, Intent, Life, LifeStep, Recommendation, RecommendationId,
    Transaction,
};

/// What a presentation of these recommendations would send, in this order: to be asked before its file is
/// written, since a file already handed on cannot be taken back.
///
/// # Errors
/// What sending it would answer; a recommendation that rests after refusals is named (A18).
pub fn sendable<'b>(
    client: ClientId,
    recommendations: &[RecommendationId],
    book: &'b Book,
    now: &Zoned,
) -> Result<Vec<&'b Recommendation>, RuleError> {
    let dossier = live(book, client)?;
    let sent = slides::presentable(dossier, recommendations)?;
    for one in sent.iter().filter(|r| r.life == Life::Ready) {
        if let Some(until) = rests(dossier, Some(one), one.grounds().rule.as_deref(), now) {
            let held = Held::Resting(until);
            return Err(Refusal::HeldBack(one.title.clone(), held).into());
        }
    }
    Ok(sent)
}

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
    let sent = sendable(client, recommendations, book, env.now)?;
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
