//! What can go wrong between a shell and the window that has the portfolio open, as data.

/// Why the window did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// It speaks another version of the talk.
    #[error("the window is of version {window}")]
    Version {
        /// Its version of the program.
        window: String,
    },
    /// It does not answer.
    #[error("the window does not answer")]
    Silent,
    /// It went away in the middle.
    #[error("the window went away")]
    Lost,
    /// One of the two did not understand the other.
    #[error("the window was not understood")]
    Garbage,
    /// It is still opening the portfolio; nothing is changed.
    #[error("the window is still opening the portfolio")]
    Opening,
    /// An import is shown or carried out in it; nothing is changed.
    #[error("an import is under way in the window")]
    Importing,
    /// A form with text in it is open there.
    #[error("something is being written in the window")]
    Typing,
    /// Its disk refuses, so it takes nothing; nothing is changed.
    #[error("the window cannot save")]
    Failing,
    /// It has the change, and could not save it yet.
    #[error("the window has not saved the change")]
    Unsaved,
    /// Its disk refuses, so a backup of the store would not hold what only the window has.
    #[error("the window cannot save, so nothing whole can be copied")]
    Uncopied,
    /// An editor has its terminal, so nobody looks at what is asked; nothing is changed.
    #[error("the window is away in an editor")]
    Away,
    /// The same records were changed there meanwhile; nothing is changed.
    #[error("the same was changed in the window meanwhile")]
    Conflict,
    /// Its screen is locked; nothing is shown or changed.
    #[error("the screen of the window is locked")]
    Locked,
    /// Other shells have all its room; nothing is changed.
    #[error("the window has no room for another shell")]
    Busy,
    /// What has the store is no window: it cannot be asked to leave.
    #[error("what has the portfolio open is no window")]
    NoWindow,
    /// What was asked needs the store for itself.
    #[error("the portfolio is open in the window of process {pid}")]
    Open {
        /// The process of the window.
        pid: u32,
    },
}

impl WindowError {
    /// The language key of its sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Version { .. } => "link-version",
            Self::Silent => "link-silent",
            Self::Lost => "link-lost",
            Self::Garbage => "link-garbage",
            Self::Opening => "link-opening",
            Self::Importing => "link-importing",
            Self::Typing => "link-typing",
            Self::Failing => "link-failing",
            Self::Unsaved => "link-unsaved",
            Self::Uncopied => "link-uncopied",
            Self::Away => "link-away",
            Self::Conflict => "link-conflict",
            Self::Locked => "link-locked",
            Self::Busy => "link-busy",
            Self::NoWindow => "link-no-window",
            Self::Open { .. } => "link-open",
        }
    }

    /// What the sentence is filled with.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Version { window } => vec![
                ("window", window.clone()),
                ("own", env!("CARGO_PKG_VERSION").to_owned()),
            ],
            Self::Open { pid } => vec![("pid", pid.to_string())],
            _ => Vec::new(),
        }
    }
}
