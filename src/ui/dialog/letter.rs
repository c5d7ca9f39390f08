//! Letters about a problem: which one, and its text to be looked over, copied or saved (A10, B12, C12).
//!
//! Nothing is sent from here and nothing moves by itself: the person copies or saves the text.

mod editor;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::domain::{ClientId, Letter, Problem, ProblemId, Solver};
use crate::input::{Action, Context};
use crate::say::{self, NoLetter};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::{Cx, Notice, Reply};

pub use editor::LetterEditor;

/// The choice of a letter.
#[derive(Debug)]
pub struct LetterPick {
    client: ClientId,
    problem: Option<ProblemId>,
    /// Places in the library, the fitting ones first.
    order: Vec<usize>,
    cursor: Cursor,
    list: Rect,
}

/// A problem of a client by its id.
fn problem<'a>(cx: &Cx<'a>, client: ClientId, id: Option<ProblemId>) -> Option<&'a Problem> {
    let problems = &cx.book.get(client)?.work().problems;
    problems.iter().find(|p| Some(p.id) == id)
}

/// The key of an action on the page of problems.
fn page_key(cx: &Cx<'_>, action: Action) -> String {
    cx.keymap
        .key_of(Context::CardProblems.chain(), action)
        .map(|k| k.to_string())
        .unwrap_or_default()
}

impl LetterPick {
    /// The letters for a client, those for whoever solves the problem first.
    #[must_use]
    pub fn new(cx: &Cx<'_>, client: ClientId, about: Option<ProblemId>) -> Self {
        let solver = problem(cx, client, about).map_or(Solver::Client, |p| p.solver);
        let mut order: Vec<usize> = (0..cx.library.letters.len()).collect();
        order.sort_by_key(|i| cx.library.letters.get(*i).map(|l| l.to != solver));
        Self {
            client,
            problem: about,
            order,
            cursor: Cursor::default(),
            list: Rect::ZERO,
        }
    }

    fn at<'a>(&self, cx: &Cx<'a>, row: usize) -> Option<&'a Letter> {
        cx.library.letters.get(*self.order.get(row)?)
    }

    fn write(&self, cx: &Cx<'_>) -> Reply {
        let chosen = self.at(cx, self.cursor.index());
        let Some((letter, dossier)) = chosen.zip(cx.book.get(self.client)) else {
            return Reply::Done;
        };
        let about = problem(cx, self.client, self.problem);
        match say::letter(cx.texts, letter, dossier, about, cx.now) {
            Ok(filled) => Reply::Swap(Box::new(LetterEditor::new(
                self.client,
                self.problem,
                letter,
                filled,
            ))),
            Err(NoLetter::Sensitive(held)) => {
                let args = [
                    ("title", held.title.as_str().into()),
                    ("key", page_key(cx, Action::ToggleSensitive).into()),
                ];
                Reply::Say(Notice::warn(cx.texts.tf("letter-sensitive", &args)))
            }
            Err(NoLetter::Broken(error)) => {
                let args = [
                    ("letter", letter.id.as_str().into()),
                    ("detail", error.to_string().into()),
                ];
                Reply::Say(Notice::warn(cx.texts.tf("letter-broken", &args)))
            }
        }
    }
}

impl Dialog for LetterPick {
    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        match action {
            Action::Cancel | Action::Quit => Reply::Close,
            Action::Accept | Action::Open => self.write(cx),
            _ => match self.cursor.act(action, self.order.len()) {
                Some(()) => Reply::Done,
                None => Reply::Pass,
            },
        }
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, self.order.len())
        {
            if row == self.cursor.index() {
                return self.write(cx);
            }
            self.cursor.set(row);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let rows = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
        let area = centered(screen, 78, rows.max(1).saturating_add(2));
        let mut title = cx.texts.t("letters-title");
        if let Some(problem) = problem(cx, self.client, self.problem) {
            title.push_str(" · ");
            title.push_str(&problem.title);
        }
        let inner = dialog(buf, area, &title, cx.theme);
        self.list = inner;
        if self.order.is_empty() {
            Line::new(buf, inner, inner.y, cx.theme.text)
                .left(&cx.texts.t("letters-none"), cx.theme.muted);
            return None;
        }
        let height = usize::from(inner.height);
        for (y, i) in (inner.y..).zip(self.cursor.window(self.order.len(), height)) {
            let Some(letter) = self.at(cx, i) else { break };
            let (base, to) = if i == self.cursor.index() {
                (cx.theme.cursor, cx.theme.cursor)
            } else {
                (cx.theme.text, cx.theme.muted)
            };
            let whom = cx.texts.t(&format!("letter-to-{}", letter.to.name()));
            Line::new(buf, inner, y, base)
                .right(&whom, to)
                .left(say::letter_title(cx.texts, letter), cx.theme.text);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Accept, Action::CursorDown, Action::Cancel]
    }
}
