//! When and why a client is touched next: one open item a client (pains 2, 3, 18).

use crate::domain::command::NewFollowUp;
use crate::domain::{Channel, ClientId, Command, ContactId, Dossier, FollowUp};
use crate::i18n::When;
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of the next touch.
pub type PlanTouchForm = FormDialog<PlanTouchSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Date words.
    Date,
    /// Why.
    Reason,
    /// The client was promised it.
    Promised,
    /// By which channel.
    Channel,
    /// With whom.
    Contact,
}

/// What the form is about.
#[derive(Debug)]
pub struct PlanTouchSheet {
    client: ClientId,
    before: Option<FollowUp>,
    people: Vec<ContactId>,
}

impl PlanTouchForm {
    /// The form for a client, filled with what is planned already.
    #[must_use]
    pub fn new(dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let before = dossier.follow_up.as_deref().cloned();
        let plan = before.as_ref();
        let date = plan.map(|p| when_text(p, cx)).unwrap_or_default();
        let people: Vec<ContactId> = dossier.contacts.iter().map(|c| c.id).collect();
        let contact = plan
            .and_then(|p| p.contact)
            .and_then(|id| people.iter().position(|p| *p == id))
            .map_or(0, |i| i + 1);
        let channel = plan
            .and_then(|p| p.channel)
            .and_then(|c| Channel::ALL.iter().position(|a| *a == c))
            .map_or(0, |i| i + 1);
        let reason = plan.map_or("", |p| p.reason.as_str());
        let promised = plan.is_some_and(|p| p.promised);
        let form = Form::new(vec![
            Field::when(Key::Date, "form-plan-date", &date),
            Field::line(Key::Reason, "form-plan-reason", reason),
            Field::toggle(Key::Promised, "form-plan-promised", promised),
            Field::choice(
                Key::Channel,
                "form-plan-channel",
                std::iter::once(whatever())
                    .chain(
                        Channel::ALL
                            .iter()
                            .map(|c| Words::term("channel", c.name())),
                    )
                    .collect(),
                Some(channel),
            ),
            Field::choice(
                Key::Contact,
                "form-plan-contact",
                std::iter::once(whatever())
                    .chain(
                        dossier
                            .contacts
                            .iter()
                            .map(|c| Words::Plain(c.name.clone())),
                    )
                    .collect(),
                Some(contact),
            ),
        ]);
        let sheet = PlanTouchSheet {
            client: dossier.id(),
            before,
            people,
        };
        Self::of(sheet, form)
    }
}

fn whatever() -> Words {
    Words::Key("form-not-important".to_owned())
}

/// A planned moment as date words that read back to it. A day gone by is written with its year: «20 ноя»
/// would read as the next one.
fn when_text(plan: &FollowUp, cx: &Cx<'_>) -> String {
    match plan.time {
        _ if plan.date < cx.today() => read::day_text(plan.date),
        Some(time) => cx.texts.date_time(plan.date, time, cx.today()),
        None => cx.texts.date(plan.date, cx.today()),
    }
}

impl PlanTouchSheet {
    /// The moment: what was typed, or untouched what was planned; `None` when the line is empty.
    fn when(&self, form: &Form<Key>, cx: &Cx<'_>) -> Option<When> {
        match &self.before {
            Some(plan) if !form.changed(Key::Date) => Some(When {
                date: plan.date,
                time: plan.time,
            }),
            _ => form.when(Key::Date, cx),
        }
    }
}

