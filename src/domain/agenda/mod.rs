//! Calls today: whom to call, in what order, and why, fitted into the day there is.
//!
//! [`plan`] is a pure function of the book and the [`DayFrame`]: equal inputs give equal plans. One row a
//! client with all its reasons (pain 40: a short list, the rest is a number), inside the client's own
//! hours (pain 30), around meetings, lunch and the fire slots (D13), within the minutes there are (pain 41).
//!
//! Three steps: `candidates` looks at every dossier once, with cheap rejects first, and weighs what `asks` for a
//! touch; `fit` seats the best of them; `reasons` puts reasons and the value line together for the rows that were
//! placed and for those named as left out. [`explain`] tells of one client how it came to its place.

mod agreed;
mod asks;
mod cadence;
mod candidates;
mod courtesy;
mod desk;
mod effects;
mod explained;
mod fit;
mod hours;
mod model;
mod problems;
mod reason;
mod reasons;
mod requests;
mod seat;
#[cfg(test)]
mod tests;

use jiff::civil::Time;

use super::{Book, ClientId, DaySheet, Dossier};
use candidates::{Candidate, Scan, order};
use desk::Around;
use hours::Zones;
use seat::{Chosen, Seated};

pub use cadence::{REPORT_WINDOW_DAYS, counted_from, due_date, every};
pub use candidates::{Class, Worth};
pub use explained::{Both, Earlier, Explained, Part, Place, explain};
pub use model::{Agenda, Block, BlockKind, DayFrame, Done, Left, LeftWhy, Row};
pub use reason::{Reason, Value};

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
/// Minutes of a fire slot (D13).
const FIRE_SLOT: Minute = 15;

/// Plans the calls of a day.
#[must_use]
pub fn plan(book: &Book, day: &DayFrame) -> Agenda {
    plan_arranged(book, day, book.desk().day(day.date))
}

/// Plans the calls of a day as if it were arranged so.
#[must_use]
pub fn plan_arranged(book: &Book, day: &DayFrame, sheet: Option<&DaySheet>) -> Agenda {
    let around = Around::of(book, day, sheet);
    let scan = Scan::of(book, day, &around);
    let tried = scan.best(TRIED);
    let mut zones = Zones::default();
    let budget = budget(sheet, day);
    let seated = seat::seat(book, day, budget, &scan, &tried, &mut zones);
    let rows = (seated.rows.iter())
        .filter_map(|chosen| {
            Some(row(
                tried.get(chosen.candidate)?,
                chosen,
                day,
                &around,
                &zones,
            ))
        })
        .collect::<Vec<_>>();
    let (left_out, left) = left(&scan, &tried, &seated, day, &around, &mut zones);
    Agenda {
        date: day.date,
        day_off: seated.day_off,
        planned_minutes: rows.iter().map(|row| row.minutes).sum(),
        rows,
        fixed: seated.fixed,
        budget,
        done_today: scan.done,
        left_out,
        aside: scan.aside.len(),
        left,
    }
}

/// Minutes for calls: those of the arranged day, else the usual ones.
fn budget(sheet: Option<&DaySheet>, day: &DayFrame) -> u16 {
    sheet.and_then(|sheet| sheet.minutes).unwrap_or(day.minutes)
}

/// When a client may be called on the day, quiet hours taken out, the manager's own hours aside. Empty: not at all.
#[must_use]
pub fn callable_on(book: &Book, day: &DayFrame, client: ClientId) -> Vec<Both> {
    let Some(dossier) = book.get(client) else {
        return Vec::new();
    };
    // By the channel its reasons call for; without any, by the preferred one.
    let asked = candidates::alone(dossier, day, &Around::default());
    let (channel, agreed) = asked.map_or_else(
        || (dossier.client.preferred().channel, false),
        |c| (c.channel(), c.agreed),
    );
    let mut zones = Zones::default();
    let whole = zones.whole(dossier, channel, agreed, day).0;
    let both = |span: &fit::Span| explained::both(*span, dossier, day, &zones);
    whole.iter().map(both).collect()
}

/// The weightiest reason of the day that holds even when the client is kept off the agenda: a promise, an answer
/// owed, a fire.
#[must_use]
pub fn standing(dossier: &Dossier, day: &DayFrame) -> Option<Reason> {
    let around = Around::default();
    let mut c = candidates::alone(dossier, day, &around)?;
    c.asks = c.asks.firm();
    let lead = c.asks.lead()?;
    let (reasons, _) = reasons::of(&c, day, &around);
    let told = |reason: &Reason| explained::kinds(reason).contains(&lead);
    reasons.into_iter().find(told)
}

/// Check points of the first months that are reached on the day and birthdays of the day, days off right after it
/// included.
#[must_use]
pub fn occasions(dossier: &Dossier, day: &DayFrame) -> Vec<Reason> {
    let mut out = Vec::new();
    let bounds = candidates::Bounds::of(day);
    out.extend(courtesy::check_point(dossier, day, &bounds).map(Reason::OnboardingDay));
    if courtesy::is_birthday(dossier, day) {
        courtesy::birthdays(dossier, day.date, &mut out);
    }
    out
}

/// How many found no place, and the weightiest of them with why; then those put aside.
fn left(
    scan: &Scan<'_>,
    tried: &[&Candidate<'_>],
    seated: &Seated,
    day: &DayFrame,
    around: &Around<'_>,
    zones: &mut Zones,
) -> (usize, Vec<Left>) {
    let mut placed = vec![false; tried.len()];
    for chosen in &seated.rows {
        if let Some(cell) = placed.get_mut(chosen.candidate) {
            *cell = true;
        }
    }
    let named = |c: &Candidate<'_>, why: LeftWhy| {
        let (reasons, value) = reasons::of(c, day, around);
        Left {
            client: c.dossier.id(),
            why,
            reasons,
            value,
        }
    };
    let open = || tried.iter().zip(&placed).filter(|(c, _)| c.waits());
    let mut left: Vec<Left> = open()
        .filter(|(_, placed)| !**placed)
        .take(NAMED)
        .map(|(c, _)| named(c, seated.why(c, day, zones)))
        .collect();
    let mut aside: Vec<&Candidate<'_>> = scan.aside.iter().collect();
    aside.sort_unstable_by(|a, b| order(a, b));
    let room = NAMED - left.len();
    left.extend((aside.into_iter().take(room)).filter_map(|c| Some(named(c, c.aside.clone()?))));
    let waiting = scan.candidates.iter().filter(|c| c.waits()).count();
    let served = open().filter(|(_, placed)| **placed).count();
    (waiting - served, left)
}

fn row(
    c: &Candidate<'_>,
    chosen: &Chosen,
    day: &DayFrame,
    around: &Around<'_>,
    zones: &Zones,
) -> Row {
    let at = day.date.to_datetime(clock(chosen.start));
    let planned = c.dossier.follow_up.as_deref();
    let contact = planned
        .filter(|_| c.asks.has(asks::Ask::FollowUp))
        .and_then(|f| f.contact)
        .filter(|id| c.dossier.contacts.iter().any(|p| p.id == *id))
        .or_else(|| c.dossier.first_contact().map(|p| p.id));
    let (reasons, value) = reasons::of(c, day, around);
    Row {
        at,
        minutes: u16::try_from(chosen.minutes).unwrap_or(0),
        client: c.dossier.id(),
        contact,
        channel: c.channel(),
        local: zones.there(c.dossier, day, at).time(),
        reasons,
        value,
        timed: chosen.timed,
        pinned: chosen.pinned,
        missed: chosen.missed,
        clash: chosen.clash,
        outside: chosen.outside,
    }
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
