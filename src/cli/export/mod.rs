//! `planerka export`: tables for scripts and spreadsheets.

mod out;

use std::cell::Cell;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::Value;

use self::out::deliver;
use super::agenda::{day, sheet};
use super::failure::{Failure, Kind};
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::{passphrase, view, words};
use crate::domain::cell::guarded;
use crate::domain::plan_sheet::PlanFormat;
use crate::domain::{Dossier, Touch};
use crate::jobs::export::{self, Format, Notes};
use crate::jobs::{json, plan};
use crate::store::Engine;

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
    /// Only a plan of a day.
    Plan(PlanFormat),
    /// Only people.
    Cards,
}

const WRITINGS: &[Writing] = &[
    Writing::Table(Format::Csv),
    Writing::Table(Format::Json),
    Writing::Table(Format::Lines(None)),
    Writing::Plan(PlanFormat::Ics),
    Writing::Plan(PlanFormat::Markdown),
    Writing::Cards,
];

const fn format_name(format: Writing) -> &'static str {
    match format {
        Writing::Table(Format::Csv) => "csv",
        Writing::Table(Format::Json) => "json",
        Writing::Table(Format::Lines(_)) => "jsonl",
        Writing::Plan(plan) => plan.ending(),
        Writing::Cards => "vcf",
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Which table
    #[arg(value_parser = terms(Table::ALL, Table::name))]
    table: Table,
    /// How it is written; csv if not said, json for `all`
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
        args.format.unwrap_or(match args.table {
            Table::All => Writing::Table(Format::Json),
            _ => Writing::Table(Format::Csv),
        })
    };
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
    if args.has_notes() && args.notes() == Notes::Without {
        shell.say(&texts.t("cli-export-without-notes"));
    }
    if args.out.is_some() || !std::io::stdout().is_terminal() {
        passphrase::may_leave(shell, args.yes)?;
    }
    if args.readable {
        return salvaged(shell, args, format);
    }
    session::existing(shell, |session| {
        deliver(shell, args.out.as_deref(), |out, path| {
            table(shell, session, args, format, out, path)
        })
    })
}

/// The table of a store a newer version wrote, as far as this one can read it.
fn salvaged(shell: &Shell, args: &ExportArgs, format: Writing) -> Result<(), Failure> {
    let texts = shell.texts();
    let (Writing::Table(format), None) = (format, &args.view) else {
        let message = texts.t("cli-export-readable-only");
        return Err(Failure::new(Kind::Usage, message));
    };
    if matches!(args.table, Table::Agenda | Table::Journal | Table::All) {
        let message = texts.t("cli-export-readable-only");
        return Err(Failure::new(Kind::Usage, message));
    }
    session::there(shell)?;
    let dir = &shell.settings().data;
    let found = passphrase::opening(shell, dir, |how| {
        Engine::salvage(dir, how.passphrase.as_ref())
    })?;
    let found = found.map_err(|error| words::store(shell, &error))?;
    let counts = [("read", found.read.into()), ("unread", found.unread.into())];
    shell.say(&texts.tf("cli-export-readable", &counts));
    let (book, notes) = (&found.book, args.notes());
    let zone = shell.now().time_zone().clone();
    deliver(shell, args.out.as_deref(), |out, path| {
        let written = match args.table {
            Table::Clients | Table::Agenda | Table::Journal | Table::All => {
                export::clients(book.all(), format, notes, &zone, out)
            }
            Table::Contacts => export::contacts(book.all(), format, notes, out),
            Table::Spend => export::spend(book.all(), format, out),
            Table::Drafts => export::drafts(book.all(), format, notes, &zone, out),
            Table::Touches => {
                let of = |d| touches_of(d).iter().map(move |touch| (d, touch));
                export::touches(book.all().flat_map(of), format, notes, &zone, out)
            }
            Table::Campaigns => {
                let of = |d: &Dossier| d.work().campaigns.clone().unwrap_or_default();
                let rows = book
                    .all()
                    .flat_map(|d| of(d).into_iter().map(move |c| (d, c)));
                export::campaigns(rows, format, out)
            }
        };
        written.map_err(|error| words::io(texts, path, &error))
    })
}

fn touches_of(dossier: &Dossier) -> &[Touch] {
    dossier.touches.as_deref().unwrap_or_default()
}

fn table(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    format: Writing,
    out: &mut dyn Write,
    path: &Path,
) -> Result<u64, Failure> {
    if args.view.is_some() && !matches!(format, Writing::Plan(_)) && args.table != Table::Clients {
        let message = shell.texts().t("cli-view-only-clients");
        return Err(Failure::new(Kind::Usage, message));
    }
    let format = match format {
        Writing::Table(Format::Json) if args.table == Table::All => {
            return document(shell, session, args, out, path);
        }
        Writing::Table(format) if args.table == Table::All => {
            let tables = Table::RECORDS.iter().map(|table| match format {
                Format::Lines(_) => (*table, Format::Lines(Some(table.name()))),
                format => (*table, format),
            });
            return tables
                .map(|(table, format)| records(shell, session, args, (table, format), out, path))
                .sum();
        }
        Writing::Table(format) => format,
        Writing::Cards => {
            let written = export::cards(session.book().all(), args.notes(), out);
            return written.map_err(|error| words::io(shell.texts(), path, &error));
        }
        Writing::Plan(format) => {
            let sheet = sheet(shell, session, day(shell, args.date.as_deref())?);
            let text = plan::write(&sheet, format);
            let written = out.write_all(text.as_bytes());
            let rows = u64::try_from(sheet.rows.len()).unwrap_or(u64::MAX);
            return written
                .map(|()| rows)
                .map_err(|error| words::io(shell.texts(), path, &error));
        }
    };
    records(shell, session, args, (args.table, format), out, path)
}

