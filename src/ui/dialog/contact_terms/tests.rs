use jiff::civil::{date, time};

use super::*;
use crate::domain::{Cadence, ClientId, Contact, RuleError};
use crate::ui::Reply;
use crate::ui::dialog::form::harness::Desk;

fn desk(people: &[&str]) -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let client = Client::named(ClientId::from_bytes([0; 16]), "Альфа".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    for name in people {
        let person = Contact::named(ContactId::from_bytes([0; 16]), id, (*name).to_owned());
        desk.run(Command::AddContact(Box::new(person))).unwrap();
    }
    desk
}

fn open(desk: &Desk) -> ContactTermsForm {
    ContactTermsForm::new(desk.book.get(desk.last_client()).unwrap(), &desk.cx())
}

fn save(desk: &mut Desk, keys: &str) {
    let mut form = open(desk);
    let command = desk.submit(&mut form, keys);
    desk.run(command).unwrap();
}

fn agreed(desk: &Desk) -> (Client, ContactTerms) {
    let dossier = desk.book.get(desk.last_client()).unwrap();
    let terms = dossier.work().terms.as_deref().cloned();
    let none = ContactTerms::none(dossier.id());
    (dossier.client.clone(), terms.unwrap_or(none))
}

#[test]
fn saving_an_untouched_form_changes_nothing() {
    let mut desk = desk(&["Анна"]);
    save(
        &mut desk,
        "2 tab «реже» tab tab 7 tab tab tab «9-10» tab «30» ctrl-s",
    );
    let command = desk.submit(&mut open(&desk), "ctrl-s");
    assert_eq!(desk.run(command), Err(RuleError::Nothing));
}

#[test]
fn all_is_agreed_in_one_go() {
    let mut desk = desk(&["Анна", "Пётр"]);
    let keys = "2 tab «просил реже» tab tab 7 tab 4 tab ctrl-u «10-17» tab «12-13» tab «120» tab 4 tab 3 \
                tab 2 tab «31.12» ctrl-s";
    save(&mut desk, keys);
    let (client, terms) = agreed(&desk);
    assert_eq!(client.policy, ContactPolicy::Reduced);
    assert_eq!(client.cadence, Cadence::ReportWindow);
    assert_eq!(client.preferred().channel, Channel::Email);
    assert_eq!(client.preferred().hours.from, time(10, 0, 0, 0));
    assert_eq!(terms.policy_reason, "просил реже");
    assert_eq!(terms.ask_again, Some(date(2027, 5, 23)));
    assert_eq!(terms.quiet.unwrap().to, time(13, 0, 0, 0));
    assert_eq!(terms.response_minutes, Some(120));
    assert_eq!(terms.urgent_channel, Some(Channel::Messenger));
    let peter = desk.book.get(desk.last_client()).unwrap().contacts[1].id;
    assert_eq!(terms.urgent_contact, Some(peter));
    assert_eq!(terms.news, Some(true));
    assert_eq!(terms.campaign_until, Some(date(2026, 12, 31)));
}

#[test]
fn less_contact_asks_why_and_shows_when_it_is_asked_about_again() {
    let desk = desk(&[]);
    let mut form = open(&desk);
    let screen = desk.screen(&mut form, 80, 24);
    assert!(!screen.contains("Спросить снова"), "{screen}");
    assert!(desk.press(&mut form, "3 ctrl-s").is_empty());
    let screen = desk.screen(&mut form, 80, 24);
    assert!(screen.contains("Нужна причина"), "{screen}");
    assert!(screen.contains("23 мая 2027"), "{screen}");
    let replies = desk.press(&mut form, "«не берёт трубку» ctrl-s");
    assert!(matches!(replies.as_slice(), [Reply::Submit(_)]));
}

#[test]
fn bad_input_is_said_beside_its_field() {
    for (keys, says) in [
        ("tab tab tab tab tab «0» ctrl-s", "нужно число от 1"),
        ("tab tab tab tab tab «скоро» ctrl-s", "Минуты числом"),
        ("tab tab tab tab «10-9» ctrl-s", "Часы от и до"),
        ("3 tab «так» tab ctrl-u «вчера» ctrl-s", "прош"),
        (
            "tab tab tab tab tab tab tab tab «когда-нибудь» ctrl-s",
            "День так",
        ),
    ] {
        let desk = desk(&[]);
        let mut form = open(&desk);
        let replies = desk.press(&mut form, keys);
        let screen = desk.screen(&mut form, 100, 40);
        assert!(replies.is_empty(), "{keys}: {replies:?}\n{screen}");
        assert!(screen.contains(says), "{keys}\n{screen}");
    }
}

#[test]
fn quiet_hours_over_all_calling_hours_are_doubted_and_kept() {
    let mut desk = desk(&[]);
    let mut form = open(&desk);
    desk.press(&mut form, "tab tab tab tab «9-18»");
    let screen = desk.screen(&mut form, 80, 24);
    assert!(screen.contains("звонить будет некогда"), "{screen}");
    desk.press(&mut form, "backspace backspace «17»");
    let screen = desk.screen(&mut form, 80, 24);
    assert!(!screen.contains("звонить будет некогда"), "{screen}");
    let command = desk.submit(&mut form, "backspace backspace «18» ctrl-s");
    desk.run(command).unwrap();
    assert!(agreed(&desk).1.quiet.is_some());
}

#[test]
fn fits_any_window() {
    let desk = desk(&["Анна"]);
    let mut form = open(&desk);
    desk.at_all_sizes(&mut form);
    desk.press(&mut form, "4 tab «так» tab");
    desk.at_all_sizes(&mut form);
}
