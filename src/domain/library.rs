//! What the program knows of the field as data: playbooks, letters, audit rules, snippets; shipped ones and the
//! person's own.

use std::sync::Arc;

use super::audit::{Rule, RuleFault};
use super::query::Fault;
use super::{Calendar, GreetDay, Letter, Playbook, ReadyView, Snippet};

/// All data files, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Checklists to apply.
    pub playbooks: Vec<Playbook>,
    /// Letters to fill.
    pub letters: Vec<Letter>,
    /// Audit rules.
    pub rules: Vec<Arc<Rule>>,
    /// Words for a talk (A20).
    pub snippets: Vec<Snippet>,
    /// Ready-made views (A6).
    pub views: Vec<ReadyView>,
    /// Which days are worked.
    pub calendar: Calendar,
    /// Days worth a greeting.
    pub greetings: Vec<GreetDay>,
}

/// What is wrong with an entry of a data file: it alone is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryProblem {
    /// The file.
    pub file: String,
    /// The line the entry begins at, from 1; 0 when the file cannot be read at all.
    pub line: usize,
    /// The entry's id; empty when it has none, or when it is the file.
    pub entry: String,
    /// What is wrong with it.
    pub fault: LibraryFault,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryFault {
    /// With an audit rule.
    Rule(RuleFault),
    /// With the query of a view: its text and where it goes wrong.
    Query(String, Fault),
    /// With any other entry, or with the file: what the reader says, in the words of the format.
    Entry(String),
}
