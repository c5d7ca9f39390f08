//! The table of decisions, on as many pages as it takes.

use super::{Area, Ink, Para, Row, Style, Table, set};
use crate::jobs::deck::face::Faces;

/// Widths of number, recommendation, work, day, decision.
const COLUMNS: [f32; 5] = [44.0, 374.0, 114.0, 134.0, 166.0];
/// Left and right of the text of a cell.
pub(in crate::jobs::deck) const PAD: f32 = 8.0;
/// Over and under the text of a cell.
pub(in crate::jobs::deck) const AIR: f32 = 6.0;
/// Sizes to try before the table goes on on the next page.
const SIZES: [f32; 3] = [16.0, 15.0, 14.0];

fn row(faces: &Faces, cells: &[String; 5], style: Style, least: f32) -> Row {
    let cells: Vec<Para> = cells
        .iter()
        .zip(COLUMNS)
        .map(|(text, width)| {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let paras = set(faces, &line, style, width - 2.0 * PAD, 0.0);
            paras.into_iter().next().unwrap_or(Para {
                text: String::new(),
                lines: Vec::new(),
                size: style.size,
                leading: style.leading(),
                above: 0.0,
                bold: style.bold,
                ink: style.ink,
            })
        })
        .collect();
    let text = cells.iter().map(Para::height).fold(0.0, f32::max);
    Row {
        height: (text + 2.0 * AIR).max(least),
        cells,
    }
}

/// The tables that hold all rows, each in `area` with the head repeated.
pub(super) fn tables(
    faces: &Faces,
    head: &[String; 5],
    rows: &[[String; 5]],
    area: Area,
) -> Vec<Table> {
    let top = row(faces, head, Style::new(12.0, false, Ink::Muted), 28.0);
    // Some room is left: the reader's own fonts may run wider.
    let room = 0.92 * area.h - top.height;
    let set_in = |size: f32| -> Vec<Row> {
        let style = Style::new(size, false, Ink::Text);
        rows.iter().map(|r| row(faces, r, style, 30.0)).collect()
    };
    let fits = |rows: &[Row]| rows.iter().map(|r| r.height).sum::<f32>() <= room;
    let rows = SIZES
        .iter()
        .map(|size| set_in(*size))
        .find(|rows| fits(rows))
        .unwrap_or_else(|| set_in(SIZES[0]));
    let mut pages: Vec<Vec<Row>> = vec![Vec::new()];
    let mut used = 0.0;
    for row in rows {
        if used + row.height > room && used > 0.0 {
            pages.push(Vec::new());
            used = 0.0;
        }
        used += row.height;
        if let Some(page) = pages.last_mut() {
            page.push(row);
        }
    }
    pages
        .into_iter()
        .map(|rows| {
            let rows: Vec<Row> = std::iter::once(top.clone()).chain(rows).collect();
            Table {
                area: Area {
                    h: rows.iter().map(|r| r.height).sum(),
                    ..area
                },
                columns: COLUMNS.to_vec(),
                rows,
            }
        })
        .collect()
}
