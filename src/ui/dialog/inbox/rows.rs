//! The list of a page: whose, what, how old, how the promise stands, what time it is there.

use ratatui::style::Style;

use super::FireSlots;
use crate::domain::inbox::{Item, Standing, age_minutes, slot_ahead, standing};
use crate::domain::{Dossier, Request, RequestKind, RequestLife};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::sheet::Laid;
use crate::ui::widgets::text::fit_name;

/// Lays the list out; `open` of the items still wait, the others were closed.
pub(super) fn lay(
    cx: &Cx<'_>,
    kind: RequestKind,
    items: &[Item<'_>],
    open: usize,
    closed: bool,
    (width, slots): (u16, &FireSlots),
) -> Laid {
    let mut rows = Rows::new(cx, width);
    let mut page = Laid::default();
    if let Some(words) = say::inbox::clock_back(cx.texts, cx.book, cx.now) {
        rows.text(&words, 0, 3, cx.theme.warn);
        rows.blank();
    }
    if open == 0 {
        let key = |action| {
            let key = cx.keymap.key_of(Context::Inbox.chain(), action);
            key.map_or_else(String::new, |k| k.to_string())
        };
        let id = match kind {
            RequestKind::Request => "inbox-empty-request",
            RequestKind::Question => "inbox-empty-question",
            RequestKind::Fire => "inbox-empty-fire",
            RequestKind::Incident => "inbox-empty-incident",
            RequestKind::Idea => "inbox-empty-idea",
        };
        let args = [
            ("key", key(Action::NewRequest).into()),
            ("fire", key(Action::NewFire).into()),
        ];
        let words = match kind {
            RequestKind::Incident => cx.texts.t(id),
            _ => cx.texts.tf(id, &args),
        };
        rows.text(&words, 0, 3, cx.theme.muted);
    }
    let mut half = false;
    for (place, (dossier, request)) in items.iter().enumerate() {
        if place == open && closed {
            rows.section(&cx.texts.t("inbox-closed"), "");
        } else if place < open && request.life == RequestLife::Answered && !half {
            half = true;
            rows.cells(vec![(cx.texts.t("inbox-half"), cx.theme.warn)]);
        } else if half && request.life != RequestLife::Answered {
            half = false;
            rows.blank();
        }
        let from = rows.len();
        row(&mut rows, dossier, request, slots);
        page.items.push(from..rows.len());
    }
    page.lines = rows.into_lines();
    page
}

fn row(rows: &mut Rows<'_>, dossier: &Dossier, request: &Request, slots: &FireSlots) {
    let cx = rows.cx;
    let wide = rows.room();
    let name = (wide / 5).clamp(16, 30);
    let theme = cx.theme;
    let (mark, style) = mark(request, cx);
    let now = cx.now.timestamp();
    let text = request
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let (last, colour) = state(request, slots, cx);
    let age = say::inbox::age(cx.texts, age_minutes(request, now));
    let state_wide = if wide >= 150 { 34 } else { 23.min(wide / 3) };
    let local = there(dossier, cx).filter(|_| wide >= 90);
    let mut tail = vec![
        (format!("  {}", right(&age, 6)), theme.muted),
        (format!("  {}", padded(&last, state_wide)), colour),
    ];
    if wide >= 90 {
        let local = local.unwrap_or_default();
        tail.push((format!("  {}", padded(&local, 12)), theme.muted));
    }
    let taken: usize = tail
        .iter()
        .map(|(piece, _)| crate::ui::widgets::text::width(piece))
        .sum();
    let room = wide.saturating_sub(2 + name + taken);
    let body = if request.is_open() {
        theme.text
    } else {
        theme.muted
    };
    let mut line = vec![
        (padded(mark, 2), style),
        (
            padded(&fit_name(&dossier.client.name, name - 1), name),
            theme.strong,
        ),
        (padded(&text, room), body),
    ];
    line.extend(tail);
    rows.cells(line);
}

/// Text at the right end of a column.
fn right(text: &str, cells: usize) -> String {
    let pad = cells.saturating_sub(crate::ui::widgets::text::width(text));
    format!("{}{text}", " ".repeat(pad))
}

/// What tells rows apart without colour.
fn mark(request: &Request, cx: &Cx<'_>) -> (&'static str, Style) {
    let theme = cx.theme;
    match request.life {
        RequestLife::Answered => (theme.mark("»", ">"), theme.warn),
        RequestLife::Done => (theme.mark("✓", "+"), theme.muted),
        RequestLife::Dropped => (theme.mark("✗", "x"), theme.muted),
        _ if request.urgent => ("!", theme.bad),
        RequestLife::Asked => ("?", theme.muted),
        _ => ("", theme.text),
    }
}

/// How it stands, in the few words of a column.
fn state(request: &Request, slots: &FireSlots, cx: &Cx<'_>) -> (String, Style) {
    let theme = cx.theme;
    if !request.is_open() {
        return (
            say::inbox::request_life(cx.texts, request.life),
            theme.muted,
        );
    }
    if request.life == RequestLife::Answered {
        return (cx.texts.t("inbox-to-deliver"), theme.warn);
    }
    let found = standing(request, cx.now.timestamp());
    let words = say::inbox::standing(cx.texts, found);
    match found {
        Standing::Late(_) => return (words, theme.bad),
        Standing::Left(minutes) => {
            let near = minutes < 15;
            return (words, if near { theme.warn } else { theme.text });
        }
        _ => {}
    }
    if request.kind == RequestKind::Fire {
        return fire(request, slots, cx);
    }
    match request.life {
        RequestLife::Asked => {
            let who = request
                .steps
                .iter()
                .rev()
                .find(|s| s.life == RequestLife::Asked);
            let args = [("who", who.map_or("", |s| s.who.as_str()).into())];
            (cx.texts.tf("inbox-asked", &args), theme.muted)
        }
        _ if request.reacted_at.is_some() => (cx.texts.t("inbox-reacted"), theme.muted),
        _ => (String::new(), theme.muted),
    }
}

fn fire(request: &Request, slots: &FireSlots, cx: &Cx<'_>) -> (String, Style) {
    let here = cx.now.datetime();
    if request.urgent {
        return (cx.texts.t("fire-urgent"), cx.theme.bad);
    }
    // Whose slot has gone by waits for the next one, and says so.
    let next = slot_ahead(request, here, &slots.times, &slots.calendar);
    if let Some(next) = next.filter(|next| request.slot != Some(*next)) {
        let at = say::inbox::slot(cx.texts, next, cx.today());
        let words = cx.texts.tf("fire-slot-moved", &[("slot", at.into())]);
        return (words, cx.theme.warn);
    }
    match request.slot {
        None => (cx.texts.t("fire-no-slot"), cx.theme.warn),
        Some(at) if at <= cx.now.datetime() => {
            let at = say::inbox::slot(cx.texts, at, cx.today());
            let args = [("slot", at.into())];
            (cx.texts.tf("fire-slot-gone", &args), cx.theme.warn)
        }
        Some(at) if at.date() == cx.today() => {
            let left = say::inbox::countdown(cx.now.datetime(), at);
            let args = [
                ("slot", cx.texts.time(at.time()).into()),
                ("left", left.into()),
            ];
            (cx.texts.tf("fire-slot-in", &args), cx.theme.text)
        }
        Some(at) => (say::inbox::slot(cx.texts, at, cx.today()), cx.theme.text),
    }
}

/// What time it is at the client's, when it is another than ours.
pub(super) fn there(dossier: &Dossier, cx: &Cx<'_>) -> Option<String> {
    let own = cx.now.time_zone();
    let zone = dossier.client.zone_or(own);
    let (here, there) = (cx.now.datetime(), zone.to_datetime(cx.now.timestamp()));
    (here != there).then(|| {
        let args = [("time", cx.texts.time(there.time()).into())];
        cx.texts.tf("inbox-there", &args)
    })
}
