//! The rules of the agenda as named cases, and what no plan may ever do.

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

mod day;

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
fn the_clients_clock() {
    let zone = |n, zone: &str| {
        case(n)
            .every(7)
            .talked(60)
            .with(|c| c.zone = Zone::new(zone))
    };
    let first = |at: &str, case: Case| {
        let agenda = plan(&book([case]), &DayFrame::today(now(at)));
        agenda
            .rows
            .first()
            .map(|r| format!("{} {}", r.at.strftime("%H:%M"), r.local.strftime("%H:%M")))
    };
    let letters = |n, z| {
        zone(n, z).with(|c| {
            c.channels = vec![ChannelHours {
                channel: Channel::Email,
                hours: Hours::OFFICE,
            }];
        })
    };
    for (name, at, case, expected) in [
        (
            "Vladivostok in the morning",
            MONDAY,
            zone(1, "Asia/Vladivostok"),
            Some("09:00 16:00"),
        ),
        (
            "Vladivostok after its evening",
            "2026-11-23T11:20[Europe/Moscow]",
            zone(1, "Asia/Vladivostok"),
            None,
        ),
        (
            "a letter goes at any time",
            "2026-11-23T11:20[Europe/Moscow]",
            letters(1, "Asia/Vladivostok"),
            Some("11:20 18:20"),
        ),
        (
            "London when it wakes",
            MONDAY,
            zone(1, "Europe/London"),
            Some("12:00 09:00"),
        ),
        (
            "London in the week between the changes of clocks",
            "2026-10-22T09:00[Europe/Moscow]",
            zone(1, "Europe/London"),
            Some("11:15 09:15"),
        ),
        (
            "from now on, on a round minute",
            "2026-11-23T09:02[Europe/Moscow]",
            zone(1, "Europe/Moscow"),
            Some("09:05 09:05"),
        ),
        (
            "after the manager's day",
            "2026-11-23T18:10[Europe/Moscow]",
            zone(1, "Europe/Moscow"),
            None,
        ),
        (
            "the day the manager's clock jumped",
            "2026-03-30T08:00[Europe/Berlin]",
            case(1)
                .every(7)
                .with(|c| c.zone = Zone::new("Europe/Moscow")),
            Some("09:00 10:00"),
        ),
    ] {
        assert_eq!(first(at, case).as_deref(), expected, "{name}");
    }
}

#[test]
fn the_far_east_gets_the_morning_from_those_who_can_wait() {
    let waits = |n| case(n).plan(1, None, true);
    let east = case(90)
        .every(7)
        .talked(60)
        .with(|c| c.zone = Zone::new("Asia/Vladivostok"));
    let agenda = today((1..=12).map(waits).chain([east]));
    let row = agenda.rows.iter().find(|r| r.client == id(90)).unwrap();
    assert!(row.local < time(18, 0, 0, 0), "{row:?}");
    assert_eq!(agenda.rows.len(), 13);
}

#[test]
fn somebody_who_just_did_not_answer_waits_an_hour() {
    let agenda = today([case(1).every(7).talked(60).missed(0)]);
    assert_eq!(agenda.rows[0].at.time(), time(10, 0, 0, 0));
    assert!(agenda.rows[0].reasons.contains(&Reason::Unanswered(1)));
    assert_eq!(
        agenda.done_today,
        Done {
            count: 1,
            minutes: 10
        }
    );
}

#[test]
fn a_promised_hour_moves_lunch_not_the_promise() {
    let agenda = today([case(1).plan(0, Some(time(13, 0, 0, 0)), true)]);
    assert_eq!(agenda.rows[0].at.time(), time(13, 0, 0, 0));
    let lunch = agenda
        .fixed
        .iter()
        .find(|b| b.kind == BlockKind::Lunch)
        .unwrap();
    assert_eq!(lunch.at.time(), time(13, 15, 0, 0));
}

