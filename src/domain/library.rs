//! What the program knows of the field as data: playbooks, letters, audit rules; shipped ones and the
//! person's own.

use std::sync::Arc;

use super::audit::Rule;
use super::{Letter, Playbook};

/// All data files, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Checklists to apply.
    pub playbooks: Vec<Playbook>,
    /// Letters to fill.
    pub letters: Vec<Letter>,
    /// Audit rules.
    pub rules: Vec<Arc<Rule>>,
}
