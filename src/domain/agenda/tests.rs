//! The rules of the agenda as named cases.

use jiff::civil::{Date, date, time};
use jiff::{Timestamp, ToSpan, Zoned};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::stage::Parked;
use crate::domain::{
    Birthday, Cadence, Channel, ChannelHours, Client, ClientId, Contact, ContactId, ContactPolicy,
    Direction, FollowUp, Hours, Journey, Life, LifeStep, Outcome, Recommendation, RecommendationId,
    Record, Tier, Touch, TouchDigest, TouchId, Zone,
};

mod clock;
mod day;
mod frame;
mod why;

/// Monday, nine in the morning in Moscow.
const MONDAY: &str = "2026-11-23T09:00[Europe/Moscow]";

fn now(text: &str) -> Zoned {
    text.parse().unwrap()
}

fn ago(days: i64) -> Timestamp {
    (&now(MONDAY) - (days * 24).hours()).timestamp()
}

fn day_ago(days: i64) -> Date {
    now(MONDAY).date() - days.days()
}

fn id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

/// One client being described.
#[derive(Debug, Clone)]
struct Case {
    client: Client,
    more: Vec<Record>,
    touches: Vec<Touch>,
}

fn case(n: u128) -> Case {
    let mut client = Client::named(id(n), format!("Клиент {n}"), ago(400));
    client.since = Some(day_ago(400));
    Case {
        client,
        more: Vec::new(),
        touches: Vec::new(),
    }
}

impl Case {
    fn with(mut self, change: impl FnOnce(&mut Client)) -> Self {
        change(&mut self.client);
        self
    }

    fn every(self, days: u16) -> Self {
        self.with(|c| c.cadence = Cadence::Days(days))
    }

    fn touched(
        mut self,
        days: i64,
        direction: Direction,
        outcome: Outcome,
        channel: Channel,
    ) -> Self {
        self.touches.push(Touch {
            id: TouchId(Uuid::from_u128(self.touches.len() as u128 + 1)),
            client: self.client.id,
            contact: None,
            at: ago(days),
            channel,
            direction,
            outcome,
            minutes: 10,
            note: String::new(),
            mood: None,
            purpose: None,
        });
        self
    }

    fn talked(self, days: i64) -> Self {
        self.touched(days, Direction::Out, Outcome::Answered, Channel::Phone)
    }

    fn missed(self, days: i64) -> Self {
        self.touched(days, Direction::Out, Outcome::NoAnswer, Channel::Phone)
    }

    fn plan(self, days: i64, at: Option<Time>, promised: bool) -> Self {
        let client = self.client.id;
        self.also(FollowUp {
            client,
            date: day_ago(days),
            time: at,
            reason: "прислать смету".into(),
            promised,
            channel: None,
            contact: None,
            set_at: ago(days + 5),
        })
    }

    fn recommendation(self, life: Life, days: i64, until: Option<Date>) -> Self {
        let mut r = Recommendation::draft(
            RecommendationId(Uuid::from_u128(self.more.len() as u128 + 1)),
            self.client.id,
            ago(days + 1),
        );
        r.title = "Цели в Метрике".into();
        r.life = life;
        r.until = until;
        r.steps.push(LifeStep {
            life,
            at: ago(days),
            note: String::new(),
        });
        self.also(r)
    }

    fn also(mut self, record: impl Into<Record>) -> Self {
        self.more.push(record.into());
        self
    }
}

fn book(cases: impl IntoIterator<Item = Case>) -> Book {
    let mut book = Book::new();
    for case in cases {
        let client = case.client.id;
        book.load(case.client.into()).unwrap();
        let digest = case
            .touches
            .iter()
            .fold(TouchDigest::empty(client), |d, t| d.with(t));
        if digest.count > 0 {
            book.load(digest.into()).unwrap();
        }
        for record in case.more {
            book.load(record).unwrap();
        }
    }
    book
}

fn today(cases: impl IntoIterator<Item = Case>) -> Agenda {
    plan(&book(cases), &DayFrame::today(now(MONDAY)))
}

