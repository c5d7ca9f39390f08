//! How each method would have done on the portfolio's own past.
//!
//! At the end of each earlier month whose next quarter is known, every method orders the clients by what could be
//! known then and is judged by what came after. The fitted model is fitted anew each time. Clients with little
//! history are left out: they have no score.

use super::Method;
use super::cases::{Case, Past};
use super::expect::{LAST, Outlook, Spread, USUAL};
use super::fit::score;
use super::history::WINDOW;
use super::model::{DOWN, Model, UP};

/// How many closed windows are judged, the latest.
const WINDOWS: usize = 12;
/// How many cases each of them is fitted on.
const CASES: usize = 12_000;
/// A window with fewer clients says nothing.
const FEWEST: usize = 20;
/// The part of a list a person works through.
const TOP: f64 = 0.1;
/// Methods judged, in the order they are shown.
const JUDGED: [Method; 5] = [
    Method::MostActive,
    Method::Biggest,
    Method::LastMonth,
    Method::Formula,
    Method::Fitted,
];

/// What one method would have been worth, means over the closed windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Which.
    pub method: Method,
    /// Share of pairs (one declined, one did not) put in the right order; 0.5 is a coin.
    pub auc_decline: f32,
    /// The same for growth.
    pub auc_growth: f32,
    /// How many times more decliners its top tenth held than a tenth picked blindly.
    pub lift_decline: f32,
    /// The same for growth.
    pub lift_growth: f32,
    /// Σ|expected − real| / Σ real of the next quarter; `None` for a method that expects nothing.
    pub wape: Option<f32>,
}

impl Judged {
    /// The mean of both axes.
    #[must_use]
    pub fn auc(&self) -> f32 {
        f32::midpoint(self.auc_decline, self.auc_growth)
    }
}

/// The portfolio's own rolling-origin back-test.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BackTest {
    /// Closed windows it was judged on.
    pub windows: u32,
    /// Clients times windows.
    pub cases: u64,
    /// Share of them that declined, `0.0..=1.0`.
    pub declined: f32,
    /// Share of them that grew.
    pub grew: f32,
    /// One line a method; empty when no window is closed yet.
    pub lines: Vec<Judged>,
}

impl BackTest {
    /// How a method did.
    #[must_use]
    pub fn of(&self, method: Method) -> Option<&Judged> {
        self.lines.iter().find(|l| l.method == method)
    }

    /// Judges every method, and learns how far off expectations were: the fitted ones, and the formula's.
    pub(super) fn run(past: &Past) -> (Self, [Spread; 2]) {
        let mut test = Self::default();
        let mut tallies = JUDGED.map(|_| Tally::default());
        let mut seen: [(Vec<_>, Vec<_>); 2] = Default::default();
        let (mut declined, mut grew) = (0u64, 0u64);
        for back in (WINDOW..=past.months.len()).take(WINDOWS) {
            let Some(month) = past.months.get(back - 1) else {
                break;
            };
            let fitted = Outlook::fitted(past, back);
            let formula = Outlook::of(past, back, USUAL);
            for ((seen, new), outlook) in seen.iter_mut().zip([&fitted, &formula]) {
                for case in month {
                    let ratio = case.after[WINDOW - 1] / outlook.ratio(case).max(1e-9) as f32;
                    if case.scored() {
                        seen.push((case.swing(), ratio));
                    } else {
                        new.push(ratio);
                    }
                }
            }
            let cases: Vec<&Case> = month.iter().filter(|c| c.scored()).collect();
            if cases.len() < FEWEST {
                continue;
            }
            test.windows += 1;
            test.cases += cases.len() as u64;
            let events = [
                events(&cases, |after| after < DOWN),
                events(&cases, |after| after > UP),
            ];
            declined += events[0].iter().filter(|e| **e).count() as u64;
            grew += events[1].iter().filter(|e| **e).count() as u64;
            let model = Model::fitted(past, back, CASES);
            for (method, tally) in JUDGED.iter().zip(&mut tallies) {
                let outlook = match method {
                    Method::Fitted => Some(fitted),
                    Method::Formula => Some(formula),
                    Method::LastMonth => Some(Outlook {
                        mix: LAST,
                        course: 1.0,
                    }),
                    _ => None,
                };
                for (axis, events) in events.iter().enumerate() {
                    let scores = cases.iter().map(|c| match method {
                        Method::Fitted => {
                            let slopes = [&model.decline, &model.growth];
                            slopes.get(axis).map_or(0.0, |s| score(&c.x, s))
                        }
                        other => f64::from(c.order(*other)[axis]),
                    });
                    tally.order(axis, scores.collect(), events);
                }
                if let Some(outlook) = outlook {
                    tally.money(&cases, &outlook);
                }
            }
        }
        if test.cases > 0 {
            test.declined = declined as f32 / test.cases as f32;
            test.grew = grew as f32 / test.cases as f32;
            test.lines = JUDGED
                .iter()
                .zip(&tallies)
                .filter_map(|(method, tally)| tally.judged(*method))
                .collect();
        }
        (test, seen.map(|(seen, new)| Spread::of(seen, new)))
    }
}

