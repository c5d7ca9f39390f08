//! Reasons and what a call is worth, in the order they are told.

use super::*;

#[test]
fn reasons_and_value() {
    let contact = |n| Contact {
        birthday: Some(Birthday {
            year: None,
            month: 11,
            day: 25,
        }),
        ..Contact::named(ContactId(Uuid::from_u128(7)), id(n), "Анна Белова".into())
    };
    let spend = |n, last: i64| {
        let mut spend = crate::domain::Spend::empty(id(n), crate::domain::Currency::RUB);
        for (month, amount) in [(7, 100), (8, 100), (9, 100), (10, last)] {
            spend.set(crate::domain::Month::new(2026, month), amount);
        }
        spend
    };
    let met = |n| Journey::start(id(n), ago(90)).moved(crate::domain::Stage::Problems, ago(80));
    let due = |n| case(n).every(14).talked(20).also(met(n));
    for (name, case, reason, value) in [
        (
            "promise",
            case(1).plan(0, None, true),
            Reason::Promised {
                date: day_ago(0),
                time: None,
                text: "прислать смету".into(),
            },
            Value::KeepPromise("прислать смету".into()),
        ),
        (
            "decision",
            case(1).recommendation(Life::Sent, 7, None),
            Reason::AwaitsDecision { count: 1, days: 7 },
            Value::AskDecision("Цели в Метрике".into()),
        ),
        (
            "ready",
            due(1).recommendation(Life::Ready, 2, None),
            Reason::DraftsReady(1),
            Value::ReadyRecommendation("Цели в Метрике".into()),
        ),
        (
            "rhythm",
            due(1),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::JustTalk { days: 20 },
        ),
        (
            "spend fell",
            due(1).also(spend(1, 60)),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::SpendFell(40),
        ),
        (
            "spend grew",
            due(1).also(spend(1, 150)),
            Reason::CadenceDue {
                days_silent: 20,
                every: 14,
            },
            Value::SpendGrew(50),
        ),
        (
            "birthday",
            due(1).also(contact(1)),
            Reason::Birthday {
                contact: ContactId(Uuid::from_u128(7)),
                name: "Анна Белова".into(),
                date: date(2026, 11, 25),
            },
            Value::JustTalk { days: 20 },
        ),
        (
            "first weeks",
            case(1).every(7).with(|c| c.since = Some(day_ago(31))),
            Reason::OnboardingDay(30),
            Value::GetAcquainted,
        ),
        (
            "silence of a key client",
            case(1).talked(70).also(met(1)).with(|c| c.tier = Tier::A),
            Reason::Silent { days: 70, rung: 60 },
            Value::JustTalk { days: 70 },
        ),
    ] {
        let agenda = today([case]);
        let row = &agenda.rows[0];
        assert!(row.reasons.contains(&reason), "{name}: {:?}", row.reasons);
        assert_eq!(row.value, value, "{name}");
    }
}

#[test]
fn an_effect_is_looked_at_after_four_weeks() {
    for (life, days, talked, asked) in [
        (Life::Implemented, 27, 20, false),
        (Life::Implemented, 28, 20, true),
        (Life::Implemented, 41, 20, true),
        (Life::Implemented, 42, 20, false),
        // Talked of it lately, or the effect was looked at.
        (Life::Implemented, 28, 1, false),
        (Life::Checked, 60, 20, false),
    ] {
        let agenda = today([case(1).talked(talked).recommendation(life, days, None)]);
        let due = |r: &Reason| matches!(r, Reason::EffectToCheck { days: d, .. } if *d == days);
        let found = agenda.rows.first().map(|row| row.reasons.iter().any(due));
        assert_eq!(found, asked.then_some(true), "{life:?} {days} {talked}");
        if let Some(row) = agenda.rows.first() {
            assert_eq!(row.value, Value::CheckEffect("Цели в Метрике".into()));
        }
    }
    // Nobody waits for it: a rhythm that is due comes first.
    let late = case(1)
        .talked(20)
        .recommendation(Life::Implemented, 30, None);
    let due = case(2).every(7).talked(8);
    let order: Vec<ClientId> = today([late, due]).rows.iter().map(|r| r.client).collect();
    assert_eq!(order, [id(2), id(1)]);
    // What was put off for long is one more reason of a call made for another.
    let old = case(1)
        .every(7)
        .talked(20)
        .recommendation(Life::Implemented, 200, None);
    let agenda = today([old]);
    let names: Vec<&str> = agenda.rows[0].reasons.iter().map(Reason::name).collect();
    assert!(names.contains(&"effect-to-check"), "{names:?}");
}

#[test]
fn a_decision_agreed_for_later_is_no_reason_yet() {
    let case = case(1)
        .every(7)
        .talked(20)
        .recommendation(Life::Sent, 9, Some(day_ago(-4)));
    let agenda = today([case]);
    let waits = |r: &Reason| matches!(r, Reason::AwaitsDecision { .. });
    assert!(!agenda.rows[0].reasons.iter().any(waits));
}
