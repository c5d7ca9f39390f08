//! The merge rule: what a dossier becomes when rows of a file are added to it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Time;
use uuid::Uuid;

use super::ads::Advertising;
use super::{Candidate, Clash, ClientPatch, ContactPatch, Field, Fields, NameSource};
use crate::domain::fold::{fold, phone_digits};
use crate::domain::{
    ChannelHours, Client, ClientId, Contact, ContactId, Currency, Dossier, ExternalId, Journey,
    Month, Spend,
};

/// The part of a dossier an import writes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) client: Client,
    pub(super) contacts: Vec<Contact>,
    pub(super) journey: Option<Journey>,
    pub(super) spend: Option<Spend>,
    /// Only when rows tell of campaigns: they are many.
    pub(super) ads: Option<Box<Advertising>>,
}

impl Draft {
    pub(super) fn of<'c>(
        dossier: &Dossier,
        mut rows: impl Iterator<Item = &'c Candidate>,
        at: Timestamp,
    ) -> Self {
        let campaigns = rows.any(|row| row.campaign.is_some());
        Self {
            ads: campaigns
                .then(|| Advertising::of(dossier, at))
                .flatten()
                .map(Box::new),
            client: dossier.client.clone(),
            contacts: dossier.contacts.clone(),
            journey: dossier.journey.as_deref().cloned(),
            spend: dossier.spend.as_deref().cloned(),
        }
    }

    /// A client of whom nothing is known but what `row` calls it.
    pub(super) fn new(row: &Candidate, id: ClientId, at: Timestamp) -> Self {
        let mut client = Client::named(id, row.title().to_owned(), at);
        client.archived_at = row.client.archived_at;
        // What a table of figures called it must find it again after a person gave it a better name.
        if let Some(text) = &row.client.reference
            && row.client.id.is_none()
        {
            client.external.push(match text.split_once(':') {
                Some((system, id)) if !system.is_empty() && !id.is_empty() => {
                    ExternalId::new(system, id)
                }
                _ => ExternalId::new("file", text),
            });
        }
        Self {
            client,
            contacts: Vec::new(),
            journey: None,
            spend: None,
            ads: None,
        }
    }
}

impl Draft {
    /// Whether the file has the client on another stage or in another cycle.
    pub(super) fn stands_elsewhere(&self, patch: &ClientPatch) -> bool {
        let start = Journey::start(self.client.id, self.client.created_at);
        let here = self.journey.as_ref().unwrap_or(&start);
        (patch.stands).is_some_and(|stands| stands != (here.stage, here.cycle))
    }
}

/// Adds rows to a draft, in order. Answers, row by row, which fields the row changed or why it could not.
pub(super) fn merge<'c>(
    draft: &mut Draft,
    rows: impl Iterator<Item = &'c Candidate>,
    at: Timestamp,
    mut new_id: impl FnMut() -> Uuid,
) -> Vec<Result<Fields, Clash>> {
    let mut rows = rows.peekable();
    if rows.peek().is_some_and(|row| row.campaign.is_some()) {
        let patches: Vec<_> = rows.filter_map(|row| row.campaign.as_deref()).collect();
        return match &mut draft.ads {
            Some(ads) => ads.merge_all(&patches, at, &mut new_id),
            None => vec![Err(Clash::NotRead); patches.len()],
        };
    }
    let mut sums: BTreeMap<Month, i64> = BTreeMap::new();
    let mut currency: Option<Currency> = draft.spend.as_ref().map(|s| s.currency);
    let mut answers = Vec::new();
    for row in rows {
        let foreign = row.spend.iter().filter_map(|f| f.currency).find(|c| {
            // The first currency named decides for a client without figures.
            *c != *currency.get_or_insert(*c)
        });
        if foreign.is_some() {
            answers.push(Err(Clash::Currency));
            continue;
        }
        let mut fields = Fields::default();
        client(&mut draft.client, &row.client, &mut fields);
        stand(draft, &row.client, at, &mut fields);
        if let Some(patch) = &row.contact {
            contact(draft, patch, &mut new_id, &mut fields);
        }
        for figure in &row.spend {
            let sum = sums.entry(figure.month).or_default();
            *sum = sum.saturating_add(figure.minor);
            let known = draft.spend.as_ref().and_then(|s| s.get(figure.month));
            if known != Some(*sum) {
                fields.add(Field::Spend);
            }
        }
        answers.push(Ok(fields));
    }
    if !sums.is_empty() {
        let id = draft.client.id;
        let spend = draft
            .spend
            .get_or_insert_with(|| Spend::empty(id, currency.unwrap_or(Currency::RUB)));
        for (month, sum) in sums {
            spend.set(month, sum);
        }
    }
    answers
}

