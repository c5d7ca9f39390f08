//! Arranging a day: what is accepted, what is refused in which words' data, and that undo takes it back.

use jiff::Zoned;
use jiff::civil::{Date, date, time};
use uuid::Uuid;

use super::*;
use crate::domain::command::{Command, decide};
use crate::domain::{
    Cadence, Channel, Client, ContactTerms, Direction, FollowUp, Ids, Meeting, MeetingId, Outcome,
    Record, Touch, TouchDigest, TouchId, Zone,
};

mod refused;

const MONDAY: Date = date(2026, 11, 23);

fn id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

fn at(text: &str) -> Zoned {
    format!("2026-11-23T{text}[Europe/Moscow]").parse().unwrap()
}

fn hour(hour: i8, minute: i8) -> Time {
    time(hour, minute, 0, 0)
}

/// A book being arranged.
struct Desk {
    book: Book,
    ids: Ids,
    now: Zoned,
}

impl Desk {
    /// So many clients of a weekly rhythm, silent the longer the lower their number.
    fn new(clients: u128) -> Self {
        let mut desk = Self {
            book: Book::new(),
            ids: Ids::seeded(1),
            now: at("09:00"),
        };
        for n in 1..=clients {
            desk.client(n, |_| ());
            let back = i64::try_from(clients - n).unwrap() + 8;
            desk.touch(n, back, Outcome::Answered);
        }
        desk
    }

    fn client(&mut self, n: u128, change: impl FnOnce(&mut Client)) {
        let made = "2025-01-09T09:00:00Z".parse().unwrap();
        let mut client = Client::named(id(n), format!("Клиент {n}"), made);
        client.since = Some(date(2025, 1, 9));
        client.cadence = Cadence::Days(7);
        change(&mut client);
        self.book.load(client.into()).unwrap();
    }

    fn touch(&mut self, n: u128, back: i64, outcome: Outcome) {
        let at = (&self.now - (back * 24).hours()).timestamp();
        let touch = Touch {
            id: TouchId(Uuid::from_u128(n)),
            client: id(n),
            contact: None,
            at,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
        };
        let digest = TouchDigest::empty(id(n)).with(&touch);
        self.book.load(digest.into()).unwrap();
    }

    fn promise(&mut self, n: u128, time: Option<Time>, promised: bool) {
        let plan = FollowUp {
            client: id(n),
            date: MONDAY,
            time,
            reason: "смета".to_owned(),
            promised,
            channel: None,
            contact: None,
            set_at: self.now.timestamp(),
        };
        self.book.load(plan.into()).unwrap();
    }

    fn meeting(&mut self, from: &str, to: &str) {
        let meeting = Meeting {
            id: MeetingId(Uuid::from_u128(7)),
            uid: String::new(),
            title: "Планёрка".to_owned(),
            place: String::new(),
            from: at(from).timestamp(),
            to: at(to).timestamp(),
            client: None,
        };
        self.book.load(Record::Meeting(meeting)).unwrap();
    }

    fn frame(&self) -> DayFrame {
        DayFrame::on(self.now.clone(), MONDAY)
    }

    fn run(&mut self, command: Command) -> Result<Transaction, RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(command, &self.book, &mut env)?;
        self.book.apply(&mut tx).unwrap();
        Ok(tx)
    }

    fn day(&mut self, step: DayCommand) -> Result<Transaction, RuleError> {
        let frame = Box::new(self.frame());
        self.run(Command::Day(frame, step))
    }

    /// Number of the client and begin of each row; pinned ones with a mark.
    fn rows(&self) -> Vec<String> {
        let agenda = plan(&self.book, &self.frame());
        let told = |row: &Row| {
            let mark = if row.pinned { "!" } else { "" };
            let missed = if row.missed { "?" } else { "" };
            let n = row.client.0.as_u128();
            format!("{n} {}{mark}{missed}", row.at.strftime("%H:%M"))
        };
        agenda.rows.iter().map(told).collect()
    }
}

