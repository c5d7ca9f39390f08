//! What did not fit into the day: who, why not, and what asks for a call. The rest of a day is a number that opens
//! as this list (pain 40).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{StrikeForm, arrange, explain_place, put_off};
use crate::domain::Command;
use crate::domain::agenda::{Left, LeftWhy};
use crate::domain::command::DayCommand;
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Dialog, Reply, Request};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;

/// The queue.
#[derive(Debug, Default)]
pub struct QueueDialog {
    scroll: Scroll,
    page: Laid,
    of: Option<(u64, jiff::civil::Date, Lang, u16)>,
}

impl QueueDialog {
    fn current<'a>(&self, cx: &Cx<'a>) -> Option<&'a Left> {
        cx.agenda.left.get(self.scroll.item())
    }

    /// Takes the client into the day: one put off comes back, one struck off too.
    fn take(left: &Left, cx: &Cx<'_>) -> Reply {
        Reply::Do(match left.why {
            LeftWhy::Snoozed { .. } => Command::Wake(left.client),
            _ => arrange(DayCommand::Add(left.client), cx),
        })
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (cx.book.revision(), cx.today(), cx.texts.lang(), width);
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let mut rows = Rows::new(cx, width);
        let mut page = Laid::default();
        // Most are left out for one reason: it is said once, above them.
        let usual = usual(&cx.agenda.left);
        let column = usize::from(width / 3).clamp(20, 34);
        let mut aside = None;
        for left in &cx.agenda.left {
            let why = say::left_why(cx.texts, &left.why, cx.today());
            let is_usual = Some(&left.why) == usual;
            if aside != Some(left.why.is_aside()) {
                aside = Some(left.why.is_aside());
                let (id, count) = if left.why.is_aside() {
                    ("queue-aside", cx.agenda.aside)
                } else {
                    ("queue-waiting", cx.agenda.left_out)
                };
                let mut detail = cx.texts.number(i64::try_from(count).unwrap_or(i64::MAX));
                if let Some(usual) = usual.filter(|usual| usual.is_aside() == left.why.is_aside()) {
                    let usual = say::left_why(cx.texts, usual, cx.today());
                    detail = format!("{detail} · {usual}");
                }
                rows.section(&cx.texts.t(id), &detail);
            }
            let from = rows.len();
            let name = cx.book.client(left.client).map_or("", |c| c.name.as_str());
            let reasons = say::reasons(cx.texts, &left.reasons, cx.today());
            rows.cells(vec![
                (padded(name, column), cx.theme.text),
                (format!(" {reasons}"), cx.theme.muted),
            ]);
            if !is_usual {
                rows.text(&why, column + 1, 2, cx.theme.muted);
            }
            page.items.push(from..rows.len());
        }
        if cx.agenda.left.is_empty() {
            rows.blank();
            rows.text(&cx.texts.t("queue-empty"), 0, 3, cx.theme.good);
        }
        page.lines = rows.into_lines();
        self.page = page;
    }
}

/// Why most of those left out are.
fn usual(left: &[Left]) -> Option<&LeftWhy> {
    let count = |why: &LeftWhy| left.iter().filter(|l| l.why == *why).count();
    let kinds = [LeftWhy::NoMinutes, LeftWhy::DayOff, LeftWhy::DayOver];
    let most = kinds.into_iter().max_by_key(count)?;
    left.iter().map(|l| &l.why).find(|why| **why == most)
}

impl Dialog for QueueDialog {
    fn context(&self) -> Context {
        Context::Queue
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Keys may come before the first frame, and after a change.
        let width = self.of.map_or(UNDRAWN, |(.., width)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        if matches!(action, Action::Cancel | Action::Quit | Action::Queue) {
            return Reply::Close;
        }
        let Some(left) = self.current(cx) else {
            return Reply::Pass;
        };
        match action {
            Action::TakeIn | Action::Mark => Self::take(left, cx),
            Action::Snooze => put_off(left.client, cx),
            Action::StrikeOut => Reply::Open(Box::new(StrikeForm::new(left.client))),
            Action::Explain | Action::Help => explain_place(left.client, cx),
            Action::Open => Reply::Ask(Request::ShowCard(left.client)),
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 130, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("queue-title"), cx.theme);
        self.lay(cx, inner.width);
        self.scroll.draw(buf, inner, &self.page, cx.theme);
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::TakeIn,
            Action::Snooze,
            Action::Explain,
            Action::Open,
            Action::Undo,
            Action::Cancel,
        ]
    }
}
