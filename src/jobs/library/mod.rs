//! Data files of the field: those shipped in `assets`, and the person's own laid over them by id.
//!
//! A file with an error is named with its line and the entry at fault; that entry alone is switched off.

mod entries;
mod letters;
mod playbooks;
mod rules;

use std::path::Path;

use crate::domain::Library;
pub use rules::{RuleProblem, rules};

/// What is wrong with an entry of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryProblem {
    /// The file.
    pub file: String,
    /// The line the entry begins at, from 1.
    pub line: usize,
    /// The entry's id; empty when the file as a whole cannot be read.
    pub entry: String,
    /// What the reader says, in the words of the format.
    pub detail: String,
}

/// Reads all data files; `own` is the directory of the person's own (`rules/`, `playbooks/` inside).
#[must_use]
pub fn load(own: Option<&Path>) -> (Library, Vec<LibraryProblem>) {
    let mut problems = Vec::new();
    let playbooks = playbooks::load(own, &mut problems);
    let (rules, faults) = rules(own);
    problems.extend(faults.into_iter().map(LibraryProblem::from));
    let library = Library {
        letters: letters::load(own, &mut problems),
        playbooks,
        rules,
    };
    (library, problems)
}

impl From<RuleProblem> for LibraryProblem {
    fn from(problem: RuleProblem) -> Self {
        Self {
            file: problem.file.display().to_string(),
            line: problem.line,
            entry: problem.rule,
            detail: problem.fault.to_string(),
        }
    }
}
