//! What a person, or a rule, asks of the inbox.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::domain::{Calendar, Channel, ClientId, ContactId, RequestId, RequestKind};

/// Something that came in, as a person states it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRequest {
    /// From which client, or about which.
    pub client: ClientId,
    /// What kind.
    pub kind: RequestKind,
    /// The client's own words, kept as they are (B7).
    pub text: String,
    /// By which channel it came.
    pub channel: Option<Channel>,
    /// From whom.
    pub contact: Option<ContactId>,
    /// When it came in; `None`: now. It may be past, never ahead.
    pub received_at: Option<Timestamp>,
    /// It goes past the fire slots.
    pub urgent: bool,
    /// The fire slot it is to wait for, on the manager's clock; counts for fires that are not urgent (D13).
    pub slot: Option<DateTime>,
    /// Minutes it takes; 0: unknown.
    pub minutes: u16,
    /// Which days are worked: the promise runs on them (E35).
    pub calendar: Calendar,
}

impl NewRequest {
    /// Something of which only the words are known.
    #[must_use]
    pub fn said(client: ClientId, kind: RequestKind, text: String) -> Self {
        Self {
            client,
            kind,
            text,
            channel: None,
            contact: None,
            received_at: None,
            urgent: false,
            slot: None,
            minutes: 0,
            calendar: Calendar::default(),
        }
    }
}

/// What was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestDeed {
    /// The client heard that we are at it: the first reaction (E32).
    React {
        /// What was said; may be empty.
        words: String,
    },
    /// The question went to somebody who knows, word for word (B7).
    Relay {
        /// To whom; must be said.
        to: String,
        /// The question as passed on; the client's own words when empty.
        words: String,
    },
    /// That somebody answered; the client does not have it yet.
    Answer {
        /// Who; whom it was relayed to when empty.
        who: String,
        /// The answer, word for word; must be said.
        words: String,
    },
    /// The client has the answer, the fire is out.
    Deliver {
        /// Whom it was told to; may be empty.
        who: String,
        /// What was said; the answer that was waiting when empty.
        words: String,
        /// By which channel; with one a touch is logged in the same transaction.
        channel: Option<Channel>,
        /// Minutes of that touch.
        minutes: u16,
    },
    /// Set aside until a fire slot on the manager's clock.
    Park {
        /// Which; must lie ahead.
        slot: DateTime,
    },
    /// Who was told, what was offered in return (C25); how it stands does not change.
    Note {
        /// Who was told; may be empty.
        who: String,
        /// The words; may be empty when somebody is named.
        words: String,
    },
    /// Struck out.
    Drop {
        /// Why; must not be empty.
        reason: String,
    },
    /// Taken up again after it was closed.
    Reopen,
}

/// An incident a rule noticed; the words are those of a language, made outside (A32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundIncident {
    /// Whose.
    pub client: ClientId,
    /// The rule, its place and what it measured, as [`incidents`](crate::domain::inbox::incidents) writes it.
    pub mark: String,
    /// What was noticed, with its numbers.
    pub text: String,
}

/// What a person wants of the inbox.
#[derive(Debug, Clone, PartialEq)]
pub enum RequestCommand {
    /// Writes down what came in.
    Add(Box<NewRequest>),
    /// Replaces what is written of it; how it stands stays.
    Edit(RequestId, Box<NewRequest>),
    /// Takes it a step further.
    Step(ClientId, RequestId, RequestDeed),
    /// If something was added, something was taken: what these fires push out of a day (E20).
    PushOut {
        /// The fires.
        fires: Vec<(ClientId, RequestId)>,
        /// The day.
        day: Date,
        /// Whose calls are struck off that day.
        victims: Vec<ClientId>,
        /// What is pushed out, in words; empty: nothing after all.
        words: String,
        /// The reason the day keeps beside the calls struck off.
        reason: String,
    },
    /// Makes a problem of it and closes it, in one transaction; what the closing step says.
    ToProblem(ClientId, RequestId, String),
    /// Makes a recommendation draft of it and closes it, in one transaction (C27); what the closing step says.
    ToDraft(ClientId, RequestId, String),
    /// Raises incidents, in one transaction.
    Raise(Vec<FoundIncident>),
}
