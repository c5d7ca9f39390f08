//! `planerka export`: tables for scripts and spreadsheets.

mod out;
mod readable;
mod tables;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use self::out::deliver;
use super::failure::{Failure, Kind};
use super::passphrase;
use super::session;
use super::shell::Shell;
use super::terms::terms;
use crate::domain::plan_sheet::PlanFormat;
use crate::jobs::export::{Format, Notes};
use clap::ValueHint;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Clients,
    Contacts,
    Touches,
    Spend,
    Drafts,
    Agenda,
    Campaigns,
    Journal,
    /// Every table but the agenda, one after another.
    All,
}

impl Table {
    const ALL: &[Self] = &[
        Self::Clients,
        Self::Contacts,
        Self::Touches,
        Self::Spend,
        Self::Drafts,
        Self::Agenda,
        Self::Campaigns,
        Self::Journal,
        Self::All,
    ];

    /// What [`Table::All`] is made of.
    const RECORDS: &[Self] = &[
        Self::Clients,
        Self::Contacts,
        Self::Touches,
        Self::Spend,
        Self::Drafts,
        Self::Campaigns,
        Self::Journal,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Contacts => "contacts",
            Self::Touches => "touches",
            Self::Spend => "spend",
            Self::Drafts => "drafts",
            Self::Agenda => "agenda",
            Self::Campaigns => "campaigns",
            Self::Journal => "journal",
            Self::All => "all",
        }
    }
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Table(Format),
    /// A workbook with a sheet for each table.
    Book,
    /// Only a plan of a day.
    Plan(PlanFormat),
    /// Only people.
    Cards,
}

const WRITINGS: &[Writing] = &[
    Writing::Table(Format::Csv),
    Writing::Table(Format::Json),
    Writing::Table(Format::Lines(None)),
    Writing::Book,
    Writing::Plan(PlanFormat::Ics),
    Writing::Plan(PlanFormat::Markdown),
    Writing::Cards,
];

const fn format_name(format: Writing) -> &'static str {
    match format {
        Writing::Table(Format::Csv) => "csv",
        Writing::Table(Format::Json) => "json",
        Writing::Table(Format::Lines(_)) => "jsonl",
        Writing::Book => "xlsx",
        Writing::Plan(plan) => plan.ending(),
        Writing::Cards => "vcf",
    }
}

/// Endings of documents no export is: under them a table would open nowhere.
const OTHERS: &[&str] = &[
    "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsm", "ods", "pptx", "html", "zip",
];

/// Whether a file is called what it would not be. An ending nobody knows promises nothing.
fn misleads(file: &Path, format: Writing) -> bool {
    let Some(ending) = file.extension() else {
        return false;
    };
    let ending = ending.to_string_lossy();
    let called = |name: &str| ending.eq_ignore_ascii_case(name);
    let known = WRITINGS.iter().any(|writing| called(format_name(*writing)));
    (known && !called(format_name(format))) || OTHERS.iter().any(|name| called(name))
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Which table
    #[arg(value_parser = terms(Table::ALL, Table::name))]
    table: Table,
    /// How it is written; by the ending of --out if not said, else csv, or json for `all`
    #[arg(long, value_parser = terms(WRITINGS, format_name))]
    format: Option<Writing>,
    /// Write to this file instead of stdout; it appears whole or not at all
    #[arg(short, long, value_name = "F", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// With the private notes of clients, people, calls and checks; a file is written without them unless asked
    #[arg(long)]
    with_notes: bool,
    /// What can be read of a portfolio that a newer version wrote; it is left as it is
    #[arg(long)]
    readable: bool,
    /// Only the clients of this view, in its order
    #[arg(long, value_name = "X")]
    view: Option<String>,
    /// The day of the agenda; today if not said
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// Write client data of an encrypted store in the open without asking
    #[arg(long)]
    yes: bool,
}

impl ExportArgs {
    /// As said, else by the ending of the file: a table of commas called `.xlsx` would open nowhere.
    fn writing(&self) -> Writing {
        let of_file = || {
            let ending = self
                .out
                .as_deref()?
                .extension()?
                .to_string_lossy()
                .into_owned();
            let is = |w: &&Writing| format_name(**w).eq_ignore_ascii_case(&ending);
            WRITINGS.iter().find(is).copied()
        };
        self.format.or_else(of_file).unwrap_or(match self.table {
            Table::All => Writing::Table(Format::Json),
            _ => Writing::Table(Format::Csv),
        })
    }

    /// A file lies about and is passed on, so notes go into it only when asked for; what another program
    /// reads through a pipe stays in the same hands.
    fn notes(&self) -> Notes {
        if self.with_notes || (self.out.is_none() && !stdout_is_file()) {
            Notes::With
        } else {
            Notes::Without
        }
    }

    /// Whether the table would hold notes.
    const fn has_notes(&self) -> bool {
        matches!(
            self.table,
            Table::Clients | Table::Contacts | Table::Touches | Table::Drafts | Table::All
        )
    }
}

/// Whether the shell put a file in place of stdout.
fn stdout_is_file() -> bool {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&std::io::stdout()).try_clone_to_owned();
    // A console or a pipe tells nothing of what a file does.
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&std::io::stdout()).try_clone_to_owned();
    own.is_ok_and(|own| {
        std::fs::File::from(own)
            .metadata()
            .is_ok_and(|meta| meta.is_file())
    })
}

/// Writes the table.
pub(super) fn run(shell: &Shell, args: &ExportArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let format = if shell.json() {
        Writing::Table(Format::Json)
    } else {
        args.writing()
    };
    if let Some(file) = args.out.as_deref().filter(|file| misleads(file, format)) {
        let endings: Vec<String> = (WRITINGS.iter())
            .map(|writing| format!(".{}", format_name(*writing)))
            .collect();
        let words = [
            ("file", file.display().to_string().into()),
            ("format", format_name(format).into()),
            ("endings", endings.join(", ").into()),
        ];
        let message = texts.tf("cli-export-ending", &words);
        return Err(Failure::new(Kind::Usage, message).in_file(file, None));
    }
    let only = match (format, args.table) {
        (Writing::Plan(_), table) if table != Table::Agenda => Some("cli-export-plan-only"),
        (Writing::Cards, table) if table != Table::Contacts => Some("cli-export-cards-only"),
        (Writing::Table(Format::Csv), Table::All) => Some("cli-export-all-only"),
        _ => None,
    };
    if let Some(key) = only {
        let args = [("format", format_name(format).into())];
        return Err(Failure::new(Kind::Usage, texts.tf(key, &args)));
    }
    let to_terminal = args.out.is_none() && std::io::stdout().is_terminal();
    if to_terminal && format == Writing::Book {
        let args = [("format", format_name(format).into())];
        return Err(Failure::new(
            Kind::Usage,
            texts.tf("cli-export-to-file", &args),
        ));
    }
    if !to_terminal {
        passphrase::may_leave(shell, args.yes)?;
    }
    if args.readable {
        readable::run(shell, args, format)?;
    } else {
        session::existing(shell, |session| {
            deliver(shell, args.out.as_deref(), |out, path| {
                tables::write(shell, session, args, format, out, path)
            })
        })?;
    }
    // Of a file that is not there nothing was left out.
    if args.has_notes() && args.notes() == Notes::Without {
        shell.say(&texts.t("cli-export-without-notes"));
    }
    Ok(())
}
