//! The model fitted on the portfolio's own closed windows, drawn towards the prior formula.

use super::Facts;
use super::cases::{Case, Past, share, terms};
use super::fit::{Month, Slopes, fit, score};
use super::history::WINDOW;

/// What counts as decline and as growth: the next quarter over the last one.
pub(super) const DOWN: f32 = 0.8;
/// See [`DOWN`].
pub(super) const UP: f32 = 1.2;

/// Log-odds that one of F is worth.
const WEIGHT: f64 = 0.6;
/// The formula as slopes, in the units of the terms.
pub(super) const PRIOR: Slopes = [0.30, 0.0525, 0.06, 0.0, 0.0, -0.10, 0.0525];
/// How much the prior weighs: as many equations' worth as some 250 cases, spread as the terms are.
const DRAW: f64 = 50.0;
/// What a month weighs against the one after it.
const FADE: f64 = 0.8;
/// What a month weighs whose quarter is known to the first, the second, the third month: a single month is a poor
/// witness, but where times change it is the only fresh one.
const KNOWN: [f64; WINDOW] = [0.1, 0.3, 1.0];
/// A month with fewer cases teaches nothing.
const FEWEST: usize = 20;

/// The slopes of both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Model {
    pub(super) decline: Slopes,
    pub(super) growth: Slopes,
    /// Whether it is the formula itself, which the slopes only come near.
    formula: bool,
}

impl Model {
    /// The prior formula alone.
    pub(super) const fn prior() -> Self {
        Self {
            decline: opposite(&PRIOR),
            growth: PRIOR,
            formula: true,
        }
    }

    /// Fits what was known `from` months before the end, on at most about `most` cases.
    ///
    /// Two steps. First one set of slopes for both axes, on the *place* of what came after among all cases of the
    /// month: that uses every case, also where nearly all fell. Then each axis on its own event, drawn towards the
    /// common slopes, for what moves a client both ways at once.
    pub(super) fn fitted(past: &Past, from: usize, most: usize) -> Self {
        let months: Vec<_> = past
            .known(from)
            .filter(|(_, _, cases)| cases.len() >= FEWEST)
            .collect();
        let all: usize = months.iter().map(|m| m.2.len()).sum();
        let stays = share(most, all);
        let table = |value: &dyn Fn(&Case, usize) -> f32| -> Vec<Month<'_>> {
            months
                .iter()
                .map(|(back, known, cases)| Month {
                    rows: (cases.iter().filter(|c| c.lot <= stays))
                        .map(|c| (&c.x, value(c, known - 1)))
                        .collect(),
                    weight: weight(*back, *known, FADE, &KNOWN),
                })
                .collect()
        };
        let common = fit(&table(&|c, k| c.place[k]), &PRIOR, DRAW);
        let decline = table(&|c, k| f32::from(u8::from(c.after[k] < DOWN)));
        let growth = table(&|c, k| f32::from(u8::from(c.after[k] > UP)));
        Self {
            decline: fit(&decline, &opposite(&common), DRAW),
            growth: fit(&growth, &common, DRAW),
            formula: false,
        }
    }

    /// Log-odds of decline and of growth, each but for a level.
    pub(super) fn odds(&self, facts: &Facts) -> [f64; 2] {
        if self.formula {
            let lean = WEIGHT * facts.formula();
            return [-lean, lean];
        }
        let x = terms(facts);
        [score(&x, &self.decline), score(&x, &self.growth)]
    }
}

const fn opposite(slopes: &Slopes) -> Slopes {
    let mut opposite = *slopes;
    let mut j = 0;
    while j < opposite.len() {
        opposite[j] = -opposite[j];
        j += 1;
    }
    opposite
}

/// The weight of a month `back` from where one stands, of whose quarter `known` months are known.
pub(super) fn weight(back: usize, known: usize, fade: f64, by: &[f64; WINDOW]) -> f64 {
    let age = back.saturating_sub(WINDOW);
    let known = by.get(known - 1).copied().unwrap_or_default();
    known * fade.powi(i32::try_from(age).unwrap_or(i32::MAX))
}
