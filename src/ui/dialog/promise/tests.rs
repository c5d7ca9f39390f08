use super::*;
use crate::domain::{Client, Contact, ContactId};
use crate::i18n::{Lang, Texts};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::date;

fn desk(people: &[&str]) -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let nil = ClientId::from_bytes([0; 16]);
    let client = Client::named(nil, "Альфа".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    for name in people {
        let nil = ContactId::from_bytes([0; 16]);
        let contact = Contact::named(nil, id, (*name).to_owned());
        desk.run(Command::AddContact(Box::new(contact))).unwrap();
    }
    desk
}

fn dossier(desk: &Desk) -> &Dossier {
    desk.book.get(desk.last_client()).unwrap()
}

fn first(desk: &Desk) -> &Promise {
    &dossier(desk).work().promises[0]
}

#[test]
fn typed_words_become_an_agreement_and_open_the_same() {
    let mut desk = desk(&["Анна", "Пётр"]);
    let keys = "«прислать смету» tab tab «а» tab «пт» tab «пришлю в пятницу» ctrl-s";
    let mut form = PromiseForm::new(dossier(&desk), Side::Ours, &desk.cx());
    let command = desk.submit(&mut form, keys);
    desk.run(command).unwrap();
    let promise = first(&desk).clone();
    assert_eq!(
        (
            promise.what.as_str(),
            promise.who.as_str(),
            promise.until,
            promise.evidence.as_str(),
            promise.side,
        ),
        (
            "прислать смету",
            "Анна",
            Some(date(2026, 11, 27)),
            "пришлю в пятницу",
            Side::Ours,
        )
    );
    for lang in Lang::ALL {
        desk.texts = Texts::new(lang);
        let mut form = PromiseForm::edit(dossier(&desk), &promise, &desk.cx());
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("прислать смету"), "{screen}");
        assert!(!screen.contains('⟨'), "{screen}");
        let command = desk.submit(&mut form, "ctrl-s");
        assert_eq!(command, Command::EditPromise(Box::new(promise.clone())));
        desk.at_all_sizes(&mut form);
    }
}

#[test]
fn a_person_not_in_the_list_is_named_by_hand() {
    let mut desk = desk(&["Анна"]);
    let mut form = PromiseForm::new(dossier(&desk), Side::Client, &desk.cx());
    assert!(!desk.screen(&mut form, 80, 24).contains("Имя"));
    let command = desk.submit(&mut form, "«счёт» tab tab 3 tab «юрист Олег» ctrl-s");
    desk.run(command).unwrap();
    assert_eq!(first(&desk).who, "юрист Олег");
    assert_eq!(first(&desk).side, Side::Client);
    let mut form = PromiseForm::edit(dossier(&desk), first(&desk), &desk.cx());
    assert!(desk.screen(&mut form, 80, 24).contains("юрист Олег"));
    // Nobody known: only the name is asked.
    let bare = self::desk(&[]);
    let mut form = PromiseForm::new(dossier(&bare), Side::Ours, &bare.cx());
    let screen = bare.screen(&mut form, 80, 24);
    assert!(!screen.contains("другой человек"), "{screen}");
}

#[test]
fn an_empty_promise_is_refused_beside_the_field_and_a_late_one_keeps_its_day() {
    let mut desk = desk(&[]);
    let mut form = PromiseForm::new(dossier(&desk), Side::Ours, &desk.cx());
    assert!(desk.press(&mut form, "ctrl-s").is_empty());
    let client = desk.last_client();
    let nil = PromiseId::from_bytes([0; 16]);
    let mut late = Promise::said(
        nil,
        client,
        Side::Ours,
        "отчёт".to_owned(),
        desk.now.timestamp(),
    );
    late.until = Some(date(2026, 11, 20));
    desk.run(Command::AddPromise(Box::new(late))).unwrap();
    let mut form = PromiseForm::replan(dossier(&desk), first(&desk), &desk.cx());
    let command = desk.submit(&mut form, "ctrl-u «завтра» ctrl-s");
    desk.run(command).unwrap();
    assert_eq!(first(&desk).until, Some(date(2026, 11, 24)));
}

#[test]
fn the_end_takes_a_note_and_enter_is_enough() {
    let mut desk = desk(&[]);
    let client = desk.last_client();
    let nil = PromiseId::from_bytes([0; 16]);
    let at = desk.now.timestamp();
    let promise = Promise::said(nil, client, Side::Ours, "отчёт".to_owned(), at);
    desk.run(Command::AddPromise(Box::new(promise))).unwrap();
    let mut form = CloseForm::new(first(&desk), PromiseLife::Broken);
    let command = desk.submit(&mut form, "«не дождались данных» enter");
    desk.run(command).unwrap();
    assert_eq!(first(&desk).life, PromiseLife::Broken);
    assert_eq!(first(&desk).note, "не дождались данных");
    let mut form = PromiseForm::edit(dossier(&desk), first(&desk), &desk.cx());
    assert!(desk.screen(&mut form, 80, 30).contains("не дождались"));
}
