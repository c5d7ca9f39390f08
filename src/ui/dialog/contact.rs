//! The form of a person of a client (C10, C19).

use crate::domain::{ClientId, Command, Contact, ContactId};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, read};

/// The form of a new or known person.
pub type ContactForm = FormDialog<ContactSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Full name.
    Name,
    /// Position.
    Role,
    /// ЛПР.
    Decides,
    /// Phones.
    Phones,
    /// E-mails.
    Emails,
    /// Messengers.
    Messengers,
    /// Birthday.
    Birthday,
    /// Notes.
    Notes,
}

/// What the form is about.
#[derive(Debug)]
pub struct ContactSheet {
    client: ClientId,
    before: Option<Box<Contact>>,
}

impl ContactForm {
    /// A form for a new person of a client.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        let sheet = ContactSheet {
            client,
            before: None,
        };
        Self::of(sheet, form(&blank(client)))
    }

    /// A form for a known person. What the form does not show stays as it is.
    #[must_use]
    pub fn edit(contact: &Contact) -> Self {
        let sheet = ContactSheet {
            client: contact.client,
            before: Some(Box::new(contact.clone())),
        };
        Self::of(sheet, form(contact))
    }
}

/// The real id is given when the command is carried out.
const fn blank(client: ClientId) -> Contact {
    Contact::named(ContactId::from_bytes([0; 16]), client, String::new())
}

fn form(contact: &Contact) -> Form<Key> {
    let birthday = contact
        .birthday
        .map(read::birthday_text)
        .unwrap_or_default();
    Form::new(vec![
        Field::line(Key::Name, "form-contact-name", &contact.name).required(),
        Field::line(Key::Role, "form-contact-role", &contact.role),
        Field::toggle(Key::Decides, "form-contact-decides", contact.decision_maker),
        Field::list(Key::Phones, "form-contact-phones", &contact.phones),
        Field::list(Key::Emails, "form-contact-emails", &contact.emails),
        Field::list(
            Key::Messengers,
            "form-contact-messengers",
            &contact.messengers,
        )
        .placeholder("form-messenger-hint"),
        Field::line(Key::Birthday, "form-contact-birthday", &birthday)
            .read(read::birthday)
            .placeholder("form-birthday-hint"),
        Field::text(Key::Notes, "form-contact-notes", &contact.notes, 4),
    ])
}

/// Writes what was changed over the person; everything else stays.
fn write(form: &Form<Key>, contact: &mut Contact) -> Result<(), Key> {
    for (key, text) in [
        (Key::Name, &mut contact.name),
        (Key::Role, &mut contact.role),
        (Key::Notes, &mut contact.notes),
    ] {
        if form.changed(key) {
            *text = form.text(key);
        }
    }
    for (key, list) in [
        (Key::Phones, &mut contact.phones),
        (Key::Emails, &mut contact.emails),
        (Key::Messengers, &mut contact.messengers),
    ] {
        if form.changed(key) {
            *list = form.list(key);
        }
    }
    if form.changed(Key::Decides) {
        contact.decision_maker = form.on(Key::Decides);
    }
    if form.changed(Key::Birthday) {
        let text = form.text(Key::Birthday);
        contact.birthday = match text.trim() {
            "" => None,
            text => Some(read::parse_birthday(text).ok_or(Key::Birthday)?),
        };
    }
    Ok(())
}

