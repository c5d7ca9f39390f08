//! What came in, what the manager arranged, and days that are not as they should be.

use super::*;
use crate::domain::{
    Calendar, Cohort, CohortId, ContactTerms, Currency, DaySheet, Meeting, MeetingId, Member,
    Method, Month, News, NewsId, NewsKind, Pin, Request, RequestId, RequestKind, RequestLife,
    Snooze,
};

fn clock_time(hour: i8, minute: i8) -> Time {
    time(hour, minute, 0, 0)
}

fn moment(text: &str) -> Timestamp {
    now(&format!("{text}[Europe/Moscow]")).timestamp()
}

fn request(n: u128, kind: RequestKind, change: impl FnOnce(&mut Request)) -> Record {
    let at = moment("2026-11-23T08:30");
    let mut request = Request::said(
        RequestId(Uuid::from_u128(n)),
        id(n),
        kind,
        "где отчёт".into(),
        at,
    );
    change(&mut request);
    Record::Request(request)
}

fn met(case: Case) -> Case {
    case.every(30).talked(5)
}

fn sheet(change: impl FnOnce(&mut DaySheet)) -> Record {
    let mut sheet = DaySheet::empty(date(2026, 11, 23));
    change(&mut sheet);
    Record::DaySheet(sheet)
}

fn meeting(n: u128, from: &str, to: &str) -> Record {
    Record::Meeting(Meeting {
        id: MeetingId(Uuid::from_u128(n)),
        uid: String::new(),
        title: format!("Встреча {n}"),
        place: String::new(),
        from: moment(from),
        to: moment(to),
        client: None,
    })
}

/// The day with records of the portfolio as a whole.
fn with(cases: impl IntoIterator<Item = Case>, desk: Vec<Record>, at: &str) -> Agenda {
    let mut book = book(cases);
    for record in desk {
        book.load(record).unwrap();
    }
    plan(&book, &DayFrame::today(now(at)))
}

/// `1 09:00` with a mark for what is pinned, missed, in conflict, outside the client's hours.
fn told(agenda: &Agenda) -> Vec<String> {
    let mark = |on, mark| if on { mark } else { "" };
    agenda
        .rows
        .iter()
        .map(|r| {
            format!(
                "{} {}{}{}{}{}",
                r.client.0.as_u128(),
                r.at.strftime("%H:%M"),
                mark(r.pinned, "!"),
                mark(r.missed, "?"),
                mark(r.clash, "*"),
                mark(r.outside, "~"),
            )
        })
        .collect()
}

fn whys(agenda: &Agenda) -> Vec<&'static str> {
    agenda.left.iter().map(|left| left.why.name()).collect()
}

#[test]
fn who_is_called_about_what_came_in() {
    use RequestKind::{Fire, Idea, Incident, Question, Request as Wish};
    let due = |text: &'static str| move |r: &mut Request| r.due_at = Some(moment(text));
    let life = |life| move |r: &mut Request| r.life = life;
    let none: fn(&mut Request) = |_| ();
    let slot = |text: &'static str| move |r: &mut Request| r.slot = Some(text.parse().unwrap());
    let policy = |p| met(case(1)).with(|c| c.policy = p);
    for (name, case, record, expected) in [
        (
            "nothing promised",
            met(case(1)),
            request(1, Wish, none),
            "answer-owed",
        ),
        (
            "promised for the day",
            met(case(1)),
            request(1, Wish, due("2026-11-23T14:30")),
            "answer-owed",
        ),
        (
            "promised for tomorrow",
            met(case(1)),
            request(1, Wish, due("2026-11-24T09:30")),
            "",
        ),
        (
            "late",
            met(case(1)),
            request(1, Wish, due("2026-11-20T12:00")),
            "answer-owed",
        ),
        (
            "answered already",
            met(case(1)),
            request(1, Wish, life(RequestLife::Done)),
            "",
        ),
        (
            "asked a specialist today",
            met(case(1)),
            request(1, Question, life(RequestLife::Asked)),
            "",
        ),
        (
            "the answer is here",
            met(case(1)),
            request(1, Question, life(RequestLife::Answered)),
            "answer-owed",
        ),
        ("an idea", met(case(1)), request(1, Idea, none), ""),
        ("a fire", met(case(1)), request(1, Fire, none), "fire"),
        (
            "a fire for the slot at 16",
            met(case(1)),
            request(1, Fire, slot("2026-11-23T16:00")),
            "",
        ),
        (
            "a fire whose slot has passed",
            met(case(1)),
            request(1, Fire, slot("2026-11-20T16:00")),
            "fire",
        ),
        (
            "an emergency",
            met(case(1)),
            request(1, Fire, |r| {
                r.slot = Some("2026-11-23T16:00".parse().unwrap());
                r.urgent = true;
            }),
            "fire",
        ),
        (
            "an incident",
            met(case(1)),
            request(1, Incident, none),
            "incident",
        ),
        (
            "an incident, news only",
            policy(ContactPolicy::NewsOnly),
            request(1, Incident, none),
            "",
        ),
        (
            "news only, but it asked us",
            policy(ContactPolicy::NewsOnly),
            request(1, Wish, none),
            "answer-owed",
        ),
        (
            "no calls wanted",
            policy(ContactPolicy::DoNotCall),
            request(1, Wish, none),
            "",
        ),
    ] {
        let agenda = today([case.also(record)]);
        let first = agenda.rows.first().and_then(|r| r.reasons.first());
        assert_eq!(first.map_or("", Reason::name), expected, "{name}");
    }
}

