//! Profiles of the advertising.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::campaign::Figures;
use super::{Id, Text, Texts, currency, term, text};
use crate::domain as d;
use crate::domain::{CampaignId, ClientId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
struct Import<'a> {
    at: At,
    file: Text<'a>,
    platform: u8,
    from: Day,
    to: Day,
    campaigns: u32,
}

#[derive(Serialize, Deserialize)]
struct Dismissal<'a> {
    rule: Text<'a>,
    campaign: Option<Id>,
    reason: Text<'a>,
    at: At,
    measure: i64,
}

#[derive(Serialize, Deserialize)]
struct Digest {
    campaigns: u32,
    running: u32,
    last: Figures,
    before: Figures,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct AdProfile<'a> {
    client: Id,
    /// Platform, login.
    accounts: Vec<(u8, Text<'a>)>,
    platforms: Vec<u8>,
    types: Vec<u8>,
    analytics: Texts<'a>,
    analytics_linked: u8,
    goals_set: u8,
    call_tracking: u8,
    currency: [u8; 3],
    data_until: Option<Day>,
    digest: Digest,
    imports: Vec<Import<'a>>,
    dismissed: Vec<Dismissal<'a>>,
    edited_at: At,
}

impl<'a> From<&'a d::AdImport> for Import<'a> {
    fn from(i: &'a d::AdImport) -> Self {
        Self {
            at: i.at.into(),
            file: text(&i.file),
            platform: i.platform.code(),
            from: i.from.into(),
            to: i.to.into(),
            campaigns: i.campaigns,
        }
    }
}

impl TryFrom<Import<'_>> for d::AdImport {
    type Error = RowError;
    fn try_from(i: Import<'_>) -> Result<Self, RowError> {
        Ok(Self {
            at: i.at.try_into()?,
            file: i.file.into_owned(),
            platform: term!(Platform, i.platform),
            from: i.from.try_into()?,
            to: i.to.try_into()?,
            campaigns: i.campaigns,
        })
    }
}

impl<'a> From<&'a d::Dismissal> for Dismissal<'a> {
    fn from(h: &'a d::Dismissal) -> Self {
        Self {
            rule: text(&h.rule),
            campaign: h.campaign.map(CampaignId::bytes),
            reason: text(&h.reason),
            at: h.at.into(),
            measure: h.measure,
        }
    }
}

impl TryFrom<Dismissal<'_>> for d::Dismissal {
    type Error = RowError;
    fn try_from(h: Dismissal<'_>) -> Result<Self, RowError> {
        Ok(Self {
            rule: h.rule.into_owned(),
            campaign: h.campaign.map(CampaignId::from_bytes),
            reason: h.reason.into_owned(),
            at: h.at.try_into()?,
            measure: h.measure,
        })
    }
}

impl<'a> From<&'a d::AdProfile> for AdProfile<'a> {
    fn from(a: &'a d::AdProfile) -> Self {
        Self {
            client: a.client.bytes(),
            accounts: a
                .accounts
                .iter()
                .map(|acc| (acc.platform.code(), text(&acc.login)))
                .collect(),
            platforms: a.platforms.iter().map(|p| p.code()).collect(),
            types: a.types.iter().map(|t| t.code()).collect(),
            analytics: Cow::Borrowed(&a.analytics),
            analytics_linked: a.analytics_linked.code(),
            goals_set: a.goals_set.code(),
            call_tracking: a.call_tracking.code(),
            currency: a.currency.bytes(),
            data_until: a.data_until.map(Into::into),
            digest: Digest {
                campaigns: a.digest.campaigns,
                running: a.digest.running,
                last: a.digest.last.into(),
                before: a.digest.before.into(),
            },
            imports: a.imports.iter().map(Into::into).collect(),
            dismissed: a.dismissed.iter().map(Into::into).collect(),
            edited_at: a.edited_at.into(),
        }
    }
}

fn all<A, B: TryFrom<A, Error = RowError>>(rows: Vec<A>) -> Result<Vec<B>, RowError> {
    rows.into_iter().map(B::try_from).collect()
}

impl TryFrom<AdProfile<'_>> for d::AdProfile {
    type Error = RowError;
    fn try_from(a: AdProfile<'_>) -> Result<Self, RowError> {
        Ok(Self {
            client: ClientId::from_bytes(a.client),
            accounts: a
                .accounts
                .into_iter()
                .map(|(platform, login)| {
                    Ok(d::AdAccount {
                        platform: term!(Platform, platform),
                        login: login.into_owned(),
                    })
                })
                .collect::<Result<_, RowError>>()?,
            platforms: a
                .platforms
                .into_iter()
                .map(|code| Ok(term!(Platform, code)))
                .collect::<Result<_, RowError>>()?,
            types: a
                .types
                .into_iter()
                .map(|code| Ok(term!(CampaignType, code)))
                .collect::<Result<_, RowError>>()?,
            analytics: a.analytics.into_owned(),
            analytics_linked: term!(Known, a.analytics_linked),
            goals_set: term!(Known, a.goals_set),
            call_tracking: term!(Known, a.call_tracking),
            currency: currency(a.currency)?,
            data_until: maybe(a.data_until)?,
            digest: d::AdDigest {
                campaigns: a.digest.campaigns,
                running: a.digest.running,
                last: a.digest.last.into(),
                before: a.digest.before.into(),
            },
            imports: all(a.imports)?,
            dismissed: all(a.dismissed)?,
            edited_at: a.edited_at.try_into()?,
        })
    }
}
