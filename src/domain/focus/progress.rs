//! How far the work on a segment has come.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Book, ClientId, Cohort, Life, Month};

/// Counts over the members of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Members to be worked: in it, not held out, not archived.
    pub to_work: usize,
    /// Of them those we really talked to since the freeze.
    pub worked: usize,
    /// Of the others those we only tried to reach since.
    pub tried: usize,
    /// Of those to be worked, clients that turned to us themselves since.
    pub wrote: usize,
    /// Recommendations they accepted since.
    pub accepted: usize,
    /// Members deliberately not worked.
    pub held_out: usize,
    /// Of them worked all the same: they prove nothing any more and are counted apart.
    pub spoilt: usize,
    /// Members that left, with a reason.
    pub left: usize,
    /// Members in the archive.
    pub archived: usize,
    /// Members without any spend before the freeze: they cannot be compared.
    pub without_spend: usize,
}

/// Counts the members of a cohort as the book knows them now.
#[must_use]
pub fn progress(cohort: &Cohort, book: &Book) -> Progress {
    let mut sum = Progress::default();
    for member in &cohort.members {
        if member.left.is_some() {
            sum.left += 1;
            continue;
        }
        let Some(dossier) = book.get(member.client) else {
            continue;
        };
        if dossier.client.archived_at.is_some() {
            sum.archived += 1;
            continue;
        }
        sum.without_spend += usize::from(member.base <= 0);
        if member.held_out {
            sum.held_out += 1;
            sum.spoilt += usize::from(member.worked_at.is_some());
            continue;
        }
        sum.to_work += 1;
        let since = member.joined_at.unwrap_or(cohort.frozen_at);
        let digest = dossier.digest.as_deref();
        if member.worked_at.is_some() {
            sum.worked += 1;
        } else if digest.is_some_and(|d| d.unanswered > 0 && d.last_any >= Some(since)) {
            sum.tried += 1;
        }
        sum.wrote += usize::from(digest.is_some_and(|d| d.last_inbound >= Some(since)));
        let accepted = dossier.recommendations.iter().filter(|r| {
            let mut steps = r.steps.iter();
            steps.any(|s| s.life == Life::Accepted && s.at >= since)
        });
        sum.accepted += accepted.count();
    }
    sum
}

/// Worked members and all to be worked, nothing else: for a line that is drawn with every key.
#[must_use]
pub fn tally(cohort: &Cohort, book: &Book) -> (usize, usize) {
    let to_work = cohort.members.iter().filter(|member| {
        let client = book.client(member.client);
        let here = client.is_some_and(|c| c.archived_at.is_none());
        here && member.left.is_none() && !member.held_out
    });
    to_work.fold((0, 0), |(worked, all), member| {
        (worked + usize::from(member.worked_at.is_some()), all + 1)
    })
}

/// Who would be in a segment now and is not, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Clients the query finds now that are not members.
    pub entered: Vec<ClientId>,
    /// Members the query no longer finds.
    pub gone: Vec<ClientId>,
}

/// Sets the members against those its query finds now.
#[must_use]
pub fn drift(cohort: &Cohort, found: &[ClientId]) -> Drift {
    let members: HashSet<ClientId> = cohort.members.iter().map(|m| m.client).collect();
    let now: HashSet<ClientId> = found.iter().copied().collect();
    let live = cohort.members.iter().filter(|m| m.left.is_none());
    Drift {
        entered: (found.iter().copied())
            .filter(|id| !members.contains(id))
            .collect(),
        gone: live
            .map(|m| m.client)
            .filter(|id| !now.contains(id))
            .collect(),
    }
}

/// Whether a contact on a day still says who was worked: up to the end of the longest window, closed or not, so that a
/// comparison made later knows whom we talked to meanwhile.
#[must_use]
pub fn observes(cohort: &Cohort, day: Date, zone: &TimeZone) -> bool {
    Month::from(day).0 <= super::before_outcome(cohort, zone).0 + super::WINDOWS
}
