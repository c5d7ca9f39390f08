//! Opening dialogs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{App, Effect};
use crate::domain::{ClientId, Command, RuleError};
use crate::input::Action;
use crate::ui::Cx;

pub(super) fn draw_card(_buf: &mut Buffer, _area: Rect, _cx: &Cx<'_>, _id: ClientId) {}

impl App {
    pub(super) fn open(&mut self, action: Action, _effects: &mut Vec<Effect>) {
        match action {
            Action::NewClient => self
                .dialogs
                .push(Box::new(crate::ui::dialog::client::ClientForm::new())),
            _ => {}
        }
    }
    pub(super) fn ask_about_leaving(&mut self, _error: &RuleError, _command: Command) {}
    pub(super) fn ask_about_quitting(&mut self) {}
    pub(super) fn refresh_history(&mut self) {}
}
