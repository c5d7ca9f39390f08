//! Whom a row means.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Candidate, Clash, NameSource};
use crate::domain::fold::{fold, phone_digits};
use crate::domain::{Book, ClientId, ExternalId};

/// A client of the book, or one the plan is going to create.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Known(ClientId),
    Planned(u32),
}

#[derive(Debug, Clone, Copy)]
enum Hit {
    One(Target),
    Many,
}

type Index<'a> = HashMap<Cow<'a, str>, Hit>;

/// Look-ups over the book and over what the plan has already promised. Built once for an import:
/// external id → client (people's ids lead to their client), folded name, last digits of phones.
pub(super) struct Matcher<'a> {
    book: &'a Book,
    /// Clients the plan creates under the id they had elsewhere.
    own: HashMap<ClientId, Target>,
    external: HashMap<(Cow<'a, str>, Cow<'a, str>), Target>,
    contacts: HashMap<(Cow<'a, str>, Cow<'a, str>), Target>,
    bare: Index<'a>,
    names: Index<'a>,
    phones: Index<'a>,
    planned: Vec<Promise>,
}

/// What the plan knows of a client it is going to create.
#[derive(Default)]
struct Promise {
    id: Option<ClientId>,
    /// Ids in systems where a client has exactly one.
    ids: Vec<ExternalId>,
    phone: bool,
    name: String,
}

fn note<'a>(index: &mut Index<'a>, key: Cow<'a, str>, target: Target) {
    match index.entry(key) {
        Entry::Vacant(slot) => {
            slot.insert(Hit::One(target));
        }
        Entry::Occupied(mut slot) => {
            if !matches!(slot.get(), Hit::One(known) if *known == target) {
                slot.insert(Hit::Many);
            }
        }
    }
}

/// Systems in which a client has exactly one id: two ids there are two companies.
fn exclusive(system: &str) -> bool {
    !system.ends_with("-lead")
}

/// The digits phones are compared by; `None` for what is too short to tell people apart.
fn digits(phone: &str) -> Option<String> {
    Some(phone_digits(phone)).filter(|d| d.len() >= 7)
}

impl<'a> Matcher<'a> {
    /// Look-ups over `book`, with room for what `rows` more rows will add.
    pub(super) fn new(book: &'a Book, rows: usize) -> Self {
        let n = book.len() + rows;
        let mut this = Self {
            book,
            own: HashMap::new(),
            external: HashMap::with_capacity(n),
            contacts: HashMap::new(),
            bare: HashMap::with_capacity(n),
            names: HashMap::with_capacity(n),
            phones: HashMap::with_capacity(n),
            planned: Vec::new(),
        };
        for dossier in book.all() {
            let target = Target::Known(dossier.id());
            for id in &dossier.client.external {
                this.external
                    .insert((Cow::Borrowed(&id.system), Cow::Borrowed(&id.id)), target);
                note(&mut this.bare, Cow::Borrowed(&id.id), target);
            }
            for contact in &dossier.contacts {
                for id in &contact.external {
                    this.contacts
                        .insert((Cow::Borrowed(&id.system), Cow::Borrowed(&id.id)), target);
                    note(&mut this.bare, Cow::Borrowed(&id.id), target);
                }
                for phone in contact.phones.iter().filter_map(|p| digits(p)) {
                    note(&mut this.phones, Cow::Owned(phone), target);
                }
            }
        }
        for dossier in book.active() {
            note(
                &mut this.names,
                Cow::Borrowed(dossier.sort_name()),
                Target::Known(dossier.id()),
            );
        }
        // An archived client is found by name only where no living one has it.
        for dossier in book.all().filter(|d| d.client.archived_at.is_some()) {
            this.names
                .entry(Cow::Borrowed(dossier.sort_name()))
                .or_insert(Hit::One(Target::Known(dossier.id())));
        }
        this
    }

