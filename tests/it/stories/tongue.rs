//! Language, theme, help and the palette.

use planerka::domain::command::{Command, DraftText, NewTouch, NextStep};
use planerka::domain::{Book, Channel, Direction, Effort, Outcome, RecommendationKind};
use planerka::ui::screen::Pane;

use super::at_work;
use crate::harness::{Harness, Office, demo, setup};

/// Two clients whose names and texts are in Latin letters, so that a Cyrillic one is the program's own.
fn abroad() -> Harness {
    let mut office = Office::new();
    let alfa = office.client("Alfa", "Ann Lee", "+7 900 000-00-01", "retail");
    let beta = office.client("Beta", "Bob Ray", "+7 900 000-00-02", "season");
    let text = DraftText {
        title: "Set up goals".to_owned(),
        why: "orders show".to_owned(),
        if_done: String::new(),
        if_not: String::new(),
        effort: Effort::S,
        kind: RecommendationKind::Hygiene,
        ..DraftText::default()
    };
    office.run(Command::AddDraft(alfa, text));
    office.run(Command::LogTouch(Box::new(NewTouch {
        client: beta,
        contact: None,
        at: None,
        channel: Channel::Email,
        direction: Direction::In,
        outcome: Outcome::Answered,
        minutes: 5,
        note: "orders, not clicks".to_owned(),
        next: NextStep::Auto,
        mood: None,
        purpose: None,
    })));
    Harness::of(office)
}

fn cyrillic(screen: &str) -> Vec<&str> {
    let russian = |c: char| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c));
    screen
        .split_whitespace()
        .filter(|word| word.chars().any(russian))
        .collect()
}

#[test]
fn another_language_keeps_the_place_and_leaves_no_word_behind() {
    for keys in [
        "",
        "1 z",
        "2",
        "3",
        "4",
        "f «qqq»",
        "enter",
        "j enter",
        "c",
        "j c",
        "n",
        "a",
        "e",
        "p",
        "p a",
        "P",
        "r",
        "3 e",
        "3 A",
        "ctrl-p",
        "f1",
        "U",
        "i",
        "L y U",
    ] {
        for (width, height) in [(80, 24), (120, 40), (200, 60)] {
            let mut day = abroad();
            day.keys(keys);
            let before = day.screen(width, height);
            day.keys("f2");
            let english = day.screen(width, height);
            // A field of fixed values takes no other keys; the palette names all in both languages and
            // help the keys of a question, «д» and «н».
            if english == before {
                assert!(matches!(keys, "3 A"), "{keys} does not hear f2");
                continue;
            }
            if !matches!(keys, "ctrl-p" | "f1") {
                assert_eq!(
                    cyrillic(&english),
                    Vec::<&str>::new(),
                    "{keys} at {width}×{height}\n{english}"
                );
            }
            day.keys("f2");
            assert_eq!(day.screen(width, height), before, "{keys}: there and back");
        }
    }
}

#[test]
fn another_theme_changes_colours_alone() {
    let (book, touches) = demo(240);
    let mut day = Harness::with(setup(), book, touches);
    day.keys("j j j");
    let current = day.current();
    let list = day.pane(Pane::Clients);
    let mut names = Vec::new();
    for _ in 0..3 {
        day.keys("f3");
        names.push(day.news());
        assert_eq!(day.pane(Pane::Clients), list);
    }
    assert_eq!(day.current(), current);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn the_palette_runs_what_is_typed_in_either_language_and_layout() {
    for typed in ["новый клиент", "new client", "yjdsq rkbtyn"] {
        let mut day = at_work();
        day.keys("ctrl-p").text(typed).keys("enter");
        let screen = day.screen(80, 24);
        assert!(
            screen.contains("Новый клиент") && screen.contains("Название"),
            "{typed}\n{screen}"
        );
    }
    let mut day = at_work();
    day.keys(":").text("гранит").keys("enter");
    assert_eq!(day.current(), "Гранит", "clients are found too");
    day.keys("ctrl-p esc");
    assert_eq!(day.current(), "Гранит");
}

#[test]
fn help_finds_a_key_by_its_name() {
    let mut day = at_work();
    day.keys("f1");
    assert!(day.screen(120, 40).contains("Справка по клавишам"));
    day.keys("f «отложить»");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Отложить с причиной"), "{screen}");
    assert!(!screen.contains("Назначить касание"), "{screen}");
    day.keys("esc esc esc");
    assert!(day.screen(80, 24).contains("▸1"));
    assert!(day.left.is_none());
}

#[test]
fn an_unfinished_sequence_shows_how_it_may_end() {
    let mut day = Harness::new(Book::new());
    day.keys("g");
    assert!(
        day.news().contains("Журнал") || day.news().contains("журнал"),
        "{}",
        day.news()
    );
    day.keys("h");
    assert!(day.screen(80, 24).contains("Изменений пока нет"));
}
