//! The tables of an open portfolio, each in the format asked for.

use std::cell::Cell;
use std::io::{Result as Done, Write};
use std::path::Path;

use super::super::agenda::{day, sheet};
use super::super::failure::{Failure, Kind};
use super::super::session::Session;
use super::super::shell::Shell;
use super::super::{view, words};
use super::{ExportArgs, Table, Writing};
use crate::jobs::export::{self, Format, NoSheet, Target, Workbook};
use crate::jobs::plan;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As text.
    Text(Format),
    /// As the sheet of a workbook.
    Book,
}

/// Writes what was asked for.
pub(super) fn write(
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
    let way = match format {
        Writing::Table(format) => Way::Text(format),
        Writing::Book => Way::Book,
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
    if args.table == Table::All {
        return all(shell, session, args, way, out, path);
    }
    written(shell, way, out, path, |to| {
        records(shell, session, args, args.table, to)
    })
}

/// Has one table written, a workbook of one sheet included.
pub(super) fn written(
    shell: &Shell,
    way: Way,
    out: &mut dyn Write,
    path: &Path,
    table: impl FnOnce(Target<'_>) -> Result<Done<u64>, Failure>,
) -> Result<u64, Failure> {
    let failed = |error: std::io::Error| unwritten(shell, path, &error);
    match way {
        Way::Text(format) => table(Target::Text(format, out))?.map_err(failed),
        Way::Book => {
            let mut book = Workbook::new(&shell.now());
            let rows = table(Target::Sheet(&mut book))?.map_err(failed)?;
            book.write(out).map_err(failed)?;
            Ok(rows)
        }
    }
}

/// Every table: under its name in one document, its name in each line, or as a sheet of one workbook.
fn all(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    way: Way,
    out: &mut dyn Write,
    path: &Path,
) -> Result<u64, Failure> {
    let failed = |error: std::io::Error| unwritten(shell, path, &error);
    let mut count = 0;
    match way {
        Way::Book => {
            let mut book = Workbook::new(&shell.now());
            for table in Table::RECORDS {
                let to = Target::Sheet(&mut book);
                count += records(shell, session, args, *table, to)?.map_err(failed)?;
            }
            book.write(out).map_err(failed)?;
        }
        Way::Text(Format::Json) => {
            let mut before = "{";
            for table in Table::RECORDS {
                write!(out, "{before}\"{}\":", table.name()).map_err(failed)?;
                let to = Target::Text(Format::Json, &mut *out);
                count += records(shell, session, args, *table, to)?.map_err(failed)?;
                before = ",";
            }
            writeln!(out, "}}").map_err(failed)?;
        }
        Way::Text(Format::Lines(_) | Format::Csv) => {
            for table in Table::RECORDS {
                let to = Target::Text(Format::Lines(Some(table.name())), &mut *out);
                count += records(shell, session, args, *table, to)?.map_err(failed)?;
            }
        }
    }
    Ok(count)
}

/// Why nothing was written: what no sheet holds is told with the way that holds it.
fn unwritten(shell: &Shell, path: &Path, error: &std::io::Error) -> Failure {
    let texts = shell.texts();
    let message = match NoSheet::of(error) {
        None => return words::io(texts, path, error),
        Some(NoSheet::Rows { table, most }) => texts.tf(
            "cli-export-sheet-rows",
            &[("table", (*table).into()), ("most", (*most).into())],
        ),
        Some(NoSheet::Letters {
            table,
            row,
            client,
            column,
            length,
            most,
        }) => texts.tf(
            "cli-export-sheet-letters",
            &[
                ("table", (*table).into()),
                ("row", (*row).into()),
                ("client", client.into()),
                ("column", (*column).into()),
                ("length", (*length).into()),
                ("most", (*most).into()),
            ],
        ),
    };
    Failure::new(Kind::Failed, message)
}

/// One table.
fn records(
    shell: &Shell,
    session: &Session,
    args: &ExportArgs,
    table: Table,
    to: Target<'_>,
) -> Result<Done<u64>, Failure> {
    let book = session.book();
    let zone = session.now().time_zone().clone();
    let notes = args.notes();
    Ok(match table {
        Table::Clients => match &args.view {
            Some(name) => {
                let view = view::named(shell, session, name)?;
                let found = view::clients(shell, session, &view, Kind::BadInput)?;
                export::clients(found.into_iter(), notes, &zone, to)
            }
            None => export::clients(export::by_id(book.all()), notes, &zone, to),
        },
        Table::Contacts => export::contacts(export::by_id(book.all()), notes, to),
        Table::Spend => export::spend(export::by_id(book.all()), to),
        Table::Drafts => export::drafts(export::by_id(book.all()), notes, &zone, to),
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
            let written = export::touches(rows, notes, &zone, to);
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
            let written = export::campaigns(rows, to);
            if let Some(error) = failed.take() {
                return Err(words::store(shell, &error));
            }
            written
        }
        Table::Journal => {
            let entries = session.engine().journal(usize::MAX);
            let mut entries = entries.map_err(|error| words::store(shell, &error))?;
            entries.reverse();
            export::journal(entries.into_iter(), &zone, to)
        }
        Table::Agenda | Table::All => {
            let date = day(shell, args.date.as_deref())?;
            export::agenda(&sheet(shell, session, date), to)
        }
    })
}
