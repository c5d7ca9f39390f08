use crate::domain::command::NewChecklist;
use crate::domain::{Command, Promise, PromiseId, PromiseLife, Side};
use crate::i18n::{Lang, Texts};
use crate::ui::Reply;
use crate::ui::dialog::card::tests::crowded;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::date;

fn promise(desk: &mut Desk, side: Side, what: &str, day: Option<i8>) -> PromiseId {
    let nil = PromiseId::from_bytes([0; 16]);
    let (client, at) = (desk.last_client(), desk.now.timestamp());
    let mut promise = Promise::said(nil, client, side, what.to_owned(), at);
    promise.until = day.map(|day| date(2026, 11, day));
    promise.who = "Анна Смирнова".to_owned();
    promise.evidence = "обещаю в переписке".to_owned();
    desk.run(Command::AddPromise(Box::new(promise))).unwrap();
    let work = desk.book.get(client).unwrap().work();
    work.promises.last().unwrap().id
}

fn desk() -> (Desk, CardDialog) {
    let mut desk = crowded();
    let client = desk.last_client();
    promise(&mut desk, Side::Ours, "отчёт без срока", None);
    promise(&mut desk, Side::Ours, "смета", Some(27));
    promise(&mut desk, Side::Ours, "медиаплан", Some(20));
    promise(&mut desk, Side::Client, "доступ к Метрике", Some(24));
    for (what, life) in [("счёт", PromiseLife::Kept), ("акт", PromiseLife::Broken)] {
        let id = promise(&mut desk, Side::Ours, what, Some(10));
        desk.run(Command::ClosePromise {
            client,
            id,
            life,
            note: String::new(),
        })
        .unwrap();
    }
    let list = NewChecklist {
        playbook: "start".to_owned(),
        title: "Договорённость на старте".to_owned(),
        steps: vec![
            ("каналы".to_owned(), 0, true),
            ("формат".to_owned(), 7, false),
        ],
        started: date(2026, 11, 18),
        calendar: crate::domain::Calendar::default(),
    };
    desk.run(Command::ApplyPlaybook(client, list)).unwrap();
    (desk, CardDialog::at(client, Page::Agreements))
}

fn flat(desk: &Desk, card: &mut CardDialog, w: u16, h: u16) -> String {
    desk.screen(card, w, h).replace('\u{a0}', " ")
}

fn carry_out(desk: &mut Desk, card: &mut CardDialog, keys: &str) {
    match desk.press(card, keys).pop() {
        Some(Reply::Do(command)) => desk.run(command).unwrap(),
        other => panic!("{keys}: {other:?}"),
    }
    flat(desk, card, 100, 40);
}

#[test]
fn two_sides_overdue_first_then_checklists() {
    let (mut desk, mut card) = desk();
    for (lang, words) in [
        (
            Lang::Ru,
            [
                "Мы обещали 3 открыты · сдержано 1, нарушено 1",
                "медиаплан",
                "просрочено на 3 дня",
                "смета",
                "до пт 27 ноя",
                "отчёт без срока",
                "и 2 закрытые, показать: o",
                "Клиент обещал 1 открыта",
                "доступ к Метрике",
                "Договорённость на старте 0 из 2 · 1 пункт просрочен",
                "каналы",
                "формат",
            ],
        ),
        (
            Lang::En,
            [
                "We promised 3 open · 1 kept, 1 broken",
                "медиаплан",
                "3 days late",
                "смета",
                "by Fri 27 Nov",
                "отчёт без срока",
                "and 2 closed, o shows them",
                "The client promised 1 open",
                "доступ к Метрике",
                "Договорённость на старте 0 of 2 · 1 step late",
                "каналы",
                "формат",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        for (w, h) in [(80, 40), (140, 50)] {
            let screen = flat(&desk, &mut card, w, h);
            let mut from = 0;
            for word in words {
                let found = screen[from..].find(word);
                let at = found.unwrap_or_else(|| panic!("{word} in its place in\n{screen}"));
                from += at;
            }
            assert!(screen.contains("обещаю в переписке"), "{screen}");
            assert!(!screen.contains('⟨'), "{screen}");
        }
    }
    desk.at_all_sizes(&mut card);
    assert!(flat(&desk, &mut card, 140, 40).contains("7 Agreements 4"));
}

#[test]
fn keys_end_agreements_and_check_steps_and_take_it_back() {
    let (mut desk, mut card) = desk();
    flat(&desk, &mut card, 100, 40);
    let client = desk.last_client();
    let lives = |desk: &Desk| -> Vec<PromiseLife> {
        let work = desk.book.get(client).unwrap().work();
        work.promises.iter().map(|p| p.life).collect()
    };
    carry_out(&mut desk, &mut card, "m");
    assert_eq!(
        lives(&desk)[2],
        PromiseLife::Kept,
        "the overdue one was first"
    );
    let replies = desk.press(&mut card, "M");
    assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "asks why");
    // Closed ones stand at the end of their side; the same key takes the end back.
    desk.press(&mut card, "o");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("✓ медиаплан"), "{screen}");
    desk.press(&mut card, "j j");
    carry_out(&mut desk, &mut card, "m");
    let open = lives(&desk).into_iter().filter(|l| *l == PromiseLife::Open);
    assert_eq!(open.count(), 4);
    desk.press(&mut card, "o G");
    carry_out(&mut desk, &mut card, "space");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("1 из 2"), "{screen}");
    assert!(screen.contains("☑ формат"), "{screen}");
    carry_out(&mut desk, &mut card, "m");
    assert!(flat(&desk, &mut card, 100, 40).contains("☐ формат"));
    let replies = desk.press(&mut card, "D");
    assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "asks first");
    for keys in ["a", "e", "enter", "b"] {
        let replies = desk.press(&mut card, keys);
        assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "{keys}");
    }
}

