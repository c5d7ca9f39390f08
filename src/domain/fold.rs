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
    if text.chars().all(is_plain) || is_nfc(text) {
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
        // Nearly everything is one of these; the tables of the rest cost ten times as much.
        match c {
            '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
            'а'..='я' => out.push(c),
            'А'..='Я' => out.push(char::from_u32(c as u32 + 32).unwrap_or(c)),
            'ё' | 'Ё' => out.push('е'),
            _ => c.to_lowercase().for_each(|l| out.push(l)),
        }
    }
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// A character that composition leaves alone beside any other of these: Latin-1 and Russian letters with
/// the usual punctuation.
const fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | 'Ѐ'..='҂' | '\u{2010}'..='\u{2027}' | '№')
}

/// The digits of a phone number as people compare them: the last ten, so that `+7…` equals `8…`.
#[must_use]
pub fn phone_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(10)..].to_owned()
}

/// A folded word of a search that is a phone number, as a record keeps it: digits, at most the last ten. Any
/// other word stays.
#[must_use]
pub fn phone_word(word: &str) -> String {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let shape = word
        .chars()
        .all(|c| c.is_ascii_digit() || "+()-".contains(c));
    match digits.len() {
        3.. if shape => {
            let country = if digits.len() == 11 {
                1
            } else {
                digits.len().saturating_sub(10)
            };
            digits.get(country..).unwrap_or_default().to_owned()
        }
        _ => word.to_owned(),
    }
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
