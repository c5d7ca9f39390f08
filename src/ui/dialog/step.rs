//! A step of a checklist: done or not, and what came of it.

use crate::domain::{Checklist, ChecklistId, ClientId, Command};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet};

/// The form of a step.
pub type StepForm = FormDialog<StepSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What came of it.
    Note,
    /// Whether it is done.
    Done,
}

/// What the form is about.
#[derive(Debug)]
pub struct StepSheet {
    client: ClientId,
    list: ChecklistId,
    step: usize,
    text: String,
}

impl StepForm {
    /// The form of a step; `None` when there is no such step.
    #[must_use]
    pub fn new(list: &Checklist, step: usize) -> Option<Self> {
        let item = list.steps.get(step)?;
        let form = Form::new(vec![
            Field::text(Key::Note, "step-note", &item.note, 4),
            Field::toggle(Key::Done, "step-done", item.done_at.is_some()),
        ]);
        let sheet = StepSheet {
            client: list.client,
            list: list.id,
            step,
            text: item.text.clone(),
        };
        Some(Self::of(sheet, form))
    }
}

impl Sheet for StepSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{} · {}", cx.texts.t("step-title"), self.text)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        Ok(Command::CheckStep {
            client: self.client,
            id: self.list,
            step: self.step,
            done: form.on(Key::Done),
            note: Some(form.text(Key::Note)),
        })
    }
}
