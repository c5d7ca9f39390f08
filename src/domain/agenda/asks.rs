//! What asks for a touch of one client on the day, and how urgently: one slot a kind.

use jiff::Timestamp;
use jiff::civil::Time;

use super::cadence;
use super::candidates::{Bounds, Class};
use super::desk::{Around, Hand};
use super::{DayFrame, REPORT_WINDOW_DAYS, agreed, courtesy, effects, problems, requests};
use crate::domain::calendar::days;
use crate::domain::recommendation::check::FULL_DAYS;
use crate::domain::{Cadence, ContactPolicy, Dossier, LastTouch, Life, Tier};

/// Days a recommendation may lie with the client, and days without a talk, before a decision is asked for.
pub(super) const DECISION_DAYS: i64 = 3;
/// Days for which an effect to be looked at brings its client by itself.
const EFFECT_DAYS: i64 = 14;
/// What an effect to be looked at weighs; a rhythm just due weighs 1.
const EFFECT_WEIGHT: f64 = 0.1;
/// What the wish of the manager weighs among what was planned: more than any delay.
const BY_HAND: f64 = 100.0;
/// The rungs of silence (pain 4).
pub(super) const RUNGS: [u8; 3] = [30, 60, 90];

/// A kind of reason to be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// The follow-up is due.
    FollowUp,
    /// An agreement or a step of a checklist is due.
    Ledger,
    /// An answer of ours is owed.
    Answer,
    /// Something burns.
    Fire,
    /// A figure went wrong.
    Incident,
    /// A problem asks for a talk.
    Problem,
    /// A decision is to be asked for.
    Decision,
    /// The manager took the client in.
    ByHand,
    /// The rhythm is due.
    Cadence,
    /// In the focus of the month, not worked yet.
    Focus,
    /// A check point of the first two months.
    CheckPoint,
    /// News for a client who only wants news.
    News,
    /// What a recommendation gave is to be looked at.
    Effect,
    /// A birthday.
    Courtesy,
}

/// How many kinds there are.
const KINDS: usize = 14;

/// What asks for a touch, by kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asks {
    found: [Option<(Class, f32)>; KINDS],
    /// What would hold even if the client were kept off the agenda: promises and fires.
    firm: u16,
}

impl Asks {
    pub(super) fn put(&mut self, ask: Ask, class: Class, urgency: f64) {
        if let Some(slot) = self.found.get_mut(ask as usize) {
            *slot = Some((class, urgency as f32));
        }
    }

    fn put_firm(&mut self, ask: Ask, class: Class, urgency: f64) {
        self.put(ask, class, urgency);
        self.firm |= 1 << ask as u16;
    }

    pub(super) fn has(&self, ask: Ask) -> bool {
        self.get(ask).is_some()
    }

