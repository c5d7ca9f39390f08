//! Round trips: what is exported is imported without a change.

use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;
use crate::domain::import::{Candidate, ImportRun, plan};
use crate::domain::{
    Birthday, Book, Cadence, Channel, ChannelHours, Client, Contact, ContactPolicy, Currency,
    Direction, Env, ExternalId, Hours, Ids, Intent, Journey, Month, Outcome, Recommendation,
    ServiceModel, Spend, Stage, Tier, Transaction, Zone,
};
use crate::jobs::import::{ImportError, ImportKind, NotText, parse};
use crate::jobs::progress::Progress;

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

fn hours(channel: Channel, from: i8, to: i8) -> ChannelHours {
    let at = |hour| jiff::civil::time(hour, 30, 0, 0);
    let hours = Hours {
        from: at(from),
        to: at(to),
    };
    ChannelHours { channel, hours }
}

/// Clients whose texts are as nasty as a table can carry.
fn book() -> Book {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(3));
    let at = now().timestamp();
    let mut tx = Transaction::new(Intent::FillDemo, at, None, String::new());
    for (i, name) in [
        "=Formula \"Ltd\", Co; x",
        "'Quoted",
        "Same",
        "Same",
        "+7 days",
        "-",
        "Total",
    ]
    .into_iter()
    .enumerate()
    {
        let mut client = Client::named(ids.next(at), name.to_owned(), at);
        if i % 2 == 0 {
            client.tier = Tier::A;
            client.service_model = ServiceModel::Managed;
            client.policy = ContactPolicy::NewsOnly;
            client.cadence = if i == 0 {
                Cadence::ReportWindow
            } else {
                Cadence::Days(14)
            };
            client.zone = Zone::new("Asia/Omsk");
            client.tags = vec!["a, b".to_owned()];
            client.notes = "-10 %\nline two, \"quoted\"; more".to_owned();
            client.owner = "@anna".to_owned();
            client.since = Some(date(2025, 2, 1));
            client.external = vec![ExternalId::new("amocrm", &i.to_string())];
            client.channels = vec![hours(Channel::Email, 10, 17), hours(Channel::Phone, 9, 18)];
            client.archived_at = (i == 6).then_some(at);
        } else {
            client.tags = vec!["x".to_owned(), "y z".to_owned()];
        }
        let id = client.id;
        tx.push(Change::create(client));
        if i == 1 {
            let at = "2026-03-01T09:00:00Z".parse().unwrap();
            tx.push(Change::create(Journey {
                cycle: 3,
                stage: Stage::Analysis,
                ..Journey::start(id, at)
            }));
        }
        for phone in ["+7 916 000-00-01", "8 383 000-00-02"] {
            let mut contact = Contact::named(ids.next(at), id, "Мария, Ким".to_owned());
            contact.phones = vec![phone.to_owned()];
            contact.emails = vec!["a@x.test".to_owned(), "b@x.test".to_owned()];
            contact.role = "=director".to_owned();
            contact.notes = "любит факты; +цифры".to_owned();
            contact.external = vec![ExternalId::new("amocrm", &format!("{i}:{phone}"))];
            contact.decision_maker = phone.starts_with('8');
            contact.birthday = Some(Birthday {
                year: None,
                month: 2,
                day: 29,
            });
            tx.push(Change::create(contact));
        }
        let mut spend = Spend::empty(id, Currency::RUB);
        spend.set(Month::new(2026, 1), -150);
        spend.set(Month::new(2026, 3), 1_234_567);
        tx.push(Change::create(spend));
        let mut draft = Recommendation::draft(ids.next(at), id, at);
        draft.title = "Goals".to_owned();
        tx.push(Change::create(draft));
    }
    book.apply(&mut tx).unwrap();
    book
}

use crate::domain::Change;

fn csv(out: &mut Vec<u8>) -> Target<'_> {
    Target::Text(Format::Csv, out)
}

fn candidates(csv: &[u8], kind: ImportKind) -> Vec<Candidate> {
    let parsed = parse("export.csv", csv, None, &Progress::new()).unwrap();
    assert_eq!(parsed.kind, kind);
    assert_eq!(parsed.problems, [], "{}", String::from_utf8_lossy(csv));
    parsed.candidates
}

