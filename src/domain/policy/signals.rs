//! What tells that a client wants less contact, or more again.
//!
//! | signal                                    | weighs 1 | weighs 2 (strong) |
//! |-------------------------------------------|----------|-------------------|
//! | attempts in a row without an answer       | 3        | 5                 |
//! | recommendations declined in a row         | 2        | 4                 |
//! | curt talks in a row                       | 2        | 4                 |
//! | months without a word from the client     | 6        | never alone       |
//! | recommendations put to it, none accepted  | 5        | 8                 |
//!
//! Silence alone never weighs 2: most clients of a large portfolio do not begin a talk, and are glad of one.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::domain::calendar::days;
use crate::domain::{ContactTerms, Dossier, Life, Month};

/// Days a recommendation lies with the client before no answer counts as one.
const ANSWER_DAYS: i64 = 30;
/// Percent by which spend has grown when it says something.
const GREW: u16 = 20;

/// One thing the record tells about the wish for contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// So many attempts in a row were not answered.
    Unanswered(u16),
    /// So many recommendations in a row were declined.
    Declined(u16),
    /// So many talks in a row were marked as curt.
    Curt(u16),
    /// The client has not begun a contact for so many months.
    NoInbound(u16),
    /// So many recommendations were put to the client, and none was ever accepted.
    NothingAccepted(u16),
    /// The client began a contact by itself on this day.
    Inbound(Date),
    /// Spend has grown by so many percent since less contact was agreed.
    SpendGrew(u16),
}

impl Signal {
    /// The stable name, as scripts read it and language files know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unanswered(_) => "unanswered",
            Self::Declined(_) => "declined",
            Self::Curt(_) => "curt",
            Self::NoInbound(_) => "no-inbound",
            Self::NothingAccepted(_) => "nothing-accepted",
            Self::Inbound(_) => "inbound",
            Self::SpendGrew(_) => "spend-grew",
        }
    }

    /// What it weighs towards less contact, `0..=2` points.
    #[must_use]
    pub const fn weight(self) -> u8 {
        const fn grade(n: u16, one: u16, two: u16) -> u8 {
            (n >= one) as u8 + (n >= two) as u8
        }
        match self {
            Self::Unanswered(n) => grade(n, 3, 5),
            Self::Declined(n) | Self::Curt(n) => grade(n, 2, 4),
            Self::NoInbound(months) => grade(months, 6, u16::MAX),
            Self::NothingAccepted(n) => grade(n, 5, 8),
            Self::Inbound(_) | Self::SpendGrew(_) => 0,
        }
    }
}

/// The day of a moment on the manager's calendar, which what was agreed is kept by.
pub(super) fn day(at: Timestamp, own: &TimeZone) -> Date {
    own.to_datetime(at).date()
}

/// The signals that weigh towards less contact, the weightiest first.
#[must_use]
pub fn signals(dossier: &Dossier, now: &Zoned) -> Vec<Signal> {
    let own = now.time_zone();
    let mut found = Vec::new();
    if let Some(digest) = &dossier.digest {
        found.push(Signal::Unanswered(digest.unanswered));
        found.push(Signal::Curt(u16::from(digest.curt)));
        // A client nobody ever tried is not silent, it is unknown.
        if digest.count > 0 {
            let from = digest
                .last_inbound
                .map_or_else(|| dossier.known_since(own), |at| day(at, own));
            let months = days(from, now.date()).max(0) / 30;
            found.push(Signal::NoInbound(u16::try_from(months).unwrap_or(u16::MAX)));
        }
    }
    found.push(Signal::Declined(declined_in_a_row(dossier)));
    found.extend(nothing_accepted(dossier, now));
    found.retain(|signal| signal.weight() > 0);
    found.sort_by_key(|signal| std::cmp::Reverse(signal.weight()));
    found
}

/// Refusals since the last yes, over all recommendations, put away ones included. Postponed is no decision.
fn declined_in_a_row(dossier: &Dossier) -> u16 {
    let steps = dossier.recommendations.iter().flat_map(|r| &r.steps);
    let mut decisions: Vec<(Timestamp, bool)> = steps
        .filter_map(|step| match step.life {
            Life::Declined => Some((step.at, false)),
            Life::Accepted | Life::Implemented | Life::Checked => Some((step.at, true)),
            _ => None,
        })
        .collect();
    decisions.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
    let row = decisions.iter().take_while(|(_, yes)| !yes).count();
    u16::try_from(row).unwrap_or(u16::MAX)
}

/// Recommendations the client has had time for, when it never took one.
fn nothing_accepted(dossier: &Dossier, now: &Zoned) -> Option<Signal> {
    let mut put = 0_u16;
    for recommendation in &dossier.recommendations {
        let mut heard = false;
        for step in &recommendation.steps {
            match step.life {
                Life::Accepted | Life::Implemented | Life::Checked => return None,
                Life::Declined => heard = true,
                Life::Sent => {
                    heard |= days(day(step.at, now.time_zone()), now.date()) >= ANSWER_DAYS;
                }
                Life::Draft | Life::Ready | Life::Postponed => {}
            }
        }
        put = put.saturating_add(u16::from(heard));
    }
    (put > 0).then_some(Signal::NothingAccepted(put))
}

/// What tells that a client left in peace may want more again: it began a contact since, or spends more.
#[must_use]
pub fn warming(dossier: &Dossier, terms: &ContactTerms, now: &Zoned) -> Vec<Signal> {
    let mut found = Vec::new();
    let Some(since) = terms.policy_since else {
        return found;
    };
    let inbound = dossier.digest.as_ref().and_then(|d| d.last_inbound);
    let on = inbound.map(|at| day(at, now.time_zone()));
    if let Some(on) = on.filter(|on| *on > since) {
        found.push(Signal::Inbound(on));
    }
    found.extend(spend_grew(dossier, since, now.date()).map(Signal::SpendGrew));
    found
}

/// Percent by which the mean of the last three closed months exceeds that of the three before `since`.
fn spend_grew(dossier: &Dossier, since: Date, today: Date) -> Option<u16> {
    let spend = dossier.spend.as_deref()?;
    let mean = |end: Month| {
        let known: Vec<i64> = spend.window(end, 3).flatten().collect();
        let sum: i128 = known.iter().map(|minor| i128::from(*minor)).sum();
        (!known.is_empty()).then(|| sum as f64 / known.len() as f64)
    };
    let (then, now) = (Month::from(since).plus(-1), Month::from(today).plus(-1));
    // Both stretches must be apart, else a month would be compared with itself.
    if now < then.plus(3) {
        return None;
    }
    let before = mean(then).filter(|mean| *mean > 0.0)?;
    let percent = (mean(now)? / before - 1.0) * 100.0;
    (percent >= f64::from(GREW)).then(|| percent.round().min(999.0) as u16)
}
