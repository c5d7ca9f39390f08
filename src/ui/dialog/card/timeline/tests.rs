use crate::domain::{
    Channel, Command, Direction, Outcome, Promise, PromiseId, Side, Touch, TouchId,
};
use crate::i18n::{Lang, Texts};
use crate::ui::Reply;
use crate::ui::dialog::card::tests::crowded;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::date;

fn desk() -> (Desk, CardDialog) {
    let mut desk = crowded();
    let client = desk.last_client();
    let nil = PromiseId::from_bytes([0; 16]);
    let at = desk.now.timestamp();
    let mut promise = Promise::said(nil, client, Side::Ours, "прислать отчёт".to_owned(), at);
    promise.until = Some(date(2026, 11, 27));
    promise.evidence = "пришлём в пятницу".to_owned();
    desk.run(Command::AddPromise(Box::new(promise))).unwrap();
    let card = CardDialog::at(client, Page::Timeline);
    (desk, card)
}

fn flat(desk: &Desk, card: &mut CardDialog, w: u16, h: u16) -> String {
    desk.screen(card, w, h).replace('\u{a0}', " ")
}

#[test]
fn events_stand_under_their_days_in_both_languages() {
    let (mut desk, mut card) = desk();
    for (lang, words) in [
        (
            Lang::Ru,
            [
                "пн 23 ноя, сегодня",
                "Мы обещали: прислать отчёт · до 27 ноя",
                "«пришлём в пятницу»",
                "Рекомендация «Цели в Метрике»: готова",
                "пн 9 ноя",
                "12:00 → телефон · поговорили · Анна Смирнова · 7 мин",
                "Обсудили сезон",
            ],
        ),
        (
            Lang::En,
            [
                "Mon 23 Nov, today",
                "We promised: прислать отчёт · by 27 Nov",
                "“пришлём в пятницу”",
                "Recommendation “Цели в Метрике”: ready",
                "Mon 9 Nov",
                "12:00 → phone · answered · Анна Смирнова · 7 min",
                "Обсудили сезон",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        for (w, h) in [(80, 40), (140, 50)] {
            let screen = flat(&desk, &mut card, w, h);
            for word in words {
                assert!(screen.contains(word), "{word} in\n{screen}");
            }
            assert!(!screen.contains('⟨'), "{screen}");
        }
    }
    desk.at_all_sizes(&mut card);
}

#[test]
fn narrowed_by_kind_channel_and_words_and_esc_widens_first() {
    let (mut desk, mut card) = desk();
    let client = desk.last_client();
    let mut touches = desk.book.get(client).unwrap().touches.clone().unwrap();
    touches.push(Touch {
        id: TouchId::from_bytes([9; 16]),
        client,
        contact: None,
        at: "2026-11-10T09:00:00Z".parse().unwrap(),
        channel: Channel::Email,
        direction: Direction::In,
        outcome: Outcome::Answered,
        minutes: 0,
        note: "Прислали счёт".to_owned(),
        mood: None,
        purpose: None,
    });
    desk.book.load_touches(client, touches);
    let all = flat(&desk, &mut card, 100, 40);
    assert!(all.contains("всё, 7 событий"), "{all}");
    desk.press(&mut card, "s");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("касания · показано 3 из 7"), "{screen}");
    assert!(!screen.contains("Рекомендация «"), "{screen}");
    desk.press(&mut card, "o o");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(
        screen.contains("касания · почта · показано 1 из 7"),
        "{screen}"
    );
    desk.press(&mut card, "/ «СЧЕТ» enter");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("Прислали счёт"), "{screen}");
    desk.press(&mut card, "/ «ы» enter");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("Таких событий нет"), "{screen}");
    assert!(desk.press(&mut card, "esc").is_empty(), "widens");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("всё, 7 событий"), "{screen}");
    assert!(matches!(
        desk.press(&mut card, "esc").as_slice(),
        [Reply::Close]
    ));
    // Only kinds that occur are offered: touches, recommendations, agreements, then all again.
    desk.press(&mut card, "s s s");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("договорённости · показано 1"), "{screen}");
    desk.press(&mut card, "s");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("всё, 7 событий"), "{screen}");
}

#[test]
fn enter_opens_what_has_a_form_and_a_change_is_seen_at_once() {
    let (mut desk, mut card) = desk();
    flat(&desk, &mut card, 100, 40);
    let replies = desk.press(&mut card, "enter");
    assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "a promise");
    assert!(desk.press(&mut card, "G enter").is_empty(), "a touch");
    let client = desk.last_client();
    let id = desk.book.get(client).unwrap().work().promises[0].id;
    desk.run(Command::ClosePromise {
        client,
        id,
        life: crate::domain::PromiseLife::Kept,
        note: "отправили раньше".to_owned(),
    })
    .unwrap();
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("Сдержано: прислать отчёт"), "{screen}");
    assert!(screen.contains("отправили раньше"), "{screen}");
}

#[test]
fn five_hundred_touches_are_laid_out_once_and_scrolled() {
    let (mut desk, mut card) = desk();
    let client = desk.last_client();
    let touch = |n: u8, i: i64| Touch {
        id: TouchId::from_bytes([n; 16]),
        client,
        contact: None,
        at: jiff::Timestamp::from_second(1_760_000_000 + i * 50_000).unwrap(),
        channel: Channel::Chat,
        direction: Direction::Out,
        outcome: Outcome::Answered,
        minutes: 0,
        note: format!("разговор номер {i}, о котором есть что рассказать. ").repeat(4),
        mood: None,
        purpose: None,
    };
    let touches = (0..500).map(|i| touch(u8::try_from(i % 250).unwrap(), i));
    desk.book.load_touches(client, touches.collect());
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("всё, 504 события"), "{screen}");
    desk.press(&mut card, "G");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(screen.contains("разговор номер 0,"), "{screen}");
    desk.press(&mut card, "pgup pgup");
    let screen = flat(&desk, &mut card, 100, 40);
    assert!(!screen.contains("разговор номер 0,"), "{screen}");
}
