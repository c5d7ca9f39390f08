//! What is due at a moment: calls of the plan whose time has come, answers promised, agreements of the day,
//! fire slots. The workstation rings for it, and `planerka due` tells it when the workstation is closed.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{all, fire_line};
use crate::domain::agenda::{Agenda, Row};
use crate::domain::{Book, Calendar, ClientId, Promise, Request, RequestLife, Side};

/// Minutes before a fire slot at which its sheet is offered.
pub const SHEET_MINUTES: i64 = 5;

/// What has come due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What<'b> {
    /// A call of the plan.
    Call(&'b Row),
    /// An answer promised to the client, or lying here half-delivered.
    Answer(&'b Request),
    /// An agreement of ours for today or before.
    Promise(&'b Promise),
    /// A fire slot begins in [`SHEET_MINUTES`] minutes or has begun, with so many fires.
    Slot(usize),
}

/// Something due, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'b> {
    /// Since when, on the manager's clock.
    pub at: DateTime,
    /// At whom; `None` for slots.
    pub client: Option<ClientId>,
    /// What.
    pub what: What<'b>,
}

/// What is due now, the longest due first. `slots` are the fire slots of a day; those of the last quarter of
/// an hour count, and those about to begin.
#[must_use]
pub fn due<'b>(
    book: &'b Book,
    agenda: &'b Agenda,
    slots: &[Time],
    calendar: &Calendar,
    now: &Zoned,
) -> Vec<Due<'b>> {
    let here = now.datetime();
    let own = now.time_zone();
    let mut found: Vec<Due<'b>> = Vec::new();
    for row in agenda.rows.iter().filter(|row| row.at <= here) {
        found.push(Due {
            at: row.at,
            client: Some(row.client),
            what: What::Call(row),
        });
    }
    for (dossier, request) in all(book).filter(|(_, r)| r.is_open()) {
        let Some(at) = answer_due(request).filter(|at| *at <= now.timestamp()) else {
            continue;
        };
        found.push(Due {
            at: own.to_datetime(at),
            client: Some(dossier.id()),
            what: What::Answer(request),
        });
    }
    for dossier in book.active() {
        for promise in &dossier.work().promises {
            let due = promise.until.filter(|day| *day <= now.date());
            let Some(day) = due.filter(|_| promise.is_open() && promise.side == Side::Ours) else {
                continue;
            };
            found.push(Due {
                at: day.to_datetime(Time::midnight()),
                client: Some(dossier.id()),
                what: What::Promise(promise),
            });
        }
    }
    if let Some(slot) = slot_now(here, slots, calendar)
        && let Some(line) = fire_line(book, now)
    {
        found.push(Due {
            at: slot,
            client: None,
            what: What::Slot(line.waiting + line.urgent),
        });
    }
    found.sort_by_key(|due| due.at);
    found
}

/// When an answer is due: at the end of its promise, or at once when it only has to be passed on.
fn answer_due(request: &Request) -> Option<Timestamp> {
    if request.life == RequestLife::Answered {
        return request.steps.last().map(|step| step.at);
    }
    request.due_at.filter(|_| request.reacted_at.is_none())
}

/// The slot that begins within [`SHEET_MINUTES`], or began less than a quarter of an hour ago.
fn slot_now(now: DateTime, slots: &[Time], calendar: &Calendar) -> Option<DateTime> {
    let today: Date = now.date();
    if !calendar.is_workday(today) {
        return None;
    }
    slots
        .iter()
        .map(|time| today.to_datetime(*time))
        .find(|slot| {
            let ahead = minutes(now, *slot);
            (-15..=SHEET_MINUTES).contains(&ahead) && ahead > -15
        })
}

/// Whole minutes from one time of the wall to another, seconds cut off on both.
fn minutes(from: DateTime, to: DateTime) -> i64 {
    let whole = |at: DateTime| {
        let at = at.to_zoned(TimeZone::UTC).ok();
        at.map_or(0, |at| at.timestamp().as_second().div_euclid(60))
    };
    whole(to) - whole(from)
}
