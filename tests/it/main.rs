//! Integration tests.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where by panicking"
)]

#[cfg(test)]
mod store;
mod structure;
