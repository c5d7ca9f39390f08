//! The files of the directory: which are there and which should not be.

use super::outlook::Outlook;
use super::{Bed, Check, Remedy, journal, names, shown};
use crate::store::StoreError;
use crate::store::backup;
use crate::store::layout::{list, name};
use crate::store::seal::Seal;
use crate::store::swap;

pub(super) fn look(bed: &Bed<'_>) -> Result<Vec<Check>, StoreError> {
    let layout = bed.layout;
    let mut checks = Vec::new();
    match layout.wrapped() {
        // What a plain store is can be seen without it; the next open writes it anew. One that is taking its place
        // is read from there.
        Ok(_) if !layout.has_header() && swap::standing(layout, "header") == layout.header() => {
            let both = [layout.header(), layout.spare_header()];
            let key = match both.iter().any(|path| path.exists()) {
                true => "doctor-header-wrong",
                false => "doctor-header-missing",
            };
            let args = vec![("detail", shown(&layout.header()))];
            checks.push(Check::wrong("header", key, args, Remedy::Open));
        }
        Ok(_) => checks.push(Check::fine("header", "doctor-header", Vec::new())),
        Err(StoreError::Damaged { .. }) => checks.push(no_header(bed)),
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
    let absent = !sled.join("db").is_file();
    checks.push(if missing.is_empty() {
        Check::fine("files", "doctor-files", Vec::new())
    } else {
        let args = vec![("files", names(&missing))];
        let remedy = match absent {
            true => built_again(bed),
            false => Remedy::Repair,
        };
        Check::wrong("files", "doctor-files-wrong", args, remedy)
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
            Check::wrong("leftovers", "doctor-leftovers-wrong", args, Remedy::Open)
        }
        // Values are cut up so that sled never makes one: it does not sync them.
        (true, false) => {
            let args = vec![("files", names(&blobs))];
            Check::wrong("leftovers", "doctor-blobs-wrong", args, Remedy::Compact)
        }
    });
    checks.push(match Seal::read(layout) {
        // There is one only while nobody has it open.
        _ if bed.beside => Check::fine("seal", "doctor-seal-open", Vec::new()),
        Some(seal) if seal.holds(layout) => Check::fine("seal", "doctor-seal", Vec::new()),
        Some(_) if absent => Check::not_made("seal", "doctor-seal-not-made", "doctor-why-absent"),
        Some(_) => Check::wrong("seal", "doctor-seal-wrong", Vec::new(), Remedy::Repair),
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

/// What a database that is not there any more is built from again.
fn built_again(bed: &Bed<'_>) -> Remedy {
    if bed.keyless {
        return key_back(bed);
    }
    let outlook = Outlook::of(bed, None);
    if outlook.is_whole() {
        return Remedy::Open;
    }
    if !outlook.is_empty() {
        return outlook.repair();
    }
    // The picture for a quick start may be all there is, and journal files that cannot be read may say something.
    match (bed.layout.warm().exists(), journal::ends(bed.layout)) {
        (true, Ok((0, 0))) => Remedy::RepairPicture,
        (false, Ok((0, 0))) => Remedy::Elsewhere,
        _ => Remedy::Repair,
    }
}

/// Neither header can be read. Whether there was a key in them is told by the data.
fn no_header(bed: &Bed<'_>) -> Check {
    let layout = bed.layout;
    if !bed.keyless {
        return Check::wrong("header", "doctor-header-wrong", Vec::new(), bed.restore());
    }
    let there = [layout.header(), layout.spare_header()];
    let key = match there.iter().any(|path| path.exists()) {
        true => "doctor-key-spoilt",
        false => "doctor-key-lost",
    };
    Check::wrong("header", key, Vec::new(), key_back(bed))
}

/// What brings the key back: every encrypted backup holds it, one made before the store was encrypted does not.
fn key_back(bed: &Bed<'_>) -> Remedy {
    let best = backup::best(bed.shelf).map(|listed| &listed.path);
    let closed = bed.shelf.iter().filter(|listed| {
        let told = listed.told.as_ref();
        told.is_ok_and(|(front, _)| front.is_encrypted())
    });
    match backup::best_of(closed) {
        Some(listed) if Some(&listed.path) == best => Remedy::Key(None),
        Some(listed) => Remedy::Key(Some(listed.path.clone())),
        None => Remedy::Elsewhere,
    }
}
