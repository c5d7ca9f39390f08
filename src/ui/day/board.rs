//! Pane 2: the stage board. Exactly five columns; a card shows its age, never "overdue" (A13).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::{ClientId, Dossier, Stage};
use crate::input::Action;
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{self, Title};
use crate::ui::widgets::paint::Line;
use crate::ui::{Cx, Reply, Request};

/// The board.
#[derive(Debug, Default)]
pub struct BoardPane {
    columns: [Vec<ClientId>; 5],
    cursors: [Cursor; 5],
    /// Row of each client in its column, by its place in the book.
    rows: Vec<u32>,
    column: usize,
    /// Revision and day the columns were made of: a parked card comes back with its day.
    made_of: Option<(u64, jiff::civil::Date)>,
    cards: [Rect; 5],
}

impl BoardPane {
    /// Brings the columns up to date: the oldest on each stage first, parked cards last.
    pub fn refresh(&mut self, cx: &Cx<'_>, current: Option<ClientId>) {
        let stamp = (cx.book.revision(), cx.today());
        if self.made_of == Some(stamp) {
            return;
        }
        self.made_of = Some(stamp);
        let mut rows: [Vec<(bool, i64, ClientId)>; 5] = Default::default();
        for d in cx.book.active() {
            let parked = d
                .journey
                .as_ref()
                .is_some_and(|j| j.parked_on(cx.today()).is_some());
            if let Some(column) = rows.get_mut(d.stage().index()) {
                column.push((parked, d.stage_since().as_second(), d.id()));
            }
        }
        for (column, mut rows) in self.columns.iter_mut().zip(rows) {
            rows.sort_unstable();
            *column = rows.into_iter().map(|(_, _, id)| id).collect();
        }
        self.rows = vec![u32::MAX; cx.book.len()];
        for (row, id) in self.columns.iter().flat_map(|c| (0..).zip(c)) {
            if let Some(slot) = cx
                .book
                .place(*id)
                .and_then(|place| self.rows.get_mut(place))
            {
                *slot = row;
            }
        }
        self.follow(current, cx);
    }

    /// Puts the cursor on a client's card.
    pub fn follow(&mut self, current: Option<ClientId>, cx: &Cx<'_>) {
        let Some(d) = current.and_then(|id| cx.book.get(id)) else {
            return;
        };
        if self.selected() == Some(d.id()) {
            return;
        }
        let column = d.stage().index();
        let place = cx
            .book
            .place(d.id())
            .and_then(|place| self.rows.get(place).copied())
            .filter(|row| *row != u32::MAX)
            .map(|row| row as usize);
        if let (Some(place), Some(cursor)) = (place, self.cursors.get_mut(column)) {
            self.column = column;
            cursor.set(place);
        }
    }

