//! Writing a recommendation: what, why, what happens if, which goal it serves, what it gives, how it is done,
//! and what it still lacks to be ready (A11, A18, A23).

mod field;
mod paint;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::domain::command::DraftText;
use crate::domain::recommendation::{Flaw, Lack, founded};
use crate::domain::{
    ClientId, Command, Effect, Effort, GoalId, Life, Metric, Recommendation, RecommendationId,
    RecommendationKind,
};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::widgets::textbox::{TextBox, Typed};
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Notice, Reply, Request};
use field::{Field, Holds};

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
    /// By [`Field::LINES`] and [`Field::TEXTS`].
    lines: [TextLine; 4],
    texts: [TextBox; 5],
    goal: Option<GoalId>,
    metric: Option<Metric>,
    effort: Effort,
    kind: RecommendationKind,
    focus: Field,
    /// The texts that keep the room of their page while a field without text is in focus.
    open: [Field; 2],
    /// The client reads the terms of the trade: that instruction comes first.
    expert: bool,
    /// Filled by the program: closing it asks, though nothing was typed.
    begun: bool,
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
        let mut editor = Self::with(client, existing.map(DraftText::of).unwrap_or_default());
        if let Some(r) = existing {
            editor.id = Some(r.id);
            editor.life = r.life;
            editor.focus = Field::Why;
        }
        editor
    }

    /// A new recommendation with a beginning made by the program; nothing is saved before the person says so.
    #[must_use]
    pub fn begun(client: ClientId, text: DraftText) -> Self {
        let mut editor = Self::with(client, text);
        editor.begun = true;
        editor.focus = Field::Why;
        editor
    }

    /// An existing recommendation, at its instruction.
    #[must_use]
    pub fn at_how_to(client: ClientId, existing: &Recommendation) -> Self {
        let mut editor = Self::new(client, Some(existing));
        editor.focus(Field::HowSimple);
        editor
    }

    fn with(client: ClientId, text: DraftText) -> Self {
        let range = text.effect.as_ref().map(Effect::range_text);
        Self {
            client,
            id: None,
            life: Life::Draft,
            lines: [
                TextLine::new(&text.title),
                TextLine::new(&text.value),
                TextLine::new(&range.unwrap_or_default()),
                TextLine::new(&text.helper),
            ],
            texts: [
                TextBox::new(&text.why),
                TextBox::new(&text.if_done),
                TextBox::new(&text.if_not),
                TextBox::new(&text.how_simple),
                TextBox::new(&text.how_expert),
            ],
            goal: text.goal,
            metric: text.effect.as_ref().map(|e| e.metric),
            effort: text.effort,
            kind: text.kind,
            focus: Field::Title,
            open: [Field::Why, Field::HowSimple],
            expert: false,
            begun: false,
            leaving: false,
            places: Vec::new(),
            original: text,
        }
    }

    /// The whole as written.
    ///
    /// # Errors
    /// The field of the effect that cannot be taken, with the key of what would be.
    fn written(&self) -> Result<DraftText, (Field, &'static str)> {
        let [title, value, range, helper] = &self.lines;
        let [why, if_done, if_not, how_simple, how_expert] = &self.texts;
        let effect = match (self.metric, range.text().trim()) {
            (None, "") => None,
            (None, _) => return Err((Field::Metric, "draft-metric-missing")),
            (Some(metric), text) => {
                let (low, high) =
                    Effect::parse_range(text).ok_or((Field::Range, "draft-range-wrong"))?;
                Some(Effect { metric, low, high })
            }
        };
        Ok(DraftText {
            title: title.text().to_owned(),
            why: why.text(),
            if_done: if_done.text(),
            if_not: if_not.text(),
            effort: self.effort,
            kind: self.kind,
            goal: self.goal,
            value: value.text().to_owned(),
            effect,
            helper: helper.text().to_owned(),
            how_simple: how_simple.text(),
            how_expert: how_expert.text(),
            rule: self.original.rule.clone(),
        })
    }

    /// What is missing for «готова», without building the record.
    fn lacks(&self) -> Vec<Lack> {
        let [title, ..] = &self.lines;
        let [why, if_done, if_not, ..] = &self.texts;
        let blank = [
            (Lack::Title, title.text().trim().is_empty()),
            (Lack::Why, why.is_blank()),
            (Lack::IfDone, if_done.is_blank()),
            (Lack::IfNot, if_not.is_blank()),
        ];
        blank
            .into_iter()
            .filter(|(_, b)| *b)
            .map(|(l, _)| l)
            .collect()
    }

    /// What makes the texts no reasons.
    fn flaws(&self) -> Vec<Flaw> {
        let [title, ..] = &self.lines;
        let [why, if_done, if_not, ..] = &self.texts;
        founded::flaws(title.text(), &why.text(), &if_done.text(), &if_not.text())
    }

    fn focus(&mut self, field: Field) -> Reply {
        self.focus = field;
        if let Holds::Text(_) = field.holds() {
            let [first, second] = &mut self.open;
            *(if field.is_second_page() {
                second
            } else {
                first
            }) = field;
        }
        Reply::Done
    }

    fn box_in_focus(&mut self) -> Option<&mut TextBox> {
        match self.focus.holds() {
            Holds::Text(i) => self.texts.get_mut(i),
            _ => None,
        }
    }

    fn line_in_focus(&mut self) -> Option<&mut TextLine> {
        match self.focus.holds() {
            Holds::Line(i) => self.lines.get_mut(i),
            _ => None,
        }
    }

    /// Goals that may be chosen: none, the open ones, the one it has.
    fn goals(&self, cx: &Cx<'_>) -> Vec<Option<GoalId>> {
        let brief = cx
            .book
            .get(self.client)
            .and_then(|d| d.work().brief.as_deref());
        let mut all = vec![None];
        all.extend(
            brief
                .into_iter()
                .flat_map(|b| b.open_goals())
                .map(|g| Some(g.id)),
        );
        for known in [self.original.goal, self.goal] {
            if !all.contains(&known) {
                all.push(known);
            }
        }
        all
    }

    fn choose(&mut self, back: bool, cx: &Cx<'_>) -> Reply {
        match self.focus {
            Field::Effort => self.effort = next(Effort::ALL, self.effort, back),
            Field::Kind => self.kind = next(RecommendationKind::ALL, self.kind, back),
            Field::Goal => self.goal = next(&self.goals(cx), self.goal, back),
            Field::Metric => {
                let measures = Metric::ALL.iter().copied().map(Some);
                let all: Vec<Option<Metric>> = [None].into_iter().chain(measures).collect();
                self.metric = next(&all, self.metric, back);
            }
            _ => {}
        }
        Reply::Done
    }

    /// What stands at a field that cannot be taken, said; the field gets the focus.
    fn wrong(&mut self, (field, id): (Field, &str), cx: &Cx<'_>) -> Reply {
        self.focus(field);
        Reply::Say(Notice::warn(cx.texts.t(id)))
    }

    fn save(&mut self, cx: &Cx<'_>) -> Reply {
        if self.id.is_some() && !self.is_dirty() {
            return Reply::Close;
        }
        let text = match self.written() {
            Ok(text) => text,
            Err(wrong) => return self.wrong(wrong, cx),
        };
        Reply::Submit(match self.id {
            Some(id) => Command::EditDraft(self.client, id, text),
            None => Command::AddDraft(self.client, text),
        })
    }

    fn save_ready(&mut self, cx: &Cx<'_>) -> Reply {
        if self.life != Life::Draft {
            return self.save(cx);
        }
        let field_of = |lack: Lack| match lack {
            Lack::Title => Field::Title,
            Lack::Why => Field::Why,
            Lack::IfDone => Field::IfDone,
            Lack::IfNot => Field::IfNot,
        };
        let (lacks, flaws) = (self.lacks(), self.flaws());
        let (first, id, what) = match (lacks.first(), flaws.first()) {
            (Some(first), _) => (*first, "rule-lacks", say::lacks(cx.texts, &lacks)),
            (None, Some(first)) => (
                first.field(),
                "rule-unfounded",
                say::flaws(cx.texts, &flaws),
            ),
            (None, None) => {
                return match self.written() {
                    Ok(text) => Reply::Submit(Command::FinishDraft(self.client, self.id, text)),
                    Err(wrong) => self.wrong(wrong, cx),
                };
            }
        };
        self.focus(field_of(first));
        Reply::Say(Notice::warn(cx.texts.tf(id, &[("what", what.into())])))
    }

    fn leave(&mut self, cx: &Cx<'_>) -> Reply {
        if self.leaving || !self.is_dirty() {
            return Reply::Close;
        }
        self.leaving = true;
        Reply::Say(Notice::warn(cx.texts.t("draft-leave")))
    }

    fn external(&mut self) -> Reply {
        if let Some(b) = self.box_in_focus() {
            return Reply::Ask(Request::ExternalEditor(b.text()));
        }
        match self.line_in_focus() {
            Some(line) => Reply::Ask(Request::ExternalEditor(line.text().to_owned())),
            None => Reply::Done,
        }
    }
}

