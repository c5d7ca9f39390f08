//! How many recommendations are accepted and how many are put in place (A28, A30).
//!
//! ```text
//! acceptance rate     = accepted ÷ decided
//! implementation rate = implemented ÷ accepted
//! ```
//!
//! Counted over the steps of a life, archived recommendations included. The latest decision counts: one
//! declined, brought up again and accepted is accepted. A later step counts as having passed the earlier
//! ones: what was put in place was accepted, whether anybody wrote that down or not. Postponed is no
//! decision.

use std::collections::BTreeMap;

use super::{Life, Recommendation, RecommendationKind, Verdict};

/// Decisions below which nothing is said about a client's way with advice.
pub const ENOUGH_DECIDED: u32 = 5;

/// Counts of a set of recommendations; each is at most the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rates {
    /// Accepted or declined.
    pub decided: u32,
    /// Of them accepted.
    pub accepted: u32,
    /// Of the accepted put in place.
    pub implemented: u32,
    /// Of those whose effect was looked at.
    pub checked: u32,
    /// Of the checked that worked.
    pub worked: u32,
}

impl Rates {
    /// Counts recommendations.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Recommendation>) -> Self {
        let mut rates = Self::default();
        for recommendation in all {
            rates.add(recommendation);
        }
        rates
    }

    fn add(&mut self, of: &Recommendation) {
        let lives = || of.steps.iter().map(|s| s.life).chain([of.life]);
        let (mut decision, mut reached) = (None, 0);
        for life in lives() {
            match life {
                Life::Declined => (decision, reached) = (Some(false), 0),
                Life::Accepted | Life::Implemented | Life::Checked => {
                    decision = Some(true);
                    reached = reached.max(match life {
                        Life::Checked => 2,
                        Life::Implemented => 1,
                        _ => 0,
                    });
                }
                Life::Draft | Life::Ready | Life::Sent | Life::Postponed => {}
            }
        }
        let Some(accepted) = decision else { return };
        self.decided += 1;
        if !accepted {
            return;
        }
        self.accepted += 1;
        self.implemented += u32::from(reached >= 1);
        self.checked += u32::from(reached >= 2);
        let worked = of
            .check
            .as_ref()
            .is_some_and(|c| c.verdict == Verdict::Worked);
        self.worked += u32::from(reached >= 2 && worked);
    }

    /// Accepted of decided, `0.0..=1.0`; `None` while nothing was decided.
    #[must_use]
    pub fn acceptance(&self) -> Option<f64> {
        share(self.accepted, self.decided)
    }

    /// Put in place of accepted, `0.0..=1.0`; `None` while nothing was accepted.
    #[must_use]
    pub fn implementation(&self) -> Option<f64> {
        share(self.implemented, self.accepted)
    }

    /// Whether this client decides and applies nothing: a deep audit would be work for the drawer (A30).
    #[must_use]
    pub const fn applies_nothing(&self) -> bool {
        self.decided >= ENOUGH_DECIDED && self.implemented == 0
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// Rates by the audit rule that drafted the recommendation; those a person wrote are left out.
#[must_use]
pub fn by_rule<'a>(all: impl IntoIterator<Item = &'a Recommendation>) -> BTreeMap<&'a str, Rates> {
    let mut out: BTreeMap<&str, Rates> = BTreeMap::new();
    for recommendation in all {
        if let Some(rule) = recommendation.rule_id() {
            out.entry(rule).or_default().add(recommendation);
        }
    }
    out
}

