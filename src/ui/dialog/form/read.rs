//! Readers of one-line fields: what a person typed, said back in words, or why it is not understood.
//!
//! Each value has a `parse` half that gives the value and a reader half that gives the words under the
//! field. Readers are never asked about an empty line; whether that is allowed is the field's matter.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::domain::fold::fold;
use crate::domain::{Birthday, Hours, Zone};
use crate::i18n::{When, WhenError, parse_when};
use crate::ui::Cx;

/// Says back what was typed (may be empty), or what is wrong with it.
pub type Reader = fn(&str, &Cx<'_>) -> Result<String, String>;

/// «пт 27 ноя 15:00».
#[must_use]
pub fn when_words(when: When, cx: &Cx<'_>) -> String {
    let day = cx.texts.date_with_weekday(when.date, cx.today());
    match when.time {
        Some(time) => format!("{day} {}", cx.texts.time(time)),
        None => day,
    }
}

/// Date words that look ahead, with or without an hour.
///
/// # Errors
/// Words for what is not understood.
pub fn when(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_when(text, cx.now)
        .map(|when| when_words(when, cx))
        .map_err(|error| when_error(&error, cx))
}

/// Why date words gave no date.
#[must_use]
pub fn when_error(error: &WhenError, cx: &Cx<'_>) -> String {
    match error {
        WhenError::Empty => cx.texts.t("when-empty"),
        WhenError::NotUnderstood { rest } => cx
            .texts
            .tf("when-not-understood", &[("rest", rest.as_str().into())]),
        WhenError::NoSuchDate => cx.texts.t("when-no-such-date"),
        WhenError::InPast => cx.texts.t("when-in-past"),
    }
}

/// `1.11.2019`, `01.11.19` or `2019-11-01`: a day of any time. Two figures are of this century.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    let parts: Vec<&str> = text.split(['.', '-', '/']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let number: i16 = year.parse().ok()?;
    let year = match year.len() {
        2 => 2000 + number,
        4 => number,
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day as [`parse_day`] reads it.
#[must_use]
pub fn day_text(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// A day of any time, said back with its weekday.
///
/// # Errors
/// The form that would be accepted.
pub fn day(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_day(text)
        .map(|day| cx.texts.date_long(day, cx.today()))
        .ok_or_else(|| cx.texts.t("form-day-wrong"))
}

/// `27.11` or `27.11.1980`; the 29th of February is a birthday without a year too.
#[must_use]
pub fn parse_birthday(text: &str) -> Option<Birthday> {
    let text = text.trim().trim_end_matches('.');
    if let Some((day, month)) = text.split_once('.').filter(|(_, m)| !m.contains('.')) {
        let (day, month) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
        Date::new(2000, month, day).ok()?;
        return Some(Birthday {
            year: None,
            month,
            day,
        });
    }
    let year = text.rsplit(['.', '-']).next()?;
    if year.len() != 4 && text.split('-').next()?.len() != 4 {
        return None;
    }
    let date = parse_day(text)?;
    Some(Birthday {
        year: Some(date.year()),
        month: date.month(),
        day: date.day(),
    })
}

/// A birthday as [`parse_birthday`] reads it.
#[must_use]
pub fn birthday_text(birthday: Birthday) -> String {
    let day = format!("{:02}.{:02}", birthday.day, birthday.month);
    match birthday.year {
        Some(year) => format!("{day}.{year:04}"),
        None => day,
    }
}

/// A birthday in words: «27 ноября», with the year when it is known.
#[must_use]
pub fn birthday_words(birthday: Birthday, cx: &Cx<'_>) -> String {
    let month = cx.texts.t(&format!("month-of-{}", birthday.month));
    match birthday.year {
        Some(year) => format!("{} {month} {year}", birthday.day),
        None => format!("{} {month}", birthday.day),
    }
}

/// A birthday, said back.
///
/// # Errors
/// The form that would be accepted.
pub fn birthday(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_birthday(text)
        .map(|b| birthday_words(b, cx))
        .ok_or_else(|| cx.texts.t("form-birthday-wrong"))
}

fn parse_time(text: &str) -> Option<Time> {
    let (hour, minute) = text
        .trim()
        .split_once([':', '.'])
        .unwrap_or((text.trim(), "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// `9-18`, `09:00–18:30`: from earlier to later on one day.
#[must_use]
pub fn parse_hours(text: &str) -> Option<Hours> {
    let (from, to) = text.split_once(['-', '–', '—', ' '])?;
    let to = to.trim_start_matches(['-', '–', '—', ' ']);
    let (from, to) = (parse_time(from)?, parse_time(to)?);
    (from < to).then_some(Hours { from, to })
}

/// Hours as [`parse_hours`] reads them.
#[must_use]
pub fn hours_text(hours: Hours) -> String {
    let time = |t: Time| format!("{:02}:{:02}", t.hour(), t.minute());
    format!("{}–{}", time(hours.from), time(hours.to))
}

/// Hours; what is typed says itself, so only a mistake has words.
///
/// # Errors
/// The form that would be accepted.
pub fn hours(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_hours(text)
        .map(|_| String::new())
        .ok_or_else(|| cx.texts.t("form-hours-wrong"))
}

/// A whole number of days, `1..=3650`.
///
/// # Errors
/// What would be accepted.
pub fn days(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match text.trim().parse::<u16>() {
        Ok(days @ 1..=3650) => Ok(cx.texts.tf("cadence-days", &[("count", days.into())])),
        _ => Err(cx.texts.t("form-days-wrong")),
    }
}

/// A whole number of minutes, up to a day.
///
/// # Errors
/// What would be accepted.
pub fn minutes(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match text.trim().parse::<u16>() {
        Ok(0..=1440) => Ok(String::new()),
        _ => Err(cx.texts.t("form-minutes-wrong")),
    }
}

/// Zones of the field and the cities people type.
const ZONES: [(&str, &str); 16] = [
    ("Europe/Kaliningrad", "калининград"),
    ("Europe/Moscow", "москва петербург питер казань спб msk мск"),
    ("Europe/Samara", "самара ижевск"),
    (
        "Asia/Yekaterinburg",
        "екатеринбург челябинск уфа пермь тюмень",
    ),
    ("Asia/Omsk", "омск"),
    ("Asia/Novosibirsk", "новосибирск томск барнаул"),
    ("Asia/Krasnoyarsk", "красноярск кемерово"),
    ("Asia/Irkutsk", "иркутск"),
    ("Asia/Vladivostok", "владивосток хабаровск"),
    ("Europe/Minsk", "минск"),
    ("Asia/Almaty", "алматы астана"),
    ("Asia/Tbilisi", "тбилиси"),
    ("Europe/Berlin", "берлин"),
    ("Europe/London", "лондон"),
    ("Asia/Dubai", "дубай"),
    ("America/New_York", "нью-йорк new york"),
];

/// The known zones that what was typed may mean, the best first.
fn zones_like(text: &str) -> Vec<&'static str> {
    let typed = fold(text);
    if typed.is_empty() {
        return Vec::new();
    }
    let rank = |name: &str, cities: &str| {
        let name = fold(name);
        let city = name.split('/').next_back().unwrap_or_default();
        let word = |text: &str| text.split([' ', '-']).any(|w| w.starts_with(&typed));
        if city.starts_with(&typed) || word(cities) {
            Some(0)
        } else if name.contains(&typed) || cities.contains(&typed) {
            Some(1)
        } else {
            // Letters in order, with others between them: `nvsb`.
            let mut rest = name.chars();
            typed.chars().all(|c| rest.any(|n| n == c)).then_some(2)
        }
    };
    let mut found: Vec<_> = ZONES
        .iter()
        .filter_map(|(name, cities)| Some((rank(name, cities)?, *name)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, name)| name).collect()
}

/// The zone name that what was typed stands for, when it is not one itself.
#[must_use]
pub fn complete_zone(text: &str) -> Option<String> {
    match Zone::new(text) {
        Some(zone) => Some(zone.name().to_owned()),
        None => zones_like(text).first().map(|name| (*name).to_owned()),
    }
}

/// A zone with the time there now, or the zones that may be meant.
///
/// # Errors
/// That there is no such zone.
pub fn zone(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    if let Some(zone) = Zone::new(text) {
        return Ok(local_time(&zone.rules(), cx));
    }
    let found = zones_like(text);
    if found.is_empty() {
        return Err(cx.texts.t("form-zone-wrong"));
    }
    let few: Vec<&str> = found.into_iter().take(3).collect();
    let arrow = cx.theme.mark("→", "->");
    Ok(format!("{arrow} {}", few.join(", ")))
}

fn local_time(rules: &TimeZone, cx: &Cx<'_>) -> String {
    let there = cx.now.with_time_zone(rules.clone());
    cx.texts.tf(
        "form-zone-now",
        &[("time", cx.texts.time(there.time()).into())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_any_time() {
        for (text, expected) in [
            ("1.11.2019", Some(date(2019, 11, 1))),
            ("01.11.19", Some(date(2019, 11, 1))),
            ("2019-11-01", Some(date(2019, 11, 1))),
            (" 1/11/2019 ", Some(date(2019, 11, 1))),
            ("31.02.2020", None),
            ("1.11", None),
            ("1.11.119", None),
            ("вчера", None),
        ] {
            assert_eq!(parse_day(text), expected, "{text}");
        }
        assert_eq!(
            parse_day(&day_text(date(1985, 2, 3))),
            Some(date(1985, 2, 3))
        );
    }

    #[test]
    fn birthdays_with_and_without_a_year() {
        for (text, expected) in [
            ("27.11", Some((None, 11, 27))),
            ("27.11.", Some((None, 11, 27))),
            ("29.02", Some((None, 2, 29))),
            ("27.11.1980", Some((Some(1980), 11, 27))),
            ("1980-11-27", Some((Some(1980), 11, 27))),
            ("27.11.80", None),
            ("29.02.1981", None),
            ("30.02", None),
            ("скоро", None),
        ] {
            let read = parse_birthday(text);
            assert_eq!(read.map(|b| (b.year, b.month, b.day)), expected, "{text}");
            if let Some(birthday) = read {
                assert_eq!(parse_birthday(&birthday_text(birthday)), read);
            }
        }
    }

    #[test]
    fn hours_from_to() {
        for (text, expected) in [
            ("9-18", Some("09:00–18:00")),
            ("09:30 – 17:15", Some("09:30–17:15")),
            ("9 18", Some("09:00–18:00")),
            ("9.30—18", Some("09:30–18:00")),
            ("18-9", None),
            ("9-9", None),
            ("9", None),
            ("9-25", None),
        ] {
            assert_eq!(
                parse_hours(text).map(hours_text).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn zones_by_what_people_type() {
        for (text, expected) in [
            ("europe/moscow", Some("Europe/Moscow")),
            ("моск", Some("Europe/Moscow")),
            ("Питер", Some("Europe/Moscow")),
            ("новосиб", Some("Asia/Novosibirsk")),
            ("omsk", Some("Asia/Omsk")),
            ("nvsb", Some("Asia/Novosibirsk")),
            ("Pacific/Auckland", Some("Pacific/Auckland")),
            ("щщщ", None),
        ] {
            assert_eq!(complete_zone(text).as_deref(), expected, "{text}");
        }
        for (name, _) in ZONES {
            assert!(Zone::new(name).is_some(), "{name}");
        }
    }
}
