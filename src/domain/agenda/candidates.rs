//! One look at every dossier: who has a reason to be touched, and how weighty it is.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::agreed;
use super::cadence::{self, days};
use super::{DayFrame, Done, Minute, REPORT_WINDOW_DAYS, RETRY, effects, minute, problems};
use crate::domain::{Book, Cadence, Channel, ContactPolicy, Currency, Dossier, Life, Month, Tier};

/// Days a recommendation may lie with the client, and days without a talk, before a decision is asked for.
const DECISION_DAYS: i64 = 3;
/// What an effect to be looked at weighs; a rhythm just due weighs 1.
const EFFECT_WEIGHT: f64 = 0.1;
/// The rungs of silence (pain 4).
pub(super) const RUNGS: [u8; 3] = [30, 60, 90];

/// What brings a client to the list, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// A promise not kept in time.
    Overdue,
    /// A critical problem is open (A9).
    Critical,
    /// A promise for the day.
    Promised,
    /// A decision or an answer is awaited, or the agreed day has come.
    Decision,
    /// The planned touch is due.
    Planned,
    /// The rhythm, or silence of a key client.
    Cadence,
}

/// A client with a reason.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) class: Class,
    /// The promised hour, when it still lies ahead.
    pub(super) timed: Option<Time>,
    /// A promise for this very day: agreed with the client, days off included.
    pub(super) agreed: bool,
    /// The follow-up is due.
    pub(super) follow_up: bool,
    /// The rhythm is due.
    pub(super) cadence: bool,
    /// A decision is to be asked for.
    pub(super) decision: bool,
    /// What a recommendation gave is to be looked at.
    effect: bool,
    /// An agreement or a step of a checklist is due.
    pub(super) ledger: bool,
    /// A problem asks for a talk.
    pub(super) problem: bool,
    /// No earlier than this minute of the day: somebody who just did not answer.
    pub(super) not_before: Minute,
    /// How overdue it is, in intervals (cadence) or days.
    weight: f64,
    spend: i64,
}

impl Candidate<'_> {
    /// The channel of the plan, else the preferred one.
    pub(super) fn channel(&self) -> Channel {
        let planned = self.dossier.follow_up.as_deref().filter(|_| self.follow_up);
        planned
            .and_then(|f| f.channel)
            .unwrap_or_else(|| self.dossier.client.preferred().channel)
    }
}

/// What one pass over the book found.
pub(super) struct Scan<'a> {
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) done: Done,
}

impl<'a> Scan<'a> {
    pub(super) fn of(book: &'a Book, day: &DayFrame) -> Self {
        let bounds = Bounds::of(day);
        let mut scan = Self {
            candidates: Vec::new(),
            done: Done::default(),
        };
        for dossier in book.active() {
            if let Some(digest) = &dossier.digest
                && digest.last_any.is_some_and(|at| bounds.holds(at))
            {
                scan.done.count += 1;
                scan.done.minutes += u32::from(digest.last_minutes);
            }
            if let Some(candidate) = consider(dossier, day, &bounds) {
                scan.candidates.push(candidate);
            }
        }
        scan.weigh();
        scan
    }

    /// Multiplies the rhythm's lateness by tier and share of spend, within each currency.
    fn weigh(&mut self) {
        let mut sums: Vec<(Currency, i64, i64)> = Vec::new();
        let currency = |c: &Candidate<'_>| c.dossier.spend.as_ref().map(|s| s.currency);
        for c in &self.candidates {
            let Some(own) = currency(c) else { continue };
            match sums.iter_mut().find(|(known, ..)| *known == own) {
                Some((_, sum, n)) => {
                    *sum = sum.saturating_add(c.spend);
                    *n += 1;
                }
                None => sums.push((own, c.spend, 1)),
            }
        }
        for c in &mut self.candidates {
            let mean = currency(c)
                .and_then(|own| sums.iter().find(|(known, ..)| *known == own))
                .map_or(0.0, |(_, sum, n)| *sum as f64 / *n as f64);
            let share = if mean > 0.0 {
                (c.spend as f64 / mean).clamp(0.0, 9.0).sqrt()
            } else {
                0.0
            };
            let tier = match c.dossier.client.tier {
                Tier::A => 3.0,
                Tier::B => 1.5,
                Tier::C => 1.0,
            };
            c.weight *= tier * (1.0 + share);
        }
    }

