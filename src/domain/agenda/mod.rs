//! Calls today: whom to call, in what order, and why, fitted into the day there is.
//!
//! [`plan`] is a pure function of the book and the [`DayFrame`]: equal inputs give equal plans. One row a
//! client with all its reasons (pain 40: a short list, the rest is a number), inside the client's own
//! hours (pain 30), around lunch and the fire slots (D13), within the minutes there are (pain 41).
//!
//! Three steps: [`candidates`] looks at every dossier once, with cheap rejects first; [`fit`] places the
//! best of them; [`reasons`] puts reasons and the value line together for the rows that were placed.

mod cadence;
mod candidates;
mod fit;
mod reasons;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::calendar::{Calendar, hours_for, windows};
use super::{Book, Channel, ClientId, ContactId, Hours, RecommendationId};
use candidates::{Candidate, Scan};
use fit::{Slots, Span};

pub use cadence::{REPORT_WINDOW_DAYS, counted_from, due_date, every};

/// Minutes from the manager's midnight.
type Minute = i32;
/// Minutes of a day.
const DAY: Minute = 24 * 60;
/// How many of the best candidates are tried for a place; the rest of a flood is only counted.
const TRIED: usize = 2_000;
/// How many clients [`Agenda::left`] names.
const NAMED: usize = 500;
/// Minutes before somebody who did not answer is tried again on the same day.
const RETRY: Minute = 60;

/// The day the calls are fitted into.
#[derive(Debug, Clone)]
pub struct DayFrame {
    /// Now, in the manager's zone.
    pub now: Zoned,
    /// The day to plan; rows of today begin from `now` on, a past day has none.
    pub date: Date,
    /// The manager's working hours.
    pub hours: Hours,
    /// Minutes for calls, those already spent today included.
    pub minutes: u16,
    /// Lunch, kept free.
    pub lunch: Option<Hours>,
    /// Begin of the fire slots, 15 minutes each (D13).
    pub fires: Vec<Time>,
    /// Minutes set aside for one call, at least 1.
    pub call_minutes: u16,
    /// Which days are worked, by the manager and by clients.
    pub calendar: Calendar,
}

impl DayFrame {
    /// A day as the field has it: 9 to 18, four hours of calls of 15 minutes, lunch 13 to 14, fires at 11:00
    /// and 16:00.
    #[must_use]
    pub fn on(now: Zoned, date: Date) -> Self {
        Self {
            now,
            date,
            hours: Hours::OFFICE,
            minutes: 240,
            lunch: Some(Hours {
                from: Time::constant(13, 0, 0, 0),
                to: Time::constant(14, 0, 0, 0),
            }),
            fires: vec![Time::constant(11, 0, 0, 0), Time::constant(16, 0, 0, 0)],
            call_minutes: 15,
            calendar: Calendar::default(),
        }
    }

    /// [`on`](Self::on) for the day of `now`.
    #[must_use]
    pub fn today(now: Zoned) -> Self {
        let date = now.date();
        Self::on(now, date)
    }

    /// The manager's zone.
    #[must_use]
    pub fn own(&self) -> &TimeZone {
        self.now.time_zone()
    }
}

/// Why a client is on the list. All that hold are given, the weightiest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// We promised this touch.
    Promised {
        /// For which day; before the day of the plan it is overdue.
        date: Date,
        /// The hour agreed.
        time: Option<Time>,
        /// The manager's words; may be empty.
        text: String,
    },
    /// So many recommendations wait for the client's decision.
    AwaitsDecision {
        /// How many.
        count: usize,
        /// Days since the oldest was presented.
        days: i64,
    },
    /// A day agreed for a recommendation has come.
    AgreedDate {
        /// Which recommendation.
        recommendation: RecommendationId,
        /// Its title.
        title: String,
        /// The day agreed.
        date: Date,
        /// Agreed to be put in place (`true`), or postponed until then.
        accepted: bool,
    },
    /// The next touch planned falls due.
    Planned {
        /// For which day; before the day of the plan it is overdue.
        date: Date,
        /// The manager's words; may be empty.
        text: String,
    },
    /// The rhythm asks for a touch.
    CadenceDue {
        /// Days since the last real contact.
        days_silent: i64,
        /// Days the rhythm allows (30 for the report window).
        every: i64,
    },
    /// Nobody of the client was ever reached.
    NeverTouched {
        /// Days since it is a client.
        days: i64,
    },
    /// Silence without a rhythm, at the rungs 30, 60 and 90 days (pain 4).
    Silent {
        /// Days since the last real contact.
        days: i64,
        /// The rung reached.
        rung: u8,
    },
    /// So many recommendations are ready to be presented.
    DraftsReady(usize),
    /// A check point of the first two months: day 7, 30 or 60 (C11).
    OnboardingDay(u8),
    /// A birthday is near (E14).
    Birthday {
        /// Whose.
        contact: ContactId,
        /// The name.
        name: String,
        /// The day.
        date: Date,
    },
    /// So many attempts since the last real contact were not answered.
    Unanswered(u16),
}

