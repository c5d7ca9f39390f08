//! Forms: labelled fields, one in focus, nothing typed ever lost by accident.
//!
//! A [`Form`] knows keys, focus, scrolling and the question Esc asks; what the fields mean is the
//! [`Sheet`]'s matter, which turns them into a command. [`FormDialog`] is a sheet with its form as a
//! dialog. Dialogs with more on the screen than a form (call mode) hold a form of their own.
//!
//! A sheet that edits a record begins from the record and writes over it only the fields that were
//! [changed](Form::changed): so what a form does not show, or cannot show exactly, survives it (pain 36).

pub mod choice;
mod field;
mod paint;
pub mod read;
mod sheet;
pub mod words;

#[cfg(test)]
pub(crate) mod harness;
#[cfg(test)]
mod tests;

use ratatui::layout::{Position, Rect};

use crate::i18n::{When, parse_when};
use crate::input::{Action, Context, Key, KeyCode};
use crate::ui::widgets::textbox::Typed;
use crate::ui::{Cx, Request};
use field::{Kind, split};

pub use field::Field;
pub use sheet::{FormDialog, Problem, Sheet};
pub use words::Words;

/// What a form makes of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Not the form's.
    Pass,
    /// Done; draw again.
    Done,
    /// The person wants to save.
    Save,
    /// The person wants to close, and nothing would be lost or losing it was agreed to.
    Close,
    /// Ask the rim.
    Ask(Request),
}

/// Fields in order, one of them in focus.
#[derive(Debug)]
pub struct Form<K> {
    fields: Vec<Field<K>>,
    focus: usize,
    asking: bool,
    /// What was copied or cut here last: what the paste key brings, whatever the terminal allows.
    clip: String,
    top: u16,
    /// Where the fields were drawn last: the field, its place in the whole form.
    places: Vec<(usize, Rect)>,
    /// The part of the screen the form was drawn in.
    window: Rect,
}

impl<K: Copy + Eq> Form<K> {
    /// A form with the focus on its first field.
    #[must_use]
    pub fn new(fields: Vec<Field<K>>) -> Self {
        let focus = fields.iter().position(|f| f.shown).unwrap_or(0);
        Self {
            fields,
            focus,
            asking: false,
            clip: String::new(),
            top: 0,
            places: Vec::new(),
            window: Rect::ZERO,
        }
    }

    fn get(&self, key: K) -> Option<&Field<K>> {
        self.fields.iter().find(|f| f.key == key)
    }

    fn get_mut(&mut self, key: K) -> Option<&mut Field<K>> {
        self.fields.iter_mut().find(|f| f.key == key)
    }

    fn current(&mut self) -> Option<&mut Field<K>> {
        self.fields.get_mut(self.focus)
    }

    /// The text of a line or a text field; empty for other kinds.
    #[must_use]
    pub fn text(&self, key: K) -> String {
        match self.get(key).map(|f| &f.kind) {
            Some(Kind::Line(single)) => single.line.text().to_owned(),
            Some(Kind::Text(text, _)) => text.text(),
            _ => String::new(),
        }
    }

    /// The values of a list field.
    #[must_use]
    pub fn list(&self, key: K) -> Vec<String> {
        split(&self.text(key))
    }

    /// Which value of a choice is chosen.
    #[must_use]
    pub fn index(&self, key: K) -> Option<usize> {
        match self.get(key).map(|f| &f.kind) {
            Some(Kind::Choice(choice)) => choice.index(),
            _ => None,
        }
    }

    /// Whether a toggle is on.
    #[must_use]
    pub fn on(&self, key: K) -> bool {
        matches!(self.get(key).map(|f| &f.kind), Some(Kind::Toggle(true)))
    }

    /// The date words of a field read as of now; `None` when empty or not understood.
    #[must_use]
    pub fn when(&self, key: K, cx: &Cx<'_>) -> Option<When> {
        parse_when(&self.text(key), cx.now).ok()
    }

    /// Whether a field holds something else than at the beginning.
    #[must_use]
    pub fn changed(&self, key: K) -> bool {
        self.get(key).is_some_and(Field::is_changed)
    }

    /// Whether any field was changed.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// Whether the form has asked if what was typed may go.
    #[must_use]
    pub const fn is_asking(&self) -> bool {
        self.asking
    }

    /// The field in focus.
    #[must_use]
    pub fn focused(&self) -> Option<K> {
        self.fields.get(self.focus).map(|f| f.key)
    }

    /// Fills a line or a text field from the program; it counts as typed.
    pub fn set_text(&mut self, key: K, text: &str) {
        match self.get_mut(key).map(|f| &mut f.kind) {
            Some(Kind::Line(single)) => single.line.set(text),
            Some(Kind::Text(area, _)) => {
                area.set_text(text);
            }
            _ => {}
        }
    }

