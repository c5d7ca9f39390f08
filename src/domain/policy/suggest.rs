//! Suggestions: whom to leave in peace, whom to talk to more again, whom to ask.

use jiff::Zoned;
use jiff::civil::Date;

use super::signals::{self, Signal, day, signals};
use crate::domain::calendar::days;
use crate::domain::{Book, Cadence, Client, ClientId, ContactPolicy, ContactTerms, Dossier, Side};

/// Points from which less contact is suggested: two signals, or one strong one.
pub const ENOUGH: u8 = 2;
/// Points from which news alone is suggested at once.
const PLENTY: u8 = 4;
/// Points for a client without a rhythm: there is no rhythm to halve, so the step is a larger one.
const WITHOUT_RHYTHM: u8 = 3;
/// Days in which a suggestion turned down is not repeated, unless the signals weigh more by then.
pub const KEPT_DAYS: i64 = 90;
/// Days of the beginning, when silence means nothing yet (C11).
const ONBOARDING_DAYS: i64 = 60;
/// Days for which a contact the client began speaks for more of it.
const FRESH_DAYS: i64 = 90;

/// A change of policy that the record speaks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// For whom.
    pub client: ClientId,
    /// The policy it has.
    pub from: ContactPolicy,
    /// The policy that would suit.
    pub to: ContactPolicy,
    /// Why; never empty.
    pub signals: Vec<Signal>,
    /// What the signals weigh, points.
    pub score: u8,
    /// Calls a month it returns; negative: it takes some.
    pub calls: f64,
}

impl Suggestion {
    /// Minutes a month it returns at so many minutes a call; negative: it takes some.
    #[must_use]
    pub fn minutes(&self, call_minutes: u16) -> i64 {
        (self.calls * f64::from(call_minutes)).round() as i64
    }

    /// Whether it leaves the client less contact.
    #[must_use]
    pub fn is_downgrade(&self) -> bool {
        super::is_downgrade(self.from, self.to)
    }
}

/// A client whose half a year is over: ask whether it still suits.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Whom.
    pub client: ClientId,
    /// The policy it has.
    pub policy: ContactPolicy,
    /// What to propose: more contact when the record speaks for it, else the same.
    pub proposed: ContactPolicy,
    /// The day it was to be asked.
    pub due: Date,
    /// What speaks for more contact; may be empty.
    pub signals: Vec<Signal>,
}

/// Calls a month a rhythm brings under a policy.
#[must_use]
pub fn calls_per_month(client: &Client, policy: ContactPolicy) -> f64 {
    let often = match client.cadence {
        Cadence::Off => 0.0,
        Cadence::Days(days) => 30.0 / f64::from(days.max(1)),
        Cadence::ReportWindow => 1.0,
    };
    match policy {
        ContactPolicy::Full => often,
        ContactPolicy::Reduced => often / 2.0,
        ContactPolicy::NewsOnly | ContactPolicy::DoNotCall => 0.0,
    }
}

/// What the signals of a client weigh today, points.
#[must_use]
pub fn score(dossier: &Dossier, now: &Zoned) -> u8 {
    weigh(&signals(dossier, now))
}

fn weigh(signals: &[Signal]) -> u8 {
    signals.iter().map(|signal| signal.weight()).sum()
}

/// Something is owed: less contact would leave it undone.
fn owed(dossier: &Dossier) -> bool {
    let work = dossier.work();
    (dossier.follow_up.as_ref()).is_some_and(|f| f.promised)
        || work
            .promises
            .iter()
            .any(|p| p.is_open() && p.side == Side::Ours)
        || work.requests.iter().any(|r| r.owes_answer())
        || dossier.burning_problems() > 0
}

/// What the record speaks for today, if anything.
#[must_use]
pub fn suggestion(dossier: &Dossier, now: &Zoned) -> Option<Suggestion> {
    let terms = dossier.work().terms.as_deref();
    match dossier.client.policy {
        ContactPolicy::Full | ContactPolicy::Reduced => less(dossier, terms, now),
        ContactPolicy::NewsOnly => more(dossier, terms, now),
        ContactPolicy::DoNotCall => None,
    }
}

/// Whether a suggestion of these points was turned down lately.
fn kept(terms: Option<&ContactTerms>, score: u8, today: Date) -> bool {
    let Some((terms, on)) = terms.and_then(|t| Some((t, t.kept_on?))) else {
        return false;
    };
    days(on, today) < KEPT_DAYS && score <= terms.kept_score
}

