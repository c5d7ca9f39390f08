//! What stands above the header of a report: its period and, in Direct, its campaign.

use jiff::civil::Date;

use crate::domain::fold::fold;
use crate::jobs::import::table::{Table, split};
use crate::jobs::import::values::date::{Order, moment};

/// Months in full and short, January first: ru (both cases), en, de, fr, folded.
const MONTHS: [&[&str]; 12] = [
    &[
        "январь",
        "января",
        "янв",
        "january",
        "januar",
        "janvier",
        "jan",
        "janv",
    ],
    &[
        "февраль",
        "февраля",
        "фев",
        "февр",
        "february",
        "februar",
        "février",
        "feb",
        "févr",
    ],
    &["март", "марта", "мар", "march", "märz", "mars", "mar"],
    &["апрель", "апреля", "апр", "april", "avril", "apr", "avr"],
    &["май", "мая", "may", "mai"],
    &["июнь", "июня", "июн", "june", "juni", "juin", "jun"],
    &[
        "июль", "июля", "июл", "july", "juli", "juillet", "jul", "juil",
    ],
    &["август", "августа", "авг", "august", "août", "aug"],
    &[
        "сентябрь",
        "сентября",
        "сен",
        "сент",
        "september",
        "septembre",
        "sep",
        "sept",
    ],
    &[
        "октябрь",
        "октября",
        "окт",
        "october",
        "oktober",
        "octobre",
        "oct",
        "okt",
    ],
    &[
        "ноябрь",
        "ноября",
        "ноя",
        "нояб",
        "november",
        "novembre",
        "nov",
    ],
    &[
        "декабрь",
        "декабря",
        "дек",
        "december",
        "dezember",
        "décembre",
        "dec",
        "dez",
        "déc",
    ],
];

/// The lines above the header, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// First and last day with the line that says so.
    pub(super) period: Option<(u64, Date, Date)>,
    /// Direct's screens name the one campaign there: name, number.
    pub(super) campaign: Option<(String, String)>,
}

impl Title {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let mut title = Self::default();
        for (line, text) in &table.preamble {
            // Spreadsheets put a title in quotes and delimiters behind it.
            let text = if text.starts_with('"') {
                split(text, table.delimiter).join(" ")
            } else {
                text.clone()
            };
            if title.campaign.is_none() {
                title.campaign = campaign(&text);
            }
            if title.period.is_none() {
                title.period = range(&text).map(|(from, to)| (*line, from, to));
            }
        }
        title
    }
}

/// `Кампания "Поиск | МСК" (№ 24251481), …`: the name and the number.
fn campaign(text: &str) -> Option<(String, String)> {
    let text = text.trim_start_matches([';', ' ', '"']);
    if !fold(text).starts_with("кампания ") {
        return None;
    }
    let sign = text.rfind('№')?;
    let number: String = text
        .get(sign..)?
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let head = text.get(..sign)?.trim_end_matches(['(', ' ']);
    let open = head.find(['"', '«', '“'])?;
    // The outer quotes are the title's, inner ones the name's.
    let mut name = head.get(open..)?.chars();
    (name.next(), name.next_back());
    let name = name.as_str();
    (!number.is_empty() && !name.is_empty()).then(|| (name.to_owned(), number))
}

/// A date as far as it is written.
#[derive(Debug, Default, Clone, Copy)]
struct Part {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

impl Part {
    fn first(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day.unwrap_or(1)).ok()
    }

    fn last(self) -> Option<Date> {
        let first = self.first()?;
        Some(if self.day.is_some() {
            first
        } else {
            first.last_of_month()
        })
    }
}

