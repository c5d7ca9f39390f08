//! Where figures come from: each with its formula, inputs and dates. Every number explains itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::rows::Rows;
use super::tab::Explained;
use crate::input::{Action, Context};
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply};

/// Cells across, the frame included.
const WIDTH: u16 = 92;
/// Cells the frame and its margins take.
const FRAME: u16 = 4;

/// The figures of a page, explained.
#[derive(Debug)]
pub struct Explain {
    title: Option<String>,
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
            title: None,
            figures,
            top: 0,
            rows: 0,
            height: 0,
        }
    }

    /// Under a title of its own.
    #[must_use]
    pub fn titled(mut self, title: String) -> Self {
        self.title = Some(title);
        self
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
        let mut rows = Rows::new(cx, screen.width.min(WIDTH).saturating_sub(FRAME));
        if self.figures.is_empty() {
            rows.text(&cx.texts.t("explain-nothing"), 0, 4, cx.theme.muted);
        }
        for figure in &self.figures {
            if !figure.figure.is_empty() {
                rows.text(&figure.figure, 0, usize::MAX, cx.theme.strong);
            }
            if !figure.how.is_empty() {
                rows.text(&figure.how, 2, usize::MAX, cx.theme.text);
            }
            rows.blank();
        }
        let tall = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let area = centered(screen, WIDTH, tall.saturating_add(1).min(screen.height));
        let title = self.title.clone();
        let title = title.unwrap_or_else(|| cx.texts.t("explain-title"));
        let inner = dialog(buf, area, &title, cx.theme);
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
