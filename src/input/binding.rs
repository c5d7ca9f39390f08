//! One line of a keymap.

use super::action::Action;
use super::context::Context;
use super::key::KeySeq;

/// One line of the map; `action` is `None` where a key was unbound on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it works.
    pub context: Context,
    /// What is pressed.
    pub keys: KeySeq,
    /// What it does; `None` also hides the same keys of less specific contexts.
    pub action: Option<Action>,
}
