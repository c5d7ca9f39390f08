//! One row of the client list.
//!
//! ```text
//!   Клиент              расход  тишина    далее  этап
//! ▸ Альфа-Авто          ▁▂▄▆▆▇    14 д    15:00  анал
//! ```
//! Columns drop out from the right as the pane narrows; the name never does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::columns::Columns;
use crate::domain::ranking::Quadrant;
use crate::domain::{ClientId, ContactPolicy, Dossier, Month, ViewColumn, query};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::spark::spark;
use crate::ui::widgets::text::wrap;

/// How a row looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The row of the cursor.
    pub(super) current: bool,
    /// The pane has the focus.
    pub(super) focused: bool,
    /// Marked for a bulk action.
    pub(super) marked: bool,
}

/// The dim line of column names.
pub(super) fn header(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, columns: &Columns) {
    let dim = cx.theme.muted;
    let mut line = Line::new(buf, area, area.y, cx.theme.text);
    line.skip(2)
        .column(&cx.texts.t("column-client"), columns.name, dim);
    for (column, cells) in &columns.rest {
        let cells = *cells;
        if *column == ViewColumn::Tier {
            line.skip(cells);
            continue;
        }
        let text = say::view_head(cx.texts, *column);
        match column {
            ViewColumn::Person => line.skip(2).column(&text, cells - 2, dim),
            column if say::view_is_number(*column) => line.number(&text, cells, dim),
            _ => line.skip(1).column(&text, cells - 1, dim),
        };
    }
}

/// One client.
pub(super) fn row(
    buf: &mut Buffer,
    (area, y): (Rect, u16),
    cx: &Cx<'_>,
    columns: &Columns,
    id: ClientId,
    look: Look,
) {
    let theme = cx.theme;
    let base = match (look.current, look.focused) {
        (true, true) => theme.cursor,
        (true, false) => theme.trace,
        _ => theme.text,
    };
    // On the cursor's own background dim and coloured text would be hard to read.
    let on = |style| {
        if look.current && look.focused {
            base
        } else {
            style
        }
    };
    let mut line = Line::new(buf, area, y, base);
    let Some(d) = cx.book.get(id) else { return };
    let mark = match (look.marked, look.current) {
        (true, _) => theme.mark("● ", "* "),
        (_, true) => theme.mark("▸ ", "> "),
        _ => "  ",
    };
    line.left(
        mark,
        on(if look.marked {
            theme.accent
        } else {
            theme.text
        }),
    );
    let name = match (d.client.archived_at.is_some(), d.client.policy) {
        (true, _) | (_, ContactPolicy::DoNotCall) => on(theme.muted),
        _ if look.current => theme.strong,
        _ => theme.text,
    };
    let burning = d.burning_problems();
    if burning > 0 {
        // The mark takes its cells from the name, at the end of its column.
        let mark = format!(" !{burning}");
        let cells = u16::try_from(mark.len()).unwrap_or(0).min(columns.name);
        line.name(&d.client.name, columns.name - cells, name);
        line.left(&mark, on(theme.bad));
    } else {
        line.name(&d.client.name, columns.name, name);
    }
    for (column, cells) in &columns.rest {
        cell(&mut line, cx, d, *column, *cells, &on);
    }
}

/// One cell.
fn cell(
    line: &mut Line<'_>,
    cx: &Cx<'_>,
    d: &Dossier,
    column: ViewColumn,
    cells: u16,
    on: &dyn Fn(Style) -> Style,
) {
    let theme = cx.theme;
    let said = match column {
        ViewColumn::Spark => {
            let months = usize::from(cells - 1);
            let last = Month::from(cx.today()).plus(-1);
            let spend = d.spend.as_ref();
            spend.map(|s| spark(s.window(last, months), theme.ascii))
        }
        column => say::view_cell(cx.texts, d, column, cx.now, cx.ranking)
            .or_else(|| Some(theme.mark("—", "-").to_owned())),
    };
    let text = match said.unwrap_or_default() {
        endless if endless == "∞" => theme.mark("∞", "inf").to_owned(),
        text => text,
    };
    let style = style(cx, d, column);
    match column {
        // On the cursor's background too: money is what one looks for.
        ViewColumn::Spend => {
            line.number(&text, cells, style);
            return;
        }
        ViewColumn::Person => {
            line.skip(2).column(&text, cells - 2, on(style));
            return;
        }
        _ => {}
    }
    if say::view_is_number(column) {
        line.number(&text, cells, on(style));
    } else {
        line.skip(1).column(&text, cells - 1, on(style));
    }
}

/// How a cell is written.
fn style(cx: &Cx<'_>, d: &Dossier, column: ViewColumn) -> Style {
    let theme = cx.theme;
    match column {
        ViewColumn::Tier
        | ViewColumn::Spark
        | ViewColumn::Silence
        | ViewColumn::Stage
        | ViewColumn::Person
        | ViewColumn::Clock
        | ViewColumn::Age
        | ViewColumn::Policy
        | ViewColumn::Owner
        | ViewColumn::DataAge => theme.muted,
        ViewColumn::Next => match d.follow_up.as_ref() {
            Some(plan) if plan.promised && plan.date < cx.today() => theme.bad,
            Some(plan) if plan.date <= cx.today() => theme.warn,
            _ => theme.text,
        },
        // Told by the ranking, which a list does not wait for.
        ViewColumn::Verdict => {
            let row = cx.ranking.and_then(|r| r.get(d.id()));
            match row.and_then(|row| row.verdict) {
                Some(Quadrant::Grow) => theme.good,
                Some(Quadrant::GrowAndGuard | Quadrant::KeepWarm) => theme.warn,
                _ => theme.muted,
            }
        }
        ViewColumn::Change => match query::change(d, Month::from(cx.today())) {
            Some(percent) if percent < 0.0 && percent.is_finite() => theme.warn,
            Some(_) => theme.text,
            None => theme.muted,
        },
        ViewColumn::Spend
        | ViewColumn::Growth
        | ViewColumn::Decline
        | ViewColumn::Problems
        | ViewColumn::Tried => theme.text,
    }
}

/// Why a list shows nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// There are no clients.
    Store,
    /// Nobody fits.
    Filtered,
    /// Who fits will be known once the ranking is there.
    Waiting,
}

/// What an empty list says: what would be here and the key that makes it.
pub(super) fn empty(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, why: Empty) {
    let key = |action| {
        cx.keymap
            .key_of(Context::Clients.chain(), action)
            .map_or_else(String::new, |k| k.to_string())
    };
    let mut lines = Vec::new();
    let mut say = |id: &str, key: String| lines.push(cx.texts.tf(id, &[("key", key.into())]));
    if cx.book.partial().is_some() {
        say("opening", String::new());
    } else if why == Empty::Waiting {
        say("empty-clients-unranked", key(Action::Cancel));
    } else if why == Empty::Filtered {
        say("empty-clients-filtered", key(Action::Cancel));
    } else {
        say("empty-store", String::new());
        say("empty-store-import", key(Action::ImportFile));
        say("empty-store-new", key(Action::NewClient));
        say("empty-store-demo", String::new());
    }
    let width = usize::from(area.width.saturating_sub(4));
    let mut y = area.y + 1;
    for text in lines {
        for part in wrap(&text, width) {
            if y < area.bottom() {
                Line::new(buf, area, y, cx.theme.text)
                    .skip(2)
                    .left(&part, cx.theme.muted);
            }
            y += 1;
        }
        y += 1;
    }
}
