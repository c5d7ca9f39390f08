//! The plan of a day put into words, to be written out.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{block, reason, reasons, value};
use crate::domain::agenda::{Agenda, Row};
use crate::domain::plan_sheet::{PlanBlock, PlanRow, PlanSheet};
use crate::domain::{Book, Channel};
use crate::i18n::Texts;

/// The agenda in words, on the clocks of the manager and of each client.
#[must_use]
pub fn plan_sheet(texts: &Texts, book: &Book, agenda: &Agenda, now: &Zoned) -> PlanSheet {
    let own = now.time_zone();
    let calls = texts.tf("count-calls", &[("count", agenda.rows.len().into())]);
    let title = texts.tf(
        "cli-agenda-title",
        &[
            (
                "date",
                texts.date_with_weekday(agenda.date, now.date()).into(),
            ),
            ("calls", calls.into()),
            (
                "planned",
                texts.duration(agenda.planned_minutes.into()).into(),
            ),
            ("minutes", texts.duration(agenda.budget.into()).into()),
        ],
    );
    let mut notes = Vec::new();
    if agenda.day_off {
        notes.push(texts.t("cli-agenda-day-off"));
    }
    if agenda.rows.is_empty() {
        notes.push(texts.t("cli-agenda-empty"));
    }
    let left = match agenda.left_out {
        0 => String::new(),
        count => texts.tf("cli-agenda-left", &[("count", count.into())]),
    };
    let rows = agenda.rows.iter();
    let fixed = agenda.fixed.iter().map(|part| PlanBlock {
        from: zoned(part.at, own),
        minutes: part.minutes,
        kind: part.kind,
        clock: texts.time(part.at.time()),
        name: block(texts, part.kind, &part.title),
    });
    PlanSheet {
        now: now.clone(),
        date: agenda.date,
        title,
        notes,
        left,
        day_off: agenda.day_off,
        budget: agenda.budget,
        planned: agenda.planned_minutes,
        done: agenda.done_today,
        left_out: agenda.left_out,
        rows: rows
            .filter_map(|row| plan_row(texts, book, row, agenda, own))
            .collect(),
        fixed: fixed.collect(),
    }
}

fn plan_row(
    texts: &Texts,
    book: &Book,
    row: &Row,
    agenda: &Agenda,
    own: &TimeZone,
) -> Option<PlanRow> {
    let dossier = book.get(row.client)?;
    let contact = row
        .contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id));
    let from = zoned(row.at, own);
    let clock = |time: Time| texts.time(time);
    let elsewhere = row.local != row.at.time();
    let there = [("time", clock(row.local).into())];
    let local = match (row.outside, elsewhere) {
        (true, true) => texts.tf("agenda-outside-there", &there),
        (true, false) => texts.t("agenda-outside"),
        (false, true) => texts.tf("cli-agenda-local", &there),
        (false, false) => String::new(),
    };
    let told = row.reasons.iter();
    let by = match row.channel {
        Channel::Phone => String::new(),
        other => super::channel(texts, other),
    };
    let act = if by.is_empty() {
        texts.t("plan-call")
    } else {
        let mut letters = by.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    };
    let marks = [
        (row.clash, "agenda-mark-clash"),
        (row.missed, "agenda-mark-missed"),
        (row.pinned && !row.missed, "agenda-mark-pinned"),
    ];
    let marks = marks.into_iter().filter(|(is, _)| *is);
    Some(PlanRow {
        there: from.with_time_zone(dossier.client.zone_or(own)),
        from,
        minutes: row.minutes,
        clock: clock(row.at.time()),
        local,
        outside: row.outside,
        client: row.client,
        name: dossier.client.name.clone(),
        contact: contact.map(|c| (c.id, c.name.clone())),
        phone: contact.and_then(|c| c.phones.first().cloned()),
        channel: row.channel,
        by,
        act,
        reasons: told
            .map(|r| (r.name(), reason(texts, r, agenda.date)))
            .collect(),
        why: reasons(texts, &row.reasons, agenda.date),
        value: value(texts, &row.value),
        pinned: row.pinned || row.timed,
        missed: row.missed,
        clash: row.clash,
        marks: marks.map(|(_, id)| texts.t(id)).collect(),
    })
}

fn zoned(at: DateTime, own: &TimeZone) -> Zoned {
    let found = own.to_ambiguous_zoned(at).compatible();
    found.unwrap_or_else(|_| Timestamp::UNIX_EPOCH.to_zoned(own.clone()))
}
