//! Fires from anywhere, questions there and back, the sheet of a slot, what rings.

use planerka::app::{Effect, Msg};
use planerka::domain::command::{Command, NewRequest, RequestCommand};
use planerka::domain::{ContactTerms, Request, RequestKind, RequestLife};

use super::{at_work, facts, office};
use crate::harness::Harness;

/// Everything that came in at a client.
fn requests<'h>(day: &'h Harness, name: &str) -> &'h [Request] {
    &day.client(name).work().requests
}

fn clock(day: &mut Harness, text: &str) {
    let now = format!("2026-11-23T{text}+03:00[+03:00]").parse().unwrap();
    day.send(Msg::Clock(now));
}

fn rings(day: &mut Harness) -> Vec<String> {
    let rung = |effect| match effect {
        Effect::Notify(rings) => rings,
        _ => Vec::new(),
    };
    let all = day.effects().into_iter().flat_map(rung);
    all.map(|ring| format!("{} {}", ring.title, ring.body).trim().to_owned())
        .collect()
}

#[test]
fn a_fire_in_the_middle_of_a_call_and_the_call_goes_on() {
    // In the Russian layout: «с» lies on the key of `c`.
    let mut day = at_work();
    day.keys("с «Не туда» tab");
    let before = day.screen(120, 40);
    day.keys("F7");
    let asked = day.screen(120, 40);
    assert!(asked.contains("Пожар · до встречи 11:00"), "{asked}");
    assert!(asked.contains("Альфа-Авто"), "{asked}");
    day.keys("«сайт лежит» enter");
    assert_eq!(requests(&day, "Альфа-Авто").len(), 1);
    let fire = &requests(&day, "Альфа-Авто")[0];
    assert_eq!(fire.text, "сайт лежит");
    assert_eq!(fire.kind, RequestKind::Fire);
    assert_eq!(fire.life, RequestLife::Parked);
    assert_eq!(fire.slot.unwrap().to_string(), "2026-11-23T11:00:00");
    let after = day.screen(120, 40);
    assert!(
        after
            .lines()
            .next()
            .unwrap()
            .contains("пожары 1 · 11:00 через 1:58")
    );
    // The briefing beside the form may tell of the fire, and does.
    assert!(after.contains("Горит"), "{after}");
    let form = |screen: &str| -> Vec<String> {
        let inside = screen.lines().skip(2).take(36);
        inside.map(|line| line.chars().skip(55).collect()).collect()
    };
    assert_eq!(form(&before), form(&after), "the call is as it was left");
    // Escape gives the call back too, and a second press is the same fire.
    day.keys("F7 F7 esc");
    assert_eq!(form(&day.screen(120, 40)), form(&before));
}

#[test]
fn a_fire_is_taken_down_wherever_one_is() {
    // A choice, a text of many lines, the filter, the palette, a full screen, the card.
    for place in ["e tab tab", "r", "f «а»", "ctrl-p", "g i", "enter", "g e"] {
        let mut day = at_work();
        day.keys(place);
        let before = day.screen(120, 40);
        day.keys("F7 «горит» enter");
        assert_eq!(requests(&day, "Альфа-Авто").len(), 1, "{place}");
        // The inbox shows the fire, the evening asks for it.
        if !matches!(place, "g i" | "g e") {
            let after = day.screen(120, 40);
            let rows = |screen: &str| screen.lines().skip(1).take(37).map(str::to_owned).collect();
            let (before, after): (Vec<String>, Vec<String>) = (rows(&before), rows(&after));
            if !matches!(place, "enter" | "f «а»") {
                assert_eq!(before, after, "{place}");
            }
        }
    }
    // A question is answered first: nothing acts behind it.
    let mut day = at_work();
    day.keys("D F7");
    assert!(!day.screen(80, 24).contains("Что горит"));
}

#[test]
fn an_emergency_goes_past_the_slots_and_another_client_is_typed() {
    for keys in ["F7 «!упал сайт» enter", "F7 ctrl-u «упал сайт» enter"] {
        let mut day = at_work();
        day.keys(keys);
        let fire = &requests(&day, "Альфа-Авто")[0];
        assert!(fire.urgent && fire.slot.is_none(), "{keys}");
        assert_eq!(fire.text, "упал сайт", "{keys}");
        let screen = day.screen(120, 40);
        assert!(
            screen.lines().next().unwrap().contains("! срочно 1"),
            "{screen}"
        );
    }
    let mut day = at_work();
    // The wrong layout is read as it was meant: «Dtrnjh» is «Вектор».
    day.keys("F7 «горит» shift-tab shift-tab ctrl-u «Dtrnjh» ctrl-s");
    assert_eq!(
        requests(&day, "Вектор").len(),
        0,
        "ctrl-u marks, it does not clear"
    );
    day.keys("ctrl-a «Вект» ctrl-s");
    assert_eq!(requests(&day, "Вектор").len(), 1);
    day.keys("F7 ctrl-s");
    assert!(
        day.screen(120, 40).contains("Что горит"),
        "no words, no fire"
    );
    day.keys("esc u");
    assert_eq!(requests(&day, "Вектор").len(), 0, "taken back");
}

