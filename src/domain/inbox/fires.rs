//! Fires: when the next slot is, which of them wait for it, and what they may push out of the day (D13, E20).

use std::cmp::Reverse;

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};

use super::{Item, all, open};
use crate::domain::agenda::{Agenda, Reason, Row};
use crate::domain::{Book, Calendar, Request, RequestKind};

/// The first fire slot after a moment: today's, else the first one of the next worked day. `None` when there
/// are no slots.
#[must_use]
pub fn next_slot(now: DateTime, slots: &[Time], calendar: &Calendar) -> Option<DateTime> {
    let on = |date: Date| slots.iter().map(move |time| date.to_datetime(*time));
    let today = now.date();
    let ahead = on(today).filter(|slot| *slot > now).min();
    if let Some(slot) = ahead.filter(|_| calendar.is_workday(today)) {
        return Some(slot);
    }
    let next = calendar.next_workday(today);
    on(next).filter(|slot| *slot > now).min()
}

/// The slot a fire waits for: its own, and once that has gone by the next one. `None` for a true emergency, and
/// where there are no slots.
#[must_use]
pub fn slot_ahead(
    fire: &Request,
    now: DateTime,
    slots: &[Time],
    calendar: &Calendar,
) -> Option<DateTime> {
    let own = fire.slot.filter(|_| !fire.urgent)?;
    if own > now || fire.kind != RequestKind::Fire {
        return Some(own);
    }
    next_slot(now, slots, calendar)
}

/// What the status line says of fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FireLine {
    /// Those that wait for a slot, or whose slot has gone by.
    pub waiting: usize,
    /// Those that go past the slots.
    pub urgent: usize,
    /// The slot the earliest of them waits for, when it lies ahead.
    pub slot: Option<DateTime>,
}

/// The fires of the portfolio in numbers; `None` when nothing burns.
#[must_use]
pub fn fire_line(book: &Book, now: &Zoned) -> Option<FireLine> {
    let mut line = FireLine {
        waiting: 0,
        urgent: 0,
        slot: None,
    };
    let fires = all(book).filter(|(_, r)| r.kind == RequestKind::Fire && r.is_open());
    for (_, fire) in fires {
        if fire.urgent {
            line.urgent += 1;
            continue;
        }
        line.waiting += 1;
        let ahead = fire.slot.filter(|slot| *slot > now.datetime());
        line.slot = match (line.slot, ahead) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    (line.waiting + line.urgent > 0).then_some(line)
}

/// The fires a sheet for a slot tells of: all that are open but those parked for a later one.
#[must_use]
pub fn open_fires(book: &Book, slot: Option<DateTime>) -> Vec<Item<'_>> {
    let mut fires = open(book, RequestKind::Fire);
    fires.retain(|(_, r)| match (r.slot, slot) {
        (Some(own), Some(slot)) => own <= slot,
        _ => true,
    });
    fires
}

/// The calls that may make room for so many minutes: from the least worth on, never one at an hour that was
/// set or promised, nor one that somebody waits for. In the order they would be given up.
#[must_use]
pub fn victims(agenda: &Agenda, now: DateTime, minutes: u16) -> Vec<&Row> {
    let mut rows: Vec<&Row> = agenda
        .rows
        .iter()
        .filter(|row| row.at > now && !row.timed && !row.pinned && !is_owed(row))
        .collect();
    // The plan places the weightiest first; among equals of worth the later one goes.
    rows.sort_by_key(|row| (Reverse(worth(row)), Reverse(row.at)));
    let mut room = 0;
    rows.into_iter()
        .take_while(|row| {
            let wanted = room < minutes;
            room = room.saturating_add(row.minutes);
            wanted
        })
        .collect()
}

/// Somebody counts on this very call, or it is about what burns.
fn is_owed(row: &Row) -> bool {
    row.reasons.iter().any(|reason| rank(reason) == 0)
}

/// A rank of the weightiest reason, greater is less worth.
fn worth(row: &Row) -> u8 {
    row.reasons.iter().map(rank).min().unwrap_or(u8::MAX)
}

const fn rank(reason: &Reason) -> u8 {
    match reason {
        Reason::Promised { .. }
        | Reason::CriticalProblem { .. }
        | Reason::PromiseDue { .. }
        | Reason::AnswerOwed { .. }
        | Reason::Fire { .. }
        | Reason::Incident { .. }
        | Reason::ByHand => 0,
        Reason::AnswerAwaited { .. }
        | Reason::AgreedDate { .. }
        | Reason::AwaitsDecision { .. }
        | Reason::ChecklistStep { .. } => 1,
        Reason::Planned { .. } => 2,
        Reason::CadenceDue { .. }
        | Reason::NeverTouched { .. }
        | Reason::OnboardingDay(_)
        | Reason::Focus { .. } => 3,
        _ => 4,
    }
}
