//! The manager's own forecast of a client's spend (A26): how much, by when, why.

use jiff::civil::Date;

use crate::domain::command::ForecastCommand;
use crate::domain::{ClientId, Command, Dossier, Month, focus};
use crate::i18n::parse_when;
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet};

/// Months ahead a forecast begins with: the window the ranking looks at.
const AHEAD: i32 = 3;

/// The form of a forecast.
pub type ForecastForm = FormDialog<ForecastSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The change, percent.
    Percent,
    /// The month it is to be seen in.
    Until,
    /// Why.
    Note,
}

/// What the form is about.
#[derive(Debug)]
pub struct ForecastSheet {
    client: ClientId,
}

impl ForecastForm {
    /// A new forecast of a client's spend.
    #[must_use]
    pub fn new(dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let until = focus::closed_month(cx.today()).plus(AHEAD);
        let form = Form::new(vec![
            Field::line(Key::Percent, "forecast-percent", "")
                .required()
                .read(percent)
                .placeholder("forecast-percent-hint"),
            Field::line(Key::Until, "forecast-until", &until.to_string())
                .required()
                .read(month),
            Field::text(Key::Note, "forecast-note", "", 2),
        ]);
        let client = dossier.id();
        Self::of(ForecastSheet { client }, form)
    }
}

/// «+30», «−20 %», «30%».
fn parse_percent(text: &str) -> Option<i16> {
    let bare = text.trim().trim_end_matches('%').trim_end();
    let bare = bare.replace(['−', '–'], "-");
    bare.parse().ok()
}

fn percent(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_percent(text)
        .map(|percent| cx.texts.percent_change(f64::from(percent)))
        .ok_or_else(|| cx.texts.t("forecast-percent-wrong"))
}

/// `2027-03`, `03.2027`, or date words of which the month counts.
fn parse_month(text: &str, cx: &Cx<'_>) -> Option<Month> {
    let text = text.trim();
    if let Ok(month) = text.parse() {
        return Some(month);
    }
    if let Some((month, year)) = text.split_once('.')
        && let (Ok(month), Ok(year)) = (month.parse::<i8>(), year.parse::<i16>())
        && year >= 1900
    {
        return Date::new(year, month, 1).ok().map(Month::from);
    }
    parse_when(text, cx.now).ok().map(|w| Month::from(w.date))
}

fn month(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_month(text, cx)
        .map(|month| say::focus::month(cx.texts, month))
        .ok_or_else(|| cx.texts.t("forecast-until-wrong"))
}

impl Sheet for ForecastSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let Some(dossier) = cx.book.get(self.client) else {
            return cx.texts.t("forecast-title");
        };
        let title = format!("{} · {}", cx.texts.t("forecast-title"), dossier.client.name);
        let from = focus::closed_month(cx.today());
        let now = dossier.spend.as_deref().and_then(|spend| {
            let (sum, known) = focus::base(spend, from);
            let mean = sum.checked_div(i64::from(known)).filter(|m| *m > 0)?;
            Some(cx.texts.money_short(mean, spend.currency.code()))
        });
        match now {
            Some(money) => {
                let base = cx.texts.tf("forecast-base", &[("money", money.into())]);
                format!("{title} · {base}")
            }
            None => title,
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let wrong = |field, id| Problem {
            field,
            words: cx.texts.t(id),
        };
        let percent = parse_percent(&form.text(Key::Percent))
            .ok_or_else(|| wrong(Key::Percent, "forecast-percent-wrong"))?;
        let until = parse_month(&form.text(Key::Until), cx)
            .ok_or_else(|| wrong(Key::Until, "forecast-until-wrong"))?;
        Ok(Command::Forecast(ForecastCommand::Make {
            client: self.client,
            percent,
            until,
            note: form.text(Key::Note),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Client, Currency, Record, Spend};
    use crate::ui::dialog::form::harness::Desk;

    #[test]
    fn a_forecast_is_typed_as_it_is_said() {
        let mut desk = Desk::new();
        let blank = ClientId::from_bytes([0; 16]);
        let client = Client::named(blank, "Альфа".to_owned(), desk.now.timestamp());
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        let mut spend = Spend::empty(id, Currency::RUB);
        let closed = focus::closed_month(desk.now.date());
        spend.set(closed, 12_000_000);
        desk.book.load(Record::Spend(spend)).unwrap();
        let open = |desk: &Desk| ForecastForm::new(desk.book.get(id).unwrap(), &desk.cx());
        let made = |percent, until: &str, note: &str| {
            Command::Forecast(ForecastCommand::Make {
                client: id,
                percent,
                until: until.parse().unwrap(),
                note: note.to_owned(),
            })
        };
        for (keys, command) in [
            (
                "«30» tab ctrl-u «2027-03» tab «сезон» ctrl-s",
                made(30, "2027-03", "сезон"),
            ),
            (
                "«−20 %» tab ctrl-u «03.2027» ctrl-s",
                made(-20, "2027-03", ""),
            ),
        ] {
            assert_eq!(desk.submit(&mut open(&desk), keys), command, "{keys}");
        }
        let mut form = open(&desk);
        assert!(desk.press(&mut form, "«много» ctrl-s").is_empty());
        let screen = desk.screen(&mut form, 80, 24).replace('\u{a0}', " ");
        assert!(screen.contains("120 тыс ₽"), "{screen}");
        assert!(screen.contains("число процентов"), "{screen}");
        desk.at_all_sizes(&mut form);
    }
}
