//! The external dialler.

/// What `[call]` of the configuration file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallSettings {
    /// The program that dials, with its arguments: `{phone}` stands for the number, which follows at the
    /// end where no argument names it. Empty: a `tel:` link is copied instead.
    pub on_call: Vec<String>,
}

/// Splits a command into words; no shell reads it, so nothing in it is expanded.
pub(super) fn command(text: &str) -> Option<Vec<String>> {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    // A number alone is no program.
    let starts = words
        .first()
        .is_none_or(|program| !program.contains("{phone}"));
    starts.then_some(words)
}
