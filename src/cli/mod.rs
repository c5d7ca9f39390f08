//! The command line: one file per verb, and the only place that prints.
//!
//! stdout carries data, stderr carries words in the chosen language (`--json` turns errors and notes into data
//! too).
//! Exit codes are a promise to scripts, see `failure.rs`. Help texts are English: scripts and manuals quote
//! them.
//!
//! A verb takes a `Shell` (settings, words, streams) and, when it needs the portfolio, a
//! `Session`. The workstation itself begins in `workstation.rs`.

mod access;
mod add;
mod agenda;
mod args;
mod audit;
mod backup;
mod brief;
mod card;
mod crash;
mod cycles;
mod deck;
mod demo;
mod doctor;
mod draft;
mod due;
mod export;
mod failure;
mod find;
mod focus;
mod forecast;
mod format;
mod generate;
mod history;
mod import;
mod inbox;
mod keys;
mod letter;
mod lines;
mod log;
mod news;
mod notebook;
mod passphrase;
mod playbook;
mod problem;
mod promise;
mod rank;
mod report;
mod request;
mod restore;
mod score;
mod session;
mod settings;
mod shell;
mod stage;
mod task;
mod terms;
mod usage;
mod vault;
mod view;
mod view_table;
mod words;
mod workstation;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::config::{self, Language, Surroundings};
use crate::domain::plain::is_unprintable;
use crate::i18n::{Lang, Texts};
use args::{Args, Verb};
use failure::{Failure, Kind};
use shell::Shell;

/// Runs the program with these arguments (the first is its own name) and says how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut grammar = Args::command();
    let parsed = grammar.try_get_matches_from_mut(&args).and_then(|found| {
        let parsed = Args::from_arg_matches(&found)?;
        Ok((parsed, usage::nearly(&grammar, &found)))
    });
    let (parsed, nearly) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return misunderstood(&error.format(&mut grammar), &args),
    };
    if let Some(nearly) = nearly {
        let told = nearly.told(&Texts::new(usage::lang(&args)));
        return shell::report(&Failure::new(Kind::Usage, told), parsed.global.json);
    }
    let odd_args = args.iter().any(|arg| has_commands(arg));
    let Args { global, view, verb } = parsed;
    let flags = global.flags();
    let around = Surroundings::real();
    // What is wrong with the settings is told in the language asked for as far as that can be known.
    let fallback = Texts::new(
        flags
            .lang
            .clone()
            .or_else(|| std::env::var("PLANERKA_LANG").ok())
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(Lang::of_system),
    );
    let settings = match config::load(flags, &around) {
        Ok(settings) => settings,
        Err(error) => {
            return shell::report(&words::config(&fallback, &error), global.json);
        }
    };
    let lang = match settings.lang {
        Some(Language::Ru) => Lang::Ru,
        Some(Language::En) => Lang::En,
        None => Lang::of_system(),
    };
    let shell = Shell::new(settings, Texts::new(lang), &global);
    if odd_args {
        shell.say(&shell.texts().t("cli-args-cleaned"));
    }
    shell.end(crash::guarded(&shell, || {
        run(&shell, view.as_deref(), verb)
    }))
}

fn run(shell: &Shell, view: Option<&str>, verb: Option<Verb>) -> Result<(), Failure> {
    let Some(verb) = verb else {
        return workstation::run(shell.settings(), shell, view);
    };
    if view.is_some() {
        let message = shell.texts().t("cli-view-alone");
        return Err(Failure::new(Kind::Usage, message));
    }
    match verb {
        Verb::Demo(args) => demo::run(shell, &args),
        Verb::Import(args) => import::run(shell, &args),
        Verb::Export(args) => export::run(shell, &args),
        Verb::Show(args) => card::run(shell, &args),
        Verb::Brief(args) => brief::run(shell, &args),
        Verb::Agenda(args) => agenda::run(shell, &args),
        Verb::Rank(args) => rank::run(shell, &args),
        Verb::Score(args) => score::run(shell, &args),
        Verb::Focus(args) => focus::run(shell, args),
        Verb::Forecast(args) => forecast::run(shell, args),
        Verb::Audit(args) => audit::run(shell, &args),
        Verb::Inbox(args) => inbox::run(shell, &args),
        Verb::Due(args) => due::run(shell, &args),
        Verb::Log(args) => log::run(shell, args),
        Verb::Add(args) => add::run(shell, args),
        Verb::Move(args) => stage::run(shell, &args),
        Verb::Draft(args) => draft::run(shell, *args),
        Verb::Playbook(args) => playbook::run(shell, &args),
        Verb::Deck(args) => deck::run(shell, &args),
        Verb::Letter(args) => letter::run(shell, &args),
        Verb::News(args) => news::run(shell, args),
        Verb::View(args) => view::run(shell, &args),
        Verb::Undo(args) => history::undo(shell, &args),
        Verb::Redo => history::redo(shell),
        Verb::Journal(args) => history::journal(shell, &args),
        Verb::Doctor(args) => doctor::run(shell, &args),
        Verb::Lock(args) => vault::run(shell, &args),
        Verb::Backup(args) => backup::run(shell, &args),
        Verb::Restore(args) => restore::run(shell, &args),
        Verb::Keys(args) => keys::run(shell, &args),
        Verb::Config(args) => settings::run(shell, &args),
        Verb::Completions { shell: name } => generate::completions(shell, name),
        Verb::Man => generate::man(shell),
    }
}

/// Whether an argument holds what a terminal would obey.
fn has_commands(arg: &std::ffi::OsStr) -> bool {
    let odd = |c: char| !matches!(c, '\n' | '\r' | '\t') && is_unprintable(c);
    arg.to_string_lossy().contains(odd)
}

/// What clap has to say: help and version on stdout, a mistake on stderr, as JSON when that was asked for.
fn misunderstood(error: &clap::Error, args: &[OsString]) -> ExitCode {
    let lang = usage::lang(args);
    // Its own words are English.
    if error.use_stderr()
        && lang != Lang::En
        && let Some(told) = usage::told(&Texts::new(lang), error)
    {
        let json = args.iter().any(|arg| arg == "--json");
        return shell::report(&Failure::new(Kind::Usage, told), json);
    }
    if error.use_stderr() && args.iter().any(|arg| arg == "--json") {
        let text = error.render().to_string();
        let message = text.trim().strip_prefix("error: ").unwrap_or(text.trim());
        return shell::report(&Failure::new(Kind::Usage, message.to_owned()), true);
    }
    // The message quotes what was typed, colours and all; what would command the terminal is not among it.
    if error.use_stderr() && args.iter().any(|arg| has_commands(arg)) {
        shell::complain(&error.render().to_string());
    } else {
        // A closed pipe is no reason to complain about a help text.
        let _ = error.print();
    }
    ExitCode::from(if error.use_stderr() {
        Kind::Usage.code()
    } else {
        0
    })
}