/// Replaces a value the patch carries.
fn put<T: PartialEq + Clone>(slot: &mut T, value: Option<&T>, field: Field, fields: &mut Fields) {
    if let Some(value) = value
        && slot != value
    {
        slot.clone_from(value);
        fields.add(field);
    }
}

/// [`put`] for what may be unknown in the book.
fn fill<T: PartialEq + Clone>(
    slot: &mut Option<T>,
    value: Option<&T>,
    field: Field,
    fields: &mut Fields,
) {
    if value.is_some() && slot.as_ref() != value {
        *slot = value.cloned();
        fields.add(field);
    }
}

/// Adds what a list has not got yet, by a key.
fn unite<T: Clone + PartialEq, K: PartialEq>(
    list: &mut Vec<T>,
    more: &[T],
    key: impl Fn(&T) -> K,
) -> bool {
    let before = list.len();
    for item in more {
        if list.contains(item) {
            continue;
        }
        let k = key(item);
        if !list.iter().any(|old| key(old) == k) {
            list.push(item.clone());
        }
    }
    list.len() > before
}

/// Adds pieces of text that are not there yet, each on its own line.
fn append(notes: &mut String, pieces: &[String]) -> bool {
    let before = notes.len();
    for piece in pieces
        .iter()
        .map(|p| p.trim_end())
        .filter(|p| !p.is_empty())
    {
        if !notes.contains(piece) {
            if !notes.is_empty() {
                notes.push('\n');
            }
            notes.push_str(piece);
        }
    }
    notes.len() > before
}

fn client(client: &mut Client, patch: &ClientPatch, fields: &mut Fields) {
    let own = patch.source == NameSource::Own;
    if own {
        put(&mut client.name, patch.name.as_ref(), Field::Name, fields);
        fill(
            &mut client.since,
            patch.since.as_ref(),
            Field::Since,
            fields,
        );
    } else if let Some(since) = patch.since
        && client.since.is_none_or(|known| since < known)
    {
        client.since = Some(since);
        fields.add(Field::Since);
    }
    put(&mut client.tier, patch.tier.as_ref(), Field::Tier, fields);
    put(
        &mut client.service_model,
        patch.service_model.as_ref(),
        Field::ServiceModel,
        fields,
    );
    put(
        &mut client.expertise,
        patch.expertise.as_ref(),
        Field::Expertise,
        fields,
    );
    put(
        &mut client.policy,
        patch.policy.as_ref(),
        Field::Policy,
        fields,
    );
    put(
        &mut client.cadence,
        patch.cadence.as_ref(),
        Field::Cadence,
        fields,
    );
    // A table writes hours to the minute: no second is lost to it.
    let minutes = |channels: &[ChannelHours]| -> Vec<_> {
        let clock = |time: Time| (time.hour(), time.minute());
        let of = |c: &ChannelHours| (c.channel, clock(c.hours.from), clock(c.hours.to));
        channels.iter().map(of).collect()
    };
    if !patch.channels.is_empty() && minutes(&patch.channels) != minutes(&client.channels) {
        client.channels.clone_from(&patch.channels);
        fields.add(Field::Channels);
    }
    fill(&mut client.zone, patch.zone.as_ref(), Field::Zone, fields);
    put(
        &mut client.owner,
        patch.owner.as_ref(),
        Field::Owner,
        fields,
    );
    if unite(&mut client.tags, &patch.tags, |t| fold(t)) {
        fields.add(Field::Tags);
    }
    if unite(&mut client.external, &patch.external, ExternalId::clone) {
        fields.add(Field::External);
    }
    if append(&mut client.notes, &patch.notes) {
        fields.add(Field::Notes);
    }
}

