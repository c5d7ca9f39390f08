//! The form of a client: who it is and how it wants to be looked after (A27, C10, C16).

use super::manner;
use crate::domain::{
    Channel, Client, ClientId, Command, ContactPolicy, Expertise, Hours, ServiceModel, Tier, Zone,
};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of a new or known client.
pub type ClientForm = FormDialog<ClientSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Name.
    Name,
    /// A, B or C.
    Tier,
    /// Who runs the campaigns.
    Model,
    /// Level of preparation.
    Level,
    /// How much contact is wanted.
    Policy,
    /// Rhythm.
    Cadence,
    /// Days of a rhythm of one's own.
    Every,
    /// Preferred channel.
    Channel,
    /// Its hours.
    Hours,
    /// Time zone.
    Zone,
    /// Tags.
    Tags,
    /// Since when it is a client.
    Since,
    /// Business notes.
    Notes,
}

/// What the form is about.
#[derive(Debug)]
pub struct ClientSheet {
    /// The client as it was, `None` for a new one.
    before: Option<Box<Client>>,
}

impl ClientForm {
    /// A form for a new client.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a dialog is opened, never a default value"
    )]
    pub fn new() -> Self {
        let blank = blank(jiff::Timestamp::UNIX_EPOCH);
        Self::of(ClientSheet { before: None }, form(&blank))
    }

    /// A form for a known client. What the form does not show stays as it is.
    #[must_use]
    pub fn edit(client: &Client) -> Self {
        let before = Some(Box::new(client.clone()));
        Self::of(ClientSheet { before }, form(client))
    }
}

/// The real id and moment are given when the command is carried out.
fn blank(at: jiff::Timestamp) -> Client {
    Client::named(ClientId::from_bytes([0; 16]), String::new(), at)
}

fn form(client: &Client) -> Form<Key> {
    let preferred = client.preferred();
    let (rhythm, every) = manner::rhythm(client.cadence);
    let zone = client.zone.as_ref().map_or("", Zone::name);
    let since = client.since.map(read::day_text).unwrap_or_default();
    let every = Field::line(Key::Every, "form-client-every", &every)
        .read(read::days)
        .required();
    Form::new(vec![
        Field::line(Key::Name, "form-client-name", &client.name).required(),
        terms(
            Key::Tier,
            "form-client-tier",
            Tier::ALL
                .iter()
                .map(|t| Words::Key(format!("tier-{}-long", t.name().to_ascii_lowercase()))),
            Tier::ALL.iter().position(|t| *t == client.tier),
        ),
        terms(
            Key::Model,
            "form-client-model",
            ServiceModel::ALL
                .iter()
                .map(|m| Words::term("model", m.name())),
            ServiceModel::ALL
                .iter()
                .position(|m| *m == client.service_model),
        ),
        terms(
            Key::Level,
            "form-client-level",
            (1..=5).map(|n| Words::Key(format!("level-{n}"))),
            Some(usize::from(client.expertise.level()) - 1),
        ),
        terms(
            Key::Policy,
            "form-client-policy",
            ContactPolicy::ALL
                .iter()
                .map(|p| Words::term("policy", p.name())),
            ContactPolicy::ALL.iter().position(|p| *p == client.policy),
        ),
        terms(
            Key::Cadence,
            "form-client-cadence",
            manner::rhythms(),
            Some(rhythm),
        ),
        if rhythm == manner::OWN {
            every
        } else {
            every.hidden()
        },
        terms(
            Key::Channel,
            "form-client-channel",
            Channel::ALL
                .iter()
                .map(|c| Words::term("channel", c.name())),
            Channel::ALL.iter().position(|c| *c == preferred.channel),
        ),
        Field::line(
            Key::Hours,
            "form-client-hours",
            &read::hours_text(preferred.hours),
        )
        .read(read::hours)
        .placeholder("form-hours-hint"),
        Field::line(Key::Zone, "form-client-zone", zone)
            .read(read::zone)
            .completed(read::complete_zone)
            .placeholder("form-zone-hint"),
        Field::list(Key::Tags, "form-client-tags", &client.tags),
        Field::line(Key::Since, "form-client-since", &since)
            .read(read::day)
            .placeholder("form-day-hint"),
        Field::text(Key::Notes, "form-client-notes", &client.notes, 4),
    ])
}

fn terms(
    key: Key,
    label: &'static str,
    options: impl IntoIterator<Item = Words>,
    index: Option<usize>,
) -> Field<Key> {
    Field::choice(key, label, options.into_iter().collect(), index)
}

/// The value of a changed choice among all terms.
fn picked<T: Copy>(form: &Form<Key>, key: Key, all: &[T]) -> Option<T> {
    form.changed(key)
        .then(|| form.index(key).and_then(|i| all.get(i)).copied())?
}

/// Writes what was changed over the client; everything else stays.
fn write(form: &Form<Key>, client: &mut Client) -> Result<(), Key> {
    if form.changed(Key::Name) {
        client.name = form.text(Key::Name);
    }
    if let Some(tier) = picked(form, Key::Tier, Tier::ALL) {
        client.tier = tier;
    }
    if let Some(model) = picked(form, Key::Model, ServiceModel::ALL) {
        client.service_model = model;
    }
    if let Some(level) = picked(form, Key::Level, &[1, 2, 3, 4, 5]).and_then(Expertise::new) {
        client.expertise = level;
    }
    if let Some(policy) = picked(form, Key::Policy, ContactPolicy::ALL) {
        client.policy = policy;
    }
    if form.changed(Key::Cadence) || form.changed(Key::Every) {
        let own = form.text(Key::Every);
        client.cadence = manner::cadence(form.index(Key::Cadence), &own).ok_or(Key::Every)?;
    }
    if form.changed(Key::Channel) || form.changed(Key::Hours) {
        prefer(form, client)?;
    }
    if form.changed(Key::Zone) {
        let name = form.text(Key::Zone);
        client.zone = match name.trim() {
            "" => None,
            name => Some(Zone::new(name).ok_or(Key::Zone)?),
        };
    }
    if form.changed(Key::Tags) {
        client.tags = form.list(Key::Tags);
    }
    if form.changed(Key::Since) {
        let text = form.text(Key::Since);
        client.since = match text.trim() {
            "" => None,
            text => Some(read::parse_day(text).ok_or(Key::Since)?),
        };
    }
    if form.changed(Key::Notes) {
        client.notes = form.text(Key::Notes);
    }
    Ok(())
}

/// Puts the chosen channel with its hours first.
fn prefer(form: &Form<Key>, client: &mut Client) -> Result<(), Key> {
    let channel = form.index(Key::Channel).and_then(|i| Channel::ALL.get(i));
    let typed = if form.changed(Key::Hours) {
        let text = form.text(Key::Hours);
        Some(match text.trim() {
            "" => Hours::OFFICE,
            text => read::parse_hours(text).ok_or(Key::Hours)?,
        })
    } else {
        None
    };
    manner::prefer(client, channel.copied(), typed);
    Ok(())
}

impl Sheet for ClientSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        match &self.before {
            None => cx.texts.t("form-client-new"),
            Some(client) => client.name.clone(),
        }
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        form.show(Key::Every, form.index(Key::Cadence) == Some(manner::OWN));
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let mut client = self
            .before
            .clone()
            .unwrap_or_else(|| Box::new(blank(cx.now.timestamp())));
        write(form, &mut client).map_err(|field| Problem {
            field,
            words: cx.texts.t("form-not-understood"),
        })?;
        Ok(match self.before {
            None => Command::AddClient(client),
            Some(_) => Command::EditClient(client),
        })
    }
}

#[cfg(test)]
mod tests;
