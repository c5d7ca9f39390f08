//! What a morning tells, and what it no longer asks.

use jiff::Zoned;
use jiff::civil::{date, time};
use uuid::Uuid;

use super::*;
use crate::domain::stage::Parked;
use crate::domain::{
    Channel, Client, DaySheet, FollowUp, Journey, Outcome, Pin, Problem, Promise, PromiseLife,
    Record, Request, RequestLife, Snooze, Touch, TouchDigest, TouchId,
};

/// Monday.
fn now() -> Zoned {
    "2026-11-23T09:00[Europe/Moscow]".parse().unwrap()
}

fn id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

fn at(text: &str) -> Timestamp {
    let at: Zoned = format!("{text}[Europe/Moscow]").parse().unwrap();
    at.timestamp()
}

fn nov(day: i8) -> Date {
    date(2026, 11, day)
}

fn told(records: Vec<Record>) -> Morning {
    let mut book = Book::new();
    for n in 1..=2 {
        let mut client = Client::named(id(n), format!("Клиент {n}"), at("2025-01-09T09:00"));
        client.since = Some(date(2025, 1, 9));
        book.load(client.into()).unwrap();
    }
    for record in records {
        book.load(record).unwrap();
    }
    morning(&book, &DayFrame::today(now()))
}

fn plan(day: i8, promised: bool) -> Record {
    Record::from(FollowUp {
        client: id(1),
        date: nov(day),
        time: None,
        reason: "смета".to_owned(),
        promised,
        channel: None,
        contact: None,
        set_at: at("2026-11-01T09:00"),
    })
}

fn touch(n: u128, when: &str, outcome: Outcome) -> Record {
    let touch = Touch {
        id: TouchId(Uuid::from_u128(n)),
        client: id(n),
        contact: None,
        at: at(when),
        channel: Channel::Phone,
        direction: crate::domain::Direction::Out,
        outcome,
        minutes: 12,
        note: String::new(),
        mood: None,
        purpose: None,
    };
    TouchDigest::empty(id(n)).with(&touch).into()
}

fn request(kind: RequestKind, when: &str) -> Record {
    let id_of = RequestId(Uuid::from_u128(1));
    Record::Request(Request::said(
        id_of,
        id(1),
        kind,
        "где отчёт".to_owned(),
        at(when),
    ))
}

fn sheet(day: i8, pins: &[u128], opened: bool) -> Record {
    let mut sheet = DaySheet::empty(nov(day));
    let pin = |n: &u128| Pin {
        client: id(*n),
        at: time(12, 0, 0, 0),
    };
    sheet.pins = pins.iter().map(pin).collect();
    sheet.opened_at = opened.then(|| at("2026-11-23T08:50"));
    Record::DaySheet(sheet)
}

fn struck(day: i8) -> Record {
    let mut sheet = DaySheet::empty(nov(day));
    sheet.dropped = vec![(id(1), "не нужно".to_owned())];
    Record::DaySheet(sheet)
}

