//! How the manager's own forecasts came true (A26).
//!
//! ```text
//! real    = spend of the month ÷ mean month of the base − 1
//! hit     : |forecast − real| ≤ tolerance, tolerance = the greater of 10 points and a third of the forecast
//! near    : ≤ twice that
//! bias    = mean of (forecast − real), points: above zero the manager expects too much
//! ```

use crate::domain::{Book, Dossier, Forecast, Month, Tier};

/// Forecasts needed before the bias is told.
pub const ENOUGH: usize = 3;

/// How a forecast came true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Within its tolerance.
    Hit,
    /// Within twice that.
    Near,
    /// Further off.
    Miss,
}

/// How a forecast stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scored {
    /// The month is not closed.
    Ahead,
    /// The month is closed, and its spend is not known.
    NoFigure,
    /// The spend is kept in another currency now.
    OtherCurrency,
    /// The month is closed and known.
    Known {
        /// The real change, percent of the base, rounded.
        real: i64,
        /// Forecast less real, points.
        error: i64,
        /// How near it came.
        outcome: Outcome,
    },
}

/// Points a forecast may be off and still be right.
#[must_use]
pub fn tolerance(percent: i16) -> i64 {
    (i64::from(percent).abs() / 3).max(10)
}

/// Scores a forecast with what is known on a day whose last closed month is `closed`.
#[must_use]
pub fn score(forecast: &Forecast, dossier: &Dossier, closed: Month) -> Scored {
    if forecast.until > closed {
        return Scored::Ahead;
    }
    let Some(spend) = dossier.spend.as_deref() else {
        return Scored::NoFigure;
    };
    if spend.currency != forecast.currency {
        return Scored::OtherCurrency;
    }
    let Some(amount) = spend.get(forecast.until).filter(|_| forecast.base > 0) else {
        return Scored::NoFigure;
    };
    let real = ((amount as f64 / forecast.base as f64 - 1.0) * 100.0).round() as i64;
    let error = i64::from(forecast.percent) - real;
    let outcome = match (error.abs(), tolerance(forecast.percent)) {
        (off, limit) if off <= limit => Outcome::Hit,
        (off, limit) if off <= 2 * limit => Outcome::Near,
        _ => Outcome::Miss,
    };
    Scored::Known {
        real,
        error,
        outcome,
    }
}

/// Forecasts that are told together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// All of them.
    All,
    /// Those of growth.
    Growth,
    /// Those of decline.
    Decline,
    /// Those of clients of a tier.
    Tier(Tier),
}

/// How a group of forecasts came true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibration {
    /// Which forecasts.
    pub group: Group,
    /// Forecasts whose month is closed and known.
    pub scored: usize,
    /// Hits.
    pub hits: usize,
    /// Near ones.
    pub near: usize,
    /// Mean of forecast less real, points; `None` below [`ENOUGH`] forecasts.
    pub bias: Option<i64>,
}

/// The calibration of every group with a scored forecast, all of them first. Forecasts of archived clients count:
/// leaving out those that went would flatter.
#[must_use]
pub fn calibrate(book: &Book, closed: Month) -> Vec<Calibration> {
    let mut sums: std::collections::BTreeMap<Group, (usize, usize, usize, i64)> =
        std::collections::BTreeMap::new();
    for dossier in book.all() {
        for forecast in &dossier.work().forecasts {
            let Scored::Known { error, outcome, .. } = score(forecast, dossier, closed) else {
                continue;
            };
            let direction = match forecast.percent {
                1.. => Some(Group::Growth),
                ..=-1 => Some(Group::Decline),
                0 => None,
            };
            let tier = Some(Group::Tier(dossier.client.tier));
            for group in [Some(Group::All), direction, tier].into_iter().flatten() {
                let sum = sums.entry(group).or_default();
                sum.0 += 1;
                sum.1 += usize::from(outcome == Outcome::Hit);
                sum.2 += usize::from(outcome == Outcome::Near);
                sum.3 += error;
            }
        }
    }
    sums.into_iter()
        .map(|(group, (scored, hits, near, errors))| Calibration {
            group,
            scored,
            hits,
            near,
            bias: (scored >= ENOUGH).then(|| (errors as f64 / scored as f64).round() as i64),
        })
        .collect()
}
