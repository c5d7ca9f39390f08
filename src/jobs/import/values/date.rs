//! Dates and months. Whether day or month comes first is decided by the whole column (formats: rule 5).

use jiff::civil::{Date, DateTime, Time, date};

use crate::domain::Month;

/// What the cells of a column tell about `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Order {
    day_first: bool,
    month_first: bool,
}

/// Why a cell is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotADate {
    /// Not a date, or none of the calendar (31.02).
    Bad,
    /// Day or month first: nothing in the column says.
    Ambiguous,
}

fn slashed(cell: &str) -> Option<(u32, u32)> {
    let mut parts = cell.trim().split('/');
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() >= 4).then_some(())?;
    Some((a.trim().parse().ok()?, b.trim().parse().ok()?))
}

impl Order {
    /// Takes one cell of the column into account.
    pub(crate) fn learn(&mut self, cell: &str) {
        if cell.contains('/')
            && let Some((a, b)) = slashed(cell)
        {
            self.day_first |= a > 12;
            self.month_first |= b > 12;
        }
    }
}

/// Numbers of a text that is nothing but numbers and one separator.
fn numbers(text: &str, by: char) -> Option<[u32; 3]> {
    let mut parts = text.split(by).map(|p| p.trim().parse::<u32>());
    let three = [
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ];
    parts.next().is_none().then_some(three)
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    // Two-digit years of exports are of this century.
    let year = if year < 100 { year + 2000 } else { year };
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn time(text: &str) -> Option<Time> {
    let lower = text
        .trim()
        .trim_end_matches(['Z', 'z'])
        .to_ascii_lowercase();
    let clock = lower.trim_end_matches(['a', 'p', 'm', ' ']);
    let clock = clock.split(['+', '.']).next().unwrap_or_default();
    let mut parts = clock.split(':').map(|p| p.parse::<i8>());
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    let hour = match (hour, lower.ends_with("pm"), lower.ends_with("am")) {
        (12, false, true) => 0,
        (1..12, true, _) => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// A date with its time of day (midnight when none is written); `Ok(None)`: the cell has no data.
pub(crate) fn moment(cell: &str, order: Order) -> Result<Option<DateTime>, NotADate> {
    let cell = cell.trim().trim_start_matches('\'');
    if cell.is_empty() || cell.chars().all(|c| matches!(c, '-' | '—' | '–')) {
        return Ok(None);
    }
    let cut = cell.find(['T', ' ']).unwrap_or(cell.len());
    let (head, tail) = cell.split_at(cut);
    let tail = tail.trim_start_matches(['T', ' ']);
    let found = if let Some([y, m, d]) = numbers(head, '-') {
        if y > 31 { day(y, m, d) } else { day(d, m, y) }
    } else if let Some([d, m, y]) = numbers(head, '.') {
        if d > 31 { day(d, m, y) } else { day(y, m, d) }
    } else if let Some([a, b, c]) = numbers(head, '/') {
        if a > 31 {
            day(a, b, c)
        } else if a > 12 {
            day(c, b, a)
        } else if b > 12 {
            day(c, a, b)
        } else if order.day_first != order.month_first {
            if order.day_first {
                day(c, b, a)
            } else {
                day(c, a, b)
            }
        } else if a == b {
            day(c, a, b)
        } else {
            return Err(NotADate::Ambiguous);
        }
    } else {
        // A spreadsheet's day number, counted from 30 December 1899.
        return match cell.parse::<i32>() {
            Ok(serial @ 20_000..80_000) => date(1899, 12, 30)
                .checked_add(jiff::Span::new().days(serial))
                .map(|d| Some(d.to_datetime(Time::midnight())))
                .map_err(|_| NotADate::Bad),
            _ => Err(NotADate::Bad),
        };
    };
    let found = found.ok_or(NotADate::Bad)?;
    let clock = if tail.is_empty() {
        Time::midnight()
    } else {
        time(tail).ok_or(NotADate::Bad)?
    };
    Ok(Some(found.to_datetime(clock)))
}

/// Beginnings of month names, January first: Russian, English, German and French where they differ.
const MONTHS: [&[&str]; 12] = [
    &["янв", "jan"],
    &["фев", "feb", "fév", "fev"],
    &["мар", "mar", "mär"],
    &["апр", "apr", "avr"],
    &["мая", "май", "may", "mai"],
    &["июн", "jun", "juin"],
    &["июл", "jul", "juil"],
    &["авг", "aug", "aoû"],
    &["сен", "sep"],
    &["окт", "oct", "okt"],
    &["ноя", "nov"],
    &["дек", "dec", "dez", "déc"],
];

/// A month: `2026-11`, `11.2026`, `11/2026`, `ноя 2026`, `November 2026`, or any date of it.
pub(crate) fn month(cell: &str, order: Order) -> Result<Option<Month>, NotADate> {
    if let Some(month) = plain_month(cell.as_bytes()) {
        return Ok(Some(month));
    }
    let text = cell.trim().trim_start_matches('\'');
    let parts: Vec<&str> = text
        .split(['.', '/', '-', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    if let [a, b] = parts.as_slice() {
        let (year, other) = if a.len() == 4 && a.parse::<u16>().is_ok() {
            (a, b)
        } else {
            (b, a)
        };
        let year: i32 = match (year.len(), year.parse::<u16>()) {
            (4, Ok(year)) => i32::from(year),
            (2, Ok(year)) if other.parse::<u16>().is_err() => 2000 + i32::from(year),
            _ => return Err(NotADate::Bad),
        };
        let month = match other.parse::<i32>() {
            Ok(month) => month,
            Err(_) => named(other).ok_or(NotADate::Bad)?,
        };
        return if (1..=12).contains(&month) && (1900..=2200).contains(&year) {
            Ok(Some(Month::new(year, month)))
        } else {
            Err(NotADate::Bad)
        };
    }
    // `ноябрь 2026 г.`
    if let [name, year, "г" | "г." | "года"] = parts.as_slice() {
        return month(&format!("{name} {year}"), order);
    }
    Ok(moment(text, order)?.map(|m| Month::from(m.date())))
}

fn named(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    // `juin` and `juil` share no prefix with other entries shorter than themselves; `июн`/`июл` neither.
    let index = MONTHS
        .iter()
        .position(|names| names.iter().any(|n| word.starts_with(n)))?;
    i32::try_from(index + 1).ok()
}

fn plain_month(cell: &[u8]) -> Option<Month> {
    let digit = |i: usize| {
        let b = cell.get(i).filter(|b| b.is_ascii_digit())?;
        Some(i32::from(b - b'0'))
    };
    if cell.len() != 7 || cell.get(4) != Some(&b'-') {
        return None;
    }
    let year = digit(0)? * 1000 + digit(1)? * 100 + digit(2)? * 10 + digit(3)?;
    let month = digit(5)? * 10 + digit(6)?;
    ((1..=12).contains(&month) && (1900..=2200).contains(&year)).then(|| Month::new(year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        use NotADate::{Ambiguous, Bad};
        let ok = |text: &str| Ok(Some(text.parse::<DateTime>().unwrap()));
        for (name, column, cell, expected) in [
            ("iso", "", "2026-03-01", ok("2026-03-01T00:00:00")),
            (
                "iso with time",
                "",
                "2026-03-01T10:20:30Z",
                ok("2026-03-01T10:20:30"),
            ),
            (
                "russian",
                "",
                "01.03.2026 11:01:13",
                ok("2026-03-01T11:01:13"),
            ),
            ("minutes", "", "1.3.2026 9:05", ok("2026-03-01T09:05:00")),
            ("31 February", "", "31.02.2026", Err(Bad)),
            ("words", "", "не закрыта", Err(Bad)),
            (
                "slash that tells",
                "",
                "31/03/2026",
                ok("2026-03-31T00:00:00"),
            ),
            (
                "slash american",
                "",
                "03/31/2026 1:05 PM",
                ok("2026-03-31T13:05:00"),
            ),
            ("slash alone", "", "03/04/2026", Err(Ambiguous)),
            (
                "slash by its column",
                "31/01/2026",
                "03/04/2026",
                ok("2026-04-03T00:00:00"),
            ),
            (
                "slash by an american column",
                "01/31/2026",
                "03/04/2026",
                ok("2026-03-04T00:00:00"),
            ),
            (
                "same either way",
                "",
                "04/04/2026",
                ok("2026-04-04T00:00:00"),
            ),
            ("spreadsheet", "", "46082", ok("2026-03-01T00:00:00")),
            ("empty", "", " ", Ok(None)),
            ("dash", "", "—", Ok(None)),
        ] {
            let mut order = Order::default();
            order.learn(column);
            order.learn(cell);
            assert_eq!(moment(cell, order), expected, "{name}");
        }
    }

    #[test]
    fn months() {
        let november = Ok(Some(Month::new(2026, 11)));
        for text in [
            "2026-11",
            "11.2026",
            "11/2026",
            "2026/11",
            "ноя 2026",
            "Ноябрь 2026",
            "ноябрь 2026 г.",
            "November 2026",
            "Nov-26",
            "2026-11-15",
            "15.11.2026",
            "нояб. 2026",
        ] {
            assert_eq!(month(text, Order::default()), november, "{text}");
        }
        assert_eq!(
            month("июл 2025", Order::default()),
            Ok(Some(Month::new(2025, 7)))
        );
        assert_eq!(
            month("juin 2025", Order::default()),
            Ok(Some(Month::new(2025, 6)))
        );
        for text in ["13.2026", "2026-13", "весна 2026", "26-11"] {
            assert!(month(text, Order::default()).is_err(), "{text}");
        }
    }
}
