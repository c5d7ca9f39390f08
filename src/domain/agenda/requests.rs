//! What came in and waits for us: answers owed, fires, incidents (D8, D13, E33, A32).
//!
//! A fire set aside for a slot belongs to the slot until its hour: the block of the day counts it, the client has
//! no row of its own. A true emergency, and a fire whose slot has passed, is called about like anything critical.

use jiff::Timestamp;

use super::asks::DECISION_DAYS;
use super::candidates::Class;
use super::{DayFrame, Minute, Reason, ceil, minute};
use crate::domain::calendar::days;
use crate::domain::{ContactPolicy, Dossier, Request, RequestKind, RequestLife};

/// The longest a fire is planned for: what takes longer is not a call.
const LONGEST: Minute = 120;

/// Answers the client waits for: those promised for the day or earlier, those that are here and were not handed
/// on, and those nobody promised anything about.
fn owed<'a>(dossier: &'a Dossier, day: &DayFrame) -> impl Iterator<Item = &'a Request> {
    let date = day.date;
    let own = day.own().clone();
    let all = dossier.work().requests.iter();
    all.filter(move |r| {
        let due = || r.due_at.map(|at| own.to_datetime(at).date());
        let asked = || own.to_datetime(r.received_at).date();
        r.owes_answer()
            && r.kind != RequestKind::Fire
            && match r.life {
                RequestLife::Answered => true,
                // A specialist was asked: nothing to say yet, unless the hour promised draws near.
                RequestLife::Asked => due().map_or(days(asked(), date) > 0, |due| due <= date),
                _ => due().is_none_or(|due| due <= date),
            }
    })
}

/// The moment lateness is measured at: now, or the begin of a day to come.
fn measured(day: &DayFrame) -> Timestamp {
    if day.date <= day.now.date() {
        return day.now.timestamp();
    }
    let begin = day.date.to_datetime(day.hours.from);
    day.own()
        .to_ambiguous_zoned(begin)
        .compatible()
        .map_or_else(|_| day.now.timestamp(), |at| at.timestamp())
}

/// Minutes an answer is late, 0 when it is not.
fn late(request: &Request, day: &DayFrame) -> i64 {
    let due = request.due_at.map(|due| measured(day).duration_since(due));
    due.map_or(0, |late| late.as_mins().max(0))
}

fn waited(request: &Request, day: &DayFrame) -> i64 {
    days(day.own().to_datetime(request.received_at).date(), day.date).max(0)
}

/// Whether an answer is owed, with its class and urgency. After a talk of the day only a promise still asks.
pub(super) fn answer(dossier: &Dossier, day: &DayFrame, touched: bool) -> Option<(Class, f64)> {
    if dossier.work().requests.is_empty() {
        return None;
    }
    owed(dossier, day)
        .filter(|r| !touched || r.due_at.is_some())
        .map(|r| {
            let late = late(r, day);
            let soon = r
                .due_at
                .is_some_and(|due| day.own().to_datetime(due).date() <= day.date);
            match late {
                1.. => (Class::Overdue, 1.0 + late.min(30 * 1440) as f64 / 1440.0),
                _ if soon => (Class::Promised, 1.0),
                _ => (Class::Decision, 1.0 + waited(r, day).min(30) as f64),
            }
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))
}

fn burning<'a>(dossier: &'a Dossier, day: &DayFrame) -> impl Iterator<Item = &'a Request> {
    let now = day.now.datetime();
    let date = day.date;
    let all = dossier.work().requests.iter();
    all.filter(move |r| {
        let kept = r.slot.is_some_and(|slot| slot > now || slot.date() > date);
        r.is_open() && r.kind == RequestKind::Fire && (r.urgent || !kept)
    })
}

/// Whether a fire asks for a call of its own: a true emergency weighs more. One talked about today rests.
pub(super) fn fire(dossier: &Dossier, day: &DayFrame, touched: bool) -> Option<f64> {
    if dossier.work().requests.is_empty() {
        return None;
    }
    let talked =
        |r: &&Request| touched && dossier.last_real().is_some_and(|at| at >= r.received_at);
    burning(dossier, day)
        .filter(|r| !talked(r))
        .map(|r| if r.urgent { 5.0 } else { 3.0 })
        .max_by(f64::total_cmp)
}

