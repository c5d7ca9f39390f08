//! Integration tests: whole stories against the library.

#[cfg(test)]
mod laws;
