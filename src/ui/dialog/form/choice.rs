//! One of a few fixed values: arrows and space go round, a digit or the first letter jumps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::words::Words;
use crate::domain::fold::fold;
use crate::i18n::Texts;
use crate::input::{Action, Key, KeyCode, layout};
use crate::ui::Cx;
use crate::ui::widgets::text::{fit, width};

/// Values shown on so many lines at most; with more, only the chosen one is shown.
const LINES: usize = 4;

/// A choice; nothing is chosen while `index` is `None`.
#[derive(Debug, Clone)]
pub struct Choice {
    options: Vec<Words>,
    index: Option<usize>,
    numbered: bool,
    compact: bool,
}

impl Choice {
    /// A choice among `options`; an index outside them chooses nothing.
    #[must_use]
    pub fn new(options: Vec<Words>, index: Option<usize>) -> Self {
        let index = index.filter(|i| *i < options.len());
        Self {
            options,
            index,
            numbered: false,
            compact: false,
        }
    }

    /// Shows the digit of every value.
    pub const fn number(&mut self) {
        self.numbered = true;
    }

    /// Shows the chosen value alone.
    pub const fn shorten(&mut self) {
        self.compact = true;
    }

    /// Which value is chosen.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        self.index
    }

    /// Chooses; outside the values it chooses nothing.
    pub fn set(&mut self, index: Option<usize>) {
        self.index = index.filter(|i| *i < self.options.len());
    }

    /// The next or previous value; `false` when the action is another.
    pub fn act(&mut self, action: Action) -> bool {
        let n = self.options.len();
        let forward = match action {
            Action::NextChoice => true,
            Action::PreviousChoice => false,
            _ => return false,
        };
        if n > 0 {
            self.index = Some(match (self.index, forward) {
                (None, true) => 0,
                (None, false) => n - 1,
                (Some(i), true) => (i + 1) % n,
                (Some(i), false) => (i + n - 1) % n,
            });
        }
        true
    }

    /// Jumps by digit (1 is the first) or first letter; in call mode arrows and space arrive here as keys.
    pub fn key(&mut self, key: Key, texts: &Texts) -> bool {
        match key.code() {
            KeyCode::Right | KeyCode::Char(' ') => return self.act(Action::NextChoice),
            KeyCode::Left => return self.act(Action::PreviousChoice),
            KeyCode::Home => return self.jump(0),
            KeyCode::End => return self.jump(self.options.len().saturating_sub(1)),
            _ => {}
        }
        let Some(c) = key.text() else { return false };
        if let Some(digit) = c.to_digit(10) {
            return digit > 0 && self.jump(digit as usize - 1);
        }
        let latin = layout::twin(key).and_then(Key::text);
        [Some(c), latin]
            .into_iter()
            .flatten()
            .any(|c| self.letter(c, texts))
    }

    fn jump(&mut self, index: usize) -> bool {
        if index >= self.options.len() {
            return false;
        }
        self.index = Some(index);
        true
    }

    /// The next value after the present one that begins with a letter.
    fn letter(&mut self, c: char, texts: &Texts) -> bool {
        let letter = fold(&c.to_string());
        let n = self.options.len();
        let from = self.index.map_or(0, |i| i + 1);
        let found = (0..n).map(|step| (from + step) % n).find(|i| {
            self.options
                .get(*i)
                .is_some_and(|o| fold(&o.say(texts)).starts_with(&letter))
        });
        found.is_some_and(|i| self.jump(i))
    }

    /// Values with their column and line; `None` when they do not fit on a few lines.
    fn places(&self, texts: &Texts, cells: u16) -> Option<Vec<(u16, u16, String)>> {
        if self.compact {
            return None;
        }
        let cells = usize::from(cells);
        let (mut x, mut y) = (0, 0);
        let mut out = Vec::with_capacity(self.options.len());
        for (i, option) in self.options.iter().enumerate() {
            let mut words = option.say(texts);
            if self.numbered {
                words = format!("{} {words}", i + 1);
            }
            let w = width(&words) + 2;
            if x > 0 && x + w > cells {
                x = 0;
                y += 1;
            }
            if w > cells || y >= LINES {
                return None;
            }
            out.push((u16::try_from(x).ok()?, u16::try_from(y).ok()?, words));
            x += w + 1;
        }
        Some(out)
    }

    /// Lines it takes in so many cells.
    #[must_use]
    pub fn height(&self, texts: &Texts, cells: u16) -> u16 {
        self.places(texts, cells)
            .and_then(|places| places.last().map(|(_, y, _)| y + 1))
            .unwrap_or(1)
    }

    /// Draws the values, the chosen one between marks.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, focused: bool, cx: &Cx<'_>) {
        let (open, close) = (cx.theme.mark("‹", "<"), cx.theme.mark("›", ">"));
        let chosen = if focused {
            cx.theme.cursor.patch(cx.theme.strong)
        } else {
            cx.theme.strong
        };
        let Some(places) = self.places(cx.texts, area.width) else {
            let words = self
                .index
                .and_then(|i| self.options.get(i))
                .map_or_else(|| cx.texts.t("form-nothing-chosen"), |o| o.say(cx.texts));
            let at = self.index.map_or(0, |i| i + 1);
            let count = format!("  {at}/{}", self.options.len());
            let room = usize::from(area.width).saturating_sub(2 + width(&count));
            let (x, _) = buf.set_stringn(
                area.x,
                area.y,
                format!("{open}{}{close}", fit(&words, room)),
                usize::from(area.width),
                chosen,
            );
            let left = usize::from(area.right().saturating_sub(x));
            buf.set_stringn(x, area.y, count, left, cx.theme.muted);
            return;
        };
        for (i, (x, y, words)) in places.into_iter().enumerate() {
            let (x, y) = (area.x + x, area.y + y);
            if y >= area.bottom() {
                break;
            }
            let left = usize::from(area.right().saturating_sub(x));
            if self.index == Some(i) {
                buf.set_stringn(x, y, format!("{open}{words}{close}"), left, chosen);
            } else {
                buf.set_stringn(x, y, format!(" {words} "), left, cx.theme.muted);
            }
        }
    }

    /// The value under a point inside the area it was drawn in.
    #[must_use]
    pub fn at(&self, texts: &Texts, cells: u16, x: u16, y: u16) -> Option<usize> {
        self.places(texts, cells)?
            .iter()
            .position(|(left, line, words)| {
                let w = u16::try_from(width(words) + 2).unwrap_or(u16::MAX);
                *line == y && (*left..left.saturating_add(w)).contains(&x)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn goes_round_and_jumps() {
        let texts = Texts::new(Lang::Ru);
        let options = ["телефон", "чат", "почта", "чертёж"]
            .map(|o| Words::Plain(o.to_owned()))
            .to_vec();
        let mut choice = Choice::new(options, None);
        for (key, index) in [
            ("→", Some(0)),
            ("←", Some(3)),
            ("space", Some(0)),
            ("ч", Some(1)),
            ("Ч", Some(3)),
            ("ч", Some(1)),
            ("3", Some(2)),
            ("9", Some(2)),
            ("0", Some(2)),
            ("ъ", Some(2)),
            ("home", Some(0)),
            ("end", Some(3)),
        ] {
            choice.key(key.parse().unwrap(), &texts);
            assert_eq!(choice.index(), index, "{key}");
        }
        assert_eq!(choice.height(&texts, 80), 1);
        assert_eq!(choice.height(&texts, 20), 2);
        assert_eq!(
            choice.height(&texts, 3),
            1,
            "too narrow: only the chosen one"
        );
        assert_eq!(choice.at(&texts, 20, 11, 0), Some(1));
        assert_eq!(choice.at(&texts, 20, 0, 1), Some(2));
        assert_eq!(choice.at(&texts, 20, 19, 1), None);
        let mut none = Choice::new(Vec::new(), Some(0));
        assert!(none.act(Action::NextChoice) && none.index().is_none());
    }
}