fn noticed<'a>(dossier: &'a Dossier, day: &DayFrame) -> impl Iterator<Item = &'a Request> {
    let own = day.own().clone();
    let talked = dossier.last_real();
    let date = day.date;
    let all = dossier.work().requests.iter();
    all.filter(move |r| {
        // Talked about since: the day has done its work for now.
        let quiet = talked.is_none_or(|at| {
            at < r.received_at || days(own.to_datetime(at).date(), date) >= DECISION_DAYS
        });
        let kept = r.slot.is_some_and(|slot| slot.date() > date);
        r.is_open() && r.kind == RequestKind::Incident && quiet && !kept
    })
}

/// Whether a figure that went wrong asks for a call.
pub(super) fn incident(dossier: &Dossier, day: &DayFrame) -> Option<f64> {
    if dossier.work().requests.is_empty() {
        return None;
    }
    noticed(dossier, day).next().map(|_| 2.0)
}

/// The minute of the day until which an answer was promised, when it is still ahead.
pub(super) fn deadline(dossier: &Dossier, day: &DayFrame) -> Option<Minute> {
    if dossier.work().requests.is_empty() {
        return None;
    }
    owed(dossier, day)
        .filter_map(|r| Some(day.own().to_datetime(r.due_at?)))
        .filter(|due| due.date() == day.date && *due > day.now.datetime())
        .map(|due| minute(due.time()))
        .min()
}

/// Minutes the longest fire takes, 0 when nobody said.
pub(super) fn minutes(dossier: &Dossier, day: &DayFrame) -> Minute {
    if dossier.work().requests.is_empty() {
        return 0;
    }
    let longest = burning(dossier, day).map(|r| Minute::from(r.minutes)).max();
    longest.unwrap_or(0).min(LONGEST)
}

/// Fires in their order, then incidents.
pub(super) fn fires(dossier: &Dossier, day: &DayFrame, out: &mut Vec<Reason>) {
    if dossier.work().requests.is_empty() {
        return;
    }
    let mut fires: Vec<&Request> = (dossier.work().requests.iter())
        .filter(|r| r.is_open() && r.kind == RequestKind::Fire)
        .collect();
    fires.sort_by_key(|r| (!r.urgent, r.slot, r.received_at));
    out.extend(fires.into_iter().map(|r| Reason::Fire {
        request: r.id,
        text: r.text.clone(),
        slot: r.slot.filter(|slot| *slot > day.now.datetime()),
        urgent: r.urgent,
    }));
    if dossier.client.policy == ContactPolicy::Full
        || dossier.client.policy == ContactPolicy::Reduced
    {
        out.extend(noticed(dossier, day).map(|r| Reason::Incident {
            request: r.id,
            text: r.text.clone(),
        }));
    }
}

/// Answers owed, the most urgent first; late ones on their own, before all else.
pub(super) fn answers(dossier: &Dossier, day: &DayFrame, is_late: bool, out: &mut Vec<Reason>) {
    if dossier.work().requests.is_empty() {
        return;
    }
    let mut owed: Vec<&Request> = owed(dossier, day)
        .filter(|r| (late(r, day) > 0) == is_late)
        .collect();
    owed.sort_by_key(|r| (r.due_at.is_none(), r.due_at, r.received_at));
    out.extend(owed.into_iter().map(|r| Reason::AnswerOwed {
        request: r.id,
        text: r.text.clone(),
        until: r.due_at.map(|due| day.own().to_datetime(due)),
        late: late(r, day),
        days: waited(r, day),
    }));
}

/// Fires parked for slots of the day: the minute each waits for.
pub(super) fn parked<'a>(
    dossier: &'a Dossier,
    day: &'a DayFrame,
) -> impl Iterator<Item = Minute> + 'a {
    let all = dossier.work().requests.iter();
    all.filter(|r| r.is_open() && !r.urgent)
        .filter_map(|r| r.slot)
        .filter(|slot| slot.date() == day.date)
        .map(|slot| ceil(slot.time()))
}
