use super::*;
use crate::domain::{
    Client, ClientId, Command, Contact, ContactId, ContactTerms, Expertise, News, NewsCommand,
    NewsId, NewsKind, TermsCommand,
};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::{Date, date};

/// Alpha is an expert and agreed to news, Beta was never asked, Gamma wants none.
fn desk() -> Desk {
    let mut desk = Desk::new();
    for (name, level, news) in [
        ("Альфа", 5, Some(true)),
        ("Бета", 2, None),
        ("Гамма", 3, Some(false)),
    ] {
        let at = desk.now.timestamp();
        let mut client = Client::named(ClientId::from_bytes([0; 16]), name.to_owned(), at);
        client.expertise = Expertise::new(level).unwrap();
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        let mut person = Contact::named(ContactId::from_bytes([0; 16]), id, "Анна".to_owned());
        person.emails = vec![format!("{level}@example.ru")];
        desk.run(Command::AddContact(Box::new(person))).unwrap();
        let client = Box::new(desk.book.client(id).unwrap().clone());
        let terms = ContactTerms {
            news,
            ..ContactTerms::none(id)
        };
        let agreed = TermsCommand::Agree(client, Box::new(terms));
        // Nothing to agree on for whoever was never asked.
        let _ = desk.run(Command::Terms(agreed));
    }
    desk
}

fn written(desk: &mut Desk, title: &str, until: Option<Date>) -> NewsId {
    let news = News {
        id: NewsId::from_bytes([0; 16]),
        title: title.to_owned(),
        text: "Скидка на карты".to_owned(),
        expert: "CPC в картах ниже".to_owned(),
        kind: NewsKind::Promotion,
        query: String::new(),
        from: date(2026, 11, 1),
        until,
        told: Vec::new(),
        made_at: desk.now.timestamp(),
        closed_at: None,
    };
    desk.run(Command::News(NewsCommand::Add(Box::new(news))))
        .unwrap();
    desk.book.desk().news.last().unwrap().id
}

fn client(desk: &Desk, place: usize) -> ClientId {
    desk.book.all().nth(place).unwrap().id()
}

#[test]
fn the_list_begins_with_what_ends_first_and_hides_what_is_over() {
    let mut desk = desk();
    written(&mut desk, "Всегда", None);
    written(&mut desk, "До декабря", Some(date(2026, 12, 1)));
    written(&mut desk, "Прошла", Some(date(2026, 11, 20)));
    let mut base = BaseDialog::new(&desk.cx());
    for (w, h) in [(80, 24), (120, 40)] {
        let screen = desk.screen(&mut base, w, h);
        let at = |word: &str| {
            screen
                .find(word)
                .unwrap_or_else(|| panic!("{word}\n{screen}"))
        };
        assert!(at("До декабря") < at("Всегда"), "{screen}");
        assert!(screen.contains("0 из 2"), "{screen}");
        assert!(!screen.contains("кончилась"), "{screen}");
    }
    let screen = {
        desk.press(&mut base, "o");
        desk.screen(&mut base, 80, 24)
    };
    assert!(screen.contains("кончилась 20 ноя"), "{screen}");
    desk.at_all_sizes(&mut base);
}

#[test]
fn an_empty_page_names_the_key_that_begins() {
    let desk = Desk::new();
    let mut base = BaseDialog::new(&desk.cx());
    let screen = desk.screen(&mut base, 80, 24);
    assert!(screen.contains("a — записать"), "{screen}");
    for keys in ["enter", "e", "m", "D", "y", "w", "j"] {
        assert!(desk.press(&mut base, keys).is_empty(), "{keys}");
    }
    for keys in ["a", "ф"] {
        let replies = desk.press(&mut base, keys);
        assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "{keys}");
    }
    let replies = desk.press(&mut base, "й");
    assert!(matches!(replies.as_slice(), [Reply::Close]), "{replies:?}");
}

#[test]
fn everybody_is_told_after_a_question() {
    let mut desk = desk();
    let id = written(&mut desk, "Карты", None);
    let mut base = BaseDialog::new(&desk.cx());
    let Some(Reply::Open(mut question)) = desk.press(&mut base, "ь").pop() else {
        panic!("no question");
    };
    let screen = desk.screen(question.as_mut(), 80, 24);
    assert!(screen.contains("2 клиентам"), "{screen}");
    let replies = desk.press(question.as_mut(), "y");
    let [Reply::Submit(command)] = replies.as_slice() else {
        panic!("{replies:?}");
    };
    let both = vec![client(&desk, 0), client(&desk, 1)];
    assert_eq!(*command, Command::News(NewsCommand::Tell(id, both)));
    desk.run(command.clone()).unwrap();
    let replies = desk.press(&mut base, "m");
    assert!(matches!(replies.as_slice(), [Reply::Say(_)]), "{replies:?}");
    let screen = desk.screen(&mut base, 80, 24);
    assert!(screen.contains("2 из 2"), "{screen}");
}

