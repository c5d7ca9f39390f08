//! What a person types to unlock an encrypted portfolio.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// A secret text: never shown, wiped from memory with the last copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Arc<Zeroizing<String>>);

/// Fewest characters a new passphrase has.
pub const SHORTEST: usize = 8;

/// Fewest different characters a new passphrase has.
const VARIETY: usize = 5;

/// Why a text is not taken as a new passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Nothing, or nothing but blanks.
    Empty,
    /// Fewer than [`SHORTEST`] characters.
    Short,
    /// A few characters again and again, or in a row like `12345678`.
    Simple,
    /// Characters that no keyboard types twice the same way: control characters.
    Untypable,
}

impl Weakness {
    /// The language key of its sentence.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "vault-weak-empty",
            Self::Short => "vault-weak-short",
            Self::Simple => "vault-weak-simple",
            Self::Untypable => "vault-weak-untypable",
        }
    }
}

impl Passphrase {
    /// Takes the text over. It is put into one form (NFC): keyboards write «й» in two.
    #[must_use]
    pub fn new(text: String) -> Self {
        let text = Zeroizing::new(text);
        // Composing never makes it longer than four times: no reallocation leaves a copy behind.
        let mut one = Zeroizing::new(String::with_capacity(text.len() * 4));
        one.extend(text.nfc());
        Self(Arc::new(one))
    }

    /// The text as bytes, for deriving a key.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Why it should not protect anything; `None` when it may.
    #[must_use]
    pub fn weakness(&self) -> Option<Weakness> {
        let text = self.0.as_str();
        if text.trim().is_empty() {
            return Some(Weakness::Empty);
        }
        if text.chars().any(char::is_control) {
            return Some(Weakness::Untypable);
        }
        if text.chars().count() < SHORTEST {
            return Some(Weakness::Short);
        }
        (is_row(text) || kinds(text) < VARIETY).then_some(Weakness::Simple)
    }
}

/// How many different characters there are.
fn kinds(text: &str) -> usize {
    let mut seen: Zeroizing<Vec<char>> = Zeroizing::new(Vec::with_capacity(text.len()));
    seen.extend(text.chars().flat_map(char::to_lowercase));
    seen.sort_unstable();
    seen.chunk_by(PartialEq::eq).count()
}

/// Whether each character is the neighbour of the one before: `12345678`, `hgfedcba`.
fn is_row(text: &str) -> bool {
    let steps = |by: i64| {
        (text.chars())
            .zip(text.chars().skip(1))
            .all(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a)) == by)
    };
    steps(1) || steps(-1)
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_texts_are_told_apart() {
        for (text, weakness) in [
            ("", Some(Weakness::Empty)),
            ("   \u{a0} ", Some(Weakness::Empty)),
            ("коротко", Some(Weakness::Short)),
            ("a\u{7}bcdefgh", Some(Weakness::Untypable)),
            ("aaaaaaaaaaaa", Some(Weakness::Simple)),
            ("абвАБВабв", Some(Weakness::Simple)),
            ("12345678", Some(Weakness::Simple)),
            ("зжедгвба", Some(Weakness::Simple)),
            ("тихий омут", None),
            ("correct horse", None),
        ] {
            let found = Passphrase::new(text.to_owned()).weakness();
            assert_eq!(found, weakness, "{text:?}");
        }
    }

    #[test]
    fn two_ways_to_write_a_letter_are_one_passphrase() {
        let typed = |text: &str| Passphrase::new(text.to_owned());
        assert_eq!(typed("мой йод"), typed("мои\u{306} и\u{306}од"));
    }

    #[test]
    fn it_is_never_shown() {
        let secret = Passphrase::new("тихий омут".to_owned());
        assert!(!format!("{secret:?}").contains("омут"));
    }
}
