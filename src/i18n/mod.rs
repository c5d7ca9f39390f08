//! Words, plurals, dates, numbers and money in Russian and English.
//!
//! [`Texts`] is a small value with a language in it: drawing takes one, and
//! switching the language is making another. Words live in
//! `assets/i18n/{ru,en}/*.ftl`, embedded at compile time; dates, numbers and money
//! are put together here from those words. Both languages are written as originals.
//!
//! [`parse_when`] goes the other way and reads date words. It takes both languages
//! whatever the screen speaks, as people mix them.

mod amount;
mod dates;
mod lang;
mod numbers;
mod texts;
mod thousands;
pub mod when;

pub use amount::{Amount, parse_amount};
pub use lang::Lang;
pub use texts::{Arg, Texts};
pub use when::{When, WhenError, parse_when};
