//! The one road of news to the person: a line above the hints, also written to the log.

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Done as asked.
    Good,
    /// Good to know.
    Info,
    /// Not done, and why.
    Warn,
    /// Something is wrong with the data or the disk.
    Bad,
}

/// A message in ready words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub weight: Weight,
    /// One sentence, without markup.
    pub text: String,
}

impl Notice {
    /// Done as asked.
    #[must_use]
    pub const fn good(text: String) -> Self {
        Self {
            weight: Weight::Good,
            text,
        }
    }

    /// Good to know.
    #[must_use]
    pub const fn info(text: String) -> Self {
        Self {
            weight: Weight::Info,
            text,
        }
    }

    /// Not done, and why.
    #[must_use]
    pub const fn warn(text: String) -> Self {
        Self {
            weight: Weight::Warn,
            text,
        }
    }

    /// Something is wrong.
    #[must_use]
    pub const fn bad(text: String) -> Self {
        Self {
            weight: Weight::Bad,
            text,
        }
    }
}
