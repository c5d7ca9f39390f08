//! A client kept off the agenda until a day, and one struck off this day, each with the reason (C15).

use crate::domain::agenda::{DayFrame, standing};
use crate::domain::command::{DayCommand, DayFault};
use crate::domain::{ClientId, Command};
use crate::say;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, read};
use crate::ui::{Cx, Notice, Reply};

/// Puts a client off.
pub type SnoozeForm = FormDialog<SnoozeSheet>;

/// Strikes a client off the day.
pub type StrikeForm = FormDialog<StrikeSheet>;

/// Asks until when a client is put off; says at once why one cannot be.
#[must_use]
pub fn put_off(client: ClientId, cx: &Cx<'_>) -> Reply {
    let today = DayFrame::today(cx.now.clone());
    let stands = cx.book.get(client).and_then(|d| standing(d, &today));
    match stands {
        Some(reason) => {
            let fault = DayFault::Stands(Box::new(reason));
            let words = say::day_fault(cx.texts, &fault, cx.book, cx.today());
            Reply::Say(Notice::warn(words))
        }
        None => Reply::Open(Box::new(SnoozeForm::new(client, cx))),
    }
}

/// The fields of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The first day it may come back.
    Until,
    /// Why.
    Reason,
}

/// Whom the form puts off.
#[derive(Debug)]
pub struct SnoozeSheet {
    client: ClientId,
}

/// Whom the form strikes off.
#[derive(Debug)]
pub struct StrikeSheet {
    client: ClientId,
}

impl SnoozeForm {
    /// The form for a client, filled with what was said the last time when that still holds.
    #[must_use]
    pub fn new(client: ClientId, cx: &Cx<'_>) -> Self {
        let before = cx.book.get(client).and_then(|d| d.work().snooze.as_deref());
        let before = before.filter(|snooze| snooze.until > cx.today());
        let until = before.map(|s| read::day_text(s.until)).unwrap_or_default();
        let reason = before.map_or("", |s| s.reason.as_str());
        let form = Form::new(vec![
            Field::when(Key::Until, "form-snooze-until", &until).required(),
            Field::line(Key::Reason, "form-snooze-reason", reason).required(),
        ]);
        Self::of(SnoozeSheet { client }, form)
    }
}

impl StrikeForm {
    /// The form for a client.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        let reason = Field::line(Key::Reason, "form-strike-reason", "").required();
        Self::of(StrikeSheet { client }, Form::new(vec![reason]))
    }
}

impl Sheet for SnoozeSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("form-snooze-title", self.client, cx)
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let Some(until) = form.when(Key::Until, cx) else {
            return Err(Problem {
                field: Key::Until,
                words: cx.texts.t("when-empty"),
            });
        };
        Ok(Command::Snooze {
            client: self.client,
            until: until.date,
            reason: form.text(Key::Reason),
        })
    }
}

impl Sheet for StrikeSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("form-strike-title", self.client, cx)
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let step = DayCommand::Drop {
            client: self.client,
            reason: form.text(Key::Reason),
        };
        Ok(super::arrange(step, cx))
    }
}
