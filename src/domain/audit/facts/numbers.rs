//! Whole numbers of the records as the floats rules reckon with; what is not known is NaN.

use crate::domain::Known;

#[expect(
    clippy::cast_precision_loss,
    reason = "rules compare shares and thresholds, not the last kopeck of a quadrillion"
)]
pub(super) const fn real(number: i64) -> f64 {
    number as f64
}

pub(super) fn count(number: usize) -> f64 {
    real(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn whole(number: u64) -> f64 {
    real(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn money(minor: i64) -> f64 {
    real(minor) / 100.0
}

pub(super) fn over(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { f64::NAN }
}

pub(super) fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

pub(super) fn tri(known: Known) -> f64 {
    match known {
        Known::Unknown => f64::NAN,
        Known::Yes => 1.0,
        Known::No => 0.0,
    }
}

/// The middle of what is there; NaN of nothing.
pub(super) fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let (below, above) = (numbers.len().saturating_sub(1) / 2, numbers.len() / 2);
    match (numbers.get(below), numbers.get(above)) {
        (Some(a), Some(b)) => f64::midpoint(*a, *b),
        _ => f64::NAN,
    }
}
