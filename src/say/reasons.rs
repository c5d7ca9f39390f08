//! Why a client is on the list of a day, and what the call is for.

use jiff::civil::{Date, DateTime};

use super::agreements::bilingual;
use super::terms::solver_from;
use crate::domain::Side;
use crate::domain::agenda::{Reason, Value};
use crate::i18n::Texts;

/// All reasons of a call in words, the weightiest first.
#[must_use]
pub fn reasons(texts: &Texts, reasons: &[Reason], day: Date) -> String {
    reasons
        .iter()
        .map(|r| reason(texts, r, day))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// One reason for the list of `day`, short enough for a narrow pane.
#[must_use]
pub fn reason(texts: &Texts, reason: &Reason, day: Date) -> String {
    let late = |date: Date| i64::from((day - date).get_days());
    match reason {
        Reason::Promised { date, time, text } => with_text(
            match (late(*date), time) {
                (days @ 1.., _) => texts.tf("reason-promised-overdue", &[("days", days.into())]),
                (_, Some(time)) => {
                    texts.tf("reason-promised-at", &[("time", texts.time(*time).into())])
                }
                (_, None) => texts.t("reason-promised"),
            },
            text,
        ),
        Reason::PromiseDue { side, what, until } => {
            let args = [
                ("what", what.into()),
                ("date", texts.date(*until, day).into()),
                ("days", late(*until).into()),
            ];
            let id = match (side, late(*until)) {
                (Side::Client, _) => "reason-promise-client",
                (Side::Ours, 1..) => "reason-promise-overdue",
                (Side::Ours, 0) => "reason-promise-today",
                (Side::Ours, _) => "reason-promise-until",
            };
            texts.tf(id, &args)
        }
        Reason::ChecklistStep { title, text, .. } => texts.tf(
            "reason-checklist-step",
            &[("title", title.into()), ("text", text.into())],
        ),
        Reason::Planned { date, text } => {
            let args = [
                ("date", texts.date(*date, day).into()),
                ("text", text.into()),
            ];
            match (late(*date) > 0, text.is_empty()) {
                (false, true) => texts.t("reason-planned"),
                (false, false) => texts.tf("reason-planned-for", &args),
                (true, true) => texts.tf("reason-planned-overdue", &args),
                (true, false) => texts.tf("reason-planned-overdue-for", &args),
            }
        }
        Reason::CriticalProblem { count, title } => texts.tf(
            "reason-critical",
            &[("count", (*count).into()), ("title", title.into())],
        ),
        Reason::AnswerAwaited {
            from, what, days, ..
        } => texts.tf(
            "reason-answer",
            &[
                ("from", solver_from(texts, *from).into()),
                ("what", what.into()),
                ("days", (*days).into()),
            ],
        ),
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
            date,
            accepted,
            ..
        } => texts.tf(
            if *accepted {
                "reason-agreed-accepted"
            } else {
                "reason-agreed-postponed"
            },
            &[
                ("date", texts.date(*date, day).into()),
                ("title", title.into()),
            ],
        ),
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
        Reason::EffectToCheck { title, days, .. } => texts.tf(
            "reason-effect-to-check",
            &[("age", texts.age(*days).into()), ("title", title.into())],
        ),
        Reason::DraftsReady(count) => {
            texts.tf("reason-drafts-ready", &[("count", (*count).into())])
        }
        Reason::OnboardingDay(point) => texts.tf("reason-onboarding", &[("day", (*point).into())]),
        Reason::Birthday { name, date, .. } => {
            let when = near(texts, *date, day);
            texts.tf(
                "reason-birthday",
                &[("name", name.into()), ("when", when.into())],
            )
        }
        Reason::Unanswered(count) => texts.tf("reason-unanswered", &[("count", (*count).into())]),
        Reason::AnswerOwed {
            text,
            until,
            late,
            days,
            ..
        } => answer_owed(texts, text, *until, (*late, *days), day),
        Reason::Fire {
            text, slot, urgent, ..
        } => fire(texts, text, slot.filter(|_| !urgent), *urgent, day),
        Reason::Incident { text, .. } => texts.tf("reason-incident", &[("text", text.into())]),
        Reason::ByHand => texts.t("reason-by-hand"),
        Reason::Focus { score } => texts.tf("reason-focus", &[("score", i64::from(*score).into())]),
        Reason::Holiday { name, date } => texts.tf(
            "reason-holiday",
            &[
                ("name", bilingual(texts, name).into()),
                ("when", near(texts, *date, day).into()),
            ],
        ),
        Reason::NewsToTell { count, title } => texts.tf(
            "reason-news",
            &[("count", (*count).into()), ("title", title.into())],
        ),
    }
}

