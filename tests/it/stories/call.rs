//! Calls: the briefing, the outcome, the next date, and the day around them.

use jiff::ToSpan;
use planerka::app::{Effect, Msg};
use planerka::domain::{Mood, Outcome, Purpose, Side};
use planerka::ui::screen::Pane;

use super::{at_work, facts};
use crate::harness::monday;

#[test]
fn an_ordinary_call_is_logged_planned_and_taken_back() {
    let mut day = at_work();
    day.keys("n «сегодня 10:00» tab «обсудить сезон» ctrl-s");
    let start = facts(day.book());
    let agenda = day.pane(Pane::Agenda);
    assert!(agenda.contains("обсудить сезон"), "{agenda}");
    day.effects();
    day.keys("4 c");
    let client = day.client("Альфа-Авто").id();
    assert_eq!(day.effects(), [Effect::ReadTouches(client)]);
    assert!(day.app.ticks(), "the clock of a call runs by the second");
    day.send(Msg::Clock(monday().checked_add(125.seconds()).unwrap()));
    let screen = day.screen(120, 40);
    for word in [
        "Анна Смирнова",
        "+7 900 000-00-01",
        "02:05",
        "обсудить сезон",
    ] {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
    day.keys("1 tab «Ждут смету» tab «пт 15:00» ctrl-s");
    assert!(!day.app.ticks());
    let after = day.client("Альфа-Авто");
    let touch = after.touches.as_ref().unwrap().last().unwrap();
    assert_eq!((touch.outcome, touch.minutes), (Outcome::Answered, 3));
    assert_eq!(touch.note, "Ждут смету");
    assert_eq!(
        after.follow_up.as_ref().unwrap().date.to_string(),
        "2026-11-27"
    );
    let later = day.pane(Pane::Agenda);
    assert!(!later.contains("обсудить сезон"), "{later}");
    assert!(day.screen(200, 60).contains("сегодня 1 касание"));
    day.keys("u");
    assert_eq!(facts(day.book()), start);
    assert_eq!(day.client("Альфа-Авто").touches.as_ref().unwrap().len(), 0);
    day.keys("ctrl-r");
    assert_eq!(day.client("Альфа-Авто").touches.as_ref().unwrap().len(), 1);
}

#[test]
fn a_touch_logged_while_the_history_is_read_is_in_it() {
    let mut day = at_work();
    day.keys("G")
        .slow_store()
        .keys("c 1 tab «Быстро» ctrl-s")
        .wake();
    let notes: Vec<&str> = (day.client("Дельта").touches.as_ref().unwrap().iter())
        .map(|touch| touch.note.as_str())
        .collect();
    assert_eq!(notes, ["Нужны заявки, а не клики", "Быстро"]);
}

#[test]
fn keys_after_a_call_are_meant_for_the_row_under_the_cursor() {
    let mut day = at_work();
    day.keys("n «сегодня 10:00» ctrl-s j n «сегодня 11:30» ctrl-s g g 4 c 5 ctrl-s");
    // Альфа-Авто left the plan; the cursor stands on Берёзка now, and a call is with her.
    assert!(day.pane(Pane::Agenda).contains("Берёзка"));
    day.keys("c");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Звонок · Берёзка"), "{screen}");
}

#[test]
fn saving_goes_on_to_the_next_call_of_the_plan() {
    let mut day = at_work();
    day.keys("n «сегодня 10:00» ctrl-s j n «сегодня 11:30» ctrl-s g g 4 c 2 ctrl-n");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Звонок · Берёзка"), "{screen}");
    assert_eq!(
        day.client("Альфа-Авто")
            .follow_up
            .as_ref()
            .unwrap()
            .date
            .to_string(),
        "2026-11-24"
    );
    day.keys("1 ctrl-s");
    assert_eq!(day.current(), "Берёзка");
}

#[test]
fn what_was_typed_is_not_lost_by_one_esc() {
    let mut day = at_work();
    day.keys("c 1 tab «важное» esc");
    assert!(day.screen(80, 24).contains("важное"));
    day.keys("ctrl-s esc");
    day.keys("esc");
    assert!(!day.screen(80, 24).contains("Исход"));
}

#[test]
fn five_outcomes_in_the_russian_layout() {
    let mut day = at_work();
    // «с» lies on `c`, «о» on `j`, «г» on `u`: nobody switches the layout for a call.
    let start = facts(day.book());
    for (client, keys, outcome, next) in [
        (
            "Альфа-Авто",
            "с 1 tab «Ждут смету» tab «пт 15:00» ctrl-ы",
            Outcome::Answered,
            Some("2026-11-27"),
        ),
        (
            "Берёзка",
            "о с 2 ctrl-ы",
            Outcome::NoAnswer,
            Some("2026-11-24"),
        ),
        (
            "Вектор",
            "о с 4 tab «в отпуске» tab «1 декабря» ctrl-ы",
            Outcome::Callback,
            Some("2026-12-01"),
        ),
        (
            "Гранит",
            "о с 5 tab «не звоните» ctrl-ы",
            Outcome::Refused,
            None,
        ),
        (
            "Дельта",
            "о с 6 ctrl-ы",
            Outcome::WrongNumber,
            Some("2026-11-24"),
        ),
    ] {
        day.keys(keys);
        assert_eq!(day.current(), client);
        let dossier = day.client(client);
        let touch = dossier.touches.as_ref().unwrap().last().unwrap();
        assert_eq!(touch.outcome, outcome, "{client}");
        let planned = dossier.follow_up.as_ref().map(|f| f.date.to_string());
        assert_eq!(planned.as_deref(), next, "{client}");
    }
    let delta = day.client("Дельта").follow_up.as_ref().unwrap();
    assert_eq!(delta.reason, "найти верный номер");
    day.keys("г г г г г");
    assert_eq!(facts(day.book()), start, "each call comes off with one key");
}

#[test]
fn one_undo_takes_back_all_that_came_of_a_call() {
    let mut day = at_work();
    let start = facts(day.book());
    day.keys("c 1 tab «Договорились» tab «пт» tab tab tab 2 tab 3 tab «доступ» tab 2 tab «Анна» tab «чт»")
        .keys("tab «проверить метки» tab «ср» tab «цели молчат» tab 1 ctrl-s");
    let alpha = day.client("Альфа-Авто");
    let work = alpha.work();
    let touch = alpha.touches.as_ref().unwrap().last().unwrap();
    assert_eq!(
        (touch.mood, touch.purpose),
        (Some(Mood::Even), Some(Purpose::Tests))
    );
    assert_eq!(
        (work.promises[0].side, work.promises[0].what.as_str()),
        (Side::Client, "доступ")
    );
    assert_eq!(work.checklists[0].title, "Задачи");
    assert_eq!(work.checklists[0].steps[0].due.to_string(), "2026-11-25");
    assert_eq!(work.problems[0].title, "цели молчат");
    // All of it is on the card: the mood beside the last talk, the task on the page of agreements.
    day.keys("enter");
    let screen = day.screen(120, 40);
    assert!(screen.contains("ровно"), "{screen}");
    day.keys("7");
    let screen = day.screen(120, 40);
    for word in ["Задачи", "проверить метки", "доступ"] {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
    day.keys("esc u");
    assert_eq!(facts(day.book()), start);
    day.keys("ctrl-r");
    assert_eq!(day.client("Альфа-Авто").work().problems.len(), 1);
}

#[test]
fn a_promise_without_a_day_is_asked_about_once() {
    let mut day = at_work();
    day.keys("c 1 tab tab tab tab tab tab tab «прислать смету» ctrl-s");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Если срока нет — сохраните"), "{screen}");
    assert!(day.client("Альфа-Авто").work().promises.is_empty());
    // The focus is where the day goes.
    day.keys("«пт» ctrl-s");
    let promise = &day.client("Альфа-Авто").work().promises[0];
    assert_eq!(promise.until.unwrap().to_string(), "2026-11-27");
    day.keys("u c 1 tab tab tab tab tab tab tab «когда-нибудь» ctrl-s ctrl-s");
    let promise = &day.client("Альфа-Авто").work().promises[0];
    assert_eq!(promise.until, None, "some promises have no day");
}

#[test]
fn the_dialler_gets_what_can_be_dialled() {
    let mut day = at_work();
    day.keys("c");
    day.effects();
    day.keys("ctrl-d");
    assert_eq!(day.effects(), [Effect::Dial("+79000000001".to_owned())]);
    let screen = day.screen(80, 24);
    assert!(screen.contains("tel:+79000000001"), "{screen}");
    day.send(Msg::Dialled(Err(planerka::app::Trouble::new(
        "error-dial-failed",
        vec![
            ("program", "linphonecsh".to_owned()),
            ("why", "not registered".to_owned()),
        ],
        None,
    ))));
    let screen = day.screen(200, 60);
    assert!(
        screen.contains("не смогла набрать: not registered"),
        "{screen}"
    );
}

#[test]
fn a_client_is_called_when_it_is_known_to_answer() {
    let mut day = at_work();
    // Two talks at four in the afternoon are a habit.
    for morning in [
        "2026-11-24T16:20+03:00[+03:00]",
        "2026-11-25T16:40+03:00[+03:00]",
    ] {
        day.send(Msg::Clock(morning.parse().unwrap()));
        day.keys("c 1 ctrl-s");
    }
    day.send(Msg::Clock(
        "2026-11-26T10:00+03:00[+03:00]".parse().unwrap(),
    ));
    day.keys("c 2 ctrl-s");
    let plan = day.client("Альфа-Авто").follow_up.as_ref().unwrap();
    assert_eq!(plan.date.to_string(), "2026-11-27");
    assert_eq!(plan.time.unwrap().to_string(), "16:00:00");
    assert!(plan.reason.contains("около 16:00"), "{}", plan.reason);
}

#[test]
fn the_plan_of_the_day_comes_to_its_end() {
    let mut day = at_work();
    day.keys("n «сегодня 10:00» ctrl-s j n «сегодня 11:30» ctrl-s g g");
    for _ in 0..12 {
        day.keys("4 c 1 shift-tab ctrl-u «20» ctrl-n");
        if day.screen(200, 60).contains("План дня пройден") {
            break;
        }
        day.keys("esc esc");
    }
    let screen = day.screen(200, 60);
    assert!(screen.contains("План дня пройден"), "{screen}");
}
