//! The card: all that is known of a client on one screen, to read.

pub(super) mod parts;
pub(super) mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::domain::ClientId;
use crate::input::{Action, Context};
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply};
use rows::{Rows, beside};

/// From this width on the card has two columns.
const TWO_COLUMNS: u16 = 110;
const GAP: u16 = 3;

/// The card as lines of at most `width` cells; empty when there is no such client.
#[must_use]
pub fn lines(cx: &Cx<'_>, client: ClientId, width: u16) -> Vec<Line<'static>> {
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    let two = width >= TWO_COLUMNS;
    let left_width = if two { (width - GAP) / 2 } else { width };
    let mut left = Rows::new(cx, left_width);
    // What one needs before speaking comes first: what is due, whom to ask for.
    parts::next(&mut left, dossier);
    parts::last(&mut left, dossier);
    parts::tries(&mut left, dossier);
    left.blank();
    parts::facts(&mut left, &dossier.client);
    if !two {
        parts::people(&mut left, dossier);
    }
    parts::stage(&mut left, dossier);
    parts::spend(&mut left, dossier, 24);
    let mut right = if two {
        parts::notes(&mut left, &dossier.client);
        Rows::new(cx, width - GAP - left_width)
    } else {
        std::mem::replace(&mut left, Rows::new(cx, 0))
    };
    if two {
        parts::people(&mut right, dossier);
    }
    parts::recommendations(&mut right, dossier);
    if !two {
        parts::notes(&mut right, &dossier.client);
    }
    parts::history(&mut right, dossier, usize::MAX);
    if two {
        beside(left.into_lines(), right.into_lines(), left_width, GAP)
    } else {
        right.into_lines()
    }
}

/// The card over the workspace. Keys that do something with a client pass on to the workspace.
#[derive(Debug)]
pub struct CardDialog {
    client: ClientId,
    top: usize,
    /// Rows of the page and of the window it was last drawn in.
    rows: usize,
    height: usize,
}

impl CardDialog {
    /// The card of a client. The opener also asks for its history.
    #[must_use]
    pub const fn new(client: ClientId) -> Self {
        Self {
            client,
            top: 0,
            rows: 0,
            height: 0,
        }
    }

    /// The client shown.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// Scrolls by an action of lists; `None` when it is another.
    fn scroll(&mut self, action: Action) -> Option<()> {
        let last = self.rows.saturating_sub(self.height);
        self.top = moved(action, self.top, last, self.height)?;
        Some(())
    }
}

impl Dialog for CardDialog {
    fn context(&self) -> Context {
        Context::Clients
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        if self.scroll(action).is_some() {
            return Reply::Done;
        }
        match action {
            // One step back, as everywhere where one only reads.
            Action::Cancel | Action::Quit => Reply::Close,
            // These would work on what the card covers.
            Action::Open
            | Action::Mark
            | Action::MarkAll
            | Action::ClearMarks
            | Action::ColumnLeft
            | Action::ColumnRight
            | Action::SortNext
            | Action::SortReverse
            | Action::ShowArchived
            | Action::Filter
            | Action::ClearFilter
            | Action::FocusClients
            | Action::FocusBoard
            | Action::FocusDrafts
            | Action::FocusAgenda
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::Zoom => Reply::Done,
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 150, screen.height);
        let title = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let inner = dialog(buf, area, title, cx.theme);
        let lines = lines(cx, self.client, inner.width);
        self.rows = lines.len();
        self.height = usize::from(inner.height);
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        for (line, y) in lines.iter().skip(self.top).zip(inner.top()..inner.bottom()) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        let x = area.right().saturating_sub(2);
        if area.width > 4 && area.height > 3 {
            if self.top > 0 {
                buf.set_string(x, inner.y, cx.theme.mark("↑", "^"), cx.theme.muted);
            }
            if self.top + self.height < self.rows {
                let y = inner.bottom() - 1;
                buf.set_string(x, y, cx.theme.mark("↓", "v"), cx.theme.muted);
            }
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::EditClient,
            Action::Call,
            Action::Contacts,
            Action::PlanTouch,
            Action::NewDraft,
            Action::Cancel,
        ]
    }
}

#[cfg(test)]
pub(super) mod tests;
