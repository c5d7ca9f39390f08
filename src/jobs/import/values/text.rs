//! Text of cells: what a terminal or another program must not receive is taken out; the words stay.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub(crate) use crate::domain::cell::needs_guard;
use crate::domain::fold::phone_digits;
use crate::domain::plain::plain;

/// A cell as text: the guard `'` off, HTML entities unescaped, escape sequences and control characters
/// out, NFC, trimmed. Line breaks stay as `\n`. Borrows when nothing had to be done.
pub(crate) fn clean(cell: &str) -> Cow<'_, str> {
    let cell = match cell.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => cell,
    };
    if cell.is_ascii() && !cell.bytes().any(|b| b.is_ascii_control() || b == b'&') {
        return Cow::Borrowed(cell.trim());
    }
    if !cell.chars().any(needs_care) {
        return Cow::Borrowed(cell.trim());
    }
    let text = if cell.contains('&') {
        html_escape::decode_html_entities(cell)
    } else {
        Cow::Borrowed(cell)
    };
    let readable = match plain(&text) {
        Cow::Owned(readable) => Some(readable),
        Cow::Borrowed(_) => None,
    };
    let text = readable.map_or(text, Cow::Owned);
    let text = if is_nfc(&text) {
        text
    } else {
        Cow::Owned(text.nfc().collect())
    };
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// [`clean`] on one line: runs of white space become one space.
pub(crate) fn line(cell: &str) -> String {
    let text = clean(cell);
    let odd = |c: char| c.is_whitespace() && c != ' ';
    if text.contains(odd) || text.contains("  ") {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.into_owned()
    }
}

/// Whether a character may make a text something else than it is: all others of Latin and Cyrillic are clean
/// and composed already, which spares nearly every cell the slow way.
fn needs_care(c: char) -> bool {
    match c {
        '&' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{300}'..='\u{3ff}' | '\u{483}'..='\u{489}' => {
            true
        }
        '«' | '»' | '—' | '–' | '№' | '₽' | '“' | '”' | '„' | '…' => false,
        c => !(' '..='\u{52f}').contains(&c),
    }
}

/// Items of a cell that holds several: split by `;` where there is one, else by `,`.
pub(crate) fn list(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let text = clean(cell);
    let by = if text.contains(';') { ';' } else { ',' };
    let mut items: Vec<String> = Vec::new();
    for item in text.split([by, '\n']) {
        let item = line(item);
        if !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

/// Phones of a cell, as people write them, without the leading `'` of some exports; each number once.
pub(crate) fn phones(cell: &str, into: &mut Vec<String>) {
    let text = clean(cell);
    for part in text.split([',', ';', '\n']) {
        let phone = line(part.trim().trim_start_matches('\''));
        if !phone.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let same = |known: &String| phone_digits(known) == phone_digits(&phone);
        if !into.iter().any(same) {
            into.push(phone);
        }
    }
}

/// E-mail addresses of a cell, each once.
pub(crate) fn emails(cell: &str, into: &mut Vec<String>) {
    let text = clean(cell);
    for part in text.split([',', ';', '\n', ' ']) {
        let email = part.trim().trim_start_matches('\'');
        if email.contains('@') && !into.iter().any(|e| e.eq_ignore_ascii_case(email)) {
            into.push(email.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_clean_text() {
        for (name, raw, text) in [
            ("plain", "  Alfa ", "Alfa"),
            (
                "entities",
                "ООО &quot;Заря&quot; &amp; Ко",
                "ООО \"Заря\" & Ко",
            ),
            ("colour", "\u{1b}[31mred\u{1b}[0m", "red"),
            ("title", "a\u{1b}]0;evil\u{7}b", "ab"),
            ("link ended by ST", "a\u{1b}]8;;x\u{1b}\\b", "ab"),
            ("bell and nul", "a\u{7}\u{0}b", "ab"),
            ("direction", "a\u{202e}b", "ab"),
            (
                "escape out of an entity stays text",
                "a&#27;[2Jb",
                "a&#27;[2Jb",
            ),
            ("line breaks", "a\r\nb\rc", "a\nb\nc"),
            ("composed", "и\u{306}", "й"),
            ("guard off", "'=SUM(A1)", "=SUM(A1)"),
            ("guard kept for what was guarded", "''=x", "'=x"),
            ("an apostrophe of its own", "'quoted'", "'quoted'"),
            ("no-break space inside", "a\u{a0}b", "a\u{a0}b"),
        ] {
            assert_eq!(clean(raw), text, "{name}");
        }
    }

    #[test]
    fn phones_are_split_and_freed() {
        for (name, raw, phones) in [
            ("apostrophe", "'+77010000001", vec!["+77010000001"]),
            (
                "two",
                "'+7 495 000-11-22, '+7 495 000-11-23",
                vec!["+7 495 000-11-22", "+7 495 000-11-23"],
            ),
            (
                "same number twice",
                "8 916 1112233; +79161112233",
                vec!["8 916 1112233"],
            ),
            ("words are no phone", "нет", vec![]),
        ] {
            let mut found = Vec::new();
            super::phones(raw, &mut found);
            assert_eq!(found, phones, "{name}");
        }
    }
}
