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
/// What a dialler takes of a number as people write it: the digits with the `+` before them. An extension
/// is for the person to say; without digits there is nothing to dial.
#[must_use]
pub fn dialable(phone: &str) -> Option<String> {
    let mut out = String::new();
    for c in phone.chars() {
        match c {
            '+' if out.is_empty() => out.push('+'),
            '0'..='9' => out.push(c),
            // «доб. 12», `ext 12`, `,12`: another number begins.
            ',' | ';' | '#' | '/' => break,
            c if c.is_alphabetic() && out.len() > 1 => break,
            _ => {}
        }
    }
    (out.len() > 1).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_a_dialler_takes_them() {
        for (written, number) in [
            ("+7 (900) 000-00-01", Some("+79000000001")),
            ("8 900 000 00 01", Some("89000000001")),
            ("тел. +7 900 1", Some("+79001")),
            ("8 495 123-45-67 доб. 12", Some("84951234567")),
            ("84951234567,12", Some("84951234567")),
            ("-rf 112", Some("112")),
            ("нет", None),
            ("+", None),
        ] {
            assert_eq!(dialable(written).as_deref(), number, "{written}");
        }
    }
}
