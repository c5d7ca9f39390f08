//! The people of one client: who decides, whom to call, on what number.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirm::{Confirm, OnYes};
use super::contact::ContactForm;
use crate::domain::{ClientId, Command, Contact};
use crate::input::{Action, Context};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Dialog, Notice, Reply, Request};

/// The list of a client's people.
#[derive(Debug)]
pub struct ContactsDialog {
    client: ClientId,
    cursor: Cursor,
    list: Rect,
}

impl ContactsDialog {
    /// The people of a client.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self {
            client,
            cursor: Cursor::default(),
            list: Rect::ZERO,
        }
    }

    fn contacts<'a>(&self, cx: &Cx<'a>) -> &'a [Contact] {
        cx.book
            .get(self.client)
            .map_or(&[], |d| d.contacts.as_slice())
    }

    fn current<'a>(&self, cx: &Cx<'a>) -> Option<&'a Contact> {
        self.contacts(cx).get(self.cursor.index())
    }

    fn edit(&self, cx: &Cx<'_>) -> Reply {
        match self.current(cx) {
            Some(contact) => Reply::Open(Box::new(ContactForm::edit(contact))),
            None => Reply::Open(Box::new(ContactForm::new(self.client))),
        }
    }

    /// Asks first, by name.
    fn remove(&self, cx: &Cx<'_>) -> Reply {
        let Some(contact) = self.current(cx) else {
            return Reply::Done;
        };
        let name = [("name", contact.name.as_str().into())];
        let question = cx.texts.tf("contacts-remove", &name);
        let command = Command::RemoveContact(self.client, contact.id);
        let verb = cx.texts.t("contacts-remove-verb");
        let terms = cx.book.get(self.client).map(crate::domain::Dossier::work);
        let terms = terms.and_then(|work| work.terms.as_deref());
        let urgent = terms.is_some_and(|terms| terms.urgent_contact == Some(contact.id));
        let also = urgent.then(|| cx.texts.t("contacts-remove-urgent"));
        Reply::Open(Box::new(
            Confirm::new(question, also.into_iter().collect(), OnYes::Do(command)).verb(verb),
        ))
    }

    fn copy(&self, cx: &Cx<'_>) -> Reply {
        match self.current(cx).and_then(|c| c.phones.first()) {
            Some(phone) => Reply::Ask(Request::Copy(phone.clone())),
            None => Reply::Say(Notice::warn(cx.texts.t("contacts-no-phone"))),
        }
    }

    fn row(contact: &Contact, mut line: Line<'_>, cx: &Cx<'_>) {
        let role = cx.texts.t("role-decision-maker");
        let free = line.free();
        let wide = u16::try_from(width(&role)).unwrap_or(free);
        let mark = if contact.decision_maker {
            role
        } else {
            String::new()
        };
        let phone = contact.phones.first().map_or("", String::as_str);
        line.right(phone, cx.theme.text)
            .column(&contact.name, free / 3, cx.theme.text)
            .skip(1)
            .column(&mark, wide.min(free / 4).max(4), cx.theme.strong)
            .skip(1)
            .left(&contact.role, cx.theme.muted);
    }
}

