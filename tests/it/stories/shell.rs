//! What comes from a shell while the window is at work, and another window that wants the portfolio.

use planerka::app::{Effect, Msg, Occupant, Trouble, Verdict};
use planerka::domain::command::{Env, Move, decide};
use planerka::domain::{Book, Command, Ids, Stage, Transaction};

use super::{at_work, facts};
use crate::harness::{Harness, monday, setup};

/// What a shell that has read this book works out, one transaction a command.
fn worked_out(book: &Book, commands: Vec<Command>) -> Vec<Transaction> {
    let (mut book, now, mut ids) = (book.clone(), monday(), Ids::seeded(99));
    let decided = commands.into_iter().map(|command| {
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        let mut transaction = decide(command, &book, &mut env).unwrap();
        book.apply(&mut transaction).unwrap();
        transaction
    });
    decided.collect()
}

fn forward(day: &Harness, name: &str) -> Command {
    Command::MoveStage {
        clients: vec![day.client(name).id()],
        to: Move::To(Stage::Solving),
        confirmed: true,
    }
}

/// The verdict on one question, and how many transactions went to the disk.
fn verdict(day: &mut Harness) -> (Verdict, usize) {
    let effects = day.effects();
    let saved = effects.iter().filter(|e| matches!(e, Effect::Commit(_)));
    let saved = saved.count();
    let found = effects.into_iter().find_map(|e| match e {
        Effect::Answer(_, verdict) => Some(verdict),
        _ => None,
    });
    (found.unwrap(), saved)
}

#[test]
fn several_changes_are_all_taken_or_none() {
    let mut day = at_work();
    let seq = day.book().seq();
    let both = vec![forward(&day, "Вектор"), forward(&day, "Гранит")];
    let mut staged = worked_out(day.book(), both);
    for transaction in &mut staged {
        transaction.entry.group = Some(Ids::seeded(5).next(monday().timestamp()));
    }
    // The second of them is changed in the window before they come.
    let before = facts(day.book());
    day.keys("/ «Гранит» enter L д");
    let moved = facts(day.book());
    assert_ne!(before, moved);
    day.effects();
    day.send(Msg::FromShell(1, staged.clone()));
    assert_eq!(verdict(&mut day), (Verdict::Conflict, 0));
    assert_eq!((facts(day.book()), day.book().seq()), (moved, seq + 1));
    // Taken back, they fit again: numbers are the window's, one undo takes both.
    day.keys("u");
    let back = facts(day.book());
    day.effects();
    day.send(Msg::FromShell(2, staged));
    let applied = Verdict::Applied {
        first: seq + 3,
        last: seq + 4,
    };
    assert_eq!(verdict(&mut day), (applied, 2));
    assert!(
        day.news().contains("Из командной строки: 2 изменения"),
        "{}",
        day.news()
    );
    day.keys("u");
    assert_eq!(facts(day.book()), back);
}

#[test]
fn a_window_that_cannot_take_it_in_says_why() {
    // Still opening.
    let mut day = Harness::opening(setup());
    let office = at_work();
    let staged = worked_out(office.book(), vec![forward(&office, "Вектор")]);
    day.send(Msg::FromShell(1, staged.clone()));
    assert_eq!(verdict(&mut day), (Verdict::Opening, 0));
    // An import is shown.
    let mut day = at_work();
    let before = facts(day.book());
    day.keys("i «preamble» enter");
    day.effects();
    day.send(Msg::FromShell(1, staged.clone()));
    assert_eq!(verdict(&mut day), (Verdict::Importing, 0));
    day.send(Msg::AskedToLeave(2));
    assert_eq!(verdict(&mut day).0, Verdict::Importing);
    // The disk refuses.
    let mut day = at_work();
    day.fill_disk().keys("/ «Гранит» enter L д");
    let unsaved = facts(day.book());
    day.effects();
    day.send(Msg::FromShell(1, staged));
    assert_eq!(verdict(&mut day), (Verdict::Failing, 0));
    assert_eq!(facts(day.book()), unsaved);
    assert_ne!(before, unsaved);
    day.send(Msg::AskedToLeave(2));
    assert_eq!(verdict(&mut day).0, Verdict::Failing);
    assert!(day.left.is_none(), "it stays");
}

#[test]
fn a_form_keeps_what_is_typed_and_a_question_about_undo_is_withdrawn() {
    let mut day = at_work();
    let staged = worked_out(day.book(), vec![forward(&day, "Вектор")]);
    day.keys("a «Новый клие»");
    day.send(Msg::FromShell(1, staged));
    let screen = day.screen(120, 40);
    assert!(screen.contains("Новый клие"), "{screen}");
    day.keys("«нт» ctrl-s");
    day.client("Новый клиент");
    assert_eq!(day.client("Вектор").stage(), Stage::Solving);
    // Two steps are to be taken back; a third comes before the yes.
    day.keys("U j enter");
    assert!(day.screen(120, 40).contains("да"), "asked");
    let another = worked_out(day.book(), vec![forward(&day, "Гранит")]);
    day.send(Msg::FromShell(2, another));
    day.keys("д esc");
    day.client("Новый клиент");
    assert_eq!(day.client("Гранит").stage(), Stage::Solving);
}

