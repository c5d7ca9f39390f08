use super::*;
use crate::domain::brief::Answer;
use crate::domain::{Budget, Money};
use crate::i18n::{Lang, Texts};
use crate::ui::dialog::Dialog;
use crate::ui::dialog::card::tests::crowded;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::form::harness::Desk;

fn run(desk: &mut Desk, command: BriefCommand) {
    desk.run(Command::Brief(command)).unwrap();
}

/// The crowded client with a brief that is half there.
fn half() -> Desk {
    let mut desk = crowded();
    let client = desk.last_client();
    run(
        &mut desk,
        BriefCommand::AddGoal(client, "Больше заявок".into()),
    );
    run(&mut desk, BriefCommand::AddGoal(client, "Тюмень".into()));
    let words = |field, text: &str| Answer::Words(field, text.to_owned());
    let answers = vec![
        words(
            BriefField::Needs,
            "Отчёт раз в месяц.\nЗвонок раз в неделю.",
        ),
        words(BriefField::Constraints, "Без слова «лучший»"),
        Answer::BudgetNow(Budget {
            amount: Money {
                minor: 12_000_000,
                currency: crate::domain::Currency::RUB,
            },
            source: "договор".to_owned(),
            on: Some(jiff::civil::date(2026, 11, 1)),
        }),
    ];
    let replace = Vec::new();
    let take = BriefCommand::Take {
        client,
        answers,
        replace,
    };
    run(&mut desk, take);
    desk
}

fn card(desk: &Desk) -> CardDialog {
    CardDialog::at(desk.last_client(), Page::Brief)
}

fn flat(desk: &Desk, card: &mut CardDialog, w: u16, h: u16) -> String {
    desk.screen(card, w, h).replace('\u{a0}', " ")
}

#[test]
fn what_is_known_and_what_to_ask_stand_on_the_page() {
    let mut desk = half();
    for (lang, words) in [
        (
            Lang::Ru,
            [
                "2 Бриф 40 %",
                "Заполнено 40 %",
                "Больше заявок · рекомендаций нет",
                "Отчёт раз в месяц.",
                "120 000 ₽ · договор, 1 ноя",
                "Без слова «лучший»",
                "не заполнено",
                "Спросить на следующем разговоре",
                "○ Кто у вас покупает?",
            ],
        ),
        (
            Lang::En,
            [
                "2 Brief 40%",
                "40% filled",
                "Больше заявок · no recommendations",
                "Отчёт раз в месяц.",
                "₽120,000 · договор, 1 Nov",
                "Без слова «лучший»",
                "not filled",
                "Ask in the next talk",
                "○ Who are your buyers?",
            ],
        ),
    ] {
        desk.texts = Texts::new(lang);
        for (w, h) in [(80, 40), (140, 40), (200, 60)] {
            let screen = flat(&desk, &mut card(&desk), w, h);
            for word in words {
                assert!(screen.contains(word), "{word} at {w}×{h} in\n{screen}");
            }
        }
    }
}

#[test]
fn an_empty_brief_is_the_list_of_questions() {
    let desk = crowded();
    let screen = flat(&desk, &mut card(&desk), 80, 24);
    for word in [
        "Бриф пуст.",
        "y — скопировать анкету",
        "Чего вы хотите добиться рекламой?",
        "Чего нельзя говорить и делать в рекламе?",
    ] {
        assert!(screen.contains(word), "{word} in\n{screen}");
    }
    assert!(!screen.contains("Спросить на"), "{screen}");
}

#[test]
fn any_window_and_any_place_of_the_cursor_hold() {
    for mut desk in [half(), crowded()] {
        for lang in [Lang::Ru, Lang::En] {
            desk.texts = Texts::new(lang);
            let mut card = card(&desk);
            for _ in 0..12 {
                desk.at_all_sizes(&mut card);
                // The field under the cursor is on the screen.
                let screen = desk.screen(&mut card, 80, 12);
                assert!(screen.contains('▸'), "{screen}");
                desk.press(&mut card, "j");
            }
            desk.press(&mut card, "G");
            desk.at_all_sizes(&mut card);
        }
    }
    let mut bare = half();
    let mut open = card(&bare);
    bare.book = crate::domain::Book::new();
    bare.at_all_sizes(&mut open);
}

