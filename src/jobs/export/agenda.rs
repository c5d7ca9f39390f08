//! The calls of a day as a table.

use std::io;

use super::cell::Cell;
use super::{Format, Target, write};
use crate::domain::plan_sheet::{PlanRow, PlanSheet};
use crate::jobs::{json, plan};

const AGENDA: &[&str] = &[
    "at",
    "minutes",
    "client_id",
    "client",
    "contact",
    "phone",
    "channel",
    "reasons",
    "value",
];

/// Writes the calls of a plan, one a row; JSON tells more of each than a table can hold. Returns the number of
/// rows.
///
/// # Errors
/// What the writer answers.
pub fn agenda(sheet: &PlanSheet, to: Target<'_>) -> io::Result<u64> {
    let (format, out) = match to {
        Target::Text(format @ (Format::Json | Format::Lines(_)), out) => (format, out),
        to => return write(("agenda", AGENDA), sheet.rows.iter().map(row), to),
    };
    let rows = plan::rows(sheet);
    match format {
        Format::Lines(_) => {
            for row in &rows {
                json::write(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
        }
        Format::Json | Format::Csv => {
            json::write(&mut *out, &rows)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}

fn row(row: &PlanRow) -> Vec<Cell> {
    let text = |text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let reasons: Vec<&str> = row
        .reasons
        .iter()
        .map(|(_, words)| words.as_str())
        .collect();
    vec![
        Cell::Time(row.from.clone()),
        Cell::Number(row.minutes.into()),
        Cell::Plain(row.client.to_string()),
        text(&row.name),
        row.contact
            .as_ref()
            .map_or(Cell::Empty, |(_, name)| text(name)),
        row.phone.as_deref().map_or(Cell::Empty, text),
        Cell::Plain(row.channel.name().to_owned()),
        text(&reasons.join("; ")),
        text(&row.value),
    ]
}
