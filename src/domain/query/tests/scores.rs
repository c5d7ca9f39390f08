//! Fields only a ranking can answer, and what waits for somebody or is put off.

use super::*;
use crate::domain::ranking::{Confidence, Portfolio, Quadrant, Ranked, Ranking, Standing, rank};
use crate::domain::{Request, RequestId, RequestKind, RequestLife, Snooze};

fn id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

fn row(n: u128, chances: Option<(f32, f32, Quadrant)>) -> Ranked {
    let (growth, decline, verdict) = chances.unwrap_or((0.0, 0.0, Quadrant::NewsOnly));
    Ranked {
        client: id(n),
        expected: 0,
        low: 0,
        high: 0,
        decline,
        growth,
        size: 0.0,
        standing: match chances {
            Some(_) => Standing::Scored,
            None => Standing::TooLittle,
        },
        confidence: Confidence::Low,
        verdict: chances.map(|_| verdict),
    }
}

/// Альфа grows, Гамма declines, Банк has too little history, Вега never spent.
fn ranking(book: &Book) -> Ranking {
    let mut ranking = rank(&Portfolio::of(book, Month::new(2026, 11)));
    ranking.rows = vec![
        row(1, Some((61.6, 20.0, Quadrant::Grow))),
        row(2, None),
        row(4, Some((33.0, 70.5, Quadrant::KeepWarm))),
    ];
    ranking
}

fn busy_book() -> Book {
    let mut book = book();
    let at = now().timestamp();
    let mut tx = Transaction::new(Intent::Import, at, None, String::new());
    for (n, life) in [(1, RequestLife::Asked), (2, RequestLife::Done)] {
        let text = "вопрос".to_owned();
        let id_of = RequestId(Uuid::from_u128(n));
        let mut request = Request::said(id_of, id(n), RequestKind::Question, text, at);
        request.life = life;
        tx.push(Change::create(request));
    }
    for (n, until) in [(2, date(2026, 11, 23)), (4, date(2026, 11, 24))] {
        tx.push(Change::create(Snooze {
            client: id(n),
            until,
            reason: "в отпуске".to_owned(),
            set_at: at,
        }));
    }
    book.apply(&mut tx).unwrap();
    book
}

#[test]
fn scores_answer_once_there_is_a_ranking() {
    let book = busy_book();
    let ranking = ranking(&book);
    for (query, names) in [
        // As lists show it: 61.6 is 62.
        ("growth:62", "А"),
        ("growth>62", ""),
        ("рост>=62%", "А"),
        ("рост<40", "Г"),
        ("decline>70", "Г"),
        ("спад:10..30", "А"),
        ("-спад>70", "АБ"),
        ("growth:none", "Б"),
        ("growth:any", "АГ"),
        ("verdict:grow", "А"),
        ("вывод:поддерживать", "Г"),
        ("вывод:растить,поддерживать", "АГ"),
        ("вывод:растить_и_беречь", ""),
        ("вывод:нет", "Б"),
        ("вывод:есть тег:авто", "А"),
        ("рост>50 или категория:б", "АБГ"),
        ("verdict:none archived:yes", "В"),
        ("requests:1", "А"),
        ("обращения:нет", "БГ"),
        // Put off until today is put off no more.
        ("snoozed:yes", "Г"),
        ("отложен:нет", "АБ"),
    ] {
        let asked = Query::parse(query).unwrap_or_else(|fault| panic!("{query}: {fault}"));
        let plan = Plan::new(&asked, &now(), Some(&ranking));
        let found = book.all().filter(|d| plan.holds(d));
        let found: String = found.filter_map(|d| d.client.name.chars().next()).collect();
        assert_eq!(
            (found.as_str(), plan.is_waiting()),
            (names, false),
            "{query}"
        );
    }
}

#[test]
fn nobody_answers_about_scores_that_are_not_there_yet() {
    let book = busy_book();
    for (query, waits, names) in [
        ("growth>50", true, ""),
        ("-growth>50", true, ""),
        ("вывод:нет или категория:а", true, ""),
        ("категория:а (обращения>0)", false, "А"),
    ] {
        let asked = Query::parse(query).unwrap();
        assert_eq!(asked.asks_ranking(), waits, "{query}");
        assert_eq!(Plan::new(&asked, &now(), None).is_waiting(), waits);
        assert_eq!(found(&book, query), names, "{query}");
    }
}
