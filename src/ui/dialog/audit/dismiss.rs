//! Putting findings aside with a reason.

use crate::domain::command::{AuditStep, Dismissed};
use crate::domain::{ClientId, Command};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet};

/// The form of a reason.
pub type DismissForm = FormDialog<DismissSheet>;

/// The field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Why.
    Reason,
}

/// What the form is about.
#[derive(Debug)]
pub struct DismissSheet {
    client: ClientId,
    hits: Vec<Dismissed>,
    title: String,
}

impl DismissForm {
    /// The form for hits of one client, named by `title`.
    #[must_use]
    pub fn new(client: ClientId, hits: Vec<Dismissed>, title: String) -> Self {
        let reason = Field::line(Key::Reason, "dismiss-reason", "").required();
        let sheet = DismissSheet {
            client,
            hits,
            title,
        };
        Self::of(sheet, Form::new(vec![reason]))
    }
}

impl Sheet for DismissSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let args = [("title", self.title.as_str().into())];
        cx.texts.tf("dismiss-title", &args)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let step = AuditStep::Dismiss {
            hits: self.hits.clone(),
            reason: form.text(Key::Reason),
        };
        Ok(Command::Audit(self.client, step))
    }
}
