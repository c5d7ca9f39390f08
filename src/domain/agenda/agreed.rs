//! What was agreed with the client and falls due: the ledger of promises and the steps of checklists
//! (B11, C9, D26).
//!
//! Ours is due on its day, and already on the last workday before it when the day itself is not worked; the
//! client's is due once it is late, as a reminder. Of checklists only steps that call for a talk count.

use super::candidates::Class;
use super::{DayFrame, Reason, Value};
use crate::domain::calendar::days;
use crate::domain::{Checklist, ChecklistStep, ContactPolicy, Dossier, Promise, Side};

/// Whether a promise asks for a touch on the day.
fn asks(promise: &Promise, dossier: &Dossier, day: &DayFrame) -> bool {
    let Some(until) = promise.until.filter(|_| promise.is_open()) else {
        return false;
    };
    match promise.side {
        Side::Ours => until <= day.date || until < day.calendar.next_workday(day.date),
        Side::Client => until < day.date && dossier.client.policy != ContactPolicy::NewsOnly,
    }
}

fn promises<'d>(dossier: &'d Dossier, day: &'d DayFrame) -> impl Iterator<Item = &'d Promise> {
    let all = dossier.work().promises.iter();
    all.filter(|promise| asks(promise, dossier, day))
}

fn steps<'d>(
    dossier: &'d Dossier,
    day: &'d DayFrame,
) -> impl Iterator<Item = (&'d Checklist, &'d ChecklistStep)> {
    let wanted = dossier.client.policy != ContactPolicy::NewsOnly;
    let lists = dossier.work().checklists.iter().filter(move |_| wanted);
    lists.flat_map(|list| {
        let due = list.open_steps().filter(|s| s.call && s.due <= day.date);
        due.map(move |step| (list, step))
    })
}

/// The weightiest of what is due, with how late it is; `None` when nothing is.
pub(super) fn due(dossier: &Dossier, day: &DayFrame) -> Option<(Class, f64)> {
    let work = dossier.work();
    if work.promises.is_empty() && work.checklists.is_empty() {
        return None;
    }
    let promises = promises(dossier, day).filter_map(|promise| {
        let late = days(promise.until?, day.date);
        let class = match promise.side {
            Side::Ours if late > 0 => Class::Overdue,
            Side::Ours => Class::Promised,
            Side::Client => Class::Planned,
        };
        Some((class, late))
    });
    let steps = steps(dossier, day).map(|(_, step)| (Class::Planned, days(step.due, day.date)));
    let best = promises
        .chain(steps)
        .min_by_key(|(class, late)| (*class, std::cmp::Reverse(*late)))?;
    Some((best.0, best.1.clamp(0, 30) as f64 + 1.0))
}

/// Whether a promise of ours is among it.
pub(super) fn is_ours(dossier: &Dossier, day: &DayFrame) -> bool {
    promises(dossier, day).any(|promise| promise.side == Side::Ours)
}

/// All that is due, the oldest of each kind first: ours, the client's, steps.
pub(super) fn reasons(dossier: &Dossier, day: &DayFrame) -> Vec<Reason> {
    let mut due: Vec<&Promise> = promises(dossier, day).collect();
    due.sort_by_key(|promise| (promise.side, promise.until));
    let mut out: Vec<Reason> = due
        .into_iter()
        .filter_map(|promise| {
            Some(Reason::PromiseDue {
                side: promise.side,
                what: promise.what.clone(),
                until: promise.until?,
            })
        })
        .collect();
    let mut due: Vec<_> = steps(dossier, day).collect();
    due.sort_by_key(|(_, step)| step.due);
    out.extend(due.into_iter().map(|(list, step)| Reason::ChecklistStep {
        title: list.title.clone(),
        text: step.text.clone(),
        due: step.due,
    }));
    out
}

/// A promise of ours is what a call is for before anything is asked of the client.
pub(super) fn value_of_ours(reason: &Reason) -> Option<Value> {
    match reason {
        Reason::PromiseDue {
            side: Side::Ours,
            what,
            ..
        } => Some(Value::KeepPromise(what.clone())),
        _ => None,
    }
}

