//! What to know before the client picks up, the decisive things first.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::points;
use crate::domain::{BriefField, ClientId, Dossier, News, NewsId};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::parts::{self, joined};
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::card::{problem_parts, reach};
use crate::ui::widgets::text::width as cells;

/// Rows from which on nothing needs to be left out.
const ROOMY: u16 = 50;

/// The briefing with room for everything, what decides first.
pub(super) fn full(
    cx: &Cx<'_>,
    client: ClientId,
    news: &[NewsId],
    objections: &points::Objections,
    area: Rect,
) -> Vec<Line<'static>> {
    let mut rows = Rows::new(cx, area.width);
    let roomy = area.height >= ROOMY;
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    who(&mut rows, dossier);
    points::terms(&mut rows, dossier);
    character(&mut rows, dossier);
    rows.blank();
    agenda_reasons(&mut rows, dossier, 3);
    parts::next(&mut rows, dossier);
    parts::last(&mut rows, dossier);
    last_note(&mut rows, dossier);
    parts::tries(&mut rows, dossier);
    points::owed(&mut rows, dossier, 3);
    points::offers(&mut rows, dossier, if roomy { 6 } else { 3 });
    problem_parts::open(&mut rows, dossier, 3);
    if !news.is_empty() || !asks(dossier, 1).is_empty() {
        rows.blank();
    }
    points::news(
        &mut rows,
        &by_id(cx, news),
        dossier,
        if roomy { 3 } else { 1 },
    );
    to_ask(&mut rows, dossier, if roomy { 5 } else { 2 });
    points::objections(&mut rows, dossier, objections, if roomy { 4 } else { 2 });
    parts::history(&mut rows, dossier, if roomy { 8 } else { 3 });
    parts::spend(&mut rows, dossier, 6);
    rows.into_lines()
}

fn by_id<'a>(cx: &Cx<'a>, ids: &[NewsId]) -> Vec<&'a News> {
    let all = &cx.book.desk().news;
    ids.iter()
        .filter_map(|id| all.iter().find(|news| news.id == *id))
        .collect()
}

/// The briefing in a few lines, for a small screen: as many as there is room for are shown.
pub(super) fn short(
    cx: &Cx<'_>,
    client: ClientId,
    news: &[NewsId],
    width: u16,
) -> Vec<Line<'static>> {
    let mut rows = Rows::new(cx, width);
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    let (local, style) = reach::callable(dossier, cx);
    let mut pieces = Vec::new();
    if let Some(contact) = dossier.first_contact() {
        pieces.push((contact.name.clone(), cx.theme.text));
        if contact.decision_maker {
            let mark = cx.texts.t("role-decision-maker");
            pieces.push((format!(" {mark}"), cx.theme.strong));
        }
        if let Some(phone) = contact.phones.first() {
            pieces.push((format!("  {phone}"), cx.theme.strong));
        }
    }
    let used: usize = pieces.iter().map(|(text, _)| cells(text)).sum();
    if used > 0 && used + 2 + cells(&local) <= usize::from(width) {
        pieces.push((format!("  {local}"), style));
        rows.cells(pieces);
    } else {
        if used > 0 {
            rows.cells(pieces);
        }
        rows.cells(vec![(local, style)]);
    }
    agenda_reasons(&mut rows, dossier, 1);
    if dossier.follow_up.is_some() {
        parts::next(&mut rows, dossier);
    }
    last_note(&mut rows, dossier);
    points::owed_short(&mut rows, dossier, 1);
    let client = &dossier.client;
    let words = joined([
        parts::level(client, cx),
        say::tier(cx.texts, client.tier),
        say::policy(cx.texts, client.policy),
    ]);
    rows.pair("form-client-level", &words, cx.theme.text);
    points::offer_short(&mut rows, dossier);
    points::news(&mut rows, &by_id(cx, news), dossier, 0);
    parts::last(&mut rows, dossier);
    parts::tries(&mut rows, dossier);
    points::terms(&mut rows, dossier);
    problem_parts::open(&mut rows, dossier, 2);
    to_ask(&mut rows, dossier, 1);
    rows.into_lines()
}

/// Whom to ask for, on what number, and whether now is a time to call.
fn who(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    match dossier.first_contact() {
        Some(contact) => parts::person(rows, contact),
        None => rows.text(&cx.texts.t("missing-contact"), 0, 1, cx.theme.warn),
    }
    let (local, style) = reach::callable(dossier, cx);
    rows.text(&local, 0, 2, style);
}

/// How to talk: category, level with the manner that suits it, contact wanted (A23, A27).
fn character(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, client) = (rows.cx, &dossier.client);
    let manner = match client.expertise.level() {
        ..=2 => cx.texts.t("call-speak-simply"),
        4.. => cx.texts.t("call-speak-terms"),
        _ => String::new(),
    };
    let level = joined([parts::level(client, cx), manner]);
    rows.pair("form-client-level", &level, cx.theme.text);
    let policy = joined([
        say::tier(cx.texts, client.tier),
        say::policy(cx.texts, client.policy),
    ]);
    rows.pair("form-client-policy", &policy, cx.theme.text);
}

/// Why the client is on today's list and what the call is for; `false` and nothing for a call of one's own
/// accord.
fn agenda_reasons(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) -> bool {
    let cx = rows.cx;
    let Some(row) = cx.agenda.rows.iter().find(|r| r.client == dossier.id()) else {
        return false;
    };
    rows.pair(
        "call-value",
        &say::value(cx.texts, &row.value),
        cx.theme.strong,
    );
    for (i, reason) in row.reasons.iter().take(most).enumerate() {
        let style = if reason.is_broken_promise(cx.today()) {
            cx.theme.bad
        } else {
            cx.theme.text
        };
        let label = if i == 0 {
            "call-reasons"
        } else {
            "call-reasons-more"
        };
        rows.pair(label, &say::reason(cx.texts, reason, cx.today()), style);
    }
    true
}

/// What must not be said or done, and what the brief does not say yet: to be asked in this talk (A8, D5).
fn to_ask(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let cx = rows.cx;
    let brief = dossier.work().brief.as_deref();
    if let Some(brief) = brief {
        let limits = one_line(&brief.constraints);
        rows.pair_short("brief-field-constraints", &limits, cx.theme.warn);
    }
    for (i, field) in asks(dossier, most).into_iter().enumerate() {
        let label = if i == 0 {
            "call-ask"
        } else {
            "call-reasons-more"
        };
        let question = say::brief::question(cx.texts, field);
        rows.pair_short(label, &question, cx.theme.info);
    }
}

/// What the brief does not say yet.
fn asks(dossier: &Dossier, most: usize) -> Vec<BriefField> {
    match dossier.work().brief.as_deref() {
        Some(brief) => brief.empty_fields().take(most).collect(),
        None => BriefField::ALL.iter().copied().take(most).collect(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was noted last, when the history is here: the thread to pick up.
fn last_note(rows: &mut Rows<'_>, dossier: &Dossier) {
    let touches = dossier.touches.as_deref().unwrap_or_default();
    if let Some(touch) = touches.iter().rev().find(|t| !t.note.trim().is_empty()) {
        let note = one_line(&touch.note);
        rows.pair_short("call-last-note", &note, rows.cx.theme.text);
    }
}
