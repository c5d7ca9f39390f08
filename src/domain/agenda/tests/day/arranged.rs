//! Meetings, pins, planned hours: what stands where it was put.

use super::*;

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
