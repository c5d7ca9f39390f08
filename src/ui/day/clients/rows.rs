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
use crate::domain::client_order::quarter;
use crate::domain::ranking::{List, Quadrant, Standing};
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
    let t = |id: &str| cx.texts.t(id);
    let mut line = Line::new(buf, area, area.y, cx.theme.text);
    line.skip(2).column(&t("column-client"), columns.name, dim);
    for (column, cells) in &columns.rest {
        let cells = *cells;
        let id = match column {
            ViewColumn::Tier => {
                line.skip(cells);
                continue;
            }
            ViewColumn::Spark => "column-spend",
            ViewColumn::Spend => "column-quarter",
            ViewColumn::Silence => "column-silence",
            ViewColumn::Next => "column-next",
            ViewColumn::Stage => "column-stage",
            ViewColumn::Person => "column-contact",
            ViewColumn::Verdict => "column-verdict",
            ViewColumn::Growth => "column-growth",
            ViewColumn::Decline => "column-decline",
            ViewColumn::Problems => "column-problems",
            ViewColumn::Clock => "column-clock",
            ViewColumn::Age => "column-stage-age",
            ViewColumn::Policy => "column-policy",
            ViewColumn::Change => "column-change",
            ViewColumn::Owner => "column-owner",
            ViewColumn::DataAge => "column-data-age",
            ViewColumn::Tried => "column-tried",
        };
        let text = t(id);
        match column {
            ViewColumn::Person => line.skip(2).column(&text, cells - 2, dim),
            column if is_number(*column) => line.number(&text, cells, dim),
            _ => line.skip(1).column(&text, cells - 1, dim),
        };
    }
}

/// Whether a column is set flush right.
const fn is_number(column: ViewColumn) -> bool {
    !matches!(
        column,
        ViewColumn::Tier
            | ViewColumn::Spark
            | ViewColumn::Stage
            | ViewColumn::Person
            | ViewColumn::Policy
            | ViewColumn::Owner
            | ViewColumn::Verdict
    )
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
    let month = Month::from(cx.today());
    let none = || theme.mark("—", "-").to_owned();
    let days = |days: i64| cx.texts.age(days);
    let count = |n: usize| match n {
        0 => String::new(),
        n => n.to_string(),
    };
    let chance = |list| {
        let row = cx.ranking.and_then(|r| r.get(d.id()));
        let row = row.filter(|row| row.standing == Standing::Scored)?;
        Some(cx.texts.percent(f64::from(row.chance(list).round())))
    };
    let (text, style) = match column {
        ViewColumn::Tier => (d.client.tier.name().to_owned(), theme.muted),
        ViewColumn::Spark => {
            let months = usize::from(cells - 1);
            let spend = d.spend.as_ref();
            let text = spend.map(|s| spark(s.window(month.plus(-1), months), theme.ascii));
            (text.unwrap_or_default(), theme.muted)
        }
        ViewColumn::Spend => {
            let money = quarter(d, month).zip(d.spend.as_ref());
            let money = money.map(|(minor, s)| cx.texts.money_short(minor, s.currency.code()));
            line.number(money.as_deref().unwrap_or(""), cells, theme.text);
            return;
        }
        ViewColumn::Silence => {
            let silence = d.last_real().map(|at| days(cx.days_since(at)));
            (silence.unwrap_or_else(none), theme.muted)
        }
        ViewColumn::Next => {
            let (text, due) = next_touch(cx, d).unwrap_or_default();
            let style = match d.follow_up.as_ref() {
                Some(plan) if plan.promised && plan.date < cx.today() => theme.bad,
                _ if due => theme.warn,
                _ => theme.text,
            };
            (text, style)
        }
        ViewColumn::Stage => (say::stage_short(cx.texts, d.stage()), theme.muted),
        ViewColumn::Person => {
            let person = d.first_contact().map(|p| {
                let phone = p.phones.first().map(String::as_str).unwrap_or_default();
                format!("{} {phone}", p.name)
            });
            let person = person.unwrap_or_default();
            line.skip(2).column(&person, cells - 2, on(theme.muted));
            return;
        }
        // Told by the ranking, which a list does not wait for.
        ViewColumn::Verdict => {
            let row = cx.ranking.and_then(|r| r.get(d.id()));
            let style = match row.and_then(|row| row.verdict) {
                Some(Quadrant::Grow) => theme.good,
                Some(Quadrant::GrowAndGuard | Quadrant::KeepWarm) => theme.warn,
                _ => theme.muted,
            };
            (
                row.map_or_else(none, |r| say::verdict_short(cx.texts, r)),
                style,
            )
        }
        ViewColumn::Growth => (chance(List::Grow).unwrap_or_else(none), theme.text),
        ViewColumn::Decline => (chance(List::Protect).unwrap_or_else(none), theme.text),
        ViewColumn::Problems => {
            let open = d.work().problems.iter().filter(|p| p.is_open()).count();
            (count(open), theme.text)
        }
        ViewColumn::Clock => {
            let zone = d.client.zone_or(cx.now.time_zone());
            (
                cx.texts.time(cx.now.with_time_zone(zone).time()),
                theme.muted,
            )
        }
        ViewColumn::Age => {
            let age = cx.now.timestamp().as_second() - d.stage_since().as_second();
            (days(age.max(0) / 86_400), theme.muted)
        }
        ViewColumn::Policy => (say::policy(cx.texts, d.client.policy), theme.muted),
        ViewColumn::Change => match query::change(d, month) {
            Some(percent) if percent.is_finite() => {
                let style = if percent < 0.0 {
                    theme.warn
                } else {
                    theme.text
                };
                (format!("{:+} %", percent.round() as i64), style)
            }
            Some(_) => (theme.mark("∞", "inf").to_owned(), theme.text),
            None => (none(), theme.muted),
        },
        ViewColumn::Owner => (d.client.owner.clone(), theme.muted),
        ViewColumn::DataAge => {
            let age = query::data_until(d).map(|day| i64::from((cx.today() - day).get_days()));
            (age.map_or_else(none, |age| days(age.max(0))), theme.muted)
        }
        ViewColumn::Tried => {
            let tried = d.digest.as_ref().map_or(0, |g| usize::from(g.unanswered));
            (count(tried), theme.text)
        }
    };
    if is_number(column) {
        line.number(&text, cells, on(style));
    } else {
        line.skip(1).column(&text, cells - 1, on(style));
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

/// The next touch of a client as a list shows it: `сегодня`, `27 ноя`, or a dash; with whether it is due.
fn next_touch(cx: &Cx<'_>, dossier: &Dossier) -> Option<(String, bool)> {
    let plan = dossier.follow_up.as_ref()?;
    let due = plan.date <= cx.today();
    let text = if plan.date == cx.today() {
        plan.time
            .map_or_else(|| cx.texts.t("today"), |time| cx.texts.time(time))
    } else {
        cx.texts.date(plan.date, cx.today())
    };
    Some((text, due))
}
