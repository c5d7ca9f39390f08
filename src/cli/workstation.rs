//! The door to the workstation: the one call that hands the terminal over.

use std::io::IsTerminal;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use crate::config::Settings;

/// Opens the workstation on these settings and comes back when the person leaves it.
pub(crate) fn run(settings: &Settings, shell: &Shell) -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        let message = shell.texts().t("cli-needs-terminal");
        return Err(Failure::new(Kind::Usage, message));
    }
    open(settings, shell)
}

/// Where `runtime::open(Workstation { … })` is called.
fn open(_settings: &Settings, shell: &Shell) -> Result<(), Failure> {
    let message = shell.texts().t("cli-no-workstation");
    Err(Failure::new(Kind::Failed, message))
}