    /// Turns a toggle from the program; it counts as typed.
    pub fn set_on(&mut self, key: K, value: bool) {
        if let Some(Kind::Toggle(on)) = self.get_mut(key).map(|f| &mut f.kind) {
            *on = value;
        }
    }

    /// Fills a line from the program in a way that does not count as typed: a proposal, a running figure.
    pub fn propose(&mut self, key: K, text: &str) {
        if self.text(key) == text {
            return;
        }
        self.set_text(key, text);
        if let Some(field) = self.get_mut(key) {
            field.settle();
            field.problem = None;
        }
    }

    /// Shows or hides a field. A hidden one is neither checked nor reached.
    pub fn show(&mut self, key: K, shown: bool) {
        if let Some(field) = self.get_mut(key) {
            field.shown = shown;
        }
        if self.fields.get(self.focus).is_some_and(|f| !f.shown) {
            self.go(true);
        }
    }

    /// Says something under a field that is no problem of it; `None` takes it back.
    pub fn say(&mut self, key: K, words: Option<String>) {
        if let Some(field) = self.get_mut(key) {
            field.said = words;
        }
    }

    /// Puts the focus on a field.
    pub fn focus_on(&mut self, key: K) {
        if let Some(i) = self.fields.iter().position(|f| f.key == key && f.shown) {
            self.focus = i;
        }
    }

    /// Says beside a field what is wrong with it and goes there.
    pub fn fail(&mut self, key: K, words: String) {
        if let Some(field) = self.get_mut(key) {
            field.problem = Some(words);
        }
        self.focus_on(key);
    }

    /// Says beside a field what is to be looked at once more, or nothing; saving goes on all the same.
    pub fn doubt(&mut self, key: K, words: Option<String>) {
        if let Some(field) = self.get_mut(key) {
            field.doubt = words;
        }
    }

    /// Checks what can be checked field by field: what must be filled in is, what was typed is understood.
    /// The first field with a problem gets the focus.
    pub fn check(&mut self, cx: &Cx<'_>) -> bool {
        let mut first = None;
        for (i, field) in self.fields.iter_mut().enumerate() {
            field.leave();
            field.problem = None;
            if !field.shown {
                continue;
            }
            if field.is_blank() {
                if field.required {
                    field.problem = Some(cx.texts.t("form-required"));
                }
            } else if field.is_changed()
                && let Kind::Line(single) = &field.kind
                && let Some(reader) = single.reader
            {
                // What was there before is the data's matter: an old value must not block a new note.
                field.problem = reader(single.line.text(), cx).err();
            }
            if field.problem.is_some() && first.is_none() {
                first = Some(i);
            }
        }
        if let Some(i) = first {
            self.focus = i;
        }
        first.is_none()
    }

    /// Which keys work in the field in focus.
    #[must_use]
    pub fn context(&self) -> Context {
        match self.fields.get(self.focus).map(|f| &f.kind) {
            Some(Kind::Choice(_) | Kind::Toggle(_)) => Context::Choice,
            Some(Kind::Text(..)) => Context::Editor,
            Some(Kind::Line(_)) | None => Context::Form,
        }
    }

    /// To the next or previous field on screen, round at the ends; `false` when it went round.
    fn go(&mut self, forward: bool) -> bool {
        let n = self.fields.len();
        if let Some(field) = self.current() {
            field.leave();
        }
        for step in 1..=n {
            let i = (self.focus + if forward { step } else { n - step }) % n;
            if self.fields.get(i).is_some_and(|f| f.shown) {
                let on = if forward {
                    i > self.focus
                } else {
                    i < self.focus
                };
                self.focus = i;
                return on;
            }
        }
        false
    }

    /// Does an action the keymap resolved.
    pub fn act(&mut self, action: Action) -> Step {
        if self.asking {
            self.asking = false;
            return match action {
                Action::Cancel => Step::Close,
                _ => Step::Done,
            };
        }
        match action {
            Action::Save => return Step::Save,
            Action::Cancel if self.is_dirty() => self.asking = true,
            Action::Cancel => return Step::Close,
            Action::NextField => {
                self.go(true);
            }
            Action::PreviousField => {
                self.go(false);
            }
            Action::Accept => return self.accept(),
            Action::Paste => {
                let clip = std::mem::take(&mut self.clip);
                let step = self.paste(&clip);
                self.clip = clip;
                return step;
            }
            _ => {
                let step = self.edit(action);
                if let Step::Ask(Request::Copy(text)) = &step {
                    self.clip.clone_from(text);
                }
                return step;
            }
        }
        Step::Done
    }

