//! What was found when a portfolio was not in order, and what was given back: told to the person.

use jiff::Timestamp;

/// What was wrong with the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They are not what was written at the last close.
    Changed,
    /// The database does not open, or not all of it can be read.
    Unreadable,
    /// The database did not open in its time.
    Silent,
    /// Records are not what the journal says of them.
    Inconsistent,
    /// There is no database where the journal speaks of one.
    Missing,
    /// Neither header could be read; the database is as it was.
    Header,
    /// The journal files are not those of the database, which is as it was.
    Journal,
}

/// Where the portfolio was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A backup, with what the journal has past it.
    Backup {
        /// When the backup was made.
        made: Timestamp,
        /// Changes taken from the journal past it.
        followed: u64,
    },
    /// The journal from its beginning.
    Journal,
    /// The database is as it was: only what lies beside it was written anew.
    Kept,
    /// The records that could still be read one by one.
    Records,
    /// The picture of the portfolio kept for the next start, without touches and campaigns, with what could
    /// still be read beside it.
    Picture {
        /// When the last change it has was made; `None` when it does not say.
        at: Option<Timestamp>,
    },
}

impl Source {
    /// Whether it begins a journal of its own, because the old one is lost: what is missing cannot be told.
    #[must_use]
    pub const fn is_new_line(self) -> bool {
        matches!(self, Self::Records | Self::Picture { .. })
    }
}

/// A portfolio that was damaged and is whole again, as far as `lost` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Healing {
    /// What was wrong.
    pub fault: Fault,
    /// Where it was, for a report; not for the screen.
    pub detail: String,
    /// What it was given back from.
    pub source: Source,
    /// Clients there are now.
    pub clients: usize,
    /// The last change there is.
    pub seq: u64,
    /// When that change was made; `None` in a portfolio without any.
    pub at: Option<Timestamp>,
    /// Changes that are known to have been made and are in no copy; 0: nothing is missing.
    pub lost: u64,
    /// The damaged files, put aside.
    pub copy: Option<String>,
}
