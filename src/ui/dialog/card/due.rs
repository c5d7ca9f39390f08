//! What is due by agreement, for the overview: promises of both sides and the next steps of checklists.

use ratatui::style::Style;

use super::rows::{Rows, padded};
use crate::domain::{Dossier, Promise, Side};
use crate::say;
use crate::ui::Cx;

/// Lines of it at most; the rest is a number.
const MOST: usize = 5;

/// One thing that is due.
pub(in crate::ui::dialog) struct Due<'a> {
    /// Who does it: we, the client, or a step of a checklist.
    pub(in crate::ui::dialog) who: String,
    pub(in crate::ui::dialog) what: &'a str,
    /// Until when, in words, and the colour of it.
    pub(in crate::ui::dialog) until: (String, Style),
}

/// All that is due: the oldest open promises, ours first, then the next open step of every checklist.
pub(in crate::ui::dialog) fn all<'a>(dossier: &'a Dossier, cx: &Cx<'_>) -> Vec<Due<'a>> {
    let (texts, today) = (cx.texts, cx.today());
    let work = dossier.work();
    let mut promises: Vec<&Promise> = work.promises.iter().filter(|p| p.is_open()).collect();
    promises.sort_by_key(|p| (p.side, p.until.is_none(), p.until, p.id));
    let promised = promises.into_iter().map(|p| {
        let (id, alarm) = match p.side {
            Side::Ours => ("due-ours", cx.theme.bad),
            Side::Client => ("due-client", cx.theme.warn),
        };
        let style = if p.is_overdue(today) {
            alarm
        } else {
            cx.theme.text
        };
        Due {
            who: texts.t(id),
            what: p.what.as_str(),
            until: (say::until(texts, p.until, today), style),
        }
    });
    let steps = work.checklists.iter().filter_map(|list| {
        let step = list.open_steps().min_by_key(|s| s.due)?;
        let style = if step.due < today {
            cx.theme.warn
        } else {
            cx.theme.text
        };
        Some(Due {
            who: texts.t("due-step"),
            what: step.text.as_str(),
            until: (say::until(texts, Some(step.due), today), style),
        })
    });
    promised.chain(steps).collect()
}

/// What is due under a heading of its own.
pub(in crate::ui::dialog) fn due(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let all = all(dossier, cx);
    if all.is_empty() {
        return;
    }
    rows.heading("due-title");
    let wide = rows.cells_wide();
    let when = 22.min(wide * 2 / 5);
    let what = wide.saturating_sub(8 + when);
    for one in all.iter().take(MOST) {
        rows.cells(vec![
            (padded(&one.who, 8), cx.theme.muted),
            (
                padded(one.what, what.saturating_sub(1)) + " ",
                cx.theme.text,
            ),
            one.until.clone(),
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
