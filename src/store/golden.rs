//! The forms on disk, held by committed bytes: a record of every kind, as small as it gets and with
//! everything set.
//!
//! A fixture is never edited. A new schema gets a directory of its own, the older one stays and is read; `PLANERKA_BLESS=1 cargo test
//! golden` writes fixtures that are not there yet (and leaves those that are).

mod desk;
mod work;

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::entry;
use super::rows::{EntryHead, record, schema, write};
use super::{codec, packed};
use crate::domain::*;

fn at(second: i64) -> Timestamp {
    Timestamp::new(second, 987_654_321).unwrap()
}

fn id(n: u8) -> [u8; 16] {
    std::array::from_fn(|i| n.wrapping_mul(16).wrapping_add(i as u8))
}

const DAY: Date = Date::constant(2026, 11, 30);

fn external() -> Vec<ExternalId> {
    vec![
        ExternalId::new("amocrm", "501"),
        ExternalId::new("file", "строка 7"),
    ]
}

/// A recommendation as small as it gets.
fn bare_advice() -> Recommendation {
    let client = ClientId::from_bytes(id(1));
    let id = RecommendationId::from_bytes(id(4));
    Recommendation::draft(id, client, Timestamp::UNIX_EPOCH)
}

/// A recommendation with everything its first schema had.
fn advice() -> Recommendation {
    let client = ClientId::from_bytes(id(1));
    let id = RecommendationId::from_bytes(id(4));
    Recommendation {
        title: "Минус-слова".into(),
        why: "Треть показов мимо".into(),
        if_done: "Заявка дешевле".into(),
        if_not: "Так и платим".into(),
        effort: Effort::L,
        kind: RecommendationKind::Hygiene,
        life: Life::Postponed,
        until: Some(DAY),
        steps: vec![
            LifeStep {
                life: Life::Ready,
                at: at(80),
                note: String::new(),
            },
            LifeStep {
                life: Life::Postponed,
                at: at(90),
                note: "после отпуска".into(),
            },
        ],
        edited_at: at(85),
        archived_at: Some(at(95)),
        ..Recommendation::draft(id, client, at(75))
    }
}

/// Every kind twice, by name.
pub(super) fn records() -> Vec<(&'static str, Record)> {
    let client = ClientId::from_bytes(id(1));
    let contact = ContactId::from_bytes(id(2));
    let touch = TouchId::from_bytes(id(3));
    let bare = Touch {
        id: touch,
        client,
        contact: None,
        at: Timestamp::UNIX_EPOCH,
        channel: Channel::Phone,
        direction: Direction::Out,
        outcome: Outcome::NoAnswer,
        minutes: 0,
        note: String::new(),
        mood: None,
        purpose: None,
    };
    let hours = |from, to| Hours {
        from: Time::constant(from, 30, 0, 0),
        to: Time::constant(to, 0, 15, 250),
    };
    let of_book = vec![
        (
            "client-min",
            Client::named(client, "А".into(), Timestamp::UNIX_EPOCH).into(),
        ),
        (
            "client-full",
            Client {
                tier: Tier::A,
                service_model: ServiceModel::Managed,
                expertise: Expertise::new(5).unwrap(),
                policy: ContactPolicy::Reduced,
                cadence: Cadence::Days(45),
                channels: vec![
                    ChannelHours {
                        channel: Channel::Messenger,
                        hours: hours(10, 12),
                    },
                    ChannelHours {
                        channel: Channel::Phone,
                        hours: hours(14, 19),
                    },
                ],
                zone: Zone::new("Asia/Omsk"),
                tags: vec!["сезон".into(), "vip".into()],
                notes: "Строят зимой.\nПлатят весной.".into(),
                owner: "Ирина".into(),
                since: Some(Date::constant(2019, 2, 28)),
                external: external(),
                archived_at: Some(at(1_795_000_000)),
                ..Client::named(client, "ООО «Ромашка»".into(), at(1_700_000_000))
            }
            .into(),
        ),
        (
            "client-window",
            Client {
                cadence: Cadence::ReportWindow,
                ..Client::named(client, "Б".into(), at(-1))
            }
            .into(),
        ),
        (
            "contact-min",
            Contact::named(contact, client, "Я".into()).into(),
        ),
        (
            "contact-full",
            Contact {
                role: "директор".into(),
                decision_maker: true,
                phones: vec!["+7 905 111-22-33".into(), "8 3812 44 55 66".into()],
                emails: vec!["boss@romashka.example".into()],
                messengers: vec!["telegram @boss".into()],
                birthday: Some(Birthday {
                    year: Some(1980),
                    month: 2,
                    day: 29,
                }),
                notes: "не звонить до обеда".into(),
                external: external(),
                ..Contact::named(contact, client, "Пётр Ильич".into())
            }
            .into(),
        ),
        (
            "journey-min",
            Journey::start(client, Timestamp::UNIX_EPOCH).into(),
        ),
        (
            "journey-full",
            Journey {
                cycle: 2,
                stage: Stage::Problems,
                parked: Some(Parked {
                    reason: "ремонт".into(),
                    until: DAY,
                }),
                past: vec![
                    Stay {
                        cycle: 1,
                        stage: Stage::Acquaintance,
                        entered_at: at(10),
                        left_at: at(20),
                    },
                    Stay {
                        cycle: 1,
                        stage: Stage::Rollout,
                        entered_at: at(20),
                        left_at: at(30),
                    },
                ],
                ..Journey::start(client, at(30))
            }
            .into(),
        ),
        ("spend-min", Spend::empty(client, Currency::RUB).into()),
        (
            "spend-full",
            Spend {
                client,
                currency: "KZT".parse().unwrap(),
                first: Month::new(2026, 1),
                amounts: vec![Some(12_345_678), None, Some(-5), Some(0), Some(i64::MAX)].into(),
            }
            .into(),
        ),
        ("touch-digest-min", TouchDigest::empty(client).into()),
        (
            "touch-digest-full",
            TouchDigest {
                client,
                count: 70_000,
                last_real: Some(LastTouch {
                    touch,
                    at: at(50),
                    channel: Channel::Meeting,
                    contact: Some(contact),
                }),
                last_any: Some(at(60)),
                last_minutes: 300,
                unanswered: 2,
                last_inbound: Some(at(40)),
                curt: 3,
            }
            .into(),
        ),
        (
            "follow-up-min",
            FollowUp {
                client,
                date: Date::constant(1970, 1, 1),
                time: None,
                reason: String::new(),
                promised: false,
                channel: None,
                contact: None,
                set_at: Timestamp::UNIX_EPOCH,
            }
            .into(),
        ),
        (
            "follow-up-full",
            FollowUp {
                client,
                date: DAY,
                time: Some(Time::constant(15, 45, 0, 0)),
                reason: "прислать счёт".into(),
                promised: true,
                channel: Some(Channel::Email),
                contact: Some(contact),
                set_at: at(70),
            }
            .into(),
        ),
        ("recommendation-min", bare_advice().into()),
        ("recommendation-full", work::grounded(advice()).into()),
        ("touch-min", bare.clone().into()),
        (
            "touch-full",
            Touch {
                contact: Some(contact),
                at: at(100),
                channel: Channel::Event,
                direction: Direction::In,
                outcome: Outcome::Callback,
                minutes: 25,
                note: "Встретились на выставке".into(),
                mood: Some(Mood::Warm),
                purpose: Some(Purpose::Feedback),
                ..bare
            }
            .into(),
        ),
    ];
    of_book
        .into_iter()
        .chain(work::records())
        .chain(desk::records())
        .collect()
}

