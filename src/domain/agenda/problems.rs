//! Which problems of a client ask for a call (A9): what burns, and answers the client owes.
//!
//! Only the client is called. What a platform or a webmaster owes is followed up from the card, not from
//! the list of calls, unless it is critical: then the client hears of it. A sensitive problem never brings
//! a call: there would be nothing one may say (C12).

use super::DayFrame;
use crate::domain::calendar::days;
use crate::domain::{Dossier, Problem, ProblemLife, Severity, Solver};

/// Days after a talk before the same open matter brings a call again.
const QUIET_DAYS: i64 = 3;

fn open(dossier: &Dossier) -> impl Iterator<Item = &Problem> {
    dossier
        .work()
        .problems
        .iter()
        .filter(|p| p.is_open() && p.may_leave_to_client())
}

/// Critical problems on which something can be done on the day: what waits for a later day, rests.
pub(super) fn critical<'a>(
    dossier: &'a Dossier,
    day: &DayFrame,
) -> impl Iterator<Item = &'a Problem> {
    let date = day.date;
    open(dossier).filter(move |p| {
        p.severity == Severity::Critical && p.waiting_until.is_none_or(|until| until <= date)
    })
}

/// Answers the client owes whose day has come, critical ones aside.
pub(super) fn awaited<'a>(
    dossier: &'a Dossier,
    day: &DayFrame,
) -> impl Iterator<Item = &'a Problem> {
    let talked = dossier
        .last_real()
        .map(|at| day.own().to_datetime(at).date());
    let date = day.date;
    open(dossier).filter(move |p| {
        p.solver == Solver::Client
            && p.severity != Severity::Critical
            && p.life == ProblemLife::Waiting
            && p.waiting_until.is_some_and(|until| {
                // Talked about since: the day has done its work for now.
                let quiet = talked.is_none_or(|t| t < until || days(t, date) >= QUIET_DAYS);
                until <= date && quiet
            })
    })
}

