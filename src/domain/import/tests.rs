//! The merge rule and the plan, told as stories.

use jiff::Zoned;

use super::*;
use crate::domain::{Book, Command, Contact, Env, Ids, Intent, Spend, command::decide};

mod properties;

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

fn external(text: &str) -> ExternalId {
    let (system, id) = text.split_once(':').unwrap();
    ExternalId::new(system, id)
}

/// A row of a plain table.
fn row(name: &str) -> Candidate {
    let mut row = Candidate::at(2);
    row.client.name = Some(name.to_owned());
    row
}

fn with_id(name: &str, id: &str) -> Candidate {
    let mut row = row(name);
    row.client.external.push(external(id));
    row
}

/// A deal of a person without a company.
fn deal(id: &str, person: &str, phone: &str) -> Candidate {
    let mut row = with_id(person, id);
    row.client.source = NameSource::Person;
    row.contact = Some(ContactPatch {
        name: Some(person.to_owned()),
        phones: Some(phone.to_owned())
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect(),
        ..ContactPatch::default()
    });
    row
}

fn figure(month: i32, minor: i64, currency: Option<Currency>) -> Figure {
    Figure {
        month: Month::new(2026, month),
        minor,
        currency,
    }
}

/// Carries an import out; the transactions as applied.
fn import(book: &mut Book, ids: &mut Ids, rows: &[Candidate]) -> Vec<crate::domain::Transaction> {
    let now = now();
    let mut run = ImportRun::new(plan(book, rows.to_vec()), "file.csv".to_owned(), None);
    let mut done = Vec::new();
    while let Some(mut tx) = run.next_slice(book, &mut Env { now: &now, ids }) {
        book.apply(&mut tx).unwrap();
        done.push(tx);
    }
    done
}

fn verdicts(book: &Book, rows: &[Candidate]) -> Vec<Verdict> {
    plan(book, rows.to_vec())
        .rows()
        .map(|(_, r)| r.verdict)
        .collect()
}

/// All that a book holds, comparable.
fn contents(book: &Book) -> Vec<(crate::domain::Client, Vec<Contact>, Option<Spend>)> {
    book.all()
        .map(|d| {
            (
                d.client.clone(),
                d.contacts.clone(),
                d.spend.as_deref().cloned(),
            )
        })
        .collect()
}

/// A book with «Alfa» (amocrm:1, with a person), «Beta» (twice) and archived «Old».
fn sample() -> (Book, Ids) {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
    let mut alfa = with_id("Alfa", "amocrm:1");
    alfa.client.tags = vec!["опт".to_owned()];
    alfa.client.notes = vec!["knows".to_owned()];
    alfa.contact = Some(ContactPatch {
        name: Some("Мария".to_owned()),
        phones: vec!["+7 916 000-00-01".to_owned()],
        external: vec![external("amocrm:11")],
        ..ContactPatch::default()
    });
    alfa.spend = vec![figure(1, 100, Some(Currency::RUB))];
    import(&mut book, &mut ids, &[alfa, row("Beta"), row("Old")]);
    let now = now();
    let beta = crate::domain::Client::named(
        ids.next(now.timestamp()),
        "Beta".to_owned(),
        now.timestamp(),
    );
    let old = book.all().find(|d| d.client.name == "Old").unwrap().id();
    for command in [
        Command::AddClient(Box::new(beta)),
        Command::ArchiveClient(old),
    ] {
        let mut tx = decide(
            command,
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids,
            },
        )
        .unwrap();
        book.apply(&mut tx).unwrap();
    }
    (book, ids)
}

fn update(fields: &[Field]) -> Verdict {
    let mut set = Fields::default();
    fields.iter().for_each(|f| set.add(*f));
    Verdict::Update(set)
}

#[test]
fn verdicts_row_by_row() {
    let (book, _) = sample();
    let edit = |mut row: Candidate, edit: &dyn Fn(&mut Candidate)| {
        edit(&mut row);
        row
    };
    let company = |row: Candidate| edit(row, &|r| r.client.source = NameSource::Company);
    let conflict = Verdict::Conflict;
    for (name, row, verdict) in [
        ("unknown name", row("Gamma"), Verdict::New),
        ("no name", row(""), Verdict::Skip(Skip::NoName)),
        (
            "known by name, case aside",
            row("ALFA"),
            update(&[Field::Name]),
        ),
        ("known, nothing new", row("Alfa"), Verdict::Unchanged),
        (
            "renamed in the source",
            with_id("Alfa-2", "amocrm:1"),
            update(&[Field::Name]),
        ),
        (
            "a deal's company does not rename",
            company(with_id("Alfa-2", "amocrm:1")),
            Verdict::Unchanged,
        ),
        (
            "a new id is added",
            with_id("Alfa", "file:7"),
            update(&[Field::External]),
        ),
        (
            "same name, another id of the same system",
            with_id("Alfa", "amocrm:2"),
            conflict(Clash::OtherIdentity),
        ),
        (
            "two clients of one name",
            row("Beta"),
            conflict(Clash::ManyNames),
        ),
        ("archived and nothing new", row("Old"), Verdict::Unchanged),
        (
            "archived and something new",
            edit(row("Old"), &|r| r.client.tags = vec!["x".to_owned()]),
            Verdict::Skip(Skip::Archived),
        ),
        (
            "a tag it has, in other letters",
            edit(row("Alfa"), &|r| r.client.tags = vec!["ОПТ".to_owned()]),
            Verdict::Unchanged,
        ),
        (
            "a note it has",
            edit(row("Alfa"), &|r| r.client.notes = vec!["knows".to_owned()]),
            Verdict::Unchanged,
        ),
        (
            "tier and note",
            edit(row("Alfa"), &|r| {
                r.client.tier = Some(Tier::A);
                r.client.notes = vec!["more".to_owned()];
            }),
            update(&[Field::Tier, Field::Notes]),
        ),
        (
            "a person's deal finds the client by phone",
            deal("amocrm-lead:5", "Маша", "8 (916) 000-00-01"),
            update(&[Field::External, Field::Contact]),
        ),
        (
            "a namesake with another phone is somebody else",
            deal("amocrm-lead:5", "Alfa", "8 (916) 000-00-09"),
            Verdict::New,
        ),
        (
            "the same person by id, no news",
            edit(company(row("Alfa")), &|r| {
                r.contact = Some(ContactPatch {
                    name: Some("Мария".to_owned()),
                    external: vec![external("amocrm:11")],
                    ..ContactPatch::default()
                });
            }),
            Verdict::Unchanged,
        ),
        (
            "the same figure",
            edit(row("Alfa"), &|r| r.spend = vec![figure(1, 100, None)]),
            Verdict::Unchanged,
        ),
        (
            "another figure",
            edit(row("Alfa"), &|r| r.spend = vec![figure(1, 200, None)]),
            update(&[Field::Spend]),
        ),
        (
            "another currency",
            edit(row("Alfa"), &|r| {
                r.spend = vec![figure(1, 200, "USD".parse().ok())];
            }),
            conflict(Clash::Currency),
        ),
    ] {
        assert_eq!(verdicts(&book, &[row]), [verdict], "{name}");
    }
}

