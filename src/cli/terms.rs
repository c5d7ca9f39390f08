//! The closed vocabularies of the field as values of the command line.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A parser that takes the names of `all` in any case and lists them in the help.
pub(super) fn terms<T>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|term| name(*term))).try_map(move |text: String| {
        all.iter()
            .copied()
            .find(|term| name(*term).eq_ignore_ascii_case(&text))
            .ok_or("no such term")
    })
}
