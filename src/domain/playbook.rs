//! Playbooks: checklists of the field, applied to a client with due days (C9–C11, D26–D27), and letters
//! filled from the record (A10).
//!
//! What a playbook and a letter say is data of `assets/playbooks` and of the person's own files beside;
//! what was applied is a [`Checklist`], a copy that later edits of the file do not touch.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Calendar, ChecklistId, ClientId};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// A step of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookStep {
    /// What is to be done.
    pub text: Bilingual,
    /// Days from the day it is applied.
    pub due: i32,
    /// Whether the step calls for a talk with the client: such steps reach the agenda.
    pub call: bool,
}

/// A checklist of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// Its stable name: `onboarding`.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Its steps by due day.
    pub steps: Vec<PlaybookStep>,
}

/// A letter with places to fill: `{client}`, `{problem}`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its stable name: `appeal-moderation`.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// To whom it goes: the solver it is offered for first.
    pub to: super::Solver,
    /// Its text.
    pub body: Bilingual,
}

/// One step of an applied checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistStep {
    /// What is to be done.
    pub text: String,
    /// When it is due.
    pub due: Date,
    /// Whether it calls for a talk with the client.
    pub call: bool,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// What came of it; a step may be struck out with a reason here.
    pub note: String,
}

/// A playbook applied to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// Its identity.
    pub id: ChecklistId,
    /// To whom.
    pub client: ClientId,
    /// Which playbook.
    pub playbook: String,
    /// Its title, in the language it was applied in.
    pub title: String,
    /// The day its due days are counted from.
    pub started: Date,
    /// Its steps.
    pub steps: Vec<ChecklistStep>,
    /// When it was put away.
    pub closed_at: Option<Timestamp>,
}

/// The day a step is due: so many days from the start, moved on to the next workday when nobody works then.
#[must_use]
pub fn due_day(started: Date, due: i32, calendar: &Calendar) -> Date {
    let day = started.saturating_add(jiff::Span::new().days(due.clamp(-36_500, 36_500)));
    if calendar.is_workday(day) {
        day
    } else {
        calendar.next_workday(day)
    }
}

impl Checklist {
    /// Whether it is under way: not put away, and something is left to do.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open_steps().next().is_some()
    }

    /// Steps done, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let done = self.steps.iter().filter(|s| s.done_at.is_some()).count();
        (done, self.steps.len())
    }

    /// When it was applied: the moment its identity was made.
    #[must_use]
    pub fn applied_at(&self) -> Option<Timestamp> {
        let (seconds, nanos) = self.id.0.get_timestamp()?.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
    }

    /// Steps not done yet of a list not put away.
    pub fn open_steps(&self) -> impl Iterator<Item = &ChecklistStep> {
        self.steps
            .iter()
            .filter(|step| self.closed_at.is_none() && step.done_at.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn due_days_fall_on_workdays() {
        let calendar = Calendar::with([date(2026, 11, 30)], []);
        for (name, due, expected) in [
            ("the very day", 0, date(2026, 11, 23)),
            ("a Friday stays", 4, date(2026, 11, 27)),
            ("Saturday, then a holiday", 5, date(2026, 12, 1)),
            ("days before the start", -1, date(2026, 11, 23)),
            ("two months", 60, date(2027, 1, 22)),
        ] {
            let day = due_day(date(2026, 11, 23), due, &calendar);
            assert_eq!(day, expected, "{name}");
        }
        assert!(due_day(Date::MAX, i32::MAX, &calendar) <= Date::MAX);
    }
}