    /// Finds the client a row means; `Ok(None)`: it is a new one.
    pub(super) fn find(&self, row: &Candidate) -> Result<Option<Target>, Clash> {
        let patch = &row.client;
        if let Some(id) = patch.id
            && self.book.get(id).is_some()
        {
            return Ok(Some(Target::Known(id)));
        }
        // Of namesakes each keeps its rows.
        if let Some(target) = patch.id.and_then(|id| self.own.get(&id)) {
            return Ok(Some(*target));
        }
        let by_id = self.by_external(&patch.external)?;
        if let Some(text) = &patch.reference
            && by_id.is_none()
            && let Some(found) = self.by_reference(text)?
        {
            return Ok(Some(found));
        }
        let name = patch.name.as_deref().map(fold).unwrap_or_default();
        let by_name = self.names.get(name.as_str()).copied();
        let by_person = row
            .contact
            .as_ref()
            .map_or(Ok(None), |c| self.by_contact(&c.external))?;
        match patch.source {
            NameSource::Own => self.own(row, by_id, by_name, &name),
            NameSource::Company => match (by_id, by_name) {
                (Some(id), Some(Hit::One(named))) if id != named => Err(Clash::ManyClients),
                (Some(id), _) => Ok(Some(id)),
                (None, Some(Hit::One(named))) => match by_person {
                    Some(other) if other != named => Err(Clash::ContactElsewhere),
                    _ => Ok(Some(named)),
                },
                (None, Some(Hit::Many)) => by_person.map(Some).ok_or(Clash::ManyNames),
                (None, None) => Ok(by_person),
            },
            NameSource::Person => {
                if let Some(known) = by_id.or(by_person) {
                    return Ok(Some(known));
                }
                self.person(row, by_name)
            }
            NameSource::Title if row.has_id() => Ok(by_id.or(by_person)),
            NameSource::Title => self.person(row, by_name),
        }
    }

    fn own(
        &self,
        row: &Candidate,
        by_id: Option<Target>,
        by_name: Option<Hit>,
        name: &str,
    ) -> Result<Option<Target>, Clash> {
        match (by_id, by_name) {
            (Some(id), Some(Hit::One(named))) if id != named => Err(Clash::ManyClients),
            (Some(id), _) => {
                // A bare id of a table may come from any table: it alone does not rename a client, unless
                // the client has nothing but the id for a name (it came from a table of figures).
                let called = self.called(id);
                let foreign = |e: &ExternalId| e.system == "file" && called != fold(&e.id);
                let renames = !name.is_empty() && called != name;
                if renames && row.client.external.iter().any(foreign) {
                    return Err(Clash::OtherIdentity);
                }
                Ok(Some(id))
            }
            (None, Some(Hit::Many)) => {
                // Our own id is enough to tell a namesake apart.
                row.client.id.map(|_| None).ok_or(Clash::ManyNames)
            }
            (None, Some(Hit::One(named))) => {
                if self.has_other_id(named, row) {
                    // Two of our own clients may share a name; two companies of a CRM are told to a person.
                    return row.client.id.map(|_| None).ok_or(Clash::OtherIdentity);
                }
                Ok(Some(named))
            }
            (None, None) => Ok(None),
        }
    }

    fn person(&self, row: &Candidate, by_name: Option<Hit>) -> Result<Option<Target>, Clash> {
        let phones: Vec<String> = row
            .contact
            .iter()
            .flat_map(|c| &c.phones)
            .filter_map(|p| digits(p))
            .collect();
        for phone in &phones {
            if let Some(Hit::One(target)) = self.phones.get(phone.as_str()) {
                return Ok(Some(*target));
            }
        }
        match by_name {
            None => Ok(None),
            // A namesake with another phone is another person.
            Some(Hit::One(target)) if phones.is_empty() || !self.has_phone(target) => {
                Ok(Some(target))
            }
            Some(Hit::Many) if phones.is_empty() => Err(Clash::ManyNames),
            Some(_) => Ok(None),
        }
    }

    fn has_phone(&self, target: Target) -> bool {
        match target {
            Target::Known(id) => self
                .book
                .get(id)
                .is_some_and(|d| d.contacts.iter().any(|c| !c.phones.is_empty())),
            Target::Planned(i) => self.planned.get(i as usize).is_some_and(|p| p.phone),
        }
    }

    /// The folded name of a client.
    fn called(&self, target: Target) -> &str {
        match target {
            Target::Known(id) => self.book.get(id).map_or("", |d| d.sort_name()),
            Target::Planned(i) => self.planned.get(i as usize).map_or("", |p| &p.name),
        }
    }

    fn has_other_id(&self, target: Target, row: &Candidate) -> bool {
        let ids = &row.client.external;
        let known: &[ExternalId] = match target {
            Target::Known(id) => self.book.client(id).map_or(&[], |c| &c.external),
            Target::Planned(i) => match self.planned.get(i as usize) {
                Some(p) if p.id.is_some() && row.client.id.is_some() => {
                    return p.id != row.client.id;
                }
                Some(p) => &p.ids,
                None => &[],
            },
        };
        ids.iter()
            .filter(|id| exclusive(&id.system))
            .any(|id| known.iter().any(|k| k.system == id.system) && !known.contains(id))
    }

