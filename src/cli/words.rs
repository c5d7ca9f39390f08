//! Errors in words. Every match is exhaustive: what has no words does not compile.
//!
//! The screen says the same things with the same language keys in a module of its own; the two layers may
//! not know each other.

use std::io::ErrorKind;
use std::path::Path;

use jiff::civil::Date;

use super::failure::{Failure, Kind};
use crate::config::{ConfigError, Place, Problem};
use crate::domain::recommendation::Lack;
use crate::domain::stage::Missing;
use crate::domain::{Book, Cadence, RuleError};
use crate::i18n::{Arg, Texts};
use crate::input::{KeymapProblem, ProblemKind};
use crate::jobs::import::ImportError;
use crate::store::StoreError;

/// A term of the field: `outcome` and `no_answer` → the words of `outcome-no-answer`.
pub(super) fn term(texts: &Texts, family: &str, name: &str) -> String {
    texts.t(&format!(
        "{family}-{}",
        name.to_ascii_lowercase().replace('_', "-")
    ))
}

/// «каждые 14 дней».
pub(super) fn cadence(texts: &Texts, cadence: Cadence) -> String {
    match cadence {
        Cadence::Off => texts.t("cadence-off"),
        Cadence::Days(days) => texts.tf("cadence-days", &[("count", days.into())]),
        Cadence::ReportWindow => texts.t("cadence-report-window"),
    }
}

