use jiff::Zoned;
use jiff::civil::{DateTime, Time, date};
use uuid::Uuid;

use super::*;
use crate::domain::agenda::{Agenda, Reason, Row, Value};
use crate::domain::{Calendar, Channel, Client, ClientId, Record, RequestId, RequestStep, Zone};

fn at(text: &str) -> Zoned {
    let wall: DateTime = text.parse().unwrap();
    wall.in_tz("Europe/Moscow").unwrap()
}

fn client(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

/// Clients named 1, 2, 3…; the second one lives in Vladivostok.
fn book(clients: u128) -> Book {
    let mut book = Book::new();
    for n in 1..=clients {
        let zone = (n == 2).then(|| Zone::new("Asia/Vladivostok").unwrap());
        let client = Client {
            zone,
            ..Client::named(client(n), n.to_string(), at("2026-01-01T10:00").timestamp())
        };
        book.load(Record::from(client)).unwrap();
    }
    book
}

fn request(n: u128, whose: u128, kind: RequestKind, received: &str) -> Request {
    let id = RequestId(Uuid::from_u128(n));
    Request::said(
        id,
        client(whose),
        kind,
        n.to_string(),
        at(received).timestamp(),
    )
}

fn texts(items: &[Item<'_>]) -> Vec<String> {
    items.iter().map(|(_, r)| r.text.clone()).collect()
}

#[test]
fn what_is_to_be_done_first_stands_first() {
    let mut book = book(2);
    let due = |mut r: Request, at_: &str| {
        r.due_at = Some(at(at_).timestamp());
        r
    };
    let kind = RequestKind::Question;
    let mut half = request(4, 1, kind, "2026-11-23T09:50");
    half.life = RequestLife::Answered;
    let mut done = request(5, 1, kind, "2026-11-23T09:00");
    done.life = RequestLife::Done;
    done.steps.push(RequestStep {
        life: RequestLife::Done,
        at: at("2026-11-23T09:10").timestamp(),
        who: String::new(),
        words: String::new(),
    });
    for row in [
        request(1, 1, kind, "2026-11-20T09:00"),
        due(request(2, 2, kind, "2026-11-23T09:30"), "2026-11-23T10:30"),
        due(request(3, 1, kind, "2026-11-23T09:40"), "2026-11-23T10:10"),
        half,
        done,
        request(6, 2, RequestKind::Idea, "2026-11-23T09:00"),
    ] {
        book.load(Record::from(row)).unwrap();
    }
    assert_eq!(texts(&open(&book, kind)), ["4", "3", "2", "1"]);
    assert_eq!(texts(&closed(&book, kind, 9)), ["5"]);
    assert_eq!(counts(&book), [0, 4, 0, 0, 1]);
}

#[test]
fn a_promise_is_settled_by_the_first_reaction() {
    let now = at("2026-11-23T10:30");
    let moment = |text: &str| Some(at(text).timestamp());
    let base = request(1, 1, RequestKind::Request, "2026-11-23T10:00");
    for (name, due, reacted, life, expected) in [
        (
            "nothing agreed",
            None,
            None,
            RequestLife::Open,
            Standing::Free,
        ),
        (
            "some time left",
            moment("2026-11-23T10:42"),
            None,
            RequestLife::Asked,
            Standing::Left(12),
        ),
        (
            "on the minute",
            moment("2026-11-23T10:30"),
            None,
            RequestLife::Open,
            Standing::Left(0),
        ),
        (
            "late",
            moment("2026-11-23T09:50"),
            None,
            RequestLife::Open,
            Standing::Late(40),
        ),
        (
            "in time",
            moment("2026-11-23T10:20"),
            moment("2026-11-23T10:10"),
            RequestLife::Open,
            Standing::Kept,
        ),
        (
            "too late",
            moment("2026-11-23T10:05"),
            moment("2026-11-23T10:10"),
            RequestLife::Done,
            Standing::Broken,
        ),
        (
            "dropped without a word",
            moment("2026-11-23T10:05"),
            None,
            RequestLife::Dropped,
            Standing::Free,
        ),
    ] {
        let row = Request {
            due_at: due,
            reacted_at: reacted,
            life,
            ..base.clone()
        };
        assert_eq!(standing(&row, now.timestamp()), expected, "{name}");
    }
    let ahead = request(2, 1, RequestKind::Request, "2026-11-23T12:00");
    assert_eq!(
        age_minutes(&ahead, now.timestamp()),
        0,
        "the clock was set back"
    );
}

#[test]
fn slots_come_on_worked_days() {
    let slots = [Time::constant(11, 0, 0, 0), Time::constant(16, 0, 0, 0)];
    let calendar = Calendar::with([date(2026, 11, 24)], []);
    for (name, now, next) in [
        (
            "before the first",
            "2026-11-23T09:00",
            Some("2026-11-23T11:00"),
        ),
        ("between", "2026-11-23T11:00", Some("2026-11-23T16:00")),
        (
            "after the last, over a holiday",
            "2026-11-23T16:00",
            Some("2026-11-25T11:00"),
        ),
        ("on Saturday", "2026-11-21T09:00", Some("2026-11-23T11:00")),
    ] {
        let now: DateTime = now.parse().unwrap();
        let next = next.map(|text| text.parse::<DateTime>().unwrap());
        assert_eq!(next_slot(now, &slots, &calendar), next, "{name}");
    }
    let now = "2026-11-23T09:00".parse().unwrap();
    assert_eq!(next_slot(now, &[], &calendar), None, "no slots at all");
}

#[test]
fn the_status_line_counts_fires_and_knows_their_slot() {
    let now = at("2026-11-23T10:25");
    let mut book = book(2);
    assert_eq!(fire_line(&book, &now), None);
    let slot = |n: u128, hour: i8| Request {
        slot: Some(date(2026, 11, 23).at(hour, 0, 0, 0)),
        life: RequestLife::Parked,
        ..request(n, 1, RequestKind::Fire, "2026-11-23T10:00")
    };
    let urgent = Request {
        urgent: true,
        ..request(9, 2, RequestKind::Fire, "2026-11-23T10:00")
    };
    for row in [slot(1, 16), slot(2, 11), slot(3, 9), urgent] {
        book.load(Record::from(row)).unwrap();
    }
    let line = fire_line(&book, &now).unwrap();
    assert_eq!((line.waiting, line.urgent), (3, 1));
    assert_eq!(line.slot, Some(date(2026, 11, 23).at(11, 0, 0, 0)));
    let sheet = open_fires(&book, line.slot);
    assert_eq!(texts(&sheet), ["9", "3", "2"], "the later one waits");
}

fn row(n: u128, hour: i8, reason: Reason, timed: bool) -> Row {
    Row {
        at: date(2026, 11, 23).at(hour, 0, 0, 0),
        minutes: 15,
        client: client(n),
        contact: None,
        channel: Channel::Phone,
        local: Time::midnight(),
        reasons: vec![reason],
        value: Value::GetAcquainted,
        timed,
        pinned: false,
        missed: false,
        clash: false,
        outside: false,
    }
}

#[test]
fn the_calls_least_worth_give_way_and_promises_never() {
    let silent = || Reason::Silent { days: 40, rung: 30 };
    let planned = || Reason::Planned {
        date: date(2026, 11, 23),
        text: String::new(),
    };
    let promised = Reason::Promised {
        date: date(2026, 11, 23),
        time: None,
        text: String::new(),
    };
    let agenda = Agenda {
        rows: vec![
            row(1, 9, silent(), false),
            row(2, 12, promised, false),
            row(3, 14, silent(), true),
            row(4, 14, planned(), false),
            row(5, 15, silent(), false),
            row(6, 17, silent(), false),
        ],
        ..Agenda::default()
    };
    let now = date(2026, 11, 23).at(10, 30, 0, 0);
    let given = |minutes| -> Vec<ClientId> {
        let rows = victims(&agenda, now, minutes);
        rows.iter().map(|row| row.client).collect()
    };
    assert_eq!(given(0), []);
    assert_eq!(given(10), [client(6)]);
    assert_eq!(given(30), [client(6), client(5)]);
    assert_eq!(given(999), [client(6), client(5), client(4)]);
}

#[test]
fn reactions_fall_into_the_bins_of_the_survey() {
    let mut book = book(3);
    // Received, reacted, due; in Vladivostok the night of Moscow is working time.
    let rows = [
        (1, "2026-11-23T10:00", Some("2026-11-23T10:15"), None),
        (1, "2026-11-23T10:00", Some("2026-11-23T10:16"), None),
        (
            1,
            "2026-11-20T17:50",
            Some("2026-11-23T09:40"),
            Some("2026-11-23T09:20"),
        ),
        (
            2,
            "2026-11-23T03:00",
            Some("2026-11-23T06:00"),
            Some("2026-11-23T04:00"),
        ),
        (
            3,
            "2026-11-19T09:00",
            Some("2026-11-20T15:00"),
            Some("2026-11-19T10:00"),
        ),
        (3, "2026-11-23T10:00", None, Some("2026-11-23T10:30")),
        (3, "2026-06-01T10:00", Some("2026-06-01T10:01"), None),
    ];
    for (n, (whose, received, reacted, due)) in (1u128..).zip(rows) {
        let moment = |text: Option<&str>| text.map(|text| at(text).timestamp());
        let row = Request {
            reacted_at: moment(reacted),
            due_at: moment(due),
            ..request(n, whose, RequestKind::Request, received)
        };
        book.load(Record::from(row)).unwrap();
    }
    book.load(Record::from(request(
        90,
        1,
        RequestKind::Idea,
        "2026-11-23T10:00",
    )))
    .unwrap();
    let now = at("2026-11-23T11:00");
    let calendar = Calendar::default();
    let found = speed(&book, now.timestamp(), now.time_zone(), &calendar);
    assert_eq!(found.bins, [1, 1, 1, 1, 0, 1]);
    assert_eq!((found.count(), found.within(60)), (5, 3));
    assert_eq!((found.broken, found.promised), (4, 4));
    assert_eq!(found.waiting, 1);
    assert_eq!(found.clients[0].client, client(3), "most broken first");
    let whole: u16 = BINS
        .iter()
        .enumerate()
        .filter(|(place, bin)| bin.share_of == *place)
        .map(|(_, bin)| bin.market)
        .sum();
    assert_eq!(whole, 1000, "the survey is whole");
}

#[test]
fn what_has_come_due_is_told_once_its_minute_is_here() {
    let mut book = book(2);
    let mut answer = request(1, 1, RequestKind::Request, "2026-11-23T10:00");
    answer.due_at = Some(at("2026-11-23T10:30").timestamp());
    let mut fire = request(2, 2, RequestKind::Fire, "2026-11-23T10:00");
    fire.slot = Some(date(2026, 11, 23).at(11, 0, 0, 0));
    for row in [answer, fire] {
        book.load(Record::from(row)).unwrap();
    }
    let agenda = Agenda {
        rows: vec![row(2, 10, Reason::Silent { days: 40, rung: 30 }, false)],
        ..Agenda::default()
    };
    let mut promise = crate::domain::Promise::said(
        crate::domain::PromiseId(Uuid::from_u128(7)),
        client(1),
        crate::domain::Side::Ours,
        "смета".to_owned(),
        at("2026-11-20T10:00").timestamp(),
    );
    promise.until = Some(date(2026, 11, 23));
    book.load(Record::from(promise)).unwrap();
    for (now, expected) in [
        ("2026-11-23T08:59", &[][..]),
        ("2026-11-23T09:00", &["promise 09:00"]),
        ("2026-11-23T10:29", &["promise 09:00", "call 10:00"]),
        (
            "2026-11-23T10:54",
            &["promise 09:00", "call 10:00", "answer 10:30"],
        ),
        (
            "2026-11-23T10:55",
            &["promise 09:00", "call 10:00", "answer 10:30", "slot 10:55"],
        ),
        (
            "2026-11-23T11:14",
            &["promise 09:00", "call 10:00", "answer 10:30", "slot 10:55"],
        ),
        // Nobody dealt with it: it waits for the next slot and is told all the same.
        (
            "2026-11-23T11:15",
            &["promise 09:00", "call 10:00", "answer 10:30", "fires 11:00"],
        ),
        ("2026-11-22T10:55", &[]),
    ] {
        let now = at(now);
        let day = crate::domain::agenda::DayFrame::today(now.clone());
        let found = due(&book, &agenda, None, &day, &now);
        let named = found.iter().map(|due| {
            let what = match due.what {
                What::Call(_) => "call",
                What::Answer(_) => "answer",
                What::Promise(_) => "promise",
                What::Slot { .. } => "slot",
                What::Waiting { slot, .. } => {
                    assert_eq!(slot, Some(date(2026, 11, 23).at(16, 0, 0, 0)));
                    "fires"
                }
            };
            format!("{what} {}", due.at.strftime("%H:%M"))
        });
        let names: Vec<String> = named.collect();
        assert_eq!(names, expected, "{now}");
    }
}

#[test]
fn a_mark_survives_its_text() {
    let key = crate::domain::audit::HitKey {
        campaign: Some(crate::domain::CampaignId(Uuid::from_u128(5))),
        ..crate::domain::audit::HitKey::whole("click-spike")
    };
    for data in [None, Some(date(2026, 11, 22))] {
        let mark = AnomalyMark {
            key: key.clone(),
            measure: -4_200,
            data,
        };
        assert_eq!(AnomalyMark::read(&mark.to_string()), mark);
    }
    let plain = AnomalyMark::read("click-spike");
    assert_eq!((plain.key.rule.as_str(), plain.measure), ("click-spike", 0));
}
