//! The form of communication of a client, agreed once and kept in one place (C10, C16, A27, E33).

use super::manner;
use crate::domain::policy::{is_downgrade, settle, swallows};
use crate::domain::{
    Channel, Client, Command, ContactId, ContactPolicy, ContactTerms, Dossier, Hours, TermsCommand,
};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of terms.
pub type ContactTermsForm = FormDialog<TermsSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// How much contact is wanted.
    Policy,
    /// Why.
    Reason,
    /// When to ask whether it still suits.
    AskAgain,
    /// Rhythm.
    Cadence,
    /// Days of a rhythm of one's own.
    Every,
    /// Preferred channel.
    Channel,
    /// Its hours.
    Hours,
    /// Hours not to disturb in.
    Quiet,
    /// Promised minutes.
    Response,
    /// Channel when it burns.
    UrgentChannel,
    /// Person when it burns.
    UrgentContact,
    /// Whether news is welcome.
    News,
    /// The end of a one-off campaign.
    CampaignUntil,
}

/// What the form is about.
#[derive(Debug)]
pub struct TermsSheet {
    client: Client,
    terms: ContactTerms,
    people: Vec<ContactId>,
}

/// Answers to whether news is welcome, in the order of the choice.
const NEWS: [(Option<bool>, &str); 3] = [
    (None, "terms-news-not-asked"),
    (Some(true), "terms-news-yes"),
    (Some(false), "terms-news-no"),
];

/// Whole work minutes from 1 on, said back as hours.
fn response(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match text.trim().parse::<u16>() {
        Ok(0) => Err(cx.texts.t("terms-response-zero")),
        Ok(minutes) if minutes >= 60 => Ok(cx.texts.duration(i64::from(minutes))),
        Ok(_) => Ok(String::new()),
        Err(_) => Err(cx.texts.t("form-minutes-wrong")),
    }
}

/// A choice of terms that may be none.
fn or_none(
    key: Key,
    label: &'static str,
    rest: impl IntoIterator<Item = Words>,
    chosen: Option<usize>,
) -> Field<Key> {
    let none = Words::Key("terms-urgent-none".to_owned());
    let options = std::iter::once(none).chain(rest).collect();
    Field::choice(key, label, options, Some(chosen.map_or(0, |i| i + 1)))
}

impl ContactTermsForm {
    /// What was agreed with a client, to be changed.
    #[must_use]
    pub fn new(dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let client = &dossier.client;
        let terms = dossier.work().terms.as_deref();
        let terms = terms.map_or_else(|| ContactTerms::none(client.id), Clone::clone);
        let people = dossier.contacts.iter().map(|c| c.id).collect();
        let mut form = form(dossier, &terms, cx);
        let mut sheet = TermsSheet {
            client: client.clone(),
            terms,
            people,
        };
        sheet.settle(&mut form, cx);
        Self::of(sheet, form)
    }
}

fn form(dossier: &Dossier, terms: &ContactTerms, cx: &Cx<'_>) -> Form<Key> {
    let client = &dossier.client;
    let (rhythm, every) = manner::rhythm(client.cadence);
    let preferred = client.preferred();
    let channels = || {
        Channel::ALL
            .iter()
            .map(|c| Words::term("channel", c.name()))
    };
    let place = |channel: Channel| Channel::ALL.iter().position(|c| *c == channel);
    let policies = ContactPolicy::ALL.iter();
    let names = dossier
        .contacts
        .iter()
        .map(|c| Words::Plain(c.name.clone()));
    let urgent = |id| dossier.contacts.iter().position(|c| c.id == id);
    let number = |n: u16| n.to_string();
    let response_text = terms.response_minutes.map(number).unwrap_or_default();
    let quiet = terms.quiet.map(read::hours_text).unwrap_or_default();
    Form::new(vec![
        Field::choice(
            Key::Policy,
            "form-client-policy",
            policies.map(|p| Words::term("policy", p.name())).collect(),
            ContactPolicy::ALL.iter().position(|p| *p == client.policy),
        ),
        Field::line(Key::Reason, "terms-reason", &terms.policy_reason)
            .placeholder("terms-reason-hint"),
        Field::line(
            Key::AskAgain,
            "terms-ask-again",
            &manner::day_words(terms.ask_again, cx),
        )
        .read(read::when)
        .placeholder("form-when-hint"),
        Field::choice(
            Key::Cadence,
            "form-client-cadence",
            manner::rhythms().collect(),
            Some(rhythm),
        ),
        Field::line(Key::Every, "form-client-every", &every)
            .read(read::days)
            .required(),
        Field::choice(
            Key::Channel,
            "form-client-channel",
            channels().collect(),
            place(preferred.channel),
        ),
        Field::line(
            Key::Hours,
            "form-client-hours",
            &read::hours_text(preferred.hours),
        )
        .read(read::hours)
        .placeholder("form-hours-hint"),
        Field::line(Key::Quiet, "terms-quiet", &quiet)
            .read(read::hours)
            .placeholder("terms-quiet-hint"),
        Field::line(Key::Response, "terms-response", &response_text)
            .read(response)
            .placeholder("terms-response-hint"),
        or_none(
            Key::UrgentChannel,
            "terms-urgent-channel",
            channels(),
            terms.urgent_channel.and_then(place),
        ),
        or_none(
            Key::UrgentContact,
            "terms-urgent-contact",
            names,
            terms.urgent_contact.and_then(urgent),
        ),
        Field::choice(
            Key::News,
            "terms-news",
            NEWS.map(|(_, id)| Words::Key(id.to_owned())).to_vec(),
            NEWS.iter().position(|(said, _)| *said == terms.news),
        ),
        Field::line(
            Key::CampaignUntil,
            "terms-campaign-until",
            &manner::day_words(terms.campaign_until, cx),
        )
        .read(manner::any_day)
        .placeholder("form-when-hint"),
    ])
}

