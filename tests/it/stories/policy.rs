//! Terms, policies and news in keys, in both layouts, and back by undo (A22, A27, C10).

use planerka::app::{Effect, Msg};
use planerka::domain::command::{Command, NewTouch, NextStep};
use planerka::domain::{Channel, ContactPolicy, Direction, Outcome};

use super::{at_work, facts};
use crate::harness::{Harness, Office};

/// «Тихий» has been a client for ten months and has not answered for the fifth time; «Новый» came this month.
fn tired() -> Harness {
    let mut office = Office::new();
    office.now = "2026-01-12T10:00+03:00[+03:00]".parse().unwrap();
    let quiet = office.client("Тихий", "Анна Смирнова", "+7 900 000-00-01", "опт");
    office.now = "2026-11-02T10:00+03:00[+03:00]".parse().unwrap();
    let new = office.client("Новый", "Борис Котов", "+7 900 000-00-02", "опт");
    for hour in [11, 12, 13, 14, 15] {
        office.now = format!("2026-11-19T{hour}:00+03:00[+03:00]")
            .parse()
            .unwrap();
        for client in [quiet, new] {
            office.run(Command::LogTouch(Box::new(NewTouch {
                client,
                contact: None,
                at: None,
                channel: Channel::Phone,
                direction: Direction::Out,
                outcome: Outcome::NoAnswer,
                minutes: 1,
                note: String::new(),
                next: NextStep::Clear,
                mood: None,
                purpose: None,
            })));
        }
    }
    Harness::of(office)
}

#[test]
fn terms_are_agreed_from_the_list_and_taken_back_whole() {
    // «е» lies on the key of `t`.
    for open in ["t", "е"] {
        let mut day = at_work();
        let start = facts(day.book());
        day.keys(open);
        let screen = day.screen(80, 24);
        assert!(screen.contains("Условия общения · Альфа-Авто"), "{screen}");
        day.keys("2 tab «просил писать» tab tab tab 4 tab tab «10-11» tab «30» ctrl-s");
        let client = day.client("Альфа-Авто");
        let terms = client.work().terms.as_deref().unwrap();
        assert_eq!(client.client.policy, ContactPolicy::Reduced);
        assert_eq!(client.client.preferred().channel, Channel::Email);
        assert_eq!(terms.response_minutes, Some(30));
        assert_eq!(terms.policy_since.unwrap().to_string(), "2026-11-23");
        day.keys("enter");
        day.send(Msg::Clock(
            "2026-11-23T10:20+03:00[+03:00]".parse().unwrap(),
        ));
        for (w, h) in [(80, 24), (120, 40)] {
            let screen = day.screen(w, h);
            assert!(
                screen.contains("тихо 10:00–11:00 · ответ за 30 мин"),
                "{screen}"
            );
        }
        day.keys("esc u");
        assert_eq!(facts(day.book()), start, "one undo takes it all back");
    }
}

#[test]
fn the_card_opens_the_terms_too() {
    for open in ["T", "Е"] {
        let mut day = at_work();
        day.keys("enter");
        day.keys(open);
        let screen = day.screen(80, 24);
        assert!(screen.contains("Условия общения · Альфа-Авто"), "{screen}");
    }
}

#[test]
fn a_suggestion_is_accepted_with_its_signals_as_the_reason() {
    // «п к» lies on the keys of `g r`.
    for open in ["g r", "п к"] {
        let mut day = tired();
        let start = facts(day.book());
        day.keys(open);
        let screen = day.screen(80, 24);
        assert!(screen.contains("5 попыток подряд без ответа"), "{screen}");
        assert!(!screen.contains("Новый"), "the first months: {screen}");
        day.keys("enter enter");
        let quiet = day.client("Тихий");
        let terms = quiet.work().terms.as_deref().unwrap();
        assert_eq!(quiet.client.policy, ContactPolicy::NewsOnly);
        assert!(terms.policy_reason.starts_with("5 попыток"), "{terms:?}");
        assert_eq!(terms.ask_again.unwrap().to_string(), "2027-05-23");
        let screen = day.screen(80, 24);
        assert!(screen.contains("Все режимы общения подходят"), "{screen}");
        day.keys("u");
        assert_eq!(facts(day.book()), start);
        let screen = day.screen(80, 24);
        assert!(screen.contains("5 попыток"), "back on the list: {screen}");
    }
}

#[test]
fn a_suggestion_turned_down_is_gone_and_the_card_is_one_key_away() {
    let mut day = tired();
    day.keys("g r o");
    let screen = day.screen(80, 24);
    assert!(screen.contains("1 Обзор"), "{screen}");
    day.keys("esc s");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Все режимы общения подходят"), "{screen}");
    assert_eq!(day.client("Тихий").client.policy, ContactPolicy::Full);
    day.keys("q g r");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Все режимы общения подходят"), "{screen}");
}

#[test]
fn removing_the_urgent_person_says_what_goes_with_it() {
    let mut day = at_work();
    // The last choice but two: the person; none is agreed on at first.
    day.keys("t tab tab tab tab tab tab tab 2 ctrl-s p D");
    let terms = day.client("Альфа-Авто").work().terms.as_deref().unwrap();
    assert!(terms.urgent_contact.is_some(), "{terms:?}");
    let screen = day.screen(80, 24);
    assert!(screen.contains("связываться срочно"), "{screen}");
    day.keys("y");
    assert!(day.client("Альфа-Авто").work().terms.is_none());
    day.keys("esc u");
    let terms = day.client("Альфа-Авто").work().terms.as_deref().unwrap();
    assert!(terms.urgent_contact.is_some());
}

#[test]
fn news_is_written_told_and_mailed() {
    // «п и» lies on the keys of `g b`.
    for open in ["g b", "п и"] {
        let mut day = at_work();
        let start = facts(day.book());
        day.keys(open);
        let screen = day.screen(80, 24);
        assert!(screen.contains("Новостей нет"), "{screen}");
        day.keys("a «Карты» tab tab tab «31.12» tab «тег:сезон» tab «Скидка на карты» ctrl-s");
        let screen = day.screen(80, 24);
        assert!(
            screen.contains("Карты") && screen.contains("0 из 2"),
            "{screen}"
        );
        day.keys("enter");
        let screen = day.screen(80, 24);
        assert!(
            screen.contains("Берёзка") && screen.contains("Дельта"),
            "{screen}"
        );
        assert!(!screen.contains("Гранит"), "{screen}");
        day.keys("m esc");
        let screen = day.screen(80, 24);
        assert!(screen.contains("1 из 2"), "{screen}");
        day.effects();
        day.keys("y");
        let copied = day.effects();
        assert!(
            copied.contains(&Effect::Copy("Скидка на карты".to_owned())),
            "{copied:?}"
        );
        day.keys("w");
        assert!(day.news().contains("Рассылать некому"), "{}", day.news());
        day.keys("m y");
        let screen = day.screen(80, 24);
        assert!(screen.contains("2 из 2"), "{screen}");
        day.keys("u u u");
        assert_eq!(facts(day.book()), start);
    }
}

#[test]
fn a_query_that_cannot_be_read_keeps_what_was_typed() {
    let mut day = at_work();
    day.keys("g b a «Карты» tab tab tab tab «тег:» ctrl-s");
    assert!(day.news().contains("Кому"), "{}", day.news());
    let screen = day.screen(80, 24);
    assert!(screen.contains("тег:"), "{screen}");
    day.keys("«опт» ctrl-s");
    assert_eq!(day.book().desk().news.len(), 1);
}