/// A client that was never moved here begins where the file says it stands. Its age on the stage counts from the
/// import: how it came there is not in a table.
fn stand(draft: &mut Draft, patch: &ClientPatch, at: Timestamp, fields: &mut Fields) {
    if !draft.stands_elsewhere(patch) || draft.journey.is_some() {
        return;
    }
    if let Some((stage, cycle)) = patch.stands {
        draft.journey = Some(Journey {
            stage,
            cycle,
            ..Journey::start(draft.client.id, at)
        });
        fields.add(Field::Stage);
    }
}

/// Whether two names differ at most in case, spacing and ё.
fn alike(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// The person a patch means: by id in another system, by name, by phone when the row has no name.
fn person(contacts: &[Contact], patch: &ContactPatch, name: &str) -> Option<usize> {
    if let Some(i) = contacts
        .iter()
        .position(|c| c.external.iter().any(|e| patch.external.contains(e)))
    {
        return Some(i);
    }
    let other = |c: &Contact| {
        // An id of the same system that differs: a namesake.
        let rival = |e: &ExternalId| patch.external.iter().any(|p| p.system == e.system);
        c.external.iter().any(rival)
    };
    let same = |a: &str, b: &str| a == b || phone_digits(a) == phone_digits(b);
    let rings = |c: &Contact| {
        let known = |p: &String| patch.phones.iter().any(|q| same(p, q));
        c.phones.iter().any(known)
    };
    if patch.name.is_none()
        && let Some(i) = contacts.iter().position(rings)
    {
        return Some(i);
    }
    let mut namesakes = contacts
        .iter()
        .enumerate()
        .filter(|(_, c)| alike(&c.name, name) && !other(c));
    let (first, contact) = namesakes.next()?;
    let better = (!rings(contact)).then(|| namesakes.find(|(_, c)| rings(c)));
    Some(better.flatten().map_or(first, |(i, _)| i))
}

fn contact(
    draft: &mut Draft,
    patch: &ContactPatch,
    new_id: &mut impl FnMut() -> Uuid,
    fields: &mut Fields,
) {
    let name = patch.name.as_deref().unwrap_or(&draft.client.name);
    let place = person(&draft.contacts, patch, name).unwrap_or_else(|| {
        let id = ContactId::from(new_id());
        let fresh = Contact::named(id, draft.client.id, name.to_owned());
        draft.contacts.push(fresh);
        fields.add(Field::Contact);
        draft.contacts.len() - 1
    });
    let Some(contact) = draft.contacts.get_mut(place) else {
        return;
    };
    let mut changed = false;
    // A name that differs in more than case or spacing came with the person's id: it was renamed.
    if let Some(name) = &patch.name
        && !alike(name, &contact.name)
    {
        contact.name.clone_from(name);
        changed = true;
    }
    if let Some(role) = &patch.role
        && *role != contact.role
    {
        contact.role.clone_from(role);
        changed = true;
    }
    if let Some(decides) = patch.decision_maker
        && decides != contact.decision_maker
    {
        contact.decision_maker = decides;
        changed = true;
    }
    if patch.birthday.is_some() && patch.birthday != contact.birthday {
        contact.birthday = patch.birthday;
        changed = true;
    }
    changed |= unite(&mut contact.phones, &patch.phones, |p| phone_digits(p));
    changed |= unite(&mut contact.emails, &patch.emails, |e| e.to_lowercase());
    changed |= unite(&mut contact.messengers, &patch.messengers, |m| fold(m));
    changed |= unite(&mut contact.external, &patch.external, ExternalId::clone);
    changed |= append(&mut contact.notes, &patch.notes);
    if changed {
        fields.add(Field::Contact);
    }
}
