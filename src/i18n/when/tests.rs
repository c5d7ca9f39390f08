use jiff::civil::{Date, date, time};
use jiff::{Zoned, tz::TimeZone};
use proptest::prelude::*;

use super::*;
use crate::i18n::{Lang, Texts};

/// Monday 23 November 2026, 10:30 in Moscow.
fn monday() -> Zoned {
    at(date(2026, 11, 23), "Europe/Moscow")
}

fn at(day: Date, zone: &str) -> Zoned {
    day.at(10, 30, 0, 0)
        .to_zoned(TimeZone::get(zone).unwrap())
        .unwrap()
}

fn show(result: Result<When, WhenError>) -> String {
    match result {
        Ok(When { date, time: None }) => date.to_string(),
        Ok(When {
            date,
            time: Some(time),
        }) => format!("{date} {}", time.strftime("%H:%M")),
        Err(WhenError::NotUnderstood { rest }) => format!("? {rest}"),
        Err(other) => format!("{other:?}"),
    }
}

fn check(now: &Zoned, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(show(parse_when(text, now)), *expected, "{text}");
    }
}

#[test]
fn days_near_today() {
    check(
        &monday(),
        &[
            ("сегодня", "2026-11-23"),
            ("Завтра", "2026-11-24"),
            ("послезавтра", "2026-11-25"),
            ("today", "2026-11-23"),
            ("TOMORROW", "2026-11-24"),
            ("day after tomorrow", "2026-11-25"),
            ("the day after tomorrow at 15:00", "2026-11-25 15:00"),
            ("вчера", "InPast"),
            ("yesterday", "InPast"),
        ],
    );
}

#[test]
fn weekdays() {
    check(
        &monday(),
        &[
            ("пт", "2026-11-27"),
            ("в пятницу", "2026-11-27"),
            ("до пятницы", "2026-11-27"),
            ("к среде", "2026-11-25"),
            ("во вторник", "2026-11-24"),
            ("вс", "2026-11-29"),
            ("fri", "2026-11-27"),
            ("on Friday", "2026-11-27"),
            ("this friday", "2026-11-27"),
            ("в эту субботу", "2026-11-28"),
            ("понедельник", "2026-11-30"),
            ("пн 15:00", "2026-11-23 15:00"),
            ("пн 9:00", "2026-11-30 09:00"),
            ("next friday", "2026-12-04"),
            ("следующий вторник", "2026-12-01"),
            ("в следующую среду в 11", "2026-12-02 11:00"),
            ("next week", "2026-11-30"),
            ("на следующей неделе", "2026-11-30"),
            ("в пт на следующей неделе", "2026-12-04"),
            ("на этой неделе в чт", "2026-11-26"),
        ],
    );
    check(
        &at(date(2026, 11, 29), "Europe/Moscow"),
        &[
            ("следующий вторник", "2026-12-01"),
            ("вс", "2026-12-06"),
            ("пн", "2026-11-30"),
            ("конец недели", "2026-12-04"),
        ],
    );
}

#[test]
fn lengths_of_time() {
    check(
        &monday(),
        &[
            ("через 2 нед", "2026-12-07"),
            ("через неделю", "2026-11-30"),
            ("через две недели", "2026-12-07"),
            ("через 2 недели в пятницу", "2026-12-11"),
            ("через 3 дня", "2026-11-26"),
            ("через день", "2026-11-24"),
            ("через месяц", "2026-12-23"),
            ("через полгода", "2027-05-23"),
            ("через год", "2027-11-23"),
            ("через 2 года", "2028-11-23"),
            ("через пару дней", "2026-11-25"),
            ("in 2 weeks", "2026-12-07"),
            ("in a month", "2026-12-23"),
            ("in a couple of weeks", "2026-12-07"),
            ("in half a year", "2027-05-23"),
            ("in a week at 3pm", "2026-11-30 15:00"),
            ("+3d", "2026-11-26"),
            ("+2w", "2026-12-07"),
            ("2w", "2026-12-07"),
            ("2 нед", "2026-12-07"),
            ("3 дня", "2026-11-26"),
            ("5мес", "2027-04-23"),
            ("через 2 часа", "2026-11-23 12:30"),
            ("in 45 minutes", "2026-11-23 11:15"),
            ("через полчаса", "2026-11-23 11:00"),
            ("half an hour", "2026-11-23 11:00"),
            ("через час", "2026-11-23 11:30"),
            ("через 20 часов", "2026-11-24 06:30"),
            ("через", "? через"),
            ("через пятницу", "? через пятницу"),
            ("через 99999999 лет", "NoSuchDate"),
        ],
    );
    check(
        &at(date(2027, 1, 31), "Europe/Moscow"),
        &[("через месяц", "2027-02-28"), ("31 числа", "2027-01-31")],
    );
}

