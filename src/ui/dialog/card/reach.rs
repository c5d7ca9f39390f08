//! Whether the client may be called now.

use ratatui::style::Style;

use crate::domain::calendar::hours_for;
use crate::domain::{Channel, ContactPolicy, Dossier};
use crate::ui::Cx;
use crate::ui::dialog::form::read::hours_text;

/// The client's local time and whether it may be called now, in words. What forbids it longest is said first.
pub(in crate::ui::dialog) fn callable(dossier: &Dossier, cx: &Cx<'_>) -> (String, Style) {
    let client = &dossier.client;
    let zone = client.zone_or(cx.now.time_zone());
    let there = cx.now.with_time_zone(zone);
    let hours = hours_for(client, Channel::Phone);
    let day_off = !cx.library.calendar.is_workday(there.date());
    let terms = dossier.work().terms.as_deref();
    let quiet = terms.and_then(|terms| terms.quiet);
    let quiet = quiet.filter(|quiet| quiet.contains(there.time()));
    let (id, style) = match client.policy {
        ContactPolicy::DoNotCall => ("call-not-wanted", cx.theme.bad),
        _ if day_off => ("call-day-off", cx.theme.warn),
        _ if !hours.contains(there.time()) => ("call-not-now", cx.theme.warn),
        _ if quiet.is_some() => ("call-quiet", cx.theme.warn),
        ContactPolicy::NewsOnly => ("call-news-only", cx.theme.warn),
        _ => ("call-now", cx.theme.good),
    };
    let hours = quiet.filter(|_| id == "call-quiet").unwrap_or(hours);
    let words = cx.texts.tf(
        id,
        &[
            ("time", cx.texts.time(there.time()).into()),
            ("hours", hours_text(hours).into()),
            ("day", cx.texts.weekday(there.weekday()).into()),
        ],
    );
    (words, style)
}
