//! The addresses of a mailing as a table for whatever program sends it (A15).

use crate::domain::cell::guarded;
use crate::domain::policy::audience::may_mail;
use crate::domain::{Contact, Dossier};
use crate::i18n::Texts;

/// One address a client: the person who decides, else the first with an address; clients who did not agree to
/// mailings are left out. `None` when nobody is left.
#[must_use]
pub fn mailing<'b>(
    texts: &Texts,
    clients: impl IntoIterator<Item = &'b Dossier>,
) -> Option<String> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let head = [
        "news-file-client",
        "news-file-contact",
        "news-file-email",
        "news-file-channel",
    ];
    csv.write_record(head.map(|id| texts.t(id))).ok()?;
    let mut any = false;
    for dossier in clients.into_iter().filter(|dossier| may_mail(dossier)) {
        let Some((person, email)) = address(dossier) else {
            continue;
        };
        any = true;
        let channel = super::channel(texts, dossier.client.preferred().channel);
        let cells = [&dossier.client.name, &person.name, email, &channel];
        csv.write_record(cells.map(|cell| guarded(cell).into_owned()))
            .ok()?;
    }
    let bytes = csv.into_inner().ok().filter(|_| any)?;
    String::from_utf8(bytes).ok()
}

/// Whom a mailing reaches and where.
fn address(dossier: &Dossier) -> Option<(&Contact, &String)> {
    let mut people: Vec<&Contact> = dossier.contacts.iter().collect();
    people.sort_by_key(|person| !person.decision_maker);
    let reach = |person: &&'_ Contact| !person.emails.is_empty();
    let person = people.into_iter().find(reach)?;
    Some((person, person.emails.first()?))
}
