//! What fields say of every client, kept from one key to the next.
//!
//! A dossier is some hundred bytes with more behind pointers: walking 100 000 of them for one term costs 10 ms, most of it waiting
//! for memory. A column is eight bytes a client in the order of the book; it is filled the first time a field is asked and then
//! answers in a tenth of a millisecond, until the book, the day or the ranking is another.

use std::panic::resume_unwind;

use jiff::civil::Date;

use super::Field;
use super::known::{change, code, count, day, flag, moment, money, present};
use super::plan::Frame;
use crate::domain::fold::fold;
use crate::domain::{Book, Dossier};

/// There is no value.
pub(super) const NONE: i64 = i64::MIN;

/// From so many clients on two threads fill.
pub(super) const MANY: usize = 8_192;

/// What a column holds of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The code of a closed list.
    Code(Field),
    Count(Field),
    /// Seconds of the moment the stage was entered: its age is told against the moment asked.
    Entered,
    /// Seconds.
    Moment(Field),
    /// A day, see [`ordinal`].
    Day(Field),
    Money(Field),
    /// The bits of a percentage.
    Change,
    Flag(Field),
    Present(Field),
    /// The letters of the search text.
    Letters,
    /// The place of a text that many clients share in [`Shared::texts`].
    Shared(Field),
}

/// A day as a number that grows with it.
pub(super) fn ordinal(date: Date) -> i64 {
    i64::from(date.year()) * 512 + i64::from(date.month()) * 32 + i64::from(date.day())
}

impl Column {
    /// What it holds of a client; texts that are shared are looked up apart.
    fn value(self, d: &Dossier, frame: &Frame<'_>) -> i64 {
        match self {
            Self::Code(field) => code(d, field, frame).map_or(NONE, i64::from),
            Self::Count(field) => count(d, field, frame).unwrap_or(NONE),
            Self::Entered => d.stage_since().as_second(),
            Self::Moment(field) => moment(d, field).map_or(NONE, |at| at.as_second()),
            Self::Day(field) => day(d, field).map_or(NONE, ordinal),
            Self::Money(field) => money(d, field, frame).unwrap_or(NONE),
            Self::Change => {
                let bits = change(d, frame.month).unwrap_or(f64::NAN).to_bits();
                i64::from_ne_bytes(bits.to_ne_bytes())
            }
            Self::Flag(field) => i64::from(flag(d, field, frame)),
            Self::Present(field) => i64::from(present(d, field, frame)),
            Self::Letters => i64::from_ne_bytes(d.letters().to_ne_bytes()),
            Self::Shared(_) => NONE,
        }
    }
}

/// What the columns were made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    revision: u64,
    clients: usize,
    today: Date,
    /// Where the ranking lies; a new one lies elsewhere.
    ranking: usize,
}

/// The columns asked for so far.
#[derive(Debug, Default)]
pub struct Columns {
    stamp: Option<Stamp>,
    filled: Vec<(Column, Vec<i64>)>,
    /// Folded texts of the shared columns, each with whether there is one at all.
    texts: Vec<(Field, Vec<(bool, String)>)>,
}

impl Columns {
    /// Fills what is missing; throws away what is of another book, day or ranking.
    pub(super) fn fill(&mut self, wanted: &[Column], book: &Book, frame: &Frame<'_>) {
        let stamp = Stamp {
            revision: book.revision(),
            clients: book.len(),
            today: frame.today,
            ranking: frame.scores.as_ref().map_or(0, |walk| walk.identity()),
        };
        if self.stamp != Some(stamp) {
            self.filled.clear();
            self.texts.clear();
            self.stamp = Some(stamp);
        }
        let mut missing: Vec<Column> = Vec::new();
        for column in wanted {
            if self.column(*column).is_none() && !missing.contains(column) {
                missing.push(*column);
            }
        }
        let (shared, plain): (Vec<Column>, Vec<Column>) =
            (missing.into_iter()).partition(|c| matches!(c, Column::Shared(_)));
        for column in shared {
            self.share(column, book);
        }
        if plain.is_empty() {
            return;
        }
        let middle = if book.len() < MANY {
            book.len()
        } else {
            book.len() / 2
        };
        let mut halves = std::thread::scope(|scope| {
            let (columns, scores) = (plain.as_slice(), frame.clone());
            let back = (middle < book.len())
                .then(|| scope.spawn(move || span(columns, book, middle..book.len(), &scores)));
            let mut front = span(columns, book, 0..middle, frame);
            if let Some(back) = back {
                // Half a column would answer wrongly without a sign.
                let back = back.join().unwrap_or_else(|panic| resume_unwind(panic));
                for (column, rest) in front.iter_mut().zip(back) {
                    column.extend(rest);
                }
            }
            front
        });
        self.filled.extend(plain.into_iter().zip(halves.drain(..)));
    }

    /// Texts many clients have in common are folded once each.
    fn share(&mut self, column: Column, book: &Book) {
        let Column::Shared(field) = column else {
            return;
        };
        let mut seen = std::collections::HashMap::new();
        let mut texts = Vec::new();
        let places = book.all().map(|d| {
            let raw = shared_text(d, field);
            let place = *seen.entry(raw).or_insert_with(|| {
                texts.push((!raw.is_empty(), fold(raw)));
                texts.len() - 1
            });
            i64::try_from(place).unwrap_or(NONE)
        });
        let places = places.collect();
        self.texts.push((field, texts));
        self.filled.push((column, places));
    }

    /// A column that was filled.
    pub(super) fn column(&self, column: Column) -> Option<&[i64]> {
        let found = self.filled.iter().find(|(there, _)| *there == column);
        found.map(|(_, values)| values.as_slice())
    }

    /// The folded texts of a shared column, by place.
    pub(super) fn texts(&self, field: Field) -> &[(bool, String)] {
        let found = self.texts.iter().find(|(there, _)| *there == field);
        found.map_or(&[], |(_, texts)| texts.as_slice())
    }
}

/// Whether a field's text is one many clients have in common.
pub(super) const fn is_shared(field: Field) -> bool {
    matches!(field, Field::Owner | Field::Zone)
}

/// The text of a field that [`is_shared`]; empty for none.
fn shared_text(d: &Dossier, field: Field) -> &str {
    match field {
        Field::Owner => &d.client.owner,
        Field::Zone => d.client.zone.as_ref().map_or("", |zone| zone.name()),
        _ => "",
    }
}

/// The columns over a part of the book.
fn span(
    columns: &[Column],
    book: &Book,
    places: std::ops::Range<usize>,
    frame: &Frame<'_>,
) -> Vec<Vec<i64>> {
    let mut out: Vec<Vec<i64>> = (columns.iter())
        .map(|_| Vec::with_capacity(places.len()))
        .collect();
    for dossier in book.all().skip(places.start).take(places.len()) {
        for (column, values) in columns.iter().zip(&mut out) {
            values.push(column.value(dossier, frame));
        }
    }
    out
}
