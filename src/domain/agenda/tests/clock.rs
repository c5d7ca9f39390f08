//! Both clocks: the client's hours, an attempt that failed, lunch, days off.

use super::*;

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
