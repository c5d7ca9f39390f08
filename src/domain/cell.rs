//! Text in a cell of a table that other programs open.
//!
//! A spreadsheet takes a cell for a formula by its first sign, quotes or not, and drops spaces and quotes in
//! front of it. Such a text leaves with a `'` before it and comes back without: the way is exact. Phones
//! (`+7…`) are such texts too: without the `'` a spreadsheet would make a number or a difference of them.
//! Amounts, dates and ids this program makes itself are never guarded and stay numbers. Tables of
//! presentations are drawn text: nothing there is ever computed.

use std::borrow::Cow;

use super::plain::plain;

/// Signs that make a formula of a cell, the wide ones of East Asian keyboards among them.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether `'` must stand before the text in a CSV cell (and is taken off again on import).
#[must_use]
pub fn needs_guard(text: &str) -> bool {
    let dropped = |c: char| matches!(c, '\'' | '"') || (c.is_whitespace() && !FORMULA.contains(&c));
    text.trim_start_matches(dropped).starts_with(FORMULA)
}

/// A text as a CSV cell: [plain], and never a formula.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    let text = plain(text);
    if needs_guard(&text) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_guarded() {
        for (text, cell) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("+7 905 111-22-33", "'+7 905 111-22-33"),
            (" =1", "' =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("' \"+1", "'' \"+1"),
            ("\n=1", "'\n=1"),
            ("＝1+1", "'＝1+1"),
            ("\u{200b}=1", "'=1"),
            ("\u{1b}[0m=1", "'=1"),
            ("ООО «Ромашка»", "ООО «Ромашка»"),
            ("8 905 111-22-33", "8 905 111-22-33"),
            ("'Кавычки'", "'Кавычки'"),
            ("2=2", "2=2"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell, "{text:?}");
        }
    }
}
