//! Where figures come from: each with its formula, inputs and dates. Every number explains itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::rows::Rows;
use super::tab::Explained;
use crate::input::{Action, Context};
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply};

/// The figures of a page, explained.
#[derive(Debug)]
pub struct Explain {
    figures: Vec<Explained>,
    top: usize,
    rows: usize,
    height: usize,
}

impl Explain {
    /// Explains these figures.
    #[must_use]
    pub const fn new(figures: Vec<Explained>) -> Self {
        Self {
            figures,
            top: 0,
            rows: 0,
            height: 0,
        }
    }
}

impl Dialog for Explain {
    fn context(&self) -> Context {
        Context::Help
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        let last = self.rows.saturating_sub(self.height);
        if let Some(top) = moved(action, self.top, last, self.height) {
            self.top = top;
            return Reply::Done;
        }
        match action {
            Action::Cancel | Action::Quit | Action::Explain | Action::Help => Reply::Close,
            _ => Reply::Done,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 84, screen.height.min(24));
        let inner = dialog(buf, area, &cx.texts.t("explain-title"), cx.theme);
        let mut rows = Rows::new(cx, inner.width);
        if self.figures.is_empty() {
            rows.text(&cx.texts.t("explain-nothing"), 0, 4, cx.theme.muted);
        }
        for figure in &self.figures {
            rows.text(&figure.figure, 0, 2, cx.theme.strong);
            rows.text(&figure.how, 2, 12, cx.theme.text);
            rows.blank();
        }
        let lines = rows.into_lines();
        self.rows = lines.len();
        self.height = usize::from(inner.height);
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        for (line, y) in lines.iter().skip(self.top).zip(inner.top()..inner.bottom()) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::CursorDown, Action::Cancel]
    }
}
