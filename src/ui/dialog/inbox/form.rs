//! Something that came in: whose it is, the words as they were, when, by which channel, from whom.

use jiff::civil::DateTime;

use super::{FireSlots, whose};
use crate::domain::command::{NewRequest, RequestCommand};
use crate::domain::{
    Channel, ClientId, Command, ContactId, Dossier, Request, RequestId, RequestKind,
};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of something that came in.
pub type RequestForm = FormDialog<RequestSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What kind.
    Kind,
    /// Whose.
    Client,
    /// The words.
    Text,
    /// When it came in.
    Received,
    /// By which channel.
    Channel,
    /// From whom.
    Contact,
    /// Minutes it takes.
    Minutes,
    /// Past the fire slots.
    Urgent,
}

/// What the form is about.
#[derive(Debug)]
pub struct RequestSheet {
    before: Option<Request>,
    /// The client whose people the form offers.
    client: Option<ClientId>,
    /// What was typed as the name, the book it was read in, and whether it is that client still.
    read: Option<(String, u64, bool)>,
    people: Vec<ContactId>,
    slots: FireSlots,
}

impl RequestForm {
    /// A new one of a kind; `client` stands in it beforehand.
    #[must_use]
    pub fn new(kind: RequestKind, client: Option<&Dossier>, slots: FireSlots) -> Self {
        Self::build(kind, client, None, slots, String::new())
    }

    /// One to change.
    #[must_use]
    pub fn edit(dossier: &Dossier, request: &Request, slots: FireSlots, cx: &Cx<'_>) -> Self {
        let own = cx.now.time_zone();
        let at = own.to_datetime(request.received_at);
        let received = at.strftime("%d.%m.%Y %H:%M").to_string();
        let mut form = Self::build(request.kind, Some(dossier), Some(request), slots, received);
        form.focus_on(Key::Text);
        form
    }

    fn build(
        kind: RequestKind,
        client: Option<&Dossier>,
        before: Option<&Request>,
        slots: FireSlots,
        received: String,
    ) -> Self {
        let kinds = RequestKind::ALL
            .iter()
            .map(|kind| Words::term("request-kind", kind.name()));
        let place = RequestKind::ALL.iter().position(|k| *k == kind);
        let mut channels = vec![Words::Key("request-no-channel".to_owned())];
        channels.extend(
            Channel::ALL
                .iter()
                .map(|c| Words::term("channel", c.name())),
        );
        let channel = match before {
            Some(request) => request.channel,
            // What a client brings came by some channel, most often the preferred one.
            None => client
                .filter(|_| kind.awaits_answer())
                .map(|d| d.client.preferred().channel),
        };
        let channel = channel
            .and_then(|c| Channel::ALL.iter().position(|a| *a == c))
            .map_or(0, |place| place + 1);
        let people: Vec<ContactId> =
            client.map_or_else(Vec::new, |d| d.contacts.iter().map(|c| c.id).collect());
        let mut names = vec![Words::Key("request-nobody".to_owned())];
        let named = client.iter().flat_map(|d| &d.contacts);
        names.extend(named.map(|c| Words::Plain(c.name.clone())));
        let contact = before
            .and_then(|r| r.contact)
            .and_then(|id| people.iter().position(|p| *p == id))
            .map_or(0, |place| place + 1);
        let who = Field::choice(Key::Contact, "request-contact", names, Some(contact));
        let name = client.map_or("", |d| d.client.name.as_str());
        let minutes = match before.map_or(0, |r| r.minutes) {
            0 => String::new(),
            minutes => minutes.to_string(),
        };
        let whose = Field::line(Key::Client, "request-client", name)
            .required()
            .read_from_book(whose::said)
            .only_typed();
        let urgent = Field::toggle(
            Key::Urgent,
            "request-urgent",
            before.is_some_and(|r| r.urgent),
        );
        let fire = kind == RequestKind::Fire;
        let mut form = Form::new(vec![
            if before.is_some() {
                whose.hidden()
            } else {
                whose
            },
            Field::text(Key::Text, "request-text", before.map_or("", |r| &r.text), 4).required(),
            Field::choice(Key::Kind, "request-kind", kinds.collect(), place),
            Field::line(Key::Received, "request-received", &received)
                .placeholder("request-received-hint")
                .read(received_words),
            Field::choice(Key::Channel, "request-channel", channels, Some(channel)),
            if people.is_empty() { who.hidden() } else { who },
            Field::line(Key::Minutes, "request-minutes", &minutes)
                .placeholder("request-minutes-hint")
                .read(read::minutes),
            if fire { urgent } else { urgent.hidden() },
        ]);
        if client.is_some() {
            form.focus_on(Key::Text);
        }
        let sheet = RequestSheet {
            before: before.cloned(),
            client: client.map(Dossier::id),
            read: None,
            people,
            slots,
        };
        Self::of(sheet, form)
    }
}

