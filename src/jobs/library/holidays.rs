//! The work calendar and greet days: `assets/holidays/ru.toml`, and the person's own `holidays.toml` over it.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::entries::{self, Entry, Source};
use crate::domain::greet_day::Yearly;
use crate::domain::{Bilingual, Calendar, GreetDay, LibraryFault, LibraryProblem};

/// Tables such a file may have.
const KEYS: [&str; 3] = ["year", "statutory", "greet"];
/// Years the statutory days are laid out for after the last decreed one.
const AHEAD: i16 = 10;

/// Files by country.
const SHIPPED: [(&str, &str); 1] = [("ru", include_str!("../../../assets/holidays/ru.toml"))];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenYear {
    year: i16,
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    working: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStatutory {
    id: String,
    days: Vec<String>,
    moves: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGreet {
    id: String,
    on: String,
    #[serde(default)]
    ahead: i64,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    name: Bilingual,
}

/// What the files add up to.
#[derive(Default)]
struct Found {
    off: BTreeSet<Date>,
    working: BTreeSet<Date>,
    greetings: Vec<GreetDay>,
}

/// The calendar of a country (`None`: the plain week) with the person's own days, and the days of greeting.
pub(super) fn load(
    country: Option<&str>,
    own: Option<&Path>,
    problems: &mut Vec<LibraryProblem>,
) -> (Calendar, Vec<GreetDay>) {
    let mut found = Found::default();
    let shipped = SHIPPED.iter().find(|(name, _)| Some(*name) == country);
    if let Some((name, text)) = shipped {
        let source = Source {
            name: format!("holidays/{name}.toml"),
            text: (*text).to_owned(),
        };
        take(&source, &mut found, problems);
    }
    if let Some(path) = own.map(|dir| dir.join("holidays.toml")) {
        let name = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => take(&Source { name, text }, &mut found, problems),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => problems.push(LibraryProblem {
                file: name,
                line: 0,
                entry: String::new(),
                fault: LibraryFault::Entry(error.to_string()),
            }),
        }
    }
    (Calendar::with(found.off, found.working), found.greetings)
}

fn take(source: &Source, found: &mut Found, problems: &mut Vec<LibraryProblem>) {
    let mut told = Vec::new();
    let mut last = None;
    for Entry { line, value } in entries::read::<WrittenYear>(source, "year", &KEYS, problems) {
        last = last.max(Some(value.year));
        let mut put = |texts: &[String], to: fn(&mut Found, Date)| {
            for text in texts {
                match month_day(text).and_then(|(m, d)| Date::new(value.year, m, d).ok()) {
                    Some(date) => to(found, date),
                    None => told.push((line, value.year.to_string(), text.clone())),
                }
            }
        };
        // What a later file says of a day replaces what an earlier one did.
        put(&value.off, |found, date| {
            found.working.remove(&date);
            found.off.insert(date);
        });
        put(&value.working, |found, date| {
            found.off.remove(&date);
            found.working.insert(date);
        });
    }
    let mut known = Vec::new();
    let statutory = entries::read::<WrittenStatutory>(source, "statutory", &KEYS, &mut known);
    let years = last.map_or(0..0, |last| last + 1..last + 1 + AHEAD);
    for Entry { line, value } in &statutory {
        for text in &value.days {
            let Some((month, day)) = month_day(text) else {
                told.push((*line, value.id.clone(), text.clone()));
                continue;
            };
            let dates = years.clone().filter_map(|y| Date::new(y, month, day).ok());
            found.off.extend(dates);
        }
    }
    for Entry { value, .. } in statutory.iter().filter(|entry| entry.value.moves) {
        for (month, day) in value.days.iter().filter_map(|text| month_day(text)) {
            for date in years.clone().filter_map(|y| Date::new(y, month, day).ok()) {
                move_on(date, &mut found.off);
            }
        }
    }
    for Entry { line, value } in entries::read::<WrittenGreet>(source, "greet", &KEYS, &mut known) {
        found.greetings.retain(|day| day.id != value.id);
        if value.on == "never" {
            continue;
        }
        let named = !value.name.ru.is_empty() && !value.name.en.is_empty();
        match yearly(&value.on).filter(|_| named) {
            Some(on) => found.greetings.push(GreetDay {
                id: value.id,
                name: value.name,
                on,
                ahead: value.ahead.clamp(0, 60),
                tags: value.tags,
            }),
            None => told.push((line, value.id, value.on)),
        }
    }
    // The file was read once for each table: what is wrong with the file itself is told once.
    known.retain(|problem| !problems.contains(problem));
    problems.append(&mut known);
    problems.extend(told.into_iter().map(|(line, entry, text)| LibraryProblem {
        file: source.name.clone(),
        line,
        entry,
        fault: LibraryFault::Entry(format!(
            "`{text}`: expected MM-DD, MM-sun2, MM-sun-last or day256"
        )),
    }));
}

/// A day off that falls on a weekend is given back on the next workday.
fn move_on(date: Date, off: &mut BTreeSet<Date>) {
    if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return;
    }
    let next = Calendar::with(off.iter().copied(), []).next_workday(date);
    off.insert(next);
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.trim().split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year: 29 February is a day, though not of every year.
    Date::new(2028, month, day).ok()?;
    Some((month, day))
}

