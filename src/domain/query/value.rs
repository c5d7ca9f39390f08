//! Values of a test: what stands behind the operator, read as the kind of its field asks.

use rust_decimal::Decimal;
use winnow::ascii::digit1;
use winnow::combinator::{alt, opt};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{rest, take_while};

use super::field::{ANY, NO, NONE, YES};
use super::syntax::{Op, in_word};
use super::{Bound, Claim, Expr, Fault, Field, FieldKind, Quantity, Unit, Why};
use crate::domain::fold::fold;

/// One value of a list.
#[derive(Debug)]
pub(super) struct Part {
    at: usize,
    pub(super) text: String,
    quoted: bool,
    /// A comma stands behind it with nothing after: a quotation mark may follow.
    pub(super) goes_on: bool,
}

impl Part {
    pub(super) const fn quoted(at: usize, text: String) -> Self {
        Self {
            at,
            text,
            quoted: true,
            goes_on: false,
        }
    }

    fn fault(&self, why: Why) -> Fault {
        // An escaped mark makes the text shorter than its place; the end of the place is not needed then.
        Fault::new(self.at, if self.quoted { 1 } else { self.text.len() }, why)
    }
}

/// Cuts a bare value at commas, where the field takes lists; elsewhere a comma is the decimal one.
pub(super) fn split(field: Field, at: usize, raw: &str) -> Vec<Part> {
    let part = |at: usize, text: &str| Part {
        at,
        text: text.to_owned(),
        quoted: false,
        goes_on: false,
    };
    if !matches!(field.kind(), FieldKind::Text | FieldKind::Term) {
        return vec![part(at, raw)];
    }
    let mut parts = Vec::new();
    let mut from = at;
    for text in raw.split(',') {
        parts.push(part(from, text));
        from += text.len() + 1;
    }
    if let Some(last) = parts.last_mut() {
        last.goes_on = last.text.is_empty();
    }
    parts
}

/// Where the value ahead ends, in bytes. A number may have a space before its unit and, as an amount, between
/// its groups of three digits; what else stands behind it and looks like a part of it is a fault, not a word to
/// look for.
pub(super) fn reach(field: Field, at: usize, ahead: &str) -> Result<usize, Fault> {
    let word_end = |from: usize| {
        let rest = ahead.get(from..).unwrap_or_default();
        from + rest.find(|c| !in_word(c)).unwrap_or(rest.len())
    };
    let mut end = word_end(0);
    let amount = matches!(field.kind(), FieldKind::Money | FieldKind::MoneyOrChange);
    while field.is_number() {
        let (read, rest) = ahead.split_at(end);
        let gap = rest.len() - rest.trim_start().len();
        let next = word_end(end + gap);
        let word = ahead.get(end + gap..next).unwrap_or_default();
        if !read.ends_with(|c: char| c.is_ascii_digit()) || gap == 0 || word.is_empty() {
            break;
        }
        let (head, goes_on) = match word.split_once("..") {
            Some((head, _)) => (head, true),
            None => (word, false),
        };
        if unit_of(field, head).is_some_and(|unit| unit != Unit::Plain) {
            end = next;
            if goes_on {
                continue;
            }
            break;
        }
        if amount && in_groups(read, word) {
            end = next;
            continue;
        }
        let fault = |why| Err(Fault::new(at + end + gap, word.len(), why));
        if field.kind() != FieldKind::Count {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                return fault(Why::Apart(field));
            }
            if word.chars().count() > 1 && belongs_to_a_number(word) {
                return fault(Why::NoSuchUnit(field));
            }
        }
        break;
    }
    Ok(end)
}

/// Whether a word goes on with the groups of digits a number ends with: `1`, `000`.
fn in_groups(read: &str, word: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let head = read.trim_end_matches(|c: char| c.is_ascii_digit());
    let fraction = head.ends_with(['.', ',']) && !head.ends_with("..");
    digits(word) == 3 && (1..=3).contains(&(read.len() - head.len())) && !fraction
}

/// Names of money a number may be followed by, which no field takes: amounts are in the client's currency.
const CURRENCIES: &[&str] = &["руб", "руб.", "рублей", "₽", "rub", "usd", "eur"];

/// Whether a word behind a number reads as its unit or as more of its digits.
pub(super) fn belongs_to_a_number(word: &str) -> bool {
    let folded = fold(word);
    let named = |unit: &Unit| unit.names().iter().any(|name| fold(name) == folded);
    word.starts_with(|c: char| c.is_ascii_digit())
        || Unit::ALL.iter().any(named)
        || CURRENCIES.contains(&folded.as_str())
}

