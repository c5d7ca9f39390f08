//! Queries in the filter line, views, changes of many, in both keyboard layouts.

use planerka::app::Msg;
use planerka::domain::Stage::{Problems, Rollout};
use planerka::domain::ranking::{By, List, Quadrant, rank};
use planerka::domain::{Dossier, Month, Portfolio, Stage, Tier};
use planerka::ui::screen::Pane;

use super::{at_work, stages};
use crate::harness::{Harness, demo, setup};

const ALL: [&str; 5] = ["Альфа-Авто", "Берёзка", "Вектор", "Гранит", "Дельта"];

fn all_stages(day: &Harness) -> Vec<Stage> {
    stages(day, &ALL)
}

fn found(day: &mut Harness) -> Vec<&'static str> {
    let pane = day.pane(Pane::Clients);
    ALL.into_iter().filter(|c| pane.contains(c)).collect()
}

#[test]
fn fields_narrow_what_words_find() {
    for (typed, names) in [
        ("этап:проблемы", &["Вектор", "Гранит"][..]),
        ("stage:rollout или альфа", &["Альфа-Авто", "Дельта"]),
        ("тег:сезон -дельта", &["Берёзка"]),
        ("#сезон не имя:дельта", &["Берёзка"]),
        ("ектор этап:проблемы", &["Вектор"]),
        ("ектор этап:знакомство", &[]),
        ("касание:нет", &["Альфа-Авто", "Берёзка"]),
    ] {
        // `f` and `а` are one key.
        for open in ["f", "а", "/"] {
            let mut day = at_work();
            day.keys(open).text(typed).keys("enter");
            assert_eq!(found(&mut day), names, "{typed}");
        }
    }
}

#[test]
fn a_query_half_typed_keeps_the_list_and_says_what_is_missing() {
    let mut day = at_work();
    day.keys("f").text("тег:сезон");
    assert_eq!(found(&mut day), ["Берёзка", "Дельта"]);
    day.text(" касание>");
    assert_eq!(
        found(&mut day),
        ["Берёзка", "Дельта"],
        "the last good one holds"
    );
    day.text("14q");
    let pane = day.pane(Pane::Clients);
    assert!(pane.contains("такой единицы нет"), "{pane}");
    assert_eq!(found(&mut day), ["Берёзка", "Дельта"]);
    day.keys("backspace").text("д");
    assert!(!day.pane(Pane::Clients).contains("единицы"));
    day.text(" долг>0").keys("enter");
    let pane = day.pane(Pane::Clients);
    assert!(
        pane.contains("нет поля «долг»"),
        "left with its fault: {pane}"
    );
    day.keys("esc");
    assert_eq!(found(&mut day).len(), 5);
    assert!(!day.pane(Pane::Clients).contains("нет поля"));
}

#[test]
fn tab_completes_fields_and_values() {
    let mut day = at_work();
    day.keys("f").text("эт").keys("tab");
    assert!(day.pane(Pane::Clients).contains("/ этап:"));
    day.text("зн").keys("tab");
    let pane = day.pane(Pane::Clients);
    assert!(pane.contains("/ этап:знакомство"), "{pane}");
    day.keys("esc f").text("тег:").keys("tab");
    let pane = day.pane(Pane::Clients);
    assert!(
        pane.contains("/ тег:сезон") || pane.contains("/ тег:опт"),
        "{pane}"
    );
}

#[test]
fn a_view_is_saved_chosen_changed_and_removed() {
    for (views, save) in [("v", "W"), ("м", "Ц")] {
        let mut day = at_work();
        day.keys("f").text("тег:сезон").keys("enter s");
        day.keys(save).text("Сезонные").keys("tab tab 1 ctrl-s");
        let saved = day.book().desk().views.clone();
        let [view] = saved.as_slice() else {
            panic!("one view: {saved:?}");
        };
        assert_eq!(
            (view.name.as_str(), view.query.as_str()),
            ("Сезонные", "тег:сезон")
        );
        day.keys("F");
        assert_eq!(found(&mut day).len(), 5);
        day.keys(views).text("сезон").keys("enter");
        assert_eq!(found(&mut day), ["Берёзка", "Дельта"]);
        assert!(day.pane(Pane::Clients).contains("Сезонные"));
        // Changed, it says so; saved again, it keeps the name.
        day.keys("f").text(" -дельта").keys("enter");
        assert!(day.pane(Pane::Clients).contains("Сезонные *"));
        day.keys(save).keys("ctrl-s");
        assert_eq!(day.book().desk().views[0].query, "тег:сезон -дельта");
        // Removing is one step back away.
        day.keys(save).keys("3 ctrl-s");
        assert!(day.book().desk().views.is_empty());
        day.keys("u");
        assert_eq!(day.book().desk().views.len(), 1);
    }
}