/// Every table under its name, in one document.
fn document(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    out: &mut dyn Write,
    path: &Path,
) -> Result<u64, Failure> {
    let failed = |error: std::io::Error| words::io(shell.texts(), path, &error);
    let mut count = 0;
    let mut before = "{";
    for table in Table::RECORDS {
        write!(out, "{before}\"{}\":", table.name()).map_err(failed)?;
        count += records(shell, session, args, (*table, Format::Json), out, path)?;
        before = ",";
    }
    writeln!(out, "}}").map_err(failed)?;
    Ok(count)
}

/// One table.
fn records(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    (table, format): (Table, Format),
    out: &mut dyn Write,
    path: &Path,
) -> Result<u64, Failure> {
    let book = session.book();
    let zone = session.now().time_zone().clone();
    let notes = args.notes();
    let written = match table {
        Table::Clients => match &args.view {
            Some(name) => {
                let view = view::named(shell, session, name)?;
                let found = view::clients(shell, session, &view, Kind::BadInput)?;
                export::clients(found.into_iter(), format, notes, &zone, out)
            }
            None => export::clients(export::by_id(book.all()), format, notes, &zone, out),
        },
        Table::Contacts => export::contacts(export::by_id(book.all()), format, notes, out),
        Table::Spend => export::spend(export::by_id(book.all()), format, out),
        Table::Drafts => export::drafts(export::by_id(book.all()), format, notes, &zone, out),
        Table::Touches => {
            // Client by client: two million touches do not belong in memory.
            let failed = Cell::new(None);
            let rows = export::by_id(book.all()).flat_map(|dossier| {
                let touches = session.engine().touches(dossier.id());
                let mut touches = touches.unwrap_or_else(|error| {
                    failed.set(Some(error));
                    Vec::new()
                });
                touches.sort_by_key(|touch| (touch.at, touch.id));
                touches.into_iter().map(move |touch| (dossier, touch))
            });
            let written = export::touches(rows, format, notes, &zone, out);
            if let Some(error) = failed.take() {
                return Err(words::store(shell, &error));
            }
            written
        }
        Table::Campaigns => {
            // Client by client, as touches.
            let failed = Cell::new(None);
            let rows = (export::by_id(book.all()).filter(|d| d.work().ads.is_some())).flat_map(
                |dossier| {
                    let campaigns = session.engine().campaigns(dossier.id());
                    let mut campaigns = campaigns.unwrap_or_else(|error| {
                        failed.set(Some(error));
                        Vec::new()
                    });
                    campaigns.sort_by_key(|campaign| campaign.id);
                    campaigns
                        .into_iter()
                        .map(move |campaign| (dossier, campaign))
                },
            );
            let written = export::campaigns(rows, format, out);
            if let Some(error) = failed.take() {
                return Err(words::store(shell, &error));
            }
            written
        }
        Table::Journal => {
            let entries = session.engine().journal(usize::MAX);
            let mut entries = entries.map_err(|error| words::store(shell, &error))?;
            entries.reverse();
            export::journal(entries.into_iter(), format, &zone, out)
        }
        Table::Agenda | Table::All => {
            let date = day(shell, args.date.as_deref())?;
            agenda(&plan::rows(&sheet(shell, session, date)), format, out)
        }
    };
    written.map_err(|error| words::io(shell.texts(), path, &error))
}

/// The rows of the agenda; reasons are joined in CSV.
fn agenda(rows: &[Value], format: Format, out: &mut dyn Write) -> std::io::Result<u64> {
    const COLUMNS: [&str; 9] = [
        "at",
        "minutes",
        "client_id",
        "client",
        "contact",
        "phone",
        "channel",
        "reasons",
        "value",
    ];
    match format {
        Format::Json => {
            json::write(&mut *out, &rows)?;
            out.write_all(b"\n")?;
        }
        Format::Lines(_) => {
            for row in rows {
                json::write(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(COLUMNS)?;
            for row in rows {
                let text = |value: &Value| match value {
                    Value::String(text) => guarded(text).into_owned(),
                    Value::Null => String::new(),
                    other => other.to_string(),
                };
                let reasons: Vec<String> = row["reasons"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|reason| text(&reason["text"]))
                    .collect();
                csv.write_record([
                    text(&row["at"]),
                    text(&row["minutes"]),
                    text(&row["client"]["id"]),
                    text(&row["client"]["name"]),
                    text(&row["contact"]),
                    text(&row["phone"]),
                    text(&row["channel"]),
                    reasons.join("; "),
                    text(&row["value"]),
                ])?;
            }
            csv.flush()?;
        }
    }
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}
