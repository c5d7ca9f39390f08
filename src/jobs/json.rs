//! JSON for programs and terminals alike: what is [unprintable](is_unprintable) in a text is written as
//! `\uXXXX`, so that a reader gets every character and a terminal none.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::domain::plain::is_unprintable;

/// Compact JSON whose texts hold nothing a terminal would obey.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(is_unprintable) {
            let (head, tail) = rest.split_at(at);
            out.write_all(head.as_bytes())?;
            let mut chars = tail.chars();
            for unit in chars
                .by_ref()
                .take(1)
                .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
            {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Writes one value.
///
/// # Errors
/// What the writer answers.
pub fn write(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut json = Serializer::with_formatter(out, Inert);
    value.serialize(&mut json).map_err(io::Error::from)
}

/// One value as text.
#[must_use]
pub fn text(value: &serde_json::Value) -> String {
    let mut out = Vec::new();
    match write(&mut out, value) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        // Memory takes every byte and a value has only texts for keys.
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_reader_gets_every_character_and_a_terminal_none() {
        let all: String = (0..0x3_0000)
            .chain(0xe_0000..0xe_0100)
            .filter_map(char::from_u32)
            .collect();
        for value in [json!(all), json!({ all.clone(): [1, "\u{9b}2J", "я"] })] {
            let text = text(&value);
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
            assert!(!text.contains(is_unprintable));
        }
        assert_eq!(
            text(&json!("ё\u{1b}\u{7f}\u{9b}\u{e0041}")),
            r#""ё\u001b\u007f\u009b\udb40\udc41""#
        );
    }
}
