//! The portfolio: filter, order, marks, stages, cards, contacts, plans.

use planerka::app::Effect;
use planerka::domain::Stage::{Acquaintance, Problems, Rollout, Solving};
use planerka::ui::screen::Pane;

use super::{at_work, stages};

#[test]
fn the_filter_finds_by_whatever_is_remembered() {
    for (name, typed, found) in [
        ("a part of a name", "ектор", &["Вектор"][..]),
        ("without its ё", "берез", &["Берёзка"]),
        ("a person", "ручьев", &["Гранит"]),
        ("a phone", "000-00-05", &["Дельта"]),
        ("a mark", "#сезон", &["Берёзка", "Дельта"]),
        ("two words", "опт лис", &["Вектор"]),
        ("nothing", "ъъъ", &[]),
    ] {
        // «а» lies on the key of `f`: outside text it opens the filter, inside it is a letter.
        for open in ["f", "а", "/"] {
            let mut day = at_work();
            day.keys(open).text(typed);
            let pane = day.pane(Pane::Clients);
            assert!(pane.contains(&format!("/ {typed}")), "{name}: {pane}");
            assert!(
                pane.contains(&format!("{} / 5", found.len())),
                "{name}: {pane}"
            );
            for client in ["Альфа-Авто", "Берёзка", "Вектор", "Гранит", "Дельта"]
            {
                assert_eq!(
                    pane.contains(client),
                    found.contains(&client),
                    "{name}: {pane}"
                );
            }
            day.keys("enter");
            if let Some(first) = found.first() {
                assert_eq!(day.current(), *first, "{name}");
            }
            day.keys("esc");
            assert!(
                day.pane(Pane::Clients).contains("Дельта"),
                "{name}: esc shows all again"
            );
        }
    }
}

#[test]
fn typed_text_is_text_in_any_layout() {
    let mut day = at_work();
    day.keys("f j q у «ы» backspace");
    assert!(
        day.pane(Pane::Clients).contains("/ jqу"),
        "{}",
        day.pane(Pane::Clients)
    );
    assert!(day.left.is_none());
    day.keys("F3");
    day.keys("esc о");
    assert_eq!(day.current(), "Берёзка", "«о» is j again");
}

#[test]
fn a_filter_left_by_tab_takes_no_more_letters() {
    let mut day = at_work();
    day.keys("f «опт» tab 1 j");
    assert!(
        day.pane(Pane::Clients).contains("/ опт "),
        "{}",
        day.pane(Pane::Clients)
    );
    assert_eq!(day.current(), "Вектор", "`j` moved the cursor");
}

#[test]
fn another_order_keeps_the_client_under_the_cursor() {
    let mut day = at_work();
    day.keys("j j");
    for keys in ["s", "s", "s", "s", "s", "s", "S", "ы", "Ы"] {
        day.keys(keys);
        assert_eq!(day.current(), "Вектор", "{keys}");
        assert!(
            day.lit(Pane::Clients)
                .iter()
                .any(|row| row.contains("Вектор")),
            "{keys}"
        );
    }
}

#[test]
fn marked_clients_move_together_and_come_back_together() {
    let mut day = at_work();
    let names = ["Вектор", "Гранит"];
    day.keys("j j space space");
    assert!(day.pane(Pane::Clients).contains("2 отмечено"));
    day.keys("L");
    assert_eq!(stages(&day, &names), [Solving, Solving]);
    assert!(
        day.news().contains("Перенесено 2 клиента"),
        "{}",
        day.news()
    );
    assert!(
        !day.pane(Pane::Clients).contains("отмечен"),
        "marks are spent"
    );
    day.keys("u");
    assert_eq!(stages(&day, &names), [Problems, Problems]);
    day.keys("ctrl-r");
    assert_eq!(stages(&day, &names), [Solving, Solving]);
    day.keys("u");

    // Three of them, two of whom leave their stage early: one question for all, one undo for all.
    let three = ["Альфа-Авто", "Берёзка", "Вектор"];
    day.keys("g g space space space L");
    let screen = day.screen(80, 24);
    assert!(
        screen.contains("Альфа-Авто") && screen.contains("ещё у 1 клиента"),
        "{screen}"
    );
    day.keys("y");
    assert_eq!(stages(&day, &three), [Problems, Problems, Solving]);
    day.keys("u");
    assert_eq!(stages(&day, &three), [Acquaintance, Acquaintance, Problems]);
}

#[test]
fn leaving_a_stage_early_is_asked_about_and_haste_says_no() {
    for (answer, moved) in [
        ("enter", false),
        ("н", false),
        ("т", false),
        ("n", false),
        ("esc", false),
        ("q", false),
        ("L", false),
        ("д", true),
        ("y", true),
    ] {
        let mut day = at_work();
        day.keys("L");
        let screen = day.screen(80, 24);
        assert!(screen.contains("ещё не говорили с клиентом"), "{screen}");
        assert!(
            screen.contains("Выявление проблем") && screen.contains("Альфа-Авто"),
            "{screen}"
        );
        day.keys(answer);
        let expected = if moved { Problems } else { Acquaintance };
        assert_eq!(day.client("Альфа-Авто").stage(), expected, "{answer}");
        assert!(day.left.is_none(), "{answer}");
    }
}

