//! What an import makes of a file.

use crate::domain::import::Verdict;
use crate::i18n::Texts;

/// What an import does with a row: the fields it changes, or why it is left.
#[must_use]
pub fn verdict(texts: &Texts, verdict: Verdict) -> String {
    match verdict {
        Verdict::New | Verdict::Unchanged => String::new(),
        Verdict::Update(fields) => fields
            .iter()
            .map(|field| texts.t(&format!("import-field-{}", field.name())))
            .collect::<Vec<_>>()
            .join(", "),
        Verdict::Skip(_) | Verdict::Conflict(_) => verdict
            .reason_key()
            .map_or_else(String::new, |id| texts.t(id)),
    }
}
