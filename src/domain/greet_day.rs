//! Days a manager greets clients on: national and professional ones (E14).

use jiff::civil::{Date, Weekday};

use super::{Bilingual, Client};

/// When in a year a day falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yearly {
    /// The same month and day every year.
    Day {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month, from 1.
        day: i8,
    },
    /// A weekday of a month: the second Sunday of August.
    Weekday {
        /// Month, 1 to 12.
        month: i8,
        /// Which weekday.
        weekday: Weekday,
        /// Which of them, 1 to 5; -1 for the last.
        nth: i8,
    },
    /// So many days into the year, from 1: the 256th is 13 September, 12 in a leap year.
    Ordinal(i16),
}

impl Yearly {
    /// The day in a year; `None` where the year has none (29 February).
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        let first = |month| Date::new(year, month, 1).ok();
        match self {
            Self::Day { month, day } => Date::new(year, month, day).ok(),
            Self::Weekday {
                month,
                weekday,
                nth,
            } => first(month)?.nth_weekday_of_month(nth, weekday).ok(),
            Self::Ordinal(day) => {
                let ahead = jiff::Span::new().days(i64::from(day) - 1);
                first(1)?.checked_add(ahead).ok()
            }
        }
    }
}

/// A day worth a greeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreetDay {
    /// Its stable name: `marketing`.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// When it falls.
    pub on: Yearly,
    /// Days before it from which the greeting is due.
    pub ahead: i64,
    /// Whose day it is: clients with one of these tags or industries; empty: everybody's.
    pub tags: Vec<String>,
}

impl GreetDay {
    /// The day it is celebrated when the greeting is due on `date`: on it, or up to `ahead` days before it.
    #[must_use]
    pub fn near(&self, date: Date) -> Option<Date> {
        [date.year(), date.year() + 1]
            .into_iter()
            .filter_map(|year| self.on.in_year(year))
            .find(|day| (0..=self.ahead).contains(&(day.duration_since(date).as_hours() / 24)))
    }

    /// Whether the day is the client's: everybody's, or one of its tags is named.
    #[must_use]
    pub fn is_for(&self, client: &Client) -> bool {
        self.tags.is_empty()
            || (client.tags.iter()).any(|tag| {
                let tag = tag.to_lowercase();
                self.tags.iter().any(|t| t.to_lowercase() == tag)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_a_year() {
        let sunday = |month, nth| Yearly::Weekday {
            month,
            weekday: Weekday::Sunday,
            nth,
        };
        for (name, on, year, expected) in [
            (
                "fixed",
                Yearly::Day { month: 10, day: 25 },
                2026,
                Some(date(2026, 10, 25)),
            ),
            (
                "second Sunday of August",
                sunday(8, 2),
                2026,
                Some(date(2026, 8, 9)),
            ),
            (
                "last Sunday of October",
                sunday(10, -1),
                2026,
                Some(date(2026, 10, 25)),
            ),
            ("256th", Yearly::Ordinal(256), 2026, Some(date(2026, 9, 13))),
            (
                "256th of a leap year",
                Yearly::Ordinal(256),
                2028,
                Some(date(2028, 9, 12)),
            ),
            ("29 February", Yearly::Day { month: 2, day: 29 }, 2026, None),
        ] {
            assert_eq!(on.in_year(year), expected, "{name}");
        }
    }

    #[test]
    fn greetings_fall_due_ahead_and_over_new_year() {
        let day = GreetDay {
            id: "new-year".into(),
            name: Bilingual::default(),
            on: Yearly::Day { month: 1, day: 1 },
            ahead: 7,
            tags: Vec::new(),
        };
        for (on, near) in [
            (date(2026, 12, 24), false),
            (date(2026, 12, 25), true),
            (date(2027, 1, 1), true),
            (date(2027, 1, 2), false),
        ] {
            assert_eq!(day.near(on).is_some(), near, "{on}");
        }
    }
}
