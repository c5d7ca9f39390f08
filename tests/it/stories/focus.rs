//! The focus of a month: frozen, worked, compared a month later, closed; forecasts; experiments; and all of it back
//! by undo.

use planerka::app::{Effect, Msg, Setup};
use planerka::domain::{Cohort, Command, Currency, Method, Month, Spend};

use super::facts;
use crate::harness::{Harness, Office, setup};

/// The third of November, twenty-four clients with spend of a year, all of them ten percent up in November.
fn november() -> Harness {
    let mut office = Office::new();
    for n in 1..=24 {
        let name = format!("Клиент {n:02}");
        let phone = format!("+7 900 000-00-{n:02}");
        let client = office.client(&name, "Анна Белова", &phone, "опт");
        let mut spend = Spend::empty(client, Currency::RUB);
        for month in 0..12 {
            spend.set(Month::new(2025, 11 + month), 10_000_000);
        }
        spend.set(Month::new(2026, 11), 11_000_000);
        office.run(Command::SetSpend(spend));
    }
    let setup = Setup {
        now: "2026-11-03T10:00+03:00[+03:00]".parse().unwrap(),
        ..setup()
    };
    Harness::with(setup, office.book, office.histories)
}

fn cohort(day: &Harness) -> &Cohort {
    day.book().desk().cohorts.last().unwrap()
}

#[test]
fn a_month_of_focus_from_the_freeze_to_the_verdict() {
    let mut day = november();
    let start = facts(day.book());
    // «п а» are the keys of `g f`.
    day.keys("п а");
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("На ноябрь 2026 фокус не выбран"),
        "{screen}"
    );
    // Half of all the list shows is held out; enter steps over nothing unsaid.
    day.keys("a «просели» tab tab tab ctrl-u «50» ctrl-s");
    assert_eq!(cohort(&day).members.len(), 24);
    let screen = day.screen(120, 40);
    for words in [
        "просели",
        "проработано 0 из 12",
        "в контроле: 12",
        "осталось 28 дней",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // The first of those to be called: a call, its outcome, and the mark.
    day.keys("c 1 ctrl-s");
    let screen = day.screen(120, 40);
    assert!(screen.contains("проработано 1 из 12"), "{screen}");
    day.keys("u");
    assert!(day.screen(120, 40).contains("проработано 0 из 12"));
    day.keys("ctrl-r");
    for _ in 1..12 {
        day.keys("c 1 ctrl-s");
    }
    day.keys("esc");
    let top = day.screen(120, 40);
    assert!(top.contains("фокус «просели» 12/12"), "{top}");
    // Nobody held out was called: the list puts those to work first.
    let held = cohort(&day).members.iter().filter(|m| m.held_out);
    assert!(held.clone().count() == 12 && held.clone().all(|m| m.worked_at.is_none()));

    // In December November is closed: everybody rose alike, so the work proves nothing.
    day.send(Msg::Clock(
        "2026-12-05T10:00+03:00[+03:00]".parse().unwrap(),
    ));
    day.keys("g f");
    let screen = day.screen(120, 40);
    for words in [
        "месяц закончился",
        "за 1 месяц, RUB: проработанные +10 % (12), контроль +10 % (12)",
        "от случайности не отличить",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    day.keys("D ctrl-s");
    let closed = cohort(&day);
    assert!(closed.closed_at.is_some());
    assert!(
        closed.verdict.contains("от случайности"),
        "{}",
        closed.verdict
    );
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("На декабрь 2026 фокус не выбран"),
        "{screen}"
    );
    day.keys("3");
    let screen = day.screen(120, 40);
    assert!(screen.contains("просели ноябрь 2026"), "{screen}");
    // The verdict, twelve calls, the freeze.
    for _ in 0..14 {
        day.keys("u");
    }
    assert_eq!(facts(day.book()), start);
    for _ in 0..14 {
        day.keys("ctrl-r");
    }
    assert!(cohort(&day).verdict.contains("от случайности"));
}

