//! A problem written down or changed, and the next step of its life (A9, A10).

use crate::domain::command::{NewProblemStep, ProblemText};
use crate::domain::{
    ClientId, Command, FoundBy, Problem, ProblemId, ProblemLife, Severity, Solver,
};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem as Refused, Sheet, Words, read};

/// The form of a problem.
pub type ProblemForm = FormDialog<ProblemSheet>;

/// The fields of the form of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// One line.
    Title,
    /// How bad.
    Severity,
    /// With whom the solution lies.
    Solver,
    /// Who brought it up.
    FoundBy,
    /// Not for the client yet.
    Sensitive,
    /// What is known.
    Details,
}

/// What the form of a problem is about.
#[derive(Debug)]
pub struct ProblemSheet {
    client: ClientId,
    id: Option<ProblemId>,
    before: ProblemText,
}

fn place<T: PartialEq>(all: &[T], one: &T) -> Option<usize> {
    all.iter().position(|t| t == one)
}

impl ProblemForm {
    /// A new problem of a client.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self::with(client, None, ProblemText::default())
    }

    /// A known problem to be changed.
    #[must_use]
    pub fn edit(problem: &Problem) -> Self {
        Self::with(problem.client, Some(problem.id), ProblemText::of(problem))
    }

    fn with(client: ClientId, id: Option<ProblemId>, before: ProblemText) -> Self {
        let severities = Severity::ALL
            .iter()
            .map(|s| Words::term("severity", s.name()));
        let solvers = Solver::ALL.iter().map(|s| Words::term("solver", s.name()));
        let founders = FoundBy::ALL
            .iter()
            .map(|f| Words::term("found-by", f.name()));
        let form = Form::new(vec![
            Field::line(Key::Title, "form-problem-title", &before.title).required(),
            Field::choice(
                Key::Severity,
                "form-problem-severity",
                severities.collect(),
                place(Severity::ALL, &before.severity),
            ),
            Field::choice(
                Key::Solver,
                "form-problem-solver",
                solvers.collect(),
                place(Solver::ALL, &before.solver),
            ),
            Field::choice(
                Key::FoundBy,
                "form-problem-found-by",
                founders.collect(),
                place(FoundBy::ALL, &before.found_by),
            ),
            Field::toggle(Key::Sensitive, "form-problem-sensitive", before.sensitive),
            Field::text(Key::Details, "form-problem-details", &before.details, 6),
        ]);
        Self::of(ProblemSheet { client, id, before }, form)
    }
}

impl Sheet for ProblemSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let id = match self.id {
            Some(_) => "form-problem-edit",
            None => "form-problem-new",
        };
        about(id, self.client, cx)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Refused<Key>> {
        let text = ProblemText {
            title: form.text(Key::Title),
            details: form.text(Key::Details),
            severity: form
                .index(Key::Severity)
                .and_then(|i| Severity::ALL.get(i).copied())
                .unwrap_or(self.before.severity),
            found_by: form
                .index(Key::FoundBy)
                .and_then(|i| FoundBy::ALL.get(i).copied())
                .unwrap_or(self.before.found_by),
            solver: form
                .index(Key::Solver)
                .and_then(|i| Solver::ALL.get(i).copied())
                .unwrap_or(self.before.solver),
            sensitive: form.on(Key::Sensitive),
            rule: self.before.rule.clone(),
        };
        Ok(match self.id {
            Some(id) => Command::EditProblem(self.client, id, text),
            None => Command::AddProblem(self.client, text),
        })
    }
}

/// The form of a step.
pub type StepForm = FormDialog<StepSheet>;

/// The fields of the form of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKey {
    /// The state to enter.
    To,
    /// What is awaited.
    For,
    /// Until when.
    Until,
    /// What was said or done.
    Note,
}

/// What the form of a step is about.
#[derive(Debug)]
pub struct StepSheet {
    client: ClientId,
    id: ProblemId,
    title: String,
    from: ProblemLife,
}

impl StepForm {
    /// The form for a problem, the usual step chosen.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let next = problem.life.next();
        let states = next
            .iter()
            .map(|l| Words::term("problem-step", l.name()))
            .collect();
        let until = problem
            .waiting_until
            .map(read::day_text)
            .unwrap_or_default();
        let what = Field::line(StepKey::For, "form-problem-waiting", &problem.waiting_for);
        let until = Field::when(StepKey::Until, "form-problem-until", &until);
        let waits = next.first() == Some(&ProblemLife::Waiting);
        let shown = |field: Field<StepKey>| {
            let field = field.required();
            if waits { field } else { field.hidden() }
        };
        let form = Form::new(vec![
            Field::choice(StepKey::To, "form-advance-to", states, Some(0)),
            shown(what),
            shown(until),
            Field::text(StepKey::Note, "form-problem-note", "", 3),
        ]);
        let sheet = StepSheet {
            client: problem.client,
            id: problem.id,
            title: problem.title.clone(),
            from: problem.life,
        };
        Self::of(sheet, form)
    }
}

