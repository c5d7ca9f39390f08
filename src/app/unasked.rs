//! News that comes by itself and waits for an answer: keys typed before it was seen are not meant for it.

use super::{App, Effect, Trouble};
use crate::domain::Healing;
use crate::input::{Action, Key, Resolved};
use crate::say;
use crate::ui::Dialog;
use crate::ui::dialog::healed::HealedDialog;

/// A dialog that came by itself and was not there long enough to be answered.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unasked {
    /// It was on the screen.
    drawn: bool,
    /// Moments to go by: one since it came and one since each key that came too early, so that a key that is
    /// held down or pressed in haste answers nothing.
    moments: u32,
}

impl App {
    /// Shows a dialog nobody asked for. What is typed until its first frame is dropped, for it was meant for the
    /// screen before; so is for a moment longer what would answer it.
    pub(super) fn show_unasked(&mut self, dialog: Box<dyn Dialog>, effects: &mut Vec<Effect>) {
        self.pending.clear();
        // The bottom line is for the keys that answer.
        self.notice = None;
        self.dialogs.push(dialog);
        self.unasked = Some(Unasked::default());
        self.wait_a_moment(effects);
    }

    /// Lets a moment go by before what came by itself may be answered.
    pub(super) fn wait_a_moment(&mut self, effects: &mut Vec<Effect>) {
        if let Some(unasked) = &mut self.unasked {
            unasked.moments = unasked.moments.saturating_add(1);
            effects.push(Effect::Settle);
        }
    }

    /// A frame with the dialogs was drawn.
    pub(super) const fn dialogs_drawn(&mut self) {
        if let Some(unasked) = &mut self.unasked {
            unasked.drawn = true;
        }
        self.take_for_seen();
    }

    /// A moment is over.
    pub(super) const fn settled(&mut self) {
        if let Some(unasked) = &mut self.unasked {
            unasked.moments = unasked.moments.saturating_sub(1);
        }
        self.take_for_seen();
    }

    const fn take_for_seen(&mut self) {
        if let Some(Unasked {
            drawn: true,
            moments: 0,
        }) = self.unasked
        {
            self.unasked = None;
        }
    }

    /// The dialog on top came by itself and may not be answered yet.
    fn is_too_early(&self) -> Option<Unasked> {
        let top = self.dialogs.last().is_some_and(|d| d.comes_unasked());
        self.unasked.filter(|_| top)
    }

    /// Whether a key comes too early for the dialog on top. Leaving the program by a chord is no slip.
    pub(super) fn is_key_too_early(&self, key: Key, resolved: &Resolved) -> bool {
        let Some(unasked) = self.is_too_early() else {
            return false;
        };
        match resolved {
            Resolved::Action(Action::Quit) if key.has_ctrl() => false,
            Resolved::Action(Action::Accept | Action::Open | Action::Cancel | Action::Quit) => true,
            _ => !unasked.drawn,
        }
    }

    /// Whether a click or pasted text comes too early for the dialog on top.
    pub(super) fn is_too_early_for_hands(&self) -> bool {
        self.is_too_early().is_some()
    }

    /// A person who leaves before a report was seen reads it when the terminal is theirs again.
    pub(super) fn say_unseen(&mut self) {
        if self.unasked.is_none_or(|unasked| unasked.drawn) {
            return;
        }
        let report = (self.dialogs.iter_mut())
            .find_map(|d| d.as_any_mut()?.downcast_mut::<HealedDialog>())
            .map(|report| report.healing().clone());
        if let Some(healing) = report {
            self.left_with(&healing);
        }
    }

    /// The portfolio was healed for somebody who had left already.
    pub fn left_with(&mut self, healing: &Healing) {
        let told = say::healing::healed(&self.texts, healing, &self.now);
        self.add_to_farewell(told.lines().join("\n"));
    }

    /// Something is to be told on leaving, which went well.
    pub fn leave_saying(&mut self, trouble: &Trouble) {
        self.add_to_farewell(self.words(trouble));
    }

    fn add_to_farewell(&mut self, words: String) {
        self.farewell = Some(match self.farewell.take() {
            Some(farewell) => format!("{farewell}\n{words}"),
            None => words,
        });
    }
}
