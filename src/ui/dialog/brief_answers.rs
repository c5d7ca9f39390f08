//! The client's answers, pasted as they came: read, shown beside what the brief says, taken (A8).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::Dialog;
use super::card::rows::Rows;
use crate::domain::brief::Standing;
use crate::domain::command::BriefCommand;
use crate::domain::{Brief, BriefField, ClientId, Command, Dossier};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::say::questionnaire::{self, Taken, Unread};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint;
use crate::ui::widgets::text::wrap;
use crate::ui::widgets::textbox::{TextBox, Typed};
use crate::ui::{Cx, Notice, Reply, Request};

/// Lines of one answer in the preview.
const SHOWN: usize = 4;

/// The answers of a client: first the text, then what was read from it.
#[derive(Debug)]
pub struct AnswersDialog {
    client: ClientId,
    text: TextBox,
    /// What was read; `None` while the text is being edited.
    preview: Option<Preview>,
    problem: Option<String>,
    /// Esc was pressed once over a text that would be lost.
    leaving: bool,
}

#[derive(Debug)]
struct Preview {
    taken: Vec<Taken>,
    /// Where the new was chosen over the old.
    replace: Vec<BriefField>,
    cursor: Cursor,
    top: usize,
}

impl AnswersDialog {
    /// An empty box for a client's answers.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self {
            client,
            text: TextBox::new(""),
            preview: None,
            problem: None,
            leaving: false,
        }
    }

    /// Takes text and reads it at once.
    pub fn fill(&mut self, text: &str, cx: &Cx<'_>) {
        self.text.paste(text);
        self.read(cx);
    }

    fn dossier<'a>(&self, cx: &Cx<'a>) -> Option<&'a Dossier> {
        cx.book.get(self.client)
    }

    fn read(&mut self, cx: &Cx<'_>) {
        self.leaving = false;
        self.problem = None;
        let Some(dossier) = self.dossier(cx) else {
            return;
        };
        match questionnaire::read(&self.text.text()) {
            Ok(said) => {
                let brief = dossier.work().brief.as_deref();
                let currency = dossier.currency();
                let taken = questionnaire::take(cx.texts, said, brief, currency, cx.today());
                self.preview = Some(Preview {
                    taken,
                    replace: Vec::new(),
                    cursor: Cursor::default(),
                    top: 0,
                });
            }
            Err(Unread::NoQuestions) => {
                self.problem = Some(cx.texts.t("brief-answers-no-questions"));
            }
            Err(Unread::NoAnswers(line)) => {
                let args = [("line", line.to_string().into())];
                self.problem = Some(cx.texts.tf("brief-answers-empty", &args));
            }
        }
    }

    fn act_on_text(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            Action::Save | Action::SaveReady => self.read(cx),
            Action::Cancel if self.text.is_blank() || leaving => return Reply::Close,
            Action::Cancel => self.leaving = true,
            Action::ExternalEditor => {
                return Reply::Ask(Request::ExternalEditor(self.text.text()));
            }
            _ => match self.text.act(action) {
                Some(Typed::Copied(text)) => return Reply::Ask(Request::Copy(text)),
                Some(Typed::Done) => self.problem = None,
                None => return Reply::Pass,
            },
        }
        Reply::Done
    }

    fn take(&self, cx: &Cx<'_>) -> Reply {
        let Some(preview) = &self.preview else {
            return Reply::Done;
        };
        let goes = |t: &&Taken| match t.standing {
            Standing::New => true,
            Standing::Differs => preview.replace.contains(&t.said.field),
            Standing::Known => false,
        };
        let taken = preview.taken.iter().filter(goes);
        let answers: Vec<_> = taken.filter_map(|t| t.answer.clone()).collect();
        if answers.is_empty() {
            return Reply::Say(Notice::info(cx.texts.t("brief-answers-nothing")));
        }
        Reply::Submit(Command::Brief(BriefCommand::Take {
            client: self.client,
            answers,
            replace: preview.replace.clone(),
        }))
    }

    fn draw_text(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) -> Option<Position> {
        let (texts, theme) = (cx.texts, cx.theme);
        let (words, style) = match &self.problem {
            _ if self.leaving => (texts.t("brief-answers-leave"), theme.warn),
            Some(problem) => (problem.clone(), theme.warn),
            None => {
                let key = cx.keymap.key_of(self.context().chain(), Action::Save);
                let key = key.map_or_else(String::new, |k| k.to_string());
                let words = texts.tf("brief-answers-read", &[("key", key.into())]);
                (words, theme.muted)
            }
        };
        self.text.set_placeholder(texts.t("brief-answers-hint"));
        let below = wrap(&words, usize::from(inner.width));
        let rows = u16::try_from(below.len()).unwrap_or(u16::MAX);
        let area = Rect {
            height: inner.height.saturating_sub(rows),
            ..inner
        };
        let cursor = self.text.draw(buf, area, true, theme);
        for (line, y) in below.iter().zip(area.bottom()..inner.bottom()) {
            paint::Line::new(buf, inner, y, theme.text).left(line, style);
        }
        cursor
    }

    fn draw_preview(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) {
        let Some(dossier) = self.dossier(cx) else {
            return;
        };
        let brief = dossier.work().brief.as_deref();
        let Some(preview) = &mut self.preview else {
            return;
        };
        let height = usize::from(inner.height.saturating_sub(2));
        // Keeps the cursor inside and knows how far a page goes.
        preview.cursor.window(preview.taken.len(), height.max(1));
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut under = 0..0;
        for (i, taken) in preview.taken.iter().enumerate() {
            let start = lines.len();
            let here = i == preview.cursor.index();
            let replaces = preview.replace.contains(&taken.said.field);
            lines.extend(one(cx, dossier, brief, taken, replaces, here, inner.width));
            if here {
                under = start..lines.len();
            }
        }
        preview.top = preview
            .top
            .max(under.end.saturating_sub(height))
            .min(under.start);
        let shown = lines.iter().skip(preview.top);
        let body = inner.bottom().saturating_sub(2).max(inner.top());
        for (line, y) in shown.zip(inner.top()..body) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        if inner.height > 1 {
            let key = |action| {
                let key = cx.keymap.key_of(Context::Pick.chain(), action);
                key.map_or_else(String::new, |k| k.to_string())
            };
            let words = cx.texts.tf(
                "brief-answers-take",
                &[
                    ("take", key(Action::Accept).into()),
                    ("mark", key(Action::Mark).into()),
                    ("back", key(Action::Cancel).into()),
                ],
            );
            let y = inner.bottom() - 1;
            paint::Line::new(buf, inner, y, cx.theme.text).left(&words, cx.theme.muted);
        }
    }
}

