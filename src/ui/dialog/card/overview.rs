//! The overview: what one needs to know before speaking, on one screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::rows::{Rows, beside};
use super::tab::{Explained, Tab};
use super::{campaigns, cycles, due, glance, parts, problem_parts};

use crate::domain::ClientId;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::cursor::moved;
use crate::ui::{Cx, Reply};

/// From this width on the card has two columns.
const TWO_COLUMNS: u16 = 110;
const GAP: u16 = 3;

/// The card as lines of at most `width` cells, what matters first within `height` rows; empty when there is
/// no such client.
#[must_use]
pub fn lines(cx: &Cx<'_>, client: ClientId, width: u16, height: u16) -> Vec<Line<'static>> {
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    if width < TWO_COLUMNS {
        let mut lines = glance::lines(cx, dossier, width, height);
        let mut rest = Rows::new(cx, width);
        if !dossier.contacts.is_empty() {
            parts::people(&mut rest, dossier);
            rest.blank();
        }
        parts::rest(&mut rest, &dossier.client);
        parts::notes(&mut rest, &dossier.client);
        cycles::table(&mut rest, dossier);
        parts::history(&mut rest, dossier, usize::MAX);
        lines.push(Line::default());
        lines.extend(rest.into_lines());
        return lines;
    }
    let left_width = (width - GAP) / 2;
    // Left what the talk is about, right whom it is with.
    let mut left = Rows::new(cx, left_width);
    parts::next(&mut left, dossier);
    parts::last(&mut left, dossier);
    parts::tries(&mut left, dossier);
    glance::when_to_call(&mut left, dossier);
    due::due(&mut left, dossier);
    problem_parts::open(&mut left, dossier, 5);
    parts::recommendations(&mut left, dossier, 5);
    parts::stage(&mut left, dossier);
    parts::history(&mut left, dossier, usize::MAX);
    let mut right = Rows::new(cx, width - GAP - left_width);
    parts::facts(&mut right, &dossier.client);
    let terms = say::terms(cx.texts, dossier, cx.today());
    right.pair("card-terms", &terms, cx.theme.text);
    glance::brief(&mut right, dossier);
    parts::people(&mut right, dossier);
    parts::spend(&mut right, dossier, 24);
    campaigns::in_short(&mut right, dossier);
    cycles::table(&mut right, dossier);
    parts::notes(&mut right, &dossier.client);
    beside(left.into_lines(), right.into_lines(), left_width, GAP)
}

/// The overview as a page that scrolls.
#[derive(Debug, Default)]
pub(super) struct Overview {
    top: usize,
    /// Rows of the page and of the window it was last drawn in.
    rows: usize,
    height: usize,
}

impl Overview {
    /// Scrolls by an action of lists; `None` when it is another.
    fn scroll(&mut self, action: Action) -> Option<()> {
        let last = self.rows.saturating_sub(self.height);
        self.top = moved(action, self.top, last, self.height)?;
        Some(())
    }
}

impl Tab for Overview {
    fn context(&self) -> Context {
        Context::Card
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        self.scroll(action).map_or(Reply::Pass, |()| Reply::Done)
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let lines = lines(cx, client, area.width, area.height);
        self.rows = lines.len();
        self.height = usize::from(area.height);
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        for (line, y) in lines.iter().skip(self.top).zip(area.top()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
        }
        let x = area.right();
        if area.height > 3 {
            if self.top > 0 {
                buf.set_string(x, area.y, cx.theme.mark("↑", "^"), cx.theme.muted);
            }
            if self.top + self.height < self.rows {
                let y = area.bottom() - 1;
                buf.set_string(x, y, cx.theme.mark("↓", "v"), cx.theme.muted);
            }
        }
        None
    }

    fn explain(&self, cx: &Cx<'_>, client: ClientId) -> Vec<Explained> {
        cx.book
            .get(client)
            .map_or_else(Vec::new, |dossier| cycles::explain(dossier, cx))
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Call,
            Action::PlanTouch,
            Action::CardNextTab,
            Action::NewDraft,
            Action::MakeDeck,
            Action::Cancel,
            Action::Contacts,
            Action::EditClient,
            Action::Explain,
        ]
    }
}
