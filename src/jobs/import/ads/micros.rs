//! Whether whole amounts are millionths of the currency.
//!
//! Direct's Reports API writes money as integers × 1 000 000 unless asked for two decimals, and the file does not say
//! which. The rule, for the column of spend as a whole:
//!
//! 1. any decimal sign in the column: plain amounts;
//! 2. else, with clicks: a click dearer than 10 000 units means millionths (0.01 of any currency is 10 000 of
//!    them; no platform sells a click for 10 000 roubles);
//! 3. else, without clicks: amounts that all divide by 10 000 are millionths.

/// What the column showed so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    decimals: bool,
    ragged: bool,
    sum: u128,
    clicks: u128,
}

/// Dearer than any click, in units of any currency.
const DEAREST: u128 = 10_000;
/// The smallest step of money in millionths.
const STEP: u64 = 10_000;

impl Evidence {
    /// Takes one row into account.
    pub(super) fn learn(&mut self, cost: &str, clicks: u64) {
        if cost.contains(['.', ',']) {
            self.decimals = true;
        } else if let Ok(cost) = cost.parse::<u64>() {
            self.ragged |= !cost.is_multiple_of(STEP);
            self.sum += u128::from(cost);
            self.clicks += u128::from(clicks);
        }
    }

    /// Whether the amounts are millionths; `None` when nothing had to be decided.
    pub(super) const fn decide(self) -> Option<bool> {
        if self.decimals || self.sum == 0 {
            None
        } else {
            Some(match self.sum.checked_div(self.clicks) {
                Some(click) => click >= DEAREST,
                None => !self.ragged,
            })
        }
    }
}

/// Millionths in minor units, rounded half up.
pub(super) const fn minor(micros: u64) -> i64 {
    (micros.saturating_add(STEP / 2) / STEP).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_decides() {
        for (name, rows, found) in [
            ("two decimals", vec![("19610.02", 189), ("0.00", 0)], None),
            (
                "one of many has decimals",
                vec![("19610", 189), ("7.5", 1)],
                None,
            ),
            ("nothing spent", vec![("0", 3)], None),
            (
                "millionths",
                vec![("19610020000", 189), ("0", 0)],
                Some(true),
            ),
            (
                "millionths without VAT",
                vec![("19610020123", 189)],
                Some(true),
            ),
            ("the cheapest clicks", vec![("300000", 1)], Some(true)),
            (
                "whole roubles",
                vec![("19610", 189), ("7827", 93)],
                Some(false),
            ),
            (
                "round roubles",
                vec![("20000", 20), ("10000", 5)],
                Some(false),
            ),
            ("no clicks, millionths", vec![("190000000", 0)], Some(true)),
            ("no clicks, roubles", vec![("190", 0)], Some(false)),
        ] {
            let mut evidence = Evidence::default();
            rows.iter()
                .for_each(|(cost, clicks)| evidence.learn(cost, *clicks));
            assert_eq!(evidence.decide(), found, "{name}");
        }
        assert_eq!(minor(19_610_020_000), 1_961_002);
        assert_eq!(minor(15_000), 2);
        assert_eq!(minor(u64::MAX), 1_844_674_407_370_955);
    }
}