#[test]
fn days_of_the_calendar() {
    check(
        &monday(),
        &[
            ("27.11", "2026-11-27"),
            ("27.11.", "2026-11-27"),
            ("27.11.2026", "2026-11-27"),
            ("5.01.27", "2027-01-05"),
            ("27 ноября", "2026-11-27"),
            ("27 ноября 2027 года", "2027-11-27"),
            ("27 ноя", "2026-11-27"),
            ("27ноя", "2026-11-27"),
            ("1-го декабря", "2026-12-01"),
            ("27 nov", "2026-11-27"),
            ("Nov 27", "2026-11-27"),
            ("november 27th, 2027", "2027-11-27"),
            ("the 5th of december", "2026-12-05"),
            ("3 мая", "2027-05-03"),
            ("2026-11-27", "2026-11-27"),
            ("2026-11-27T15:00", "2026-11-27 15:00"),
            ("пт 27 ноя", "2026-11-27"),
            ("чт 27 ноя", "NoSuchDate"),
            ("1 числа", "2026-12-01"),
            ("23 числа", "2026-11-23"),
            ("до 15-го", "2026-12-15"),
            ("31 числа", "2026-12-31"),
            ("5th", "2026-12-05"),
            ("22.11", "2027-11-22"),
            ("29.02", "2028-02-29"),
            ("31.02", "NoSuchDate"),
            ("31 февраля", "NoSuchDate"),
            ("27.13", "NoSuchDate"),
            ("32 числа", "NoSuchDate"),
            ("29.02.2027", "NoSuchDate"),
            ("22.11.2026", "InPast"),
            ("2020-01-01", "InPast"),
            ("конец месяца", "2026-11-30"),
            ("до конца месяца", "2026-11-30"),
            ("в конце следующего месяца", "2026-12-31"),
            ("end of month", "2026-11-30"),
            ("end of the month", "2026-11-30"),
            ("by end of next week", "2026-12-04"),
            ("eow", "2026-11-27"),
            ("к концу недели", "2026-11-27"),
            ("конец года", "2026-12-31"),
            ("в начале месяца", "2026-12-01"),
            ("next month", "2026-12-01"),
            ("ноябрь", "? ноябрь"),
        ],
    );
}

#[test]
fn hours() {
    check(
        &monday(),
        &[
            ("15:00", "2026-11-23 15:00"),
            ("9:00", "2026-11-24 09:00"),
            ("10:30", "2026-11-24 10:30"),
            ("в 15", "2026-11-23 15:00"),
            ("в 15.30", "2026-11-23 15:30"),
            ("15.30", "NoSuchDate"),
            ("в 27.11", "2026-11-27"),
            ("at 3pm", "2026-11-23 15:00"),
            ("3:30 pm", "2026-11-23 15:30"),
            ("12am", "2026-11-24 00:00"),
            ("12pm", "2026-11-23 12:00"),
            ("в 3", "2026-11-23 15:00"),
            ("в 3 часа дня", "2026-11-23 15:00"),
            ("в 3 дня", "2026-11-23 15:00"),
            ("в час дня", "2026-11-23 13:00"),
            ("в 8 утра", "2026-11-24 08:00"),
            ("в 7 вечера", "2026-11-23 19:00"),
            ("завтра вечером в 7", "2026-11-24 19:00"),
            ("в 03", "2026-11-24 03:00"),
            ("утром", "2026-11-24 09:00"),
            ("вечером", "2026-11-23 18:00"),
            ("завтра днём", "2026-11-24 14:00"),
            ("завтра с утра", "2026-11-24 09:00"),
            ("tomorrow in the morning", "2026-11-24 09:00"),
            ("noon", "2026-11-23 12:00"),
            ("до конца дня", "2026-11-23 18:00"),
            ("пт 15:00", "2026-11-27 15:00"),
            ("15:00, пт", "2026-11-27 15:00"),
            ("завтра 15 ч", "2026-11-24 15:00"),
            ("в пт после обеда", "2026-11-27 13:00"),
            ("завтра в 15 часов", "2026-11-24 15:00"),
            ("fri 15", "2026-11-27 15:00"),
            ("завтра 11", "2026-11-24 11:00"),
            ("27.11 15:00", "2026-11-27 15:00"),
            ("27 ноября в 15:30", "2026-11-27 15:30"),
            ("сегодня 10:30", "2026-11-23 10:30"),
            ("сегодня 9:00", "InPast"),
            ("23.11 в 9:00", "InPast"),
            ("25:00", "NoSuchDate"),
            ("12:60", "NoSuchDate"),
            ("в 25", "NoSuchDate"),
            ("13pm", "NoSuchDate"),
        ],
    );
}

