//! The Latin twin of a Cyrillic key: the letter on the same physical key of the
//! standard Russian layout (ЙЦУКЕН) as seen from QWERTY.
//!
//! Only the 33 letters are translated. ASCII punctuation typed on the Russian
//! layout is ambiguous (its `.` sits on the Latin `/` key), so it always means
//! what it shows.

use super::key::{Key, KeyCode};

/// `(Cyrillic small, Latin small, Latin shifted)`, by keyboard row.
const TWINS: [(char, char, char); 33] = [
    ('ё', '`', '~'),
    ('й', 'q', 'Q'),
    ('ц', 'w', 'W'),
    ('у', 'e', 'E'),
    ('к', 'r', 'R'),
    ('е', 't', 'T'),
    ('н', 'y', 'Y'),
    ('г', 'u', 'U'),
    ('ш', 'i', 'I'),
    ('щ', 'o', 'O'),
    ('з', 'p', 'P'),
    ('х', '[', '{'),
    ('ъ', ']', '}'),
    ('ф', 'a', 'A'),
    ('ы', 's', 'S'),
    ('в', 'd', 'D'),
    ('а', 'f', 'F'),
    ('п', 'g', 'G'),
    ('р', 'h', 'H'),
    ('о', 'j', 'J'),
    ('л', 'k', 'K'),
    ('д', 'l', 'L'),
    ('ж', ';', ':'),
    ('э', '\'', '"'),
    ('я', 'z', 'Z'),
    ('ч', 'x', 'X'),
    ('с', 'c', 'C'),
    ('м', 'v', 'V'),
    ('и', 'b', 'B'),
    ('т', 'n', 'N'),
    ('ь', 'm', 'M'),
    ('б', ',', '<'),
    ('ю', '.', '>'),
];

/// The Latin character on the physical key of a Cyrillic one, case kept.
pub fn latin(c: char) -> Option<char> {
    TWINS.iter().find_map(|&(small, plain, shifted)| {
        if c == small {
            Some(plain)
        } else if small.to_uppercase().eq([c]) {
            Some(shifted)
        } else {
            None
        }
    })
}

/// The Cyrillic character on the physical key of a Latin one: what a person who
/// forgot to switch the layout types.
pub fn cyrillic(c: char) -> Option<char> {
    TWINS.iter().find_map(|&(small, plain, shifted)| {
        if c == plain {
            Some(small)
        } else if c == shifted {
            small.to_uppercase().next()
        } else {
            None
        }
    })
}

/// The key with its letter translated and its modifiers kept; `None` for anything
/// but a Cyrillic letter.
pub fn twin(key: Key) -> Option<Key> {
    match key.code() {
        KeyCode::Char(c) => latin(c).map(|latin| key.with_char(latin)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_own_twin_in_both_cases() {
        let small = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
        let large = small.to_uppercase();
        let mut seen = std::collections::HashSet::new();
        for c in small.chars().chain(large.chars()) {
            let latin = latin(c).unwrap();
            assert!(latin.is_ascii(), "{c}");
            assert!(seen.insert(latin), "{c} shares {latin}");
            assert_eq!(cyrillic(latin), Some(c), "{c}");
        }
        assert_eq!(seen.len(), 66);
    }

    #[test]
    fn modifiers_stay_and_punctuation_is_left_alone() {
        let cases = [
            ("о", Some("j")),
            ("Р", Some("H")),
            ("Ж", Some(":")),
            ("ctrl-к", Some("ctrl-r")),
            ("alt-Ч", Some("alt-X")),
            ("ctrl-shift-я", Some("ctrl-shift-z")),
            (".", None),
            ("/", None),
            ("?", None),
            ("j", None),
            ("enter", None),
        ];
        for (typed, expected) in cases {
            let key: Key = typed.parse().unwrap();
            assert_eq!(twin(key), expected.map(|e| e.parse().unwrap()), "{typed}");
        }
    }
}
