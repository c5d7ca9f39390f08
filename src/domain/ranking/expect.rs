//! The spend to expect of the next quarter, and between what it will likely lie.

use super::cases::{Case, Past};
use super::history::WINDOW;
use super::model::weight;

/// Shares of the usual month, the quarter's mean and the last month in an expectation; they add up to 1.
pub(super) type Mix = [f64; 3];

/// The formula's own: the usual month alone.
pub(super) const USUAL: Mix = [1.0, 0.0, 0.0];
/// The naive one: the last month goes on.
pub(super) const LAST: Mix = [0.0, 0.0, 1.0];
/// Shares are tried in quarters.
const GRAIN: i32 = 4;
/// A mix must beat the formula by this much of a month's spend, once, to be believed.
const DOUBT: f64 = 0.2;
/// What a month weighs against the one after it, for the mix and for the course.
const FADE: (f64, f64) = (0.8, 0.4);
/// What a month weighs by how much of its quarter is known, for the mix and for the course: the course is a sum of
/// the whole portfolio, so that even one month of it says much.
const KNOWN: ([f64; WINDOW], [f64; WINDOW]) = ([0.1, 0.3, 1.0], [0.3, 0.6, 1.0]);
/// Between what the course is kept.
const COURSE: (f64, f64) = (0.1, 2.0);

/// How the next quarter is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outlook {
    pub(super) mix: Mix,
    /// Real over expected spend of the whole portfolio lately.
    pub(super) course: f64,
}

impl Outlook {
    /// The outlook of a mix, by what was known `from` months before the end.
    pub(super) fn of(past: &Past, from: usize, mix: Mix) -> Self {
        let (mut real, mut expected) = (0.0, 0.0);
        for (place, level) in past.levels.iter().enumerate().skip(from) {
            let back = place + 1 - from;
            let known = back.min(WINDOW);
            let weight = weight(back, known, FADE.1, &KNOWN.1);
            real += weight * level.after.get(known - 1).copied().unwrap_or_default();
            expected += weight * dot(&mix, &level.of);
        }
        let course = if expected > 0.0 {
            (real / expected).clamp(COURSE.0, COURSE.1)
        } else {
            1.0
        };
        Self { mix, course }
    }

    /// The outlook with the mix that told clients apart best in the past.
    pub(super) fn fitted(past: &Past, from: usize) -> Self {
        let mut best = (f64::INFINITY, USUAL);
        // Whole months by each mix would cost much; one pass a mix over a sample is enough.
        for mix in mixes() {
            let mut off = DOUBT * (1.0 - mix[0]);
            for (back, known, cases) in past.known(from) {
                let weight = weight(back, known, FADE.0, &KNOWN.0);
                let (mut real, mut expected) = (0.0, 0.0);
                for case in cases {
                    real += f64::from(case.size * case.after[known - 1]);
                    expected += f64::from(case.size) * case.mixed(&mix);
                }
                if real <= 0.0 || expected <= 0.0 || weight < 1e-3 {
                    continue;
                }
                // What is judged is how it tells clients apart, not where it puts their sum.
                let scale = real / expected;
                let wrong: f64 = cases
                    .iter()
                    .map(|c| {
                        let size = f64::from(c.size);
                        size * (c.mixed(&mix) * scale - f64::from(c.after[known - 1])).abs()
                    })
                    .sum();
                off += weight * wrong / real;
            }
            if off < best.0 - 1e-12 {
                best = (off, mix);
            }
        }
        Self::of(past, from, best.1)
    }

    /// The next quarter over the last one.
    pub(super) fn ratio(&self, case: &Case) -> f64 {
        self.course * case.mixed(&self.mix)
    }
}

impl Case {
    /// The expected quarter over the last one, before the course.
    fn mixed(&self, mix: &Mix) -> f64 {
        dot(mix, &[f64::from(self.usual), 1.0, f64::from(self.last)])
    }
}

pub(super) fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Every mix, the formula's first.
fn mixes() -> impl Iterator<Item = Mix> {
    (0..=GRAIN).rev().flat_map(|usual| {
        (0..=GRAIN - usual).map(move |last| {
            let mean = GRAIN - usual - last;
            [usual, mean, last].map(|n| f64::from(n) / f64::from(GRAIN))
        })
    })
}

/// Where real sums lay against expected ones, by how much the client swings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    /// The upper end of each class but the last, by swing.
    ends: [f32; 2],
    /// Real over expected that one in ten lay below, and one in ten above; by class.
    of: [(f64, f64); 3],
    /// The same of those with little history.
    new: (f64, f64),
    /// Whether nothing was learnt, for want of a past.
    pub(super) blind: bool,
}

/// Where there is no past: wide on purpose, a guess and no measurement.
const BLIND: (f64, f64) = (0.2, 2.5);
/// So many cases make a class of its own.
const CLASS: usize = 60;
/// So many say something of the portfolio as a whole.
const WHOLE: usize = 20;

impl Spread {
    /// Learns from cases with their real over expected sums.
    pub(super) fn of(mut seen: Vec<(f32, f32)>, mut new: Vec<f32>) -> Self {
        seen.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let third = seen.len() / 3;
        let end = |place: usize| seen.get(place).map_or(f32::INFINITY, |s| s.0);
        let ends = [end(third), end(2 * third)];
        let mut all: Vec<f32> = seen.iter().map(|s| s.1).collect();
        let learnt = tenths(&mut all, WHOLE);
        let whole = learnt.unwrap_or(BLIND);
        let mut parts: [Vec<f32>; 3] = Default::default();
        for (swing, ratio) in seen {
            if let Some(part) = parts.get_mut(class(&ends, swing)) {
                part.push(ratio);
            }
        }
        Self {
            ends,
            of: parts.map(|mut part| tenths(&mut part, CLASS).unwrap_or(whole)),
            new: tenths(&mut new, CLASS).unwrap_or(whole),
            blind: learnt.is_none(),
        }
    }

    /// Factors of the lower and the upper end for a swing; `None`: little history.
    pub(super) fn factors(&self, swing: Option<f32>) -> (f64, f64) {
        let Some(swing) = swing else {
            return self.new;
        };
        (self.of.get(class(&self.ends, swing)).copied()).unwrap_or(BLIND)
    }
}

fn class(ends: &[f32; 2], swing: f32) -> usize {
    ends.iter().filter(|end| swing > **end).count()
}

fn tenths(ratios: &mut [f32], fewest: usize) -> Option<(f64, f64)> {
    if ratios.len() < fewest {
        return None;
    }
    ratios.sort_unstable_by(f32::total_cmp);
    let at = |tenth: usize| ratios.get(ratios.len() * tenth / 10).copied();
    // The expectation itself is always inside, however wrong the past was.
    Some((f64::from(at(1)?).min(1.0), f64::from(at(9)?).max(1.0)))
}
