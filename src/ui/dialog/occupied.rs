//! Another process has the portfolio open: who, since when, and the offer to take it over.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Dialog;
use crate::i18n::Texts;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::frame::dialog;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::wrap;
use crate::ui::{Cx, Reply, Request};
use std::any::Any;

/// Words wider than this are hard to read, however wide the screen.
const WIDEST: u16 = 72;

/// Who has the portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occupant {
    /// Process id; 0 when unknown.
    pub pid: u32,
    /// The machine it runs on; empty when unknown.
    pub host: String,
    /// Since when, if known.
    pub since: Option<Timestamp>,
}

impl Occupant {
    fn words(&self, cx: &Cx<'_>) -> String {
        let texts: &Texts = cx.texts;
        if self.pid == 0 {
            return texts.t("link-held-by-somebody");
        }
        let since = self.since.map_or_else(String::new, |at| {
            let at = say::since(texts, at, cx.now);
            texts.tf("link-held-since", &[("at", at.into())])
        });
        let host = if self.host.is_empty() {
            String::new()
        } else {
            texts.tf("link-held-host", &[("host", self.host.as_str().into())])
        };
        let process = texts.tf("link-held-by", &[("pid", self.pid.to_string().into())]);
        [process, host, since]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// How far the question has come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    /// Not asked yet.
    No,
    /// The other window is thinking.
    Waiting,
    /// It stays, and why.
    Stays(String),
}

/// The whole screen while another process has the portfolio.
#[derive(Debug)]
pub struct OccupiedDialog {
    by: Occupant,
    asked: Asked,
}

impl OccupiedDialog {
    /// Shows who has it.
    #[must_use]
    pub const fn new(by: Occupant) -> Self {
        Self {
            by,
            asked: Asked::No,
        }
    }

    /// It was looked once more, and this one has it.
    pub fn met(&mut self, by: Occupant) {
        self.by = by;
        self.asked = Asked::No;
    }

    /// The other window stays, in ready words.
    pub fn stays(&mut self, why: String) {
        self.asked = Asked::Stays(why);
    }

    /// The lines of the screen; an empty one is air.
    fn lines(&self, cx: &Cx<'_>, width: usize) -> Vec<(String, Style)> {
        let key = |action| {
            let key = cx.keymap.key_of(Context::Pick.chain(), action);
            key.map_or_else(String::new, |key| key.to_string())
        };
        let mut paragraphs = vec![(
            vec![cx.texts.t("link-held"), self.by.words(cx)],
            cx.theme.text,
        )];
        let mut ways = Vec::new();
        match &self.asked {
            Asked::Waiting => paragraphs.push((vec![cx.texts.t("link-asking")], cx.theme.info)),
            asked => {
                if let Asked::Stays(why) = asked {
                    paragraphs.push((vec![why.clone()], cx.theme.warn));
                }
                let take = [("key", key(Action::Accept).into())];
                ways.push(cx.texts.tf("link-take-over", &take));
            }
        }
        // `q` rather than the key of going back: this is the way out of the program.
        ways.push(cx.texts.tf("link-leave", &[("key", "q".into())]));
        paragraphs.push((ways, cx.theme.text));
        let mut lines = Vec::new();
        for (paragraph, style) in paragraphs {
            if !lines.is_empty() {
                lines.push((String::new(), style));
            }
            for text in paragraph {
                lines.extend(wrap(&text, width).into_iter().map(|line| (line, style)));
            }
        }
        lines
    }
}

impl Dialog for OccupiedDialog {
    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        match action {
            Action::Accept if self.asked == Asked::Waiting => Reply::Done,
            Action::Accept => {
                self.asked = Asked::Waiting;
                Reply::Ask(Request::TakeOver)
            }
            Action::Cancel | Action::Quit => Reply::Ask(Request::Quit),
            Action::SwitchLanguage | Action::SwitchTheme | Action::Redraw | Action::Help => {
                Reply::Pass
            }
            _ => Reply::Done,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let inner = dialog(buf, screen, &cx.texts.t("link-held-title"), cx.theme);
        let width = inner.width.min(WIDEST);
        let lines = self.lines(cx, usize::from(width));
        let height = u16::try_from(lines.len()).unwrap_or(inner.height);
        let area = Rect {
            x: inner.x + (inner.width - width) / 2,
            width,
            ..inner
        };
        // A little above the middle, where the eye rests.
        let top = inner.y + inner.height.saturating_sub(height) * 2 / 5;
        for (y, (text, style)) in (top..inner.bottom()).zip(&lines) {
            Line::new(buf, area, y, cx.theme.text).left(text, *style);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        // The screen itself says what can be done.
        &[Action::SwitchLanguage, Action::SwitchTheme]
    }

    fn comes_unasked(&self) -> bool {
        true
    }

    fn answers(&self) -> Option<&'static [Action]> {
        Some(&[
            Action::Accept,
            Action::Cancel,
            Action::Quit,
            Action::SwitchLanguage,
            Action::SwitchTheme,
            Action::Redraw,
            Action::Help,
        ])
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}
