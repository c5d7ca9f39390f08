//! The page `problems` of the card: what must be put right, the worst first (A9, A10, C12).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::problem_parts::{detail, row, state};
use super::tab::Tab;
use crate::domain::fold::fold;
use crate::domain::{ClientId, Command, Dossier, Problem, ProblemLife};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::dialog::letter::LetterPick;
use crate::ui::dialog::problem_form::{ProblemForm, StepForm};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Notice, Reply};

/// From this width on the problem under the cursor is told beside the list, else below it.
const BESIDE: u16 = 110;
const GAP: u16 = 3;

/// The page.
#[derive(Debug, Default)]
pub(super) struct ProblemsTab {
    cursor: Cursor,
    closed: bool,
    typing: bool,
    query: TextLine,
}

impl ProblemsTab {
    /// The problems listed: not put away, verified ones only when asked for, narrowed by the words typed.
    fn rows<'a>(&self, cx: &Cx<'a>, client: ClientId) -> Vec<&'a Problem> {
        let Some(dossier) = cx.book.get(client) else {
            return Vec::new();
        };
        let query = fold(self.query.text());
        let matches = |p: &&Problem| {
            let text = [
                p.title.as_str(),
                &p.details,
                &p.waiting_for,
                &say::solver(cx.texts, p.solver),
                &state(p, cx).0,
            ]
            .join("\n");
            let text = fold(&text);
            query.split(' ').all(|word| text.contains(word))
        };
        let mut rows: Vec<&Problem> = dossier
            .work()
            .problems
            .iter()
            .filter(|p| p.archived_at.is_none())
            .filter(|p| self.closed || p.life != ProblemLife::Verified)
            .filter(matches)
            .collect();
        rows.sort_by_key(|p| p.urgency(cx.today()));
        rows
    }

    fn current<'a>(&self, cx: &Cx<'a>, client: ClientId) -> Option<&'a Problem> {
        self.rows(cx, client).get(self.cursor.index()).copied()
    }

    /// Opens what is made of the problem under the cursor, or says that there is none.
    fn of_current(
        &self,
        cx: &Cx<'_>,
        client: ClientId,
        make: impl FnOnce(&Problem) -> Reply,
    ) -> Reply {
        match self.current(cx, client) {
            Some(problem) => make(problem),
            None => Reply::Say(Notice::info(cx.texts.t("problem-none"))),
        }
    }

    fn filtering(&mut self, action: Action, len: usize) -> Reply {
        match action {
            Action::Accept => self.typing = false,
            Action::Cancel => {
                self.typing = false;
                self.query = TextLine::default();
            }
            _ if self.cursor.act(action, len).is_some() || self.query.act(action) => {}
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn empty(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, client: ClientId) {
        let known = cx.book.get(client).map(|d| &d.work().problems);
        let kept = known.map_or(0, |all| {
            all.iter().filter(|p| p.archived_at.is_none()).count()
        });
        let (id, action) = match (self.query.is_empty(), kept) {
            (true, 0) => ("problems-empty-hint", Action::NewProblem),
            (true, _) => ("problems-all-closed", Action::ShowClosed),
            (false, _) => ("problems-not-found", Action::Cancel),
        };
        let key = cx
            .keymap
            .key_of(Context::CardProblems.chain(), action)
            .map(|k| k.to_string())
            .unwrap_or_default();
        let words = cx
            .texts
            .tf(id, &[("key", key.into()), ("count", kept.into())]);
        Line::new(buf, area, area.y, cx.theme.text).left(&words, cx.theme.muted);
    }

    /// The line of the filter and of what is shown besides; returns where the text cursor stands.
    fn head(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let line = Rect { height: 1, ..area };
        if self.typing || !self.query.is_empty() {
            let hint = cx.texts.t("problems-filter");
            let at = self.query.draw_prompt(buf, line, &hint, cx.theme);
            return at.filter(|_| self.typing);
        }
        let line = Line::new(buf, line, area.y, cx.theme.text);
        row::header(line, cx, self.closed);
        None
    }
}

impl Tab for ProblemsTab {
    fn context(&self) -> Context {
        if self.typing {
            Context::Filter
        } else {
            Context::CardProblems
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        let len = self.rows(cx, client).len();
        if self.typing {
            return self.filtering(action, len);
        }
        if self.cursor.act(action, len).is_some() {
            return Reply::Done;
        }
        match action {
            Action::NewProblem => Reply::Open(Box::new(ProblemForm::new(client))),
            Action::EditProblem | Action::Open => {
                self.of_current(cx, client, |p| Reply::Open(Box::new(ProblemForm::edit(p))))
            }
            Action::AdvanceProblem => {
                self.of_current(cx, client, |p| Reply::Open(Box::new(StepForm::new(p))))
            }
            Action::ToggleSensitive => self.of_current(cx, client, |p| {
                Reply::Do(Command::MarkProblem(client, p.id, !p.sensitive))
            }),
            Action::WriteLetter => {
                let about = self.current(cx, client).map(|p| p.id);
                Reply::Open(Box::new(LetterPick::new(cx, client, about)))
            }
            Action::ArchiveProblem => self.of_current(cx, client, |p| {
                let name = [("name", p.title.as_str().into())];
                let question = cx.texts.tf("ask-archive-problem", &name);
                let command = Command::ArchiveProblem(client, p.id);
                let ask = Confirm::new(question, Vec::new(), OnYes::Do(command));
                Reply::Open(Box::new(ask.verb(cx.texts.t("action-archive-problem"))))
            }),
            Action::ShowClosed => {
                self.closed = !self.closed;
                Reply::Done
            }
            Action::Filter => {
                self.typing = true;
                Reply::Done
            }
            Action::ClearFilter => {
                self.query = TextLine::default();
                Reply::Done
            }
            Action::Cancel if !self.query.is_empty() => {
                self.query = TextLine::default();
                Reply::Done
            }
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.typing && self.query.key(key) {
            self.cursor.set(0);
            return Reply::Done;
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if !self.typing {
            return Reply::Pass;
        }
        self.query.paste(text);
        Reply::Done
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let rows = self.rows(cx, client);
        let wide = area.width >= BESIDE;
        let list_width = if wide { area.width * 3 / 5 } else { area.width };
        let list = Rect {
            width: list_width,
            ..area
        };
        if rows.is_empty() && self.query.is_empty() && !self.typing {
            self.empty(buf, list, cx, client);
            return None;
        }
        let at = self.head(buf, list, cx);
        let body = Rect {
            y: list.y + 1.min(list.height),
            height: list.height.saturating_sub(1),
            ..list
        };
        if rows.is_empty() {
            self.empty(buf, body, cx, client);
            return at;
        }
        let height = if wide {
            body.height
        } else {
            // Below, what is told of one problem takes at least half of the page.
            let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX);
            wanted.min((body.height / 2).max(1)).min(body.height)
        };
        for (y, i) in (body.y..).zip(self.cursor.window(rows.len(), usize::from(height))) {
            let Some(problem) = rows.get(i) else { break };
            let base = if i == self.cursor.index() {
                cx.theme.cursor
            } else {
                cx.theme.text
            };
            row::draw(Line::new(buf, body, y, base), problem, cx, base);
        }
        let Some(current) = rows.get(self.cursor.index()) else {
            return at;
        };
        let told = if wide {
            Rect {
                x: list.right() + GAP,
                width: area.width.saturating_sub(list.width + GAP),
                ..area
            }
        } else {
            let y = body.y + height;
            rule(buf, Rect { y, ..body }, area.bottom(), cx);
            Rect {
                y: (y + 1).min(area.bottom()),
                height: area.bottom().saturating_sub(y + 1),
                ..area
            }
        };
        let lines = detail(current, cx, told.width);
        for (line, y) in lines.iter().zip(told.top()..told.bottom()) {
            buf.set_line(told.x, y, line, told.width);
        }
        at
    }

    fn hints(&self) -> &'static [Action] {
        if self.typing {
            return &[Action::Accept, Action::CursorDown, Action::Cancel];
        }
        &[
            Action::NewProblem,
            Action::EditProblem,
            Action::AdvanceProblem,
            Action::WriteLetter,
            Action::ToggleSensitive,
            Action::CardNextTab,
            Action::Cancel,
        ]
    }

    fn detail(&self, dossier: &Dossier, cx: &Cx<'_>) -> Option<String> {
        let open = dossier.work().problems.iter().filter(|p| p.is_open());
        let burning = open.clone().filter(|p| p.is_burning()).count();
        match (burning, open.count()) {
            (0, 0) => None,
            (0, n) => Some(n.to_string()),
            (n, _) => Some(
                cx.texts
                    .tf("problem-critical-count", &[("count", n.into())]),
            ),
        }
    }
}

fn rule(buf: &mut Buffer, area: Rect, bottom: u16, cx: &Cx<'_>) {
    if area.y < bottom {
        let line = cx.theme.mark("─", "-").repeat(usize::from(area.width));
        let style: Style = cx.theme.line;
        buf.set_stringn(area.x, area.y, line, usize::from(area.width), style);
    }
}

#[cfg(test)]
#[path = "problems_tests.rs"]
mod tests;
