//! Turns what the domain and the rim say in data into words.
//!
//! Used by the screen and by the command line alike, so both say the same thing in the same words. Every
//! match is exhaustive: an error or a reason without words does not compile. Functions take the [`Texts`]
//! of a language and, where dates are told relative to a day, that day; nothing here draws or prints.
//!
//! [`Texts`]: crate::i18n::Texts

mod deck;
mod failures;
mod import;
mod keys;
mod reasons;
mod rules;
mod terms;

pub use deck::script;
pub use failures::{failure, refusal_of_system};
pub use import::verdict;
pub use keys::{keymap_problem, keymap_problems};
pub use reasons::{reason, reasons, value};
pub use rules::{held, lacks, missing, refusal, slides_refusal};
pub use terms::{
    cadence, channel, direction, effort, found_by, intent, kind, life, model, outcome, policy,
    problem_life, severity, solver, solver_from, stage, stage_column, stage_short, tier,
};
