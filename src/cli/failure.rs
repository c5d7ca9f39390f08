//! How a verb can fail, and the exit code each way has. Both are part of the command-line contract.

use std::path::{Path, PathBuf};

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something outside refused: the disk, a file that cannot be written.
    Failed,
    /// A rule of the field forbids it.
    Refused,
    /// The store was written by a newer version.
    Newer,
    /// The command line says something impossible.
    Usage,
    /// The settings are wrong.
    Config,
    /// A name that several clients answer to.
    Ambiguous,
    /// No such client, draft, group.
    NotFound,
    /// A file or a line that cannot be taken.
    BadInput,
    /// Another process holds the store.
    InUse,
    /// The store is damaged.
    Damaged,
    /// The reader of our output went away; nothing is said about it.
    Pipe,
}

impl Kind {
    /// The exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Pipe => 0,
            Self::Failed | Self::Refused | Self::Newer => 1,
            Self::Usage | Self::Config | Self::Ambiguous => 2,
            Self::NotFound => 3,
            Self::BadInput => 4,
            Self::InUse => 5,
            Self::Damaged => 6,
        }
    }

    /// The `kind` of a JSON error.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Newer => "newer",
            Self::Usage => "usage",
            Self::Config => "config",
            Self::Ambiguous => "ambiguous",
            Self::NotFound => "not-found",
            Self::BadInput => "bad-input",
            Self::InUse => "in-use",
            Self::Damaged => "damaged",
            Self::Pipe => "pipe",
        }
    }
}

/// A failure in the words of the person's language, with its place when it has one.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// Which way.
    pub(crate) kind: Kind,
    /// One or two sentences: what happened and what would be accepted.
    pub(crate) message: String,
    /// The file it is about.
    pub(crate) file: Option<PathBuf>,
    /// The line of that file, from 1.
    pub(crate) line: Option<u64>,
    /// The place in what was typed.
    pub(crate) spot: Option<Box<Spot>>,
    /// What to choose from, one a line.
    pub(crate) choices: Vec<String>,
}

/// A place in what was typed.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    /// The character, from 1.
    pub(crate) position: usize,
    /// What was typed and a mark below the place, for people.
    pub(crate) drawing: [String; 2],
}

impl Failure {
    /// A failure without a place.
    pub(crate) const fn new(kind: Kind, message: String) -> Self {
        Self {
            kind,
            message,
            file: None,
            line: None,
            spot: None,
            choices: Vec::new(),
        }
    }

    /// With the file it is about.
    pub(crate) fn in_file(mut self, file: &Path, line: Option<u64>) -> Self {
        self.file = Some(file.to_path_buf());
        self.line = line;
        self
    }

    /// The reader of stdout went away.
    pub(crate) const fn pipe() -> Self {
        Self::new(Kind::Pipe, String::new())
    }

    /// The error as a script reads it.
    pub(crate) fn json(&self) -> serde_json::Value {
        let mut error = serde_json::json!({
            "kind": self.kind.name(),
            "message": self.message,
        });
        if let Some(file) = &self.file {
            error["file"] = file.display().to_string().into();
        }
        if let Some(line) = self.line {
            error["line"] = line.into();
        }
        if let Some(spot) = &self.spot {
            error["position"] = spot.position.into();
        }
        if !self.choices.is_empty() {
            error["choices"] = self.choices.clone().into();
        }
        serde_json::json!({ "error": error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_the_contract() {
        for (kind, code) in [
            (Kind::Failed, 1),
            (Kind::Refused, 1),
            (Kind::Newer, 1),
            (Kind::Usage, 2),
            (Kind::Config, 2),
            (Kind::Ambiguous, 2),
            (Kind::NotFound, 3),
            (Kind::BadInput, 4),
            (Kind::InUse, 5),
            (Kind::Damaged, 6),
            (Kind::Pipe, 0),
        ] {
            assert_eq!(kind.code(), code, "{}", kind.name());
        }
    }
}
