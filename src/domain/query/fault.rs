//! What is wrong with a query, and where.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use winnow::error::ParserError;
use winnow::stream::{Location, Stream};

use super::Field;

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No field of this name; perhaps another was meant.
    NoSuchField {
        /// What was typed.
        name: String,
        /// The field whose name is nearest.
        near: Option<Field>,
    },
    /// The field stands without a value.
    ValueMissing(Field),
    /// The field has no such value.
    NoSuchValue {
        /// Which field.
        field: Field,
        /// What was typed.
        value: String,
    },
    /// A number was expected.
    NotANumber(Field),
    /// The field does not take this unit.
    NoSuchUnit(Field),
    /// The field counts in whole numbers.
    NotWhole(Field),
    /// The number is beyond anything kept.
    TooLarge(Field),
    /// The two ends of a range are not of one kind.
    MixedUnits(Field),
    /// A range whose end lies before its beginning.
    Backwards(Field),
    /// `<` and `>` need a number.
    NotCompared(Field),
    /// A quotation mark is not closed.
    QuoteOpen,
    /// A space inside of a number: its groups are of three digits.
    Apart(Field),
    /// An amount below zero: a change in percent is meant, or the sign is wrong.
    Negative(Field),
    /// `||` where `or` is written, or `&&` where nothing is.
    Foreign {
        /// Whether `or` is meant.
        or: bool,
    },
    /// A parenthesis is not closed.
    ParenOpen,
    /// A parenthesis that closes nothing.
    ParenExtra,
    /// Nothing between parentheses.
    Empty,
    /// A term is needed behind `or`, `not` or `-`.
    TermMissing,
    /// A term is needed before `or`.
    NothingBefore,
    /// Parentheses or negations nested too deeply.
    TooDeep,
    /// Longer than [`LONGEST`](super::LONGEST).
    TooLong,
}

/// A fault with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a query, at byte {at}: {why:?}")]
pub struct Fault {
    /// Where it begins, a byte offset at a character boundary.
    pub at: usize,
    /// How many bytes it spans; 0 where something is missing.
    pub len: usize,
    /// What is wrong.
    pub why: Why,
}

impl Fault {
    pub(super) fn new(at: usize, len: usize, why: Why) -> Self {
        Self { at, len, why }
    }

    /// Whether typing on may put it right: something is missing at the very end.
    #[must_use]
    pub fn is_unfinished(&self, text: &str) -> bool {
        let rest = text.get(self.at..).unwrap_or_default();
        match self.why {
            Why::ValueMissing(_) | Why::TermMissing => rest.trim().is_empty(),
            Why::QuoteOpen | Why::ParenOpen => true,
            // A value or a name being typed is not there yet.
            Why::NoSuchValue { .. }
            | Why::NoSuchUnit(_)
            | Why::NotANumber(_)
            | Why::Apart(_)
            | Why::Negative(_) => self.at + self.len >= text.trim_end().len(),
            _ => false,
        }
    }

    /// The character the fault stands at, from 1.
    #[must_use]
    pub fn character(&self, text: &str) -> usize {
        text.get(..self.at)
            .map_or(0, |before| before.graphemes(true).count())
            + 1
    }

    /// Cells before the caret in a line that shows the text, and cells the caret spans, at least 1.
    #[must_use]
    pub fn cells(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.at).unwrap_or(text).width();
        let spans = text
            .get(self.at..self.at + self.len)
            .map_or(1, |s| s.width());
        (before, spans.max(1))
    }
}

/// The library asks for a fault where one of its parsers does not match; what is at fault is said by the
/// grammar, which looks before it leaps.
impl<I: Stream + Location> ParserError<I> for Fault {
    type Inner = Self;

    fn from_input(input: &I) -> Self {
        Self::new(input.current_token_start(), 0, Why::TermMissing)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}
