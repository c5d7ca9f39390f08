//! Whatever the files say: the same file twice is the same portfolio, and undo is exact.

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
                let figure =
                    |(m, a, named): (i32, i64, bool)| figure(m, a, named.then_some(Currency::RUB));
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
