//! The evening: what was promised up to today on both sides, over the whole portfolio: closed? (B11, C22)

use jiff::Zoned;

use super::{Book, Checklist, ChecklistStep, Dossier, FollowUp, Promise, Side};

/// One thing that waits for an answer in the evening.
#[derive(Debug, Clone, Copy)]
pub enum Due<'b> {
    /// A promise whose day has come.
    Promise(&'b Promise),
    /// A call that was promised and not made.
    Call(&'b FollowUp),
    /// A step of a checklist: the list, the place of the step, the step.
    Step(&'b Checklist, usize, &'b ChecklistStep),
}

impl Due<'_> {
    /// Its day; promises of an evening always have one.
    #[must_use]
    pub fn day(&self) -> Option<jiff::civil::Date> {
        match self {
            Self::Promise(promise) => promise.until,
            Self::Call(plan) => Some(plan.date),
            Self::Step(_, _, step) => Some(step.due),
        }
    }
}

/// The evening of a day.
#[derive(Debug, Clone, Default)]
pub struct Evening<'b> {
    /// What is open: calls promised first, then our other promises, the client's, steps; within each the oldest
    /// first.
    pub open: Vec<(&'b Dossier, Due<'b>)>,
    /// Clients touched today, attempts included.
    pub touched: usize,
    /// Agreements and steps closed today.
    pub closed: usize,
    /// Requests and fires that still wait for an answer of ours and whose time has come.
    pub waiting: usize,
}

/// What is open up to the day of `now`, and what was done on it. Archived clients are left out.
#[must_use]
pub fn evening<'b>(book: &'b Book, now: &Zoned) -> Evening<'b> {
    let today = now.date();
    let on_day = |at: jiff::Timestamp| at.to_zoned(now.time_zone().clone()).date() == today;
    let mut out = Evening::default();
    for dossier in book.active() {
        let last = dossier.digest.as_ref().and_then(|d| d.last_any);
        out.touched += usize::from(last.is_some_and(on_day));
        let plan = dossier.follow_up.as_deref();
        if let Some(plan) = plan.filter(|p| p.promised && p.date <= today) {
            out.open.push((dossier, Due::Call(plan)));
        }
        let work = dossier.work();
        let due = work.requests.iter().filter(|r| r.owes_answer());
        let late = |at: jiff::Timestamp| at.to_zoned(now.time_zone().clone()).date() <= today;
        out.waiting += due.filter(|r| r.due_at.is_none_or(late)).count();
        for promise in &work.promises {
            out.closed += usize::from(promise.closed_at.is_some_and(on_day));
            if promise.is_open() && promise.until.is_some_and(|until| until <= today) {
                out.open.push((dossier, Due::Promise(promise)));
            }
        }
        for list in &work.checklists {
            for (i, step) in list.steps.iter().enumerate() {
                out.closed += usize::from(step.done_at.is_some_and(on_day));
                if list.closed_at.is_none() && step.done_at.is_none() && step.due <= today {
                    out.open.push((dossier, Due::Step(list, i, step)));
                }
            }
        }
    }
    let group = |due: &Due<'_>| match due {
        Due::Call(_) => 0,
        Due::Promise(promise) if promise.side == Side::Ours => 1,
        Due::Promise(_) => 2,
        Due::Step(..) => 3,
    };
    out.open.sort_by(|(da, a), (db, b)| {
        (group(a), a.day(), da.sort_name()).cmp(&(group(b), b.day(), db.sort_name()))
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ChecklistId, Client, ClientId, PromiseId, PromiseLife, Record, TouchDigest,
    };
    use jiff::civil::{Date, date};
    use uuid::Uuid;

    fn now() -> Zoned {
        "2026-11-23T18:00+03:00[Europe/Moscow]".parse().unwrap()
    }

    fn promise(client: u128, n: u128, side: Side, until: Option<Date>) -> Promise {
        let at = now().timestamp();
        let id = PromiseId(Uuid::from_u128(n));
        let client = ClientId(Uuid::from_u128(client));
        let mut promise = Promise::said(id, client, side, n.to_string(), at);
        promise.until = until;
        promise
    }

    #[test]
    fn all_that_is_due_today_and_nothing_else() {
        let mut book = Book::new();
        for (n, name) in [(1, "Бета"), (2, "Альфа"), (3, "Архив")] {
            let id = ClientId(Uuid::from_u128(n));
            let mut client = Client::named(id, name.to_owned(), now().timestamp());
            client.archived_at = (n == 3).then(|| now().timestamp());
            book.load(Record::Client(client)).unwrap();
        }
        let day = |d| Some(date(2026, 11, d));
        let mut kept = promise(1, 6, Side::Ours, day(20));
        kept.life = PromiseLife::Kept;
        kept.closed_at = Some("2026-11-23T12:00:00Z".parse().unwrap());
        for row in [
            promise(1, 1, Side::Client, day(20)),
            promise(1, 2, Side::Ours, day(23)),
            promise(2, 3, Side::Ours, day(23)),
            promise(1, 4, Side::Ours, day(24)),
            promise(1, 5, Side::Ours, None),
            kept,
            promise(3, 7, Side::Ours, day(20)),
        ] {
            book.load(row.into()).unwrap();
        }
        let step = |due, done: bool| ChecklistStep {
            text: "шаг".to_owned(),
            due,
            call: false,
            done_at: done.then(|| "2026-11-22T20:00:00Z".parse().unwrap()),
            note: String::new(),
        };
        let list = |n, closed: bool| Checklist {
            id: ChecklistId(Uuid::from_u128(n)),
            client: ClientId(Uuid::from_u128(1)),
            playbook: "start".to_owned(),
            title: "Старт".to_owned(),
            started: date(2026, 11, 20),
            steps: vec![
                step(date(2026, 11, 20), true),
                step(date(2026, 11, 23), false),
                step(date(2026, 11, 24), false),
            ],
            closed_at: closed.then(|| now().timestamp()),
        };
        book.load(list(1, false).into()).unwrap();
        book.load(list(2, true).into()).unwrap();
        let mut digest = TouchDigest::empty(ClientId(Uuid::from_u128(1)));
        digest.last_any = Some("2026-11-22T21:30:00Z".parse().unwrap());
        book.load(digest.into()).unwrap();
        for (client, promised, on) in [(1, true, 23), (2, true, 24), (3, true, 20)] {
            let id = ClientId(Uuid::from_u128(client));
            let plan = FollowUp {
                client: id,
                date: date(2026, 11, on),
                time: None,
                reason: "сметы".to_owned(),
                promised,
                channel: None,
                contact: None,
                set_at: now().timestamp(),
            };
            book.load(plan.into()).unwrap();
        }
        let found = evening(&book, &now());
        let told: Vec<String> = found
            .open
            .iter()
            .map(|(dossier, due)| match due {
                Due::Call(plan) => format!("{} звонок {}", dossier.client.name, plan.reason),
                Due::Promise(p) => format!("{} {}", dossier.client.name, p.what),
                Due::Step(_, i, _) => format!("{} шаг {i}", dossier.client.name),
            })
            .collect();
        assert_eq!(
            told,
            [
                "Бета звонок сметы",
                "Альфа 3",
                "Бета 2",
                "Бета 1",
                "Бета шаг 1"
            ]
        );
        // Half past nine in the evening of UTC is past midnight in Moscow.
        assert_eq!((found.touched, found.closed), (1, 1));
    }
}