fn pin(n: u128, h: i8, m: i8) -> DayCommand {
    DayCommand::Pin {
        client: id(n),
        at: hour(h, m),
    }
}

#[test]
fn a_row_moves_by_exactly_one_place() {
    for (name, step, expected) in [
        (
            "later",
            DayCommand::Move {
                client: id(2),
                to: Shift::Later,
            },
            ["1 09:00", "3 09:15", "2 09:30!", "4 09:45"],
        ),
        (
            "earlier",
            DayCommand::Move {
                client: id(2),
                to: Shift::Earlier,
            },
            ["2 09:00!", "1 09:15", "3 09:30", "4 09:45"],
        ),
        (
            "the last, earlier",
            DayCommand::Move {
                client: id(4),
                to: Shift::Earlier,
            },
            ["1 09:00", "2 09:15", "4 09:30!", "3 09:45"],
        ),
        (
            "first and last change places",
            DayCommand::Swap(id(1), id(4)),
            ["4 09:00!", "2 09:15", "3 09:30", "1 09:45!"],
        ),
    ] {
        let mut desk = Desk::new(4);
        let before = desk.book.clone();
        let tx = desk.day(step).unwrap();
        assert_eq!(desk.rows(), expected, "{name}");
        let mut back = tx.inverse(desk.now.timestamp());
        desk.book.apply(&mut back).unwrap();
        assert_eq!(desk.book.desk(), before.desk(), "{name}: undone");
    }
}

#[test]
fn moving_again_and_again_reaches_every_place() {
    let mut desk = Desk::new(6);
    for place in 1..6 {
        desk.day(DayCommand::Move {
            client: id(1),
            to: Shift::Later,
        })
        .unwrap();
        let rows = desk.rows();
        assert!(rows[place].starts_with("1 "), "{place}: {rows:?}");
        let rest: Vec<&str> = rows.iter().map(|r| &r[..1]).filter(|n| *n != "1").collect();
        assert_eq!(rest, ["2", "3", "4", "5", "6"]);
    }
    let edge = desk.day(DayCommand::Move {
        client: id(1),
        to: Shift::Later,
    });
    assert_eq!(edge, Err(DayFault::AtEdge.into()));
}

#[test]
fn a_move_over_lunch_changes_the_hours_too() {
    let mut desk = Desk::new(16);
    let before = desk.rows();
    let place = before.iter().position(|r| r.contains("14:00")).unwrap();
    let mover = id(before[place].split(' ').next().unwrap().parse().unwrap());
    desk.day(DayCommand::Move {
        client: mover,
        to: Shift::Earlier,
    })
    .unwrap();
    let after = desk.rows();
    assert!(
        after[place - 1].starts_with(&before[place][..2]),
        "{after:?}"
    );
    assert!(
        after[place].starts_with(&before[place - 1][..2]),
        "{after:?}"
    );
}

#[test]
fn a_pin_whose_hour_has_passed_stands_as_missed() {
    let mut desk = Desk::new(3);
    desk.day(pin(3, 9, 30)).unwrap();
    assert_eq!(desk.rows(), ["1 09:00", "2 09:15", "3 09:30!"]);
    desk.now = at("10:02");
    assert_eq!(desk.rows(), ["3 09:30!?", "1 10:05", "2 10:20"]);
    // Later lets it go: it is called as its weight says.
    desk.day(DayCommand::Move {
        client: id(3),
        to: Shift::Later,
    })
    .unwrap();
    assert_eq!(desk.rows(), ["1 10:05", "2 10:20", "3 10:35"]);
}

#[test]
fn an_attempt_frees_the_hour_it_was_kept_for() {
    let mut desk = Desk::new(3);
    desk.day(pin(3, 9, 30)).unwrap();
    desk.now = at("09:40");
    desk.touch(3, 0, Outcome::NoAnswer);
    assert_eq!(desk.rows(), ["1 09:40", "2 09:55", "3 10:40"]);
    desk.touch(3, 0, Outcome::Answered);
    assert_eq!(desk.rows(), ["1 09:40", "2 09:55"], "done stays out");
}

