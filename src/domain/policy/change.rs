//! What a change of policy does to the terms of a client.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::calendar::hours_for;
use crate::domain::{Channel, Client, ContactId, ContactPolicy, ContactTerms};

/// Months after a downgrade until the client is asked whether it still suits (A27).
pub const ASK_AGAIN_MONTHS: i32 = 6;

/// Whether the change leaves the client less contact.
#[must_use]
pub fn is_downgrade(from: ContactPolicy, to: ContactPolicy) -> bool {
    // The vocabulary goes from much contact to none.
    to > from
}

/// The terms after the policy went from one to another: since when and why, and when to ask again.
#[must_use]
pub fn settle(
    before: &ContactTerms,
    from: ContactPolicy,
    to: ContactPolicy,
    reason: &str,
    today: Date,
) -> ContactTerms {
    let mut after = before.clone();
    if from == to {
        return after;
    }
    after.policy_since = Some(today);
    reason.trim().clone_into(&mut after.policy_reason);
    after.ask_again = is_downgrade(from, to)
        .then(|| today.checked_add(ASK_AGAIN_MONTHS.months()).ok())
        .flatten();
    after.kept_on = None;
    after.kept_score = 0;
    after
}

/// The terms when a person of the client is gone: whoever was to be reached when it burns is not any more.
#[must_use]
pub fn without_person(before: &ContactTerms, gone: ContactId) -> Option<ContactTerms> {
    (before.urgent_contact == Some(gone)).then(|| ContactTerms {
        urgent_contact: None,
        ..before.clone()
    })
}

/// Whether the quiet hours leave no minute in which the client may be called.
#[must_use]
pub fn swallows(client: &Client, terms: &ContactTerms) -> bool {
    let open = hours_for(client, Channel::Phone);
    (terms.quiet).is_some_and(|quiet| quiet.from <= open.from && open.to <= quiet.to)
}
