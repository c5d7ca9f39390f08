//! The store from outside: what is committed comes back, whatever happens to the process or the files.

mod backup;
mod bench;
mod campaigns;
mod compact;
mod content;
mod damage;
mod full;
mod link;
mod property;
mod restore;
mod thread;
mod vault;

use bench::{Bench, assert_same, copy, open};
