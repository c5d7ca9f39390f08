//! A query flattened against a moment: what is asked of each of 100 000 clients.
//!
//! Days become moments and dates once, numbers become whole numbers with both ends included, texts become
//! searchers; of terms beside each other the cheap ones are asked first.

use jiff::civil::Date;
use jiff::{Span, Zoned};
use memchr::memmem::Finder;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::known::{any_text, change, code, count, day, flag, moment, money, present};
use super::{Bound, Claim, Expr, Field, FieldKind, Query, Unit};
use crate::domain::fold::{fold, letters, phone_word};
use crate::domain::ranking::Walk;
use crate::domain::{Dossier, Month, Ranking};

/// A query ready to be asked.
#[derive(Debug, Clone)]
pub struct Plan<'r> {
    pub(super) node: Node,
    /// Whether clients in the archive may answer.
    pub(super) archived: bool,
    /// It asks for scores and there are none yet.
    pub(super) waiting: bool,
    pub(super) frame: Frame<'r>,
}

/// What a query is asked against besides the client: the moment, and the scores there are.
#[derive(Debug, Clone)]
pub(super) struct Frame<'r> {
    pub(super) now: i64,
    pub(super) today: Date,
    pub(super) month: Month,
    pub(super) scores: Option<Walk<'r>>,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Leaf(Leaf),
}

/// Both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Whole {
    low: i64,
    high: i64,
}

impl Whole {
    pub(super) const fn holds(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }
}

#[derive(Debug, Clone)]
pub(super) enum Leaf {
    /// A folded text anywhere in the search text, and the letters it needs.
    Search(Box<Finder<'static>>, u64),
    /// One bit a code.
    Codes(Field, u32),
    /// A whole number.
    Count(Field, Whole),
    /// Seconds of a moment; `true`: never is longer than any time.
    Moment(Field, Whole, bool),
    /// A day.
    Day(Field, Date, Date),
    /// Minor units of the client's currency.
    Money(Field, Whole),
    /// Percent.
    Change(Option<(f64, bool)>, Option<(f64, bool)>),
    Flag(Field, bool),
    Present(Field, bool),
    /// One of these folded texts is a part of the value; each with the letters it needs.
    Holds(Field, Vec<(String, u64)>),
    /// The value is this folded text, which needs these letters.
    Equals(Field, String, u64),
}

impl<'r> Plan<'r> {
    /// A query at a moment, in the zone of its calendar. Clients in the archive answer only a query that
    /// speaks of the archive; nobody answers one that asks for scores before they are there.
    #[must_use]
    pub fn new(query: &Query, now: &Zoned, ranking: Option<&'r Ranking>) -> Self {
        let expr = query.expr();
        Self::of(&[expr], query.mentions(Field::Archived), now, ranking)
    }

    /// Several expressions that must all hold, see [`Query::split`]; `archived` lets the archive answer.
    #[must_use]
    pub fn of(exprs: &[&Expr], archived: bool, now: &Zoned, ranking: Option<&'r Ranking>) -> Self {
        let nodes = exprs.iter().map(|e| flat(e, now)).collect();
        Self {
            node: in_order(nodes, Node::All),
            archived,
            waiting: ranking.is_none() && exprs.iter().any(|e| e.asks_ranking()),
            frame: Frame {
                scores: ranking.map(Ranking::walk),
                now: now.timestamp().as_second(),
                today: now.date(),
                month: Month::from(now.date()),
            },
        }
    }

