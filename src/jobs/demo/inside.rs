//! What the work with a client brings up: brief, problems, presentations, checklists, agreements, and what
//! stands behind its recommendations.
//!
//! A manager gets to the inside of the clients in work, not of a whole base: in a large portfolio only the
//! first [`WORKED`] have any of it. Chance comes from a stream of its own, so that a portfolio's clients are
//! the same with and without.

use jiff::Timestamp;
use serde::Deserialize;

use super::ads::Ads;
use super::course::Course;
use super::rng::Rng;
use super::{Clock, Role};
use crate::domain::{
    Brief, Budget, Change, Channel, Check, Checklist, ChecklistStep, Client, Currency, Decision,
    Deck, Effect, FoundBy, Goal, GoalId, Grounds, Ids, Kpi, Life, Metric, Money, Problem,
    ProblemLife, ProblemStep, Promise, PromiseLife, Recommendation, ServiceModel, Severity, Side,
    Solver, Spend, Verdict,
};

/// Clients with an inside, at most.
pub(super) const WORKED: usize = 1500;

#[derive(Debug, Deserialize)]
struct ProblemWords {
    title: String,
    details: String,
    severity: String,
    solver: String,
    waiting: String,
    #[serde(default)]
    sensitive: bool,
}

#[derive(Debug, Deserialize)]
struct PromiseWords {
    side: String,
    what: String,
    evidence: String,
}

#[derive(Debug, Deserialize, Default)]
struct ChecklistWords {
    id: String,
    title: String,
    steps: Vec<String>,
    due: Vec<i64>,
}

/// Everything said about the inside in one language.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct InsideWords {
    pub(super) goals: Vec<String>,
    needs: Vec<String>,
    done: Vec<String>,
    seasonality: Vec<String>,
    audience: Vec<String>,
    business: Vec<String>,
    constraints: Vec<String>,
    sources: Vec<String>,
    letters: Vec<String>,
    values: Vec<String>,
    helpers: Vec<String>,
    decision: Vec<String>,
    refusal: Vec<String>,
    checks: Vec<String>,
    problem: Vec<ProblemWords>,
    promise: Vec<PromiseWords>,
    checklist: ChecklistWords,
}

impl InsideWords {
    /// The words as they lie in `assets/demo`; a test reads them to the last list.
    pub(super) fn read(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }
}

fn one(list: &[String], rng: &mut Rng) -> String {
    let i = rng.below(list.len() as i64);
    list.get(i as usize).cloned().unwrap_or_default()
}

/// What is needed to write the inside of one client.
pub(super) struct Inside<'a> {
    pub(super) client: &'a Client,
    pub(super) role: Role,
    pub(super) course: &'a Course,
    pub(super) spend: &'a Spend,
    pub(super) words: &'a InsideWords,
    pub(super) clock: &'a Clock,
    /// The first contact, in words.
    pub(super) who: String,
}

