//! One morning told in keys, on the Russian layout: from a file to a planned, logged and remembered day.

use crate::Home;
use crate::terminal::{Ended, Terminal};

const CLIENTS: &str = "\
Название;Контакт;Телефон
Альфа-Авто;Пётр Алёхин;+7 900 000-00-01
Берёзка;Нина Громова;+7 900 000-00-02
Вектор;Олег Рыжов;+7 900 000-00-03
";

/// Waits until the screen holds `text`, whatever the widths of its columns.
#[track_caller]
fn wait(at: &Terminal, text: &str) {
    at.wait_until(&format!("`{text}`"), |screen| words(screen).contains(text));
}

/// A screen with one blank between its words.
fn words(screen: &str) -> String {
    let words: Vec<&str> = screen.split_whitespace().collect();
    words.join(" ")
}

/// What the screen says after each change of the story, in order. Undo walks them back, redo forth again.
const STEPS: [&str; 9] = [
    "1 Клиенты 0",
    "1 Клиенты 3 ",
    "сегодня 1 касание",
    "3 Рекомендации 1",
    "Знакомство 2│Проблемы 1│Решение 0│",
    "Проблемы 0│Решение 1│Анализ 0│",
    "Решение 0│Анализ 1│Внедрение 0│",
    "Анализ 0│Внедрение 1│",
    "Знакомство 2│Проблемы 1│Решение 0│",
];

/// What the screen says before the changes that only take something away from it.
const BEFORE: [&str; 9] = [
    "1 Клиенты 0",
    "1 Клиенты 3 ",
    "3 Рекомендации 0",
    "Знакомство 3│",
    STEPS[4],
    STEPS[5],
    STEPS[6],
    STEPS[7],
    STEPS[8],
];

#[test]
fn a_morning_on_the_russian_layout() {
    let home = Home::empty();
    std::fs::write(home.path().join("clients.csv"), CLIENTS).unwrap();
    let mut at = home.open("ru", (120, 40));
    at.wait_for("planerka lock on");
    at.keys("enter");
    at.wait_for("сохранено");
    wait(&at, STEPS[0]);

    // «ш» is the key of `i`: import. The file by its name, the preview, the report.
    at.keys("ш").wait_for("clients.csv");
    at.text("clients").wait_gone("store/");
    at.keys("enter");
    wait(&at, "новый 3");
    at.keys("enter");
    at.wait_for("enter — закрыть");
    at.keys("enter").wait_gone("enter — закрыть");
    wait(&at, STEPS[1]);

    // «а» is the key of `f`. The names fold ё and case.
    at.keys("а").text("АЛЬФ");
    wait(&at, "1 Клиенты 1 / 3");
    at.keys("enter");

    // «с» is the key of `c`: a call, its outcome, and the next one as one says it.
    at.keys("с").wait_for("Звонок · Альфа-Авто");
    at.keys("1 tab").text("обсудили бюджет");
    at.wait_for("обсудили бюджет");
    at.keys("tab").text("пт 15:00").wait_for("пт 27 ноя 15:00");
    at.keys("tab").text("смета").wait_for("смета");
    at.keys("tab space").wait_for("] да");
    at.keys("ctrl-s").wait_gone("Звонок · Альфа-Авто");
    wait(&at, STEPS[2]);
    at.wait_for("27 ноя");

    // «к» is the key of `r`: a recommendation, ready at once.
    at.keys("к").wait_for("Рекомендация: Альфа-Авто");
    for text in [
        "Цели в Метрике",
        "видно, откуда заявки",
        "заявка станет дешевле",
        "решаем всё на ощупь",
    ] {
        at.text(text).wait_for(text);
        at.keys("tab");
    }
    at.keys("ctrl-g").wait_gone("Рекомендация: Альфа-Авто");
    wait(&at, STEPS[3]);
    at.wait_for("● Цели в Метрике");

    // «Д» is the key of `L`. Leaving early asks, and «д» says yes.
    at.keys("Д").wait_for("не отмечен ЛПР");
    at.keys("д");
    for step in &STEPS[4..8] {
        wait(&at, step);
        at.keys("Д");
    }
    // From the fifth stage back to the second: the next cycle.
    at.wait_for("без решения клиента");
    at.keys("д");
    wait(&at, STEPS[8]);

    // «А» is the key of `F`: the whole list again. Then all undone, «г» by «г», and all done again.
    at.keys("А");
    wait(&at, STEPS[1]);
    let end = panes(&at);
    for before in BEFORE[..8].iter().rev() {
        at.keys("г");
        wait(&at, before);
    }
    at.wait_gone("Альфа-Авто │");
    for step in &STEPS[1..] {
        at.keys("ctrl-r");
        wait(&at, step);
    }
    at.keys("home");
    at.wait_until("the screen as it was before undo", |screen| {
        rows(screen) == end
    });

    // «й» is the key of `q`.
    at.wait_for("сохранено");
    at.keys("й");
    assert_eq!(
        at.wait_end(),
        Ended {
            code: 0,
            signal: None
        }
    );

    let mut again = home.open("ru", (120, 40));
    again
        .wait_for("сохранено")
        .wait_until("the screen as it was before leaving", |screen| {
            rows(screen) == end
        });
    again.keys("й");
    assert_eq!(
        again.wait_end(),
        Ended {
            code: 0,
            signal: None
        }
    );
    remembered(&home);
}

