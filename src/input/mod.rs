//! Keys to intentions.
//!
//! A terminal event becomes a [`Key`]; a [`Keymap`] turns keys into an
//! [`Action`] through a chain of [`Context`]s, the most specific first. Nothing
//! here draws, decides or knows the portfolio, so the whole road of a key can be
//! tested without a terminal.
//!
//! One letter map serves both keyboard layouts: the key is looked up as typed,
//! and only when nothing answers is its Latin twin on the same physical key
//! tried ([`layout`]). Text fields get Cyrillic untouched.
//!
//! Help, hints and the palette are made from `Action::ALL` × [`Keymap::keys_of`],
//! so they cannot say what the program does not do.

mod action;
mod binding;
mod context;
mod edits;
mod key;
mod keymap;
mod keymap_file;
pub mod layout;

pub use action::{Action, Group};
pub use binding::Binding;
pub use context::Context;
pub use key::{Key, KeyCode, KeySeq, ParseKeyError};
pub use keymap::{Keymap, Resolved};
pub use keymap_file::{KeymapProblem, ProblemKind};
