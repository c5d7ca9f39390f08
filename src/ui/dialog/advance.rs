//! The next step of a recommendation's life, with the client's own words (A11, A12).

use crate::domain::{ClientId, Command, Life, Recommendation, RecommendationId};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};

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
    Note,
}

/// What the form is about.
#[derive(Debug)]
pub struct AdvanceSheet {
    client: ClientId,
    id: RecommendationId,
    title: String,
    from: Life,
}

impl AdvanceForm {
    /// The form for a recommendation, the usual step chosen; `None` when its life has come to the end.
    #[must_use]
    pub fn new(recommendation: &Recommendation) -> Option<Self> {
        let next = recommendation.life.next();
        let first = *next.first()?;
        let states = next.iter().map(|l| Words::term("life", l.name())).collect();
        let until = Field::when(Key::Until, "form-advance-until", "");
        let form = Form::new(vec![
            Field::choice(Key::To, "form-advance-to", states, Some(0)),
            if has_date(first) {
                until
            } else {
                until.hidden()
            },
            Field::text(Key::Note, "form-advance-note", "", 4),
        ]);
        let sheet = AdvanceSheet {
            client: recommendation.client,
            id: recommendation.id,
            title: recommendation.title.clone(),
            from: recommendation.life,
        };
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
}

impl Sheet for AdvanceSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{} · {}", self.title, say::life(cx.texts, self.from))
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        form.show(Key::Until, self.to(form).is_some_and(has_date));
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let problem = |field, id| Problem {
            field,
            words: cx.texts.t(id),
        };
        let to = self
            .to(form)
            .ok_or_else(|| problem(Key::To, "form-required"))?;
        let note = form.text(Key::Note);
        if to == Life::Declined && note.trim().is_empty() {
            return Err(problem(Key::Note, "form-advance-words"));
        }
        let until = has_date(to).then(|| form.when(Key::Until, cx)).flatten();
        Ok(Command::AdvanceDraft {
            client: self.client,
            id: self.id,
            to,
            until: until.map(|when| when.date),
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn steps_with_date_and_words() {
        let desk = Desk::new();
        let step = |to, until, note: &str| Command::AdvanceDraft {
            client: sent().client,
            id: sent().id,
            to,
            until,
            note: note.to_owned(),
        };
        let day = Some(date(2026, 12, 1));
        for (name, keys, expected) in [
            ("accepted", "ctrl-s", step(Life::Accepted, None, "")),
            (
                "until",
                "tab «1.12» tab «да» ctrl-s",
                step(Life::Accepted, day, "да"),
            ),
            (
                "postponed",
                "2 tab «1.12» ctrl-s",
                step(Life::Postponed, day, ""),
            ),
            (
                "declined",
                "3 tab «дорого» ctrl-s",
                step(Life::Declined, None, "дорого"),
            ),
            (
                "a hidden date does not count",
                "tab «1.12» shift-tab 3 tab «нет» ctrl-s",
                step(Life::Declined, None, "нет"),
            ),
        ] {
            let mut form = AdvanceForm::new(&sent()).unwrap();
            assert_eq!(desk.submit(&mut form, keys), expected, "{name}");
        }
        let mut form = AdvanceForm::new(&sent()).unwrap();
        assert!(desk.press(&mut form, "3 ctrl-s").is_empty());
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("слова клиента"), "{screen}");
        desk.at_all_sizes(&mut form);
    }

    #[test]
    fn every_state_but_the_last_has_a_form() {
        for life in Life::ALL {
            let mut recommendation = sent();
            recommendation.life = *life;
            let form = AdvanceForm::new(&recommendation);
            assert_eq!(form.is_none(), *life == Life::Checked, "{life:?}");
        }
    }
}