#[test]
fn clients_are_told_one_by_one_marked_and_taken_back() {
    let mut desk = desk();
    let id = written(&mut desk, "Карты", None);
    let mut targets = TargetsDialog::new(id);
    let screen = desk.screen(&mut targets, 80, 24);
    assert!(
        screen.contains("Альфа") && screen.contains("Бета"),
        "{screen}"
    );
    assert!(!screen.contains("Гамма"), "{screen}");
    assert!(screen.contains("не спрашивали"), "{screen}");
    let one = |desk: &Desk, targets: &mut TargetsDialog, keys: &str| {
        let mut replies = desk.press(targets, keys);
        match (replies.pop(), replies.is_empty()) {
            (Some(Reply::Do(Command::News(command))), true) => command,
            other => panic!("{keys}: {other:?}"),
        }
    };
    let (alpha, beta) = (client(&desk, 0), client(&desk, 1));
    let tell = |clients: Vec<ClientId>| NewsCommand::Tell(id, clients);
    assert_eq!(one(&desk, &mut targets, "j m"), tell(vec![beta]));
    assert_eq!(one(&desk, &mut targets, "V m"), tell(vec![alpha, beta]));
    let marked = one(&desk, &mut targets, "g space m");
    assert!(
        matches!(&marked, NewsCommand::Tell(_, who) if who.len() == 1),
        "{marked:?}"
    );
    desk.run(Command::News(tell(vec![alpha]))).unwrap();
    desk.press(&mut targets, "o G");
    let screen = desk.screen(&mut targets, 80, 24);
    assert!(screen.contains("Рассказано 23 ноя"), "{screen}");
    assert_eq!(
        one(&desk, &mut targets, "G m"),
        NewsCommand::Untell(id, vec![alpha])
    );
    desk.at_all_sizes(&mut targets);
}

#[test]
fn words_are_copied_in_the_register_of_the_client() {
    let mut desk = desk();
    let id = written(&mut desk, "Карты", None);
    let mut targets = TargetsDialog::new(id);
    for (keys, words) in [("y", "CPC в картах ниже"), ("j y", "Скидка на карты")]
    {
        let replies = desk.press(&mut targets, keys);
        assert!(
            matches!(replies.as_slice(), [Reply::Ask(Request::Copy(text))] if text == words),
            "{replies:?}"
        );
    }
}

#[test]
fn a_mailing_takes_those_who_agreed_and_their_addresses() {
    let mut desk = desk();
    let id = written(&mut desk, "Карты", None);
    let mut base = BaseDialog::new(&desk.cx());
    let replies = desk.press(&mut base, "w");
    let [Reply::Ask(Request::SaveText { name, text })] = replies.as_slice() else {
        panic!("{replies:?}");
    };
    assert_eq!(name, "Рассылка Карты.csv");
    assert_eq!(
        text,
        "клиент,имя,почта,канал\nАльфа,Анна,5@example.ru,телефон\n"
    );
    let alpha = client(&desk, 0);
    desk.run(Command::News(NewsCommand::Tell(id, vec![alpha])))
        .unwrap();
    let replies = desk.press(&mut base, "w");
    assert!(matches!(replies.as_slice(), [Reply::Say(_)]), "{replies:?}");
}

#[test]
fn news_is_written_in_a_form() {
    let desk = desk();
    let mut form = NewsForm::new(None, &desk.cx());
    let keys = "«Карты» tab 2 tab tab «31.12» tab «tier:b» tab «Скидка» tab «CPC» ctrl-s";
    let Command::News(NewsCommand::Add(news)) = desk.submit(&mut form, keys) else {
        panic!("not news");
    };
    assert_eq!(news.title, "Карты");
    assert_eq!(news.kind, NewsKind::Promotion);
    assert_eq!(news.from, date(2026, 11, 23));
    assert_eq!(news.until, Some(date(2026, 12, 31)));
    assert_eq!(
        (news.query.as_str(), news.expert.as_str()),
        ("tier:b", "CPC")
    );

    let mut form = NewsForm::new(None, &desk.cx());
    let keys = "«Карты» tab tab tab «20.11.2026» ctrl-s";
    assert!(desk.press(&mut form, keys).is_empty());
    let screen = desk.screen(&mut form, 80, 24);
    assert!(screen.contains("кончается раньше"), "{screen}");
    desk.at_all_sizes(&mut form);
}

#[test]
fn the_other_page_holds_snippets_and_esc_comes_back() {
    let desk = Desk::new();
    let mut base = BaseDialog::new(&desk.cx());
    desk.press(&mut base, "tab");
    assert_eq!(base.context(), Context::Palette);
    desk.press(&mut base, "«дорого»");
    let screen = desk.screen(&mut base, 80, 24);
    assert!(screen.contains("дорого"), "{screen}");
    assert!(desk.press(&mut base, "esc").is_empty());
    assert_eq!(base.context(), Context::Base);
    desk.at_all_sizes(&mut base);
}
