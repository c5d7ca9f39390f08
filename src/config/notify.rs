//! How a person hears of what has come due.

use super::DesktopNotice;

/// What rings when the minute of a call, a promised answer or a fire slot comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotifySettings {
    /// The bell of the terminal.
    pub bell: bool,
    /// A notice on the desktop.
    pub desktop: DesktopNotice,
    /// Whether a notice on the desktop quotes what was promised or asked. A notice comes up over whatever is
    /// shown to others and stays in the desktop's own list, so by itself it names the client and the hour.
    pub words: bool,
}

impl Default for NotifySettings {
    fn default() -> Self {
        Self {
            bell: true,
            desktop: DesktopNotice::Off,
            words: false,
        }
    }
}
