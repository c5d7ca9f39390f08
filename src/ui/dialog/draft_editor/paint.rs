//! The look of the editor: texts side by side where there is room, else stacked with the one in focus open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{DraftEditor, Field};
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

impl DraftEditor {
    pub(super) fn paint(
        &mut self,
        buf: &mut Buffer,
        screen: Rect,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let t = cx.theme;
        self.places.clear();
        // The language may have changed since the editor was opened.
        let hints = ["draft-why-hint", "draft-if-done-hint", "draft-if-not-hint"];
        for (text, hint) in self.texts.iter_mut().zip(hints) {
            text.set_placeholder(cx.texts.t(hint));
        }
        let name = cx.book.client(self.client).map_or("", |c| c.name.as_str());
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
        // The last two rows: choices, and what is lacking.
        let foot_rows = 2.min(rest.height);
        let mut foot = Rect {
            y: rest.bottom() - foot_rows,
            height: foot_rows,
            ..rest
        };
        rest.height -= foot_rows;
        let mut cursor = self.paint_title(buf, head, cx);
        let wide = area.width + 4 >= WIDE && rest.height >= 8;
        if wide {
            take(&mut rest, 1);
            rest.height = rest.height.saturating_sub(1);
            let half = rest.width / 2;
            let left = Rect {
                width: half - 1,
                ..rest
            };
            let mut right = Rect {
                x: rest.x + half + 1,
                width: rest.width - half - 1,
                ..rest
            };
            let upper = take(&mut right, rest.height / 2);
            for (field, place) in [
                (Field::Why, left),
                (Field::IfDone, upper),
                (Field::IfNot, right),
            ] {
                cursor = self.paint_text(buf, place, field, cx).or(cursor);
            }
        } else {
            cursor = self.paint_stack(buf, rest, cx).or(cursor);
        }
        self.paint_choices(buf, take(&mut foot, 1), cx);
        self.paint_lacks(buf, foot, cx);
        cursor
    }

    fn paint_title(&mut self, buf: &mut Buffer, row: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let focused = self.focus == Field::Title;
        let label = format!("{}  ", cx.texts.t("draft-name"));
        let w = u16::try_from(width(&label)).unwrap_or(0).min(row.width);
        let style = if focused { t.accent } else { t.muted };
        Line::new(buf, row, row.y, t.text).left(&label, style);
        let place = Rect {
            x: row.x + w,
            width: row.width - w,
            ..row
        };
        self.places.push((row, Field::Title));
        let hint = cx.texts.t("draft-name-hint");
        let at = self.title.draw_hinted(buf, place, &hint, t);
        at.filter(|_| focused)
    }

    /// Closed texts show their beginning; the open one has the rest of the room.
    fn paint_stack(&mut self, buf: &mut Buffer, mut area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let fields = [Field::Why, Field::IfDone, Field::IfNot];
        let open = self.open;
        let mut cursor = None;
        if area.height < 7 {
            let field = fields[open.min(2)];
            return self.paint_text(buf, area, field, cx);
        }
        let closed = if area.height >= 12 { 3 } else { 2 };
        let opened = area.height - 2 * closed;
        for (i, field) in fields.into_iter().enumerate() {
            let place = take(&mut area, if i == open { opened } else { closed });
            cursor = self.paint_text(buf, place, field, cx).or(cursor);
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
        let index = field.text()?;
        let focused = self.focus == field;
        self.places.push((area, field));
        let label = take(&mut area, 1);
        let id = ["draft-why", "draft-if-done", "draft-if-not"][index];
        let b = self.texts.get_mut(index)?;
        let (mark, mark_style) = if b.is_blank() {
            (t.mark("✗", "x"), t.warn)
        } else {
            (t.mark("✓", "+"), t.good)
        };
        let style = if focused { t.accent } else { t.muted };
        Line::new(buf, label, label.y, t.text)
            .left(mark, mark_style)
            .left(" ", t.text)
            .left(&cx.texts.t(id), style);
        let inside = Rect {
            x: area.x + 2.min(area.width),
            width: area.width.saturating_sub(2),
            ..area
        };
        b.draw(buf, inside, focused, t)
    }

    fn paint_choices(&mut self, buf: &mut Buffer, row: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        if row.is_empty() {
            return;
        }
        let arrows = [t.mark("‹ ", "< "), t.mark(" ›", " >")];
        let mut line = Line::new(buf, row, row.y, t.text);
        for (field, id, value) in [
            (
                Field::Effort,
                "draft-effort",
                say::effort(cx.texts, self.effort),
            ),
            (Field::Kind, "draft-kind", say::kind(cx.texts, self.kind)),
        ] {
            let focused = self.focus == field;
            let before = line.free();
            line.left(
                &format!("{}  ", cx.texts.t(id)),
                if focused { t.accent } else { t.muted },
            );
            let [l, r] = if focused { arrows } else { ["", ""] };
            line.left(
                &format!("{l}{value}{r}"),
                if focused { t.cursor } else { t.text },
            );
            let x = row.right() - before;
            self.places.push((
                Rect {
                    x,
                    width: before - line.free(),
                    ..row
                },
                field,
            ));
            line.skip(4);
        }
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
