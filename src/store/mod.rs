//! The only place that names sled or bincode: durable rows, the journal, the lock.
//!
//! [`Engine`] is the store itself, synchronous; [`Store`] is a thread that owns one and answers by events.
//! A commit is one durable step for a whole batch: journal frames to a file (no sync) → journal, rows and
//! state to sled, the small ones value by value in an order that can be ended later (`engine/single.rs`), the
//! others in one sled transaction → `flush` → one `fdatasync` of `sled/db` on a descriptor of our own, because
//! sled 0.34 on Linux stops at `sync_file_range`.
//!
//! A start after a clean close does not scan the rows: a file beside the database holds the portfolio in
//! reading order (`warm.rs`), believed only when the seal holds; the journal gives what came after it.
//!
//! Other processes come in by a control socket while a window has the store open (`link`).
//!
//! Facts this rests on:
//! - No flusher thread (`flush_every_ms(None)`): an idle store neither wakes nor writes. Segments are still
//!   collected, one page on each page write (`PageCache::cas_page`). Measured: 100 000 overwrites of 1 000
//!   keys of 700 B, flushed every 20, leave 4.6 MB without the flusher and 4.6 MB with one at 500 ms.
//! - Values above 4 KiB are cut up (`chunk`): sled moves large pages to files it never syncs.
//! - Opening a damaged database damages it further, so after an unclean stop it is copied first; the
//!   journal files can rebuild it.
//! - A full disk makes an error of sled stick: a retry opens the database anew.

pub mod backup;
mod chunk;
mod cipher;
mod codec;
pub mod doctor;
mod drill;
mod engine;
mod entry;
mod envelope;
mod error;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod golden;
mod guard;
mod harm;
mod head;
mod header;
mod keys;
mod layout;
mod link;
mod lock;
mod log;
#[cfg(test)]
mod older;
mod packed;
mod pages;
#[doc(hidden)]
pub mod raw;
mod reserve;
mod rows;
mod seal;
#[doc(hidden)]
pub mod spoil;
mod swap;
mod traces;
mod vault;
mod warm;
mod window;
mod worker;

pub use cipher::Cost;
pub use drill::{Drill, Step};
pub use engine::{
    Engine, Made, OpenOptions, OpenReport, Opened, Prepared, Restored, Salvage, Schedule, Slice,
};
pub use error::{BackupFault, Holder, StoreError};
pub use harm::Harm;
pub use head::{Head, read_head};
pub use link::Link;
pub use vault::{
    Protection, change_passphrase, encrypted_backups, plain_backups, protect_new, protection,
    rewrite, try_passphrase,
};
pub use window::WindowError;
pub use worker::{Store, StoreEvent, Verdict};