#[test]
fn an_answer_is_given_before_it_is_late() {
    let owes = |n| {
        met(case(n)).also(request(n, RequestKind::Request, |r| {
            r.due_at = Some(moment("2026-11-23T09:40"));
        }))
    };
    // Two promised calls without an hour are as weighty, and could be at any time.
    let agenda = today([
        case(1).plan(0, None, true),
        case(2).plan(0, None, true),
        owes(3),
        owes(4),
    ]);
    let late: Vec<_> = agenda
        .rows
        .iter()
        .filter(|r| r.client.0.as_u128() > 2)
        .map(|r| r.at.time())
        .collect();
    assert!(
        late.iter().all(|at| *at <= clock_time(9, 30)),
        "{:?}",
        told(&agenda)
    );
    assert_eq!(agenda.rows.len(), 4);
}

#[test]
fn a_promise_outside_the_clients_hours_is_kept_and_said_so() {
    let agenda = today([case(1)
        .plan(0, Some(clock_time(13, 15)), true)
        .with(|c| c.zone = Zone::new("America/New_York"))]);
    assert_eq!(told(&agenda), ["1 13:15~"]);
    assert_eq!(agenda.rows[0].local, clock_time(5, 15));
}

#[test]
fn a_flood_does_not_wash_away_what_has_an_hour() {
    let flood = (1..=5).map(|n| case(n).plan(2, None, true));
    let mut book = book(flood.chain([
        case(6).plan(0, None, true),
        case(7).plan(0, Some(clock_time(12, 0)), false),
        case(8).every(7).talked(60),
        case(9).every(7).talked(60),
    ]));
    let pin = Pin {
        client: id(8),
        at: clock_time(14, 0),
    };
    book.load(sheet(|s| s.pins = vec![pin])).unwrap();
    let day = DayFrame::today(now(MONDAY));
    let around = Around::of(&book, &day, book.desk().day(day.date));
    let scan = Scan::of(&book, &day, &around);
    let tried = scan.best(2);
    let tried: Vec<u128> = (tried.iter().map(|c| c.dossier.id().0.as_u128())).collect();
    assert_eq!(tried, [1, 2, 6, 8, 7]);
}

