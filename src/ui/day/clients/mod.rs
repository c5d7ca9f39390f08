//! Pane 1: the portfolio. Thousands of rows, of which only the visible ones are ever looked up.

mod columns;
mod filter;
mod line;
mod marks;
mod rows;
mod view;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use jiff::civil::Date;

use crate::domain::client_order as order;
use crate::domain::query::{Columns, Field, Plan, Query};
use crate::domain::{ClientId, Month, ViewOrder};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{self, Title};
use crate::ui::{Cx, Reply, Request};

use filter::Index;
use line::FilterLine;
use view::Chosen;

/// What the cached list was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    revision: u64,
    sort: ViewOrder,
    reversed: bool,
    archived: bool,
    today: Date,
    lang: Lang,
    /// Where the ranking lies that the order or the query asks; a new one lies elsewhere.
    ranking: usize,
}

/// The client list.
#[derive(Debug, Default)]
pub struct ClientsPane {
    sort: ViewOrder,
    reversed: bool,
    archived: bool,
    line: FilterLine,
    typing: bool,
    /// The view chosen last, while nothing cleared it.
    view: Option<Chosen>,
    /// Where a range of marks begins.
    anchor: Option<ClientId>,
    marks: HashSet<ClientId>,
    all: Vec<ClientId>,
    /// Row of each client by its place in the book: a jump to a client costs the same at any size.
    rows: Vec<u32>,
    made_of: Option<Stamp>,
    index: Option<Index>,
    /// What the query's fields say of everybody.
    columns: Columns,
    found: Option<Vec<u32>>,
    cursor: Cursor,
    inner: Rect,
}

impl ClientsPane {
    /// Brings the list up to date with the book; `current` stays under the cursor wherever it moved.
    pub fn refresh(&mut self, cx: &Cx<'_>, current: Option<ClientId>) {
        let stamp = Stamp {
            revision: cx.book.revision(),
            sort: self.sort,
            reversed: self.reversed,
            archived: self.archived || self.line.query().mentions(Field::Archived),
            today: cx.today(),
            lang: cx.texts.lang(),
            ranking: if order::ranked(self.sort).is_some() || self.line.query().asks_ranking() {
                cx.ranking.map_or(0, |r| std::ptr::from_ref(r).addr())
            } else {
                0
            },
        };
        if Some(stamp) == self.made_of {
            return;
        }
        self.made_of = Some(stamp);
        self.all = order::sorted(
            cx.book,
            self.sort,
            self.reversed,
            stamp.archived,
            Month::from(stamp.today),
            stamp.lang == Lang::Ru,
            cx.ranking,
        );
        self.rows = vec![u32::MAX; cx.book.len()];
        for (row, id) in (0..).zip(&self.all) {
            if let Some(slot) = cx
                .book
                .place(*id)
                .and_then(|place| self.rows.get_mut(place))
            {
                *slot = row;
            }
        }
        self.index = None;
        self.marks.retain(|id| cx.book.get(*id).is_some());
        self.find(cx);
        self.follow(current, cx);
    }

    fn find(&mut self, cx: &Cx<'_>) {
        self.found = self.answer(self.line.query().clone(), cx);
        if self.typing
            && self.found.as_ref().is_some_and(Vec::is_empty)
            && let Some(before) = self.line.before_field()
        {
            self.found = self.answer(before, cx);
        }
    }

    /// The rows that answer a query, `None` for all. Words rank as they always did; what is asked besides
    /// them narrows.
    fn answer(&mut self, query: Query, cx: &Cx<'_>) -> Option<Vec<u32>> {
        if query.is_everybody() {
            return None;
        }
        let (words, rest) = query.split();
        let all = &self.all;
        let named = (!words.is_empty()).then(|| {
            let index = self.index.get_or_insert_with(|| Index::build(cx.book, all));
            index.find(&words.join(" "))
        });
        if rest.is_empty() {
            return named;
        }
        // Which of the archive are asked was settled with the list.
        let plan = Plan::of(&rest, true, cx.now, cx.ranking);
        let holds = |row: &u32| {
            let id = self.all.get(*row as usize);
            let dossier = id.and_then(|id| cx.book.get(*id));
            dossier.is_some_and(|d| plan.holds(d))
        };
        Some(match named {
            Some(rows) => rows.into_iter().filter(holds).collect(),
            None => return Some(self.ask_all(&plan, cx)),
        })
    }

