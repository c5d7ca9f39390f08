//! The effect a recommendation promises, as people write it: `cpa -10..-20`.

use std::fmt;
use std::str::FromStr;

use super::Effect;
use crate::domain::Metric;

/// The most a promise may be off, hundredths of a percent: a thousand percent either way.
const FARTHEST: i32 = 100_000;

/// The text is not a metric followed by a range in percent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an effect: {0}")]
pub struct NotAnEffect(pub String);

impl Effect {
    /// A range in percent: `-10..-20`, `−10…−20 %`, `+5..10`, `-15`. The smaller change becomes `low` when
    /// both point the same way, else the order stays as written. `None` when it is no such range.
    #[must_use]
    pub fn parse_range(text: &str) -> Option<(i32, i32)> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '%')
            .map(|c| match c {
                '−' | '–' | '—' => '-',
                ',' => '.',
                c => c,
            })
            .collect();
        let plain = plain.replace('…', "..").replace("...", "..");
        let (first, second) = match plain.split_once("..") {
            Some((first, second)) => (hundredths(first)?, hundredths(second)?),
            None => {
                let only = hundredths(&plain)?;
                (only, only)
            }
        };
        let same_way = (first < 0) == (second < 0);
        Some(if same_way && second.abs() < first.abs() {
            (second, first)
        } else {
            (first, second)
        })
    }

    /// The range as [`parse_range`](Self::parse_range) reads it: `-10..-20`.
    #[must_use]
    pub fn range_text(&self) -> String {
        if self.low == self.high {
            return decimal(self.low);
        }
        format!("{}..{}", decimal(self.low), decimal(self.high))
    }
}

/// Whole, or with one or two digits after the point, to hundredths.
fn hundredths(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) || part.len() > 2 {
        return None;
    }
    let part: i32 = format!("{part:0<2}").parse().ok()?;
    let value = whole
        .parse::<i32>()
        .ok()?
        .checked_mul(100)?
        .checked_add(part)?;
    (value <= FARTHEST).then_some(if negative { -value } else { value })
}

fn decimal(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    match (size / 100, size % 100) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, part) if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        (whole, part) => format!("{sign}{whole}.{part:02}"),
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.metric.name(), self.range_text())
    }
}

impl FromStr for Effect {
    type Err = NotAnEffect;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || NotAnEffect(text.trim().to_owned());
        let (metric, range) = text
            .trim()
            .split_once(char::is_whitespace)
            .ok_or_else(bad)?;
        let metric = Metric::from_name(metric).ok_or_else(bad)?;
        let (low, high) = Self::parse_range(range).ok_or_else(bad)?;
        Ok(Self { metric, low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_people_write_them() {
        for (text, expected, back) in [
            ("-10..-20", Some((-1000, -2000)), "-10..-20"),
            ("-20..-10", Some((-1000, -2000)), "-10..-20"),
            ("−10…−20 %", Some((-1000, -2000)), "-10..-20"),
            ("+5 .. 12,5%", Some((500, 1250)), "5..12.5"),
            ("-5..+5", Some((-500, 500)), "-5..5"),
            ("-15", Some((-1500, -1500)), "-15"),
            ("0.25", Some((25, 25)), "0.25"),
            ("1000", Some((100_000, 100_000)), "1000"),
            ("1001", None, ""),
            ("", None, ""),
            ("10..", None, ""),
            ("--10", None, ""),
            ("1.234", None, ""),
            ("много", None, ""),
            ("99999999999", None, ""),
        ] {
            let found = Effect::parse_range(text);
            assert_eq!(found, expected, "{text}");
            if let Some((low, high)) = found {
                let effect = Effect {
                    metric: Metric::Cpa,
                    low,
                    high,
                };
                assert_eq!(effect.range_text(), back, "{text}");
            }
        }
    }

    #[test]
    fn an_effect_comes_back_as_it_was_written() {
        for metric in Metric::ALL {
            let effect = Effect {
                metric: *metric,
                low: -1050,
                high: -2000,
            };
            assert_eq!(effect.to_string().parse(), Ok(effect));
        }
        for bad in ["cpa", "-10..-20", "ерунда -10", "cpa дёшево", ""] {
            assert!(bad.parse::<Effect>().is_err(), "{bad}");
        }
    }
}
