//! Painting one line of a list: cells from the left, cells from the right, nothing overlaps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{fit, fit_name, is_plain, width};
use crate::domain::plain::is_unprintable;

/// A line of the screen being filled. What does not fit is cut with `…`, never spilled.
pub struct Line<'b> {
    buf: &'b mut Buffer,
    x: u16,
    right: u16,
    y: u16,
    base: Style,
}

impl<'b> Line<'b> {
    /// The line `y` (absolute) of `area`, its cells set to `base` first.
    pub fn new(buf: &'b mut Buffer, area: Rect, y: u16, base: Style) -> Self {
        let area = area.intersection(*buf.area());
        let inside = y >= area.top() && y < area.bottom();
        if inside && base != Style::new() {
            buf.set_style(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                base,
            );
        }
        Self {
            buf,
            x: area.left(),
            right: if inside { area.right() } else { area.left() },
            y,
            base,
        }
    }

    /// Cells still free.
    #[must_use]
    pub const fn free(&self) -> u16 {
        self.right.saturating_sub(self.x)
    }

    /// Writes text that is known to fit; returns the column behind it.
    fn put(&mut self, x: u16, text: &str, style: Style) -> u16 {
        let style = self.base.patch(style);
        if !is_plain(text) {
            return self.buf.set_stringn(x, self.y, text, usize::MAX, style).0;
        }
        let mut x = x;
        for c in text.chars() {
            if let Some(cell) = self.buf.cell_mut((x, self.y)) {
                cell.set_char(c).set_style(style);
            }
            x += 1;
        }
        x
    }

    /// Text from the left, as far as it fits.
    pub fn left(&mut self, text: &str, style: Style) -> &mut Self {
        let text = fit(text, usize::from(self.free()));
        if !text.is_empty() {
            self.x = self.put(self.x, &text, style);
        }
        self
    }

    /// Text from the left in a column of exactly `cells`, cut or padded.
    pub fn column(&mut self, text: &str, cells: u16, style: Style) -> &mut Self {
        let cells = cells.min(self.free());
        let text = fit(text, usize::from(cells));
        if !text.is_empty() {
            self.put(self.x, &text, style);
        }
        self.x += cells;
        self
    }

    /// A company's name in a column of exactly `cells`.
    pub fn name(&mut self, name: &str, cells: u16, style: Style) -> &mut Self {
        let cells = cells.min(self.free());
        self.column(&fit_name(name, usize::from(cells)), cells, style)
    }

    /// Text right-aligned in a column of exactly `cells` from the left.
    pub fn number(&mut self, text: &str, cells: u16, style: Style) -> &mut Self {
        let cells = cells.min(self.free());
        let text = fit(text, usize::from(cells));
        let w = u16::try_from(width(&text)).unwrap_or(cells);
        if !text.is_empty() {
            self.put(self.x + cells - w.min(cells), &text, style);
        }
        self.x += cells;
        self
    }

    /// Empty cells from the left.
    pub fn skip(&mut self, cells: u16) -> &mut Self {
        self.x += cells.min(self.free());
        self
    }

    /// Text at the right end; dropped whole when it does not fit.
    pub fn right(&mut self, text: &str, style: Style) -> &mut Self {
        let w = u16::try_from(width(text)).unwrap_or(u16::MAX);
        if w <= self.free() && w > 0 {
            self.right -= w;
            self.put(self.right, text, style);
        }
        self
    }
}
/// The last look at a frame before it goes to the terminal: whatever words it shows and whoever drew them, no
/// cell holds what a terminal would obey.
pub fn readable(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let inert = match cell.symbol().as_bytes() {
            [byte] => (b' '..=b'~').contains(byte),
            _ => !cell.symbol().contains(is_unprintable),
        };
        if !inert {
            cell.set_char(' ');
        }
    }
}