/// The screen without its last line, which tells the news.
fn rows(screen: &str) -> Vec<String> {
    let mut rows: Vec<String> = screen
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    rows.truncate(39);
    rows
}

fn panes(at: &Terminal) -> Vec<String> {
    rows(&at.screen())
}

/// What the command line finds in the store afterwards.
fn remembered(home: &Home) {
    let clients = home.data_of(&["export", "clients", "--format", "csv"]);
    assert_eq!(clients.lines().count(), 4, "{clients}");
    let moved = clients
        .lines()
        .find(|line| line.contains("Альфа-Авто"))
        .unwrap();
    assert!(
        moved.contains(",problems,2,"),
        "on stage 2 of cycle 2: {moved}"
    );
    let touches = home.data_of(&["export", "touches", "--format", "csv"]);
    assert!(touches.contains("обсудили бюджет"), "{touches}");
    let drafts = home.data_of(&["export", "drafts", "--format", "csv"]);
    for text in [
        "Цели в Метрике",
        "видно, откуда заявки",
        "решаем всё на ощупь",
        "ready",
    ] {
        assert!(drafts.contains(text), "{text}: {drafts}");
    }
    let calls = home.data_of(&["agenda", "--date", "2026-11-27"]);
    assert!(
        calls.contains("15:00") && calls.contains("Альфа-Авто"),
        "{calls}"
    );
}

#[test]
fn the_card_is_walked_through_page_by_page() {
    let home = Home::demo(20);
    let mut at = home.open("ru", (120, 40));
    at.wait_for("сохранено");
    at.keys("enter").wait_for("1 Обзор");
    // What the bottom line offers on each page alone.
    let hints = [
        "c звонок n назначить",
        "enter заполнить",
        "s деликатно",
        "e профиль",
        "R готово",
        "s вид o канал",
        "b сценарий",
    ];
    for (page, hint) in hints.iter().enumerate() {
        at.keys(&(page + 1).to_string());
        wait(&at, hint);
        let mut others = hints.iter().filter(|other| *other != hint);
        let screen = words(&at.screen());
        assert!(others.all(|other| !screen.contains(other)), "{screen}");
    }
    // Tab walks on from the last page to the first; «й» lies on `q`.
    at.keys("tab");
    wait(&at, hints[0]);
    at.keys("й").wait_gone("1 Обзор");
    at.keys("й");
    let left = Ended {
        code: 0,
        signal: None,
    };
    assert_eq!(at.wait_end(), left);
    assert_eq!(at.modes().map(|(_, on)| on), [false; 4], "{:?}", at.modes());
}
