//! What is written out of a portfolio for a person, and who may read it.

use std::path::Path;

use crate::jobs::save::Readers;
use crate::store::{Protection, protection};

/// Who may read what is written out of the store in `dir`. One whose header says what this version does not know may
/// be encrypted.
pub(crate) fn readers(dir: &Path) -> Readers {
    let plain = matches!(protection(dir), Ok(Protection::Plain | Protection::None));
    Readers::of_encrypted(!plain)
}
