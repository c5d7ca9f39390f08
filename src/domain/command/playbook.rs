//! Playbooks: applied, worked off step by step, put away (C9–C11, D26–D27).

use jiff::civil::Date;

use super::{Env, RuleError, live};
use crate::domain::playbook::due_day;
use crate::domain::{
    Book, Calendar, Change, Checklist, ChecklistId, ChecklistStep, ClientId, Intent, Transaction,
};

/// A playbook as it is to be applied, in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChecklist {
    /// The stable name of the playbook.
    pub playbook: String,
    /// Its title.
    pub title: String,
    /// Its steps: what, days from the start, whether it calls for a talk.
    pub steps: Vec<(String, i32, bool)>,
    /// The day the due days are counted from; may be past (the work began before it was written down).
    pub started: Date,
    /// Which days are worked: due days fall on them.
    pub calendar: Calendar,
}

impl NewChecklist {
    /// The steps with the days they fall due, by day; steps of one day keep their order.
    #[must_use]
    pub fn dated(&self) -> Vec<ChecklistStep> {
        let step = |(text, due, call): &(String, i32, bool)| ChecklistStep {
            text: text.clone(),
            due: due_day(self.started, *due, &self.calendar),
            call: *call,
            done_at: None,
            note: String::new(),
        };
        let mut steps: Vec<ChecklistStep> = self.steps.iter().map(step).collect();
        steps.sort_by_key(|step| step.due);
        steps
    }
}

pub(super) fn apply(
    client: ClientId,
    new: NewChecklist,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    if new.steps.is_empty() {
        return Err(RuleError::PlaybookEmpty);
    }
    let same = |list: &&Checklist| list.playbook == new.playbook && list.is_open();
    if let Some(open) = dossier.work().checklists.iter().find(same) {
        return Err(RuleError::AlreadyApplied(open.title.clone()));
    }
    let at = env.now.timestamp();
    let list = Checklist {
        id: env.ids.next(at),
        client,
        steps: new.dated(),
        playbook: new.playbook,
        title: new.title,
        started: new.started,
        closed_at: None,
    };
    let mut tx = Transaction::new(Intent::ApplyPlaybook, at, Some(client), list.title.clone());
    tx.push(Change::create(list));
    Ok(tx)
}

fn find(book: &Book, client: ClientId, id: ChecklistId) -> Result<&Checklist, RuleError> {
    let mut lists = live(book, client)?.work().checklists.iter();
    lists
        .find(|list| list.id == id)
        .ok_or(RuleError::NoSuchChecklist)
}

pub(super) fn check(
    client: ClientId,
    id: ChecklistId,
    step: usize,
    (done, note): (bool, Option<String>),
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, client, id)?.clone();
    let mut after = before.clone();
    let at = env.now.timestamp();
    let Some(item) = after.steps.get_mut(step) else {
        return Err(RuleError::NoSuchChecklist);
    };
    if done != item.done_at.is_some() {
        item.done_at = done.then_some(at);
    }
    if let Some(note) = note {
        note.trim().clone_into(&mut item.note);
    }
    let label = item.text.clone();
    if after == before {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(Intent::CheckStep, at, Some(client), label);
    tx.push(Change::replace(Some(before), after));
    Ok(tx)
}

