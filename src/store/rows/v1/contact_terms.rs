//! What was agreed on the form of communication.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, ContactId};
use crate::store::codec::{Clock, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct ContactTerms<'a> {
    client: Id,
    response_minutes: Option<u16>,
    quiet: Option<(Clock, Clock)>,
    urgent_channel: Option<u8>,
    urgent_contact: Option<Id>,
    news: Option<bool>,
    policy_since: Option<Day>,
    policy_reason: Text<'a>,
    ask_again: Option<Day>,
    kept_on: Option<Day>,
    kept_score: u8,
    campaign_until: Option<Day>,
}

impl<'a> From<&'a d::ContactTerms> for ContactTerms<'a> {
    fn from(t: &'a d::ContactTerms) -> Self {
        Self {
            client: t.client.bytes(),
            response_minutes: t.response_minutes,
            quiet: t.quiet.map(|q| (q.from.into(), q.to.into())),
            urgent_channel: t.urgent_channel.map(d::Channel::code),
            urgent_contact: t.urgent_contact.map(ContactId::bytes),
            news: t.news,
            policy_since: t.policy_since.map(Into::into),
            policy_reason: text(&t.policy_reason),
            ask_again: t.ask_again.map(Into::into),
            kept_on: t.kept_on.map(Into::into),
            kept_score: t.kept_score,
            campaign_until: t.campaign_until.map(Into::into),
        }
    }
}

impl TryFrom<ContactTerms<'_>> for d::ContactTerms {
    type Error = RowError;
    fn try_from(t: ContactTerms<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(t.client),
            response_minutes: t.response_minutes,
            quiet: match t.quiet {
                Some((from, to)) => Some(d::Hours {
                    from: from.try_into()?,
                    to: to.try_into()?,
                }),
                None => None,
            },
            urgent_channel: match t.urgent_channel {
                Some(code) => Some(term!(Channel, code)),
                None => None,
            },
            urgent_contact: t.urgent_contact.map(ContactId::from_bytes),
            news: t.news,
            policy_since: maybe(t.policy_since)?,
            policy_reason: t.policy_reason.into_owned(),
            ask_again: maybe(t.ask_again)?,
            kept_on: maybe(t.kept_on)?,
            kept_score: t.kept_score,
            campaign_until: maybe(t.campaign_until)?,
        })
    }
}
