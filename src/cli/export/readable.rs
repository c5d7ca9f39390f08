//! What can be read of a store that a newer version wrote.

use super::super::failure::{Failure, Kind};
use super::super::shell::Shell;
use super::super::{passphrase, session, words};
use super::out::deliver;
use super::tables::{self, Way};
use super::{ExportArgs, Table, Writing};
use crate::domain::{Dossier, Touch};
use crate::jobs::export;
use crate::store::Engine;

/// Writes the table as far as this version can read it.
pub(super) fn run(shell: &Shell, args: &ExportArgs, format: Writing) -> Result<(), Failure> {
    let texts = shell.texts();
    let way = match format {
        Writing::Table(format) => Some(Way::Text(format)),
        Writing::Book => Some(Way::Book),
        Writing::Plan(_) | Writing::Cards => None,
    };
    let refused = matches!(args.table, Table::Agenda | Table::Journal | Table::All);
    let (Some(way), None, false) = (way, &args.view, refused) else {
        let message = texts.t("cli-export-readable-only");
        return Err(Failure::new(Kind::Usage, message));
    };
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
        tables::written(shell, way, out, path, |to| {
            Ok(match args.table {
                Table::Clients | Table::Agenda | Table::Journal | Table::All => {
                    export::clients(book.all(), notes, &zone, to)
                }
                Table::Contacts => export::contacts(book.all(), notes, to),
                Table::Spend => export::spend(book.all(), to),
                Table::Drafts => export::drafts(book.all(), notes, &zone, to),
                Table::Touches => {
                    let of = |d| touches_of(d).iter().map(move |touch| (d, touch));
                    export::touches(book.all().flat_map(of), notes, &zone, to)
                }
                Table::Campaigns => {
                    let of = |d: &Dossier| d.work().campaigns.clone().unwrap_or_default();
                    let rows = book
                        .all()
                        .flat_map(|d| of(d).into_iter().map(move |c| (d, c)));
                    export::campaigns(rows, to)
                }
            })
        })
    })
}

fn touches_of(dossier: &Dossier) -> &[Touch] {
    dossier.touches.as_deref().unwrap_or_default()
}
