//! From the past to a row for each client.

use super::cases::{Past, terms};
use super::expect::{Outlook, Spread, USUAL, dot};
use super::facts::{self, Facts};
use super::fit::chance;
use super::history::{Member, Portfolio, WINDOW};
use super::model::{DOWN, Model, UP, weight};
use super::terms::{Confidence, Quadrant, Standing};
use super::{BackTest, Method, Ranked, Ranking};

/// How many cases the model is fitted on at most.
const CASES: usize = 60_000;
/// The part of the portfolio whose chance is called high, on each axis.
const HIGH: f64 = 0.4;
/// How much better the formula must have done to be taken instead of the fitted model, and in how many windows.
const BETTER: (f32, u32) = (0.03, 6);
/// What is thought of a portfolio without a past, as a share that declines and one that grows, and of how many
/// cases that thought is worth.
const SHARES: ([f64; 2], f64) = ([0.45, 0.35], 20.0);
/// A closed window against the one after it, where the share of the whole portfolio is asked for.
const FADE: f64 = 0.6;
/// A method that orders pairs worse than this is not believed much.
const SKILLED: f32 = 0.6;
/// How far from the share of the portfolio the log-odds of a client of too little history may lie.
const FAR: f64 = 1.5;
/// Half a portfolio swings less.
const CALM: f64 = 0.5;

/// What is needed to score a client and to say why.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scorer {
    pub(super) model: Model,
    pub(super) outlook: Outlook,
    spread: Spread,
    /// Log-odds of a client at zero: decline, growth.
    levels: [f64; 2],
    /// Log-odds of the share of the portfolio.
    bases: [f64; 2],
    /// What of its usual spend comes back from a client that stopped, and nine in ten stay below.
    returning: (f64, f64),
    skilled: bool,
    /// The middle client's numbers.
    pub(super) middle: [f64; super::cases::TERMS],
}

/// Ranks a portfolio at the month its figures end with.
#[must_use]
pub fn rank(portfolio: &Portfolio) -> Ranking {
    let middles = middles(portfolio);
    let past = Past::of(portfolio, &middles);
    let (backtest, [fitted, formula]) = BackTest::run(&past);
    let method = method(&past, &backtest);
    let (model, outlook, spread) = match method {
        Method::Fitted => (
            Model::fitted(&past, 0, CASES),
            Outlook::fitted(&past, 0),
            fitted,
        ),
        _ => (Model::prior(), Outlook::of(&past, 0, USUAL), formula),
    };
    let shares = shares(&past);
    let most = past.returned.get(past.returned.len() * 9 / 10);
    let mut scorer = Scorer {
        model,
        outlook,
        spread,
        levels: [0.0; 2],
        bases: shares.map(|share| (share / (1.0 - share)).ln()),
        returning: (
            past.returning.min(1.0),
            most.map_or(1.0, |m| f64::from(*m)).max(past.returning),
        ),
        skilled: backtest.of(method).is_some_and(|j| j.auc() >= SKILLED) && backtest.windows >= 3,
        middle: [0.0; super::cases::TERMS],
    };
    // The past has taught what it can; room is dear while rows are made.
    drop(past);
    scorer.settle(portfolio, shares);
    let mut rows: Vec<Ranked> = Vec::with_capacity(portfolio.len());
    rows.extend(
        portfolio
            .members()
            .filter(|m| m.listed)
            .map(|m| scorer.row(&m, middles.get(m.currency).copied().unwrap_or(1.0))),
    );
    let bars = [bar(&rows, |r| r.decline), bar(&rows, |r| r.growth)];
    for row in &mut rows {
        if row.standing == Standing::Scored {
            row.verdict = Some(match (row.growth > bars[1], row.decline > bars[0]) {
                (true, false) => Quadrant::Grow,
                (true, true) => Quadrant::GrowAndGuard,
                (false, true) => Quadrant::KeepWarm,
                (false, false) => Quadrant::NewsOnly,
            });
        }
    }
    Ranking {
        rows,
        at: portfolio.at(),
        partial: portfolio.partial(),
        method,
        course: scorer.outlook.course,
        backtest,
        high_decline: bars[0],
        high_growth: bars[1],
        scorer,
    }
}

/// The fitted model where anything could be fitted, unless the formula has clearly done better.
fn method(past: &Past, backtest: &BackTest) -> Method {
    let fitted = backtest.of(Method::Fitted).map(super::Judged::auc);
    let formula = backtest.of(Method::Formula).map(super::Judged::auc);
    let worse = match (fitted, formula) {
        (Some(fitted), Some(formula)) => {
            backtest.windows >= BETTER.1 && formula > fitted + BETTER.0
        }
        _ => false,
    };
    let blind = past.months.iter().all(|month| month.len() < WINDOW);
    if worse || blind {
        Method::Formula
    } else {
        Method::Fitted
    }
}

/// The middle quarter's spend of each currency.
fn middles(portfolio: &Portfolio) -> Vec<f64> {
    let mut spent: Vec<Vec<f32>> = vec![Vec::new(); portfolio.currencies().len()];
    for member in portfolio.members() {
        let quarter = member.history.quarter(0);
        if quarter > 0.0
            && let Some(of) = spent.get_mut(member.currency)
        {
            of.push(quarter as f32);
        }
    }
    spent
        .into_iter()
        .map(|mut of| {
            let half = of.len() / 2;
            if of.is_empty() {
                return 1.0;
            }
            f64::from(*of.select_nth_unstable_by(half, f32::total_cmp).1)
        })
        .collect()
}

