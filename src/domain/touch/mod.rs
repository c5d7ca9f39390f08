//! Touches: every contact with a client, by any channel, in any direction (pains 13, 14).

mod digest;

use jiff::Timestamp;

use super::terms::terms;
use super::{ClientId, ContactId, TouchId};

pub use digest::{LastTouch, TouchDigest};

terms! {
    /// By what means.
    pub enum Channel {
        /// A phone call.
        Phone = 1, "phone";
        /// A working chat.
        Chat = 2, "chat";
        /// A personal messenger.
        Messenger = 3, "messenger";
        /// A letter.
        Email = 4, "email";
        /// A meeting, live or by video.
        Meeting = 5, "meeting";
        /// A public event (C7).
        Event = 6, "event";
    }

    /// Who began.
    pub enum Direction {
        /// We did.
        Out = 1, "out";
        /// The client did.
        In = 2, "in";
    }

    /// How it ended.
    pub enum Outcome {
        /// We talked.
        Answered = 1, "answered";
        /// Nobody picked up, nobody wrote back.
        NoAnswer = 2, "no_answer";
        /// The line was busy.
        Busy = 3, "busy";
        /// Reached, and asked to call back later.
        Callback = 4, "callback";
        /// Reached, and did not want to talk.
        Refused = 5, "refused";
        /// The number belongs to somebody else.
        WrongNumber = 6, "wrong_number";
    }

    /// How the client sounded (A27).
    pub enum Mood {
        /// Glad of it, asks and tells.
        Warm = 1, "warm";
        /// Neither.
        Even = 2, "even";
        /// One-word answers.
        Curt = 3, "curt";
        /// Unhappy with us.
        Upset = 4, "upset";
    }

    /// What it was for (A2, D18).
    pub enum Purpose {
        /// Quick exchange.
        Exchange = 1, "exchange";
        /// Brainstorm.
        Brainstorm = 2, "brainstorm";
        /// The next tests.
        Tests = 3, "tests";
        /// Setting tasks right.
        Tasks = 4, "tasks";
        /// News.
        News = 5, "news";
        /// Help with an invoice.
        Invoice = 6, "invoice";
        /// A question answered.
        Question = 7, "question";
        /// Analysis of campaigns.
        Analysis = 8, "analysis";
        /// Advice.
        Advice = 9, "advice";
        /// Asking for feedback.
        Feedback = 10, "feedback";
    }
}

impl Channel {
    /// Whether both talk at the same moment.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Phone | Self::Meeting)
    }

    /// Whether it needs the client's callable hours: a message rings too, only a letter waits to be read.
    #[must_use]
    pub const fn disturbs(self) -> bool {
        !matches!(self, Self::Email)
    }
}

/// One touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// Its identity.
    pub id: TouchId,
    /// With which client.
    pub client: ClientId,
    /// With whom, when known.
    pub contact: Option<ContactId>,
    /// When it happened.
    pub at: Timestamp,
    /// By what means.
    pub channel: Channel,
    /// Who began.
    pub direction: Direction,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took, minutes.
    pub minutes: u16,
    /// What was said.
    pub note: String,
    /// How the client sounded, when it was marked.
    pub mood: Option<Mood>,
    /// What it was for, when it was marked.
    pub purpose: Option<Purpose>,
}

impl Touch {
    /// Whether somebody of the client really was reached: the zero of the cadence (pain 2). Whoever writes
    /// or calls himself was; an attempt without an answer was not.
    #[must_use]
    pub const fn is_real(&self) -> bool {
        matches!(self.direction, Direction::In)
            || matches!(self.outcome, Outcome::Answered | Outcome::Refused)
    }
}
