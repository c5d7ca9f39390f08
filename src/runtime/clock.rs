//! When the shown time changes next.

use std::time::Duration;

use jiff::Zoned;

use crate::config::Clock;

/// How long until the shown time changes: to the next second while a timer runs, else to the next minute;
/// `None` when it never changes.
pub(super) fn until_tick(clock: &Clock, seconds: bool) -> Option<Duration> {
    match clock {
        Clock::Pinned(_) => None,
        Clock::System => {
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
