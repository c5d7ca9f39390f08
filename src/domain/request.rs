//! What comes in from a client and waits for us: requests, questions to a specialist, fires, incidents, ideas
//! (B7, C1, C20, D8, D13, E32–E35).

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::terms::terms;
use super::{Channel, ClientId, ContactId, RequestId};

terms! {
    /// What kind of thing came in.
    pub enum RequestKind {
        /// The client wants something of us.
        Request = 1, "request";
        /// The client asks what a specialist must answer (B7).
        Question = 2, "question";
        /// Something burns and knocks the day out of its order (D8).
        Fire = 3, "fire";
        /// A figure went wrong by itself: a spike, a stop (A32).
        Incident = 4, "incident";
        /// A thought to come back to (C20, C27).
        Idea = 5, "idea";
    }

    /// How it stands.
    #[derive(Default)]
    pub enum RequestLife {
        /// Came in, nobody dealt with it.
        #[default]
        Open = 1, "open";
        /// Set aside until the next fire slot (D13).
        Parked = 2, "parked";
        /// Handed on to somebody who knows.
        Asked = 3, "asked";
        /// The answer is here and not with the client yet.
        Answered = 4, "answered";
        /// The client has the answer, the fire is out.
        Done = 5, "done";
        /// Struck out with a reason.
        Dropped = 6, "dropped";
    }
}

impl RequestKind {
    /// Whether the client awaits an answer: ideas and incidents promise none.
    #[must_use]
    pub const fn awaits_answer(self) -> bool {
        !matches!(self, Self::Idea | Self::Incident)
    }
}

impl RequestLife {
    /// Whether it still waits for somebody.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }
}

/// A step of its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStep {
    /// Where it went.
    pub life: RequestLife,
    /// When.
    pub at: Timestamp,
    /// To or from whom; may be empty.
    pub who: String,
    /// The words, verbatim: the question as passed on, the answer as given.
    pub words: String,
}

/// Something that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its identity.
    pub id: RequestId,
    /// From which client, or about which.
    pub client: ClientId,
    /// What kind.
    pub kind: RequestKind,
    /// The client's own words (B7).
    pub text: String,
    /// By which channel it came; `None`: nobody brought it, we noticed.
    pub channel: Option<Channel>,
    /// From whom.
    pub contact: Option<ContactId>,
    /// When it came in.
    pub received_at: Timestamp,
    /// Until when an answer was promised; reckoned once, when it came in (E33, E35).
    pub due_at: Option<Timestamp>,
    /// How it stands.
    pub life: RequestLife,
    /// Its life so far, oldest first.
    pub steps: Vec<RequestStep>,
    /// When somebody of ours first reacted to the client (E32).
    pub reacted_at: Option<Timestamp>,
    /// It goes past the fire slots: a true emergency.
    pub urgent: bool,
    /// The fire slot it waits for, on the manager's clock.
    pub slot: Option<DateTime>,
    /// Minutes it takes; 0: unknown.
    pub minutes: u16,
    /// What it pushes out of the day, in words; may be empty (E20).
    pub pushes_out: String,
    /// The anomaly rule that noticed it; empty for what people brought.
    pub rule: String,
}

impl Request {
    /// Something of which only the words are known.
    #[must_use]
    pub fn said(
        id: RequestId,
        client: ClientId,
        kind: RequestKind,
        text: String,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            client,
            kind,
            text,
            channel: None,
            contact: None,
            received_at: at,
            due_at: None,
            life: RequestLife::Open,
            steps: Vec::new(),
            reacted_at: None,
            urgent: false,
            slot: None,
            minutes: 0,
            pushes_out: String::new(),
            rule: String::new(),
        }
    }

    /// Whether it still waits for somebody.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.life.is_open()
    }

    /// Whether the client still waits for an answer of ours: ideas and incidents promise none.
    #[must_use]
    pub const fn owes_answer(&self) -> bool {
        self.is_open() && self.kind.awaits_answer()
    }
}
