//! What became of frozen segments and of the manager's forecasts (A6, A25, A26, A34): pure arithmetic over the
//! book, no words.
//!
//! Prediction is not effect. A client that was worked and grew may have grown anyway, so the spend of worked
//! clients is set against clients of equal score that were deliberately left alone, and nothing is concluded from
//! a few of them.

mod calibration;
mod choose;
mod compare;
mod holdout;
mod orders;
mod progress;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Cohort, Month, Spend};

pub use calibration::{
    Calibration, ENOUGH as FORECASTS_ENOUGH, Group, Outcome, Scored, calibrate, score, tolerance,
};
pub use choose::{baseline, place_score};
pub use compare::{Against, Arm, Comparison, ENOUGH, Left, WINDOWS, compare};
pub use holdout::hold_out;
pub use orders::{Order, orders};
pub use progress::{Drift, Progress, drift, observes, progress, tally};

/// Months a base is made of.
pub const BASE_MONTHS: i32 = 3;

/// The last closed month on a day.
#[must_use]
pub fn closed_month(today: Date) -> Month {
    Month::from(today).plus(-1)
}

/// The spend of the three closed months up to `from`, minor units, and how many of them are known.
#[must_use]
pub fn base(spend: &Spend, from: Month) -> (i64, u8) {
    spend
        .window(from, BASE_MONTHS.unsigned_abs() as usize)
        .flatten()
        .fold((0, 0), |(sum, known), amount| {
            (i64::saturating_add(sum, amount), known + 1)
        })
}

/// The month before the first whose spend is an outcome. A focus frozen ahead of its month is measured from that
/// month on; whatever is frozen after the 15th, from the month after: the one half over says nothing of the work.
#[must_use]
pub fn before_outcome(cohort: &Cohort, zone: &TimeZone) -> Month {
    let frozen = cohort.frozen_at.to_zoned(zone.clone()).date();
    let before = cohort
        .month
        .map_or(cohort.from, |month| month.plus(-1).max(cohort.from));
    if frozen.day() > 15 && Month::from(frozen) == before.plus(1) {
        before.plus(1)
    } else {
        before
    }
}

/// How many of the windows of one, two and three months are closed on a day.
#[must_use]
pub fn closed_windows(cohort: &Cohort, today: Date, zone: &TimeZone) -> i32 {
    let passed = closed_month(today).0 - before_outcome(cohort, zone).0;
    passed.clamp(0, WINDOWS)
}

/// Whether the clock stands before the moment a segment was frozen: then nothing can be said of it.
#[must_use]
pub fn clock_is_back(cohort: &Cohort, now: jiff::Timestamp) -> bool {
    now < cohort.frozen_at
}

/// Days left in the month of a focus, today included; 0 when it is over, `None` for an experiment.
#[must_use]
pub fn days_left(cohort: &Cohort, today: Date) -> Option<i64> {
    let month = cohort.month?;
    if Month::from(today) > month {
        return Some(0);
    }
    let year = i16::try_from(month.year()).ok()?;
    let first = Date::new(year, i8::try_from(month.month()).ok()?, 1).ok()?;
    let last = first.last_of_month();
    Some(i64::from((last - today).get_days()) + 1)
}

#[cfg(test)]
mod tests;