fn less(dossier: &Dossier, terms: Option<&ContactTerms>, now: &Zoned) -> Option<Suggestion> {
    let today = now.date();
    let client = &dossier.client;
    // The cheap looks first: this runs over the whole portfolio.
    if dossier.digest.is_none() && dossier.recommendations.is_empty() {
        return None;
    }
    let found = signals(dossier, now);
    let score = weigh(&found);
    if score < ENOUGH
        || days(dossier.known_since(now.time_zone()), today) <= ONBOARDING_DAYS
        || kept(terms, score, today)
        || owed(dossier)
    {
        return None;
    }
    let to = match (client.policy, client.cadence) {
        (ContactPolicy::Full, Cadence::Off) if score < WITHOUT_RHYTHM => return None,
        (ContactPolicy::Full, Cadence::Days(_) | Cadence::ReportWindow) if score < PLENTY => {
            ContactPolicy::Reduced
        }
        _ => ContactPolicy::NewsOnly,
    };
    Some(Suggestion {
        client: client.id,
        from: client.policy,
        to,
        signals: found,
        score,
        calls: calls_per_month(client, client.policy) - calls_per_month(client, to),
    })
}

/// A client of news only that began a contact by itself, since that was agreed and not long ago.
fn more(dossier: &Dossier, terms: Option<&ContactTerms>, now: &Zoned) -> Option<Suggestion> {
    let today = now.date();
    let client = &dossier.client;
    let on = day(dossier.digest.as_ref()?.last_inbound?, now.time_zone());
    let after = |day: Option<Date>| day.is_none_or(|day| on > day);
    if days(on, today) > FRESH_DAYS
        || !after(terms.and_then(|t| t.policy_since))
        || !after(terms.and_then(|t| t.kept_on))
        || terms.is_some_and(|t| is_due(t, today))
    {
        return None;
    }
    let mut found = terms.map_or_else(Vec::new, |t| signals::warming(dossier, t, now));
    if found.is_empty() {
        found.push(Signal::Inbound(on));
    }
    let to = ContactPolicy::Reduced;
    Some(Suggestion {
        client: client.id,
        from: client.policy,
        to,
        signals: found,
        score: 0,
        calls: -calls_per_month(client, to),
    })
}

/// What the record of every client speaks for: less contact first, by what the signals weigh and what it
/// returns; then more. One pass over the portfolio; equal inputs give equal lists.
#[must_use]
pub fn suggestions(book: &Book, now: &Zoned) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = book
        .active()
        .filter_map(|dossier| suggestion(dossier, now))
        .collect();
    all.sort_by(|a, b| {
        (b.is_downgrade().cmp(&a.is_downgrade()))
            .then_with(|| b.score.cmp(&a.score))
            .then_with(|| b.calls.total_cmp(&a.calls))
            .then_with(|| a.client.cmp(&b.client))
    });
    all
}

fn is_due(terms: &ContactTerms, today: Date) -> bool {
    terms.ask_again.is_some_and(|day| day <= today)
}

/// One step towards more contact.
const fn up(policy: ContactPolicy) -> ContactPolicy {
    match policy {
        ContactPolicy::Full | ContactPolicy::Reduced => ContactPolicy::Full,
        ContactPolicy::NewsOnly => ContactPolicy::Reduced,
        ContactPolicy::DoNotCall => ContactPolicy::NewsOnly,
    }
}

/// Clients to be asked whether their policy still suits, those the record speaks for first, then the
/// longest due. Who is to get still less is a [`Suggestion`], not asked here.
#[must_use]
pub fn reviews(book: &Book, now: &Zoned) -> Vec<Review> {
    let due = |dossier: &Dossier| {
        let terms = dossier.work().terms.as_deref()?;
        let policy = dossier.client.policy;
        if policy == ContactPolicy::Full
            || !is_due(terms, now.date())
            || suggestion(dossier, now).is_some()
        {
            return None;
        }
        let signals = signals::warming(dossier, terms, now);
        Some(Review {
            client: dossier.id(),
            policy,
            proposed: if signals.is_empty() {
                policy
            } else {
                up(policy)
            },
            due: terms.ask_again?,
            signals,
        })
    };
    let mut all: Vec<Review> = book.active().filter_map(due).collect();
    all.sort_by_key(|r| (r.signals.is_empty(), r.due, r.client));
    all
}