impl Case {
    fn swing(&self) -> f32 {
        self.x[3]
    }
}

fn events(cases: &[&Case], event: impl Fn(f32) -> bool) -> Vec<bool> {
    cases.iter().map(|c| event(c.after[WINDOW - 1])).collect()
}

/// Sums over windows; a window where nobody declined says nothing of decline.
#[derive(Debug, Clone, Default)]
struct Tally {
    windows: [f64; 2],
    auc: [f64; 2],
    lift: [f64; 2],
    wrong: f64,
    real: f64,
}

impl Tally {
    fn order(&mut self, axis: usize, scores: Vec<f64>, events: &[bool]) {
        if let Some((auc, lift)) = judge(scores, events) {
            self.windows[axis] += 1.0;
            self.auc[axis] += auc;
            self.lift[axis] += lift;
        }
    }

    fn money(&mut self, cases: &[&Case], outlook: &Outlook) {
        for case in cases {
            let real = f64::from(case.after[WINDOW - 1]);
            let size = f64::from(case.size);
            self.wrong += size * (outlook.ratio(case) - real).abs();
            self.real += size * real;
        }
    }

    fn judged(&self, method: Method) -> Option<Judged> {
        let mean = |sum: f64, n: f64| if n > 0.0 { (sum / n) as f32 } else { 0.5 };
        (self.windows[0] + self.windows[1] > 0.0).then(|| Judged {
            method,
            auc_decline: mean(self.auc[0], self.windows[0]),
            auc_growth: mean(self.auc[1], self.windows[1]),
            lift_decline: mean(self.lift[0], self.windows[0]),
            lift_growth: mean(self.lift[1], self.windows[1]),
            wape: (self.real > 0.0 && self.wrong > 0.0).then(|| (self.wrong / self.real) as f32),
        })
    }
}

/// Area under the curve, and how many times more events the top tenth holds than chance would; ties share.
/// `None` when all turned out alike.
fn judge(scores: Vec<f64>, events: &[bool]) -> Option<(f64, f64)> {
    let all = scores.len() as f64;
    let hits = events.iter().filter(|e| **e).count() as f64;
    if hits == 0.0 || hits == all {
        return None;
    }
    let mut order: Vec<(f64, bool)> = scores.into_iter().zip(events.iter().copied()).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    // From the best down: each group of equals.
    let (mut above, mut pairs, mut room, mut top) = (0.0, 0.0, TOP * all, 0.0);
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        let n = same.len() as f64;
        let found = same.iter().filter(|s| s.1).count() as f64;
        let missed = n - found;
        pairs += missed * (above + found / 2.0);
        above += found;
        let taken = room.min(n);
        top += found * taken / n;
        room -= taken;
    }
    Some((pairs / (hits * (all - hits)), top / hits / TOP))
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn order_is_judged_by_pairs_and_by_the_top_tenth() {
        let ten = |hits: &[usize]| -> Vec<bool> { (0..10).map(|i| hits.contains(&i)).collect() };
        let falling: Vec<f64> = (0..10).map(|i| -f64::from(i)).collect();
        for (name, scores, events, expected) in [
            ("best", falling.clone(), ten(&[0, 1]), (1.0, 5.0)),
            ("worst", falling.clone(), ten(&[8, 9]), (0.0, 0.0)),
            // Pairs won: 8 of 8 by the first, 4 of 8 by the sixth.
            ("mixed", falling, ten(&[0, 5]), (12.0 / 16.0, 5.0)),
            ("all equal", vec![1.0; 10], ten(&[3]), (0.5, 1.0)),
        ] {
            let (auc, lift) = judge(scores, &events).unwrap();
            assert!((auc - expected.0).abs() < 1e-12, "{name}: {auc}");
            assert!((lift - expected.1).abs() < 1e-12, "{name}: {lift}");
        }
        assert_eq!(judge(vec![1.0, 2.0], &[true, true]), None);
    }
}
