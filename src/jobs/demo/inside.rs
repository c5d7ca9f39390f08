//! What the work with a client brings up: brief, problems, presentations, checklists, agreements, and what
//! stands behind its recommendations.
//!
//! A manager gets to the inside of the clients in work, not of a whole base: in a large portfolio only the
//! first [`WORKED`] have any of it. Chance comes from a stream of its own, so that a portfolio's clients are
//! the same with and without.

use serde::Deserialize;

use super::ads::Ads;
use super::course::Course;
use super::rng::Rng;
use super::words::Advice;
use super::{Clock, Role, tidy};
use crate::domain::{
    Brief, Budget, Change, Checklist, ChecklistStep, Client, Currency, FoundBy, Goal, GoalId, Ids,
    Kpi, Metric, Money, Problem, ProblemLife, ProblemStep, Promise, PromiseLife, Recommendation,
    ServiceModel, Severity, Side, Solver, Spend,
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
    /// Cities a network of branches advertises in.
    pub(super) regions: Vec<String>,
    pub(super) goals: Vec<String>,
    needs: Vec<String>,
    done: Vec<String>,
    seasonality: Vec<String>,
    audience: Vec<String>,
    business: Vec<String>,
    constraints: Vec<String>,
    sources: Vec<String>,
    letters: Vec<String>,
    pub(super) values: Vec<String>,
    pub(super) helpers: Vec<String>,
    pub(super) decision: Vec<String>,
    pub(super) refusal: Vec<String>,
    pub(super) checks: Vec<String>,
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

pub(super) fn one(list: &[String], rng: &mut Rng) -> String {
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
    /// What its recommendations were copied from.
    pub(super) advice: &'a [Advice],
    /// Sells online, so that orders have a value.
    pub(super) shop: bool,
    /// A network of branches with a campaign for each of its cities.
    pub(super) network: bool,
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
            month: self.spend.amounts.last().unwrap_or(0),
            currency: self.spend.currency,
            rate,
            clock: self.clock,
            shop: self.shop,
            regions: if self.network {
                &self.words.regions
            } else {
                &[]
            },
        };
        if let Some((profile, campaigns)) = ads.write(brief.as_mut(), ids, &mut rng.fork()) {
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
                minor: tidy(minor, 1000),
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
            brief.budget_ceiling = Some(budget(usual * share / 100, rng));
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
        known().find(|minor| *minor > 0).unwrap_or(0)
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
            let closed =
                (life != PromiseLife::Open).then(|| self.clock.at(1 + rng.below(days), 1000));
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
        _ => 2_000,
    }
}