#[test]
fn struck_off_and_taken_in() {
    let mut desk = Desk::new(3);
    let reason = "в отпуске".to_owned();
    desk.day(DayCommand::Drop {
        client: id(2),
        reason: reason.clone(),
    })
    .unwrap();
    let agenda = plan(&desk.book, &desk.frame());
    assert_eq!(desk.rows(), ["1 09:00", "3 09:15"]);
    assert_eq!((agenda.left_out, agenda.aside), (0, 1));
    assert_eq!(agenda.left[0].why, LeftWhy::Dropped { reason });
    desk.day(DayCommand::Add(id(2))).unwrap();
    assert_eq!(desk.rows(), ["1 09:00", "2 09:15", "3 09:30"]);
    assert!(
        desk.book.desk().days.is_empty(),
        "a sheet that says nothing goes"
    );
    // Nothing asks for this one but the manager.
    desk.client(9, |c| c.cadence = Cadence::Off);
    desk.day(DayCommand::Add(id(9))).unwrap();
    assert_eq!(desk.rows()[0], "9 09:00", "a wish goes before the rhythm");
    let agenda = plan(&desk.book, &desk.frame());
    assert!(agenda.rows[0].reasons.contains(&Reason::ByHand));
}

#[test]
fn minutes_of_one_day() {
    let mut desk = Desk::new(10);
    desk.day(DayCommand::Minutes(Some(45))).unwrap();
    let agenda = plan(&desk.book, &desk.frame());
    assert_eq!(
        (agenda.budget, agenda.rows.len(), agenda.left_out),
        (45, 3, 7)
    );
    assert!(
        agenda
            .left
            .iter()
            .all(|left| left.why == LeftWhy::NoMinutes)
    );
    desk.day(DayCommand::Minutes(None)).unwrap();
    assert_eq!(plan(&desk.book, &desk.frame()).rows.len(), 10);
}

#[test]
fn the_morning_is_opened_once() {
    let mut desk = Desk::new(1);
    desk.day(DayCommand::OpenMorning).unwrap();
    let opened = desk.book.desk().day(MONDAY).unwrap().opened_at;
    assert_eq!(opened, Some(desk.now.timestamp()));
    assert_eq!(desk.day(DayCommand::OpenMorning), Err(RuleError::Nothing));
}

#[test]
fn snoozed_until_a_day_but_no_promise_is_silenced() {
    let snooze = |until| Command::Snooze {
        client: id(1),
        until,
        reason: "отпуск".to_owned(),
    };
    let mut desk = Desk::new(2);
    desk.day(pin(1, 12, 0)).unwrap();
    assert_eq!(desk.run(snooze(MONDAY)), Err(RuleError::NotAhead(MONDAY)));
    let tx = desk.run(snooze(date(2026, 11, 30))).unwrap();
    assert_eq!(desk.rows(), ["2 09:00"]);
    let left = plan(&desk.book, &desk.frame()).left;
    let why = LeftWhy::Snoozed {
        until: date(2026, 11, 30),
        reason: "отпуск".to_owned(),
    };
    assert_eq!(left[0].why, why);
    // The day it wakes it is back by itself.
    let later = DayFrame::on(desk.now.clone(), date(2026, 11, 30));
    assert!(
        plan(&desk.book, &later)
            .rows
            .iter()
            .any(|r| r.client == id(1))
    );
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert_eq!(
        desk.rows(),
        ["2 09:00", "1 12:00!"],
        "undo brings the pin back too"
    );
    desk.run(snooze(date(2026, 11, 30))).unwrap();
    // A promise made later comes through.
    desk.promise(1, Some(hour(15, 0)), true);
    assert_eq!(desk.rows(), ["2 09:00", "1 15:00"]);
    assert!(matches!(
        desk.run(snooze(date(2026, 12, 1))),
        Err(RuleError::Day(DayFault::Stands(_)))
    ));
    desk.run(Command::Wake(id(1))).unwrap();
    assert_eq!(desk.run(Command::Wake(id(1))), Err(RuleError::Nothing));
}