/// Today, tomorrow, or the date.
fn near(texts: &Texts, date: Date, day: Date) -> String {
    match (date - day).get_days() {
        0 => texts.t("today"),
        1 => texts.t("tomorrow"),
        _ => texts.date(date, day),
    }
}

/// An answer the client waits for; late by days it is told in days, by hours as far as the plan knew.
fn answer_owed(
    texts: &Texts,
    text: &str,
    until: Option<DateTime>,
    (late, days): (i64, i64),
    day: Date,
) -> String {
    let text = ("text", text.into());
    match until {
        Some(until) if late > 0 => {
            let over = i64::from((day - until.date()).get_days());
            let late = if over > 0 {
                texts.tf("count-days", &[("count", over.into())])
            } else {
                texts.duration(late)
            };
            texts.tf("reason-answer-late", &[("late", late.into()), text])
        }
        Some(until) if until.date() == day => {
            let time = texts.time(until.time());
            texts.tf("reason-answer-until", &[("time", time.into()), text])
        }
        _ if days > 0 => texts.tf("reason-answer-owed-days", &[("days", days.into()), text]),
        _ => texts.tf("reason-answer-owed", &[text]),
    }
}

fn fire(texts: &Texts, text: &str, slot: Option<DateTime>, urgent: bool, day: Date) -> String {
    let text = ("text", text.into());
    let Some(slot) = slot else {
        let id = if urgent {
            "reason-fire-urgent"
        } else {
            "reason-fire"
        };
        return texts.tf(id, &[text]);
    };
    let time = if slot.date() == day {
        texts.time(slot.time())
    } else {
        texts.date(slot.date(), day)
    };
    texts.tf("reason-fire-slot", &[("time", time.into()), text])
}

fn with_text(head: String, text: &str) -> String {
    if text.is_empty() {
        head
    } else {
        format!("{head}: {text}")
    }
}

/// What the manager adds by calling, one line.
#[must_use]
pub fn value(texts: &Texts, value: &Value) -> String {
    match value {
        Value::KeepPromise(text) => texts.tf("value-keep-promise", &[("text", text.into())]),
        Value::RemindPromise(what) => texts.tf("value-remind-promise", &[("what", what.into())]),
        Value::ChecklistStep(text) => texts.tf("value-checklist-step", &[("text", text.into())]),
        Value::SolveProblem(title) => texts.tf("value-solve-problem", &[("title", title.into())]),
        Value::AskAnswer(what) => texts.tf("value-ask-answer", &[("what", what.into())]),
        Value::AskDecision(title) => texts.tf("value-ask-decision", &[("title", title.into())]),
        Value::ReadyRecommendation(title) => {
            texts.tf("value-ready-recommendation", &[("title", title.into())])
        }
        Value::CheckEffect(title) => texts.tf("value-check-effect", &[("title", title.into())]),
        Value::GiveAnswer(text) => texts.tf("value-give-answer", &[("text", text.into())]),
        Value::PutOut(text) => texts.tf("value-put-out", &[("text", text.into())]),
        Value::TellNews(title) => texts.tf("value-tell-news", &[("title", title.into())]),
        Value::WorkFocus => texts.t("value-work-focus"),
        Value::Congratulate(name) => texts.tf("value-congratulate", &[("name", name.into())]),
        Value::GetAcquainted => texts.t("value-get-acquainted"),
        Value::SpendFell(percent) => texts.tf(
            "value-spend-fell",
            &[("percent", texts.percent(f64::from(*percent)).into())],
        ),
        Value::SpendGrew(percent) => texts.tf(
            "value-spend-grew",
            &[("percent", texts.percent(f64::from(*percent)).into())],
        ),
        Value::JustTalk { days } => texts.tf("value-just-talk", &[("days", (*days).into())]),
    }
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
        let with_text = Reason::Promised {
            date: today,
            time: None,
            text: "прислать смету".to_owned(),
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
            (with_text, "обещан звонок: прислать смету"),
            (promised(date(2026, 10, 20), None), "просрочено на 34 дня"),
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
                "день рождения: Мария Ким, 26 ноя",
            ),
            (Reason::Unanswered(3), "3 недозвона подряд"),
            (
                Reason::EffectToCheck {
                    recommendation: crate::domain::RecommendationId(uuid::Uuid::nil()),
                    title: "Цели".to_owned(),
                    days: 30,
                },
                "внедрено 4\u{a0}нед назад, эффект не проверен: Цели",
            ),
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
