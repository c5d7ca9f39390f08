//! The frame of a pane or dialog: thin, rounded, dim; with focus it takes the accent.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Widget};

use crate::ui::Theme;
use crate::ui::widgets::text::width;

/// What a frame shows in its border.
#[derive(Debug, Default)]
pub struct Title {
    /// The name, bright with focus.
    pub name: String,
    /// What follows the name, dim: counts.
    pub detail: String,
    /// At the right end of the top border: a filter, an order.
    pub right: String,
}

/// Draws a pane's frame and returns what is inside.
pub fn pane(buf: &mut Buffer, area: Rect, title: &Title, focused: bool, theme: &Theme) -> Rect {
    let (border, name) = if focused {
        (theme.accent, theme.accent.patch(theme.strong))
    } else {
        (theme.line, theme.muted)
    };
    let mut head = vec![Span::styled(format!(" {} ", title.name), name)];
    if !title.detail.is_empty() {
        head.push(Span::styled(format!("{} ", title.detail), theme.muted));
    }
    let mut block = Block::new()
        .borders(Borders::ALL)
        .border_set(theme.border())
        .border_style(border)
        .title_top(Line::from(head.clone()));
    let taken: usize = head.iter().map(Span::width).sum();
    // Where both ends do not fit, what is counted matters more than the order.
    if !title.right.is_empty() && taken + width(&title.right) + 4 <= usize::from(area.width) {
        let right = Span::styled(format!(" {} ", title.right), theme.info);
        block = block.title_top(Line::from(right).right_aligned());
    }
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// Clears a rectangle in the middle of the screen for a dialog, frames it and returns what is inside.
pub fn dialog(buf: &mut Buffer, area: Rect, title: &str, theme: &Theme) -> Rect {
    Clear.render(area, buf);
    buf.set_style(area, Style::reset());
    let title = Title {
        name: title.to_owned(),
        ..Title::default()
    };
    let inner = pane(buf, area, &title, true, theme);
    // A column of air on both sides: text that touches a border reads badly.
    Rect {
        x: inner.x + u16::from(inner.width > 20),
        width: inner.width.saturating_sub(2 * u16::from(inner.width > 20)),
        ..inner
    }
}

/// What is left of the screen beside a dialog must be worth seeing: a margin smaller than this is closed.
const MARGIN: (u16, u16) = (8, 5);

/// A rectangle of at most `width` × `height` in the middle of `screen`; one that nearly fills the screen
/// fills it.
#[must_use]
pub fn centered(screen: Rect, width: u16, height: u16) -> Rect {
    let grow = |asked: u16, whole: u16, margin: u16| {
        if asked.saturating_add(margin) >= whole {
            whole
        } else {
            asked
        }
    };
    let width = grow(width, screen.width, MARGIN.0);
    let height = grow(height, screen.height, MARGIN.1);
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}
