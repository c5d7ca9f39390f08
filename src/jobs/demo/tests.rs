//! The demo repeats, obeys the rules of the field and has a day worth looking at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Zoned;

use super::words::{TRADES, Words, feminine, latin};
use super::{demo_book, portfolio};
use crate::domain::agenda::{DayFrame, plan};
use crate::domain::{
    Book, Change, ClientId, Kind, Life, Month, Reason, Stage, Touch, TouchDigest, Transaction,
};

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

fn all(seed: u64, clients: usize) -> Vec<Transaction> {
    portfolio(seed, clients, &now()).collect()
}

#[test]
fn a_seed_is_a_portfolio() {
    assert_eq!(all(7, 250), all(7, 250));
    assert_ne!(all(7, 250), all(8, 250));
    assert_eq!(all(7, 250).len(), 3);
    assert!(all(7, 0).is_empty());
}

#[test]
fn the_words_are_all_there() {
    for words in [Words::russian(), Words::english()] {
        assert_eq!(words.trades.len(), TRADES.len());
        for trade in &words.trades {
            assert!(!trade.tag.is_empty() && !trade.names.is_empty() && !trade.notes.is_empty());
        }
        assert!(words.advice.len() >= 25);
        // The stride that keeps advice from repeating within a client.
        assert_ne!(words.advice.len() % 7, 0);
        let lists = [
            &words.brands,
            &words.men,
            &words.women,
            &words.surnames,
            &words.heads,
            &words.staff,
            &words.person_notes,
            &words.tags,
            &words.talk,
            &words.inbound,
            &words.letter,
            &words.meeting,
            &words.no_answer,
            &words.busy,
            &words.callback,
            &words.refused,
            &words.wrong_number,
            &words.promise,
            &words.plan,
            &words.park,
            &words.decline,
            &words.decided,
        ];
        assert!(lists.iter().all(|list| !list.is_empty()));
        for city in words.cities {
            assert!(
                crate::domain::Zone::new(city.zone).is_some(),
                "{}",
                city.zone
            );
        }
    }
    for (man, woman) in [
        ("Островский", "Островская"),
        ("Ильин", "Ильина"),
        ("Мельник", "Мельник"),
        ("Соловьёв", "Соловьёва"),
    ] {
        assert_eq!(feminine(man), woman);
    }
    assert_eq!(latin("Золотой лев"), "zolotoy-lev");
}

#[test]
fn every_record_obeys_the_rules() {
    let now = now();
    let mut book = Book::new();
    let mut touches: BTreeMap<ClientId, Vec<Touch>> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let mut groups = BTreeSet::new();
    for mut tx in all(1, 700) {
        for change in &tx.changes {
            if let Change::Touch(edit) = change {
                let touch = edit.after.clone().unwrap();
                assert!(touch.at <= now.timestamp(), "no touch of the future");
                assert!(ids.insert(touch.id.0));
                touches.entry(touch.client).or_default().push(touch);
            }
        }
        groups.insert(tx.entry.group);
        assert_eq!(tx.entry.changes as usize, tx.changes.len());
        book.apply(&mut tx).unwrap();
    }
    assert_eq!((groups.len(), book.len()), (1, 700));
    let mut names = BTreeSet::new();
    for d in book.all() {
        assert!(names.insert(d.client.name.clone()), "{}", d.client.name);
        let own = touches.remove(&d.id()).unwrap_or_default();
        let sum = own
            .iter()
            .fold(TouchDigest::empty(d.id()), |sum, t| sum.with(t));
        assert_eq!(
            d.digest
                .as_deref()
                .cloned()
                .unwrap_or(TouchDigest::empty(d.id())),
            sum
        );
        for touch in &own {
            assert!(
                touch
                    .contact
                    .is_none_or(|id| d.contacts.iter().any(|c| c.id == id))
            );
            assert!(!touch.note.is_empty() && !touch.note.contains('{'));
        }
        let journey = d.journey.as_deref().unwrap();
        assert!(journey.entered_at <= now.timestamp());
        assert!((1..=4).contains(&journey.cycle));
        let mut replay = crate::domain::Journey::start(
            d.id(),
            journey
                .past
                .first()
                .map_or(journey.entered_at, |s| s.entered_at),
        );
        for stay in &journey.past {
            assert_eq!(
                (stay.stage, stay.cycle, stay.entered_at),
                (replay.stage, replay.cycle, replay.entered_at)
            );
            replay = replay.moved(replay.stage.next(), stay.left_at);
        }
        replay.parked.clone_from(&journey.parked);
        assert_eq!(
            &replay, journey,
            "the journey is one that moves could have made"
        );
        for r in &d.recommendations {
            assert!(r.life == Life::Draft || r.lacks().is_empty(), "{r:?}");
            let mut life = Life::Draft;
            let mut at = r.created_at;
            for step in &r.steps {
                assert!(
                    life.next().contains(&step.life),
                    "{life:?} to {:?}",
                    step.life
                );
                assert!(step.at >= at && step.at <= now.timestamp(), "{r:?}");
                assert!(step.life != Life::Declined || !step.note.is_empty());
                (life, at) = (step.life, step.at);
            }
            assert_eq!(life, r.life);
        }
        let titles: BTreeSet<_> = d.recommendations.iter().map(|r| &r.title).collect();
        assert_eq!(titles.len(), d.recommendations.len(), "no advice twice");
    }
}