#[test]
fn an_hour_only_planned_does_not_hold_up_what_is_urgent() {
    let at = |hour, promised| case(1).plan(0, Some(clock_time(hour, 0)), promised);
    let fire = |case: Case| case.also(request(1, RequestKind::Fire, |r| r.urgent = true));
    let owes = |case: Case, until| {
        case.also(request(1, RequestKind::Request, |r| {
            r.due_at = Some(moment(until));
        }))
    };
    let snoozed = |case: Case| {
        case.also(Record::Snooze(Snooze {
            client: id(1),
            until: date(2026, 12, 1),
            reason: "отпуск".into(),
            set_at: ago(1),
        }))
    };
    for (name, case, rows) in [
        ("nothing else", at(15, false), vec!["1 15:00"]),
        ("a fire", fire(at(15, false)), vec!["1 09:00"]),
        (
            "a fire, but the hour was promised",
            fire(at(15, true)),
            vec!["1 15:00"],
        ),
        (
            "an answer due before it",
            owes(at(15, false), "2026-11-23T12:00"),
            vec!["1 09:00"],
        ),
        (
            "an answer due after it",
            owes(at(15, false), "2026-11-23T17:00"),
            vec!["1 15:00"],
        ),
        (
            "put off, but an answer is owed",
            snoozed(owes(at(15, false), "2026-11-23T17:00")),
            vec!["1 09:00"],
        ),
    ] {
        assert_eq!(told(&with([case], vec![], MONDAY)), rows, "{name}");
    }
}

#[test]
fn fires_wait_in_their_slot_and_take_the_time_they_take() {
    let parked = request(1, RequestKind::Fire, |r| {
        r.slot = Some("2026-11-23T16:00".parse().unwrap());
    });
    let urgent = request(2, RequestKind::Fire, |r| {
        r.urgent = true;
        r.minutes = 40;
    });
    let agenda = today([
        met(case(1)).also(parked),
        met(case(2)).also(urgent),
        case(3).plan(0, None, true),
    ]);
    let waiting: Vec<usize> = agenda.fixed.iter().map(|b| b.fires).collect();
    assert_eq!(waiting, [0, 0, 1]);
    assert_eq!(told(&agenda), ["2 09:00", "3 09:45"]);
    assert_eq!((agenda.rows[0].minutes, agenda.planned_minutes), (40, 55));
}

#[test]
fn the_focus_of_the_month_brings_those_not_worked_yet() {
    let cohort = |change: &dyn Fn(&mut Member)| {
        let mut member = Member {
            client: id(1),
            score: 80,
            base: 0,
            currency: Currency::RUB,
            held_out: false,
            joined_at: None,
            worked_at: None,
            left: None,
        };
        change(&mut member);
        Record::Cohort(Cohort {
            id: CohortId(Uuid::nil()),
            name: "Ноябрь".into(),
            month: Some(Month::new(2026, 11)),
            method: Method::ALL[0],
            query: String::new(),
            hypothesis: String::new(),
            frozen_at: moment("2026-11-02T09:00"),
            from: Month::new(2026, 10),
            members: vec![member],
            closed_at: None,
            verdict: String::new(),
        })
    };
    let worked = moment("2026-11-10T12:00");
    for (name, talked, change, called) in [
        (
            "waits",
            5,
            &(|_: &mut Member| ()) as &dyn Fn(&mut Member),
            true,
        ),
        ("talked to yesterday", 1, &|_: &mut Member| (), false),
        ("held out", 5, &|m: &mut Member| m.held_out = true, false),
        (
            "worked",
            5,
            &move |m: &mut Member| m.worked_at = Some(worked),
            false,
        ),
    ] {
        let agenda = with(
            [case(1).every(60).talked(talked)],
            vec![cohort(change)],
            MONDAY,
        );
        let focus = agenda
            .rows
            .first()
            .map(|r| r.reasons.contains(&Reason::Focus { score: 80 }));
        assert_eq!(focus, called.then_some(true), "{name}");
    }
}

