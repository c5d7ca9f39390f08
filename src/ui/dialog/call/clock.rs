//! The running clock of a call.

use jiff::Timestamp;

/// The clock ticks every second; a longer silence means the machine slept and nobody was talking.
const ASLEEP: i64 = 5 * 60;

/// Seconds of a call, without those the machine slept through.
#[derive(Debug, Clone)]
pub(super) struct CallClock {
    opened: Timestamp,
    seen: Timestamp,
    slept: i64,
}

impl CallClock {
    /// Runs from now.
    pub(super) const fn start(now: Timestamp) -> Self {
        Self {
            opened: now,
            seen: now,
            slept: 0,
        }
    }

    /// Looks at the time; what passed unseen for long is not counted.
    pub(super) fn tick(&mut self, now: Timestamp) {
        let gap = now.as_second() - self.seen.as_second();
        if gap > ASLEEP {
            self.slept += gap;
        }
        self.seen = now;
    }

    /// Seconds counted; a clock set back stands at zero.
    pub(super) fn seconds(&self) -> u64 {
        let gone = self.seen.as_second() - self.opened.as_second() - self.slept;
        u64::try_from(gone).unwrap_or(0)
    }

    /// Minutes counted, rounded up, `1..=1440`.
    pub(super) fn minutes(&self) -> u64 {
        self.seconds().div_ceil(60).clamp(1, 1440)
    }

    /// Minutes left out because the machine slept.
    pub(super) const fn slept_minutes(&self) -> i64 {
        self.slept / 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_is_not_talk() {
        for (name, ticks, minutes, slept) in [
            ("just begun", vec![0], 1, 0),
            ("a minute and a second", vec![1, 2, 61], 2, 0),
            ("a quiet screen", vec![60, 120, 180], 3, 0),
            ("the lid was closed", vec![60, 1260, 1320], 2, 20),
            ("twice", vec![600, 660, 1260], 1, 20),
            ("the clock was set back", vec![-500], 1, 0),
        ] {
            let mut clock = CallClock::start(Timestamp::UNIX_EPOCH);
            for second in ticks {
                clock.tick(Timestamp::from_second(second).unwrap());
            }
            assert_eq!(
                (clock.minutes(), clock.slept_minutes()),
                (minutes, slept),
                "{name}"
            );
        }
    }
}