    /// Whether nobody answers only because the scores it asks for are not there yet.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Whether the client answers.
    #[must_use]
    pub fn holds(&self, dossier: &Dossier) -> bool {
        !self.waiting
            && (self.archived || dossier.client.archived_at.is_none())
            && self.node.holds(dossier, &self.frame)
    }
}

impl Node {
    fn holds(&self, d: &Dossier, frame: &Frame<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|p| p.holds(d, frame)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(d, frame)),
            Self::Not(part) => !part.holds(d, frame),
            Self::Leaf(leaf) => leaf.holds(d, frame),
        }
    }

    /// How much asking costs, roughly in tens of nanoseconds.
    fn cost(&self) -> u32 {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).sum(),
            Self::Not(part) => part.cost(),
            Self::Leaf(leaf) => match leaf {
                Leaf::Codes(..) | Leaf::Flag(..) => 1,
                Leaf::Moment(..) | Leaf::Day(..) | Leaf::Present(..) => 2,
                Leaf::Count(..) => 3,
                Leaf::Money(..) => 5,
                Leaf::Change(..) => 8,
                Leaf::Search(..) => 10,
                Leaf::Holds(..) | Leaf::Equals(..) => 20,
            },
        }
    }
}

fn in_order(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1 {
        return nodes.remove(0);
    }
    nodes.sort_by_key(Node::cost);
    join(nodes)
}

fn flat(expr: &Expr, now: &Zoned) -> Node {
    let search = |text: String| {
        let needs = letters(&text);
        Node::Leaf(Leaf::Search(
            Box::new(Finder::new(text.as_bytes()).into_owned()),
            needs,
        ))
    };
    let many = |parts: &[Expr]| parts.iter().map(|p| flat(p, now)).collect();
    match expr {
        Expr::All(parts) => in_order(many(parts), Node::All),
        Expr::Any(parts) => in_order(many(parts), Node::Any),
        Expr::Not(part) => Node::Not(Box::new(flat(part, now))),
        Expr::Word(word) => search(phone_word(&fold(word))),
        Expr::Phrase(phrase) => search(fold(phrase)),
        Expr::Test(field, claim) => Node::Leaf(leaf(*field, claim, now)),
    }
}

fn leaf(field: Field, claim: &Claim, now: &Zoned) -> Leaf {
    match claim {
        Claim::Missing => Leaf::Present(field, false),
        Claim::Present => Leaf::Present(field, true),
        Claim::Is(yes) => Leaf::Flag(field, *yes),
        Claim::OneOf(codes) => Leaf::Codes(
            field,
            codes.iter().fold(0, |bits, code| bits | 1 << (code % 32)),
        ),
        Claim::Holds(texts) => {
            let texts = texts.iter().map(|t| text(field, t));
            Leaf::Holds(field, texts.map(with_letters).collect())
        }
        Claim::Equals(whole) => {
            let (text, needs) = with_letters(text(field, whole));
            Leaf::Equals(field, text, needs)
        }
        Claim::Between(low, high) => between(field, *low, *high, now),
    }
}

/// A text as the value is compared: folded, a phone by its digits.
fn text(field: Field, raw: &str) -> String {
    match field {
        Field::Phone => {
            let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
            let country = digits.len().saturating_sub(10);
            digits.get(country..).unwrap_or_default().to_owned()
        }
        _ => fold(raw),
    }
}

fn with_letters(text: String) -> (String, u64) {
    let needs = letters(&text);
    (text, needs)
}

fn between(field: Field, low: Option<Bound>, high: Option<Bound>, now: &Zoned) -> Leaf {
    let percent = low.or(high).is_some_and(|b| b.at.unit == Unit::Percent);
    if field.kind() == FieldKind::MoneyOrChange && percent {
        let end = |b: Bound| Some((b.at.base().to_f64()?, b.included));
        return Leaf::Change(low.and_then(end), high.and_then(end));
    }
    let money = matches!(field.kind(), FieldKind::Money | FieldKind::MoneyOrChange);
    let range = whole(low, high, if money { 100 } else { 1 });
    let never = high.is_none();
    let today = now.date();
    // `n` days ago, and days ahead for a negative `n`.
    let ago = |n: i64| {
        let days = n.clamp(-4_000_000, 4_000_000);
        let edge = if days > 0 { Date::MIN } else { Date::MAX };
        today.checked_sub(Span::new().days(days)).unwrap_or(edge)
    };
    let begins = |date: Date| {
        date.to_zoned(now.time_zone().clone())
            .map_or(i64::MIN, |z| z.timestamp().as_second())
    };
    match field {
        Field::Touch | Field::Inbound => {
            // What lies in the future, by a clock set back, is of today.
            let to = match range.low {
                ..=0 => i64::MAX,
                low => begins(ago(low.saturating_sub(1))).saturating_sub(1),
            };
            let from = match range.high {
                i64::MAX => i64::MIN,
                ..0 => i64::MAX,
                high => begins(ago(high)),
            };
            Leaf::Moment(
                field,
                Whole {
                    low: from,
                    high: to,
                },
                never,
            )
        }
        Field::Next => Leaf::Day(
            field,
            ago(range.low.saturating_neg()),
            ago(range.high.saturating_neg()),
        ),
        Field::Since | Field::Data => {
            let to = if range.low <= 0 {
                Date::MAX
            } else {
                ago(range.low)
            };
            let from = if range.high < 0 {
                Date::MAX
            } else {
                ago(range.high)
            };
            Leaf::Day(field, from, to)
        }
        _ if money => Leaf::Money(field, range),
        _ => Leaf::Count(field, range),
    }
}

