//! A calendar month, the grain of spend.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A month, counted from January of year 0; ordinary arithmetic steps by months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// Month `1..=12` of `year`; other month numbers carry over into other years.
    #[must_use]
    pub const fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, `1..=12`.
    #[must_use]
    pub const fn month(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The month `n` later (earlier when negative).
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Self(self.0 + n)
    }
}

impl From<Date> for Month {
    fn from(date: Date) -> Self {
        Self::new(i32::from(date.year()), i32::from(date.month()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// The text is not `YYYY-MM` with a month of 1 to 12.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a month: {0}")]
pub struct NotAMonth(pub String);

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let bad = || NotAMonth(s.to_owned());
        let (year, month) = s.trim().split_once('-').ok_or_else(bad)?;
        let (year, month): (i32, i32) = (
            year.parse().map_err(|_| bad())?,
            month.parse().map_err(|_| bad())?,
        );
        if (1900..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Self::new(year, month))
        } else {
            Err(bad())
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_text() {
        let december = Month::new(2025, 12);
        assert_eq!(december.plus(1).to_string(), "2026-01");
        assert_eq!(december.plus(-12).to_string(), "2024-12");
        assert_eq!("2026-11".parse::<Month>().unwrap(), Month::new(2026, 11));
        for bad in ["2026-13", "2026", "26-1-1", "", "мар-2026"] {
            assert!(bad.parse::<Month>().is_err(), "{bad}");
        }
    }
}
