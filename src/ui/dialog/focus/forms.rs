//! Leaving a segment with a reason, closing it with a verdict.

use crate::domain::command::CohortCommand;
use crate::domain::{ClientId, Cohort, CohortId, Command};
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet};

/// The form of leaving.
pub type LeaveForm = FormDialog<LeaveSheet>;

/// Why the client leaves.
#[derive(Debug)]
pub struct LeaveSheet {
    cohort: CohortId,
    client: ClientId,
}

impl LeaveForm {
    /// Asks why a client leaves a segment.
    #[must_use]
    pub fn new(cohort: CohortId, client: ClientId) -> Self {
        let form = Form::new(vec![
            Field::line((), "focus-leave-reason", "")
                .required()
                .placeholder("focus-leave-hint"),
        ]);
        Self::of(LeaveSheet { cohort, client }, form)
    }
}

impl Sheet for LeaveSheet {
    type Key = ();

    fn title(&self, cx: &Cx<'_>) -> String {
        about("focus-leave-title", self.client, cx)
    }

    fn command(&self, form: &Form<()>, _cx: &Cx<'_>) -> Result<Command, Problem<()>> {
        Ok(Command::Cohort(CohortCommand::Leave {
            cohort: self.cohort,
            client: self.client,
            reason: form.text(()),
        }))
    }
}

/// The form of closing.
pub type CloseForm = FormDialog<CloseSheet>;

/// What came of a segment.
#[derive(Debug)]
pub struct CloseSheet {
    cohort: CohortId,
    name: String,
}

impl CloseForm {
    /// Asks for the verdict on a segment; `found` is what the figures say, to begin with.
    #[must_use]
    pub fn new(cohort: &Cohort, found: &str) -> Self {
        let form = Form::new(vec![Field::text((), "focus-verdict", found, 5)]);
        let sheet = CloseSheet {
            cohort: cohort.id,
            name: cohort.name.clone(),
        };
        Self::of(sheet, form)
    }
}

impl Sheet for CloseSheet {
    type Key = ();

    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{} · {}", cx.texts.t("focus-close-title"), self.name)
    }

    fn command(&self, form: &Form<()>, _cx: &Cx<'_>) -> Result<Command, Problem<()>> {
        Ok(Command::Cohort(CohortCommand::Close {
            cohort: self.cohort,
            verdict: form.text(()),
        }))
    }
}
