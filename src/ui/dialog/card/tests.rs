use jiff::civil::date;

use super::*;
use crate::domain::command::{Advance, DraftText, NewFollowUp, NewTouch, NextStep};
use crate::domain::{
    Cadence, Channel, Client, Command, Contact, ContactId, Currency, Direction, Expertise, Month,
    Outcome, Spend, Tier, Zone,
};
use crate::i18n::{Lang, Texts};
use crate::ui::dialog::form::harness::Desk;

/// A client of whom everything is known.
pub(in crate::ui::dialog) fn crowded() -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let client = Client {
        tier: Tier::A,
        expertise: Expertise::new(5).unwrap(),
        cadence: Cadence::Days(14),
        zone: Zone::new("Asia/Omsk"),
        tags: vec!["авто".to_owned()],
        since: Some(date(2019, 11, 1)),
        notes: "Продают запчасти оптом, сезон весной. ".repeat(4),
        ..Client::named(ClientId::from_bytes([0; 16]), "Альфа-Авто".to_owned(), at)
    };
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    for (name, decides) in [("Пётр Ильин", false), ("Анна Смирнова", true)] {
        let contact = Contact {
            role: "директор".to_owned(),
            decision_maker: decides,
            phones: vec![format!("+7 900 000-00-{:02}", name.len())],
            emails: vec!["a@b.example".to_owned()],
            ..Contact::named(ContactId::from_bytes([0; 16]), id, name.to_owned())
        };
        desk.run(Command::AddContact(Box::new(contact))).unwrap();
    }
    let anna = desk.book.get(id).unwrap().contacts[1].id;
    let mut spend = Spend::empty(id, Currency::RUB);
    for month in 0..20 {
        let amount = 30_000_000 - i64::from(month) * 1_000_000;
        spend.set(Month::new(2025, 3).plus(month), amount);
    }
    desk.run(Command::SetSpend(spend)).unwrap();
    for title in ["Цели в Метрике", "Минус-слова"] {
        let text = DraftText {
            title: title.to_owned(),
            why: "видно, что окупается".to_owned(),
            if_done: "на 10 % дешевле заявка".to_owned(),
            if_not: "деньги уходят вслепую".to_owned(),
            ..DraftText::default()
        };
        desk.run(Command::AddDraft(id, text)).unwrap();
    }
    let draft = desk.book.get(id).unwrap().recommendations[0].id;
    let ready = Box::new(Advance::to(crate::domain::Life::Ready));
    desk.run(Command::AdvanceDraft(id, draft, ready)).unwrap();
    desk.book.load_touches(id, Vec::new());
    for (day, outcome, note) in [
        ("2026-11-09", Outcome::Answered, "Обсудили сезон"),
        ("2026-11-20", Outcome::NoAnswer, ""),
    ] {
        let touch = NewTouch {
            client: id,
            contact: Some(anna),
            at: Some(format!("{day}T09:00:00Z").parse().unwrap()),
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome,
            minutes: 7,
            note: note.to_owned(),
            next: NextStep::Keep,
            mood: None,
            purpose: None,
        };
        desk.run(Command::LogTouch(Box::new(touch))).unwrap();
    }
    let plan = NewFollowUp {
        date: date(2026, 11, 23),
        time: None,
        reason: "прислать смету".to_owned(),
        promised: true,
        channel: None,
        contact: Some(anna),
    };
    desk.run(Command::PlanTouch(id, plan)).unwrap();
    desk
}

