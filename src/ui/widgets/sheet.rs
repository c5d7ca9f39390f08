//! A page of lines some of which belong to items a cursor runs over: entries of one or several lines with
//! headings between them.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::input::Action;
use crate::ui::Theme;

/// A page laid out: its lines, and which of them each item takes.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// Every line of the page.
    pub lines: Vec<Line<'static>>,
    /// The lines of each item, from the top down.
    pub items: Vec<Range<usize>>,
}

/// The item of the cursor and the first line on screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    item: usize,
    top: usize,
    height: usize,
}

impl Scroll {
    /// The item under the cursor.
    #[must_use]
    pub const fn item(&self) -> usize {
        self.item
    }

    /// Puts the cursor on an item; one too far becomes the last when it is drawn.
    pub const fn set(&mut self, item: usize) {
        self.item = item;
    }

    /// Back to the first item.
    pub const fn reset(&mut self) {
        self.item = 0;
        self.top = 0;
    }

    /// Moves by an action; `None` when the action is not a move. A page is as many lines as are on screen.
    pub fn act(&mut self, action: Action, items: &[Range<usize>]) -> Option<()> {
        let last = items.len().saturating_sub(1);
        let at = items.get(self.item).map_or(0, |lines| lines.start);
        let page = self.height.max(2) - 1;
        // The last item that begins so far down; always a step at least.
        let down = |lines: usize| {
            let far = items.partition_point(|item| item.start <= at + lines);
            far.saturating_sub(1).max(self.item + 1)
        };
        let up = |lines: usize| {
            let near = items.partition_point(|item| item.start + lines < at);
            near.min(self.item.saturating_sub(1))
        };
        self.item = match action {
            Action::CursorDown => self.item + 1,
            Action::CursorUp => self.item.saturating_sub(1),
            Action::PageDown => down(page),
            Action::PageUp => up(page),
            Action::HalfPageDown => down(page.div_ceil(2)),
            Action::HalfPageUp => up(page.div_ceil(2)),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return None,
        }
        .min(last);
        Some(())
    }

    /// Draws the part of the page around the cursor; only what is seen is touched.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, page: &Laid, theme: &Theme) {
        let area = area.intersection(*buf.area());
        self.height = usize::from(area.height);
        self.item = self.item.min(page.items.len().saturating_sub(1));
        let current = page.items.get(self.item).cloned().unwrap_or(0..0);
        // Above the first item stands its heading: it is shown with it.
        let start = if self.item == 0 { 0 } else { current.start };
        let end = current.end.min(start + self.height);
        self.top = self
            .top
            .min(start)
            .max(end.saturating_sub(self.height))
            .min(page.lines.len().saturating_sub(self.height));
        let shown = page.lines.iter().enumerate().skip(self.top);
        for ((i, line), y) in shown.zip(area.top()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
            if current.contains(&i) {
                let row = Rect {
                    y,
                    height: 1,
                    ..area
                };
                buf.set_style(row, theme.cursor);
            }
        }
        let x = area.right();
        if area.height > 3 && x < buf.area().right() {
            if self.top > 0 {
                buf.set_string(x, area.y, theme.mark("↑", "^"), theme.muted);
            }
            if self.top + self.height < page.lines.len() {
                let y = area.bottom() - 1;
                buf.set_string(x, y, theme.mark("↓", "v"), theme.muted);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Depth, ThemeName};

    /// A heading, then items of two lines each.
    fn page(items: usize) -> Laid {
        let mut laid = Laid::default();
        laid.lines.push(Line::from("head"));
        for i in 0..items {
            laid.items.push(laid.lines.len()..laid.lines.len() + 2);
            laid.lines.push(Line::from(format!("item {i}")));
            laid.lines.push(Line::from("more"));
        }
        laid
    }

    #[test]
    fn the_item_of_the_cursor_is_always_whole_on_screen() {
        let theme = Theme::new(ThemeName::Dark, Depth::None, false);
        let page = page(30);
        let area = Rect::new(0, 0, 10, 7);
        let mut scroll = Scroll::default();
        for (action, item) in [
            (Action::CursorUp, 0),
            (Action::CursorDown, 1),
            (Action::PageDown, 4),
            (Action::PageDown, 7),
            (Action::PageUp, 4),
            (Action::Bottom, 29),
            (Action::HalfPageUp, 28),
            (Action::CursorDown, 29),
            (Action::PageDown, 29),
            (Action::Top, 0),
        ] {
            let mut buf = Buffer::empty(area);
            scroll.draw(&mut buf, area, &page, &theme);
            assert!(scroll.act(action, &page.items).is_some());
            assert_eq!(scroll.item(), item, "{action:?}");
            scroll.draw(&mut buf, area, &page, &theme);
            let lines = &page.items[scroll.item()];
            assert!(scroll.top <= lines.start && lines.end <= scroll.top + 7);
        }
        assert_eq!(scroll.top, 0, "the heading of the first item");
        assert!(scroll.act(Action::Quit, &page.items).is_none());
    }

    #[test]
    fn an_empty_page_and_an_item_taller_than_the_screen() {
        let theme = Theme::new(ThemeName::Dark, Depth::None, false);
        let mut scroll = Scroll::default();
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 2));
        scroll.draw(&mut buf, Rect::new(0, 0, 10, 2), &Laid::default(), &theme);
        assert!(scroll.act(Action::Bottom, &[]).is_some());
        let mut tall = page(1);
        tall.items.clear();
        tall.items.push(1..40);
        tall.lines = (0..40).map(|i| Line::from(i.to_string())).collect();
        scroll.draw(&mut buf, Rect::new(0, 0, 10, 2), &tall, &theme);
        assert_eq!(scroll.top, 0);
    }
}
