//! What can go wrong with the disk, as data.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::harm::Harm;
use super::window::WindowError;

/// Who holds a store that is already open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// Process id; 0 when the lock file could not be read.
    pub pid: u32,
    /// The machine it runs on; empty when unknown.
    pub host: String,
    /// When it opened the store, RFC 3339; empty when unknown.
    pub since: String,
}

/// What is wrong with a file that should be a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupFault {
    /// It is something else.
    NotOne,
    /// It ends early.
    Cut,
    /// It is under another passphrase than the store it should go into.
    OtherKey,
    /// A transaction was asked for that neither it nor the journal behind it reaches.
    Short {
        /// The one asked for.
        asked: u64,
        /// The last one there is.
        last: u64,
    },
    /// It is a portfolio moved aside that does not come back whole.
    Hurt,
    /// It is not what was written.
    Broken {
        /// Which part, for a report.
        detail: String,
    },
}

/// The name among a sentence's arguments of what is a language key itself: it is said as `detail`.
pub(super) const HARM: &str = "harm";

/// Why the store could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process works with the same directory.
    #[error("the store is in use by process {} since {}", holder.pid, holder.since)]
    InUse {
        /// Who.
        holder: Holder,
    },
    /// Written by a newer version; nothing was touched.
    #[error("{what} {found} is newer than {known}")]
    Newer {
        /// What is newer: `format`, or the kind of row or term.
        what: &'static str,
        /// The number found.
        found: u32,
        /// The newest number this version knows.
        known: u32,
    },
    /// The data is damaged and could not be healed.
    #[error("damaged: {detail}")]
    Damaged {
        /// What is wrong, for a person.
        harm: Harm,
        /// Where and what, for the log; never on a screen.
        detail: String,
    },
    /// The data is damaged, and what is whole elsewhere does not reach as far as it did: nothing was
    /// touched, for a person has to agree to what would be missing.
    #[error("damaged: {back} of {known} transactions can be given back")]
    Unhealed {
        /// The last transaction that can be given back; 0 when none can.
        back: u64,
        /// The last transaction known to have been made; 0 when that cannot be told.
        known: u64,
        /// What was wrong.
        harm: Harm,
    },
    /// The disk is full.
    #[error("no space left at {}", path.display())]
    NoSpace {
        /// Where it was felt.
        path: PathBuf,
    },
    /// The disk has space left, and not enough for what was to be written; nothing was begun.
    #[error("{megabytes} MB more are needed at {}", path.display())]
    NoRoom {
        /// The place.
        path: PathBuf,
        /// How much is missing.
        megabytes: u64,
    },
    /// Everything is saved, and on a full disk it could not be noted that the store was closed: the next open
    /// looks at all of it.
    #[error("closed without its seal at {}", path.display())]
    Unsealed {
        /// The place.
        path: PathBuf,
        /// How much should be freed for a next open without trouble.
        megabytes: u64,
    },
    /// The place cannot be written to: read-only file system or no permission.
    #[error("{} cannot be written to", path.display())]
    ReadOnly {
        /// The place.
        path: PathBuf,
    },
    /// Any other refusal of the operating system.
    #[error("{}: {kind}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What kind.
        kind: ErrorKind,
    },
    /// One record or transaction is beyond what the store takes.
    #[error("{bytes} bytes are more than one entry may have")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A transaction does not follow the last one.
    #[error("transaction {found} came where {expected} was due")]
    OutOfOrder {
        /// The sequence number that is due.
        expected: u64,
        /// The one that came.
        found: u64,
    },
    /// The store is encrypted and no passphrase was given.
    #[error("the store is encrypted")]
    Locked,
    /// The passphrase does not open it.
    #[error("the passphrase is not right")]
    WrongPassphrase,
    /// The storage thread has ended.
    #[error("the store is closed")]
    Closed,
    /// A file is no backup that could be used; the store is not touched by it.
    #[error("backup {}: {fault:?}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: BackupFault,
    },
    /// The window that has the store open did not do it.
    #[error(transparent)]
    Window(#[from] WindowError),
}