/// What the parts claim of the field.
pub(super) fn claim(field: Field, op: Op, at: usize, parts: &[Part]) -> Result<Expr, Fault> {
    let empty = |p: &&Part| p.text.is_empty();
    if let Some(part) = parts.iter().find(empty) {
        return Err(Fault::new(part.at, 0, Why::ValueMissing(field)));
    }
    let Some(first) = parts.first() else {
        return Err(Fault::new(at, 0, Why::ValueMissing(field)));
    };
    if op.orders() && !field.is_number() {
        return Err(first.fault(Why::NotCompared(field)));
    }
    let word = fold(&first.text);
    let says = |words: &[&str]| {
        !first.quoted && !op.orders() && parts.len() == 1 && words.contains(&word.as_str())
    };
    let claim = match field.kind() {
        FieldKind::Flag if says(YES) => Claim::Is(true),
        FieldKind::Flag if says(NO) => Claim::Is(false),
        FieldKind::Flag => return Err(no_such(field, first)),
        _ if says(NONE) => Claim::Missing,
        _ if says(ANY) => Claim::Present,
        FieldKind::Term => Claim::OneOf(codes(field, parts)?),
        FieldKind::Text if op == Op::Has || parts.len() > 1 => {
            Claim::Holds(parts.iter().map(|p| p.text.clone()).collect())
        }
        FieldKind::Text => Claim::Equals(first.text.clone()),
        _ => between(field, op, first)?,
    };
    let test = Expr::Test(field, claim);
    Ok(match op {
        Op::Unequal => Expr::Not(Box::new(test)),
        _ => test,
    })
}

fn no_such(field: Field, part: &Part) -> Fault {
    let value = part.text.clone();
    part.fault(Why::NoSuchValue { field, value })
}

/// The codes of a closed list: whole names, or beginnings only one name has.
fn codes(field: Field, parts: &[Part]) -> Result<Vec<u8>, Fault> {
    let mut codes = Vec::with_capacity(parts.len());
    for part in parts {
        let typed = fold(&part.text);
        let called = |test: &dyn Fn(&str) -> bool| -> Vec<u8> {
            let terms = field.terms().iter();
            let named = terms.filter(|(_, names)| names.iter().any(|n| test(&fold(n))));
            named.map(|(code, _)| *code).collect()
        };
        let mut found = called(&|name| name == typed);
        if found.is_empty() {
            found = called(&|name| name.starts_with(&typed));
        }
        match found.as_slice() {
            [code] if !codes.contains(code) => codes.push(*code),
            [_] => {}
            _ => return Err(no_such(field, part)),
        }
    }
    Ok(codes)
}

/// A number as read: sign and digits, the unit as typed with its place.
struct Read<'a> {
    number: Decimal,
    unit: &'a str,
    unit_at: usize,
}

type Input<'a> = LocatingSlice<&'a str>;

/// `-1,5k`, up to where a range goes on.
fn number<'a>(i: &mut Input<'a>) -> Result<Read<'a>, Fault> {
    let sign = opt(alt(('-', '−', '+'))).parse_next(i)?;
    let fraction = (alt(('.', ',')), digit1);
    let groups = take_while(0.., |c: char| c.is_ascii_digit() || c.is_whitespace());
    let (whole, part) = ((digit1, groups).take(), opt(fraction)).parse_next(i)?;
    let (whole, part): (&str, Option<(char, &str)>) = (whole, part);
    let mut text: String = whole.split_whitespace().collect();
    if let Some((_, part)) = part {
        text.push('.');
        text.push_str(part);
    }
    let at = i.current_token_start();
    let mut number = Decimal::from_str_exact(&text)
        .map_err(|_| Fault::new(at, 0, Why::TooLong))?
        .normalize();
    if matches!(sign, Some('-' | '−')) && !number.is_zero() {
        number.set_sign_negative(true);
    }
    let _: &str = take_while(0.., char::is_whitespace).parse_next(i)?;
    let unit_at = i.current_token_start();
    let unit = take_while(0.., |c: char| c != '.').parse_next(i)?;
    Ok(Read {
        number,
        unit,
        unit_at,
    })
}

