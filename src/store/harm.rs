//! What can be wrong with stored bytes, as data: its words are in the language files.

/// What is wrong where data is damaged. The place and the numbers go to the log; a person is told this much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Something does not check, and no more can be said.
    Unreadable,
    /// A record is not the one its checksum was made of.
    Checksum,
    /// A record lies where another belongs, or is of another key.
    Misplaced,
    /// Something ends early.
    Cut,
    /// A record says what cannot be.
    Nonsense,
    /// The header of the directory cannot be read.
    Header,
    /// The database is not what was sealed at the last close.
    Changed,
    /// The database does not open, or a page of it cannot be read.
    Database,
    /// The database did not open in its time.
    Silent,
    /// The database cannot be copied to be looked at.
    Uncopied,
    /// The journal has a gap or entries that do not follow each other.
    Chain,
    /// Records and journal say different things.
    Disagree,
    /// The database has less than was durable before.
    WentBack,
    /// What was written anew is not what it was made of.
    Copy,
    /// The work was broken off by a fault of the program.
    Stopped,
}

impl Harm {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::Unreadable,
        Self::Checksum,
        Self::Misplaced,
        Self::Cut,
        Self::Nonsense,
        Self::Header,
        Self::Changed,
        Self::Database,
        Self::Silent,
        Self::Uncopied,
        Self::Chain,
        Self::Disagree,
        Self::WentBack,
        Self::Copy,
        Self::Stopped,
    ];

    /// The language key of its phrase, which has no end.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "harm-unreadable",
            Self::Checksum => "harm-checksum",
            Self::Misplaced => "harm-misplaced",
            Self::Cut => "harm-cut",
            Self::Nonsense => "harm-nonsense",
            Self::Header => "harm-header",
            Self::Changed => "harm-changed",
            Self::Database => "harm-database",
            Self::Silent => "harm-silent",
            Self::Uncopied => "harm-uncopied",
            Self::Chain => "harm-chain",
            Self::Disagree => "harm-disagree",
            Self::WentBack => "harm-went-back",
            Self::Copy => "harm-copy",
            Self::Stopped => "harm-stopped",
        }
    }

    /// By its language key, as the window tells it to a shell.
    pub(super) fn by_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|harm| harm.key() == key)
    }
}