#[test]
fn words_narrow_the_page_and_figures_explain_themselves() {
    let (desk, mut card) = desk();
    flat(&desk, &mut card, 100, 40);
    desk.press(&mut card, "/ «СМЕТА»");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(
        screen.contains("смета") && !screen.contains("медиаплан"),
        "{screen}"
    );
    desk.press(&mut card, "«щщ»");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("Ничего не нашлось"), "{screen}");
    assert!(desk.press(&mut card, "esc").is_empty());
    let mut replies = desk.press(&mut card, "?");
    let Some(Reply::Open(mut explained)) = replies.pop() else {
        panic!("{replies:?}");
    };
    let screen = desk
        .screen(explained.as_mut(), 100, 30)
        .replace('\u{a0}', " ");
    for words in ["сдержано 1, нарушено 1", "50 %", "0 из 2"] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
}

#[test]
fn an_empty_page_says_what_to_press() {
    let mut desk = crowded();
    let mut card = CardDialog::at(desk.last_client(), Page::Agreements);
    for (lang, words) in [
        (Lang::Ru, "b — выбрать сценарий"),
        (Lang::En, "b picks a playbook"),
    ] {
        desk.texts = Texts::new(lang);
        let screen = flat(&desk, &mut card, 80, 24);
        assert!(screen.contains(words), "{screen}");
        assert!(!screen.contains('⟨'), "{screen}");
        desk.at_all_sizes(&mut card);
    }
    assert!(desk.press(&mut card, "m M W D space enter e").is_empty());
}

#[test]
fn the_overview_names_what_is_due_and_what_cycles_gave() {
    let (mut desk, _) = desk();
    let client = desk.last_client();
    let mut card = CardDialog::new(client);
    let screen = flat(&desk, &mut card, 140, 60);
    for words in [
        "Обещано",
        "медиаплан",
        "просрочено на 3 дня",
        "шаг",
        "каналы",
    ] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    for stage in [2, 3, 4, 5, 2] {
        desk.run(Command::MoveStage {
            clients: vec![client],
            to: crate::domain::command::Move::To(crate::domain::Stage::from_code(stage).unwrap()),
            confirmed: true,
        })
        .unwrap();
    }
    for (lang, all) in [
        (
            Lang::Ru,
            [
                "Витки: что дал каждый",
                "виток 2",
                "виток 1",
                "0 → 0 → 0 → 0",
            ],
        ),
        (
            Lang::En,
            [
                "Cycles: what each gave",
                "cycle 2",
                "cycle 1",
                "0 → 0 → 0 → 0",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        for (w, h) in [(80, 90), (140, 60)] {
            let screen = flat(&desk, &mut card, w, h);
            for words in all {
                assert!(screen.contains(words), "{words} in\n{screen}");
            }
        }
    }
}