impl Dialog for DraftEditor {
    fn context(&self) -> Context {
        match self.focus.holds() {
            Holds::Line(_) => Context::Form,
            Holds::Choice => Context::Choice,
            Holds::Text(_) => Context::Editor,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if action != Action::Cancel {
            self.leaving = false;
        }
        match action {
            Action::Cancel => return self.leave(cx),
            Action::Save => return self.save(cx),
            Action::SaveReady => return self.save_ready(cx),
            Action::NextField | Action::Accept => {
                return self.focus(self.focus.beside(true, self.expert));
            }
            Action::PreviousField => return self.focus(self.focus.beside(false, self.expert)),
            Action::NextChoice => return self.choose(false, cx),
            Action::PreviousChoice => return self.choose(true, cx),
            Action::ExternalEditor => return self.external(),
            _ => {}
        }
        if let Some(line) = self.line_in_focus() {
            if line.act(action) {
                return Reply::Done;
            }
            return match action {
                Action::Copy => Reply::Ask(Request::Copy(line.text().to_owned())),
                _ => Reply::Pass,
            };
        }
        match self.box_in_focus().and_then(|b| b.act(action)) {
            Some(Typed::Copied(text)) => Reply::Ask(Request::Copy(text)),
            Some(Typed::Done) => Reply::Done,
            None => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        let taken = match self.box_in_focus() {
            Some(b) => b.key(key),
            None => self.line_in_focus().is_some_and(|line| line.key(key)),
        };
        if taken { Reply::Done } else { Reply::Pass }
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.leaving = false;
        if let Some(line) = self.line_in_focus() {
            line.paste(text);
        }
        let taken = self.box_in_focus().is_none_or(|b| b.paste(text));
        too_long_unless(taken, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        // Editors end the last line; the person did not mean an empty one.
        let text = text.trim_end_matches(['\n', '\r']);
        if let Some(line) = self.line_in_focus() {
            line.set(text);
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

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        let [title, value, range, helper] = &self.lines;
        let was = &self.original;
        let had_range = was
            .effect
            .as_ref()
            .map(Effect::range_text)
            .unwrap_or_default();
        self.begun
            || title.text() != was.title
            || value.text() != was.value
            || helper.text() != was.helper
            || range.text() != had_range
            || self.texts.iter().any(TextBox::is_changed)
            || self.goal != was.goal
            || self.metric != was.effect.as_ref().map(|e| e.metric)
            || self.effort != was.effort
            || self.kind != was.kind
    }
}