/// Rates by kind: hygiene and growth, in this order.
#[must_use]
pub fn by_kind<'a>(
    all: impl IntoIterator<Item = &'a Recommendation>,
) -> BTreeMap<RecommendationKind, Rates> {
    let mut out: BTreeMap<RecommendationKind, Rates> = BTreeMap::new();
    for recommendation in all {
        out.entry(recommendation.kind)
            .or_default()
            .add(recommendation);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recommendation::{Grounds, LifeStep};
    use crate::domain::{ClientId, RecommendationId};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn lived(lives: &[Life]) -> Recommendation {
        let at = Timestamp::UNIX_EPOCH;
        let mut r = Recommendation::draft(
            RecommendationId::from_bytes([1; 16]),
            ClientId::from_bytes([2; 16]),
            at,
        );
        r.steps = lives
            .iter()
            .map(|life| LifeStep {
                life: *life,
                at,
                note: String::new(),
            })
            .collect();
        r.life = lives.last().copied().unwrap_or_default();
        r
    }

    #[test]
    fn the_latest_decision_counts_and_later_steps_imply_earlier_ones() {
        use Life::{Accepted, Checked, Declined, Draft, Implemented, Postponed, Ready, Sent};
        for (lives, counts) in [
            (&[][..], [0, 0, 0, 0]),
            (&[Ready, Sent], [0, 0, 0, 0]),
            (&[Ready, Sent, Postponed], [0, 0, 0, 0]),
            (&[Ready, Sent, Declined], [1, 0, 0, 0]),
            (&[Ready, Sent, Accepted], [1, 1, 0, 0]),
            (&[Accepted, Postponed], [1, 1, 0, 0]),
            (&[Accepted, Declined], [1, 0, 0, 0]),
            (&[Declined, Draft, Ready, Sent], [1, 0, 0, 0]),
            (&[Declined, Draft, Ready, Sent, Accepted], [1, 1, 0, 0]),
            (&[Implemented], [1, 1, 1, 0]),
            (&[Sent, Checked], [1, 1, 1, 1]),
        ] {
            let r = Rates::of([&lived(lives)]);
            let found = [r.decided, r.accepted, r.implemented, r.checked];
            assert_eq!(found, counts, "{lives:?}");
        }
    }

    #[test]
    fn apart_by_rule_and_by_kind() {
        let mut drafted = lived(&[Life::Accepted, Life::Implemented]);
        drafted.kind = RecommendationKind::Hygiene;
        drafted.grounds = Some(Box::new(Grounds {
            rule: Some("no-goal@google-ads".to_owned()),
            ..Grounds::default()
        }));
        let all = [drafted, lived(&[Life::Declined])];
        let rules = by_rule(&all);
        assert_eq!(rules.keys().copied().collect::<Vec<_>>(), ["no-goal"]);
        let kinds = by_kind(&all);
        assert_eq!(kinds[&RecommendationKind::Hygiene].acceptance(), Some(1.0));
        assert_eq!(kinds[&RecommendationKind::Growth].acceptance(), Some(0.0));
        assert_eq!(kinds[&RecommendationKind::Growth].implementation(), None);
    }

    #[test]
    fn who_applies_nothing_is_told_from_five_decisions_on() {
        let mut all = vec![lived(&[Life::Declined]); 3];
        all.push(lived(&[Life::Accepted]));
        assert!(!Rates::of(&all).applies_nothing());
        all.push(lived(&[Life::Declined]));
        assert!(Rates::of(&all).applies_nothing());
        all.push(lived(&[Life::Implemented]));
        assert!(!Rates::of(&all).applies_nothing());
    }

    fn life() -> impl Strategy<Value = Life> {
        proptest::sample::select(Life::ALL)
    }

    proptest! {
        #[test]
        fn rates_lie_between_nothing_and_all(
            lives in prop::collection::vec(prop::collection::vec(life(), 0..8), 0..20),
        ) {
            let all: Vec<Recommendation> = lives.iter().map(|l| lived(l)).collect();
            let r = Rates::of(&all);
            prop_assert!(r.worked <= r.checked && r.checked <= r.implemented);
            prop_assert!(r.implemented <= r.accepted && r.accepted <= r.decided);
            prop_assert!(r.decided as usize <= all.len());
            for rate in [r.acceptance(), r.implementation()].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&rate));
            }
            // Parts add up to the whole.
            let decided: u32 = by_kind(&all).values().map(|k| k.decided).sum();
            prop_assert_eq!(decided, r.decided);
        }
    }
}
