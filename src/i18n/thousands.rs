//! Whole numbers with their thousands apart.
//!
//! Done by hand: the crates for it either pull in locale data for every language (icu)
//! or have not been kept up, and this is ten lines.

use super::lang::Lang;

/// Keeps a number together with its unit and its thousands; one cell wide, and
/// unlike the narrow U+202F it is in every terminal font.
pub(super) const NBSP: char = '\u{a0}';
/// A minus as wide as a digit.
const MINUS: char = '−';

/// A whole number with its thousands apart: `1 204` and `1,204`.
pub(super) fn grouped(number: i64, lang: Lang) -> String {
    let digits = number.unsigned_abs().to_string();
    let mark = match lang {
        Lang::Ru => NBSP,
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() * 2);
    if number < 0 {
        out.push(MINUS);
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}
