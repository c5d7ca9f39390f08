//! What may come next while a query is typed.

use super::field::{ANY, NO, NONE, YES};
use super::{Field, FieldKind, syntax};
use crate::domain::fold::fold;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What replaces the piece under the cursor.
    pub text: String,
    /// The field it names, when it names one.
    pub field: Option<Field>,
}

/// How a query may go on at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Where the piece begins, a byte offset.
    pub from: usize,
    /// Where it ends: the cursor.
    pub to: usize,
    /// The ways, likeliest first; empty when there is nothing to offer.
    pub candidates: Vec<Candidate>,
}

/// The ways to go on with `text` at the byte `cursor`. `known` tells the values there are of a free text
/// field; names are offered in the script already typed, else in Russian when `russian`.
#[must_use]
pub fn complete(
    text: &str,
    cursor: usize,
    russian: bool,
    known: &dyn Fn(Field) -> Vec<String>,
) -> Completion {
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    let before = text.get(..cursor).unwrap_or_default();
    // Inside of a phrase nothing is known.
    if before.matches('"').count() % 2 == 1 {
        return Completion::default();
    }
    let cut = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"');
    let mut from = before.rfind(cut).map_or(0, |at| {
        at + before
            .get(at..)
            .and_then(|s| s.chars().next())
            .map_or(1, char::len_utf8)
    });
    let mut piece = before.get(from..).unwrap_or_default();
    if let Some(rest) = piece.strip_prefix(['-', '!']) {
        (from, piece) = (from + 1, rest);
    }
    let is_cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let is_latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    let language = |text: &str| is_cyrillic(text) || (russian && !is_latin(text));
    let ops = |c: char| matches!(c, ':' | '<' | '>' | '=' | '!' | '≤' | '≥');
    let Some(op) = piece.find(ops) else {
        let candidates = names(piece, language(piece));
        return Completion {
            from,
            to: cursor,
            candidates,
        };
    };
    let (name, rest) = piece.split_at(op);
    let typed = rest.trim_start_matches(ops);
    let Some(field) = syntax::find(name) else {
        return Completion::default();
    };
    let list = matches!(field.kind(), FieldKind::Text | FieldKind::Term);
    let value = match typed.rfind(',').filter(|_| list) {
        Some(comma) => typed.get(comma + 1..).unwrap_or_default(),
        None => typed,
    };
    let spoken = if is_cyrillic(value) || is_latin(value) {
        value
    } else {
        name
    };
    let candidates = values(field, value, language(spoken), known)
        .into_iter()
        .map(|text| Candidate { text, field: None })
        .collect();
    Completion {
        from: cursor - value.len(),
        to: cursor,
        candidates,
    }
}

fn names(typed: &str, russian: bool) -> Vec<Candidate> {
    let folded = fold(typed);
    let exact = syntax::find(typed);
    let begins = |field: &&Field| field.names().iter().any(|n| fold(n).starts_with(&folded));
    let mut fields: Vec<Field> = Field::ALL.iter().filter(begins).copied().collect();
    // What is typed in full leads on to its signs.
    fields.sort_by_key(|field| Some(*field) != exact);
    let mut out = Vec::new();
    for field in fields {
        let names = field.names().iter();
        let mut fitting = names.filter(|n| fold(n).starts_with(&folded));
        let own = field.name(russian);
        let name = if fold(own).starts_with(&folded) {
            own
        } else {
            fitting.next().copied().unwrap_or(own)
        };
        let signs: &[&str] = match field.is_number() {
            true if Some(field) == exact => &[">", "<", ":"],
            true => &[""],
            false => &[":"],
        };
        out.extend(signs.iter().map(|sign| Candidate {
            text: format!("{name}{sign}"),
            field: Some(field),
        }));
    }
    out
}

fn values(
    field: Field,
    typed: &str,
    russian: bool,
    known: &dyn Fn(Field) -> Vec<String>,
) -> Vec<String> {
    let word = |words: &[&str]| {
        let word = words.get(usize::from(russian)).copied();
        word.unwrap_or_default().to_owned()
    };
    let all: Vec<String> = match field.kind() {
        FieldKind::Term => {
            let terms = field.terms().iter();
            let folded = fold(typed);
            let fits = |name: &&&str| fold(name).starts_with(&folded);
            return terms
                .filter_map(|(_, names)| {
                    let own = names.get(usize::from(russian)).filter(fits);
                    own.or_else(|| names.iter().find(fits))
                })
                .map(|name| (*name).to_owned())
                .collect();
        }
        FieldKind::Flag => vec![word(YES), word(NO)],
        FieldKind::Text => {
            let mut all = known(field);
            all.extend([word(ANY), word(NONE)]);
            all
        }
        _ if typed.ends_with(|c: char| c.is_ascii_digit()) => {
            let units = field.units().iter().map(|u| u.name(russian));
            let units = units.filter(|unit| !unit.is_empty());
            return units.map(|unit| format!("{typed}{unit}")).collect();
        }
        _ => Vec::new(),
    };
    let folded = fold(typed);
    let begins = |value: &String| fold(value).starts_with(&folded);
    let fits = all.into_iter().filter(begins);
    let spaced = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')');
    fits.map(|value| match value.contains(spaced) {
        true => format!("\"{value}\""),
        false => value,
    })
    .collect()
}