#[test]
fn a_digit_opens_a_ready_made_view() {
    let mut day = at_work();
    day.keys("v 7");
    let pane = day.pane(Pane::Clients);
    assert!(pane.contains("Критичные проблемы"), "{pane}");
    day.keys("ctrl-p").text("новые клиенты").keys("enter");
    let pane = day.pane(Pane::Clients);
    assert!(pane.contains("Новые клиенты"), "{pane}");
}

#[test]
fn many_are_changed_at_once_and_taken_back_by_one_step() {
    let tiers = |day: &Harness| -> Vec<Tier> {
        day.app
            .book()
            .all()
            .map(|d: &Dossier| d.client.tier)
            .collect()
    };
    for (all, bulk, yes) in [("V", "b", "y"), ("М", "и", "д")] {
        let mut day = at_work();
        let before = tiers(&day);
        day.keys(all).keys(bulk).keys("tab 3 ctrl-s");
        assert_eq!(tiers(&day), before, "nothing before the answer");
        let screen = day.screen(120, 40);
        assert!(screen.contains("Изменить 5 клиентов?"), "{screen}");
        day.keys(yes);
        assert_eq!(tiers(&day), [Tier::C; 5]);
        day.keys("u");
        assert_eq!(tiers(&day), before);
    }
    // A range: from the one marked last to the cursor; a stage asks what is missing.
    let mut day = at_work();
    day.keys("space j M b 7 tab 2 ctrl-s");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Изменить 3 клиент"), "{screen}");
    day.keys("y y");
    assert_eq!(
        all_stages(&day),
        [Problems, Problems, Problems, Problems, Rollout]
    );
}

/// A portfolio whose ranking is still being reckoned.
fn before_the_ranking() -> Harness {
    let (book, _) = demo(120);
    let mut day = Harness::opening(setup());
    day.slow_store();
    day.send(Msg::Loaded(Box::new(book), Vec::new(), None));
    day.keys("esc 1");
    day
}

#[test]
fn a_query_of_scores_waits_for_them_and_says_so() {
    let mut day = before_the_ranking();
    day.keys("f").text("рост>0").keys("enter");
    let pane = day.pane(Pane::Clients);
    assert!(pane.contains("Рейтинг ещё считается"), "{pane}");
    assert!(pane.contains("0 / 1"), "nobody yet: {pane}");
    day.wake();
    let pane = day.pane(Pane::Clients);
    assert!(!pane.contains("Рейтинг ещё считается"), "{pane}");
    assert!(!pane.contains("0 / 1"), "{pane}");
    // Another question that nobody answers is not said to wait.
    day.keys("esc f").text("рост>100").keys("enter");
    let pane = day.pane(Pane::Clients);
    assert!(!pane.contains("Рейтинг"), "{pane}");
}

#[test]
fn the_ready_lists_of_the_ranking_are_in_its_order_once_it_is_there() {
    let mut day = before_the_ranking();
    day.keys("v 9");
    assert!(
        day.news().contains("вместе с ранжированием"),
        "{}",
        day.news()
    );
    day.wake();
    assert!(!day.news().contains("ранжированием"), "{}", day.news());
    let month = Month::new(2026, 11);
    let ranking = rank(&Portfolio::of(day.book(), month));
    for (keys, list, verdicts) in [
        (
            "v 9",
            List::Protect,
            [Quadrant::KeepWarm, Quadrant::GrowAndGuard],
        ),
        (
            "v «Растить» enter",
            List::Grow,
            [Quadrant::Grow, Quadrant::GrowAndGuard],
        ),
    ] {
        day.keys(keys);
        assert!(!day.news().contains("ранжированием"), "{}", day.news());
        let wanted = ranking.list(list, By::Chance).into_iter().filter(|id| {
            let verdict = ranking.get(*id).and_then(|row| row.verdict);
            verdict.is_some_and(|v| verdicts.contains(&v))
        });
        for id in wanted.take(12) {
            let name = day.book().client(id).unwrap().name.clone();
            assert_eq!(day.current(), name, "{keys}");
            day.keys("j");
        }
        let row = day.pane(Pane::Clients);
        assert!(row.contains('%'), "chances in percent: {row}");
    }
}

#[test]
fn the_list_says_what_to_do_with_a_client_where_there_is_room() {
    let mut day = before_the_ranking();
    assert!(!day.screen(200, 50).contains("поддерж."));
    day.wake();
    let screen = day.screen(200, 50);
    for word in ["вывод", "растить", "поддерж.", "новости"] {
        assert!(screen.contains(word), "{word}: {screen}");
    }
}
