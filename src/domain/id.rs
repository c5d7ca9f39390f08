//! Identities: UUIDv7, so that 16 bytes sort by the moment of creation.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::{ContextV7, Uuid};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The 16 big-endian bytes: their order is the order of creation.
            #[must_use]
            pub const fn bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// Rebuilds the id from [`bytes`](Self::bytes).
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A client, the company looked after.
    ClientId;
    /// A contact, a person of a client.
    ContactId;
    /// A touch, one contact with a client by any channel.
    TouchId;
    /// A recommendation, from draft to checked.
    RecommendationId;
    /// A problem of a client.
    ProblemId;
    /// An advertising campaign of a client.
    CampaignId;
    /// A presentation sent to a client.
    DeckId;
    /// A playbook applied to a client.
    ChecklistId;
    /// An agreement with a client.
    PromiseId;
    /// Something that came in from a client.
    RequestId;
    /// A forecast of the manager.
    ForecastId;
    /// A saved view.
    ViewId;
    /// A frozen segment.
    CohortId;
    /// A day arranged by hand.
    SheetId;
    /// A meeting of the manager's calendar.
    MeetingId;
    /// A piece of news.
    NewsId;
    /// A group of transactions that undo takes back together (an import, a bulk action).
    GroupId;
}

impl ClientId {
    /// Stands for the portfolio as a whole where a record belongs to no single client.
    pub const PORTFOLIO: Self = Self(Uuid::nil());
}

/// Where new ids come from: random for real life, seeded where a run must be repeatable.
#[derive(Debug)]
pub struct Ids(Source);

#[derive(Debug)]
enum Source {
    Random(Box<ContextV7>),
    Seeded(u64),
}

impl Default for Ids {
    fn default() -> Self {
        Self(Source::Random(Box::new(ContextV7::new())))
    }
}

impl Ids {
    /// Ids that depend only on the seed, the moments given and the order of calls (demo, tests).
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(seed))
    }

    /// A new id of any kind, stamped with `at`; ids asked one after another with the same `at` ascend.
    pub fn next<T: From<Uuid>>(&mut self, at: Timestamp) -> T {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let id = match &mut self.0 {
            Source::Random(context) => Uuid::new_v7(uuid::Timestamp::from_unix(
                context.as_ref(),
                millis / 1000,
                u32::try_from(millis % 1000).unwrap_or(0) * 1_000_000,
            )),
            Source::Seeded(state) => {
                *state += 1;
                // The counter leads, so that ids of one millisecond keep the order of creation.
                let mut tail = [0u8; 10];
                tail[..8].copy_from_slice(&(*state << 14).to_be_bytes());
                tail[8..].copy_from_slice(&(*state as u16).to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
            }
        };
        T::from(id)
    }
}

macro_rules! from_uuid {
    ($($name:ident)*) => {$(
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}
from_uuid!(ClientId ContactId TouchId RecommendationId ProblemId CampaignId DeckId ChecklistId PromiseId GroupId);
from_uuid!(RequestId ForecastId ViewId CohortId SheetId MeetingId NewsId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_ascend_within_one_moment() {
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        for mut ids in [Ids::default(), Ids::seeded(7)] {
            let made: Vec<ClientId> = (0..2000).map(|_| ids.next(at)).collect();
            assert!(made.windows(2).all(|w| w[0] < w[1]));
        }
    }

    #[test]
    fn seeded_ids_repeat() {
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        let run = |seed| -> Vec<TouchId> {
            let mut ids = Ids::seeded(seed);
            (0..5).map(|_| ids.next(at)).collect()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(100));
    }
}