    /// The client whose card has the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<ClientId> {
        let cursor = self.cursors.get(self.column)?;
        self.columns.get(self.column)?.get(cursor.index()).copied()
    }

    /// The cards at the top of each column: what the next start shows first.
    pub fn first_rows(&self, n: usize) -> impl Iterator<Item = ClientId> + '_ {
        self.columns
            .iter()
            .flat_map(move |c| c.iter().copied().take(n))
    }

    /// Does an action of this pane.
    pub fn act(&mut self, action: Action) -> Reply {
        match action {
            Action::ColumnLeft => self.step(false),
            Action::ColumnRight => self.step(true),
            _ => {
                let len = self.columns.get(self.column).map_or(0, Vec::len);
                let Some(cursor) = self.cursors.get_mut(self.column) else {
                    return Reply::Pass;
                };
                if cursor.act(action, len).is_none() {
                    return Reply::Pass;
                }
            }
        }
        Reply::Done
    }

    /// To the next column that has cards.
    fn step(&mut self, right: bool) {
        let mut to = self.column;
        loop {
            to = match (right, to) {
                (true, 4) | (false, 0) => return,
                (true, n) => n + 1,
                (false, n) => n - 1,
            };
            if self.columns.get(to).is_some_and(|c| !c.is_empty()) {
                self.column = to;
                return;
            }
        }
    }

    /// A click: selects the card under it.
    pub fn click(&mut self, at: Position) -> Reply {
        for (i, area) in self.cards.iter().enumerate() {
            if !area.contains(at) {
                continue;
            }
            let ids = self.columns.get(i).map(Vec::as_slice).unwrap_or_default();
            if let Some(cursor) = self.cursors.get_mut(i)
                && let Some(row) = cursor.row_at(at.y - area.y, ids.len())
                && let Some(id) = ids.get(row)
            {
                self.column = i;
                cursor.set(row);
                return Reply::Ask(Request::Select(*id));
            }
        }
        Reply::Done
    }

    /// Draws the pane.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, focused: bool) {
        let title = Title {
            name: format!("2 {}", cx.texts.t("pane-board")),
            ..Title::default()
        };
        let inner = frame::pane(buf, area, &title, focused, cx.theme);
        let counts = cx.book.partial().map(|t| t.stages);
        let mut x = inner.x;
        for (i, stage) in Stage::ALL.iter().enumerate() {
            let left = u16::try_from(5 - i).unwrap_or(1);
            let width = (inner.right().saturating_sub(x)) / left;
            let column = Rect { x, width, ..inner };
            x += width;
            let count = counts
                .and_then(|c| c.get(i).copied())
                .unwrap_or_else(|| self.columns.get(i).map_or(0, Vec::len));
            self.draw_column(buf, column, cx, *stage, count, focused);
        }
    }

    fn draw_column(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        stage: Stage,
        count: usize,
        focused: bool,
    ) {
        let theme = cx.theme;
        let i = stage.index();
        let here = i == self.column;
        let mut head = Line::new(buf, area, area.y, theme.text);
        let gap = u16::from(i < 4) + u16::from(area.width >= 18);
        let mut number = cx.texts.number(i64::try_from(count).unwrap_or(i64::MAX));
        number.push_str(&" ".repeat(usize::from(gap)));
        head.right(&number, theme.muted);
        let name = say::stage_column(cx.texts, stage);
        let name = if area.width >= 18 {
            format!("{} {name}", i + 1)
        } else {
            name
        };
        head.left(
            &name,
            if here && focused {
                theme.accent
            } else {
                theme.muted
            },
        );
        if i < 4 {
            let x = area.right().saturating_sub(1);
            for y in area.top()..area.bottom() {
                if let Some(cell) = buf.cell_mut((x, y)) {
                    cell.set_symbol(theme.mark("│", "|")).set_style(theme.line);
                }
            }
        }
        let body = Rect {
            y: area.y + 1.min(area.height),
            height: area.height.saturating_sub(1),
            width: area.width.saturating_sub(u16::from(i < 4)),
            ..area
        };
        if let Some(slot) = self.cards.get_mut(i) {
            *slot = body;
        }
        let ids = self.columns.get(i).map(Vec::as_slice).unwrap_or_default();
        let Some(cursor) = self.cursors.get_mut(i) else {
            return;
        };
        let window = cursor.window(ids.len(), usize::from(body.height));
        for (y, row) in (body.y..).zip(window) {
            let Some(d) = ids.get(row).and_then(|id| cx.book.get(*id)) else {
                continue;
            };
            let base = match (here && row == cursor.index(), focused) {
                (true, true) => theme.cursor,
                (true, false) => theme.trace,
                _ => theme.text,
            };
            card(buf, body, y, cx, d, base);
        }
    }
}

/// One card: the name, the cycle from the second on, the age, a mark when parked.
fn card(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    cx: &Cx<'_>,
    d: &Dossier,
    base: ratatui::style::Style,
) {
    let theme = cx.theme;
    let on = |style| if base == theme.cursor { base } else { style };
    let mut line = Line::new(buf, area, y, base);
    if area.width >= 18 {
        line.right(" ", base);
    }
    // Days alone: they compare at a glance and leave the room to the name.
    let age = format!(
        " {}{}",
        cx.days_since(d.stage_since()),
        cx.texts.t("day-mark")
    );
    line.right(&age, on(theme.muted));
    if d.journey
        .as_ref()
        .is_some_and(|j| j.parked_on(cx.today()).is_some())
    {
        line.right(theme.mark("‖", "="), on(theme.info));
    }
    if d.cycle() > 1 && area.width >= 18 {
        line.right(
            &format!(" {}{}", cx.texts.t("cycle-mark"), d.cycle()),
            on(theme.muted),
        );
    }
    let burning = d.burning_problems();
    if burning > 0 {
        line.right(&format!(" !{burning}"), on(theme.bad));
    }
    let room = line.free();
    line.name(&d.client.name, room, theme.text);
}
