//! What can be wrong with the settings, as data.

use std::fmt;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Where a setting was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A configuration file.
    File {
        /// Which.
        path: PathBuf,
        /// The line, from 1, when the mistake has one.
        line: Option<usize>,
    },
    /// An environment variable.
    Variable(&'static str),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line: None } => write!(f, "{}", path.display()),
            Self::File {
                path,
                line: Some(line),
            } => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) | Self::Flag(name) => f.write_str(name),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(ErrorKind),
    /// The file is not TOML, or a value is of the wrong type.
    #[error("{0}")]
    Syntax(String),
    /// There is no such setting.
    #[error("no such setting; there are: {accepts}")]
    UnknownKey {
        /// The settings there are in that table.
        accepts: String,
    },
    /// The value says nothing the setting knows.
    #[error("{value:?} is not one of: {accepts}")]
    BadValue {
        /// What was written.
        value: String,
        /// Examples or the whole list of what is accepted.
        accepts: &'static str,
    },
    /// There is no home directory to keep data in and none was named.
    #[error("no home directory")]
    NoHome,
}

/// A mistake in the settings: where, which one, and what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}{problem}", .key.as_deref().map(|k| format!("{k}: ")).unwrap_or_default())]
pub struct ConfigError {
    /// Where.
    pub place: Place,
    /// The setting, `day.hours`, when it is known.
    pub key: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}
