//! Recommendations: why, what happens if, and a life that ends with the client's own decision (A11–A12, A18).

pub mod check;
pub mod cooling;
mod effect;
pub mod founded;
pub mod rates;

use jiff::Timestamp;
use jiff::civil::Date;

use super::brief::{GoalId, Metric};
use super::terms::terms;
use super::{Channel, ClientId, DeckId, RecommendationId};

pub use effect::NotAnEffect;
pub use founded::{Flaw, GoalFlag};
pub use rates::Rates;

terms! {
    /// How much work it is for the client.
    #[derive(Default)]
    pub enum Effort {
        /// Minutes.
        S = 1, "S";
        /// A day.
        #[default]
        M = 2, "M";
        /// More.
        L = 3, "L";
    }

    /// What it is for. The two are never mixed in one list: a fix is not a reason to spend more.
    #[derive(Default)]
    pub enum RecommendationKind {
        /// Puts right what is wrong.
        Hygiene = 1, "hygiene";
        /// Opens a new possibility.
        #[default]
        Growth = 2, "growth";
    }

    /// Where a recommendation stands.
    #[derive(Default)]
    pub enum Life {
        /// Being written.
        #[default]
        Draft = 1, "draft";
        /// Carries why and what-if; may be presented.
        Ready = 2, "ready";
        /// Presented to the client, who has not decided.
        Sent = 3, "sent";
        /// The client agreed, until a date.
        Accepted = 4, "accepted";
        /// The client will decide later.
        Postponed = 5, "postponed";
        /// The client said no, with a reason.
        Declined = 6, "declined";
        /// In place.
        Implemented = 7, "implemented";
        /// Its effect was looked at.
        Checked = 8, "checked";
    }
}

impl Life {
    /// The steps allowed from here, the usual one first.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Ready],
            Self::Ready => &[Self::Sent, Self::Draft],
            Self::Sent => &[Self::Accepted, Self::Postponed, Self::Declined],
            Self::Accepted => &[Self::Implemented, Self::Postponed, Self::Declined],
            Self::Postponed => &[Self::Sent, Self::Accepted, Self::Declined],
            Self::Declined => &[Self::Draft],
            Self::Implemented => &[Self::Checked],
            Self::Checked => &[],
        }
    }

    /// Whether it still needs somebody's step.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Checked | Self::Declined)
    }
}

impl Life {
    /// Whether entering it is the client's own decision (A18).
    #[must_use]
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Accepted | Self::Postponed | Self::Declined)
    }
}

terms! {
    /// Who put a recommendation in place (A16): for a self-serve client only the client can.
    #[derive(Default)]
    pub enum Doer {
        /// The client, or somebody the client hired.
        #[default]
        Client = 1, "client";
        /// We did; only where we run the ads.
        Us = 2, "us";
    }
}

/// The effect a recommendation promises: a measure and the range it is to move in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What moves.
    pub metric: Metric,
    /// The least change, hundredths of a percent; negative: down.
    pub low: i32,
    /// The most, hundredths of a percent.
    pub high: i32,
}

/// What stands behind a recommendation and how it is put in place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// The goal of the brief it serves; a draft without one is flagged (A11).
    pub goal: Option<GoalId>,
    /// What the money buys, one line (A28, C2).
    pub value: String,
    /// The effect it promises.
    pub effect: Option<Effect>,
    /// Who helps the client to do it; may be empty.
    pub helper: String,
    /// How to do it, in plain words (A23).
    pub how_simple: String,
    /// How to do it, in the terms of the trade.
    pub how_expert: String,
    /// The audit rule that drafted it.
    pub rule: Option<String>,
    /// The cycle it was written in, from 1.
    pub cycle: u32,
}

/// The client's own decision (A18): who, by what channel, in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who decided, in words; may be empty.
    pub who: String,
    /// By what channel.
    pub channel: Channel,
    /// Verbatim.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

terms! {
    /// What a person made of before and after.
    pub enum Verdict {
        /// It worked.
        Worked = 1, "worked";
        /// No effect to be seen.
        NoEffect = 2, "no-effect";
        /// It did harm.
        Harmed = 3, "harmed";
        /// Too early, or something else moved.
        Unclear = 4, "unclear";
    }
}

