//! A form as a dialog of its own.

use std::fmt::Debug;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Form, Step};
use crate::domain::Command;
use crate::input::{Action, Context, Key};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply};

/// Cells of a form on a wide screen.
const WIDTH: u16 = 78;

/// What a field holds cannot be taken, said in words beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<K> {
    /// Which field.
    pub field: K,
    /// What would be accepted.
    pub words: String,
}

/// The meaning of a form's fields.
pub trait Sheet: Debug {
    /// Names of the fields.
    type Key: Copy + Eq + Debug;

    /// The title of the dialog.
    fn title(&self, cx: &Cx<'_>) -> String;

    /// The command the fields add up to; they passed [`Form::check`] before.
    ///
    /// # Errors
    /// The field that cannot be taken as it is.
    fn command(&self, form: &Form<Self::Key>, cx: &Cx<'_>) -> Result<Command, Problem<Self::Key>>;

    /// Hears of every key: shows and hides fields that depend on others.
    fn settle(&mut self, _form: &mut Form<Self::Key>, _cx: &Cx<'_>) {}
}

/// A sheet with its form.
#[derive(Debug)]
pub struct FormDialog<S: Sheet> {
    sheet: S,
    form: Form<S::Key>,
}

impl<S: Sheet> FormDialog<S> {
    /// A dialog of a sheet and the form it began.
    pub(in crate::ui::dialog) const fn of(sheet: S, form: Form<S::Key>) -> Self {
        Self { sheet, form }
    }

    /// Puts the focus on a field before the form is shown.
    pub(in crate::ui::dialog) fn focus_on(&mut self, key: S::Key) {
        self.form.focus_on(key);
    }

    /// Shows and hides what depends on what the form begins with.
    pub(in crate::ui::dialog) fn settled(&mut self, cx: &Cx<'_>) {
        self.sheet.settle(&mut self.form, cx);
    }

    /// The form, for a dialog around it that fills it by a key of its own.
    pub(in crate::ui::dialog) const fn form_mut(&mut self) -> &mut Form<S::Key> {
        &mut self.form
    }

    /// What the form means, for a dialog around it.
    pub(in crate::ui::dialog) const fn sheet(&self) -> &S {
        &self.sheet
    }

    /// The form, for tests to look at.
    #[cfg(test)]
    pub(crate) const fn form(&self) -> &Form<S::Key> {
        &self.form
    }

    fn take(&mut self, step: Step, cx: &Cx<'_>) -> Reply {
        self.sheet.settle(&mut self.form, cx);
        match step {
            Step::Pass => Reply::Pass,
            Step::Done => Reply::Done,
            Step::Close => Reply::Close,
            Step::Ask(request) => Reply::Ask(request),
            Step::Save if !self.form.check(cx) => Reply::Done,
            Step::Save => match self.sheet.command(&self.form, cx) {
                Ok(command) => Reply::Submit(command),
                Err(problem) => {
                    self.form.fail(problem.field, problem.words);
                    Reply::Done
                }
            },
        }
    }
}

impl<S: Sheet> Dialog for FormDialog<S> {
    fn context(&self) -> Context {
        self.form.context()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let step = self.form.act(action);
        self.take(step, cx)
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        let step = self.form.key(key, cx);
        self.take(step, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        let step = self.form.paste(text);
        self.take(step, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        let step = self.form.edited(&text);
        self.take(step, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        self.form.click(at, cx);
        self.take(Step::Done, cx)
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let width = WIDTH.min(screen.width);
        let height = self
            .form
            .height(width.saturating_sub(4), cx)
            .saturating_add(2);
        let area = centered(screen, width, height);
        let inner = dialog(buf, area, &self.sheet.title(cx), cx.theme);
        self.form.draw(buf, inner, cx)
    }

    fn hints(&self) -> &'static [Action] {
        match self.form.context() {
            Context::Editor => &[
                Action::Save,
                Action::NextField,
                Action::ExternalEditor,
                Action::Cancel,
            ],
            _ => &[Action::Save, Action::NextField, Action::Cancel],
        }
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }
}
