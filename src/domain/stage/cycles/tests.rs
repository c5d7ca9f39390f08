use super::*;
use crate::domain::{
    Channel, Check, Client, ClientId, Direction, Grounds, LifeStep, Metric, Outcome, Problem,
    ProblemId, ProblemStep, RecommendationId, Spend, Touch, TouchId,
};
use jiff::civil::date;
use uuid::Uuid;

const WHO: ClientId = ClientId(Uuid::nil());

fn on(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

fn now() -> Zoned {
    "2026-11-23T10:00+03:00[Europe/Moscow]".parse().unwrap()
}

/// Cycle 1 from 1 February to 1 June, cycle 2 from then on.
fn dossier() -> Dossier {
    let mut journey = Journey::start(WHO, on("2026-02-01"));
    for (day, stage) in [
        ("2026-02-11", Stage::Problems),
        ("2026-03-01", Stage::Solving),
        ("2026-03-11", Stage::Problems),
        ("2026-03-13", Stage::Solving),
        ("2026-04-01", Stage::Analysis),
        ("2026-05-01", Stage::Rollout),
        ("2026-06-01", Stage::Problems),
        ("2026-10-01", Stage::Solving),
    ] {
        journey = journey.moved(stage, on(day));
    }
    let mut dossier = Dossier::new(Client::named(WHO, "Альфа".into(), on("2026-02-01")));
    dossier.journey = Some(Box::new(journey));
    dossier
}

fn advice(n: u128, cycle: u32, steps: &[(Life, &str)]) -> Recommendation {
    let written = on(steps.first().map_or("2026-02-02", |(_, day)| day));
    let mut r = Recommendation::draft(RecommendationId(Uuid::from_u128(n)), WHO, written);
    r.grounds = (cycle > 0).then(|| {
        Box::new(Grounds {
            cycle,
            ..Grounds::default()
        })
    });
    for (life, day) in steps {
        r.life = *life;
        r.steps.push(LifeStep {
            life: *life,
            at: on(day),
            note: String::new(),
        });
    }
    r
}

#[test]
fn spans_and_days_a_stage_returns_add_up() {
    let found = cycles(&dossier(), &now());
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(first.to, Some(on("2026-06-01")));
    assert_eq!(
        first.stages,
        [
            (Stage::Acquaintance, 10),
            (Stage::Problems, 20),
            (Stage::Solving, 29),
            (Stage::Analysis, 30),
            (Stage::Rollout, 31),
        ]
    );
    assert_eq!(first.days(now().timestamp()), 120);
    assert_eq!((found[1].cycle, found[1].to), (2, None));
    let bare = Dossier::new(Client::named(WHO, "Бета".into(), on("2026-11-01")));
    let found = cycles(&bare, &now());
    assert_eq!(found.len(), 1, "there is always one");
    assert_eq!(found[0].stages, [(Stage::Acquaintance, 21)]);
}

#[test]
fn recommendations_count_where_they_belong() {
    let mut dossier = dossier();
    let whole = [
        (Life::Ready, "2026-04-10"),
        (Life::Sent, "2026-05-02"),
        (Life::Accepted, "2026-05-20"),
        (Life::Implemented, "2026-06-15"),
        (Life::Checked, "2026-07-15"),
    ];
    // Of cycle 1 by its own word: its late steps count there.
    let mut own = advice(1, 1, &whole);
    own.check = Some(Box::new(Check {
        metric: Metric::Cpa,
        before: None,
        after: None,
        from: date(2026, 5, 1),
        on: date(2026, 6, 15),
        to: date(2026, 7, 14),
        verdict: Verdict::Worked,
        note: String::new(),
    }));
    dossier.recommendations = vec![
        own,
        // Silent about its cycle: every step by its moment.
        advice(2, 0, &whole),
        advice(
            3,
            0,
            &[(Life::Sent, "2026-08-01"), (Life::Declined, "2026-08-02")],
        ),
        // Declined, then written anew: not declined any more.
        advice(
            4,
            2,
            &[(Life::Declined, "2026-08-02"), (Life::Draft, "2026-08-03")],
        ),
    ];
    let found = cycles(&dossier, &now());
    let row = |c: &CycleSummary| {
        (
            c.written,
            c.sent,
            c.accepted,
            c.declined,
            c.implemented,
            c.checked,
        )
    };
    assert_eq!(row(&found[0]), (2, 2, 2, 0, 1, [1, 0, 0, 0]));
    assert_eq!(row(&found[1]), (2, 1, 0, 1, 1, [0, 0, 0, 1]));
    assert_eq!(found[1].checked_total(), 1);
}

#[test]
fn problems_and_touches() {
    let mut dossier = dossier();
    let problem = |n, cycle, life, day: Option<&str>| {
        let id = ProblemId(Uuid::from_u128(n));
        let mut p = Problem::titled(id, WHO, "Отклонены".into(), on("2026-02-12"));
        p.cycle = cycle;
        p.life = life;
        p.steps.extend(day.map(|day| ProblemStep {
            life: ProblemLife::Solved,
            at: on(day),
            note: String::new(),
        }));
        p
    };
    for p in [
        problem(1, 1, ProblemLife::Solved, Some("2026-03-01")),
        problem(2, 1, ProblemLife::Verified, Some("2026-07-01")),
        problem(3, 2, ProblemLife::Open, Some("2026-07-01")),
        problem(4, 2, ProblemLife::Waiting, None),
    ] {
        dossier.hang(p.into()).unwrap();
    }
    assert_eq!(cycles(&dossier, &now())[0].touches, None, "not read yet");
    let touch = |n, day| Touch {
        id: TouchId(Uuid::from_u128(n)),
        client: WHO,
        contact: None,
        at: on(day),
        channel: Channel::Phone,
        direction: Direction::Out,
        outcome: Outcome::Answered,
        minutes: 5,
        note: String::new(),
        mood: None,
        purpose: None,
    };
    // A talk before the first stage was entered belongs to the first cycle.
    let days = ["2025-12-01", "2026-03-01", "2026-06-01", "2026-11-01"];
    dossier.touches = Some(days.iter().zip(1..).map(|(d, n)| touch(n, d)).collect());
    let found = cycles(&dossier, &now());
    let row = |c: &CycleSummary| (c.problems_found, c.problems_solved, c.touches);
    assert_eq!(row(&found[0]), (2, 1, Some(2)));
    assert_eq!(row(&found[1]), (2, 1, Some(2)));
}

#[test]
fn spend_before_and_after_are_full_months_and_never_the_same_ones() {
    let mut dossier = dossier();
    let mut spend = Spend::empty(WHO, Currency::RUB);
    for (month, amount) in [
        ((2025, 11), 10_000),
        ((2026, 1), 20_000),
        ((2026, 2), 90_000),
        ((2026, 3), 30_000),
        ((2026, 4), 30_000),
        ((2026, 5), 60_000),
        ((2026, 10), 70_000),
        ((2026, 11), 99_000),
    ] {
        spend.set(Month::new(month.0, month.1), amount);
    }
    dossier.spend = Some(Box::new(spend));
    let found = cycles(&dossier, &now());
    // November and January, December is not known.
    assert_eq!(found[0].spend_before, Some(15_000));
    assert_eq!(found[0].spend_after, Some(40_000));
    assert_eq!(found[1].spend_before, Some(40_000));
    assert_eq!(found[1].spend_after, Some(70_000), "November is not over");
    assert_eq!(found[1].spend_change().map(f64::round), Some(75.0));
    // Two weeks old: every full month is a month before.
    let journey = Journey::start(WHO, on("2026-11-09"));
    dossier.journey = Some(Box::new(journey));
    let fresh = &cycles(&dossier, &now())[0];
    assert_eq!(
        (fresh.spend_before, fresh.spend_after),
        (Some(70_000), None)
    );
}
