//! One line of text, of a form or of a search: cursor by grapheme, words, undo of typing, horizontal
//! scroll. Longer texts are a [`TextBox`](super::textbox)'s.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::{Input, InputRequest};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::paint::Line;
use super::text::{fit, width};
use crate::domain::plain::is_unprintable;
use crate::input::{Action, Key, KeyCode, layout};
use crate::ui::Theme;

/// Steps of typing kept for undo.
const STEPS: usize = 100;

/// A line being edited. The text is always in NFC and without control characters.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    input: Input,
    past: Vec<String>,
    future: Vec<String>,
    /// All of it is selected: the next letter or paste replaces it, backspace and delete clear it.
    all: bool,
}

impl TextLine {
    /// A line with this text, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            input: Input::new(one_line(text)),
            ..Self::default()
        }
    }

    /// What stands in the line.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Replaces the text; undo of typing brings the old one back.
    pub fn set(&mut self, text: &str) {
        self.all = false;
        self.edit(|input| *input = Input::new(one_line(text)));
    }

    fn edit(&mut self, change: impl FnOnce(&mut Input)) {
        let before = self.input.value().to_owned();
        change(&mut self.input);
        self.compose();
        if before != self.input.value() {
            if self.past.len() == STEPS {
                self.past.remove(0);
            }
            self.past.push(before);
            self.future.clear();
        }
    }

    /// `и` and a combining breve typed after it become `й`.
    fn compose(&mut self) {
        if is_nfc(self.input.value()) {
            return;
        }
        let cursor = self.input.cursor();
        let before: String = self.input.value().chars().take(cursor).nfc().collect();
        let after: String = self.input.value().chars().skip(cursor).collect();
        let cursor = before.chars().count();
        let whole = (before + &after).nfc().collect();
        self.input = Input::new(whole).with_cursor(cursor);
    }

    /// Takes a key no action is bound to; `false` when it means nothing in a line.
    pub fn key(&mut self, key: Key) -> bool {
        use InputRequest as R;
        if let Some(c) = key.text() {
            if is_unprintable(c) {
                return false;
            }
            let all = std::mem::take(&mut self.all);
            self.edit(|input| {
                if all {
                    input.reset();
                }
                input.handle(R::InsertChar(c));
            });
            return true;
        }
        let far = key.has_ctrl() || key.has_alt();
        let request = match key.code() {
            KeyCode::Backspace if far => R::DeletePrevWord,
            KeyCode::Backspace => R::DeletePrevChar,
            KeyCode::Delete if far => R::DeleteNextWord,
            KeyCode::Delete => R::DeleteNextChar,
            KeyCode::Left if far => R::GoToPrevWord,
            KeyCode::Left => R::GoToPrevChar,
            KeyCode::Right if far => R::GoToNextWord,
            KeyCode::Right => R::GoToNextChar,
            KeyCode::Home => R::GoToStart,
            KeyCode::End => R::GoToEnd,
            KeyCode::Char(_) => {
                // The layout does not matter: ctrl with the key of `w` deletes a word in both.
                let latin = layout::twin(key).unwrap_or(key);
                match (latin.code(), latin.has_ctrl(), latin.has_alt()) {
                    (KeyCode::Char('w'), true, false) => R::DeletePrevWord,
                    (KeyCode::Char('u'), true, false) => R::DeleteFromStart,
                    (KeyCode::Char('k'), true, false) => R::DeleteTillEnd,
                    (KeyCode::Char('h'), true, false) => R::DeletePrevChar,
                    (KeyCode::Char('d'), true, false) => R::DeleteNextChar,
                    (KeyCode::Char('b'), false, true) => R::GoToPrevWord,
                    (KeyCode::Char('f'), false, true) => R::GoToNextWord,
                    (KeyCode::Char('d'), false, true) => R::DeleteNextWord,
                    _ => return false,
                }
            }
            _ => return false,
        };
        let deletes = !matches!(
            request,
            R::GoToPrevWord
                | R::GoToPrevChar
                | R::GoToNextWord
                | R::GoToNextChar
                | R::GoToStart
                | R::GoToEnd
        );
        let all = std::mem::take(&mut self.all);
        self.edit(|input| {
            if all && deletes {
                input.reset();
            } else {
                input.handle(request);
            }
        });
        true
    }

    /// Inserts text at the cursor; several lines become one.
    pub fn paste(&mut self, text: &str) {
        let text = one_line(text);
        let all = std::mem::take(&mut self.all);
        self.edit(|input| {
            if all {
                input.reset();
            }
            for c in text.chars() {
                input.handle(InputRequest::InsertChar(c));
            }
        });
    }

    /// Selects all, takes typing back or brings it again; `false` when the action is another.
    pub fn act(&mut self, action: Action) -> bool {
        self.all = action == Action::SelectAll && !self.is_empty();
        let (from, to) = match action {
            Action::SelectAll => return true,
            Action::UndoTyping => (&mut self.past, &mut self.future),
            Action::RedoTyping => (&mut self.future, &mut self.past),
            _ => return false,
        };
        if let Some(text) = from.pop() {
            to.push(self.input.value().to_owned());
            self.input = Input::new(text);
        }
        true
    }

    /// Puts the cursor before the grapheme at a column of the line as last drawn with this width.
    pub fn place(&mut self, column: u16, width: u16) {
        self.all = false;
        let wanted = self.scroll(width) + usize::from(column);
        self.input.handle(InputRequest::GoToStart);
        while self.input.visual_cursor() < wanted
            && self.input.handle(InputRequest::GoToNextChar).is_some()
        {}
    }

    fn scroll(&self, width: u16) -> usize {
        self.input
            .visual_scroll(usize::from(width.saturating_sub(1)))
    }

    /// Draws into the first row of `area`; returns the cursor when focused. Without focus the beginning is
    /// shown, cut with `…`.
    pub fn draw(
        &self,
        buf: &mut Buffer,
        area: Rect,
        style: Style,
        focused: bool,
    ) -> Option<Position> {
        let area = area.intersection(*buf.area());
        if area.is_empty() {
            return None;
        }
        let room = usize::from(area.width);
        if !focused {
            buf.set_stringn(area.x, area.y, fit(self.text(), room), room, style);
            return None;
        }
        let scroll = self.scroll(area.width);
        let mut skipped = 0;
        let mut start = self.text().len();
        for (at, grapheme) in
            unicode_segmentation::UnicodeSegmentation::grapheme_indices(self.text(), true)
        {
            if skipped >= scroll {
                start = at;
                break;
            }
            skipped += width(grapheme);
        }
        let shown = self.text().get(start..).unwrap_or_default();
        let style = if self.all {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        };
        buf.set_stringn(area.x, area.y, shown, room, style);
        let column = self.input.visual_cursor().saturating_sub(skipped);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        Some(Position::new(area.x + column.min(area.width - 1), area.y))
    }
}