#[test]
fn from_rollout_the_next_cycle_opens() {
    let mut day = at_work();
    assert_eq!(day.client("Дельта").cycle(), 1);
    day.keys("G L");
    assert!(
        day.news().contains("Дельта: теперь «Выявление проблем»"),
        "{}",
        day.news()
    );
    let moved = day.client("Дельта");
    assert_eq!((moved.stage(), moved.cycle()), (Problems, 2));
    day.keys("enter");
    assert!(day.screen(120, 40).contains("виток 2"));
    day.keys("esc u");
    let back = day.client("Дельта");
    assert_eq!((back.stage(), back.cycle()), (Rollout, 1));
    day.keys("g g H");
    assert!(day.news().contains("назад некуда"), "{}", day.news());
}

#[test]
fn parking_has_a_reason_and_a_day() {
    let mut day = at_work();
    day.keys("2 P ctrl-s");
    assert!(day.screen(80, 24).contains("нужно заполнить"));
    day.keys("«ремонт» tab «15.12» ctrl-s");
    let parked = day.client("Альфа-Авто").journey().parked.unwrap();
    assert_eq!(
        (parked.reason.as_str(), parked.until.to_string().as_str()),
        ("ремонт", "2026-12-15")
    );
    assert!(day.pane(Pane::Board).contains('‖'));
    day.keys("P ctrl-s");
    assert!(day.client("Альфа-Авто").journey().parked.is_none());
    day.keys("u u");
    assert!(!day.pane(Pane::Board).contains('‖'));
}

#[test]
fn a_client_comes_changes_and_goes() {
    let mut day = at_work();
    day.keys("a «Ёлки и К» ctrl-s");
    assert_eq!(day.book().len(), 6);
    assert!(day.pane(Pane::Clients).contains("Ёлки и К"));
    day.keys("f «ёлки» enter e end «º» ctrl-s");
    assert_eq!(day.book().len(), 6);
    day.client("Ёлки и Кº");
    day.keys("D д");
    assert!(day.client("Ёлки и Кº").client.archived_at.is_some());
    assert!(!day.pane(Pane::Clients).contains("Ёлки"));
    day.keys("A");
    assert!(day.pane(Pane::Clients).contains("Ёлки"));
    day.keys("R");
    assert!(day.client("Ёлки и Кº").client.archived_at.is_none());
    day.keys("u u u u");
    assert_eq!(day.book().len(), 5);
}

#[test]
fn people_of_a_client() {
    let mut day = at_work();
    day.keys("p");
    assert!(day.screen(80, 24).contains("Анна Смирнова"));
    day.keys("a «Яна Гром» tab «закупки» ctrl-s");
    let names = |day: &crate::harness::Harness| -> Vec<String> {
        day.client("Альфа-Авто")
            .contacts
            .iter()
            .map(|c| c.name.clone())
            .collect()
    };
    assert_eq!(names(&day), ["Анна Смирнова", "Яна Гром"]);
    day.keys("j e end «ова» ctrl-s");
    assert_eq!(names(&day), ["Анна Смирнова", "Яна Громова"]);
    day.keys("D enter");
    assert_eq!(names(&day).len(), 2, "enter is no");
    day.keys("D д");
    assert_eq!(names(&day), ["Анна Смирнова"]);
    day.keys("g g y");
    assert!(
        day.effects()
            .contains(&Effect::Copy("+7 900 000-00-01".to_owned()))
    );
    assert!(day.news().contains("Скопировано"));
    day.keys("q u u u");
    assert_eq!(names(&day), ["Анна Смирнова"]);
}

#[test]
fn a_planned_touch_comes_to_the_plan_of_its_day() {
    let mut day = at_work();
    day.keys("j n «пт 15:00» tab «показать смету» ctrl-s");
    let plan = day.client("Берёзка").follow_up.clone().unwrap();
    assert_eq!(plan.date.to_string(), "2026-11-27");
    assert_eq!(plan.reason, "показать смету");
    assert!(day.pane(Pane::Clients).contains("27 ноя"));
    let before = day.pane(Pane::Agenda);
    assert!(!before.contains("Берёзка"), "{before}");
    day.keys("n ctrl-u «сегодня 15:00» tab tab space ctrl-s");
    let agenda = day.pane(Pane::Agenda);
    assert!(
        agenda.contains("15:00 Берёзка") && agenda.contains("показать смету"),
        "{agenda}"
    );
    day.keys("u");
    assert_eq!(day.pane(Pane::Agenda), before);
    day.keys("n ctrl-u «вчера» ctrl-s");
    assert!(
        day.screen(80, 24).contains("прошло"),
        "{}",
        day.screen(80, 24)
    );
}
