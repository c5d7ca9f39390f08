//! The control socket: how a shell works with the portfolio while a window has it open.
//!
//! The window's storage thread holds the lock and keeps a [`Door`] open; a shell that finds it comes in by a
//! [`Link`] instead of opening the database. It reads the portfolio from the file in reading order that lies
//! in the data directory and asks only for the journal since then; its changes go to the window, whose book
//! applies them as its own, so that they are seen at once and taken back by the same key. The answer comes
//! after they are on disk.
//!
//! Nothing here speaks to a network: the socket is a file in the data directory (0600 in a directory that is
//! 0700), and both ends look at the other's user before a word is said. On Windows it is a named pipe that only
//! its owner can open, whose name lies in the data directory and names the process that must be behind it.
//!
//! ```text
//! greeting   "PKlink" | protocol u16 LE | length u8 | version, each way, frozen for ever
//! message    length u32 LE | length of the head u32 LE | head | (length u32 LE | part)*
//! ```
//! Anything else is answered by closing. A connection takes as long as the shell lives; a message, once
//! begun, must come in one go.

mod client;
mod door;
#[cfg(windows)]
mod pipe;
#[cfg(unix)]
mod socket;
mod tickets;
mod wire;

#[cfg(windows)]
use pipe as place;
#[cfg(unix)]
use socket as place;

pub use client::Link;
pub(super) use door::{Door, Hall};
pub(super) use tickets::Tickets;
pub(super) use wire::{Answer, Ask, No, Said};

/// Takes whatever bytes come for a greeting and a message of either end; whether anything was understood. For
/// feeding the socket what nobody said.
pub(super) fn overhear(mut bytes: &[u8]) -> bool {
    let greeted = wire::greeted(&mut bytes).is_ok();
    let Some((first, rest)) = bytes.split_first() else {
        return greeted;
    };
    let asked = wire::hear::<Ask>(*first, &mut { rest }).is_ok();
    greeted | asked | wire::hear::<Answer>(*first, &mut { rest }).is_ok()
}