    /// The `n` weightiest, in order; ties go by client id, so that equal books give equal plans.
    pub(super) fn best(&self, n: usize) -> Vec<&Candidate<'a>> {
        let order = |a: &&Candidate<'a>, b: &&Candidate<'a>| {
            (a.class.cmp(&b.class))
                .then(b.weight.total_cmp(&a.weight))
                .then(a.dossier.id().cmp(&b.dossier.id()))
        };
        let mut all: Vec<&Candidate<'a>> = self.candidates.iter().collect();
        if all.len() > n {
            all.select_nth_unstable_by(n, order);
            all.truncate(n);
        }
        all.sort_unstable_by(order);
        all
    }
}

/// The edges of the day in seconds, so that most clients are judged without a calendar.
struct Bounds {
    begin: i64,
    end: i64,
    month: Month,
    is_today: bool,
}

impl Bounds {
    fn of(day: &DayFrame) -> Self {
        let second = |date: Date| {
            day.own()
                .to_ambiguous_zoned(date.to_datetime(Time::midnight()))
                .compatible()
                .map_or(0, |at| at.timestamp().as_second())
        };
        let begin = second(day.date);
        Self {
            begin,
            end: day.date.tomorrow().map_or(begin + 86_400, second),
            month: Month::from(day.date),
            is_today: day.date == day.now.date(),
        }
    }

    fn holds(&self, at: Timestamp) -> bool {
        let second = at.as_second();
        self.begin <= second && second < self.end
    }
}

fn consider<'a>(dossier: &'a Dossier, day: &DayFrame, bounds: &Bounds) -> Option<Candidate<'a>> {
    let client = &dossier.client;
    if client.policy == ContactPolicy::DoNotCall {
        return None;
    }
    let digest = dossier.digest.as_deref();
    let last = digest.and_then(|d| d.last_real);
    let touched = last.is_some_and(|l| bounds.holds(l.at));
    let mut out = Candidate {
        dossier,
        class: Class::Cadence,
        timed: None,
        agreed: false,
        follow_up: false,
        cadence: false,
        decision: false,
        effect: false,
        ledger: false,
        problem: false,
        not_before: 0,
        weight: 0.0,
        spend: 0,
    };
    if let Some(plan) = dossier.follow_up.as_deref().filter(|f| f.date <= day.date) {
        let late = days(plan.date, day.date);
        let same_day = late == 0;
        // A promise for today stays open after a talk only when it was made in that talk, or is for later.
        let open = !touched
            || (plan.promised
                && same_day
                && last.is_some_and(|l| {
                    plan.set_at >= l.at
                        || plan
                            .time
                            .is_some_and(|t| t > day.own().to_datetime(l.at).time())
                }));
        let missed = bounds.is_today && plan.time.is_some_and(|t| t < day.now.time());
        if open && (plan.promised || client.policy != ContactPolicy::NewsOnly) {
            out.follow_up = true;
            out.agreed = plan.promised && same_day;
            out.weight = late as f64 + 1.0;
            out.class = match plan.promised {
                true if !same_day || missed => Class::Overdue,
                true => Class::Promised,
                false => Class::Planned,
            };
            // An hour that was set is kept, promised or only planned, unless it has passed.
            let ahead = same_day && !missed && day.date >= day.now.date();
            if ahead && matches!(out.class, Class::Promised | Class::Planned) {
                out.timed = plan.time;
            }
        }
    }
    if !touched && let Some((class, weight)) = agreed::due(dossier, day) {
        out.ledger = true;
        if !out.follow_up || class < out.class {
            out.class = class;
            out.weight = weight;
        }
    }
    if !touched && client.policy != ContactPolicy::NewsOnly {
        let parked = || {
            let journey = dossier.journey.as_deref();
            journey.is_some_and(|j| j.parked_on(day.date).is_some())
        };
        if let Some(weight) = decision(dossier, day, bounds) {
            out.decision = true;
            if !(out.follow_up || out.ledger) || out.class > Class::Decision {
                out.class = Class::Decision;
                out.weight = weight;
            }
        }
        if let Some((class, weight)) = trouble(dossier, day)
            && !parked()
        {
            out.problem = true;
            if !(out.follow_up || out.decision || out.ledger) || out.class > class {
                out.class = class;
                out.weight = weight;
            }
        }
        if let Some(weight) = rhythm(dossier, day, bounds)
            && !parked()
        {
            out.cadence = true;
            if !(out.follow_up || out.decision || out.problem || out.ledger) {
                out.weight = weight;
            }
        }
        if let Some(weight) = effect(dossier, day)
            && !parked()
        {
            out.effect = true;
            if !(out.follow_up || out.decision || out.problem || out.cadence || out.ledger) {
                out.weight = weight;
            }
        }
    }
    let any = out.follow_up || out.decision || out.problem || out.cadence;
    if !(any || out.ledger || out.effect) {
        return None;
    }
    if let Some(digest) = digest
        && digest.unanswered > 0
        && let Some(at) = digest.last_any.filter(|at| bounds.holds(*at))
    {
        out.not_before = minute(day.own().to_datetime(at).time()) + RETRY;
    }
    if let Some(spend) = &dossier.spend {
        let known = spend.window(bounds.month.plus(-1), 3).flatten();
        out.spend = known.fold(0, i64::saturating_add).max(0);
    }
    Some(out)
}

