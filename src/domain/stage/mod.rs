//! The five stages as a cycle with history (A7, A13).
//!
//! From Rollout a client goes back to Problems found and the next cycle opens. Time on a stage has no limit:
//! age is information, it counts from entering the stage, and nothing but a move resets it.

pub mod cycles;
mod missing;

use jiff::Timestamp;
use jiff::civil::Date;

use super::ClientId;
use super::terms::terms;

pub use missing::{Missing, missing};

terms! {
    /// Where the work with a client stands (A7).
    #[derive(Default)]
    pub enum Stage {
        /// Знакомство: who they are, what they want.
        #[default]
        Acquaintance = 1, "acquaintance";
        /// Выявление проблем: what must be fixed at once.
        Problems = 2, "problems";
        /// Решение проблем: with platforms, webmasters, the client.
        Solving = 3, "solving";
        /// Анализ кампаний: recommendations are prepared.
        Analysis = 4, "analysis";
        /// Внедрение рекомендаций: presented, negotiated, put in place.
        Rollout = 5, "rollout";
    }
}

impl Stage {
    /// The column of the board, `0..5`.
    #[must_use]
    pub const fn index(self) -> usize {
        self.code() as usize - 1
    }

    /// The stage that follows in the cycle: after Rollout comes Problems found again (A13).
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Acquaintance => Self::Problems,
            Self::Problems => Self::Solving,
            Self::Solving => Self::Analysis,
            Self::Analysis => Self::Rollout,
            Self::Rollout => Self::Problems,
        }
    }

    /// The stage before, `None` for the first.
    #[must_use]
    pub const fn previous(self) -> Option<Self> {
        match self {
            Self::Acquaintance => None,
            Self::Problems => Some(Self::Acquaintance),
            Self::Solving => Some(Self::Problems),
            Self::Analysis => Some(Self::Solving),
            Self::Rollout => Some(Self::Analysis),
        }
    }
}

/// A client set aside on its stage for a known reason until a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Why; never empty.
    pub reason: String,
    /// The first day it counts as active again.
    pub until: Date,
}

/// One finished stay on a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// In which cycle, from 1.
    pub cycle: u32,
    /// On which stage.
    pub stage: Stage,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// When it was left.
    pub left_at: Timestamp,
}

/// Where a client stands and where it stood. A client without a journey record stands at Acquaintance
/// since it was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Whose.
    pub client: ClientId,
    /// The cycle under way, from 1.
    pub cycle: u32,
    /// The stage it is on.
    pub stage: Stage,
    /// When the stage was entered: the zero of its age.
    pub entered_at: Timestamp,
    /// Set aside, if it is.
    pub parked: Option<Parked>,
    /// Finished stays, oldest first.
    pub past: Vec<Stay>,
}

impl Journey {
    /// The beginning: Acquaintance, cycle 1.
    #[must_use]
    pub const fn start(client: ClientId, at: Timestamp) -> Self {
        Self {
            client,
            cycle: 1,
            stage: Stage::Acquaintance,
            entered_at: at,
            parked: None,
            past: Vec::new(),
        }
    }

    /// The same journey after a move to `to` at `at`. Rollout → Problems opens the next cycle; the parking
    /// ends with the move. Moving to the stage it is on changes nothing.
    #[must_use]
    pub fn moved(&self, to: Stage, at: Timestamp) -> Self {
        let mut next = self.clone();
        if to == self.stage {
            return next;
        }
        next.past.push(Stay {
            cycle: self.cycle,
            stage: self.stage,
            entered_at: self.entered_at,
            left_at: at,
        });
        if self.stage == Stage::Rollout && to == Stage::Problems {
            next.cycle += 1;
        }
        next.stage = to;
        next.entered_at = at;
        next.parked = None;
        next
    }

    /// The parking, if it still holds on `today`.
    #[must_use]
    pub fn parked_on(&self, today: Date) -> Option<&Parked> {
        self.parked.as_ref().filter(|parked| today < parked.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }

    #[test]
    fn five_to_two_opens_the_next_cycle_and_keeps_history() {
        let mut journey = Journey::start(ClientId(Uuid::nil()), at(0));
        for day in 1..=5 {
            journey = journey.moved(journey.stage.next(), at(day));
        }
        assert_eq!((journey.cycle, journey.stage), (2, Stage::Problems));
        let seen: Vec<_> = journey
            .past
            .iter()
            .map(|s| (s.cycle, s.stage.code()))
            .collect();
        assert_eq!(seen, [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]);
        assert_eq!(journey.entered_at, at(5));
    }

    #[test]
    fn no_move_keeps_the_age() {
        let journey = Journey::start(ClientId(Uuid::nil()), at(0));
        assert_eq!(journey.moved(Stage::Acquaintance, at(5)), journey);
    }
}
