//! Whatever is done, in whatever batches: what is read back is what memory held.

use jiff::civil::{Date, Time};
use planerka::domain::command::{
    Advance, Command, DraftText, Move, NewFollowUp, NewTouch, NextStep,
};
use planerka::domain::{
    Birthday, Cadence, Channel, Contact, ContactId, Currency, Direction, ExternalId, Life, Month,
    Outcome, Spend, Stage, Tier, Transaction, Zone,
};
use planerka::store::Engine;
use proptest::prelude::*;

use super::single::Stop;
use super::{Bench, assert_same, open};
use crate::{asked, work};

/// One thing a person does: what, to whom, and a number to vary it by.
#[derive(Debug, Clone, Copy)]
struct Deed {
    what: u8,
    whom: usize,
    n: u16,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec(
        (0u8..60, 0usize..6, any::<u16>()).prop_map(|(what, whom, n)| Deed { what, whom, n }),
        1..60,
    )
}

const FAR: Date = Date::constant(2030, 5, 1);

fn carry_out(bench: &mut Bench, known: &[Transaction], deed: Deed) -> Option<Transaction> {
    let Deed { what, whom, n } = deed;
    let text = "слово ".repeat(usize::from(n) % 1200);
    let id = bench.book.all().nth(whom).map(|d| d.id());
    let Some(id) = id.filter(|_| what > 0) else {
        return Some(bench.add_client(&format!("Клиент {n}")).1);
    };
    let dossier = bench.book.get(id).unwrap();
    let contact = dossier.contacts.first().cloned();
    let advice = dossier.recommendations.first().map(|r| r.id);
    let command = match what {
        1 => {
            let mut client = dossier.client.clone();
            client.tier = Tier::A;
            client.cadence = Cadence::Days(n % 90 + 1);
            client.zone = Zone::new("Asia/Omsk");
            client.tags.push(format!("тег {n}"));
            client
                .external
                .push(ExternalId::new("file", &n.to_string()));
            client.notes = text;
            Command::EditClient(Box::new(client))
        }
        2 => {
            let mut contact =
                Contact::named(ContactId::from_bytes([0; 16]), id, format!("Имя {n}"));
            contact.phones.push(format!("+7 905 {n}"));
            contact.birthday = Some(Birthday {
                year: None,
                month: 2,
                day: 29,
            });
            Command::AddContact(Box::new(contact))
        }
        3 => Command::EditContact(Box::new(Contact {
            notes: text,
            ..contact?
        })),
        4 => Command::RemoveContact(id, contact?.id),
        5 => Command::MoveStage {
            clients: vec![id],
            to: Move::Forward,
            confirmed: true,
        },
        6 => Command::MoveStage {
            clients: bench.book.active().map(|d| d.id()).collect(),
            to: Move::To(Stage::Analysis),
            confirmed: true,
        },
        7 => Command::Park {
            client: id,
            reason: format!("причина {n}"),
            until: FAR,
        },
        8 => {
            let mut spend = Spend::empty(id, Currency::RUB);
            spend.set(Month::new(2026, i32::from(n % 12) + 1), i64::from(n));
            Command::SetSpend(spend)
        }
        9 | 10 => Command::LogTouch(Box::new(NewTouch {
            client: id,
            contact: contact.map(|c| c.id),
            at: None,
            channel: Channel::Chat,
            direction: Direction::In,
            outcome: Outcome::Answered,
            minutes: n,
            note: text,
            next: NextStep::Auto,
            mood: None,
            purpose: None,
        })),
        11 => Command::PlanTouch(
            id,
            NewFollowUp {
                date: FAR,
                time: Some(Time::constant(10, 0, 0, 0)),
                reason: text,
                promised: n % 2 == 0,
                channel: None,
                contact: None,
            },
        ),
        12 => Command::ClearTouch(id),
        13 => Command::AddDraft(
            id,
            DraftText {
                title: format!("Совет {n}"),
                why: text,
                if_done: "заявок станет больше".into(),
                if_not: "деньги уйдут впустую".into(),
                ..DraftText::default()
            },
        ),
        14 => {
            let mut step = Advance::to(Life::Ready);
            step.note = text;
            Command::AdvanceDraft(id, advice?, Box::new(step))
        }
        36.. => {
            let (n, way) = (n, u8::try_from(n % u16::from(asked::WAYS)).unwrap());
            let now = bench.now();
            asked::asked(&bench.book, id, way, n / u16::from(asked::WAYS), &now)?
        }
        15..29 => {
            let at = bench.now().timestamp();
            let tx = work::deed(&bench.book, &mut bench.ids, id, what - 15, n, at)?;
            return Some(bench.apply(tx));
        }
        _ => {
            // Takes an earlier deed back where it still can be.
            let tx = known.get(usize::from(n) % known.len().max(1))?.clone();
            let mut back = tx.inverse(jiff::Timestamp::UNIX_EPOCH);
            return bench
                .book
                .clone()
                .apply(&mut back)
                .ok()
                .map(|()| bench.apply(back));
        }
    };
    bench.run(command)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reopen_equals_memory(deeds in deeds(), batch in 1usize..9, stops in 0usize..20, unclean: bool) {
        let dir = tempfile::tempdir().unwrap();
        let stop = Stop::default();
        stop.set(Stop::NEVER);
        let (mut engine, _) = Engine::open(dir.path(), stop.options()).unwrap();
        let mut bench = Bench::new();
        let mut all: Vec<Transaction> = Vec::new();
        let mut saved = 0;
        for deed in deeds {
            if let Some(tx) = carry_out(&mut bench, &all, deed) {
                all.push(tx);
            }
            if all.len() - saved >= batch {
                stop.set(stops);
                let done = engine.commit(&all[saved..]);
                stop.set(Stop::NEVER);
                match done {
                    Ok(()) => saved = all.len(),
                    // The next one brings it along, or the one after the process has gone.
                    Err(_) if unclean => {
                        drop(engine);
                        let opened;
                        (engine, opened) = Engine::open(dir.path(), stop.options()).unwrap();
                        prop_assert!(!opened.report.healed());
                        saved = usize::try_from(engine.seq()).unwrap();
                    }
                    Err(_) => {}
                }
            }
        }
        engine.commit(&all[saved..]).unwrap();
        if unclean {
            drop(engine);
        } else {
            engine.close(None).unwrap();
        }
        let (engine, opened) = open(dir.path());
        prop_assert_eq!(opened.report.unclean, unclean);
        prop_assert!(!opened.report.healed());
        assert_same(&bench.book, &engine, &opened.book, "reopened");
        let seqs: Vec<u64> = all.iter().map(|t| t.entry.seq).collect();
        prop_assert_eq!(&engine.entries(&seqs).unwrap(), &all);
        prop_assert_eq!(opened.entries, all.iter().map(|t| t.entry.clone()).collect::<Vec<_>>());
    }
}
