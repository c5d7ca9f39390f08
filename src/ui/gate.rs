//! The screen that covers everything: an encrypted portfolio that asks for its passphrase, and the question of
//! the first start, whether there shall be one.
//!
//! Nothing of the portfolio is drawn under it and no key gets past it. What is typed is shown as dots, lies in
//! memory that is wiped, and has room from the beginning, so that growing leaves no copies behind.

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget as _};
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::{Zeroize as _, Zeroizing};

use super::Theme;
use super::widgets::frame;
use super::widgets::paint::Line;
use super::widgets::text::wrap;
use crate::domain::Passphrase;
use crate::domain::passphrase::SHORTEST;
use crate::i18n::Texts;
use crate::input::{Key, KeyCode};

/// More characters than anybody types.
const LONGEST: usize = 256;

/// Cells of the box.
const WIDTH: u16 = 66;

/// What the gate is there for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The program was started.
    Start,
    /// The screen was locked meanwhile.
    Return,
    /// There is no portfolio yet: shall it be encrypted?
    Offer,
    /// A new passphrase.
    New,
    /// The same once more.
    Again(Passphrase),
}

/// What the gate answers to a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing but drawing.
    Stay,
    /// Try this passphrase.
    Try(Passphrase),
    /// Make the portfolio: encrypted under this, or plain.
    Make(Option<Passphrase>),
    /// Leave the program.
    Quit,
}

/// The gate.
pub struct Gate {
    step: Step,
    line: Zeroizing<String>,
    /// Words about the last try.
    said: Option<String>,
    /// A try is under way.
    busy: bool,
    /// The pause after a wrong one, in seconds; 0: none.
    pause: u64,
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}

impl Gate {
    const fn at(step: Step, line: Zeroizing<String>) -> Self {
        Self {
            step,
            line,
            said: None,
            busy: false,
            pause: 0,
        }
    }

    /// Asks for the passphrase of a portfolio that is to be opened.
    #[must_use]
    pub fn start() -> Self {
        Self::at(Step::Start, room())
    }

    /// Asks for it again: the screen was locked.
    #[must_use]
    pub fn again() -> Self {
        Self::at(Step::Return, room())
    }

    /// Asks whether a new portfolio shall be encrypted.
    #[must_use]
    pub fn offer() -> Self {
        Self::at(Step::Offer, room())
    }

    /// Whether it stands before a portfolio that was not opened yet.
    #[must_use]
    pub const fn is_start(&self) -> bool {
        !matches!(self.step, Step::Return)
    }

    /// Says that the last try failed, and that the next may come after `pause` seconds.
    pub fn refuse(&mut self, words: String, pause: u64) {
        self.busy = false;
        self.pause = pause;
        self.said = Some(words);
        self.line.zeroize();
        self.line = room();
    }

    /// The pause is over.
    pub const fn rested(&mut self) {
        self.pause = 0;
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key, texts: &Texts) -> Answer {
        if key.has_ctrl() && matches!(key.code(), KeyCode::Char('q' | 'c')) {
            return Answer::Quit;
        }
        if self.busy {
            return Answer::Stay;
        }
        if self.step == Step::Offer {
            return self.choose(key);
        }
        match key.code() {
            KeyCode::Enter if self.pause == 0 => return self.enter(texts),
            KeyCode::Esc => return self.back(),
            KeyCode::Backspace => self.rub_out(),
            KeyCode::Char('u') if key.has_ctrl() => self.line.clear(),
            _ => {
                if let Some(letter) = key.text() {
                    self.put(letter);
                }
            }
        }
        Answer::Stay
    }

    /// Takes pasted text: its first line.
    pub fn paste(&mut self, text: &str) {
        if self.busy || self.step == Step::Offer {
            return;
        }
        for letter in text.lines().next().unwrap_or_default().chars() {
            self.put(letter);
        }
    }

    fn put(&mut self, letter: char) {
        if !letter.is_control() && self.line.chars().count() < LONGEST {
            self.line.push(letter);
        }
    }

    fn rub_out(&mut self) {
        let end = self.line.grapheme_indices(true).next_back();
        let at = end.map_or(0, |(at, _)| at);
        self.line.truncate(at);
    }

    fn choose(&mut self, key: Key) -> Answer {
        match key.code() {
            KeyCode::Char('y' | 'Y' | 'д' | 'Д' | 'l') => {
                self.step = Step::New;
                Answer::Stay
            }
            KeyCode::Enter | KeyCode::Esc | KeyCode::Char('n' | 'N' | 'н' | 'Н' | 'т') => {
                Answer::Make(None)
            }
            _ => Answer::Stay,
        }
    }

