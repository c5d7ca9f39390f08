//! Failures of a verb: the words of [`say`] with the exit code that goes with them, and the settings and
//! files only the command line speaks of.

use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use crate::config::{ConfigError, Place, Problem};
use crate::domain::command::{CohortError, NewsError, ViewError};
use crate::domain::{Book, RuleError};
use crate::i18n::{Arg, Texts};
use crate::jobs::import::ImportError;
use crate::say;
use crate::store::{BackupFault, StoreError, WindowError};

/// A refusal of the operating system.
pub(super) fn io(texts: &Texts, file: &Path, error: &std::io::Error) -> Failure {
    refused(texts, file, error.kind(), Kind::Failed)
}

/// A file a person named that cannot be read.
pub(super) fn unreadable(texts: &Texts, file: &Path, error: &std::io::Error) -> Failure {
    refused(texts, file, error.kind(), Kind::BadInput)
}

/// A file that cannot be written where a person asked for it: what is wrong with the place, and the remedy.
pub(super) fn unwritable(texts: &Texts, file: &Path, error: &std::io::Error) -> Failure {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let reason = match error.kind() {
        ErrorKind::NotFound if !folder.exists() => {
            let folder = folder.display().to_string();
            texts.tf("write-no-folder", &[("folder", folder.into())])
        }
        ErrorKind::NotFound => texts.t("write-not-here"),
        ErrorKind::AlreadyExists => texts.t("write-exists"),
        ErrorKind::PermissionDenied
            if (file.metadata()).is_ok_and(|there| there.permissions().readonly()) =>
        {
            texts.t("write-read-only")
        }
        kind => say::refusal_of_system(texts, kind),
    };
    file_failed(texts, file, reason, Kind::Failed)
}

fn refused(texts: &Texts, file: &Path, error: ErrorKind, kind: Kind) -> Failure {
    let reason = say::refusal_of_system(texts, error);
    file_failed(texts, file, reason, kind)
}

/// A file and what is the matter with it.
pub(super) fn file_failed(texts: &Texts, file: &Path, reason: String, kind: Kind) -> Failure {
    let args = [
        ("file", file.display().to_string().into()),
        ("reason", reason.into()),
    ];
    Failure::new(kind, texts.tf("file-failed", &args)).in_file(file, None)
}

/// A mistake in the settings.
pub(super) fn config(texts: &Texts, error: &ConfigError) -> Failure {
    let place = match &error.place {
        Place::File { path, line } => {
            let file = path.display().to_string();
            match line {
                // A line number is not a count: it is not grouped.
                Some(line) => texts.tf(
                    "config-at-line",
                    &[("file", file.into()), ("line", line.to_string().into())],
                ),
                None => file,
            }
        }
        Place::Variable(name) | Place::Flag(name) => (*name).to_owned(),
    };
    let key = error.key.as_deref().unwrap_or_default();
    let place = ("place", Arg::from(place));
    let message = match &error.problem {
        Problem::BadValue { value, accepts } if key.is_empty() => texts.tf(
            "config-bad-word",
            &[
                place,
                ("value", value.into()),
                ("accepts", (*accepts).into()),
            ],
        ),
        Problem::BadValue { value, accepts } => texts.tf(
            "config-bad-value",
            &[
                place,
                ("key", key.into()),
                ("value", value.into()),
                ("accepts", (*accepts).into()),
            ],
        ),
        Problem::UnknownKey { accepts } => texts.tf(
            "config-unknown-key",
            &[place, ("key", key.into()), ("accepts", accepts.into())],
        ),
        Problem::Syntax(message) => texts.tf(
            "config-syntax",
            &[place, ("key", key.into()), ("message", message.into())],
        ),
        Problem::Unreadable(kind) => texts.tf(
            "config-unreadable",
            &[
                place,
                ("reason", say::refusal_of_system(texts, *kind).into()),
            ],
        ),
        Problem::NoHome => texts.t("config-no-home"),
    };
    let failure = Failure::new(Kind::Config, message);
    match &error.place {
        Place::File { path, line } => {
            failure.in_file(path, line.and_then(|line| u64::try_from(line).ok()))
        }
        Place::Variable(_) | Place::Flag(_) => failure,
    }
}

