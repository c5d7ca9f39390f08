//! What is done with the plan of the day beside the pane itself: the queue, putting off, striking off, why a row
//! stands where it stands, writing the plan out, and the morning it begins with.

mod explain;
pub mod morning;
mod put_off;
mod queue;
mod write;

pub use explain::explain_place;
pub use morning::MorningDialog;
pub use put_off::{SnoozeForm, StrikeForm, put_off};
pub use queue::QueueDialog;
pub use write::WritePlan;

use crate::domain::Command;
use crate::domain::command::DayCommand;
use crate::ui::Cx;

/// A step of arranging the day on screen.
#[must_use]
pub fn arrange(step: DayCommand, cx: &Cx<'_>) -> Command {
    Command::Day(Box::new(cx.frame.clone()), step)
}

#[cfg(test)]
mod tests;
