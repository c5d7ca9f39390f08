//! The store from outside: what is committed comes back, whatever happens to the process or the files.

mod backup;
mod bench;
mod campaigns;
mod compact;
mod content;
mod damage;
mod full;
mod healing;
mod journal;
mod link;
mod property;
mod replace;
mod restore;
mod single;
mod stopped;
mod thread;
mod vault;

use bench::{Bench, assert_same, begun, copy, dying_at, lived_in, open, segment, under};
