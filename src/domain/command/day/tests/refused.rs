//! What a day is never arranged like.

use super::*;

/// What it is about, how the day is set, what is wanted, what is answered.
type Refused = (
    &'static str,
    Box<dyn Fn(&mut Desk)>,
    DayCommand,
    &'static str,
);

#[test]
fn what_is_refused() {
    let quiet = |desk: &mut Desk| {
        let mut terms = ContactTerms::none(id(2));
        terms.quiet = Some(Hours {
            from: hour(9, 0),
            to: hour(10, 0),
        });
        desk.book.load(Record::ContactTerms(terms)).unwrap();
    };
    type Set = fn(&mut Desk);
    let none: Set = |_| ();
    let cases: Vec<Refused> = vec![
        (
            "before work",
            Box::new(none),
            pin(1, 8, 0),
            "outside working hours",
        ),
        (
            "the end runs over",
            Box::new(none),
            pin(1, 17, 50),
            "outside working hours",
        ),
        ("at lunch", Box::new(none), pin(1, 13, 15), "taken by "),
        (
            "into a fire slot",
            Box::new(none),
            pin(1, 10, 50),
            "taken by ",
        ),
        (
            "in a meeting",
            Box::new(|d: &mut Desk| d.meeting("10:00", "10:30")),
            pin(1, 10, 15),
            "taken by Планёрка",
        ),
        (
            "on another pin",
            Box::new(|d: &mut Desk| drop(d.day(pin(2, 12, 0)).unwrap())),
            pin(1, 12, 10),
            "another call is there",
        ),
        (
            "on an hour promised to another",
            Box::new(|d: &mut Desk| d.promise(2, Some(hour(12, 0)), true)),
            pin(1, 12, 0),
            "another call is there",
        ),
        (
            "its own promised hour",
            Box::new(|d: &mut Desk| d.promise(1, Some(hour(12, 0)), true)),
            pin(1, 15, 0),
            "promised for 12:00:00",
        ),
        (
            "night at the client's",
            Box::new(|d: &mut Desk| {
                d.client(9, |c| c.zone = Zone::new("Asia/Vladivostok"));
            }),
            pin(9, 12, 0),
            "outside the client's hours",
        ),
        (
            "quiet hours",
            Box::new(quiet),
            pin(2, 9, 30),
            "outside the client's hours",
        ),
        (
            "a neighbour who sleeps",
            Box::new(|d: &mut Desk| {
                d.client(9, |c| c.zone = Zone::new("Europe/London"));
                d.touch(9, 8, Outcome::Answered);
            }),
            DayCommand::Swap(id(1), id(9)),
            "outside the client's hours",
        ),
        (
            "no calls wanted",
            Box::new(|d: &mut Desk| {
                d.client(9, |c| c.policy = ContactPolicy::DoNotCall);
            }),
            pin(9, 12, 0),
            "the client does not want calls",
        ),
        (
            "no calls wanted, taken in",
            Box::new(|d: &mut Desk| {
                d.client(9, |c| c.policy = ContactPolicy::DoNotCall);
            }),
            DayCommand::Add(id(9)),
            "the client does not want calls",
        ),
        (
            "archived",
            Box::new(|d: &mut Desk| {
                let when = d.now.timestamp();
                d.client(9, |c| c.archived_at = Some(when));
            }),
            pin(9, 12, 0),
            "the client is archived",
        ),
        (
            "talked to already",
            Box::new(|d: &mut Desk| d.touch(1, 0, Outcome::Answered)),
            pin(1, 12, 0),
            "talked to already",
        ),
        (
            "the hour has passed",
            Box::new(|d: &mut Desk| d.now = at("12:00")),
            pin(1, 11, 30),
            "11:30:00 has passed",
        ),
        (
            "the day has passed",
            Box::new(|d: &mut Desk| d.now = "2026-11-24T09:00[Europe/Moscow]".parse().unwrap()),
            pin(1, 12, 0),
            "2026-11-23 has passed",
        ),
        (
            "not there",
            Box::new(none),
            DayCommand::Unpin(id(1)),
            "nothing to change",
        ),
        (
            "not in the plan",
            Box::new(|d: &mut Desk| d.client(9, |c| c.cadence = Cadence::Off)),
            DayCommand::Move {
                client: id(9),
                to: Shift::Later,
            },
            "not in the plan",
        ),
        (
            "with itself",
            Box::new(none),
            DayCommand::Swap(id(1), id(1)),
            "nothing to change",
        ),
        (
            "no reason",
            Box::new(none),
            DayCommand::Drop {
                client: id(1),
                reason: "  ".to_owned(),
            },
            "a reason is needed",
        ),
        (
            "too many minutes",
            Box::new(none),
            DayCommand::Minutes(Some(1441)),
            "a day has no 1441 minutes",
        ),
        (
            "no minutes left for it",
            Box::new(|d: &mut Desk| drop(d.day(DayCommand::Minutes(Some(0))).unwrap())),
            pin(1, 12, 0),
            "no place",
        ),
    ];
    for (name, set, step, expected) in cases {
        let mut desk = Desk::new(3);
        set(&mut desk);
        let got = desk.day(step).map(|_| ()).unwrap_err().to_string();
        assert_eq!(got, expected, "{name}");
    }
}
