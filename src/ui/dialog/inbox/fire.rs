//! A fire in two keys from anywhere: one line, and the screen that was interrupted is back (D8, D13).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{FireSlots, whose};
use crate::domain::command::{NewRequest, RequestCommand};
use crate::domain::{ClientId, Command, Dossier, RequestKind};
use crate::input::{Action, Context, Key as Pressed};
use crate::say;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet};
use crate::ui::{Cx, Dialog, Reply};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Whose.
    Client,
    /// Past the fire slots.
    Urgent,
    /// What burns.
    Text,
}

/// What the form is about.
#[derive(Debug)]
pub struct FireSheet {
    /// Whose it is as long as the name is untouched: two clients may bear one name.
    client: Option<ClientId>,
    slots: FireSlots,
}

/// The line that takes a fire. Enter parks it until the next slot; with `!` before it, or after ctrl-u, it goes
/// past the slots.
#[derive(Debug)]
pub struct FireDialog(FormDialog<FireSheet>);

impl FireDialog {
    /// A fire at a client, who can be another.
    #[must_use]
    pub fn new(client: Option<&Dossier>, slots: FireSlots) -> Self {
        let name = client.map_or("", |d| d.client.name.as_str());
        let mut form = Form::new(vec![
            Field::line(Key::Client, "request-client", name)
                .required()
                .read_from_book(whose::said)
                .only_typed(),
            Field::toggle(Key::Urgent, "request-urgent", false),
            Field::line(Key::Text, "fire-text", "")
                .required()
                .placeholder("fire-text-hint"),
        ]);
        if client.is_some() {
            form.focus_on(Key::Text);
        }
        let client = client.map(Dossier::id);
        Self(FormDialog::of(FireSheet { client, slots }, form))
    }
}

/// Whether the words begin with the mark of an emergency, and the words without it.
fn marked(text: &str) -> (bool, &str) {
    match text.trim_start().strip_prefix('!') {
        Some(rest) => (true, rest.trim_start_matches('!')),
        None => (false, text),
    }
}

impl Sheet for FireSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        match self.slots.next(cx) {
            Some(slot) => {
                let at = say::inbox::slot(cx.texts, slot, cx.today());
                cx.texts.tf("fire-title-slot", &[("slot", at.into())])
            }
            None => cx.texts.t("fire-title"),
        }
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        if marked(&form.text(Key::Text)).0 {
            form.set_on(Key::Urgent, true);
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let client = match self.client {
            Some(client) if !form.changed(Key::Client) => client,
            _ => whose::client(&form.text(Key::Client), cx).map_err(|words| Problem {
                field: Key::Client,
                words,
            })?,
        };
        let typed = form.text(Key::Text);
        let (marked, text) = marked(&typed);
        if text.trim().is_empty() {
            return Err(Problem {
                field: Key::Text,
                words: cx.texts.t("form-required"),
            });
        }
        let mut new = NewRequest::said(client, RequestKind::Fire, text.to_owned());
        new.urgent = marked || form.on(Key::Urgent);
        new.slot = self.slots.next(cx);
        new.calendar = self.slots.calendar.clone();
        Ok(Command::Request(RequestCommand::Add(Box::new(new))))
    }
}

impl Dialog for FireDialog {
    fn context(&self) -> Context {
        self.0.context()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        self.0.act(action, cx)
    }

    fn key(&mut self, key: Pressed, cx: &Cx<'_>) -> Reply {
        let layout = [Pressed::ctrl('u'), Pressed::ctrl('г')];
        if layout.contains(&key) {
            let form = self.0.form_mut();
            let on = form.on(Key::Urgent);
            form.set_on(Key::Urgent, !on);
            return Reply::Done;
        }
        self.0.key(key, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.0.paste(text, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        self.0.click(at, cx)
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.0.draw(buf, screen, cx)
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Accept, Action::NextField, Action::Cancel]
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.0.is_dirty()
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn std::any::Any> {
        Some(self)
    }
}
