//! The lines of the page: how much is filled, every field with its words, what to ask.

use std::ops::Range;

use jiff::Timestamp;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Spot, spots};
use crate::domain::{Brief, BriefField, Dossier};
use crate::input::Action;
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::{Rows, beside};
use crate::ui::widgets::text::{fit, width, wrap};

/// From this width on the page has two columns.
const TWO_COLUMNS: u16 = 110;
const GAP: u16 = 3;
/// Cells of the names of fields.
const LABEL: usize = 17;
/// Cells of the mark before a field.
const MARK: usize = 2;
/// Cells of the bar of completeness.
const BAR: usize = 20;

/// A page laid out.
pub(super) struct Laid {
    pub(super) lines: Vec<Line<'static>>,
    /// The rows of the field under the cursor.
    pub(super) cursor: Range<usize>,
}

/// Fields in a column, and where the one under the cursor lies.
struct Column<'a> {
    cx: &'a Cx<'a>,
    width: usize,
    lines: Vec<Line<'static>>,
    cursor: Option<Range<usize>>,
}

impl<'a> Column<'a> {
    const fn new(cx: &'a Cx<'a>, width: u16) -> Self {
        Self {
            cx,
            width: width as usize,
            lines: Vec::new(),
            cursor: None,
        }
    }

    /// A field: its name, its words, a dim remark behind the last of them.
    fn field(&mut self, label: &str, text: &str, style: Style, remark: &str, under: bool) {
        let theme = self.cx.theme;
        let label_cells = LABEL.min(self.width / 3);
        let room = self.width.saturating_sub(MARK + label_cells);
        let start = self.lines.len();
        let mut parts = wrap(text, room);
        let beside_last = parts
            .last()
            .is_some_and(|last| width(last) + 3 + width(remark) <= room);
        let tail = match (remark.is_empty(), beside_last) {
            (true, _) => None,
            (false, true) => Some(format!(" · {remark}")),
            (false, false) => {
                parts.push(String::new());
                Some(remark.to_owned())
            }
        };
        let last = parts.len().saturating_sub(1);
        for (i, part) in parts.into_iter().enumerate() {
            let first = i == 0;
            let mark = if under && first {
                theme.mark("▸ ", "> ")
            } else {
                "  "
            };
            let name = if first { label } else { "" };
            let name = fit(name, label_cells.saturating_sub(1)).into_owned();
            let pad = " ".repeat(label_cells.saturating_sub(width(&name)));
            let mut spans = vec![
                Span::styled(mark, theme.accent),
                Span::styled(name + &pad, theme.muted),
                Span::styled(part, style),
            ];
            if let Some(tail) = tail.as_deref().filter(|_| i == last) {
                spans.push(Span::styled(fit(tail, room).into_owned(), theme.muted));
            }
            let mut line = Line::from(spans);
            if under {
                let pad = self.width.saturating_sub(line.width());
                line.push_span(" ".repeat(pad));
                // The spans, not the line: what stands beside it in two columns is not under the cursor.
                for span in &mut line.spans {
                    span.style = span.style.patch(theme.cursor);
                }
            }
            self.lines.push(line);
        }
        if under {
            self.cursor = Some(start..self.lines.len());
        }
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn rows(&mut self, rows: Rows<'_>) {
        self.lines.extend(rows.into_lines());
    }
}

/// The lines of the field being laid out.
#[derive(Default)]
struct Block {
    start: usize,
    /// A blank line stands before it already.
    apart: bool,
}

impl Block {
    /// Ends a field and begins the next: several lines get a blank one before and after.
    fn end(&mut self, column: &mut Column<'_>) {
        let tall = column.lines.len().saturating_sub(self.start) > 1;
        if tall && !self.apart && self.start > 0 {
            column.lines.insert(self.start, Line::default());
            if let Some(cursor) = column.cursor.as_mut().filter(|c| c.start >= self.start) {
                *cursor = cursor.start + 1..cursor.end + 1;
            }
        }
        if tall {
            column.blank();
        }
        self.apart = tall;
        self.start = column.lines.len();
    }
}

/// Lays the page out in so many cells, the cursor on the place number `at`.
pub(super) fn page(cx: &Cx<'_>, dossier: &Dossier, cells: u16, at: usize) -> Laid {
    let brief = dossier.work().brief.as_deref();
    let spots = spots(brief);
    let under = at.min(spots.len().saturating_sub(1));
    let two = cells >= TWO_COLUMNS;
    let left_cells = if two { (cells - GAP) / 2 } else { cells };
    let right_cells = if two { cells - GAP - left_cells } else { cells };
    let mut left = Column::new(cx, left_cells);
    let mut right = Column::new(cx, right_cells);
    let mut before = None;
    // A field of several lines stands apart from its neighbours, short ones stand together.
    let mut block = Block::default();
    for (i, spot) in spots.iter().enumerate() {
        let field = match spot {
            Spot::Goal(_) => BriefField::Goals,
            Spot::Field(field) => *field,
        };
        let on_right = two && field >= BriefField::BudgetNow;
        if on_right && right.lines.is_empty() {
            block.end(&mut left);
            block = Block::default();
        } else if before.is_some_and(|b| b != field) {
            block.end(if on_right { &mut right } else { &mut left });
        }
        let column = if on_right { &mut right } else { &mut left };
        let named = before != Some(field);
        before = Some(field);
        match spot {
            Spot::Goal(_) => goal(column, dossier, *spot, named, i == under),
            Spot::Field(field) => plain(column, dossier, *field, i == under),
        }
    }
    let last = if two { &mut right } else { &mut left };
    block.end(last);
    if let Some(brief) = brief {
        if !block.apart {
            last.blank();
        }
        last.rows(to_ask(cx, brief, right_cells));
    }
    let head = head(cx, brief, cells);
    let above = head.len();
    let cursor = left.cursor.or(right.cursor).unwrap_or(0..1);
    let body = if two {
        beside(left.lines, right.lines, left_cells, GAP)
    } else {
        left.lines
    };
    Laid {
        lines: head.into_iter().chain(body).collect(),
        cursor: cursor.start + above..cursor.end + above,
    }
}

/// How much is filled, when it was asked for and changed; for an empty brief, what it is and how to begin.
fn head(cx: &Cx<'_>, brief: Option<&Brief>, cells: u16) -> Vec<Line<'static>> {
    let (texts, theme) = (cx.texts, cx.theme);
    let mut rows = Rows::new(cx, cells);
    let day = |at: Timestamp| {
        let day = at.to_zoned(cx.now.time_zone().clone()).date();
        texts.date(day, cx.today())
    };
    let percent = brief.map_or(0, Brief::completeness);
    let asked = brief
        .and_then(|b| b.asked_at)
        .map(|at| texts.tf("brief-asked", &[("date", day(at).into())]));
    if percent == 0 {
        rows.text(&texts.t("brief-empty"), 0, 3, theme.text);
        let key = |action| {
            let chain = crate::input::Context::CardBrief.chain();
            let key = cx.keymap.key_of(chain, action);
            key.map_or_else(String::new, |k| k.to_string())
        };
        let words = texts.tf(
            "brief-empty-keys",
            &[
                ("edit", key(Action::EditBrief).into()),
                ("copy", key(Action::CopyQuestionnaire).into()),
                ("paste", key(Action::PasteAnswers).into()),
            ],
        );
        rows.text(&words, 0, 3, theme.muted);
        if let Some(asked) = asked {
            rows.text(&asked, 0, 1, theme.muted);
        }
    } else {
        let filled = usize::from(percent) * BAR / 100;
        let share = texts.percent(f64::from(percent));
        let said = texts.tf("brief-filled", &[("percent", share.into())]);
        let edited = brief.map(|b| texts.tf("brief-edited", &[("date", day(b.edited_at).into())]));
        let dates = joined([asked, edited].into_iter().flatten());
        rows.cells(vec![
            (theme.mark("█", "#").repeat(filled), theme.good),
            (theme.mark("░", ".").repeat(BAR - filled), theme.line),
            (format!("  {said}"), theme.strong),
            (format!("   {dates}"), theme.muted),
        ]);
    }
    rows.blank();
    rows.into_lines()
}

fn goal(column: &mut Column<'_>, dossier: &Dossier, spot: Spot, named: bool, under: bool) {
    let (cx, texts) = (column.cx, column.cx.texts);
    let brief = dossier.work().brief.as_deref();
    let Spot::Goal(id) = spot else { return };
    let Some(goal) = brief.and_then(|b| b.goal(id)) else {
        return;
    };
    let label = if named {
        say::brief::field(texts, BriefField::Goals)
    } else {
        String::new()
    };
    let advice = match dossier.advice_for(id) {
        0 => texts.t("brief-goal-none"),
        n => texts.tf("brief-goal-advice", &[("count", n.into())]),
    };
    match goal.closed_at {
        None => column.field(&label, &goal.text, cx.theme.strong, &advice, under),
        Some(at) => {
            let day = at.to_zoned(cx.now.time_zone().clone()).date();
            let date = texts.date(day, cx.today());
            let closed = texts.tf("brief-goal-closed", &[("date", date.into())]);
            column.field(&label, &goal.text, cx.theme.muted, &closed, under);
        }
    }
}

fn plain(column: &mut Column<'_>, dossier: &Dossier, field: BriefField, under: bool) {
    let (cx, texts) = (column.cx, column.cx.texts);
    let brief = dossier.work().brief.as_deref();
    let label = say::brief::field(texts, field);
    let said = brief.map_or_else(String::new, |b| {
        say::brief::value(texts, b, field, dossier.currency(), cx.today())
    });
    if said.is_empty() {
        // With nothing known the page is the list of questions itself.
        let words = match brief.map_or(0, Brief::completeness) {
            0 => say::brief::question(texts, field),
            _ => texts.t("brief-blank"),
        };
        column.field(&label, &words, cx.theme.muted, "", under);
        return;
    }
    let style = match field {
        BriefField::Constraints => cx.theme.warn,
        _ => cx.theme.text,
    };
    column.field(&label, &said, style, "", under);
}

/// What to ask next, as it is asked aloud.
fn to_ask<'a>(cx: &'a Cx<'a>, brief: &Brief, cells: u16) -> Rows<'a> {
    let mut rows = Rows::new(cx, cells);
    let mut empty = brief.empty_fields().peekable();
    if empty.peek().is_none() || brief.completeness() == 0 {
        return rows;
    }
    rows.heading("brief-to-ask");
    for field in empty {
        questions(&mut rows, field);
    }
    rows
}

/// A question with its mark; its second line stands under the first.
fn questions(rows: &mut Rows<'_>, field: BriefField) {
    let theme = rows.cx.theme;
    let question = say::brief::question(rows.cx.texts, field);
    let room = rows.room().saturating_sub(MARK);
    for (i, part) in wrap(&question, room).into_iter().enumerate() {
        let mark = if i == 0 {
            theme.mark("○ ", "- ")
        } else {
            "  "
        };
        rows.cells(vec![(mark.to_owned(), theme.muted), (part, theme.text)]);
    }
}