/// Bounds as whole numbers of which `scale` make one, both ends included.
fn whole(low: Option<Bound>, high: Option<Bound>, scale: i64) -> Whole {
    let scaled = |b: Bound| b.at.base() * Decimal::from(scale);
    let low = low.map_or(Some(i64::MIN), |b| {
        let at = scaled(b);
        if b.included {
            at.ceil().to_i64()
        } else {
            at.floor().to_i64().map(|n| n.saturating_add(1))
        }
    });
    let high = high.map_or(Some(i64::MAX), |b| {
        let at = scaled(b);
        if b.included {
            at.floor().to_i64()
        } else {
            at.ceil().to_i64().map(|n| n.saturating_sub(1))
        }
    });
    Whole {
        low: low.unwrap_or(i64::MAX),
        high: high.unwrap_or(i64::MIN),
    }
}

impl Leaf {
    pub(super) fn holds(&self, d: &Dossier, frame: &Frame<'_>) -> bool {
        match self {
            Self::Search(finder, needs) => {
                d.letters() & needs == *needs && finder.find(d.haystack().as_bytes()).is_some()
            }
            Self::Codes(field, codes) => {
                code(d, *field, frame).is_some_and(|c| codes & (1 << c) != 0)
            }
            Self::Count(field, range) => {
                count(d, *field, frame).is_some_and(|value| range.holds(value))
            }
            Self::Moment(field, range, never) => {
                moment(d, *field).map_or(*never, |at| range.holds(at.as_second()))
            }
            Self::Day(field, from, to) => {
                day(d, *field).is_some_and(|day| *from <= day && day <= *to)
            }
            Self::Money(field, range) => {
                money(d, *field, frame).is_some_and(|value| range.holds(value))
            }
            Self::Change(low, high) => {
                change(d, frame.month).is_some_and(|value| changed(value, *low, *high))
            }
            Self::Flag(field, wanted) => flag(d, *field, frame) == *wanted,
            Self::Present(field, wanted) => present(d, *field, frame) == *wanted,
            Self::Holds(..) | Self::Equals(..) => match self.field() {
                Some(field) => any_text(d, field, |value| self.says(value)),
                None => false,
            },
        }
    }

    /// The field of a claim about a text.
    const fn field(&self) -> Option<Field> {
        match self {
            Self::Holds(field, _) | Self::Equals(field, ..) => Some(*field),
            _ => None,
        }
    }

    /// Whether a claim about a text is true of this one.
    pub(super) fn says(&self, value: &str) -> bool {
        match self {
            Self::Holds(_, texts) => texts.iter().any(|(text, _)| value.contains(text.as_str())),
            Self::Equals(_, text, _) => value == text,
            _ => false,
        }
    }
}

pub(super) fn changed(value: f64, low: Option<(f64, bool)>, high: Option<(f64, bool)>) -> bool {
    low.is_none_or(|(at, included)| value > at || (included && value == at))
        && high.is_none_or(|(at, included)| value < at || (included && value == at))
}