    /// Asks everybody, by what was read of them for the key before.
    fn ask_all(&mut self, plan: &Plan<'_>, cx: &Cx<'_>) -> Vec<u32> {
        let mut hits = vec![false; self.all.len()];
        let answers = plan.ask(cx.book, &mut self.columns);
        for (row, answer) in self.rows.iter().zip(answers) {
            if let Some(hit) = hits.get_mut(*row as usize) {
                *hit = answer;
            }
        }
        let rows = (0..).zip(hits);
        rows.filter_map(|(row, hit)| hit.then_some(row)).collect()
    }

    /// After the text changed: the list with or without the archive, then what is found in it.
    fn asked(&mut self, cx: &Cx<'_>) {
        self.refresh(cx, None);
        self.find(cx);
        self.cursor.set(0);
    }

    fn len(&self) -> usize {
        self.found.as_ref().map_or(self.all.len(), Vec::len)
    }

    fn at(&self, row: usize) -> Option<ClientId> {
        match &self.found {
            Some(found) => self.all.get(*found.get(row)? as usize).copied(),
            None => self.all.get(row).copied(),
        }
    }

    /// The client under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<ClientId> {
        self.at(self.cursor.index())
    }

    /// Puts the cursor on a client, if the list shows it.
    pub fn follow(&mut self, current: Option<ClientId>, cx: &Cx<'_>) {
        let Some(current) = current else { return };
        if self.selected() == Some(current) {
            return;
        }
        let row = cx
            .book
            .place(current)
            .and_then(|place| self.rows.get(place).copied())
            .filter(|row| *row != u32::MAX);
        let place = match &self.found {
            None => row.map(|row| row as usize),
            Some(found) => found.iter().position(|found| Some(*found) == row),
        };
        if let Some(place) = place {
            self.cursor.set(place);
        }
    }

    /// Whether any client in sight is marked.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        let mut seen = (0..self.len()).filter_map(|row| self.at(row));
        !self.marks.is_empty() && seen.any(|id| self.marks.contains(&id))
    }

    /// What the list is narrowed by; empty for all.
    #[must_use]
    pub fn query(&self) -> &str {
        self.line.read().trim()
    }

    /// The first rows as they stand: what the next start shows before everything is loaded.
    pub fn first_rows(&self, n: usize) -> impl Iterator<Item = ClientId> + '_ {
        self.all.iter().copied().take(n)
    }

    /// Where keys go: to the filter line while it is typed into.
    #[must_use]
    pub const fn context(&self) -> Context {
        if self.typing {
            Context::Filter
        } else {
            Context::Clients
        }
    }

    /// Opens the filter line.
    pub fn start_filter(&mut self, cx: &Cx<'_>) {
        self.typing = true;
        self.line.learn(cx);
    }

    /// Leaves the filter line; what was typed still filters.
    pub const fn stop_typing(&mut self) {
        self.typing = false;
    }

    /// Does an action of this pane.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.typing {
            match action {
                Action::Accept => {
                    self.typing = false;
                    self.find(cx);
                }
                Action::Cancel => {
                    self.typing = false;
                    self.set_query(String::new(), cx);
                }
                Action::Paste => return Reply::Pass,
                Action::FocusNext | Action::FocusPrevious => {
                    if !self.line.complete(action == Action::FocusNext, cx) {
                        return Reply::Pass;
                    }
                    self.asked(cx);
                }
                Action::SelectAll | Action::ClearFilter => self.set_query(String::new(), cx),
                _ => return self.move_by(action),
            }
            return Reply::Done;
        }
        match action {
            Action::ClearFilter => self.set_query(String::new(), cx),
            Action::Cancel if self.found.is_some() => self.set_query(String::new(), cx),
            Action::Cancel if !self.marks.is_empty() => self.marks.clear(),
            Action::SortNext => {
                self.sort = order::next(self.sort);
                self.reversed = false;
            }
            Action::SortReverse => self.reversed = !self.reversed,
            Action::ShowArchived => self.archived = !self.archived,
            Action::Mark => {
                if let Some(id) = self.selected()
                    && !self.marks.remove(&id)
                {
                    self.marks.insert(id);
                }
                self.anchor = self.selected();
                self.cursor.act(Action::CursorDown, self.len());
            }
            Action::MarkAll => {
                let all: Vec<ClientId> = (0..self.len()).filter_map(|row| self.at(row)).collect();
                self.marks.extend(all);
            }
            Action::MarkRange => self.mark_range(),
            Action::ClearMarks => self.marks.clear(),
            _ => return self.move_by(action),
        }
        Reply::Done
    }

    fn move_by(&mut self, action: Action) -> Reply {
        match self.cursor.act(action, self.len()) {
            Some(()) => Reply::Done,
            None => Reply::Pass,
        }
    }

    fn set_query(&mut self, query: String, cx: &Cx<'_>) {
        let current = self.selected();
        if query.is_empty() {
            self.view = None;
        }
        self.line.set(query);
        self.asked(cx);
        if self.found.is_none() {
            self.follow(current, cx);
        }
    }

    /// Typing into the filter line.
    pub fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        if !self.typing {
            return Reply::Pass;
        }
        match self.line.key(key) {
            Some(true) => self.asked(cx),
            Some(false) => {}
            None => return Reply::Pass,
        }
        Reply::Done
    }

    /// Pasting into the filter line.
    pub fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        if !self.typing {
            return Reply::Pass;
        }
        let line = text.lines().next().unwrap_or_default();
        self.set_query(format!("{}{line}", self.line.text()), cx);
        Reply::Done
    }

    /// A click: puts the cursor on the row under it.
    pub fn click(&mut self, at: Position) -> Reply {
        if at.y >= self.inner.y
            && let Some(row) = self.cursor.row_at(at.y - self.inner.y, self.len())
            && let Some(id) = self.at(row)
        {
            self.cursor.set(row);
            return Reply::Ask(Request::Select(id));
        }
        Reply::Done
    }

    /// Draws the pane; returns the place of the text cursor while the filter is typed into.
    pub fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        focused: bool,
    ) -> Option<Position> {
        let total = cx.book.partial().map_or(self.all.len(), |t| t.clients);
        let mut detail = cx.texts.number(i64::try_from(total).unwrap_or(i64::MAX));
        if let Some(found) = &self.found {
            let n = i64::try_from(found.len()).unwrap_or(i64::MAX);
            detail = format!("{} / {detail}", cx.texts.number(n));
        }
        if !self.marks.is_empty() {
            let marked = cx
                .texts
                .tf("count-marked", &[("count", self.marks.len().into())]);
            detail = format!("{detail} · {marked}");
        }
        let arrow = if self.reversed {
            cx.theme.mark("↑", "^")
        } else {
            cx.theme.mark("↓", "v")
        };
        let title = Title {
            name: match self.view_name() {
                Some(view) => format!("1 {} · {view}", cx.texts.t("pane-clients")),
                None => format!("1 {}", cx.texts.t("pane-clients")),
            },
            detail,
            right: format!("{arrow} {}", say::view_order(cx.texts, self.sort)),
        };
        let mut inner = frame::pane(buf, area, &title, focused, cx.theme);
        let mut place = None;
        let fault = self.line.fault().is_some();
        if self.typing || self.found.is_some() || fault {
            let at = self.line.draw(buf, inner, cx, self.typing);
            place = self.typing.then_some(at);
            inner = below(inner, 1);
        }
        if (self.typing || fault) && inner.height > 0 {
            let taken = self.line.draw_hint(buf, inner, cx, self.typing);
            inner = below(inner, taken);
        }
        if self.len() == 0 {
            let why = match &self.found {
                _ if self.line.query().asks_ranking() && cx.ranking.is_none() => {
                    rows::Empty::Waiting
                }
                Some(_) => rows::Empty::Filtered,
                None => rows::Empty::Store,
            };
            rows::empty(buf, inner, cx, why);
            return place;
        }
        let columns = match &self.view {
            Some(view) => columns::fit(&view.columns, inner.width),
            None => columns::fit(&[], inner.width),
        };
        rows::header(buf, inner, cx, &columns);
        inner.y += 1.min(inner.height);
        inner.height = inner.height.saturating_sub(1);
        self.inner = inner;
        for (line, row) in self
            .cursor
            .window(self.len(), usize::from(inner.height))
            .enumerate()
        {
            let (Some(id), Ok(line)) = (self.at(row), u16::try_from(line)) else {
                continue;
            };
            let look = rows::Look {
                current: row == self.cursor.index(),
                focused,
                marked: self.marks.contains(&id),
            };
            rows::row(buf, (inner, inner.y + line), cx, &columns, id, look);
        }
        place
    }
}

/// What is left below so many lines.
fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    }
}
