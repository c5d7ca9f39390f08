//! Files of rules.
