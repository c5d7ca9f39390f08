//! What each cycle of the work with a client gave (A13).
//!
//! A cycle lasts from entering its first stage to leaving its last; the present one has no end yet. What a
//! record says of its own cycle counts ([`Grounds::cycle`](crate::domain::Grounds), `Problem::cycle`); a
//! step of a record that does not say belongs to the cycle during which it was taken.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{Journey, Stage};
use crate::domain::{Currency, Dossier, Life, Month, ProblemLife, Recommendation, Verdict};

/// Months an average of spend is taken over.
const SPEND_MONTHS: usize = 3;

/// One cycle with what it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleSummary {
    /// Its number, from 1.
    pub cycle: u32,
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None`: it is under way.
    pub to: Option<Timestamp>,
    /// Whole days on each stage it passed, in the order first entered; returns to a stage add up.
    pub stages: Vec<(Stage, i64)>,
    /// Problems found in it.
    pub problems_found: usize,
    /// Problems solved during it, whenever they were found.
    pub problems_solved: usize,
    /// Recommendations written.
    pub written: usize,
    /// Of them, or of earlier ones: presented.
    pub sent: usize,
    /// Accepted by the client.
    pub accepted: usize,
    /// Declined by the client.
    pub declined: usize,
    /// Put in place.
    pub implemented: usize,
    /// Looked at afterwards, by verdict in the order of [`Verdict::ALL`].
    pub checked: [usize; 4],
    /// The currency of the two sums.
    pub currency: Currency,
    /// Average spend a month over the three full months before the one the cycle began in, minor units;
    /// months without data are left out, `None` when none is known.
    pub spend_before: Option<i64>,
    /// The same over the last three full months up to its end (up to today while it is under way), but none
    /// that counts as before: a cycle of a few weeks has no after.
    pub spend_after: Option<i64>,
    /// Touches during it, once the history was read.
    pub touches: Option<usize>,
}

impl CycleSummary {
    /// Whole days it lasted, up to `now` while it is under way.
    #[must_use]
    pub fn days(&self, now: Timestamp) -> i64 {
        whole_days(self.from, self.to.unwrap_or(now))
    }

    /// Recommendations looked at afterwards.
    #[must_use]
    pub fn checked_total(&self) -> usize {
        self.checked.iter().sum()
    }

    /// The change of average spend from before to after, percent.
    #[must_use]
    pub fn spend_change(&self) -> Option<f64> {
        let before = self.spend_before.filter(|sum| *sum > 0)?;
        Some((self.spend_after? as f64 / before as f64 - 1.0) * 100.0)
    }

    /// Whether a moment belongs to it. What was before the first cycle belongs to the first.
    fn holds(&self, at: Timestamp) -> bool {
        (self.cycle == 1 || at >= self.from) && self.to.is_none_or(|to| at < to)
    }
}

fn whole_days(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()).max(0) / 86_400
}

/// The cycles of a client, oldest first; there is always at least one. `now` gives the present moment and
/// the manager's zone, in which months begin.
#[must_use]
pub fn cycles(dossier: &Dossier, now: &Zoned) -> Vec<CycleSummary> {
    let mut out = spans(&dossier.journey(), now.timestamp());
    for summary in &mut out {
        problems(dossier, summary);
        advice(dossier, summary);
        spend(dossier, summary, now);
        summary.touches = dossier
            .touches
            .as_ref()
            .map(|touches| touches.iter().filter(|t| summary.holds(t.at)).count());
    }
    out
}

fn spans(journey: &Journey, now: Timestamp) -> Vec<CycleSummary> {
    let here = (journey.cycle, journey.stage, journey.entered_at, None);
    let past = journey.past.iter().map(|stay| {
        let left = Some(stay.left_at);
        (stay.cycle, stay.stage, stay.entered_at, left)
    });
    let mut out: Vec<CycleSummary> = Vec::new();
    for (cycle, stage, entered, left) in past.chain([here]) {
        if out.last().is_none_or(|last| last.cycle != cycle) {
            out.push(CycleSummary {
                cycle,
                from: entered,
                to: None,
                stages: Vec::new(),
                problems_found: 0,
                problems_solved: 0,
                written: 0,
                sent: 0,
                accepted: 0,
                declined: 0,
                implemented: 0,
                checked: [0; 4],
                currency: Currency::RUB,
                spend_before: None,
                spend_after: None,
                touches: None,
            });
        }
        let Some(last) = out.last_mut() else { continue };
        last.to = left;
        let days = whole_days(entered, left.unwrap_or(now));
        match last.stages.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += days,
            None => last.stages.push((stage, days)),
        }
    }
    out
}

fn problems(dossier: &Dossier, summary: &mut CycleSummary) {
    for problem in &dossier.work().problems {
        summary.problems_found += usize::from(problem.cycle == summary.cycle);
        let solved = problem.steps.iter().rev().find(|s| !s.life.is_open());
        // Solved, then opened again, is not solved.
        if matches!(problem.life, ProblemLife::Solved | ProblemLife::Verified)
            && solved.is_some_and(|s| summary.holds(s.at))
        {
            summary.problems_solved += 1;
        }
    }
}

fn advice(dossier: &Dossier, summary: &mut CycleSummary) {
    for r in &dossier.recommendations {
        let own = r.grounds().cycle;
        let mine = |at: Timestamp| match own {
            0 => summary.holds(at),
            cycle => cycle == summary.cycle,
        };
        let reached = |life: Life| r.steps.iter().any(|s| s.life == life && mine(s.at));
        let written = mine(r.created_at);
        let sent = reached(Life::Sent);
        let accepted = reached(Life::Accepted);
        let declined = r.life == Life::Declined && reached(Life::Declined);
        let implemented = reached(Life::Implemented);
        let verdict = verdict(r).filter(|_| reached(Life::Checked));
        summary.written += usize::from(written);
        summary.sent += usize::from(sent);
        summary.accepted += usize::from(accepted);
        summary.declined += usize::from(declined);
        summary.implemented += usize::from(implemented);
        if let Some(count) = verdict.and_then(|place| summary.checked.get_mut(place)) {
            *count += 1;
        }
    }
}

/// The place of the verdict; a check without a record of its own is unclear.
fn verdict(r: &Recommendation) -> Option<usize> {
    if r.life != Life::Checked {
        return None;
    }
    let verdict = r.check.as_ref().map_or(Verdict::Unclear, |c| c.verdict);
    Verdict::ALL.iter().position(|v| *v == verdict)
}

fn spend(dossier: &Dossier, summary: &mut CycleSummary, now: &Zoned) {
    let Some(spend) = dossier.spend.as_deref() else {
        return;
    };
    summary.currency = spend.currency;
    let zone = now.time_zone();
    let begun = month(summary.from, zone);
    let ended = summary
        .to
        .map_or_else(|| month(now.timestamp(), zone), |to| month(to, zone));
    summary.spend_before = mean(spend.window(begun.plus(-1), SPEND_MONTHS).flatten());
    let after = spend.window(ended.plus(-1), SPEND_MONTHS);
    let first = ended.plus(-3);
    summary.spend_after = mean(
        (0..)
            .zip(after)
            .filter(|(i, _)| first.plus(*i) >= begun)
            .filter_map(|(_, amount)| amount),
    );
}

fn month(at: Timestamp, zone: &TimeZone) -> Month {
    Month::from(at.to_zoned(zone.clone()).date())
}

fn mean(amounts: impl Iterator<Item = i64>) -> Option<i64> {
    let known: Vec<i64> = amounts.collect();
    let sum = known.iter().fold(0_i64, |sum, a| sum.saturating_add(*a));
    sum.checked_div(i64::try_from(known.len()).ok()?)
}

#[cfg(test)]
mod tests;
