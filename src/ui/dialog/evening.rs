//! The evening screen: what was promised up to today on both sides, over all clients: closed? (B11, C22)

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::ledger;
use super::card::rows::Rows;
use super::plan_touch::PlanTouchForm;
use super::promise::PromiseForm;
use super::step::StepForm;
use crate::domain::evening::{Due, Evening, evening};
use crate::domain::{Command, FollowUp, PromiseLife, Side};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Dialog, Notice, Reply};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;

/// What is open up to today, one key each.
#[derive(Debug, Default)]
pub struct EveningDialog {
    scroll: Scroll,
    page: Laid,
    of: Option<(u64, jiff::civil::Date, Lang, u16)>,
}

impl EveningDialog {
    /// The item under the cursor, looked up afresh: the book may have changed.
    fn current<'b>(&self, cx: &Cx<'b>) -> Option<(&'b crate::domain::Dossier, Due<'b>)> {
        let open = evening(cx.book, cx.now).open;
        open.into_iter().nth(self.scroll.item())
    }

    fn end(&self, life: PromiseLife, cx: &Cx<'_>) -> Reply {
        match self.current(cx) {
            Some((dossier, Due::Promise(promise))) => Reply::Do(Command::ClosePromise {
                client: dossier.id(),
                id: promise.id,
                life,
                note: String::new(),
            }),
            Some((dossier, Due::Step(list, step, _))) if life == PromiseLife::Kept => {
                Reply::Do(Command::CheckStep {
                    client: dossier.id(),
                    id: list.id,
                    step,
                    done: true,
                    note: None,
                })
            }
            // Made another way, or no longer wanted: either strikes the call out.
            Some((dossier, Due::Call(_))) if life != PromiseLife::Broken => {
                Reply::Do(Command::ClearTouch(dossier.id()))
            }
            Some((_, Due::Call(_))) => Reply::Say(Notice::info(cx.texts.t("evening-call-broken"))),
            _ => Reply::Done,
        }
    }

    fn edit(&self, replan: bool, cx: &Cx<'_>) -> Reply {
        match self.current(cx) {
            Some((dossier, Due::Promise(promise))) => Reply::Open(Box::new(if replan {
                PromiseForm::replan(dossier, promise, cx)
            } else {
                PromiseForm::edit(dossier, promise, cx)
            })),
            Some((_, Due::Step(list, step, _))) => {
                let form = StepForm::new(list, step);
                form.map_or(Reply::Done, |form| Reply::Open(Box::new(form)))
            }
            Some((dossier, Due::Call(_))) => Reply::Open(Box::new(PlanTouchForm::new(dossier, cx))),
            None => Reply::Done,
        }
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (cx.book.revision(), cx.today(), cx.texts.lang(), width);
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let found = evening(cx.book, cx.now);
        let mut rows = Rows::new(cx, width);
        rows.cells(vec![(head(&found, cx), cx.theme.muted)]);
        let mut page = Laid::default();
        let mut group = "";
        for (dossier, due) in &found.open {
            let (id, whose) = match due {
                Due::Call(_) => ("evening-calls", &dossier.client.name),
                Due::Promise(p) if p.side == Side::Ours => ("evening-ours", &dossier.client.name),
                Due::Promise(_) => ("evening-client", &dossier.client.name),
                Due::Step(..) => ("evening-steps", &dossier.client.name),
            };
            if id != group {
                group = id;
                rows.section(&cx.texts.t(id), "");
            }
            let from = rows.len();
            match due {
                Due::Call(plan) => call(&mut rows, plan, whose),
                Due::Promise(promise) => ledger::promise(&mut rows, promise, Some(whose)),
                Due::Step(_, _, step) => ledger::step(&mut rows, step, false, Some(whose)),
            }
            page.items.push(from..rows.len());
        }
        if found.waiting > 0 {
            rows.blank();
            let waits = [("count", found.waiting.into())];
            rows.text(&cx.texts.tf("evening-waiting", &waits), 0, 2, cx.theme.warn);
        } else if found.open.is_empty() {
            rows.blank();
            let words = cx.texts.t("evening-all-closed");
            rows.text(&words, 0, 3, cx.theme.good);
        }
        page.lines = rows.into_lines();
        self.page = page;
    }
}

/// A call promised: whose, when, what about.
fn call(rows: &mut Rows<'_>, plan: &FollowUp, whose: &str) {
    let cx = rows.cx;
    let late = plan.date < cx.today();
    let when = match plan.time {
        Some(time) if !late => cx.texts.time(time),
        _ => cx.texts.date(plan.date, cx.today()),
    };
    let style = if late { cx.theme.bad } else { cx.theme.warn };
    let mark = cx.theme.mark("○ ", "o ");
    let mut words = vec![
        (format!("{mark}{when}  "), style),
        (whose.to_owned(), cx.theme.text),
    ];
    if !plan.reason.is_empty() {
        words.push((format!("  {}", plan.reason), cx.theme.muted));
    }
    rows.cells(words);
}

/// «осталось 4 · закрыто сегодня: 3 · сегодня говорили: 12 клиентов».
fn head(found: &Evening<'_>, cx: &Cx<'_>) -> String {
    let mut parts = Vec::new();
    if !found.open.is_empty() {
        let left = [("count", found.open.len().into())];
        parts.push(cx.texts.tf("evening-left", &left));
    }
    if found.closed > 0 {
        let closed = [("count", found.closed.into())];
        parts.push(cx.texts.tf("evening-closed", &closed));
    }
    let touched = [("count", found.touched.into())];
    parts.push(cx.texts.tf("evening-touched", &touched));
    parts.join(" · ")
}

impl Dialog for EveningDialog {
    fn context(&self) -> Context {
        Context::Evening
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Keys may come before the first frame, and after a change.
        let width = self.of.map_or(UNDRAWN, |(.., width)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::PromiseKept | Action::Mark => self.end(PromiseLife::Kept, cx),
            Action::PromiseBroken => self.end(PromiseLife::Broken, cx),
            Action::PromiseWithdrawn => self.end(PromiseLife::Withdrawn, cx),
            Action::PlanTouch => self.edit(true, cx),
            Action::EditPromise | Action::Open => self.edit(false, cx),
            Action::Cancel | Action::Quit | Action::Evening => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 130, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("evening-title"), cx.theme);
        self.lay(cx, inner.width);
        self.scroll.draw(buf, inner, &self.page, cx.theme);
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::PromiseKept,
            Action::PromiseBroken,
            Action::PromiseWithdrawn,
            Action::PlanTouch,
            Action::EditPromise,
            Action::Undo,
            Action::Cancel,
        ]
    }
}

#[cfg(test)]
mod tests;
