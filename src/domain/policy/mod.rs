//! How much contact a client wants, and when that is to be looked at again (A27, C10, C16).
//!
//! Not everyone wants contact. [`suggestions`] reads from the signals of a client that less would do, or,
//! when somebody left in peace writes by himself, that more would; [`reviews`] names those whose half a year
//! is over. Both are data: the manager decides, and a suggestion turned down is not repeated for a quarter.

pub mod audience;
mod change;
mod signals;
mod suggest;
#[cfg(test)]
mod tests;

pub use audience::{Audience, audience};
pub use change::{ASK_AGAIN_MONTHS, is_downgrade, settle, swallows, without_person};
pub use signals::{Signal, signals, warming};
pub use suggest::{
    ENOUGH, KEPT_DAYS, Review, Suggestion, calls_per_month, reviews, score, suggestion, suggestions,
};
