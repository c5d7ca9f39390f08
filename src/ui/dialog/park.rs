//! Setting a client aside on its stage with a reason until a day, or taking it back.

use crate::domain::{ClientId, Command, Dossier};
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of parking.
pub type ParkForm = FormDialog<ParkSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Take back or change; only for a parked client.
    What,
    /// Why.
    Reason,
    /// Until when.
    Until,
}

/// What the form is about.
#[derive(Debug)]
pub struct ParkSheet {
    client: ClientId,
    parked: bool,
}

impl ParkForm {
    /// The form for a client. A parked one is offered to be taken back first.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        let parked = dossier.journey.as_ref().and_then(|j| j.parked.as_ref());
        let reason = parked.map_or("", |p| p.reason.as_str());
        let until = parked.map(|p| read::day_text(p.until)).unwrap_or_default();
        let reason = Field::line(Key::Reason, "form-park-reason", reason).required();
        let until = Field::when(Key::Until, "form-park-until", &until).required();
        let fields = if parked.is_some() {
            let ways = ["form-park-back", "form-park-change"].map(|id| Words::Key(id.to_owned()));
            let what = Field::choice(Key::What, "form-park-what", ways.to_vec(), Some(0));
            vec![what, reason.hidden(), until.hidden()]
        } else {
            vec![reason, until]
        };
        let sheet = ParkSheet {
            client: dossier.id(),
            parked: parked.is_some(),
        };
        Self::of(sheet, Form::new(fields))
    }
}

impl Sheet for ParkSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("form-park-title", self.client, cx)
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        if self.parked {
            let change = form.index(Key::What) == Some(1);
            form.show(Key::Reason, change);
            form.show(Key::Until, change);
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        if self.parked && form.index(Key::What) == Some(0) {
            return Ok(Command::Unpark(self.client));
        }
        match form.when(Key::Until, cx) {
            Some(when) => Ok(Command::Park {
                client: self.client,
                reason: form.text(Key::Reason),
                until: when.date,
            }),
            None => Err(Problem {
                field: Key::Until,
                words: cx.texts.t("when-empty"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Client;
    use crate::ui::dialog::form::harness::Desk;
    use jiff::civil::date;

    #[test]
    fn parks_changes_and_takes_back() {
        let mut desk = Desk::new();
        let at = desk.now.timestamp();
        let blank = ClientId::from_bytes([0; 16]);
        let client = Client::named(blank, "Альфа".to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        let open = |desk: &Desk| ParkForm::new(desk.book.get(id).unwrap());
        let park = |reason: &str, until| Command::Park {
            client: id,
            reason: reason.to_owned(),
            until,
        };

        let mut form = open(&desk);
        assert!(desk.press(&mut form, "ctrl-s «отпуск» ctrl-s").is_empty());
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("нужно заполнить"), "{screen}");
        let command = desk.submit(&mut open(&desk), "«отпуск» tab «15.12» ctrl-s");
        assert_eq!(command, park("отпуск", date(2026, 12, 15)));
        desk.run(command).unwrap();

        let command = desk.submit(&mut open(&desk), "ctrl-s");
        assert_eq!(command, Command::Unpark(id));
        assert_eq!(desk.submit(&mut open(&desk), "enter"), Command::Unpark(id));
        let command = desk.submit(&mut open(&desk), "2 tab «!» ctrl-s");
        assert_eq!(command, park("отпуск!", date(2026, 12, 15)));
        let mut form = open(&desk);
        desk.press(&mut form, "→ tab tab");
        desk.at_all_sizes(&mut form);
        desk.press(&mut form, "tab ←");
        desk.at_all_sizes(&mut form);
    }
}