pub(super) fn close(
    client: ClientId,
    id: ChecklistId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, client, id)?.clone();
    if before.closed_at.is_some() {
        return Err(RuleError::Nothing);
    }
    let at = env.now.timestamp();
    let mut after = before.clone();
    after.closed_at = Some(at);
    let mut tx = Transaction::new(
        Intent::CloseChecklist,
        at,
        Some(client),
        after.title.clone(),
    );
    tx.push(Change::replace(Some(before), after));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, decide};
    use crate::domain::{Client, Ids, Promise, PromiseId, PromiseLife, Side, Transaction as Done};
    use jiff::civil::date;
    use proptest::prelude::*;

    struct Desk {
        book: Book,
        ids: Ids,
        now: jiff::Zoned,
        done: Vec<Done>,
    }

    impl Desk {
        fn new() -> Self {
            let mut desk = Self {
                book: Book::new(),
                ids: Ids::seeded(3),
                now: "2026-11-23T10:00+03:00[+03:00]".parse().unwrap(),
                done: Vec::new(),
            };
            let nil = ClientId::from_bytes([0; 16]);
            let client = Client::named(nil, "Альфа".to_owned(), desk.now.timestamp());
            desk.run(Command::AddClient(Box::new(client))).unwrap();
            desk
        }

        fn client(&self) -> ClientId {
            self.book.all().next().unwrap().id()
        }

        fn run(&mut self, command: Command) -> Result<(), RuleError> {
            let mut env = Env {
                now: &self.now,
                ids: &mut self.ids,
            };
            let mut tx = decide(command, &self.book, &mut env)?;
            self.book.apply(&mut tx)?;
            self.done.push(tx);
            Ok(())
        }

        fn list(&self, n: usize) -> &Checklist {
            &self.book.all().next().unwrap().work().checklists[n]
        }

        fn promise(&self, n: usize) -> &Promise {
            &self.book.all().next().unwrap().work().promises[n]
        }

        fn state(&self) -> String {
            format!("{:?}", self.book.all().collect::<Vec<_>>())
        }
    }

    fn start() -> NewChecklist {
        let step = |text: &str, due, call| (text.to_owned(), due, call);
        NewChecklist {
            playbook: "start".to_owned(),
            title: "Старт".to_owned(),
            steps: vec![
                step("итог", 7, true),
                step("звонок", 0, true),
                step("письмо", 5, false),
            ],
            started: date(2026, 11, 23),
            calendar: Calendar::default(),
        }
    }

    fn promise(client: ClientId, what: &str) -> Promise {
        let nil = PromiseId::from_bytes([0; 16]);
        let at = jiff::Timestamp::UNIX_EPOCH;
        Promise::said(nil, client, Side::Ours, what.to_owned(), at)
    }

    #[test]
    fn applied_steps_come_by_day_and_the_same_twice_is_refused() {
        let mut desk = Desk::new();
        let client = desk.client();
        desk.run(Command::ApplyPlaybook(client, start())).unwrap();
        let dues: Vec<(String, Date)> = desk
            .list(0)
            .steps
            .iter()
            .map(|s| (s.text.clone(), s.due))
            .collect();
        let expected = [
            ("звонок", date(2026, 11, 23)),
            // A Saturday moves to Monday, which is also the seventh day: the order of the file stays.
            ("итог", date(2026, 11, 30)),
            ("письмо", date(2026, 11, 30)),
        ];
        assert_eq!(dues, expected.map(|(t, d)| (t.to_owned(), d)));
        assert_eq!(
            desk.run(Command::ApplyPlaybook(client, start())),
            Err(RuleError::AlreadyApplied("Старт".to_owned()))
        );
        let mut empty = start();
        empty.playbook = "other".to_owned();
        empty.steps.clear();
        assert_eq!(
            desk.run(Command::ApplyPlaybook(client, empty)),
            Err(RuleError::PlaybookEmpty)
        );
        let id = desk.list(0).id;
        desk.run(Command::CloseChecklist(client, id)).unwrap();
        assert_eq!(
            desk.run(Command::CloseChecklist(client, id)),
            Err(RuleError::Nothing)
        );
        desk.run(Command::ApplyPlaybook(client, start())).unwrap();
    }

    #[test]
    fn a_step_is_checked_with_a_note_and_unchecked() {
        let mut desk = Desk::new();
        let client = desk.client();
        desk.run(Command::ApplyPlaybook(client, start())).unwrap();
        let id = desk.list(0).id;
        let check = |step, done, note: Option<&str>| Command::CheckStep {
            client,
            id,
            step,
            done,
            note: note.map(str::to_owned),
        };
        desk.run(check(0, true, Some(" дозвонились "))).unwrap();
        assert_eq!(desk.list(0).progress(), (1, 3));
        assert_eq!(desk.list(0).steps[0].note, "дозвонились");
        assert_eq!(desk.run(check(0, true, None)), Err(RuleError::Nothing));
        assert_eq!(
            desk.run(check(9, true, None)),
            Err(RuleError::NoSuchChecklist)
        );
        desk.run(check(0, false, None)).unwrap();
        assert_eq!(desk.list(0).progress(), (0, 3));
        assert_eq!(desk.list(0).steps[0].note, "дозвонились", "the note stays");
    }

    #[test]
    fn promises_end_and_come_back() {
        let mut desk = Desk::new();
        let client = desk.client();
        let add = |what: &str| Command::AddPromise(Box::new(promise(client, what)));
        assert_eq!(desk.run(add("  ")), Err(RuleError::PromiseEmpty));
        desk.run(add(" прислать   смету ")).unwrap();
        assert_eq!(desk.promise(0).what, "прислать смету");
        let id = desk.promise(0).id;
        let close = |life, note: &str| Command::ClosePromise {
            client,
            id,
            life,
            note: note.to_owned(),
        };
        desk.run(close(PromiseLife::Broken, "не успели")).unwrap();
        assert!(desk.promise(0).closed_at.is_some());
        let mut edited = desk.promise(0).clone();
        edited.until = Some(date(2026, 11, 20));
        edited.life = PromiseLife::Kept;
        desk.run(Command::EditPromise(Box::new(edited))).unwrap();
        assert_eq!(desk.promise(0).life, PromiseLife::Broken, "not by editing");
        desk.run(close(PromiseLife::Open, "")).unwrap();
        assert_eq!(desk.promise(0).closed_at, None);
        assert!(desk.promise(0).is_overdue(desk.now.date()));
        assert_eq!(
            desk.run(close(PromiseLife::Open, "")),
            Err(RuleError::Nothing)
        );
        desk.run(Command::ArchiveClient(client)).unwrap();
        assert_eq!(
            desk.run(close(PromiseLife::Kept, "")),
            Err(RuleError::Archived)
        );
    }

    proptest! {
        #[test]
        fn whatever_was_agreed_is_taken_back_whole(steps in prop::collection::vec(0u8..7, 1..40)) {
            let mut desk = Desk::new();
            let client = desk.client();
            desk.done.clear();
            let before = desk.state();
            for (n, step) in steps.into_iter().enumerate() {
                let work = desk.book.all().next().unwrap().work();
                let last = work.promises.last().map(|p| p.id);
                let list = work.checklists.last().map(|l| l.id);
                let nil = ChecklistId::from_bytes([0; 16]);
                let ended = |life| Command::ClosePromise {
                    client,
                    id: last.unwrap_or(PromiseId::from_bytes([0; 16])),
                    life,
                    note: String::new(),
                };
                let command = match step {
                    0 => Command::AddPromise(Box::new(promise(client, "смета"))),
                    1 => ended(PromiseLife::Kept),
                    2 => ended(PromiseLife::Open),
                    3 => Command::ApplyPlaybook(client, start()),
                    4 => Command::CheckStep {
                        client,
                        id: list.unwrap_or(nil),
                        step: n % 3,
                        done: n % 2 == 0,
                        note: None,
                    },
                    5 => Command::CloseChecklist(client, list.unwrap_or(nil)),
                    _ => ended(PromiseLife::Withdrawn),
                };
                // A refusal must change nothing; it is not undone.
                let _ = desk.run(command);
            }
            for done in std::mem::take(&mut desk.done).into_iter().rev() {
                let mut back = done.inverse(desk.now.timestamp());
                desk.book.apply(&mut back).unwrap();
            }
            prop_assert_eq!(desk.state(), before);
        }
    }
}