fn yearly(text: &str) -> Option<Yearly> {
    let text = text.trim();
    if let Some(day) = text.strip_prefix("day") {
        let day: i16 = day.parse().ok()?;
        return (1..=365).contains(&day).then_some(Yearly::Ordinal(day));
    }
    if let Some((month, day)) = month_day(text) {
        return Some(Yearly::Day { month, day });
    }
    let (month, rest) = text.split_once('-')?;
    let month: i8 = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    let weekday = match rest.get(..3)? {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    };
    let nth = match rest.get(3..)? {
        "-last" => -1,
        n => n.parse().ok().filter(|n| (1..=5).contains(n))?,
    };
    Some(Yearly::Weekday {
        month,
        weekday,
        nth,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn shipped() -> (Calendar, Vec<GreetDay>) {
        let mut problems = Vec::new();
        let loaded = load(Some("ru"), None, &mut problems);
        assert_eq!(problems, []);
        loaded
    }

    #[test]
    fn the_decreed_years_have_as_many_workdays_as_the_printed_calendar() {
        let (calendar, _) = shipped();
        // Workdays of a five-day week by month, as the production calendars of the years print them.
        for (year, months) in [
            (2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]),
            (2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]),
        ] {
            let mut got = [0; 12];
            let mut day = date(year, 1, 1);
            while day.year() == year {
                let month = usize::try_from(day.month() - 1).unwrap();
                got[month] += i32::from(calendar.is_workday(day));
                day = day.tomorrow().unwrap();
            }
            assert_eq!(got, months, "{year}");
        }
        for (day, worked) in [
            (date(2025, 11, 1), true),
            (date(2025, 11, 3), false),
            (date(2025, 12, 31), false),
            (date(2026, 1, 9), false),
            (date(2026, 1, 12), true),
            (date(2026, 5, 11), false),
            (date(2026, 11, 4), false),
            (date(2026, 12, 31), false),
        ] {
            assert_eq!(calendar.is_workday(day), worked, "{day}");
        }
    }

    #[test]
    fn years_not_decreed_yet_follow_the_law() {
        let (calendar, _) = shipped();
        for (day, worked) in [
            (date(2027, 1, 8), false),
            // 1 January 2027 is a Friday: the 2nd and 3rd are only moved by a decree.
            (date(2027, 1, 11), true),
            (date(2027, 2, 23), false),
            // 1 May is a Saturday, 9 May a Sunday, 12 June a Saturday.
            (date(2027, 5, 3), false),
            (date(2027, 5, 10), false),
            (date(2027, 6, 14), false),
            (date(2027, 6, 15), true),
            (date(2027, 12, 31), true),
        ] {
            assert_eq!(calendar.is_workday(day), worked, "{day}");
        }
    }

    #[test]
    fn the_own_file_is_laid_over() {
        let dir = tempfile::tempdir().unwrap();
        let own = r#"
[[year]]
year = 2026
off = ["12-30", "13-01"]
working = ["12-31"]

[[greet]]
id = "programmer"
on = "never"

[[greet]]
id = "ours"
on = "04-fri1"
ahead = 2
name = { ru = "Наш день", en = "Our day" }

[[greet]]
id = "spoilt"
on = "каждый год"
name = { ru = "Какой-то", en = "Some" }
"#;
        std::fs::write(dir.path().join("holidays.toml"), own).unwrap();
        let mut problems = Vec::new();
        let (calendar, greetings) = load(Some("ru"), Some(dir.path()), &mut problems);
        assert!(!calendar.is_workday(date(2026, 12, 30)));
        assert!(calendar.is_workday(date(2026, 12, 31)));
        assert!(!calendar.is_workday(date(2026, 11, 4)), "the rest stays");
        let ids: Vec<&str> = greetings.iter().map(|d| d.id.as_str()).collect();
        assert!(
            !ids.contains(&"programmer") && ids.contains(&"ours"),
            "{ids:?}"
        );
        let told: Vec<(usize, &str)> = problems
            .iter()
            .map(|p| (p.line, p.entry.as_str()))
            .collect();
        assert_eq!(told, [(2, "2026"), (17, "spoilt")], "{problems:?}");
        let (plain, greetings) = load(None, None, &mut Vec::new());
        assert!(plain.is_workday(date(2026, 11, 4)) && greetings.is_empty());
    }
}
