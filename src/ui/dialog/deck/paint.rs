//! The look of the dialog: the list with the slide of its current row beside it, or one slide alone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line as Text;

use super::DeckDialog;
use crate::domain::slides::{self, Format, Section, Slide, Slides};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;

/// From this width on the slide stands beside the list, else below it.
const WIDE: u16 = 100;
/// Cells of the state of a recommendation.
const STATE: u16 = 13;

impl DeckDialog {
    pub(super) fn paint(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) {
        let name = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let title = cx.texts.tf("deck-title", &[("client", name.into())]);
        let height = screen.height.saturating_sub(2).min(40);
        let outer = frame::centered(screen, screen.width.min(150), height);
        let area = frame::dialog(buf, outer, &title, cx.theme);
        if area.height < 3 {
            return;
        }
        let foot = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let body = Rect {
            height: area.height - 2,
            ..area
        };
        if let Some(at) = self.preview {
            self.paint_slide(buf, body, foot, at, cx);
            return;
        }
        if self.rows.is_empty() {
            // There is no list: the reason has the whole of the room.
            lines(
                buf,
                body,
                words(cx, body.width, &cx.texts.t("deck-none-written")),
            );
            self.list = Rect::ZERO;
            self.paint_foot(buf, foot, cx);
            return;
        }
        let (list, slide) = if area.width >= WIDE {
            let width = body.width * 48 / 100;
            let right = Rect {
                x: body.x + width + 3,
                width: body.width - width - 3,
                ..body
            };
            for y in body.top()..body.bottom() {
                buf.set_string(
                    body.x + width + 1,
                    y,
                    cx.theme.mark("│", "|"),
                    cx.theme.line,
                );
            }
            (Rect { width, ..body }, right)
        } else {
            let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
            let high = rows.clamp(1, body.height / 2);
            let below = Rect {
                y: body.y + high + 1,
                height: body.height.saturating_sub(high + 1),
                ..body
            };
            let rule = cx.theme.mark("─", "-").repeat(usize::from(body.width));
            buf.set_string(body.x, body.y + high, rule, cx.theme.line);
            (
                Rect {
                    height: high,
                    ..body
                },
                below,
            )
        };
        self.paint_list(buf, list, cx);
        self.paint_current(buf, slide, cx);
        self.paint_foot(buf, foot, cx);
    }

    fn paint_list(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        self.list = area;
        let Some(dossier) = cx.book.get(self.client) else {
            return;
        };
        let window = self
            .cursor
            .window(self.rows.len(), usize::from(area.height));
        let mut number = self
            .rows
            .iter()
            .take(window.start)
            .filter(|r| r.marked)
            .count();
        for (i, y) in window.zip(area.y..) {
            let (Some(row), current) = (self.rows.get(i), i == self.cursor.index()) else {
                continue;
            };
            let Some(one) = cx.book.recommendation(self.client, row.id) else {
                continue;
            };
            let held = slides::held(dossier, one).is_some();
            let style = match (current, held) {
                (true, _) => t.cursor,
                (_, true) => t.muted,
                _ => t.text,
            };
            let mark = match (row.marked, held) {
                (true, _) => "[x]",
                (false, true) => " · ",
                (false, false) => "[ ]",
            };
            number += usize::from(row.marked);
            let place = if row.marked {
                number.to_string()
            } else {
                String::new()
            };
            let mut line = Line::new(buf, area, y, style);
            let room = area.width.saturating_sub(8 + STATE);
            line.left(mark, Style::new())
                .skip(1)
                .number(&place, 2, Style::new())
                .skip(1)
                .column(&one.title, room, Style::new())
                .skip(1)
                .column(&say::life(cx.texts, one.life), STATE, Style::new());
        }
    }

    /// What the client would read of the current recommendation, or why it would not.
    fn paint_current(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let found = cx.book.get(self.client).zip(self.current(cx.book));
        let Some((dossier, one)) = found.filter(|_| area.height > 0) else {
            return;
        };
        if let Some(why) = slides::held(dossier, one) {
            let refusal = slides::Refusal::HeldBack(one.title.clone(), why);
            let text = say::slides_refusal(cx.texts, &refusal, cx.today());
            lines(buf, area, words(cx, area.width, &text));
            return;
        }
        let Ok(alone) = Slides::of(dossier, &[one.id], &self.manager, cx.today()) else {
            return;
        };
        let script = say::script(cx.texts, &alone);
        let slide = script
            .slides
            .iter()
            .find(|s| matches!(s, Slide::Advice { .. }));
        if let Some(slide) = slide {
            lines(buf, area, told(slide, cx, area.width));
        }
    }

    fn paint_slide(&self, buf: &mut Buffer, body: Rect, foot: Rect, at: usize, cx: &Cx<'_>) {
        let Ok(script) = self.script(cx) else {
            return;
        };
        let last = script.slides.len().saturating_sub(1);
        let at = at.min(last);
        if let Some(slide) = script.slides.get(at) {
            let inside = Rect {
                x: body.x + 2.min(body.width),
                y: body.y + 1.min(body.height),
                width: body.width.saturating_sub(4),
                height: body.height.saturating_sub(1),
            };
            lines(buf, inside, told(slide, cx, inside.width));
        }
        let place = [("number", (at + 1).into()), ("count", (last + 1).into())];
        let place = cx.texts.tf("deck-slide-of", &place);
        Line::new(buf, foot, foot.y, cx.theme.text).left(&place, cx.theme.muted);
    }

