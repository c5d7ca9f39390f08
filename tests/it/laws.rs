//! Laws of the book that hold after any sequence of commands.

use std::collections::BTreeMap;

use jiff::civil::{Time, date};
use jiff::{ToSpan, Zoned};
use planerka::domain::command::{
    Advance, Command, DraftText, Env, Move, NewFollowUp, NewTouch, NextStep, decide,
};
use planerka::domain::{
    Birthday, Book, Cadence, Change, Channel, Client, ClientId, Conflict, Contact, ContactPolicy,
    Currency, Direction, Dossier, History, Ids, Intent, Journey, Life, Month, Outcome, Spend,
    Stage, Stay, Tier, Touch, TouchDigest, Transaction, Verdict,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{asked, work};

/// A command before it is known what the book holds: indexes point at whatever is there.
#[derive(Debug, Clone)]
enum Wish {
    AddClient(u8),
    EditClient(Index, u8),
    Archive(Index),
    Restore(Index),
    AddContact(Index),
    EditContact(Index, Index),
    RemoveContact(Index, Index),
    Shift(Vec<Index>, u8, bool),
    Park(Index, i64),
    Unpark(Index),
    Spend(Index, i32, i64),
    Log(Index, Index, u8, i64, u8),
    Plan(Index, i64, bool),
    Clear(Index),
    AddDraft(Index, bool),
    EditDraft(Index, Index, bool),
    Advance(Index, Index, Index),
    ArchiveDraft(Index, Index),
    /// What has no command of its own here: which record, and a number to vary it by.
    Work(Index, u8, u16),
    /// Any of the other commands: to whom, which, and a number to vary it by.
    Asked(Index, u8, u16),
}

fn wish() -> impl Strategy<Value = Wish> {
    let i = any::<Index>;
    prop_oneof![
        3 => any::<u8>().prop_map(Wish::AddClient),
        2 => (i(), any::<u8>()).prop_map(|(c, n)| Wish::EditClient(c, n)),
        1 => i().prop_map(Wish::Archive),
        1 => i().prop_map(Wish::Restore),
        2 => i().prop_map(Wish::AddContact),
        2 => (i(), i()).prop_map(|(c, p)| Wish::EditContact(c, p)),
        1 => (i(), i()).prop_map(|(c, p)| Wish::RemoveContact(c, p)),
        6 => (proptest::collection::vec(i(), 1..3), 0..7u8, any::<bool>())
            .prop_map(|(c, to, yes)| Wish::Shift(c, to, yes)),
        2 => (i(), -1..9i64).prop_map(|(c, d)| Wish::Park(c, d)),
        1 => i().prop_map(Wish::Unpark),
        1 => (i(), 0..30i32, 0..9i64).prop_map(|(c, m, a)| Wish::Spend(c, m, a)),
        6 => (i(), i(), 0..12u8, -30..1i64, 0..4u8)
            .prop_map(|(c, p, o, d, next)| Wish::Log(c, p, o, d, next)),
        3 => (i(), -1..9i64, any::<bool>()).prop_map(|(c, d, p)| Wish::Plan(c, d, p)),
        1 => i().prop_map(Wish::Clear),
        3 => (i(), any::<bool>()).prop_map(|(c, full)| Wish::AddDraft(c, full)),
        2 => (i(), i(), any::<bool>()).prop_map(|(c, r, full)| Wish::EditDraft(c, r, full)),
        5 => (i(), i(), i()).prop_map(|(c, r, to)| Wish::Advance(c, r, to)),
        1 => (i(), i()).prop_map(|(c, r)| Wish::ArchiveDraft(c, r)),
        9 => (i(), 0..work::DEEDS, any::<u16>()).prop_map(|(c, what, n)| Wish::Work(c, what, n)),
        24 => (i(), 0..asked::WAYS, any::<u16>()).prop_map(|(c, what, n)| Wish::Asked(c, what, n)),
    ]
}

fn moment(step: usize) -> Zoned {
    let start: Zoned = "2026-11-02T09:00[Europe/Moscow]".parse().unwrap();
    // No two moments fall together, whatever whole days are taken off them.
    start + (i64::try_from(step).unwrap() * 421).minutes()
}

/// The command a wish stands for, `None` when there is nothing to point at.
fn command(wish: &Wish, book: &Book, now: &Zoned) -> Option<Command> {
    let clients: Vec<ClientId> = book.all().map(Dossier::id).collect();
    let who = |i: &Index| (!clients.is_empty()).then(|| *i.get(&clients));
    let dossier = |i: &Index| book.get(who(i)?);
    let text = |full: bool| DraftText {
        title: "Цели".into(),
        why: "видно, откуда заявки".into(),
        if_done: "цена заявки ниже".into(),
        if_not: if full {
            "реклама идёт на ощупь".into()
        } else {
            String::new()
        },
        ..DraftText::default()
    };
    let plan = |days: i64, promised: bool| NewFollowUp {
        date: now.date() + days.days(),
        time: promised.then_some(Time::constant(12, 0, 0, 0)),
        reason: "смета".into(),
        promised,
        channel: None,
        contact: None,
    };
    let draft = |c: &Index, r: &Index| {
        let d = dossier(c)?;
        (!d.recommendations.is_empty()).then(|| r.get(&d.recommendations).clone())
    };
    let person = |c: &Index, p: &Index| {
        let d = dossier(c)?;
        (!d.contacts.is_empty()).then(|| p.get(&d.contacts).clone())
    };
    Some(match wish {
        Wish::AddClient(n) => {
            let nobody = ClientId(uuid::Uuid::nil());
            let name = if *n == 0 {
                String::new()
            } else {
                format!("Клиент {n}")
            };
            Command::AddClient(Box::new(Client::named(nobody, name, now.timestamp())))
        }
        Wish::EditClient(c, n) => {
            let mut client = dossier(c)?.client.clone();
            client.tier = Tier::ALL[usize::from(*n) % 3];
            client.policy = ContactPolicy::ALL[usize::from(*n) % 4];
            client.cadence = Cadence::Days(u16::from(*n) + 1);
            Command::EditClient(Box::new(client))
        }
        Wish::Archive(c) => Command::ArchiveClient(who(c)?),
        Wish::Restore(c) => Command::RestoreClient(who(c)?),
        Wish::AddContact(c) => {
            let nobody = planerka::domain::ContactId(uuid::Uuid::nil());
            Command::AddContact(Box::new(Contact::named(
                nobody,
                who(c)?,
                "Анна Белова".into(),
            )))
        }
        Wish::EditContact(c, p) => Command::EditContact(Box::new(Contact {
            birthday: Some(Birthday {
                year: None,
                month: 5,
                day: 9,
            }),
            ..person(c, p)?
        })),
        Wish::RemoveContact(c, p) => Command::RemoveContact(who(c)?, person(c, p)?.id),
        Wish::Shift(c, to, confirmed) => Command::MoveStage {
            clients: c.iter().filter_map(who).collect(),
            to: match to {
                0 => Move::Forward,
                1 => Move::Back,
                n => Move::To(Stage::ALL[usize::from(n - 2)]),
            },
            confirmed: *confirmed,
        },
        Wish::Park(c, days) => Command::Park {
            client: who(c)?,
            reason: "отпуск".into(),
            until: now.date() + days.days(),
        },
        Wish::Unpark(c) => Command::Unpark(who(c)?),
        Wish::Spend(c, month, amount) => {
            let mut spend = dossier(c)?
                .spend
                .as_deref()
                .cloned()
                .unwrap_or_else(|| Spend::empty(who(c).unwrap(), Currency::RUB));
            spend.set(Month::new(2025, 1).plus(*month), *amount);
            Command::SetSpend(spend)
        }
        Wish::Log(c, p, outcome, days, next) => Command::LogTouch(Box::new(NewTouch {
            client: who(c)?,
            contact: person(c, p).map(|p| p.id),
            at: Some((now + (days * 24).hours()).timestamp()),
            channel: Channel::Phone,
            direction: Direction::ALL[usize::from(outcome / 6)],
            outcome: Outcome::ALL[usize::from(outcome % 6)],
            minutes: 5,
            note: "разговор".into(),
            next: match next {
                0 => NextStep::Auto,
                1 => NextStep::Keep,
                2 => NextStep::Clear,
                _ => NextStep::Set(plan(3, true)),
            },
            mood: None,
            purpose: None,
        })),
        Wish::Plan(c, days, promised) => Command::PlanTouch(who(c)?, plan(*days, *promised)),
        Wish::Clear(c) => Command::ClearTouch(who(c)?),
        Wish::AddDraft(c, full) => Command::AddDraft(who(c)?, text(*full)),
        Wish::EditDraft(c, r, full) => Command::EditDraft(who(c)?, draft(c, r)?.id, text(*full)),
        Wish::Advance(c, r, to) => {
            let mut step = Advance::to(*to.get(Life::ALL));
            step.note = "нет бюджета".into();
            step.verdict = Some(Verdict::Unclear);
            Command::AdvanceDraft(who(c)?, draft(c, r)?.id, Box::new(step))
        }
        Wish::ArchiveDraft(c, r) => Command::ArchiveDraft(who(c)?, draft(c, r)?.id),
        Wish::Asked(c, what, n) => return asked::asked(book, who(c)?, *what, *n, now),
        Wish::Work(..) => return None,
    })
}

/// All that a book holds, without its counters: what undo must bring back. The order of clients is their
/// order of creation.
fn facts(book: &Book) -> String {
    format!("{:#?} {:#?}", book.all().collect::<Vec<_>>(), book.desk())
}

/// A book, the transactions that made it, and the state before each.
struct Run {
    book: Book,
    history: History,
    done: Vec<Transaction>,
    before: Vec<String>,
}

/// Carries out wishes one after another; `watch` sees every step that was carried out.
fn run(wishes: &[Wish], mut watch: impl FnMut(&Book, &Book, &Transaction)) -> Run {
    let mut out = Run {
        book: Book::new(),
        history: History::default(),
        done: Vec::new(),
        before: Vec::new(),
    };
    let mut ids = Ids::seeded(1);
    for (step, wish) in wishes.iter().enumerate() {
        let now = moment(step);
        let start = out.book.clone();
        let decided = if let Wish::Work(client, what, n) = wish {
            let active: Vec<ClientId> = start.active().map(Dossier::id).collect();
            if active.is_empty() {
                continue;
            }
            let client = *client.get(&active);
            work::deed(&start, &mut ids, client, *what, *n, now.timestamp())
        } else {
            let Some(command) = command(wish, &out.book, &now) else {
                continue;
            };
            let mut env = Env {
                now: &now,
                ids: &mut ids,
            };
            decide(command, &out.book, &mut env).ok()
        };
        assert_eq!(
            out.book.revision(),
            start.revision(),
            "deciding changes nothing"
        );
        let Some(mut tx) = decided else {
            assert_eq!(facts(&out.book), facts(&start), "a refusal changes nothing");
            continue;
        };
        out.book.apply(&mut tx).expect("what was decided applies");
        if matches!(tx.entry.intent, Intent::AddClient) {
            // Histories are read before they are watched.
            out.book.load_touches(tx.entry.client.unwrap(), Vec::new());
            out.book
                .load_campaigns(tx.entry.client.unwrap(), Vec::new());
        }
        watch(&start, &out.book, &tx);
        out.history.note(&tx.entry);
        out.before.push(facts(&start));
        out.done.push(tx);
    }
    out
}

fn is_move(tx: &Transaction) -> bool {
    tx.entry.intent == Intent::MoveStage
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    proptest::collection::vec(wish(), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn undo_all_returns_to_the_start_and_redo_all_to_the_end(wishes in wishes()) {
        let Run { mut book, mut history, done, before } = run(&wishes, |_, _, _| {});
        let end = facts(&book);
        let now = moment(100).timestamp();
        let seq = book.seq();
        let find = |seq: u64| done.iter().find(|t| t.entry.seq == seq).unwrap().clone();
        for state in before.iter().rev() {
            let unit = history.to_undo().unwrap().clone();
            let mut undo = find(unit.seqs[0]).inverse(now);
            book.apply(&mut undo).unwrap();
            history.note(&undo.entry);
            prop_assert_eq!(&facts(&book), state);
        }
        prop_assert!(history.to_undo().is_none());
        prop_assert!(book.is_empty());
        while let Some(unit) = history.to_redo().cloned() {
            let mut again = find(unit.seqs[0]).again(now);
            book.apply(&mut again).unwrap();
            history.note(&again.entry);
            if again.entry.intent == Intent::AddClient {
                book.load_touches(again.entry.client.unwrap(), Vec::new());
                book.load_campaigns(again.entry.client.unwrap(), Vec::new());
            }
        }
        prop_assert_eq!(facts(&book), end);
        prop_assert_eq!(book.seq(), seq + 2 * done.len() as u64, "the journal only grows");
    }

    #[test]
    fn apply_and_inverse_are_one_step_there_and_back(wishes in wishes()) {
        run(&wishes, |before, after, tx| {
            let mut back = after.clone();
            back.apply(&mut tx.clone().inverse(tx.entry.at)).unwrap();
            assert_eq!(facts(&back), facts(before));
            assert_eq!(
                tx.clone().inverse(tx.entry.at).inverse(tx.entry.at).changes,
                tx.changes
            );
        });
    }

    #[test]
    fn a_conflict_leaves_the_book_as_it_was(wishes in wishes(), spoil in any::<Index>()) {
        let Run { mut book, done, .. } = run(&wishes, |_, _, _| {});
        prop_assume!(!done.is_empty());
        let start = facts(&book);
        let (seq, revision) = (book.seq(), book.revision());
        // New work that ends with a change nobody expects: a client that is not there.
        let mut tx = Transaction::new(Intent::EditClient, moment(100).timestamp(), None, String::new());
        for dossier in book.all() {
            let edited = Client { notes: "правка".into(), ..dossier.client.clone() };
            tx.push(Change::replace(Some(dossier.client.clone()), edited));
        }
        let stranger = ClientId(uuid::Uuid::from_u128(1));
        let foreign = Change::create(Journey::start(stranger, moment(0).timestamp()));
        let place = spoil.index(tx.changes.len() + 1);
        tx.changes.insert(place, foreign);
        let conflict = book.apply(&mut tx);
        let expected = Conflict { kind: planerka::domain::Kind::Journey, client: stranger };
        prop_assert_eq!(conflict, Err(expected));
        prop_assert_eq!(facts(&book), start);
        prop_assert_eq!(book.seq(), seq);
        prop_assert_eq!(book.revision(), revision, "nothing changed, no view is stale");
    }

    #[test]
    fn doing_a_stale_transaction_again_is_refused(wishes in wishes()) {
        let Run { mut book, done, .. } = run(&wishes, |_, _, _| {});
        let end = facts(&book);
        for tx in &done {
            if tx.changes.iter().all(|c| matches!(c, Change::Client(_)))
                && tx.entry.intent == Intent::AddClient
            {
                prop_assert!(book.apply(&mut tx.clone()).is_err(), "a client is created once");
                prop_assert_eq!(&facts(&book), &end);
            }
        }
    }

    #[test]
    fn only_a_move_resets_the_age_and_no_stay_is_lost(wishes in wishes()) {
        run(&wishes, |before, after, tx| {
            for new in after.all() {
                let Some(old) = before.get(new.id()) else { continue };
                if !is_move(tx) {
                    assert_eq!(new.stage_since(), old.stage_since(), "{:?}", tx.entry.intent);
                    assert_eq!((new.stage(), new.cycle()), (old.stage(), old.cycle()));
                    assert_eq!(new.journey().past, old.journey().past);
                } else if new.stage() != old.stage() {
                    let (new, old) = (new.journey(), old.journey());
                    let last = Stay {
                        cycle: old.cycle,
                        stage: old.stage,
                        entered_at: old.entered_at,
                        left_at: tx.entry.at,
                    };
                    let mut expected = old.past.clone();
                    expected.push(last);
                    assert_eq!(new.past, expected);
                    assert_eq!(new.entered_at, tx.entry.at);
                    assert!(new.parked.is_none());
                    let opened = old.stage == Stage::Rollout && new.stage == Stage::Problems;
                    assert_eq!(new.cycle, old.cycle + u32::from(opened));
                }
            }
        });
    }

    #[test]
    fn the_digest_tells_what_the_touches_tell(wishes in wishes()) {
        let mut touches: BTreeMap<ClientId, Vec<Touch>> = BTreeMap::new();
        run(&wishes, |_, after, tx| {
            for change in &tx.changes {
                if let Change::Touch(edit) = change {
                    let touch = edit.after.clone().unwrap();
                    touches.entry(touch.client).or_default().push(touch);
                }
            }
            for dossier in after.all() {
                let own = touches.get(&dossier.id()).map_or(&[][..], Vec::as_slice);
                let digest = dossier.digest.as_deref().cloned()
                    .unwrap_or_else(|| TouchDigest::empty(dossier.id()));
                assert_eq!(digest.count as usize, own.len());
                // The rhythm counts from the last real contact, in whatever order touches were written down.
                let real = own.iter().filter(|t| t.is_real()).map(|t| t.at).max();
                assert_eq!(dossier.last_real(), real);
                assert_eq!(digest.last_any, own.iter().map(|t| t.at).max());
                let inbound = own.iter().filter(|t| t.direction == Direction::In).map(|t| t.at).max();
                assert_eq!(digest.last_inbound, inbound);
                let unanswered = own.iter()
                    .filter(|t| !t.is_real() && real.is_none_or(|at| t.at > at))
                    .count();
                // Exact unless a talk was written down after later attempts; never a false zero.
                assert!(usize::from(digest.unanswered) <= unanswered, "{own:#?}");
                assert_eq!(digest.unanswered > 0, unanswered > 0, "{own:#?}");
                let mut kept = own.to_vec();
                kept.sort_by_key(|t| (t.at, t.id));
                assert_eq!(dossier.touches.as_deref().unwrap_or_default(), kept);
            }
        });
    }

    #[test]
    fn nothing_unfounded_is_ever_ready_and_nothing_archived_is_worked_on(wishes in wishes()) {
        run(&wishes, |before, after, tx| {
            for dossier in after.all() {
                for r in &dossier.recommendations {
                    assert!(r.life == Life::Draft || r.lacks().is_empty());
                }
            }
            for change in &tx.changes {
                let Some(old) = change.client().and_then(|id| before.get(id)) else { continue };
                assert!(
                    old.client.archived_at.is_none() || tx.entry.intent == Intent::RestoreClient,
                    "{:?}", tx.entry.intent
                );
            }
        });
    }
}

#[test]
fn moments_of_the_laws_ascend() {
    assert!(moment(0) < moment(1));
    assert!(moment(100).date() > date(2026, 11, 20));
}

/// Commands that are refused every time would prove nothing.
#[test]
fn the_laws_meet_every_command() {
    let mut seen = std::collections::BTreeSet::new();
    let mut dice = 7u64;
    let mut roll = || {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap()
    };
    let index = |n: usize| -> Index {
        use proptest::strategy::ValueTree as _;
        let bytes = n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
        let seed = bytes.repeat(4);
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            ProptestConfig::default(),
            proptest::test_runner::TestRng::from_seed(
                proptest::test_runner::RngAlgorithm::ChaCha,
                &seed,
            ),
        );
        any::<Index>().new_tree(&mut runner).unwrap().current()
    };
    for _ in 0..30 {
        let mut wishes = vec![Wish::AddClient(1), Wish::AddClient(2), Wish::AddClient(3)];
        wishes.extend((0..60).map(|n| Wish::Spend(index(n), 19 + n as i32 % 4, 7)));
        wishes.extend((0..160).map(|_| {
            let way = u8::try_from(roll() % usize::from(asked::WAYS)).unwrap();
            Wish::Asked(index(roll()), way, u16::try_from(roll() % 65_536).unwrap())
        }));
        run(&wishes, |_, _, tx| {
            seen.insert(format!("{:?}", tx.entry.intent));
        });
    }
    // By imports, the demo and the wishes above.
    let elsewhere = [
        Intent::EditClient,
        Intent::ArchiveClient,
        Intent::RestoreClient,
        Intent::AddContact,
        Intent::EditContact,
        Intent::RemoveContact,
        Intent::MoveStage,
        Intent::Park,
        Intent::Unpark,
        Intent::SetSpend,
        Intent::PlanTouch,
        Intent::ClearTouch,
        Intent::EditDraft,
        Intent::ArchiveDraft,
        Intent::Import,
        Intent::FillDemo,
        Intent::ImportCampaigns,
        Intent::CheckEffect,
        Intent::EditMany,
        // By the doctor, from what is left of a damaged store.
        Intent::Salvage,
    ];
    let missing: Vec<&Intent> = Intent::ALL
        .iter()
        .filter(|intent| !elsewhere.contains(intent) && !seen.contains(&format!("{intent:?}")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
