//! One look at every dossier: who has a reason to be touched, and how weighty it is.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::asks::{Ask, Asks, Found};
use super::desk::{Around, Hand};
use super::{DayFrame, Done, LeftWhy, Minute, RETRY, asks, ceil, minute, requests};
use crate::domain::calendar::days;
use crate::domain::{Book, Channel, ContactPolicy, Currency, Dossier, Month, RequestLife, Tier};

/// How many days off a rhythm is looked at over: a weekend, not the whole of January.
const OFF_AHEAD: i64 = 3;

/// What brings a client to the list, the weightiest first. A weightier class always goes first: a promise is
/// not sold for turnover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A promise not kept in time.
    Overdue,
    /// Something burns: a fire, an incident, a critical problem (A9, D8).
    Critical,
    /// A promise for the day.
    Promised,
    /// A decision or an answer is awaited, or the agreed day has come.
    Decision,
    /// The planned touch is due, or the manager took the client in by hand.
    Planned,
    /// The rhythm, silence of a key client, the focus of the month, a check point of the first months.
    Cadence,
}

impl Class {
    /// The stable name, as scripts read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Critical => "critical",
            Self::Promised => "promised",
            Self::Decision => "decision",
            Self::Planned => "planned",
            Self::Cadence => "cadence",
        }
    }
}

/// What a call is worth inside its class: `urgency × tier × spend`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The class, which comes before all figures.
    pub class: Class,
    /// How late it is: in days, in intervals of the rhythm (1 is just due, at most 6), or by the focus' score.
    pub urgency: f64,
    /// 3 for A, 1.5 for B, 1 for C.
    pub tier: f64,
    /// 1 plus the root of the spend of three months against the mean of those who wait, `1..=4`.
    pub spend: f64,
}

impl Worth {
    /// The figure rows of one class are ordered by.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.urgency * self.tier * self.spend
    }
}

/// A client with a reason.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) asks: Asks,
    pub(super) worth: Worth,
    /// The promised or planned hour, when it still lies ahead.
    pub(super) timed: Option<Time>,
    /// The hour the manager keeps it at.
    pub(super) pin: Option<Time>,
    /// A promise for this very day: agreed with the client, days off included.
    pub(super) agreed: bool,
    /// No earlier than this minute of the day: somebody who just did not answer.
    pub(super) not_before: Minute,
    /// An answer was promised until this minute of the day.
    pub(super) deadline: Option<Minute>,
    /// Minutes a fire takes, when they are known and more than a call has.
    pub(super) minutes: Minute,
    /// Kept out of the day by a decision.
    pub(super) aside: Option<LeftWhy>,
    spend: i64,
}

impl Candidate<'_> {
    /// Whether somebody waits: a courtesy can be paid any day, and leaves nothing undone.
    pub(super) fn waits(&self) -> bool {
        self.asks.waits()
    }

    /// The channel of the plan, that of the request to be answered, else the preferred one.
    pub(super) fn channel(&self) -> Channel {
        let planned = self.dossier.follow_up.as_deref();
        let planned = planned.filter(|_| self.asks.has(Ask::FollowUp));
        if let Some(channel) = planned.and_then(|f| f.channel) {
            return channel;
        }
        let owed = |c: &&crate::domain::Request| {
            c.owes_answer() && c.life != RequestLife::Parked && c.channel.is_some()
        };
        let answer = self.asks.lead() == Some(Ask::Answer);
        let request = self.dossier.work().requests.iter().find(owed);
        request
            .filter(|_| answer)
            .and_then(|r| r.channel)
            .unwrap_or_else(|| self.dossier.client.preferred().channel)
    }
}

/// What one pass over the book found.
pub(super) struct Scan<'a> {
    pub(super) candidates: Vec<Candidate<'a>>,
    /// Those somebody decided against, in the order of the book.
    pub(super) aside: Vec<Candidate<'a>>,
    pub(super) done: Done,
    /// Fires set aside for slots of the day: the minute each waits for.
    pub(super) parked: Vec<Minute>,
    /// Mean spend of those who wait, by currency.
    means: Vec<(Currency, f64)>,
}

