//! What was agreed with a client about talking to each other, beyond channels and hours (C10, A27, E33).

use jiff::civil::Date;

use super::{Channel, ClientId, ContactId, Hours};

/// The agreement on the form of communication of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactTerms {
    /// Whose.
    pub client: ClientId,
    /// Within how many work minutes of the client's calendar an answer was promised (E33); `None`: nothing was
    /// agreed.
    pub response_minutes: Option<u16>,
    /// Hours inside the callable ones in which nobody is to be disturbed, in the client's zone.
    pub quiet: Option<Hours>,
    /// By which channel when it burns.
    pub urgent_channel: Option<Channel>,
    /// Whom to reach when it burns.
    pub urgent_contact: Option<ContactId>,
    /// Whether news and promotions are welcome; `None`: never asked.
    pub news: Option<bool>,
    /// Since when the present policy holds; `None`: since ever.
    pub policy_since: Option<Date>,
    /// Why it was chosen; may be empty.
    pub policy_reason: String,
    /// When to ask whether it still suits (A27: half a year after a downgrade).
    pub ask_again: Option<Date>,
    /// When a downgrade was proposed last and turned down by the manager.
    pub kept_on: Option<Date>,
    /// What the signals weighed that day, points: only more of them are a reason to propose again soon.
    pub kept_score: u8,
    /// The spend belongs to a campaign that ends on this day: less afterwards is no decline.
    pub campaign_until: Option<Date>,
}

impl ContactTerms {
    /// Nothing agreed yet.
    #[must_use]
    pub const fn none(client: ClientId) -> Self {
        Self {
            client,
            response_minutes: None,
            quiet: None,
            urgent_channel: None,
            urgent_contact: None,
            news: None,
            policy_since: None,
            policy_reason: String::new(),
            ask_again: None,
            kept_on: None,
            kept_score: 0,
            campaign_until: None,
        }
    }
}
