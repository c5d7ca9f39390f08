//! Who may grow, who is to be kept: a score on each axis, the spend to expect, and why (A24–A26).
//!
//! [`rank`] works on a [`Portfolio`] of monthly figures and nothing else: no clock, no words, no chance. Equal
//! figures give equal scores, whatever order the clients come in. What it promises is little, because little
//! can be known: on real portfolios the best methods order two clients rightly in two cases of three.

mod backtest;
pub mod facts;
pub mod history;
mod terms;
mod why;

use std::cmp::Ordering;

use super::{ClientId, Method, Month, Spend};
use why::Term;

pub use backtest::{BackTest, Judged};
pub use facts::Facts;
pub use history::{History, KEPT, Member, Portfolio, WINDOW};
pub use terms::{By, Confidence, List, Quadrant, Standing};
pub use why::Contribution;

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
            By::Money => self.size + 2.0 * logit(self.chance(list)),
        }
    }
}

fn logit(percent: f32) -> f32 {
    let p = (percent / 100.0).clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// A portfolio ranked at the end of a closed month.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Every client with any spend, archived ones left out, by id.
    pub rows: Vec<Ranked>,
    /// The closed month it stands at: how old the figures are.
    pub at: Month,
    /// The method in use.
    pub method: Method,
    /// How far the expectation was off over the whole portfolio a quarter ago: 0.5 … 2.
    pub course: f64,
    /// How the methods would have done on the portfolio's past.
    pub backtest: BackTest,
}

impl Ranking {
    /// A client's row.
    #[must_use]
    pub fn get(&self, client: ClientId) -> Option<&Ranked> {
        let place = self.rows.binary_search_by_key(&client, |r| r.client).ok()?;
        self.rows.get(place)
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
        let portfolio = Portfolio::one(spend, self.at);
        portfolio
            .members()
            .next()
            .map(|member| self.explain_history(&member.history))
            .unwrap_or_default()
    }
}

impl Ranking {
    /// The same for a series that belongs to no book.
    #[must_use]
    pub fn explain_history(&self, history: &History<'_>) -> Vec<Contribution> {
        if history.tenure as usize <= WINDOW {
            let months = u32::from(history.tenure);
            return vec![Contribution::TooLittle { months }];
        }
        match Facts::of(history) {
            None => vec![Contribution::Stopped {
                months: why::silence(history),
            }],
            Some(facts) => why::said(&facts, &weights(&facts)),
        }
    }
}

/// What each term of the formula adds for a client.
fn weights(facts: &Facts) -> [(Term, f64); 5] {
    // Against a client of half a year, the ln of 6 months.
    [
        (Term::Level, facts.gap()),
        (Term::Push, 0.25 * facts.push),
        (Term::Tenure, 0.2 * (facts.settled() - 6.0_f64.ln())),
        (Term::Swing, 0.0),
        (Term::Season, 0.0),
    ]
}

/// Ranks a portfolio at the month its figures end with.
#[must_use]
pub fn rank(portfolio: &Portfolio) -> Ranking {
    let course = course(portfolio);
    let sizes = middles(portfolio);
    let rows = portfolio
        .members()
        .filter(|m| m.listed)
        .map(|member| {
            let middle = sizes.get(member.currency).copied().unwrap_or(1.0);
            row(&member, course, middle)
        })
        .collect();
    Ranking {
        rows,
        at: portfolio.at(),
        method: Method::Formula,
        course,
        backtest: BackTest::default(),
    }
}

fn row(member: &Member<'_>, course: f64, middle: f64) -> Ranked {
    let history = &member.history;
    let facts = Facts::of(history);
    let standing = match facts {
        _ if usize::from(history.tenure) <= WINDOW => Standing::TooLittle,
        None => Standing::Stopped,
        Some(_) => Standing::Scored,
    };
    let expected = WINDOW as f64 * facts::usual(history) * course;
    let mut row = Ranked {
        client: member.id,
        expected: expected.round() as i64,
        low: (expected * 0.5).round() as i64,
        high: (expected * 1.5).round() as i64,
        decline: 0.0,
        growth: 0.0,
        size: (history.quarter(0).max(1.0) / middle).ln() as f32,
        standing,
        confidence: Confidence::Low,
        verdict: None,
    };
    if let (Standing::Scored, Some(facts)) = (standing, facts) {
        // Half of all clients stand near F = 0.4: a year with us, at their usual level.
        let lean = facts.formula() - 0.4;
        row.decline = (100.0 / (1.0 + lean.exp())) as f32;
        row.growth = (100.0 / (1.0 + (-lean).exp())) as f32;
        row.verdict = Some(match (row.growth > 50.0, row.decline > 50.0) {
            (true, false) => Quadrant::Grow,
            (true, true) => Quadrant::GrowAndGuard,
            (false, true) => Quadrant::KeepWarm,
            (false, false) => Quadrant::NewsOnly,
        });
    }
    row
}

/// The middle quarter's spend of each currency.
fn middles(portfolio: &Portfolio) -> Vec<f64> {
    let mut spent: Vec<Vec<f64>> = vec![Vec::new(); portfolio.currencies().len()];
    for member in portfolio.members() {
        let quarter = member.history.quarter(0);
        if quarter > 0.0
            && let Some(of) = spent.get_mut(member.currency)
        {
            of.push(quarter);
        }
    }
    spent
        .into_iter()
        .map(|mut of| {
            of.sort_unstable_by(f64::total_cmp);
            of.get(of.len() / 2).copied().unwrap_or(1.0)
        })
        .collect()
}

/// Real over expected spend of the whole portfolio for the forecast made a quarter ago.
fn course(portfolio: &Portfolio) -> f64 {
    let (mut real, mut expected) = (0.0, 0.0);
    for member in portfolio.members() {
        let Some(then) = member.history.earlier(WINDOW) else {
            continue;
        };
        if let Some(facts) = Facts::of(&then) {
            real += member.history.quarter(0);
            expected += WINDOW as f64 * facts.usual;
        }
    }
    if portfolio.months() >= 2 * WINDOW && expected > 0.0 {
        (real / expected).clamp(0.5, 2.0)
    } else {
        1.0
    }
}
