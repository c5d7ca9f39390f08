//! A call at its end: everything said in it becomes one transaction, so one undo takes the whole call back;
//! and tasks, which a call leaves behind as often as not.

use jiff::civil::Date;

use super::{
    Env, NewTouch, NewsCommand, ProblemText, RuleError, live, news, problem, promise, touch,
};
use crate::domain::{
    Book, Calendar, Change, Checklist, ChecklistStep, ClientId, Intent, NewsId, Promise,
    Transaction,
};

/// The playbook id of a client's list of tasks.
pub const TASKS: &str = "tasks";

/// A task as a person states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// The title of the list, in the language of the screen; counts only for the first task of a list.
    pub list: String,
    /// What is to be done.
    pub text: String,
    /// By when; `None`: the next working day.
    pub due: Option<Date>,
    /// Whether it calls for a talk with the client: such tasks reach the agenda.
    pub call: bool,
}

/// A call as it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedCall {
    /// The touch itself, with the next one.
    pub touch: NewTouch,
    /// What was promised in it, by us or by the client.
    pub promise: Option<Promise>,
    /// What is to be done after it.
    pub task: Option<NewTask>,
    /// A problem that came up.
    pub problem: Option<ProblemText>,
    /// News the client was told (A22).
    pub told: Vec<NewsId>,
}

impl FinishedCall {
    /// A call of which nothing but the touch is left.
    #[must_use]
    pub const fn of(touch: NewTouch) -> Self {
        Self {
            touch,
            promise: None,
            task: None,
            problem: None,
            told: Vec::new(),
        }
    }
}

pub(super) fn finish(
    call: FinishedCall,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let client = call.touch.client;
    let mut tx = touch::log(call.touch, book, env)?;
    // Each rule decides by itself and touches records of its own kind: their changes do not meet.
    let mut more = Vec::new();
    if let Some(promise) = call.promise {
        more.push(promise::add(Promise { client, ..promise }, book, env)?);
    }
    if let Some(task) = call.task {
        more.push(add_task(client, task, book, env)?);
    }
    if let Some(text) = call.problem {
        more.push(problem::add(client, text, book, env)?);
    }
    for id in call.told {
        let known = book.desk().news.iter().find(|news| news.id == id);
        // Whoever heard it before, by a letter say, stays told at that moment.
        if known.is_none_or(|news| news.told_to(client).is_none()) {
            let tell = NewsCommand::Tell(id, vec![client]);
            more.push(news::run(tell, book, env)?);
        }
    }
    for change in more.into_iter().flat_map(|part| part.changes) {
        tx.push(change);
    }
    Ok(tx)
}

