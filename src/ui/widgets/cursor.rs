//! A cursor in a list of any length, and the part of the list that is on screen.

use crate::input::Action;

/// Place of the cursor and of the first row on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    index: usize,
    top: usize,
    height: usize,
}

impl Cursor {
    /// Row of the cursor.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Puts the cursor on a row.
    pub const fn set(&mut self, index: usize) {
        self.index = index;
    }

    /// Moves by an action; `None` when the action is not a move.
    pub fn act(&mut self, action: Action, len: usize) -> Option<()> {
        self.index = moved(action, self.index, len.saturating_sub(1), self.height)?;
        Some(())
    }

    /// The rows to draw in `height` lines of a list of `len`: scrolls just enough to show the cursor.
    pub fn window(&mut self, len: usize, height: usize) -> std::ops::Range<usize> {
        self.height = height;
        self.index = self.index.min(len.saturating_sub(1));
        if height == 0 {
            return 0..0;
        }
        self.top = self
            .top
            .min(self.index)
            .max((self.index + 1).saturating_sub(height))
            .min(len.saturating_sub(height));
        self.top..(self.top + height).min(len)
    }

    /// The row under a line of the last window, if there is one.
    #[must_use]
    pub fn row_at(&self, line: u16, len: usize) -> Option<usize> {
        let row = self.top + usize::from(line);
        (usize::from(line) < self.height && row < len).then_some(row)
    }

    /// The first row on screen.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }
}

/// Where an action of lists leads from row `at` when `last` is the farthest and `height` lines are on
/// screen; a page keeps one line of the old. `None` when the action is not a move.
#[must_use]
pub fn moved(action: Action, at: usize, last: usize, height: usize) -> Option<usize> {
    let page = height.max(2) - 1;
    let to = match action {
        Action::CursorDown => at.saturating_add(1),
        Action::CursorUp => at.saturating_sub(1),
        Action::PageDown => at.saturating_add(page),
        Action::PageUp => at.saturating_sub(page),
        Action::HalfPageDown => at.saturating_add(page.div_ceil(2)),
        Action::HalfPageUp => at.saturating_sub(page.div_ceil(2)),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolls_only_as_far_as_needed() {
        let mut c = Cursor::default();
        assert_eq!(c.window(100, 10), 0..10);
        c.set(9);
        assert_eq!(c.window(100, 10), 0..10);
        c.set(10);
        assert_eq!(c.window(100, 10), 1..11);
        c.set(5);
        assert_eq!(c.window(100, 10), 1..11);
        c.set(0);
        assert_eq!(c.window(100, 10), 0..10);
        c.set(99);
        assert_eq!(c.window(100, 10), 90..100);
        assert_eq!(c.window(3, 10), 0..3, "a list grown short");
        assert_eq!(c.index(), 2);
        assert_eq!(c.window(0, 0), 0..0);
        assert_eq!(c.index(), 0);
    }

    #[test]
    fn moves_stay_inside() {
        let mut c = Cursor::default();
        c.window(5, 3);
        for (action, index) in [
            (Action::CursorUp, 0),
            (Action::PageDown, 2),
            (Action::Bottom, 4),
            (Action::CursorDown, 4),
            (Action::Top, 0),
        ] {
            c.act(action, 5).unwrap();
            assert_eq!(c.index(), index, "{action:?}");
        }
        assert!(c.act(Action::Quit, 5).is_none());
        c.act(Action::Bottom, 0).unwrap();
        assert_eq!(c.index(), 0, "an empty list");
    }
}
