//! What a person is told at start when the portfolio had to be healed.

use std::any::Any;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Dialog;
use crate::domain::Healing;
use crate::input::{Action, Context};
use crate::say::healing::healed;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::{width, wrap};
use crate::ui::{Cx, Reply};

/// The report. Any key of leaving goes on to work.
#[derive(Debug)]
pub struct HealedDialog {
    healing: Healing,
    top: usize,
    most: usize,
    button: Rect,
}

impl HealedDialog {
    /// A report of what was found and given back at open.
    #[must_use]
    pub const fn new(healing: Healing) -> Self {
        Self {
            healing,
            top: 0,
            most: 0,
            button: Rect::ZERO,
        }
    }

    /// What it reports.
    #[must_use]
    pub const fn healing(&self) -> &Healing {
        &self.healing
    }
}

impl Dialog for HealedDialog {
    fn context(&self) -> Context {
        Context::Import
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        match action {
            Action::Accept | Action::Open | Action::Cancel => return Reply::Close,
            Action::CursorDown | Action::PageDown => self.top = (self.top + 1).min(self.most),
            Action::CursorUp | Action::PageUp => self.top = self.top.saturating_sub(1),
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.button.contains(at) {
            Reply::Close
        } else {
            Reply::Done
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let told = healed(cx.texts, &self.healing, cx.now);
        let outer = screen.width.min(76);
        let inside = usize::from(outer.saturating_sub(4));
        let lost = if told.whole { t.good } else { t.bad };
        let mut rows: Vec<(String, Style)> = Vec::new();
        let groups: [&[(&str, Style)]; 3] = [
            &[(&told.fault, t.text), (&told.done, t.text)],
            &[(&told.kept, t.strong), (&told.lost, lost)],
            &[
                (told.copy.as_deref().unwrap_or_default(), t.muted),
                (&told.advice, t.muted),
            ],
        ];
        for (n, group) in groups.into_iter().enumerate() {
            if n > 0 {
                rows.push((String::new(), t.text));
            }
            for (text, style) in group.iter().filter(|(text, _)| !text.is_empty()) {
                rows.extend(wrap(text, inside).into_iter().map(|line| (line, *style)));
            }
        }
        let title = cx.texts.t(match told.whole {
            true => "healed-title",
            false => "healed-title-short",
        });
        let height = u16::try_from(rows.len() + 4).unwrap_or(u16::MAX);
        let area = frame::centered(screen, outer, height);
        let area = frame::dialog(buf, area, &title, t);
        if area.is_empty() {
            return None;
        }
        let buttons = area.bottom() - 1;
        let room = usize::from(buttons.saturating_sub(area.top() + 1));
        self.most = rows.len().saturating_sub(room);
        self.top = self.top.min(self.most);
        for (y, (text, style)) in (area.top()..).zip(rows.iter().skip(self.top).take(room)) {
            Line::new(buf, area, y, t.text).left(text, *style);
        }
        let label = format!("[ {} ]", cx.texts.t("healed-continue"));
        self.button = Rect {
            y: buttons,
            height: 1,
            width: u16::try_from(width(&label)).unwrap_or(u16::MAX),
            ..area
        }
        .intersection(area);
        Line::new(buf, area, buttons, t.text).left(&label, t.cursor);
        None
    }

    fn comes_unasked(&self) -> bool {
        true
    }

    fn answers(&self) -> Option<&'static [Action]> {
        Some(&[
            Action::Accept,
            Action::Cancel,
            Action::CursorDown,
            Action::CursorUp,
            Action::PageDown,
            Action::PageUp,
            Action::SwitchLanguage,
            Action::SwitchTheme,
            Action::Redraw,
            Action::Help,
        ])
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }

    fn hints(&self) -> &'static [Action] {
        match self.most {
            0 => &[Action::Accept],
            _ => &[Action::Accept, Action::CursorDown],
        }
    }
}
