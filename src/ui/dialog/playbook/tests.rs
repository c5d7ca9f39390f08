use super::*;
use crate::domain::{Bilingual, Client, PlaybookStep};
use crate::i18n::{Lang, Texts};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::date;

fn desk() -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let nil = ClientId::from_bytes([0; 16]);
    let client = Client::named(nil, "Альфа".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let both = |ru: &str, en: &str| Bilingual {
        ru: ru.to_owned(),
        en: en.to_owned(),
    };
    for (id, ru, en) in [
        ("onboarding", "Первые 60 дней", "The first 60 days"),
        ("month-end", "Конец месяца", "Month end"),
    ] {
        desk.library.playbooks.push(Playbook {
            id: id.to_owned(),
            title: both(ru, en),
            steps: (0..3)
                .map(|n| PlaybookStep {
                    text: both("Позвонить", "Call"),
                    due: n * 5,
                    call: n == 0,
                })
                .collect(),
        });
    }
    desk
}

fn applied(command: &Command) -> (&str, Date) {
    match command {
        Command::ApplyPlaybook(_, list) => (list.playbook.as_str(), list.started),
        other => panic!("{other:?}"),
    }
}

#[test]
fn steps_are_seen_with_their_days_before_anything_is_applied() {
    let mut desk = desk();
    let mut pick = PlaybookPick::new(desk.last_client(), &desk.cx());
    for (lang, words) in [
        (
            Lang::Ru,
            [
                "Первые 60 дней",
                "Позвонить",
                "пн 23 ноя",
                "пн 30 ноя",
                "3 шага",
            ],
        ),
        (
            Lang::En,
            [
                "The first 60",
                "Call",
                "Mon 23 Nov",
                "Mon 30 Nov",
                "3 steps",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        for (w, h) in [(80, 24), (120, 40)] {
            let screen = desk.screen(&mut pick, w, h).replace('\u{a0}', " ");
            for word in words {
                assert!(screen.contains(word), "{word} in\n{screen}");
            }
            assert!(!screen.contains('⟨'), "{screen}");
        }
        desk.at_all_sizes(&mut pick);
    }
    let mut replies = desk.press(&mut pick, "j l l h enter");
    let Some(Reply::Submit(command)) = replies.pop() else {
        panic!("{replies:?}");
    };
    assert_eq!(applied(&command), ("month-end", date(2026, 11, 24)));
    desk.run(command).unwrap();
    desk.texts = Texts::new(Lang::Ru);
    let screen = desk.screen(&mut pick, 120, 40);
    assert!(screen.contains("идёт, 0 из 3"), "{screen}");
}

#[test]
fn another_day_is_typed_in_words_or_figures() {
    let desk = desk();
    for (typed, expected) in [
        ("пт", date(2026, 11, 27)),
        ("02.11.2026", date(2026, 11, 2)),
    ] {
        let mut pick = PlaybookPick::new(desk.last_client(), &desk.cx());
        let mut replies = desk.press(&mut pick, "n");
        let Some(Reply::Swap(mut form)) = replies.pop() else {
            panic!("{replies:?}");
        };
        let command = desk.submit(form.as_mut(), &format!("ctrl-u «{typed}» enter"));
        assert_eq!(applied(&command), ("onboarding", expected), "{typed}");
    }
}

#[test]
fn a_new_client_begins_with_the_day_it_came() {
    let mut desk = desk();
    for (since, expected) in [
        (Some(date(2026, 11, 9)), date(2026, 11, 9)),
        (Some(date(2026, 3, 1)), date(2026, 11, 23)),
        (Some(date(2026, 12, 1)), date(2026, 11, 23)),
    ] {
        let mut client = desk.book.client(desk.last_client()).unwrap().clone();
        client.since = since;
        desk.run(Command::EditClient(Box::new(client))).unwrap();
        let pick = PlaybookPick::new(desk.last_client(), &desk.cx());
        assert_eq!(pick.started, expected, "{since:?}");
    }
    desk.library.playbooks.clear();
    let mut pick = PlaybookPick::new(desk.last_client(), &desk.cx());
    desk.at_all_sizes(&mut pick);
    assert!(desk.screen(&mut pick, 80, 24).contains("Ни одного"));
    assert!(desk.press(&mut pick, "enter n j").is_empty());
}