#[test]
fn a_question_goes_to_a_specialist_and_back_word_for_word() {
    let mut day = at_work();
    day.keys("F8 «Почему вырос CPA?» tab l ctrl-s g i");
    assert_eq!(requests(&day, "Альфа-Авто")[0].kind, RequestKind::Question);
    day.keys("R «Пётр» ctrl-s");
    let screen = day.screen(120, 40);
    assert!(screen.contains("спросили: Пётр"), "{screen}");
    day.keys("A «Подорожал аукцион, снизим ставки.» ctrl-s");
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("Ответ есть, клиент его ещё не получил"),
        "{screen}"
    );
    assert!(screen.contains("передать клиенту"), "{screen}");
    day.keys("A ctrl-s");
    let done = requests(&day, "Альфа-Авто")[0].clone();
    assert_eq!(done.life, RequestLife::Done);
    assert_eq!(done.text, "Почему вырос CPA?");
    let words: Vec<&str> = done.steps.iter().map(|s| s.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Почему вырос CPA?",
            "Подорожал аукцион, снизим ставки.",
            "Подорожал аукцион, снизим ставки.",
        ]
    );
    assert!(
        day.client("Альфа-Авто").digest.is_some(),
        "the talk is logged"
    );
    // All of it is taken back and done again.
    let after = facts(day.book());
    day.keys("u u u u");
    assert!(requests(&day, "Альфа-Авто").is_empty());
    day.keys("ctrl-r ctrl-r ctrl-r ctrl-r");
    assert_eq!(facts(day.book()), after);
}

#[test]
fn the_promise_counts_down_and_rings_once() {
    let mut office = office();
    office.now = "2026-11-23T09:00+03:00[+03:00]".parse().unwrap();
    let client = office.book.all().next().unwrap().id();
    let terms = ContactTerms {
        response_minutes: Some(30),
        ..ContactTerms::none(client)
    };
    office.book.load(terms.into()).unwrap();
    let new = NewRequest::said(client, RequestKind::Request, "Пришлите счёт".to_owned());
    office.run(Command::Request(RequestCommand::Add(Box::new(new))));
    let mut day = Harness::of(office);
    clock(&mut day, "09:18");
    rings(&mut day);
    day.keys("g i");
    assert!(
        day.screen(80, 24).contains("через 12 мин"),
        "{}",
        day.screen(80, 24)
    );
    clock(&mut day, "09:29:59");
    assert!(rings(&mut day).iter().all(|r| !r.contains("Пора ответить")));
    clock(&mut day, "09:30");
    assert_eq!(rings(&mut day), ["Пора ответить: Альфа-Авто Пришлите счёт"]);
    clock(&mut day, "10:10");
    assert!(day.screen(80, 24).contains("опоздали на 40 мин"));
    // The clock is set back and comes again: it rang.
    clock(&mut day, "09:20");
    clock(&mut day, "09:31");
    assert!(rings(&mut day).iter().all(|r| !r.contains("Пора ответить")));
    day.keys("space");
    assert!(requests(&day, "Альфа-Авто")[0].reacted_at.is_some());
    assert!(!day.screen(80, 24).contains("опоздали"));
}

#[test]
fn before_a_slot_its_sheet_is_offered_and_says_what_gives_way() {
    let mut day = at_work();
    day.keys("F7 «сайт лежит» enter");
    rings(&mut day);
    clock(&mut day, "10:54");
    assert!(rings(&mut day).iter().all(|r| !r.contains("Встреча")));
    clock(&mut day, "10:55");
    assert_eq!(rings(&mut day), ["Встреча на бегу 11:00: 1 пожар"]);
    assert!(day.news().contains("Лист: g i, затем t"), "{}", day.news());
    day.keys("g i 3 enter tab tab tab tab tab «40» ctrl-s t");
    assert_eq!(requests(&day, "Альфа-Авто")[0].minutes, 40);
    let sheet = day.screen(120, 40);
    assert!(sheet.contains("1 пожар, на него 40 мин"), "{sheet}");
    assert!(
        sheet.contains("Если что-то добавили, что-то убрали"),
        "{sheet}"
    );
    day.keys("enter");
    let fire = requests(&day, "Альфа-Авто")[0].clone();
    assert!(!fire.pushes_out.is_empty());
    day.keys("A tab «l» ctrl-s");
    day.keys("u");
    assert_eq!(requests(&day, "Альфа-Авто")[0].life, fire.life);
}