#[test]
fn what_is_not_understood_is_named() {
    check(
        &monday(),
        &[
            ("", "Empty"),
            (" \t", "Empty"),
            ("когда-нибудь", "? когда-нибудь"),
            ("завтра Наверное утром", "? Наверное утром"),
            ("15", "? 15"),
            ("в", "? в"),
            ("завтра пт послезавтра", "? послезавтра"),
            ("пт вт", "? вт"),
            ("15:00 16:00", "? 16:00"),
            ("1.2.3.4", "? 1.2.3.4"),
            ("99999999999999999999", "? 99999999999999999999"),
            ("+", "? +"),
        ],
    );
}

#[test]
fn daylight_saving_moves_no_day() {
    // Berlin goes back on 25 October 2026 and forward on 28 March 2027.
    check(
        &at(date(2026, 10, 24), "Europe/Berlin"),
        &[
            ("tomorrow", "2026-10-25"),
            ("mon 9:00", "2026-10-26 09:00"),
            ("in a week", "2026-10-31"),
            ("in 24 hours", "2026-10-25 09:30"),
        ],
    );
    check(
        &at(date(2027, 3, 27), "Europe/Berlin"),
        &[("sun", "2027-03-28"), ("через 2 дня", "2027-03-29")],
    );
}

proptest! {
    #[test]
    fn a_shown_date_ahead_reads_back_to_itself(
        ahead in 0_i32..2000,
        minutes in 0_i8..60,
        hours in 0_i8..24,
        russian in any::<bool>(),
    ) {
        let now = monday();
        let today = now.date();
        let day = today + jiff::Span::new().days(ahead);
        let hour = time(hours, minutes, 0, 0);
        let texts = Texts::new(if russian { Lang::Ru } else { Lang::En });
        let whole = Ok(When { date: day, time: None });
        prop_assert_eq!(parse_when(&texts.date(day, today), &now), whole.clone());
        prop_assert_eq!(parse_when(&texts.date_long(day, today), &now), whole.clone());
        prop_assert_eq!(parse_when(&texts.date_with_weekday(day, today), &now), whole.clone());
        prop_assert_eq!(parse_when(&day.to_string(), &now), whole);
        if day > today {
            let shown = texts.date_time(day, hour, today);
            let expected = Ok(When { date: day, time: Some(hour) });
            prop_assert_eq!(parse_when(&shown, &now), expected);
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,24}") {
        let _ = parse_when(&text, &monday());
    }

    #[test]
    fn what_is_read_is_never_past(words in prop::collection::vec(
        prop::sample::select(vec![
            "завтра", "пт", "в", "15", "15:00", "через", "2", "нед", "следующий", "конец", "месяца",
            "27", "ноября", "next", "week", "in", "утром", "5th", "31.12", "+3d", "сегодня",
        ]), 1..5)
    ) {
        let now = monday();
        if let Ok(when) = parse_when(&words.join(" "), &now) {
            let end_of_day = time(23, 59, 0, 0);
            let moment = when.date.to_datetime(when.time.unwrap_or(end_of_day));
            prop_assert!(moment >= now.datetime());
        }
    }
}

#[test]
fn every_refusal_is_said_in_both_languages() {
    let cases = [
        (WhenError::Empty, "Когда?", "When?"),
        (
            WhenError::NotUnderstood {
                rest: "потом".to_owned(),
            },
            "«потом»",
            "“потом”",
        ),
        (WhenError::NoSuchDate, "нет", "no such"),
        (WhenError::InPast, "прошло", "past"),
    ];
    for (error, ru, en) in cases {
        let said = Texts::new(Lang::Ru).when_error(&error);
        assert!(said.contains(ru), "{said}");
        let said = Texts::new(Lang::En).when_error(&error);
        assert!(said.contains(en), "{said}");
    }
}
