//! The grammar.
//!
//! ```text
//! any   = all ("or" all)*
//! all   = term term*
//! term  = ("-" | "!" | "not") term | "(" any ")" | name op value | "\"" phrase "\"" | word
//! ```
//! The library cuts the text into tokens and keeps their places; the grammar above it looks at what stands
//! ahead before it takes it, so that every fault is said by the rule it broke.

use winnow::combinator::{alt, delimited, opt, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any as one, none_of, take_while};

use super::field::{ANY, NONE};
use super::value::{self, Part};
use super::{Expr, Fault, Field, LONGEST, Why};
use crate::domain::fold::fold;

type Input<'a> = LocatingSlice<&'a str>;

/// Deeper nesting helps nobody, and every level costs the machine's stack.
const DEEPEST: u8 = 32;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// `:`
    Has,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

impl Op {
    /// Whether only numbers know it.
    pub(super) const fn orders(self) -> bool {
        matches!(
            self,
            Self::Below | Self::AtMost | Self::Above | Self::AtLeast
        )
    }
}

pub(super) fn parse(text: &str) -> Result<Expr, Fault> {
    if text.len() > LONGEST {
        let at = text.floor_char_boundary(LONGEST);
        return Err(Fault::new(at, text.len() - at, Why::TooLong));
    }
    let mut input = Input::new(text);
    space(&mut input)?;
    if input.is_empty() {
        return Ok(Expr::All(Vec::new()));
    }
    let expr = any(&mut input, 0)?;
    if input.starts_with(')') {
        return Err(Fault::new(input.current_token_start(), 1, Why::ParenExtra));
    }
    Ok(expr)
}

fn space(i: &mut Input<'_>) -> Result<(), Fault> {
    take_while(0.., char::is_whitespace).void().parse_next(i)
}

/// A character that belongs to a word.
pub(super) fn in_word(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '(' | ')' | '"')
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a text can stand as a value without quotation marks.
pub(super) fn is_bare(text: &str) -> bool {
    let folded = fold(text);
    let word = [NONE, ANY]
        .iter()
        .any(|words| words.contains(&folded.as_str()));
    !text.is_empty() && !word && text.chars().all(|c| in_word(c) && !matches!(c, ',' | '\\'))
}

/// The word ahead when it is one of these, standing alone.
fn keyword(i: &Input<'_>, words: &[&str]) -> Option<usize> {
    let end = i.find(|c| !in_word(c)).unwrap_or(i.len());
    let word = fold(i.get(..end)?);
    words.contains(&word.as_str()).then_some(end)
}

fn skip(i: &mut Input<'_>, chars: usize) -> Result<(), Fault> {
    winnow::token::take(chars).void().parse_next(i)
}

/// The characters of the next `len` bytes.
fn chars(i: &Input<'_>, len: usize) -> usize {
    i.get(..len).map_or(0, |ahead| ahead.chars().count())
}

const OR: &[&str] = &["or", "или"];
const NOT: &[&str] = &["not", "не"];

fn any(i: &mut Input<'_>, depth: u8) -> Result<Expr, Fault> {
    let mut parts = Vec::new();
    loop {
        if let Some(len) = keyword(i, OR).filter(|_| parts.is_empty()) {
            return Err(Fault::new(i.current_token_start(), len, Why::NothingBefore));
        }
        match all(i, depth)? {
            Expr::Any(more) => parts.extend(more),
            part => parts.push(part),
        }
        let Some(len) = keyword(i, OR) else { break };
        skip(i, chars(i, len))?;
        space(i)?;
        if i.is_empty() || i.starts_with(')') || keyword(i, OR).is_some() {
            return Err(Fault::new(i.current_token_start(), 0, Why::TermMissing));
        }
    }
    Ok(match parts.len() {
        1 => parts.remove(0),
        _ => Expr::Any(parts),
    })
}

fn all(i: &mut Input<'_>, depth: u8) -> Result<Expr, Fault> {
    let mut parts = Vec::new();
    while !i.is_empty() && !i.starts_with(')') && keyword(i, OR).is_none() {
        match term(i, depth)? {
            Expr::All(more) => parts.extend(more),
            part => parts.push(part),
        }
        space(i)?;
    }
    Ok(match parts.len() {
        1 => parts.remove(0),
        _ => Expr::All(parts),
    })
}

