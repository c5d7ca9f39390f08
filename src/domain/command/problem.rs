//! Problems: written down, changed, taken through their life, kept from the client, put away (A9, C12).

use jiff::civil::Date;

use super::{Env, RuleError, live};
use crate::domain::{
    Book, Change, ClientId, FoundBy, Intent, Problem, ProblemId, ProblemLife, ProblemStep,
    Severity, Solver, Transaction,
};

/// A problem as a person, or a rule of the audit, writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProblemText {
    /// One line.
    pub title: String,
    /// What is known of it.
    pub details: String,
    /// How bad.
    pub severity: Severity,
    /// Who brought it up.
    pub found_by: FoundBy,
    /// With whom the solution lies.
    pub solver: Solver,
    /// Must not be told to the client yet (C12).
    pub sensitive: bool,
    /// The audit rule that found it; an edit leaves it alone.
    pub rule: Option<String>,
}

impl ProblemText {
    /// The text of an existing problem, to be edited.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        Self {
            title: problem.title.clone(),
            details: problem.details.clone(),
            severity: problem.severity,
            found_by: problem.found_by,
            solver: problem.solver,
            sensitive: problem.sensitive,
            rule: problem.rule.clone(),
        }
    }

    fn write(self, into: &mut Problem) -> Result<(), RuleError> {
        into.title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if into.title.is_empty() {
            return Err(RuleError::NameMissing);
        }
        self.details.trim_end().clone_into(&mut into.details);
        into.severity = self.severity;
        into.found_by = self.found_by;
        into.solver = self.solver;
        into.sensitive = self.sensitive;
        Ok(())
    }
}

/// A step of a problem's life, as a person takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProblemStep {
    /// The state to enter.
    pub to: ProblemLife,
    /// What is awaited; counts only for waiting, and must be said then.
    pub waiting_for: String,
    /// Until when; counts only for waiting, and must be said then.
    pub until: Option<Date>,
    /// What was said or done; must be said when a solved problem is opened again.
    pub note: String,
}

fn transaction(intent: Intent, of: &Problem, env: &Env<'_>) -> Transaction {
    Transaction::new(
        intent,
        env.now.timestamp(),
        Some(of.client),
        of.title.clone(),
    )
}

/// A problem of a live client, still in sight.
fn known(book: &Book, client: ClientId, id: ProblemId) -> Result<&Problem, RuleError> {
    live(book, client)?
        .work()
        .problems
        .iter()
        .find(|p| p.id == id && p.archived_at.is_none())
        .ok_or(RuleError::NoSuchProblem)
}

fn changed(intent: Intent, before: &Problem, after: Problem, env: &Env<'_>) -> Transaction {
    let mut tx = transaction(intent, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    tx
}

pub(super) fn add(
    client: ClientId,
    text: ProblemText,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let cycle = live(book, client)?.cycle();
    let at = env.now.timestamp();
    let mut problem = Problem::titled(env.ids.next(at), client, String::new(), at);
    problem.cycle = cycle;
    problem.rule.clone_from(&text.rule);
    text.write(&mut problem)?;
    let mut tx = transaction(Intent::AddProblem, &problem, env);
    tx.push(Change::create(problem));
    Ok(tx)
}

pub(super) fn edit(
    client: ClientId,
    id: ProblemId,
    text: ProblemText,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, client, id)?;
    let mut after = before.clone();
    text.write(&mut after)?;
    if after == *before {
        return Err(RuleError::Nothing);
    }
    Ok(changed(Intent::EditProblem, before, after, env))
}

pub(super) fn mark(
    client: ClientId,
    id: ProblemId,
    sensitive: bool,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, client, id)?;
    if before.sensitive == sensitive {
        return Err(RuleError::Nothing);
    }
    let mut after = before.clone();
    after.sensitive = sensitive;
    Ok(changed(Intent::EditProblem, before, after, env))
}

pub(super) fn advance(
    client: ClientId,
    id: ProblemId,
    step: NewProblemStep,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, client, id)?;
    let to = step.to;
    if !before.life.next().contains(&to) {
        return Err(RuleError::NoProblemStep {
            from: before.life,
            to,
        });
    }
    let mut after = before.clone();
    after.waiting_for.clear();
    after.waiting_until = None;
    if to == ProblemLife::Waiting {
        after.waiting_for = step
            .waiting_for
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let until = step.until.ok_or(RuleError::WaitingUnclear)?;
        if after.waiting_for.is_empty() {
            return Err(RuleError::WaitingUnclear);
        }
        if until < env.now.date() {
            return Err(RuleError::NotAhead(until));
        }
        after.waiting_until = Some(until);
    }
    let reopened = to == ProblemLife::Open && !before.life.is_open();
    if reopened && step.note.trim().is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    after.life = to;
    after.steps.push(ProblemStep {
        life: to,
        at: env.now.timestamp(),
        note: step.note.trim().to_owned(),
    });
    Ok(changed(Intent::AdvanceProblem, before, after, env))
}

