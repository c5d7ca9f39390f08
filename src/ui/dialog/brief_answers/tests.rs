use super::*;
use crate::domain::Client;
use crate::ui::dialog::form::harness::Desk;

const LETTER: &str = "Добрый день\n\n> 2. Чего вы ждёте от нас?\n> Ответ:\nзвонок\n> 6. Кто у вас покупает?\n> Ответ:\nдачники\n> 7. Сколько сейчас тратите на рекламу в месяц?\n> Ответ:\nсложно сказать\n";

fn desk() -> (Desk, ClientId) {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let client = Client::named(ClientId::from_bytes([0; 16]), "Альфа".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    let mut brief = Brief::empty(id, at);
    brief.needs = "отчёт".to_owned();
    let edit = BriefCommand::Edit(Box::new(brief));
    desk.run(Command::Brief(edit)).unwrap();
    (desk, id)
}

fn taken(reply: &[Reply]) -> (Vec<BriefField>, Vec<BriefField>) {
    match reply {
        [
            Reply::Submit(Command::Brief(BriefCommand::Take {
                answers, replace, ..
            })),
        ] => {
            let fields = answers.iter().map(|a| a.field()).collect();
            (fields, replace.clone())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_differs_stays_until_it_is_chosen() {
    let (desk, client) = desk();
    let mut dialog = AnswersDialog::new(client);
    dialog.paste(LETTER, &desk.cx());
    assert!(desk.press(&mut dialog, "ctrl-s").is_empty());
    let screen = desk.screen(&mut dialog, 90, 30);
    for words in [
        "○ Ждёт от нас  останется прежнее",
        "было: отчёт",
        "+ Кто покупает  новое",
        "сумма не названа, не попадёт",
        "сложно сказать",
    ] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    use BriefField::{Audience, Needs};
    let replies = desk.press(&mut dialog, "enter");
    assert_eq!(taken(&replies), (vec![Audience], vec![]));
    let replies = desk.press(&mut dialog, "space enter");
    assert_eq!(taken(&replies), (vec![Needs, Audience], vec![Needs]));
    assert!(desk.screen(&mut dialog, 90, 30).contains("заменит прежнее"));
    let replies = desk.press(&mut dialog, "space enter");
    assert_eq!(taken(&replies), (vec![Audience], vec![]));
    // Back at the text, nothing of it is lost; leaving asks first.
    desk.press(&mut dialog, "esc");
    assert!(desk.screen(&mut dialog, 90, 30).contains("Добрый день"));
    assert!(desk.press(&mut dialog, "esc").is_empty());
    assert!(matches!(
        desk.press(&mut dialog, "esc").as_slice(),
        [Reply::Close]
    ));
}

#[test]
fn what_cannot_be_read_says_why_and_stays() {
    let (desk, client) = desk();
    for (text, words) in [
        ("спасибо, позже", "Вопросов анкеты здесь нет"),
        ("2. Чего вы ждёте от нас?\nОтвет:", "начиная со строки 1"),
    ] {
        let mut dialog = AnswersDialog::new(client);
        dialog.fill(text, &desk.cx());
        let screen = desk.screen(&mut dialog, 80, 24);
        assert!(screen.contains(words), "{screen}");
        assert!(screen.contains(text.lines().next().unwrap()), "{screen}");
    }
    let mut dialog = AnswersDialog::new(client);
    dialog.fill("2. отчёт", &desk.cx());
    let replies = desk.press(&mut dialog, "enter");
    assert!(matches!(replies.as_slice(), [Reply::Say(_)]), "{replies:?}");
    let mut empty = AnswersDialog::new(client);
    let replies = desk.press(&mut empty, "esc");
    assert!(matches!(replies.as_slice(), [Reply::Close]), "{replies:?}");
}

#[test]
fn any_window_holds() {
    let (mut desk, client) = desk();
    let mut dialog = AnswersDialog::new(client);
    desk.at_all_sizes(&mut dialog);
    dialog.fill(LETTER, &desk.cx());
    for _ in 0..4 {
        desk.at_all_sizes(&mut dialog);
        desk.press(&mut dialog, "j");
    }
    desk.book = crate::domain::Book::new();
    desk.at_all_sizes(&mut dialog);
}