fn reason_of(texts: &Texts, kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => texts.t("io-not-found"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => texts.t("io-permission"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => texts.t("io-full"),
        ErrorKind::IsADirectory => texts.t("io-folder"),
        ErrorKind::AlreadyExists => texts.t("io-exists"),
        other => texts.tf("io-other", &[("kind", other.to_string().into())]),
    }
}

/// A refusal of the operating system.
pub(super) fn io(texts: &Texts, file: &Path, error: &std::io::Error) -> Failure {
    refused(texts, file, error.kind(), Kind::Failed)
}

/// A file a person named that cannot be read.
pub(super) fn unreadable(texts: &Texts, file: &Path, error: &std::io::Error) -> Failure {
    refused(texts, file, error.kind(), Kind::BadInput)
}

fn refused(texts: &Texts, file: &Path, error: ErrorKind, kind: Kind) -> Failure {
    let message = texts.tf(
        "file-failed",
        &[
            ("file", file.display().to_string().into()),
            ("reason", reason_of(texts, error).into()),
        ],
    );
    Failure::new(kind, message).in_file(file, None)
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
            &[place, ("reason", reason_of(texts, *kind).into())],
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
pub(super) fn store(texts: &Texts, error: &StoreError) -> Failure {
    let (kind, message) = match error {
        StoreError::InUse { holder } if holder.pid == 0 => {
            (Kind::InUse, texts.t("store-in-use-unknown"))
        }
        StoreError::InUse { holder } => (
            Kind::InUse,
            texts.tf(
                "store-in-use",
                &[
                    ("pid", holder.pid.to_string().into()),
                    ("since", (&holder.since).into()),
                ],
            ),
        ),
        StoreError::Newer { what, found, known } => (
            Kind::Newer,
            texts.tf(
                "store-newer",
                &[
                    ("what", (*what).into()),
                    ("found", (*found).into()),
                    ("known", (*known).into()),
                ],
            ),
        ),
        StoreError::Damaged { detail } => (
            Kind::Damaged,
            texts.tf("store-damaged", &[("detail", detail.into())]),
        ),
        StoreError::NoSpace { path } => (Kind::Failed, at(texts, "store-no-space", path)),
        StoreError::ReadOnly { path } => (Kind::Failed, at(texts, "store-read-only", path)),
        StoreError::Io { path, kind } => (
            Kind::Failed,
            texts.tf(
                "store-io",
                &[
                    ("path", path.display().to_string().into()),
                    ("reason", reason_of(texts, *kind).into()),
                ],
            ),
        ),
        StoreError::TooLarge { bytes } => (
            Kind::BadInput,
            texts.tf("store-too-large", &[("bytes", (*bytes).into())]),
        ),
        StoreError::OutOfOrder { expected, found } => (
            Kind::Failed,
            texts.tf(
                "store-out-of-order",
                &[("expected", (*expected).into()), ("found", (*found).into())],
            ),
        ),
        StoreError::Closed => (Kind::Failed, texts.t("store-closed")),
    };
    Failure::new(kind, message)
}

fn at(texts: &Texts, id: &str, path: &Path) -> String {
    texts.tf(id, &[("path", path.display().to_string().into())])
}

/// A file that is refused as a whole.
pub(super) fn import(texts: &Texts, file: &Path, error: &ImportError) -> Failure {
    let mut args: Vec<(&str, Arg<'_>)> = vec![("file", file.display().to_string().into())];
    args.extend(error.args().into_iter().map(|(k, v)| (k, Arg::from(v))));
    Failure::new(Kind::BadInput, texts.tf(error.key(), &args)).in_file(file, error.line())
}

/// What a stage leaves behind, one phrase.
fn missing(texts: &Texts, missing: Missing) -> String {
    match missing {
        Missing::NoContact => texts.t("missing-contact"),
        Missing::NoDecisionMaker => texts.t("missing-decision-maker"),
        Missing::NoTalk => texts.t("missing-talk"),
        Missing::NoRecommendationReady => texts.t("missing-ready"),
        Missing::DraftsUnfinished(n) => texts.tf("missing-unfinished", &[("count", n.into())]),
        Missing::Undecided(n) => texts.tf("missing-undecided", &[("count", n.into())]),
        Missing::NotImplemented(n) => texts.tf("missing-implemented", &[("count", n.into())]),
    }
}

fn lacks(texts: &Texts, lacks: &[Lack]) -> String {
    let words: Vec<String> = lacks
        .iter()
        .map(|lack| {
            texts.t(match lack {
                Lack::Title => "lack-title",
                Lack::Why => "lack-why",
                Lack::IfDone => "lack-if-done",
                Lack::IfNot => "lack-if-not",
            })
        })
        .collect();
    words.join(", ")
}

/// Why a command was refused and what would be accepted.
pub(super) fn rule(texts: &Texts, error: &RuleError, book: &Book, today: Date) -> Failure {
    let message = match error {
        RuleError::NoSuchClient => texts.t("rule-no-client"),
        RuleError::NoSuchContact => texts.t("rule-no-contact"),
        RuleError::NoSuchRecommendation => texts.t("rule-no-recommendation"),
        RuleError::NameMissing => texts.t("rule-name-missing"),
        RuleError::ReasonMissing => texts.t("rule-reason-missing"),
        RuleError::NotAhead(day) => texts.tf(
            "rule-not-ahead",
            &[("date", texts.date(*day, today).into())],
        ),
        RuleError::Archived => texts.t("rule-archived"),
        RuleError::Nothing => texts.t("rule-nothing"),
        RuleError::NoStageBefore => texts.t("rule-no-stage-before"),
        RuleError::LeavesEarly {
            client,
            from,
            missing: what,
            ..
        } => {
            let name = book.client(*client).map_or("", |c| c.name.as_str());
            let stage = term(texts, "stage", from.name());
            let what: Vec<String> = what.iter().map(|m| missing(texts, *m)).collect();
            format!(
                "{} {}",
                texts.tf(
                    "rule-leaves-early",
                    &[("client", name.into()), ("stage", stage.into())],
                ),
                texts.tf("cli-stage-early", &[("what", what.join(", ").into())]),
            )
        }
        RuleError::Lacks(what) => texts.tf("rule-lacks", &[("what", lacks(texts, what).into())]),
        RuleError::NoStep { from, to } => texts.tf(
            "rule-no-step",
            &[
                ("from", term(texts, "life", from.name()).into()),
                ("to", term(texts, "life", to.name()).into()),
            ],
        ),
        RuleError::Opening => texts.t("rule-opening"),
        RuleError::Conflict(_) => texts.t("rule-conflict"),
    };
    let kind = match error {
        RuleError::NoSuchClient | RuleError::NoSuchContact | RuleError::NoSuchRecommendation => {
            Kind::NotFound
        }
        _ => Kind::Refused,
    };
    Failure::new(kind, message)
}

/// One mistake of the person's keymap.
pub(super) fn keymap_problem(texts: &Texts, problem: &KeymapProblem) -> String {
    let name = |name: &str| texts.t(&format!("context-{name}"));
    let said = match &problem.kind {
        ProblemKind::Syntax { message } => {
            texts.tf("keymap-syntax", &[("message", message.into())])
        }
        ProblemKind::UnknownContext { name } => {
            texts.tf("keymap-unknown-context", &[("name", name.into())])
        }
        ProblemKind::UnknownAction {
            name,
            nearest: Some(nearest),
        } => texts.tf(
            "keymap-unknown-action-nearest",
            &[("name", name.into()), ("nearest", nearest.name().into())],
        ),
        ProblemKind::UnknownAction {
            name,
            nearest: None,
        } => texts.tf("keymap-unknown-action", &[("name", name.into())]),
        ProblemKind::BadKey { text } => texts.tf("keymap-bad-key", &[("text", text.into())]),
        ProblemKind::BadEntry => texts.t("keymap-bad-entry"),
        ProblemKind::Duplicate {
            context,
            keys,
            first_line,
        } => texts.tf(
            "keymap-duplicate",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
                ("line", first_line.to_string().into()),
            ],
        ),
        ProblemKind::Unreachable {
            context,
            keys,
            hidden_by,
        } => texts.tf(
            "keymap-unreachable",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
                ("hidden", hidden_by.to_string().into()),
            ],
        ),
        ProblemKind::TypedAsText { context, keys } => texts.tf(
            "keymap-typed-as-text",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
            ],
        ),
    };
    match problem.line {
        Some(line) => texts.tf(
            "keymap-line",
            &[("line", line.to_string().into()), ("problem", said.into())],
        ),
        None => said,
    }
}