pub(super) fn archive(
    client: ClientId,
    id: ProblemId,
    book: &Book,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = known(book, client, id)?;
    let mut after = before.clone();
    after.archived_at = Some(env.now.timestamp());
    Ok(changed(Intent::ArchiveProblem, before, after, env))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::command::{Command, decide};
    use crate::domain::{Client, Ids, Journey, Record, Stage};

    struct Desk {
        book: Book,
        ids: Ids,
        now: jiff::Zoned,
    }

    const CLIENT: ClientId = ClientId(uuid::Uuid::from_u128(1));

    impl Desk {
        fn new() -> Self {
            let now = date(2026, 11, 23)
                .at(10, 0, 0, 0)
                .in_tz("Europe/Moscow")
                .unwrap();
            let mut book = Book::new();
            let named = Client::named(CLIENT, "Альфа".to_owned(), now.timestamp());
            book.load(Record::from(named)).unwrap();
            let mut journey = Journey::start(CLIENT, now.timestamp());
            journey.cycle = 3;
            journey.stage = Stage::Problems;
            book.load(Record::from(journey)).unwrap();
            Self {
                book,
                ids: Ids::seeded(1),
                now,
            }
        }

        fn run(&mut self, command: Command) -> Result<Intent, RuleError> {
            let mut env = Env {
                now: &self.now,
                ids: &mut self.ids,
            };
            let mut tx = decide(command, &self.book, &mut env)?;
            self.book.apply(&mut tx).unwrap();
            Ok(tx.entry.intent)
        }

        fn problem(&self) -> &Problem {
            self.book
                .get(CLIENT)
                .unwrap()
                .work()
                .problems
                .last()
                .unwrap()
        }

        fn step(
            &mut self,
            to: ProblemLife,
            what: &str,
            until: Option<Date>,
            note: &str,
        ) -> Result<Intent, RuleError> {
            let id = self.problem().id;
            self.run(Command::AdvanceProblem(
                CLIENT,
                id,
                NewProblemStep {
                    to,
                    waiting_for: what.to_owned(),
                    until,
                    note: note.to_owned(),
                },
            ))
        }
    }

    fn text(title: &str) -> ProblemText {
        ProblemText {
            title: title.to_owned(),
            ..ProblemText::default()
        }
    }

    #[test]
    fn a_problem_goes_through_its_life_and_back() {
        use ProblemLife::{Open, Solved, Verified, Waiting};
        let mut desk = Desk::new();
        desk.run(Command::AddProblem(
            CLIENT,
            text("  Объявления   отклонены "),
        ))
        .unwrap();
        assert_eq!(desk.problem().title, "Объявления отклонены");
        assert_eq!(desk.problem().cycle, 3, "the cycle of the journey");
        let friday = Some(date(2026, 11, 27));
        let past = date(2026, 11, 20);
        let no_step = |from, to| Err(RuleError::NoProblemStep { from, to });
        let done = || Ok(Intent::AdvanceProblem);
        for (to, what, until, note, expected) in [
            (Verified, "", None, "", no_step(Open, Verified)),
            (Waiting, "", friday, "", Err(RuleError::WaitingUnclear)),
            (Waiting, "ответ", None, "", Err(RuleError::WaitingUnclear)),
            (
                Waiting,
                "ответ",
                Some(past),
                "",
                Err(RuleError::NotAhead(past)),
            ),
            (Waiting, "ответ модерации", friday, "", done()),
            (Waiting, "второй ответ", friday, "", done()),
            (Verified, "", None, "", no_step(Waiting, Verified)),
            (Solved, "", None, "", done()),
            (Waiting, "ответ", friday, "", no_step(Solved, Waiting)),
            (Open, "", None, " ", Err(RuleError::ReasonMissing)),
            (Open, "", None, "отклонили снова", done()),
            (Solved, "", None, "", done()),
            (Verified, "", None, "", done()),
            (Solved, "", None, "", no_step(Verified, Solved)),
            (Open, "", None, "вернулось через месяц", done()),
        ] {
            let got = desk.step(to, what, until, note);
            assert_eq!(got, expected, "{to:?} {what} {until:?} {note}");
            if got.is_ok() {
                let p = desk.problem();
                assert_eq!(p.life, to);
                assert_eq!(p.waiting_until.is_some(), to == Waiting);
                assert_eq!(p.waiting_for, if to == Waiting { what } else { "" });
            }
        }
        assert_eq!(desk.problem().steps.len(), 7);
    }

    #[test]
    fn editing_marking_and_putting_away() {
        let mut desk = Desk::new();
        assert_eq!(
            desk.run(Command::AddProblem(CLIENT, text(" "))),
            Err(RuleError::NameMissing)
        );
        let mut found = text("Нет целей");
        found.rule = Some("no-goals".to_owned());
        desk.run(Command::AddProblem(CLIENT, found)).unwrap();
        let id = desk.problem().id;
        let mut better = ProblemText::of(desk.problem());
        assert_eq!(
            desk.run(Command::EditProblem(CLIENT, id, better.clone())),
            Err(RuleError::Nothing)
        );
        better.severity = Severity::Critical;
        better.rule = None;
        desk.run(Command::EditProblem(CLIENT, id, better)).unwrap();
        assert!(desk.problem().is_burning());
        assert_eq!(desk.problem().rule.as_deref(), Some("no-goals"));
        assert!(desk.problem().may_leave_to_client());
        desk.run(Command::MarkProblem(CLIENT, id, true)).unwrap();
        assert!(!desk.problem().may_leave_to_client());
        assert_eq!(
            desk.run(Command::MarkProblem(CLIENT, id, true)),
            Err(RuleError::Nothing)
        );
        assert_eq!(
            desk.run(Command::ArchiveProblem(CLIENT, id)),
            Ok(Intent::ArchiveProblem)
        );
        assert!(!desk.problem().is_open());
        assert_eq!(
            desk.run(Command::ArchiveProblem(CLIENT, id)),
            Err(RuleError::NoSuchProblem)
        );
    }
}
