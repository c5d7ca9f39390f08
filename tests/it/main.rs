//! Integration tests.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where by panicking"
)]

#[cfg(test)]
mod store;
//! Integration tests: whole stories against the library.
mod laws;
mod structure;
