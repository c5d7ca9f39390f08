//! The backups: each read from beginning to end.

use std::path::Path;

use super::{Check, names};
use crate::store::backup;

pub(super) fn look(dir: &Path) -> Vec<Check> {
    let all = backup::list(dir);
    let bad: Vec<_> = all
        .iter()
        .filter(|listed| listed.told.is_err())
        .map(|listed| listed.path.clone())
        .collect();
    let newest = all.iter().find_map(|listed| listed.told.as_ref().ok());
    let args = vec![
        ("count", all.len().to_string()),
        ("bad", bad.len().to_string()),
        ("files", names(&bad)),
        (
            "seq",
            newest.map_or_else(String::new, |(front, _)| front.seq.to_string()),
        ),
    ];
    let check = match (bad.is_empty(), newest.is_some()) {
        (false, _) => Check::wrong("backups", "doctor-backups-wrong", args),
        (true, true) => Check::fine("backups", "doctor-backups", args),
        (true, false) => Check::fine("backups", "doctor-backups-none", args),
    };
    vec![check]
}
