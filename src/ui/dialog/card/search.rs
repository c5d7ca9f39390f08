//! The line of words a page is narrowed by.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::input::{Action, Key};
use crate::ui::Cx;
use crate::ui::widgets::textline::TextLine;

/// The words, and whether they are being typed.
#[derive(Debug)]
pub(super) struct Search {
    line: TextLine,
    typing: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            line: TextLine::new(""),
            typing: false,
        }
    }
}

impl Search {
    pub(super) fn words(&self) -> &str {
        self.line.text()
    }

    pub(super) const fn typing(&self) -> bool {
        self.typing
    }

    /// Whether it stands on the page: typed now, or narrowing.
    pub(super) fn shown(&self) -> bool {
        self.typing || !self.line.is_empty()
    }

    /// Does an action; `None` when it is not its own. Esc takes the words off, one step before the page is
    /// left.
    pub(super) fn act(&mut self, action: Action) -> Option<()> {
        match action {
            Action::Filter if !self.typing => self.typing = true,
            Action::Accept | Action::Save if self.typing => self.typing = false,
            Action::Cancel if self.shown() => {
                self.line.set("");
                self.typing = false;
            }
            Action::ClearFilter if !self.line.is_empty() => self.line.set(""),
            _ if self.typing => return self.line.act(action).then_some(()),
            _ => return None,
        }
        Some(())
    }

    pub(super) fn key(&mut self, key: Key) -> bool {
        self.typing && self.line.key(key)
    }

    pub(super) fn paste(&mut self, text: &str) -> bool {
        if self.typing {
            self.line.paste(text);
        }
        self.typing
    }

    /// Draws into the first row of `area` when it is shown; returns what is left and the text cursor.
    pub(super) fn draw(
        &self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
    ) -> (Rect, Option<Position>) {
        if !self.shown() || area.height < 2 {
            return (area, None);
        }
        let cursor = self
            .line
            .draw_prompt(buf, area, &cx.texts.t("page-search"), cx.theme);
        let rest = Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
        (rest, cursor.filter(|_| self.typing))
    }
}
