//! The door to the workstation: the one call that hands the terminal over.

use std::io::IsTerminal;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, session, words};
use crate::config::Settings;
use crate::runtime::{self, Door, WorkstationError};
use crate::store::{Protection, protection};

/// Whether there is a terminal to hand over.
pub(super) fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Refuses in words when there is no terminal.
pub(super) fn needs_terminal(shell: &Shell) -> Result<(), Failure> {
    if has_terminal() {
        return Ok(());
    }
    let message = shell.texts().t("cli-needs-terminal");
    Err(Failure::new(Kind::Usage, message))
}

/// Opens the workstation on these settings, with a view when one was named, and comes back when the person leaves it.
pub(super) fn run(settings: &Settings, shell: &Shell, view: Option<&str>) -> Result<(), Failure> {
    needs_terminal(shell)?;
    open(settings, shell, view)
}

/// What stands before the portfolio.
fn door(settings: &Settings, shell: &Shell) -> Result<Door, Failure> {
    let kept = protection(&settings.data).map_err(|error| words::store(shell, &error))?;
    Ok(match kept {
        Protection::Plain => Door::Open,
        Protection::None => {
            session::not_lost(shell)?;
            Door::Offer
        }
        Protection::Encrypted if shell.passphrase_file().is_some() => {
            Door::Passphrase(passphrase::present(shell, &settings.data)?)
        }
        Protection::Encrypted => Door::Ask,
    })
}

fn open(settings: &Settings, shell: &Shell, view: Option<&str>) -> Result<(), Failure> {
    let texts = shell.texts();
    notebook::open(&settings.data);
    let door = door(settings, shell)?;
    let farewell = runtime::open(settings, view, door).map_err(|error| match error {
        WorkstationError::NotATerminal => Failure::new(Kind::Usage, texts.t("cli-needs-terminal")),
        WorkstationError::Terminal(error) => {
            words::io(texts, std::path::Path::new("terminal"), &error)
        }
        WorkstationError::Keymap { path, error } => words::unreadable(texts, &path, &error),
        WorkstationError::Store(error) => words::store(shell, &error),
    })?;
    if let Some(farewell) = farewell {
        shell.say(&farewell);
    }
    Ok(())
}
