//! What is due by agreement, for the overview: promises of both sides and the next steps of checklists.

use super::rows::{Rows, padded};
use crate::domain::{Dossier, Promise, Side};
use crate::say;

/// Lines of it at most; the rest is a number.
const MOST: usize = 5;

/// The oldest open promises, ours first, then the next open step of every checklist.
pub(super) fn due(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts, today) = (rows.cx, rows.cx.texts, rows.cx.today());
    let work = dossier.work();
    let mut promises: Vec<&Promise> = work.promises.iter().filter(|p| p.is_open()).collect();
    promises.sort_by_key(|p| (p.side, p.until.is_none(), p.until, p.id));
    let promised = promises.iter().map(|p| {
        let (id, alarm) = match p.side {
            Side::Ours => ("due-ours", cx.theme.bad),
            Side::Client => ("due-client", cx.theme.warn),
        };
        let style = if p.is_overdue(today) {
            alarm
        } else {
            cx.theme.text
        };
        (texts.t(id), p.what.as_str(), p.until, style)
    });
    let steps = work.checklists.iter().filter_map(|list| {
        let step = list.open_steps().min_by_key(|s| s.due)?;
        let style = if step.due < today {
            cx.theme.warn
        } else {
            cx.theme.text
        };
        Some((
            texts.t("due-step"),
            step.text.as_str(),
            Some(step.due),
            style,
        ))
    });
    let all: Vec<_> = promised.chain(steps).collect();
    if all.is_empty() {
        return;
    }
    rows.heading("due-title");
    let wide = rows.cells_wide();
    let when = 23.min(wide / 3);
    let what = wide.saturating_sub(8 + when);
    for (who, text, until, style) in all.iter().take(MOST) {
        let words = say::until(texts, *until, today);
        rows.cells(vec![
            (padded(who, 8), cx.theme.muted),
            (padded(text, what.saturating_sub(1)) + " ", cx.theme.text),
            (words, *style),
        ]);
    }
    if all.len() > MOST {
        let args = [
            ("count", (all.len() - MOST).into()),
            ("page", texts.t("tab-agreements").into()),
        ];
        let words = texts.tf("due-more", &args);
        rows.text(&words, 8, 1, cx.theme.muted);
    }
}
