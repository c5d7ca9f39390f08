//! The files of the directory: which are there and which should not be.

use super::{Check, names, shown};
use crate::store::StoreError;
use crate::store::layout::{Layout, list, name};
use crate::store::seal::Seal;
use crate::store::swap;

pub(super) fn look(layout: &Layout, beside: bool) -> Result<Vec<Check>, StoreError> {
    let mut checks = Vec::new();
    match layout.wrapped() {
        // What a plain store is can be seen without it; the next open writes it anew.
        Ok(_) if layout.header().exists() && !layout.has_header() => {
            let args = vec![("detail", shown(&layout.header()))];
            checks.push(Check::wrong("header", "doctor-header-wrong", args));
        }
        Ok(_) => checks.push(Check::fine("header", "doctor-header", Vec::new())),
        Err(StoreError::Damaged { .. }) => {
            checks.push(Check::wrong("header", "doctor-header-wrong", Vec::new()));
        }
        Err(error) => return Err(error),
    }
    if swap::is_pending(layout) {
        checks.push(Check::warning("swap", "doctor-swap-pending", Vec::new()));
    }
    let sled = swap::standing(layout, "sled");
    let missing: Vec<_> = ["conf", "db"]
        .iter()
        .map(|file| sled.join(file))
        .filter(|path| !path.is_file())
        .collect();
    checks.push(if missing.is_empty() {
        Check::fine("files", "doctor-files", Vec::new())
    } else {
        let args = vec![("files", names(&missing))];
        Check::wrong("files", "doctor-files-wrong", args)
    });
    let inside = list(&sled).unwrap_or_default();
    let torn: Vec<_> = inside
        .iter()
        .filter(|path| name(path).ends_with(".generating"))
        .cloned()
        .collect();
    let blobs = list(&sled.join("blobs")).unwrap_or_default();
    checks.push(match (torn.is_empty(), blobs.is_empty()) {
        (true, true) => Check::fine("leftovers", "doctor-leftovers", Vec::new()),
        (false, _) => {
            let args = vec![("files", names(&torn))];
            Check::wrong("leftovers", "doctor-leftovers-wrong", args)
        }
        // Values are cut up so that sled never makes one: it does not sync them.
        (true, false) => {
            let args = vec![("files", names(&blobs))];
            Check::wrong("leftovers", "doctor-blobs-wrong", args)
        }
    });
    checks.push(match Seal::read(layout) {
        // There is one only while nobody has it open.
        _ if beside => Check::fine("seal", "doctor-seal-open", Vec::new()),
        Some(seal) if seal.holds(layout) => Check::fine("seal", "doctor-seal", Vec::new()),
        Some(_) => Check::wrong("seal", "doctor-seal-wrong", Vec::new()),
        None => Check::fine("seal", "doctor-seal-none", Vec::new()),
    });
    let aside: Vec<_> = list(&layout.root)?
        .into_iter()
        .filter(|path| name(path).starts_with("quarantine-"))
        .collect();
    if !aside.is_empty() {
        let args = vec![("files", names(&aside))];
        checks.push(Check::fine("aside", "doctor-aside", args));
    }
    Ok(checks)
}
