//! Calls today: whom to call, in what order, and why, fitted into the day there is.
//!
//! [`plan`] is a pure function of the book and the [`DayFrame`]: equal inputs give equal plans. One row a
//! client with all its reasons (pain 40: a short list, the rest is a number), inside the client's own
//! hours (pain 30), around lunch and the fire slots (D13), within the minutes there are (pain 41).
//!
//! Three steps: `candidates` looks at every dossier once, with cheap rejects first; `fit` places the
//! best of them; `reasons` puts reasons and the value line together for the rows that were placed.

mod agreed;
mod cadence;
mod candidates;
mod effects;
mod fit;
mod model;
mod problems;
mod reasons;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::calendar::{hours_for, windows};
use super::{Book, ClientId};
use candidates::{Candidate, Scan};
use fit::{Slots, Span};

pub use cadence::{REPORT_WINDOW_DAYS, counted_from, due_date, every};
pub use model::{Agenda, Block, BlockKind, DayFrame, Done, Reason, Row, Value};

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
