//! Reading a keymap file: every mistake becomes a [`KeymapProblem`] with its line,
//! and the rest of the file still works.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::action::Action;
use super::binding::Binding;
use super::context::Context;
use super::key::KeySeq;

/// One thing wrong with a keymap file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}: {kind}", .line.map_or_else(|| "?".to_owned(), |l| l.to_string()))]
pub struct KeymapProblem {
    /// Line in the person's file, from 1; `None` when it cannot be told.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The kinds of mistakes; the words are for logs, a screen says them in its own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The file is not TOML; nothing after this place is read.
    #[error("not TOML: {message}")]
    Syntax {
        /// The parser's own words (English).
        message: String,
    },
    /// A table that names no context.
    #[error("unknown place {name:?}")]
    UnknownContext {
        /// The name of the table.
        name: String,
    },
    /// `do` names no action.
    #[error("unknown action {name:?}")]
    UnknownAction {
        /// What was written.
        name: String,
        /// The action whose name is nearest, if one is near.
        nearest: Option<Action>,
    },
    /// `on` names no key.
    #[error("no such key: {text:?}")]
    BadKey {
        /// What was written.
        text: String,
    },
    /// An entry that is not `{ on = …, do = … }`.
    #[error("expected {{ on = …, do = … }}")]
    BadEntry,
    /// The same keys twice in one context of one file; the first stays.
    #[error("{keys} in {} is bound on line {first_line} already", .context.name())]
    Duplicate {
        /// Where.
        context: Context,
        /// The keys bound twice.
        keys: KeySeq,
        /// The line of the binding that stays.
        first_line: usize,
    },
    /// A sequence that another binding cuts short.
    #[error("{keys} can never be pressed in {}: {hidden_by} acts first", .context.name())]
    Unreachable {
        /// The first place where it happens.
        context: Context,
        /// The sequence that cannot be finished.
        keys: KeySeq,
        /// Its beginning that acts already.
        hidden_by: KeySeq,
    },
    /// A plain character in a place where characters are text.
    #[error("{keys} is typed as text in {}", .context.name())]
    TypedAsText {
        /// Where.
        context: Context,
        /// The keys.
        keys: KeySeq,
    },
}

/// A binding with the line it was read from.
pub(super) struct Entry {
    pub(super) binding: Binding,
    pub(super) line: usize,
}

/// Reads a whole file; entries come in file order.
pub(super) fn read(text: &str) -> (Vec<Entry>, Vec<KeymapProblem>) {
    let mut reader = Reader {
        text,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        reader.problem(
            error.span(),
            ProblemKind::Syntax {
                message: error.message().to_owned(),
            },
        );
    }
    for (name, value) in document.get_ref() {
        match Context::from_name(name.get_ref()) {
            Some(context) => reader.table(context, value),
            None => reader.problem(
                Some(name.span()),
                ProblemKind::UnknownContext {
                    name: name.get_ref().to_string(),
                },
            ),
        }
    }
    (reader.entries, reader.problems)
}

struct Reader<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    problems: Vec<KeymapProblem>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        1 + self
            .text
            .bytes()
            .take(at)
            .filter(|byte| *byte == b'\n')
            .count()
    }

    fn problem(&mut self, span: Option<Range<usize>>, kind: ProblemKind) {
        let line = span.map(|s| self.line(s.start));
        self.problems.push(KeymapProblem { line, kind });
    }

    fn table(&mut self, context: Context, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.problem(Some(value.span()), ProblemKind::BadEntry);
        };
        for (name, value) in table {
            match value.get_ref() {
                DeValue::Array(rows) if name.get_ref() == "bind" => {
                    for row in rows {
                        self.row(context, row);
                    }
                }
                _ => self.problem(Some(name.span()), ProblemKind::BadEntry),
            }
        }
    }

    fn row(&mut self, context: Context, row: &Spanned<DeValue<'_>>) {
        let fields = row.get_ref().as_table();
        let on = fields.and_then(|f| f.get("on"));
        let name = fields
            .and_then(|f| f.get("do"))
            .and_then(|v| v.get_ref().as_str().map(|s| (s, v.span())));
        let (Some(on), Some((name, span))) = (on, name) else {
            return self.problem(Some(row.span()), ProblemKind::BadEntry);
        };
        let action = match (name, Action::from_name(name)) {
            ("none", _) => None,
            (_, Some(action)) => Some(action),
            _ => {
                let kind = ProblemKind::UnknownAction {
                    name: name.to_owned(),
                    nearest: nearest(name),
                };
                return self.problem(Some(span), kind);
            }
        };
        match on.get_ref() {
            DeValue::Array(keys) => {
                for keys in keys {
                    self.keys(context, keys, action);
                }
            }
            _ => self.keys(context, on, action),
        }
    }

    fn keys(&mut self, context: Context, value: &Spanned<DeValue<'_>>, action: Option<Action>) {
        let Some(written) = value.get_ref().as_str() else {
            return self.problem(Some(value.span()), ProblemKind::BadEntry);
        };
        let Ok(keys) = written.parse::<KeySeq>() else {
            let text = written.to_owned();
            return self.problem(Some(value.span()), ProblemKind::BadKey { text });
        };
        if context.is_text() && keys.keys().first().is_some_and(|k| k.text().is_some()) {
            return self.problem(
                Some(value.span()),
                ProblemKind::TypedAsText { context, keys },
            );
        }
        let first_line = self
            .entries
            .iter()
            .find(|e| e.binding.context == context && e.binding.keys == keys)
            .map(|e| e.line);
        if let Some(first_line) = first_line {
            let kind = ProblemKind::Duplicate {
                context,
                keys,
                first_line,
            };
            return self.problem(Some(value.span()), kind);
        }
        let line = self.line(value.span().start);
        self.entries.push(Entry {
            binding: Binding {
                context,
                keys,
                action,
            },
            line,
        });
    }
}

/// The action whose name differs in the fewest letters, at most three.
fn nearest(name: &str) -> Option<Action> {
    Action::ALL
        .iter()
        .map(|action| (distance(name, action.name()), *action))
        .filter(|(distance, _)| *distance <= 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, action)| action)
}

/// Levenshtein distance, one row at a time.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut left = i + 1;
        let mut diagonal = std::mem::replace(&mut row[0], left);
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let cost = diagonal + usize::from(x != y);
            diagonal = *cell;
            left = cost.min(left + 1).min(*cell + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}