#[test]
fn news_is_told_in_calls_and_brings_only_who_wants_nothing_else() {
    let news = |told: &[(u128, &str)], query: &str| {
        Record::News(News {
            id: NewsId(Uuid::nil()),
            title: "Новый отчёт".into(),
            text: String::new(),
            expert: String::new(),
            kind: NewsKind::Product,
            query: query.into(),
            from: date(2026, 11, 1),
            until: None,
            told: told.iter().map(|(n, at)| (id(*n), moment(at))).collect(),
            made_at: moment("2026-11-01T09:00"),
            closed_at: None,
        })
    };
    let only = |days| {
        case(1)
            .talked(days)
            .with(|c| c.policy = ContactPolicy::NewsOnly)
    };
    let refused = |case: Case| {
        let mut terms = ContactTerms::none(id(1));
        terms.news = Some(false);
        case.also(Record::ContactTerms(terms))
    };
    for (name, case, record, brought, told) in [
        (
            "in a call for the rhythm",
            case(1).every(7).talked(9),
            news(&[], ""),
            true,
            true,
        ),
        (
            "alone",
            case(1).every(30).talked(9),
            news(&[], ""),
            false,
            false,
        ),
        (
            "news only, left alone for long",
            only(40),
            news(&[], ""),
            true,
            true,
        ),
        (
            "news only, talked to lately",
            only(20),
            news(&[], ""),
            false,
            false,
        ),
        (
            "news only, told",
            only(40),
            news(&[(1, "2026-11-20T10:00")], ""),
            false,
            false,
        ),
        (
            "news only, for others",
            only(40),
            news(&[], "tier:a"),
            false,
            false,
        ),
        (
            "no news wanted",
            refused(case(1).every(7).talked(9)),
            news(&[], ""),
            true,
            false,
        ),
        (
            "a broken segment",
            case(1).every(7).talked(9),
            news(&[], "tier:"),
            true,
            false,
        ),
    ] {
        let agenda = with([case], vec![record], MONDAY);
        let has = |r: &Row| {
            r.reasons
                .iter()
                .any(|r| matches!(r, Reason::NewsToTell { .. }))
        };
        assert_eq!(!agenda.rows.is_empty(), brought, "{name}");
        assert_eq!(agenda.rows.iter().any(has), told, "{name}");
    }
}

#[test]
fn meetings_take_time_and_never_move() {
    let calls = |n: u128| (1..=n).map(|n| case(n).every(7).talked(60));
    let promised = |n, h, m| case(n).plan(0, Some(clock_time(h, m)), true);
    for (name, cases, meetings, expected, fixed) in [
        (
            "calls go around",
            calls(3).collect::<Vec<_>>(),
            vec![meeting(1, "2026-11-23T09:15", "2026-11-23T10:00")],
            vec!["1 09:00", "2 10:00", "3 10:15"],
            "09:15+45 11:00+15 13:00+60 16:00+15",
        ),
        (
            "two at once are both there",
            calls(1).collect(),
            vec![
                meeting(1, "2026-11-23T09:00", "2026-11-23T10:00"),
                meeting(2, "2026-11-23T09:30", "2026-11-23T10:30"),
            ],
            vec!["1 10:30"],
            "09:00+60 09:30+60 11:00+15 13:00+60 16:00+15",
        ),
        (
            "a promised hour inside one is said to clash",
            vec![promised(1, 9, 30)],
            vec![meeting(1, "2026-11-23T09:00", "2026-11-23T10:00")],
            vec!["1 09:30*"],
            "09:00+60 11:00+15 13:00+60 16:00+15",
        ),
        (
            "lunch and fires make way",
            vec![],
            vec![meeting(1, "2026-11-23T12:30", "2026-11-23T13:30")],
            vec![],
            "11:00+15 12:30+60 13:30+60 16:00+15",
        ),
        (
            "the whole day",
            calls(2).collect(),
            vec![meeting(1, "2026-11-22T10:00", "2026-11-24T10:00")],
            vec![],
            "00:00+1440",
        ),
        (
            "ends before it begins, and another day's",
            calls(1).collect(),
            vec![
                meeting(1, "2026-11-23T10:00", "2026-11-23T09:00"),
                meeting(2, "2026-11-24T09:00", "2026-11-24T10:00"),
            ],
            vec!["1 09:00"],
            "11:00+15 13:00+60 16:00+15",
        ),
    ] {
        let agenda = with(cases, meetings, MONDAY);
        assert_eq!(told(&agenda), expected, "{name}");
        let blocks: Vec<String> = agenda
            .fixed
            .iter()
            .map(|b| format!("{}+{}", b.at.strftime("%H:%M"), b.minutes))
            .collect();
        assert_eq!(blocks.join(" "), fixed, "{name}");
        let out = agenda.left_out;
        assert!(
            whys(&agenda).iter().all(|why| *why == "no-room") && agenda.left.len() == out,
            "{name}"
        );
    }
}

