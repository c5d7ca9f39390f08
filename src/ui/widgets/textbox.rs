//! Typing many lines: soft wrap, selection, undo, whole letters.
//!
//! The buffer, its undo and its painting are `ratatui-textarea`'s. That crate steps by `char`; a person
//! steps by letters. So every move is worked out here on graphemes, and all text is kept in NFC: «й» typed
//! as two code points is one letter to step over, to delete and to find.

mod moves;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{TextArea, WrapMode};
use unicode_normalization::char::compose;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::text::{fit, width};
use crate::domain::plain::is_unprintable;
use crate::input::{Action, Key, KeyCode, layout};
use crate::ui::Theme;

/// Longest text taken, in characters. The painting crate counts rows in 16 bits; at `NARROWEST` cells a
/// text of this length stays below that.
pub const LIMIT: usize = 200_000;
const LINES: usize = 5_000;
const NARROWEST: u16 = 10;
/// Key presses that can be taken back one by one.
const UNDO: usize = 500;

/// What an action did to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Done, nothing to pass on.
    Done,
    /// This text is to go to the clipboard of the system.
    Copied(String),
}

/// A text of many lines being typed.
#[derive(Debug, Clone)]
pub struct TextBox {
    area: TextArea<'static>,
    original: String,
    placeholder: String,
    /// Column the cursor wants to keep while it goes up and down.
    goal: Option<usize>,
    on_screen: Rect,
}

