//! Pane 1: the portfolio. Thousands of rows, of which only the visible ones are ever looked up.

mod filter;
mod order;
mod rows;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::domain::{ClientId, Month};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key, KeyCode};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{self, Title};
use crate::ui::{Cx, Reply, Request};

use filter::Index;
pub use order::SortBy;

/// What the cached list was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    revision: u64,
    sort: SortBy,
    reversed: bool,
    archived: bool,
    month: Month,
    lang: Lang,
}

/// The client list.
#[derive(Debug, Default)]
pub struct ClientsPane {
    sort: SortBy,
    reversed: bool,
    archived: bool,
    query: Input,
    typing: bool,
    marks: HashSet<ClientId>,
    all: Vec<ClientId>,
    /// Row of each client by its place in the book: a jump to a client costs the same at any size.
    rows: Vec<u32>,
    made_of: Option<Stamp>,
    index: Option<Index>,
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
            archived: self.archived,
            month: Month::from(cx.today()),
            lang: cx.texts.lang(),
        };
        if Some(stamp) == self.made_of {
            return;
        }
        self.made_of = Some(stamp);
        self.all = order::sorted(
            cx.book,
            self.sort,
            self.reversed,
            self.archived,
            stamp.month,
            stamp.lang == Lang::Ru,
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
        if self.query.value().trim().is_empty() {
            self.found = None;
            return;
        }
        let all = &self.all;
        let index = self.index.get_or_insert_with(|| Index::build(cx.book, all));
        self.found = Some(index.find(self.query.value()));
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

    /// The clients an action is meant for: the marked ones in sight, else the one under the cursor. What a
    /// filter hides is never changed.
    #[must_use]
    pub fn targets(&self) -> Vec<ClientId> {
        let marked: Vec<ClientId> = match self.marks.is_empty() {
            true => Vec::new(),
            false => (0..self.len())
                .filter_map(|row| self.at(row))
                .filter(|id| self.marks.contains(id))
                .collect(),
        };
        match marked.is_empty() {
            true => self.selected().into_iter().collect(),
            false => marked,
        }
    }

    /// The marked clients in sight, else all in sight.
    #[must_use]
    pub fn segment(&self) -> Vec<ClientId> {
        let seen = (0..self.len()).filter_map(|row| self.at(row));
        let marked: Vec<ClientId> = seen.clone().filter(|id| self.marks.contains(id)).collect();
        if marked.is_empty() {
            seen.collect()
        } else {
            marked
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
        self.query.value().trim()
    }

    /// Forgets the marks after a bulk action.
    pub fn clear_marks(&mut self) {
        self.marks.clear();
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
    pub fn start_filter(&mut self) {
        self.typing = true;
    }

    /// Leaves the filter line; what was typed still filters.
    pub const fn stop_typing(&mut self) {
        self.typing = false;
    }

    /// Does an action of this pane.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.typing {
            match action {
                Action::Accept => self.typing = false,
                Action::Cancel => {
                    self.typing = false;
                    self.set_query(String::new(), cx);
                }
                Action::Paste => return Reply::Pass,
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
                self.sort = self.sort.next();
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
                self.cursor.act(Action::CursorDown, self.len());
            }
            Action::MarkAll => {
                let all: Vec<ClientId> = (0..self.len()).filter_map(|row| self.at(row)).collect();
                self.marks.extend(all);
            }
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
        self.query = Input::new(query);
        self.find(cx);
        self.cursor.set(0);
        if self.found.is_none() {
            self.follow(current, cx);
        }
    }

    /// Typing into the filter line.
    pub fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        if !self.typing {
            return Reply::Pass;
        }
        let request = match (key.code(), key.text()) {
            (_, Some(c)) => InputRequest::InsertChar(c),
            (KeyCode::Backspace, _) if key.has_ctrl() || key.has_alt() => {
                InputRequest::DeletePrevWord
            }
            (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
            (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            (KeyCode::Left, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, _) => InputRequest::GoToNextChar,
            (KeyCode::Home, _) => InputRequest::GoToStart,
            (KeyCode::End, _) => InputRequest::GoToEnd,
            _ => return Reply::Pass,
        };
        if self
            .query
            .handle(request)
            .is_some_and(|change| change.value)
        {
            self.find(cx);
            self.cursor.set(0);
        }
        Reply::Done
    }

    /// Pasting into the filter line.
    pub fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        if !self.typing {
            return Reply::Pass;
        }
        let line = text.lines().next().unwrap_or_default();
        self.set_query(format!("{}{line}", self.query.value()), cx);
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
            name: format!("1 {}", cx.texts.t("pane-clients")),
            detail,
            right: format!("{arrow} {}", cx.texts.t(self.sort.text_key())),
        };
        let mut inner = frame::pane(buf, area, &title, focused, cx.theme);
        let mut place = None;
        if self.typing || self.found.is_some() {
            place = self.draw_filter(buf, inner, cx);
            inner.y += 1.min(inner.height);
            inner.height = inner.height.saturating_sub(1);
        }
        if self.len() == 0 {
            rows::empty(buf, inner, cx, self.found.is_some());
            return place;
        }
        rows::header(buf, inner, cx);
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
            rows::row(buf, inner, inner.y + line, cx, id, look);
        }
        place
    }

    fn draw_filter(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let mut line = crate::ui::widgets::paint::Line::new(buf, area, area.y, cx.theme.text);
        line.left("/ ", cx.theme.accent);
        let x = area.right() - line.free();
        let room = usize::from(line.free()).saturating_sub(1);
        let skip = self.query.visual_scroll(room);
        let shown: String = self.query.value().chars().skip(skip).collect();
        line.left(&shown, cx.theme.strong);
        let cursor = self.query.visual_cursor().saturating_sub(skip);
        self.typing.then(|| Position {
            x: x + u16::try_from(cursor).unwrap_or(0),
            y: area.y,
        })
    }
}
