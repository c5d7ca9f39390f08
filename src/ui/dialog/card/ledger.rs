//! Lines of agreements and steps: the same on the page of a client and on the evening screen.

use ratatui::style::Style;

use super::rows::{Rows, padded};
use crate::domain::{ChecklistStep, Promise, PromiseLife, Side};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::text::{fit_name, width, wrap};

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
    let least = if whose.is_some() { WIDE } else { 60 };
    let who = if wide >= least { 18 } else { 0 };
    let quote = match promise
        .evidence
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
    {
        words if words.is_empty() => words,
        words => say::quoted(cx.texts, &words),
    };
    let beside = wide >= WIDE && whose.is_none();
    let evidence = if beside { (wide - 45) * 2 / 5 } else { 0 };
    let mut what = wide.saturating_sub(2 + who + when + evidence);
    let mut head = vec![(padded(promise_mark(promise.life, cx), 2), text)];
    if let Some(name) = whose {
        what = what.saturating_sub(client(&mut head, name, wide, cx));
    }
    let indent: usize = head.iter().map(|(piece, _)| width(piece)).sum();
    let mut tail = Vec::new();
    if who > 0 {
        tail.push((padded(&promise.who, who - 1) + " ", cx.theme.muted));
    }
    tail.push((padded(&until, when.saturating_sub(1)) + " ", colour));
    if beside {
        tail.push((quote.clone(), cx.theme.muted));
    }
    wrapped(rows, head, &promise.what, (what, text), tail);
    if !beside && !quote.is_empty() {
        rows.text(&quote, indent, 2, cx.theme.muted);
    }
    if !open && !promise.note.is_empty() {
        rows.text(&promise.note, indent, 2, cx.theme.muted);
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
        what = what.saturating_sub(client(&mut head, name, wide, cx));
    }
    let indent: usize = head.iter().map(|(piece, _)| width(piece)).sum();
    let call = if step.call && !done && !put_away {
        format!("{} · ", cx.texts.t("checklist-call"))
    } else {
        String::new()
    };
    let words = format!("{call}{}", step.text);
    wrapped(rows, head, &words, (what, text), vec![(due, colour)]);
    if !step.note.is_empty() {
        rows.text(&step.note, indent, 3, cx.theme.muted);
    }
}

/// Puts the column of a client's name; returns its cells.
fn client(head: &mut Vec<(String, Style)>, name: &str, wide: usize, cx: &Cx<'_>) -> usize {
    let column = (wide / 4).min(28);
    let name = fit_name(name, column.saturating_sub(1));
    head.push((padded(&name, column), cx.theme.strong));
    column
}

/// A line of columns whose text goes on below itself: what stands before it, the text in its cells, what
/// stands behind.
fn wrapped(
    rows: &mut Rows<'_>,
    head: Vec<(String, Style)>,
    words: &str,
    (cells, style): (usize, Style),
    tail: Vec<(String, Style)>,
) {
    let indent: usize = head.iter().map(|(piece, _)| width(piece)).sum();
    let mut parts = wrap(words, cells.saturating_sub(1)).into_iter();
    let mut first = head;
    first.push((padded(&parts.next().unwrap_or_default(), cells), style));
    first.extend(tail);
    rows.cells(first);
    for part in parts {
        rows.cells(vec![(" ".repeat(indent), style), (part, style)]);
    }
}
