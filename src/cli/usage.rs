//! A command line that says something impossible, in the words of the person.
//!
//! clap finds the mistake and speaks English; what it found comes with it as data, and the commonest mistakes are told
//! from that. A kind without words here is told by clap.

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command, ValueHint};

use crate::config::{self, Flags, Language, Surroundings};
use crate::i18n::{Lang, Texts};

/// The language a command line asks for that could not be read: that of `--lang`, of the settings, of the system.
pub(super) fn lang(args: &[OsString]) -> Lang {
    let flags = Flags {
        lang: value_of(args, "--lang"),
        config: value_of(args, "--config").map(Into::into),
        ..Flags::default()
    };
    let asked = [flags.lang.clone(), std::env::var("PLANERKA_LANG").ok()];
    let settings = config::load(flags, &Surroundings::real()).ok();
    match settings.and_then(|settings| settings.lang) {
        Some(Language::Ru) => Lang::Ru,
        Some(Language::En) => Lang::En,
        None => (asked.into_iter().flatten())
            .find_map(|text| text.parse().ok())
            .unwrap_or_else(Lang::of_system),
    }
}

/// What stands behind a flag, however it is joined to it.
fn value_of(args: &[OsString], flag: &str) -> Option<String> {
    let mut words = args.iter().map(|arg| arg.to_string_lossy());
    while let Some(word) = words.next() {
        match word.strip_prefix(flag) {
            Some("") => return words.next().map(Into::into),
            Some(rest) if rest.starts_with('=') => return Some(rest[1..].to_owned()),
            _ => {}
        }
    }
    None
}

/// A file called nearly like a command that could stand in its place.
#[derive(Debug)]
pub(super) struct Nearly {
    verb: String,
    typed: String,
    near: String,
}

impl Nearly {
    /// What was meant, and how a file of that name is said.
    pub(super) fn told(&self, texts: &Texts) -> String {
        let args = [
            ("verb", self.verb.as_str().into()),
            ("command", self.typed.as_str().into()),
            ("near", self.near.as_str().into()),
        ];
        texts.tf("usage-nearly", &args)
    }
}

/// How alike a word and a command are when one may be meant by the other, of 1: what clap goes by.
const ALIKE: f64 = 0.7;

/// A mistyped command where a file may stand too would be taken for the file, and one be written. A name with an
/// ending or a folder is a file, and so is what is there as a folder.
pub(super) fn nearly(grammar: &Command, found: &ArgMatches) -> Option<Nearly> {
    let (verb, found) = found.subcommand()?;
    let verb = grammar.find_subcommand(verb)?;
    let file = verb.get_positionals().find(|arg| {
        let hint = arg.get_value_hint();
        matches!(hint, ValueHint::AnyPath | ValueHint::FilePath)
    })?;
    let typed = (found.try_get_raw(file.get_id().as_str()).ok()??).next()?;
    let path = Path::new(typed);
    if path.file_name() != Some(typed) || path.extension().is_some() || path.is_dir() {
        return None;
    }
    let typed = typed.to_string_lossy();
    let word = typed.to_lowercase();
    let likeness = |command: &&Command| strsim::jaro(&word, command.get_name());
    let near = (verb.get_subcommands())
        .filter(|command| likeness(command) > ALIKE)
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    Some(Nearly {
        verb: verb.get_name().to_owned(),
        near: near.get_name().to_owned(),
        typed: typed.into_owned(),
    })
}

/// The mistake and how it is done right; `None` when clap has the better words.
pub(super) fn told(texts: &Texts, error: &clap::Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let one = |id: &str, name: &str, text: String| texts.tf(id, &[(name, text.into())]);
    let mut told = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => one("usage-no-value", "arg", arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let args = [("value", value.into()), ("arg", arg.into())];
            texts.tf("usage-bad-value", &args)
        }
        ErrorKind::UnknownArgument if arg.starts_with('-') => {
            one("usage-unknown-argument", "arg", arg)
        }
        ErrorKind::UnknownArgument => one("usage-unexpected", "arg", arg),
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            one("usage-unknown-command", "command", command)
        }
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == arg => one("usage-twice", "arg", arg),
            prior => {
                let args = [("arg", arg.into()), ("prior", prior.into())];
                texts.tf("usage-conflict", &args)
            }
        },
        ErrorKind::MissingRequiredArgument => one("usage-missing", "args", arg),
        ErrorKind::MissingSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            one("usage-no-command", "command", command)
        }
        ErrorKind::InvalidUtf8 => texts.t("usage-not-text"),
        _ => return None,
    };
    for (kind, id, name) in [
        (ContextKind::ValidValue, "usage-accepts", "accepts"),
        (ContextKind::ValidSubcommand, "usage-accepts", "accepts"),
        (ContextKind::SuggestedValue, "usage-maybe", "near"),
        (ContextKind::SuggestedArg, "usage-maybe", "near"),
        (ContextKind::SuggestedSubcommand, "usage-maybe", "near"),
    ] {
        let found = of(kind);
        if !found.is_empty() {
            told.push(' ');
            told += &one(id, name, found);
        }
    }
    let usage = of(ContextKind::Usage);
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        told.push('\n');
        told += &one("usage-how", "usage", usage.to_owned());
    }
    told.push('\n');
    told += &texts.t("usage-more");
    Some(told)
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::StyledStr(one) => one.to_string(),
        ContextValue::Number(n) => n.to_string(),
        _ => String::new(),
    }
}