#[test]
fn what_found_no_place_says_why() {
    let due = |n| case(n).every(7).talked(60);
    let quiet = |case: Case| {
        let mut terms = ContactTerms::none(case.client.id);
        terms.quiet = Some(Hours {
            from: clock_time(8, 0),
            to: clock_time(20, 0),
        });
        case.also(Record::ContactTerms(terms))
    };
    let snoozed = |case: Case, until: Date| {
        let client = case.client.id;
        case.also(Record::Snooze(Snooze {
            client,
            until,
            reason: "отпуск".into(),
            set_at: ago(1),
        }))
    };
    let far = |case: Case| case.with(|c| c.zone = Zone::new("Asia/Vladivostok"));
    let friday = date(2026, 11, 27);
    for (name, case, at, expected) in [
        (
            "its evening has come",
            far(due(1)),
            "2026-11-23T12:00[Europe/Moscow]",
            vec!["outside-hours"],
        ),
        ("asked for quiet", quiet(due(1)), MONDAY, vec!["quiet"]),
        (
            "after work",
            due(1),
            "2026-11-23T18:05[Europe/Moscow]",
            vec!["day-over"],
        ),
        (
            "a day off",
            due(1),
            "2026-11-28T09:00[Europe/Moscow]",
            vec!["day-off"],
        ),
        ("kept off", snoozed(due(1), friday), MONDAY, vec!["snoozed"]),
        (
            "kept off until today",
            snoozed(due(1), day_ago(0)),
            MONDAY,
            vec![],
        ),
        (
            "kept off, promised all the same",
            snoozed(case(1).plan(0, None, true), friday),
            MONDAY,
            vec![],
        ),
        (
            "kept off, only planned",
            snoozed(case(1).plan(0, None, false), friday),
            MONDAY,
            vec!["snoozed"],
        ),
        (
            "promised to one who wants no calls",
            case(1)
                .plan(0, None, true)
                .with(|c| c.policy = ContactPolicy::DoNotCall),
            MONDAY,
            vec!["policy"],
        ),
    ] {
        let agenda = with([case], vec![], at);
        assert_eq!(whys(&agenda), expected, "{name}");
        assert_eq!(
            agenda.rows.len(),
            usize::from(expected.is_empty()),
            "{name}"
        );
        assert!(
            agenda.left.iter().all(|left| !left.reasons.is_empty()),
            "{name}"
        );
    }
}

#[test]
fn an_hour_only_planned_is_kept_within_the_clients_hours() {
    let at = |n, hour, promised| case(n).plan(0, Some(clock_time(hour, 0)), promised);
    let opens = |case: Case, from| {
        case.with(|c| {
            c.channels = vec![ChannelHours {
                channel: Channel::Phone,
                hours: Hours {
                    from: clock_time(from, 0),
                    to: clock_time(18, 0),
                },
            }];
        })
    };
    let quiet = |case: Case| {
        let mut terms = ContactTerms::none(case.client.id);
        terms.quiet = Some(Hours {
            from: clock_time(9, 0),
            to: clock_time(12, 0),
        });
        case.also(Record::ContactTerms(terms))
    };
    let saturday = "2026-11-28T09:00[Europe/Moscow]";
    let weekend = |promised| {
        let plan = FollowUp {
            client: id(1),
            date: date(2026, 11, 28),
            time: Some(clock_time(11, 0)),
            reason: "прислать смету".into(),
            promised,
            channel: None,
            contact: None,
            set_at: ago(5),
        };
        vec![case(1).also(plan)]
    };
    for (name, cases, at, rows) in [
        ("open then", vec![at(1, 10, false)], MONDAY, vec!["1 10:00"]),
        (
            "opens at noon",
            vec![opens(at(1, 10, false), 12)],
            MONDAY,
            vec!["1 12:00"],
        ),
        (
            "opens at noon, but it was promised",
            vec![opens(at(1, 10, true), 12)],
            MONDAY,
            vec!["1 10:00~"],
        ),
        (
            "not to be disturbed",
            vec![quiet(at(1, 10, false))],
            MONDAY,
            vec!["1 12:00"],
        ),
        ("a day off", weekend(false), saturday, vec![]),
        (
            "a day off, promised",
            weekend(true),
            saturday,
            vec!["1 11:00"],
        ),
    ] {
        assert_eq!(told(&with(cases, vec![], at)), rows, "{name}");
    }
}

