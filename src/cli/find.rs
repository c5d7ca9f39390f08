//! Whom a person means: an id, the beginning of one, an external id, a part of a name.

use super::failure::{Failure, Kind};
use crate::domain::fold::fold;
use crate::domain::{Book, ClientId, Contact, Dossier, Recommendation};
use crate::i18n::Texts;

/// The fewest characters of an id that may name something.
const SHORTEST: usize = 4;
/// How many of several matches are listed.
const LISTED: usize = 20;

/// Finds the one client meant by `text`: a whole id, an exact external id (of the client or of one of its
/// people), the beginning of an id, the whole folded name, a part of it. The first of these that anybody
/// answers to decides; clients in the archive answer only when nobody else does.
///
/// # Errors
/// [`Kind::NotFound`], or [`Kind::Ambiguous`] with the list.
pub(super) fn client<'b>(
    book: &'b Book,
    text: &str,
    texts: &Texts,
) -> Result<&'b Dossier, Failure> {
    let text = text.trim();
    if let Some(dossier) = text.parse::<ClientId>().ok().and_then(|id| book.get(id)) {
        return Ok(dossier);
    }
    let name = fold(text);
    let start = id_start(text);
    let external = |d: &Dossier| {
        let mine = d.client.external.iter();
        let theirs = d.contacts.iter().flat_map(|c| &c.external);
        mine.chain(theirs).any(|id| id.is(text))
    };
    let begins = |d: &Dossier| start.as_ref().is_some_and(|s| begins_with(d.id().0, s));
    let whole = |d: &Dossier| d.sort_name() == name;
    let part = |d: &Dossier| d.sort_name().contains(name.as_str());
    let ways: [&dyn Fn(&Dossier) -> bool; 4] = [&external, &begins, &whole, &part];
    for (i, way) in ways.into_iter().enumerate() {
        if (i == 0 && !text.contains(':')) || (i == 1 && start.is_none()) || name.is_empty() {
            continue;
        }
        let mut found: Vec<&Dossier> = book.active().filter(|d| way(d)).collect();
        if found.is_empty() {
            found = book.all().filter(|d| way(d)).collect();
        }
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            many => {
                let rows = many
                    .iter()
                    .map(|d| format!("{}  {}", d.id(), d.client.name));
                let message = texts.tf("cli-many-clients", &[("text", text.into())]);
                return Err(several(message, rows, texts));
            }
        }
    }
    let message = texts.tf("cli-no-client", &[("text", text.into())]);
    Err(Failure::new(Kind::NotFound, message))
}

/// Finds the one person of a client meant by `text`: an id, a part of the name, a phone is not enough.
///
/// # Errors
/// As [`client`].
pub(super) fn contact<'b>(
    dossier: &'b Dossier,
    text: &str,
    texts: &Texts,
) -> Result<&'b Contact, Failure> {
    let name = fold(text);
    let by_id = |c: &&Contact| c.id.to_string() == text.trim();
    if let Some(contact) = dossier.contacts.iter().find(by_id) {
        return Ok(contact);
    }
    let found: Vec<&Contact> = dossier
        .contacts
        .iter()
        .filter(|c| !name.is_empty() && fold(&c.name).contains(&name))
        .collect();
    match found.as_slice() {
        [] => {
            let message = texts.tf("cli-no-contact", &[("text", text.into())]);
            Err(Failure::new(Kind::NotFound, message))
        }
        [one] => Ok(one),
        many => {
            let rows = many.iter().map(|c| format!("{}  {}", c.id, c.name));
            let message = texts.tf("cli-many-contacts", &[("text", text.into())]);
            Err(several(message, rows, texts))
        }
    }
}

