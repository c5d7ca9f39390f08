//! What to know before the client picks up, the decisive things first.

use ratatui::text::Line;

use crate::domain::{ClientId, Dossier};
use crate::ui::dialog::card::parts::{self, joined};
use crate::ui::dialog::card::rows::Rows;
use crate::ui::{Cx, say};

/// The briefing with room for everything.
pub(super) fn full(cx: &Cx<'_>, client: ClientId, width: u16) -> Vec<Line<'static>> {
    let mut rows = Rows::new(cx, width);
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    who(&mut rows, dossier);
    rows.blank();
    character(&mut rows, dossier);
    agenda_reasons(&mut rows, dossier);
    rows.blank();
    parts::next(&mut rows, dossier);
    parts::last(&mut rows, dossier);
    parts::offers(&mut rows, dossier, 4);
    parts::history(&mut rows, dossier, 4);
    parts::spend(&mut rows, dossier, 6);
    rows.into_lines()
}

/// The briefing in a few lines, for a small screen: as many as there is room for are shown.
pub(super) fn short(cx: &Cx<'_>, client: ClientId, width: u16) -> Vec<Line<'static>> {
    let mut rows = Rows::new(cx, width);
    let Some(dossier) = cx.book.get(client) else {
        return Vec::new();
    };
    let (local, style) = parts::callable(&dossier.client, cx);
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
        pieces.push(("  ".to_owned(), cx.theme.text));
    }
    pieces.push((local, style));
    rows.cells(pieces);
    parts::next(&mut rows, dossier);
    parts::last(&mut rows, dossier);
    character(&mut rows, dossier);
    agenda_reasons(&mut rows, dossier);
    parts::offers(&mut rows, dossier, 2);
    parts::history(&mut rows, dossier, 2);
    rows.into_lines()
}

/// Whom to ask for, on what number, and whether now is a time to call.
fn who(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    match dossier.first_contact() {
        Some(contact) => parts::person(rows, contact),
        None => rows.text(&cx.texts.t("missing-contact"), 0, 1, cx.theme.warn),
    }
    let (local, style) = parts::callable(&dossier.client, cx);
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

/// Why the client is on today's list: the reasons of its row in `cx.agenda` belong here, one line each.
const fn agenda_reasons(_rows: &mut Rows<'_>, _dossier: &Dossier) {}
