//! The life of a recommendation as tables: what each step asks for, what it leaves behind.

use jiff::civil::date;
use jiff::{ToSpan, Zoned};

use super::super::{Command, DraftText, decide};
use super::*;
use crate::domain::recommendation::{Flaw, Lack};
use crate::domain::{
    AdProfile, Brief, Client, Effect, Goal, GoalId, Ids, Metric, Month, RecommendationKind, Record,
    Spend, slides,
};

#[path = "advance_tests/written.rs"]
mod written;

struct Desk {
    book: Book,
    ids: Ids,
    now: Zoned,
    client: ClientId,
}

impl Desk {
    fn new(model: ServiceModel) -> Self {
        let now: Zoned = "2026-08-10T10:00+03:00[Europe/Moscow]".parse().unwrap();
        let client = ClientId::from_bytes([1; 16]);
        let mut named = Client::named(client, "Альфа".to_owned(), now.timestamp());
        named.service_model = model;
        let mut book = Book::new();
        book.load(Record::from(named)).unwrap();
        let mut brief = Brief::empty(client, now.timestamp());
        for (n, closed) in [(1, false), (2, true)] {
            brief.goals.push(Goal {
                id: GoalId(n),
                text: format!("Цель {n}"),
                closed_at: closed.then(|| now.timestamp()),
            });
        }
        book.load(Record::Brief(brief)).unwrap();
        let mut spend = Spend::empty(client, Currency::RUB);
        spend.set(Month::new(2026, 7), 10_000_000);
        spend.set(Month::new(2026, 9), 11_500_000);
        book.load(Record::Spend(spend)).unwrap();
        let ids = Ids::seeded(1);
        Self {
            book,
            ids,
            now,
            client,
        }
    }

    fn run(&mut self, command: Command) -> Result<(), RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(command, &self.book, &mut env)?;
        self.book.apply(&mut tx).unwrap();
        Ok(())
    }

    fn last(&self) -> &Recommendation {
        self.book
            .get(self.client)
            .unwrap()
            .recommendations
            .last()
            .unwrap()
    }

    fn step(&mut self, step: Advance) -> Result<(), RuleError> {
        let (client, id) = (self.client, self.last().id);
        self.run(Command::AdvanceDraft(client, id, Box::new(step)))
    }

    fn go(&mut self, lives: &[Life]) -> Result<(), RuleError> {
        lives.iter().try_for_each(|life| {
            let mut step = Advance::to(*life);
            step.note = "не сезон".to_owned();
            self.step(step)
        })
    }

    fn later(&mut self, days: i64) {
        self.now = &self.now + (days * 24).hours();
    }
}

fn text() -> DraftText {
    DraftText {
        title: "Разделить кампании".to_owned(),
        why: "Бюджет уходит на чужие регионы".to_owned(),
        if_done: "Заявка станет дешевле на пятую часть".to_owned(),
        if_not: "К весне аукцион подорожает".to_owned(),
        ..DraftText::default()
    }
}

use Life::{Accepted, Checked, Declined, Draft, Implemented, Postponed, Ready, Sent};

#[test]
fn every_step_is_allowed_or_refused_by_the_table() {
    for from in Life::ALL {
        for to in Life::ALL {
            let mut desk = Desk::new(ServiceModel::Managed);
            desk.run(Command::AddDraft(desk.client, text())).unwrap();
            let way: &[Life] = match from {
                Draft => &[],
                Ready => &[Ready],
                Sent => &[Ready, Sent],
                Accepted => &[Ready, Sent, Accepted],
                Postponed => &[Ready, Sent, Postponed],
                Declined => &[Ready, Sent, Declined],
                Implemented => &[Ready, Sent, Accepted, Implemented],
                Checked => continue,
            };
            desk.go(way).unwrap();
            let mut step = Advance::to(*to);
            step.note = "причина".to_owned();
            step.verdict = Some(Verdict::Unclear);
            let found = desk.step(step);
            if from.next().contains(to) {
                assert_eq!(found, Ok(()), "{from:?} {to:?}");
                assert_eq!(desk.last().life, *to);
                assert_eq!(desk.last().steps.len(), way.len() + 1);
            } else {
                assert_eq!(
                    found,
                    Err(RuleError::NoStep {
                        from: *from,
                        to: *to
                    })
                );
            }
        }
    }
}