impl TextLine {
    /// Draws as the line being typed, with `hint` while it is empty; returns the cursor.
    pub fn draw_hinted(
        &self,
        buf: &mut Buffer,
        area: Rect,
        hint: &str,
        theme: &Theme,
    ) -> Option<Position> {
        let area = area.intersection(*buf.area());
        if self.is_empty() && !area.is_empty() {
            let hint = fit(hint, usize::from(area.width));
            buf.set_string(area.x, area.y, hint, theme.muted);
            return Some(area.as_position());
        }
        self.draw(buf, area, theme.text, true)
    }

    /// Draws into the first row of `area` behind the mark of a prompt; returns the cursor.
    pub fn draw_prompt(
        &self,
        buf: &mut Buffer,
        area: Rect,
        hint: &str,
        theme: &Theme,
    ) -> Option<Position> {
        Line::new(buf, area, area.y, theme.text).left(theme.mark("›", ">"), theme.accent);
        let place = Rect {
            x: area.x + 2.min(area.width),
            width: area.width.saturating_sub(2),
            height: area.height.min(1),
            ..area
        };
        self.draw_hinted(buf, place, hint, theme)
    }
}

/// Text as one line in NFC: line ends and tabs become single spaces, control characters go.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .collect();
    let joined = if let [only] = lines.as_slice() {
        (*only).to_owned()
    } else {
        let trimmed: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        trimmed.join(" ")
    };
    joined
        .nfc()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !is_unprintable(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &mut TextLine, text: &str) {
        for c in text.chars() {
            assert!(line.key(Key::char(c)));
        }
    }

    #[test]
    fn typing_composes_and_moves_by_grapheme() {
        let mut line = TextLine::default();
        typed(&mut line, "и\u{306}е\u{308}лка");
        assert_eq!(line.text(), "йёлка");
        let mut line = TextLine::new("а👩‍👩‍👧б");
        for (keys, expected) in [("←", "а👩‍👩‍👧б"), ("backspace", "аб"), ("ctrl-z", "аб")]
        {
            line.key(keys.parse().unwrap());
            assert_eq!(line.text(), expected, "{keys}");
        }
    }

    #[test]
    fn words_ends_and_both_layouts() {
        let cases = [
            ("ctrl-w", "Альфа Авто", "Альфа "),
            ("ctrl-ц", "Альфа Авто", "Альфа "),
            ("ctrl-backspace", "Альфа Авто", "Альфа "),
            ("ctrl-u", "Альфа", ""),
            ("ctrl-г", "Альфа", ""),
            ("home del", "Альфа", "льфа"),
            ("home ctrl-→ ctrl-k", "Альфа Авто", "Альфа "),
            ("ctrl-← x", "a bc", "a xbc"),
            ("f9", "a", "a"),
        ];
        for (keys, before, after) in cases {
            let mut line = TextLine::new(before);
            for key in keys.split(' ') {
                line.key(key.parse().unwrap());
            }
            assert_eq!(line.text(), after, "{keys}");
        }
    }

    #[test]
    fn paste_joins_lines_and_undo_goes_back() {
        let mut line = TextLine::new("a");
        line.paste(" раз\r\n\n  два\tтри\u{7} \n");
        assert_eq!(line.text(), "aраз два три");
        assert!(line.act(Action::UndoTyping));
        assert_eq!(line.text(), "a");
        assert!(line.act(Action::RedoTyping));
        assert_eq!(line.text(), "aраз два три");
        assert!(!line.act(Action::Save));
        line.set("");
        line.paste("one ");
        assert_eq!(line.text(), "one ", "a pasted word keeps its space");
    }

    #[test]
    fn what_is_selected_is_replaced_or_cleared_at_once() {
        for (keys, after) in [
            ("x", "x"),
            ("x y", "xy"),
            ("backspace", ""),
            ("del x", "x"),
            ("home x", "xАльфа Авто"),
            ("→ backspace", "Альфа Авт"),
        ] {
            let mut line = TextLine::new("Альфа Авто");
            assert!(line.act(Action::SelectAll));
            for key in keys.split(' ') {
                line.key(key.parse().unwrap());
            }
            assert_eq!(line.text(), after, "{keys}");
        }
        let mut line = TextLine::new("Альфа");
        line.act(Action::SelectAll);
        line.paste("Бета");
        assert_eq!(line.text(), "Бета");
        line.act(Action::UndoTyping);
        assert_eq!(line.text(), "Альфа", "one step back");
    }

    #[test]
    fn scrolls_to_the_cursor() {
        let mut line = TextLine::new("абвгдежзик");
        let area = Rect::new(0, 0, 5, 1);
        let shown = |line: &TextLine, focused| {
            let mut buf = Buffer::empty(area);
            let at = line.draw(&mut buf, area, Style::new(), focused);
            let text: String = (0..5).map(|x| buf[(x, 0)].symbol().to_owned()).collect();
            (text, at.map(|p| p.x))
        };
        assert_eq!(shown(&line, false), ("абвг…".to_owned(), None));
        assert_eq!(shown(&line, true).1, Some(4));
        assert!(shown(&line, true).0.starts_with("жзик"));
        line.key(Key::plain(KeyCode::Home));
        assert_eq!(shown(&line, true), ("абвгд".to_owned(), Some(0)));
        line.place(2, 5);
        line.key(Key::char('!'));
        assert_eq!(line.text(), "аб!вгдежзик");
    }

    #[test]
    fn the_cursor_stays_inside() {
        use crate::ui::theme::{Depth, ThemeName};
        let theme = Theme::new(ThemeName::Dark, Depth::None, false);
        for text in ["", "очень длинный путь 👩‍👩‍👧 日本語 и дальше"]
        {
            let line = TextLine::new(text);
            for w in 0..60 {
                for h in 0..2 {
                    let area = Rect::new(0, 0, w, h);
                    let mut buf = Buffer::empty(area);
                    for at in [
                        line.draw_hinted(&mut buf, area, "подсказка", &theme),
                        line.draw_prompt(&mut buf, area, "подсказка", &theme),
                    ] {
                        assert!(at.is_none_or(|p| p.x < w && p.y < h), "{text} {w}×{h}");
                    }
                }
            }
        }
    }
}