impl Inside<'_> {
    /// Everything as changes, campaigns included; `advice` gets its grounds.
    pub(super) fn changes(
        &self,
        number: usize,
        russian: bool,
        rate: i64,
        advice: &mut [Recommendation],
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> Vec<Change> {
        let mut out = Vec::new();
        let mut brief = self.brief(rng);
        let ads = Ads {
            client: self.client,
            number,
            russian,
            month: self.spend.amounts.last().copied().flatten().unwrap_or(0),
            currency: self.spend.currency,
            rate,
            clock: self.clock,
        };
        if let Some((profile, campaigns)) = ads.write(brief.as_mut(), ids, rng) {
            out.push(Change::create(profile));
            out.extend(campaigns.into_iter().map(Change::create));
        }
        let decks = self.ground(brief.as_ref(), advice, ids, rng);
        out.extend(brief.map(Change::create));
        out.extend(self.problems(ids, rng).into_iter().map(Change::create));
        out.extend(decks.into_iter().map(Change::create));
        out.extend(self.promises(ids, rng).into_iter().map(Change::create));
        out.extend(self.checklist(ids).map(Change::create));
        out
    }

    fn rare_or_new(&self) -> bool {
        self.course.stage.index() == 0
    }

    /// The brief: the further the client, the fuller.
    pub(super) fn brief(&self, rng: &mut Rng) -> Option<Brief> {
        if self.rare_or_new() && rng.chance(50) {
            return None;
        }
        let w = self.words;
        let filled = if self.rare_or_new() { 35 } else { 82 };
        let at = self.clock.at(self.course.age.max(1) + rng.below(20), 700);
        let mut brief = Brief::empty(self.client.id, at);
        let said = |list: &[String], rng: &mut Rng| {
            if rng.chance(filled) {
                one(list, rng)
            } else {
                String::new()
            }
        };
        for n in 1..=rng.between(1, 3) {
            let text = one(&w.goals, rng);
            if !brief.goals.iter().any(|g| g.text == text) {
                brief.goals.push(Goal {
                    id: GoalId(n as u16),
                    text,
                    closed_at: None,
                });
            }
        }
        brief.needs = said(&w.needs, rng);
        brief.done = said(&w.done, rng);
        brief.seasonality = said(&w.seasonality, rng);
        brief.audience = said(&w.audience, rng);
        brief.business = said(&w.business, rng);
        brief.constraints = if rng.chance(30) {
            one(&w.constraints, rng)
        } else {
            String::new()
        };
        let usual = self.usual_month();
        let budget = |minor: i64, rng: &mut Rng| Budget {
            amount: Money {
                minor: minor / 100_000 * 100_000,
                currency: self.spend.currency,
            },
            source: one(&w.sources, rng),
            on: Some(self.clock.day(rng.between(10, 120))),
        };
        if usual > 0 && rng.chance(filled) {
            brief.budget_now = Some(budget(usual, rng));
        }
        if usual > 0 && rng.chance(filled - 20) {
            let share = rng.between(110, 200);
            brief.budget_ceiling = Some(budget(usual / 100 * share, rng));
        }
        if rng.chance(filled - 10) {
            brief.kpi = Some(Kpi {
                metric: Metric::Cpa,
                // Replaced by one that fits the campaigns where there are any.
                target: target_cpa(self.spend.currency),
                note: String::new(),
            });
        }
        Some(brief)
    }

    /// The last month with a figure, minor units.
    pub(super) fn usual_month(&self) -> i64 {
        let known = || self.spend.amounts.iter().rev().flatten();
        known().find(|minor| **minor > 0).copied().unwrap_or(0)
    }

    pub(super) fn problems(&self, ids: &mut Ids, rng: &mut Rng) -> Vec<Problem> {
        let mut out = Vec::new();
        let stage = self.course.stage.index();
        let open = match stage {
            1 => rng.below(3),
            2 => rng.between(1, 2),
            _ => i64::from(rng.chance(12)),
        };
        let past = rng.below(i64::from(self.course.cycle) + 1);
        for n in 0..open + past {
            let i = rng.below(self.words.problem.len() as i64);
            let Some(words) = self.words.problem.get(i as usize) else {
                continue;
            };
            if out.iter().any(|p: &Problem| p.title == words.title) {
                continue;
            }
            let is_open = n < open;
            let days = if is_open {
                rng.between(1, self.course.age.clamp(2, 20))
            } else {
                rng.between(
                    self.course.age + 2,
                    self.course.started.max(self.course.age + 3),
                )
            };
            let found = self.clock.at(days, 640);
            let mut problem =
                Problem::titled(ids.next(found), self.client.id, words.title.clone(), found);
            problem.details.clone_from(&words.details);
            problem.severity = Severity::from_name(&words.severity).unwrap_or_default();
            // Most of a portfolio does not burn.
            if problem.severity == Severity::Critical && is_open && rng.chance(95) {
                problem.severity = Severity::Normal;
            }
            problem.solver = Solver::from_name(&words.solver).unwrap_or_default();
            problem.sensitive = words.sensitive && is_open;
            problem.cycle = if is_open {
                self.course.cycle
            } else {
                rng.between(1, i64::from(self.course.cycle)) as u32
            };
            if rng.chance(40) {
                problem.found_by = FoundBy::Client;
            }
            let path: &[ProblemLife] = match (is_open, words.waiting.is_empty()) {
                (true, true) => &[],
                (true, false) if rng.chance(60) => &[ProblemLife::Waiting],
                (true, false) => &[],
                (false, _) => &[
                    ProblemLife::Waiting,
                    ProblemLife::Solved,
                    ProblemLife::Verified,
                ],
            };
            for (k, life) in path.iter().enumerate() {
                let at = self
                    .clock
                    .at((days - 1 - k as i64).max(0), 660 + k as i64 * 20);
                problem.life = *life;
                problem.steps.push(ProblemStep {
                    life: *life,
                    at,
                    note: String::new(),
                });
            }
            if problem.life == ProblemLife::Waiting {
                problem.waiting_for.clone_from(&words.waiting);
                let ahead = self.clock.ahead(rng.between(1, 9));
                problem.waiting_until = Some(self.clock.day(ahead));
            }
            out.push(problem);
        }
        out.sort_by_key(|p| p.id);
        out
    }

    /// Gives recommendations what stands behind them; returns the presentations they were sent in.
    pub(super) fn ground(
        &self,
        brief: Option<&Brief>,
        recommendations: &mut [Recommendation],
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> Vec<Deck> {
        let mut decks: Vec<Deck> = Vec::new();
        let goals: Vec<GoalId> = brief
            .map(|b| b.open_goals().map(|g| g.id).collect())
            .unwrap_or_default();
        let begun = self.clock.at(self.course.age + 30, 0);
        for r in recommendations {
            let current = self.course.cycle == 1 || r.created_at >= begun;
            let cycle = if current {
                self.course.cycle
            } else {
                self.course.cycle - 1
            };
            let goal = if rng.chance(80) {
                goals.get(rng.below(goals.len() as i64) as usize).copied()
            } else {
                None
            };
            let metric =
                [Metric::Cpa, Metric::Conversions, Metric::Clicks][rng.weighted(&[50, 35, 15])];
            let low = rng.between(5, 12) as i32 * 100;
            let sign = if metric.less_is_better() { -1 } else { 1 };
            let high = low + rng.between(5, 15) as i32 * 100;
            r.grounds = Some(Box::new(Grounds {
                goal,
                value: one(&self.words.values, rng),
                effect: rng.chance(70).then(|| Effect {
                    metric,
                    low: sign * low,
                    high: sign * high,
                }),
                helper: one(&self.words.helpers, rng),
                cycle,
                ..Grounds::default()
            }));
            self.decide(r, metric, rng);
            let sent = r.steps.iter().find(|s| s.life == Life::Sent).map(|s| s.at);
            if let Some(at) = sent {
                r.deck = Some(self.deck(&mut decks, r, at, ids, rng));
            }
        }
        decks.sort_by_key(|d| d.id);
        decks
    }

    fn deck(
        &self,
        decks: &mut Vec<Deck>,
        r: &Recommendation,
        at: Timestamp,
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> crate::domain::DeckId {
        let near = |d: &&mut Deck| (d.sent_at.as_second() - at.as_second()).abs() < 5 * 86_400;
        if let Some(deck) = decks.iter_mut().find(near) {
            deck.recommendations.push(r.id);
            return deck.id;
        }
        let id = ids.next(at);
        decks.push(Deck {
            id,
            client: self.client.id,
            sent_at: at,
            title: self.client.name.clone(),
            recommendations: vec![r.id],
            file: format!("{}.html", self.client.name),
            seconds: rng.between(40, 200) as u32,
        });
        id
    }

    fn decide(&self, r: &mut Recommendation, metric: Metric, rng: &mut Rng) {
        let words = match r.life {
            Life::Accepted | Life::Implemented | Life::Checked | Life::Postponed => {
                one(&self.words.decision, rng)
            }
            Life::Declined => one(&self.words.refusal, rng),
            Life::Draft | Life::Ready | Life::Sent => return,
        };
        let decided =
            |life: Life| matches!(life, Life::Accepted | Life::Postponed | Life::Declined);
        let Some(at) = r.steps.iter().rev().find(|s| decided(s.life)).map(|s| s.at) else {
            return;
        };
        r.decision = Some(Box::new(Decision {
            who: self.who.clone(),
            channel: [Channel::Phone, Channel::Email, Channel::Meeting]
                [rng.weighted(&[60, 25, 15])],
            words,
            at,
        }));
        let done = r
            .steps
            .iter()
            .find(|s| s.life == Life::Implemented)
            .map(|s| s.at);
        if let (Life::Checked, Some(done)) = (r.life, done) {
            let days = (self.clock.now.as_second() - done.as_second()) / 86_400;
            let before = rng.between(900, 2500) * 100;
            let change = rng.between(-25, 12);
            r.check = Some(Box::new(Check {
                metric,
                before: Some(before),
                after: Some(before + before * change / 100),
                from: self.clock.day(days + 28),
                on: self.clock.day(days),
                to: self.clock.day((days - 28).max(0)),
                verdict: match (metric.less_is_better(), change) {
                    (_, -4..=4) => Verdict::NoEffect,
                    (true, ..=-5) | (false, 5..) => Verdict::Worked,
                    _ => Verdict::Harmed,
                },
                note: one(&self.words.checks, rng),
            }));
        }
    }

    pub(super) fn promises(&self, ids: &mut Ids, rng: &mut Rng) -> Vec<Promise> {
        let mut out = Vec::new();
        if self.role == Role::Archived {
            return out;
        }
        for _ in 0..rng.weighted(&[45, 30, 15, 10]) {
            let i = rng.below(self.words.promise.len() as i64);
            let Some(words) = self.words.promise.get(i as usize) else {
                continue;
            };
            let days = rng.between(2, 60);
            let made_at = self.clock.at(days, 720);
            // What is open is for the days ahead: a portfolio without debts of yesterday.
            let life = match rng.weighted(&[25, 60, 8, 7]) {
                0 => PromiseLife::Open,
                1 => PromiseLife::Kept,
                2 => PromiseLife::Broken,
                _ => PromiseLife::Withdrawn,
            };
            let until = if life == PromiseLife::Open {
                self.clock.day(self.clock.ahead(rng.between(1, 14)))
            } else {
                self.clock.day(self.clock.workday(rng.between(1, days)))
            };
            let closed = (life != PromiseLife::Open).then(|| self.clock.at(rng.below(days), 1000));
            out.push(Promise {
                id: ids.next(made_at),
                client: self.client.id,
                side: Side::from_name(&words.side).unwrap_or_default(),
                who: self.who.clone(),
                what: words.what.clone(),
                until: Some(until),
                evidence: if rng.chance(70) {
                    words.evidence.clone()
                } else {
                    one(&self.words.letters, rng)
                },
                life,
                made_at,
                closed_at: closed.map(|at| at.max(made_at)),
                note: String::new(),
            });
        }
        out.sort_by_key(|p| p.id);
        out
    }

    /// The first 60 days of a new client (C11).
    pub(super) fn checklist(&self, ids: &mut Ids) -> Option<Checklist> {
        let since = self.client.since?;
        let days = i64::from((self.clock.date - since).get_days());
        let words = &self.words.checklist;
        if !(0..=60).contains(&days)
            || self.role == Role::Archived
            || self.client.service_model != ServiceModel::SelfServe && days > 45
        {
            return None;
        }
        let started = self.clock.at(days, 800).max(self.client.created_at);
        let steps = words.steps.iter().zip(&words.due).map(|(text, due)| {
            let left = due - days;
            let on = if left > 0 {
                self.clock.ahead(left)
            } else {
                self.clock.workday(-left)
            };
            ChecklistStep {
                text: text.clone(),
                due: self.clock.day(on),
                call: text.contains("7") || text.contains("30") || text.contains("60"),
                done_at: (left <= 0).then(|| self.clock.at(self.clock.workday(-left), 900)),
                note: String::new(),
            }
        });
        Some(Checklist {
            id: ids.next(started),
            client: self.client.id,
            playbook: words.id.clone(),
            title: words.title.clone(),
            started: since,
            steps: steps.collect(),
            closed_at: None,
        })
    }
}

/// A price of a lead people plan with, in hundredths of the currency's unit.
pub(super) fn target_cpa(currency: Currency) -> i64 {
    match currency.code() {
        "RUB" => 150_000,
        _ => 4_500,
    }
}
