//! bincode, with the one configuration this store uses, and the scalars of the rows.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::harm::Harm;

/// Most bytes one encoded record may have.
pub(super) const LIMIT: usize = 4 << 20;

fn config() -> impl bincode::config::Config {
    // Little endian, varint. Frozen: the golden files hold it.
    bincode::config::standard().with_limit::<LIMIT>()
}

/// Why stored bytes are not a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowError {
    /// The bytes end early, run on, or say what cannot be.
    Bytes(String),
    /// A code this version does not know.
    Code(&'static str, u32),
    /// A schema this version does not know.
    Schema(&'static str, u16, u16),
}

impl From<RowError> for StoreError {
    fn from(error: RowError) -> Self {
        match error {
            RowError::Bytes(detail) => Self::harmed(Harm::Nonsense, detail),
            RowError::Code(what, found) => Self::Newer {
                what,
                found,
                known: 0,
            },
            RowError::Schema(what, found, known) => Self::Newer {
                what,
                found: found.into(),
                known: known.into(),
            },
        }
    }
}

impl RowError {
    pub(super) fn value(what: &str) -> Self {
        Self::Bytes(format!("impossible {what}"))
    }
}

/// Appends the encoded value.
pub(super) fn write<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), StoreError> {
    let from = out.len();
    bincode::serde::encode_into_std_write(value, out, config()).map_err(StoreError::damaged)?;
    let bytes = out.len() - from;
    if bytes > LIMIT {
        return Err(StoreError::TooLarge { bytes });
    }
    Ok(())
}

/// Decodes the front of `bytes`; tells how many it took.
pub(super) fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<(T, usize), RowError> {
    bincode::serde::decode_from_slice(bytes, config()).map_err(|e| RowError::Bytes(e.to_string()))
}

/// A moment: whole seconds and nanoseconds, so that a record read back equals the one in memory and undo
/// finds what it expects.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct At(i64, i32);

impl From<Timestamp> for At {
    fn from(at: Timestamp) -> Self {
        Self(at.as_second(), at.subsec_nanosecond())
    }
}

impl TryFrom<At> for Timestamp {
    type Error = RowError;
    fn try_from(At(second, nano): At) -> Result<Self, RowError> {
        Self::new(second, nano).map_err(|_| RowError::value("moment"))
    }
}

/// A day: days since 1970-01-01.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Day(i32);

impl Day {
    /// The day by its number, 0 for 1970-01-01.
    pub(super) const fn numbered(days: i32) -> Self {
        Self(days)
    }

    /// Its number.
    pub(super) const fn number(self) -> i32 {
        self.0
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(i32::try_from(date.duration_since(EPOCH).as_hours() / 24).unwrap_or(0))
    }
}

impl TryFrom<Day> for Date {
    type Error = RowError;
    fn try_from(Day(days): Day) -> Result<Self, RowError> {
        EPOCH
            .checked_add(SignedDuration::from_hours(i64::from(days) * 24))
            .map_err(|_| RowError::value("day"))
    }
}

/// A time of day: minutes, and the nanoseconds beyond them (usually 0, one byte).
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Clock(u16, u64);

const MINUTE: u64 = 60_000_000_000;

impl From<Time> for Clock {
    fn from(time: Time) -> Self {
        let nanos = time
            .duration_since(Time::midnight())
            .as_nanos()
            .unsigned_abs();
        let nanos = u64::try_from(nanos).unwrap_or(0);
        Self(u16::try_from(nanos / MINUTE).unwrap_or(0), nanos % MINUTE)
    }
}

impl TryFrom<Clock> for Time {
    type Error = RowError;
    fn try_from(Clock(minutes, nanos): Clock) -> Result<Self, RowError> {
        let nanos = u64::from(minutes) * MINUTE + nanos;
        let since = i64::try_from(nanos).map_err(|_| RowError::value("time"))?;
        Time::midnight()
            .checked_add(SignedDuration::from_nanos(since))
            .map_err(|_| RowError::value("time"))
    }
}

/// Turns an optional scalar over.
pub(super) fn maybe<A, B: TryFrom<A, Error = RowError>>(
    value: Option<A>,
) -> Result<Option<B>, RowError> {
    value.map(B::try_from).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_come_back_whole() {
        for at in [
            Timestamp::UNIX_EPOCH,
            Timestamp::MIN,
            Timestamp::MAX,
            Timestamp::new(1_790_000_000, 123_456_789).unwrap(),
            Timestamp::new(-5, -999_999_999).unwrap(),
        ] {
            assert_eq!(Timestamp::try_from(At::from(at)), Ok(at));
        }
        for day in [
            Date::MIN,
            Date::MAX,
            EPOCH,
            Date::constant(2024, 2, 29),
            Date::constant(1969, 12, 31),
        ] {
            assert_eq!(Date::try_from(Day::from(day)), Ok(day));
        }
        for time in [
            Time::MIN,
            Time::MAX,
            Time::constant(9, 30, 0, 0),
            Time::constant(9, 30, 7, 5),
        ] {
            assert_eq!(Time::try_from(Clock::from(time)), Ok(time));
        }
        assert!(Date::try_from(Day(i32::MAX)).is_err());
        assert!(Time::try_from(Clock(1440, 0)).is_err());
    }
}
