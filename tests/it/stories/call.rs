//! Calls: the briefing, the outcome, the next date, and the day around them.

use jiff::ToSpan;
use planerka::app::{Effect, Msg};
use planerka::domain::Outcome;
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