/// One answer: the field and what becomes of it, what was, what comes.
fn one(
    cx: &Cx<'_>,
    dossier: &Dossier,
    brief: Option<&Brief>,
    taken: &Taken,
    replaces: bool,
    here: bool,
    cells: u16,
) -> Vec<Line<'static>> {
    let (texts, theme) = (cx.texts, cx.theme);
    let (id, style): (&str, Style) = match (&taken.answer, taken.standing, replaces) {
        (None, ..) => ("brief-answers-unclear", theme.warn),
        (_, Standing::New, _) => ("brief-answers-new", theme.good),
        (_, Standing::Known, _) => ("brief-answers-known", theme.muted),
        (_, Standing::Differs, true) => ("brief-answers-replace", theme.bad),
        (_, Standing::Differs, false) => ("brief-answers-keep", theme.warn),
    };
    let mark = match (taken.standing, replaces) {
        (Standing::Differs, true) => theme.mark("● ", "* "),
        (Standing::Differs, false) => theme.mark("○ ", "o "),
        (Standing::New, _) => theme.mark("+ ", "+ "),
        (Standing::Known, _) => "  ",
    };
    let field = say::brief::field(texts, taken.said.field);
    let mut rows = Rows::new(cx, cells);
    let mut head = vec![
        (mark.to_owned(), style),
        (field, theme.strong),
        (format!("  {}", texts.t(id)), style),
    ];
    if here {
        head = head
            .into_iter()
            .map(|(text, style)| (text, theme.cursor.patch(style)))
            .collect();
    }
    rows.cells(head);
    if taken.standing == Standing::Differs {
        let was = brief.map_or_else(String::new, |b| {
            say::brief::value(texts, b, taken.said.field, dossier.currency(), cx.today())
        });
        let was = format!("{}: {was}", texts.t("brief-answers-was"));
        rows.text(&was, 2, SHOWN, theme.muted);
    }
    let style = if taken.standing == Standing::Known {
        theme.muted
    } else {
        theme.text
    };
    rows.text(&taken.said.text, 2, SHOWN, style);
    rows.blank();
    rows.into_lines()
}

impl Dialog for AnswersDialog {
    fn context(&self) -> Context {
        match self.preview {
            None => Context::Editor,
            Some(_) => Context::Pick,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let Some(preview) = &mut self.preview else {
            return self.act_on_text(action, cx);
        };
        if preview.cursor.act(action, preview.taken.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept | Action::Save | Action::Open => return self.take(cx),
            Action::Cancel => self.preview = None,
            Action::Mark => {
                let here = preview.taken.get(preview.cursor.index());
                if let Some(taken) = here.filter(|t| t.standing == Standing::Differs) {
                    let field = taken.said.field;
                    let before = preview.replace.len();
                    preview.replace.retain(|f| *f != field);
                    if preview.replace.len() == before {
                        preview.replace.push(field);
                    }
                }
            }
            _ => {}
        }
        Reply::Done
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        if self.preview.is_some() {
            return Reply::Done;
        }
        self.leaving = false;
        if self.text.key(key) {
            self.problem = None;
            return Reply::Done;
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.preview = None;
        self.problem = None;
        if !self.text.paste(text) {
            return Reply::Say(Notice::warn(cx.texts.t("draft-too-long")));
        }
        Reply::Done
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        if !self.text.set_text(text.strip_suffix('\n').unwrap_or(&text)) {
            return Reply::Say(Notice::warn(cx.texts.t("draft-too-long")));
        }
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.preview.is_none() {
            self.text.click(at);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 84, screen.height.min(30));
        let name = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let title = match self.preview {
            None => cx
                .texts
                .tf("brief-answers-title", &[("client", name.into())]),
            Some(_) => format!("{} · {name}", cx.texts.t("brief-answers-preview")),
        };
        let inner = dialog(buf, area, &title, cx.theme);
        if self.preview.is_some() {
            self.draw_preview(buf, inner, cx);
            return None;
        }
        self.draw_text(buf, inner, cx)
    }

    fn hints(&self) -> &'static [Action] {
        match self.preview {
            None => &[Action::Save, Action::ExternalEditor, Action::Cancel],
            Some(_) => &[Action::Accept, Action::Mark, Action::Cancel],
        }
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        !self.text.is_blank()
    }
}

#[cfg(test)]
mod tests;
