//! The next step of a recommendation's life, with the client's own words (A11, A12, A18).

mod effect;
mod substitute;

use crate::domain::command::{Advance, NewDecision};
use crate::domain::{
    Channel, ClientId, Command, Contact, Doer, Dossier, Life, Recommendation, RecommendationId,
};
use crate::say;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};
use crate::ui::{Cx, Dialog};

pub use effect::EffectDialog;
pub use substitute::Substitute;

/// The form of a step.
pub type AdvanceForm = FormDialog<AdvanceSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The state to enter.
    To,
    /// Agreed or postponed until.
    Until,
    /// The client's words.
    Words,
    /// Who decided, of the known people.
    Person,
    /// Who decided, somebody else.
    Who,
    /// By what channel.
    Channel,
    /// Who put it in place.
    By,
    /// Our remark.
    Note,
}

/// What the form is about.
#[derive(Debug)]
pub struct AdvanceSheet {
    client: ClientId,
    id: RecommendationId,
    title: String,
    from: Life,
    people: Vec<String>,
}

/// The dialog of the next step: the form, or the judgement of an effect; `None` when its life has come to
/// the end.
#[must_use]
pub fn next_step(dossier: &Dossier, recommendation: &Recommendation) -> Option<Box<dyn Dialog>> {
    if recommendation.life == Life::Implemented {
        return Some(Box::new(EffectDialog::new(recommendation)));
    }
    AdvanceForm::new(dossier, recommendation).map(|form| Box::new(form) as _)
}

impl AdvanceForm {
    /// The form for a recommendation, the usual step chosen; `None` when its life has come to the end.
    #[must_use]
    pub fn new(dossier: &Dossier, recommendation: &Recommendation) -> Option<Self> {
        let next = recommendation.life.next();
        next.first()?;
        let states = next.iter().map(|l| Words::term("life", l.name())).collect();
        let people: Vec<String> = dossier.contacts.iter().map(|c| c.name.clone()).collect();
        let decides = |c: &Contact| c.decision_maker;
        let first = dossier.contacts.iter().position(decides).unwrap_or(0);
        let other = Words::Key("advance-other".to_owned());
        let names = people.iter().cloned().map(Words::Plain).chain([other]);
        let channel = dossier.client.preferred().channel;
        let channels = Channel::ALL
            .iter()
            .map(|c| Words::term("channel", c.name()));
        let doers = Doer::ALL.iter().map(|d| Words::term("doer", d.name()));
        let form = Form::new(vec![
            Field::choice(Key::To, "form-advance-to", states, Some(0)),
            Field::when(Key::Until, "form-advance-until", ""),
            Field::choice(Key::By, "advance-by", doers.collect(), Some(0)),
            Field::text(Key::Words, "form-advance-note", "", 4),
            Field::choice(Key::Person, "advance-who", names.collect(), Some(first)),
            Field::line(Key::Who, "advance-name", ""),
            Field::choice(
                Key::Channel,
                "advance-channel",
                channels.collect(),
                Channel::ALL.iter().position(|c| *c == channel),
            ),
            Field::text(Key::Note, "advance-note", "", 3),
        ]);
        let sheet = AdvanceSheet {
            client: recommendation.client,
            id: recommendation.id,
            title: recommendation.title.clone(),
            from: recommendation.life,
            people,
        };
        let mut form = form;
        sheet.arrange(&mut form);
        Some(Self::of(sheet, form))
    }
}

/// Whether a state is agreed until a day.
const fn has_date(life: Life) -> bool {
    matches!(life, Life::Accepted | Life::Postponed)
}

impl AdvanceSheet {
    fn to(&self, form: &Form<Key>) -> Option<Life> {
        self.from.next().get(form.index(Key::To)?).copied()
    }

    /// Shows what the chosen step asks for.
    fn arrange(&self, form: &mut Form<Key>) {
        let to = self.to(form);
        let decided = to.is_some_and(Life::is_decision);
        let named = form.index(Key::Person).and_then(|i| self.people.get(i));
        form.show(Key::Until, to.is_some_and(has_date));
        form.show(Key::By, to == Some(Life::Implemented));
        form.show(Key::Words, decided);
        form.show(Key::Person, decided && !self.people.is_empty());
        form.show(Key::Who, decided && named.is_none());
        form.show(Key::Channel, decided);
        form.show(Key::Note, !decided);
    }

    fn decision(&self, form: &Form<Key>) -> NewDecision {
        let named = form.index(Key::Person).and_then(|i| self.people.get(i));
        let channel = form.index(Key::Channel).and_then(|i| Channel::ALL.get(i));
        NewDecision {
            who: named.cloned().unwrap_or_else(|| form.text(Key::Who)),
            channel: channel.copied().unwrap_or(Channel::Phone),
            words: form.text(Key::Words),
        }
    }
}

