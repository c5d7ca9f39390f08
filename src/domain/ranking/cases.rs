//! The portfolio's own past as cases: each client at the end of each earlier month, and what came after.

use super::history::{Portfolio, WINDOW};
use super::{ClientId, Facts, History, Method, facts};

/// Numbers of the linear score.
pub(super) const TERMS: usize = 7;
/// How many earlier months are looked at.
const LOOK_BACK: usize = 24;
/// How many cases are kept: a hundred thousand clients teach no more than a part of them.
const KEEP: usize = 60_000;

/// The score's numbers of a client, each about as wide as the others, 0 where it stands in the middle.
///
/// A client of three months or less has no usual level of its own, so its own three numbers stand apart: they
/// keep it from spoiling what is learnt about the others.
pub(super) fn terms(facts: &Facts) -> [f32; TERMS] {
    let (push, season) = (facts.push / 0.35, facts.season.unwrap_or_default() / 0.5);
    let x = if usize::from(facts.tenure) <= WINDOW {
        [0.0, 0.0, 0.0, 0.0, season, 2.0, push]
    } else {
        [
            squashed(facts.gap()) / 0.5,
            push,
            (facts.settled() - 1.8) / 0.5,
            (facts.swing - 1.0) / 0.6,
            season,
            0.0,
            0.0,
        ]
    };
    x.map(|number| number as f32)
}

/// Ten times below the usual level says hardly more than three times below it, and few clients stand that far out:
/// left as it is, their gap would decide everybody's slope.
fn squashed(gap: f64) -> f64 {
    gap / (1.0 + gap.abs())
}

/// A client at the end of an earlier month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Case {
    pub(super) x: [f32; TERMS],
    /// Spend after it over the quarter before it, as a quarter's: after one, two, three months.
    pub(super) after: [f32; WINDOW],
    /// Place of the same among all cases of the month, `0.0..1.0`.
    pub(super) place: [f32; WINDOW],
    /// Spend of the quarter in middle quarters of its currency.
    pub(super) size: f32,
    /// Usual month over the mean month of the quarter.
    pub(super) usual: f32,
    /// Last month over the mean month of the quarter.
    pub(super) last: f32,
    /// Contacts of the quarter where they are counted, else months with spend in the last year.
    pub(super) active: f32,
    /// The prior formula.
    pub(super) formula: f32,
    /// Months with us.
    pub(super) tenure: u16,
    /// A number of the client alone, to thin out by.
    pub(super) lot: u32,
}

impl Case {
    /// Whether it would have been scored.
    pub(super) fn scored(&self) -> bool {
        usize::from(self.tenure) > WINDOW
    }

    /// What a named method orders by: decline, growth.
    pub(super) fn order(&self, method: Method) -> [f32; 2] {
        match method {
            Method::MostActive => [self.active; 2],
            Method::Biggest => [self.size; 2],
            Method::LastMonth => [-self.last, self.last],
            Method::Formula | Method::Fitted | Method::ByHand => [-self.formula, self.formula],
        }
    }
}

/// Sums over every client of a month, in middle quarters of their currencies.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Level {
    /// Three usual months, the quarter, three last months.
    pub(super) of: [f64; 3],
    /// What came after, as a quarter's: after one, two, three months.
    pub(super) after: [f64; WINDOW],
}

/// The past, by months back from the end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Past {
    /// Cases `back` months before the end at place `back − 1`; the first two have not seen their whole quarter.
    pub(super) months: Vec<Vec<Case>>,
    /// Their sums, of every client.
    pub(super) levels: Vec<Level>,
    /// Next quarter over three usual months of clients without spend in their quarter, sorted; a sample.
    pub(super) returned: Vec<f32>,
    /// The same over all of them: Σ over Σ.
    pub(super) returning: f64,
}

/// The number a client draws: even over clients, and nothing to do with when it came.
fn lot(id: ClientId) -> u32 {
    let all = id.0.as_u128();
    let mut x = (all as u64) ^ ((all >> 64) as u64).rotate_left(32);
    // The finaliser of SplitMix64.
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as u32
}

/// The highest lot that stays when `wanted` of `all` are to stay.
pub(super) fn share(wanted: usize, all: usize) -> u32 {
    if all <= wanted {
        return u32::MAX;
    }
    (f64::from(u32::MAX) * wanted as f64 / all as f64) as u32
}