#[test]
fn exported_tables_import_with_every_row_unchanged() {
    let book = book();
    let (mut clients, mut contacts, mut spend) = (Vec::new(), Vec::new(), Vec::new());
    let utc = TimeZone::UTC;
    assert_eq!(
        super::clients(book.all(), Notes::With, &utc, csv(&mut clients)).unwrap(),
        7
    );
    assert_eq!(
        super::contacts(book.all(), Notes::With, csv(&mut contacts)).unwrap(),
        14
    );
    assert_eq!(super::spend(book.all(), csv(&mut spend)).unwrap(), 14);
    let sheet = |write: &dyn Fn(Target<'_>) -> io::Result<u64>| {
        let (mut workbook, mut bytes) = (Workbook::new(&now()), Vec::new());
        write(Target::Sheet(&mut workbook)).unwrap();
        workbook.write(&mut bytes).unwrap();
        bytes
    };
    let workbooks = [
        sheet(&|to| super::clients(book.all(), Notes::With, &utc, to)),
        sheet(&|to| super::contacts(book.all(), Notes::With, to)),
        sheet(&|to| super::spend(book.all(), to)),
    ];
    let [clients_book, contacts_book, spend_book] = workbooks;
    for (name, csv, kind, rows) in [
        ("clients", clients, ImportKind::Clients, 7),
        ("clients.xlsx", clients_book, ImportKind::Clients, 7),
        ("contacts", contacts, ImportKind::Clients, 14),
        ("contacts.xlsx", contacts_book, ImportKind::Clients, 14),
        ("spend", spend, ImportKind::Spend, 14),
        ("spend.xlsx", spend_book, ImportKind::Spend, 14),
    ] {
        let counts = plan(&book, candidates(&csv, kind)).counts();
        assert_eq!(
            counts.unchanged,
            rows,
            "{name}: {counts:?}\n{}",
            String::from_utf8_lossy(&csv)
        );
    }
}

#[test]
fn exported_clients_keep_their_identity_in_another_store() {
    let (old, mut new, mut ids, now) = (book(), Book::new(), Ids::seeded(9), now());
    let mut csv = Vec::new();
    clients(old.all(), Notes::With, &TimeZone::UTC, self::csv(&mut csv)).unwrap();
    let plan = plan(&new, candidates(&csv, ImportKind::Clients));
    let mut run = ImportRun::new(plan, "clients.csv".to_owned(), None);
    while let Some(mut tx) = run.next_slice(
        &new,
        &mut Env {
            now: &now,
            ids: &mut ids,
        },
    ) {
        new.apply(&mut tx).unwrap();
    }
    let of = |book: &Book| -> Vec<Client> { book.all().map(|d| d.client.clone()).collect() };
    assert_eq!(of(&new), of(&old));
    for dossier in old.all() {
        let copy = new.get(dossier.id()).unwrap();
        assert_eq!(copy.stage(), dossier.stage(), "{}", dossier.client.name);
        assert_eq!(copy.cycle(), dossier.cycle());
        let moved = dossier.journey.is_some();
        assert_eq!(copy.journey.is_some(), moved, "nobody is moved for nothing");
        // The age on a stage counts from the import: how long it stood there before is not in a table.
        let since = copy.journey.as_ref().map(|j| j.entered_at);
        assert_eq!(since, moved.then(|| now.timestamp()));
    }
    let again = parse("clients.csv", &csv, None, &Progress::new()).unwrap();
    assert!(again.own, "more is known of them than the table holds");
    let again = crate::domain::import::plan(&new, again.candidates);
    assert_eq!(again.counts().unchanged, 7);
    assert_eq!(again.stages_kept(), 0);

    // A client that was moved here stays where it is, and that is told.
    let text = String::from_utf8(csv)
        .unwrap()
        .replace("analysis", "rollout");
    let parsed = parse("clients.csv", text.as_bytes(), None, &Progress::new()).unwrap();
    let kept = crate::domain::import::plan(&new, parsed.candidates);
    assert_eq!((kept.counts().unchanged, kept.stages_kept()), (7, 1));
}

