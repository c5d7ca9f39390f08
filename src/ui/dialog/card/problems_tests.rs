use jiff::civil::date;

use super::*;
use crate::domain::Client;
use crate::domain::command::{NewProblemStep, ProblemText};
use crate::domain::{Bilingual, Letter, Severity, Solver};
use crate::ui::Dialog;
use crate::ui::Request;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::form::harness::Desk;

fn letter(id: &str, to: Solver, body: &str) -> Letter {
    let both = |text: &str| Bilingual {
        ru: text.to_owned(),
        en: text.to_owned(),
    };
    Letter {
        id: id.to_owned(),
        title: both(id),
        to,
        body: both(body),
    }
}

/// A client with an ordinary problem that waits, a critical one and a sensitive one.
fn desk() -> (Desk, ClientId) {
    let mut desk = Desk::new();
    let blank = ClientId::from_bytes([0; 16]);
    let client = Client::named(blank, "Альфа".to_owned(), desk.now.timestamp());
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    for (title, severity, solver, sensitive) in [
        (
            "Форма не шлёт цель",
            Severity::Normal,
            Solver::Webmaster,
            false,
        ),
        (
            "Объявления отклонены",
            Severity::Critical,
            Solver::Platform,
            false,
        ),
        (
            "Прежние крутили без целей",
            Severity::Normal,
            Solver::Us,
            true,
        ),
    ] {
        let text = ProblemText {
            title: title.to_owned(),
            severity,
            solver,
            sensitive,
            ..ProblemText::default()
        };
        desk.run(Command::AddProblem(id, text)).unwrap();
    }
    step(&mut desk, id, 0, ProblemLife::Waiting);
    desk.library.letters = vec![
        letter("клиенту", Solver::Client, "{client}: {problem}"),
        letter(
            "площадке",
            Solver::Platform,
            "Суть: {problem}. Кабинет {account}",
        ),
    ];
    (desk, id)
}

fn step(desk: &mut Desk, client: ClientId, n: usize, to: ProblemLife) {
    let problem = desk.book.get(client).unwrap().work().problems[n].id;
    let step = NewProblemStep {
        to,
        waiting_for: "правка кода".to_owned(),
        until: Some(date(2026, 11, 25)),
        note: String::new(),
    };
    desk.run(Command::AdvanceProblem(client, problem, step))
        .unwrap();
}

fn page(id: ClientId) -> CardDialog {
    CardDialog::at(id, Page::Problems)
}

