//! Which order would have brought more: every named method set against the outcome of the same frozen clients
//! (A25).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::compare::{ENOUGH, after, scaled};
use crate::domain::{Book, Cohort, Currency, Method, Month, Spend};

/// Months activity is counted over.
const ACTIVE: usize = 12;

/// What the first third of an order came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// The order; `None`: all members, whatever the order.
    pub method: Option<Method>,
    /// Of every amount.
    pub currency: Currency,
    /// Clients in the first third.
    pub clients: usize,
    /// Their spend before, brought to the length of the window, minor units.
    pub base: i64,
    /// Their spend in the window, minor units.
    pub after: i64,
}

impl Order {
    /// What the window brought over the base, minor units.
    #[must_use]
    pub const fn gained(&self) -> i64 {
        self.after - self.base
    }

    /// The change, a share of the base; `None` without one.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        (self.base > 0).then(|| self.gained() as f64 / self.base as f64)
    }
}

/// A member with its outcome and what the baselines order by.
struct Seen {
    score: u8,
    base: i64,
    /// Last month against the mean month of the base, hundredths.
    last: i64,
    active: usize,
    before: f64,
    after: f64,
}

/// The orders over `months` closed months, by currency: all members first, then the cohort's own order, then the
/// baselines. Empty for a currency with fewer than three times [`ENOUGH`] members whose outcome is known.
#[must_use]
pub fn orders(cohort: &Cohort, book: &Book, months: i32, zone: &TimeZone) -> Vec<Order> {
    let last = super::before_outcome(cohort, zone).plus(months);
    let mut by_currency: BTreeMap<Currency, Vec<Seen>> = BTreeMap::new();
    for member in cohort.members.iter().filter(|m| m.left.is_none()) {
        let spend = book.get(member.client).and_then(|d| d.spend.as_deref());
        let Some(spend) = spend.filter(|s| s.currency == member.currency && member.base > 0) else {
            continue;
        };
        let Some(after) = after(spend, last, months) else {
            continue;
        };
        by_currency.entry(member.currency).or_default().push(Seen {
            score: member.score,
            base: member.base,
            last: last_against_base(spend, cohort.from, member.base),
            active: active(spend, cohort.from),
            before: scaled(member.base, months),
            after,
        });
    }
    let mut out = Vec::new();
    for (currency, mut seen) in by_currency {
        if seen.len() < 3 * ENOUGH {
            continue;
        }
        let take = seen.len().div_ceil(3);
        out.push(sum(None, currency, &seen));
        let mut order = |method, key: fn(&Seen) -> (i64, i64)| {
            seen.sort_by_key(|s| Reverse(key(s)));
            out.push(sum(
                Some(method),
                currency,
                seen.get(..take).unwrap_or_default(),
            ));
        };
        let base = [Method::MostActive, Method::Biggest, Method::LastMonth];
        if !base.contains(&cohort.method) && cohort.members.iter().any(|m| m.score > 0) {
            order(cohort.method, |s| (i64::from(s.score), s.base));
        }
        order(Method::MostActive, |s| {
            (i64::try_from(s.active).unwrap_or(0), s.base)
        });
        order(Method::Biggest, |s| (s.base, 0));
        order(Method::LastMonth, |s| (s.last, s.base));
    }
    out
}

/// The last month against the mean month of the base, hundredths.
pub(super) fn last_against_base(spend: &Spend, from: Month, base: i64) -> i64 {
    let last = spend.get(from).unwrap_or(0);
    last.saturating_mul(300).checked_div(base).unwrap_or(0)
}

/// Months with spend in the year up to `from`.
pub(super) fn active(spend: &Spend, from: Month) -> usize {
    let year = spend.window(from, ACTIVE);
    year.flatten().filter(|amount| *amount > 0).count()
}

fn sum(method: Option<Method>, currency: Currency, of: &[Seen]) -> Order {
    Order {
        method,
        currency,
        clients: of.len(),
        base: of.iter().map(|s| s.before).sum::<f64>().round() as i64,
        after: of.iter().map(|s| s.after).sum::<f64>().round() as i64,
    }
}
