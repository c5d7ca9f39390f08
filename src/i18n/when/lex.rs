//! Cutting a line into words and figures.

use super::words::{self, Half, Word};

/// One piece of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare number and how many digits it was written with.
    Number(i64, usize),
    /// `5th`, `15-го`.
    Ordinal(i64),
    /// `15:00`.
    Clock(i64, i64),
    /// `27.11`, `27.11.2026`.
    Dotted(i64, i64, Option<i64>),
    /// `2026-11-27`.
    Iso(i64, i64, i64),
    /// A known word.
    Word(Word),
    /// Anything else.
    Unknown,
}

/// A token and where its word begins in the text.
pub(super) type Placed = (Token, usize);

/// Cuts the text; `at` of every token points into `text` as given.
pub(super) fn cut(text: &str) -> Vec<Placed> {
    let mut tokens = Vec::new();
    let mut rest = pieces(text).peekable();
    while let Some((at, piece)) = rest.next() {
        let word = fold(piece);
        // English idioms of several words that mean one.
        let idiom: &[(&[&str], &str)] = &[
            (&["day", "after", "tomorrow"], "послезавтра"),
            (&["half", "an", "hour"], "полчаса"),
            (&["half", "a", "year"], "полгода"),
        ];
        let ahead: Vec<String> = rest.clone().take(2).map(|(_, p)| fold(p)).collect();
        let found = idiom.iter().find(|(parts, _)| {
            parts.first() == Some(&word.as_str()) && parts.iter().skip(1).eq(ahead.iter())
        });
        if let Some((parts, one)) = found {
            for _ in 1..parts.len() {
                rest.next();
            }
            token(one, at, &mut tokens);
        } else {
            token(&word, at, &mut tokens);
        }
    }
    tokens
}

/// Pieces between spaces and commas, with their places.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '«' | '»' | '"' | '(' | ')'))
        .filter(|piece| !piece.is_empty())
        // A piece lies inside the text, so its place is the distance of their addresses.
        .map(move |piece| (piece.as_ptr().addr() - text.as_ptr().addr(), piece))
}

/// Small letters, ё as е.
fn fold(piece: &str) -> String {
    piece.to_lowercase().replace('ё', "е")
}

fn token(word: &str, at: usize, out: &mut Vec<Placed>) {
    if let Some(rest) = word.strip_prefix('+').filter(|rest| !rest.is_empty()) {
        out.push((Token::Word(Word::After), at));
        return token(rest, at, out);
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        out.push((words::meaning(word).map_or(Token::Unknown, Token::Word), at));
        return;
    }
    if let Some((date, time)) = word.split_once('t')
        && let Some(iso @ Token::Iso(..)) = figures(date)
        && let Some(clock @ Token::Clock(..)) = figures(time)
    {
        out.extend([(iso, at), (clock, at)]);
        return;
    }
    if let Some(token) = figures(word) {
        out.push((token, at));
        return;
    }
    // Figures with letters glued on: 3pm, 10:30pm, 2w, 15-го, 27ноя.
    let cut = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
    let (head, tail) = word.split_at(cut);
    let head = figures(head.trim_end_matches('-'));
    let ordinal = matches!(tail, "го" | "е" | "ое" | "му" | "th" | "st" | "nd" | "rd");
    match (head, words::meaning(tail)) {
        (Some(Token::Number(n, _)), _) if ordinal => out.push((Token::Ordinal(n), at)),
        (Some(figure), Some(word)) => {
            out.extend([(figure, at), (Token::Word(word), at)]);
        }
        _ => out.push((Token::Unknown, at)),
    }
}

/// A token of digits and marks alone.
fn figures(word: &str) -> Option<Token> {
    let word = word.trim_end_matches('.');
    let digits = |part: &str, most: usize| -> Option<i64> {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse().ok()).flatten()
    };
    if let Some(n) = digits(word, 9) {
        return Some(Token::Number(n, word.len()));
    }
    let parts = |mark: char| word.split(mark).collect::<Vec<_>>();
    match parts(':').as_slice() {
        [h, m] | [h, m, _] if m.len() == 2 => {
            return Some(Token::Clock(digits(h, 2)?, digits(m, 2)?));
        }
        _ => {}
    }
    match parts('-').as_slice() {
        [y, m, d] if y.len() == 4 => {
            return Some(Token::Iso(digits(y, 4)?, digits(m, 2)?, digits(d, 2)?));
        }
        _ => {}
    }
    match parts('.').as_slice() {
        [d, m] => Some(Token::Dotted(digits(d, 2)?, digits(m, 2)?, None)),
        [d, m, y] if y.len() == 4 || y.len() == 2 => {
            let year = digits(y, 4)?;
            let year = if y.len() == 2 { 2000 + year } else { year };
            Some(Token::Dotted(digits(d, 2)?, digits(m, 2)?, Some(year)))
        }
        _ => None,
    }
}

/// The hour of a 12-hour clock in 24, `None` when there is no such hour.
pub(super) fn twelve(hour: i64, half: Half) -> Option<i64> {
    match (hour, half) {
        (12, Half::Before) => Some(0),
        (0..=11, Half::Before) | (12, Half::After) => Some(hour),
        (1..=11, Half::After) => Some(hour + 12),
        _ => None,
    }
}
