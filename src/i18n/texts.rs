//! Looking words up.
//!
//! The files are read by a macro when this file is compiled: after *adding* an
//! `.ftl` file touch this one, changed files are noticed by themselves.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};

use super::lang::Lang;
use super::thousands::grouped;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "assets/i18n",
        fallback_language: "en",
        customise: |bundle| {
            // Isolation marks are invisible letters: they break cell widths.
            bundle.set_use_isolating(false);
            let russian = bundle.locales.first() == Some(&RU);
            bundle.set_formatter(Some(if russian { group_ru } else { group_en }));
        },
    };
}

static RU: LanguageIdentifier = langid!("ru");
static EN: LanguageIdentifier = langid!("en");

/// Numbers inside texts are grouped like those outside.
fn group_ru<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole(value).map(|n| grouped(n, Lang::Ru))
}

fn group_en<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole(value).map(|n| grouped(n, Lang::En))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers pass, and a float beyond i64 saturates"
)]
fn whole(value: &FluentValue<'_>) -> Option<i64> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 => Some(n.value as i64),
        _ => None,
    }
}

/// A value put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, names, ready-made amounts.
    Text(Cow<'a, str>),
    /// A count: chooses the plural form and is grouped by thousands.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

/// Small whole numbers go in without a conversion that can fail.
macro_rules! small_numbers {
    ($($kind:ty),+) => { $(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Arg::Number(i64::from(number))
            }
        }
    )+ };
}
small_numbers!(i32, i16, i8, u32, u16, u8);

/// Large ones saturate: no count of ours comes near.
impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<Arg<'a>> for FluentValue<'a> {
    fn from(arg: Arg<'a>) -> Self {
        match arg {
            Arg::Text(text) => FluentValue::String(text),
            Arg::Number(number) => FluentValue::from(number),
        }
    }
}

/// Words in one language. A value: copy it, switch by making another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    lang: Lang,
}

impl Texts {
    /// Texts in this language.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language spoken.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The words under `id`; a missing one shows as `⟨id⟩`, so it is seen and found.
    pub fn t(&self, id: &str) -> String {
        Self::t_in(self.lang, id)
    }

    /// The words under `id` with values put in.
    ///
    /// A missing value counts as a missing text.
    pub fn tf(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let args: HashMap<&str, FluentValue<'_>> = args
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value.clone())))
            .collect();
        find(self.lang, id, Some(&args)).unwrap_or_else(|| missing(id))
    }

    /// The words under `id` in a given language: the palette shows both.
    pub fn t_in(lang: Lang, id: &str) -> String {
        find(lang, id, None).unwrap_or_else(|| missing(id))
    }

    /// The words under `id`, or `None` where there are none.
    pub fn get(&self, id: &str) -> Option<String> {
        find(self.lang, id, None)
    }
}

fn find(lang: Lang, id: &str, args: Option<&HashMap<&str, FluentValue<'_>>>) -> Option<String> {
    let language = match lang {
        Lang::Ru => &RU,
        Lang::En => &EN,
    };
    LOCALES.lookup_single_language(language, id, args).ok()
}

fn missing(id: &str) -> String {
    format!("⟨{id}⟩")
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
