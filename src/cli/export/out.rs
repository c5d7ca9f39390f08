//! Where an export goes: a file that appears whole or not at all, or stdout, whose reader may go away.

use std::cell::Cell;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use super::super::failure::Failure;
use super::super::shell::Shell;
use super::super::{passphrase, words};
use crate::jobs::save::Outlet;

/// A writer that remembers why it was refused: the writers of tables wrap errors until their kind is lost.
struct Watched<'a, W> {
    out: W,
    refused: &'a Cell<Option<ErrorKind>>,
}

impl<W: Write> Watched<'_, W> {
    fn watch<T>(&self, result: std::io::Result<T>) -> std::io::Result<T> {
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
        {
            self.refused.set(Some(error.kind()));
        }
        result
    }
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes);
        self.watch(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let flushed = self.out.flush();
        self.watch(flushed)
    }
}

/// Has the rows written where they are wanted.
pub(super) fn deliver(
    shell: &Shell,
    to: Option<&Path>,
    write: impl FnOnce(&mut dyn Write, &Path) -> Result<u64, Failure>,
) -> Result<(), Failure> {
    match to {
        None => stdout(shell, write),
        Some(path) => file(shell, path, write),
    }
}

fn stdout(
    shell: &Shell,
    write: impl FnOnce(&mut dyn Write, &Path) -> Result<u64, Failure>,
) -> Result<(), Failure> {
    let refused = Cell::new(None);
    let mut out = BufWriter::new(Watched {
        out: std::io::stdout().lock(),
        refused: &refused,
    });
    let stdout = Path::new("stdout");
    let failed = |error: &std::io::Error| words::io(shell.texts(), stdout, error);
    let done = write(&mut out, stdout).and_then(|_| out.flush().map_err(|e| failed(&e)));
    match refused.get() {
        None => done,
        Some(ErrorKind::BrokenPipe) => Err(Failure::pipe()),
        Some(kind) => Err(failed(&kind.into())),
    }
}

fn file(
    shell: &Shell,
    path: &Path,
    write: impl FnOnce(&mut dyn Write, &Path) -> Result<u64, Failure>,
) -> Result<(), Failure> {
    let texts = shell.texts();
    let failed = |error: &std::io::Error| words::unwritable(texts, path, error);
    let mut file = Outlet::to(path, passphrase::readers(shell)).map_err(|e| failed(&e))?;
    let refused = Cell::new(None);
    let rows = {
        let mut out = BufWriter::new(Watched {
            out: &mut file,
            refused: &refused,
        });
        write(&mut out, path).and_then(|rows| out.flush().map_err(|e| failed(&e)).map(|()| rows))
    };
    if let Some(kind) = refused.get() {
        return Err(failed(&kind.into()));
    }
    let rows = rows?;
    file.finish().map_err(|e| failed(&e))?;
    let shown = path.display().to_string();
    shell.say(&texts.tf(
        "cli-exported",
        &[("count", rows.into()), ("file", shown.into())],
    ));
    Ok(())
}