#[test]
fn a_step_brings_what_it_must() {
    let with = |to, change: fn(&mut Advance)| {
        let mut step = Advance::to(to);
        change(&mut step);
        step
    };
    let words = |step: &mut Advance| {
        step.decision = Some(NewDecision {
            who: " Анна ".to_owned(),
            channel: Channel::Chat,
            words: " дорого\n".to_owned(),
        });
    };
    for (model, way, step, expected) in [
        (
            ServiceModel::Managed,
            &[Ready, Sent][..],
            Advance::to(Declined),
            Err(RuleError::ReasonMissing),
        ),
        (
            ServiceModel::Managed,
            &[Ready, Sent],
            with(Declined, words),
            Ok(()),
        ),
        (
            ServiceModel::Managed,
            &[Ready, Sent],
            with(Accepted, |s| s.until = Some(date(2026, 8, 9))),
            Err(RuleError::NotAhead(date(2026, 8, 9))),
        ),
        (
            ServiceModel::Managed,
            &[Ready, Sent],
            with(Accepted, |s| s.until = Some(date(2026, 8, 10))),
            Ok(()),
        ),
        (
            ServiceModel::SelfServe,
            &[Ready, Sent, Accepted],
            with(Implemented, |s| s.by = Doer::Us),
            Err(RuleError::NotOurs),
        ),
        (
            ServiceModel::SelfServe,
            &[Ready, Sent, Accepted],
            Advance::to(Implemented),
            Ok(()),
        ),
        (
            ServiceModel::Managed,
            &[Ready, Sent, Accepted],
            with(Implemented, |s| s.by = Doer::Us),
            Ok(()),
        ),
        (
            ServiceModel::Managed,
            &[Ready, Sent, Accepted, Implemented],
            Advance::to(Checked),
            Err(RuleError::VerdictMissing),
        ),
    ] {
        let mut desk = Desk::new(model);
        desk.run(Command::AddDraft(desk.client, text())).unwrap();
        desk.go(way).unwrap();
        assert_eq!(desk.step(step.clone()), expected, "{model:?} {step:?}");
    }
}

#[test]
fn the_decision_is_the_clients_own_in_the_clients_words() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    desk.run(Command::AddDraft(desk.client, text())).unwrap();
    desk.go(&[Ready, Sent]).unwrap();
    let mut step = Advance::to(Postponed);
    step.decision = Some(NewDecision {
        who: " Анна ".to_owned(),
        channel: Channel::Chat,
        words: " после праздников\n".to_owned(),
    });
    desk.step(step).unwrap();
    let decision = desk.last().decision.clone().unwrap();
    assert_eq!(
        (
            decision.who.as_str(),
            decision.words.as_str(),
            decision.channel
        ),
        ("Анна", "после праздников", Channel::Chat)
    );
    assert_eq!(desk.last().steps.last().unwrap().note, "после праздников");
    desk.step(Advance::to(Sent)).unwrap();
    assert!(desk.last().decision.is_some(), "sent again it remembers");
    desk.step(Advance::to(Accepted)).unwrap();
    assert!(
        desk.last().decision.is_none(),
        "the old words are not those of a new decision"
    );
}

#[test]
fn declined_twice_rests_ninety_days() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let ruled = || DraftText {
        rule: Some("no-goal".to_owned()),
        ..text()
    };
    desk.run(Command::AddDraft(desk.client, ruled())).unwrap();
    desk.go(&[Ready, Sent, Declined, Draft, Ready, Sent, Declined])
        .unwrap();
    // The second refusal is of 10 August.
    let until = date(2026, 11, 8);
    let rests = Err(RuleError::Resting(until));
    assert_eq!(desk.go(&[Draft]), rests);
    assert_eq!(desk.run(Command::AddDraft(desk.client, ruled())), rests);
    assert_eq!(
        desk.run(Command::FinishDraft(desk.client, None, ruled())),
        rests
    );
    desk.later(89);
    assert_eq!(desk.go(&[Draft]), rests);
    desk.later(1);
    assert_eq!(desk.go(&[Draft]), Ok(()));
    assert_eq!(desk.run(Command::AddDraft(desk.client, ruled())), Ok(()));
}

