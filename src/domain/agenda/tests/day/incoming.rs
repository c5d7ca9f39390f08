//! Requests, promises and fires: who is called first, and when.

use super::*;

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
