//! How what the audit found is shown: one line of a group, one line of a hit, the whole of it in words. The
//! page of a client and the audit of many show the same.

use ratatui::style::Style;

use crate::domain::audit::{Hit, HitState, Scope};
use crate::domain::{RecommendationKind, Severity};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::text::{fit, fit_name, width};

/// Cells of the word that says how bad it is, its mark included.
const WEIGHT: usize = 12;
/// Cells of the count and of the money of a group.
const COUNT: usize = 20;
const STAKE: usize = 11;
/// Hits told one by one in the whole of a group.
const TOLD: usize = 6;

/// How bad, in a mark and a word.
pub(in crate::ui::dialog) fn weight(hit: &Hit, cx: &Cx<'_>) -> (String, Style) {
    let (mark, ascii, id, style) = match (hit.severity(), hit.kind()) {
        (Severity::Critical, _) => ("✗", "x", "finding-critical", cx.theme.bad),
        (_, RecommendationKind::Growth) => ("↑", "+", "finding-growth", cx.theme.info),
        _ => ("●", "*", "finding-fix", cx.theme.warn),
    };
    let words = format!("{} {}", cx.theme.mark(mark, ascii), cx.texts.t(id));
    (words, style)
}

/// «space — раскрыть».
pub(in crate::ui::dialog) fn unfold_hint(context: Context, cx: &Cx<'_>) -> String {
    let key = cx.keymap.key_of(context.chain(), Action::Mark);
    let key = key.map_or_else(String::new, |k| k.to_string());
    cx.texts.tf("finding-unfold", &[("key", key.into())])
}

/// Whether a row can be unfolded, and is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::dialog) enum Fold {
    /// Nothing inside.
    Leaf,
    /// There is more.
    Folded,
    /// It lies open.
    Open,
}

impl Fold {
    fn mark(self, cx: &Cx<'_>) -> &'static str {
        match self {
            Self::Leaf => " ",
            Self::Folded => cx.theme.mark("▸", ">"),
            Self::Open => cx.theme.mark("▾", "v"),
        }
    }
}

/// The head of a group: how bad, the rule, how many, the money at stake. `open` is whether anybody still has
/// to look at it.
pub(in crate::ui::dialog) fn head(
    rows: &mut Rows<'_>,
    first: &Hit,
    fold: Fold,
    count: &str,
    stake: i64,
    open: bool,
) {
    let cx = rows.cx;
    let (words, style) = weight(first, cx);
    let dim = |style| if open { style } else { cx.theme.muted };
    let money = match stake {
        0 => String::new(),
        stake => cx.texts.money_short(stake, first.currency.code()),
    };
    let taken = 2 + WEIGHT + STAKE;
    // A narrow page keeps its room for the rule.
    let counted = if rows.cells_wide() < 90 { 14 } else { COUNT };
    let room = rows.cells_wide().saturating_sub(taken + counted);
    let title = say::rule_title(cx.texts, &first.rule);
    rows.cells(vec![
        (padded(fold.mark(cx), 2), cx.theme.muted),
        (padded(&words, WEIGHT), dim(style)),
        (padded(title, room), dim(cx.theme.text)),
        (right(&fit_name(count, counted), counted), cx.theme.muted),
        (right(&money, STAKE), dim(cx.theme.strong)),
    ]);
}

/// One hit under its group: where, and its numbers or what became of it.
pub(in crate::ui::dialog) fn line(rows: &mut Rows<'_>, hit: &Hit, place: &str, stake: i64) {
    let cx = rows.cx;
    let indent = 4;
    let money = match stake {
        0 => String::new(),
        stake => cx.texts.money_short(stake, hit.currency.code()),
    };
    let room = rows.cells_wide().saturating_sub(indent + STAKE + 1);
    let column = (room * 2 / 5).clamp(8, 34).min(room);
    let (mark, words, style) = match &hit.state {
        HitState::New => ("", say::evidence(cx.texts, hit), cx.theme.muted),
        HitState::Returned(_) => ("↑ ", state(hit, cx), cx.theme.warn),
        HitState::Taken(_) => ("✓ ", state(hit, cx), cx.theme.good),
        HitState::Dismissed(_) => ("○ ", state(hit, cx), cx.theme.muted),
    };
    let mark = if cx.theme.ascii { "" } else { mark };
    let head = if hit.state.is_open() {
        cx.theme.text
    } else {
        cx.theme.muted
    };
    rows.cells(vec![
        (" ".repeat(indent), cx.theme.text),
        (padded(place, column.saturating_sub(1)), head),
        (" ".to_owned(), cx.theme.text),
        (
            padded(&format!("{mark}{words}"), room.saturating_sub(column)),
            style,
        ),
        (right(&money, STAKE + 1), head),
    ]);
}

/// Where a hit stands, in words; empty for a new one.
pub(in crate::ui::dialog) fn state(hit: &Hit, cx: &Cx<'_>) -> String {
    say::hit_state(cx.texts, hit, cx.now.time_zone(), cx.today()).unwrap_or_default()
}

/// Text against the right edge of its column.
pub(in crate::ui::dialog) fn right(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(&text))))
}

/// The whole of a finding: what it is, its numbers, why it matters, what follows, how to do it in the
/// client's register (A23). `place` says where a hit is.
pub(in crate::ui::dialog) fn detail<'h>(
    rows: &mut Rows<'_>,
    hits: &[&'h Hit],
    place: impl Fn(&'h Hit) -> String,
    expert: bool,
) {
    let Some(first) = hits.first() else { return };
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let (words, style) = weight(first, cx);
    rows.text(say::rule_title(texts, &first.rule), 0, 3, cx.theme.strong);
    rows.cells(vec![
        (words, style),
        (
            format!(" · {}", say::kind(texts, first.kind())),
            cx.theme.muted,
        ),
    ]);
    for hit in hits.iter().take(TOLD) {
        let numbers = say::evidence(texts, hit);
        let words = match place(hit) {
            place if place.is_empty() || hit.rule.scope == Scope::Client => numbers,
            place => format!("{place}: {numbers}"),
        };
        rows.text(&words, 0, 3, cx.theme.text);
        let state = state(hit, cx);
        if !state.is_empty() {
            rows.text(&state, 2, 3, cx.theme.muted);
        }
    }
    if hits.len() > TOLD {
        let more = [("count", (hits.len() - TOLD).into())];
        rows.text(&texts.tf("audit-and-more", &more), 0, 1, cx.theme.muted);
    }
    let said = &first.rule.texts;
    let how = if expert {
        &said.how_expert
    } else {
        &said.how_simple
    };
    for (id, text) in [
        ("finding-why", &said.why),
        ("finding-if-done", &said.if_done),
        ("finding-if-not", &said.if_not),
        ("finding-how", how),
    ] {
        rows.blank();
        rows.cells(vec![(texts.t(id), cx.theme.muted)]);
        let text = say::filled(texts, text, first);
        rows.text(&text, 0, 8, cx.theme.text);
    }
}
