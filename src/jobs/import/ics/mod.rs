//! Calendars: `.ics` files of any program into meetings.
//!
//! The reader of the format is a library; here is what it does not do: lines in messages ([`shape`]), zones
//! that only the file describes, a window of a year for series without end ([`expand`]).

mod expand;
mod shape;
#[cfg(test)]
mod tests;

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use serde_json::{Map, Value, json};

use super::fault::{ImportError, ProblemKind, Problems};
use super::{ImportKind, Parsed, charset, table};
use crate::jobs::progress::Progress;
pub(in crate::jobs::import) use shape::looks;

/// A calendar as read; its series are not laid out yet, for that the day must be known.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Events with the line each begins at.
    events: Vec<(u64, ICalendarComponent)>,
    /// Descriptions of zones.
    zones: Vec<ICalendarComponent>,
    /// The file calls its events off (METHOD:CANCEL).
    cancels: bool,
}

/// Reads a calendar.
///
/// # Errors
/// Why it is refused as a whole.
pub(super) fn parse(bytes: &[u8], progress: &Progress) -> Result<Parsed, ImportError> {
    let decoded = charset::decode(bytes, table::score)?;
    let shape = shape::walk(&decoded.text)?;
    let mut problems = Problems::default();
    if decoded.encoding == "mixed" {
        problems.add(1, "", ProblemKind::MixedEncoding);
    }
    problems.unprintable(&decoded.text);
    for ((line, count), kind) in [
        (
            shape.todos,
            ProblemKind::TodosLeft as fn(u64) -> ProblemKind,
        ),
        (shape.journals, ProblemKind::JournalsLeft),
    ] {
        if count > 0 {
            problems.add(line, "", kind(count));
        }
    }
    let mut calendar = Calendar {
        events: Vec::with_capacity(shape.events.len()),
        zones: Vec::new(),
        cancels: false,
    };
    let mut lines = shape.events.iter().copied();
    let mut parser = Parser::new(&decoded.text);
    loop {
        match parser.entry() {
            Entry::ICalendar(read) => take(read, &mut calendar, &mut lines),
            Entry::Eof => break,
            // Other lines between calendars are no calendar; the shape was checked before.
            _ => {}
        }
        progress.at(bytes.len() as u64 / 2)?;
    }
    let mut facts = facts(bytes, &decoded, &shape);
    facts.extend(calendar.starts());
    Ok(Parsed {
        kind: ImportKind::IcsEvents,
        encoding: decoded.encoding,
        delimiter: String::new(),
        rows: u64::try_from(calendar.events.len()).unwrap_or(u64::MAX),
        candidates: Vec::new(),
        problems: problems.list,
        problems_more: problems.more,
        facts,
        own: false,
        calendar: Some(Box::new(calendar)),
    })
}

fn take(read: ICalendar, into: &mut Calendar, lines: &mut impl Iterator<Item = u64>) {
    for part in read.components {
        match part.component_type {
            ICalendarComponentType::VEvent => {
                into.events.push((lines.next().unwrap_or(1), part));
            }
            ICalendarComponentType::VTimezone
            | ICalendarComponentType::Standard
            | ICalendarComponentType::Daylight => into.zones.push(part),
            ICalendarComponentType::VCalendar => {
                let method = part.property(&ICalendarProperty::Method);
                let method = method.and_then(|entry| entry.values.first());
                into.cancels |= matches!(
                    method,
                    Some(ICalendarValue::Method(
                        calcard::icalendar::ICalendarMethod::Cancel
                    ))
                );
            }
            _ => {}
        }
    }
}

fn facts(bytes: &[u8], decoded: &charset::Decoded<'_>, shape: &shape::Shape) -> Map<String, Value> {
    let crlf = memchr::memmem::find_iter(bytes, b"\r\n").count();
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let mut facts = Map::new();
    for (name, value) in [
        ("bytes", json!(bytes.len())),
        ("crlf", json!(crlf)),
        ("lf_only", json!(lf - crlf)),
        ("bom", json!(decoded.bom)),
        ("ends_with_newline", json!(decoded.text.ends_with('\n'))),
        ("encoding", json!(decoded.encoding)),
        ("vevents", json!(shape.events.len())),
        ("vtodos", json!(shape.todos.1)),
        ("vjournals", json!(shape.journals.1)),
        ("vcalendar", json!(shape.calendar)),
        ("folded_lines", json!(shape.folded)),
    ] {
        facts.insert(name.to_owned(), value);
    }
    facts
}