    /// Enter: a new line in a text, else the next field, and after the last one the end.
    fn accept(&mut self) -> Step {
        if let Some(field) = self.current()
            && let Kind::Text(text, _) = &mut field.kind
        {
            text.key(Key::plain(KeyCode::Enter));
            return Step::Done;
        }
        let before = self.focus;
        if self.go(true) {
            Step::Done
        } else {
            self.focus = before;
            Step::Save
        }
    }

    fn edit(&mut self, action: Action) -> Step {
        let Some(field) = self.current() else {
            return Step::Pass;
        };
        let step = match &mut field.kind {
            Kind::Text(text, _) if action == Action::ExternalEditor => {
                return Step::Ask(Request::ExternalEditor(text.text()));
            }
            Kind::Text(text, _) => match text.act(action) {
                Some(Typed::Done) => Step::Done,
                Some(Typed::Copied(text)) => Step::Ask(Request::Copy(text)),
                None => return Step::Pass,
            },
            Kind::Line(single) => match action {
                Action::Copy => Step::Ask(Request::Copy(single.line.text().to_owned())),
                Action::Cut => {
                    let text = single.line.text().to_owned();
                    single.line.set("");
                    Step::Ask(Request::Copy(text))
                }
                Action::ExternalEditor => Step::Done,
                _ if single.line.act(action) => Step::Done,
                _ => return Step::Pass,
            },
            Kind::Choice(choice) => {
                if !choice.act(action) {
                    return Step::Pass;
                }
                Step::Done
            }
            Kind::Toggle(on) => {
                if !matches!(action, Action::NextChoice | Action::PreviousChoice) {
                    return Step::Pass;
                }
                *on = !*on;
                Step::Done
            }
        };
        field.problem = None;
        step
    }

    /// Takes a key no action is bound to.
    pub fn key(&mut self, key: Key, cx: &Cx<'_>) -> Step {
        if self.asking {
            self.asking = false;
            return Step::Done;
        }
        let Some(field) = self.current() else {
            return Step::Pass;
        };
        let mine = match &mut field.kind {
            Kind::Line(single) => single.line.key(key),
            Kind::Text(text, _) => text.key(key),
            Kind::Choice(choice) => choice.key(key, cx.texts),
            Kind::Toggle(on) => {
                let flips = matches!(
                    key.code(),
                    KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right
                );
                *on ^= flips;
                flips
            }
        };
        if mine {
            field.problem = None;
            Step::Done
        } else {
            Step::Pass
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Step {
        self.asking = false;
        let Some(field) = self.current() else {
            return Step::Pass;
        };
        field.problem = None;
        match &mut field.kind {
            Kind::Line(single) => single.line.paste(text),
            Kind::Text(area, _) => {
                area.paste(text);
            }
            Kind::Choice(_) | Kind::Toggle(_) => return Step::Pass,
        }
        Step::Done
    }

    /// Takes the text that comes back from the person's own editor.
    pub fn edited(&mut self, text: &str) -> Step {
        match self.current().map(|f| &mut f.kind) {
            Some(Kind::Text(area, _)) => {
                // Editors end a file with a line end that nobody typed.
                area.set_text(text.strip_suffix('\n').unwrap_or(text));
                Step::Done
            }
            _ => Step::Pass,
        }
    }

    /// Takes a click: the field under it gets the focus, a value or a place in the text is chosen.
    pub fn click(&mut self, at: Position, cx: &Cx<'_>) {
        self.asking = false;
        if !self.window.contains(at) {
            return;
        }
        let inside = Position::new(at.x - self.window.x, at.y - self.window.y + self.top);
        let Some((i, area)) = self
            .places
            .iter()
            .find(|(_, area)| (area.top()..area.bottom()).contains(&inside.y))
            .copied()
        else {
            return;
        };
        if i != self.focus
            && let Some(field) = self.current()
        {
            field.leave();
        }
        self.focus = i;
        let Some(field) = self.fields.get_mut(i) else {
            return;
        };
        if inside.x < area.x {
            return;
        }
        let (x, y) = (inside.x - area.x, inside.y - area.y);
        match &mut field.kind {
            Kind::Line(single) => single.line.place(x, area.width),
            Kind::Text(text, _) => {
                text.click(inside);
            }
            Kind::Choice(choice) => {
                if let Some(index) = choice.at(cx.texts, area.width, x, y) {
                    choice.set(Some(index));
                }
            }
            Kind::Toggle(on) => {
                if x < 3 {
                    *on = !*on;
                }
            }
        }
    }
}