/// The share that declines and the share that grows, as lately.
fn shares(past: &Past) -> [f64; 2] {
    let (prior, worth) = SHARES;
    let mut sums = prior.map(|share| share * worth);
    let mut all = worth;
    for (place, month) in past.months.iter().enumerate().skip(WINDOW - 1) {
        let weight = weight(place + 1, WINDOW, FADE, &[1.0; WINDOW]);
        for case in month.iter().filter(|c| c.scored()) {
            let after = case.after[WINDOW - 1];
            all += weight;
            sums[0] += weight * f64::from(u8::from(after < DOWN));
            sums[1] += weight * f64::from(u8::from(after > UP));
        }
    }
    sums.map(|sum| sum / all)
}

/// The chance above which it is high: that of the client at the edge of the upper part.
fn bar(rows: &[Ranked], chance: impl Fn(&Ranked) -> f32) -> f32 {
    let mut all: Vec<f32> = (rows.iter())
        .filter(|r| r.standing == Standing::Scored)
        .map(chance)
        .collect();
    if all.is_empty() {
        return 100.0;
    }
    let edge = ((all.len() - 1) as f64 * (1.0 - HIGH)).floor() as usize;
    *all.select_nth_unstable_by(edge, f32::total_cmp).1
}

impl Scorer {
    /// Puts the level of each axis where the mean chance of the clients at hand is the share of the portfolio.
    fn settle(&mut self, portfolio: &Portfolio, shares: [f64; 2]) {
        let mut odds: [Vec<f32>; 2] = Default::default();
        let mut sums = [0.0; super::cases::TERMS];
        for member in portfolio.members().filter(|m| m.listed) {
            let Some(facts) = self.scored(&member) else {
                continue;
            };
            let x = terms(&facts);
            for (odds, of) in odds.iter_mut().zip(self.model.odds(&facts)) {
                odds.push(of as f32);
            }
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += f64::from(x);
            }
        }
        let n = odds[0].len().max(1) as f64;
        self.middle = sums.map(|sum| sum / n);
        for ((level, odds), share) in self.levels.iter_mut().zip(odds).zip(shares) {
            let (mut low, mut high) = (-30.0, 30.0);
            for _ in 0..30 {
                let middle = f64::midpoint(low, high);
                let sum: f64 = odds.iter().map(|o| chance(middle + f64::from(*o))).sum();
                if sum / n < share {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            *level = f64::midpoint(low, high);
        }
    }

    fn scored(&self, member: &Member<'_>) -> Option<Facts> {
        if usize::from(member.history.tenure) <= WINDOW {
            return None;
        }
        Facts::of(&member.history)
    }

    fn row(&self, member: &Member<'_>, middle: f64) -> Ranked {
        let history = &member.history;
        let facts = Facts::of(history);
        let standing = match facts {
            None if history.tenure as usize > WINDOW => Standing::Stopped,
            Some(_) if history.tenure as usize > WINDOW => Standing::Scored,
            _ => Standing::TooLittle,
        };
        let (expected, factors) = if let Some(facts) = &facts {
            let last = f64::from(history.back(0));
            let mean = dot(&self.outlook.mix, &[facts.usual, facts.now, last]);
            let x = terms(facts);
            let swing = (standing == Standing::Scored).then_some(x[3]);
            let expected = WINDOW as f64 * mean * self.outlook.course;
            let (low, high) = self.spread.factors(swing);
            (expected, (low, high))
        } else {
            let usual = WINDOW as f64 * facts::usual(history);
            let (mean, most) = self.returning;
            let above = if mean > 0.0 { most / mean } else { 1.0 };
            (usual * mean, (0.0, above))
        };
        let (odds_down, odds_up) = facts.as_ref().map_or((0.0, 0.0), |facts| self.odds(facts));
        let seen = standing == Standing::Scored;
        let percent = |odds: f64| {
            if seen {
                (100.0 * chance(odds)) as f32
            } else {
                0.0
            }
        };
        Ranked {
            client: member.id,
            expected: expected.round() as i64,
            low: (expected * factors.0).round() as i64,
            high: (expected * factors.1).round() as i64,
            decline: percent(odds_down),
            growth: percent(odds_up),
            size: (history.quarter(0).max(1.0) / middle).ln() as f32,
            standing,
            confidence: facts
                .filter(|_| seen)
                .map_or(Confidence::Low, |facts| self.confidence(&facts)),
            verdict: None,
        }
    }

    /// Log-odds of decline and of growth.
    pub(super) fn odds(&self, facts: &Facts) -> (f64, f64) {
        let [down, up] = self.model.odds(facts);
        (self.levels[0] + down, self.levels[1] + up)
    }

    /// A year of history, calm months and a method that has shown some skill: three make it high, two medium. Where
    /// no past says how far off expectations are, it is low.
    /// The same of a client of too little history: drawn towards the share of the portfolio, in the same order, so
    /// that no such number looks like knowledge.
    pub(super) fn guess(&self, facts: &Facts) -> (f64, f64) {
        let drawn = |odds: f64, base: f64| base + FAR * ((odds - base) / FAR).tanh();
        let (down, up) = self.odds(facts);
        (drawn(down, self.bases[0]), drawn(up, self.bases[1]))
    }

    /// A year of history, calm months and a method that has shown some skill: three make it high, two medium.
    fn confidence(&self, facts: &Facts) -> Confidence {
        if self.spread.blind {
            return Confidence::Low;
        }
        let points = [facts.tenure >= 12, facts.swing <= CALM, self.skilled];
        match points.iter().filter(|p| **p).count() {
            3 => Confidence::High,
            2 => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}