    fn paint_foot(&self, buf: &mut Buffer, row: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        // What must not be said is shown where a text is about to leave (D5).
        let brief = cx
            .book
            .get(self.client)
            .and_then(|d| d.work().brief.as_deref());
        let limits = brief.map_or("", |b| b.constraints.trim());
        if !limits.is_empty() && row.y > 0 {
            let line = limits.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = cx.texts.tf("deck-constraints", &[("what", line.into())]);
            let above = Rect {
                y: row.y - 1,
                ..row
            };
            Line::new(buf, above, above.y, t.text).left(&text, t.warn);
        }
        let mut line = Line::new(buf, row, row.y, t.text);
        line.left(&cx.texts.t("deck-format"), t.muted).skip(2);
        for format in Format::ALL {
            let style = if *format == self.format {
                t.accent.patch(t.strong)
            } else {
                t.muted
            };
            let [l, r] = if *format == self.format {
                [t.mark("‹", "<"), t.mark("›", ">")]
            } else {
                [" ", " "]
            };
            line.left(&format!("{l}{}{r}", format.name()), style)
                .skip(1);
        }
        let state = if self.busy {
            cx.texts.t("deck-writing")
        } else {
            cx.texts.timer(self.seconds(cx).into())
        };
        line.right(&state, t.muted);
    }
}

/// Draws lines; where there are more than fit, the last row says so.
fn lines(buf: &mut Buffer, area: Rect, lines: Vec<Text<'static>>) {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
    if lines.len() > usize::from(area.height) && area.height > 0 {
        let y = area.bottom() - 1;
        Line::new(buf, area, y, Style::reset())
            .left(&" ".repeat(usize::from(area.width)), Style::new());
        buf.set_string(area.x, y, "…", Style::new());
    }
}

fn words(cx: &Cx<'_>, width: u16, text: &str) -> Vec<Text<'static>> {
    let mut rows = Rows::new(cx, width);
    rows.text(text, 0, 12, cx.theme.muted);
    rows.into_lines()
}

/// A slide as lines of text.
fn told(slide: &Slide, cx: &Cx<'_>, width: u16) -> Vec<Text<'static>> {
    let t = cx.theme;
    let mut rows = Rows::new(cx, width);
    let named = |rows: &mut Rows<'_>, section: &Section| {
        rows.text(&section.label, 0, 1, t.muted);
        for line in section.text.lines().filter(|l| !l.trim().is_empty()) {
            rows.text(line.trim(), 2, 40, t.text);
        }
    };
    match slide {
        Slide::Cover {
            label,
            title,
            lines,
        } => {
            rows.text(label, 0, 1, t.accent);
            rows.text(title, 0, 6, t.strong);
            rows.blank();
            for line in lines {
                rows.text(line, 0, 2, t.muted);
            }
        }
        Slide::Goal { label, goals, kpi } => {
            rows.text(label, 0, 1, t.accent);
            for goal in goals {
                rows.text(goal, 0, 12, t.strong);
            }
            rows.blank();
            kpi.iter().for_each(|kpi| named(&mut rows, kpi));
        }
        Slide::Figures { label, title, bars } => {
            if !label.is_empty() {
                rows.text(label, 0, 1, t.accent);
            }
            rows.text(title, 0, 2, t.strong);
            let full = usize::from(width).saturating_sub(28).min(60);
            for bar in bars {
                let cells = usize::from(bar.height.unwrap_or(0)) * full / 1_000;
                rows.cells(vec![
                    (format!("{:<4}{:>5} ", bar.label, bar.year), t.muted),
                    (t.mark("█", "#").repeat(cells), t.accent),
                    (format!(" {}", bar.value), t.text),
                ]);
            }
        }
        Slide::Advice {
            label,
            title,
            value,
            sections,
            how,
            facts,
        } => {
            rows.text(label, 0, 1, t.accent);
            rows.text(title, 0, 4, t.strong);
            if let Some(value) = value {
                rows.text(&format!("{}: {}", value.label, value.text), 0, 4, t.info);
            }
            for section in sections.iter().chain(how) {
                rows.blank();
                named(&mut rows, section);
            }
            rows.blank();
            for fact in facts {
                rows.cells(vec![
                    (format!("{}: ", fact.label), t.muted),
                    (fact.text.clone(), t.text),
                ]);
            }
        }
        Slide::Decisions {
            title,
            head,
            rows: table,
        } => {
            rows.text(title, 0, 2, t.strong);
            let [_, _, work, by, _] = head;
            for [number, what, effort, day, _] in table {
                rows.blank();
                rows.text(&format!("{number}. {what}"), 0, 4, t.text);
                rows.text(&format!("{work}: {effort} · {by}: {day}"), 3, 2, t.muted);
            }
        }
    }
    rows.into_lines()
}
