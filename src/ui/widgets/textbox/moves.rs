//! Where the cursor goes: by letters, by words, by rows of the screen.

use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::TextBox;
use crate::ui::widgets::text::width;

/// A line of the text and a character in it.
type Place = (usize, usize);

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Space,
    Word,
    Mark,
}

fn class(grapheme: &str) -> Class {
    match grapheme.chars().next() {
        Some(c) if c.is_whitespace() => Class::Space,
        Some(c) if c.is_alphanumeric() || c == '_' => Class::Word,
        _ => Class::Mark,
    }
}

fn byte_of(line: &str, col: usize) -> usize {
    line.char_indices()
        .nth(col)
        .map_or(line.len(), |(at, _)| at)
}

impl TextBox {
    pub(super) fn place(&self) -> Place {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    fn line(&self, row: usize) -> &str {
        self.area.lines().get(row).map_or("", String::as_str)
    }

    fn split(&self, (row, col): Place) -> (&str, &str) {
        let line = self.line(row);
        line.split_at(byte_of(line, col))
    }

    /// The text of one line from a place to a column.
    pub(super) fn span(&self, (row, from): Place, to: usize) -> &str {
        let line = self.line(row);
        line.get(byte_of(line, from)..byte_of(line, to))
            .unwrap_or_default()
    }

    /// Puts the cursor at a place, keeping a selection begun before. The crate's jump holds 16 bits: in a
    /// paragraph longer than that the rest is walked, and only so far that no key press ever hangs.
    pub(super) fn go(&mut self, (row, col): Place) {
        const STEPS: usize = 500;
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        if col <= usize::from(u16::MAX) {
            self.area
                .move_cursor(CursorMove::Jump(near(row), near(col)));
            return;
        }
        if self.place().0 != row {
            self.area.move_cursor(CursorMove::Jump(near(row), u16::MAX));
        }
        let end = self.line_end().1;
        if end.abs_diff(col) < self.place().1.abs_diff(col) {
            self.area.move_cursor(CursorMove::End);
        }
        let here = self.place().1;
        let walk = if here < col {
            CursorMove::Forward
        } else {
            CursorMove::Back
        };
        for _ in 0..here.abs_diff(col).min(STEPS) {
            self.area.move_cursor(walk);
        }
    }

    /// After an edit or a move by rows: never rest inside a letter.
    pub(super) fn settle(&mut self) {
        let (row, col) = self.place();
        let line = self.line(row);
        let at = byte_of(line, col);
        let mut cursor = GraphemeCursor::new(at, line.len(), true);
        if cursor.is_boundary(line, 0) == Ok(false)
            && let Ok(Some(next)) = cursor.next_boundary(line, 0)
        {
            let col = line.get(..next).map_or(col, |head| head.chars().count());
            self.go((row, col));
        }
    }

    pub(super) fn jump_to_end(&mut self) {
        self.area.cancel_selection();
        self.go(self.last());
    }

    pub(super) fn last(&self) -> Place {
        let row = self.area.lines().len().saturating_sub(1);
        (row, self.line(row).chars().count())
    }

    pub(super) fn line_end(&self) -> Place {
        let (row, _) = self.place();
        (row, self.line(row).chars().count())
    }

    pub(super) fn letter_left(&self) -> Place {
        let (row, col) = self.place();
        match self.split((row, col)).0.graphemes(true).next_back() {
            Some(letter) => (row, col - letter.chars().count().min(col)),
            None if row > 0 => (row - 1, self.line(row - 1).chars().count()),
            None => (row, col),
        }
    }

    pub(super) fn letter_right(&self) -> Place {
        let (row, col) = self.place();
        match self.split((row, col)).1.graphemes(true).next() {
            Some(letter) => (row, col + letter.chars().count()),
            None if row + 1 < self.area.lines().len() => (row + 1, 0),
            None => (row, col),
        }
    }

    pub(super) fn word_left(&self) -> Place {
        let (row, mut col) = self.place();
        if col == 0 {
            return self.letter_left();
        }
        let mut inside = None;
        for letter in self.split((row, col)).0.graphemes(true).rev() {
            let class = class(letter);
            match inside {
                None if class == Class::Space => {}
                None => inside = Some(class),
                Some(of) if of == class => {}
                Some(_) => break,
            }
            col -= letter.chars().count().min(col);
        }
        (row, col)
    }

    pub(super) fn word_right(&self) -> Place {
        let (row, mut col) = self.place();
        let rest = self.split((row, col)).1;
        if rest.is_empty() {
            return self.letter_right();
        }
        let first = rest.graphemes(true).next().map(class);
        let mut in_space = first == Some(Class::Space);
        for letter in rest.graphemes(true) {
            let class = class(letter);
            if class == Class::Space {
                in_space = true;
            } else if in_space || Some(class) != first {
                break;
            }
            col += letter.chars().count();
        }
        (row, col)
    }

    /// Moves, beginning or keeping a selection with shift and dropping it without.
    pub(super) fn step(&mut self, to: fn(&Self) -> Place, shift: bool) {
        let target = to(self);
        self.select(shift);
        self.go(target);
        // A row of the screen may begin between the halves of a letter.
        self.settle();
    }

    fn select(&mut self, shift: bool) {
        if !shift {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
    }

    pub(super) fn left(&mut self, shift: bool) {
        match self.area.selection_range() {
            Some((from, to)) if !shift && from != to => {
                self.area.cancel_selection();
                self.go(from);
            }
            _ => self.step(Self::letter_left, shift),
        }
    }

    pub(super) fn right(&mut self, shift: bool) {
        match self.area.selection_range() {
            Some((from, to)) if !shift && from != to => {
                self.area.cancel_selection();
                self.go(to);
            }
            _ => self.step(Self::letter_right, shift),
        }
    }

    /// Deletes the selection, or else from the cursor to a place.
    pub(super) fn delete(&mut self, to: fn(&Self) -> Place) {
        if self.selected().is_none() {
            let target = to(self);
            self.area.cancel_selection();
            self.area.start_selection();
            self.go(target);
            if self.place() != target {
                // Never delete what was not aimed at.
                self.area.cancel_selection();
                return;
            }
        }
        // `cut` fills the crate's clipboard; deleting must leave it alone.
        let kept = self.area.yank_text();
        self.area.cut();
        self.area.set_yank_text(kept);
        self.area.cancel_selection();
        self.settle();
    }

    /// Where a row of the screen begins; the last one for rows beyond.
    fn row_start(&self, row: usize) -> Place {
        let at = self.area.screen_to_data(row, 0);
        (at.0, at.1)
    }

    /// Where the cursor rests at the right end of a screen row: behind its last letter, or before it when
    /// the line goes on in the next row.
    fn row_last(&self, row: usize) -> Place {
        let start = self.row_start(row);
        let next = self.row_start(row + 1);
        if next.0 != start.0 || next == start {
            return (start.0, self.line(start.0).chars().count());
        }
        let last = self.span(start, next.1).graphemes(true).next_back();
        let chars = last.map_or(0, |letter| letter.chars().count());
        (start.0, next.1.saturating_sub(chars).max(start.1))
    }

    /// The place under a column of a screen row.
    pub(super) fn place_at(&self, row: usize, column: usize) -> Place {
        let start = self.row_start(row);
        let last = self.row_last(row);
        let (mut col, mut used) = (start.1, 0);
        for letter in self.span(start, last.1).graphemes(true) {
            used += width(letter);
            if used > column {
                break;
            }
            col += letter.chars().count();
        }
        (start.0, col)
    }

    /// The start of the screen row; pressed again there, of the line.
    pub(super) fn row_home(&self) -> Place {
        let start = self.row_start(screen_row(&self.area));
        if start == self.place() {
            (start.0, 0)
        } else {
            start
        }
    }

    /// The end of the screen row; pressed again there, of the line.
    pub(super) fn row_end(&self) -> Place {
        let end = self.row_last(screen_row(&self.area));
        if end == self.place() {
            self.line_end()
        } else {
            end
        }
    }

    /// Goes rows of the screen up or down, keeping the column it set out from.
    pub(super) fn rows(&mut self, by: isize, goal: Option<usize>, shift: bool) {
        let row = screen_row(&self.area);
        let start = self.row_start(row);
        let column = goal.unwrap_or_else(|| width(self.span(start, self.place().1)));
        let target = row.saturating_add_signed(by);
        let place = if by < 0 && row == 0 {
            (0, 0)
        } else if by > 0 && self.row_start(row + 1) == start {
            self.last()
        } else {
            self.place_at(target, column)
        };
        self.select(shift);
        self.go(place);
        self.settle();
        self.goal = Some(column);
    }
}

fn screen_row(area: &TextArea<'_>) -> usize {
    area.screen_cursor().row
}