#[test]
fn what_a_shell_asks_waits_for_an_undo_on_its_way() {
    let mut day = at_work();
    day.keys("/ «Гранит» enter L д");
    let moved = day.client("Гранит").stage();
    let staged = worked_out(day.book(), vec![forward(&day, "Вектор")]);
    day.slow_store().keys("u");
    day.send(Msg::FromShell(1, staged));
    day.wake();
    assert_ne!(day.client("Гранит").stage(), moved);
    assert_eq!(day.client("Вектор").stage(), Stage::Solving);
    assert!(matches!(verdict(&mut day).0, Verdict::Applied { .. }));
}

#[test]
fn the_portfolio_is_left_to_another_window_once_all_is_saved() {
    let mut day = at_work();
    day.keys("a «Недопис»").send(Msg::AskedToLeave(1));
    assert_eq!(verdict(&mut day).0, Verdict::Typing);
    day.keys("esc esc")
        .slow_store()
        .keys("/ «Гранит» enter L д");
    day.effects();
    day.send(Msg::AskedToLeave(2));
    let waits = |e: &Effect| !matches!(e, Effect::Answer(..) | Effect::Quit(_));
    let effects = day.effects();
    assert!(
        effects.iter().all(waits),
        "not on disk yet: {effects:?}\n{}",
        day.screen(120, 40)
    );
    day.wake();
    assert_eq!(verdict(&mut day).0, Verdict::Leaving);
    assert!(
        day.left.is_some(),
        "with the first screen of the next start"
    );
    let said = day.app.farewell().unwrap_or_default();
    assert!(said.contains("в другом окне"), "{said}");
}

#[test]
fn a_window_stays_when_the_disk_was_so_slow_that_nobody_waits_any_more() {
    let mut day = at_work();
    day.slow_store().keys("/ «Гранит» enter L д");
    day.send(Msg::Clock(monday()));
    day.send(Msg::AskedToLeave(1));
    let late = monday().checked_add(jiff::SignedDuration::from_secs(20));
    day.send(Msg::Clock(late.unwrap()));
    day.effects();
    day.wake();
    let effects = day.effects();
    assert!(
        effects.contains(&Effect::Answer(1, Verdict::Failing)),
        "{effects:?}"
    );
    assert!(day.left.is_none(), "it stays");
    assert!(day.app.farewell().is_none());
    // It takes in again what shells bring.
    let staged = worked_out(day.book(), vec![forward(&day, "Вектор")]);
    day.send(Msg::FromShell(2, staged));
    assert!(matches!(verdict(&mut day).0, Verdict::Applied { .. }));
}

#[test]
fn a_window_without_the_portfolio_says_who_has_it() {
    let mut day = Harness::opening(setup());
    day.send(Msg::Occupied(Occupant {
        pid: 4321,
        host: "стол".to_owned(),
        since: "2026-11-23T05:31:00Z".parse().ok(),
    }));
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let screen = day.screen(width, height);
        for words in ["процесс 4321", "на стол", "с 08:31", "enter — открыть"]
        {
            assert!(screen.contains(words), "{words}:\n{screen}");
        }
    }
    // Nothing of the workspace can be reached behind it.
    day.keys("a c i / u j 2");
    assert!(day.screen(80, 24).contains("процесс 4321"));
    day.effects();
    day.keys("enter enter");
    let asked = day.effects().into_iter().filter(|e| *e == Effect::TakeOver);
    assert_eq!(asked.count(), 1, "once");
    let why = Trouble::new("link-stays-typing", Vec::new(), None);
    day.send(Msg::Stays(why));
    assert!(
        day.screen(80, 24).contains("с недописанным"),
        "{}",
        day.screen(80, 24)
    );
    day.keys("enter");
    assert_eq!(day.effects(), [Effect::TakeOver]);
    let office = at_work();
    let book = office.book().clone();
    day.send(Msg::Loaded(Box::new(book), Vec::new(), None));
    let screen = day.screen(120, 40);
    assert!(
        !screen.contains("4321") && screen.contains("Альфа-Авто"),
        "{screen}"
    );
    // And whoever does not want it leaves.
    let mut day = Harness::opening(setup());
    day.send(Msg::Occupied(Occupant::default())).screen(80, 24);
    day.keys("q");
    assert!(day.left.is_some());
}