#[test]
fn two_drafts_of_one_rule_are_one_advice() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let ruled = |rule: &str| DraftText {
        rule: Some(rule.to_owned()),
        ..text()
    };
    for _ in 0..2 {
        desk.run(Command::AddDraft(desk.client, ruled("no-goal")))
            .unwrap();
    }
    let first = desk.book.get(desk.client).unwrap().recommendations[0].id;
    desk.go(&[Ready, Sent, Declined]).unwrap();
    for life in [Ready, Sent, Declined] {
        let mut step = Advance::to(life);
        step.note = "нет".to_owned();
        desk.run(Command::AdvanceDraft(desk.client, first, Box::new(step)))
            .unwrap();
    }
    let rests = Err(RuleError::Resting(date(2026, 11, 8)));
    assert_eq!(desk.go(&[Draft]), rests);
    assert_eq!(
        desk.run(Command::AddDraft(desk.client, ruled("no-goal"))),
        rests
    );
    desk.run(Command::AddDraft(desk.client, ruled("other")))
        .unwrap();
    desk.run(Command::AddDraft(desk.client, text())).unwrap();
    // One that a person wrote does not rest for another's sake.
    desk.go(&[Ready, Sent]).unwrap();
}

#[test]
fn a_presentation_does_not_step_round_the_rest() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let ruled = DraftText {
        rule: Some("no-goal".to_owned()),
        ..text()
    };
    for _ in 0..3 {
        desk.run(Command::AddDraft(desk.client, ruled.clone()))
            .unwrap();
    }
    let all = desk.book.get(desk.client).unwrap().recommendations.iter();
    let ids: Vec<_> = all.map(|r| r.id).collect();
    let deck = |client, id| Command::SendDeck {
        client,
        recommendations: vec![id],
        title: "Рекомендации".to_owned(),
        file: String::new(),
        seconds: 0,
    };
    // Ready before the second refusal, and one the client has seen before it.
    desk.go(&[Ready]).unwrap();
    for (id, lives) in [
        (ids[0], &[Ready, Sent, Declined]),
        (ids[1], &[Ready, Sent, Declined]),
    ] {
        for life in lives {
            let mut step = Advance::to(*life);
            step.note = "нет".to_owned();
            desk.run(Command::AdvanceDraft(desk.client, id, Box::new(step)))
                .unwrap();
        }
    }
    let held = slides::Held::Resting(date(2026, 11, 8));
    let rests = slides::Refusal::HeldBack(text().title, held);
    let refused = RuleError::Slides(rests);
    assert_eq!(
        desk.run(deck(desk.client, ids[2])),
        Err(refused.clone()),
        "as one by one"
    );
    assert_eq!(desk.last().life, Ready);
    desk.later(89);
    assert_eq!(desk.run(deck(desk.client, ids[2])), Err(refused));
    desk.later(1);
    assert_eq!(desk.run(deck(desk.client, ids[2])), Ok(()));
    assert_eq!(desk.last().life, Sent);
}

#[test]
fn what_was_put_away_is_not_worked_on_by_its_id() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    desk.run(Command::AddDraft(desk.client, text())).unwrap();
    let (client, id) = (desk.client, desk.last().id);
    desk.run(Command::ArchiveDraft(client, id)).unwrap();
    let before = desk.last().clone();
    let other = DraftText {
        title: "Другое".to_owned(),
        ..text()
    };
    for (command, why) in [
        (
            Command::EditDraft(client, id, other.clone()),
            RuleError::NoSuchRecommendation,
        ),
        (
            Command::FinishDraft(client, Some(id), other),
            RuleError::NoSuchRecommendation,
        ),
        (
            Command::AdvanceDraft(client, id, Box::new(Advance::to(Ready))),
            RuleError::NoSuchRecommendation,
        ),
        (Command::ArchiveDraft(client, id), RuleError::Nothing),
    ] {
        assert_eq!(desk.run(command), Err(why));
    }
    assert_eq!(*desk.last(), before);
}
