//! The frame of every step, and the steps that are only words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{LineGauge, Widget};

use super::{Context, ImportDialog, Step, Work};
use crate::input::Action;
use crate::ui::Cx;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::wrap;

impl ImportDialog {
    pub(super) fn paint(
        &mut self,
        buf: &mut Buffer,
        screen: Rect,
        cx: &Cx<'_>,
    ) -> Option<Position> {
        let t = cx.theme;
        let tall = screen.height.saturating_sub(2).max(1);
        let (w, h) = match self.step {
            Step::Pick => (84, tall.min(28)),
            Step::Preview(_) => (140, tall),
            _ => (72, 9),
        };
        let outer = frame::centered(screen, w, h);
        let area = frame::dialog(buf, outer, &cx.texts.t("pane-import"), t);
        if area.is_empty() {
            return None;
        }
        match &mut self.step {
            Step::Pick => return self.pick.draw(buf, area, cx),
            Step::Preview(view) => view.draw(buf, area, cx),
            Step::Work(work) => paint_work(work, buf, area, cx),
            Step::Done(text) => paint_words(text, t.good, "import-close", buf, area, cx),
            Step::Failed(text) => paint_words(text, t.bad, "import-back", buf, area, cx),
        }
        None
    }
}

fn paint_work(work: &Work, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
    let t = cx.theme;
    let what = match (work.stopping, work.applies, work.what.as_str()) {
        (true, ..) => cx.texts.t("import-stopping"),
        (_, true, "") => cx.texts.t("import-writing"),
        (_, false, "") => cx.texts.t("import-reading"),
        (.., what) => what.to_owned(),
    };
    Line::new(buf, area, area.y, t.text).left(&what, t.text);
    let row = Rect {
        y: area.y.saturating_add(2),
        height: 1,
        ..area
    };
    if area.height > 2 && area.width > 16 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a share for a bar of some dozen cells"
        )]
        let share = if work.total == 0 {
            0.0
        } else {
            (work.done as f64 / work.total as f64).clamp(0.0, 1.0)
        };
        let number = |n: u64| cx.texts.number(i64::try_from(n).unwrap_or(i64::MAX));
        let label = if work.total == 0 {
            number(work.done)
        } else {
            format!("{} / {}", number(work.done), number(work.total))
        };
        LineGauge::default()
            .ratio(share)
            .label(label)
            .filled_symbol(t.mark("━", "#"))
            .unfilled_symbol(t.mark("─", "-"))
            .filled_style(t.accent)
            .unfilled_style(t.line)
            .render(row, buf);
    }
    if area.height > 4 && !work.stopping {
        hint("import-stop", Action::Cancel, buf, area, cx);
    }
}

fn paint_words(
    text: &str,
    style: ratatui::style::Style,
    way: &str,
    buf: &mut Buffer,
    area: Rect,
    cx: &Cx<'_>,
) {
    let room = usize::from(area.height.saturating_sub(2).max(1));
    for (y, line) in (area.y..).zip(wrap(text, usize::from(area.width)).iter().take(room)) {
        Line::new(buf, area, y, cx.theme.text).left(line, style);
    }
    if area.height > 2 {
        hint(way, Action::Accept, buf, area, cx);
    }
}

/// The last row: a key and what it does.
fn hint(id: &str, action: Action, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
    // `q` comes first for cancel, but what people reach for in a dialog is Esc.
    let keys = cx.keymap.keys_of(Context::Import.chain(), action);
    let key = (keys.iter().find(|k| k.to_string() == "esc"))
        .or(keys.first())
        .map_or_else(String::new, ToString::to_string);
    let words = cx.texts.tf(id, &[("key", key.into())]);
    Line::new(buf, area, area.bottom() - 1, cx.theme.text).left(&words, cx.theme.muted);
}
