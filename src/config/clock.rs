//! Where now comes from: the machine, or a moment pinned by `--now`.

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A source of now. A pinned clock stands still, so that a run can be repeated.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock in the machine's zone.
    System,
    /// One moment for the whole run.
    Pinned(Zoned),
}

impl Clock {
    /// Now, in the manager's zone.
    #[must_use]
    pub fn now(&self) -> Zoned {
        match self {
            Self::System => Zoned::now(),
            Self::Pinned(at) => at.clone(),
        }
    }

    /// Reads local wall time (`2026-11-23T09:00`, a space will do) or RFC 3339. A moment with an offset is
    /// shown in `zone` when that zone has this offset then, else in the offset itself.
    pub(super) fn pinned(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = text.trim();
        // A bare day is not a moment: midnight would be a guess.
        if !text.contains(':') {
            return None;
        }
        if text.contains('[') {
            return text.parse().ok().map(Self::Pinned);
        }
        let offset = Pieces::parse(text).ok()?.to_numeric_offset();
        let at = match offset {
            Some(offset) => {
                let at = text.parse::<Timestamp>().ok()?;
                if zone.to_offset(at) == offset {
                    at.to_zoned(zone.clone())
                } else {
                    at.to_zoned(TimeZone::fixed(offset))
                }
            }
            None => text.parse::<DateTime>().ok()?.to_zoned(zone.clone()).ok()?,
        };
        Some(Self::Pinned(at))
    }
}