#[test]
fn an_hour_kept_for_a_call_is_used_up_by_the_attempt() {
    // Tried at nine without an answer; the next attempt is set for tomorrow, or nothing is set.
    let tomorrow = FollowUp {
        client: id(1),
        date: day_ago(-1),
        time: None,
        reason: "ещё попытка".into(),
        promised: true,
        channel: None,
        contact: None,
        set_at: ago(0),
    };
    let missed = || case(1).every(7).talked(60).missed(0);
    let set = || missed().also(tomorrow.clone());
    let pin = |hour| {
        let pin = Pin {
            client: id(1),
            at: clock_time(hour, 0),
        };
        sheet(|s| s.pins = vec![pin])
    };
    for (name, case, desk, rows) in [
        ("kept for the hour of the attempt", set(), pin(9), vec![]),
        ("kept for a later hour", set(), pin(12), vec!["1 12:00!"]),
        ("nothing set", missed(), pin(9), vec!["1 10:00"]),
        (
            "taken into the day",
            set(),
            sheet(|s| s.added = vec![id(1)]),
            vec!["1 10:00"],
        ),
    ] {
        let at = "2026-11-23T09:30[Europe/Moscow]";
        assert_eq!(told(&with([case], vec![desk], at)), rows, "{name}");
    }
}

#[test]
fn arranged_days_that_cannot_be_kept() {
    let due = |n| case(n).every(7).talked(60);
    let pins = |pins: &[(u128, i8, i8)]| {
        let pins = pins.iter().map(|(n, h, m)| Pin {
            client: id(*n),
            at: clock_time(*h, *m),
        });
        sheet(|s| s.pins = pins.collect())
    };
    let refused = |n| due(n).with(|c| c.policy = ContactPolicy::DoNotCall);
    let gone = |n| due(n).with(|c| c.archived_at = Some(ago(1)));
    let east = |n| due(n).with(|c| c.zone = Zone::new("Asia/Vladivostok"));
    for (name, cases, desk, at, rows, left) in [
        (
            "held",
            vec![due(1), due(2)],
            vec![pins(&[(1, 12, 0)])],
            MONDAY,
            vec!["2 09:00", "1 12:00!"],
            vec![],
        ),
        (
            "two at one hour",
            vec![due(1), due(2)],
            vec![pins(&[(1, 12, 0), (2, 12, 0)])],
            MONDAY,
            vec!["1 12:00!", "2 12:15!*"],
            vec![],
        ),
        (
            "of one who wants no calls",
            vec![refused(1)],
            vec![pins(&[(1, 12, 0)])],
            MONDAY,
            vec![],
            vec!["policy"],
        ),
        (
            "of an archived client",
            vec![gone(1)],
            vec![pins(&[(1, 12, 0)])],
            MONDAY,
            vec![],
            vec![],
        ),
        (
            "of nobody",
            vec![due(1)],
            vec![pins(&[(9, 12, 0)])],
            MONDAY,
            vec!["1 09:00"],
            vec![],
        ),
        (
            "outside the client's hours: not held",
            vec![east(1)],
            vec![pins(&[(1, 15, 0)])],
            MONDAY,
            vec!["1 09:00"],
            vec![],
        ),
        (
            "passed: stands as missed",
            vec![due(1), due(2)],
            vec![pins(&[(1, 9, 0)])],
            "2026-11-23T10:00[Europe/Moscow]",
            vec!["1 09:00!?", "2 10:00"],
            vec![],
        ),
        (
            "on a meeting that came later",
            vec![due(1)],
            vec![
                pins(&[(1, 12, 0)]),
                meeting(1, "2026-11-23T11:30", "2026-11-23T12:30"),
            ],
            MONDAY,
            vec!["1 12:00!*"],
            vec![],
        ),
        (
            "no minutes at all",
            vec![due(1), case(2).plan(0, Some(clock_time(12, 0)), true)],
            vec![sheet(|s| s.minutes = Some(0))],
            MONDAY,
            vec![],
            vec!["no-minutes", "no-minutes"],
        ),
        (
            "minutes for two: a promise goes before hours only planned",
            vec![
                case(1).plan(0, Some(clock_time(10, 0)), false),
                case(2).plan(0, Some(clock_time(11, 0)), false),
                case(3).plan(0, Some(clock_time(16, 30)), true),
                case(4).plan(2, None, true),
            ],
            vec![sheet(|s| s.minutes = Some(30))],
            MONDAY,
            vec!["4 09:00", "3 16:30"],
            vec!["no-minutes", "no-minutes"],
        ),
        (
            "minutes for two: an hour only planned goes before what can wait",
            vec![
                case(1).plan(0, Some(clock_time(10, 0)), false),
                due(2),
                due(3),
            ],
            vec![sheet(|s| s.minutes = Some(30))],
            MONDAY,
            vec!["2 09:00", "1 10:00"],
            vec!["no-minutes"],
        ),
        (
            "minutes for one: the promise has them",
            vec![due(1), case(2).plan(0, None, true)],
            vec![sheet(|s| s.minutes = Some(15))],
            MONDAY,
            vec!["2 09:00"],
            vec!["no-minutes"],
        ),
    ] {
        let agenda = with(cases, desk, at);
        assert_eq!(told(&agenda), rows, "{name}");
        assert_eq!(whys(&agenda), left, "{name}");
    }
}

