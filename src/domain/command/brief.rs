//! Filling the brief talk by talk, its goals, and the client's answers (A8).

use super::{Env, RuleError, live};
use crate::domain::brief::Answer;
use crate::domain::{Book, Brief, BriefField, Change, ClientId, GoalId, Intent, Transaction};

/// What a person wants of a brief.
#[derive(Debug, Clone, PartialEq)]
pub enum BriefCommand {
    /// Replaces the whole brief.
    Edit(Box<Brief>),
    /// Names a goal.
    AddGoal(ClientId, String),
    /// Puts a goal into other words; recommendations go on pointing to it.
    EditGoal(ClientId, GoalId, String),
    /// Closes a goal that was reached or given up; recommendations go on pointing to it.
    CloseGoal(ClientId, GoalId),
    /// Opens a closed goal again.
    ReopenGoal(ClientId, GoalId),
    /// A questionnaire goes to the client now.
    MarkAsked(ClientId),
    /// Takes answers: fills what is empty, replaces what differs only in the fields named.
    Take {
        /// Whose.
        client: ClientId,
        /// What was answered.
        answers: Vec<Answer>,
        /// Where a person chose the new over the old.
        replace: Vec<BriefField>,
    },
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BriefError {
    /// There is no goal of that number.
    #[error("no such goal")]
    NoSuchGoal,
    /// A goal needs words.
    #[error("a goal needs words")]
    GoalMissing,
    /// A budget is a sum above zero.
    #[error("a budget must be above zero")]
    NoSum,
}

pub(super) fn run(
    command: BriefCommand,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        BriefCommand::Edit(brief) => {
            let client = brief.client;
            change(client, Intent::EditBrief, book, env, |now| {
                *now = *brief;
                Ok(())
            })
        }
        BriefCommand::AddGoal(client, text) => {
            change(client, Intent::EditBrief, book, env, |brief| {
                brief.add_goal(&text);
                Ok(())
            })
        }
        BriefCommand::EditGoal(client, id, text) => {
            change(client, Intent::EditBrief, book, env, |brief| {
                goal(brief, id)?.text = text;
                Ok(())
            })
        }
        BriefCommand::CloseGoal(client, id) => {
            change(client, Intent::EditBrief, book, env, |brief| {
                goal(brief, id)?
                    .closed_at
                    .get_or_insert(env.now.timestamp());
                Ok(())
            })
        }
        BriefCommand::ReopenGoal(client, id) => {
            change(client, Intent::EditBrief, book, env, |brief| {
                goal(brief, id)?.closed_at = None;
                Ok(())
            })
        }
        BriefCommand::MarkAsked(client) => change(client, Intent::AskBrief, book, env, |brief| {
            brief.asked_at = Some(env.now.timestamp());
            Ok(())
        }),
        BriefCommand::Take {
            client,
            answers,
            replace,
        } => change(client, Intent::EditBrief, book, env, |brief| {
            for answer in &answers {
                brief.take(answer, replace.contains(&answer.field()));
            }
            Ok(())
        }),
    }
}

fn goal(brief: &mut Brief, id: GoalId) -> Result<&mut crate::domain::Goal, BriefError> {
    let goal = brief.goals.iter_mut().find(|g| g.id == id);
    goal.ok_or(BriefError::NoSuchGoal)
}