#[test]
fn who_is_on_the_list() {
    let parked = |case: Case, until: Date| {
        let client = case.client.id;
        case.also(Journey {
            parked: Some(Parked {
                reason: "отпуск".into(),
                until,
            }),
            ..Journey::start(client, ago(90))
        })
    };
    let answer = |days, channel| {
        case(1)
            .every(14)
            .talked(40)
            .touched(days, Direction::In, Outcome::Answered, channel)
    };
    let policy = |case: Case, policy| case.with(|c| c.policy = policy);
    for (name, case, expected) in [
        ("nothing known, no rhythm", case(1), false),
        (
            "rhythm of 14, silent for 13",
            case(1).every(14).talked(13),
            false,
        ),
        (
            "rhythm of 14, silent for 14",
            case(1).every(14).talked(14),
            true,
        ),
        (
            "a letter of theirs resets the rhythm",
            answer(3, Channel::Email),
            false,
        ),
        (
            "a chat of theirs long ago does not",
            answer(20, Channel::Chat),
            true,
        ),
        (
            "attempts do not reset",
            case(1).every(14).talked(20).missed(2),
            true,
        ),
        (
            "reduced: 14 means 28",
            policy(case(1).every(14).talked(27), ContactPolicy::Reduced),
            false,
        ),
        (
            "reduced: 28 days",
            policy(case(1).every(14).talked(28), ContactPolicy::Reduced),
            true,
        ),
        ("never touched counts from since", case(1).every(30), true),
        (
            "new and never touched",
            case(1).every(30).with(|c| c.since = Some(day_ago(5))),
            false,
        ),
        (
            "do not call, overdue",
            policy(case(1).every(14).talked(90), ContactPolicy::DoNotCall),
            false,
        ),
        (
            "do not call, even promised",
            policy(case(1).plan(0, None, true), ContactPolicy::DoNotCall),
            false,
        ),
        (
            "news only, by rhythm",
            policy(case(1).every(14).talked(90), ContactPolicy::NewsOnly),
            false,
        ),
        (
            "news only, planned",
            policy(case(1).plan(0, None, false), ContactPolicy::NewsOnly),
            false,
        ),
        (
            "news only, promised",
            policy(case(1).plan(0, None, true), ContactPolicy::NewsOnly),
            true,
        ),
        (
            "archived",
            case(1)
                .every(1)
                .talked(9)
                .with(|c| c.archived_at = Some(ago(1))),
            false,
        ),
        (
            "parked, by rhythm",
            parked(case(1).every(14).talked(90), day_ago(-5)),
            false,
        ),
        (
            "parking over",
            parked(case(1).every(14).talked(90), day_ago(0)),
            true,
        ),
        (
            "parked, promised",
            parked(case(1).plan(0, None, true), day_ago(-5)),
            true,
        ),
        ("planned for today", case(1).plan(0, None, false), true),
        ("planned for yesterday", case(1).plan(1, None, false), true),
        ("planned for tomorrow", case(1).plan(-1, None, true), false),
        ("talked today", case(1).every(1).talked(0), false),
        (
            "talked today, plan settled",
            case(1).plan(0, None, false).talked(0),
            false,
        ),
        (
            "talked today, promised for later",
            case(1).plan(0, Some(time(17, 0, 0, 0)), true).talked(0),
            true,
        ),
        (
            "key client silent without a rhythm",
            case(1).talked(31).with(|c| c.tier = Tier::A),
            true,
        ),
        (
            "ordinary client silent without a rhythm",
            case(1).talked(99),
            false,
        ),
        (
            "sent yesterday",
            case(1).recommendation(Life::Sent, 1, None),
            false,
        ),
        (
            "sent a week ago",
            case(1).recommendation(Life::Sent, 7, None),
            true,
        ),
        (
            "sent a week ago, talked yesterday",
            case(1).recommendation(Life::Sent, 7, None).talked(1),
            false,
        ),
        (
            "accepted until today",
            case(1).recommendation(Life::Accepted, 20, Some(day_ago(0))),
            true,
        ),
        (
            "accepted until tomorrow",
            case(1).recommendation(Life::Accepted, 20, Some(day_ago(-1))),
            false,
        ),
        (
            "postponed until last week",
            case(1).recommendation(Life::Postponed, 20, Some(day_ago(7))),
            true,
        ),
        (
            "agreed day, talked about since",
            case(1)
                .recommendation(Life::Accepted, 20, Some(day_ago(2)))
                .talked(1),
            false,
        ),
        (
            "ready drafts alone wait",
            case(1).recommendation(Life::Ready, 20, None),
            false,
        ),
    ] {
        let agenda = today([case]);
        assert_eq!(agenda.rows.len() == 1, expected, "{name}: {agenda:?}");
        assert!(agenda.rows.iter().all(|r| !r.reasons.is_empty()), "{name}");
    }
}

