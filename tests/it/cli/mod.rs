//! The binary as a script sees it: streams and exit codes.

mod advice;
mod agreements;
mod audits;
mod backups;
mod doctor;
mod exports;
mod failures;
mod faults;
mod focus;
mod imports;
mod inbox;
mod news;
pub(crate) mod place;
mod privacy;
mod problems;
mod scores;
mod vault;
mod verbs;
mod views;

use place::{Place, text};
