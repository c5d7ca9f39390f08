//! What a client's series says about the next quarter, and the prior formula.

use super::history::{History, WINDOW};

/// How many months of history weigh as much as the last quarter.
const BALANCE: f64 = 8.0;
/// Tenure counts up to a year.
const SETTLED: f64 = 12.0;
/// Months the swing is measured over.
const SWING: usize = 6;

/// A client with spend in its last quarter, read at the last month of its series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// Mean month of the last quarter, minor units.
    pub now: f64,
    /// Its own usual month: now and the mean month before, the more of the latter the longer it is.
    pub usual: f64,
    /// The last month against a third of the quarter: −1/3 … 2/3.
    pub push: f64,
    /// Months since the first spend.
    pub tenure: u16,
    /// Standard deviation over mean of the last half year.
    pub swing: f64,
    /// Last year: ln of the quarter to come over the quarter just ended; `None` where a year ago that quarter was not
    /// seen whole.
    pub season: Option<f64>,
}

impl Facts {
    /// Reads a series; `None` when nothing was spent in its last quarter.
    #[must_use]
    pub fn of(history: &History<'_>) -> Option<Self> {
        let quarter = history.quarter(0);
        if quarter <= 0.0 {
            return None;
        }
        let now = quarter / WINDOW as f64;
        Some(Self {
            now,
            usual: usual(history),
            push: f64::from(history.back(0)) / quarter - 1.0 / 3.0,
            tenure: history.tenure,
            swing: swing(history),
            season: season(history),
        })
    }

    /// ln of the usual month over the present one: above zero the client is below its own level.
    #[must_use]
    pub fn gap(&self) -> f64 {
        (self.usual / self.now).ln()
    }

    /// ln of the tenure in months, settled after a year.
    #[must_use]
    pub fn settled(&self) -> f64 {
        f64::from(self.tenure).min(SETTLED).ln()
    }

    /// The prior formula F: the higher, the likelier to grow; its negative is the likelihood of decline.
    #[must_use]
    pub fn formula(&self) -> f64 {
        self.gap() + 0.25 * self.push + 0.2 * self.settled()
    }
}

/// The usual month of a client, spending or not, in minor units.
#[must_use]
pub fn usual(history: &History<'_>) -> f64 {
    let quarter = history.quarter(0);
    let now = quarter / WINDOW as f64;
    let before = f64::from(history.tenure) - WINDOW as f64;
    if before <= 0.0 {
        return now;
    }
    let mean = (history.total() - quarter) / before;
    let weight = before / (before + BALANCE);
    (1.0 - weight) * now + weight * mean
}

fn swing(history: &History<'_>) -> f64 {
    let n = usize::from(history.tenure).min(SWING);
    let months = || (0..n).map(|b| f64::from(history.back(b)));
    let mean = months().sum::<f64>() / n.max(1) as f64;
    if mean <= 0.0 {
        return 0.0;
    }
    let variance = months().map(|m| (m - mean).powi(2)).sum::<f64>() / n as f64;
    variance.sqrt() / mean
}

/// A quarter that was a tenth of the other one year ago says no more than one that was a fifth.
const SEASON: f64 = 1.5;

/// Months until a quarter and the one after it were seen a year ago.
const YEAR_AGO: u16 = 15;

fn season(history: &History<'_>) -> Option<f64> {
    if history.tenure < YEAR_AGO {
        return None;
    }
    let (then, next) = (history.quarter(12), history.quarter(12 - WINDOW));
    let floor = 0.05 * then.max(next);
    (floor > 0.0).then(|| {
        ((next + floor) / (then + floor))
            .ln()
            .clamp(-SEASON, SEASON)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(months: &[f32]) -> History<'_> {
        History {
            months,
            older: 0.0,
            tenure: months.len() as u16,
            active: None,
        }
    }

    /// Computed by hand from the definition in the module.
    #[test]
    fn the_formula() {
        for (name, months, usual, formula) in [
            // h = 0: usual is now; F = 0.25·0 + 0.2·ln 3
            ("a quarter", &[90.0, 90.0, 90.0][..], 90.0, 0.219_722),
            // now 60, hist 120, w = 3/11: usual 76.3636; push 1/6
            (
                "half of before, last month stronger",
                &[120.0, 120.0, 120.0, 30.0, 60.0, 90.0],
                76.363_636,
                // ln 1.2727273 + 0.0416667 + 0.2·ln 6
                0.241_162 + 0.041_667 + 0.358_352,
            ),
            // now 10, hist 10, w = 1/9
            ("four level months", &[10.0; 4], 10.0, 0.277_259),
            // a year counts no more than twelve months: tenure 15, hist 40, now 20, w = 12/20
            (
                "fifteen months",
                &[
                    40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 60.0,
                    0.0, 0.0,
                ],
                32.0,
                // ln 1.6 − 0.25/3 + 0.2·ln 12
                0.470_004 - 0.083_333 + 0.496_981,
            ),
        ] {
            let facts = Facts::of(&history(months)).unwrap();
            assert!((facts.usual - usual).abs() < 1e-5, "{name}: {facts:?}");
            assert!(
                (facts.formula() - formula).abs() < 1e-5,
                "{name}: {}",
                facts.formula()
            );
        }
    }

    #[test]
    fn nothing_in_the_last_quarter_has_no_facts_but_a_usual_month() {
        let silent = history(&[90.0, 90.0, 90.0, 0.0, 0.0, 0.0]);
        assert_eq!(Facts::of(&silent), None);
        // w = 3/11
        assert!((usual(&silent) - 90.0 * 3.0 / 11.0).abs() < 1e-9);
    }

    #[test]
    fn the_season_needs_the_same_quarter_a_year_ago() {
        let mut months = vec![100.0; 24];
        // A year ago: the quarter that ended now was 300, the one after it 150.
        for month in &mut months[12..15] {
            *month = 50.0;
        }
        let facts = Facts::of(&history(&months)).unwrap();
        // floor = 15: ln(165/315)
        assert!((facts.season.unwrap() + 0.646_627).abs() < 1e-5);
        assert_eq!(Facts::of(&history(&months[10..])).unwrap().season, None);
    }
}
