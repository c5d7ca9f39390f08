//! A working day told in keys, without a terminal.

mod agreements;
mod any_keys;
mod call;
mod campaigns;
mod clients;
mod cycle;
mod day;
mod deck;
mod doors;
mod drafts;
mod faults;
mod files;
mod focus;
mod hostile;
mod inbox;
mod meanwhile;
mod morning;
mod on_disk;
mod policy;
mod query;
mod safety;
mod shell;
mod tiny;
mod tongue;
mod vault;
mod whole_morning;

use planerka::domain::command::{Command, DraftText, Move, NewTouch, NextStep};
use planerka::domain::{
    Book, Channel, ClientId, Direction, Dossier, Effort, Outcome, RecommendationKind, Stage,
};

use crate::harness::{Harness, Office};

/// Five clients: Альфа-Авто and Берёзка on the first stage and not yet talked to, Вектор and Гранит with
/// their problems found and talked over, Дельта on the last stage. Вектор has a draft without its why.
fn office() -> Office {
    let mut office = Office::new();
    let people = [
        ("Альфа-Авто", "Анна Смирнова", "+7 900 000-00-01", "опт"),
        ("Берёзка", "Борис Котов", "+7 900 000-00-02", "сезон"),
        ("Вектор", "Вера Лис", "+7 900 000-00-03", "опт"),
        ("Гранит", "Глеб Ручьёв", "+7 900 000-00-04", "опт"),
        ("Дельта", "Дина Юрьева", "+7 900 000-00-05", "сезон"),
    ];
    let ids = people.map(|(name, person, phone, tag)| office.client(name, person, phone, tag));
    let to = |clients: &[ClientId], stage| Command::MoveStage {
        clients: clients.to_vec(),
        to: Move::To(stage),
        confirmed: true,
    };
    office
        .run(to(&ids[2..4], Stage::Problems))
        .run(to(&ids[4..], Stage::Rollout));
    office.now = "2026-11-19T12:00+03:00[+03:00]".parse().unwrap();
    for &client in &ids[2..] {
        office.run(Command::LogTouch(Box::new(NewTouch {
            client,
            contact: None,
            at: None,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 5,
            note: "Нужны заявки, а не клики".to_owned(),
            next: NextStep::Auto,
            mood: None,
            purpose: None,
        })));
    }
    office.run(Command::AddDraft(
        ids[2],
        DraftText {
            title: "Настроить цели".to_owned(),
            why: String::new(),
            if_done: String::new(),
            if_not: String::new(),
            effort: Effort::S,
            kind: RecommendationKind::Hygiene,
            ..DraftText::default()
        },
    ));
    office
}

fn at_work() -> Harness {
    Harness::of(office())
}

/// Everything the book knows, but for which histories happen to be in memory.
fn facts(book: &Book) -> String {
    let mut book = book.clone();
    for id in book.all().map(Dossier::id).collect::<Vec<_>>() {
        book.unload_campaigns(id);
    }
    let mut dossiers: Vec<_> = book.all().cloned().collect();
    dossiers.sort_by_key(|d| d.id());
    for dossier in &mut dossiers {
        dossier.touches = None;
    }
    format!("{dossiers:#?}")
}

fn stages(harness: &Harness, names: &[&str]) -> Vec<Stage> {
    names
        .iter()
        .map(|name| harness.client(name).stage())
        .collect()
}
