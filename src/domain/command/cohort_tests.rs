//! Freezing, working, leaving, closing: what each does to the segment, what is refused, and back by undo.

use jiff::ToSpan;
use jiff::Zoned;

use super::super::{
    Command, ForecastCommand, ForecastError, NewRequest, NewTouch, NextStep, RequestCommand,
    RequestDeed, decide,
};
use super::*;
use crate::domain::{Channel, Client, Forecast, Ids, Outcome, Record, RequestKind, Spend};

struct Desk {
    book: Book,
    ids: Ids,
    now: Zoned,
    clients: Vec<ClientId>,
}

impl Desk {
    /// So many clients with spend of three months, the last of them archived.
    fn new(clients: u8) -> Self {
        let now: Zoned = "2026-11-03T10:00+03:00[Europe/Moscow]".parse().unwrap();
        let mut book = Book::new();
        let mut ids = Vec::new();
        for n in 1..=clients {
            let id = ClientId::from_bytes([n; 16]);
            let mut client = Client::named(id, format!("Клиент {n}"), now.timestamp());
            client.archived_at = (n == clients).then(|| now.timestamp());
            book.load(Record::from(client)).unwrap();
            let mut spend = Spend::empty(id, Currency::RUB);
            for month in 8..=10 {
                spend.set(Month::new(2026, month), 100 * i64::from(n));
            }
            book.load(Record::Spend(spend)).unwrap();
            ids.push(id);
        }
        Self {
            book,
            ids: Ids::seeded(1),
            now,
            clients: ids,
        }
    }

    fn run(&mut self, command: impl Into<Command>) -> Result<Transaction, RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(command.into(), &self.book, &mut env)?;
        self.book.apply(&mut tx).unwrap();
        Ok(tx)
    }

    fn new_cohort(&self, name: &str) -> NewCohort {
        NewCohort {
            name: name.to_owned(),
            month: Some(Month::new(2026, 11)),
            method: Method::Formula,
            query: " расход3:<-20% ".to_owned(),
            hypothesis: String::new(),
            clients: self.clients.iter().map(|id| (*id, 50)).collect(),
            held_out: 20,
            replace: false,
        }
    }

    fn cohort(&self) -> &Cohort {
        self.book.desk().cohorts.last().unwrap()
    }

    fn call(&mut self, client: ClientId, direction: Direction, outcome: Outcome) -> Transaction {
        self.run(Command::LogTouch(Box::new(NewTouch {
            client,
            contact: None,
            at: None,
            channel: Channel::Phone,
            direction,
            outcome,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
            next: NextStep::Auto,
        })))
        .unwrap()
    }

    fn worked(&self, client: ClientId) -> bool {
        let member = self.cohort().member(client);
        member.unwrap().worked_at.is_some()
    }
}

impl From<NewCohort> for Command {
    fn from(new: NewCohort) -> Self {
        Self::Cohort(CohortCommand::Freeze(Box::new(new)))
    }
}

impl From<CohortCommand> for Command {
    fn from(command: CohortCommand) -> Self {
        Self::Cohort(command)
    }
}

#[test]
fn a_frozen_segment_keeps_what_it_was_frozen_with_and_undo_takes_it_away() {
    let mut desk = Desk::new(11);
    let mut new = desk.new_cohort("  просели   три месяца ");
    // Named twice: frozen once.
    new.clients.push((desk.clients[0], 90));
    let tx = desk.run(new).unwrap();
    let cohort = desk.cohort();
    assert_eq!(cohort.name, "просели три месяца");
    assert_eq!(cohort.query, "расход3:<-20%");
    assert_eq!(cohort.from, Month::new(2026, 10));
    assert_eq!(cohort.members.len(), 10, "the archived one stays out");
    assert_eq!(cohort.members.iter().filter(|m| m.held_out).count(), 2);
    assert_eq!((cohort.members[1].base, cohort.members[1].score), (600, 50));
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert!(desk.book.desk().cohorts.is_empty());
}

