//! One value of a row, and how text formats write it.

use std::borrow::Cow;

use jiff::Zoned;
use jiff::civil::Date;
use serde::ser::{SerializeMap, Serializer};

use crate::domain::Month;
use crate::domain::cell::guarded;
use crate::domain::money::decimal;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Free text: guarded in CSV.
    Text(String),
    /// Text this program made (an id, a term): never a formula.
    Plain(String),
    /// A whole number.
    Number(i64),
    /// A sum in minor units; a string in JSON, where numbers lose pennies.
    Amount(i64),
    /// A number with a fraction, as written.
    Decimal(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
    /// A moment in the zone of the export, told to the second.
    Time(Zoned),
    /// A month.
    Month(Month),
    /// Several texts.
    List(Vec<String>),
    /// Nothing known.
    Empty,
}

impl serde::Serialize for Cell {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => s.serialize_i64(*number),
            Self::Flag(flag) => s.serialize_bool(*flag),
            Self::List(items) => s.collect_seq(items),
            Self::Empty => s.serialize_none(),
            other => s.serialize_str(&other.text()),
        }
    }
}

impl Cell {
    /// The value in letters; a list as one text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Plain(text) | Self::Decimal(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
            Self::Amount(minor) => decimal(*minor).into(),
            Self::Flag(flag) => flag.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Time(at) => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().into(),
            Self::Month(month) => month.to_string().into(),
            Self::List(items) => {
                let mut text = items.join("; ");
                // One item with a comma in it must not read as two.
                if items.len() == 1 && text.contains(',') {
                    text.push(';');
                }
                text.into()
            }
            Self::Empty => "".into(),
        }
    }

    pub(super) fn into_csv(self) -> String {
        match &self {
            Self::Text(_) | Self::List(_) => guarded(&self.text()).into_owned(),
            _ => self.text().into_owned(),
        }
    }
}

/// One row as an object with its keys in the order of the columns.
pub(super) struct Object<'a>(pub(super) &'a [&'a str], pub(super) &'a [Cell]);

impl serde::Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (name, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}
