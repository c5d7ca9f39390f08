//! One row of the client list.
//!
//! ```text
//!   Клиент              расход  тишина    далее  этап
//! ▸ Альфа-Авто          ▁▂▄▆▆▇    14 д    15:00  анал
//! ```
//! Columns drop out from the right as the pane narrows; the name never does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::order::quarter;
use crate::domain::{ClientId, ContactPolicy, Dossier, Month};
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

/// Width of each column, 0 when it is not shown.
struct Columns {
    name: u16,
    tier: u16,
    spark: u16,
    spend: u16,
    silence: u16,
    next: u16,
    stage: u16,
    person: u16,
}

/// What is shown at a width: the most wanted columns first, as long as the name keeps its room.
fn columns(width: u16) -> Columns {
    let mut c = Columns {
        name: 0,
        tier: 0,
        spark: 0,
        spend: 0,
        silence: 0,
        next: 0,
        stage: 0,
        person: 0,
    };
    let mut free = width.saturating_sub(2);
    let mut take = |slot: &mut u16, cells: u16, keep: u16| {
        if free >= cells + keep {
            *slot = cells;
            free -= cells;
        }
    };
    take(&mut c.silence, 7, 12);
    take(&mut c.next, 8, 14);
    take(&mut c.spark, 7, 14);
    take(&mut c.stage, 6, 18);
    take(&mut c.spend, 11, 20);
    take(&mut c.tier, 3, 22);
    take(&mut c.person, 36, 26);
    c.name = free.min(48);
    if c.spark > 0 && free > c.name + 6 {
        c.spark += 6;
    }
    c
}

/// The dim line of column names.
pub(super) fn header(buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
    let c = columns(area.width);
    let dim = cx.theme.muted;
    let t = |id: &str| cx.texts.t(id);
    let mut line = Line::new(buf, area, area.y, cx.theme.text);
    line.skip(2).column(&t("column-client"), c.name, dim);
    if c.tier > 0 {
        line.skip(1).column("", c.tier - 1, dim);
    }
    if c.spark > 0 {
        line.skip(1).column(&t("column-spend"), c.spark - 1, dim);
    }
    line.number(
        if c.spend > 0 {
            t("column-quarter")
        } else {
            String::new()
        }
        .as_str(),
        c.spend,
        dim,
    );
    line.number(
        if c.silence > 0 {
            t("column-silence")
        } else {
            String::new()
        }
        .as_str(),
        c.silence,
        dim,
    );
    line.number(
        if c.next > 0 {
            t("column-next")
        } else {
            String::new()
        }
        .as_str(),
        c.next,
        dim,
    );
    if c.stage > 0 {
        line.skip(1).column(&t("column-stage"), c.stage - 1, dim);
    }
    if c.person > 0 {
        line.skip(2).column(&t("column-contact"), c.person - 2, dim);
    }
}

/// One client.
pub(super) fn row(buf: &mut Buffer, area: Rect, y: u16, cx: &Cx<'_>, id: ClientId, look: Look) {
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
    let c = columns(area.width);
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
        let cells = u16::try_from(mark.len()).unwrap_or(0).min(c.name);
        line.name(&d.client.name, c.name - cells, name);
        line.left(&mark, on(theme.bad));
    } else {
        line.name(&d.client.name, c.name, name);
    }
    if c.tier > 0 {
        line.skip(1)
            .column(d.client.tier.name(), c.tier - 1, on(theme.muted));
    }
    let month = Month::from(cx.today());
    if c.spark > 0 {
        let months = usize::from(c.spark - 1);
        let text = d
            .spend
            .as_ref()
            .map(|s| spark(s.window(month.plus(-1), months), theme.ascii));
        line.skip(1)
            .column(text.as_deref().unwrap_or(""), c.spark - 1, on(theme.muted));
    }
    if c.spend > 0 {
        let money = quarter(d, month)
            .zip(d.spend.as_ref())
            .map(|(minor, spend)| cx.texts.money_short(minor, spend.currency.code()));
        line.number(money.as_deref().unwrap_or(""), c.spend, theme.text);
    }
    if c.silence > 0 {
        let silence = d.last_real().map_or_else(
            || theme.mark("—", "-").to_owned(),
            |at| cx.texts.age(cx.days_since(at)),
        );
        line.number(&silence, c.silence, on(theme.muted));
    }
    if c.next > 0 {
        let (text, due) = next_touch(cx, d).unwrap_or_default();
        let style = match d.follow_up.as_ref() {
            Some(plan) if plan.promised && plan.date < cx.today() => theme.bad,
            _ if due => theme.warn,
            _ => theme.text,
        };
        line.number(&text, c.next, on(style));
    }
    if c.stage > 0 {
        line.skip(1).column(
            &say::stage_short(cx.texts, d.stage()),
            c.stage - 1,
            on(theme.muted),
        );
    }
    if c.person > 0 {
        let person = d.first_contact().map(|p| {
            let phone = p.phones.first().map(String::as_str).unwrap_or_default();
            format!("{} {phone}", p.name)
        });
        line.skip(2).column(
            person.as_deref().unwrap_or(""),
            c.person - 2,
            on(theme.muted),
        );
    }
}

/// What an empty list says: what would be here and the key that makes it.
pub(super) fn empty(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, filtered: bool) {
    let key = |action| {
        cx.keymap
            .key_of(Context::Clients.chain(), action)
            .map_or_else(String::new, |k| k.to_string())
    };
    let mut lines = Vec::new();
    let mut say = |id: &str, key: String| lines.push(cx.texts.tf(id, &[("key", key.into())]));
    if cx.book.partial().is_some() {
        say("opening", String::new());
    } else if filtered {
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