impl Sheet for PlanTouchSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("form-plan-title", self.client, cx)
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let Some(when) = self.when(form, cx) else {
            return if self.before.is_some() {
                Ok(Command::ClearTouch(self.client))
            } else {
                Err(Problem {
                    field: Key::Date,
                    words: cx.texts.t("when-empty"),
                })
            };
        };
        let after_first = |key| form.index(key).and_then(|i: usize| i.checked_sub(1));
        let plan = NewFollowUp {
            date: when.date,
            time: when.time,
            reason: form.text(Key::Reason),
            promised: form.on(Key::Promised),
            channel: after_first(Key::Channel).and_then(|i| Channel::ALL.get(i).copied()),
            contact: after_first(Key::Contact).and_then(|i| self.people.get(i).copied()),
        };
        Ok(Command::PlanTouch(self.client, plan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Client, Contact, RuleError};
    use crate::i18n::Lang;
    use crate::ui::dialog::form::harness::Desk;
    use jiff::civil::{date, time};

    fn desk() -> Desk {
        let mut desk = Desk::new();
        let at = desk.now.timestamp();
        let blank = ClientId::from_bytes([0; 16]);
        let client = Client::named(blank, "Альфа".to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        let anna = Contact::named(ContactId::from_bytes([0; 16]), id, "Анна".to_owned());
        desk.run(Command::AddContact(Box::new(anna))).unwrap();
        desk
    }

    fn open(desk: &Desk) -> PlanTouchForm {
        let dossier = desk.book.get(desk.last_client()).unwrap();
        PlanTouchForm::new(dossier, &desk.cx())
    }

    fn full(desk: &Desk) -> NewFollowUp {
        let dossier = desk.book.get(desk.last_client()).unwrap();
        NewFollowUp {
            date: date(2026, 11, 27),
            time: Some(time(15, 0, 0, 0)),
            reason: "обещал смету".to_owned(),
            promised: true,
            channel: Some(Channel::Email),
            contact: Some(dossier.contacts[0].id),
        }
    }

    #[test]
    fn words_become_a_plan_and_come_back_the_same() {
        let mut desk = desk();
        let id = desk.last_client();
        let keys = "«пт 15:00» tab «обещал смету» tab space tab «п» tab «а» ctrl-s";
        let command = desk.submit(&mut open(&desk), keys);
        assert_eq!(command, Command::PlanTouch(id, full(&desk)));
        desk.run(command.clone()).unwrap();
        for lang in Lang::ALL {
            desk.texts = crate::i18n::Texts::new(lang);
            assert_eq!(desk.submit(&mut open(&desk), "ctrl-s"), command, "{lang:?}");
        }
    }

    #[test]
    fn an_empty_date_strikes_a_plan_out_or_is_asked_for() {
        let mut desk = desk();
        let id = desk.last_client();
        let mut form = open(&desk);
        assert!(desk.press(&mut form, "ctrl-s").is_empty());
        assert!(desk.screen(&mut form, 80, 24).contains("Когда?"));
        desk.run(Command::PlanTouch(id, full(&desk))).unwrap();
        let command = desk.submit(&mut open(&desk), "ctrl-u ctrl-s");
        assert_eq!(command, Command::ClearTouch(id));
    }

    #[test]
    fn an_overdue_plan_wants_a_new_date() {
        let mut desk = desk();
        let id = desk.last_client();
        desk.run(Command::PlanTouch(id, full(&desk))).unwrap();
        desk.now = "2026-12-01T10:00+03:00[Europe/Moscow]".parse().unwrap();
        let mut form = open(&desk);
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("27.11.2026"), "{screen}");
        assert!(!screen.contains("2027"), "{screen}");
        assert!(screen.contains("прошло"), "{screen}");
        let command = desk.submit(&mut form, "ctrl-s");
        assert_eq!(
            desk.run(command),
            Err(RuleError::NotAhead(date(2026, 11, 27)))
        );
        let command = desk.submit(&mut form, "ctrl-u «завтра» ctrl-s");
        assert_eq!(desk.run(command), Ok(()));
    }

    #[test]
    fn fits_any_window() {
        let desk = desk();
        let mut form = open(&desk);
        for _ in 0..5 {
            desk.at_all_sizes(&mut form);
            assert!(!desk.screen(&mut form, 80, 24).contains('⟨'));
            desk.press(&mut form, "tab");
        }
    }
}
