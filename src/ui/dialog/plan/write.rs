//! The plan of the day to take along: onto the clipboard, or into a file.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::plan_sheet::PlanFormat;
use crate::input::{Action, Context};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::{Cx, Dialog, Reply, Request};

/// The ways, in the order they are offered.
const WAYS: [(PlanFormat, &str); 4] = [
    (PlanFormat::Text, "write-plan-text"),
    (PlanFormat::Markdown, "write-plan-md"),
    (PlanFormat::Ics, "write-plan-ics"),
    (PlanFormat::Json, "write-plan-json"),
];

/// How the plan is to be written.
#[derive(Debug, Default)]
pub struct WritePlan {
    cursor: Cursor,
    list: Rect,
}

impl WritePlan {
    fn chosen(&self) -> Reply {
        match WAYS.get(self.cursor.index()) {
            Some((format, _)) => Reply::CloseAndAsk(Request::WritePlan(*format)),
            None => Reply::Done,
        }
    }
}

impl Dialog for WritePlan {
    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, WAYS.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept | Action::Open => self.chosen(),
            Action::Cancel | Action::Quit => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, WAYS.len())
        {
            self.cursor.set(row);
            return self.chosen();
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 60, 8);
        self.list = dialog(buf, area, &cx.texts.t("write-plan-title"), cx.theme);
        let window = self
            .cursor
            .window(WAYS.len(), usize::from(self.list.height));
        let top = window.start;
        for row in window {
            let Some((_, id)) = WAYS.get(row) else {
                continue;
            };
            let y = self.list.y + u16::try_from(row - top).unwrap_or(0);
            let base = if row == self.cursor.index() {
                cx.theme.cursor
            } else {
                cx.theme.text
            };
            Line::new(buf, self.list, y, base).left(&cx.texts.t(id), base);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Accept, Action::CursorDown, Action::Cancel]
    }
}
