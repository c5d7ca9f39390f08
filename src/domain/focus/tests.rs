//! Evaluation as tables, the numbers reckoned by hand.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::{
    Book, Client, ClientId, CohortId, Currency, Departure, Dossier, Forecast, ForecastId, Member,
    Method, Record, Tier,
};

const FROM: Month = Month::new(2026, 10);

fn at(month: i8, day: i8) -> Timestamp {
    let noon = date(2026, month, day).at(12, 0, 0, 0);
    noon.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

fn id(n: usize) -> ClientId {
    ClientId(Uuid::from_u128(n as u128 + 1))
}

/// A book and a cohort frozen on 3 November as the focus of November.
struct Trial {
    book: Book,
    cohort: Cohort,
}

#[derive(Clone, Copy)]
enum How {
    Worked,
    Held,
    Nothing,
    Later,
    Spoilt,
    Left,
}

impl Trial {
    fn new() -> Self {
        Self {
            book: Book::new(),
            cohort: Cohort {
                id: CohortId(Uuid::from_u128(7)),
                name: "просели".to_owned(),
                month: Some(Month::new(2026, 11)),
                method: Method::Formula,
                query: String::new(),
                hypothesis: String::new(),
                frozen_at: at(11, 3),
                from: FROM,
                members: Vec::new(),
                closed_at: None,
                verdict: String::new(),
            },
        }
    }

    /// A member with these months from August on; `None` is no data.
    fn add(&mut self, how: How, score: u8, months: &[Option<i64>]) -> &mut Self {
        self.add_in(Currency::RUB, how, score, months)
    }

    fn add_in(
        &mut self,
        currency: Currency,
        how: How,
        score: u8,
        months: &[Option<i64>],
    ) -> &mut Self {
        let client = id(self.cohort.members.len());
        let named = Client::named(client, "К".to_owned(), at(1, 1));
        self.book.load(Record::from(named)).unwrap();
        let spend = Spend {
            client,
            currency,
            first: Month::new(2026, 8),
            amounts: months.iter().copied().collect(),
        };
        let base = base(&spend, FROM).0;
        self.book.load(Record::Spend(spend)).unwrap();
        self.cohort.members.push(Member {
            client,
            score,
            base,
            currency,
            held_out: matches!(how, How::Held | How::Spoilt),
            joined_at: None,
            worked_at: match how {
                How::Worked | How::Spoilt => Some(at(11, 10)),
                How::Later => Some(at(12, 2)),
                _ => None,
            },
            left: matches!(how, How::Left).then(|| Departure {
                at: at(11, 9),
                reason: "закрылся".to_owned(),
            }),
        });
        self
    }

    fn compare(&self, months: i32) -> Vec<Comparison> {
        compare(&self.cohort, &self.book, months, &TimeZone::UTC)
    }
}

fn months(after: &[i64]) -> Vec<Option<i64>> {
    [100; 3].iter().chain(after).map(|a| Some(*a)).collect()
}

#[test]
fn the_windows_begin_where_the_work_can_show() {
    for (name, frozen, month, before, on, windows) in [
        ("a focus of its month", (11, 3), Some(11), 10, (11, 30), 0),
        ("the month closed", (11, 3), Some(11), 10, (12, 1), 1),
        ("half a year later", (5, 3), Some(5), 4, (11, 1), 3),
        ("frozen late", (11, 23), Some(11), 11, (12, 31), 0),
        ("frozen ahead", (11, 28), Some(12), 11, (12, 31), 0),
        ("an experiment", (11, 5), None, 10, (12, 20), 1),
        ("a late experiment", (11, 16), None, 11, (12, 20), 0),
        ("the clock set back", (11, 3), Some(11), 10, (9, 1), 0),
    ] {
        let mut cohort = Trial::new().cohort;
        cohort.frozen_at = at(frozen.0, frozen.1);
        cohort.month = month.map(|m| Month::new(2026, m));
        cohort.from = Month::new(2026, i32::from(frozen.0) - 1);
        let found = before_outcome(&cohort, &TimeZone::UTC);
        assert_eq!(found, Month::new(2026, before), "{name}");
        let today = date(2026, on.0, on.1);
        let closed = closed_windows(&cohort, today, &TimeZone::UTC);
        assert_eq!(closed, windows, "{name}");
    }
    assert!(clock_is_back(&Trial::new().cohort, at(11, 2)));
}

#[test]
fn days_left_of_the_month() {
    let cohort = Trial::new().cohort;
    for (today, left) in [
        (date(2026, 11, 1), 30),
        (date(2026, 11, 30), 1),
        (date(2026, 12, 1), 0),
    ] {
        assert_eq!(days_left(&cohort, today), Some(left), "{today}");
    }
}

/// Ten against ten, worked 100 and 140 in turn against a base of 100 a month, the held out 80 and 120:
/// difference 0.2; residuals ±20 on both sides, so each variance is 10/9 · 10·400 / 1000² = 0.0044444, the spread
/// 2·√0.0088889 = 0.18856.
#[test]
fn worked_against_held_out() {
    let mut trial = Trial::new();
    for n in 0..10 {
        let swing = if n % 2 == 0 { -20 } else { 20 };
        trial.add(How::Worked, 50, &months(&[120 + swing]));
        trial.add(How::Held, 50, &months(&[100 + swing]));
    }
    let found = trial.compare(1);
    let [one] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(one.against, Against::HeldOut);
    assert_eq!((one.worked.base, one.worked.after), (1000, 1200));
    assert_eq!((one.rest.base, one.rest.after), (1000, 1000));
    assert!((one.difference.unwrap() - 0.2).abs() < 1e-9, "{one:?}");
    assert!((one.spread - 0.188_561_8).abs() < 1e-6, "{one:?}");
    assert!(one.is_clear());
    // Two months are measured against two mean months of the base.
    for spend in 0..20 {
        let mut wider = trial.book.get(id(spend)).unwrap().spend.clone().unwrap();
        wider.set(Month::new(2026, 12), 100);
        trial.book.load(Record::Spend(*wider)).unwrap();
    }
    let found = trial.compare(2);
    assert_eq!((found[0].worked.base, found[0].worked.after), (2000, 2200));
    assert!((found[0].difference.unwrap() - 0.1).abs() < 1e-9);
}

/// The manager called those of high score first, and high scores fall by themselves: by plain means the worked do ten
/// points worse, at equal score there is no difference.
#[test]
fn the_choice_of_whom_to_call_is_not_taken_for_an_effect() {
    let mut trial = Trial::new();
    for (how, score, after, count) in [
        (How::Worked, 90, 80, 8),
        (How::Held, 90, 80, 4),
        (How::Worked, 10, 110, 4),
        (How::Held, 10, 110, 8),
    ] {
        for _ in 0..count {
            trial.add(how, score, &months(&[after]));
        }
    }
    let one = trial.compare(1)[0];
    assert!((one.worked.change().unwrap() + 0.1).abs() < 1e-9);
    assert!(one.rest.change().unwrap().abs() < 1e-9);
    assert_eq!(one.groups, 2);
    assert!(one.difference.unwrap().abs() < 1e-9);
    assert!(!one.is_clear());
}

#[test]
fn few_clients_prove_nothing_and_nobody_is_counted_on_the_wrong_side() {
    let usd: Currency = "USD".parse().unwrap();
    let mut trial = Trial::new();
    for _ in 0..3 {
        trial.add(How::Worked, 50, &months(&[120]));
    }
    for _ in 0..10 {
        trial.add(How::Held, 50, &months(&[100]));
    }
    trial
        .add(How::Nothing, 50, &months(&[100]))
        .add(How::Spoilt, 50, &months(&[100, 100, 100]))
        .add(How::Later, 50, &months(&[100, 100, 100]))
        .add(How::Left, 50, &months(&[100]))
        .add(How::Worked, 50, &[None, Some(100), Some(100), Some(100)])
        .add(How::Worked, 50, &[Some(0), Some(0), Some(0), Some(100)])
        .add(How::Worked, 50, &months(&[]))
        .add_in(usd, How::Worked, 50, &months(&[120]));
    let found = trial.compare(1);
    let one = found[0];
    assert_eq!((one.worked.clients, one.rest.clients), (3, 10));
    assert_eq!(one.difference, None);
    assert_eq!(one.missing(), (7, 0));
    assert_eq!(
        one.left,
        Left {
            spoilt: 1,
            // Worked in December: in the window of November it stands among the not worked.
            later: 0,
            left: 1,
            without_base: 2,
            without_after: 1,
        }
    );
    assert_eq!(found[1].against, Against::NotWorked);
    assert_eq!(found[1].rest.clients, 2);
    assert_eq!((found[2].currency, found[2].worked.clients), (usd, 1));
    assert_eq!(trial.compare(3)[0].left.later, 1);
    // Nothing worked, nothing held out: still an answer.
    let mut lone = Trial::new();
    lone.add(How::Nothing, 0, &months(&[100]));
    assert_eq!(lone.compare(1)[0].missing(), (10, 10));
    assert!(Trial::new().compare(1).is_empty());
}

/// Thirty clients. The ten of high score gain 50 each, the ten biggest lose a tenth, the rest stay.
#[test]
fn orders_are_judged_on_the_same_clients() {
    let mut trial = Trial::new();
    for n in 0..30_u8 {
        let (score, size, after) = match n {
            0..=9 => (90, 100, 150),
            10..=19 => (20, 1000, 900),
            _ => (10, 100, 100),
        };
        let mut spent = vec![Some(size); 3];
        spent.push(Some(after));
        trial.add(How::Nothing, score, &spent);
    }
    let found = orders(&trial.cohort, &trial.book, 1, &TimeZone::UTC);
    let told: Vec<_> = found
        .iter()
        .map(|o| (o.method, o.clients, o.gained()))
        .collect();
    // Everybody was active in the same three months and no last month stands out: both fall back on size.
    assert_eq!(
        told,
        [
            (None, 30, -500),
            (Some(Method::Formula), 10, 500),
            (Some(Method::MostActive), 10, -1000),
            (Some(Method::Biggest), 10, -1000),
            (Some(Method::LastMonth), 10, -1000),
        ]
    );
    trial.cohort.members.truncate(29);
    assert!(orders(&trial.cohort, &trial.book, 1, &TimeZone::UTC).is_empty());
}

#[test]
fn progress_counts_everybody_once() {
    let mut trial = Trial::new();
    trial
        .add(How::Worked, 50, &months(&[]))
        .add(How::Nothing, 50, &months(&[]))
        .add(How::Nothing, 50, &[])
        .add(How::Held, 50, &months(&[]))
        .add(How::Spoilt, 50, &months(&[]))
        .add(How::Left, 50, &months(&[]));
    let found = progress(&trial.cohort, &trial.book);
    assert_eq!(
        found,
        Progress {
            to_work: 3,
            worked: 1,
            held_out: 2,
            spoilt: 1,
            left: 1,
            without_spend: 1,
            ..Progress::default()
        }
    );
    let drift = drift(&trial.cohort, &[id(0), id(5), id(9)]);
    assert_eq!(drift.entered, [id(9)]);
    assert_eq!(drift.gone, [id(1), id(2), id(3), id(4)]);
}

fn forecast(n: u128, percent: i16, until: Month) -> Forecast {
    Forecast {
        id: ForecastId(Uuid::from_u128(n)),
        client: id(0),
        made_at: at(9, 3),
        from: Month::new(2026, 8),
        base: 1000,
        currency: Currency::RUB,
        percent,
        until,
        note: String::new(),
    }
}

fn foreseen(forecasts: Vec<Forecast>) -> Book {
    let mut book = Book::new();
    let mut client = Client::named(id(0), "К".to_owned(), at(1, 1));
    client.tier = Tier::A;
    let mut dossier = Dossier::gather(client);
    dossier
        .hang(Record::Spend(Spend {
            client: id(0),
            currency: Currency::RUB,
            first: Month::new(2026, 9),
            amounts: vec![Some(1240), None, Some(700)].into(),
        }))
        .unwrap();
    for forecast in forecasts {
        dossier.hang(Record::Forecast(forecast)).unwrap();
    }
    dossier.gathered();
    book.adopt(dossier);
    book
}

#[test]
fn forecasts_are_scored_by_how_far_off_they_were() {
    let september = Month::new(2026, 9);
    let known = |real, error, outcome| Scored::Known {
        real,
        error,
        outcome,
    };
    for (percent, until, scored) in [
        (30, september, known(24, 6, Outcome::Hit)),
        (14, september, known(24, -10, Outcome::Hit)),
        (13, september, known(24, -11, Outcome::Near)),
        (45, september, known(24, 21, Outcome::Near)),
        (50, september, known(24, 26, Outcome::Near)),
        (60, september, known(24, 36, Outcome::Near)),
        (90, september, known(24, 66, Outcome::Miss)),
        (-20, september, known(24, -44, Outcome::Miss)),
        (-30, Month::new(2026, 11), known(-30, 0, Outcome::Hit)),
        (30, Month::new(2026, 10), Scored::NoFigure),
        (30, Month::new(2026, 12), Scored::Ahead),
    ] {
        let one = forecast(1, percent, until);
        let book = foreseen(vec![one.clone()]);
        let dossier = book.get(id(0)).unwrap();
        let found = score(&one, dossier, Month::new(2026, 11));
        assert_eq!(found, scored, "{percent} % for {until}");
    }
    let dollars = Forecast {
        currency: "USD".parse().unwrap(),
        ..forecast(1, 30, september)
    };
    let book = foreseen(vec![]);
    let found = score(&dollars, book.get(id(0)).unwrap(), Month::new(2026, 11));
    assert_eq!(found, Scored::OtherCurrency);
}

/// Errors of growth: 6, 26, 66 points, mean 32.67; one of decline: −44; all four: 13.5.
#[test]
fn calibration_tells_the_bias_by_direction_and_tier() {
    let made = [30, 50, 90, -20].into_iter().zip(1..);
    let made = made.map(|(percent, n)| forecast(n, percent, Month::new(2026, 9)));
    let found = calibrate(&foreseen(made.collect()), Month::new(2026, 11));
    let told: Vec<_> = found
        .iter()
        .map(|c| (c.group, c.scored, c.hits, c.near, c.bias))
        .collect();
    assert_eq!(
        told,
        [
            (Group::All, 4, 1, 1, Some(14)),
            (Group::Growth, 3, 1, 1, Some(33)),
            (Group::Decline, 1, 0, 0, None),
            (Group::Tier(Tier::A), 4, 1, 1, Some(14)),
        ]
    );
    assert!(calibrate(&Book::new(), FROM).is_empty());
}

proptest! {
    /// The share is rounded, the same cohort gets the same choice, and no side has the better scores: in every run
    /// of the list one is held out.
    #[test]
    fn the_hold_out_is_a_fair_share(
        scores in proptest::collection::vec((0..=100_u8, 0..1_000_i64), 1..120),
        percent in 0..=50_u8,
        cohort in any::<u128>(),
    ) {
        let rows: Vec<_> = scores
            .iter()
            .enumerate()
            .map(|(n, (score, base))| (id(n), *score, Currency::RUB, *base))
            .collect();
        let cohort = CohortId(Uuid::from_u128(cohort));
        let held = hold_out(&rows, percent, cohort);
        let count = held.iter().filter(|h| **h).count();
        let share = rows.len() as f64 * f64::from(percent) / 100.0;
        prop_assert!((count as f64 - share).abs() <= 0.5);
        prop_assert_eq!(&held, &hold_out(&rows, percent, cohort));
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|n| (std::cmp::Reverse((rows[*n].1, rows[*n].3)), rows[*n].0));
        for run in 0..count {
            let (from, to) = (run * rows.len() / count, (run + 1) * rows.len() / count);
            let inside = order[from..to].iter().filter(|n| held[**n]).count();
            prop_assert_eq!(inside, 1);
        }
    }
}
