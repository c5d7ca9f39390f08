//! A query as text again, in its English names; reading that text gives the same query.

use std::fmt::{self, Display, Formatter};

use super::syntax::is_bare;
use super::value::belongs_to_a_number;
use super::{Bound, Claim, Expr, Field, Quantity, Query};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.expr {
            Expr::All(parts) => row(f, parts, " ", |f, part| show(f, part, false)),
            Expr::Any(parts) => row(f, parts, " or ", |f, part| show(f, part, true)),
            other => show(f, other, false),
        }
    }
}

fn row(
    f: &mut Formatter<'_>,
    parts: &[Expr],
    between: &str,
    one: impl Fn(&mut Formatter<'_>, &Expr) -> fmt::Result,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        one(f, part)?;
    }
    Ok(())
}

/// One part; a group stands in parentheses, but for terms beside each other inside of an `or`.
fn show(f: &mut Formatter<'_>, expr: &Expr, in_any: bool) -> fmt::Result {
    match expr {
        Expr::All(parts) if in_any => row(f, parts, " ", |f, part| show(f, part, false)),
        Expr::All(parts) => {
            f.write_str("(")?;
            row(f, parts, " ", |f, part| show(f, part, false))?;
            f.write_str(")")
        }
        Expr::Any(parts) => {
            f.write_str("(")?;
            row(f, parts, " or ", |f, part| show(f, part, true))?;
            f.write_str(")")
        }
        Expr::Not(part) => {
            f.write_str("-")?;
            show(f, part, false)
        }
        // Behind a number it would read as a part of it.
        Expr::Word(word) if belongs_to_a_number(word) => write!(f, "({word})"),
        Expr::Word(word) => f.write_str(word),
        Expr::Phrase(text) => quoted(f, text),
        Expr::Test(field, claim) => {
            f.write_str(field.name(false))?;
            value(f, *field, claim)
        }
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_str("\\")?;
        }
        write!(f, "{c}")?;
    }
    f.write_str("\"")
}

fn text(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    if is_bare(text) {
        f.write_str(text)
    } else {
        quoted(f, text)
    }
}

fn value(f: &mut Formatter<'_>, field: Field, claim: &Claim) -> fmt::Result {
    match claim {
        Claim::Missing => f.write_str(":none"),
        Claim::Present => f.write_str(":any"),
        Claim::Is(true) => f.write_str(":yes"),
        Claim::Is(false) => f.write_str(":no"),
        Claim::OneOf(codes) => {
            f.write_str(":")?;
            for (i, code) in codes.iter().enumerate() {
                let names = field.terms().iter().find(|(known, _)| known == code);
                let name = names.and_then(|(_, names)| names.first());
                if i > 0 {
                    f.write_str(",")?;
                }
                f.write_str(name.copied().unwrap_or_default())?;
            }
            Ok(())
        }
        Claim::Between(Some(low), Some(high)) if low == high => write!(f, ":{}", low.at),
        Claim::Between(low, high) => match (low, high) {
            (Some(Bound { at, included }), None) => {
                write!(f, "{}{at}", if *included { ">=" } else { ">" })
            }
            (None, Some(Bound { at, included })) => {
                write!(f, "{}{at}", if *included { "<=" } else { "<" })
            }
            (Some(low), Some(high)) => write!(f, ":{}..{}", low.at, high.at),
            (None, None) => f.write_str(":any"),
        },
        Claim::Holds(texts) => {
            f.write_str(":")?;
            for (i, part) in texts.iter().enumerate() {
                if i > 0 {
                    f.write_str(",")?;
                }
                text(f, part)?;
            }
            Ok(())
        }
        Claim::Equals(whole) => {
            f.write_str("=")?;
            text(f, whole)
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit.name(false))
    }
}