    /// Class and urgency of a kind.
    pub(super) fn get(&self, ask: Ask) -> Option<(Class, f64)> {
        let (class, urgency) = (*self.found.get(ask as usize)?)?;
        Some((class, f64::from(urgency)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.iter().all(Option::is_none)
    }

    /// Whether somebody waits: a courtesy can be paid any day, and leaves nothing undone.
    pub(super) fn waits(&self) -> bool {
        let rest = self.found.get(..Ask::News as usize).unwrap_or_default();
        rest.iter().any(Option::is_some)
    }

    /// Only what no snoozing silences.
    pub(super) fn firm(mut self) -> Self {
        for (i, slot) in self.found.iter_mut().enumerate() {
            if self.firm & (1 << i) == 0 {
                *slot = None;
            }
        }
        self
    }

    /// The weightiest class, and the urgency within it: reasons of the rhythm add up, elsewhere the most urgent
    /// speaks for all.
    pub(super) fn weight(&self) -> (Class, f64) {
        let all = || self.found.iter().flatten();
        let class = all().map(|(class, _)| *class).min();
        let class = class.unwrap_or(Class::Cadence);
        let own = all()
            .filter(|(c, _)| *c == class)
            .map(|(_, u)| f64::from(*u));
        let urgency = if class == Class::Cadence {
            own.sum()
        } else {
            own.fold(0.0, f64::max)
        };
        (class, urgency)
    }

    /// The kind that brought the client: the first of the weightiest class.
    pub(super) fn lead(&self) -> Option<Ask> {
        let (class, _) = self.weight();
        ALL.into_iter()
            .find(|ask| self.get(*ask).is_some_and(|(c, _)| c == class))
    }
}

const ALL: [Ask; KINDS] = [
    Ask::FollowUp,
    Ask::Ledger,
    Ask::Answer,
    Ask::Fire,
    Ask::Incident,
    Ask::Problem,
    Ask::Decision,
    Ask::ByHand,
    Ask::Cadence,
    Ask::Focus,
    Ask::CheckPoint,
    Ask::News,
    Ask::Effect,
    Ask::Courtesy,
];

/// All of one client.
pub(super) struct Found {
    pub(super) asks: Asks,
    pub(super) timed: Option<Time>,
    pub(super) agreed: bool,
}

/// What asks for a touch of the client on the day.
pub(super) fn of(dossier: &Dossier, day: &DayFrame, bounds: &Bounds, around: &Around<'_>) -> Found {
    let client = &dossier.client;
    let last = dossier.digest.as_deref().and_then(|d| d.last_real);
    let touched = last.is_some_and(|l| bounds.holds(l.at));
    let mut found = Found {
        asks: Asks::default(),
        timed: None,
        agreed: false,
    };
    follow_up(dossier, day, bounds, last, &mut found);
    let asks = &mut found.asks;
    if !touched && let Some((class, weight)) = agreed::due(dossier, day) {
        asks.put(Ask::Ledger, class, weight);
        if agreed::is_ours(dossier, day) {
            asks.put_firm(Ask::Ledger, class, weight);
        }
    }
    if let Some((class, weight)) = requests::answer(dossier, day, touched) {
        asks.put_firm(Ask::Answer, class, weight);
    }
    if let Some(weight) = requests::fire(dossier, day, touched) {
        asks.put_firm(Ask::Fire, Class::Critical, weight);
    }
    let by_hand = around.hand(client.id).is_some_and(Hand::is_wanted);
    if by_hand && !touched {
        asks.put(Ask::ByHand, Class::Planned, BY_HAND);
    }
    if touched || client.policy == ContactPolicy::DoNotCall {
        return found;
    }
    if client.policy == ContactPolicy::NewsOnly {
        if around.news_due(dossier, day) {
            asks.put(Ask::News, Class::Cadence, EFFECT_WEIGHT);
        }
        return found;
    }
    if let Some(weight) = decision(dossier, day, bounds) {
        asks.put(Ask::Decision, Class::Decision, weight);
    }
    let parked = || parked(dossier, day);
    if let Some((class, weight)) = trouble(dossier, day)
        && !parked()
    {
        asks.put(Ask::Problem, class, weight);
    }
    if let Some(weight) = requests::incident(dossier, day)
        && !parked()
    {
        asks.put(Ask::Incident, Class::Critical, weight);
    }
    if let Some(weight) = rhythm(dossier, day, bounds)
        && !parked()
    {
        asks.put(Ask::Cadence, Class::Cadence, weight);
    }
    if let Some(score) = around.focus(dossier, day)
        && !parked()
    {
        // From half a rhythm just due to one and a half: what is long overdue goes before the focus.
        asks.put(Ask::Focus, Class::Cadence, 0.5 + f64::from(score) / 100.0);
    }
    if courtesy::check_point(dossier, day, bounds).is_some() && !parked() {
        asks.put(Ask::CheckPoint, Class::Cadence, 1.0);
    }
    if let Some(weight) = effect(dossier, day)
        && !parked()
    {
        asks.put(Ask::Effect, Class::Cadence, weight);
    }
    if courtesy::is_birthday(dossier, day) && !parked() {
        asks.put(Ask::Courtesy, Class::Cadence, EFFECT_WEIGHT);
    }
    found
}

fn follow_up(
    dossier: &Dossier,
    day: &DayFrame,
    bounds: &Bounds,
    last: Option<LastTouch>,
    found: &mut Found,
) {
    let Some(plan) = dossier.follow_up.as_deref().filter(|f| f.date <= day.date) else {
        return;
    };
    let late = days(plan.date, day.date);
    let same_day = late == 0;
    let touched = last.is_some_and(|l| bounds.holds(l.at));
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
    if !open || (!plan.promised && dossier.client.policy == ContactPolicy::NewsOnly) {
        return;
    }
    let class = match plan.promised {
        true if !same_day || missed => Class::Overdue,
        true => Class::Promised,
        false => Class::Planned,
    };
    let weight = late as f64 + 1.0;
    if plan.promised {
        found.asks.put_firm(Ask::FollowUp, class, weight);
    } else {
        found.asks.put(Ask::FollowUp, class, weight);
    }
    found.agreed = plan.promised && same_day;
    // An hour that was set is kept, promised or only planned, unless it has passed.
    let ahead = same_day && !missed && day.date >= day.now.date();
    if ahead && matches!(class, Class::Promised | Class::Planned) {
        found.timed = plan.time;
    }
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
    let ahead = bounds.off_after.min(every / 4);
    // A day of slack: the calendar decides the cases near the edge.
    if let Some(last) = dossier.last_real()
        && last.as_second() + (every - ahead - 2) * 86_400 > bounds.end
    {
        return None;
    }
    let silent = days(cadence::counted_from(dossier, day.own()), day.date);
    // What falls due on the days off is called for before them.
    (silent + ahead >= every).then(|| (silent as f64 / every as f64).min(6.0))
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
        if since >= DECISION_DAYS && !parked(dossier, day) {
            waits = Some(waits.unwrap_or(0).max((bounds.end - second) / 86_400));
        }
    }
    waits.map(|days| days.min(30) as f64)
}

/// Whether an effect brings the client by itself, with its weight: behind every rhythm that is due, since
/// nobody waits for it, and for two weeks only. Later it is one more reason of a call made for another:
/// else what was never looked at would crowd the days for ever. A fresh talk has had its chance.
fn effect(dossier: &Dossier, day: &DayFrame) -> Option<f64> {
    let fresh = i64::from(FULL_DAYS) + EFFECT_DAYS;
    effects::due(dossier, day)
        .into_iter()
        .find(|(_, passed)| *passed < fresh)?;
    let talked = dossier
        .last_real()
        .map(|at| day.own().to_datetime(at).date());
    let quiet = talked.is_none_or(|at| days(at, day.date) >= DECISION_DAYS);
    quiet.then_some(EFFECT_WEIGHT)
}

fn parked(dossier: &Dossier, day: &DayFrame) -> bool {
    let journey = dossier.journey.as_deref();
    journey.is_some_and(|j| j.parked_on(day.date).is_some())
}