/// A journal entry with every combination of sides.
fn transaction() -> Transaction {
    let client = ClientId::from_bytes(id(1));
    let mut tx = Transaction::new(Intent::PlanTouch, at(110), Some(client), "Ромашка".into());
    tx.entry.seq = 7;
    tx.entry.group = Some(GroupId::from_bytes(id(5)));
    tx.entry.origin = Origin::Redid(3);
    tx.push(Change::create(TouchDigest::empty(client)));
    tx.push(Change::replace(
        Some(Journey::start(client, at(1))),
        Journey::start(client, at(2)),
    ));
    tx.push(Change::remove(Spend::empty(client, Currency::RUB)));
    tx
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(32) {
        for byte in line {
            text.push_str(&format!("{byte:02x}"));
        }
        text.push('\n');
    }
    text
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// The committed bytes; written now when they are missing and the run is to bless.
pub(super) fn fixture(schema: u16, name: &str, now: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/golden/v{schema}/{name}.hex"));
    if !path.exists() && std::env::var_os("PLANERKA_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(&path, hex(now)).unwrap();
    }
    unhex(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

#[test]
fn golden_records_read_and_write_the_same_bytes() {
    let records = records();
    for (name, row) in &records {
        let mut now = Vec::new();
        write(row, &mut now).unwrap();
        let newest = schema(row.kind());
        let held = fixture(newest, name, &now);
        assert_eq!(
            record(row.kind(), newest, &held).unwrap(),
            *row,
            "{name} reads"
        );
        assert_eq!(hex(&now), hex(&held), "{name} writes");
    }
    for kind in Kind::ALL {
        for size in ["min", "full"] {
            let name = format!("{}-{size}", kind.name());
            assert!(records.iter().any(|(n, _)| *n == name), "no fixture {name}");
        }
    }
}

#[test]
fn golden_entry_reads_and_writes_the_same_bytes() {
    let now = entry::encode(&transaction(), &[0xab; 32]).unwrap();
    let held = fixture(entry::SCHEMA, "journal-entry-2", &now.bytes);
    assert_eq!(entry::decode(&held).unwrap(), transaction());
    assert_eq!(hex(&now.bytes), hex(&held));
    // Written when its images were all of the first schema.
    let older = fixture(entry::SCHEMA, "journal-entry", &[]);
    assert_eq!(entry::decode(&older).unwrap(), transaction());
    assert_ne!(hex(&older), hex(&now.bytes));
}

/// Recommendations as the first schema held them, with the records they are today.
fn first_advice() -> [(Vec<u8>, Recommendation); 2] {
    [
        ("recommendation-min", bare_advice()),
        ("recommendation-full", advice()),
    ]
    .map(|(name, row)| (fixture(1, name, &[]), row))
}

#[test]
fn a_recommendation_of_the_first_schema_still_reads() {
    for (held, row) in first_advice() {
        assert_eq!(
            record(Kind::Recommendation, 1, &held).unwrap(),
            Record::from(row)
        );
    }
}

#[test]
fn a_journal_entry_with_images_of_the_first_schema_still_reads() {
    let [(before, bare), (after, full)] = first_advice();
    let mut tx = transaction();
    tx.changes.clear();
    tx.entry.changes = 0;
    tx.push(Change::replace(Some(bare), full));
    let mut bytes = entry::GENESIS.to_vec();
    codec::write(&EntryHead::from(&tx.entry), &mut bytes).unwrap();
    // Kind, schema, both sides.
    bytes.extend([Kind::Recommendation.code(), 1, 0, 3]);
    for image in [before, after] {
        bytes.extend(u32::try_from(image.len()).unwrap().to_le_bytes());
        bytes.extend(image);
    }
    assert_eq!(entry::decode(&bytes).unwrap(), tx);
    assert_ne!(
        entry::encode(&tx, &entry::GENESIS).unwrap().bytes,
        bytes,
        "written today it is of the second schema"
    );
}

#[test]
fn packed_records_of_every_layout_read() {
    let [_, (held, row)] = first_advice();
    let client = Client::named(row.client, "А".into(), Timestamp::UNIX_EPOCH);
    let mut now = Vec::new();
    packed::row(&client, &mut now).unwrap();
    packed::record(&row.clone().into(), &mut now).unwrap();
    let mut first = Vec::new();
    let mut image = Vec::new();
    write(&client.clone().into(), &mut image).unwrap();
    for (kind, image) in [(Kind::Client, image), (Kind::Recommendation, held)] {
        first.push(kind.code());
        first.extend(u32::try_from(image.len()).unwrap().to_le_bytes());
        first.extend(image);
    }
    for (layout, bytes) in [(1, &first), (2, &now), (packed::LAYOUT, &now)] {
        let mut rest = bytes.as_slice();
        assert_eq!(
            packed::take(layout, &mut rest),
            Some(client.clone().into()),
            "layout {layout}"
        );
        assert_eq!(packed::take(layout, &mut rest), Some(row.clone().into()));
        assert_eq!(rest, b"");
        let mut rest = bytes.as_slice();
        assert_eq!(packed::take(packed::LAYOUT + 1, &mut rest), None);
    }
}

/// Touches as the first schema held them: not marked by mood or purpose.
#[test]
fn touches_of_the_first_schema_still_read() {
    let mut read = 0;
    for (name, row) in records() {
        let row = match row {
            Record::Touch(touch) => Record::Touch(Touch {
                mood: None,
                purpose: None,
                ..touch
            }),
            Record::TouchDigest(digest) => Record::TouchDigest(TouchDigest { curt: 0, ..digest }),
            _ => continue,
        };
        let held = fixture(1, name, &[]);
        assert_eq!(record(row.kind(), 1, &held).unwrap(), row, "{name}");
        read += 1;
    }
    assert_eq!(read, 4);
}

#[test]
fn bytes_that_are_no_record_are_refused() {
    for (name, row) in records() {
        let newest = schema(row.kind());
        let mut bytes = Vec::new();
        write(&row, &mut bytes).unwrap();
        for len in 0..bytes.len() {
            assert!(
                record(row.kind(), newest, &bytes[..len]).is_err(),
                "{name} cut to {len}"
            );
        }
        bytes.push(0);
        assert!(
            record(row.kind(), newest, &bytes).is_err(),
            "{name} with more behind"
        );
        assert!(
            matches!(
                record(row.kind(), newest + 1, &bytes),
                Err(crate::store::codec::RowError::Schema(..))
            ),
            "{name} of a newer schema"
        );
    }
}

#[test]
fn an_unknown_code_is_newer_not_damaged() {
    let client = Client::named(
        ClientId::from_bytes(id(1)),
        "А".into(),
        Timestamp::UNIX_EPOCH,
    );
    let mut bytes = Vec::new();
    write(&client.into(), &mut bytes).unwrap();
    // Id, length of the name, two bytes of it, then the tier.
    bytes[16 + 1 + 2] = 9;
    let error = record(Kind::Client, schema(Kind::Client), &bytes).unwrap_err();
    assert_eq!(error, crate::store::codec::RowError::Code("Tier", 9));
}