/// What the manager adds by calling (pain 42), one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Does what was promised: the manager's words.
    KeepPromise(String),
    /// Hears the client's decision about the recommendation with this title.
    AskDecision(String),
    /// Presents the ready recommendation with this title.
    ReadyRecommendation(String),
    /// Gets to know the client.
    GetAcquainted,
    /// Spend of the last full month fell by so many percent against the three before.
    SpendFell(u32),
    /// Spend of the last full month grew by so many percent against the three before.
    SpendGrew(u32),
    /// Keeps the contact alive after so many days.
    JustTalk {
        /// Days since the last real contact.
        days: i64,
    },
}

/// One client in the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Begin, on the manager's clock.
    pub at: DateTime,
    /// Minutes set aside.
    pub minutes: u16,
    /// Whom.
    pub client: ClientId,
    /// The person to ask for.
    pub contact: Option<ContactId>,
    /// By which channel.
    pub channel: Channel,
    /// The time of day at the client's when the row begins.
    pub local: Time,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
    /// What for.
    pub value: Value,
    /// The hour was promised to the client.
    pub timed: bool,
}

/// What a fixed block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The fire slot (D13).
    Fires,
    /// Lunch.
    Lunch,
}

/// A part of the day that takes no calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Begin, on the manager's clock; later than asked when a promised call stands there.
    pub at: DateTime,
    /// How long.
    pub minutes: u16,
    /// What for.
    pub kind: BlockKind,
}

/// Touches already made on the day, as far as digests tell (the latest of each client).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Clients touched, attempts included.
    pub count: usize,
    /// Minutes spent.
    pub minutes: u32,
}

/// The calls of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// Which day.
    pub date: Date,
    /// The manager does not work that day: only what was promised for it is here.
    pub day_off: bool,
    /// The calls, in the order of the day.
    pub rows: Vec<Row>,
    /// Lunch and fires, in the order of the day.
    pub fixed: Vec<Block>,
    /// Minutes of all rows.
    pub planned_minutes: u16,
    /// Minutes there are for calls on that day.
    pub budget: u16,
    /// What is already done.
    pub done_today: Done,
    /// How many clients with a reason found no place.
    pub left_out: usize,
    /// The weightiest of them, at most 500.
    pub left: Vec<ClientId>,
}

/// A row as placed, before its reasons are put together.
struct Chosen {
    candidate: usize,
    timed: bool,
}

/// Plans the calls of a day.
#[must_use]
pub fn plan(book: &Book, day: &DayFrame) -> Agenda {
    let scan = Scan::of(book, day);
    let day_off = !day.calendar.is_workday(day.date);
    let call = Minute::from(day.call_minutes.max(1));
    let spent = u16::try_from(scan.done.minutes).unwrap_or(u16::MAX);
    let mut free = Minute::from(day.minutes.saturating_sub(spent));
    let mut slots = Slots::default();
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut fixed = Vec::new();
    let now = earliest(day);

    let tried = scan.best(TRIED);
    let mut timed: Vec<(Minute, ClientId, usize)> = tried
        .iter()
        .enumerate()
        .filter_map(|(i, c)| Some((minute(c.timed?), c.dossier.id(), i)))
        .collect();
    timed.sort_unstable();
    for (at, _, candidate) in timed {
        if free >= call && slots.fix(at, call, Some(chosen.len())).is_some() {
            chosen.push(Chosen {
                candidate,
                timed: true,
            });
            free -= call;
        }
    }
    if !day_off {
        fix_blocks(day, &mut slots, &mut fixed);
    }
    let mut zones = Zones::default();
    for (candidate, c) in tried.iter().enumerate() {
        if free < call || now >= DAY {
            break;
        }
        if c.timed.is_some() || (day_off && !c.agreed) {
            continue;
        }
        let windows = zones.windows(c, day, now);
        if !windows.is_empty() && slots.fit(call, chosen.len(), windows) {
            chosen.push(Chosen {
                candidate,
                timed: false,
            });
            free -= call;
        }
    }

    let mut placed = vec![false; tried.len()];
    let mut rows = Vec::with_capacity(chosen.len());
    for (owner, start) in slots.rows() {
        let Some((c, seat)) = chosen
            .get(owner)
            .and_then(|seat| Some((tried.get(seat.candidate)?, seat)))
        else {
            continue;
        };
        placed[seat.candidate] = true;
        rows.push(row(c, seat.timed, start, day, &mut zones));
    }
    let left: Vec<ClientId> = tried
        .iter()
        .zip(&placed)
        .filter(|(_, placed)| !**placed)
        .map(|(c, _)| c.dossier.id())
        .take(NAMED)
        .collect();
    Agenda {
        date: day.date,
        day_off,
        planned_minutes: day.call_minutes.max(1) * u16::try_from(rows.len()).unwrap_or(0),
        left_out: scan.candidates.len() - rows.len(),
        rows,
        fixed,
        budget: day.minutes,
        done_today: scan.done,
        left,
    }
}