    fn back(&mut self) -> Answer {
        self.line.zeroize();
        self.line = room();
        self.said = None;
        match self.step {
            Step::Start => Answer::Quit,
            Step::Return | Step::Offer => Answer::Stay,
            Step::New | Step::Again(_) => {
                self.step = Step::Offer;
                Answer::Stay
            }
        }
    }

    fn enter(&mut self, texts: &Texts) -> Answer {
        let typed = Passphrase::new(self.line.to_string());
        self.line.zeroize();
        self.line = room();
        self.said = None;
        match std::mem::replace(&mut self.step, Step::New) {
            step @ (Step::Start | Step::Return) => {
                self.step = step;
                if typed.bytes().is_empty() {
                    return Answer::Stay;
                }
                self.busy = true;
                return Answer::Try(typed);
            }
            Step::Again(first) if first == typed => {
                self.busy = true;
                return Answer::Make(Some(typed));
            }
            Step::Again(_) => self.said = Some(texts.t("gate-differ")),
            Step::New | Step::Offer => match typed.weakness() {
                Some(weakness) => {
                    let args = [("least", SHORTEST.into())];
                    self.said = Some(texts.tf(weakness.key(), &args));
                }
                None => self.step = Step::Again(typed),
            },
        }
        Answer::Stay
    }

    /// Draws over the whole screen; returns where the text cursor stands.
    pub fn draw(
        &self,
        buf: &mut Buffer,
        screen: Rect,
        texts: &Texts,
        theme: &Theme,
    ) -> Option<Position> {
        Clear.render(screen, buf);
        buf.set_style(screen, Style::reset());
        let (title, words, keys) = match self.step {
            Step::Start => ("gate-title", "gate-start", "gate-keys-start"),
            Step::Return => ("gate-title", "gate-return", "gate-keys-return"),
            Step::Offer => ("gate-title-offer", "gate-offer", "gate-keys-offer"),
            Step::New => ("gate-title-offer", "gate-new", "gate-keys-new"),
            Step::Again(_) => ("gate-title-offer", "gate-again", "gate-keys-new"),
        };
        let width = WIDTH.min(screen.width);
        let cells = usize::from(width.saturating_sub(4));
        let words: Vec<String> = texts
            .t(words)
            .lines()
            .flat_map(|line| wrap(line, cells))
            .collect();
        let said = wrap(&self.said(texts), cells);
        let asks = self.step != Step::Offer;
        let height = words.len() + 4 + if asks { 2 + said.len().max(1) } else { 0 };
        let area = frame::centered(screen, width, u16::try_from(height).unwrap_or(u16::MAX));
        let inner = frame::dialog(buf, area, &texts.t(title), theme);
        let mut y = inner.y;
        let mut row = |buf: &mut Buffer, text: &str, style: Style| {
            if y < inner.bottom() {
                Line::new(buf, inner, y, theme.text).left(text, style);
            }
            y += 1;
        };
        for line in &words {
            row(buf, line, theme.text);
        }
        let mut cursor = None;
        if asks {
            row(buf, "", theme.text);
            let at = inner.y + u16::try_from(words.len()).unwrap_or(0) + 1;
            let dots = self.dots(theme, inner.width.saturating_sub(3));
            row(buf, &format!("› {dots}"), theme.strong);
            let column = 2 + u16::try_from(dots.chars().count()).unwrap_or(0);
            cursor = (!self.busy).then_some(Position::new(inner.x + column, at));
            for line in &said {
                let style = if self.busy { theme.muted } else { theme.warn };
                row(buf, line, style);
            }
        }
        let foot = inner.bottom().saturating_sub(1);
        Line::new(buf, inner, foot, theme.text).left(&texts.t(keys), theme.muted);
        cursor.filter(|at| area.contains(*at))
    }

    fn said(&self, texts: &Texts) -> String {
        if self.busy {
            return texts.t("gate-busy");
        }
        let said = self.said.clone().unwrap_or_default();
        if self.pause == 0 {
            return said;
        }
        let next = texts.tf("gate-pause", &[("seconds", self.pause.into())]);
        format!("{said} {next}")
    }

    /// One mark for each character, the last ones when they do not fit.
    fn dots(&self, theme: &Theme, cells: u16) -> String {
        let mark = if theme.ascii { "*" } else { "•" };
        let count = self.line.graphemes(true).count();
        mark.repeat(count.min(usize::from(cells)))
    }
}

/// An empty line with room for the longest passphrase.
fn room() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(LONGEST * 4))
}