#[test]
fn everything_known_is_on_the_card() {
    let mut desk = crowded();
    for (lang, words) in [
        (
            Lang::Ru,
            [
                "A, ключевой · ведёт сам",
                "эксперт (5)",
                "каждые 14 дней",
                "Asia/Omsk · там сейчас 13:30",
                "1 ноября 2019",
                "авто",
                "пн 23 ноя · обещано",
                "прислать смету · Анна Смирнова",
                "2 нед назад · телефон · Анна Смирнова",
                "1 попытка без ответа",
                "Знакомство · виток 1",
                "октябрь 2026: 110 тыс ₽",
                "−15 % к трём",
                "Анна Смирнова  ЛПР  директор",
                "● Цели в Метрике",
                "○ Минус-слова",
                "Продают запчасти",
                "Обсудили сезон",
                "20 ноя → телефон недозвон",
            ],
        ),
        (
            Lang::En,
            [
                "A, key client · self-serve",
                "expert (5)",
                "14 days",
                "13:30 there now",
                "1 November 2019",
                "авто",
                "Mon 23 Nov · promised",
                "прислать смету",
                "2w ago · phone",
                "1 attempt without",
                "Acquaintance",
                "October 2026: ₽110k",
                "on the three before",
                "Анна Смирнова",
                "● Цели в Метрике",
                "○ Минус-слова",
                "Продают запчасти",
                "Обсудили сезон",
                "20 Nov → phone",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        let mut card = CardDialog::new(desk.last_client());
        for (w, h) in [(80, 70), (140, 60)] {
            let screen = desk.screen(&mut card, w, h);
            for word in words {
                let flat = screen.replace('\u{a0}', " ");
                assert!(flat.contains(word), "{word} in\n{screen}");
            }
            assert!(!screen.contains('⟨'), "{screen}");
        }
    }
}

/// Eighteen rows of a small terminal answer what one must know before speaking; nothing of it is below.
#[test]
fn a_small_terminal_shows_what_matters_without_scrolling() {
    let desk = crowded();
    let mut card = CardDialog::new(desk.last_client());
    let screen = desk.screen(&mut card, 80, 24).replace('\u{a0}', " ");
    for word in [
        "пн 23 ноя · обещано  прислать смету",
        "2 нед назад · телефон · Анна Смирнова",
        "1 попытка без ответа",
        "Говорить с     Анна Смирнова  ЛПР  +7 900 000-00-25",
        "там 13:30, звонить можно",
        "● Цели в Метрике",
        "готова",
        "A, ключевой · ведёт сам · эксперт (5)",
        "каждые 14 дней",
        "0 % · целей не записано",
        "Чего вы хотите добиться рекламой?",
        "Знакомство · виток 1",
        "октябрь 2026: 110 тыс ₽  −15 % к трём до него",
    ] {
        assert!(screen.contains(word), "{word} in\n{screen}");
    }
}

#[test]
fn a_click_on_the_name_of_a_page_opens_it() {
    let desk = crowded();
    let mut card = CardDialog::new(desk.last_client());
    for (name, page) in [("6 Лента", Page::Timeline), ("2 Бриф", Page::Brief)] {
        let screen = desk.screen(&mut card, 120, 40);
        let (y, x) = screen
            .lines()
            .enumerate()
            .find_map(|(y, line)| Some((y, width(&line[..line.find(name)?]))))
            .unwrap();
        let at = Position::new(u16::try_from(x).unwrap() + 1, u16::try_from(y).unwrap());
        card.click(at, &desk.cx());
        assert_eq!(card.page(), page);
    }
    card.click(Position::new(60, 20), &desk.cx());
    assert_eq!(card.page(), Page::Brief);
}

#[test]
fn history_is_read_quietly_and_empty_cards_say_little() {
    let mut desk = crowded();
    let mut card = CardDialog::new(desk.last_client());
    desk.at_all_sizes(&mut card);
    let mut bare = Desk::new();
    let at = bare.now.timestamp();
    let client = Client::named(ClientId::from_bytes([0; 16]), "Бета".to_owned(), at);
    bare.run(Command::AddClient(Box::new(client))).unwrap();
    let mut card = CardDialog::new(bare.last_client());
    bare.at_all_sizes(&mut card);
    let screen = bare.screen(&mut card, 80, 24);
    assert!(screen.contains("касаний ещё не было"), "{screen}");
    let touch = NewTouch {
        client: bare.last_client(),
        contact: None,
        at: None,
        channel: Channel::Chat,
        direction: Direction::In,
        outcome: Outcome::Answered,
        minutes: 0,
        note: String::new(),
        next: NextStep::Auto,
        mood: None,
        purpose: None,
    };
    bare.run(Command::LogTouch(Box::new(touch))).unwrap();
    let screen = bare.screen(&mut card, 80, 24);
    assert!(screen.contains("читаю историю"), "{screen}");
    desk.book = crate::domain::Book::new();
    desk.at_all_sizes(&mut card);
}

#[test]
fn scrolls_closes_and_passes_on() {
    let desk = crowded();
    let mut card = CardDialog::new(desk.last_client());
    let first = |card: &mut CardDialog| {
        let screen = desk.screen(card, 80, 16);
        screen.lines().nth(3).unwrap().to_owned()
    };
    let top = first(&mut card);
    for (keys, moved) in [
        ("j", true),
        ("k", false),
        ("G", true),
        ("g g", false),
        ("ctrl-d", true),
        ("pgup", false),
    ] {
        for key in keys.split(' ') {
            // A sequence is the app's matter; its end is done here.
            if keys == "g g" {
                card.act(Action::Top, &desk.cx());
            } else {
                assert!(desk.press(&mut card, key).is_empty(), "{keys}");
            }
        }
        assert_eq!(first(&mut card) != top, moved, "{keys}");
    }
    for (key, answer) in [
        ("e", "Pass"),
        ("p", "Pass"),
        ("c", "Pass"),
        ("с", "Pass"),
        ("n", "Pass"),
        ("r", "Pass"),
        ("u", "Pass"),
        ("q", "Close"),
        ("esc", "Close"),
    ] {
        let replies = desk.press(&mut card, key);
        assert_eq!(format!("{replies:?}"), format!("[{answer}]"), "{key}");
    }
    for key in ["enter", "1", "f"] {
        assert!(desk.press(&mut card, key).is_empty(), "{key}");
    }
}