impl<'a> Scan<'a> {
    pub(super) fn of(book: &'a Book, day: &DayFrame, around: &Around<'_>) -> Self {
        let bounds = Bounds::of(day);
        let mut scan = Self {
            candidates: Vec::new(),
            aside: Vec::new(),
            done: Done::default(),
            parked: Vec::new(),
            means: Vec::new(),
        };
        for dossier in book.active() {
            if let Some(digest) = &dossier.digest
                && digest.last_any.is_some_and(|at| bounds.holds(at))
            {
                scan.done.count += 1;
                scan.done.minutes += minutes_spent(dossier, &bounds);
            }
            scan.parked.extend(requests::parked(dossier, day));
            match consider(dossier, day, &bounds, around) {
                Some(candidate) if candidate.aside.is_some() => scan.aside.push(candidate),
                Some(candidate) => scan.candidates.push(candidate),
                None => {}
            }
        }
        scan.weigh();
        scan
    }

    /// Weighs by tier and share of spend, within each currency.
    fn weigh(&mut self) {
        let mut sums: Vec<(Currency, i64, i64)> = Vec::new();
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
        let mean = |(own, sum, n): &(Currency, i64, i64)| (*own, *sum as f64 / *n as f64);
        self.means = sums.iter().map(mean).collect();
        for c in self.candidates.iter_mut().chain(&mut self.aside) {
            let mean = currency(c)
                .and_then(|own| self.means.iter().find(|(known, _)| *known == own))
                .map_or(0.0, |(_, mean)| *mean);
            if mean > 0.0 {
                c.worth.spend = 1.0 + (c.spend as f64 / mean).clamp(0.0, 9.0).sqrt();
            }
        }
    }

    /// The `n` weightiest, in order; ties go by client id, so that equal books give equal plans. Whoever was promised
    /// the day or has an hour is among them however many are weightier.
    pub(super) fn best(&self, n: usize) -> Vec<&Candidate<'a>> {
        let mut all: Vec<&Candidate<'a>> = self.candidates.iter().collect();
        if all.len() > n {
            all.select_nth_unstable_by(n, |a, b| order(a, b));
            let rest = all.split_off(n);
            let bound = |c: &&Candidate<'_>| c.agreed || c.timed.is_some() || c.pin.is_some();
            all.extend(rest.into_iter().filter(bound));
        }
        all.sort_unstable_by(|a, b| order(a, b));
        all
    }
}

/// Minutes spent on a client on the day: of every touch when the history is in memory, else of the
/// latest sitting.
fn minutes_spent(dossier: &Dossier, bounds: &Bounds) -> u32 {
    match (&dossier.touches, &dossier.digest) {
        (Some(touches), _) => {
            let own = touches.iter().rev().filter(|t| bounds.holds(t.at));
            own.map(|t| u32::from(t.minutes)).sum()
        }
        (None, Some(digest)) => u32::from(digest.last_minutes),
        (None, None) => 0,
    }
}

fn currency(c: &Candidate<'_>) -> Option<Currency> {
    c.dossier.spend.as_ref().map(|s| s.currency)
}

/// The weightier first.
pub(super) fn order(a: &Candidate<'_>, b: &Candidate<'_>) -> std::cmp::Ordering {
    (a.worth.class.cmp(&b.worth.class))
        .then(b.worth.total().total_cmp(&a.worth.total()))
        .then(a.dossier.id().cmp(&b.dossier.id()))
}

/// The edges of the day in seconds, so that most clients are judged without a calendar.
pub(super) struct Bounds {
    pub(super) begin: i64,
    pub(super) end: i64,
    pub(super) month: Month,
    pub(super) is_today: bool,
    /// Days off right after the day, at most [`OFF_AHEAD`].
    pub(super) off_after: i64,
}

impl Bounds {
    pub(super) fn of(day: &DayFrame) -> Self {
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
            off_after: (days(day.date, day.calendar.next_workday(day.date)) - 1)
                .clamp(0, OFF_AHEAD),
        }
    }

    pub(super) fn holds(&self, at: Timestamp) -> bool {
        let second = at.as_second();
        self.begin <= second && second < self.end
    }
}

