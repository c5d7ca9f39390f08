//! Undo and redo: the entries come back from the journal on disk, so nothing old is kept in memory.

use super::{App, Effect, Trouble};
use crate::domain::{Intent, Transaction};
use crate::say;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::{Notice, Request};

/// An undo or redo whose entries are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// Undo; so many more steps follow.
    Undo(usize),
    /// Redo.
    Redo,
}

impl App {
    /// Takes the last step back; asks first when that changes half the portfolio.
    pub(super) fn ask_undo(&mut self, effects: &mut Vec<Effect>) {
        const LARGE: u32 = 1_000;
        match self.history.to_undo().filter(|unit| unit.changes >= LARGE) {
            Some(unit) => {
                let what = self.named(unit.intent, unit.changes, &unit.label);
                let question = self.texts.tf("undo-large", &[("what", what.into())]);
                let detail = self
                    .texts
                    .tf("undo-large-detail", &[("count", unit.changes.into())]);
                let yes = OnYes::Ask(Request::UndoMany(1));
                let ask = Confirm::new(question, vec![detail], yes).verb(self.texts.t("undo-verb"));
                self.dialogs.push(Box::new(ask));
            }
            None => self.undo(1, effects),
        }
    }

    /// A step as lists and messages name it.
    pub(super) fn named(&self, intent: Intent, changes: u32, label: &str) -> String {
        if intent == Intent::MoveStage && changes > 1 {
            return self.texts.tf("moved-many", &[("count", changes.into())]);
        }
        let what = say::intent(&self.texts, intent);
        if label.is_empty() {
            what
        } else {
            format!("{what}, {label}")
        }
    }

    /// Takes the last `steps` steps back.
    pub(super) fn undo(&mut self, steps: usize, effects: &mut Vec<Effect>) {
        if self.is_paused() {
            return;
        }
        let Some(unit) = self.history.to_undo() else {
            self.notice = Some(Notice::info(self.texts.t("nothing-to-undo")));
            return;
        };
        effects.push(Effect::ReadEntries(
            unit.seqs.iter().rev().copied().collect(),
        ));
        self.waiting = Some(Waiting::Undo(steps.saturating_sub(1)));
    }

    /// Does the last undone step once more.
    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        if self.is_paused() {
            return;
        }
        let Some(unit) = self.history.to_redo() else {
            self.notice = Some(Notice::info(self.texts.t("nothing-to-redo")));
            return;
        };
        effects.push(Effect::ReadEntries(unit.seqs.clone()));
        self.waiting = Some(Waiting::Redo);
    }

    /// Nothing may change while the portfolio is being opened or the disk refuses.
    fn is_paused(&mut self) -> bool {
        use crate::ui::status::Saving;
        match self.saving {
            Saving::Opening | Saving::Elsewhere => {
                let text = self.texts.t("rule-opening");
                self.notice = Some(Notice::warn(text));
            }
            Saving::Failed(_) => self.say_what_helps(),
            Saving::Saved | Saving::Saving(_) => return false,
        }
        true
    }

    /// The entries are here: their inverses (or they themselves) are applied and saved as new entries.
    pub(super) fn entries(
        &mut self,
        result: Result<Vec<Transaction>, Trouble>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(waiting) = self.waiting.take() else {
            return;
        };
        let entries = match result {
            Ok(entries) => entries,
            Err(trouble) => {
                self.warn(&trouble);
                return;
            }
        };
        let at = self.now.timestamp();
        let mut what = String::new();
        for entry in entries {
            let (intent, changes) = (entry.entry.intent, entry.entry.changes);
            let label = entry.entry.label.clone();
            let next = match waiting {
                Waiting::Undo(_) => entry.inverse(at),
                Waiting::Redo => entry.again(at),
            };
            if self.commit(next, effects).is_err() {
                self.notice = Some(Notice::warn(self.texts.t("rule-conflict")));
                self.refresh();
                return;
            }
            what = self.named(intent, changes, &label);
        }
        let id = match waiting {
            Waiting::Undo(_) => "done-undo",
            Waiting::Redo => "done-redo",
        };
        self.notice = Some(Notice::good(self.texts.tf(id, &[("what", what.into())])));
        self.refresh();
        self.refresh_history();
        if let Waiting::Undo(more @ 1..) = waiting {
            self.undo(more, effects);
        }
    }
}
