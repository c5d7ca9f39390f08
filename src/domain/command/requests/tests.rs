use jiff::Zoned;
use jiff::civil::{DateTime, date};
use uuid::Uuid;

use super::*;
use crate::domain::command::{Command, decide};
use crate::domain::{Channel, Client, ContactTerms, Ids, Record, Zone};

/// A client in Vladivostok whom an answer within an hour was promised.
struct Desk {
    book: Book,
    client: ClientId,
    now: Zoned,
    ids: Ids,
}

fn at(text: &str) -> Zoned {
    let wall: DateTime = text.parse().unwrap();
    wall.in_tz("Europe/Moscow").unwrap()
}

impl Desk {
    fn new(now: &str, zone: &str, promised: Option<u16>) -> Self {
        let now = at(now);
        let client = ClientId(Uuid::from_u128(1));
        let mut book = Book::new();
        book.load(Record::from(Client {
            zone: Zone::new(zone),
            ..Client::named(client, "Альфа".to_owned(), now.timestamp())
        }))
        .unwrap();
        book.load(Record::from(ContactTerms {
            response_minutes: promised,
            ..ContactTerms::none(client)
        }))
        .unwrap();
        Self {
            book,
            client,
            now,
            ids: Ids::seeded(1),
        }
    }

    fn run(&mut self, command: RequestCommand) -> Result<Transaction, RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(Command::Request(command), &self.book, &mut env)?;
        self.book.apply(&mut tx).unwrap();
        Ok(tx)
    }

    fn add(&mut self, kind: RequestKind, text: &str) -> RequestId {
        let new = NewRequest::said(self.client, kind, text.to_owned());
        self.run(RequestCommand::Add(Box::new(new))).unwrap();
        self.requests().last().unwrap().id
    }

    fn step(&mut self, id: RequestId, deed: RequestDeed) -> Result<Transaction, RuleError> {
        self.run(RequestCommand::Step(self.client, id, deed))
    }

    fn requests(&self) -> &[Request] {
        &self.book.get(self.client).unwrap().work().requests
    }

    fn only(&self) -> &Request {
        &self.requests()[0]
    }
}

#[test]
fn a_question_goes_word_for_word_and_comes_back() {
    let mut desk = Desk::new("2026-11-23T10:00", "Europe/Moscow", Some(60));
    let said = "Почему CPA вырос?\nИ что с ним делать…";
    let id = desk.add(RequestKind::Question, &format!("  {said}\n"));
    assert_eq!(desk.only().text, said, "kept as it is");
    assert_eq!(desk.only().due_at, Some(at("2026-11-23T11:00").timestamp()));
    let relay = |to: &str| RequestDeed::Relay {
        to: to.to_owned(),
        words: String::new(),
    };
    assert_eq!(desk.step(id, relay(" ")), Err(RuleError::RelayUnclear));
    desk.step(id, relay("Пётр")).unwrap();
    assert_eq!(desk.only().life, RequestLife::Asked);
    assert_eq!(desk.only().steps[0].words, said);
    desk.now = at("2026-11-23T10:20");
    let answer = |words: &str| RequestDeed::Answer {
        who: String::new(),
        words: words.to_owned(),
    };
    assert_eq!(desk.step(id, answer("")), Err(RuleError::AnswerEmpty));
    desk.step(id, answer("Подорожал аукцион.")).unwrap();
    assert_eq!(desk.only().steps[1].who, "Пётр");
    assert!(
        desk.only().reacted_at.is_none(),
        "the client has nothing yet"
    );
    desk.now = at("2026-11-23T10:40");
    let deliver = RequestDeed::Deliver {
        who: String::new(),
        words: String::new(),
        channel: Some(Channel::Phone),
        minutes: 4,
    };
    desk.step(id, deliver).unwrap();
    let done = desk.only().clone();
    assert_eq!(done.life, RequestLife::Done);
    assert_eq!(done.steps[2].words, "Подорожал аукцион.");
    assert_eq!(done.reacted_at, Some(desk.now.timestamp()));
    let digest = desk.book.get(desk.client).unwrap().digest.clone().unwrap();
    assert_eq!(digest.last_minutes, 4, "the talk is logged with it");
    let late = desk.step(id, relay("Анна"));
    assert_eq!(late, Err(RuleError::RequestClosed));
    desk.step(id, RequestDeed::Reopen).unwrap();
    assert!(desk.only().is_open());
}

