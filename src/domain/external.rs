//! Where a record came from, so that the same file imported twice changes nothing (formats: rule 11).

use std::fmt;

use serde::{Deserialize, Serialize};

/// An id in another system: `amocrm:501`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ExternalId {
    /// The system and, where it has several numberings, the kind: `amocrm`, `amocrm-lead`, `file`.
    pub system: String,
    /// The id there, as text.
    pub id: String,
}

impl ExternalId {
    /// An id of `system`.
    #[must_use]
    pub fn new(system: &str, id: &str) -> Self {
        Self {
            system: system.to_owned(),
            id: id.to_owned(),
        }
    }

    /// Whether `text` (`system:id`) names this id exactly.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        text.split_once(':')
            .is_some_and(|(system, id)| system == self.system && id == self.id)
    }
}

impl fmt::Display for ExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.system, self.id)
    }
}