    fn by_external(&self, ids: &[ExternalId]) -> Result<Option<Target>, Clash> {
        let mut found = None;
        for id in ids {
            let key = (
                Cow::Borrowed(id.system.as_str()),
                Cow::Borrowed(id.id.as_str()),
            );
            match (self.external.get(&key), found) {
                (Some(hit), Some(known)) if *hit != known => return Err(Clash::ManyClients),
                (Some(hit), _) => found = Some(*hit),
                (None, _) => {}
            }
        }
        Ok(found)
    }

    fn by_contact(&self, ids: &[ExternalId]) -> Result<Option<Target>, Clash> {
        let mut found = None;
        for id in ids {
            let key = (
                Cow::Borrowed(id.system.as_str()),
                Cow::Borrowed(id.id.as_str()),
            );
            match (self.contacts.get(&key), found) {
                (Some(hit), Some(known)) if *hit != known => return Err(Clash::ManyClients),
                (Some(hit), _) => found = Some(*hit),
                (None, _) => {}
            }
        }
        Ok(found)
    }

    /// `system:id`, a bare id, a name: the first that is known.
    fn by_reference(&self, text: &str) -> Result<Option<Target>, Clash> {
        if let Some((system, id)) = text.split_once(':') {
            let key = (Cow::Borrowed(system), Cow::Borrowed(id));
            if let Some(target) = self.external.get(&key).or_else(|| self.contacts.get(&key)) {
                return Ok(Some(*target));
            }
        }
        let key = (Cow::Borrowed("file"), Cow::Borrowed(text));
        if let Some(target) = self.external.get(&key) {
            return Ok(Some(*target));
        }
        let hit = match self.names.get(fold(text).as_str()) {
            None => self.bare.get(text),
            named => named,
        };
        match hit {
            Some(Hit::One(target)) => Ok(Some(*target)),
            Some(Hit::Many) => Err(Clash::ManyNames),
            None => Ok(None),
        }
    }

    /// Remembers what a row adds to its client, so that later rows of the file find it.
    pub(super) fn learn(&mut self, row: &Candidate, target: Target, new: bool) {
        let patch = &row.client;
        if self.is_archived(target) {
            // Nothing of the row will be written.
            return;
        }
        if let Target::Planned(i) = target {
            let i = i as usize;
            if self.planned.len() <= i {
                self.planned.resize_with(i + 1, Promise::default);
            }
            if let Some(promise) = self.planned.get_mut(i) {
                let ids = patch.external.iter().filter(|e| exclusive(&e.system));
                promise.ids.extend(ids.cloned());
                promise.id = promise.id.or(patch.id);
                if let Some(id) = promise.id {
                    self.own.insert(id, target);
                }
                promise.phone |= row.contact.as_ref().is_some_and(|c| !c.phones.is_empty());
            }
        }
        for id in &patch.external {
            self.external.entry(owned(id)).or_insert(target);
            if let Target::Planned(_) = target {
                note(&mut self.bare, Cow::Owned(id.id.clone()), target);
            }
        }
        if let Some(contact) = &row.contact {
            for id in &contact.external {
                self.contacts.entry(owned(id)).or_insert(target);
            }
            for phone in contact.phones.iter().filter_map(|p| digits(p)) {
                note(&mut self.phones, Cow::Owned(phone), target);
            }
        }
        let named = new || patch.source == NameSource::Own;
        if named && !row.title().is_empty() {
            let name = fold(row.title());
            let old = self.called(target).to_owned();
            if old != name
                && matches!(self.names.get(old.as_str()), Some(Hit::One(t)) if *t == target)
            {
                // Renamed: the name is free for another row.
                self.names.remove(old.as_str());
            }
            if let Target::Planned(i) = target
                && let Some(promise) = self.planned.get_mut(i as usize)
            {
                promise.name.clone_from(&name);
            }
            self.name(name, target);
        }
        if new && let Some(text) = &patch.reference {
            self.name(fold(text), target);
        }
    }

    fn is_archived(&self, target: Target) -> bool {
        match target {
            Target::Known(id) => self
                .book
                .client(id)
                .is_some_and(|c| c.archived_at.is_some()),
            Target::Planned(_) => false,
        }
    }

    /// A name as the book will hold it after the import: the same file must find the same clients again.
    fn name(&mut self, folded: String, target: Target) {
        if let Some(Hit::One(Target::Known(id))) = self.names.get(folded.as_str())
            && self
                .book
                .client(*id)
                .is_some_and(|c| c.archived_at.is_some())
        {
            self.names.remove(folded.as_str());
        }
        note(&mut self.names, Cow::Owned(folded), target);
    }
}

fn owned<'a>(id: &ExternalId) -> (Cow<'a, str>, Cow<'a, str>) {
    (Cow::Owned(id.system.clone()), Cow::Owned(id.id.clone()))
}