#[test]
fn what_is_left_over_and_what_has_come() {
    let promise = |side, day, life| {
        let id_of = PromiseId(Uuid::from_u128(1));
        let mut row = Promise::said(id_of, id(1), side, "счёт".into(), at("2026-11-01T09:00"));
        row.until = Some(nov(day));
        row.life = life;
        Record::from(row)
    };
    let waits = |day| {
        let id_of = ProblemId(Uuid::from_u128(1));
        let mut row = Problem::titled(id_of, id(1), "нет доступа".into(), at("2026-11-01T09:00"));
        row.life = ProblemLife::Waiting;
        row.waiting_for = "доступ".into();
        row.waiting_until = Some(nov(day));
        Record::from(row)
    };
    let parked = |day| {
        let mut row = Journey::start(id(1), at("2026-01-09T09:00"));
        row.parked = Some(Parked {
            reason: "сезон".into(),
            until: nov(day),
        });
        Record::from(row)
    };
    let snooze = |day| {
        Record::Snooze(Snooze {
            client: id(1),
            until: nov(day),
            reason: "отпуск".into(),
            set_at: at("2026-11-10T09:00"),
        })
    };
    let open = PromiseLife::Open;
    for (name, records, left, come) in [
        ("nothing", vec![], 0, 0),
        ("promised for Friday", vec![plan(20, true)], 1, 0),
        ("planned for today", vec![plan(23, false)], 0, 1),
        ("planned for tomorrow", vec![plan(24, false)], 0, 0),
        ("ours, late", vec![promise(Side::Ours, 20, open)], 1, 0),
        (
            "theirs, late: nothing to move",
            vec![promise(Side::Client, 20, open)],
            0,
            0,
        ),
        ("theirs, today", vec![promise(Side::Client, 23, open)], 0, 1),
        (
            "ours, kept",
            vec![promise(Side::Ours, 20, PromiseLife::Kept)],
            0,
            0,
        ),
        ("an answer awaited since Saturday", vec![waits(21)], 0, 1),
        (
            "an answer awaited since Friday was told on Friday",
            vec![waits(20)],
            0,
            0,
        ),
        ("the parking is over", vec![parked(23)], 0, 1),
        ("it is not", vec![parked(24)], 0, 0),
        ("awake on Sunday", vec![snooze(22)], 0, 1),
        (
            "a pin of Friday nobody called",
            vec![sheet(20, &[1], true)],
            1,
            0,
        ),
        (
            "a pin of Friday, called",
            vec![
                sheet(20, &[1], true),
                touch(1, "2026-11-20T15:00", Outcome::NoAnswer),
            ],
            0,
            0,
        ),
        (
            "a pin and a promise are one question",
            vec![plan(20, true), sheet(20, &[1], true)],
            1,
            0,
        ),
        (
            "a pin of Friday, struck off today",
            vec![sheet(20, &[1], true), struck(23)],
            0,
            0,
        ),
        (
            "a pin of Friday, pinned today",
            vec![sheet(20, &[1], true), sheet(23, &[1], false)],
            0,
            0,
        ),
        (
            "a promise is asked about whoever is struck off",
            vec![plan(20, true), struck(23)],
            1,
            0,
        ),
        (
            "a pin of Friday, put off",
            vec![sheet(20, &[1], true), snooze(25)],
            0,
            0,
        ),
        (
            "a pin of last week's Monday",
            vec![sheet(16, &[1], true)],
            0,
            0,
        ),
    ] {
        let morning = told(records);
        assert_eq!(
            (morning.left_over.len(), morning.come.len()),
            (left, come),
            "{name}"
        );
        assert!(morning.asks, "{name}");
        let others = morning.came_in.len() + morning.incidents.len() + morning.occasions.len();
        assert_eq!((others, morning.clock_back), (0, None), "{name}");
        assert_eq!(morning.focus, FocusNews::default(), "{name}");
    }
    assert!(
        !told(vec![plan(20, true), sheet(23, &[], true)]).asks,
        "looked through"
    );
}

#[test]
fn what_came_in_since_the_end_of_the_last_working_day() {
    use RequestKind::{Fire, Incident, Request as Wish};
    for (name, record, requests, incidents) in [
        ("on Friday evening", request(Wish, "2026-11-20T18:30"), 1, 0),
        ("on Friday at work", request(Wish, "2026-11-20T17:30"), 0, 0),
        ("a fire on Sunday", request(Fire, "2026-11-22T12:00"), 1, 0),
        ("an incident", request(Incident, "2026-11-23T08:00"), 0, 1),
    ] {
        let morning = told(vec![record]);
        let found = (morning.came_in.len(), morning.incidents.len());
        assert_eq!(found, (requests, incidents), "{name}");
    }
}

#[test]
fn yesterday_in_figures_and_a_clock_set_back() {
    let mut done = Request::said(
        RequestId(Uuid::from_u128(3)),
        id(2),
        RequestKind::Request,
        String::new(),
        at("2026-11-20T10:00"),
    );
    done.life = RequestLife::Done;
    done.steps.push(crate::domain::RequestStep {
        life: RequestLife::Done,
        at: at("2026-11-20T11:00"),
        who: String::new(),
        words: String::new(),
    });
    let morning = told(vec![
        touch(1, "2026-11-20T10:00", Outcome::Answered),
        touch(2, "2026-11-20T16:00", Outcome::NoAnswer),
        Record::Request(done),
    ]);
    let expected = Yesterday {
        date: nov(20),
        touched: 2,
        reached: 1,
        minutes: 24,
        closed: 0,
        answered: 1,
    };
    assert_eq!((morning.yesterday, morning.clock_back), (expected, None));
    let ahead = told(vec![touch(1, "2026-11-25T10:00", Outcome::Answered)]);
    assert_eq!(ahead.clock_back, Some(at("2026-11-25T10:00")));
}
