//! A portfolio that was damaged: what was wrong, what was done, what is there now and what to do.

use jiff::{Timestamp, Zoned};

use crate::domain::Healing;
use crate::domain::healing::{Fault, Source};
use crate::i18n::Texts;

/// The words about a healed portfolio, a paragraph each, the most important first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether anything is missing.
    pub whole: bool,
    /// What was wrong.
    pub fault: String,
    /// What was done.
    pub done: String,
    /// What is there now.
    pub kept: String,
    /// What is missing, or that nothing is.
    pub lost: String,
    /// Where the damaged files lie, when they were kept.
    pub copy: Option<String>,
    /// What to do now.
    pub advice: String,
}

impl Told {
    /// All of it, for a stream of lines.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        let all = [&self.fault, &self.done, &self.kept, &self.lost];
        let mut lines: Vec<&str> = all.iter().map(|line| line.as_str()).collect();
        lines.extend(self.copy.as_deref());
        lines.push(&self.advice);
        lines
    }
}

/// Tells of a healed portfolio as of `now`, in its zone.
#[must_use]
pub fn healed(texts: &Texts, healing: &Healing, now: &Zoned) -> Told {
    let moment = |at: Timestamp| {
        let at = at.to_zoned(now.time_zone().clone());
        texts.date_time(at.date(), at.time(), now.date())
    };
    let fault = texts.t(match healing.fault {
        Fault::Changed => "healed-fault-changed",
        Fault::Unreadable => "healed-fault-unreadable",
        Fault::Silent => "healed-fault-silent",
        Fault::Inconsistent => "healed-fault-inconsistent",
        Fault::Missing => "healed-fault-missing",
        Fault::Header => "healed-fault-header",
        Fault::Journal => "healed-fault-journal",
    });
    let done = match healing.source {
        Source::Backup { made, followed } => texts.tf(
            "healed-from-backup",
            &[
                ("when", moment(made).into()),
                ("count", i64::try_from(followed).unwrap_or(i64::MAX).into()),
            ],
        ),
        Source::Journal => texts.t("healed-from-journal"),
        Source::Kept => texts.t("healed-kept-whole"),
        Source::Records => texts.t("healed-from-records"),
        Source::Picture { at: None } => texts.t("healed-from-picture-undated"),
        Source::Picture { at: Some(at) } => {
            texts.tf("healed-from-picture", &[("when", moment(at).into())])
        }
    };
    let clients = i64::try_from(healing.clients).unwrap_or(i64::MAX);
    let kept = match healing.at.map(moment) {
        // Records saved one by one begin a journal of their own: its moments say nothing.
        Some(when) if !healing.source.is_new_line() => texts.tf(
            "healed-kept",
            &[
                ("clients", clients.into()),
                ("when", when.into()),
                ("seq", healing.seq.to_string().into()),
            ],
        ),
        _ => texts.tf("healed-kept-clients", &[("clients", clients.into())]),
    };
    let lost = match (healing.source, healing.lost) {
        (source, _) if source.is_new_line() => texts.t("healed-lost-unknown"),
        (_, 0) => texts.t("healed-lost-nothing"),
        (_, lost) => {
            let lost = i64::try_from(lost).unwrap_or(i64::MAX);
            texts.tf("healed-lost", &[("count", lost.into())])
        }
    };
    let copy = healing.copy.as_ref();
    Told {
        whole: healing.lost == 0 && !healing.source.is_new_line(),
        fault,
        done,
        kept,
        lost,
        copy: copy.map(|path| texts.tf("healed-copy", &[("path", path.as_str().into())])),
        advice: texts.t(match healing.fault {
            Fault::Missing => "healed-advice-missing",
            _ => "healed-advice",
        }),
    }
}

/// Why editing is paused, for the whole time it is: what is at stake and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// A few words for the top line.
    pub short: String,
    /// What is not saved, and why.
    pub what: String,
    /// Why, as the end of a sentence without its full stop.
    pub why: String,
    /// What to do, and what still works.
    pub help: String,
    /// Whether it stays so: the portfolio lies where nothing can be written.
    pub reading: bool,
}

/// Megabytes a full disk must have free before the store writes again, when it does not tell itself.
const ENOUGH: &str = "32";

/// Tells of a disk that refuses: the language key of the refusal with its arguments, its words in full.
#[must_use]
pub fn paused(
    texts: &Texts,
    key: &str,
    args: &[(&str, String)],
    reason: &str,
    unsaved: usize,
) -> Paused {
    let arg = |wanted: &str| {
        let found = args.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let place = arg("path").unwrap_or_default();
    let megabytes = [("megabytes", arg("megabytes").unwrap_or(ENOUGH).into())];
    let count = [("count", unsaved.into())];
    let reading = key == "store-read-only" && unsaved == 0;
    let head = match unsaved {
        0 if reading => texts.t("paused-reading"),
        0 => texts.t("paused-all-saved"),
        _ => texts.tf("paused-unsaved", &count),
    };
    let why = match key {
        "store-no-space" | "store-no-room" => texts.t("paused-why-full"),
        "store-read-only" => texts.t("paused-why-read-only"),
        _ => reason.trim_end_matches('.').to_owned(),
    };
    Paused {
        reading,
        short: match unsaved {
            0 if reading => texts.t("paused-reading"),
            0 => texts.t("paused-short"),
            _ => texts.tf("paused-short-unsaved", &count),
        },
        // The place comes last: on a narrow screen it is what can be cut.
        what: match key {
            "store-no-space" | "store-no-room" | "store-read-only" => {
                format!("{head}: {why}. {place}")
            }
            _ => format!("{head}. {reason}"),
        },
        why,
        help: match key {
            _ if reading => texts.t("paused-help-reading"),
            "store-no-space" | "store-no-room" => texts.tf("paused-help-full", &megabytes),
            _ => texts.t("paused-help"),
        },
    }
}
