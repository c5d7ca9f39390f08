//! «Мы настроили» does not exist for a self-serve client (A16): what to do instead, one key each.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::command::DraftText;
use crate::domain::{ClientId, Command, RecommendationId, RecommendationKind};
use crate::input::{Action, Context};
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::draft_editor::DraftEditor;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply, Request};

/// What is offered, in the order of the digits.
const OFFERS: [&str; 2] = ["substitute-sell", "substitute-show"];

/// The offer of substitutes.
#[derive(Debug)]
pub struct Substitute {
    client: ClientId,
    id: RecommendationId,
    cursor: Cursor,
    /// The instruction is shown.
    showing: bool,
    /// Lines the cursor's rows were drawn at.
    first: u16,
}

impl Substitute {
    /// For the step that was refused; `None` for any other command.
    #[must_use]
    pub fn for_step(command: &Command) -> Option<Self> {
        let Command::AdvanceDraft(client, id, _) = command else {
            return None;
        };
        Some(Self {
            client: *client,
            id: *id,
            cursor: Cursor::default(),
            showing: false,
            first: 0,
        })
    }

    fn choose(&mut self, row: usize, cx: &Cx<'_>) -> Reply {
        self.cursor.set(row);
        let Some(r) = cx.book.recommendation(self.client, self.id) else {
            return Reply::Close;
        };
        if row == 0 {
            let text = DraftText {
                title: cx
                    .texts
                    .tf("substitute-title", &[("title", r.title.as_str().into())]),
                helper: cx.texts.t("substitute-helper"),
                value: cx.texts.t("substitute-value"),
                kind: RecommendationKind::Growth,
                goal: r.grounds().goal,
                ..DraftText::default()
            };
            return Reply::Swap(Box::new(DraftEditor::begun(self.client, text)));
        }
        let how = self.how(cx);
        if how.is_empty() {
            return Reply::Swap(Box::new(DraftEditor::at_how_to(self.client, r)));
        }
        self.showing = true;
        Reply::Ask(Request::Copy(how))
    }

    /// The instruction in the client's register, the other one when that is not written.
    fn how(&self, cx: &Cx<'_>) -> String {
        let expert = cx
            .book
            .client(self.client)
            .is_some_and(|c| c.expertise.speaks_terms());
        let found = cx.book.recommendation(self.client, self.id);
        found.map_or_else(String::new, |r| r.how_to(expert).to_owned())
    }
}

impl Dialog for Substitute {
    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, OFFERS.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept => self.choose(self.cursor.index(), cx),
            // The digits of the panes.
            Action::FocusClients => self.choose(0, cx),
            Action::FocusBoard => self.choose(1, cx),
            Action::Cancel | Action::Quit => Reply::Close,
            _ => Reply::Done,
        }
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        match at.y.checked_sub(self.first).map(usize::from) {
            Some(row) if row < OFFERS.len() => self.choose(row, cx),
            _ => Reply::Done,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let width = 74.min(screen.width);
        let mut rows = Rows::new(cx, width.saturating_sub(4));
        rows.text(&cx.texts.t("rule-not-ours"), 0, 4, t.text);
        rows.blank();
        let head = rows.into_lines();
        let mut rows = Rows::new(cx, width.saturating_sub(4));
        rows.blank();
        let how = self.how(cx);
        if self.showing {
            rows.text(&cx.texts.t("substitute-copied"), 0, 2, t.good);
            rows.text(&how, 2, 12, t.text);
        } else {
            rows.text(&cx.texts.t("substitute-back"), 0, 3, t.muted);
        }
        let foot = rows.into_lines();
        let height = u16::try_from(head.len() + OFFERS.len() + foot.len() + 2).unwrap_or(u16::MAX);
        let area = centered(screen, width, height);
        let inner = dialog(buf, area, &cx.texts.t("substitute-head"), t);
        let mut y = inner.y;
        for line in &head {
            if y < inner.bottom() {
                buf.set_line(inner.x, y, line, inner.width);
                y += 1;
            }
        }
        self.first = y;
        self.cursor.window(OFFERS.len(), OFFERS.len());
        for (i, id) in OFFERS.into_iter().enumerate() {
            if y >= inner.bottom() {
                return None;
            }
            let mut words = format!("{}  {}", i + 1, cx.texts.t(id));
            if i == 1 && how.is_empty() {
                words = format!("{}  {}", i + 1, cx.texts.t("substitute-write"));
            }
            let style = if i == self.cursor.index() {
                t.cursor
            } else {
                t.text
            };
            crate::ui::widgets::paint::Line::new(buf, inner, y, style).left(&words, style);
            y += 1;
        }
        for line in &foot {
            if y < inner.bottom() {
                buf.set_line(inner.x, y, line, inner.width);
                y += 1;
            }
        }
        None
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Accept, Action::CursorDown, Action::Cancel]
    }
}
