//! The filled letter: read over, finished, copied or saved.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{page_key, problem};
use crate::domain::letter::Filled;
use crate::domain::{ClientId, Letter, ProblemId, ProblemLife};
use crate::input::{Action, Context, Key, KeyCode};
use crate::say;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::textbox::{TextBox, Typed};
use crate::ui::{Cx, Dialog, Notice, Reply, Request};

/// The editor of one letter.
#[derive(Debug)]
pub struct LetterEditor {
    client: ClientId,
    problem: Option<ProblemId>,
    letter: Letter,
    text: TextBox,
    blanks: Vec<String>,
    /// The text as it last left, by the clipboard or into a file.
    left: Option<String>,
    /// Esc was pressed once over text that would be lost.
    leaving: bool,
}

impl LetterEditor {
    /// A filled letter, the cursor at its beginning.
    #[must_use]
    pub fn new(
        client: ClientId,
        problem: Option<ProblemId>,
        letter: &Letter,
        filled: Filled,
    ) -> Self {
        let mut text = TextBox::new(filled.text.trim_end());
        // The letter is read from its beginning.
        text.key(Key::new(KeyCode::Home, true, false, false));
        Self {
            client,
            problem,
            letter: letter.clone(),
            text,
            blanks: filled.blanks,
            left: None,
            leaving: false,
        }
    }

    /// Why the text may not leave, in words; `None` when it may (C12).
    fn held(&self, cx: &Cx<'_>) -> Option<Reply> {
        let problems = &cx.book.get(self.client)?.work().problems;
        let about = problem(cx, self.client, self.problem);
        let held = self.letter.held_back(about, problems, &self.text.text())?;
        let args = [
            ("title", held.title.as_str().into()),
            ("key", page_key(cx, Action::ToggleSensitive).into()),
        ];
        let words = cx.texts.tf("letter-sensitive-text", &args);
        Some(Reply::Say(Notice::warn(words)))
    }

    fn copy(&mut self, cx: &Cx<'_>) -> Reply {
        if let Some(refused) = self.held(cx) {
            return refused;
        }
        let whole = self.text.text();
        match self.text.act(Action::Copy) {
            Some(Typed::Copied(part)) => Reply::Ask(Request::Copy(part)),
            _ => {
                self.left = Some(whole.clone());
                Reply::Ask(Request::Copy(whole))
            }
        }
    }

    fn save(&mut self, cx: &Cx<'_>) -> Reply {
        if let Some(refused) = self.held(cx) {
            return refused;
        }
        let text = self.text.text();
        self.left = Some(text.clone());
        let client = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let title = say::letter_title(cx.texts, &self.letter);
        let args = [("title", title.into()), ("client", client.into())];
        let name = cx.texts.tf("letter-file", &args) + ".txt";
        Reply::Ask(Request::SaveText {
            name,
            text: text + "\n",
        })
    }

    /// Whether something typed has neither been copied nor saved.
    fn is_lost(&self) -> bool {
        match &self.left {
            Some(left) => self.text.text() != *left,
            None => self.text.is_changed(),
        }
    }

    fn leave(&mut self, cx: &Cx<'_>) -> Reply {
        if self.leaving || !self.is_lost() {
            return Reply::Close;
        }
        self.leaving = true;
        Reply::Say(Notice::warn(cx.texts.t("letter-leave")))
    }

    /// Places still open, or what can be done once the letter has left.
    fn foot(&self, cx: &Cx<'_>) -> (String, ratatui::style::Style) {
        let waits =
            problem(cx, self.client, self.problem).is_some_and(|p| p.life == ProblemLife::Open);
        if self.left.is_some() && waits {
            let key = page_key(cx, Action::AdvanceProblem);
            let words = cx.texts.tf("letter-after", &[("key", key.into())]);
            return (words, cx.theme.info);
        }
        let text = self.text.text();
        let open: Vec<&str> = self
            .blanks
            .iter()
            .filter(|b| text.contains(&format!("[{b}]")))
            .map(String::as_str)
            .collect();
        let about = problem(cx, self.client, self.problem);
        let held = about.is_some_and(|p| p.sensitive) && !self.letter.is_for_client();
        let words = if open.is_empty() {
            cx.texts.t("letter-filled")
        } else {
            cx.texts
                .tf("letter-fill", &[("what", open.join(", ").into())])
        };
        if held {
            let warning = cx.texts.t("letter-not-for-client");
            return (format!("{warning} {words}"), cx.theme.warn);
        }
        let style = if open.is_empty() {
            cx.theme.muted
        } else {
            cx.theme.warn
        };
        (words, style)
    }
}

impl Dialog for LetterEditor {
    fn context(&self) -> Context {
        Context::Editor
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if action != Action::Cancel {
            self.leaving = false;
        }
        match action {
            Action::Cancel => self.leave(cx),
            Action::Save => self.save(cx),
            Action::Copy => self.copy(cx),
            Action::ExternalEditor => Reply::Ask(Request::ExternalEditor(self.text.text())),
            Action::NextField | Action::PreviousField | Action::SaveReady => Reply::Done,
            _ => match self.text.act(action) {
                Some(Typed::Copied(part)) => Reply::Ask(Request::Copy(part)),
                Some(Typed::Done) => Reply::Done,
                None => Reply::Pass,
            },
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        if self.text.key(key) {
            Reply::Done
        } else {
            Reply::Pass
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        if self.text.paste(text) {
            Reply::Done
        } else {
            Reply::Say(Notice::warn(cx.texts.t("draft-too-long")))
        }
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        if self.text.set_text(text.trim_end_matches(['\n', '\r'])) {
            Reply::Done
        } else {
            Reply::Say(Notice::warn(cx.texts.t("draft-too-long")))
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        self.text.click(at);
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 100, screen.height);
        let name = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let title = format!("{} · {name}", say::letter_title(cx.texts, &self.letter));
        let inner = dialog(buf, area, &title, cx.theme);
        let (words, style) = self.foot(cx);
        let lines = crate::ui::widgets::text::wrap(&words, usize::from(inner.width));
        let foot = u16::try_from(lines.len().min(3)).unwrap_or(1);
        let foot = foot.min(inner.height / 3);
        let body = Rect {
            height: inner.height - foot - u16::from(foot > 0),
            ..inner
        };
        for (line, y) in lines.iter().zip(inner.bottom() - foot..inner.bottom()) {
            Line::new(buf, inner, y, cx.theme.text).left(line, style);
        }
        self.text.draw(buf, body, true, cx.theme)
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Copy,
            Action::Save,
            Action::ExternalEditor,
            Action::Cancel,
        ]
    }

    fn is_dirty(&self) -> bool {
        self.is_lost()
    }
}
