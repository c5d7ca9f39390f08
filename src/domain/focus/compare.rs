//! Worked against not worked, at equal score.
//!
//! ```text
//! change of an arm   = Σ spend after ÷ Σ (base ÷ 3 × months) − 1
//! difference         = Σ over groups of equal score: share of the worked base × (change of worked − change of rest)
//! spread             = 2 × standard error of that (a ratio's, by its residuals)
//! ```
//!
//! The groups are thirds by score, then size; halves or one group where thirds leave an arm with fewer than two.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::domain::{Book, Cohort, Currency, Member, Month, Spend};

/// The longest window, closed months after the freeze: about 90 days.
pub const WINDOWS: i32 = 3;

/// Clients an arm needs before anything is concluded.
pub const ENOUGH: usize = 10;

/// Whom the worked are set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Those deliberately held out: the fair comparison.
    HeldOut,
    /// Those nobody got round to: weaker, since we chose whom to call first.
    NotWorked,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Arm {
    /// Clients.
    pub clients: usize,
    /// Their spend before, brought to the length of the window, minor units.
    pub base: i64,
    /// Their spend in the window, minor units.
    pub after: i64,
}

impl Arm {
    /// The change, a share of the base; `None` without one.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        (self.base > 0).then(|| self.after as f64 / self.base as f64 - 1.0)
    }
}

/// Members that are in no arm, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    /// Held out, and worked all the same.
    pub spoilt: usize,
    /// Worked only after the first month.
    pub later: usize,
    /// Left the segment.
    pub left: usize,
    /// No spend before, or not all three months of it known.
    pub without_base: usize,
    /// A month of the window is not known.
    pub without_after: usize,
}

/// Worked against the rest in one currency and window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Of every amount.
    pub currency: Currency,
    /// Closed months of the window, `1..=3`.
    pub months: i32,
    /// Whom the worked are set against.
    pub against: Against,
    /// Worked in the first month.
    pub worked: Arm,
    /// The other side.
    pub rest: Arm,
    /// Groups of equal score, `1..=3`; 0 when there are too few clients to conclude.
    pub groups: usize,
    /// Worked less rest at equal score, a share; `None` when there are too few.
    pub difference: Option<f64>,
    /// The real difference lies within so much of it, 19 times of 20; a share.
    pub spread: f64,
    /// In no arm.
    pub left: Left,
}

impl Comparison {
    /// Whether chance alone would hardly make such a difference.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.difference.is_some_and(|d| d.abs() > self.spread)
    }

    /// Clients still missing on each side, worked and rest, before anything can be concluded.
    #[must_use]
    pub const fn missing(&self) -> (usize, usize) {
        (
            ENOUGH.saturating_sub(self.worked.clients),
            ENOUGH.saturating_sub(self.rest.clients),
        )
    }
}

/// A client of an arm.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Observed {
    score: u8,
    base: f64,
    after: f64,
}

/// Where a member belongs in a window.
enum Place {
    Worked,
    HeldOut,
    NotWorked,
    Spoilt,
    Later,
}

fn place(member: &Member, cohort: &Cohort, months: i32, zone: &TimeZone) -> Place {
    let month = member
        .worked_at
        .map(|at| Month::from(at.to_zoned(zone.clone()).date()).0)
        .map(|month| month - super::before_outcome(cohort, zone).0)
        // What happened after the window cannot have moved it.
        .filter(|month| *month <= months);
    match (month, member.held_out) {
        (Some(_), true) => Place::Spoilt,
        (None, true) => Place::HeldOut,
        (Some(..=1), false) => Place::Worked,
        (Some(_), false) => Place::Later,
        (None, false) => Place::NotWorked,
    }
}

