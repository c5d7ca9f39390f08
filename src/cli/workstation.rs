//! The door to the workstation: the one call that hands the terminal over.

use std::io::IsTerminal;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use crate::config::Settings;

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

/// Opens the workstation on these settings and comes back when the person leaves it.
pub(super) fn run(settings: &Settings, shell: &Shell) -> Result<(), Failure> {
    needs_terminal(shell)?;
    open(settings, shell)
}

/// Where `runtime::open(Workstation { … })` is called.
fn open(_settings: &Settings, shell: &Shell) -> Result<(), Failure> {
    let message = shell.texts().t("cli-no-workstation");
    Err(Failure::new(Kind::Failed, message))
}