/// Finds the one recommendation whose id is `text` or begins with it.
///
/// # Errors
/// As [`client`].
pub(super) fn recommendation<'b>(
    book: &'b Book,
    text: &str,
    texts: &Texts,
) -> Result<&'b Recommendation, Failure> {
    let start = id_start(text);
    let found: Vec<&Recommendation> = book
        .all()
        .flat_map(|d| &d.recommendations)
        .filter(|r| start.as_ref().is_some_and(|s| begins_with(r.id.0, s)))
        .collect();
    match found.as_slice() {
        [] => {
            let message = texts.tf("cli-no-draft", &[("text", text.into())]);
            Err(Failure::new(Kind::NotFound, message))
        }
        [one] => Ok(one),
        many => {
            let rows = many.iter().map(|r| format!("{}  {}", r.id, r.title));
            let message = texts.tf("cli-many-drafts", &[("text", text.into())]);
            Err(several(message, rows, texts))
        }
    }
}

fn several(message: String, rows: impl ExactSizeIterator<Item = String>, texts: &Texts) -> Failure {
    let more = rows.len().saturating_sub(LISTED);
    let mut failure = Failure::new(Kind::Ambiguous, message);
    failure.choices = rows.take(LISTED).collect();
    if more > 0 {
        let args = [("count", more.into())];
        failure
            .choices
            .push(texts.tf("cli-many-clients-more", &args));
    }
    failure
}

/// The beginning of an id as plain hexadecimal digits, when `text` can be one.
fn id_start(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect();
    let hex = digits.len() >= SHORTEST && digits.chars().all(|c| c.is_ascii_hexdigit());
    hex.then(|| digits.to_ascii_lowercase())
}

fn begins_with(id: uuid::Uuid, start: &str) -> bool {
    let mut buffer = [0; 32];
    id.simple().encode_lower(&mut buffer).starts_with(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Client, ExternalId, Intent, Transaction};
    use crate::i18n::Lang;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn book() -> Book {
        let at = Timestamp::UNIX_EPOCH;
        let mut book = Book::new();
        let mut tx = Transaction::new(Intent::AddClient, at, None, String::new());
        for (id, name, external, archived) in [
            (0x1111_2222 << 96, "Зелёный дом", "501", false),
            (0x1111_3333 << 96, "Зелёный дом плюс", "502", false),
            (0xcafe_0000 << 96, "Кафе у моста", "503", false),
            (0x4444_0000 << 96, "Ветер", "504", true),
            (0x5555_0000 << 96, "Ветер и паруса", "505", false),
            (0x6666_0000 << 96, "Архивный", "506", true),
        ] {
            let mut client = Client::named(ClientId(Uuid::from_u128(id)), name.to_owned(), at);
            client.external = vec![ExternalId::new("amocrm", external)];
            client.archived_at = archived.then_some(at);
            tx.push(Change::create(client));
        }
        book.apply(&mut tx).unwrap();
        book
    }

    #[test]
    fn whom_a_person_means() {
        let book = book();
        let texts = Texts::new(Lang::En);
        for (name, text, found) in [
            (
                "whole id",
                "cafe0000-0000-0000-0000-000000000000",
                Ok("Кафе у моста"),
            ),
            ("beginning of an id", "cafe", Ok("Кафе у моста")),
            ("with a hyphen", "11112222-0", Ok("Зелёный дом")),
            ("too short a beginning", "caf", Err(Kind::NotFound)),
            ("a beginning of two", "1111", Err(Kind::Ambiguous)),
            ("external id", "amocrm:502", Ok("Зелёный дом плюс")),
            ("part of an external id", "amocrm:50", Err(Kind::NotFound)),
            ("whole name beats a part", "ЗЕЛЕНЫЙ  дом", Ok("Зелёный дом")),
            ("part of a name", "моста", Ok("Кафе у моста")),
            ("part of two names", "зелен", Err(Kind::Ambiguous)),
            (
                "an active part hides an archived one",
                "паруса",
                Ok("Ветер и паруса"),
            ),
            ("archived when nobody else", "архивн", Ok("Архивный")),
            ("nobody", "нет такого", Err(Kind::NotFound)),
            ("nothing", "  ", Err(Kind::NotFound)),
        ] {
            let answer = client(&book, text, &texts)
                .map(|d| d.client.name.as_str())
                .map_err(|failure| failure.kind);
            assert_eq!(answer, found, "{name}");
        }
    }
}
