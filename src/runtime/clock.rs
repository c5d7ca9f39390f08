//! The clock: the system's, or one that stands still for demonstrations and tests.

use std::time::Duration;

use jiff::Zoned;

/// Where "now" comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's clock and zone.
    #[default]
    System,
    /// A pinned moment (`--now`).
    Pinned(Zoned),
}

impl Clock {
    /// Now, in the manager's zone.
    #[must_use]
    pub fn now(&self) -> Zoned {
        match self {
            Self::System => Zoned::now(),
            Self::Pinned(now) => now.clone(),
        }
    }

    /// How long until the shown time changes: to the next second while a timer runs, else to the next
    /// minute; `None` when it never changes.
    pub(super) fn until_tick(&self, seconds: bool) -> Option<Duration> {
        match self {
            Self::Pinned(_) => None,
            Self::System => {
                let now = Zoned::now();
                let nanos = u64::try_from(now.subsec_nanosecond()).unwrap_or(0);
                let left = Duration::from_nanos(1_000_000_000 - nanos.min(999_999_999));
                let more = u64::try_from(59 - now.second().clamp(0, 59)).unwrap_or(0);
                Some(if seconds {
                    left
                } else {
                    left + Duration::from_secs(more)
                })
            }
        }
    }
}