fn order(screen: &str, titles: &[&str]) -> bool {
    let places: Vec<_> = titles.iter().map(|t| screen.find(t)).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

#[test]
fn the_worst_stands_first_and_each_tells_its_state() {
    let (mut desk, id) = desk();
    let mut card = page(id);
    let screen = desk.screen(&mut card, 200, 40);
    let titles = [
        "Объявления отклонены",
        "Форма не шлёт цель",
        "Прежние крутили",
    ];
    assert!(order(&screen, &titles), "{screen}");
    for words in ["ждём до 25 ноя", "деликатно", "1 крит.", "К Объявления"]
    {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    desk.now = "2026-11-28T10:30+03:00[Europe/Moscow]".parse().unwrap();
    let screen = desk.screen(&mut card, 200, 40);
    assert!(screen.contains("просрочено на 3 дн"), "{screen}");
    step(&mut desk, id, 1, ProblemLife::Solved);
    let screen = desk.screen(&mut card, 200, 40);
    let late = [
        "Форма не шлёт цель",
        "Прежние крутили",
        "Объявления отклонены",
    ];
    assert!(order(&screen, &late), "{screen}");
    assert!(screen.contains("решена, проверить"), "{screen}");
    step(&mut desk, id, 1, ProblemLife::Verified);
    assert!(!desk.screen(&mut card, 200, 40).contains("Объявления"));
    desk.press(&mut card, "o");
    assert!(desk.screen(&mut card, 200, 40).contains("Объявления"));
    desk.at_all_sizes(&mut card);
}

#[test]
fn keys_work_on_the_problem_under_the_cursor() {
    let (desk, id) = desk();
    let secret = desk.book.get(id).unwrap().work().problems[2].id;
    let mut card = page(id);
    let replies = desk.press(&mut card, "G s");
    assert!(
        matches!(replies.as_slice(), [Reply::Do(Command::MarkProblem(_, p, false))] if *p == secret),
        "{replies:?}"
    );
    for keys in ["a", "e", "enter", "A", "w", "D"] {
        let replies = desk.press(&mut card, keys);
        assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "{keys}");
    }
    desk.press(&mut card, "/ «веб-мастер цель» enter");
    let screen = desk.screen(&mut card, 120, 40);
    assert!(
        screen.contains("Форма") && !screen.contains("Объявления"),
        "{screen}"
    );
    desk.press(&mut card, "/ «яяя»");
    desk.at_all_sizes(&mut card);
    assert!(desk.screen(&mut card, 80, 24).contains("Ничего не нашлось"));
    let replies = desk.press(&mut card, "esc");
    assert!(replies.is_empty(), "the filter goes, the card stays");
    assert!(desk.screen(&mut card, 120, 40).contains("Объявления"));
}

#[test]
fn an_empty_page_says_what_to_do() {
    let mut desk = Desk::new();
    let blank = ClientId::from_bytes([0; 16]);
    let client = Client::named(blank, "Альфа".to_owned(), desk.now.timestamp());
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let mut card = page(desk.last_client());
    assert!(
        desk.screen(&mut card, 80, 24)
            .contains("a — записать первую")
    );
    let replies = desk.press(&mut card, "A");
    assert!(matches!(replies.as_slice(), [Reply::Say(_)]));
    desk.at_all_sizes(&mut card);
}

fn opened(mut replies: Vec<Reply>) -> Box<dyn Dialog> {
    match replies.pop() {
        Some(Reply::Open(dialog) | Reply::Swap(dialog)) => dialog,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_letter_is_chosen_filled_and_copied() {
    let (desk, id) = desk();
    let mut card = page(id);
    let mut pick = opened(desk.press(&mut card, "w"));
    desk.at_all_sizes(pick.as_mut());
    let screen = desk.screen(pick.as_mut(), 80, 24);
    assert!(
        order(&screen, &["площадке", "клиенту"]),
        "fits the solver: {screen}"
    );
    let mut letter = opened(desk.press(pick.as_mut(), "enter"));
    desk.at_all_sizes(letter.as_mut());
    let screen = desk.screen(letter.as_mut(), 80, 24);
    assert!(
        screen.contains("Заполните: номер рекламного кабинета"),
        "{screen}"
    );
    let replies = desk.press(letter.as_mut(), "ctrl-c");
    let expected = "Суть: Объявления отклонены. Кабинет [номер рекламного кабинета]";
    assert!(
        matches!(replies.as_slice(), [Reply::Ask(Request::Copy(t))] if t == expected),
        "{replies:?}"
    );
    let screen = desk.screen(letter.as_mut(), 80, 24);
    assert!(screen.contains("A на странице проблем"), "{screen}");
    let replies = desk.press(letter.as_mut(), "«Да. » ctrl-s");
    assert!(
        matches!(replies.as_slice(), [Reply::Ask(Request::SaveText { name, text })]
            if name == "площадке Альфа.txt" && text.starts_with("Да. Суть")),
        "{replies:?}"
    );
    let replies = desk.press(letter.as_mut(), "esc");
    assert!(matches!(replies.as_slice(), [Reply::Close]));
    let replies = desk.press(letter.as_mut(), "«!» esc esc");
    assert!(
        matches!(replies.as_slice(), [Reply::Say(_), Reply::Close]),
        "typed since: asks first: {replies:?}"
    );
}

#[test]
fn what_is_sensitive_does_not_leave_for_the_client() {
    let (mut desk, id) = desk();
    let mut card = page(id);
    let mut pick = opened(desk.press(&mut card, "G w"));
    let replies = desk.press(pick.as_mut(), "enter");
    let Some(Reply::Say(notice)) = replies.first() else {
        panic!("{replies:?}");
    };
    assert!(
        notice.text.contains("Прежние крутили") && notice.text.contains("s на"),
        "{notice:?}"
    );
    let replies = desk.press(pick.as_mut(), "j enter");
    assert!(
        matches!(replies.as_slice(), [Reply::Swap(_)]),
        "to the platform it may"
    );
    // Typed by hand into a letter about something else.
    let mut pick = opened(desk.press(&mut card, "k k k w"));
    let mut letter = opened(desk.press(pick.as_mut(), "j enter"));
    for key in ["ctrl-c", "ctrl-s"] {
        let replies = desk.press(
            letter.as_mut(),
            &format!("«ПРЕЖНИЕ крутили без целей» {key}"),
        );
        assert!(
            matches!(replies.as_slice(), [Reply::Say(_)]),
            "{key}: {replies:?}"
        );
    }
    let secret = desk.book.get(id).unwrap().work().problems[2].id;
    desk.run(Command::MarkProblem(id, secret, false)).unwrap();
    let replies = desk.press(letter.as_mut(), "ctrl-c");
    assert!(
        matches!(replies.as_slice(), [Reply::Ask(_)]),
        "cleared: {replies:?}"
    );
}
