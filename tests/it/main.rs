//! Integration tests.

#[cfg(test)]
mod store;
//! Integration tests: whole stories against the library.
mod laws;
