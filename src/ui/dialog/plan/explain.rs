//! Why a client stands where it stands in the day, or does not: the formula with its numbers, both clocks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::ClientId;
use crate::domain::agenda::explain;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply};

/// One client of the plan, explained.
#[derive(Debug)]
pub struct PlanExplain {
    title: String,
    words: Vec<String>,
    top: usize,
    rows: usize,
    height: usize,
}

impl PlanExplain {
    /// Explains a client as the day stands now.
    #[must_use]
    pub fn new(client: ClientId, cx: &Cx<'_>) -> Self {
        let name = cx.book.client(client).map_or("", |c| c.name.as_str());
        let all = explain(cx.book, cx.frame, client);
        let words = all.map_or_else(Vec::new, |all| {
            say::explained(cx.texts, &all, cx.book, cx.today())
        });
        Self {
            title: format!("{} · {name}", cx.texts.t("plan-explain-title")),
            words,
            top: 0,
            rows: 0,
            height: 0,
        }
    }
}

impl Dialog for PlanExplain {
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
        let mut rows = Rows::new(cx, screen.width.min(92).saturating_sub(4));
        for (i, words) in self.words.iter().enumerate() {
            let style = if i == 0 {
                cx.theme.strong
            } else {
                cx.theme.text
            };
            rows.text(words, 0, 6, style);
            rows.blank();
        }
        let tall = u16::try_from(rows.len())
            .unwrap_or(u16::MAX)
            .saturating_add(1);
        let area = centered(screen, 92, tall.min(screen.height));
        let inner = dialog(buf, area, &self.title, cx.theme);
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
