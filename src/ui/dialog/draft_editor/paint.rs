//! The look of the editor: two pages, what it is about and what it gives; texts side by side where there is
//! room, else stacked with the one in focus open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::DraftEditor;
use super::field::{Field, Holds};
use crate::domain::Life;
use crate::domain::recommendation::Lack;
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::{fit, width};

/// Width from which texts stand side by side.
const WIDE: u16 = 100;

/// Cuts `height` rows off the top.
fn take(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let top = Rect { height, ..*area };
    area.y += height;
    area.height -= height;
    top
}

/// Cuts `height` rows off the bottom.
fn take_last(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    area.height -= height;
    Rect {
        y: area.bottom(),
        height,
        ..*area
    }
}

impl DraftEditor {
    pub(super) fn paint(
        &mut self,
        buf: &mut Buffer,
        screen: Rect,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let t = cx.theme;
        self.places.clear();
        // The language may have changed since the editor was opened, and so may the client.
        let client = cx.book.client(self.client);
        self.expert = client.is_some_and(|c| c.expertise.speaks_terms());
        for (text, field) in self.texts.iter_mut().zip(Field::TEXTS) {
            text.set_placeholder(cx.texts.t(field.hint()));
        }
        let name = client.map_or("", |c| c.name.as_str());
        let life = say::life(cx.texts, self.life);
        let title = cx.texts.tf(
            "draft-title",
            &[("client", name.into()), ("life", life.into())],
        );
        let outer = frame::centered(
            screen,
            screen.width.min(160),
            screen.height.saturating_sub(2).clamp(1, 44),
        );
        let room = usize::from(outer.width.saturating_sub(4));
        let area = frame::dialog(buf, outer, &fit(&title, room), t);
        if area.is_empty() {
            return None;
        }
        let mut rest = area;
        let head = take(&mut rest, 1);
        let mut cursor = self.paint_line(buf, head, Field::Title, cx);
        if rest.height >= 7 {
            self.paint_pages(buf, take(&mut rest, 1), cx);
        }
        let foot = take_last(&mut rest, 1);
        self.paint_lacks(buf, foot, cx);
        let wide = area.width + 4 >= WIDE && rest.height >= 8;
        let more = if self.focus.is_second_page() {
            self.paint_second(buf, rest, wide, cx)
        } else {
            self.paint_first(buf, rest, wide, cx)
        };
        cursor = more.or(cursor);
        cursor
    }

    fn paint_pages(&mut self, buf: &mut Buffer, row: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        let second = self.focus.is_second_page();
        let mut line = Line::new(buf, row, row.y, t.text);
        for (id, shown, field) in [
            ("draft-page-grounds", !second, Field::Why),
            ("draft-page-value", second, Field::Value),
        ] {
            let style = if shown {
                t.accent.patch(t.strong)
            } else {
                t.muted
            };
            let x = row.right() - line.free();
            let words = cx.texts.t(id);
            line.left(&words, style);
            let w = u16::try_from(width(&words)).unwrap_or(0);
            self.places.push((Rect { x, width: w, ..row }, field));
            line.skip(3);
        }
    }

    /// Why and what happens if; the goal, the effort and the kind.
    fn paint_first(
        &mut self,
        buf: &mut Buffer,
        mut rest: Rect,
        wide: bool,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let choices = take_last(&mut rest, 1);
        let high = rest.height > 3;
        let goal = take_last(&mut rest, u16::from(high));
        self.paint_choices(buf, goal, &[Field::Goal], cx);
        self.paint_choices(buf, choices, &[Field::Effort, Field::Kind], cx);
        let fields = [Field::Why, Field::IfDone, Field::IfNot];
        if !wide {
            return self.paint_stack(buf, rest, &fields, cx);
        }
        take_last(&mut rest, 1);
        let [left, mut right] = halves(rest);
        let upper = take(&mut right, rest.height / 2);
        let mut cursor = None;
        for (field, place) in fields.into_iter().zip([left, upper, right]) {
            cursor = self.paint_text(buf, place, field, cx).or(cursor);
        }
        cursor
    }

