//! Choosing a playbook for a client: its steps with the days they would fall due, and the day they count
//! from (C9, D26).

use jiff::ToSpan;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::rows::Rows;
use crate::domain::command::NewChecklist;
use crate::domain::{Checklist, ClientId, Command, Playbook};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, read};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Dialog, Reply};

/// From this width on the steps stand beside the list.
const BESIDE: u16 = 96;
/// Cells of the list beside the steps.
const LIST: u16 = 44;
/// A client of so many days counts as new: the playbook of the first days begins with the client.
const NEW_DAYS: i32 = 60;

/// The list of playbooks with the steps of the one under the cursor.
#[derive(Debug)]
pub struct PlaybookPick {
    client: ClientId,
    cursor: Cursor,
    started: Date,
    list: Rect,
}

impl PlaybookPick {
    /// For a client; the start is today, or the day the client came when that is not long ago.
    #[must_use]
    pub fn new(client: ClientId, cx: &Cx<'_>) -> Self {
        let came = cx.book.client(client).and_then(|c| c.since);
        let new = |day: &Date| (0..=NEW_DAYS).contains(&(cx.today() - *day).get_days());
        Self {
            client,
            cursor: Cursor::default(),
            started: came.filter(new).unwrap_or_else(|| cx.today()),
            list: Rect::ZERO,
        }
    }

    fn current<'a>(&self, cx: &Cx<'a>) -> Option<&'a Playbook> {
        cx.library.playbooks.get(self.cursor.index())
    }

    fn shift(&mut self, days: i32) -> Reply {
        self.started = self.started.saturating_add(days.days());
        Reply::Done
    }

    fn list_of(&self, playbook: &Playbook, cx: &Cx<'_>) -> NewChecklist {
        say::checklist(cx.texts, playbook, self.started, &cx.library.calendar)
    }

    /// The same playbook under way with the client.
    fn running<'a>(&self, playbook: &Playbook, cx: &Cx<'a>) -> Option<&'a Checklist> {
        let lists = &cx.book.get(self.client)?.work().checklists;
        lists
            .iter()
            .find(|l| l.playbook == playbook.id && l.is_open())
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.list = area;
        let all = &cx.library.playbooks;
        for i in self.cursor.window(all.len(), usize::from(area.height)) {
            let Some(playbook) = all.get(i) else { break };
            let under = i == self.cursor.index();
            let base = if under {
                cx.theme.cursor
            } else {
                cx.theme.text
            };
            let dim = if under { base } else { cx.theme.muted };
            let y = area.y + u16::try_from(i - self.cursor.top()).unwrap_or(0);
            let detail = match self.running(playbook, cx) {
                Some(list) => {
                    let (done, all) = list.progress();
                    let args = [("done", done.into()), ("all", all.into())];
                    cx.texts.tf("playbook-running", &args)
                }
                None => {
                    let days = playbook.steps.iter().map(|s| s.due).max().unwrap_or(0);
                    let days = [("days", i64::from(days).into())];
                    let steps = [("count", playbook.steps.len().into())];
                    format!(
                        "{}, {}",
                        cx.texts.tf("playbook-steps", &steps),
                        cx.texts.tf("playbook-days", &days)
                    )
                }
            };
            let title = say::bilingual(cx.texts, &playbook.title);
            let mut line = Line::new(buf, area, y, base);
            if usize::from(line.free()) > width(title) + 3 {
                line.right(&detail, dim).right("  ", dim);
            }
            line.left(title, base);
        }
    }

    fn draw_steps(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let Some(playbook) = self.current(cx) else {
            return;
        };
        let mut rows = Rows::new(cx, area.width);
        let date = cx.texts.date_with_weekday(self.started, cx.today());
        let from = cx.texts.tf("playbook-from", &[("date", date.into())]);
        rows.cells(vec![(from, cx.theme.strong)]);
        let chain = self.context().chain();
        let key = |action| {
            let key = cx.keymap.key_of(chain, action);
            key.map_or_else(String::new, |k| k.to_string())
        };
        let keys = format!("{}/{}", key(Action::ColumnLeft), key(Action::ColumnRight));
        let args = [
            ("keys", keys.into()),
            ("date", key(Action::PlanTouch).into()),
        ];
        let hint = cx.texts.tf("playbook-from-keys", &args);
        rows.text(&hint, 0, 2, cx.theme.muted);
        rows.blank();
        let steps = self.list_of(playbook, cx).dated();
        let day = |due| cx.texts.date_with_weekday(due, cx.today());
        let column = steps.iter().map(|s| width(&day(s.due)) + 1).max();
        let mut before = None;
        for step in steps {
            // A day is named once; steps of one day stand below it.
            let day = if before == Some(step.due) {
                String::new()
            } else {
                day(step.due)
            };
            before = Some(step.due);
            let mark = match (step.call, cx.theme.ascii) {
                (true, false) => "☎",
                (true, true) => "*",
                (false, _) => " ",
            };
            rows.hanging(&day, column.unwrap_or(0), mark, &step.text, cx.theme.text);
        }
        for (line, y) in rows.into_lines().iter().zip(area.top()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
        }
    }
}