#[test]
fn report_window() {
    for (name, at, talked, reduced, expected) in [
        (
            "first days, not yet touched",
            "2026-12-02",
            "2026-11-20",
            false,
            true,
        ),
        (
            "first days, touched",
            "2026-12-02",
            "2026-12-01",
            false,
            false,
        ),
        ("after the window", "2026-12-07", "2026-10-20", false, false),
        (
            "reduced: last month is enough",
            "2026-12-02",
            "2026-11-02",
            true,
            false,
        ),
        (
            "reduced: two months",
            "2026-12-02",
            "2026-10-02",
            true,
            true,
        ),
    ] {
        let moment = |d: &str| now(&format!("{d}T10:00[Europe/Moscow]"));
        let mut client = case(1).with(|c| c.cadence = Cadence::ReportWindow);
        if reduced {
            client.client.policy = ContactPolicy::Reduced;
        }
        client = client.talked(0);
        client.touches[0].at = moment(talked).timestamp();
        let agenda = plan(&book([client]), &DayFrame::today(moment(at)));
        assert_eq!(agenda.rows.len() == 1, expected, "{name}");
    }
}

#[test]
fn next_touch_by_rhythm() {
    let due = |case: Case| {
        let book = book([case]);
        let own = now(MONDAY).time_zone().clone();
        due_date(book.get(id(1)).unwrap(), day_ago(0), &own)
    };
    for (name, case, expected) in [
        ("off", case(1).talked(3), None),
        ("ahead", case(1).every(14).talked(3), Some(day_ago(-11))),
        ("past", case(1).every(14).talked(30), Some(day_ago(16))),
        (
            "report, the window of this month is over",
            case(1).with(|c| c.cadence = Cadence::ReportWindow),
            Some(date(2026, 12, 1)),
        ),
        (
            "do not call",
            case(1)
                .every(3)
                .with(|c| c.policy = ContactPolicy::DoNotCall),
            None,
        ),
    ] {
        assert_eq!(due(case), expected, "{name}");
    }
}

#[test]
fn order_of_the_day() {
    let agenda = today([
        case(1).every(7).talked(60).with(|c| c.tier = Tier::A),
        case(2).plan(0, None, false),
        case(3).recommendation(Life::Sent, 7, None),
        case(4).plan(0, None, true),
        case(5).plan(2, None, true),
        case(6).plan(0, Some(time(12, 10, 0, 0)), true),
    ]);
    let order: Vec<(u128, String)> = agenda
        .rows
        .iter()
        .map(|r| (r.client.0.as_u128(), r.at.strftime("%H:%M").to_string()))
        .collect();
    let expected = [
        (5, "09:00"),
        (4, "09:15"),
        (3, "09:30"),
        (2, "09:45"),
        (1, "10:00"),
        (6, "12:10"),
    ];
    assert_eq!(order, expected.map(|(n, at)| (n, at.to_owned())));
    assert_eq!(agenda.rows.iter().filter(|r| r.timed).count(), 1);
    assert_eq!((agenda.planned_minutes, agenda.left_out), (90, 0));
}

#[test]
fn a_flood_is_a_number() {
    let agenda = today((1..=3000).map(|n| case(n).every(7).talked(60)));
    assert_eq!(agenda.planned_minutes, 240);
    assert_eq!(
        (agenda.rows.len(), agenda.left_out, agenda.left.len()),
        (16, 2984, NAMED)
    );
    let done = today((1..=300).map(|n| case(n).every(7).talked(if n < 10 { 0 } else { 60 })));
    assert_eq!(done.planned_minutes, 150, "90 of 240 are spent");
}
