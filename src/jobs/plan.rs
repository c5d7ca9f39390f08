//! The plan of a day as a file: text, Markdown, JSON, a calendar.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use jiff::{SignedDuration, Timestamp, Zoned};
use serde_json::{Value, json};

use super::json;
use crate::domain::agenda::BlockKind;
use crate::domain::plain::for_terminal;
use crate::domain::plan_sheet::{PlanFormat, PlanRow, PlanSheet};

/// Writes a plan.
#[must_use]
pub fn write(sheet: &PlanSheet, format: PlanFormat) -> String {
    let written = match format {
        PlanFormat::Text => text(sheet),
        PlanFormat::Markdown => markdown(sheet),
        PlanFormat::Ics => ics(sheet),
        PlanFormat::Json => return format!("{}\n", json::text(&object(sheet))),
    };
    for_terminal(&written).into_owned()
}

/// The calls as programs read them.
#[must_use]
pub fn rows(sheet: &PlanSheet) -> Vec<Value> {
    let reason = |(kind, text): &(&'static str, String)| json!({ "kind": kind, "text": text });
    let row = |row: &PlanRow| {
        json!({
            "at": moment(&row.from),
            "minutes": row.minutes,
            "client": { "id": row.client.to_string(), "name": row.name },
            "contact": row.contact.as_ref().map(|(_, name)| name),
            "contact_id": row.contact.as_ref().map(|(id, _)| id.to_string()),
            "phone": row.phone,
            "channel": row.channel.name(),
            "local": moment(&row.there),
            "reasons": row.reasons.iter().map(reason).collect::<Vec<_>>(),
            "value": row.value,
            "pinned": row.pinned,
            "missed": row.missed,
            "clash": row.clash,
            "outside": row.outside,
        })
    };
    sheet.rows.iter().map(row).collect()
}

/// The whole plan as programs read it.
#[must_use]
pub fn object(sheet: &PlanSheet) -> Value {
    let fixed = sheet.fixed.iter().map(|block| {
        let title = Some(&block.name).filter(|_| block.kind == BlockKind::Meeting);
        json!({
            "at": moment(&block.from),
            "minutes": block.minutes,
            "kind": match block.kind {
                BlockKind::Fires => "fires",
                BlockKind::Lunch => "lunch",
                BlockKind::Meeting => "meeting",
            },
            "title": title,
        })
    });
    json!({
        "date": sheet.date.to_string(),
        "day_off": sheet.day_off,
        "minutes": sheet.budget,
        "planned": sheet.planned,
        "done": { "count": sheet.done.count, "minutes": sheet.done.minutes },
        "left_out": sheet.left_out,
        "rows": rows(sheet),
        "fixed": fixed.collect::<Vec<_>>(),
    })
}

fn moment(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Calls and what stands between them, in the order of the day.
fn ordered(
    sheet: &PlanSheet,
    call: impl Fn(&PlanRow) -> String,
    block: impl Fn(&str, &str) -> String,
) -> String {
    let mut lines: Vec<(&Zoned, String)> = sheet
        .fixed
        .iter()
        .map(|part| (&part.from, block(&part.clock, &part.name)))
        .chain(sheet.rows.iter().map(|row| (&row.from, call(row))))
        .collect();
    lines.sort_by(|a, b| a.0.cmp(b.0));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// By what, whom, at which clock, and what is to be known of the hour.
fn whom(row: &PlanRow) -> String {
    let contact = row.contact.as_ref().map(|(_, name)| name.as_str());
    let by = Some(row.by.as_str());
    let parts = [by, contact, row.phone.as_deref(), Some(row.local.as_str())];
    let marks = row.marks.iter().map(String::as_str);
    let parts = parts.into_iter().flatten().chain(marks);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| format!(" · {part}")).collect()
}

/// One line a call with its reasons below; fixed blocks stand between.
fn text(sheet: &PlanSheet) -> String {
    let mut out = format!("{}\n", sheet.title);
    for note in &sheet.notes {
        out.push_str(&format!("{note}\n"));
    }
    out.push_str(&ordered(
        sheet,
        |row| {
            format!(
                "{}  {}{}\n       {}\n       → {}\n",
                row.clock,
                row.name,
                whom(row),
                row.why,
                row.value
            )
        },
        |clock, name| format!("{clock}  — {name}\n"),
    ));
    if !sheet.left.is_empty() {
        out.push_str(&format!("{}\n", sheet.left));
    }
    out
}

/// A box to tick for each call; words of the data are kept from being read as marks.
fn markdown(sheet: &PlanSheet) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .flat_map(|c| {
                let marks = matches!(
                    c,
                    '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|'
                );
                marks.then_some('\\').into_iter().chain([c])
            })
            .collect()
    };
    let mut out = format!("# {}\n\n", plain(&sheet.title));
    for note in &sheet.notes {
        out.push_str(&format!("{}\n\n", plain(note)));
    }
    out.push_str(&ordered(
        sheet,
        |row| {
            format!(
                "- [ ] **{}** {}{}  \n  {}  \n  → {}\n",
                row.clock,
                plain(&row.name),
                plain(&whom(row)),
                plain(&row.why),
                plain(&row.value)
            )
        },
        |clock, name| format!("- {clock} — {}\n", plain(name)),
    ));
    if !sheet.left.is_empty() {
        out.push_str(&format!("\n{}\n", plain(&sheet.left)));
    }
    out
}

/// The calls as events. Times are in UTC: every program shows them on its own clock and none has to guess. A call
/// keeps its name from one writing to the next, so that bringing the file in again moves it. What stands between the
/// calls is left out: meetings came from a calendar, and would be in it twice.
fn ics(sheet: &PlanSheet) -> String {
    let utc = |at: Timestamp| PartialDateTime::from_utc_timestamp(at.as_second());
    let stamp = sheet.now.timestamp();
    let mut calendar = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    calendar.add_property(ICalendarProperty::Version, "2.0");
    calendar.add_property(ICalendarProperty::Prodid, "-//Planerka//Planerka//RU");
    let mut components = vec![calendar];
    for row in &sheet.rows {
        let from = row.from.timestamp();
        let to = from + SignedDuration::from_mins(row.minutes.into());
        let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
        event.add_uid(&format!("{}-{}@planerka", row.client, sheet.date));
        event.add_dtstamp(utc(stamp));
        event.add_property(ICalendarProperty::Dtstart, utc(from));
        event.add_property(ICalendarProperty::Dtend, utc(to));
        let summary = format!("{}: {}", row.act, row.name);
        event.add_property(ICalendarProperty::Summary, ICalendarValue::Text(summary));
        let mut about = vec![row.why.clone(), format!("→ {}", row.value)];
        about.insert(0, whom(row).trim_start_matches(" · ").to_owned());
        about.retain(|line| !line.is_empty());
        let about = ICalendarValue::Text(about.join("\n"));
        event.add_property(ICalendarProperty::Description, about);
        let place = u32::try_from(components.len()).unwrap_or(u32::MAX);
        if let Some(calendar) = components.first_mut() {
            calendar.component_ids.push(place);
        }
        components.push(event);
    }
    let calendar = ICalendar { components };
    calendar.to_string()
}
