//! Writing a recommendation: what, why, what happens if, and what it still lacks to be ready (A18).

mod paint;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::domain::command::DraftText;
use crate::domain::recommendation::Lack;
use crate::domain::{
    ClientId, Command, Effort, Life, Recommendation, RecommendationId, RecommendationKind,
};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::widgets::textbox::{TextBox, Typed};
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Notice, Reply, Request};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Why,
    IfDone,
    IfNot,
    Effort,
    Kind,
}

impl Field {
    const ALL: [Self; 6] = [
        Self::Title,
        Self::Why,
        Self::IfDone,
        Self::IfNot,
        Self::Effort,
        Self::Kind,
    ];

    /// Which of the three texts.
    const fn text(self) -> Option<usize> {
        match self {
            Self::Why => Some(0),
            Self::IfDone => Some(1),
            Self::IfNot => Some(2),
            Self::Title | Self::Effort | Self::Kind => None,
        }
    }

    fn beside(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|f| *f == self).unwrap_or(0);
        Self::ALL[(at + by) % Self::ALL.len()]
    }
}

fn too_long_unless(taken: bool, cx: &Cx<'_>) -> Reply {
    if taken {
        Reply::Done
    } else {
        Reply::Say(Notice::warn(cx.texts.t("draft-too-long")))
    }
}

/// The editor of one recommendation.
#[derive(Debug)]
pub struct DraftEditor {
    client: ClientId,
    id: Option<RecommendationId>,
    life: Life,
    original: DraftText,
    title: TextLine,
    texts: [TextBox; 3],
    effort: Effort,
    kind: RecommendationKind,
    focus: Field,
    /// The text that keeps the room while a field without text is in focus.
    open: usize,
    /// Esc was pressed once over unsaved text.
    leaving: bool,
    places: Vec<(Rect, Field)>,
}

fn next<T: Copy + PartialEq>(all: &[T], now: T, back: bool) -> T {
    let at = all.iter().position(|x| *x == now).unwrap_or(0);
    let step = if back { all.len() - 1 } else { 1 };
    all.get((at + step) % all.len().max(1))
        .copied()
        .unwrap_or(now)
}

impl DraftEditor {
    /// A new recommendation for a client, or an existing one to change.
    #[must_use]
    pub fn new(client: ClientId, existing: Option<&Recommendation>) -> Self {
        let original = existing.map(DraftText::of).unwrap_or_default();
        Self {
            client,
            id: existing.map(|r| r.id),
            life: existing.map_or(Life::Draft, |r| r.life),
            title: TextLine::new(&original.title),
            texts: [
                TextBox::new(&original.why),
                TextBox::new(&original.if_done),
                TextBox::new(&original.if_not),
            ],
            effort: original.effort,
            kind: original.kind,
            focus: if existing.is_some() {
                Field::Why
            } else {
                Field::Title
            },
            open: 0,
            leaving: false,
            places: Vec::new(),
            original,
        }
    }

    fn written(&self) -> DraftText {
        DraftText {
            title: self.title.text().to_owned(),
            why: self.texts[0].text(),
            if_done: self.texts[1].text(),
            if_not: self.texts[2].text(),
            effort: self.effort,
            kind: self.kind,
        }
    }

    /// What is missing for «готова», without building the record.
    fn lacks(&self) -> Vec<Lack> {
        let blank = [
            (Lack::Title, self.title.text().trim().is_empty()),
            (Lack::Why, self.texts[0].is_blank()),
            (Lack::IfDone, self.texts[1].is_blank()),
            (Lack::IfNot, self.texts[2].is_blank()),
        ];
        blank
            .into_iter()
            .filter(|(_, b)| *b)
            .map(|(l, _)| l)
            .collect()
    }

    fn focus(&mut self, field: Field) -> Reply {
        self.focus = field;
        self.open = field.text().unwrap_or(self.open);
        Reply::Done
    }

    fn box_in_focus(&mut self) -> Option<&mut TextBox> {
        self.texts.get_mut(self.focus.text()?)
    }

    fn choose(&mut self, back: bool) -> Reply {
        match self.focus {
            Field::Effort => self.effort = next(Effort::ALL, self.effort, back),
            Field::Kind => self.kind = next(RecommendationKind::ALL, self.kind, back),
            _ => {}
        }
        Reply::Done
    }

