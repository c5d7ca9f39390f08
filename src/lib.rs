//! Planerka: a full-screen terminal workstation for account managers.

pub mod domain;
pub mod i18n;
pub mod input;
pub mod config;
pub mod store;
pub mod jobs;
pub mod ui;
pub mod app;
pub mod runtime;
pub mod cli;
