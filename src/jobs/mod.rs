//! Long work that returns data and touches neither book nor store.

pub mod deck;
pub mod demo;
pub mod export;
pub mod import;
pub mod json;
pub mod library;
pub mod plan;
pub mod progress;
pub mod save;
