//! What came in and waits: its order, its promise, the fires of the day, how fast we react, what is due now
//! (B7, D8, D13, E32–E35).

mod due;
mod fires;
mod incidents;
mod speed;

use jiff::Timestamp;

use super::{Book, Dossier, Request, RequestKind, RequestLife};

pub use due::{Due, What, due};
pub use fires::{FireLine, fire_line, next_slot, open_fires, slot_ahead, victims};
pub use incidents::{AnomalyMark, incidents};
pub use speed::{BINS, Bin, ClientSpeed, DAYS, Speed, market_within, speed};

/// How the promise of an answer stands (E33).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was promised, or nothing is awaited any more.
    Free,
    /// So many minutes of the wall clock are left; 0 in the last minute.
    Left(i64),
    /// So many minutes of the wall clock late.
    Late(i64),
    /// We reacted in time.
    Kept,
    /// We reacted too late.
    Broken,
}

/// How the promise of a request stands now: the first reaction settles it.
#[must_use]
pub fn standing(request: &Request, now: Timestamp) -> Standing {
    let Some(due) = request.due_at else {
        return Standing::Free;
    };
    if let Some(reacted) = request.reacted_at {
        return if reacted <= due {
            Standing::Kept
        } else {
            Standing::Broken
        };
    }
    if !request.is_open() {
        return Standing::Free;
    }
    let left = due.duration_since(now).as_secs();
    if left >= 0 {
        Standing::Left(left / 60)
    } else {
        Standing::Late(-left / 60)
    }
}

/// Minutes since it came in, 0 when the clock says it is still to come (a clock set back).
#[must_use]
pub fn age_minutes(request: &Request, now: Timestamp) -> i64 {
    now.duration_since(request.received_at).as_mins().max(0)
}

/// The latest moment something of this client is on record for, when it lies ahead of now: the clock was set
/// back, and ages and silence are not known until it is right again.
#[must_use]
pub fn ahead_of(dossier: &Dossier, now: Timestamp) -> Option<Timestamp> {
    let touched = dossier.digest.as_deref().and_then(|d| d.last_any);
    let came = dossier.work().requests.iter().map(|r| r.received_at);
    came.chain(touched).filter(|at| *at > now).max()
}

/// [`ahead_of`] over all clients not archived.
#[must_use]
pub fn clock_back(book: &Book, now: Timestamp) -> Option<Timestamp> {
    book.active().filter_map(|d| ahead_of(d, now)).max()
}

/// A request with its client.
pub type Item<'b> = (&'b Dossier, &'b Request);

/// What of a kind waits at clients not archived, what is to be done first on top: answers that lie here and
/// not with the client, then what burns past the slots, then promises by their end, then the oldest. Ideas:
/// the latest first.
#[must_use]
pub fn open(book: &Book, kind: RequestKind) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = all(book)
        .filter(|(_, r)| r.kind == kind && r.is_open())
        .collect();
    if kind == RequestKind::Idea {
        items.sort_by_key(|(_, r)| std::cmp::Reverse((r.received_at, r.id)));
        return items;
    }
    items.sort_by_key(|(_, r)| {
        let half = r.life != RequestLife::Answered;
        let due = r.due_at.filter(|_| r.reacted_at.is_none());
        let slot = r.slot.filter(|_| !r.urgent);
        (
            half,
            !r.urgent,
            slot,
            due.is_none(),
            due,
            r.received_at,
            r.id,
        )
    });
    items
}

/// What of a kind was closed, the latest first, at most `most`.
#[must_use]
pub fn closed(book: &Book, kind: RequestKind, most: usize) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = all(book)
        .filter(|(_, r)| r.kind == kind && !r.is_open())
        .collect();
    let ended = |r: &Request| r.steps.last().map_or(r.received_at, |step| step.at);
    items.sort_by_key(|(_, r)| std::cmp::Reverse((ended(r), r.id)));
    items.truncate(most);
    items
}

/// How many of each kind wait, in the order of [`RequestKind::ALL`].
#[must_use]
pub fn counts(book: &Book) -> [usize; 5] {
    let mut counts = [0; 5];
    for (_, request) in all(book).filter(|(_, r)| r.is_open()) {
        let place = RequestKind::ALL.iter().position(|k| *k == request.kind);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    counts
}

/// Everything that came in at clients not archived.
fn all(book: &Book) -> impl Iterator<Item = Item<'_>> {
    book.active()
        .flat_map(|dossier| dossier.work().requests.iter().map(move |r| (dossier, r)))
}

#[cfg(test)]
mod tests;
