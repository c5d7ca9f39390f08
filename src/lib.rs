//! Planerka: a full-screen terminal workstation for account managers.
//!
//! This page is the architecture: what the layers are, who may import whom, and the road a key takes.
//!
//! # Layers
//!
//! One crate, a library and a thin binary. The **middle** knows no terminal, clock, disk or executor, so all
//! of it is tested as values in, values out:
//!
//! - [`domain`]: facts and rules of the field, the portfolio in memory, commands, undo.
//! - [`input`]: keys to intentions, for both keyboard layouts.
//! - [`i18n`]: words, plurals, dates and money in two languages.
//! - [`say`]: what the domain and the rim say in data, in words.
//! - [`ui`]: looks at the domain and draws; owns presentation state only.
//! - [`app`]: the controller: a message changes memory and returns effects.
//!
//! The **rim** does the work of the outside world and decides nothing:
//!
//! - [`config`]: files, environment and flags as one plain struct.
//! - [`store`]: durable rows and the journal.
//! - [`jobs`]: import, export, demo: long work that returns data.
//! - [`runtime`]: the terminal, the clock, the event loop; performs effects.
//! - [`cli`]: the verbs for scripts, and the way into the workstation.
//!
//! # Who may import whom
//!
//! | layer | may import |
//! |---|---|
//! | `domain`, `input`, `i18n`, `config` | nothing of ours |
//! | `store`, `jobs` | `domain` |
//! | `say` | `domain`, `input`, `i18n` |
//! | `ui` | `domain`, `input`, `i18n`, `say` |
//! | `app` | `domain`, `input`, `i18n`, `say`, `ui` |
//! | `runtime` | `app`, `store`, `jobs`, `input`, `domain`, `config` |
//! | `cli` | `runtime`, `store`, `jobs`, `say`, `input`, `domain`, `i18n`, `config` |
//! | `main` | `cli` |
//!
//! ratatui is named in `ui` and `runtime` only, crossterm in `runtime` and `input/key.rs`, tokio in
//! `runtime`, `jobs` and `store`, sled and bincode in `store`. `tests/it/structure.rs` reads every source and
//! fails on an arrow that is not in this table, on a new circle and on a file over 500 lines.
//!
//! # The road of a key
//!
//! ```text
//! terminal event → runtime (releases dropped) → input::Key → Msg::Key
//!   → Keymap: the chain of contexts, the most specific first → Action | pending | miss
//!   → app: top dialog → pane → screen → Reply
//!   → domain: decide(Command, Env { now, ids }) → Transaction | RuleError
//!   → Book::apply compares `before`, all or nothing; History; revision + 1
//!   → Effect::Commit → store: one durable step for rows and journal → Msg::Saved
//!   → one draw of what changed
//! ```
//!
//! Memory is the query engine: the portfolio is loaded at the start, the store only keeps it. Every change is
//! a [`Transaction`](domain::Transaction) of before and after images: applied to memory, written to disk and
//! inverted for undo, which appends and never erases. Errors are small enums that carry data; only `say`
//! turns them into sentences.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod input;
pub mod jobs;
pub mod runtime;
pub mod say;
pub mod store;
pub mod ui;
