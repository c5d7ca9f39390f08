//! The skeleton of a calendar file: which part begins and ends on which line. The reader of calendars forgives
//! everything and knows no lines; a person needs to hear which line is wrong.

use crate::jobs::import::ImportError;

/// How many parts of each kind there are, and where events begin.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Lines at which events begin, in the order of the file.
    pub(super) events: Vec<u64>,
    /// The line of the first to-do, and how many there are.
    pub(super) todos: (u64, u64),
    /// The line of the first journal entry, and how many there are.
    pub(super) journals: (u64, u64),
    /// Whether the file is wrapped as a calendar.
    pub(super) calendar: bool,
    /// Lines continued from the one before.
    pub(super) folded: u64,
}

/// Whether a text begins like a calendar.
pub(in crate::jobs::import) fn looks(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    [b"BEGIN:VCALENDAR".as_slice(), b"BEGIN:VEVENT"]
        .iter()
        .any(|begin| {
            text.get(..begin.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(begin))
        })
}

/// Walks the parts of a file.
///
/// # Errors
/// No calendar, a part closed that is not open, a part never closed: each with its line.
pub(super) fn walk(text: &str) -> Result<Shape, ImportError> {
    let mut shape = Shape::default();
    let mut open: Vec<(u64, String)> = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    for (line, content) in (1u64..).zip(text.lines()) {
        if content.starts_with([' ', '\t']) {
            shape.folded += 1;
            continue;
        }
        let content = content.trim_end();
        if content.is_empty() {
            continue;
        }
        let (word, name) = content.split_once(':').unwrap_or((content, ""));
        let name = name.trim().to_ascii_uppercase();
        if word.eq_ignore_ascii_case("BEGIN") {
            match name.as_str() {
                "VCALENDAR" => shape.calendar = true,
                "VEVENT" => shape.events.push(line),
                "VTODO" => count(&mut shape.todos, line),
                "VJOURNAL" => count(&mut shape.journals, line),
                _ => {}
            }
            open.push((line, name));
        } else if word.eq_ignore_ascii_case("END") {
            if open.pop().is_none_or(|(_, opened)| opened != name) {
                return Err(ImportError::BrokenCalendar {
                    line,
                    found: content.to_owned(),
                });
            }
        } else if open.is_empty() {
            return Err(ImportError::NotCalendar { line });
        }
    }
    match open.pop() {
        Some((line, found)) => Err(ImportError::UnendedCalendar { line, found }),
        None => Ok(shape),
    }
}

fn count(of: &mut (u64, u64), line: u64) {
    if of.1 == 0 {
        of.0 = line;
    }
    of.1 += 1;
}
