//! What is said in a call: news, snippets, objections, what is owed.

use jiff::civil::date;

use super::tests::{call, crowded, finished};
use super::*;
use crate::domain::command::{Advance, NewDecision, NewsCommand};
use crate::domain::{
    Bilingual, Channel, Expertise, Library, Life, News, NewsKind, Promise, PromiseId, Side,
    Snippet, SnippetKind,
};

#[test]
fn news_is_told_in_the_clients_words_and_ticked_off() {
    let mut desk = crowded();
    let today = desk.now.date();
    let news = News {
        id: NewsId::from_bytes([0; 16]),
        title: "Скидка на отзывы".to_owned(),
        text: "Простыми словами".to_owned(),
        expert: "Кэшбек по категории".to_owned(),
        kind: NewsKind::Promotion,
        query: String::new(),
        from: today,
        until: None,
        told: Vec::new(),
        made_at: desk.now.timestamp(),
        closed_at: None,
    };
    desk.run(Command::News(NewsCommand::Add(Box::new(news))))
        .unwrap();
    let mut dialog = call(&desk);
    let screen = desk.screen(&mut dialog, 120, 50);
    assert!(screen.contains("Рассказать"), "{screen}");
    assert!(
        screen.contains("Кэшбек по категории"),
        "the expert's words\n{screen}"
    );
    // Back from the outcome: minutes, direction, contact, channel, the news.
    let command = desk.submit(
        &mut dialog,
        "1 shift-tab shift-tab shift-tab shift-tab shift-tab space ctrl-s",
    );
    assert_eq!(
        finished(command.clone()).told,
        [desk.book.desk().news[0].id]
    );
    desk.run(command).unwrap();
    let screen = desk.screen(&mut call(&desk), 120, 50);
    assert!(
        !screen.contains("Кэшбек по категории"),
        "told once\n{screen}"
    );
}

#[test]
fn snippets_open_over_the_call_and_go_into_the_note() {
    let mut desk = crowded();
    desk.library = Library {
        snippets: vec![Snippet {
            id: "utm".to_owned(),
            kind: SnippetKind::Term,
            title: both("UTM-метка"),
            tags: Vec::new(),
            says: Bilingual::default(),
            simple: both("Хвостик в ссылке"),
            expert: both("Параметры запроса"),
        }],
        ..Library::default()
    };
    // The client is an expert: strict terms come first.
    for (keys, note, copied) in [
        ("tab ctrl-t «utm» enter", "Параметры запроса", None),
        ("tab ctrl-t «utm» tab enter", "Хвостик в ссылке", None),
        ("ctrl-t «utm» enter", "", Some("Параметры запроса")),
        ("tab «да » ctrl-t esc", "да ", None),
        ("tab «да » ctrl-t ctrl-t", "да ", None),
    ] {
        let mut dialog = call(&desk);
        let replies = desk.press(&mut dialog, keys);
        let got = replies.first().map(|reply| match reply {
            Reply::Ask(Request::Copy(text)) => text.as_str(),
            other => panic!("{keys}: {other:?}"),
        });
        assert_eq!(got, copied, "{keys}");
        assert_eq!(dialog.form.text(F::Note), note, "{keys}");
        assert_ne!(dialog.context(), Context::Palette, "{keys}");
    }
    let mut dialog = call(&desk);
    desk.press(&mut dialog, "1 ctrl-t");
    for (w, h) in [(80, 24), (120, 40)] {
        let screen = desk.screen(&mut dialog, w, h);
        assert!(screen.contains("Терминами"), "{screen}");
        assert_eq!(
            screen.contains("Исход"),
            w == 120,
            "beside the form\n{screen}"
        );
    }
    desk.at_all_sizes(&mut dialog);
}

fn both(ru: &str) -> Bilingual {
    Bilingual {
        ru: ru.to_owned(),
        en: ru.to_owned(),
    }
}

#[test]
fn an_objection_comes_with_a_calm_reply_in_the_clients_words() {
    let mut desk = crowded();
    let shelf = |id: &str, says: &str, simple: &str, expert: &str| Snippet {
        id: id.to_owned(),
        kind: SnippetKind::Objection,
        title: both(id),
        tags: Vec::new(),
        says: both(says),
        simple: both(simple),
        expert: both(expert),
    };
    desk.library.snippets = vec![
        shelf("время", "Некогда", "Не задержу", "Тридцать секунд"),
        shelf("дорого", "Дорого", "Посчитаем вместе", "От экономики"),
    ];
    let client = desk.last_client();
    let advice = desk.book.get(client).unwrap().recommendations[0].id;
    for to in [Life::Sent, Life::Declined] {
        let mut step = Advance::to(to);
        if to.is_decision() {
            step.decision = Some(NewDecision {
                who: "Анна".to_owned(),
                channel: Channel::Phone,
                words: "Это дорого, потом".to_owned(),
            });
        }
        desk.run(Command::AdvanceDraft(client, advice, Box::new(step)))
            .unwrap();
    }
    let screen = desk.screen(&mut call(&desk), 120, 50);
    for word in ["Возражали", "«Это дорого, потом»", "От экономики"]
    {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
    let mut plain = desk.book.client(client).unwrap().clone();
    plain.expertise = Expertise::default();
    desk.run(Command::EditClient(Box::new(plain))).unwrap();
    let screen = desk.screen(&mut call(&desk), 120, 50);
    assert!(screen.contains("Посчитаем вместе"), "{screen}");
}

#[test]
fn what_is_owed_is_said_before_the_talk() {
    let mut desk = crowded();
    let client = desk.last_client();
    let at = desk.now.timestamp();
    let nil = PromiseId::from_bytes([0; 16]);
    let mut promise = Promise::said(nil, client, Side::Ours, "выслать акт".to_owned(), at);
    promise.until = Some(date(2026, 11, 20));
    desk.run(Command::AddPromise(Box::new(promise))).unwrap();
    for (w, h) in [(80, 24), (120, 40)] {
        let screen = desk.screen(&mut call(&desk), w, h);
        for word in ["выслать акт", "просрочено"] {
            assert!(screen.contains(word), "{word} at {w}×{h}\n{screen}");
        }
    }
}