#[test]
fn the_clock_is_set_back_or_put_forward() {
    // A talk of tomorrow: the clock was set back. Nobody is called too early because of it.
    let ahead = case(1).every(7).talked(-1);
    assert!(today([ahead]).rows.is_empty());
    // The manager works at night and the hour from two to three does not exist.
    let night = |date: &str| {
        let at = now(&format!("{date}T01:30[Europe/Berlin]"));
        let mut frame = DayFrame::today(at);
        frame.hours = Hours {
            from: clock_time(1, 30),
            to: clock_time(4, 0),
        };
        frame.calendar = Calendar::with([], [frame.date]);
        (frame.lunch, frame.fires) = (None, Vec::new());
        let letters = |n| {
            case(n).every(7).talked(400).with(|c| {
                c.channels = vec![ChannelHours {
                    channel: Channel::Email,
                    hours: Hours::OFFICE,
                }];
            })
        };
        let agenda = plan(&book((1..=9).map(letters)), &frame);
        let own = frame.own().clone();
        let mut moments: Vec<i64> = agenda
            .rows
            .iter()
            .map(|r| {
                own.to_ambiguous_zoned(r.at)
                    .compatible()
                    .unwrap()
                    .timestamp()
                    .as_second()
            })
            .collect();
        moments.dedup();
        let apart = moments.windows(2).all(|w| w[1] - w[0] >= 15 * 60);
        (agenda.rows.len(), apart)
    };
    assert_eq!(night("2026-03-29"), (6, true), "an hour is missing");
    assert_eq!(night("2026-10-25"), (9, true), "an hour is there twice");
}

#[test]
fn one_client_is_told_how_it_came_to_its_place() {
    let due = |n| case(n).every(7).talked(60);
    let cases = || {
        vec![
            due(1).with(|c| c.tier = Tier::A),
            due(2),
            due(3).with(|c| c.zone = Zone::new("Europe/London")),
            case(4).plan(0, Some(clock_time(12, 30)), true),
            case(5).every(7).talked(0),
            case(6),
            due(7).missed(0),
        ]
    };
    let book = book(cases());
    let frame = DayFrame::today(now(MONDAY));
    let of = |n| explain(&book, &frame, id(n)).unwrap();
    let at = |n| match of(n).place {
        Place::Row { number, at, .. } => Some((number, at)),
        _ => None,
    };
    assert_eq!(at(1), Some((1, clock_time(9, 0))));
    assert_eq!(of(1).earlier, [Earlier::First]);
    assert_eq!(of(2).earlier, [Earlier::Behind(vec![id(1)])]);
    assert!(
        of(3).earlier.contains(&Earlier::Opens(clock_time(12, 0))),
        "{:?}",
        of(3)
    );
    assert_eq!(of(4).earlier, [Earlier::HourSet]);
    assert_eq!((of(5).place, of(6).place), (Place::Done, Place::NotAsked));
    assert!(of(7).earlier.contains(&Earlier::Tried(clock_time(10, 0))));
    let worth = of(1).worth.unwrap();
    assert_eq!(
        (worth.class, worth.urgency, worth.tier),
        (Class::Cadence, 6.0, 3.0)
    );
    assert_eq!((of(4).rank, of(1).rank, of(1).of), (Some(1), Some(2), 5));
    let hours = of(3).hours;
    assert_eq!(
        (hours[0].from, hours[0].from_there.time()),
        (clock_time(12, 0), clock_time(9, 0))
    );
    let part = &of(1).parts[0];
    assert_eq!(
        (part.reason.name(), part.class, part.urgency),
        ("cadence-due", Some(Class::Cadence), 6.0)
    );
    assert!(explain(&book, &frame, id(99)).is_none());
}

