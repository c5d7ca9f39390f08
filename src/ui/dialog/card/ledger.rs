//! Lines of agreements and steps: the same on the page of a client and on the evening screen.

use ratatui::style::Style;

use super::rows::{Rows, padded};
use crate::domain::{ChecklistStep, Promise, PromiseLife, Side};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::text::width;

/// From this width on evidence stands in a column of its own.
const WIDE: usize = 100;

/// The mark of how a promise stands: told apart without colour.
fn promise_mark(life: PromiseLife, cx: &Cx<'_>) -> &'static str {
    match life {
        PromiseLife::Open => cx.theme.mark("○", "o"),
        PromiseLife::Kept => cx.theme.mark("✓", "v"),
        PromiseLife::Broken => cx.theme.mark("✗", "x"),
        PromiseLife::Withdrawn => cx.theme.mark("–", "-"),
    }
}

/// Until when, or how it ended, with its colour.
fn state(promise: &Promise, cx: &Cx<'_>) -> (String, Style) {
    let today = cx.today();
    if !promise.is_open() {
        let ended = cx.texts.t(&format!("promise-{}", promise.life.name()));
        let day = promise.closed_at.map_or_else(String::new, |at| {
            let day = at.to_zoned(cx.now.time_zone().clone()).date();
            format!(" {}", cx.texts.date(day, today))
        });
        let style = match promise.life {
            PromiseLife::Kept => cx.theme.good,
            _ => cx.theme.muted,
        };
        return (format!("{ended}{day}"), style);
    }
    let style = match (promise.until, promise.side) {
        (Some(until), Side::Ours) if until < today => cx.theme.bad,
        (Some(until), _) if until <= today => cx.theme.warn,
        (None, _) => cx.theme.muted,
        _ => cx.theme.text,
    };
    (say::until(cx.texts, promise.until, today), style)
}

/// One promise: mark, what, who, until; its evidence dim beside or below. `whose` is the client where there
/// are many.
pub(in crate::ui::dialog) fn promise(rows: &mut Rows<'_>, promise: &Promise, whose: Option<&str>) {
    let cx = rows.cx;
    let wide = rows.cells_wide();
    let (until, colour) = state(promise, cx);
    let open = promise.is_open();
    let text = if open { cx.theme.text } else { cx.theme.muted };
    let when = if wide >= WIDE { 25 } else { 23 }.min(wide / 3);
    let who = if wide >= 60 { 18 } else { 0 };
    let quote = match promise
        .evidence
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
    {
        words if words.is_empty() => words,
        words => cx.texts.tf("quoted", &[("text", words.into())]),
    };
    let beside = wide >= WIDE && whose.is_none();
    let evidence = if beside { (wide - 45) * 2 / 5 } else { 0 };
    let mut what = wide.saturating_sub(2 + who + when + evidence);
    let mut cells = vec![(padded(promise_mark(promise.life, cx), 2), text)];
    if let Some(name) = whose {
        let column = (wide / 4).min(28);
        what = what.saturating_sub(column);
        cells.push((
            padded(name, column.saturating_sub(1)) + " ",
            cx.theme.strong,
        ));
    }
    cells.push((padded(&promise.what, what.saturating_sub(1)) + " ", text));
    if who > 0 {
        cells.push((padded(&promise.who, who - 1) + " ", cx.theme.muted));
    }
    cells.push((padded(&until, when.saturating_sub(1)) + " ", colour));
    if beside {
        cells.push((quote.clone(), cx.theme.muted));
    }
    rows.cells(cells);
    if !beside && !quote.is_empty() {
        rows.text(&quote, 2, 1, cx.theme.muted);
    }
    // Cut short in its column, it is told whole below.
    if width(&promise.what) >= what {
        rows.text(&promise.what, 2, 3, cx.theme.muted);
    }
    if !open && !promise.note.is_empty() {
        rows.text(&promise.note, 2, 2, cx.theme.muted);
    }
}

/// One step: box, what, due; its note dim below.
pub(in crate::ui::dialog) fn step(
    rows: &mut Rows<'_>,
    step: &ChecklistStep,
    put_away: bool,
    whose: Option<&str>,
) {
    let cx = rows.cx;
    let today = cx.today();
    let wide = rows.cells_wide();
    let done = step.done_at.is_some();
    let mark = match done {
        true => cx.theme.mark("☑", "[x]"),
        false => cx.theme.mark("☐", "[ ]"),
    };
    let (due, colour) = match step.done_at {
        Some(at) => {
            let day = at.to_zoned(cx.now.time_zone().clone()).date();
            let date = [("date", cx.texts.date(day, today).into())];
            (cx.texts.tf("checklist-done-on", &date), cx.theme.muted)
        }
        None if put_away => (String::new(), cx.theme.muted),
        None => {
            let style = match () {
                () if step.due < today => cx.theme.warn,
                () if step.due == today => cx.theme.strong,
                () => cx.theme.muted,
            };
            (say::until(cx.texts, Some(step.due), today), style)
        }
    };
    let text = if done || put_away {
        cx.theme.muted
    } else {
        cx.theme.text
    };
    let when = 23.min(wide / 3);
    let box_wide = width(mark) + 1;
    let mut what = wide.saturating_sub(box_wide + when);
    let mut head = vec![(padded(mark, box_wide), text)];
    if let Some(name) = whose {
        let column = (wide / 4).min(28);
        what = what.saturating_sub(column);
        head.push((
            padded(name, column.saturating_sub(1)) + " ",
            cx.theme.strong,
        ));
    }
    let indent: usize = head.iter().map(|(piece, _)| width(piece)).sum();
    let call = if step.call && !done && !put_away {
        format!("{} · ", cx.texts.t("checklist-call"))
    } else {
        String::new()
    };
    let parts = crate::ui::widgets::text::wrap(&format!("{call}{}", step.text), what.max(12) - 1);
    for (i, part) in parts.into_iter().enumerate() {
        let mut cells = if i == 0 {
            std::mem::take(&mut head)
        } else {
            vec![(" ".repeat(indent), text)]
        };
        cells.push((padded(&part, what), text));
        if i == 0 {
            cells.push((due.clone(), colour));
        }
        rows.cells(cells);
    }
    if !step.note.is_empty() {
        rows.text(&step.note, indent, 3, cx.theme.muted);
    }
}
