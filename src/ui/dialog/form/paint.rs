//! Drawing a form: labels in one dim column, values beside, words under what they are about.
//!
//! The form is drawn whole into a buffer of its own and the part around the focus is copied to the screen,
//! so every field draws itself in one piece and scrolling is a matter of a few rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Form;
use super::field::{Field, Kind};
use crate::ui::Cx;
use crate::ui::widgets::text::{fit, width, wrap};

/// Cells of a one-line field with a fixed form: hours, dates.
const SHORT: u16 = 26;

/// A field's place in the whole form.
struct Slot {
    index: usize,
    y: u16,
    /// Rows of the field itself.
    rows: u16,
    notes: Vec<Note>,
}

/// Words about a field.
struct Note {
    text: String,
    style: Style,
    /// On the line of the field, right of it.
    beside: bool,
}

/// The columns of a form.
#[derive(Clone, Copy)]
struct Columns {
    label: u16,
    value: u16,
    width: u16,
}

impl Columns {
    fn of<K>(fields: &[Field<K>], cells: u16, cx: &Cx<'_>) -> Self {
        let widest = fields
            .iter()
            .map(|f| width(&cx.texts.t(f.label)) + usize::from(f.required))
            .max()
            .unwrap_or(0);
        let label = u16::try_from(widest).unwrap_or(0).min(cells / 3).min(26);
        let value = (label + 4).min(cells);
        Self {
            label,
            value,
            width: cells - value,
        }
    }
}

impl<K: Copy + Eq> Form<K> {
    /// Rows the whole form takes in so many cells.
    #[must_use]
    pub fn height(&self, cells: u16, cx: &Cx<'_>) -> u16 {
        let columns = Columns::of(&self.fields, cells, cx);
        let rows: u16 = self.slots(columns, cx).iter().map(Slot::height).sum();
        rows + u16::from(self.asking)
    }

    fn slots(&self, columns: Columns, cx: &Cx<'_>) -> Vec<Slot> {
        let mut y = 0;
        let mut out = Vec::new();
        for (index, field) in self.fields.iter().enumerate().filter(|(_, f)| f.shown) {
            let rows = match &field.kind {
                Kind::Choice(choice) => choice.height(cx.texts, columns.width),
                Kind::Text(_, rows) => *rows,
                Kind::Line(_) | Kind::Toggle(_) => 1,
            };
            let notes = notes(field, columns, cx);
            let slot = Slot {
                index,
                y,
                rows,
                notes,
            };
            y += slot.height();
            out.push(slot);
        }
        out
    }

