//! The merge rule and the plan, told as stories.

use jiff::Zoned;

use super::*;
use crate::domain::{Book, Command, Contact, Env, Ids, Intent, Spend, command::decide};

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

mod properties {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 6] = ["Alfa", "ALFA", "Beta", "Old", "Gamma", "Дельта"];
    const PEOPLE: [&str; 4] = ["Мария", "Иван", "Alfa", "Gamma"];

    /// The shapes of row the four kinds of file have.
    #[derive(Debug, Clone, Copy)]
    enum Shape {
        Table,
        Figures,
        Deals,
        People,
    }

    fn row_of(shape: Shape) -> impl Strategy<Value = Candidate> {
        let who = (
            prop::sample::select(NAMES.to_vec()),
            prop::option::of(prop::sample::select(PEOPLE.to_vec())),
            0..5u8,
            1..6u8,
            any::<bool>(),
        );
        let what = (
            prop::option::of(prop::sample::select(Tier::ALL.to_vec())),
            prop::collection::vec(prop::sample::select(vec!["опт", "ОПТ", "vip"]), 0..3),
            prop::collection::vec((1..4i32, -5..500i64, any::<bool>()), 0..3),
            prop::option::of(1..28i8),
        );
        (who, what).prop_map(move |(who, what)| {
            let (name, person, phone, id, flag) = who;
            let (tier, tags, figures, day) = what;
            let mut row = row(name);
            let phones: Vec<String> = (phone > 0)
                .then(|| format!("+7 916 000-00-0{phone}"))
                .into_iter()
                .collect();
            let mut contact = ContactPatch {
                name: person.map(str::to_owned),
                phones,
                ..ContactPatch::default()
            };
            let client = &mut row.client;
            if !matches!(shape, Shape::Figures) {
                client.tags = tags.into_iter().map(str::to_owned).collect();
                client.notes = day.map(|d| format!("note {d}")).into_iter().collect();
                client.since = day.map(|d| jiff::civil::date(2025, 3, d));
            }
            // Deals and people are named by the company, the person or the title, in this order.
            let derive = |client: &mut ClientPatch| {
                (client.name, client.source) = match (flag, person) {
                    (true, _) => (Some(name.to_owned()), NameSource::Company),
                    (false, Some(person)) => (Some(person.to_owned()), NameSource::Person),
                    (false, None) => (Some("Заказ".to_owned()), NameSource::Title),
                };
            };
            match shape {
                Shape::Table => {
                    client.tier = tier;
                    if flag {
                        client
                            .external
                            .push(ExternalId::new("file", &id.to_string()));
                    }
                    let nobody = person.is_none() && contact.phones.is_empty();
                    row.contact = (!nobody).then_some(contact);
                }
                Shape::Figures => {
                    if flag {
                        // The parser makes one candidate of an id, so it has one name.
                        client.reference = Some(id.to_string());
                        client.name = NAMES.get(usize::from(id)).map(|n| (*n).to_owned());
                        client.source = NameSource::Company;
                    }
                    let figure = |(m, a, named): (i32, i64, bool)| {
                        figure(m, a, named.then_some(Currency::RUB))
                    };
                    row.spend = figures.into_iter().map(figure).collect();
                }
                Shape::Deals => {
                    derive(client);
                    client
                        .external
                        .push(ExternalId::new("amocrm-lead", &id.to_string()));
                    let nobody = person.is_none() && contact.phones.is_empty();
                    row.contact = (!nobody).then_some(contact);
                }
                Shape::People if tier.is_some() => {
                    client
                        .external
                        .push(ExternalId::new("amocrm", &id.to_string()));
                    contact.name = None;
                    row.contact = (!contact.phones.is_empty()).then_some(contact);
                }
                Shape::People => {
                    derive(client);
                    contact
                        .external
                        .push(ExternalId::new("amocrm", &format!("1{id}")));
                    row.contact = Some(contact);
                }
            }
            row
        })
    }

    /// In a CRM's export an id has one row; of a table of figures the parser makes one candidate a client.
    fn once(shape: Shape, rows: Vec<Candidate>) -> Vec<Candidate> {
        let key = |row: &Candidate| match shape {
            Shape::Table => None,
            Shape::Figures => Some(
                row.client
                    .reference
                    .clone()
                    .unwrap_or(row.title().to_owned()),
            ),
            Shape::Deals | Shape::People => {
                let person = row.contact.iter().flat_map(|c| &c.external);
                row.client
                    .external
                    .iter()
                    .chain(person)
                    .next()
                    .map(ToString::to_string)
            }
        };
        let mut seen = Vec::new();
        rows.into_iter()
            .filter(|row| {
                let key = key(row);
                let first = key.is_none() || !seen.contains(&key);
                seen.push(key);
                first
            })
            .collect()
    }

    fn file() -> impl Strategy<Value = Vec<Candidate>> {
        prop::sample::select(vec![
            Shape::Table,
            Shape::Figures,
            Shape::Deals,
            Shape::People,
        ])
        .prop_flat_map(|shape| {
            prop::collection::vec(row_of(shape), 0..12).prop_map(move |rows| once(shape, rows))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn counts_add_up_undo_restores_and_redo_repeats(
            rows in file(),
        ) {
            let (mut book, mut ids) = sample();
            let before = contents(&book);
            let counts = plan(&book, rows.clone()).counts();
            let sum = counts.new + counts.updated + counts.unchanged + counts.skipped + counts.conflicts;
            prop_assert_eq!(sum, rows.len() as u64);
            let done = import(&mut book, &mut ids, &rows);
            prop_assert_eq!(counts.changes_something(), !done.is_empty());
            let after = contents(&book);
            for tx in done.iter().rev() {
                book.apply(&mut tx.clone().inverse(now().timestamp())).unwrap();
            }
            prop_assert_eq!(contents(&book), before);
            for tx in &done {
                book.apply(&mut tx.clone().again(now().timestamp())).unwrap();
            }
            prop_assert_eq!(contents(&book), after);
        }

        #[test]
        fn the_same_rows_again_change_nothing(rows in file()) {
            let (mut book, mut ids) = sample();
            // What a conflict held back may find its place once the other rows are in.
            prop_assume!(plan(&book, rows.clone()).counts().conflicts == 0);
            import(&mut book, &mut ids, &rows);
            let counts = plan(&book, rows).counts();
            // A client the file itself made may be a namesake of a company that was found by its person
            // before: the second time this is told as a conflict, and its row no longer counts.
            prop_assume!(counts.conflicts == 0);
            prop_assert_eq!((counts.clients_new, counts.clients_updated), (0, 0));
            prop_assert_eq!((counts.new, counts.updated), (0, 0));
        }
    }
}
