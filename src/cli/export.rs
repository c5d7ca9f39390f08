//! `planerka export`: tables for scripts and spreadsheets.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::Value;

use super::agenda::{Sheet, day};
use super::failure::Failure;
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::words;
use crate::domain::Touch;
use crate::jobs::export::{self, Format};
use crate::jobs::import::values::text::needs_guard;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Clients,
    Contacts,
    Touches,
    Spend,
    Drafts,
    Agenda,
}

impl Table {
    const ALL: &[Self] = &[
        Self::Clients,
        Self::Contacts,
        Self::Touches,
        Self::Spend,
        Self::Drafts,
        Self::Agenda,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Contacts => "contacts",
            Self::Touches => "touches",
            Self::Spend => "spend",
            Self::Drafts => "drafts",
            Self::Agenda => "agenda",
        }
    }
}

const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Csv => "csv",
        Format::Json => "json",
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Which table
    #[arg(value_parser = terms(Table::ALL, Table::name))]
    table: Table,
    /// How it is written
    #[arg(long, default_value = "csv", value_parser = terms(&[Format::Csv, Format::Json], format_name))]
    format: Format,
    /// Write to this file instead of stdout; it appears whole or not at all
    #[arg(short, long, value_name = "F", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// The day of the agenda; today if not said
    #[arg(long, value_name = "D")]
    date: Option<String>,
}

/// Writes the table.
pub(super) fn run(shell: &Shell, args: &ExportArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let format = if shell.json() {
        Format::Json
    } else {
        args.format
    };
    session::existing(shell, |session| match &args.out {
        None => {
            // Into memory first: a reader that goes away must not look like a failed export.
            let mut bytes = Vec::new();
            table(
                shell,
                session,
                args,
                format,
                &mut bytes,
                Path::new("stdout"),
            )?;
            shell.data(&String::from_utf8_lossy(&bytes))
        }
        Some(path) => {
            let failed = |error: &std::io::Error| words::io(texts, path, error);
            let dir = path
                .parent()
                .filter(|dir| !dir.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            let mut file = tempfile::NamedTempFile::new_in(dir).map_err(|e| failed(&e))?;
            let rows = {
                let mut out = BufWriter::new(&mut file);
                let rows = table(shell, session, args, format, &mut out, path)?;
                out.flush().map_err(|e| failed(&e))?;
                rows
            };
            file.as_file().sync_all().map_err(|e| failed(&e))?;
            file.persist(path).map_err(|e| failed(&e.error))?;
            let shown = path.display().to_string();
            shell.say(&texts.tf(
                "cli-exported",
                &[("count", rows.into()), ("file", shown.into())],
            ));
            Ok(())
        }
    })
}

fn table(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    format: Format,
    out: &mut dyn Write,
    path: &Path,
) -> Result<u64, Failure> {
    let book = session.book();
    let zone = session.now().time_zone().clone();
    let written = match args.table {
        Table::Clients => export::clients(book.all(), format, &zone, out),
        Table::Contacts => export::contacts(book.all(), format, out),
        Table::Spend => export::spend(book.all(), format, out),
        Table::Drafts => export::drafts(book.all(), format, &zone, out),
        Table::Touches => {
            let mut touches: Vec<Touch> = Vec::new();
            session
                .engine()
                .each_touch(&mut |touch| touches.push(touch))
                .map_err(|error| words::store(shell.texts(), &error))?;
            let rows = touches
                .into_iter()
                .filter_map(|touch| Some((book.get(touch.client)?, touch)));
            export::touches(rows, format, &zone, out)
        }
        Table::Agenda => {
            let date = day(shell, args.date.as_deref())?;
            agenda(&Sheet::of(shell, session, date).rows(), format, out)
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
            serde_json::to_writer(&mut *out, rows)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(COLUMNS)?;
            for row in rows {
                let text = |value: &Value| match value {
                    Value::String(text) if needs_guard(text) => format!("'{text}"),
                    Value::String(text) => text.clone(),
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
