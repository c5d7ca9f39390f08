//! What of earlier days is still to be done, and not settled for today yet.

use super::{LeftOver, LeftWhat, Span};
use crate::domain::agenda::DayFrame;
use crate::domain::{Book, DaySheet, Dossier, Side};

/// How many days back unkept pins are looked for.
const DAYS_BACK: usize = 5;

/// What one client was to hear.
pub(super) fn of(
    dossier: &Dossier,
    sheet: Option<&DaySheet>,
    day: &DayFrame,
    out: &mut Vec<LeftOver>,
) {
    let client = dossier.id();
    let mut put = |date, what| out.push(LeftOver { client, date, what });
    if let Some(plan) = dossier.follow_up.as_deref().filter(|f| f.date < day.date) {
        put(
            plan.date,
            LeftWhat::FollowUp {
                promised: plan.promised,
                time: plan.time,
                text: plan.reason.clone(),
            },
        );
    }
    for promise in &dossier.work().promises {
        if let Some(until) = promise.until
            && promise.is_open()
            && promise.side == Side::Ours
            && until < day.date
        {
            put(
                until,
                LeftWhat::Promise {
                    id: promise.id,
                    what: promise.what.clone(),
                },
            );
        }
    }
    if settled(dossier, sheet, day) {
        return;
    }
    let lists = dossier.work().checklists.iter();
    for list in lists.filter(|list| list.closed_at.is_none()) {
        for (step, item) in list.steps.iter().enumerate() {
            if item.call && item.done_at.is_none() && item.due < day.date {
                put(
                    item.due,
                    LeftWhat::Step {
                        list: list.id,
                        step,
                        text: item.text.clone(),
                    },
                );
            }
        }
    }
}

/// Calls pinned on one of the last days, not made since and not planned anew.
pub(super) fn pins(book: &Book, sheet: Option<&DaySheet>, day: &DayFrame, out: &mut Vec<LeftOver>) {
    let mut from = day.date;
    for _ in 0..DAYS_BACK {
        from = from.yesterday().unwrap_or(from);
    }
    let sheets = book.desk().days.iter();
    for then in sheets.filter(|then| from <= then.date && then.date < day.date) {
        let begin = Span::of(then.date, day.own()).from;
        for pin in &then.pins {
            let Some(dossier) = book.get(pin.client) else {
                continue;
            };
            let digest = dossier.digest.as_deref();
            let called = (digest.and_then(|d| d.last_any)).is_some_and(|at| at >= begin);
            let plan = dossier.follow_up.as_deref();
            let planned = plan.is_some_and(|f| f.date >= day.date && f.set_at >= begin);
            let asked = out.iter().any(|left| left.client == pin.client);
            let over = called || planned || asked || settled(dossier, sheet, day);
            if !over && dossier.client.archived_at.is_none() {
                out.push(LeftOver {
                    client: pin.client,
                    date: then.date,
                    what: LeftWhat::Pin(pin.at),
                });
            }
        }
    }
}

/// Whether it is decided if the client is called today: taken in, pinned, struck off, put off. What has no day of
/// its own to move, a step or a pin, is answered with that.
fn settled(dossier: &Dossier, sheet: Option<&DaySheet>, day: &DayFrame) -> bool {
    let client = dossier.id();
    let sheet = sheet.is_some_and(|sheet| {
        sheet.added.contains(&client)
            || sheet.pins.iter().any(|pin| pin.client == client)
            || sheet.dropped.iter().any(|(who, _)| *who == client)
    });
    let snooze = dossier.work().snooze.as_deref();
    sheet || snooze.is_some_and(|snooze| snooze.until > day.date)
}
