use super::harness::Desk;
use super::*;
use crate::domain::{ClientId, Command};
use crate::input::Action;
use crate::ui::{Dialog, Reply};
use ratatui::layout::Position;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum K {
    Name,
    Kind,
    Flag,
    Date,
    Note,
    Last,
}

#[derive(Debug)]
struct Sample;

impl Sheet for Sample {
    type Key = K;

    fn title(&self, _cx: &Cx<'_>) -> String {
        "Sample".to_owned()
    }

    fn command(&self, form: &Form<K>, cx: &Cx<'_>) -> Result<Command, Problem<K>> {
        if form.text(K::Last) == "no" {
            return Err(Problem {
                field: K::Last,
                words: cx.texts.t("form-not-understood"),
            });
        }
        Ok(Command::ClearTouch(ClientId::from_bytes([1; 16])))
    }
}

fn sample() -> FormDialog<Sample> {
    let kinds = ["раз", "два", "три"]
        .map(|w| Words::Plain(w.to_owned()))
        .to_vec();
    FormDialog::of(
        Sample,
        Form::new(vec![
            Field::line(K::Name, "form-client-name", "").required(),
            Field::choice(K::Kind, "form-client-tier", kinds, Some(0)),
            Field::toggle(K::Flag, "form-client-model", false),
            Field::when(K::Date, "form-client-since", ""),
            Field::text(K::Note, "form-client-notes", "", 3),
            Field::line(K::Last, "form-client-tags", ""),
        ]),
    )
}

#[test]
fn keys_walk_through_the_fields() {
    let desk = Desk::new();
    // (keys, where the focus is then)
    for (keys, focus) in [
        ("tab", K::Kind),
        ("enter enter", K::Flag),
        ("shift-tab", K::Last),
        ("↓ ↓ ↓ ↑", K::Flag),
        ("tab tab tab tab enter", K::Note),
        ("tab tab tab tab ↓", K::Note),
        ("tab tab tab tab tab tab", K::Name),
    ] {
        let mut dialog = sample();
        let replies = desk.press(&mut dialog, keys);
        assert!(replies.is_empty(), "{keys}: {replies:?}");
        assert_eq!(dialog.form().focused(), Some(focus), "{keys}");
    }
}

#[test]
fn letters_of_both_alphabets_reach_the_text() {
    let desk = Desk::new();
    let mut dialog = sample();
    desk.press(
        &mut dialog,
        "«qйё 1:и\u{306}👩‍👩‍👧е\u{308}» tab «т» tab space tab «пт 15:00» tab «а» enter «бj»",
    );
    let form = dialog.form();
    assert_eq!(form.text(K::Name), "qйё 1:й👩‍👩‍👧ё");
    assert_eq!(form.index(K::Kind), Some(2));
    assert!(form.on(K::Flag));
    assert_eq!(form.text(K::Note), "а\nбj");
    let when = form.when(K::Date, &desk.cx()).unwrap();
    assert_eq!(when.date, jiff::civil::date(2026, 11, 27));
    let screen = desk.screen(&mut dialog, 80, 24);
    assert!(screen.contains("пт 27 ноя 15:00"), "{screen}");
    assert!(
        screen.contains("‹три›") && screen.contains("[x]"),
        "{screen}"
    );
}

#[test]
fn saving_checks_every_field_and_goes_to_the_first_that_is_wrong() {
    let desk = Desk::new();
    // (keys, focus, words on the screen)
    for (keys, focus, words) in [
        ("ctrl-s", K::Name, "Это поле нужно заполнить"),
        ("ctrl-ы", K::Name, "Это поле нужно заполнить"),
        ("«А» tab tab tab «вчера» ctrl-s", K::Date, "Это уже прошло"),
        ("«А» tab tab tab «завтра ъ» ctrl-s", K::Date, "Не понял «ъ»"),
        ("«А» shift-tab «no» ctrl-s", K::Last, "Не понял, проверьте"),
        ("«А» shift-tab «no» enter", K::Last, "Не понял, проверьте"),
    ] {
        let mut dialog = sample();
        let replies = desk.press(&mut dialog, keys);
        assert!(replies.is_empty(), "{keys}: {replies:?}");
        assert_eq!(dialog.form().focused(), Some(focus), "{keys}");
        let screen = desk.screen(&mut dialog, 80, 24);
        assert!(screen.contains(words), "{keys}\n{screen}");
    }
    let mut dialog = sample();
    desk.submit(&mut dialog, "«А» shift-tab enter");
    assert_eq!(
        dialog.form().text(K::Name),
        "А",
        "a refusal later loses nothing"
    );
}