#[test]
fn references_of_a_figures_table() {
    let (book, _) = sample();
    let alfa = book.all().next().unwrap().id();
    for text in ["amocrm:1", "1", "amocrm:11", "alfa"] {
        let mut row = Candidate::at(2);
        row.client.reference = Some(text.to_owned());
        let plan = plan(&book, vec![row]);
        assert_eq!(plan.row(0).unwrap().1.client, Some(alfa), "{text}");
    }
}

#[test]
fn a_client_named_only_by_an_id_is_found_after_it_got_a_name() {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
    let mut panel = Candidate::at(2);
    panel.client.reference = Some("00017".to_owned());
    panel.spend = vec![figure(1, 100, None)];
    import(&mut book, &mut ids, std::slice::from_ref(&panel));
    assert_eq!(book.all().next().unwrap().client.name, "00017");
    import(&mut book, &mut ids, &[with_id("Заря", "file:00017")]);
    assert_eq!(book.all().next().unwrap().client.name, "Заря");
    assert_eq!(verdicts(&book, &[panel]), [Verdict::Unchanged]);
    // From now on the id of some table alone does not rename it.
    assert_eq!(
        verdicts(&book, &[with_id("Маяк", "file:00017")]),
        [Verdict::Conflict(Clash::OtherIdentity)]
    );
}

#[test]
fn two_deals_of_one_person_are_one_client_with_both_ids() {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
    let rows = [
        deal("amocrm-lead:1", "Глеб", "+7 913 000-00-01"),
        deal("amocrm-lead:2", "Глеб Ручьёв", "8 913 000 00 01"),
        deal("amocrm-lead:3", "Глеб", "+7 913 000-00-07"),
    ];
    let counts = plan(&book, rows.to_vec()).counts();
    assert_eq!((counts.new, counts.clients_new), (3, 2));
    import(&mut book, &mut ids, &rows);
    let first = &book.all().next().unwrap().client;
    assert_eq!((first.name.as_str(), first.external.len()), ("Глеб", 2));
    assert!(!plan(&book, rows.to_vec()).counts().changes_something());
}

#[test]
fn rows_that_overwrite_each_other_settle() {
    let (mut book, mut ids) = sample();
    let tier = |tier| {
        let mut row = row("Alfa");
        row.client.tier = Some(tier);
        row
    };
    let rows = [tier(Tier::A), tier(Tier::C)];
    import(&mut book, &mut ids, &rows);
    assert_eq!(book.all().next().unwrap().client.tier, Tier::C);
    assert_eq!(verdicts(&book, &rows), [Verdict::Unchanged; 2]);
}

#[test]
fn an_edit_made_meanwhile_is_kept() {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
    let many: Vec<Candidate> = (0..2500).map(|i| row(&format!("Client {i}"))).collect();
    import(&mut book, &mut ids, &many);
    let tagged: Vec<Candidate> = many
        .iter()
        .cloned()
        .map(|mut r| {
            r.client.tags = vec!["new".to_owned()];
            r
        })
        .collect();
    let now = now();
    let mut run = ImportRun::new(plan(&book, tagged), "f".to_owned(), None);
    let mut first = run
        .next_slice(
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids,
            },
        )
        .unwrap();
    assert_eq!(first.changes.len(), 2000);
    assert_eq!(first.entry.intent, Intent::Import);
    book.apply(&mut first).unwrap();
    // The last client, still to come, is edited by hand.
    let mut edited = book.all().last().unwrap().client.clone();
    edited.notes = "by hand".to_owned();
    let command = Command::EditClient(Box::new(edited));
    let mut tx = decide(
        command,
        &book,
        &mut Env {
            now: &now,
            ids: &mut ids,
        },
    )
    .unwrap();
    book.apply(&mut tx).unwrap();
    let mut second = run
        .next_slice(
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids,
            },
        )
        .unwrap();
    book.apply(&mut second).unwrap();
    assert_eq!(first.entry.group, second.entry.group);
    assert!(
        run.next_slice(
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids
            }
        )
        .is_none()
    );
    let last = &book.all().last().unwrap().client;
    assert_eq!((last.notes.as_str(), last.tags.len()), ("by hand", 1));
}