#[test]
fn the_portfolio_is_a_believable_one() {
    let book = demo_book(1, 1200, &now());
    let count =
        |test: &dyn Fn(&crate::domain::Dossier) -> bool| book.all().filter(|d| test(d)).count();
    for (name, got, from, to) in [
        (
            "cyrillic names",
            count(&|d| d.client.name.chars().any(|c| ('А'..='я').contains(&c))),
            780,
            900,
        ),
        (
            "archived",
            count(&|d| d.client.archived_at.is_some()),
            25,
            60,
        ),
        (
            "do not call",
            count(&|d| d.client.policy == crate::domain::ContactPolicy::DoNotCall),
            20,
            55,
        ),
        (
            "managed",
            count(&|d| d.client.service_model == crate::domain::ServiceModel::Managed),
            190,
            290,
        ),
        (
            "key clients",
            count(&|d| d.client.tier == crate::domain::Tier::A),
            90,
            190,
        ),
        ("parked", count(&|d| d.journey().parked.is_some()), 30, 90),
        (
            "in the far east",
            count(&|d| {
                d.client
                    .zone
                    .as_ref()
                    .is_some_and(|z| z.name() == "Asia/Vladivostok")
            }),
            15,
            60,
        ),
        (
            "two years of spend",
            count(&|d| d.spend.as_ref().is_some_and(|s| s.amounts.len() == 24)),
            300,
            1100,
        ),
        ("never touched", count(&|d| d.digest.is_none()), 5, 90),
    ] {
        assert!((from..=to).contains(&got), "{name}: {got}");
    }
    for stage in Stage::ALL {
        let there = book.active().filter(|d| d.stage() == *stage);
        assert!(there.count() > 50, "{stage:?}");
    }
    for life in Life::ALL {
        assert!(
            count(&|d| d.recommendations.iter().any(|r| r.life == *life)) > 10,
            "{life:?}"
        );
    }
    let touches: u32 = book
        .all()
        .filter_map(|d| Some(d.digest.as_ref()?.count))
        .sum();
    assert!((14..=26).contains(&(touches / 1200)), "{touches}");
}

#[test]
fn the_day_has_something_to_show_for_any_seed() {
    for seed in 0..6 {
        let book = demo_book(seed, 1200, &now());
        let agenda = plan(&book, &DayFrame::today(now()));
        let promised = agenda
            .rows
            .iter()
            .filter(|r| matches!(r.reasons.first(), Some(Reason::Promised { .. })));
        assert!(
            (9..=25).contains(&agenda.rows.len()),
            "seed {seed}: {}",
            agenda.rows.len()
        );
        assert!(promised.count() >= 3, "seed {seed}");
        assert!(agenda.rows.iter().any(|r| r.timed), "seed {seed}");
        // The focus of the month waits in the queue; what is due beside it nearly fits.
        let focus = book.desk().focus(Month::from(now().date())).unwrap();
        let due = agenda.left_out.saturating_sub(focus.members.len());
        assert!(due <= 16, "seed {seed}: {} left out", agenda.left_out);
        assert_eq!(agenda.done_today.count, 0);
    }
}

#[test]
fn any_moment_will_do() {
    for at in [
        "2026-01-01T00:00+03:00[Europe/Moscow]",
        "2026-02-28T18:30+00:00[Europe/London]",
        "2028-02-29T12:00-05:00[America/New_York]",
        "2026-11-22T23:59+10:00[Asia/Vladivostok]",
    ] {
        let now: Zoned = at.parse().unwrap();
        let book = demo_book(3, 300, &now);
        assert_eq!(book.len(), 300, "{at}");
        let _ = plan(&book, &DayFrame::today(now));
    }
}

#[test]
fn every_kind_of_record_occurs() {
    let kinds: BTreeSet<Kind> = all(1, 300)
        .iter()
        .flat_map(|tx| &tx.changes)
        .map(Change::kind)
        .collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
}