#[test]
fn promises_are_reckoned_when_something_comes_in() {
    for (name, zone, promised, kind, received, due) in [
        (
            "the Far East: an hour there is over before Moscow opens",
            "Asia/Vladivostok",
            Some(60),
            RequestKind::Request,
            Some("2026-11-24T03:00"),
            Some("2026-11-24T04:00"),
        ),
        (
            "in the evening",
            "Europe/Moscow",
            Some(30),
            RequestKind::Fire,
            Some("2026-11-23T20:00"),
            Some("2026-11-24T09:30"),
        ),
        (
            "nothing was agreed",
            "Europe/Moscow",
            None,
            RequestKind::Request,
            None,
            None,
        ),
        (
            "an idea is owed nothing",
            "Europe/Moscow",
            Some(60),
            RequestKind::Idea,
            None,
            None,
        ),
    ] {
        let mut desk = Desk::new("2026-11-24T12:00", zone, promised);
        let mut new = NewRequest::said(desk.client, kind, "слова".to_owned());
        new.received_at = received.map(|text| at(text).timestamp());
        desk.run(RequestCommand::Add(Box::new(new))).unwrap();
        let expected = due.map(|text| at(text).timestamp());
        assert_eq!(desk.only().due_at, expected, "{name}");
    }
}

#[test]
fn bad_input_is_refused_and_nothing_is_done() {
    let mut desk = Desk::new("2026-11-23T10:00", "Europe/Moscow", Some(60));
    let client = desk.client;
    let new = || NewRequest::said(client, RequestKind::Request, "слова".to_owned());
    let ahead = at("2026-11-23T10:01").timestamp();
    let nobody = ContactId(Uuid::from_u128(9));
    for (name, new, error) in [
        (
            "without words",
            NewRequest {
                text: " \n".to_owned(),
                ..new()
            },
            RuleError::RequestEmpty,
        ),
        (
            "received in the future",
            NewRequest {
                received_at: Some(ahead),
                ..new()
            },
            RuleError::ReceivedAhead,
        ),
        (
            "from somebody who is gone",
            NewRequest {
                contact: Some(nobody),
                ..new()
            },
            RuleError::NoSuchContact,
        ),
        (
            "from nobody's client",
            NewRequest {
                client: ClientId(Uuid::from_u128(7)),
                ..new()
            },
            RuleError::NoSuchClient,
        ),
    ] {
        let refused = desk.run(RequestCommand::Add(Box::new(new)));
        assert_eq!(refused, Err(error), "{name}");
    }
    assert!(desk.requests().is_empty());
    // No worked day within a year: it is written down, and promises nothing.
    let first = date(2026, 1, 1);
    let all = std::iter::successors(Some(first), |d| d.tomorrow().ok()).take(900);
    let calendar = Calendar::with(all, []);
    desk.run(RequestCommand::Add(Box::new(NewRequest {
        calendar,
        ..new()
    })))
    .unwrap();
    assert_eq!(desk.only().due_at, None);
    let id = desk.only().id;
    // The clock is set back: an answer is never older than its question.
    desk.now = at("2026-11-23T09:00");
    let react = RequestDeed::React {
        words: String::new(),
    };
    desk.step(id, react.clone()).unwrap();
    assert_eq!(desk.only().reacted_at, Some(desk.only().received_at));
    assert_eq!(desk.step(id, react), Err(RuleError::Nothing));
    // The client is archived.
    let mut env = Env {
        now: &desk.now,
        ids: &mut desk.ids,
    };
    let mut tx = decide(Command::ArchiveClient(client), &desk.book, &mut env).unwrap();
    desk.book.apply(&mut tx).unwrap();
    let drop = RequestDeed::Drop {
        reason: "не нужно".to_owned(),
    };
    assert_eq!(desk.step(id, drop), Err(RuleError::Archived));
    let more = desk.run(RequestCommand::Add(Box::new(new())));
    assert_eq!(more, Err(RuleError::Archived));
}

