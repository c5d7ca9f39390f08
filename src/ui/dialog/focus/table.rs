//! A long list under a few lines of words: only what is on screen is ever looked up.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::input::Action;
use crate::ui::widgets::cursor::Cursor;

/// The cursor of a list and where it was drawn.
#[derive(Debug, Default)]
pub(super) struct Table {
    cursor: Cursor,
    area: Rect,
}

impl Table {
    pub(super) const fn index(&self) -> usize {
        self.cursor.index()
    }

    pub(super) const fn reset(&mut self) {
        self.cursor.set(0);
    }

    pub(super) fn act(&mut self, action: Action, len: usize) -> bool {
        self.cursor.act(action, len).is_some()
    }

    pub(super) fn click(&mut self, at: Position, len: usize) {
        if at.y >= self.area.y
            && let Some(row) = self.cursor.row_at(at.y - self.area.y, len)
        {
            self.cursor.set(row);
        }
    }

    /// Draws the words, then as many rows of `len` as there is room for; words give way before the last rows do.
    pub(super) fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        head: &[Line<'static>],
        len: usize,
        mut row: impl FnMut(&mut Buffer, Rect, usize, bool),
    ) {
        let least = 4.min(u16::try_from(len).unwrap_or(u16::MAX));
        let words = u16::try_from(head.len()).unwrap_or(u16::MAX);
        let words = words.min(area.height.saturating_sub(least));
        for (line, y) in head.iter().zip(area.y..area.y + words) {
            buf.set_line(area.x, y, line, area.width);
        }
        self.area = Rect {
            y: area.y + words,
            height: area.height - words,
            ..area
        };
        let window = self.cursor.window(len, usize::from(self.area.height));
        for (y, at) in (self.area.y..).zip(window) {
            let place = Rect {
                y,
                height: 1,
                ..self.area
            };
            row(buf, place, at, at == self.cursor.index());
        }
    }
}