#[test]
fn a_call_that_gives_way_to_a_fire_gets_another_day_from_the_sheet() {
    let mut day = at_work();
    // Two calls of today nobody was promised.
    day.keys("j n «сегодня» tab «сезон» ctrl-s j n «сегодня» tab «сайт» ctrl-s g g");
    day.keys("F7 «сайт лежит» enter");
    clock(&mut day, "10:55");
    day.keys("4 К g i 3 enter tab tab tab tab tab «40» ctrl-s t");
    let sheet = day.screen(120, 40);
    assert!(
        sheet.contains("сверх встречи нужно 25 мин, освобождается 30 мин"),
        "{sheet}"
    );
    let row = sheet.lines().find(|line| line.contains("[x]")).unwrap();
    let names = ["Альфа-Авто", "Берёзка", "Вектор", "Гранит", "Дельта"];
    let first = names.into_iter().find(|name| row.contains(name)).unwrap();
    // «о» and «ы» are the keys of `j` and `s`.
    day.keys("о ы «завтра» tab «горит у другого» ctrl-ы");
    let snooze = day.client(first).work().snooze.clone().unwrap();
    assert_eq!(snooze.until.to_string(), "2026-11-24");
    let sheet = day.screen(120, 40);
    assert!(sheet.contains("сверх встречи нужно 10 мин"), "{sheet}");
    day.keys("enter");
    let fire = requests(&day, "Альфа-Авто")[0].clone();
    assert!(fire.pushes_out.contains(first), "{}", fire.pushes_out);
    day.keys("u u");
    assert!(day.client(first).work().snooze.is_none());
}

#[test]
fn an_idea_becomes_a_recommendation_in_one_key() {
    let mut day = at_work();
    day.keys("g i 5 a «Ролик с монтажником» ctrl-s m");
    let client = day.client("Альфа-Авто");
    assert_eq!(
        client.recommendations.last().unwrap().title,
        "Ролик с монтажником"
    );
    assert_eq!(client.work().requests[0].life, RequestLife::Done);
    day.keys("o");
    assert!(day.screen(80, 24).contains("Закрытые"));
    day.keys("u");
    assert!(day.client("Альфа-Авто").recommendations.is_empty());
    assert!(day.client("Альфа-Авто").work().requests[0].is_open());
}

#[test]
fn pages_turn_by_digit_tab_and_in_the_russian_layout() {
    let mut day = at_work();
    day.keys("п ш");
    for (keys, shown) in [
        ("2", "Открытых вопросов нет"),
        ("tab", "Ничего не горит"),
        ("4", "Инцидентов нет"),
        ("д", "Идей нет"),
        ("6", "Опрос называет"),
        ("tab", "Обращений нет"),
        ("р", "Опрос называет"),
    ] {
        day.keys(keys);
        let screen = day.screen(120, 40);
        assert!(screen.contains(shown), "{keys}: {screen}");
    }
    day.keys("й");
    assert!(!day.screen(120, 40).contains("Входящие"));
}

#[test]
fn two_clients_of_one_name_are_told_apart_while_the_name_is_untouched() {
    let mut office = office();
    office.client("Альфа-Авто", "Другая Анна", "+7 900 000-00-09", "опт");
    let mut day = Harness::of(office);
    day.keys("F7 «горит» enter");
    day.keys("F8 «вопрос» ctrl-s");
    let same = day.book().all().filter(|d| d.client.name == "Альфа-Авто");
    let counts: Vec<usize> = same.map(|d| d.work().requests.len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 2, "{}", day.screen(120, 40));
    assert!(counts.contains(&2), "both at the client under the cursor");
}

#[test]
fn a_fire_whose_slot_has_gone_by_waits_for_the_next_one() {
    let mut day = at_work();
    day.keys("F7 «сайт лежит» enter");
    clock(&mut day, "11:20");
    day.keys("g i 3");
    let screen = day.screen(120, 40);
    assert!(screen.contains("прошла, теперь 16:00"), "{screen}");
}