    fn save(&self) -> Reply {
        if self.id.is_some() && !self.is_dirty() {
            return Reply::Close;
        }
        let text = self.written();
        Reply::Submit(match self.id {
            Some(id) => Command::EditDraft(self.client, id, text),
            None => Command::AddDraft(self.client, text),
        })
    }

    fn save_ready(&mut self, cx: &Cx<'_>) -> Reply {
        if self.life != Life::Draft {
            return self.save();
        }
        let lacks = self.lacks();
        if let Some(first) = lacks.first() {
            let field = match first {
                Lack::Title => Field::Title,
                Lack::Why => Field::Why,
                Lack::IfDone => Field::IfDone,
                Lack::IfNot => Field::IfNot,
            };
            let what = say::lacks(cx.texts, &lacks);
            self.focus(field);
            let words = cx.texts.tf("rule-lacks", &[("what", what.into())]);
            return Reply::Say(Notice::warn(words));
        }
        Reply::Submit(Command::FinishDraft(self.client, self.id, self.written()))
    }

    fn leave(&mut self, cx: &Cx<'_>) -> Reply {
        if self.leaving || !self.is_dirty() {
            return Reply::Close;
        }
        self.leaving = true;
        Reply::Say(Notice::warn(cx.texts.t("draft-leave")))
    }

    fn external(&self) -> Reply {
        match (
            self.focus,
            self.focus.text().and_then(|i| self.texts.get(i)),
        ) {
            (_, Some(b)) => Reply::Ask(Request::ExternalEditor(b.text())),
            (Field::Title, None) => {
                Reply::Ask(Request::ExternalEditor(self.title.text().to_owned()))
            }
            _ => Reply::Done,
        }
    }
}

impl Dialog for DraftEditor {
    fn context(&self) -> Context {
        match self.focus {
            Field::Title => Context::Form,
            Field::Effort | Field::Kind => Context::Choice,
            Field::Why | Field::IfDone | Field::IfNot => Context::Editor,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if action != Action::Cancel {
            self.leaving = false;
        }
        match action {
            Action::Cancel => return self.leave(cx),
            Action::Save => return self.save(),
            Action::SaveReady => return self.save_ready(cx),
            Action::NextField | Action::Accept => return self.focus(self.focus.beside(1)),
            Action::PreviousField => {
                return self.focus(self.focus.beside(Field::ALL.len() - 1));
            }
            Action::NextChoice => return self.choose(false),
            Action::PreviousChoice => return self.choose(true),
            Action::ExternalEditor => return self.external(),
            _ if self.focus == Field::Title && self.title.act(action) => return Reply::Done,
            _ => {}
        }
        match self.box_in_focus().and_then(|b| b.act(action)) {
            Some(Typed::Copied(text)) => Reply::Ask(Request::Copy(text)),
            Some(Typed::Done) => Reply::Done,
            None if self.focus == Field::Title && action == Action::Copy => {
                Reply::Ask(Request::Copy(self.title.text().to_owned()))
            }
            None => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        let taken = match self.box_in_focus() {
            Some(b) => b.key(key),
            None => self.focus == Field::Title && self.title.key(key),
        };
        if taken { Reply::Done } else { Reply::Pass }
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        if self.focus == Field::Title {
            self.title.paste(text);
        }
        let taken = self.box_in_focus().is_none_or(|b| b.paste(text));
        too_long_unless(taken, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        // Editors end the last line; the person did not mean an empty one.
        let text = text.trim_end_matches(['\n', '\r']);
        if self.focus == Field::Title {
            self.title.set(text);
        }
        let taken = self.box_in_focus().is_none_or(|b| b.set_text(text));
        too_long_unless(taken, cx)
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        let Some(field) = self
            .places
            .iter()
            .find(|(r, _)| r.contains(at))
            .map(|p| p.1)
        else {
            return Reply::Done;
        };
        self.focus(field);
        if let Some(b) = self.box_in_focus() {
            b.click(at);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.paint(buf, screen, cx)
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Save,
            Action::SaveReady,
            Action::NextField,
            Action::ExternalEditor,
            Action::Cancel,
        ]
    }

    fn is_dirty(&self) -> bool {
        self.title.text() != self.original.title
            || self.texts.iter().any(TextBox::is_changed)
            || self.effort != self.original.effort
            || self.kind != self.original.kind
    }
}
