//! The next touch of a client, with its reason: one open item a client, never a pile (pains 2, 3).

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{Channel, ClientId, ContactId};

/// When and why the client is to be touched next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Whose.
    pub client: ClientId,
    /// The day, in the manager's calendar.
    pub date: Date,
    /// The hour agreed, in the manager's zone; `None`: any time of the day.
    pub time: Option<Time>,
    /// Why, in the manager's words; may be empty.
    pub reason: String,
    /// The client was promised this touch: it outranks what is merely planned.
    pub promised: bool,
    /// By which channel, when it matters.
    pub channel: Option<Channel>,
    /// With whom, when it matters.
    pub contact: Option<ContactId>,
    /// When this was set.
    pub set_at: Timestamp,
}