/// What else was agreed.
pub(super) fn value_of_others(reason: &Reason) -> Option<Value> {
    match reason {
        Reason::PromiseDue {
            side: Side::Client,
            what,
            ..
        } => Some(Value::RemindPromise(what.clone())),
        Reason::ChecklistStep { text, .. } => Some(Value::ChecklistStep(text.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::*;
    use crate::domain::{
        Book, Channel, ChecklistId, Client, ClientId, Direction, Outcome, PromiseId, PromiseLife,
        Record, Touch, TouchDigest, TouchId,
    };
    use jiff::Zoned;
    use jiff::civil::{Date, date};
    use uuid::Uuid;

    const WHO: ClientId = ClientId(Uuid::nil());

    fn monday() -> Zoned {
        "2026-11-23T09:00[Europe/Moscow]".parse().unwrap()
    }

    fn promise(side: Side, until: Option<Date>) -> Record {
        let id = PromiseId(Uuid::from_u128(u128::from(side.code())));
        let mut promise = Promise::said(id, WHO, side, "смета".into(), monday().timestamp());
        promise.until = until;
        promise.into()
    }

    fn list(call: bool, due: Date) -> Record {
        let step = |due, done: bool| ChecklistStep {
            text: "Позвонить".into(),
            due,
            call,
            done_at: done.then(|| monday().timestamp()),
            note: String::new(),
        };
        Checklist {
            id: ChecklistId(Uuid::nil()),
            client: WHO,
            playbook: "start".into(),
            title: "Старт".into(),
            started: date(2026, 11, 2),
            steps: vec![step(date(2026, 11, 2), true), step(due, false)],
            closed_at: None,
        }
        .into()
    }

    fn book(policy: ContactPolicy, records: Vec<Record>) -> Book {
        let mut client = Client::named(WHO, "Альфа".into(), monday().timestamp());
        client.policy = policy;
        let mut book = Book::new();
        book.load(client.into()).unwrap();
        for record in records {
            book.load(record).unwrap();
        }
        book
    }

    fn on(day: Date, policy: ContactPolicy, records: Vec<Record>) -> Vec<String> {
        let now = day.at(9, 0, 0, 0).in_tz("Europe/Moscow").unwrap();
        let agenda = plan(&book(policy, records), &DayFrame::today(now));
        assert!(agenda.rows.len() <= 1, "one row a client");
        let reasons = agenda.rows.iter().flat_map(|row| &row.reasons);
        reasons
            .filter(|r| !matches!(r, Reason::NeverTouched { .. }))
            .map(|r| r.name().to_owned())
            .collect()
    }

    #[test]
    fn what_was_agreed_brings_a_client_to_the_list() {
        let nov = |day| date(2026, 11, day);
        let until = |day| Some(nov(day));
        let full = ContactPolicy::Full;
        let news = ContactPolicy::NewsOnly;
        let (ours, theirs) = (Side::Ours, Side::Client);
        for (name, day, policy, records, expected) in [
            (
                "ours today",
                23,
                full,
                vec![promise(ours, until(23))],
                "promise-due",
            ),
            (
                "ours late",
                23,
                full,
                vec![promise(ours, until(19))],
                "promise-due",
            ),
            (
                "ours tomorrow",
                23,
                full,
                vec![promise(ours, until(24))],
                "",
            ),
            (
                "ours for Sunday, on Friday",
                27,
                full,
                vec![promise(ours, until(29))],
                "promise-due",
            ),
            (
                "ours for Monday, on Friday",
                27,
                full,
                vec![promise(ours, until(30))],
                "",
            ),
            (
                "ours without a day",
                23,
                full,
                vec![promise(ours, None)],
                "",
            ),
            (
                "theirs today",
                23,
                full,
                vec![promise(theirs, until(23))],
                "",
            ),
            (
                "theirs late",
                23,
                full,
                vec![promise(theirs, until(20))],
                "promise-due",
            ),
            (
                "news only: ours",
                23,
                news,
                vec![promise(ours, until(23))],
                "promise-due",
            ),
            (
                "news only: theirs",
                23,
                news,
                vec![promise(theirs, until(20))],
                "",
            ),
            (
                "do not call",
                23,
                ContactPolicy::DoNotCall,
                vec![promise(ours, until(20))],
                "",
            ),
            (
                "a talk due",
                23,
                full,
                vec![list(true, nov(23))],
                "checklist-step",
            ),
            (
                "a talk late",
                23,
                full,
                vec![list(true, nov(10))],
                "checklist-step",
            ),
            ("a talk tomorrow", 23, full, vec![list(true, nov(24))], ""),
            (
                "a step without a talk",
                23,
                full,
                vec![list(false, nov(23))],
                "",
            ),
            (
                "all at once",
                23,
                full,
                vec![
                    list(true, nov(23)),
                    promise(theirs, until(20)),
                    promise(ours, until(23)),
                ],
                "promise-due promise-due checklist-step",
            ),
        ] {
            assert_eq!(on(nov(day), policy, records).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn a_talk_today_or_the_end_of_it_clears_the_row() {
        let today = date(2026, 11, 23);
        let touch = Touch {
            id: TouchId(Uuid::nil()),
            client: WHO,
            contact: None,
            at: "2026-11-23T05:00:00Z".parse().unwrap(),
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
        };
        let digest = TouchDigest::empty(WHO).with(&touch);
        let records = vec![promise(Side::Ours, Some(today)), digest.into()];
        assert!(on(today, ContactPolicy::Full, records).is_empty());
        let Record::Promise(mut kept) = promise(Side::Ours, Some(today)) else {
            panic!("a promise");
        };
        kept.life = PromiseLife::Kept;
        assert!(on(today, ContactPolicy::Full, vec![kept.into()]).is_empty());
    }

    #[test]
    fn what_the_call_is_for() {
        let today = date(2026, 11, 23);
        for (records, expected) in [
            (
                vec![list(true, today), promise(Side::Ours, Some(today))],
                Value::KeepPromise("смета".into()),
            ),
            (
                vec![
                    list(true, today),
                    promise(Side::Client, Some(date(2026, 11, 20))),
                ],
                Value::RemindPromise("смета".into()),
            ),
            (
                vec![list(true, today)],
                Value::ChecklistStep("Позвонить".into()),
            ),
        ] {
            let agenda = plan(
                &book(ContactPolicy::Full, records),
                &DayFrame::today(monday()),
            );
            assert_eq!(agenda.rows[0].value, expected);
        }
    }
}