/// Says a moment gone by back.
fn received_words(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match say::inbox::read_received(text, cx.now) {
        Some(at) if at > cx.now.timestamp() => Err(cx.texts.t("rule-received-ahead")),
        Some(at) => Ok(say::inbox::moment(
            cx.texts,
            at,
            cx.now.time_zone(),
            cx.today(),
        )),
        None => Err(cx.texts.t("request-received-wrong")),
    }
}

impl RequestSheet {
    fn kind(form: &Form<Key>) -> RequestKind {
        form.index(Key::Kind)
            .and_then(|i| RequestKind::ALL.get(i).copied())
            .unwrap_or(RequestKind::Request)
    }

    /// Whether the name still means the client the form began with; the book is searched once for what is typed.
    fn is_same(&mut self, form: &Form<Key>, cx: &Cx<'_>) -> bool {
        if self.client.is_none() || !form.changed(Key::Client) {
            return self.client.is_some();
        }
        let (typed, revision) = (form.text(Key::Client), cx.book.revision());
        if let Some((text, of, same)) = &self.read
            && *of == revision
            && *text == typed
        {
            return *same;
        }
        let same = whose::client(&typed, cx).ok() == self.client;
        self.read = Some((typed, revision, same));
        same
    }

    /// The slot a fire waits for: the one it has, else the next.
    fn slot(&self, cx: &Cx<'_>) -> Option<DateTime> {
        let known = self.before.as_ref().and_then(|r| r.slot);
        known.or_else(|| self.slots.next(cx))
    }
}

impl Sheet for RequestSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        match &self.before {
            Some(request) => about("request-edit-title", request.client, cx),
            None => cx.texts.t("request-new-title"),
        }
    }

    fn settle(&mut self, form: &mut Form<Key>, cx: &Cx<'_>) {
        form.show(Key::Urgent, Self::kind(form) == RequestKind::Fire);
        // The people are those of the client the form began with; with another one nobody is named.
        let same = self.before.is_some() || self.is_same(form, cx);
        form.show(Key::Contact, same && !self.people.is_empty());
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let client = match &self.before {
            Some(request) => Some(request.client),
            // Two clients may bear one name.
            None => self.client.filter(|_| !form.changed(Key::Client)),
        };
        let client = match client {
            Some(client) => client,
            None => whose::client(&form.text(Key::Client), cx).map_err(|words| Problem {
                field: Key::Client,
                words,
            })?,
        };
        let kind = Self::kind(form);
        let mut new = NewRequest::said(client, kind, form.text(Key::Text));
        let received = form.text(Key::Received);
        if form.changed(Key::Received) && !received.trim().is_empty() {
            new.received_at = say::inbox::read_received(&received, cx.now);
        }
        new.channel = form
            .index(Key::Channel)
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| Channel::ALL.get(i).copied());
        let person = form
            .index(Key::Contact)
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| self.people.get(i).copied());
        new.contact = match &self.before {
            // Somebody who is gone stays named until another is chosen.
            Some(request) if !form.changed(Key::Contact) => request.contact,
            _ if self.client == Some(client) => person,
            _ => None,
        };
        new.minutes = form.text(Key::Minutes).trim().parse().unwrap_or(0);
        new.urgent = kind == RequestKind::Fire && form.on(Key::Urgent);
        new.slot = self.slot(cx).filter(|_| kind == RequestKind::Fire);
        new.calendar = self.slots.calendar.clone();
        let command = match &self.before {
            Some(request) => RequestCommand::Edit(request.id, Box::new(new)),
            None => RequestCommand::Add(Box::new(new)),
        };
        Ok(Command::Request(command))
    }
}

/// Keeps the identity of a request at hand for forms about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Of {
    pub(super) client: ClientId,
    pub(super) id: RequestId,
}
