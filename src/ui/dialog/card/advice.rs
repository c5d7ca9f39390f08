//! The page `advice` of the card.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::tab::Tab;
use crate::domain::ClientId;
use crate::input::{Action, Context};
use crate::ui::{Cx, Reply};

/// The page.
#[derive(Debug, Default)]
pub(super) struct AdviceTab;

impl Tab for AdviceTab {
    fn context(&self) -> Context {
        Context::CardAdvice
    }

    fn act(&mut self, _action: Action, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        Reply::Pass
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        _client: ClientId,
    ) -> Option<Position> {
        buf.set_stringn(
            area.x,
            area.y,
            cx.texts.t("advice-empty"),
            usize::from(area.width),
            cx.theme.muted,
        );
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::CardNextTab, Action::Cancel]
    }
}