impl Dialog for PlaybookPick {
    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self
            .cursor
            .act(action, cx.library.playbooks.len())
            .is_some()
        {
            return Reply::Done;
        }
        match action {
            Action::Accept | Action::Open => match self.current(cx) {
                Some(playbook) => Reply::Submit(Command::ApplyPlaybook(
                    self.client,
                    self.list_of(playbook, cx),
                )),
                None => Reply::Done,
            },
            Action::ColumnLeft => self.shift(-1),
            Action::ColumnRight => self.shift(1),
            Action::PlanTouch => match self.current(cx) {
                Some(playbook) => {
                    let list = self.list_of(playbook, cx);
                    Reply::Swap(Box::new(StartForm::new(self.client, list, cx)))
                }
                None => Reply::Done,
            },
            Action::Cancel | Action::ApplyPlaybook => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self
                .cursor
                .row_at(at.y - self.list.y, cx.library.playbooks.len())
        {
            self.cursor.set(row);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 120, screen.height.min(30));
        let title = about("playbook-title", self.client, cx);
        let inner = dialog(buf, area, &title, cx.theme);
        let count = u16::try_from(cx.library.playbooks.len()).unwrap_or(u16::MAX);
        if count == 0 {
            let words = cx.texts.t("playbook-none");
            Line::new(buf, inner, inner.y, cx.theme.text).left(&words, cx.theme.muted);
            return None;
        }
        let (list, steps) = if inner.width >= BESIDE {
            let list = Rect {
                width: LIST,
                ..inner
            };
            let steps = Rect {
                x: inner.x + LIST + 3,
                width: inner.width - LIST - 3,
                ..inner
            };
            (list, steps)
        } else {
            let height = count.min(inner.height / 2);
            let list = Rect { height, ..inner };
            let gap = (height + 1).min(inner.height);
            let steps = Rect {
                y: inner.y + gap,
                height: inner.height - gap,
                ..inner
            };
            (list, steps)
        };
        self.draw_list(buf, list, cx);
        self.draw_steps(buf, steps, cx);
        None
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Accept, Action::CursorDown, Action::Cancel]
    }
}

/// The start of a playbook in date words.
pub type StartForm = FormDialog<StartSheet>;

/// The one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Started;

/// What the form is about.
#[derive(Debug)]
pub struct StartSheet {
    client: ClientId,
    list: NewChecklist,
}

impl StartForm {
    /// The start of a list, a day gone by included.
    #[must_use]
    pub fn new(client: ClientId, list: NewChecklist, cx: &Cx<'_>) -> Self {
        let text = cx.texts.date(list.started, cx.today());
        let text = if list.started < cx.today() {
            read::day_text(list.started)
        } else {
            text
        };
        let field = Field::line(Started, "playbook-start", &text)
            .read(start_words)
            .placeholder("form-when-hint")
            .required();
        Self::of(StartSheet { client, list }, Form::new(vec![field]))
    }
}

/// Date words, or a day of any time: `01.11.2026`.
fn start_words(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    read::day(text, cx).or_else(|_| read::when(text, cx))
}

impl Sheet for StartSheet {
    type Key = Started;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!(
            "{} · {}",
            cx.texts.t("playbook-start-title"),
            self.list.title
        )
    }

    fn command(&self, form: &Form<Started>, cx: &Cx<'_>) -> Result<Command, Problem<Started>> {
        let mut list = self.list.clone();
        if form.changed(Started) {
            let typed = read::parse_day(&form.text(Started));
            let day = typed.or_else(|| form.when(Started, cx).map(|when| when.date));
            list.started = day.ok_or_else(|| Problem {
                field: Started,
                words: cx.texts.t("form-day-wrong"),
            })?;
        }
        Ok(Command::ApplyPlaybook(self.client, list))
    }
}

#[cfg(test)]
mod tests;
