//! Text that is only read: what would command a terminal, turn the direction of writing or hide between the
//! letters is taken out, the words stay.
//!
//! Text is made plain where it enters (an import, a command), so that the store holds nothing else, and once
//! more where it leaves for a terminal, because a store may have been written by somebody else.

use std::borrow::Cow;

/// Whether a character commands instead of being read: C0 and C1 controls, DEL, separators of lines and
/// paragraphs, marks that turn the direction of writing, signs without width that hide in a word. Joiners of
/// letters and emoji and the quiet marks of direction (U+200E, U+200F) are part of a text.
#[must_use]
pub const fn is_unprintable(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{180e}' | '\u{200b}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text as it may enter: escape sequences out as a whole, `\n` alone between lines, spaces for tabs, nothing
/// [unprintable](is_unprintable) besides. Borrows when nothing had to be done.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != '\n' && is_unprintable(c)) {
        Cow::Owned(without_commands(text, false))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text as it may leave for a terminal or a pipe: as [`plain`], but tabs between columns and `\r\n` of the
/// formats that ask for it stay.
#[must_use]
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    let layout = |c| matches!(c, '\n' | '\t');
    if text.chars().any(|c| !layout(c) && is_unprintable(c)) {
        Cow::Owned(without_commands(text, true))
    } else {
        Cow::Borrowed(text)
    }
}

fn without_commands(text: &str, keeps_layout: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        match c {
            '\u{1b}' => rest = behind_escape(after).chars(),
            '\u{9b}' => rest = behind_sequence(after).chars(),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
                rest = behind_string(after).chars();
            }
            '\r' if keeps_layout && after.starts_with('\n') => out.push(c),
            '\r' if after.starts_with('\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' if !keeps_layout => out.push(' '),
            '\n' | '\t' => out.push(c),
            c if is_unprintable(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// What follows a sequence that ESC begins. What is no whole sequence is text: only the ESC goes.
fn behind_escape(after: &str) -> &str {
    let mut chars = after.chars();
    match chars.next() {
        Some('[') => behind_sequence(chars.as_str()),
        Some(']' | 'P' | '_' | '^' | 'X') => behind_string(chars.as_str()),
        Some(' '..='/') => {
            let end = after.trim_start_matches(|c| matches!(c, ' '..='/'));
            end.strip_prefix(|c| matches!(c, '0'..='~'))
                .unwrap_or(after)
        }
        Some('0'..='~') => chars.as_str(),
        _ => after,
    }
}

/// What follows a control sequence: parameters, then one letter or sign.
fn behind_sequence(after: &str) -> &str {
    let end = after.trim_start_matches(|c| matches!(c, '0'..='?'));
    let end = end.trim_start_matches(|c| matches!(c, ' '..='/'));
    end.strip_prefix(|c| matches!(c, '@'..='~'))
        .unwrap_or(after)
}

/// What follows a string for the terminal (a title, a link): it ends with BEL, ST or `ESC \`, and never goes
/// beyond its line, so that one without an end does not take the words behind it.
fn behind_string(after: &str) -> &str {
    let end = after.find(['\u{7}', '\u{9c}', '\u{1b}', '\n']);
    let Some((_, tail)) = end.and_then(|at| after.split_at_checked(at)) else {
        return after;
    };
    if let Some(tail) = tail.strip_prefix(['\u{7}', '\u{9c}']) {
        return tail;
    }
    tail.strip_prefix("\u{1b}\\").unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_goes_and_the_words_stay() {
        for (name, raw, text) in [
            ("plain", "ООО «Ромашка» — 5 %", "ООО «Ромашка» — 5 %"),
            ("colour", "\u{1b}[31mred\u{1b}[0m", "red"),
            ("colour in one byte", "\u{9b}1;31mred", "red"),
            ("title", "a\u{1b}]0;evil\u{7}b", "ab"),
            ("title in one byte", "a\u{9d}0;evil\u{9c}b", "ab"),
            ("clipboard", "a\u{1b}]52;c;ZXZpbA==\u{1b}\\b", "ab"),
            ("link", "\u{1b}]8;;http://x\u{7}имя\u{1b}]8;;\u{7}", "имя"),
            ("a string without an end", "до\u{1b}]0;после", "до0;после"),
            ("one that runs on", "\u{1b}]0;а\nб", "0;а\nб"),
            ("a sequence without an end", "до\u{1b}[после", "допосле"),
            ("device", "a\u{1b}P1$r0m\u{1b}\\b", "ab"),
            ("character set", "a\u{1b}(0b", "ab"),
            ("reset", "a\u{1b}cb", "ab"),
            ("escape before a letter of ours", "\u{1b}Яма", "Яма"),
            ("escape alone", "a\u{1b}", "a"),
            ("nul, bell, del, c1", "a\0\u{7}\u{7f}\u{80}b", "ab"),
            ("direction", "a\u{202e}\u{2066}b\u{2069}\u{202c}", "ab"),
            (
                "without width",
                "па\u{200b}ро\u{ad}ль\u{feff}\u{2060}",
                "пароль",
            ),
            ("tags", "а\u{e0041}\u{e007f}б", "аб"),
            ("lines", "a\r\nb\rc\u{2028}d\u{85}e", "a\nb\nc\nd\ne"),
            ("tab", "a\tb", "a b"),
            (
                "joined emoji",
                "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}",
                "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}",
            ),
        ] {
            assert_eq!(plain(raw), text, "{name}");
            assert_eq!(plain(&plain(raw)), text, "{name} twice");
        }
        assert!(matches!(plain("две\nстроки"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_layout_of_an_output_stays() {
        for (raw, text) in [
            ("имя\tтел\r\n\u{1b}[2Jещё\r", "имя\tтел\r\nещё\n"),
            ("a\u{9b}2Jb\u{202e}", "ab"),
        ] {
            assert_eq!(for_terminal(raw), text);
        }
        assert!(matches!(for_terminal("а\tб\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_text_keeps_a_command() {
        // Every pair of signs that begin, fill and end sequences, in every order.
        let signs = [
            '\u{1b}', '\u{9b}', '\u{9d}', '[', ']', '\\', '0', ';', 'm', '\u{7}', '\u{9c}', '\r',
            '\n', 'я', '\u{202e}',
        ];
        for a in signs {
            for b in signs {
                for c in signs {
                    for d in signs {
                        let raw: String = [a, b, c, d].iter().collect();
                        let clean = plain(&raw);
                        assert!(
                            !clean.chars().any(|c| c != '\n' && is_unprintable(c)),
                            "{raw:?}"
                        );
                    }
                }
            }
        }
    }
}