#[test]
fn a_month_has_one_focus_and_members_leave_with_a_reason() {
    let mut day = november();
    day.keys("g f a «первый» ctrl-s");
    day.keys("m ctrl-s");
    assert!(day.screen(120, 40).contains("нужно заполнить"));
    day.keys("«закрылся» ctrl-s");
    let left = cohort(&day).members.iter().find(|m| m.left.is_some());
    assert_eq!(left.unwrap().left.as_ref().unwrap().reason, "закрылся");
    let screen = day.screen(120, 40);
    assert!(screen.contains("вышли: 1"), "{screen}");
    // Shown again, the last row is the one that left; the same key takes it back.
    day.keys("o G");
    let screen = day.screen(120, 40);
    assert!(screen.contains("вышел 3 ноя: закрылся"), "{screen}");
    day.keys("m");
    assert!(cohort(&day).members.iter().all(|m| m.left.is_none()));
    // A second focus is refused by name until the older one may go.
    day.keys("a «второй» ctrl-s");
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("На этот месяц уже есть «первый»"),
        "{screen}"
    );
    day.keys("space ctrl-s");
    let cohorts = &day.book().desk().cohorts;
    assert_eq!(cohorts.len(), 2);
    assert!(cohorts[0].closed_at.is_some() && cohorts[1].closed_at.is_none());
}

#[test]
fn an_experiment_takes_the_top_of_an_order_and_a_forecast_waits_for_its_month() {
    let mut day = november();
    let start = facts(day.book());
    // The first of the orders is the ranking's; the number is typed over.
    day.keys("g f 3 e «удержание» tab tab tab ctrl-u «10» ctrl-s");
    let frozen = cohort(&day);
    assert_eq!((frozen.month, frozen.members.len()), (None, 10));
    assert!(matches!(frozen.method, Method::Formula | Method::Fitted));
    assert!(frozen.members.iter().all(|m| m.score > 0));
    let screen = day.screen(120, 40);
    assert!(screen.contains("удержание"), "{screen}");
    // From the list: ten percent up by November.
    day.keys("esc 1 w «10» tab ctrl-u «2026-11» tab «сезон» ctrl-s g f 4");
    let screen = day.screen(120, 40).replace('\u{a0}', " ");
    assert!(screen.contains("+10 %, ноябрь 2026"), "{screen}");
    assert!(
        screen.contains("Ни один прогноз ещё не закрылся"),
        "{screen}"
    );
    day.send(Msg::Clock(
        "2026-12-05T10:00+03:00[+03:00]".parse().unwrap(),
    ));
    let screen = day.screen(120, 40).replace('\u{a0}', " ");
    assert!(screen.contains("сбылся: вышло +10 %"), "{screen}");
    assert!(screen.contains("1 прогноз: сбылось 1"), "{screen}");
    // Struck out after a question, and back.
    day.keys("D y");
    assert!(day.screen(120, 40).contains("Прогнозов пока нет"));
    day.keys("u u u");
    assert_eq!(facts(day.book()), start);
}

#[test]
fn what_cannot_be_done_is_said() {
    let mut day = november();
    // Nobody in the list: the form offers the top of an order, and the list itself is refused.
    day.keys("f «никто такой» enter g f a ctrl-u «пусто» tab tab 1 ctrl-s");
    assert!(day.news().contains("Замораживать некого"), "{}", day.news());
    assert!(day.book().desk().cohorts.is_empty());
    day.keys("esc esc esc F g f a «все» ctrl-s esc");
    assert_eq!(cohort(&day).members.len(), 24);
    // The clock set back behind the freeze.
    day.send(Msg::Clock(
        "2026-10-20T10:00+03:00[+03:00]".parse().unwrap(),
    ));
    day.keys("g f");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Часы компьютера стоят раньше"), "{screen}");
    // A month that is not ahead.
    day.keys("w «10» tab ctrl-u «2026-01» ctrl-s");
    assert!(
        day.news().contains("январь 2026 — не впереди"),
        "{}",
        day.news()
    );
}

#[test]
fn whoever_is_archived_leaves_the_ranking_and_comes_back_to_it() {
    let mut day = november();
    let listed = |day: &mut Harness| {
        let effects = day.effects().into_iter();
        let mut asked = effects.filter_map(|effect| match effect {
            Effect::Rank(portfolio) => Some(portfolio.members().filter(|m| m.listed).count()),
            _ => None,
        });
        asked.next_back()
    };
    day.keys("1");
    assert_eq!(listed(&mut day), Some(24));
    day.keys("D д");
    assert_eq!(listed(&mut day), Some(23));
    // A ranking that broke off is said to be the old one; the next change asks anew.
    day.send(Msg::RankingFailed);
    assert!(day.news().contains("остались прежние"), "{}", day.news());
    assert_eq!(listed(&mut day), None);
    day.keys("u");
    assert_eq!(listed(&mut day), Some(24));
}
