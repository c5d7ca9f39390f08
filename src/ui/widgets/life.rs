//! The mark of a recommendation's state: a shape beside its colour.

use ratatui::style::Style;

use crate::domain::Life;
use crate::ui::Theme;

/// The mark with a space behind it, and its colour.
#[must_use]
pub const fn life_mark(theme: &Theme, life: Life) -> (&'static str, Style) {
    match life {
        Life::Ready => (theme.mark("● ", "* "), theme.good),
        Life::Sent => (theme.mark("→ ", "> "), theme.info),
        Life::Accepted | Life::Implemented => (theme.mark("✓ ", "+ "), theme.good),
        Life::Postponed => (theme.mark("‖ ", "= "), theme.muted),
        Life::Declined => (theme.mark("✗ ", "x "), theme.muted),
        Life::Checked => (theme.mark("✓ ", "+ "), theme.muted),
        Life::Draft => (theme.mark("○ ", "o "), theme.muted),
    }
}
