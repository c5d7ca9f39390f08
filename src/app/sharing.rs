//! What other processes ask of this one: changes made in a shell, and to leave the portfolio to another
//! window; and what this one does while another has it.

use super::{App, Effect, Occupant, Trouble, Verdict};
use crate::domain::{Origin, Transaction};
use crate::ui::dialog::confirm::Confirm;
use crate::ui::dialog::occupied::OccupiedDialog;
use crate::ui::status::Saving;
use crate::ui::{Notice, notice::Weight};

/// Seconds after which nobody waits for the portfolio any more that was asked for: somebody sits before the
/// window that asked, and it has been told by then that this one stays.
const HEIR: i64 = 4;

impl App {
    /// Does what a shell wants done, all of it or nothing. It is work like the person's own: seen at once,
    /// saved, and one step of undo.
    pub(super) fn shell_asks(
        &mut self,
        ticket: u64,
        transactions: Vec<Transaction>,
        effects: &mut Vec<Effect>,
    ) {
        let verdict = match self.busy() {
            Some(verdict) => verdict,
            None => self.take_in(transactions, effects),
        };
        effects.push(Effect::Answer(ticket, verdict));
    }

    /// Why nothing from outside can be taken in now.
    fn busy(&self) -> Option<Verdict> {
        match self.saving {
            _ if self.heir.is_some() => Some(Verdict::Opening),
            Saving::Failed(_) => Some(Verdict::Failing),
            Saving::Opening | Saving::Elsewhere => Some(Verdict::Opening),
            // What it shows, or is writing, was worked out from the book as it is.
            Saving::Saved | Saving::Saving(_) if self.import.is_some() => Some(Verdict::Importing),
            Saving::Saved | Saving::Saving(_) => None,
        }
    }

    fn take_in(&mut self, transactions: Vec<Transaction>, effects: &mut Vec<Effect>) -> Verdict {
        let mut applied: Vec<Transaction> = Vec::with_capacity(transactions.len());
        for mut transaction in transactions {
            if self.book.apply(&mut transaction).is_err() {
                self.take_out(applied);
                return Verdict::Conflict;
            }
            applied.push(transaction);
        }
        let seq = |t: Option<&Transaction>| t.map_or(0, |t| t.entry.seq);
        let (first, last) = (seq(applied.first()), seq(applied.last()));
        let count = applied.len();
        let mut what = String::new();
        for transaction in applied {
            let origin = transaction.entry.origin;
            what = self.record(transaction, effects);
            let id = match origin {
                Origin::Did => continue,
                Origin::Undid(_) => "link-undid",
                Origin::Redid(_) => "link-redid",
            };
            what = self.texts.tf(id, &[("what", what.into())]);
        }
        if count > 1 {
            what = self.texts.tf("link-steps", &[("count", count.into())]);
        }
        // What the person was just told matters more, when it is a warning.
        let quiet = |notice: &Notice| matches!(notice.weight, Weight::Good | Weight::Info);
        if self.notice.as_ref().is_none_or(quiet) {
            let text = self.texts.tf("link-from-shell", &[("what", what.into())]);
            self.notice = Some(Notice::info(text));
        }
        self.withdraw_undo();
        self.refresh();
        self.refresh_history();
        Verdict::Applied { first, last }
    }

    /// A question whether to take steps back counts them from the latest, which is another one now.
    fn withdraw_undo(&mut self) {
        self.dialogs.retain_mut(|dialog| {
            let question = dialog
                .as_any_mut()
                .and_then(|any| any.downcast_mut::<Confirm>());
            !question.is_some_and(|question| question.is_about_undo())
        });
    }

    /// Takes out again what was applied a moment ago and nobody has seen.
    fn take_out(&mut self, applied: Vec<Transaction>) {
        for transaction in applied.into_iter().rev() {
            let seq = transaction.entry.seq;
            let mut back = transaction.inverse(self.now.timestamp());
            back.entry.seq = seq.saturating_sub(1);
            // Its `before` is what has just been put there.
            let _ = self.book.follow(&back);
        }
    }

    /// Leaves the portfolio to another window, unless something would be lost by it.
    pub(super) fn asked_to_leave(&mut self, ticket: u64, effects: &mut Vec<Effect>) {
        let stays = match self.saving {
            Saving::Failed(_) => Some(Verdict::Failing),
            _ if self.import.is_some() => Some(Verdict::Importing),
            _ if self.dialogs.iter().any(|d| d.is_dirty()) => Some(Verdict::Typing),
            _ => None,
        };
        if let Some(verdict) = stays {
            effects.push(Effect::Answer(ticket, verdict));
            return;
        }
        self.heir = Some((ticket, self.now.timestamp()));
        self.settle_heir(effects);
    }

    /// What the disk said decides whether a window that waits gets the portfolio.
    pub(super) fn settle_heir(&mut self, effects: &mut Vec<Effect>) {
        let Some((ticket, since)) = self.heir else {
            return;
        };
        let waited = self.now.timestamp().as_second() - since.as_second();
        // A clock that was set tells nothing either way.
        let waits = (0..=HEIR).contains(&waited);
        match self.saving {
            Saving::Saving(_) => {}
            Saving::Saved | Saving::Opening | Saving::Elsewhere if waits => {
                self.farewell = Some(self.texts.t("link-handed-over"));
                effects.push(Effect::Answer(ticket, Verdict::Leaving));
                self.quit(effects);
            }
            Saving::Failed(_) | Saving::Saved | Saving::Opening | Saving::Elsewhere => {
                self.heir = None;
                effects.push(Effect::Answer(ticket, Verdict::Failing));
            }
        }
    }

    /// Another process has the portfolio.
    pub(super) fn occupied(&mut self, by: Occupant, effects: &mut Vec<Effect>) {
        self.saving = Saving::Elsewhere;
        match self.occupied_dialog() {
            Some(dialog) => dialog.met(by),
            None => self.show_unasked(Box::new(OccupiedDialog::new(by)), effects),
        }
    }

    /// It is a window and it stays.
    pub(super) fn stays(&mut self, why: &Trouble) {
        let why = self.words(why);
        if let Some(dialog) = self.occupied_dialog() {
            dialog.stays(why);
        }
    }

    /// The portfolio is here: nobody has it any more.
    pub(super) fn free(&mut self) {
        if self.occupied_dialog().is_some() {
            self.dialogs.clear();
        }
    }

    fn occupied_dialog(&mut self) -> Option<&mut OccupiedDialog> {
        self.dialogs
            .iter_mut()
            .find_map(|d| d.as_any_mut()?.downcast_mut::<OccupiedDialog>())
    }
}