fn term(i: &mut Input<'_>, depth: u8) -> Result<Expr, Fault> {
    let at = i.current_token_start();
    if depth > DEEPEST {
        return Err(Fault::new(at, 1, Why::TooDeep));
    }
    if i.starts_with('(') {
        skip(i, 1)?;
        space(i)?;
        if i.starts_with(')') {
            return Err(Fault::new(at, i.current_token_start() + 1 - at, Why::Empty));
        }
        if i.is_empty() {
            return Err(Fault::new(at, 1, Why::ParenOpen));
        }
        let inside = any(i, depth + 1)?;
        return match opt(')').parse_next(i)? {
            Some(_) => Ok(inside),
            None => Err(Fault::new(at, 1, Why::ParenOpen)),
        };
    }
    for (sign, or) in [("&&", false), ("||", true)] {
        if i.starts_with(sign) {
            return Err(Fault::new(at, sign.len(), Why::Foreign { or }));
        }
    }
    let minus = (i.strip_prefix(['-', '!'])).and_then(|rest| rest.chars().next());
    if minus.is_some_and(|c| !c.is_whitespace() && c != ')' && !i.starts_with("!=")) {
        skip(i, 1)?;
        return Ok(Expr::Not(Box::new(term(i, depth + 1)?)));
    }
    if let Some(len) = keyword(i, NOT) {
        skip(i, chars(i, len))?;
        space(i)?;
        if i.is_empty() || i.starts_with(')') || keyword(i, OR).is_some() {
            return Err(Fault::new(i.current_token_start(), 0, Why::TermMissing));
        }
        return Ok(Expr::Not(Box::new(term(i, depth + 1)?)));
    }
    if i.starts_with('"') {
        return phrase(i).map(Expr::Phrase);
    }
    match test(i)? {
        Some(test) => Ok(test),
        None => take_while(1.., in_word)
            .map(|word: &str| Expr::Word(word.to_owned()))
            .parse_next(i),
    }
}

/// Text between quotation marks; `\` keeps a mark or itself.
fn phrase(i: &mut Input<'_>) -> Result<String, Fault> {
    let open = i.current_token_start();
    let inside = repeat(0.., alt((preceded('\\', one), none_of(['"', '\\']))));
    let mut whole = delimited('"', inside, '"');
    let read: Result<String, Fault> = whole.parse_next(i);
    read.map_err(|_| Fault::new(open, 1, Why::QuoteOpen))
}

fn op(i: &mut Input<'_>) -> Result<Op, Fault> {
    alt((
        "!=".value(Op::Unequal),
        alt(("<=", "≤")).value(Op::AtMost),
        alt((">=", "≥")).value(Op::AtLeast),
        '<'.value(Op::Below),
        '>'.value(Op::Above),
        '='.value(Op::Equal),
        ':'.value(Op::Has),
    ))
    .parse_next(i)
}

/// A field, how it is compared, and with what; `None` when a plain word stands ahead.
fn test(i: &mut Input<'_>) -> Result<Option<Expr>, Fault> {
    let at = i.current_token_start();
    // A colon belongs to the name it touches; the signs of comparison may stand apart.
    let head = (
        take_while(0.., in_name),
        alt((
            op,
            preceded(take_while(1.., char::is_whitespace), op).verify(|op| *op != Op::Has),
        )),
    );
    let Some((name, op)) = opt(head).parse_next(i)? else {
        return Ok(None);
    };
    let Some(field) = find(name) else {
        let near = nearest(name);
        let why = Why::NoSuchField {
            name: name.to_owned(),
            near,
        };
        return Err(Fault::new(at, name.len().max(1), why));
    };
    space(i)?;
    let begins = i.current_token_start();
    let mut parts: Vec<Part> = Vec::new();
    if i.starts_with('"') {
        parts.push(Part::quoted(begins, phrase(i)?));
    } else {
        let end = value::reach(field, begins, i.as_ref())?;
        let raw: &str = winnow::token::take(chars(i, end)).parse_next(i)?;
        parts.extend(value::split(field, begins, raw));
    }
    // A list of texts goes on over quotation marks: `tag:"один два",три`.
    while parts.last().is_some_and(|p| p.goes_on) || (i.starts_with(',') && parts.len() < 99) {
        let at = i.current_token_start();
        if i.starts_with('"') {
            parts.retain(|p| !(p.goes_on && p.text.is_empty()));
            parts.push(Part::quoted(at, phrase(i)?));
        } else if i.starts_with(',') {
            let raw: &str = take_while(0.., in_word).parse_next(i)?;
            parts.extend(value::split(
                field,
                at + 1,
                raw.get(1..).unwrap_or_default(),
            ));
        } else {
            break;
        }
    }
    value::claim(field, op, begins, &parts).map(Some)
}

/// The field of a name in either language.
pub(super) fn find(name: &str) -> Option<Field> {
    let name = fold(name);
    let called = |field: &&Field| field.names().iter().any(|n| fold(n) == name);
    Field::ALL.iter().find(called).copied()
}

/// The field whose name is nearest to a mistyped one.
fn nearest(name: &str) -> Option<Field> {
    let name = fold(name);
    let all = Field::ALL.iter().flat_map(|f| {
        let names = f.names().iter();
        names.map(|n| (strsim::damerau_levenshtein(&fold(n), &name), *f))
    });
    let best = all.min_by_key(|(far, _)| *far)?;
    let allowed = match name.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    (best.0 <= allowed).then_some(best.1)
}