/// Days since the awaited day of a problem, 0 on the day itself.
pub(super) fn late(problem: &Problem, day: &DayFrame) -> i64 {
    problem
        .waiting_until
        .map_or(0, |until| days(until, day.date).max(0))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use jiff::{ToSpan, Zoned};
    use uuid::Uuid;

    use super::*;
    use crate::domain::agenda::{Agenda, Reason, Value, plan};
    use crate::domain::stage::Parked;
    use crate::domain::{
        Book, Channel, Client, ClientId, ContactPolicy, Direction, FollowUp, Journey, Outcome,
        ProblemId, Record, Touch, TouchDigest, TouchId,
    };

    const ID: ClientId = ClientId(Uuid::from_u128(1));

    fn now() -> Zoned {
        "2026-11-23T09:00[Europe/Moscow]".parse().unwrap()
    }

    /// A client talked to so many days ago.
    struct Case {
        client: Client,
        records: Vec<Record>,
    }

    fn talked(days: i64) -> Case {
        let at = (&now() - (days * 24).hours()).timestamp();
        let touch = Touch {
            id: TouchId(Uuid::from_u128(9)),
            client: ID,
            contact: None,
            at,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
        };
        let client = Client::named(ID, "Альфа".to_owned(), (&now() - 4000.hours()).timestamp());
        let digest = TouchDigest::empty(ID).with(&touch);
        Case {
            client,
            records: vec![digest.into()],
        }
    }

    impl Case {
        fn problem(mut self, title: &str, change: impl FnOnce(&mut Problem)) -> Self {
            let id = ProblemId(Uuid::from_u128(self.records.len() as u128 + 1));
            let at = (&now() - 240.hours()).timestamp();
            let mut problem = Problem::titled(id, ID, title.to_owned(), at);
            change(&mut problem);
            self.records.push(problem.into());
            self
        }

        fn policy(mut self, policy: ContactPolicy) -> Self {
            self.client.policy = policy;
            self
        }

        fn parked(mut self) -> Self {
            let mut journey = Journey::start(ID, self.client.created_at);
            journey.parked = Some(Parked {
                reason: "отпуск".to_owned(),
                until: date(2026, 12, 10),
            });
            self.records.push(journey.into());
            self
        }

        fn agenda(self) -> Agenda {
            let mut book = Book::new();
            book.load(Record::from(self.client)).unwrap();
            for record in self.records {
                book.load(record).unwrap();
            }
            plan(&book, &DayFrame::today(now()))
        }
    }

    fn critical_one(p: &mut Problem) {
        p.severity = Severity::Critical;
    }

    fn waiting(solver: Solver, until: Date) -> impl Fn(&mut Problem) {
        move |p| {
            p.solver = solver;
            p.life = ProblemLife::Waiting;
            p.waiting_for = "доступ".to_owned();
            p.waiting_until = Some(until);
        }
    }

    #[test]
    fn who_is_called_because_of_a_problem() {
        let day = |d| date(2026, 11, d);
        let two = |d, solver| {
            move |p: &mut Problem| {
                waiting(solver, day(d))(p);
                critical_one(p);
            }
        };
        for (name, case, called) in [
            ("an ordinary problem", talked(1).problem("п", |_| ()), false),
            ("a critical one", talked(1).problem("п", critical_one), true),
            ("talked today", talked(0).problem("п", critical_one), false),
            (
                "sensitive",
                talked(1).problem("п", |p| {
                    critical_one(p);
                    p.sensitive = true;
                }),
                false,
            ),
            (
                "solved",
                talked(1).problem("п", |p| {
                    critical_one(p);
                    p.life = ProblemLife::Solved;
                }),
                false,
            ),
            (
                "critical, waits for Friday",
                talked(1).problem("п", two(27, Solver::Platform)),
                false,
            ),
            (
                "critical, waited in vain",
                talked(1).problem("п", two(20, Solver::Platform)),
                true,
            ),
            (
                "the client's answer is due",
                talked(9).problem("п", waiting(Solver::Client, day(23))),
                true,
            ),
            (
                "the client's answer, later",
                talked(9).problem("п", waiting(Solver::Client, day(24))),
                false,
            ),
            (
                "talked about yesterday",
                talked(1).problem("п", waiting(Solver::Client, day(20))),
                false,
            ),
            (
                "talked about long ago",
                talked(4).problem("п", waiting(Solver::Client, day(18))),
                true,
            ),
            (
                "the webmaster's answer",
                talked(9).problem("п", waiting(Solver::Webmaster, day(20))),
                false,
            ),
            (
                "the platform's answer",
                talked(9).problem("п", waiting(Solver::Platform, day(20))),
                false,
            ),
            (
                "parked",
                talked(9).problem("п", critical_one).parked(),
                false,
            ),
            (
                "wants no calls",
                talked(9)
                    .problem("п", critical_one)
                    .policy(ContactPolicy::DoNotCall),
                false,
            ),
            (
                "wants news only",
                talked(9)
                    .problem("п", critical_one)
                    .policy(ContactPolicy::NewsOnly),
                false,
            ),
        ] {
            assert_eq!(!case.agenda().rows.is_empty(), called, "{name}");
        }
    }

    #[test]
    fn reasons_name_the_problem_and_stand_after_a_broken_promise() {
        let case = || {
            talked(9)
                .problem("Цели не настроены", critical_one)
                .problem("Объявления отклонены", critical_one)
                .problem("Нет доступа", waiting(Solver::Client, date(2026, 11, 19)))
        };
        let agenda = case().agenda();
        let row = &agenda.rows[0];
        assert_eq!(
            row.reasons[..2],
            [
                Reason::CriticalProblem {
                    count: 2,
                    title: "Цели не настроены".to_owned()
                },
                Reason::AnswerAwaited {
                    title: "Нет доступа".to_owned(),
                    from: Solver::Client,
                    what: "доступ".to_owned(),
                    days: 4
                }
            ]
        );
        assert_eq!(
            row.value,
            Value::SolveProblem("Цели не настроены".to_owned())
        );
        let mut promised = case();
        promised.records.push(Record::from(FollowUp {
            client: ID,
            date: date(2026, 11, 20),
            time: None,
            reason: "смета".to_owned(),
            promised: true,
            channel: None,
            contact: None,
            set_at: now().timestamp(),
        }));
        let names: Vec<_> = promised.agenda().rows[0]
            .reasons
            .iter()
            .map(Reason::name)
            .collect();
        assert_eq!(names[..2], ["promised", "critical-problem"]);
        let only = talked(9).problem("Нет доступа", waiting(Solver::Client, date(2026, 11, 23)));
        assert_eq!(
            only.agenda().rows[0].value,
            Value::AskAnswer("доступ".to_owned())
        );
    }
}
