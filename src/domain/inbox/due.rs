//! What is due at a moment: calls of the plan whose time has come, answers promised, agreements of the day,
//! fire slots. The workstation rings for it, and `planerka due` tells it when the workstation is closed.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{fire_line, next_slot};
use crate::domain::agenda::{Agenda, DayFrame, Row};
use crate::domain::{Book, ClientId, Promise, Request, RequestKind, RequestLife, Side};

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
    /// A fire slot begins in five minutes or has begun.
    Slot {
        /// When it begins.
        slot: DateTime,
        /// Fires it is about.
        fires: usize,
    },
    /// Fires whose slot has gone by: they wait for the next one.
    Waiting {
        /// The next slot; `None` when there are no slots any more.
        slot: Option<DateTime>,
        /// How many of them.
        fires: usize,
    },
}

/// Something due, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'b> {
    /// Since when, on the manager's clock: an agreement from the beginning of its day's work on, a slot from
    /// five minutes before it.
    pub at: DateTime,
    /// At whom; `None` for slots.
    pub client: Option<ClientId>,
    /// What.
    pub what: What<'b>,
}

/// What is due now, the longest due first. Of the fire slots of `day` those of the last quarter of an hour
/// count, and those about to begin.
///
/// `agenda` is the plan as it is shown. A plan made anew begins with now, so that no hour of it would ever have
/// come: `morning`, the plan as the day began, then says since when a call of it is due.
#[must_use]
pub fn due<'b>(
    book: &'b Book,
    agenda: &'b Agenda,
    morning: Option<&Agenda>,
    day: &DayFrame,
    now: &Zoned,
) -> Vec<Due<'b>> {
    let here = now.datetime();
    let own = now.time_zone();
    let mut found: Vec<Due<'b>> = Vec::new();
    for row in &agenda.rows {
        let mut before = morning.iter().flat_map(|agenda| &agenda.rows);
        let before = before.find(|then| then.client == row.client && !row.timed);
        let at = before.map_or(row.at, |then| then.at.min(row.at));
        if at > here {
            continue;
        }
        found.push(Due {
            at,
            client: Some(row.client),
            what: What::Call(row),
        });
    }
    // Slots of fires that have gone by.
    let mut gone: Vec<DateTime> = Vec::new();
    for dossier in book.active() {
        for request in dossier.work().requests.iter().filter(|r| r.is_open()) {
            if request.kind == RequestKind::Fire && !request.urgent {
                gone.extend(request.slot.filter(|slot| *slot <= here));
            }
            let Some(at) = answer_due(request).filter(|at| *at <= now.timestamp()) else {
                continue;
            };
            found.push(Due {
                at: own.to_datetime(at),
                client: Some(dossier.id()),
                what: What::Answer(request),
            });
        }
        for promise in &dossier.work().promises {
            let until = promise.until.map(|date| date.to_datetime(day.hours.from));
            let due = until.filter(|at| *at <= here);
            let Some(at) = due.filter(|_| promise.is_open() && promise.side == Side::Ours) else {
                continue;
            };
            found.push(Due {
                at,
                client: Some(dossier.id()),
                what: What::Promise(promise),
            });
        }
    }
    let slot = slot_now(here, day);
    if let Some(slot) = slot
        && let Some(line) = fire_line(book, now)
    {
        found.push(Due {
            at: slot.saturating_sub(jiff::SignedDuration::from_mins(SHEET_MINUTES)),
            client: None,
            what: What::Slot {
                slot,
                fires: line.waiting + line.urgent,
            },
        });
    }
    if let Some(at) = gone.iter().min().filter(|_| slot.is_none()) {
        found.push(Due {
            at: *at,
            client: None,
            what: What::Waiting {
                slot: next_slot(here, &day.fires, &day.calendar),
                fires: gone.len(),
            },
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
fn slot_now(now: DateTime, day: &DayFrame) -> Option<DateTime> {
    let today: Date = now.date();
    if !day.calendar.is_workday(today) {
        return None;
    }
    day.fires
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