/// Whether the rhythm is due, as lateness in intervals.
fn rhythm(dossier: &Dossier, day: &DayFrame, bounds: &Bounds) -> Option<f64> {
    let client = &dossier.client;
    let every = match client.cadence {
        Cadence::Days(_) => cadence::every(client)?.max(1),
        Cadence::ReportWindow => {
            if day.date.day() > REPORT_WINDOW_DAYS {
                return None;
            }
            let due = cadence::due_date(dossier, day.date, day.own())?;
            return (due <= day.date).then_some(1.0);
        }
        // Without a rhythm only silence of a key client is a reason of its own.
        Cadence::Off if client.tier == Tier::A => i64::from(RUNGS[0]),
        Cadence::Off => return None,
    };
    // A day of slack: the calendar decides the cases near the edge.
    if let Some(last) = dossier.last_real()
        && last.as_second() + (every - 2) * 86_400 > bounds.end
    {
        return None;
    }
    let silent = days(cadence::counted_from(dossier, day.own()), day.date);
    (silent >= every).then(|| (silent as f64 / every as f64).min(6.0))
}

/// Whether a problem asks for a talk, how urgently: the number of what burns, or days an answer is late.
fn trouble(dossier: &Dossier, day: &DayFrame) -> Option<(Class, f64)> {
    let burning = problems::critical(dossier, day).count();
    if burning > 0 {
        return Some((Class::Critical, burning as f64));
    }
    problems::awaited(dossier, day)
        .map(|p| problems::late(p, day))
        .max()
        .map(|late| (Class::Decision, late.min(30) as f64 + 1.0))
}

/// Whether a decision is to be asked for, with its weight: days waiting.
fn decision(dossier: &Dossier, day: &DayFrame, bounds: &Bounds) -> Option<f64> {
    let mut waits: Option<i64> = None;
    for r in &dossier.recommendations {
        let second = match (r.life, r.until) {
            _ if r.archived_at.is_some() => continue,
            (Life::Accepted | Life::Postponed, Some(until)) if until <= day.date => {
                let late = days(until, day.date);
                // Talked about since: the day has done its work for now.
                let quiet = dossier.last_real().is_none_or(|at| {
                    let talked = day.own().to_datetime(at).date();
                    talked < until || days(talked, day.date) >= DECISION_DAYS
                });
                if quiet {
                    waits = Some(waits.unwrap_or(0).max(late + DECISION_DAYS));
                }
                continue;
            }
            (Life::Sent, None) => r.since().as_second(),
            (Life::Sent, Some(until)) if until <= day.date => r.since().as_second(),
            _ => continue,
        };
        let talked = dossier.last_real().map_or(second, Timestamp::as_second);
        let since = (bounds.end - second.max(talked)) / 86_400;
        if since >= DECISION_DAYS && !parked(dossier, day.date) {
            waits = Some(waits.unwrap_or(0).max((bounds.end - second) / 86_400));
        }
    }
    waits.map(|days| days.min(30) as f64)
}

/// Whether an effect is to be looked at, with its weight: behind every rhythm that is due, since nobody waits
/// for it. A fresh talk has had its chance.
fn effect(dossier: &Dossier, day: &DayFrame) -> Option<f64> {
    effects::due(dossier, day).first()?;
    let talked = dossier
        .last_real()
        .map(|at| day.own().to_datetime(at).date());
    let quiet = talked.is_none_or(|at| days(at, day.date) >= DECISION_DAYS);
    quiet.then_some(EFFECT_WEIGHT)
}

fn parked(dossier: &Dossier, date: Date) -> bool {
    dossier
        .journey
        .as_deref()
        .is_some_and(|j| j.parked_on(date).is_some())
}
