//! Integration tests.

#[cfg(test)]
mod store;
