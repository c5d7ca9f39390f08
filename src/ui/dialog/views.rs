//! Choosing a view: what is typed narrows the list, a digit on the empty line opens at once (A6, pain 11).
//!
//! ```text
//!  > _
//!  1  Расход падает 3 месяца                     41
//!  2  Нет касаний 30 дней                       118
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::readings::readings;
use crate::domain::fold::fold;
use crate::domain::query::{Plan, Query};
use crate::domain::{View, views};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Reply, Request};

/// How many clients answer a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Clients(usize),
    /// That is known once the ranking is there.
    Waits,
    /// Its query cannot be read.
    Broken,
}

/// A view with its answer.
#[derive(Debug)]
struct Row {
    view: View,
    answer: Answer,
}

/// The list of views.
#[derive(Debug)]
pub struct ViewsPick {
    all: Vec<Row>,
    shown: Vec<usize>,
    line: TextLine,
    cursor: Cursor,
    list: Rect,
}

impl ViewsPick {
    /// All views, those with a digit first, by it.
    #[must_use]
    pub fn new(cx: &Cx<'_>) -> Self {
        let mut all = views(cx.book, cx.library, cx.texts.lang() == Lang::Ru);
        all.sort_by_key(|view| view.key.unwrap_or(u8::MAX));
        let plans: Vec<Option<Plan<'_>>> = all
            .iter()
            .map(|view| Query::parse(&view.query).ok())
            .map(|query| Some(Plan::new(&query?, cx.now, cx.ranking)))
            .collect();
        // One walk through the book for all of them.
        let mut counts = vec![0; plans.len()];
        for dossier in cx.book.all() {
            for (count, plan) in counts.iter_mut().zip(&plans) {
                *count += usize::from(plan.as_ref().is_some_and(|p| p.holds(dossier)));
            }
        }
        let rows = all.into_iter().zip(plans).zip(counts);
        let mut this = Self {
            all: rows
                .map(|((view, plan), count)| Row {
                    view,
                    answer: match plan {
                        Some(plan) if plan.is_waiting() => Answer::Waits,
                        Some(_) => Answer::Clients(count),
                        None => Answer::Broken,
                    },
                })
                .collect(),
            shown: Vec::new(),
            line: TextLine::default(),
            cursor: Cursor::default(),
            list: Rect::ZERO,
        };
        this.search();
        this
    }

    fn search(&mut self) {
        self.cursor = Cursor::default();
        let typed = self.line.text().trim();
        let wanted = readings(typed);
        let fits = |row: &Row| {
            let name = fold(&row.view.name);
            typed.is_empty() || wanted.iter().any(|w| name.contains(&fold(w)))
        };
        let rows = self.all.iter().enumerate();
        self.shown = rows.filter(|(_, r)| fits(r)).map(|(i, _)| i).collect();
    }

    fn choose(&self, row: Option<&Row>) -> Reply {
        match row {
            Some(row) => Reply::CloseAndAsk(Request::ShowView(Box::new(row.view.clone()))),
            None => Reply::Done,
        }
    }

    fn under(&self, row: usize) -> Option<&Row> {
        self.all.get(*self.shown.get(row)?)
    }

    fn draw_row(&self, buf: &mut Buffer, y: u16, row: &Row, under: bool, cx: &Cx<'_>) {
        let t = cx.theme;
        let base = if under { t.cursor } else { t.text };
        let on = |style| if under { base } else { style };
        let mut line = Line::new(buf, self.list, y, base);
        match row.answer {
            Answer::Clients(n) => {
                let n = cx.texts.number(i64::try_from(n).unwrap_or(i64::MAX));
                line.right(&n, on(t.muted));
            }
            Answer::Waits => {
                line.right(&cx.texts.t("query-waits"), on(t.muted));
            }
            Answer::Broken => {
                line.right(&cx.texts.t("views-broken"), on(t.bad));
            }
        }
        let key = row.view.key.map_or_else(String::new, |k| k.to_string());
        line.left(&format!("{key:<3}"), on(t.info));
        let name = crate::ui::widgets::text::fit(
            &row.view.name,
            usize::from(line.free()).saturating_sub(2),
        )
        .into_owned();
        line.left(&name, base);
        let room = usize::from(line.free()).saturating_sub(4);
        if room > 16 {
            let query = crate::ui::widgets::text::fit(&row.view.query, room).into_owned();
            line.skip(2).left(&query, on(t.muted));
        }
    }
}

impl Dialog for ViewsPick {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, self.shown.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept => self.choose(self.under(self.cursor.index())),
            Action::Cancel | Action::Views => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        let digit = key.text().and_then(|c| c.to_digit(10));
        if self.line.is_empty()
            && let Some(digit) = digit
        {
            let called = |row: &&Row| row.view.key.map(u32::from) == Some(digit);
            return self.choose(self.all.iter().find(called));
        }
        if !self.line.key(key) {
            return Reply::Pass;
        }
        self.search();
        Reply::Done
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        self.line.paste(text);
        self.search();
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if !self.list.contains(at) {
            return Reply::Done;
        }
        let row = self.cursor.row_at(at.y - self.list.y, self.shown.len());
        self.choose(row.and_then(|row| self.under(row)))
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let rows = u16::try_from(self.all.len()).unwrap_or(u16::MAX);
        let height = rows.saturating_add(4).min(screen.height.saturating_sub(2));
        let area = frame::centered(screen, screen.width.min(90), height.max(5));
        let area = frame::dialog(buf, area, &cx.texts.t("views-title"), cx.theme);
        if area.is_empty() {
            return None;
        }
        let hint = cx.texts.t("views-key-hint");
        let cursor = self.line.draw_prompt(buf, area, &hint, cx.theme);
        self.list = Rect {
            y: area.y + 2.min(area.height),
            height: area.height.saturating_sub(2),
            ..area
        };
        if self.shown.is_empty() {
            Line::new(buf, self.list, self.list.y, cx.theme.text)
                .left(&cx.texts.t("views-none"), cx.theme.muted);
        }
        let window = self
            .cursor
            .window(self.shown.len(), usize::from(self.list.height));
        let top = window.start;
        for row in window {
            let y = self.list.y + u16::try_from(row - top).unwrap_or(0);
            if let Some(shown) = self.under(row) {
                self.draw_row(buf, y, shown, row == self.cursor.index(), cx);
            }
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Accept,
            Action::CursorDown,
            Action::CursorUp,
            Action::Cancel,
        ]
    }
}
