//! One line being typed in an overlay: a search, a path, a title.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use crate::input::{Key, KeyCode, layout};
use crate::ui::Theme;
use crate::ui::widgets::text::{fit, width};

/// The line, always NFC and without control characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    input: Input,
}

impl Entry {
    pub(super) fn new(text: &str) -> Self {
        let mut entry = Self::default();
        entry.paste(text);
        entry
    }

    pub(super) fn value(&self) -> &str {
        self.input.value()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    pub(super) fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    pub(super) fn paste(&mut self, text: &str) {
        let clean = text.lines().collect::<Vec<_>>().join(" ");
        for c in clean.chars().filter(|c| !c.is_control()) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.compose();
    }

    /// Takes a key; `false` when it means nothing in a line.
    pub(super) fn key(&mut self, key: Key) -> bool {
        use InputRequest as R;
        let word = key.has_ctrl() || key.has_alt();
        let request = match key.code() {
            KeyCode::Char(c) => match (key.text(), layout::latin(c).unwrap_or(c)) {
                (Some(c), _) => R::InsertChar(c),
                (None, 'h') => R::DeletePrevChar,
                (None, 'w') => R::DeletePrevWord,
                (None, 'u') => R::DeleteFromStart,
                (None, 'k') => R::DeleteTillEnd,
                _ => return false,
            },
            KeyCode::Backspace if word => R::DeletePrevWord,
            KeyCode::Backspace => R::DeletePrevChar,
            KeyCode::Delete if word => R::DeleteNextWord,
            KeyCode::Delete => R::DeleteNextChar,
            KeyCode::Left if word => R::GoToPrevWord,
            KeyCode::Left => R::GoToPrevChar,
            KeyCode::Right if word => R::GoToNextWord,
            KeyCode::Right => R::GoToNextChar,
            KeyCode::Home => R::GoToStart,
            KeyCode::End => R::GoToEnd,
            _ => return false,
        };
        self.input.handle(request);
        self.compose();
        true
    }

    /// Letters typed as two code points become one.
    fn compose(&mut self) {
        if is_nfc(self.value()) {
            return;
        }
        let at = self.input.cursor();
        let chars = || self.value().chars();
        let head: String = chars().take(at).collect::<String>().nfc().collect();
        let tail: String = chars().skip(at).collect();
        let cursor = head.chars().count();
        self.input = Input::new(head + &tail).with_cursor(cursor);
    }

    /// Draws on the first row of `area`, scrolled so that the cursor shows; returns its place.
    pub(super) fn draw(
        &self,
        buf: &mut Buffer,
        area: Rect,
        placeholder: &str,
        theme: &Theme,
    ) -> Option<Position> {
        let area = area.intersection(*buf.area());
        if area.is_empty() {
            return None;
        }
        let room = usize::from(area.width);
        if self.is_empty() {
            buf.set_string(area.x, area.y, fit(placeholder, room), theme.muted);
            return Some(area.as_position());
        }
        let scroll = self.input.visual_scroll(room.saturating_sub(1));
        let mut skipped = 0;
        let shown: String = self
            .value()
            .graphemes(true)
            .skip_while(|g| {
                let hidden = skipped < scroll;
                skipped += if hidden { width(g) } else { 0 };
                hidden
            })
            .collect();
        buf.set_stringn(area.x, area.y, shown, room, theme.text);
        let x = self.input.visual_cursor().saturating_sub(scroll);
        Some(Position {
            x: area.x + u16::try_from(x).unwrap_or(u16::MAX).min(area.width - 1),
            y: area.y,
        })
    }
}

/// What a person may have meant by typed text: the text folded, and the same keys in the other layout.
pub(super) fn readings(typed: &str) -> Vec<String> {
    let folded = crate::domain::fold::fold(typed);
    let swap = |f: fn(char) -> Option<char>| {
        let other: String = typed.chars().map(|c| f(c).unwrap_or(c)).collect();
        crate::domain::fold::fold(&other)
    };
    let mut out = vec![folded];
    for other in [swap(layout::latin), swap(layout::cyrillic)] {
        if !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Depth, ThemeName};

    #[test]
    fn a_line_is_composed_and_clean() {
        let mut e = Entry::new("раз\r\nдва\u{7}");
        assert_eq!(e.value(), "раз два");
        for c in "и\u{306}".chars() {
            e.key(Key::char(c));
        }
        assert_eq!(e.value(), "раз двай");
        e.key("backspace".parse().unwrap());
        e.key("ctrl-ц".parse().unwrap());
        assert_eq!(e.value(), "раз ");
        assert!(!e.key("f7".parse().unwrap()));
    }

    #[test]
    fn the_cursor_stays_inside() {
        let theme = Theme::new(ThemeName::Dark, Depth::None, false);
        let e = Entry::new("очень длинный путь 👩‍👩‍👧 日本語 и дальше");
        for w in 0..60 {
            let area = Rect::new(0, 0, w, 1);
            let at = e.draw(&mut Buffer::empty(area), area, "", &theme);
            assert!(at.is_none_or(|p| p.x < w), "{w}");
        }
    }

    #[test]
    fn both_layouts_are_read() {
        assert!(readings("фксршму").contains(&"archive".to_owned()));
        assert!(readings("fh[bd").contains(&"архив".to_owned()));
        assert_eq!(readings("Ёж")[0], "еж");
    }
}
