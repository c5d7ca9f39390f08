//! The journal files against the journal in the database.

use super::Check;
use crate::store::StoreError;
use crate::store::engine::Patient;
use crate::store::entry;
use crate::store::layout::Layout;
use crate::store::log::Frames;

/// Reads every frame and compares it with the entry the database has under its number.
pub(super) fn look(layout: &Layout, patient: &Patient) -> Check {
    const NAME: &str = "journal-files";
    let wrong = |error: &StoreError| Check::failed(NAME, "doctor-journal-files-wrong", error);
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
        (0, std::cmp::Ordering::Less) => Check::wrong(NAME, "doctor-journal-files-short", args),
        _ => Check::wrong(NAME, "doctor-journal-files-differ", args),
    }
}