    /// What the money buys, what is promised, who helps; how it is done.
    fn paint_second(
        &mut self,
        buf: &mut Buffer,
        mut rest: Rect,
        wide: bool,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let mut cursor = self.paint_line(buf, take(&mut rest, 1), Field::Value, cx);
        let effect = take(&mut rest, 1);
        let used = self.paint_choices(buf, effect, &[Field::Metric], cx);
        let range = Rect {
            x: effect.x + used.min(effect.width),
            width: effect.width.saturating_sub(used),
            ..effect
        };
        cursor = self.paint_line(buf, range, Field::Range, cx).or(cursor);
        let helper = take(&mut rest, 1);
        cursor = self.paint_line(buf, helper, Field::Helper, cx).or(cursor);
        let fields = Field::instructions(self.expert);
        if rest.height > 5 {
            take(&mut rest, 1);
        }
        if !wide {
            return self.paint_stack(buf, rest, &fields, cx).or(cursor);
        }
        for (field, place) in fields.into_iter().zip(halves(rest)) {
            cursor = self.paint_text(buf, place, field, cx).or(cursor);
        }
        cursor
    }

    fn paint_line(
        &mut self,
        buf: &mut Buffer,
        row: Rect,
        field: Field,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let t = cx.theme;
        let Holds::Line(index) = field.holds() else {
            return None;
        };
        if row.is_empty() {
            return None;
        }
        let focused = self.focus == field;
        let label = format!("{}  ", cx.texts.t(field.label()));
        let w = u16::try_from(width(&label)).unwrap_or(0).min(row.width);
        let style = if focused { t.accent } else { t.muted };
        Line::new(buf, row, row.y, t.text).left(&label, style);
        let place = Rect {
            x: row.x + w,
            width: row.width - w,
            ..row
        };
        self.places.push((row, field));
        let hint = cx.texts.t(field.hint());
        let at = self.lines.get_mut(index)?.draw_hinted(buf, place, &hint, t);
        at.filter(|_| focused)
    }

    /// Closed texts show their beginning; the open one has the rest of the room.
    fn paint_stack(
        &mut self,
        buf: &mut Buffer,
        mut area: Rect,
        fields: &[Field],
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let open = fields
            .iter()
            .position(|f| self.open.contains(f))
            .unwrap_or(0);
        let mut cursor = None;
        if area.height < 7 {
            return self.paint_text(buf, area, *fields.get(open)?, cx);
        }
        let closed = if area.height >= 12 { 3 } else { 2 };
        let others = u16::try_from(fields.len().saturating_sub(1)).unwrap_or(0);
        let opened = area.height.saturating_sub(others * closed);
        for (i, field) in fields.iter().enumerate() {
            let place = take(&mut area, if i == open { opened } else { closed });
            cursor = self.paint_text(buf, place, *field, cx).or(cursor);
        }
        cursor
    }

    fn paint_text(
        &mut self,
        buf: &mut Buffer,
        mut area: Rect,
        field: Field,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let t = cx.theme;
        let Holds::Text(index) = field.holds() else {
            return None;
        };
        let focused = self.focus == field;
        self.places.push((area, field));
        let label = take(&mut area, 1);
        let b = self.texts.get_mut(index)?;
        let (mark, mark_style) = match (b.is_blank(), field.is_second_page()) {
            (true, true) => (t.mark("○", "o"), t.muted),
            (true, false) => (t.mark("✗", "x"), t.warn),
            (false, _) => (t.mark("✓", "+"), t.good),
        };
        let style = if focused { t.accent } else { t.muted };
        Line::new(buf, label, label.y, t.text)
            .left(mark, mark_style)
            .left(" ", t.text)
            .left(&cx.texts.t(field.label()), style);
        let inside = Rect {
            x: area.x + 2.min(area.width),
            width: area.width.saturating_sub(2),
            ..area
        };
        b.draw(buf, inside, focused, t)
    }

