//! A person of a client.

use super::{ClientId, ContactId, ExternalId};

/// A day of the year people congratulate on (E14); the year is often unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    /// The year of birth, when known.
    pub year: Option<i16>,
    /// `1..=12`.
    pub month: i8,
    /// `1..=31`, valid for the month.
    pub day: i8,
}

/// A person of a client (C10, C19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its identity.
    pub id: ContactId,
    /// The client the person works for.
    pub client: ClientId,
    /// Full name.
    pub name: String,
    /// Position, free text.
    pub role: String,
    /// ЛПР: this person decides (C19).
    pub decision_maker: bool,
    /// Phones as people write them; compared by the last ten digits.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Messenger handles with their network: `telegram @ivanov`.
    pub messengers: Vec<String>,
    /// Birthday, when known.
    pub birthday: Option<Birthday>,
    /// Notes about the person.
    pub notes: String,
    /// Ids in other systems.
    pub external: Vec<ExternalId>,
}

impl Contact {
    /// A person of whom only the name is known.
    #[must_use]
    pub const fn named(id: ContactId, client: ClientId, name: String) -> Self {
        Self {
            id,
            client,
            name,
            role: String::new(),
            decision_maker: false,
            phones: Vec::new(),
            emails: Vec::new(),
            messengers: Vec::new(),
            birthday: None,
            notes: String::new(),
            external: Vec::new(),
        }
    }
}