#[test]
fn people_keep_what_is_known_of_them_in_another_store() {
    let (old, mut new, mut ids, now) = (book(), Book::new(), Ids::seeded(9), now());
    let mut table = Vec::new();
    contacts(old.all(), Notes::With, csv(&mut table)).unwrap();
    let plan = plan(&new, candidates(&table, ImportKind::Clients));
    let mut run = ImportRun::new(plan, String::new(), None);
    let (now, ids) = (&now, &mut ids);
    while let Some(mut tx) = run.next_slice(&new, &mut Env { now, ids }) {
        new.apply(&mut tx).unwrap();
    }
    let of = |book: &Book| -> Vec<Vec<Contact>> {
        let people = book.all().map(|d| {
            let mut all: Vec<Contact> = d.contacts.clone();
            all.sort_by(|a, b| a.external.cmp(&b.external));
            // Whom a touch was with is not carried over, so a person may have another id.
            for contact in &mut all {
                contact.id = crate::domain::ContactId::from_bytes([0; 16]);
            }
            all
        });
        people.collect()
    };
    assert_eq!(of(&new), of(&old));
}

#[test]
fn what_happened_is_no_table_of_clients() {
    let book = book();
    let refused = |csv: &[u8]| {
        parse("work.csv", csv, None, &Progress::new()).map_or_else(|e| e, |p| panic!("{p:?}"))
    };
    let mut written = Vec::new();
    let utc = TimeZone::UTC;
    assert_eq!(
        drafts(book.all(), Notes::With, &utc, csv(&mut written)).unwrap(),
        7
    );
    assert_eq!(refused(&written), ImportError::OwnTable { table: "drafts" });
    assert!(String::from_utf8(written).unwrap().contains("'=Formula"));

    let nobody = std::iter::empty::<(&Dossier, Touch)>();
    let (mut calls, mut ads, mut log) = (Vec::new(), Vec::new(), Vec::new());
    touches(nobody, Notes::With, &utc, csv(&mut calls)).unwrap();
    campaigns(std::iter::empty(), csv(&mut ads)).unwrap();
    journal(std::iter::empty(), &utc, csv(&mut log)).unwrap();
    for (table, csv) in [("touches", calls), ("campaigns", ads), ("journal", log)] {
        assert_eq!(refused(&csv), ImportError::OwnTable { table });
    }
    let mut json = Vec::new();
    spend(book.all(), Target::Text(Format::Json, &mut json)).unwrap();
    assert_eq!(refused(&json), ImportError::NotText(NotText::Json));
    let mut lines = Vec::new();
    spend(book.all(), Target::Text(Format::Lines(None), &mut lines)).unwrap();
    assert_eq!(refused(&lines), ImportError::NotText(NotText::Json));
}

#[test]
fn json_has_strings_for_amounts_and_offsets_for_times() {
    let book = book();
    let mut out = Vec::new();
    spend(book.all().take(1), Target::Text(Format::Json, &mut out)).unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(rows[0]["amount"], "-1.50");
    assert_eq!(rows[1]["amount"], "12345.67");
    assert_eq!(rows[1]["month"], "2026-03");
    assert_eq!(rows[1]["client"], "=Formula \"Ltd\", Co; x");

    let dossier = book.all().next().unwrap();
    let touch = Touch {
        id: Ids::seeded(5).next(now().timestamp()),
        client: dossier.id(),
        contact: dossier.contacts.first().map(|c| c.id),
        at: now().timestamp(),
        channel: Channel::Phone,
        direction: Direction::Out,
        outcome: Outcome::NoAnswer,
        minutes: 7,
        note: "=note".to_owned(),
        mood: None,
        purpose: None,
    };
    let mut out = Vec::new();
    let zone = TimeZone::get("Asia/Omsk").unwrap();
    touches(
        std::iter::once((dossier, &touch)),
        Notes::With,
        &zone,
        Target::Text(Format::Json, &mut out),
    )
    .unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(rows[0]["at"], "2026-11-23T12:00:00+06:00");
    assert_eq!(rows[0]["outcome"], "no_answer");
    assert_eq!(rows[0]["minutes"], 7);
    assert_eq!(rows[0]["note"], "=note");

    let mut none = Vec::new();
    assert_eq!(
        clients(
            std::iter::empty(),
            Notes::With,
            &zone,
            Target::Text(Format::Json, &mut none)
        )
        .unwrap(),
        0
    );
    let rows: serde_json::Value = serde_json::from_slice(&none).unwrap();
    assert_eq!(rows, serde_json::json!([]));
}