#[test]
fn what_cannot_be_frozen_is_refused_by_name() {
    let mut desk = Desk::new(5);
    desk.run(desk.new_cohort("первый")).unwrap();
    let next = Some(Month::new(2026, 12));
    type Case = (&'static str, fn(&mut NewCohort), RuleError);
    let cases: [Case; 6] = [
        (
            "no name",
            |new| new.name = " ".into(),
            RuleError::NameMissing,
        ),
        (
            "nobody",
            |new| new.clients.clear(),
            CohortError::Empty.into(),
        ),
        (
            "archived ones",
            |new| drop(new.clients.drain(..4)),
            CohortError::AllArchived.into(),
        ),
        (
            "too much held out",
            |new| new.held_out = 60,
            CohortError::TooMuchHeldOut(60).into(),
        ),
        (
            "a month gone by",
            |new| new.month = Some(Month::new(2026, 10)),
            CohortError::MonthOver(Month::new(2026, 10)).into(),
        ),
        (
            "a stranger",
            |new| new.clients.push((ClientId::from_bytes([99; 16]), 1)),
            RuleError::NoSuchClient,
        ),
    ];
    for (name, spoil, error) in cases {
        let mut new = desk.new_cohort("второй");
        new.month = next;
        spoil(&mut new);
        assert_eq!(desk.run(new).unwrap_err(), error, "{name}");
    }
    // One focus a month: refused by name, then the older is closed when that was agreed to.
    let mut second = desk.new_cohort("второй");
    let taken = CohortError::Taken {
        name: "первый".to_owned(),
        month: Month::new(2026, 11),
    };
    assert_eq!(desk.run(second.clone()).unwrap_err(), taken.into());
    second.replace = true;
    desk.run(second).unwrap();
    let desk = desk.book.desk();
    assert!(desk.cohorts[0].closed_at.is_some());
    assert_eq!(desk.focus(Month::new(2026, 11)).unwrap().name, "второй");
}

#[test]
fn a_real_contact_of_ours_marks_the_member_and_undo_takes_the_mark_off() {
    let mut desk = Desk::new(11);
    desk.run(desk.new_cohort("просели")).unwrap();
    desk.now = &desk.now + 1.day();
    let to_work: Vec<ClientId> = (desk.cohort().members.iter())
        .filter(|m| !m.held_out)
        .map(|m| m.client)
        .collect();
    desk.call(to_work[0], Direction::Out, Outcome::NoAnswer);
    desk.call(to_work[0], Direction::In, Outcome::Answered);
    assert!(!desk.worked(to_work[0]), "neither is our work");
    let before = desk.book.desk().clone();
    let tx = desk.call(to_work[0], Direction::Out, Outcome::Answered);
    assert!(desk.worked(to_work[0]));
    desk.book
        .apply(&mut tx.inverse(desk.now.timestamp()))
        .unwrap();
    assert_eq!(desk.book.desk(), &before);
    // A held-out client that was worked all the same is marked too: the comparison leaves it out.
    let held = desk.cohort().members.iter().find(|m| m.held_out).unwrap();
    let held = held.client;
    desk.call(held, Direction::Out, Outcome::Answered);
    assert!(desk.worked(held));
    // Long after the last window contacts say nothing of it any more.
    desk.now = "2027-03-01T10:00+03:00[Europe/Moscow]".parse().unwrap();
    desk.call(to_work[1], Direction::Out, Outcome::Answered);
    assert!(!desk.worked(to_work[1]));
}

#[test]
fn an_answer_to_whoever_asked_is_no_work_of_the_focus() {
    let mut desk = Desk::new(11);
    desk.run(desk.new_cohort("просели")).unwrap();
    desk.now = &desk.now + 1.day();
    for held in [false, true] {
        let mut members = desk.cohort().members.iter();
        let client = members.find(|m| m.held_out == held).unwrap().client;
        let new = NewRequest::said(client, RequestKind::Question, "почему?".to_owned());
        desk.run(Command::Request(RequestCommand::Add(Box::new(new))))
            .unwrap();
        let id = desk.book.get(client).unwrap().work().requests[0].id;
        let deliver = RequestDeed::Deliver {
            who: String::new(),
            words: "вот почему".to_owned(),
            channel: Some(Channel::Phone),
            minutes: 4,
        };
        let step = RequestCommand::Step(client, id, deliver);
        desk.run(Command::Request(step)).unwrap();
        let digest = desk.book.get(client).unwrap().digest.clone();
        assert!(digest.is_some(), "the talk is logged all the same");
        assert!(!desk.worked(client), "held out: {held}");
    }
}

#[test]
fn members_leave_with_a_reason_come_back_and_join_until_it_is_closed() {
    let mut desk = Desk::new(5);
    let mut new = desk.new_cohort("просели");
    new.clients.truncate(3);
    desk.run(new).unwrap();
    let cohort = desk.cohort().id;
    let (first, other) = (desk.clients[0], desk.clients[3]);
    let leave = |reason: &str| CohortCommand::Leave {
        cohort,
        client: first,
        reason: reason.to_owned(),
    };
    let rejoin = CohortCommand::Rejoin {
        cohort,
        client: first,
    };
    let join = CohortCommand::Join {
        cohort,
        client: other,
        score: 70,
    };
    let close = CohortCommand::Close {
        cohort,
        verdict: " помогло ".to_owned(),
    };
    assert_eq!(desk.run(leave(" ")).unwrap_err(), RuleError::ReasonMissing);
    assert_eq!(
        desk.run(rejoin.clone()).unwrap_err(),
        CohortError::AlreadyIn.into()
    );
    desk.run(leave("ушёл к другим")).unwrap();
    assert!(desk.cohort().member(first).is_none());
    assert_eq!(
        desk.run(leave("ещё раз")).unwrap_err(),
        CohortError::NotAMember.into()
    );
    desk.run(rejoin.clone()).unwrap();
    assert!(desk.cohort().member(first).is_some());
    desk.run(join.clone()).unwrap();
    let joined = desk.cohort().member(other).unwrap();
    assert!(joined.joined_at.is_some() && !joined.held_out);
    assert_eq!((joined.score, joined.base), (70, 1200));
    assert_eq!(desk.run(join).unwrap_err(), CohortError::AlreadyIn.into());
    desk.run(close.clone()).unwrap();
    assert_eq!(desk.cohort().verdict, "помогло");
    for command in [rejoin, close, leave("поздно")] {
        let closed = CohortError::Closed("просели".to_owned());
        assert_eq!(desk.run(command).unwrap_err(), closed.into());
    }
    // What is closed is no focus of the month.
    assert!(desk.book.desk().focus(Month::new(2026, 11)).is_none());
}

#[test]
fn a_forecast_is_made_against_what_is_known_and_struck_out() {
    let mut desk = Desk::new(3);
    let client = desk.clients[1];
    let mut spend = Spend::empty(client, Currency::RUB);
    spend.set(Month::new(2026, 8), 300);
    spend.set(Month::new(2026, 10), 100);
    desk.book.load(Record::Spend(spend)).unwrap();
    let make = |client, percent, until| {
        Command::Forecast(ForecastCommand::Make {
            client,
            percent,
            until,
            note: " сезон ".to_owned(),
        })
    };
    let march = Month::new(2027, 3);
    for (percent, until, error) in [
        (-101, march, ForecastError::OutOfRange(-101)),
        (
            30,
            Month::new(2026, 10),
            ForecastError::NotAhead(Month::new(2026, 10)),
        ),
        (
            30,
            Month::new(2028, 11),
            ForecastError::NotAhead(Month::new(2028, 11)),
        ),
    ] {
        let refused = desk.run(make(client, percent, until)).unwrap_err();
        assert_eq!(refused, error.into());
    }
    desk.run(make(client, 30, march)).unwrap();
    let made: Vec<Forecast> = desk.book.get(client).unwrap().work().forecasts.clone();
    // The mean of the two months that are known.
    assert_eq!((made[0].base, made[0].note.as_str()), (200, "сезон"));
    desk.book
        .load(Record::Spend(Spend::empty(client, Currency::RUB)))
        .unwrap();
    assert_eq!(
        desk.run(make(client, 30, march)).unwrap_err(),
        ForecastError::NoBase.into()
    );
    let remove = Command::Forecast(ForecastCommand::Remove {
        client,
        id: made[0].id,
    });
    desk.run(remove.clone()).unwrap();
    assert!(desk.book.get(client).unwrap().work().forecasts.is_empty());
    assert_eq!(
        desk.run(remove).unwrap_err(),
        ForecastError::NoSuchForecast.into()
    );
}
