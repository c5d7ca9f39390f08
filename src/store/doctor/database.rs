//! The database, opened from a copy: does it open, does every value check, does it say what the journal
//! says, how much of it is alive.

use super::{Bed, Check, Remedy, journal};
use crate::domain::Kind;
use crate::store::engine::{Content, Patient, too_large};
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::layout::{Layout, copy_dir, size_of};
use crate::store::swap::standing;
use crate::store::{OpenOptions, StoreError};

/// The checks, and the last transaction of the database when it opens.
pub(super) fn look(bed: &Bed<'_>) -> Result<(Vec<Check>, Option<u64>), StoreError> {
    let layout = bed.layout;
    let sled = standing(layout, "sled");
    if bed.keyless {
        return Ok((unmade("doctor-why-keyless"), None));
    }
    if !sled.join("db").is_file() {
        let mut checks = unmade("doctor-why-absent");
        replace(&mut checks, journal::look_alone(layout));
        return Ok((checks, None));
    }
    let place = std::env::temp_dir();
    let guest = tempfile::Builder::new()
        .prefix("planerka-doctor-")
        .tempdir()
        .at(&place)?;
    let copy = layout.beside(guest.path());
    copy_dir(&sled, &copy.sled())?;
    copy.remove_torn_snapshots()?;
    let patient = match Patient::open(&copy, &OpenOptions::default()) {
        Ok(patient) => patient,
        Err(error) => {
            let mut checks = unmade("doctor-why-closed");
            let remedy = Remedy::Repair;
            replace(
                &mut checks,
                Check::failed("database", "doctor-database-wrong", &error, remedy),
            );
            replace(&mut checks, journal::look_alone(layout));
            return Ok((checks, None));
        }
    };
    let args = vec![("seq", patient.seq().to_string())];
    let mut checks = vec![Check::fine("database", "doctor-database", args)];
    match caught("a page cannot be read", || patient.content()) {
        Ok(content) => checks.extend(told(&content)),
        Err(error) => {
            let remedy = Remedy::Repair;
            checks.push(Check::failed("rows", "doctor-rows-wrong", &error, remedy));
            checks.push(agreement_not_made("doctor-why-unread"));
        }
    }
    checks.push(size(layout, &patient));
    checks.push(journal::look(layout, &patient));
    let stands = patient.seq();
    patient.discharge();
    Ok((checks, Some(stands)))
}

/// Checks that need an open database, in their order, when there is none.
fn unmade(why: &'static str) -> Vec<Check> {
    vec![
        Check::not_made("database", "doctor-database-not-made", why),
        Check::not_made("rows", "doctor-rows-not-made", why),
        agreement_not_made(why),
        Check::not_made("size", "doctor-size-not-made", why),
        Check::not_made("journal-files", "doctor-journal-files-not-made", why),
    ]
}

fn agreement_not_made(why: &'static str) -> Check {
    Check::not_made("agreement", "doctor-agreement-not-made", why)
}

/// Puts a check that could be made in the place of its name.
fn replace(checks: &mut [Check], made: Check) {
    if let Some(place) = checks.iter_mut().find(|check| check.name == made.name) {
        *place = made;
    }
}

fn told(content: &Content) -> Vec<Check> {
    let count = |kind: Kind| content.counts.get(&kind).copied().unwrap_or_default();
    let all: u64 = content.counts.values().sum();
    let args = vec![
        ("records", all.to_string()),
        ("clients", count(Kind::Client).to_string()),
        ("touches", count(Kind::Touch).to_string()),
        ("older", content.older.to_string()),
    ];
    let rows = match (content.orphans, content.older) {
        (0, 0) => Check::fine("rows", "doctor-rows", args),
        (0, _) => Check::fine("rows", "doctor-rows-older", args),
        (orphans, _) => {
            let args = vec![("count", orphans.to_string())];
            Check::wrong("rows", "doctor-orphans-wrong", args, Remedy::Repair)
        }
    };
    let numbers = vec![
        ("entries", content.entries.to_string()),
        ("first", content.first.to_string()),
        ("stale", content.stale.to_string()),
        ("missing", content.missing.to_string()),
        ("unknown", content.unknown.to_string()),
    ];
    let agreement = match (content.agrees(), content.first > 1) {
        (false, _) => Check::wrong(
            "agreement",
            "doctor-agreement-wrong",
            numbers,
            Remedy::Repair,
        ),
        (true, false) => Check::fine("agreement", "doctor-agreement", numbers),
        (true, true) => Check::fine("agreement", "doctor-agreement-late", numbers),
    };
    vec![rows, agreement]
}

fn size(layout: &Layout, patient: &Patient) -> Check {
    let size = size_of(&layout.sled());
    match caught("a page cannot be read", || patient.live()) {
        Ok(live) => {
            let megabytes = |bytes: u64| (bytes.div_ceil(1 << 20)).to_string();
            let args = vec![("size", megabytes(size)), ("live", megabytes(live))];
            if too_large(size, live) {
                Check::wrong("size", "doctor-size-wrong", args, Remedy::Compact)
            } else {
                Check::fine("size", "doctor-size", args)
            }
        }
        Err(_) => Check::not_made("size", "doctor-size-not-made", "doctor-why-unread"),
    }
}