#[test]
fn keys_lead_where_the_cursor_is() {
    let mut desk = half();
    let client = desk.last_client();
    let mut open = card(&desk);
    let title = |desk: &Desk, replies: &mut Vec<Reply>| match replies.as_mut_slice() {
        [Reply::Open(dialog)] => {
            let screen = desk.screen(dialog.as_mut(), 100, 40);
            screen.lines().find(|l| !l.is_empty()).unwrap().to_owned()
        }
        other => panic!("{other:?}"),
    };
    let mut replies = desk.press(&mut open, "enter");
    assert!(title(&desk, &mut replies).contains("Цель клиента"));
    let mut replies = desk.press(&mut open, "j j e");
    assert!(title(&desk, &mut replies).contains("Бриф · Альфа-Авто"));
    let mut replies = desk.press(&mut open, "a");
    assert!(title(&desk, &mut replies).contains("Цель клиента"));
    // Not on a goal, and there are two: nothing is closed by chance.
    let replies = desk.press(&mut open, "D");
    assert!(matches!(replies.as_slice(), [Reply::Say(_)]), "{replies:?}");
    // A goal nobody serves is closed at once, and opened again by the same key.
    let close = Command::Brief(BriefCommand::CloseGoal(client, GoalId(1)));
    let replies = desk.press(&mut open, "k k D");
    assert!(
        matches!(replies.as_slice(), [Reply::Do(c)] if *c == close),
        "{replies:?}"
    );
    desk.run(close).unwrap();
    let screen = flat(&desk, &mut open, 80, 30);
    assert!(screen.contains("Больше заявок · снята 23 ноя"), "{screen}");
    let reopen = Command::Brief(BriefCommand::ReopenGoal(client, GoalId(1)));
    let replies = desk.press(&mut open, "j D");
    assert!(
        matches!(replies.as_slice(), [Reply::Do(c)] if *c == reopen),
        "{replies:?}"
    );
}

#[test]
fn a_goal_that_serves_asks_before_it_closes() {
    let mut desk = half();
    let client = desk.last_client();
    let mut served = desk.book.get(client).unwrap().recommendations[0].clone();
    let before = served.clone();
    let grounds = crate::domain::Grounds {
        goal: Some(GoalId(1)),
        ..served.grounds().clone()
    };
    served.grounds = Some(Box::new(grounds));
    let mut tx = crate::domain::Transaction::new(
        crate::domain::Intent::EditDraft,
        desk.now.timestamp(),
        Some(client),
        String::new(),
    );
    tx.push(crate::domain::Change::replace(Some(before), served));
    desk.book.apply(&mut tx).unwrap();
    let mut open = card(&desk);
    let screen = flat(&desk, &mut open, 80, 30);
    assert!(
        screen.contains("Больше заявок · 1 рекомендация"),
        "{screen}"
    );
    let mut replies = desk.press(&mut open, "D");
    let [Reply::Open(question)] = replies.as_mut_slice() else {
        panic!("{replies:?}");
    };
    let screen = desk.screen(question.as_mut(), 80, 24);
    assert!(screen.contains("опирается 1 рекомендация"), "{screen}");
}

#[test]
fn the_questionnaire_goes_out_once_a_day() {
    let mut desk = half();
    let mut open = card(&desk);
    let replies = desk.press(&mut open, "y w");
    let [
        Reply::DoAndAsk(asked, Request::Copy(text)),
        Reply::DoAndAsk(_, Request::SaveText { name, text: file }),
    ] = replies.as_slice()
    else {
        panic!("{replies:?}");
    };
    assert_eq!(name, "Анкета Альфа-Авто.md");
    assert!(text.contains("\n6. Кто у вас покупает?\nОтвет:"), "{text}");
    assert!(file.contains("**6. Кто у вас покупает?**"), "{file}");
    assert!(!text.contains("договор") && !file.contains("лучший"));
    desk.run(asked.clone()).unwrap();
    let replies = desk.press(&mut open, "y");
    assert!(
        matches!(replies.as_slice(), [Reply::Ask(Request::Copy(_))]),
        "{replies:?}"
    );
    let screen = flat(&desk, &mut open, 120, 30);
    assert!(screen.contains("анкета отправлена: 23 ноя"), "{screen}");
}

#[test]
fn a_letter_pasted_on_the_page_is_read_at_once() {
    let desk = half();
    let mut open = card(&desk);
    let letter = "> 6. Кто у вас покупает?\n> Ответ:\nдачники\n";
    let Reply::Open(mut dialog) = open.paste(letter, &desk.cx()) else {
        panic!("nothing opened");
    };
    let screen = desk.screen(dialog.as_mut(), 80, 24);
    assert!(screen.contains("+ Кто покупает  новое"), "{screen}");
}

#[test]
fn the_percent_explains_itself() {
    let desk = half();
    let tab = BriefTab::default();
    let explained = tab.explain(&desk.cx(), desk.last_client());
    let how = &explained[0].how;
    assert_eq!(explained[0].figure.replace('\u{a0}', " "), "бриф 40 %");
    assert!(
        how.contains("4 из 10") && how.contains("Кто покупает"),
        "{how}"
    );
}