/// Appends to the client's running list of tasks; begins one when there is none, or all of it is done.
pub(super) fn add_task(
    client: ClientId,
    new: NewTask,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let text = new.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(RuleError::TaskEmpty);
    }
    let (at, today) = (env.now.timestamp(), env.now.date());
    let due = new
        .due
        .unwrap_or_else(|| Calendar::default().next_workday(today));
    let step = ChecklistStep {
        text: text.clone(),
        due,
        call: new.call,
        done_at: None,
        note: String::new(),
    };
    let mut tx = Transaction::new(Intent::AddTask, at, Some(client), text);
    let mut lists = dossier.work().checklists.iter();
    let running = lists.find(|list| list.playbook == TASKS && list.is_open());
    let change = if let Some(before) = running {
        let mut after = before.clone();
        let place = after.steps.partition_point(|known| known.due <= due);
        after.steps.insert(place, step);
        Change::replace(Some(before.clone()), after)
    } else {
        Change::create(Checklist {
            id: env.ids.next(at),
            client,
            playbook: TASKS.to_owned(),
            title: new.list,
            started: today,
            steps: vec![step],
            closed_at: None,
        })
    };
    tx.push(change);
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, NewFollowUp, NextStep, decide};
    use crate::domain::{Channel, Client, Direction, Ids, Mood, Outcome, PromiseId, Purpose, Side};
    use jiff::civil::date;

    struct Desk {
        book: Book,
        ids: Ids,
        now: jiff::Zoned,
    }

    impl Desk {
        fn new() -> Self {
            let mut desk = Self {
                book: Book::new(),
                ids: Ids::seeded(3),
                now: "2026-11-20T17:00+03:00[+03:00]".parse().unwrap(),
            };
            let nil = ClientId::from_bytes([0; 16]);
            let client = Client::named(nil, "Альфа".to_owned(), desk.now.timestamp());
            desk.run(Command::AddClient(Box::new(client))).unwrap();
            desk
        }

        fn client(&self) -> ClientId {
            self.book.all().next().unwrap().id()
        }

        fn run(&mut self, command: Command) -> Result<Transaction, RuleError> {
            let mut env = Env {
                now: &self.now,
                ids: &mut self.ids,
            };
            let mut tx = decide(command, &self.book, &mut env)?;
            self.book.apply(&mut tx)?;
            Ok(tx)
        }

        fn state(&self) -> String {
            format!(
                "{:?} {:?}",
                self.book.all().collect::<Vec<_>>(),
                self.book.desk()
            )
        }
    }

    fn touch(client: ClientId) -> NewTouch {
        NewTouch {
            client,
            contact: None,
            at: None,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 7,
            note: "смета".to_owned(),
            mood: Some(Mood::Curt),
            purpose: Some(Purpose::Tests),
            next: NextStep::Set(NewFollowUp {
                date: date(2026, 11, 27),
                time: None,
                reason: String::new(),
                promised: true,
                channel: None,
                contact: None,
            }),
        }
    }

    fn task(text: &str, due: Option<Date>) -> NewTask {
        NewTask {
            list: "Задачи".to_owned(),
            text: text.to_owned(),
            due,
            call: false,
        }
    }

    fn whole(client: ClientId) -> FinishedCall {
        let nil = PromiseId::from_bytes([0; 16]);
        let at = jiff::Timestamp::UNIX_EPOCH;
        FinishedCall {
            promise: Some(Promise::said(
                nil,
                client,
                Side::Client,
                "доступ".to_owned(),
                at,
            )),
            task: Some(task("собрать метки", None)),
            problem: Some(ProblemText {
                title: "Цели не настроены".to_owned(),
                ..ProblemText::default()
            }),
            ..FinishedCall::of(touch(client))
        }
    }

    #[test]
    fn a_call_is_one_transaction_and_comes_off_whole() {
        let mut desk = Desk::new();
        let client = desk.client();
        let before = desk.state();
        let done = desk
            .run(Command::FinishCall(Box::new(whole(client))))
            .unwrap();
        assert_eq!(done.entry.intent, Intent::LogTouch);
        assert_eq!(done.entry.changes as usize, done.changes.len());
        let dossier = desk.book.get(client).unwrap();
        let work = dossier.work();
        assert_eq!(dossier.digest.as_ref().unwrap().curt, 1);
        assert_eq!(work.promises[0].side, Side::Client);
        assert_eq!(work.problems[0].title, "Цели не настроены");
        // Said on a Friday without a day: due on Monday.
        assert_eq!(work.checklists[0].steps[0].due, date(2026, 11, 23));
        assert!(dossier.follow_up.as_ref().unwrap().promised);
        let mut back = done.inverse(desk.now.timestamp());
        desk.book.apply(&mut back).unwrap();
        assert_eq!(desk.state(), before);
    }

    #[test]
    fn one_wrong_part_refuses_the_whole_call() {
        let mut desk = Desk::new();
        let client = desk.client();
        let before = desk.state();
        type Spoil = fn(&mut FinishedCall);
        let cases: [(Spoil, RuleError); 4] = [
            (
                |c| c.promise.as_mut().unwrap().what.clear(),
                RuleError::PromiseEmpty,
            ),
            (
                |c| c.task.as_mut().unwrap().text = "  ".to_owned(),
                RuleError::TaskEmpty,
            ),
            (
                |c| c.problem.as_mut().unwrap().title.clear(),
                RuleError::NameMissing,
            ),
            (
                |c| {
                    if let NextStep::Set(next) = &mut c.touch.next {
                        next.date = date(2026, 11, 19);
                    }
                },
                RuleError::NotAhead(date(2026, 11, 19)),
            ),
        ];
        for (spoil, error) in cases {
            let mut call = whole(client);
            spoil(&mut call);
            assert_eq!(desk.run(Command::FinishCall(Box::new(call))), Err(error));
            assert_eq!(desk.state(), before);
        }
    }

    #[test]
    fn tasks_gather_in_one_list_by_day() {
        let mut desk = Desk::new();
        let client = desk.client();
        for (text, due) in [
            ("потом", Some(date(2026, 12, 1))),
            ("сначала", Some(date(2026, 11, 21))),
            ("между", Some(date(2026, 11, 27))),
        ] {
            desk.run(Command::AddTask(client, task(text, due))).unwrap();
        }
        let lists = || desk.book.get(client).unwrap().work().checklists.clone();
        let texts: Vec<String> = lists()[0].steps.iter().map(|s| s.text.clone()).collect();
        assert_eq!(texts, ["сначала", "между", "потом"]);
        assert_eq!(lists().len(), 1);
        let id = lists()[0].id;
        for step in 0..3 {
            desk.run(Command::CheckStep {
                client,
                id,
                step,
                done: true,
                note: None,
            })
            .unwrap();
        }
        desk.run(Command::AddTask(client, task("новая", None)))
            .unwrap();
        let lists = &desk.book.get(client).unwrap().work().checklists;
        assert_eq!(
            (lists.len(), lists[1].steps.len()),
            (2, 1),
            "a done list rests"
        );
        assert_eq!(
            desk.run(Command::AddTask(client, task(" ", None))),
            Err(RuleError::TaskEmpty)
        );
    }
}