fn row(c: &Candidate<'_>, timed: bool, start: Minute, day: &DayFrame, zones: &mut Zones) -> Row {
    let at = day.date.to_datetime(clock(start));
    let zone = zones.of(c, day);
    let local = day.own().to_ambiguous_zoned(at).compatible().map_or_else(
        |_| at.time(),
        |here| zone.to_datetime(here.timestamp()).time(),
    );
    let planned = c.dossier.follow_up.as_deref().filter(|_| c.follow_up);
    let contact = planned
        .and_then(|f| f.contact)
        .filter(|id| c.dossier.contacts.iter().any(|p| p.id == *id))
        .or_else(|| c.dossier.first_contact().map(|p| p.id));
    let (reasons, value) = reasons::of(c, day);
    Row {
        at,
        minutes: day.call_minutes.max(1),
        client: c.dossier.id(),
        contact,
        channel: c.channel(),
        local,
        reasons,
        value,
        timed,
    }
}

fn fix_blocks(day: &DayFrame, slots: &mut Slots, fixed: &mut Vec<Block>) {
    let lunch = day.lunch.map(|lunch| {
        let length = (minute(lunch.to) - minute(lunch.from)).max(0);
        (minute(lunch.from), length, BlockKind::Lunch)
    });
    let fires = day
        .fires
        .iter()
        .filter(|at| day.hours.contains(**at))
        .map(|at| (minute(*at), 15, BlockKind::Fires));
    let mut wanted: Vec<_> = lunch.into_iter().chain(fires).collect();
    wanted.sort_by_key(|(at, ..)| *at);
    for (at, length, kind) in wanted {
        if length > 0
            && let Some(start) = slots.fix(at, length, None)
        {
            fixed.push(Block {
                at: day.date.to_datetime(clock(start)),
                minutes: u16::try_from(length).unwrap_or(0),
                kind,
            });
        }
    }
    fixed.sort_by_key(|block| block.at);
}

/// The first minute a row without a promised hour may begin: the working day, from now on, on a round
/// five minutes; past everything on a past day.
fn earliest(day: &DayFrame) -> Minute {
    let begin = minute(day.hours.from);
    match day.date.cmp(&day.now.date()) {
        std::cmp::Ordering::Less => DAY,
        std::cmp::Ordering::Equal => begin.max((ceil(day.now.time()) + 4) / 5 * 5),
        std::cmp::Ordering::Greater => begin,
    }
}

fn minute(time: Time) -> Minute {
    Minute::from(time.hour()) * 60 + Minute::from(time.minute())
}

/// Minutes, a begun one counted whole.
fn ceil(time: Time) -> Minute {
    minute(time) + Minute::from(time.second() > 0 || time.subsec_nanosecond() > 0)
}

fn clock(minute: Minute) -> Time {
    let minute = minute.clamp(0, DAY - 1);
    let part = |n: Minute| i8::try_from(n).unwrap_or(0);
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}

/// Zones and callable windows already worked out: a portfolio has many clients and few zones.
#[derive(Default)]
struct Zones {
    rules: BTreeMap<String, TimeZone>,
    windows: BTreeMap<(String, Time, Time, bool), Vec<Span>>,
}

impl Zones {
    fn of(&mut self, c: &Candidate<'_>, day: &DayFrame) -> TimeZone {
        let Some(zone) = &c.dossier.client.zone else {
            return day.own().clone();
        };
        if let Some(rules) = self.rules.get(zone.name()) {
            return rules.clone();
        }
        let rules = zone.rules();
        self.rules.insert(zone.name().to_owned(), rules.clone());
        rules
    }

    /// Where in the manager's day the candidate may be placed.
    fn windows(&mut self, c: &Candidate<'_>, day: &DayFrame, now: Minute) -> Vec<Span> {
        let client = &c.dossier.client;
        let to = minute(day.hours.to);
        let from = now.max(c.not_before);
        let working = Span { from, to };
        let channel = c.channel();
        if !channel.is_live() {
            return vec![working];
        }
        let hours = hours_for(client, channel);
        let name = client.zone.as_ref().map_or("", |z| z.name());
        let key = (name.to_owned(), hours.from, hours.to, c.agreed);
        if !self.windows.contains_key(&key) {
            let zone = self.of(c, day);
            // A day promised to the client is agreed with him, whatever the calendar says.
            let open = |d| c.agreed || day.calendar.is_workday(d);
            let spans = windows(hours, &zone, day.date, day.own(), open)
                .into_iter()
                .map(|w| Span {
                    from: ceil(w.from.time()),
                    to: if w.to.date() > day.date {
                        DAY
                    } else {
                        minute(w.to.time())
                    },
                })
                .collect();
            self.windows.insert(key.clone(), spans);
        }
        let spans = self.windows.get(&key).map_or(&[][..], Vec::as_slice);
        spans
            .iter()
            .map(|s| Span {
                from: s.from.max(working.from),
                to: s.to.min(working.to),
            })
            .filter(|s| s.from < s.to)
            .collect()
    }
}
