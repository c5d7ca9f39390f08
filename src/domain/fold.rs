//! Folding of text for search and order: case, ё/е and composition do not count.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Lower case, NFC, `ё` as `е`, runs of white space as one space. What a person types and what a record
/// holds both go through this, so that «счёт» finds «СЧЕТ».
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`], appended to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() || is_nfc(text) {
        push(text.chars(), out);
    } else {
        push(text.nfc(), out);
    }
}

fn push(chars: impl Iterator<Item = char>, out: &mut String) {
    let start = out.len();
    for c in chars {
        if c.is_whitespace() {
            if out.len() > start && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        for l in c.to_lowercase() {
            out.push(if l == 'ё' { 'е' } else { l });
        }
    }
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// The digits of a phone number as people compare them: the last ten, so that `+7…` equals `8…`.
#[must_use]
pub fn phone_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(10)..].to_owned()
}

/// Which letters and digits occur, one bit each (letters beyond 64 share bits): a cheap "cannot match".
#[must_use]
pub fn letters(folded: &str) -> u64 {
    folded
        .chars()
        .filter(|c| !c.is_whitespace())
        .fold(0, |bits, c| bits | 1 << (c as u32 % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (raw, folded) in [
            ("СЧЁТ", "счет"),
            ("  ООО   «Заря»\n", "ооо «заря»"),
            ("и\u{306}од", "йод"),
            ("Straße", "straße"),
            ("", ""),
        ] {
            assert_eq!(fold(raw), folded);
        }
    }

    #[test]
    fn phones_compare_by_the_last_ten() {
        assert_eq!(
            phone_digits("+7 (916) 000-00-01"),
            phone_digits("8 916 0000001")
        );
        assert_eq!(phone_digits("'123"), "123");
    }
}
