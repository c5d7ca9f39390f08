//! Slides laid out: where everything stands on pages of 960 × 540 points (16:9).
//!
//! All three drawn formats are written from these pages, so they look alike. Text is measured here; what
//! does not fit is set smaller within limits, and then goes on on the next page. Blocks hold whole
//! paragraphs as well as their lines: PDF needs the lines, HTML and PPTX break paragraphs themselves with
//! the fonts of the reader, for which some room is left.

mod chart;
mod flow;
mod lay;
mod table;

use serde::Serialize;

use super::face::{Faces, part};

pub(super) use lay::lay;
pub(super) use table::{AIR, PAD};

/// The width of a page, points.
pub(super) const WIDTH: f32 = 960.0;
/// The height of a page, points.
pub(super) const HEIGHT: f32 = 540.0;
/// Left and right of everything.
const MARGIN: f32 = 64.0;
/// The width between the margins.
const INNER: f32 = WIDTH - 2.0 * MARGIN;

/// A colour by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ink {
    /// What is read.
    Text,
    /// What stands beside it.
    Muted,
    /// What leads the eye.
    Accent,
    /// Columns of a chart but the last.
    Pale,
    /// Thin rules.
    Line,
}

/// A rectangle in points from the upper left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) w: f32,
    pub(super) h: f32,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Para {
    pub(super) text: String,
    /// The same broken into lines.
    pub(super) lines: Vec<String>,
    /// Points.
    pub(super) size: f32,
    /// From one line to the next, points.
    pub(super) leading: f32,
    /// Empty space over it, points; none at the top of a block.
    pub(super) above: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

/// What a block is for a reader who does not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// The name of the page.
    Title,
    /// Text.
    Body,
    /// The line at the foot.
    Foot,
}

/// Where the lines of a block begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

/// Paragraphs under one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Block {
    #[serde(flatten)]
    pub(super) area: Area,
    pub(super) role: Role,
    pub(super) align: Align,
    pub(super) paras: Vec<Para>,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Fill {
    #[serde(flatten)]
    pub(super) area: Area,
    pub(super) ink: Ink,
}

/// Columns with their names and figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Chart {
    #[serde(flatten)]
    pub(super) area: Area,
    /// What it shows, in words.
    pub(super) name: String,
    pub(super) fills: Vec<Fill>,
    pub(super) labels: Vec<Block>,
}

/// A table with a head.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Table {
    #[serde(flatten)]
    pub(super) area: Area,
    /// Widths of the columns, points.
    pub(super) columns: Vec<f32>,
    /// The head, then the rows.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Row {
    /// Points.
    pub(super) height: f32,
    pub(super) cells: Vec<Para>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Item {
    Text(Block),
    Fill(Fill),
    Chart(Chart),
    Table(Table),
    /// The logo, as large as fits into the area, at its upper left corner.
    Logo(Area),
}

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Page {
    /// Its name in an outline.
    pub(super) name: String,
    /// What is on it, in the order of reading.
    pub(super) items: Vec<Item>,
}

/// The look of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Style {
    size: f32,
    bold: bool,
    ink: Ink,
}

impl Style {
    const fn new(size: f32, bold: bool, ink: Ink) -> Self {
        Self { size, bold, ink }
    }

    const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// Large text stands closer.
    fn leading(self) -> f32 {
        self.size * if self.size >= 24.0 { 1.18 } else { 1.32 }
    }
}

/// A text set in a style, a paragraph for each of its lines that is not empty.
fn set(faces: &Faces, text: &str, style: Style, width: f32, above: f32) -> Vec<Para> {
    let face = faces.of(style.bold);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Para {
            text: line.to_owned(),
            lines: face
                .lines(line, style.size, width)
                .into_iter()
                .map(|range| part(line, range).to_owned())
                .collect(),
            size: style.size,
            leading: style.leading(),
            above,
            bold: style.bold,
            ink: style.ink,
        })
        .collect()
}

impl Para {
    #[expect(clippy::cast_precision_loss, reason = "a number of lines")]
    /// Points.
    pub(super) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading
    }
}

/// How high paragraphs stand under one another.
fn height(paras: &[Para]) -> f32 {
    let above: f32 = paras.iter().skip(1).map(|p| p.above).sum();
    above + paras.iter().map(Para::height).sum::<f32>()
}

/// The text in the largest of the sizes in which it fits, and whether it does.
fn fitted(
    faces: &Faces,
    text: &str,
    style: Style,
    sizes: &[f32],
    (width, most): (f32, f32),
) -> (Vec<Para>, bool) {
    let mut smallest = Vec::new();
    for size in sizes {
        smallest = set(faces, text, style.sized(*size), width, 0.0);
        if height(&smallest) <= most {
            return (smallest, true);
        }
    }
    (smallest, false)
}

/// As [`fitted`]; in the smallest size, what does not fit is cut with `…`, and the whole is told apart.
fn titled(
    faces: &Faces,
    text: &str,
    style: Style,
    sizes: &[f32],
    room: (f32, f32),
) -> (Vec<Para>, bool) {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut paras, whole) = fitted(faces, &line, style, sizes, room);
    if let (false, Some(para)) = (whole, paras.first_mut()) {
        while para.lines.len() > 1 && para.height() > room.1 {
            para.lines.pop();
        }
        if let Some(last) = para.lines.last_mut() {
            let face = faces.of(style.bold);
            while face.width(last, para.size) + face.width("…", para.size) > room.0 {
                if last.pop().is_none() {
                    break;
                }
            }
            *last = format!("{}…", last.trim_end());
        }
        para.text = para.lines.join(" ");
    }
    (paras, whole)
}
