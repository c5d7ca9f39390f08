//! How a person hears of what has come due.

use super::DesktopNotice;

/// What rings when the minute of a call, a promised answer or a fire slot comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotifySettings {
    /// The bell of the terminal.
    pub bell: bool,
    /// A notice on the desktop.
    pub desktop: DesktopNotice,
}

impl Default for NotifySettings {
    fn default() -> Self {
        Self {
            bell: true,
            desktop: DesktopNotice::Off,
        }
    }
}