/// Compares the arms of a cohort over `months` closed months after the freeze, by currency; both against the held
/// out and against the others not worked, the latter only where there are any. The caller asks only for windows
/// that are closed.
#[must_use]
pub fn compare(cohort: &Cohort, book: &Book, months: i32, zone: &TimeZone) -> Vec<Comparison> {
    #[derive(Default)]
    struct Arms {
        worked: Vec<Observed>,
        held_out: Vec<Observed>,
        not_worked: Vec<Observed>,
        left: Left,
    }
    let last = super::before_outcome(cohort, zone).plus(months);
    let mut by_currency: BTreeMap<Currency, Arms> = BTreeMap::new();
    for member in &cohort.members {
        let arms = by_currency.entry(member.currency).or_default();
        if member.left.is_some() {
            arms.left.left += 1;
            continue;
        }
        let spend = book.get(member.client).and_then(|d| d.spend.as_deref());
        let spend = spend.filter(|s| s.currency == member.currency);
        let known = spend.map_or(0, |s| super::base(s, cohort.from).1);
        if member.base <= 0 || i32::from(known) < super::BASE_MONTHS {
            arms.left.without_base += 1;
            continue;
        }
        let Some(after) = spend.and_then(|s| after(s, last, months)) else {
            arms.left.without_after += 1;
            continue;
        };
        let one = Observed {
            score: member.score,
            base: scaled(member.base, months),
            after,
        };
        match place(member, cohort, months, zone) {
            Place::Worked => arms.worked.push(one),
            Place::HeldOut => arms.held_out.push(one),
            Place::NotWorked => arms.not_worked.push(one),
            Place::Spoilt => arms.left.spoilt += 1,
            Place::Later => arms.left.later += 1,
        }
    }
    let mut out = Vec::new();
    for (currency, arms) in by_currency {
        for (against, rest) in [
            (Against::HeldOut, &arms.held_out),
            (Against::NotWorked, &arms.not_worked),
        ] {
            if rest.is_empty() && against == Against::NotWorked {
                continue;
            }
            let (groups, difference, spread) = difference(&arms.worked, rest);
            out.push(Comparison {
                currency,
                months,
                against,
                worked: arm(&arms.worked),
                rest: arm(rest),
                groups,
                difference,
                spread,
                left: arms.left,
            });
        }
    }
    out
}

/// The spend of the `months` up to `last`; `None` when one of them is not known.
pub(super) fn after(spend: &Spend, last: Month, months: i32) -> Option<f64> {
    let window = spend.window(last, months.unsigned_abs() as usize);
    window.map(|amount| amount.map(|a| a as f64)).sum()
}

/// A base of three months brought to the length of a window.
pub(super) fn scaled(base: i64, months: i32) -> f64 {
    base as f64 * f64::from(months) / f64::from(super::BASE_MONTHS)
}

fn arm(of: &[Observed]) -> Arm {
    Arm {
        clients: of.len(),
        base: of.iter().map(|o| o.base).sum::<f64>().round() as i64,
        after: of.iter().map(|o| o.after).sum::<f64>().round() as i64,
    }
}

/// Groups used, the difference at equal score, twice its standard error.
fn difference(worked: &[Observed], rest: &[Observed]) -> (usize, Option<f64>, f64) {
    if worked.len() < ENOUGH || rest.len() < ENOUGH {
        return (0, None, 0.0);
    }
    for groups in [3, 2, 1] {
        let cuts = cut(worked, rest, groups);
        let of = |side: &[Observed]| -> Vec<Vec<Observed>> {
            let mut out = vec![Vec::new(); groups];
            for one in side {
                let place = cuts.iter().filter(|c| key(one) > **c).count();
                if let Some(group) = out.get_mut(place) {
                    group.push(*one);
                }
            }
            out
        };
        let (worked, rest) = (of(worked), of(rest));
        if worked.iter().chain(&rest).any(|group| group.len() < 2) {
            continue;
        }
        let whole: f64 = worked.iter().flatten().map(|o| o.base).sum();
        let (mut sum, mut variance) = (0.0, 0.0);
        for (worked, rest) in worked.iter().zip(&rest) {
            let weight = worked.iter().map(|o| o.base).sum::<f64>() / whole;
            let ((a, va), (b, vb)) = (ratio(worked), ratio(rest));
            sum += weight * (a - b);
            variance += weight * weight * (va + vb);
        }
        return (groups, Some(sum), 2.0 * variance.sqrt());
    }
    (0, None, 0.0)
}

/// What clients are grouped by: the score, and within equal scores the size.
fn key(one: &Observed) -> (u8, i64) {
    (one.score, one.base.round() as i64)
}

/// The upper ends of all groups but the last, with as many clients in each.
fn cut(worked: &[Observed], rest: &[Observed], groups: usize) -> Vec<(u8, i64)> {
    let mut keys: Vec<(u8, i64)> = worked.iter().chain(rest).map(key).collect();
    keys.sort_unstable();
    (1..groups)
        .filter_map(|g| {
            keys.get((g * keys.len() / groups).saturating_sub(1))
                .copied()
        })
        .collect()
}

/// The ratio of after to base, and the variance of that ratio by its residuals.
fn ratio(of: &[Observed]) -> (f64, f64) {
    let base: f64 = of.iter().map(|o| o.base).sum();
    let after: f64 = of.iter().map(|o| o.after).sum();
    let n = of.len() as f64;
    if base <= 0.0 || n < 2.0 {
        return (0.0, 0.0);
    }
    let ratio = after / base;
    let residuals: f64 = of.iter().map(|o| (o.after - ratio * o.base).powi(2)).sum();
    (ratio, n / (n - 1.0) * residuals / (base * base))
}
