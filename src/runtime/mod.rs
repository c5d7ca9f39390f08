//! Tokio and crossterm: the loop, the terminal guard, performing effects.
