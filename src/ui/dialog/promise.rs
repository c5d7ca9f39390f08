//! An agreement: who promised what to whom until when, and in which words (B11).

use crate::domain::{ClientId, Command, Dossier, Promise, PromiseId, PromiseLife, Side};
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of an agreement.
pub type PromiseForm = FormDialog<PromiseSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Who promised.
    Side,
    /// What.
    What,
    /// The person, one of the client's people.
    Who,
    /// The person, by name.
    Name,
    /// Until when.
    Until,
    /// The words it was given in.
    Evidence,
    /// What was said at the end.
    Note,
}

/// What the form is about.
#[derive(Debug)]
pub struct PromiseSheet {
    client: ClientId,
    before: Option<Promise>,
    people: Vec<String>,
}

impl PromiseForm {
    /// A new agreement of a client; `side` is chosen beforehand.
    #[must_use]
    pub fn new(dossier: &Dossier, side: Side, cx: &Cx<'_>) -> Self {
        Self::build(dossier, None, side, cx)
    }

    /// An agreement to change.
    #[must_use]
    pub fn edit(dossier: &Dossier, promise: &Promise, cx: &Cx<'_>) -> Self {
        Self::build(dossier, Some(promise), promise.side, cx)
    }

    /// An agreement to be given another day.
    #[must_use]
    pub fn replan(dossier: &Dossier, promise: &Promise, cx: &Cx<'_>) -> Self {
        let mut form = Self::edit(dossier, promise, cx);
        form.focus_on(Key::Until);
        form
    }

    fn build(dossier: &Dossier, before: Option<&Promise>, side: Side, cx: &Cx<'_>) -> Self {
        let people: Vec<String> = dossier.contacts.iter().map(|c| c.name.clone()).collect();
        let who = before.map_or("", |p| p.who.as_str());
        let other = people.len() + 1;
        let chosen = match people.iter().position(|name| name == who) {
            _ if who.is_empty() => 0,
            Some(i) => i + 1,
            None => other,
        };
        let mut options = vec![Words::Key("promise-who-none".to_owned())];
        options.extend(people.iter().cloned().map(Words::Plain));
        options.push(Words::Key("promise-who-other".to_owned()));
        let until = before
            .and_then(|p| p.until)
            .map_or_else(String::new, |day| {
                // A day gone by is written with its year: «20 ноя» would read as the next one.
                if day < cx.today() {
                    read::day_text(day)
                } else {
                    cx.texts.date(day, cx.today())
                }
            });
        let place = Side::ALL.iter().position(|s| *s == side);
        let sides = Side::ALL.iter().map(|s| Words::term("side", s.name()));
        let said = |text: fn(&Promise) -> &str| before.map_or("", text);
        let who_field = Field::choice(Key::Who, "promise-who", options, Some(chosen));
        let name = Field::line(
            Key::Name,
            if people.is_empty() {
                "promise-who"
            } else {
                "promise-who-name"
            },
            if people.is_empty() || chosen == other {
                who
            } else {
                ""
            },
        );
        let note = Field::text(Key::Note, "promise-note", said(|p| &p.note), 2);
        let closed = before.is_some_and(|p| !p.is_open());
        let form = Form::new(vec![
            Field::line(Key::What, "promise-what", said(|p| &p.what)).required(),
            Field::choice(Key::Side, "promise-side", sides.collect(), place),
            if people.is_empty() {
                who_field.hidden()
            } else {
                who_field
            },
            if people.is_empty() || chosen == other {
                name
            } else {
                name.hidden()
            },
            Field::when(Key::Until, "promise-until", &until),
            Field::text(Key::Evidence, "promise-evidence", said(|p| &p.evidence), 3),
            if closed { note } else { note.hidden() },
        ]);
        let sheet = PromiseSheet {
            client: dossier.id(),
            before: before.cloned(),
            people,
        };
        Self::of(sheet, form)
    }
}

impl PromiseSheet {
    /// Whether the person is named by hand.
    fn by_hand(&self, form: &Form<Key>) -> bool {
        self.people.is_empty() || form.index(Key::Who) == Some(self.people.len() + 1)
    }

    fn who(&self, form: &Form<Key>) -> String {
        if self.by_hand(form) {
            return form.text(Key::Name);
        }
        form.index(Key::Who)
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| self.people.get(i).cloned())
            .unwrap_or_default()
    }
}

impl Sheet for PromiseSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let id = match self.before {
            Some(_) => "promise-edit-title",
            None => "promise-new-title",
        };
        about(id, self.client, cx)
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        form.show(Key::Name, self.by_hand(form));
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let side = form
            .index(Key::Side)
            .and_then(|i| Side::ALL.get(i).copied());
        let blank = || {
            Promise::said(
                PromiseId::from_bytes([0; 16]),
                self.client,
                Side::default(),
                String::new(),
                cx.now.timestamp(),
            )
        };
        let mut promise = self.before.clone().unwrap_or_else(blank);
        promise.side = side.unwrap_or_default();
        promise.what = form.text(Key::What);
        promise.who = self.who(form);
        if form.changed(Key::Until) {
            promise.until = form.when(Key::Until, cx).map(|when| when.date);
        }
        promise.evidence = form.text(Key::Evidence);
        promise.note = form.text(Key::Note);
        Ok(match self.before {
            Some(_) => Command::EditPromise(Box::new(promise)),
            None => Command::AddPromise(Box::new(promise)),
        })
    }
}

/// How an agreement ended, with what was said about it.
pub type CloseForm = FormDialog<CloseSheet>;

/// What the form of an end is about.
#[derive(Debug)]
pub struct CloseSheet {
    client: ClientId,
    id: PromiseId,
    what: String,
    life: PromiseLife,
}

impl CloseForm {
    /// Asks what was said when an agreement was broken or taken back; enter is enough.
    #[must_use]
    pub fn new(promise: &Promise, life: PromiseLife) -> Self {
        let form = Form::new(vec![Field::line(Key::Note, "promise-note", &promise.note)]);
        let sheet = CloseSheet {
            client: promise.client,
            id: promise.id,
            what: promise.what.clone(),
            life,
        };
        Self::of(sheet, form)
    }
}

impl Sheet for CloseSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let id = match self.life {
            PromiseLife::Withdrawn => "promise-withdrawn-title",
            _ => "promise-broken-title",
        };
        format!("{} · {}", cx.texts.t(id), self.what)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        Ok(Command::ClosePromise {
            client: self.client,
            id: self.id,
            life: self.life,
            note: form.text(Key::Note),
        })
    }
}

#[cfg(test)]
mod tests;