    /// Draws the form into `area`, scrolled so that the field in focus is seen; returns the text cursor.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = area.intersection(*buf.area());
        self.window = Rect::ZERO;
        self.places.clear();
        if area.is_empty() {
            return None;
        }
        let mut room = area;
        if self.asking {
            room.height -= 1;
            let line = Rect {
                y: room.bottom(),
                height: 1,
                ..area
            };
            let words = cx.texts.t("form-discard");
            buf.set_stringn(
                line.x,
                line.y,
                fit(&words, usize::from(line.width)),
                usize::from(line.width),
                cx.theme.warn,
            );
        }
        let columns = Columns::of(&self.fields, area.width, cx);
        let slots = self.slots(columns, cx);
        let total: u16 = slots.iter().map(Slot::height).sum();
        self.scroll(&slots, total, room.height);
        let mut whole = Buffer::empty(Rect::new(0, 0, area.width, total.max(1)));
        let mut cursor = None;
        for slot in &slots {
            let at = self.field(&mut whole, slot, columns, cx);
            cursor = cursor.or(at);
        }
        self.window = room;
        let rows = room.height.min(total.saturating_sub(self.top));
        for y in 0..rows {
            for x in 0..room.width {
                if let (Some(to), Some(from)) = (
                    buf.cell_mut((room.x + x, room.y + y)),
                    whole.cell((x, self.top + y)),
                ) {
                    to.clone_from(from);
                }
            }
        }
        self.mark_more(buf, room, total, cx);
        let cursor = cursor.filter(|_| !self.asking)?;
        let y = cursor.y.checked_sub(self.top).filter(|y| *y < rows)?;
        Some(Position::new(room.x + cursor.x, room.y + y))
    }

    /// Scrolls just enough to show the field in focus with its words.
    fn scroll(&mut self, slots: &[Slot], total: u16, height: u16) {
        if let Some(slot) = slots.iter().find(|s| s.index == self.focus) {
            let bottom = slot.y + slot.height();
            self.top = self.top.max(bottom.saturating_sub(height)).min(slot.y);
        }
        self.top = self.top.min(total.saturating_sub(height));
    }

    /// A small mark in the right column where the form goes on.
    fn mark_more(&self, buf: &mut Buffer, room: Rect, total: u16, cx: &Cx<'_>) {
        if room.width < 4 || room.height < 2 {
            return;
        }
        let x = room.right() - 1;
        if self.top > 0 {
            buf.set_string(x, room.y, cx.theme.mark("↑", "^"), cx.theme.muted);
        }
        if total > self.top + room.height {
            let y = room.bottom() - 1;
            buf.set_string(x, y, cx.theme.mark("↓", "v"), cx.theme.muted);
        }
    }

    /// Draws one field into the buffer of the whole form.
    fn field(
        &mut self,
        buf: &mut Buffer,
        slot: &Slot,
        columns: Columns,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let focused = slot.index == self.focus;
        let field = self.fields.get_mut(slot.index)?;
        let style = if focused {
            cx.theme.accent
        } else {
            cx.theme.muted
        };
        if focused {
            buf.set_stringn(0, slot.y, cx.theme.mark("▸", ">"), 1, cx.theme.accent);
        }
        let mut label = cx.texts.t(field.label);
        if field.required {
            label.push('*');
        }
        let label = fit(&label, usize::from(columns.label));
        let x = 2.min(columns.value);
        buf.set_stringn(x, slot.y, label, usize::from(columns.label), style);

        let short = matches!(&field.kind, Kind::Line(s) if s.reader.is_some());
        // Values of a choice have marks around them; a cell in front keeps the other kinds in line.
        let indent = match field.kind {
            Kind::Choice(_) => 0,
            _ => columns.width.min(1),
        };
        let room = columns.width - indent;
        let area = Rect {
            x: columns.value + indent,
            y: slot.y,
            width: if short { room.min(SHORT) } else { room },
            height: slot.rows,
        };
        self.places.push((slot.index, area));
        let mut cursor = None;
        if !area.intersection(*buf.area()).is_empty() {
            match &mut field.kind {
                Kind::Line(single) => {
                    let ink = if focused {
                        buf.set_style(area, cx.theme.cursor);
                        cx.theme.cursor
                    } else {
                        cx.theme.text
                    };
                    if let Some(id) = single.placeholder
                        && single.line.text().is_empty()
                    {
                        let words = cx.texts.t(id);
                        let words = fit(&words, usize::from(area.width));
                        let dim = ink.patch(cx.theme.muted);
                        buf.set_stringn(area.x, area.y, words, usize::from(area.width), dim);
                    }
                    cursor = single.line.draw(buf, area, ink, focused);
                }
                Kind::Choice(choice) => choice.draw(buf, area, focused, cx),
                Kind::Toggle(on) => {
                    let ink = if focused {
                        cx.theme.cursor.patch(cx.theme.strong)
                    } else {
                        cx.theme.text
                    };
                    let mark = if *on { "[x]" } else { "[ ]" };
                    let (x, y) =
                        buf.set_stringn(area.x, area.y, mark, usize::from(area.width), ink);
                    let words = field.said.clone().unwrap_or_else(|| {
                        let id = if *on { "button-yes" } else { "button-no" };
                        cx.texts.t(id).to_lowercase()
                    });
                    let left = usize::from(area.right().saturating_sub(x));
                    let words = format!(" {words}");
                    buf.set_stringn(x, y, fit(&words, left), left, cx.theme.muted);
                }
                Kind::Text(text, _) => {
                    // A rule of its own colour along the left edge shows how far the text reaches.
                    let edge = if focused {
                        cx.theme.accent
                    } else {
                        cx.theme.line
                    };
                    for y in area.top()..area.bottom() {
                        buf.set_stringn(area.x - 2, y, cx.theme.mark("│", "|"), 1, edge);
                    }
                    cursor = text.draw(buf, area, focused, cx.theme);
                }
            }
        }
        let mut y = slot.y + slot.rows;
        for note in &slot.notes {
            if note.beside {
                let x = area.right() + 2;
                let left = usize::from(buf.area().right().saturating_sub(x));
                buf.set_stringn(x, slot.y, &note.text, left, note.style);
            } else {
                let left = usize::from(columns.width.saturating_sub(1));
                buf.set_stringn(columns.value + 1, y, &note.text, left, note.style);
                y += 1;
            }
        }
        cursor
    }
}

impl Slot {
    fn height(&self) -> u16 {
        let below = self.notes.iter().filter(|n| !n.beside).count();
        self.rows + u16::try_from(below).unwrap_or(0)
    }
}

/// The words about a field: its problem, else what the reader says.
fn notes<K>(field: &Field<K>, columns: Columns, cx: &Cx<'_>) -> Vec<Note> {
    let single = match &field.kind {
        Kind::Line(single) => Some(single),
        _ => None,
    };
    let kept = single.is_some_and(|s| s.below);
    let wrong = field.problem.clone().or_else(|| field.doubt.clone());
    let said = wrong.map(Err).or_else(|| field.reading(cx));
    let (text, style) = match said {
        Some(Ok(text)) if !text.is_empty() => (text, cx.theme.good),
        Some(Err(text)) => (text, cx.theme.warn),
        // A toggle says it on its own line.
        _ if matches!(field.kind, Kind::Toggle(_)) => (String::new(), cx.theme.muted),
        _ => (field.said.clone().unwrap_or_default(), cx.theme.muted),
    };
    let room = columns
        .width
        .saturating_sub(columns.width.min(SHORT))
        .saturating_sub(3);
    if text.is_empty() {
        return Vec::from_iter(kept.then_some(Note {
            text,
            style,
            beside: false,
        }));
    }
    if !kept && single.is_some_and(|s| s.reader.is_some()) && width(&text) <= usize::from(room) {
        return vec![Note {
            text,
            style,
            beside: true,
        }];
    }
    wrap(&text, usize::from(columns.width.saturating_sub(1)))
        .into_iter()
        .take(3)
        .map(|text| Note {
            text,
            style,
            beside: false,
        })
        .collect()
}
