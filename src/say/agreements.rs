//! Agreements, checklists and playbooks in words.

use jiff::civil::Date;

use crate::domain::command::NewChecklist;
use crate::domain::{Bilingual, Calendar, Playbook};
use crate::i18n::{Lang, Texts};

/// The text of a data file in the language of the screen.
#[must_use]
pub fn bilingual<'b>(texts: &Texts, both: &'b Bilingual) -> &'b str {
    match texts.lang() {
        Lang::Ru => &both.ru,
        Lang::En => &both.en,
    }
}

/// A playbook as it is to be applied from a day on, in the language of the screen, due on workdays of a calendar.
#[must_use]
pub fn checklist(
    texts: &Texts,
    playbook: &Playbook,
    started: Date,
    calendar: &Calendar,
) -> NewChecklist {
    NewChecklist {
        playbook: playbook.id.clone(),
        title: bilingual(texts, &playbook.title).to_owned(),
        steps: playbook
            .steps
            .iter()
            .map(|step| (bilingual(texts, &step.text).to_owned(), step.due, step.call))
            .collect(),
        started,
        calendar: calendar.clone(),
    }
}

/// «сегодня», «до пт 27 ноя», «просрочено на 3 дня»; without a day «без срока».
#[must_use]
pub fn until(texts: &Texts, day: Option<Date>, today: Date) -> String {
    let Some(day) = day else {
        return texts.t("until-none");
    };
    match i64::from((today - day).get_days()) {
        0 => texts.t("today"),
        -1 => texts.t("tomorrow"),
        late @ 1.. => texts.tf("until-overdue", &[("days", late.into())]),
        _ => texts.tf(
            "until-date",
            &[("date", texts.date_with_weekday(day, today).into())],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_an_agreement() {
        let today = date(2026, 11, 23);
        for (day, ru, en) in [
            (None, "без срока", "no date"),
            (Some(date(2026, 11, 23)), "сегодня", "today"),
            (Some(date(2026, 11, 24)), "завтра", "tomorrow"),
            (Some(date(2026, 11, 27)), "до пт 27 ноя", "by Fri 27 Nov"),
            (
                Some(date(2026, 11, 22)),
                "просрочено на 1 день",
                "1 day late",
            ),
            (
                Some(date(2026, 11, 18)),
                "просрочено на 5 дней",
                "5 days late",
            ),
        ] {
            assert_eq!(until(&Texts::new(Lang::Ru), day, today), ru);
            assert_eq!(until(&Texts::new(Lang::En), day, today), en);
        }
    }
}
