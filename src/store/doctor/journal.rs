//! The journal files against the journal in the database.

use super::{Check, Remedy};
use crate::store::StoreError;
use crate::store::engine::Patient;
use crate::store::entry;
use crate::store::layout::Layout;
use crate::store::log::Frames;

const NAME: &str = "journal-files";

/// Reads every frame and compares it with the entry the database has under its number.
pub(super) fn look(layout: &Layout, patient: &Patient) -> Check {
    let wrong = |error: &StoreError| {
        Check::failed(NAME, "doctor-journal-files-wrong", error, Remedy::Repair)
    };
    let frames = match Frames::from(&layout.journal(), 0, &layout.cipher) {
        Ok(frames) => frames,
        Err(error) => return wrong(&error),
    };
    let (mut first, mut last, mut differ) = (0, 0, 0_u64);
    for frame in frames {
        let frame = match frame {
            Ok(frame) => frame,
            Err(error) => return wrong(&error),
        };
        if first == 0 {
            first = frame.seq;
        }
        last = frame.seq;
        if frame.seq <= patient.seq()
            && patient.hash_of(frame.seq) != Some(entry::hash(&frame.entry))
        {
            differ += 1;
        }
    }
    let args = vec![
        ("first", first.to_string()),
        ("last", last.to_string()),
        ("differ", differ.to_string()),
        ("seq", patient.seq().to_string()),
    ];
    // Files that go on are replayed at the next open. Those that break off are written anew by a repair: nothing
    // is lost, but until then there is no second copy of what is behind.
    match (differ, last.cmp(&patient.seq())) {
        (0, std::cmp::Ordering::Equal) => Check::fine(NAME, "doctor-journal-files", args),
        (0, std::cmp::Ordering::Greater) => Check::fine(NAME, "doctor-journal-files-ahead", args),
        (0, std::cmp::Ordering::Less) => {
            Check::wrong(NAME, "doctor-journal-files-short", args, Remedy::Repair)
        }
        _ => Check::wrong(NAME, "doctor-journal-files-differ", args, Remedy::Repair),
    }
}

/// The first and the last transaction of the files, each frame read; both 0 when there is none.
pub(super) fn ends(layout: &Layout) -> Result<(u64, u64), StoreError> {
    let (mut first, mut last) = (0, 0);
    for frame in Frames::from(&layout.journal(), 0, &layout.cipher)? {
        last = frame?.seq;
        first = if first == 0 { last } else { first };
    }
    Ok((first, last))
}

/// How far frames lead that go on from a transaction that is had from elsewhere; 0 when none do.
pub(super) fn reach(layout: &Layout, from: u64) -> u64 {
    let Ok(frames) = Frames::from(&layout.journal(), from, &layout.cipher) else {
        return 0;
    };
    let mut numbers = frames.over(from).map_while(Result::ok).map(|it| it.seq);
    match numbers.next() {
        Some(first) if first <= from + 1 => numbers.last().unwrap_or(first),
        _ => 0,
    }
}

/// Reads every frame where there is no database to compare it with.
pub(super) fn look_alone(layout: &Layout) -> Check {
    match ends(layout) {
        Ok((_, 0)) => Check::not_made(NAME, "doctor-journal-files-not-made", "doctor-why-empty"),
        Ok((first, last)) => {
            let args = vec![("first", first.to_string()), ("last", last.to_string())];
            Check::fine(NAME, "doctor-journal-files-alone", args)
        }
        Err(error) => Check::failed(NAME, "doctor-journal-files-wrong", &error, Remedy::Repair),
    }
}