impl Sheet for ContactSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let name = self.before.as_ref().map_or_else(
            || cx.texts.t("form-contact-new"),
            |contact| contact.name.clone(),
        );
        match cx.book.client(self.client) {
            Some(client) => format!("{name} · {}", client.name),
            None => name,
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let mut contact = self
            .before
            .clone()
            .unwrap_or_else(|| Box::new(blank(self.client)));
        write(form, &mut contact).map_err(|field| Problem {
            field,
            words: cx.texts.t("form-not-understood"),
        })?;
        Ok(match self.before {
            None => Command::AddContact(contact),
            Some(_) => Command::EditContact(contact),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Birthday, Client, ExternalId, RuleError};
    use crate::ui::dialog::form::harness::Desk;

    fn contact(client: ClientId) -> Contact {
        Contact {
            role: "директор".to_owned(),
            decision_maker: true,
            phones: vec!["+7 900 111-22-33".to_owned(), "2, доб. 5".to_owned()],
            emails: vec!["a@b.ru".to_owned()],
            messengers: vec!["telegram @anna".to_owned()],
            birthday: Some(Birthday {
                year: Some(1980),
                month: 2,
                day: 29,
            }),
            notes: "раз\nдва".to_owned(),
            external: vec![ExternalId::new("file", "3")],
            ..Contact::named(ContactId::from_bytes([2; 16]), client, "Анна".to_owned())
        }
    }

    fn desk() -> (Desk, Contact) {
        let mut desk = Desk::new();
        let id = ClientId::from_bytes([1; 16]);
        let at = desk.now.timestamp();
        let client = Client::named(id, "Альфа".to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        desk.run(Command::AddContact(Box::new(contact(id))))
            .unwrap();
        let stored = desk.book.get(id).unwrap().contacts[0].clone();
        (desk, stored)
    }

    #[test]
    fn saving_an_untouched_form_changes_nothing() {
        let (mut desk, before) = desk();
        let command = desk.submit(&mut ContactForm::edit(&before), "ctrl-s");
        assert_eq!(command, Command::EditContact(Box::new(before)));
        assert_eq!(desk.run(command), Err(RuleError::Nothing));
    }

    #[test]
    fn each_field_changes_itself_alone() {
        type Change = fn(&mut Contact);
        let cases: [(&str, &str, Change); 9] = [
            ("name", "«!»", |c| c.name.push('!')),
            ("role", "tab ctrl-u «владелец»", |c| {
                c.role = "владелец".to_owned()
            }),
            ("not the one who decides", "tab tab space", |c| {
                c.decision_maker = false
            }),
            ("phones", "tab tab tab ctrl-u «1 2; 3,4»", |c| {
                c.phones = ["1 2", "3", "4"].map(str::to_owned).to_vec();
            }),
            ("no mail", "tab tab tab tab ctrl-u", |c| c.emails.clear()),
            ("messengers", "shift-tab shift-tab shift-tab «, x»", |c| {
                c.messengers.push("x".to_owned())
            }),
            ("birthday", "shift-tab shift-tab ctrl-u «27.11»", |c| {
                c.birthday = Some(Birthday {
                    year: None,
                    month: 11,
                    day: 27,
                });
            }),
            ("no birthday", "shift-tab shift-tab ctrl-u", |c| {
                c.birthday = None
            }),
            ("notes", "shift-tab «.»", |c| c.notes.push('.')),
        ];
        let (desk, before) = desk();
        for (name, keys, change) in cases {
            let mut expected = before.clone();
            change(&mut expected);
            let mut form = ContactForm::edit(&before);
            let command = desk.submit(&mut form, &format!("{keys} ctrl-s"));
            assert_eq!(command, Command::EditContact(Box::new(expected)), "{name}");
        }
    }

    #[test]
    fn a_new_person_needs_a_name_and_fits_any_window() {
        let (mut desk, before) = desk();
        let mut form = ContactForm::new(before.client);
        assert!(desk.press(&mut form, "ctrl-s").is_empty());
        let command = desk.submit(&mut form, "«Пётр» ctrl-s");
        desk.run(command).unwrap();
        let contacts = &desk.book.get(before.client).unwrap().contacts;
        assert_eq!(contacts.len(), 2);
        assert_eq!(contacts[1].name, "Пётр");
        for _ in 0..8 {
            desk.at_all_sizes(&mut form);
            desk.press(&mut form, "tab");
        }
        let screen = desk.screen(&mut form, 80, 24);
        assert!(!screen.contains('⟨'), "{screen}");
    }
}
