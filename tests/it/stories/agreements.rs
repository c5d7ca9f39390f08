//! Agreements and checklists from the first call to the evening, and back by undo.

use planerka::app::Msg;
use planerka::domain::PromiseLife;
use planerka::ui::screen::Pane;

use super::{at_work, facts};

fn later(day: &mut crate::harness::Harness, moment: &str) {
    day.send(Msg::Clock(moment.parse().unwrap()));
}

#[test]
fn a_new_client_is_led_through_its_first_days() {
    let mut day = at_work();
    let start = facts(day.book());
    // The card, its agreements, the first playbook from today.
    day.keys("enter 7");
    let screen = day.screen(120, 40);
    assert!(screen.contains("b — выбрать сценарий работы"), "{screen}");
    day.keys("b");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Первые 60 дней"), "{screen}");
    day.keys("enter");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Первые 60 дней 0 из 12"), "{screen}");
    // Once more is refused in words.
    day.keys("b enter");
    assert!(day.news().contains("уже идёт"), "{}", day.news());
    day.keys("esc");
    // The call of the first day stands in the plan; done, it goes.
    day.keys("esc");
    let agenda = day.pane(Pane::Agenda);
    assert!(agenda.contains("Первые 60 дней: Позвонить"), "{agenda}");
    day.keys("1 enter 7 space");
    let screen = day.screen(120, 40);
    assert!(screen.contains("1 из 12"), "{screen}");
    assert!(screen.contains("☑ "), "{screen}");
    day.keys("6");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Сделано: Позвонить"), "{screen}");
    day.keys("esc");
    let agenda = day.pane(Pane::Agenda);
    assert!(!agenda.contains("Первые 60 дней: Позвонить"), "{agenda}");
    // A week later the check point brings the client back.
    later(&mut day, "2026-11-30T09:02+03:00[+03:00]");
    let agenda = day.pane(Pane::Agenda);
    assert!(agenda.contains("Первые 60 дней"), "{agenda}");
    day.keys("u u");
    assert_eq!(facts(day.book()), start);
    day.keys("ctrl-r ctrl-r");
    let list = &day.client("Альфа-Авто").work().checklists[0];
    assert_eq!(list.progress(), (1, 12));
}

#[test]
fn a_promise_reaches_the_plan_and_the_evening_closes_it() {
    let mut day = at_work();
    let start = facts(day.book());
    day.keys("enter 7 a «прислать смету» tab tab 2 tab «завтра» tab «пришлю завтра» ctrl-s");
    let promise = &day.client("Альфа-Авто").work().promises[0];
    assert_eq!(
        (promise.who.as_str(), promise.until.unwrap().to_string()),
        ("Анна Смирнова", "2026-11-24".to_owned())
    );
    day.keys("esc");
    assert!(!day.pane(Pane::Agenda).contains("прислать смету"));
    later(&mut day, "2026-11-24T09:00+03:00[+03:00]");
    let agenda = day.pane(Pane::Agenda);
    assert!(agenda.contains("прислать смету"), "{agenda}");
    // In the evening: closed? «п у» are the keys of `g e`.
    day.keys("п у");
    let screen = day.screen(120, 40);
    for words in [
        "Вечер: что закрыто?",
        "Альфа-Авто",
        "прислать смету",
        "сегодня",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // Another day by words, then the key of yes.
    day.keys("n ctrl-u «пт» ctrl-s");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Всё закрыто"), "{screen}");
    day.keys("u");
    let screen = day.screen(120, 40);
    assert!(screen.contains("прислать смету"), "{screen}");
    day.keys("m");
    let screen = day.screen(120, 40);
    assert!(screen.contains("закрыто сегодня: 1"), "{screen}");
    day.keys("esc");
    let promise = &day.client("Альфа-Авто").work().promises[0];
    assert_eq!(promise.life, PromiseLife::Kept);
    assert!(!day.pane(Pane::Agenda).contains("прислать смету"));
    day.keys("u u");
    assert_eq!(facts(day.book()), start);
}
