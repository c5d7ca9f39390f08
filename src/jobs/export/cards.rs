//! People as vCards 4.0, for a phone or an address book.

use std::io::{self, Write};

use calcard::vcard::{VCard, VCardEntry, VCardProperty, VCardValue, VCardVersion};

use super::{Notes, by_id};
use crate::domain::plain::for_terminal;
use crate::domain::{Birthday, Contact, Dossier};

/// Writes people, one a card, those of archived clients too. Returns the number of cards.
///
/// # Errors
/// What the writer answers.
pub fn cards<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    notes: Notes,
    mut out: impl Write,
) -> io::Result<u64> {
    let mut count = 0;
    for dossier in by_id(dossiers) {
        for contact in super::people(dossier) {
            let mut text = String::new();
            card(dossier, contact, notes)
                .write_to(&mut text, VCardVersion::V4_0)
                .map_err(io::Error::other)?;
            out.write_all(for_terminal(&text).as_bytes())?;
            count += 1;
        }
    }
    out.flush()?;
    Ok(count)
}

fn card(dossier: &Dossier, contact: &Contact, notes: Notes) -> VCard {
    let mut entries = Vec::new();
    let mut add = |name, value: &str| {
        if !value.is_empty() {
            let value = VCardValue::Text(value.to_owned());
            entries.push(VCardEntry::new(name).with_value(value));
        }
    };
    let company = dossier.client.name.as_str();
    // A card must have a name: somebody unnamed is called by the company.
    let name = match contact.name.trim() {
        "" => company,
        name => name,
    };
    add(VCardProperty::Uid, &format!("urn:uuid:{}", contact.id));
    add(VCardProperty::Fn, name);
    add(VCardProperty::Org, company);
    add(VCardProperty::Title, &contact.role);
    for phone in &contact.phones {
        add(VCardProperty::Tel, phone);
    }
    for email in &contact.emails {
        add(VCardProperty::Email, email);
    }
    for messenger in &contact.messengers {
        add(VCardProperty::Impp, messenger);
    }
    if let Some(birthday) = contact.birthday {
        add(VCardProperty::Bday, &day(birthday));
    }
    if notes == Notes::With {
        add(VCardProperty::Note, &contact.notes);
    }
    VCard { entries }
}

/// The basic form of ISO 8601, which vCard takes; an unknown year is `--`.
fn day(birthday: Birthday) -> String {
    let Birthday { year, month, day } = birthday;
    match year {
        Some(year) => format!("{year:04}{month:02}{day:02}"),
        None => format!("--{month:02}{day:02}"),
    }
}