impl TextBox {
    /// A box with this text, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let original = clean(text);
        let mut area = TextArea::from(original.split('\n'));
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(UNDO);
        // The terminal's own cursor shows the place; a painted one would be a second.
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new());
        let mut this = Self {
            area,
            original,
            placeholder: String::new(),
            goal: None,
            on_screen: Rect::ZERO,
        };
        this.jump_to_end();
        this
    }

    /// Dim words shown while the box is empty.
    pub fn set_placeholder(&mut self, words: String) {
        self.placeholder = words;
    }

    /// All of the text, in NFC, lines parted by `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        nfc(self.area.lines().join("\n"))
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Puts another text in place of the whole; undo brings the old one back. `false` when it is too long.
    pub fn set_text(&mut self, text: &str) -> bool {
        let text = clean(text);
        if !fits(&text, LIMIT, LINES) {
            return false;
        }
        self.act(Action::SelectAll);
        self.area.insert_str(text);
        self.settle();
        true
    }

    /// Whether the text differs from the one it began with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let mut lines = self.area.lines().iter();
        !(self
            .original
            .split('\n')
            .all(|o| lines.next().is_some_and(|l| l == o))
            && lines.next().is_none())
    }

    /// Takes a key no action is bound to; `false` when it means nothing here.
    pub fn key(&mut self, key: Key) -> bool {
        let word = key.has_ctrl() || key.has_alt();
        let shift = key.has_shift();
        let goal = self.goal.take();
        match key.code() {
            KeyCode::Left if word => self.step(Self::word_left, shift),
            KeyCode::Right if word => self.step(Self::word_right, shift),
            KeyCode::Left => self.left(shift),
            KeyCode::Right => self.right(shift),
            KeyCode::Up => self.rows(-1, goal, shift),
            KeyCode::Down => self.rows(1, goal, shift),
            KeyCode::PageUp => self.rows(-self.page(), goal, shift),
            KeyCode::PageDown => self.rows(self.page(), goal, shift),
            KeyCode::Home if word => self.step(|_| (0, 0), shift),
            KeyCode::End if word => self.step(Self::last, shift),
            KeyCode::Home => self.step(Self::row_home, shift),
            KeyCode::End => self.step(Self::row_end, shift),
            KeyCode::Enter if !word => self.insert("\n"),
            KeyCode::Backspace if word => self.delete(Self::word_left),
            KeyCode::Delete if word => self.delete(Self::word_right),
            KeyCode::Backspace => self.delete(Self::letter_left),
            KeyCode::Delete => self.delete(Self::letter_right),
            KeyCode::Char(c) => match key.text() {
                Some(c) => self.type_char(c),
                None => return self.control(key, c),
            },
            _ => return false,
        }
        true
    }

    /// The habits of shells: they work in either layout.
    fn control(&mut self, key: Key, c: char) -> bool {
        let c = layout::latin(c).unwrap_or(c);
        match (key.has_ctrl(), key.has_alt(), c) {
            // Some terminals send ctrl-h for backspace, so it must not take a whole word.
            (true, false, 'h') => self.delete(Self::letter_left),
            (true, false, 'w') => self.delete(Self::word_left),
            (true, false, 'u') => self.delete(|s| (s.place().0, 0)),
            (true, false, 'k') => self.delete(Self::line_end),
            (false, true, 'd') => self.delete(Self::word_right),
            (false, true, 'b') => self.step(Self::word_left, false),
            (false, true, 'f') => self.step(Self::word_right, false),
            _ => return false,
        }
        true
    }

    /// Does an editing action; `None` when it is not one.
    pub fn act(&mut self, action: Action) -> Option<Typed> {
        self.goal = None;
        match action {
            Action::SelectAll => {
                self.jump_to_end();
                let end = self.place();
                self.go((0, 0));
                self.area.start_selection();
                self.go(end);
            }
            Action::Copy | Action::Cut => {
                let Some(text) = self.selected() else {
                    return Some(Typed::Done);
                };
                // The crate's own clipboard keeps it for `Paste`, whatever the terminal allows.
                self.area.set_yank_text(text.clone());
                if action == Action::Cut {
                    self.area.cut();
                    self.settle();
                }
                return Some(Typed::Copied(text));
            }
            Action::Paste => {
                let text = self.area.yank_text();
                self.paste(&text);
            }
            Action::UndoTyping => {
                self.area.undo();
                self.settle();
            }
            Action::RedoTyping => {
                self.area.redo();
                self.settle();
            }
            _ => return None,
        }
        Some(Typed::Done)
    }

    /// The selected text, if any is.
    #[must_use]
    pub fn selected(&self) -> Option<String> {
        let (from, to) = self.area.selection_range()?;
        if from == to {
            return None;
        }
        let cut = |row: usize, a: usize, b: usize| -> String {
            let line = self.area.lines().get(row).map_or("", String::as_str);
            line.chars().skip(a).take(b.saturating_sub(a)).collect()
        };
        let mut out = Vec::new();
        for row in from.0..=to.0 {
            let begin = if row == from.0 { from.1 } else { 0 };
            let end = if row == to.0 { to.1 } else { usize::MAX };
            out.push(cut(row, begin, end));
        }
        Some(out.join("\n"))
    }

    /// Inserts text in place of the selection: any line ends, any composition. `false`, with nothing
    /// changed, when the whole would become too long.
    pub fn paste(&mut self, text: &str) -> bool {
        self.goal = None;
        let text = clean(text);
        let now = self.area.lines();
        let chars = now.iter().map(|l| l.chars().count() + 1).sum::<usize>();
        if !fits(
            &text,
            LIMIT.saturating_sub(chars),
            LINES.saturating_sub(now.len()),
        ) {
            return false;
        }
        self.insert(&text);
        true
    }

    fn insert(&mut self, text: &str) {
        if text == "\n" {
            if self.selected().is_some() {
                self.area.cut();
            }
            self.area.cancel_selection();
            self.area.insert_newline();
        } else {
            self.area.insert_str(text);
        }
        self.settle();
    }

    /// Types one character, joined with the one before it where the two are one letter.
    fn type_char(&mut self, c: char) {
        let (row, col) = self.place();
        let before = (self.selected().is_none() && col > 0)
            .then(|| self.area.lines().get(row)?.chars().nth(col - 1))
            .flatten();
        if let Some(letter) = before.and_then(|before| compose(before, c)) {
            self.area.cancel_selection();
            self.area.delete_char();
            self.area.insert_char(letter);
        } else {
            let mut bytes = [0; 4];
            let typed = clean(c.encode_utf8(&mut bytes));
            self.area.insert_str(typed);
        }
        self.settle();
    }

    /// Puts the cursor under a click; `false` when the click is elsewhere.
    pub fn click(&mut self, at: Position) -> bool {
        if !self.on_screen.contains(at) {
            return false;
        }
        self.goal = None;
        let top = usize::from(self.area.scroll_offset().0);
        let row = top + usize::from(at.y - self.on_screen.y);
        let column = usize::from(at.x - self.on_screen.x);
        self.area.cancel_selection();
        self.go(self.place_at(row, column));
        self.settle();
        true
    }

    /// Draws the text and returns where the cursor stands, when focused.
    pub fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        focused: bool,
        theme: &Theme,
    ) -> Option<Position> {
        let area = area.intersection(*buf.area());
        self.on_screen = area;
        if area.is_empty() {
            return None;
        }
        if area.width < NARROWEST {
            return focused.then_some(area.as_position());
        }
        if self.area.is_empty() {
            let words = fit(&self.placeholder, usize::from(area.width));
            if !words.is_empty() {
                buf.set_string(area.x, area.y, words, theme.muted);
            }
            return focused.then_some(area.as_position());
        }
        self.area.set_selection_style(theme.cursor);
        (&self.area).render(area, buf);
        focused.then(|| {
            let row = self.area.screen_cursor().row;
            let top = usize::from(self.area.scroll_offset().0);
            let start = self.area.screen_to_data(row, 0);
            let column = width(self.span((start.0, start.1), self.place().1));
            Position {
                x: area.x + cells(column).min(area.width - 1),
                y: area.y + cells(row.saturating_sub(top)).min(area.height - 1),
            }
        })
    }

    fn page(&self) -> isize {
        isize::from(i16::try_from(self.on_screen.height.max(2) - 1).unwrap_or(i16::MAX))
    }
}

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn fits(text: &str, chars: usize, breaks: usize) -> bool {
    text.chars().count() <= chars && text.bytes().filter(|b| *b == b'\n').count() <= breaks
}

fn nfc(text: String) -> String {
    if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    }
}

/// Text as the box holds it: NFC, `\n` alone between lines, spaces for tabs, no control characters.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if is_unprintable(c) => {}
            c => out.push(c),
        }
        after_return = c == '\r';
    }
    nfc(out)
}

#[cfg(test)]
mod tests;
