//! Reasons of the agenda in words, exhaustively: a reason without words does not compile.

use jiff::civil::Date;

use crate::domain::agenda::{Reason, Value};
use crate::i18n::Texts;

/// The stable name of a reason, the `kind` of `agenda --json`.
pub(super) const fn kind(reason: &Reason) -> &'static str {
    match reason {
        Reason::Promised { .. } => "promised",
        Reason::AwaitsDecision { .. } => "awaits-decision",
        Reason::AgreedDate { .. } => "agreed-date",
        Reason::Planned { .. } => "planned",
        Reason::CadenceDue { .. } => "cadence-due",
        Reason::NeverTouched { .. } => "never-touched",
        Reason::Silent { .. } => "silent",
        Reason::DraftsReady(_) => "drafts-ready",
        Reason::OnboardingDay(_) => "onboarding",
        Reason::Birthday { .. } => "birthday",
        Reason::Unanswered(_) => "unanswered",
    }
}

/// Why a client is on the list for `day`.
pub(super) fn reason(texts: &Texts, reason: &Reason, day: Date) -> String {
    let date = |date: Date| texts.date(date, day);
    match reason {
        Reason::Promised { date, time, .. } => match (days(*date, day), time) {
            (late @ 1.., _) => texts.tf("reason-promised-overdue", &[("days", late.into())]),
            (_, Some(time)) => {
                texts.tf("reason-promised-at", &[("time", texts.time(*time).into())])
            }
            (_, None) => texts.t("reason-promised"),
        },
        Reason::AwaitsDecision { count, days } => texts.tf(
            "reason-awaits-decision",
            &[
                ("count", (*count).into()),
                (
                    "age",
                    texts.tf("count-days", &[("count", (*days).into())]).into(),
                ),
            ],
        ),
        Reason::AgreedDate {
            title,
            date: agreed,
            accepted,
            ..
        } => {
            let args = [("date", date(*agreed).into()), ("title", title.into())];
            if *accepted {
                texts.tf("reason-agreed-accepted", &args)
            } else {
                texts.tf("reason-agreed-postponed", &args)
            }
        }
        Reason::Planned { date: plan, text } => {
            let args = [("date", date(*plan).into()), ("text", text.into())];
            match (days(*plan, day) > 0, text.is_empty()) {
                (false, true) => texts.t("reason-planned"),
                (false, false) => texts.tf("reason-planned-for", &args),
                (true, true) => texts.tf("reason-planned-overdue", &args),
                (true, false) => texts.tf("reason-planned-overdue-for", &args),
            }
        }
        Reason::CadenceDue { days_silent, every } => texts.tf(
            "reason-cadence-due",
            &[
                ("silent", (*days_silent).into()),
                ("every", (*every).into()),
            ],
        ),
        Reason::NeverTouched { days } => {
            texts.tf("reason-never-touched", &[("days", (*days).into())])
        }
        Reason::Silent { days, .. } => texts.tf("reason-silent", &[("days", (*days).into())]),
        Reason::DraftsReady(count) => {
            texts.tf("reason-drafts-ready", &[("count", (*count).into())])
        }
        Reason::OnboardingDay(point) => texts.tf("reason-onboarding", &[("day", (*point).into())]),
        Reason::Birthday {
            name, date: born, ..
        } => {
            let when = match days(day, *born) {
                0 => texts.t("today"),
                1 => texts.t("tomorrow"),
                _ => texts.date_long(*born, day),
            };
            texts.tf(
                "reason-birthday",
                &[("name", name.into()), ("when", when.into())],
            )
        }
        Reason::Unanswered(count) => texts.tf("reason-unanswered", &[("count", (*count).into())]),
    }
}

/// What the call is for.
pub(super) fn value(texts: &Texts, value: &Value) -> String {
    let percent = |n: u32| texts.percent(f64::from(n));
    match value {
        Value::KeepPromise(text) => texts.tf("value-keep-promise", &[("text", text.into())]),
        Value::AskDecision(title) => texts.tf("value-ask-decision", &[("title", title.into())]),
        Value::ReadyRecommendation(title) => {
            texts.tf("value-ready-recommendation", &[("title", title.into())])
        }
        Value::GetAcquainted => texts.t("value-get-acquainted"),
        Value::SpendFell(n) => texts.tf("value-spend-fell", &[("percent", percent(*n).into())]),
        Value::SpendGrew(n) => texts.tf("value-spend-grew", &[("percent", percent(*n).into())]),
        Value::JustTalk { days } => texts.tf("value-just-talk", &[("days", (*days).into())]),
    }
}

/// Whole days from one date to another.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use jiff::civil::{date, time};

    #[test]
    fn reasons_are_short_sentences_of_the_field() {
        let ru = Texts::new(Lang::Ru);
        let today = date(2026, 11, 23);
        let contact = crate::domain::ContactId(uuid::Uuid::nil());
        let promised = |day, time| Reason::Promised {
            date: day,
            time,
            text: String::new(),
        };
        let birthday = |day| Reason::Birthday {
            contact,
            name: "Мария Ким".to_owned(),
            date: day,
        };
        for (found, expected) in [
            (
                promised(today, Some(time(15, 0, 0, 0))),
                "обещан звонок на 15:00",
            ),
            (promised(today, None), "обещан звонок"),
            (
                promised(date(2026, 10, 20), None),
                "обещание просрочено на 34 дня",
            ),
            (
                Reason::AwaitsDecision { count: 2, days: 9 },
                "ждём 2 решения, 9 дней",
            ),
            (
                Reason::AwaitsDecision { count: 5, days: 1 },
                "ждём 5 решений, 1 день",
            ),
            (
                Reason::CadenceDue {
                    days_silent: 14,
                    every: 7,
                },
                "14 дней тишины при ритме 7",
            ),
            (Reason::OnboardingDay(30), "первый месяц: день 30"),
            (
                birthday(date(2026, 11, 24)),
                "день рождения: Мария Ким, завтра",
            ),
            (
                birthday(date(2026, 11, 26)),
                "день рождения: Мария Ким, 26 ноября",
            ),
            (Reason::Unanswered(3), "3 недозвона подряд"),
            (
                Reason::NeverTouched { days: 0 },
                "ещё не разговаривали, клиент новый",
            ),
        ] {
            assert_eq!(reason(&ru, &found, today), expected);
        }
        assert_eq!(
            value(&ru, &Value::SpendFell(24)),
            "расход упал на 24\u{a0}% к прошлым месяцам"
        );
    }
}