    /// The chosen value of a field in words.
    fn value(&self, field: Field, cx: &Cx<'_>) -> String {
        match field {
            Field::Effort => say::effort(cx.texts, self.effort),
            Field::Kind => say::kind(cx.texts, self.kind),
            Field::Metric => match self.metric {
                Some(metric) => say::measure(cx.texts, metric),
                None => cx.texts.t("draft-metric-none"),
            },
            Field::Goal => {
                let brief = cx
                    .book
                    .get(self.client)
                    .and_then(|d| d.work().brief.as_deref());
                let goal = self.goal.and_then(|id| brief?.goal(id));
                match goal {
                    Some(goal) => goal.text.clone(),
                    None if brief.is_some_and(|b| b.open_goals().next().is_some()) => {
                        cx.texts.t("draft-goal-none")
                    }
                    None => cx.texts.t("draft-goal-empty"),
                }
            }
            _ => String::new(),
        }
    }

    /// Choices in a row; returns the cells used.
    fn paint_choices(&mut self, buf: &mut Buffer, row: Rect, fields: &[Field], cx: &Cx<'_>) -> u16 {
        let t = cx.theme;
        if row.is_empty() {
            return 0;
        }
        let arrows = [t.mark("‹ ", "< "), t.mark(" ›", " >")];
        let mut line = Line::new(buf, row, row.y, t.text);
        for field in fields {
            let focused = self.focus == *field;
            let before = line.free();
            line.left(
                &format!("{}  ", cx.texts.t(field.label())),
                if focused { t.accent } else { t.muted },
            );
            let [l, r] = if focused { arrows } else { ["", ""] };
            let unlinked = *field == Field::Goal && self.goal.is_none();
            let style = match (focused, unlinked) {
                (true, _) => t.cursor,
                (_, true) => t.warn,
                _ => t.text,
            };
            line.left(&format!("{l}{}{r}", self.value(*field, cx)), style);
            let x = row.right() - before;
            let place = Rect {
                x,
                width: before - line.free(),
                ..row
            };
            self.places.push((place, *field));
            line.skip(4);
        }
        row.width - line.free()
    }

    fn paint_lacks(&self, buf: &mut Buffer, row: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        if row.is_empty() {
            return;
        }
        let mut line = Line::new(buf, row, row.y, t.text);
        if self.leaving {
            line.left(&cx.texts.t("draft-leave"), t.warn);
            return;
        }
        let lacks = self.lacks();
        if !lacks.is_empty() {
            let what = say::lacks(cx.texts, &lacks);
            let words = cx.texts.tf("draft-lacks", &[("what", what.into())]);
            let style = if lacks.contains(&Lack::Title) {
                t.warn
            } else {
                t.muted
            };
            line.left(&words, style);
        } else if self.life == Life::Draft && !self.flaws().is_empty() {
            let what = say::flaws(cx.texts, &self.flaws());
            let words = cx.texts.tf("draft-unfounded", &[("what", what.into())]);
            line.left(&words, t.muted);
        } else if self.life == Life::Draft {
            let key = cx
                .keymap
                .key_of(super::Context::Editor.chain(), super::Action::SaveReady)
                .map_or_else(String::new, |k| k.to_string());
            line.left(
                &cx.texts.tf("draft-complete", &[("key", key.into())]),
                t.good,
            );
        }
    }
}

/// Two columns with a gap.
fn halves(area: Rect) -> [Rect; 2] {
    let half = area.width / 2;
    [
        Rect {
            width: half.saturating_sub(1),
            ..area
        },
        Rect {
            x: area.x + half + 1,
            width: area.width.saturating_sub(half + 1),
            ..area
        },
    ]
}