impl Dialog for ContactsDialog {
    fn context(&self) -> Context {
        Context::Contacts
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        match action {
            Action::Cancel => Reply::Close,
            // The key that makes a new client elsewhere makes a new person here.
            Action::NewContact | Action::NewClient => {
                Reply::Open(Box::new(ContactForm::new(self.client)))
            }
            Action::EditContact | Action::Open => self.edit(cx),
            Action::RemoveContact => self.remove(cx),
            Action::CopyPhone => self.copy(cx),
            _ => match self.cursor.act(action, self.contacts(cx).len()) {
                Some(()) => Reply::Done,
                None => Reply::Pass,
            },
        }
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self
                .cursor
                .row_at(at.y - self.list.y, self.contacts(cx).len())
        {
            if row == self.cursor.index() {
                return self.edit(cx);
            }
            self.cursor.set(row);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let contacts = self.contacts(cx);
        let rows = u16::try_from(contacts.len()).unwrap_or(u16::MAX);
        let height = rows.max(2).saturating_add(2);
        let area = centered(screen, 78, height);
        let client = cx.book.client(self.client);
        let title = format!(
            "{} · {}",
            cx.texts.t("pane-contacts"),
            client.map_or("", |c| c.name.as_str())
        );
        let inner = dialog(buf, area, &title, cx.theme);
        self.list = inner;
        if contacts.is_empty() {
            let key = cx
                .keymap
                .key_of(Context::Contacts.chain(), Action::NewContact)
                .map(|k| k.to_string())
                .unwrap_or_default();
            let words = cx.texts.tf("empty-contacts", &[("key", key.into())]);
            Line::new(buf, inner, inner.y, cx.theme.text).left(&words, cx.theme.muted);
            return None;
        }
        for i in self
            .cursor
            .window(contacts.len(), usize::from(inner.height))
        {
            let Some(contact) = contacts.get(i) else {
                break;
            };
            let base = if i == self.cursor.index() {
                cx.theme.cursor
            } else {
                cx.theme.text
            };
            let y = inner.y + u16::try_from(i - self.cursor.top()).unwrap_or(0);
            Self::row(contact, Line::new(buf, inner, y, base), cx);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::NewContact,
            Action::EditContact,
            Action::CopyPhone,
            Action::RemoveContact,
            Action::Cancel,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Client, ContactId};
    use crate::ui::dialog::form::harness::Desk;

    fn desk(names: &[&str]) -> (Desk, ContactsDialog) {
        let mut desk = Desk::new();
        let at = desk.now.timestamp();
        let blank = ClientId::from_bytes([0; 16]);
        let client = Client::named(blank, "Альфа".to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        for name in names {
            let mut contact =
                Contact::named(ContactId::from_bytes([0; 16]), id, (*name).to_owned());
            contact.decision_maker = *name == "Анна";
            if contact.decision_maker {
                contact.phones = vec!["+7 900 111-22-33".to_owned()];
            }
            desk.run(Command::AddContact(Box::new(contact))).unwrap();
        }
        (desk, ContactsDialog::new(id))
    }

    #[test]
    fn removing_asks_by_name_and_no_is_the_easy_answer() {
        let (desk, mut dialog) = desk(&["Анна", "Пётр"]);
        let id = desk.book.all().last().unwrap().contacts[1].id;
        for (answer, removes) in [
            ("enter", false),
            ("esc", false),
            ("т", false),
            ("y", true),
            ("д", true),
        ] {
            let mut replies = desk.press(&mut dialog, "G D");
            let Some(Reply::Open(mut question)) = replies.pop() else {
                panic!("{replies:?}");
            };
            let screen = desk.screen(question.as_mut(), 80, 24);
            assert!(
                screen.contains("«Пётр»") && screen.contains("[ Нет ]"),
                "{screen}"
            );
            let replies = desk.press(question.as_mut(), answer);
            let gone = matches!(replies.as_slice(),
                [Reply::Submit(Command::RemoveContact(_, who))] if *who == id);
            assert_eq!(gone, removes, "{answer}: {replies:?}");
        }
    }

    #[test]
    fn keys_of_the_list() {
        let (desk, mut dialog) = desk(&["Анна", "Пётр"]);
        let replies = desk.press(&mut dialog, "y");
        assert!(
            matches!(replies.as_slice(), [Reply::Ask(Request::Copy(p))] if p == "+7 900 111-22-33")
        );
        for keys in ["a", "e", "enter", "ф", "у"] {
            let replies = desk.press(&mut dialog, keys);
            assert!(matches!(replies.as_slice(), [Reply::Open(_)]), "{keys}");
        }
        let replies = desk.press(&mut dialog, "j y");
        assert!(
            matches!(replies.as_slice(), [Reply::Say(_)]),
            "no phone is said"
        );
        let replies = desk.press(&mut dialog, "esc");
        assert!(matches!(replies.as_slice(), [Reply::Close]));
    }

    #[test]
    fn fits_any_window_with_many_and_with_none() {
        let names: Vec<String> = (0..70).map(|i| format!("Человек {i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for names in [&[][..], &names] {
            let (desk, mut dialog) = desk(names);
            desk.at_all_sizes(&mut dialog);
            desk.press(&mut dialog, "G");
            desk.at_all_sizes(&mut dialog);
        }
        let (desk, mut dialog) = desk(&[]);
        let screen = desk.screen(&mut dialog, 80, 24);
        assert!(screen.contains("a — добавить"), "{screen}");
    }
}