/// Before and after of the measure it promised: written by the tool, judged by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was measured.
    pub metric: Metric,
    /// Before it was put in place, hundredths; `None`: no data.
    pub before: Option<i64>,
    /// After, hundredths; `None`: no data.
    pub after: Option<i64>,
    /// The first day of the time before; the time after begins at the day of implementation.
    pub from: Date,
    /// The day it was put in place.
    pub on: Date,
    /// The last day of the time after.
    pub to: Date,
    /// The judgement.
    pub verdict: Verdict,
    /// In words.
    pub note: String,
}

/// One step of a recommendation's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeStep {
    /// The state entered.
    pub life: Life,
    /// When.
    pub at: Timestamp,
    /// The client's words or our reason; may be empty.
    pub note: String,
}

/// What a draft lacks before it can become ready (A18).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No title.
    Title,
    /// No «зачем».
    Why,
    /// No «что будет, если» it is done.
    IfDone,
    /// No «что будет, если» it is not done.
    IfNot,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Its identity.
    pub id: RecommendationId,
    /// For which client.
    pub client: ClientId,
    /// One line.
    pub title: String,
    /// Зачем.
    pub why: String,
    /// What happens if it is done.
    pub if_done: String,
    /// What happens if it is not done.
    pub if_not: String,
    /// Work for the client.
    pub effort: Effort,
    /// Hygiene or growth.
    pub kind: RecommendationKind,
    /// Where it stands.
    pub life: Life,
    /// Accepted or postponed until this day.
    pub until: Option<Date>,
    /// Steps taken, oldest first.
    pub steps: Vec<LifeStep>,
    /// What stands behind it; `None` is the same as [`Grounds::default`] and takes no memory.
    pub grounds: Option<Box<Grounds>>,
    /// The client's last decision.
    pub decision: Option<Box<Decision>>,
    /// What came of it.
    pub check: Option<Box<Check>>,
    /// The presentation it was last sent in.
    pub deck: Option<DeckId>,
    /// When it was first written.
    pub created_at: Timestamp,
    /// When its text last changed.
    pub edited_at: Timestamp,
    /// When it was put away; hidden, never deleted.
    pub archived_at: Option<Timestamp>,
}

impl Recommendation {
    /// An empty draft.
    #[must_use]
    pub fn draft(id: RecommendationId, client: ClientId, at: Timestamp) -> Self {
        Self {
            id,
            client,
            title: String::new(),
            why: String::new(),
            if_done: String::new(),
            if_not: String::new(),
            effort: Effort::default(),
            kind: RecommendationKind::default(),
            life: Life::Draft,
            until: None,
            steps: Vec::new(),
            grounds: None,
            decision: None,
            check: None,
            deck: None,
            created_at: at,
            edited_at: at,
            archived_at: None,
        }
    }

    /// What it lacks to be ready; empty when it may be presented (A18).
    #[must_use]
    pub fn lacks(&self) -> Vec<Lack> {
        [
            (Lack::Title, &self.title),
            (Lack::Why, &self.why),
            (Lack::IfDone, &self.if_done),
            (Lack::IfNot, &self.if_not),
        ]
        .into_iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(lack, _)| lack)
        .collect()
    }

    /// What stands behind it.
    #[must_use]
    pub fn grounds(&self) -> &Grounds {
        static NONE: Grounds = Grounds {
            goal: None,
            value: String::new(),
            effect: None,
            helper: String::new(),
            how_simple: String::new(),
            how_expert: String::new(),
            rule: None,
            cycle: 0,
        };
        self.grounds.as_deref().unwrap_or(&NONE)
    }

    /// How to do it, for an expert or in plain words (A23); the other one when this was not written.
    #[must_use]
    pub fn how_to(&self, expert: bool) -> &str {
        let grounds = self.grounds();
        let (first, second) = if expert {
            (&grounds.how_expert, &grounds.how_simple)
        } else {
            (&grounds.how_simple, &grounds.how_expert)
        };
        if first.trim().is_empty() {
            second
        } else {
            first
        }
    }

    /// When the present state was entered.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        self.steps.last().map_or(self.created_at, |step| step.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_but_checked_leads_on_and_nothing_skips_ready() {
        for life in Life::ALL {
            assert_eq!(life.next().is_empty(), *life == Life::Checked, "{life:?}");
            assert!(!life.next().contains(life));
        }
        for early in [Life::Sent, Life::Accepted, Life::Implemented] {
            assert!(!Life::Draft.next().contains(&early));
        }
    }
}
