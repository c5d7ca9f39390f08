//! Integration tests.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod store;