#[test]
fn a_day_off_keeps_only_what_was_promised_for_it() {
    let saturday = DayFrame::today(now("2026-11-28T09:00[Europe/Moscow]"));
    let cases = [
        case(1).every(7).talked(60),
        case(2).plan(-5, None, true),
        case(3).plan(1, None, true),
    ];
    let agenda = plan(&book(cases), &saturday);
    let rows: Vec<_> = agenda.rows.iter().map(|r| r.client).collect();
    assert!(agenda.day_off && agenda.fixed.is_empty());
    assert_eq!((rows, agenda.left_out), (vec![id(2)], 2));
    let empty = plan(&book([case(1).every(7).talked(60)]), &saturday);
    assert!(empty.rows.is_empty() && empty.day_off);
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

#[test]
fn reasons_and_value() {
    let contact = |n| Contact {
        birthday: Some(Birthday {
            year: None,
            month: 11,
            day: 25,
        }),
        ..Contact::named(ContactId(Uuid::from_u128(7)), id(n), "Анна Белова".into())
    };
    let spend = |n, last: i64| {
        let mut spend = crate::domain::Spend::empty(id(n), crate::domain::Currency::RUB);
        for (month, amount) in [(7, 100), (8, 100), (9, 100), (10, last)] {
            spend.set(crate::domain::Month::new(2026, month), amount);
        }
        spend
    };
    let met = |n| Journey::start(id(n), ago(90)).moved(crate::domain::Stage::Problems, ago(80));
    let due = |n| case(n).every(14).talked(20).also(met(n));
    for (name, case, reason, value) in [
        (
            "promise",
            case(1).plan(0, None, true),
            Reason::Promised {
                date: day_ago(0),
                time: None,
                text: "прислать смету".into(),
            },
            Value::KeepPromise("прислать смету".into()),
        ),
        (
            "decision",
            case(1).recommendation(Life::Sent, 7, None),
            Reason::AwaitsDecision { count: 1, days: 7 },
            Value::AskDecision("Цели в Метрике".into()),
        ),
        (
            "ready",
            due(1).recommendation(Life::Ready, 2, None),
            Reason::DraftsReady(1),
            Value::ReadyRecommendation("Цели в Метрике".into()),
        ),
        (
            "rhythm",
            due(1),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::JustTalk { days: 20 },
        ),
        (
            "spend fell",
            due(1).also(spend(1, 60)),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::SpendFell(40),
        ),
        (
            "spend grew",
            due(1).also(spend(1, 150)),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::SpendGrew(50),
        ),
        (
            "birthday",
            due(1).also(contact(1)),
            Reason::Birthday {
                contact: ContactId(Uuid::from_u128(7)),
                name: "Анна Белова".into(),
                date: date(2026, 11, 25),
            },
            Value::JustTalk { days: 20 },
        ),
        (
            "first weeks",
            case(1).every(7).with(|c| c.since = Some(day_ago(31))),
            Reason::OnboardingDay(30),
            Value::GetAcquainted,
        ),
        (
            "silence of a key client",
            case(1).talked(70).also(met(1)).with(|c| c.tier = Tier::A),
            Reason::Silent { days: 70, rung: 60 },
            Value::JustTalk { days: 70 },
        ),
    ] {
        let agenda = today([case]);
        let row = &agenda.rows[0];
        assert!(row.reasons.contains(&reason), "{name}: {:?}", row.reasons);
        assert_eq!(row.value, value, "{name}");
    }
}

#[test]
fn an_effect_is_looked_at_after_four_weeks() {
    for (life, days, talked, asked) in [
        (Life::Implemented, 27, 20, false),
        (Life::Implemented, 28, 20, true),
        (Life::Implemented, 41, 20, true),
        (Life::Implemented, 42, 20, false),
        // Talked of it lately, or the effect was looked at.
        (Life::Implemented, 28, 1, false),
        (Life::Checked, 60, 20, false),
    ] {
        let agenda = today([case(1).talked(talked).recommendation(life, days, None)]);
        let due = |r: &Reason| matches!(r, Reason::EffectToCheck { days: d, .. } if *d == days);
        let found = agenda.rows.first().map(|row| row.reasons.iter().any(due));
        assert_eq!(found, asked.then_some(true), "{life:?} {days} {talked}");
        if let Some(row) = agenda.rows.first() {
            assert_eq!(row.value, Value::CheckEffect("Цели в Метрике".into()));
        }
    }
    // Nobody waits for it: a rhythm that is due comes first.
    let late = case(1)
        .talked(20)
        .recommendation(Life::Implemented, 30, None);
    let due = case(2).every(7).talked(8);
    let order: Vec<ClientId> = today([late, due]).rows.iter().map(|r| r.client).collect();
    assert_eq!(order, [id(2), id(1)]);
    // What was put off for long is one more reason of a call made for another.
    let old = case(1)
        .every(7)
        .talked(20)
        .recommendation(Life::Implemented, 200, None);
    let agenda = today([old]);
    let names: Vec<&str> = agenda.rows[0].reasons.iter().map(Reason::name).collect();
    assert!(names.contains(&"effect-to-check"), "{names:?}");
}

#[test]
fn a_decision_agreed_for_later_is_no_reason_yet() {
    let case = case(1)
        .every(7)
        .talked(20)
        .recommendation(Life::Sent, 9, Some(day_ago(-4)));
    let agenda = today([case]);
    let waits = |r: &Reason| matches!(r, Reason::AwaitsDecision { .. });
    assert!(!agenda.rows[0].reasons.iter().any(waits));
}

fn any_case(n: u128) -> impl Strategy<Value = Case> {
    let zones = [
        "Europe/Moscow",
        "Asia/Vladivostok",
        "Europe/London",
        "America/Los_Angeles",
    ];
    (
        (0..4usize, 0..4usize, 0..3usize),
        proptest::option::of(0..90i64),
        proptest::option::of((-3..5i64, proptest::option::of(0..24i8), any::<bool>())),
        0..3i64,
        any::<bool>(),
    )
        .prop_map(
            move |((zone, policy, rhythm), talked, plan, missed, letters)| {
                let mut c = case(n).with(|c| {
                    c.zone = Zone::new(zones[zone]);
                    c.policy = ContactPolicy::ALL[policy];
                    c.cadence = [Cadence::Off, Cadence::Days(7), Cadence::ReportWindow][rhythm];
                    if letters {
                        c.channels = vec![ChannelHours {
                            channel: Channel::Email,
                            hours: Hours::OFFICE,
                        }];
                    }
                });
                if let Some(days) = talked {
                    c = c.talked(days);
                }
                for _ in 0..missed {
                    c = c.missed(0);
                }
                if let Some((days, hour, promised)) = plan {
                    c = c.plan(days, hour.map(|h| time(h, 20, 0, 0)), promised);
                }
                c
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_plan_ever_breaks_the_frame(
        cases in (0..60usize).prop_flat_map(|n| (1..=n as u128).map(any_case).collect::<Vec<_>>()),
        minutes in 0..500u16,
        call in 0..40u16,
        hour in 0..24i8,
    ) {
        let book = book(cases);
        let at = now(MONDAY).with().hour(hour).build().unwrap();
        let frame = DayFrame { minutes, call_minutes: call, ..DayFrame::today(at.clone()) };
        let agenda = plan(&book, &frame);
        prop_assert_eq!(&agenda, &plan(&book, &frame));
        prop_assert!(agenda.planned_minutes <= minutes);
        prop_assert!(agenda.left.len() <= agenda.left_out + agenda.aside);
        let mut spans: Vec<_> = agenda.rows.iter().map(|r| (r.at, r.minutes))
            .chain(agenda.fixed.iter().map(|b| (b.at, b.minutes)))
            .collect();
        spans.sort_unstable();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].0 + i64::from(pair[0].1).minutes() <= pair[1].0, "{:?}", pair);
        }
        let mut seen = std::collections::BTreeSet::new();
        for row in &agenda.rows {
            let client = book.client(row.client).unwrap();
            prop_assert!(seen.insert(row.client), "one row a client");
            prop_assert!(client.policy != ContactPolicy::DoNotCall);
            prop_assert!(!row.reasons.is_empty());
            prop_assert!(row.at >= at.datetime());
            if !row.timed && row.channel.disturbs() {
                prop_assert!(Hours::OFFICE.contains(row.local), "{:?}", row);
            }
        }
    }
}

#[test]
fn who_did_not_answer_today_waits_for_the_day_of_the_next_attempt() {
    let overdue = || case(1).every(7).talked(60).missed(0);
    let tomorrow = FollowUp {
        client: id(1),
        date: day_ago(-1),
        time: None,
        reason: "ещё попытка".into(),
        promised: false,
        channel: None,
        contact: None,
        set_at: ago(0),
    };
    for (name, one, planned) in [
        ("nothing set: tried again in an hour", overdue(), true),
        ("set for tomorrow", overdue().also(tomorrow.clone()), false),
        (
            "set for tomorrow, and an answer is owed",
            overdue().also(tomorrow.clone()).also({
                let kind = crate::domain::RequestKind::Request;
                let request = crate::domain::RequestId(Uuid::nil());
                crate::domain::Request::said(request, id(1), kind, "акт".into(), ago(1))
            }),
            true,
        ),
    ] {
        let agenda = today([one]);
        assert_eq!(agenda.rows.len() == 1, planned, "{name}: {:?}", agenda.left);
    }
}