#[test]
fn esc_asks_only_when_something_would_be_lost() {
    let desk = Desk::new();
    let closed = |replies: &[Reply]| matches!(replies, [Reply::Close]);
    for (keys, closes) in [
        ("esc", true),
        ("tab esc", true),
        ("«а» esc", false),
        ("«а» esc esc", true),
        ("«а» esc x esc", false),
        ("«а» esc tab esc", false),
        ("«а» esc enter esc esc", true),
        ("«а» backspace esc", true),
        ("tab → esc", false),
        ("tab → ← esc", true),
        ("shift-tab shift-tab «а» esc", false),
        ("shift-tab shift-tab «а» esc esc", true),
    ] {
        let mut dialog = sample();
        let replies = desk.press(&mut dialog, keys);
        assert_eq!(closed(&replies), closes, "{keys}: {replies:?}");
    }
    let mut dialog = sample();
    desk.press(&mut dialog, "«а» esc");
    let screen = desk.screen(&mut dialog, 100, 30);
    assert!(screen.contains("Не сохранено. Esc"), "{screen}");
    desk.press(&mut dialog, "x");
    assert_eq!(
        dialog.form().text(K::Name),
        "а",
        "the key that returns is not typed"
    );
    assert!(!desk.screen(&mut dialog, 100, 30).contains("Не сохранено"));
}

#[test]
fn a_text_goes_to_the_editor_and_comes_back() {
    let desk = Desk::new();
    let mut dialog = sample();
    let replies = desk.press(&mut dialog, "tab tab tab tab «было» ctrl-e");
    assert!(
        matches!(replies.as_slice(), [Reply::Ask(Request::ExternalEditor(t))] if t == "было"),
        "{replies:?}"
    );
    dialog.edited("стало\nдлиннее\n".to_owned(), &desk.cx());
    assert_eq!(dialog.form().text(K::Note), "стало\nдлиннее");
    dialog.paste("\r\nещё", &desk.cx());
    assert_eq!(dialog.form().text(K::Note), "стало\nдлиннее\nещё");
}

#[test]
fn global_keys_pass_and_letters_do_not() {
    let desk = Desk::new();
    let mut dialog = sample();
    for key in ["f1", "f2", "ctrl-q", "ctrl-p"] {
        let replies = desk.press(&mut dialog, key);
        assert!(
            matches!(replies.as_slice(), [Reply::Pass]),
            "{key}: {replies:?}"
        );
    }
    assert!(desk.press(&mut dialog, "q 1 ?").is_empty());
    assert_eq!(dialog.form().text(K::Name), "q1?");
    let copied = desk.press(&mut dialog, "ctrl-c ctrl-x");
    assert!(matches!(
        copied.as_slice(),
        [Reply::Ask(Request::Copy(_)), Reply::Ask(Request::Copy(_))]
    ));
    assert_eq!(dialog.form().text(K::Name), "");
    desk.press(&mut dialog, "ctrl-z");
    assert_eq!(dialog.form().text(K::Name), "q1?");
    desk.press(&mut dialog, "ctrl-v ctrl-м shift-tab ctrl-v");
    assert_eq!(dialog.form().text(K::Name), "q1?q1?q1?");
    assert_eq!(dialog.form().text(K::Last), "q1?");
}

#[test]
fn clicks_choose_field_value_and_place() {
    let desk = Desk::new();
    let mut dialog = sample();
    desk.press(&mut dialog, "«абв»");
    let (buf, _) = desk.draw(&mut dialog, 80, 24);
    let find = |needle: &str| -> Position {
        for y in 0..24 {
            let row: Vec<&str> = (0..80).map(|x| buf[(x, y)].symbol()).collect();
            let joined = row.concat();
            if let Some(at) = joined.find(needle) {
                let x = joined.get(..at).unwrap().chars().count();
                return Position::new(u16::try_from(x).unwrap(), y);
            }
        }
        panic!("{needle} is not on the screen");
    };
    dialog.click(find("три"), &desk.cx());
    assert_eq!(dialog.form().focused(), Some(K::Kind));
    assert_eq!(dialog.form().index(K::Kind), Some(2));
    dialog.click(find("[ ]"), &desk.cx());
    assert!(dialog.form().on(K::Flag));
    let name = find("абв");
    dialog.click(Position::new(name.x + 1, name.y), &desk.cx());
    desk.press(&mut dialog, "!");
    assert_eq!(dialog.form().text(K::Name), "а!бв");
    dialog.click(Position::new(0, 0), &desk.cx());
    assert_eq!(dialog.form().focused(), Some(K::Name));
}

#[test]
fn the_focused_field_is_on_every_screen_however_small() {
    let desk = Desk::new();
    let mut dialog = sample();
    for _ in 0..6 {
        desk.at_all_sizes(&mut dialog);
        let (_, _) = desk.draw(&mut dialog, 60, 6);
        let screen = desk.screen(&mut dialog, 60, 6);
        assert!(screen.contains('▸'), "{screen}");
        dialog.act(Action::NextField, &desk.cx());
    }
    desk.press(&mut dialog, "«а» esc");
    desk.at_all_sizes(&mut dialog);
}
