//! Text that fits: cut at a grapheme with `…`, measured in terminal cells.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::plain::is_unprintable;

/// Whether every character is a grapheme and a cell of its own: Latin, Cyrillic, quotes, bars and marks,
/// which is nearly all that is ever drawn. Such text needs no segmentation, half the cost of a frame.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='~'
            | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{ff}'
            | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}'
            | '\u{2010}'..='\u{2027}' | '\u{202f}' | '\u{20a0}'..='\u{20bf}'
            | '\u{2190}'..='\u{2193}' | '\u{2500}'..='\u{259f}'
            | '●' | '○' | '▸' | '✓' | '✗')
    })
}

/// Width in cells.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if is_plain(text) {
        text.chars().count()
    } else {
        text.width()
    }
}

/// The text if it fits into `cells`, else its beginning with `…`. Never cuts inside a grapheme; control
/// characters never reach the terminal.
#[must_use]
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if is_plain(text) {
        // More bytes than cells are needed before anything can be cut.
        if text.len() <= cells || text.chars().count() <= cells {
            return Cow::Borrowed(text);
        }
        let Some(keep) = cells.checked_sub(1) else {
            return Cow::Borrowed("");
        };
        let end = text
            .char_indices()
            .nth(keep)
            .map_or(text.len(), |(at, _)| at);
        let head = text.get(..end).unwrap_or_default().trim_end();
        return Cow::Owned(format!("{head}…"));
    }
    if text.chars().any(is_unprintable) {
        let clean: String = text
            .chars()
            .map(|c| if is_unprintable(c) { ' ' } else { c })
            .collect();
        return Cow::Owned(fit(&clean, cells).into_owned());
    }
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let w = grapheme.width();
        if used + w > cells - 1 {
            break;
        }
        used += w;
        end = at + grapheme.len();
    }
    let head = text.get(..end).unwrap_or_default().trim_end();
    Cow::Owned(format!("{head}…"))
}

/// A company's name in `cells`: when it must be cut, the part in «quotes» is kept, since it is what tells
/// one «Фабрика кухонь» from another.
#[must_use]
pub fn fit_name(name: &str, cells: usize) -> Cow<'_, str> {
    if width(name) <= cells {
        return Cow::Borrowed(name);
    }
    let Some((head, tail)) = name.find('«').and_then(|at| name.split_at_checked(at)) else {
        return fit(name, cells);
    };
    let own = width(tail);
    if own + 4 <= cells && !head.is_empty() {
        return Cow::Owned(format!("{}{tail}", fit(head.trim_end(), cells - own)));
    }
    fit(tail, cells)
}

/// Splits text into lines of at most `cells`, at spaces where there are any.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut out = Vec::new();
    if cells == 0 {
        return out;
    }
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let w = width(word);
            if used > 0 && used + 1 + w > cells {
                out.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            if w <= cells {
                line.push_str(word);
                used += w;
                continue;
            }
            for grapheme in word.graphemes(true) {
                let g = grapheme.width();
                if used + g > cells {
                    out.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += g;
            }
        }
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits() {
        for (text, cells, shown) in [
            ("Альфа", 5, "Альфа"),
            ("Альфа-Авто", 6, "Альфа…"),
            ("Альфа Авто", 7, "Альфа…"),
            ("e\u{301}tude", 4, "e\u{301}tu…"),
            ("日本語", 4, "日…"),
            ("👩‍👩‍👧 семья", 5, "👩‍👩‍👧 с…"),
            ("что угодно", 0, ""),
            ("что угодно", 1, "…"),
            ("a\u{1b}[31mb", 20, "a [31mb"),
            ("па\u{200b}ро\u{202e}ль", 20, "па ро ль"),
        ] {
            assert_eq!(fit(text, cells), shown, "{text:?} in {cells}");
            assert!(width(&fit(text, cells)) <= cells);
        }
    }

    #[test]
    fn names_keep_what_tells_them_apart() {
        for (name, cells, shown) in [
            ("Фабрика кухонь «Юпитер»", 30, "Фабрика кухонь «Юпитер»"),
            ("Фабрика кухонь «Юпитер»", 17, "Фабрика…«Юпитер»"),
            ("Фабрика кухонь «Юпитер»", 9, "«Юпитер»"),
            ("Фабрика кухонь «Юпитер»", 5, "«Юпи…"),
            ("Westbrook Furniture", 9, "Westbroo…"),
        ] {
            assert_eq!(fit_name(name, cells), shown, "{cells}");
        }
    }

    #[test]
    fn plain_text_is_measured_as_any_other() {
        let all: String = (' '..='\u{27ff}')
            .filter(|c| is_plain(&c.to_string()))
            .collect();
        assert_eq!(all.graphemes(true).count(), all.chars().count());
        for c in all.chars() {
            assert_eq!(c.to_string().width(), 1, "{c:?} {:x}", c as u32);
        }
        assert!(!is_plain("e\u{301}") && !is_plain("日") && !is_plain("a\u{1b}"));
    }

    #[test]
    fn wraps_at_spaces_and_breaks_long_words() {
        assert_eq!(wrap("раз два три", 7), ["раз два", "три"]);
        assert_eq!(wrap("ab\n\ncd", 9), ["ab", "", "cd"]);
        assert_eq!(wrap("abcdefg hi", 3), ["abc", "def", "g", "hi"]);
        assert!(wrap("text", 0).is_empty());
    }
}
