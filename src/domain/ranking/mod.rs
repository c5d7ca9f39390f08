//! Who may grow, who is to be kept: a score on each axis, the spend to expect, and why (A24–A26).
//!
//! [`rank`] works on a [`Portfolio`] of monthly figures and nothing else: no clock, no words, no chance. Equal
//! figures give equal scores, whatever order the clients come in. What it promises is little, because little
//! can be known: on real portfolios the best methods order two clients rightly in two cases of three.

mod backtest;
mod cases;
mod expect;
mod facts;
mod fit;
mod history;
mod model;
mod score;
mod terms;
#[cfg(test)]
mod tests;
mod why;

use std::cell::Cell;
use std::cmp::Ordering;

use super::{ClientId, Method, Month, Spend};
use score::Scorer;

pub use backtest::{BackTest, Judged};
pub use facts::Facts;
pub use history::{History, KEPT, Member, Partial, Portfolio, WINDOW};
pub use score::rank;
pub use terms::{By, Confidence, List, Quadrant, Standing};
pub use why::{Contribution, Said};

/// One client on both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Who.
    pub client: ClientId,
    /// What is likely to be spent in the next three months, minor units.
    pub expected: i64,
    /// Four of five real sums are above this one…
    pub low: i64,
    /// …and below this one.
    pub high: i64,
    /// The chance in percent to spend under 80 % of the last three months in the next three, `0.0..=100.0`; 0 unless
    /// [`Standing::Scored`].
    pub decline: f32,
    /// The chance in percent to spend over 120 %; 0 unless [`Standing::Scored`].
    pub growth: f32,
    /// ln of the last quarter's spend over the middle one of the clients with the same currency: what size adds to
    /// a list by money, without a rate of exchange.
    pub size: f32,
    /// Whether there is a score at all.
    pub standing: Standing,
    /// How far to believe it.
    pub confidence: Confidence,
    /// What to do; `None` unless [`Standing::Scored`].
    pub verdict: Option<Quadrant>,
}

impl Ranked {
    /// The chance a list is about, in percent.
    #[must_use]
    pub const fn chance(&self, list: List) -> f32 {
        match list {
            List::Protect => self.decline,
            List::Grow => self.growth,
        }
    }

    /// What a list is ordered by, the highest first.
    #[must_use]
    pub fn key(&self, list: List, by: By) -> f32 {
        match by {
            By::Chance => self.chance(list),
            By::Money => self.size + logit(self.chance(list)),
        }
    }
}

fn logit(percent: f32) -> f32 {
    let p = (percent / 100.0).clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// Rows looked up one after the other, mostly in the order of ids, as a book holds its clients: where the last one
/// was found is looked at first, so that asking 100 000 clients is a walk and no 100 000 searches.
#[derive(Debug, Clone)]
pub struct Walk<'r> {
    rows: &'r [Ranked],
    at: Cell<usize>,
}

impl<'r> Walk<'r> {
    /// Where the rows lie: another ranking's lie elsewhere.
    #[must_use]
    pub(in crate::domain) fn identity(&self) -> usize {
        self.rows.as_ptr().addr()
    }

    /// A client's row.
    #[must_use]
    pub fn get(&self, client: ClientId) -> Option<&'r Ranked> {
        let at = self.at.get();
        let near = self.rows.get(at).map(|row| row.client.cmp(&client));
        if near == Some(Ordering::Equal) {
            return self.rows.get(at);
        }
        if near == Some(Ordering::Less) {
            let next = self.rows.get(at + 1)?;
            match next.client.cmp(&client) {
                Ordering::Less => {}
                Ordering::Equal => {
                    self.at.set(at + 1);
                    return Some(next);
                }
                // Between the two there is nobody.
                Ordering::Greater => return None,
            }
        }
        let found = self.rows.binary_search_by_key(&client, |r| r.client);
        self.at
            .set(found.unwrap_or_else(|place| place.saturating_sub(1)));
        self.rows.get(found.ok()?)
    }
}

/// A portfolio ranked at the end of a closed month.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Every client with any spend, archived ones left out, by id.
    pub rows: Vec<Ranked>,
    /// The closed month it stands at: how old the figures are.
    pub at: Month,
    /// A later month that was left out: known of too few clients.
    pub partial: Option<Partial>,
    /// The method in use.
    pub method: Method,
    /// Real over expected spend of the whole portfolio lately, by which expectations are corrected: 0.1 … 2.
    pub course: f64,
    /// How the methods would have done on the portfolio's past.
    pub backtest: BackTest,
    /// A chance of decline above this one is high, in percent: two of five clients have it.
    pub high_decline: f32,
    /// The same of growth.
    pub high_growth: f32,
    scorer: Scorer,
}

impl Ranking {
    /// A client's row.
    #[must_use]
    pub fn get(&self, client: ClientId) -> Option<&Ranked> {
        let place = self.rows.binary_search_by_key(&client, |r| r.client).ok()?;
        self.rows.get(place)
    }

    /// Rows to be looked up one after the other.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk {
            rows: &self.rows,
            at: Cell::new(0),
        }
    }

    /// The clients of a list, first things first; only those with a score.
    #[must_use]
    pub fn list(&self, list: List, by: By) -> Vec<ClientId> {
        let mut rows: Vec<(f32, ClientId)> = (self.rows.iter())
            .filter(|r| r.standing == Standing::Scored)
            .map(|r| (r.key(list, by), r.client))
            .collect();
        rows.sort_unstable_by(|a, b| match b.0.total_cmp(&a.0) {
            Ordering::Equal => a.1.cmp(&b.1),
            order => order,
        });
        rows.into_iter().map(|(_, client)| client).collect()
    }

    /// Why a client stands where it stands, the weightiest first.
    #[must_use]
    pub fn explain(&self, spend: &Spend) -> Vec<Contribution> {
        let why = self.why_of(spend).into_iter();
        why.map(|said| said.what).collect()
    }

    /// The same with the side each leans to.
    #[must_use]
    pub fn why_of(&self, spend: &Spend) -> Vec<Said> {
        let portfolio = Portfolio::one(spend, self.at);
        let why = portfolio.members().next().map(|m| self.why(&m.history));
        why.unwrap_or_default()
    }

    /// The same for a series that belongs to no book.
    #[must_use]
    pub fn why(&self, history: &History<'_>) -> Vec<Said> {
        why::of(history, &self.scorer)
    }

    /// The chances of decline and growth in percent with all their digits, `0.0..=100.0`; `None` when nothing was
    /// spent in the last quarter. Also of a client of too little history: for a table that must be sorted as a
    /// whole. That is no score.
    #[must_use]
    pub fn chances(&self, history: &History<'_>) -> Option<(f64, f64)> {
        let facts = Facts::of(history)?;
        let (decline, growth) = if usize::from(history.tenure) > WINDOW {
            self.scorer.odds(&facts)
        } else {
            self.scorer.guess(&facts)
        };
        Some((100.0 * fit::chance(decline), 100.0 * fit::chance(growth)))
    }
}
