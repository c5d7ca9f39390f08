//! Whole days: how one client came to its place, clocks that jump, and that no other plan is worth more.

use super::*;
use crate::domain::{
    Calendar, Cohort, CohortId, ContactTerms, Currency, DaySheet, Meeting, MeetingId, Member,
    Method, Month, News, NewsId, NewsKind, Pin, Request, RequestId, RequestKind, RequestLife,
    Snooze,
};

mod arranged;
mod incoming;
mod portfolio;

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