impl Past {
    /// Reads the past of a portfolio; `middles` is the middle quarter of each currency.
    pub(super) fn of(portfolio: &Portfolio, middles: &[f64]) -> Self {
        let backs = portfolio.months().saturating_sub(WINDOW).min(LOOK_BACK);
        let spent = |history: &History<'_>, back| history.quarter(back) > 0.0;
        let all: usize = portfolio
            .members()
            .map(|m| {
                let backs = backs.min(m.history.months.len().saturating_sub(1));
                (1..=backs).filter(|b| spent(&m.history, *b)).count()
            })
            .sum();
        let stays = share(KEEP, all);
        let mut past = Self {
            months: vec![Vec::new(); backs],
            levels: vec![Level::default(); backs],
            ..Self::default()
        };
        let mut gone = (0.0, 0.0);
        for member in portfolio.members() {
            let middle = middles.get(member.currency).copied().unwrap_or(1.0);
            let lot = lot(member.id);
            for back in 1..=backs {
                let Some(then) = member.history.earlier(back) else {
                    break;
                };
                let after = after(&member.history, back);
                let Some(facts) = Facts::of(&then) else {
                    if back >= WINDOW {
                        let usual = WINDOW as f64 * facts::usual(&then);
                        gone.0 += after[WINDOW - 1] / middle;
                        gone.1 += usual / middle;
                        if lot <= stays && usual > 0.0 {
                            past.returned.push((after[WINDOW - 1] / usual) as f32);
                        }
                    }
                    continue;
                };
                let quarter = WINDOW as f64 * facts.now;
                if let Some(level) = past.levels.get_mut(back - 1) {
                    let last = WINDOW as f64 * f64::from(then.back(0));
                    for (sum, of) in
                        level
                            .of
                            .iter_mut()
                            .zip([WINDOW as f64 * facts.usual, quarter, last])
                    {
                        *sum += of / middle;
                    }
                    for (sum, after) in level.after.iter_mut().zip(after) {
                        *sum += after / middle;
                    }
                }
                if lot <= stays
                    && let Some(month) = past.months.get_mut(back - 1)
                {
                    month.push(Case {
                        x: terms(&facts),
                        after: after.map(|after| (after / quarter) as f32),
                        place: [0.0; WINDOW],
                        size: (quarter / middle) as f32,
                        usual: (facts.usual / facts.now) as f32,
                        last: (3.0 * facts.push + 1.0) as f32,
                        active: active(&then),
                        formula: facts.formula() as f32,
                        tenure: facts.tenure,
                        lot,
                    });
                }
            }
        }
        past.returning = if gone.1 > 0.0 { gone.0 / gone.1 } else { 0.0 };
        past.returned.sort_unstable_by(f32::total_cmp);
        for (month, back) in past.months.iter_mut().zip(1..) {
            for known in 0..WINDOW.min(back) {
                place(month, known);
            }
        }
        past
    }

    /// The cases of a month with how many months of what came after were known `from` months before the end.
    pub(super) fn known(&self, from: usize) -> impl Iterator<Item = (usize, usize, &[Case])> {
        (self.months.iter().enumerate().skip(from)).map(move |(place, month)| {
            let known = (place + 1 - from).min(WINDOW);
            (place + 1 - from, known, month.as_slice())
        })
    }
}

/// What was spent in the one, two, three months after, as a quarter's.
fn after(history: &History<'_>, back: usize) -> [f64; WINDOW] {
    let mut sum = 0.0;
    std::array::from_fn(|month| {
        // Months nobody has seen yet add nothing; such a figure is never asked for.
        if let Some(b) = back.checked_sub(month + 1) {
            sum += f64::from(history.back(b));
        }
        sum * WINDOW as f64 / (month + 1) as f64
    })
}

fn active(history: &History<'_>) -> f32 {
    if let Some(counts) = history.active {
        return counts
            .iter()
            .rev()
            .take(WINDOW)
            .map(|n| f32::from(*n))
            .sum();
    }
    let year = history.months.iter().rev().take(12);
    year.filter(|m| **m > 0.0).count() as f32
}

/// Puts the cases of a month in order of what came after; a ruin is a ruin and a rise a rise, whatever its size.
fn place(month: &mut [Case], known: usize) {
    let value = |case: &Case| case.after.get(known).map_or(0.0, |a| a.clamp(0.2, 3.0));
    let mut order: Vec<(f32, u32)> = month.iter().map(value).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let all = order.len() as f32;
    let mut before = 0;
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        let middle = (before as f32 + same.len() as f32 / 2.0) / all;
        before += same.len();
        for (_, index) in same {
            if let Some(place) =
                (month.get_mut(*index as usize)).and_then(|c| c.place.get_mut(known))
            {
                *place = middle;
            }
        }
    }
}
