//! The backups: each read from beginning to end.

use std::path::PathBuf;

use super::{Bed, Check, Remedy, names};
use crate::store::StoreError;
use crate::store::backup::{self, Listed};

pub(super) fn look(bed: &Bed<'_>) -> Vec<Check> {
    let all = bed.shelf;
    let paths = |which: fn(&StoreError) -> bool| -> Vec<PathBuf> {
        let is = |listed: &&Listed| listed.told.as_ref().is_err_and(which);
        all.iter().filter(is).map(|it| it.path.clone()).collect()
    };
    // One of a newer version, or one that the system does not hand over, is not known to be bad.
    let bad = paths(|error| matches!(error, StoreError::Backup { .. }));
    let closed = paths(|error| !matches!(error, StoreError::Backup { .. }));
    let mut args = vec![
        ("count", all.len().to_string()),
        ("bad", bad.len().to_string()),
        ("files", names(&bad)),
    ];
    let best = backup::best(all).and_then(|listed| listed.told.as_ref().ok());
    if let Some((front, tail)) = best {
        args.push(("seq", tail.seq.to_string()));
        args.push(("made", front.made.to_string()));
    }
    let mut checks = vec![match (bad.is_empty(), best.is_some()) {
        (false, true) => Check::wrong("backups", "doctor-backups-wrong", args, Remedy::NewBackup),
        (false, false) => Check::wrong("backups", "doctor-backups-spoilt", args, Remedy::NewBackup),
        (true, true) => Check::fine("backups", "doctor-backups", args),
        (true, false) => Check::fine("backups", "doctor-backups-none", args),
    }];
    if !closed.is_empty() {
        let args = vec![("files", names(&closed))];
        let mut check = Check::not_made("backups-unread", "doctor-backups-unread", "io-other");
        check.args = args;
        checks.push(check);
    }
    checks
}
