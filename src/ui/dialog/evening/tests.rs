use super::*;
use crate::domain::command::NewChecklist;
use crate::domain::{Client, ClientId, Promise, PromiseId};
use crate::i18n::{Lang, Texts};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::date;

fn desk() -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    for (name, side, day) in [
        ("Альфа", Side::Ours, 20),
        ("Бета", Side::Client, 23),
        ("Гамма", Side::Ours, 24),
    ] {
        let nil = ClientId::from_bytes([0; 16]);
        let client = Client::named(nil, name.to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let nil = PromiseId::from_bytes([0; 16]);
        let what = format!("смета для {name}");
        let mut promise = Promise::said(nil, desk.last_client(), side, what, at);
        promise.until = Some(date(2026, 11, day));
        promise.evidence = "пришлю на неделе".to_owned();
        desk.run(Command::AddPromise(Box::new(promise))).unwrap();
    }
    let list = NewChecklist {
        playbook: "start".to_owned(),
        title: "Старт".to_owned(),
        steps: vec![("познакомиться".to_owned(), 0, true)],
        started: date(2026, 11, 23),
        calendar: crate::domain::Calendar::default(),
    };
    desk.run(Command::ApplyPlaybook(desk.last_client(), list))
        .unwrap();
    desk
}

fn carry_out(desk: &mut Desk, dialog: &mut EveningDialog, keys: &str) {
    match desk.press(dialog, keys).pop() {
        Some(Reply::Do(command)) => desk.run(command).unwrap(),
        other => panic!("{keys}: {other:?}"),
    }
}

#[test]
fn one_key_an_item_until_all_is_closed() {
    let mut desk = desk();
    let mut dialog = EveningDialog::default();
    let screen = desk.screen(&mut dialog, 100, 30).replace('\u{a0}', " ");
    for words in [
        "3 открытых пункта",
        "Мы обещали",
        "смета для Альфа",
        "просрочено на 3 дня",
        "«пришлю на неделе»",
        "Клиент обещал",
        "Пункты чек-листов",
        "познакомиться",
    ] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    assert!(!screen.contains("Гамма смета"), "tomorrow's is not today's");
    desk.at_all_sizes(&mut dialog);
    // «ь» lies on the key of `m`.
    carry_out(&mut desk, &mut dialog, "ь");
    desk.screen(&mut dialog, 100, 30);
    carry_out(&mut desk, &mut dialog, "M");
    desk.screen(&mut dialog, 100, 30);
    carry_out(&mut desk, &mut dialog, "m");
    for (lang, words) in [(Lang::Ru, "Всё закрыто"), (Lang::En, "All is closed")] {
        desk.texts = Texts::new(lang);
        let mut dialog = EveningDialog::default();
        let screen = desk.screen(&mut dialog, 80, 24);
        assert!(screen.contains(words), "{screen}");
        assert!(!screen.contains('⟨'), "{screen}");
        assert!(desk.press(&mut dialog, "m M W n e").is_empty());
        desk.at_all_sizes(&mut dialog);
    }
}

#[test]
fn forms_open_for_the_item_and_esc_leaves() {
    let desk = desk();
    let mut dialog = EveningDialog::default();
    desk.screen(&mut dialog, 100, 30);
    for keys in ["e", "enter", "n"] {
        let replies = desk.press(&mut dialog, keys);
        assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "{keys}");
    }
    let replies = desk.press(&mut dialog, "G e");
    assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "a step");
    assert!(
        desk.press(&mut dialog, "M").is_empty(),
        "a step is not broken"
    );
    for keys in ["esc", "q"] {
        let replies = desk.press(&mut dialog, keys);
        assert!(matches!(replies.as_slice(), [Reply::Close]), "{keys}");
    }
}