#[test]
fn fires_are_parked_made_urgent_and_push_calls_out() {
    let mut desk = Desk::new("2026-11-23T10:00", "Europe/Moscow", None);
    let slot = date(2026, 11, 23).at(11, 0, 0, 0);
    let mut new = NewRequest::said(desk.client, RequestKind::Fire, "сайт лежит".to_owned());
    new.slot = Some(slot);
    desk.run(RequestCommand::Add(Box::new(new.clone())))
        .unwrap();
    let id = desk.only().id;
    assert_eq!(desk.only().life, RequestLife::Parked);
    new.urgent = true;
    desk.run(RequestCommand::Edit(id, Box::new(new))).unwrap();
    assert_eq!(desk.only().life, RequestLife::Open);
    assert_eq!(desk.only().slot, None, "it waits for nothing");
    let gone = RequestDeed::Park {
        slot: date(2026, 11, 23).at(9, 0, 0, 0),
    };
    assert_eq!(
        desk.step(id, gone),
        Err(RuleError::NotAhead(date(2026, 11, 23)))
    );
    desk.step(id, RequestDeed::Park { slot }).unwrap();
    assert!(!desk.only().urgent);
    let note = RequestDeed::Note {
        who: "директор".to_owned(),
        words: "Компенсация: месяц без комиссии".to_owned(),
    };
    desk.step(id, note).unwrap();
    assert_eq!(desk.only().life, RequestLife::Parked, "it still waits");
    let victim = ClientId(Uuid::from_u128(2));
    let other = Client::named(victim, "Бета".to_owned(), desk.now.timestamp());
    desk.book.load(Record::from(other)).unwrap();
    let before = desk.book.clone();
    let tx = desk
        .run(RequestCommand::PushOut {
            fires: vec![(desk.client, id)],
            day: slot.date(),
            victims: vec![victim],
            words: "Не звоним: Бета".to_owned(),
            reason: "вытеснил пожар".to_owned(),
        })
        .unwrap();
    assert_eq!(desk.only().pushes_out, "Не звоним: Бета");
    // The slot of the afternoon takes more; the fire still tells what the first one took.
    for (words, told) in [
        ("Не звоним: Бета", Err(RuleError::Nothing)),
        (
            "Не звоним: Б",
            Ok("Не звоним: Бета\nНе звоним: Б".to_owned()),
        ),
    ] {
        let mut later = Desk {
            book: desk.book.clone(),
            now: desk.now.clone(),
            ids: Ids::seeded(9),
            ..desk
        };
        let ran = later.run(RequestCommand::PushOut {
            fires: vec![(later.client, id)],
            day: slot.date(),
            victims: Vec::new(),
            words: words.to_owned(),
            reason: String::new(),
        });
        assert_eq!(ran.map(|_| later.only().pushes_out.clone()), told);
    }
    let day = desk.book.desk().day(slot.date()).unwrap();
    assert_eq!(day.dropped, [(victim, "вытеснил пожар".to_owned())]);
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert!(
        desk.book.desk().day(slot.date()).is_none(),
        "one undo for both"
    );
    let old = &before.get(desk.client).unwrap().work().requests;
    assert_eq!(desk.requests(), old.as_slice());
}

#[test]
fn an_idea_becomes_a_draft_and_a_fire_a_problem_in_one_transaction() {
    let mut desk = Desk::new("2026-11-23T10:00", "Europe/Moscow", None);
    let idea = desk.add(RequestKind::Idea, "Ролик с монтажником\nпоказать изнутри");
    let fire = desk.add(RequestKind::Fire, "Сайт лежит");
    let said = || "стало".to_owned();
    let tx = desk
        .run(RequestCommand::ToDraft(desk.client, idea, said()))
        .unwrap();
    assert_eq!(tx.changes.len(), 2);
    desk.run(RequestCommand::ToProblem(desk.client, fire, said()))
        .unwrap();
    let dossier = desk.book.get(desk.client).unwrap();
    let draft = &dossier.recommendations[0];
    assert_eq!(draft.title, "Ролик с монтажником показать изнутри");
    assert_eq!(draft.why, "Ролик с монтажником\nпоказать изнутри");
    let problem = &dossier.work().problems[0];
    assert_eq!(problem.title, "Сайт лежит");
    assert_eq!(problem.severity, Severity::Critical);
    assert!(desk.requests().iter().all(|r| !r.is_open()));
    let again = desk.run(RequestCommand::ToDraft(desk.client, idea, said()));
    assert_eq!(again, Err(RuleError::RequestClosed));
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    let dossier = desk.book.get(desk.client).unwrap();
    assert!(dossier.recommendations.is_empty(), "taken back with it");
    assert!(desk.only().is_open());
}

#[test]
fn putting_the_hour_right_reckons_the_promise_anew() {
    let mut desk = Desk::new("2026-11-23T12:00", "Europe/Moscow", Some(60));
    let id = desk.add(RequestKind::Request, "слова");
    let mut new = NewRequest::said(desk.client, RequestKind::Request, "слова".to_owned());
    assert_eq!(
        desk.run(RequestCommand::Edit(id, Box::new(new.clone()))),
        Err(RuleError::Nothing)
    );
    new.received_at = Some(at("2026-11-23T10:00").timestamp());
    desk.run(RequestCommand::Edit(id, Box::new(new))).unwrap();
    assert_eq!(desk.only().due_at, Some(at("2026-11-23T11:00").timestamp()));
}