#[test]
fn a_rhythm_due_on_the_weekend_is_called_for_on_friday() {
    for (name, every, talked, called) in [
        ("due on Saturday", 10, 9, true),
        ("due on Sunday", 10, 8, true),
        ("due on Monday", 10, 7, false),
    ] {
        let friday = now("2026-11-27T09:00[Europe/Moscow]");
        let mut client = case(1).every(every).talked(0);
        client.touches[0].at = (&friday - (talked * 24).hours()).timestamp();
        let agenda = plan(&book([client]), &DayFrame::today(friday));
        assert_eq!(!agenda.rows.is_empty(), called, "{name}");
    }
}

/// Every way to take some of the calls and give each its own slot; the best sum within a class there is.
fn best_by_hand(windows: &[Vec<fit::Span>], slots: &[fit::Span], seats: usize) -> Vec<usize> {
    fn go(
        at: usize,
        windows: &[Vec<fit::Span>],
        slots: &[fit::Span],
        used: &mut Vec<bool>,
        chosen: &mut Vec<usize>,
        best: &mut Vec<usize>,
        seats: usize,
    ) {
        // Owners are ordered by weight, each worth more than all after it: the best is the first in order.
        if chosen.len() > best.len() || (chosen.len() == best.len() && *chosen < *best) {
            best.clone_from(chosen);
        }
        if at == windows.len() || chosen.len() == seats {
            return;
        }
        for (i, slot) in slots.iter().enumerate() {
            if !used[i] && fit::inside(&windows[at], *slot) {
                used[i] = true;
                chosen.push(at);
                go(at + 1, windows, slots, used, chosen, best, seats);
                chosen.pop();
                used[i] = false;
            }
        }
        go(at + 1, windows, slots, used, chosen, best, seats);
    }
    let mut best = Vec::new();
    go(
        0,
        windows,
        slots,
        &mut vec![false; slots.len()],
        &mut Vec::new(),
        &mut best,
        seats,
    );
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// As many calls as any plan could seat, and of those the weightiest.
    #[test]
    fn no_other_plan_is_worth_more(
        edges in proptest::collection::vec((0..5i32, 1..4i32), 1..7),
        slots in 1..5i32,
    ) {
        let slot = |i: i32| fit::Span { from: i * 15, to: i * 15 + 15 };
        let windows: Vec<Vec<fit::Span>> = edges.iter()
            .map(|(from, long)| vec![fit::Span { from: from * 15, to: (from + long) * 15 }])
            .collect();
        let all: Vec<fit::Span> = (0..slots).map(slot).collect();
        let within = fit::Span { from: 0, to: slots * 15 };
        // Windows never leave the working day.
        let windows: Vec<_> = windows.iter().map(|w| fit::until(w, within.to)).collect();
        let mut grid = fit::Grid::new(fit::Fixed::default(), within, 15);
        for (owner, windows) in windows.iter().enumerate() {
            grid.seat(owner, 15, windows);
        }
        grid.settle();
        let mut seated: Vec<usize> = grid.rows().map(|(owner, _)| owner).collect();
        seated.sort_unstable();
        prop_assert_eq!(seated, best_by_hand(&windows, &all, all.len()));
        for (owner, start) in grid.rows() {
            let taken = fit::Span { from: start, to: start + 15 };
            prop_assert!(fit::inside(&windows[owner], taken));
        }
    }
}