impl TermsSheet {
    fn policy(&self, form: &Form<Key>) -> ContactPolicy {
        let chosen = form.index(Key::Policy);
        let chosen = chosen.and_then(|i| ContactPolicy::ALL.get(i));
        chosen.copied().unwrap_or(self.client.policy)
    }

    /// The client as the fields say; what was not changed stays.
    fn client(&self, form: &Form<Key>) -> Result<Client, Key> {
        let mut client = self.client.clone();
        client.policy = self.policy(form);
        if form.changed(Key::Cadence) || form.changed(Key::Every) {
            let own = form.text(Key::Every);
            client.cadence = manner::cadence(form.index(Key::Cadence), &own).ok_or(Key::Every)?;
        }
        if form.changed(Key::Channel) || form.changed(Key::Hours) {
            let channel = form.index(Key::Channel).and_then(|i| Channel::ALL.get(i));
            let typed = match form.text(Key::Hours).trim() {
                _ if !form.changed(Key::Hours) => None,
                "" => Some(Hours::OFFICE),
                text => Some(read::parse_hours(text).ok_or(Key::Hours)?),
            };
            manner::prefer(&mut client, channel.copied(), typed);
        }
        Ok(client)
    }

    /// The terms as the fields say.
    fn terms(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<ContactTerms, Key> {
        let mut terms = self.terms.clone();
        terms.policy_reason = form.text(Key::Reason).trim().to_owned();
        if form.changed(Key::AskAgain) {
            terms.ask_again = form.when(Key::AskAgain, cx).map(|when| when.date);
        }
        if form.changed(Key::Quiet) {
            terms.quiet = match form.text(Key::Quiet).trim() {
                "" => None,
                text => Some(read::parse_hours(text).ok_or(Key::Quiet)?),
            };
        }
        if form.changed(Key::Response) {
            terms.response_minutes = match form.text(Key::Response).trim() {
                "" => None,
                text => Some(text.parse().ok().ok_or(Key::Response)?),
            };
        }
        let chosen = |key| form.index(key).and_then(|i| i.checked_sub(1));
        if form.changed(Key::UrgentChannel) {
            let channel = chosen(Key::UrgentChannel).and_then(|i| Channel::ALL.get(i));
            terms.urgent_channel = channel.copied();
        }
        if form.changed(Key::UrgentContact) {
            let person = chosen(Key::UrgentContact).and_then(|i| self.people.get(i));
            terms.urgent_contact = person.copied();
        }
        if form.changed(Key::News) {
            let said = form.index(Key::News).and_then(|i| NEWS.get(i));
            terms.news = said.and_then(|(said, _)| *said);
        }
        if form.changed(Key::CampaignUntil) {
            terms.campaign_until = match form.text(Key::CampaignUntil).trim() {
                "" => None,
                text => Some(manner::parse_any_day(text, cx).ok_or(Key::CampaignUntil)?),
            };
        }
        Ok(terms)
    }

    /// Why the quiet hours are to be looked at once more.
    fn doubt(&self, form: &Form<Key>, cx: &Cx<'_>) -> Option<String> {
        let (client, terms) = (self.client(form).ok()?, self.terms(form, cx).ok()?);
        swallows(&client, &terms).then(|| {
            let open = crate::domain::calendar::hours_for(&client, Channel::Phone);
            let hours = [("hours", read::hours_text(open).into())];
            cx.texts.tf("terms-swallowed", &hours)
        })
    }
}

impl Sheet for TermsSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{} · {}", cx.texts.t("terms-title"), self.client.name)
    }

    fn settle(&mut self, form: &mut Form<Key>, cx: &Cx<'_>) {
        let (from, to) = (self.client.policy, self.policy(form));
        let peculiar = from != to || to != ContactPolicy::Full;
        form.show(Key::Reason, peculiar);
        form.show(Key::AskAgain, to != ContactPolicy::Full);
        form.show(Key::Every, form.index(Key::Cadence) == Some(manner::OWN));
        form.show(Key::UrgentContact, !self.people.is_empty());
        if !form.changed(Key::AskAgain) {
            // What will be written down is shown before it is.
            let after = settle(&self.terms, from, to, "", cx.today());
            form.propose(Key::AskAgain, &manner::day_words(after.ask_again, cx));
        }
        let doubt = self.doubt(form, cx);
        form.doubt(Key::Quiet, doubt);
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let unclear = |field| Problem {
            field,
            words: cx.texts.t("form-not-understood"),
        };
        let client = self.client(form).map_err(unclear)?;
        let terms = self.terms(form, cx).map_err(unclear)?;
        if is_downgrade(self.client.policy, client.policy) && terms.policy_reason.is_empty() {
            return Err(Problem {
                field: Key::Reason,
                words: cx.texts.t("rule-reason-missing"),
            });
        }
        let agreed = TermsCommand::Agree(Box::new(client), Box::new(terms));
        Ok(Command::Terms(agreed))
    }
}

#[cfg(test)]
mod tests;