/// The last range of days (or single day, or month) a line tells: names of reports may hold dates too, but
/// the period comes last.
fn range(text: &str) -> Option<(Date, Date)> {
    let plain = text.replace(['–', '—', '‑'], " - ");
    let mut order = Order::default();
    let words = || {
        plain
            .split(|c: char| c.is_whitespace() || "\"(),;«»\u{feff}".contains(c))
            .filter(|w| !w.is_empty())
    };
    words().for_each(|w| order.learn(w));
    let mut parts: Vec<Part> = Vec::new();
    let mut now = Part::default();
    for word in words() {
        if let Some(date) = numeric(word, order) {
            parts.push(date);
            now = Part::default();
            continue;
        }
        let word = word.trim_end_matches('.');
        if let Ok(number) = word.parse::<i16>() {
            match number {
                1..=31 if now.day.is_none() => now.day = i8::try_from(number).ok(),
                1990..=2200
                    if now.month.is_some()
                        || (now.day.is_some()
                            && parts.last().is_some_and(|p| p.year.is_none())) =>
                {
                    now.year = Some(number);
                    parts.push(std::mem::take(&mut now));
                }
                _ => now = Part::default(),
            }
            continue;
        }
        let folded = fold(word);
        if let Some(month) = MONTHS.iter().position(|m| m.contains(&folded.as_str())) {
            now.month = i8::try_from(month + 1).ok();
        } else if matches!(folded.as_str(), "-" | "по" | "to" | "bis" | "au") {
            // `September 1 - 30, 2026`, `1 - 30 сентября 2026`: the rest is in the other date.
            if now.day.is_some() || now.month.is_some() {
                parts.push(std::mem::take(&mut now));
            }
        } else if !matches!(folded.as_str(), "г" | "года" | "с" | "from" | "von" | "du") {
            now = Part::default();
        }
    }
    let mut found = parts.iter().rev();
    let last = *found.next()?;
    let mut first = found.next().copied().unwrap_or(last);
    let mut last = last;
    first.year = first.year.or(last.year);
    first.month = first.month.or(last.month);
    last.month = last.month.or(first.month);
    Some((first.first()?, last.last()?))
}

/// A date in digits.
fn numeric(word: &str, order: Order) -> Option<Part> {
    let word = word.trim_matches(['.', '-']);
    if word.len() < 8 || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if !word.contains(['.', '-', '/']) {
        return None;
    }
    let date = moment(word, order).ok().flatten()?.date();
    Some(Part {
        day: Some(date.day()),
        month: Some(date.month()),
        year: Some(date.year()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_four_languages() {
        let september = Some("2026-09-01 2026-09-30");
        for (text, period) in [
            ("September 1, 2026 - September 30, 2026", september),
            ("\"September 1, 2026 - September 30, 2026\"", september),
            ("Sep 1 – 30, 2026", september),
            ("1 сентября 2026 г. – 30 сентября 2026 г.", september),
            ("1 - 30 сентября 2026 г.", september),
            ("1 septembre 2026 - 30 septembre 2026", september),
            ("1. September 2026 - 30. September 2026", september),
            ("01.09.2026–30.09.2026", september),
            ("9/1/2026 - 9/30/2026", september),
            ("с 01.09.2026 по 30.09.2026", september),
            (
                "CAMPAIGN_PERFORMANCE_REPORT сентябрь (2026-09-01 - 2026-09-30)",
                september,
            ),
            ("Сентябрь 2026", september),
            (
                "Кампания \"Маркет 2026\" (№ 5), период 01.09.2026 - 30.09.2026",
                september,
            ),
            ("15 сентября 2026", Some("2026-09-15 2026-09-15")),
            ("30.09.2026 - 01.09.2026", Some("2026-09-30 2026-09-01")),
            ("All time", None),
            ("Campaign report 2026", None),
            ("Maybe 12 markets", None),
            ("", None),
        ] {
            let found = range(text).map(|(a, b)| format!("{a} {b}"));
            assert_eq!(found.as_deref(), period, "{text}");
        }
    }

    #[test]
    fn the_campaign_of_a_title() {
        for (text, found) in [
            (
                "Кампания \"Поиск | МСК\" (№ 24251481), период 01.07.2026 - 03.07.2026",
                Some(("Поиск | МСК", "24251481")),
            ),
            (
                "Кампания «Двери \"Люкс\"» (№ 7)",
                Some(("Двери \"Люкс\"", "7")),
            ),
            ("Campaign report", None),
            ("Все кампании, период 01.07.2026 - 03.07.2026", None),
        ] {
            let expected = found.map(|(a, b)| (a.to_owned(), b.to_owned()));
            assert_eq!(campaign(text), expected, "{text}");
        }
    }
}
