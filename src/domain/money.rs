//! Money as whole minor units (kopecks, cents) with a currency; never floating point.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 code, three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The rouble, the default of the field.
    pub const RUB: Self = Self(*b"RUB");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("RUB")
    }

    /// The three bytes, as stored.
    #[must_use]
    pub const fn bytes(self) -> [u8; 3] {
        self.0
    }
}

/// The text is not three ASCII letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code: {0}")]
pub struct NotACurrency(pub String);

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s.trim().as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|l| l.is_ascii_alphabetic()) => Ok(Self([
                a.to_ascii_uppercase(),
                b.to_ascii_uppercase(),
                c.to_ascii_uppercase(),
            ])),
            _ => Err(NotACurrency(s.to_owned())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units, 1/100 of the currency. Range: ±92 quadrillion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Hundredths of the currency.
    pub minor: i64,
    /// Which currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    /// The decimal string scripts rely on: `-1234.50 RUB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", decimal(self.minor), self.currency)
    }
}

/// Minor units as a plain decimal string with two places and a dot: `-0.05`, `1200.00`.
#[must_use]
pub fn decimal(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let abs = minor.unsigned_abs();
    format!("{sign}{}.{:02}", abs / 100, abs % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for (minor, text) in [
            (0, "0.00"),
            (-5, "-0.05"),
            (120_000, "1200.00"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(minor), text);
        }
    }

    #[test]
    fn currencies() {
        assert_eq!("rub".parse::<Currency>().unwrap(), Currency::RUB);
        assert!("рубль".parse::<Currency>().is_err());
        assert!("".parse::<Currency>().is_err());
    }
}
