//! What of a damaged store would come back, as far as that is cheap to know: how far it is known to have come, against
//! how far its backups, its journal files and its database reach.

use super::{Bed, Remedy, journal};
use crate::store::backup;
use crate::store::seal::Seal;

/// How far a store reaches.
pub(super) struct Outlook {
    /// The last transaction it is known to have made.
    known: u64,
    /// The last one that can be given back.
    back: u64,
}

impl Outlook {
    /// Reads the journal files of a store; `database` is where its database stands, when that opens.
    pub(super) fn of(bed: &Bed<'_>, database: Option<u64>) -> Self {
        let layout = bed.layout;
        let best = backup::best(bed.shelf).and_then(|listed| listed.told.as_ref().ok());
        let from = best
            .map_or(0, |(_, tail)| tail.seq)
            .max(database.unwrap_or(0));
        let back = journal::reach(layout, from).max(from);
        let known = Seal::read(layout).map_or_else(|| Seal::last_known(layout), |seal| seal.seq);
        Self { known, back }
    }

    /// Whether all that is known of comes back.
    pub(super) const fn is_whole(&self) -> bool {
        self.back > 0 && self.back >= self.known
    }

    /// Whether nothing comes back from what a store is built of.
    pub(super) const fn is_empty(&self) -> bool {
        self.back == 0
    }

    /// A repair, with what it would cost where that is known.
    pub(super) const fn repair(&self) -> Remedy {
        match self.known.checked_sub(self.back) {
            Some(missing @ 1..) if self.back > 0 => Remedy::RepairShort {
                back: self.back,
                missing,
            },
            _ => Remedy::Repair,
        }
    }
}