fn consider<'a>(
    dossier: &'a Dossier,
    day: &DayFrame,
    bounds: &Bounds,
    around: &Around<'_>,
) -> Option<Candidate<'a>> {
    let hand = around.hand(dossier.id());
    let mut found = asks::of(dossier, day, bounds, around);
    let mut aside = None;
    let client = &dossier.client;
    if let Some(why) = hand.and_then(|hand| hand.dropped.as_ref()) {
        aside = Some(LeftWhy::Dropped {
            reason: why.clone(),
        });
    } else if client.policy == ContactPolicy::DoNotCall {
        // Never called; but what was promised all the same is not to vanish without a word.
        aside = Some(LeftWhy::Policy);
    } else if let Some((until, reason)) = put_off(dossier, day, bounds)
        && hand.is_none_or(|hand| hand.is_spent(tried(dossier, day, bounds)))
    {
        let kept = found.asks.firm();
        if kept.is_empty() {
            let reason = reason.to_owned();
            aside = Some(LeftWhy::Snoozed { until, reason });
        } else {
            found.asks = kept;
        }
    }
    let wanted = match aside {
        None => !found.asks.is_empty(),
        Some(_) => found.asks.waits(),
    };
    if !wanted {
        return None;
    }
    Some(described(dossier, found, aside, hand, day, bounds))
}

/// Until when the client is put off, and why: by word, or because nobody picked up today and the next attempt
/// was set for another day.
fn put_off<'a>(dossier: &'a Dossier, day: &DayFrame, bounds: &Bounds) -> Option<(Date, &'a str)> {
    let snooze = dossier.work().snooze.as_deref();
    if let Some(snooze) = snooze.filter(|s| day.date < s.until) {
        return Some((snooze.until, &snooze.reason));
    }
    let digest = dossier.digest.as_deref().filter(|d| d.unanswered > 0)?;
    let tried = digest.last_any.filter(|at| bounds.holds(*at))?;
    let next = dossier.follow_up.as_deref()?;
    (next.date > day.date && next.set_at >= tried).then_some((next.date, &next.reason))
}

/// When the client was talked to or tried last on that day, on the manager's clock.
fn tried(dossier: &Dossier, day: &DayFrame, bounds: &Bounds) -> Option<Time> {
    let last = dossier.digest.as_deref().and_then(|d| d.last_any);
    let last = last.filter(|at| bounds.holds(*at));
    last.map(|at| day.own().to_datetime(at).time())
}

/// One client on its own, without regard to the others and to what was decided about it.
pub(super) fn alone<'a>(
    dossier: &'a Dossier,
    day: &DayFrame,
    around: &Around<'_>,
) -> Option<Candidate<'a>> {
    let bounds = Bounds::of(day);
    let found = asks::of(dossier, day, &bounds, around);
    let some = !found.asks.is_empty();
    some.then(|| described(dossier, found, None, None, day, &bounds))
}

fn described<'a>(
    dossier: &'a Dossier,
    found: Found,
    aside: Option<LeftWhy>,
    hand: Option<&Hand>,
    day: &DayFrame,
    bounds: &Bounds,
) -> Candidate<'a> {
    let digest = dossier.digest.as_deref();
    let tried = tried(dossier, day, bounds);
    // Somebody tried at the hour it was kept for: it is free again.
    let pin = hand
        .and_then(|hand| hand.pin)
        .filter(|pin| tried.is_none_or(|at| at < *pin));
    let waits = digest.is_some_and(|d| d.unanswered > 0);
    let (class, urgency) = found.asks.weight();
    let known = dossier.spend.as_ref().map_or(0, |spend| {
        let known = spend.window(bounds.month.plus(-1), 3).flatten();
        known.fold(0, i64::saturating_add).max(0)
    });
    let deadline = requests::deadline(dossier, day);
    let minutes = requests::minutes(dossier, day);
    // An hour only planned holds its follow-up, not what burns, is late, or must be answered before it is over.
    let may_wait = |at: Time| {
        let end = minute(at) + Minute::from(day.call_minutes.max(1)).max(minutes);
        class > Class::Critical
            && found.asks.has(Ask::FollowUp)
            && deadline.is_none_or(|deadline| end <= deadline)
    };
    Candidate {
        dossier,
        asks: found.asks,
        worth: Worth {
            class,
            urgency,
            tier: match dossier.client.tier {
                Tier::A => 3.0,
                Tier::B => 1.5,
                Tier::C => 1.0,
            },
            spend: 1.0,
        },
        // An hour promised to the client is not the manager's to move; one only planned is.
        pin: pin.filter(|_| !(found.agreed && found.timed.is_some())),
        timed: found
            .timed
            .filter(|at| found.agreed || (pin.is_none() && may_wait(*at))),
        agreed: found.agreed,
        not_before: tried
            .filter(|_| waits)
            .map_or(0, |at| ceil(at).max(minute(at)) + RETRY),
        deadline,
        minutes,
        aside,
        spend: known,
    }
}