impl Sheet for AdvanceSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{} · {}", self.title, say::life(cx.texts, self.from))
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        self.arrange(form);
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let problem = |field, id| Problem {
            field,
            words: cx.texts.t(id),
        };
        let to = self
            .to(form)
            .ok_or_else(|| problem(Key::To, "form-required"))?;
        let mut step = Advance::to(to);
        if to.is_decision() {
            let decision = self.decision(form);
            if to == Life::Declined && decision.words.trim().is_empty() {
                return Err(problem(Key::Words, "form-advance-words"));
            }
            step.decision = Some(decision);
        } else {
            step.note = form.text(Key::Note);
        }
        let until = has_date(to).then(|| form.when(Key::Until, cx)).flatten();
        step.until = until.map(|when| when.date);
        if to == Life::Implemented {
            let by = form.index(Key::By).and_then(|i| Doer::ALL.get(i));
            step.by = by.copied().unwrap_or_default();
            step.note = done_by(cx, step.by, &step.note);
        }
        Ok(Command::AdvanceDraft(self.client, self.id, Box::new(step)))
    }
}

/// The step says who did it: «сделал клиент: настроил сам» (A16).
fn done_by(cx: &Cx<'_>, by: Doer, note: &str) -> String {
    let who = say::doer(cx.texts, by);
    match note.trim() {
        "" => who,
        note => format!("{who}: {note}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Client;
    use crate::ui::dialog::form::harness::Desk;
    use jiff::civil::date;

    fn sent() -> Recommendation {
        let at = "2026-11-01T09:00:00Z".parse().unwrap();
        let mut sent = Recommendation::draft(
            RecommendationId::from_bytes([3; 16]),
            ClientId::from_bytes([1; 16]),
            at,
        );
        sent.title = "Цели".to_owned();
        sent.life = Life::Sent;
        sent
    }

    fn alone() -> Dossier {
        let at = "2026-11-01T09:00:00Z".parse().unwrap();
        Dossier::new(Client::named(sent().client, "Альфа".to_owned(), at))
    }

    fn with_people() -> Dossier {
        let mut dossier = alone();
        for (n, name, decides) in [(1, "Анна", false), (2, "Борис", true)] {
            let id = crate::domain::ContactId::from_bytes([n; 16]);
            let mut contact = Contact::named(id, sent().client, name.to_owned());
            contact.decision_maker = decides;
            dossier.contacts.push(contact);
        }
        dossier
    }

    fn step(to: Life, until: Option<jiff::civil::Date>, who: &str, words: &str) -> Command {
        let mut step = Advance::to(to);
        step.until = until;
        step.decision = Some(NewDecision {
            who: who.to_owned(),
            channel: Channel::Phone,
            words: words.to_owned(),
        });
        Command::AdvanceDraft(sent().client, sent().id, Box::new(step))
    }

    #[test]
    fn a_decision_with_its_date_person_and_words() {
        let desk = Desk::new();
        let day = Some(date(2026, 12, 1));
        for (name, dossier, keys, expected) in [
            (
                "accepted",
                alone(),
                "ctrl-s",
                step(Life::Accepted, None, "", ""),
            ),
            (
                "until",
                alone(),
                "tab «1.12» tab «да» tab «Ира» ctrl-s",
                step(Life::Accepted, day, "Ира", "да"),
            ),
            (
                "postponed",
                alone(),
                "2 tab «1.12» ctrl-s",
                step(Life::Postponed, day, "", ""),
            ),
            (
                "declined",
                alone(),
                "3 tab «дорого» ctrl-s",
                step(Life::Declined, None, "", "дорого"),
            ),
            (
                "a hidden date does not count",
                alone(),
                "tab «1.12» shift-tab 3 tab «нет» ctrl-s",
                step(Life::Declined, None, "", "нет"),
            ),
            (
                "the decision maker is proposed",
                with_people(),
                "ctrl-s",
                step(Life::Accepted, None, "Борис", ""),
            ),
            (
                "another person",
                with_people(),
                "tab tab tab 1 ctrl-s",
                step(Life::Accepted, None, "Анна", ""),
            ),
            (
                "somebody not on the list",
                with_people(),
                "tab tab tab 3 tab «бухгалтер» ctrl-s",
                step(Life::Accepted, None, "бухгалтер", ""),
            ),
        ] {
            let mut form = AdvanceForm::new(&dossier, &sent()).unwrap();
            assert_eq!(desk.submit(&mut form, keys), expected, "{name}");
        }
        let mut form = AdvanceForm::new(&with_people(), &sent()).unwrap();
        assert!(desk.press(&mut form, "3 ctrl-s").is_empty());
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("слова клиента"), "{screen}");
        desk.at_all_sizes(&mut form);
    }

    #[test]
    fn putting_in_place_says_who_did_it() {
        let desk = Desk::new();
        let mut accepted = sent();
        accepted.life = Life::Accepted;
        for (keys, by, note) in [
            ("ctrl-s", Doer::Client, "сделал клиент"),
            ("tab tab «сам» ctrl-s", Doer::Client, "сделал клиент: сам"),
            ("tab 2 ctrl-s", Doer::Us, "сделали мы"),
        ] {
            let mut form = AdvanceForm::new(&alone(), &accepted).unwrap();
            let mut step = Advance::to(Life::Implemented);
            (step.by, step.note) = (by, note.to_owned());
            let expected = Command::AdvanceDraft(accepted.client, accepted.id, Box::new(step));
            assert_eq!(desk.submit(&mut form, keys), expected, "{keys}");
        }
    }

    #[test]
    fn every_state_but_the_last_has_a_dialog() {
        for life in Life::ALL {
            let mut recommendation = sent();
            recommendation.life = *life;
            let dialog = next_step(&alone(), &recommendation);
            assert_eq!(dialog.is_none(), *life == Life::Checked, "{life:?}");
        }
    }
}
