//! Keys to intentions.