/// One change of the brief of a live client, which may have none yet.
fn change(
    client: ClientId,
    intent: Intent,
    book: &Book,
    env: &Env<'_>,
    edit: impl FnOnce(&mut Brief) -> Result<(), BriefError>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let at = env.now.timestamp();
    let before = dossier.work().brief.as_deref();
    let mut after = before.cloned().unwrap_or_else(|| Brief::empty(client, at));
    let unchanged = after.clone();
    edit(&mut after)?;
    after.tidy();
    if after.goals.iter().any(|g| g.text.is_empty()) {
        return Err(BriefError::GoalMissing.into());
    }
    let sums = [&after.budget_now, &after.budget_ceiling];
    if sums.into_iter().flatten().any(|b| b.amount.minor <= 0) {
        return Err(BriefError::NoSum.into());
    }
    if after.says_the_same(&unchanged) {
        return Err(RuleError::Nothing);
    }
    after.edited_at = at;
    let label = dossier.client.name.clone();
    let mut tx = Transaction::new(intent, at, Some(client), label);
    tx.push(Change::replace(before.cloned(), after));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use jiff::Zoned;

    use super::*;
    use crate::domain::command::{Command, decide};
    use crate::domain::{Budget, Client, Currency, Ids, Money, Record};

    struct Desk {
        book: Book,
        client: ClientId,
        now: Zoned,
    }

    impl Desk {
        fn new() -> Self {
            let now: Zoned = "2026-11-23T09:00[Europe/Moscow]".parse().unwrap();
            let client = ClientId::from_bytes([1; 16]);
            let mut book = Book::new();
            let named = Client::named(client, "Альфа".into(), now.timestamp());
            book.load(Record::from(named)).unwrap();
            Self { book, client, now }
        }

        fn run(&mut self, command: BriefCommand) -> Result<Transaction, RuleError> {
            let mut env = Env {
                now: &self.now,
                ids: &mut Ids::seeded(1),
            };
            let mut tx = decide(Command::Brief(command), &self.book, &mut env)?;
            self.book.apply(&mut tx)?;
            Ok(tx)
        }

        fn brief(&self) -> Option<&Brief> {
            self.book.get(self.client)?.work().brief.as_deref()
        }
    }

    #[test]
    fn goals_live_and_are_undone_to_the_start() {
        let mut desk = Desk::new();
        let (client, first) = (desk.client, GoalId(1));
        let mut done = Vec::new();
        for command in [
            BriefCommand::AddGoal(client, "  Больше \n заявок ".into()),
            BriefCommand::EditGoal(client, first, "Вдвое больше заявок".into()),
            BriefCommand::CloseGoal(client, first),
            BriefCommand::ReopenGoal(client, first),
            BriefCommand::MarkAsked(client),
        ] {
            done.push(desk.run(command).unwrap());
        }
        let brief = desk.brief().unwrap();
        assert_eq!(brief.goals[0].text, "Вдвое больше заявок");
        assert_eq!(brief.goals[0].closed_at, None);
        assert!(brief.asked_at.is_some());
        assert_eq!(done[4].entry.intent, Intent::AskBrief);
        let at = desk.now.timestamp();
        for tx in done.into_iter().rev() {
            desk.book.apply(&mut tx.inverse(at)).unwrap();
        }
        assert_eq!(desk.brief(), None);
    }

    #[test]
    fn refusals_leave_the_brief_alone() {
        let mut desk = Desk::new();
        let (client, first) = (desk.client, GoalId(1));
        desk.run(BriefCommand::AddGoal(client, "Заявки".into()))
            .unwrap();
        let before = desk.brief().cloned();
        let free = Budget {
            amount: Money {
                minor: 0,
                currency: Currency::RUB,
            },
            source: String::new(),
            on: None,
        };
        let broke = Brief {
            budget_now: Some(free),
            ..before.clone().unwrap()
        };
        for (command, error) in [
            (
                BriefCommand::AddGoal(client, " \n".into()),
                BriefError::GoalMissing.into(),
            ),
            (
                BriefCommand::EditGoal(client, first, String::new()),
                BriefError::GoalMissing.into(),
            ),
            (
                BriefCommand::CloseGoal(client, GoalId(9)),
                BriefError::NoSuchGoal.into(),
            ),
            (
                BriefCommand::Edit(Box::new(broke)),
                BriefError::NoSum.into(),
            ),
            (
                BriefCommand::Edit(Box::new(before.clone().unwrap())),
                RuleError::Nothing,
            ),
            (BriefCommand::ReopenGoal(client, first), RuleError::Nothing),
            (
                BriefCommand::Take {
                    client,
                    answers: vec![Answer::Goals(vec!["заявки".into()])],
                    replace: Vec::new(),
                },
                RuleError::Nothing,
            ),
            (
                BriefCommand::MarkAsked(ClientId::from_bytes([9; 16])),
                RuleError::NoSuchClient,
            ),
        ] {
            let what = format!("{command:?}");
            assert_eq!(desk.run(command).map(|_| ()), Err(error), "{what}");
            assert_eq!(desk.brief(), before.as_ref());
        }
    }

    #[test]
    fn what_differs_is_replaced_only_when_chosen() {
        let mut desk = Desk::new();
        let client = desk.client;
        let words = |field, text: &str| Answer::Words(field, text.to_owned());
        let take = |answers: Vec<Answer>, replace: Vec<BriefField>| BriefCommand::Take {
            client,
            answers,
            replace,
        };
        desk.run(take(vec![words(BriefField::Needs, "отчёты\n")], Vec::new()))
            .unwrap();
        let both = vec![
            words(BriefField::Needs, "звонки"),
            words(BriefField::Audience, "дачники"),
        ];
        desk.run(take(both.clone(), Vec::new())).unwrap();
        let brief = desk.brief().unwrap();
        assert_eq!(
            (brief.needs.as_str(), brief.audience.as_str()),
            ("отчёты", "дачники")
        );
        desk.run(take(both, vec![BriefField::Needs])).unwrap();
        assert_eq!(desk.brief().unwrap().needs, "звонки");
    }
}
