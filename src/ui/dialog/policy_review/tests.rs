use super::*;
use crate::domain::{Client, ContactTerms, TouchDigest};
use crate::i18n::Lang;
use crate::ui::dialog::rig::Rig;
use jiff::ToSpan;

/// Somebody tired of calls, somebody who writes again, somebody to be asked.
fn rig() -> Rig {
    let mut rig = Rig::new(Lang::Ru);
    let ago = |days: i64| rig.now.checked_sub(days.days()).unwrap();
    let moment = |days: i64| ago(days).timestamp();
    let client = |n: u8, name: &str, policy| {
        let id = ClientId::from_bytes([n; 16]);
        let mut client = Client::named(id, name.to_owned(), moment(500));
        client.policy = policy;
        client.cadence = crate::domain::Cadence::Days(10);
        client
    };
    let digest = |n: u8, unanswered, inbound| TouchDigest {
        count: 5,
        unanswered,
        last_any: Some(moment(3)),
        last_inbound: Some(moment(inbound)),
        ..TouchDigest::empty(ClientId::from_bytes([n; 16]))
    };
    let terms = |n: u8, ask| ContactTerms {
        policy_since: Some(ago(200).date()),
        ask_again: ask,
        ..ContactTerms::none(ClientId::from_bytes([n; 16]))
    };
    let records: Vec<crate::domain::Record> = vec![
        client(1, "Усталый", ContactPolicy::Full).into(),
        digest(1, 6, 200).into(),
        client(2, "Оживший", ContactPolicy::NewsOnly).into(),
        digest(2, 0, 5).into(),
        terms(2, None).into(),
        client(3, "Тихий", ContactPolicy::Reduced).into(),
        digest(3, 0, 300).into(),
        terms(3, Some(ago(2).date())).into(),
        client(4, "Обычный", ContactPolicy::Full).into(),
    ];
    for record in records {
        rig.put(record);
    }
    rig
}

#[test]
fn says_who_why_and_what_it_returns() {
    let rig = rig();
    for (w, h) in [(80, 24), (160, 40)] {
        let mut dialog = PolicyReview::new(15);
        let screen = rig.draw(&mut dialog, w, h).0;
        for words in [
            "1 предложение вернёт 23 мин в месяц · чаще: 1 · спросить: 1",
            "Усталый",
            "обычный → редкий",
            "6 попыток подряд без ответа, сам не обращался 6 месяцев",
            "+23 мин",
            "Оживший",
            "только новости → редкий",
            "сам обратился 18 ноя",
            "−23 мин",
            "Прошло полгода",
            "Тихий",
            "спросить с 21 ноя",
        ] {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        assert!(!screen.contains("Обычный "), "{screen}");
    }
}

#[test]
fn keys_lead_to_the_form_the_terms_the_card_and_no() {
    let rig = rig();
    let mut dialog = PolicyReview::new(15);
    let Reply::Open(mut form) = rig.press(&mut dialog, "enter") else {
        panic!("no form");
    };
    let screen = rig.draw(form.as_mut(), 100, 24).0;
    assert!(screen.contains("сам не обращался 6 месяцев"), "{screen}");
    let saved = rig.press(form.as_mut(), "enter");
    let Reply::Submit(Command::Terms(TermsCommand::SetPolicy { policy, reason, .. })) = saved
    else {
        panic!("{saved:?}");
    };
    assert_eq!(policy, ContactPolicy::Reduced);
    assert!(reason.starts_with("6 попыток"), "{reason}");

    let no = rig.press(&mut dialog, "ы");
    let id = |n| ClientId::from_bytes([n; 16]);
    assert!(
        matches!(no, Reply::Do(Command::Terms(TermsCommand::KeepPolicy(who))) if who == id(1)),
        "{no:?}"
    );
    let card = rig.press(&mut dialog, "j o");
    assert!(matches!(card, Reply::Ask(Request::ShowCard(who)) if who == id(2)));
    assert!(matches!(rig.press(&mut dialog, "t"), Reply::Open(_)));

    // Somebody asked keeps the policy: by one key or by the form.
    let kept = rig.press(&mut dialog, "j s");
    assert!(
        matches!(kept, Reply::Do(Command::Terms(TermsCommand::AskedAgain(who))) if who == id(3)),
        "{kept:?}"
    );
    let Reply::Open(mut form) = rig.press(&mut dialog, "enter") else {
        panic!("no form");
    };
    let kept = rig.press(form.as_mut(), "enter");
    assert!(
        matches!(kept, Reply::Submit(Command::Terms(TermsCommand::AskedAgain(who))) if who == id(3)),
        "{kept:?}"
    );
    assert!(matches!(rig.press(&mut dialog, "q"), Reply::Close));
}

#[test]
fn says_so_when_there_is_nothing_to_look_at() {
    let rig = Rig::new(Lang::Ru);
    let mut dialog = PolicyReview::new(15);
    let screen = rig.draw(&mut dialog, 80, 24).0;
    assert!(screen.contains("Все режимы общения подходят"), "{screen}");
    for keys in ["enter", "s", "t", "o", "j"] {
        let reply = rig.press(&mut dialog, keys);
        assert!(matches!(reply, Reply::Done), "{keys}: {reply:?}");
    }
}
