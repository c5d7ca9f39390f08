//! What the portfolio as a whole asks for: the focus of the month, news.

use super::*;

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
