//! What each cycle gave, for the overview: a compact table, the present cycle first (A13).

use super::rows::{Rows, padded};
use super::tab::Explained;
use crate::domain::Dossier;
use crate::domain::stage::cycles::{CycleSummary, cycles};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::text::width;

/// Cycles shown; older ones are told by `planerka show`.
const MOST: usize = 4;

/// The table; a first cycle in which nothing happened yet is not worth one.
pub(super) fn table(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    let texts = cx.texts;
    let found = cycles(dossier, cx.now);
    let empty = |c: &CycleSummary| c.problems_found + c.problems_solved + c.written + c.sent == 0;
    if found.len() < 2 && found.iter().all(empty) {
        return;
    }
    rows.heading("cycles-title");
    let heads = ["days", "problems", "advice", "spend"].map(|c| texts.t(&format!("cycles-{c}")));
    let line = |cells: [String; 5]| {
        let columns = [8, 8, 9, 16, 14];
        let mut out = String::new();
        for (cell, column) in cells.iter().zip(columns) {
            let column = column.max(width(cell) + 1);
            out.push_str(&padded(cell, column));
        }
        out
    };
    let [days, problems, advice, spend] = heads;
    let head = line([String::new(), days, problems, advice, spend]);
    rows.cells(vec![(head, cx.theme.muted)]);
    for c in found.iter().rev().take(MOST) {
        let name = texts.tf("cycles-number", &[("number", c.cycle.into())]);
        let style = if c.to.is_none() {
            cx.theme.strong
        } else {
            cx.theme.text
        };
        let arrow = cx.theme.mark("→", ">");
        let checked = c.checked_total();
        let advice = [c.sent, c.accepted, c.implemented, checked]
            .map(|n| n.to_string())
            .join(&format!(" {arrow} "));
        let spend = c
            .spend_change()
            .map_or_else(|| "—".to_owned(), |change| texts.percent_change(change));
        let cells = [
            name,
            c.days(cx.now.timestamp()).to_string(),
            format!("{}/{}", c.problems_solved, c.problems_found),
            advice,
            spend,
        ];
        rows.cells(vec![(line(cells), style)]);
        let stages: Vec<String> = c
            .stages
            .iter()
            .map(|(stage, days)| format!("{} {days}", say::stage_short(texts, *stage)))
            .collect();
        let mut parts = vec![stages.join(", ")];
        if c.checked.first().is_some_and(|worked| *worked > 0) {
            let args = [
                ("worked", c.checked.first().copied().unwrap_or(0).into()),
                ("checked", checked.into()),
            ];
            parts.push(texts.tf("cycles-worked", &args));
        }
        rows.text(&parts.join(" · "), 8, 2, cx.theme.muted);
    }
}

/// Where the figures of the table come from.
pub(super) fn explain(dossier: &Dossier, cx: &Cx<'_>) -> Vec<Explained> {
    let texts = cx.texts;
    let told = |c: &CycleSummary| {
        let money = |minor: Option<i64>| {
            minor.map_or_else(
                || texts.t("cycles-no-data"),
                |minor| texts.money_short(minor, c.currency.code()),
            )
        };
        let figure = [
            ("number", c.cycle.into()),
            ("days", c.days(cx.now.timestamp()).into()),
        ];
        let how = [
            ("solved", c.problems_solved.into()),
            ("found", c.problems_found.into()),
            ("written", c.written.into()),
            ("sent", c.sent.into()),
            ("accepted", c.accepted.into()),
            ("declined", c.declined.into()),
            ("implemented", c.implemented.into()),
            ("checked", c.checked_total().into()),
            ("before", money(c.spend_before).into()),
            ("after", money(c.spend_after).into()),
        ];
        Explained {
            figure: texts.tf("cycles-explain", &figure),
            how: texts.tf("cycles-explain-how", &how),
        }
    };
    cycles(dossier, cx.now).iter().rev().map(told).collect()
}