impl StepSheet {
    fn to(&self, form: &Form<StepKey>) -> Option<ProblemLife> {
        self.from.next().get(form.index(StepKey::To)?).copied()
    }
}

impl Sheet for StepSheet {
    type Key = StepKey;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!(
            "{} · {}",
            self.title,
            say::problem_life(cx.texts, self.from)
        )
    }

    fn settle(&mut self, form: &mut Form<StepKey>, _cx: &Cx<'_>) {
        let waits = self.to(form) == Some(ProblemLife::Waiting);
        form.show(StepKey::For, waits);
        form.show(StepKey::Until, waits);
    }

    fn command(&self, form: &Form<StepKey>, cx: &Cx<'_>) -> Result<Command, Refused<StepKey>> {
        let refused = |field, id| Refused {
            field,
            words: cx.texts.t(id),
        };
        let to = self
            .to(form)
            .ok_or_else(|| refused(StepKey::To, "form-required"))?;
        let note = form.text(StepKey::Note);
        if to == ProblemLife::Open && !self.from.is_open() && note.trim().is_empty() {
            return Err(refused(StepKey::Note, "form-problem-why-again"));
        }
        let waits = to == ProblemLife::Waiting;
        let until = waits.then(|| form.when(StepKey::Until, cx)).flatten();
        if waits && until.is_none() {
            return Err(refused(StepKey::Until, "when-empty"));
        }
        Ok(Command::AdvanceProblem(
            self.client,
            self.id,
            NewProblemStep {
                to,
                waiting_for: form.text(StepKey::For),
                until: until.map(|when| when.date),
                note,
            },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::dialog::form::harness::Desk;
    use jiff::civil::date;

    fn problem(life: ProblemLife) -> Problem {
        let at = "2026-11-01T09:00:00Z".parse().unwrap();
        let id = ProblemId::from_bytes([3; 16]);
        let client = ClientId::from_bytes([1; 16]);
        let mut problem = Problem::titled(id, client, "Отклонены объявления".to_owned(), at);
        problem.life = life;
        problem
    }

    #[test]
    fn writing_down_and_changing() {
        let desk = Desk::new();
        let client = ClientId::from_bytes([1; 16]);
        let mut form = ProblemForm::new(client);
        assert!(
            desk.press(&mut form, "ctrl-s").is_empty(),
            "a title is needed"
        );
        let command = desk.submit(
            &mut form,
            "«Нет целей» tab 1 tab 2 tab 2 tab space tab «с марта» ctrl-s",
        );
        let expected = ProblemText {
            title: "Нет целей".to_owned(),
            details: "с марта".to_owned(),
            severity: Severity::Critical,
            found_by: FoundBy::Client,
            solver: Solver::Webmaster,
            sensitive: true,
            rule: None,
        };
        assert_eq!(command, Command::AddProblem(client, expected));
        desk.at_all_sizes(&mut form);

        let mut known = problem(ProblemLife::Open);
        known.solver = Solver::Platform;
        known.rule = Some("rejected".to_owned());
        let mut form = ProblemForm::edit(&known);
        let mut text = ProblemText::of(&known);
        text.title.push('!');
        let command = desk.submit(&mut form, "«!» ctrl-s");
        assert_eq!(command, Command::EditProblem(client, known.id, text));
    }

    #[test]
    fn steps_ask_for_what_they_need() {
        use ProblemLife::{Open, Solved, Verified, Waiting};
        let desk = Desk::new();
        let until = Some(date(2026, 12, 1));
        for (from, keys, expected) in [
            (
                Open,
                "tab «ответ» tab «1.12» ctrl-s",
                (Waiting, "ответ", until, ""),
            ),
            (Open, "2 tab «сами» ctrl-s", (Solved, "", None, "сами")),
            (Waiting, "ctrl-s", (Solved, "", None, "")),
            (Waiting, "3 ctrl-s", (Open, "", None, "")),
            (Solved, "ctrl-s", (Verified, "", None, "")),
            (Solved, "2 tab «снова» ctrl-s", (Open, "", None, "снова")),
            (Verified, "tab «снова» ctrl-s", (Open, "", None, "снова")),
        ] {
            let known = problem(from);
            let mut form = StepForm::new(&known);
            let (to, what, until, note) = expected;
            let step = NewProblemStep {
                to,
                waiting_for: what.to_owned(),
                until,
                note: note.to_owned(),
            };
            let expected = Command::AdvanceProblem(known.client, known.id, step);
            assert_eq!(desk.submit(&mut form, keys), expected, "{from:?} {keys}");
            desk.at_all_sizes(&mut form);
        }
        for (from, keys, words) in [
            (Open, "ctrl-s", "нужно заполнить"),
            (Solved, "2 ctrl-s", "почему"),
        ] {
            let mut form = StepForm::new(&problem(from));
            assert!(desk.press(&mut form, keys).is_empty(), "{from:?}");
            let screen = desk.screen(&mut form, 80, 24);
            assert!(screen.contains(words), "{screen}");
        }
    }
}
