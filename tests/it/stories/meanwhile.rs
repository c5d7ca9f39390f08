//! What is still being read or written while keys go on.

use planerka::app::{Effect, Msg};
use planerka::domain::book::Totals;
use planerka::domain::command::{Command, DraftText};
use planerka::domain::{Book, ClientId, Life};
use planerka::ui::screen::Pane;

use crate::harness::{Harness, Office, demo, setup};

fn ready(title: &str) -> DraftText {
    DraftText {
        title: title.to_owned(),
        why: "бюджет поиска уходит в сети и кончается к обеду".to_owned(),
        if_done: "заявки пойдут весь день и станут дешевле".to_owned(),
        if_not: "к весне за те же деньги заявок будет меньше".to_owned(),
        ..DraftText::default()
    }
}

#[test]
fn the_file_of_one_client_is_not_taken_for_anothers() {
    let mut office = Office::new();
    for name in ["Альфа", "Бета"] {
        let id = office.client(name, "Анна Смирнова", "+7 900 000-00-01", "опт");
        office.run(Command::FinishDraft(id, None, ready("Разделить поиск")));
    }
    let mut day = Harness::of(office);
    day.keys("/ «Альфа» enter enter d").slow_store().keys("S");
    // Left before the file is there, and the next client's asked for.
    day.keys("esc esc esc / <esc> / «Бета» enter enter d S");
    assert!(day.news().contains("ещё записывается"), "{}", day.news());
    day.wake();
    let state = |day: &Harness, name| {
        let client = day.client(name);
        let files: Vec<_> = client.work().decks.iter().map(|d| d.file.clone()).collect();
        (client.recommendations[0].life, files)
    };
    let alfa = (Life::Sent, vec!["Альфа 2026-11-23.html".to_owned()]);
    assert_eq!(state(&day, "Альфа"), alfa);
    assert_eq!(state(&day, "Бета"), (Life::Ready, Vec::new()));
    let screen = day.screen(120, 40);
    assert!(screen.contains("Презентация: Бета"), "{screen}");
    day.keys("S");
    assert_eq!(state(&day, "Альфа"), alfa);
    let beta = (Life::Sent, vec!["Бета 2026-11-23.html".to_owned()]);
    assert_eq!(state(&day, "Бета"), beta);
    assert!(!day.screen(120, 40).contains("Презентация:"));
}

fn reads(day: &mut Harness) -> Vec<ClientId> {
    let asked = day.effects().into_iter().filter_map(|e| match e {
        Effect::ReadCampaigns(of) => Some(of),
        _ => None,
    });
    asked.flatten().collect()
}

#[test]
fn a_card_opened_on_the_first_screen_asks_once_the_rest_is_there() {
    let (book, _) = demo(20);
    let mut head = book.clone();
    head.set_partial(Totals::default());
    let mut day = Harness::opening(setup());
    day.send(Msg::Head(Box::new(head)));
    let name = book
        .active()
        .find(|d| d.work().campaigns_unread())
        .unwrap()
        .client
        .name
        .clone();
    day.keys("/").text(&name).keys("enter enter");
    reads(&mut day);
    day.slow_store();
    day.send(Msg::Loaded(Box::new(book), Vec::new(), None));
    let wanted = day.client(&name).id();
    assert_eq!(reads(&mut day), [wanted]);
}

#[test]
fn the_day_is_planned_anew_once_the_rest_is_there() {
    let (book, _) = demo(300);
    // The first screen holds clients and little else, and may stand at the revision of the whole.
    let mut head = Book::new();
    for dossier in book.all() {
        head.load(dossier.client.clone().into()).unwrap();
    }
    head.set_partial(Totals::default());
    let mut whole = book.clone();
    while head.revision() < whole.revision() {
        head.set_seq(whole.seq());
    }
    while whole.revision() < head.revision() {
        whole.set_seq(whole.seq());
    }
    let mut day = Harness::opening(setup());
    day.send(Msg::Head(Box::new(head)));
    let first = day.pane(Pane::Agenda);
    day.send(Msg::Loaded(Box::new(whole), Vec::new(), None));
    let then = day.pane(Pane::Agenda);
    let mut known = Harness::new(book);
    assert_eq!(then, known.pane(Pane::Agenda));
    assert_ne!(first, then);
}

#[test]
fn campaigns_are_let_go_when_the_client_is_left() {
    let (book, histories) = demo(20);
    let name = book
        .active()
        .find(|d| d.work().campaigns_unread())
        .unwrap()
        .client
        .name
        .clone();
    let mut day = Harness::with(setup(), book, histories);
    let loaded = |day: &Harness| {
        let all = day.book().active();
        all.filter(|d| d.work().campaigns.is_some()).count()
    };
    day.keys("/").text(&name).keys("enter");
    day.keys("enter esc");
    assert_eq!(loaded(&day), 1, "one goes back to the current client");
    // The search is left, so that there is another one to go to.
    day.keys("/ esc");
    day.keys("G");
    if day.current().contains(&name) {
        day.keys("g g");
    }
    assert_eq!(loaded(&day), 0, "{}", day.screen(120, 40));
}

#[test]
fn a_finding_put_aside_leaves_the_list_and_undo_brings_it_back() {
    let (book, histories) = demo(60);
    let mut day = Harness::with(setup(), book, histories);
    day.keys("g a space j");
    let list = |day: &mut Harness| {
        let screen = day.screen(120, 40);
        let rows: Vec<&str> = screen.lines().collect();
        rows[1..rows.len() - 1].join("\n")
    };
    let before = list(&mut day);
    day.keys("x «договорились ждать» ctrl-s");
    assert_ne!(list(&mut day), before);
    day.keys("u");
    assert_eq!(list(&mut day), before);
}
