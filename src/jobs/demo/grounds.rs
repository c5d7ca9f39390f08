//! What stands behind the recommendations of a client: goal, effect, how to do it, how the client was asked
//! and what it answered.

use jiff::Timestamp;

use super::inside::{Inside, one};
use super::rng::Rng;
use super::words::Advice;
use crate::domain::{
    Brief, Channel, Check, Decision, Deck, Effect, GoalId, Grounds, Ids, Life, Metric,
    Recommendation, Verdict,
};

impl Inside<'_> {
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
            let advice = self.advice.iter().find(|a| a.title == r.title);
            let how = |of: fn(&Advice) -> &String| advice.map(of).cloned().unwrap_or_default();
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
                how_simple: how(|a| &a.simple),
                how_expert: how(|a| &a.expert),
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
}