impl StoreError {
    /// The language key of its sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::InUse { holder } if holder.pid == 0 => "store-in-use-unknown",
            Self::InUse { .. } => "store-in-use",
            Self::Newer { .. } => "store-newer",
            Self::Damaged {
                harm: Harm::Header, ..
            } => "store-no-header",
            Self::Damaged { .. } => "store-damaged",
            Self::Unhealed { back: 0, .. } => "store-unhealed-nothing",
            Self::Unhealed { known: 0, .. } => "store-unhealed",
            Self::Unhealed { .. } => "store-unhealed-short",
            Self::NoSpace { .. } => "store-no-space",
            Self::NoRoom { .. } => "store-no-room",
            Self::Unsealed { .. } => "store-unsealed",
            Self::ReadOnly { .. } => "store-read-only",
            Self::Io { .. } => "store-io",
            Self::TooLarge { .. } => "store-too-large",
            Self::OutOfOrder { .. } => "store-out-of-order",
            Self::Locked => "store-locked",
            Self::WrongPassphrase => "store-wrong-passphrase",
            Self::Closed => "store-closed",
            Self::Backup { fault, .. } => match fault {
                BackupFault::NotOne => "backup-not-one",
                BackupFault::Cut => "backup-cut",
                BackupFault::OtherKey => "backup-other-key",
                BackupFault::Short { .. } => "backup-short",
                BackupFault::Hurt => "backup-hurt",
                BackupFault::Broken { .. } => "backup-broken",
            },
            Self::Window(error) => error.key(),
        }
    }

    /// What the sentence is filled with.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let place = |path: &Path| ("path", path.display().to_string());
        match self {
            Self::InUse { holder } => vec![
                ("pid", holder.pid.to_string()),
                ("since", holder.since.clone()),
            ],
            Self::Damaged { harm, .. } => vec![(HARM, harm.key().to_owned())],
            Self::Unhealed { back, known, harm } => vec![
                ("back", back.to_string()),
                ("missing", known.saturating_sub(*back).to_string()),
                (HARM, harm.key().to_owned()),
            ],
            Self::Backup {
                path,
                fault: BackupFault::Short { asked, last },
            } => vec![
                place(path),
                ("asked", asked.to_string()),
                ("last", last.to_string()),
            ],
            Self::NoSpace { path } | Self::ReadOnly { path } | Self::Backup { path, .. } => {
                vec![place(path)]
            }
            Self::NoRoom { path, megabytes } | Self::Unsealed { path, megabytes } => {
                vec![place(path), ("megabytes", megabytes.to_string())]
            }
            Self::Io { path, kind } => vec![place(path), ("reason", kind.to_string())],
            Self::TooLarge { bytes } => vec![("megabytes", bytes.div_ceil(1 << 20).to_string())],
            Self::OutOfOrder { expected, found } => vec![
                ("expected", expected.to_string()),
                ("found", found.to_string()),
            ],
            Self::Newer { .. } | Self::Locked | Self::WrongPassphrase | Self::Closed => Vec::new(),
            Self::Window(error) => error.args(),
        }
    }

    /// The refusal of the operating system behind it, when it is told as a `reason`.
    #[must_use]
    pub const fn cause(&self) -> Option<ErrorKind> {
        match self {
            Self::Io { kind, .. } => Some(*kind),
            _ => None,
        }
    }

    /// From an IO error at a place.
    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::NoSpace { path },
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly { path },
            kind => Self::Io { path, kind },
        }
    }

    /// From an error of sled, whose database lies at `path`.
    pub(super) fn sled(path: &Path, error: &sled::Error) -> Self {
        match error {
            // sled wraps a refused lock in an error of kind Other: only its text tells.
            sled::Error::Io(io) if io.to_string().contains("could not acquire lock") => {
                Self::InUse {
                    holder: Holder::default(),
                }
            }
            // A file that ends early or says what cannot be: no refusal of the system.
            sled::Error::Io(io)
                if matches!(
                    io.kind(),
                    ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::Other
                ) =>
            {
                Self::harmed(Harm::Database, io)
            }
            sled::Error::Io(io) => Self::io(path, io),
            other => Self::harmed(Harm::Database, other),
        }
    }

    /// Damage of which a person can be told no more than that there is some.
    pub(super) fn damaged(detail: impl fmt::Display) -> Self {
        Self::harmed(Harm::Unreadable, detail)
    }

    /// Damage, and its detail for the log.
    pub(super) fn harmed(harm: Harm, detail: impl fmt::Display) -> Self {
        Self::Damaged {
            harm,
            detail: detail.to_string(),
        }
    }

    /// What was the matter, as the language key of a phrase without an end.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Damaged { harm, .. } | Self::Unhealed { harm, .. } => harm.key(),
            Self::Newer { .. } => "harm-newer",
            Self::NoSpace { .. } | Self::NoRoom { .. } | Self::Unsealed { .. } => "io-full",
            Self::ReadOnly { .. } => "io-permission",
            Self::Io {
                kind: ErrorKind::NotFound,
                ..
            } => "io-not-found",
            Self::Io { .. } => "io-other",
            _ => Harm::Unreadable.key(),
        }
    }

    /// The same told of the store in `root`: which of its files felt it says nothing to a person.
    pub(super) fn of_store(self, root: &Path) -> Self {
        let place = |path: PathBuf| match path.starts_with(root) {
            true => root.to_path_buf(),
            false => path,
        };
        match self {
            Self::NoSpace { path } => Self::NoSpace { path: place(path) },
            Self::ReadOnly { path } => Self::ReadOnly { path: place(path) },
            other => other,
        }
    }

    /// Whether nothing went wrong but the note that the store was closed.
    #[must_use]
    pub const fn is_unsealed(&self) -> bool {
        matches!(self, Self::Unsealed { .. })
    }

    /// Whether rebuilding from the journal may help.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }
}

/// Attaches the place to an IO error.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::io(path, &error))
    }
}

impl<T> At<T> for sled::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::sled(path, &error))
    }
}
