//! Passphrases: from a file, or from the terminal without echo.

use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

use zeroize::Zeroizing;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::words;
use crate::domain::passphrase::SHORTEST;
use crate::domain::{Passphrase, Weakness};
use crate::jobs::save::Readers;
use crate::runtime::{leave, secret};
use crate::store::{OpenOptions, Protection, StoreError, protection};

/// Tries at the terminal before the verb gives up.
const TRIES: u32 = 4;

/// The most bytes a file with a passphrase has.
const LARGEST: u64 = 4096;

/// Does `work` with what opens the store in `dir`: nothing for a plain one or one that a window has open; the
/// passphrase of `--passphrase-file` or of the terminal for an encrypted one. A slip at the terminal may be put
/// right, after a pause that grows.
///
/// # Errors
/// A file that cannot be read, or a person who gives up; what `work` says comes back as it is.
pub(super) fn opening<T>(
    shell: &Shell,
    dir: &Path,
    mut work: impl FnMut(OpenOptions) -> Result<T, StoreError>,
) -> Result<Result<T, StoreError>, Failure> {
    let encrypted = matches!(protection(dir), Ok(Protection::Encrypted));
    if !(encrypted && shell.passphrase_file().is_some()) {
        match work(OpenOptions::default()) {
            // Nobody has it open. A backup put where no store is brings its own passphrase.
            Err(StoreError::Locked) => {}
            done => return Ok(done),
        }
    }
    let mut wait = Duration::from_secs(1);
    for tried in 1.. {
        let passphrase = present(shell, dir)?;
        let typed = shell.passphrase_file().is_none();
        let done = work(OpenOptions {
            passphrase: Some(passphrase),
            ..OpenOptions::default()
        });
        match done {
            Err(StoreError::WrongPassphrase) if typed && tried < TRIES => {
                shell.tell(&shell.texts().t("vault-wrong"));
                std::thread::sleep(wait);
                wait *= 2;
            }
            done => return Ok(done),
        }
    }
    Ok(Err(StoreError::WrongPassphrase))
}

/// The passphrase the store in `dir` has now.
///
/// # Errors
/// There is no file and nobody to ask; the file cannot be read; the person gives up.
pub(super) fn present(shell: &Shell, dir: &Path) -> Result<Passphrase, Failure> {
    let texts = shell.texts();
    match shell.passphrase_file() {
        Some(file) => of_file(shell, file),
        None if secret::can_ask() => {
            let place = dir.display().to_string();
            typed(shell, &texts.tf("vault-prompt", &[("dir", place.into())]))
        }
        None => Err(words::store(shell, &StoreError::Locked)),
    }
}

/// Makes sure that client data is meant to leave an encrypted store in the open.
///
/// # Errors
/// The person says no, or there is nobody to ask and `--yes` was not given.
pub(super) fn may_leave(shell: &Shell, yes: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    if yes || readers(shell) == Readers::Usual {
        return Ok(());
    }
    if !shell.can_ask() {
        let message = texts.t("vault-write-needs-yes");
        return Err(Failure::new(Kind::Usage, message));
    }
    match shell.ask(&texts.t("vault-write-question")) {
        true => Ok(()),
        false => Err(Failure::new(Kind::Refused, texts.t("vault-given-up"))),
    }
}

/// Who may read what is written out of the store.
pub(super) fn readers(shell: &Shell) -> Readers {
    leave::readers(&shell.settings().data)
}

/// A new passphrase: from the file when one is named, else typed twice.
///
/// # Errors
/// As [`present`]; a weak one, or two that differ.
pub(super) fn new(shell: &Shell, file: Option<&Path>) -> Result<Passphrase, Failure> {
    let texts = shell.texts();
    let secret = match file {
        Some(file) => of_file(shell, file)?,
        None if secret::can_ask() => {
            let first = typed(shell, &texts.t("vault-prompt-new"))?;
            if let Some(weakness) = first.weakness() {
                return Err(weak(shell, weakness));
            }
            if typed(shell, &texts.t("vault-prompt-again"))? != first {
                return Err(Failure::new(Kind::Refused, texts.t("vault-differ")));
            }
            first
        }
        None => return Err(Failure::new(Kind::Usage, texts.t("vault-nobody-to-ask"))),
    };
    match secret.weakness() {
        Some(weakness) => Err(weak(shell, weakness)),
        None => Ok(secret),
    }
}

fn weak(shell: &Shell, weakness: Weakness) -> Failure {
    let args = [("least", SHORTEST.into())];
    Failure::new(Kind::BadInput, shell.texts().tf(weakness.key(), &args))
}

fn typed(shell: &Shell, question: &str) -> Result<Passphrase, Failure> {
    let texts = shell.texts();
    shell.prompt(question);
    let answer = secret::ask();
    shell.tell("");
    match answer {
        Ok(Some(text)) => Ok(Passphrase::new(text.to_string())),
        Ok(None) => Err(Failure::new(Kind::Refused, texts.t("vault-given-up"))),
        Err(error) => Err(words::io(texts, Path::new("terminal"), &error)),
    }
}

/// The first line of a file.
fn of_file(shell: &Shell, path: &Path) -> Result<Passphrase, Failure> {
    let texts = shell.texts();
    let mut bytes = Zeroizing::new(Vec::with_capacity(1 + LARGEST as usize));
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .and_then(|length| match length as u64 > LARGEST {
            true => Err(ErrorKind::InvalidData.into()),
            false => Ok(()),
        });
    read.map_err(|error| words::unreadable(texts, path, &error))?;
    let bad = |id: &str| {
        let args = [("file", path.display().to_string().into())];
        Failure::new(Kind::BadInput, texts.tf(id, &args)).in_file(path, None)
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| bad("vault-file-not-text"))?;
    let line = text.trim_start_matches('\u{feff}').lines().next();
    match line.map(|line| line.trim_end_matches(['\r', '\n'])) {
        None | Some("") => Err(bad("vault-file-empty")),
        Some(line) => Ok(Passphrase::new(line.to_owned())),
    }
}
