//! Words that are found when they are drawn, so that switching the language changes an open form too.

use crate::i18n::Texts;

/// A text of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// The words under an id of the language files.
    Key(String),
    /// The words under an id with a `count`.
    Count(&'static str, i64),
    /// A name from the data, the same in every language.
    Plain(String),
}

impl Words {
    /// The words in the language of the screen.
    #[must_use]
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Self::Key(id) => texts.t(id),
            Self::Count(id, count) => texts.tf(id, &[("count", (*count).into())]),
            Self::Plain(text) => text.clone(),
        }
    }

    /// The words of a term: `tier` and `A` become `tier-a`, `outcome` and `no_answer` `outcome-no-answer`.
    #[must_use]
    pub fn term(family: &str, name: &str) -> Self {
        let name = name.to_ascii_lowercase().replace('_', "-");
        Self::Key(format!("{family}-{name}"))
    }
}
