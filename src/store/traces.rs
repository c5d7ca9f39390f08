//! Whether files are encrypted, told by themselves where no header tells it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use memchr::memmem;

use super::envelope::{self, tag};
use super::layout::Layout;
use super::log;

/// Bytes of a database looked at at once.
const BLOCK: usize = 1 << 20;

/// Whether what lies in the places of a store is encrypted; `None` when nothing there tells.
pub(super) fn of_store(layout: &Layout) -> Option<bool> {
    of_folder(&layout.journal()).or_else(|| of_folder(&layout.sled()))
}

/// Whether every place that tells says that it is plain, and one of them does: as good as a header that says so.
pub(super) fn are_plain(layout: &Layout) -> bool {
    let told = [of_folder(&layout.journal()), of_folder(&layout.sled())];
    told.contains(&Some(false)) && !told.contains(&Some(true))
}

/// The same of a folder with a database or with journal files.
pub(super) fn of_folder(dir: &Path) -> Option<bool> {
    log::encrypted(dir).or_else(|| of_database(&dir.join("db")))
}

/// By the state a database keeps of itself: every value says of itself whether it is encrypted, and this one
/// is in the file of every database that was ever written to. Plain counts first.
fn of_database(db: &Path) -> Option<bool> {
    let mut file = File::open(db).ok()?;
    let marks = [false, true].map(|encrypted| envelope::beginning(tag::STATE, 1, encrypted));
    let [plain, encrypted] = &marks;
    let mut found = None;
    let mut block = vec![0; BLOCK];
    // The end of the last block, so that a mark across two of them is seen.
    let mut kept = 0;
    loop {
        let read = file.read(block.get_mut(kept..)?).ok()?;
        if read == 0 {
            return found;
        }
        let bytes = block.get(..kept + read)?;
        if memmem::find(bytes, plain).is_some() {
            return Some(false);
        }
        if memmem::find(bytes, encrypted).is_some() {
            found = Some(true);
        }
        let end = kept + read;
        kept = (plain.len() - 1).min(end);
        block.copy_within(end - kept..end, 0);
    }
}
