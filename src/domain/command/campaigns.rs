//! What a person knows of a client's advertising that no report tells (A31).

use super::{Env, RuleError, live};
use crate::domain::{AdAccount, AdProfile, Book, Change, ClientId, Intent, Known, Transaction};

/// The facts of a campaign profile a person answers for. Sums and reports are not among them, so that a form kept
/// open during an import takes nothing back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdFacts {
    /// Whose.
    pub client: ClientId,
    /// Ad accounts: later reports find the client by them.
    pub accounts: Vec<AdAccount>,
    /// Analytics systems linked, as people name them.
    pub analytics: Vec<String>,
    /// Whether an analytics system is linked.
    pub analytics_linked: Known,
    /// Whether conversion goals are set up.
    pub goals_set: Known,
    /// Whether call tracking is in place.
    pub call_tracking: Known,
}

impl AdFacts {
    /// As they are known now.
    #[must_use]
    pub fn of(client: ClientId, profile: Option<&AdProfile>) -> Self {
        Self {
            client,
            accounts: profile.map_or_else(Vec::new, |p| p.accounts.clone()),
            analytics: profile.map_or_else(Vec::new, |p| p.analytics.clone()),
            analytics_linked: profile.map_or(Known::Unknown, |p| p.analytics_linked),
            goals_set: profile.map_or(Known::Unknown, |p| p.goals_set),
            call_tracking: profile.map_or(Known::Unknown, |p| p.call_tracking),
        }
    }
}

pub(super) fn edit(
    mut facts: AdFacts,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, facts.client)?;
    let before = dossier.work().ads.as_deref();
    let at = env.now.timestamp();
    let mut kept: Vec<AdAccount> = Vec::new();
    for mut account in std::mem::take(&mut facts.accounts) {
        account.login = account.login.trim().to_owned();
        if !account.login.is_empty() && !kept.contains(&account) {
            kept.push(account);
        }
    }
    facts.accounts = kept;
    facts.analytics.retain_mut(|name| {
        *name = name.trim().to_owned();
        !name.is_empty()
    });
    // A named system is a linked one, unless the person says otherwise.
    if !facts.analytics.is_empty() && facts.analytics_linked == Known::Unknown {
        facts.analytics_linked = Known::Yes;
    }
    if facts == AdFacts::of(facts.client, before) {
        return Err(RuleError::Nothing);
    }
    let mut after = before
        .cloned()
        .unwrap_or_else(|| AdProfile::empty(facts.client, at));
    after.accounts = facts.accounts;
    after.analytics = facts.analytics;
    after.analytics_linked = facts.analytics_linked;
    after.goals_set = facts.goals_set;
    after.call_tracking = facts.call_tracking;
    after.edited_at = at;
    let name = dossier.client.name.clone();
    let mut tx = Transaction::new(Intent::EditAdProfile, at, Some(facts.client), name);
    tx.push(Change::replace(before.cloned(), after));
    Ok(tx)
}
