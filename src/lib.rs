//! Planerka: a full-screen terminal workstation for account managers.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod input;
pub mod jobs;
pub mod runtime;
pub mod store;
pub mod ui;
