//! Turns what the domain and the rim say in data into words.
//!
//! Used by the screen and by the command line alike, so both say the same thing in the same words. Every
//! match is exhaustive: an error or a reason without words does not compile. Functions take the [`Texts`]
//! of a language and, where dates are told relative to a day, that day; nothing here draws or prints.
//!
//! [`Texts`]: crate::i18n::Texts

mod advice;
mod agreements;
mod audit;
pub mod brief;
mod deck;
mod failures;
pub mod focus;
pub mod healing;
mod import;
pub mod inbox;
mod keys;
mod letter;
mod library;
mod mailing;
mod plan_sheet;
mod planner;
mod policy;
mod query;
pub mod questionnaire;
mod ranking;
mod reasons;
mod rules;
mod terms;
mod view_cells;

pub use advice::{
    against_promise, amount, change, effect, flaws, goal_flag, judgement, lack_flag, lacks, moved,
    range, rate, window,
};
pub use agreements::{bilingual, checklist, until};
pub use audit::{
    ad_platform, audit_value, evidence, filled, found_draft, found_problem, group_line, hit_place,
    hit_state, hit_title, rule_fault, rule_title,
};
pub use deck::script;
pub use failures::{failure, refusal_of_system, sentence, since};
pub use import::{campaign, campaigns, verdict};
pub use keys::{keymap_problem, keymap_problems};
pub use letter::{NoLetter, letter, letter_title};
pub use library::{library_problem, library_problems};
pub use mailing::mailing;
pub use plan_sheet::plan_sheet;
pub use planner::{block, callable_hours, class, day_fault, explained, left_why};
pub use policy::{signal, signals, terms};
pub use query::{
    query_fault, query_fault_at, query_field, query_values, view_column, view_fault, view_order,
};
pub use ranking::{
    back_test, confidence, contribution, leaning, leanings, method, quadrant, ranking_list,
    standing, verdict_short,
};
pub use reasons::{reason, reasons, value};
pub use rules::{held, missing, refusal, slides_refusal};
pub use terms::{
    cadence, channel, direction, doer, effort, found_by, intent, judged, kind, life, measure,
    metric, model, mood, outcome, policy, problem_life, quoted, severity, solver, solver_from,
    stage, stage_column, stage_short, tier,
};
pub use view_cells::{view_cell, view_head, view_is_number};