/// What the store could not do.
pub(super) fn store(shell: &Shell, error: &StoreError) -> Failure {
    let kind = match error {
        StoreError::Backup {
            fault: BackupFault::Short { .. },
            ..
        } => Kind::Usage,
        StoreError::InUse { .. } => Kind::InUse,
        StoreError::Newer { .. } => Kind::Newer,
        StoreError::Damaged { .. } | StoreError::Unhealed { .. } => Kind::Damaged,
        StoreError::TooLarge { .. } | StoreError::WrongPassphrase | StoreError::Backup { .. } => {
            Kind::BadInput
        }
        StoreError::Locked => Kind::Usage,
        StoreError::NoSpace { .. }
        | StoreError::NoRoom { .. }
        | StoreError::Unsealed { .. }
        | StoreError::ReadOnly { .. }
        | StoreError::Io { .. }
        | StoreError::OutOfOrder { .. }
        | StoreError::Closed => Kind::Failed,
        StoreError::Window(error) => window(error),
    };
    let (mut args, now) = (error.args(), shell.now());
    for (name, value) in &mut args {
        if *name == "since"
            && let Ok(at) = value.parse::<Timestamp>()
        {
            *value = say::since(shell.texts(), at, &now);
        }
    }
    let message = say::failure(shell.texts(), error.key(), &args, error.cause());
    Failure::new(kind, message)
}

/// What the window did not do: while it keeps the store from being used, the store is in use.
const fn window(error: &WindowError) -> Kind {
    match error {
        WindowError::Version { .. }
        | WindowError::Silent
        | WindowError::Opening
        | WindowError::Importing
        | WindowError::Typing
        | WindowError::Away
        | WindowError::Locked
        | WindowError::Busy
        | WindowError::NoWindow
        | WindowError::Open { .. } => Kind::InUse,
        WindowError::Conflict => Kind::Refused,
        WindowError::Lost
        | WindowError::Garbage
        | WindowError::Failing
        | WindowError::Unsaved
        | WindowError::Uncopied => Kind::Failed,
    }
}

/// A file that is refused as a whole.
pub(super) fn import(texts: &Texts, file: &Path, error: &ImportError) -> Failure {
    let mut args = error.args();
    args.push(("file", file.display().to_string()));
    let message = say::failure(texts, error.key(), &args, error.cause());
    Failure::new(Kind::BadInput, message).in_file(file, error.line())
}

/// Why a command was refused, what would be accepted, and how to insist.
pub(super) fn rule(texts: &Texts, error: &RuleError, book: &Book, today: Date) -> Failure {
    let mut message = say::refusal(texts, error, book, today);
    if let RuleError::LeavesEarly { missing, .. } = error {
        let what: Vec<String> = missing.iter().map(|m| say::missing(texts, *m)).collect();
        message.push(' ');
        message += &texts.tf("cli-stage-early", &[("what", what.join(", ").into())]);
    }
    let kind = match error {
        RuleError::NoSuchClient | RuleError::NoSuchContact | RuleError::NoSuchRecommendation => {
            Kind::NotFound
        }
        error if is_usage(error) => Kind::Usage,
        _ => Kind::Refused,
    };
    Failure::new(kind, message)
}

/// Whether no portfolio would take it: a text that is missing, a day or a number that cannot be meant.
const fn is_usage(error: &RuleError) -> bool {
    match error {
        RuleError::RequestEmpty
        | RuleError::ReceivedAhead
        | RuleError::RelayUnclear
        | RuleError::AnswerEmpty
        | RuleError::PromiseEmpty
        | RuleError::TaskEmpty
        | RuleError::WaitingUnclear
        | RuleError::NameMissing
        | RuleError::NotAhead(_)
        | RuleError::EndsBeforeBegin => true,
        RuleError::View(error) => matches!(
            error,
            ViewError::NameMissing | ViewError::NoSuchKey(_) | ViewError::Query(..)
        ),
        RuleError::News(error) => matches!(
            error,
            NewsError::TitleMissing
                | NewsError::EndsBeforeItBegins
                | NewsError::Query(..)
                | NewsError::ByScores
        ),
        RuleError::Cohort(error) => matches!(
            error,
            CohortError::TooMuchHeldOut(_) | CohortError::MonthOver(_)
        ),
        _ => false,
    }
}
