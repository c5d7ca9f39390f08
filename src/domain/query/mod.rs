//! The query language of segments and views (A6): which clients a list shows.
//!
//! ```text
//! stage:analysis spend3<-20% touch>14d tag:авто -tier:c "альфа"
//! этап:анализ (касание>14д или далее<0) не архив:да
//! ```
//! Terms beside each other must all hold; `or`/`или` binds weaker, `-`, `not`/`не` negate the term behind
//! them, parentheses group. A word or a quoted phrase is looked for in name, people, phones and tags. Fields
//! have English and Russian names ([`Field`]), compared by `: = < <= > >= !=`, with ranges `10..20d`,
//! `:none`/`:нет` for a missing value and `:any`/`:есть` for a present one. A missing value answers no
//! comparison.
//!
//! [`Query::parse`] reads text, [`Plan::new`] flattens a query against a moment, [`Plan::holds`] asks a
//! dossier, [`Plan::ask`] everybody, [`complete`] helps while typing.

mod ask;
mod columns;
mod complete;
mod fault;
mod field;
mod known;
mod plan;
mod show;
mod syntax;
mod value;

use rust_decimal::Decimal;

pub use columns::Columns;
pub use complete::{Candidate, Completion, complete};
pub use fault::{Fault, Why};
pub use field::{Field, FieldKind};
pub use known::{change, data_until, falling};
pub use plan::Plan;

/// The longest query, in bytes.
pub const LONGEST: usize = 2_000;

/// A unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// None: pieces, or the client's currency.
    Plain,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// 365 days.
    Year,
    /// Hundredths.
    Percent,
    /// Thousands of the client's currency.
    Thousand,
    /// Millions of the client's currency.
    Million,
}

impl Unit {
    /// Every unit.
    const ALL: [Self; 8] = [
        Self::Plain,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Percent,
        Self::Thousand,
        Self::Million,
    ];

    /// As typed: English, Russian, then longer forms.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["", ""],
            Self::Day => &["d", "д", "дн", "день", "дня", "дней", "day", "days"],
            Self::Week => &["w", "нед", "н", "week", "weeks"],
            Self::Month => &["m", "мес", "м", "mo", "month", "months"],
            Self::Year => &["y", "г", "год", "лет", "year", "years"],
            Self::Percent => &["%", "%"],
            Self::Thousand => &["k", "тыс", "к", "т"],
            Self::Million => &["M", "млн", "м", "m"],
        }
    }

    /// The unit as typed in a language.
    #[must_use]
    pub fn name(self, russian: bool) -> &'static str {
        let names = self.names();
        names.get(usize::from(russian)).copied().unwrap_or_default()
    }

    /// How many of the smallest unit of its kind it is.
    const fn factor(self) -> i64 {
        match self {
            Self::Plain | Self::Day | Self::Percent => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Year => 365,
            Self::Thousand => 1_000,
            Self::Million => 1_000_000,
        }
    }
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// The number as written, without trailing zeros.
    pub number: Decimal,
    /// Its unit.
    pub unit: Unit,
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Where.
    pub at: Quantity,
    /// Whether the end itself belongs to the range.
    pub included: bool,
}

/// What is claimed of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// There is no value.
    Missing,
    /// There is a value.
    Present,
    /// Yes or no.
    Is(bool),
    /// One of these codes of a closed list.
    OneOf(Vec<u8>),
    /// Between two bounds, of which at least one is there.
    Between(Option<Bound>, Option<Bound>),
    /// Holds one of these texts.
    Holds(Vec<String>),
    /// Is exactly this text.
    Equals(String),
}

/// A query taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Every one holds; of none: everybody.
    All(Vec<Expr>),
    /// At least one holds.
    Any(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// A word of the search text.
    Word(String),
    /// A phrase in quotation marks.
    Phrase(String),
    /// A field and what is claimed of it.
    Test(Field, Claim),
}

impl Expr {
    fn mentions(&self, field: Field) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|p| p.mentions(field)),
            Self::Not(part) => part.mentions(field),
            Self::Word(_) | Self::Phrase(_) => false,
            Self::Test(of, _) => *of == field,
        }
    }

    fn asks_ranking(&self) -> bool {
        Field::RANKED.iter().any(|field| self.mentions(*field))
    }
}

/// A query: an expression that was read without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    expr: Expr,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            expr: Expr::All(Vec::new()),
        }
    }
}

impl Query {
    /// Reads a query. Empty text asks for everybody.
    ///
    /// # Errors
    /// The first fault with its place.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        syntax::parse(text).map(|expr| Self { expr })
    }

    /// The expression.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.expr
    }

    /// Whether it asks for everybody.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.expr == Expr::All(Vec::new())
    }

    /// Whether it says something about a field: one that speaks of the archive sees the archive.
    #[must_use]
    pub fn mentions(&self, field: Field) -> bool {
        self.expr.mentions(field)
    }

    /// Whether only a ranking of the portfolio can answer it.
    #[must_use]
    pub fn asks_ranking(&self) -> bool {
        self.expr.asks_ranking()
    }

    /// The words every client found must hold, and what is asked besides them. A list ranks by the words.
    #[must_use]
    pub fn split(&self) -> (Vec<&str>, Vec<&Expr>) {
        let parts: &[Expr] = match &self.expr {
            Expr::All(parts) => parts,
            one => std::slice::from_ref(one),
        };
        let (mut words, mut rest) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Expr::Word(word) => words.push(word.as_str()),
                other => rest.push(other),
            }
        }
        (words, rest)
    }
}

#[cfg(test)]
mod tests;
