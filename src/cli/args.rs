//! The grammar of the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint};

use super::{
    add, agenda, audit, backup, brief, card, deck, demo, doctor, draft, due, export, focus,
    forecast, history, import, inbox, keys, letter, log, news, playbook, rank, restore, score,
    settings, stage, vault, view,
};
use crate::config::Flags;

/// A workstation for account managers: whom to call now, and why.
///
/// Without a verb it opens the workstation in this terminal. Every verb serves scripts: data goes to stdout,
/// words go to stderr.
#[derive(Debug, Parser)]
#[command(
    name = "planerka",
    version,
    propagate_version = true,
    after_help = "Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 bad input, 5 store in use, 6 store damaged."
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    /// Open the workstation with this view
    #[arg(long, value_name = "X")]
    pub(super) view: Option<String>,
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
}

/// Flags every verb takes, before it or after it.
#[derive(Debug, clap::Args)]
pub(super) struct Global {
    /// Directory of the store [env: PLANERKA_DATA] [default: the platform's data directory]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) data: Option<PathBuf>,
    /// Configuration file [env: PLANERKA_CONFIG]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Language of messages: ru or en [env: PLANERKA_LANG]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<String>,
    /// Pin the clock: local wall time or RFC 3339
    #[arg(long, global = true, value_name = "TIME")]
    now: Option<String>,
    /// File whose first line is the passphrase of an encrypted store; without it a person is asked
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) passphrase_file: Option<PathBuf>,
    /// Data and errors as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

impl Global {
    pub(super) fn flags(&self) -> Flags {
        Flags {
            data: self.data.clone(),
            config: self.config.clone(),
            lang: self.lang.clone(),
            now: self.now.clone(),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Open a believable demo portfolio in a throw-away store, or fill an empty store
    Demo(demo::DemoArgs),
    /// Import clients, contacts, spend and reports of campaigns from files
    Import(import::ImportArgs),
    /// Write a table of the portfolio
    Export(export::ExportArgs),
    /// Show the card of a client
    Show(card::ShowArgs),
    /// Show the brief of a client, write its questionnaire, take answers
    Brief(brief::BriefArgs),
    /// Show whom to call on a day, and why
    Agenda(agenda::AgendaArgs),
    /// List who may grow and who is to be kept, and how far to believe it
    Rank(rank::RankArgs),
    /// Score a table of spend by client and month
    Score(score::ScoreArgs),
    /// Show, freeze or close the focus of the month
    Focus(focus::FocusArgs),
    /// Write forecasts of spend down, or list how they came true
    Forecast(forecast::ForecastArgs),
    /// List what came in and waits: requests, questions, fires, incidents, ideas
    Inbox(inbox::InboxArgs),
    /// Tell what is due now, by a notice on the desktop when asked
    Due(due::DueArgs),
    /// Check campaigns against the rules
    Audit(audit::AuditArgs),
    /// Log a touch, or many from JSON Lines
    Log(log::LogArgs),
    /// Add a client, a contact, a problem or an agreement
    Add(add::AddArgs),
    /// Move a client to a stage
    Move(stage::MoveArgs),
    /// Write recommendations and take them further
    Draft(Box<draft::DraftArgs>),
    /// List playbooks and apply them
    Playbook(playbook::PlaybookArgs),
    /// Make the presentation of a client's ready recommendations
    Deck(deck::DeckArgs),
    /// Fill a letter from the record of a client, or list the letters
    Letter(letter::LetterArgs),
    /// List news to tell, write it down, mark whom it was told
    News(news::NewsArgs),
    /// List views, show the clients of one, save and remove them
    View(view::ViewArgs),
    /// Take the last change back
    Undo(history::UndoArgs),
    /// Do the last undone change again
    Redo,
    /// List the latest changes
    Journal(history::JournalArgs),
    /// Look the store over; repair it, make it smaller, write old rows anew
    Doctor(doctor::DoctorArgs),
    /// Keep the store behind a passphrase, or in the open again
    Lock(vault::LockArgs),
    /// Make a backup, list those there are, check one
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the portfolio, with all that came after it
    Restore(restore::RestoreArgs),
    /// List the keys of the workstation
    Keys(keys::KeysArgs),
    /// Show the settings in effect
    Config(settings::ConfigArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}