fn between(field: Field, op: Op, part: &Part) -> Result<Claim, Fault> {
    let not_a_number = || part.fault(Why::NotANumber(field));
    if part.quoted {
        return Err(not_a_number());
    }
    let text = part.text.as_str();
    let mut input = Input::new(text);
    let read = |i: &mut Input<'_>| -> Result<(Decimal, Option<Unit>), Fault> {
        let begin = i.current_token_start();
        let read = number(i).map_err(|fault| match fault.why {
            Why::TooLong => part.fault(Why::TooLarge(field)),
            _ => not_a_number(),
        })?;
        let unit = if read.unit.is_empty() {
            None
        } else {
            let Some(unit) = unit_of(field, read.unit) else {
                let why = Why::NoSuchUnit(field);
                return Err(Fault::new(part.at + read.unit_at, read.unit.len(), why));
            };
            Some(unit)
        };
        let len = i.current_token_start() - begin;
        let fault = |why| Fault::new(part.at + begin, len, why);
        if matches!(field.kind(), FieldKind::Days | FieldKind::Count) && read.number.scale() > 0 {
            return Err(fault(Why::NotWhole(field)));
        }
        if read.number.abs() > Decimal::from(1_000_000_000_000_i64) {
            return Err(fault(Why::TooLarge(field)));
        }
        Ok((read.number, unit))
    };
    let open_low = !op.orders() && text.starts_with("..");
    let low = if open_low {
        None
    } else {
        Some(read(&mut input)?)
    };
    let range = !op.orders() && opt("..").parse_next(&mut input)?.is_some();
    let high = if range && !input.is_empty() {
        Some(read(&mut input)?)
    } else {
        None
    };
    let left: &str = rest.parse_next(&mut input)?;
    if !left.is_empty() {
        return Err(not_a_number());
    }
    // `10..20d`: what has no unit takes that of its neighbour.
    let unit = |own: Option<Unit>, other: Option<Unit>| own.or(other);
    let first = field.units().first().copied().unwrap_or(Unit::Plain);
    let low_unit = unit(low.and_then(|l| l.1), high.and_then(|h| h.1)).unwrap_or(first);
    let high_unit = unit(high.and_then(|h| h.1), low.and_then(|l| l.1)).unwrap_or(first);
    let below = |number: Option<Decimal>, unit: Unit| {
        number.is_some_and(|n| n.is_sign_negative()) && unit != Unit::Percent
    };
    if matches!(field.kind(), FieldKind::Money | FieldKind::MoneyOrChange)
        && (below(low.map(|l| l.0), low_unit) || below(high.map(|h| h.0), high_unit))
    {
        return Err(part.fault(Why::Negative(field)));
    }
    let bound = |number: Decimal, unit: Unit, included: bool| Bound {
        at: Quantity { number, unit },
        included,
    };
    if range {
        let low = low.map(|(number, _)| bound(number, low_unit, true));
        let high = high.map(|(number, _)| bound(number, high_unit, true));
        return match (low, high) {
            (None, None) => Err(not_a_number()),
            (Some(l), Some(h)) if (l.at.unit == Unit::Percent) != (h.at.unit == Unit::Percent) => {
                Err(part.fault(Why::MixedUnits(field)))
            }
            (Some(l), Some(h)) if l.at.base() > h.at.base() => {
                Err(part.fault(Why::Backwards(field)))
            }
            (low, high) => Ok(Claim::Between(low, high)),
        };
    }
    let Some((number, _)) = low else {
        return Err(not_a_number());
    };
    let at = |included| Some(bound(number, low_unit, included));
    Ok(match op {
        Op::Below => Claim::Between(None, at(false)),
        Op::AtMost => Claim::Between(None, at(true)),
        Op::Above => Claim::Between(at(false), None),
        Op::AtLeast => Claim::Between(at(true), None),
        Op::Has | Op::Equal | Op::Unequal => Claim::Between(at(true), at(true)),
    })
}

fn unit_of(field: Field, typed: &str) -> Option<Unit> {
    let exact = |unit: &&Unit| unit.names().contains(&typed);
    let folded = fold(typed);
    let loose = |unit: &&Unit| unit.names().iter().any(|n| fold(n) == folded);
    let units = field.units();
    units
        .iter()
        .find(exact)
        .or_else(|| units.iter().find(loose))
        .copied()
}

impl Quantity {
    /// The number in the smallest unit of its kind: days, currency, pieces, percent.
    pub(super) fn base(self) -> Decimal {
        self.number * Decimal::from(self.unit.factor())
    }
}
