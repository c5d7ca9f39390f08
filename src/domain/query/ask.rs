//! Asking everybody at once, by columns.

use super::Field;
use super::columns::{Column, Columns, MANY, NONE, is_shared, ordinal};
use super::plan::{Frame, Leaf, Node, Plan, Whole, changed};
use crate::domain::Book;

impl Plan<'_> {
    /// Whether each client of the book answers, in the book's order: as [`holds`](Self::holds) of every one, but
    /// by columns that stay from one query to the next.
    #[must_use]
    pub fn ask(&self, book: &Book, columns: &mut Columns) -> Vec<bool> {
        let mut asked = vec![!self.waiting; book.len()];
        if self.waiting {
            return asked;
        }
        let mut wanted = Vec::new();
        if !self.archived {
            wanted.push(Column::Flag(Field::Archived));
        }
        self.node.columns(&mut wanted);
        columns.fill(&wanted, book, &self.frame);
        let columns = &*columns;
        if !self.archived {
            let archived = columns.column(Column::Flag(Field::Archived));
            narrow(&mut asked, archived.unwrap_or_default(), |value| value == 0);
        }
        self.node.narrow(&mut asked, book, columns, &self.frame);
        asked
    }
}

impl Node {
    /// The columns its terms are answered from.
    fn columns(&self, wanted: &mut Vec<Column>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|p| p.columns(wanted)),
            Self::Not(part) => part.columns(wanted),
            Self::Leaf(leaf) => wanted.extend(leaf.column()),
        }
    }

    /// Leaves of the clients still asked those that answer.
    fn narrow(&self, asked: &mut [bool], book: &Book, columns: &Columns, frame: &Frame<'_>) {
        match self {
            Self::All(parts) => {
                for part in parts {
                    part.narrow(asked, book, columns, frame);
                }
            }
            Self::Any(parts) => {
                // Who answered one part need not be asked the next.
                let mut left = asked.to_vec();
                for part in parts {
                    let mut hits = left.clone();
                    part.narrow(&mut hits, book, columns, frame);
                    left.iter_mut().zip(&hits).for_each(|(l, hit)| *l &= !hit);
                }
                asked
                    .iter_mut()
                    .zip(&left)
                    .for_each(|(a, none)| *a &= !none);
            }
            Self::Not(part) => {
                let mut hits = asked.to_vec();
                part.narrow(&mut hits, book, columns, frame);
                asked.iter_mut().zip(&hits).for_each(|(a, hit)| *a &= !hit);
            }
            Self::Leaf(leaf) => leaf.narrow(asked, book, columns, frame),
        }
    }
}

/// Leaves of those still asked the ones whose value passes.
fn narrow(asked: &mut [bool], values: &[i64], passes: impl Fn(i64) -> bool) {
    for (asked, value) in asked.iter_mut().zip(values) {
        *asked = *asked && passes(*value);
    }
}

impl Leaf {
    /// The column that answers it, or that tells whom there is no need to ask; `None`: ask the dossiers.
    fn column(&self) -> Option<Column> {
        Some(match self {
            Self::Search(..) => Column::Letters,
            Self::Codes(field, _) => Column::Code(*field),
            Self::Count(Field::Age, _) => Column::Entered,
            Self::Count(field, _) => Column::Count(*field),
            Self::Moment(field, ..) => Column::Moment(*field),
            Self::Day(field, ..) => Column::Day(*field),
            Self::Money(field, _) => Column::Money(*field),
            Self::Change(..) => Column::Change,
            // A new client may be one only until a moment of today.
            Self::Flag(Field::Onboarding, _) | Self::Present(Field::Onboarding, _) => return None,
            Self::Flag(field, _) => Column::Flag(*field),
            Self::Present(field, _) => Column::Present(*field),
            Self::Holds(field, _) | Self::Equals(field, ..) if is_shared(*field) => {
                Column::Shared(*field)
            }
            Self::Holds(..) | Self::Equals(..) => Column::Letters,
        })
    }

    /// Leaves of the clients still asked those that answer.
    fn narrow(&self, asked: &mut [bool], book: &Book, columns: &Columns, frame: &Frame<'_>) {
        let Some(values) = self.column().and_then(|column| columns.column(column)) else {
            return self.ask_each(asked, book, frame);
        };
        let within = |range: Whole| move |v: i64| v != NONE && range.holds(v);
        match self {
            Self::Codes(_, codes) => {
                narrow(asked, values, |v| {
                    (0..32).contains(&v) && codes & (1 << v) != 0
                });
            }
            Self::Count(Field::Age, range) => {
                let now = frame.now;
                narrow(asked, values, |v| range.holds((now - v).max(0) / 86_400));
            }
            Self::Count(_, range) | Self::Money(_, range) => narrow(asked, values, within(*range)),
            Self::Moment(_, range, never) => narrow(asked, values, |v| match v {
                NONE => *never,
                at => range.holds(at),
            }),
            Self::Day(_, from, to) => {
                let (from, to) = (ordinal(*from), ordinal(*to));
                narrow(asked, values, |v| v != NONE && from <= v && v <= to);
            }
            Self::Change(low, high) => narrow(asked, values, |v| {
                let value = f64::from_bits(u64::from_ne_bytes(v.to_ne_bytes()));
                !value.is_nan() && changed(value, *low, *high)
            }),
            Self::Flag(_, wanted) | Self::Present(_, wanted) => {
                narrow(asked, values, |v| (v != 0) == *wanted);
            }
            Self::Holds(field, _) | Self::Equals(field, ..) if is_shared(*field) => {
                let passing: Vec<bool> = (columns.texts(*field).iter())
                    .map(|(there, text)| *there && self.says(text))
                    .collect();
                let place = |v: i64| usize::try_from(v).ok();
                narrow(asked, values, |v| {
                    place(v).and_then(|place| passing.get(place)) == Some(&true)
                });
            }
            Self::Search(..) | Self::Holds(..) | Self::Equals(..) => {
                let needs: Vec<u64> = match self {
                    Self::Search(_, needs) | Self::Equals(_, _, needs) => vec![*needs],
                    Self::Holds(_, texts) => texts.iter().map(|(_, needs)| *needs).collect(),
                    _ => Vec::new(),
                };
                narrow(asked, values, |v| {
                    let there = u64::from_ne_bytes(v.to_ne_bytes());
                    needs.iter().any(|needs| there & needs == *needs)
                });
                self.ask_each(asked, book, frame);
            }
        }
    }

    /// Asks the dossiers of those still asked, by two threads where that pays.
    fn ask_each(&self, asked: &mut [bool], book: &Book, frame: &Frame<'_>) {
        let ask = |asked: &mut [bool], from: usize, frame: &Frame<'_>| {
            for (asked, dossier) in asked.iter_mut().zip(book.all().skip(from)) {
                *asked = *asked && self.holds(dossier, frame);
            }
        };
        let middle = asked.len() / 2;
        if asked.iter().filter(|asked| **asked).count() < MANY {
            return ask(asked, 0, frame);
        }
        let (front, back) = asked.split_at_mut(middle);
        let other = frame.clone();
        std::thread::scope(|scope| {
            scope.spawn(move || ask(back, middle, &other));
            ask(front, 0, frame);
        });
    }
}
