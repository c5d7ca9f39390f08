//! Integration tests: whole stories against the library.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where by panicking"
)]

#[cfg(test)]
mod asked;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod decks;
#[cfg(test)]
mod harness;
mod histories;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod network;
#[cfg(test)]
mod portfolio;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod store;
#[cfg(test)]
mod stories;
mod structure;
#[cfg(test)]
mod stuffed;
mod words;
mod work;
#[cfg(test)]
mod year;
