//! Meetings of the manager's own calendar: time that is not there for calls (C21).

use jiff::Timestamp;

use super::{ClientId, MeetingId};

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its identity.
    pub id: MeetingId,
    /// The name it has in the calendar it came from, with the occurrence of a series; empty when made by hand.
    pub uid: String,
    /// What it is.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// Begin.
    pub from: Timestamp,
    /// End, not before `from`.
    pub to: Timestamp,
    /// With which client, when it is known.
    pub client: Option<ClientId>,
}
