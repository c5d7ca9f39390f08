//! Reports of campaigns (A29–A31): whose a campaign is, and what a client's advertising becomes.
//!
//! The merge rule: figures of a period already known *replace* it, other periods stay; so a report of a
//! longer range corrects the days it repeats and never doubles them. A report fills or replaces only the
//! facts it carries.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Clash, Field, Fields};
use crate::domain::campaign::type_of;
use crate::domain::{
    AdImport, AdProfile, Book, Campaign, CampaignId, CampaignState, CampaignType, ClientId,
    Currency, Dossier, Known, Period, Platform,
};

/// Reports kept in a profile's list.
const IMPORTS: usize = 20;

/// What a report says of one campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignPatch {
    /// Where it runs.
    pub platform: Platform,
    /// Login or number of the ad account; empty when the report does not say.
    pub account: String,
    /// Its number there; empty when the report does not say.
    pub number: String,
    /// Its name; empty when the report has numbers only.
    pub name: String,
    /// What it is, as a column says.
    pub kind: Option<CampaignType>,
    /// Whether it runs, as a column says.
    pub state: Option<CampaignState>,
    /// The currency, when the report names one.
    pub currency: Option<Currency>,
    /// Whether the sums include VAT, when the report says.
    pub vat: Option<bool>,
    /// Budget a day, minor units.
    pub daily_budget: Option<i64>,
    /// Ads refused by moderation.
    pub rejected_ads: Option<u32>,
    /// Links carry UTM marks.
    pub utm: Known,
    /// Figures by period, sorted by (first, last) day; no two of the same days.
    pub periods: Vec<Period>,
}

impl CampaignPatch {
    /// A campaign of which a report says nothing yet.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self {
            platform,
            account: String::new(),
            number: String::new(),
            name: String::new(),
            kind: None,
            state: None,
            currency: None,
            vat: None,
            daily_budget: None,
            rejected_ads: None,
            utm: Known::Unknown,
            periods: Vec::new(),
        }
    }

    /// What a preview calls it: its name, else its number.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            &self.number
        } else {
            &self.name
        }
    }
}

/// Whose the campaigns of a report are when no account tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Owner {
    /// Nobody was named.
    #[default]
    Nobody,
    /// The client at hand: takes what no account claims, but no more than one unknown account. A report of
    /// many accounts is hardly one client's.
    Current(ClientId),
    /// The client a person named: takes every account nobody else has.
    Named(ClientId),
}

/// Finds the client of an ad account, by profiles and by external ids (`yandex-direct:login`).
pub(super) struct Accounts<'a> {
    known: HashMap<(&'a str, String), ClientId>,
    owner: Owner,
    /// The report tells of several accounts nobody has.
    many: bool,
}

fn login(text: &str) -> String {
    text.to_lowercase()
}

impl<'a> Accounts<'a> {
    pub(super) fn new<'c>(
        book: &'a Book,
        owner: Owner,
        patches: impl Iterator<Item = &'c CampaignPatch>,
    ) -> Self {
        let mut known = HashMap::new();
        for dossier in book.all() {
            let id = dossier.id();
            for external in &dossier.client.external {
                if let Some(platform) = Platform::from_name(&external.system) {
                    known.insert((platform.name(), login(&external.id)), id);
                }
            }
            for account in dossier.work().ads.iter().flat_map(|ads| &ads.accounts) {
                known.insert((account.platform.name(), login(&account.login)), id);
            }
        }
        let mut strange: Option<(Platform, &str)> = None;
        let mut many = false;
        for patch in patches.filter(|p| !p.account.is_empty()) {
            let key = (patch.platform, patch.account.as_str());
            if strange == Some(key) || known.contains_key(&(key.0.name(), login(key.1))) {
                continue;
            }
            many |= strange.is_some();
            strange = Some(key);
        }
        Self { known, owner, many }
    }

    /// The client whose a campaign is.
    pub(super) fn find(&self, patch: &CampaignPatch) -> Result<ClientId, Clash> {
        if !patch.account.is_empty() {
            let key = (patch.platform.name(), login(&patch.account));
            if let Some(found) = self.known.get(&key) {
                return match self.owner {
                    Owner::Named(id) if id != *found => Err(Clash::AccountElsewhere),
                    _ => Ok(*found),
                };
            }
        }
        match self.owner {
            Owner::Named(id) => Ok(id),
            Owner::Current(id) if !self.many || patch.account.is_empty() => Ok(id),
            Owner::Current(_) => Err(Clash::UnknownAccount),
            Owner::Nobody if patch.account.is_empty() => Err(Clash::NoClient),
            Owner::Nobody => Err(Clash::UnknownAccount),
        }
    }
}

/// Clients a report means whose campaigns are not in the book yet: read them before planning.
#[must_use]
pub fn unread(book: &Book, candidates: &[super::Candidate], owner: Owner) -> Vec<ClientId> {
    let patches = || candidates.iter().filter_map(|c| c.campaign.as_deref());
    let accounts = Accounts::new(book, owner, patches());
    let mut clients: Vec<ClientId> = patches().filter_map(|p| accounts.find(p).ok()).collect();
    clients.sort_unstable();
    clients.dedup();
    clients.retain(|id| book.get(*id).is_some_and(|d| d.work().campaigns.is_none()));
    clients
}

/// The part of a dossier a report of campaigns writes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Advertising {
    pub(super) profile: AdProfile,
    pub(super) campaigns: Vec<Campaign>,
    pub(super) changed: bool,
    /// The currency of the client's spend by month.
    spend: Option<Currency>,
    /// Currencies of new campaigns whose report names none.
    pub(super) taken: Vec<Currency>,
    /// Campaigns a row of this report already told of.
    told: Vec<usize>,
}

impl Advertising {
    /// `None` when the client has campaigns that were not read from disk: merging would double them.
    pub(super) fn of(dossier: &Dossier, at: Timestamp) -> Option<Self> {
        let work = dossier.work();
        let campaigns = match (&work.campaigns, &work.ads) {
            (Some(campaigns), _) => campaigns.clone(),
            (None, None) => Vec::new(),
            (None, Some(_)) => return None,
        };
        let profile = match work.ads.as_deref() {
            Some(profile) => profile.clone(),
            None => AdProfile::empty(dossier.id(), at),
        };
        Some(Self {
            profile,
            campaigns,
            changed: false,
            spend: dossier.spend.as_deref().map(|s| s.currency),
            taken: Vec::new(),
            told: Vec::new(),
        })
    }

    /// Adds what a report says of the client's campaigns; answers, one by one, what that changed.
    /// [`Field::Campaign`]: it is new. Those with a number come first: a name alone must not take the
    /// campaign another row names by its number.
    pub(super) fn merge_all(
        &mut self,
        patches: &[&CampaignPatch],
        at: Timestamp,
        new_id: &mut impl FnMut() -> Uuid,
    ) -> Vec<Result<Fields, Clash>> {
        let mut answers = vec![Ok(Fields::default()); patches.len()];
        for numbered in [true, false] {
            for (answer, patch) in answers.iter_mut().zip(patches) {
                if patch.number.is_empty() != numbered {
                    *answer = self.merge(patch, at, new_id);
                }
            }
        }
        answers
    }

    fn merge(
        &mut self,
        patch: &CampaignPatch,
        at: Timestamp,
        new_id: &mut impl FnMut() -> Uuid,
    ) -> Result<Fields, Clash> {
        let mut fields = Fields::default();
        let place = match find(&self.campaigns, patch)? {
            // Two campaigns of the report would be one of ours: figures would overwrite each other.
            Some(place) if self.told.contains(&place) => return Err(Clash::ManyCampaigns),
            Some(place) => place,
            None => {
                fields.add(Field::Campaign);
                let currency = patch.currency.unwrap_or_else(|| self.currency_of(patch));
                if patch.currency.is_none() && !self.taken.contains(&currency) {
                    self.taken.push(currency);
                }
                let id = CampaignId::from(new_id());
                self.campaigns
                    .push(blank(id, self.profile.client, currency, patch, at));
                self.campaigns.len() - 1
            }
        };
        let Some(campaign) = self.campaigns.get_mut(place) else {
            return Ok(fields);
        };
        fill(campaign, patch, &mut fields)?;
        self.told.push(place);
        if !fields.is_empty() {
            campaign.imported_at = at;
            self.changed = true;
        }
        Ok(fields)
    }

    /// The currency of a new campaign whose report names none: that of the same ad account, else the one the
    /// platform bills in, else that of the client's spend by month. Another platform says nothing of it.
    fn currency_of(&self, patch: &CampaignPatch) -> Currency {
        let mut known = self.campaigns.iter().filter(|c| {
            c.platform == patch.platform && c.account.eq_ignore_ascii_case(&patch.account)
        });
        let first = known.next().map(|c| c.currency);
        // An unnamed account with two currencies is two accounts.
        let one = first.filter(|first| known.all(|c| c.currency == *first));
        match (one, patch.platform) {
            (Some(currency), _) => currency,
            (None, Platform::YandexDirect | Platform::VkAds) => Currency::RUB,
            (None, _) => self.spend.unwrap_or(Currency::RUB),
        }
    }

    /// Writes the report into the profile, once all its campaigns are merged.
    pub(super) fn finish<'c>(
        &mut self,
        file: &str,
        at: Timestamp,
        patches: impl Iterator<Item = &'c CampaignPatch>,
    ) {
        let mut report: Option<AdImport> = None;
        for patch in patches {
            let days = |p: &Period| (p.from, p.to);
            let Some((from, to)) = (patch.periods.iter().map(days))
                .reduce(|(a, b), (from, to)| (a.min(from), b.max(to)))
            else {
                continue;
            };
            let report = report.get_or_insert_with(|| AdImport {
                at,
                file: file.to_owned(),
                platform: patch.platform,
                from,
                to,
                campaigns: 0,
            });
            report.from = report.from.min(from);
            report.to = report.to.max(to);
            report.campaigns += 1;
        }
        self.profile.imports.extend(report);
        let over = self.profile.imports.len().saturating_sub(IMPORTS);
        self.profile.imports.drain(..over);
        self.profile.refresh(&self.campaigns);
        self.profile.edited_at = at;
    }
}

/// The campaign a report means: by number, else by name within the same account.
fn find(campaigns: &[Campaign], patch: &CampaignPatch) -> Result<Option<usize>, Clash> {
    let near = |c: &Campaign| {
        let accounts = c.account.is_empty() || patch.account.is_empty();
        c.platform == patch.platform && (accounts || c.account.eq_ignore_ascii_case(&patch.account))
    };
    if !patch.number.is_empty()
        && let Some(place) = campaigns
            .iter()
            .position(|c| c.number == patch.number && near(c))
    {
        return Ok(Some(place));
    }
    if patch.name.is_empty() {
        return Ok(None);
    }
    // Two numbers are two campaigns, whatever their names.
    let numbered = |c: &Campaign| !c.number.is_empty() && !patch.number.is_empty();
    let mut same = campaigns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.name == patch.name && !numbered(c) && near(c))
        .map(|(place, _)| place);
    match (same.next(), same.next()) {
        (Some(_), Some(_)) => Err(Clash::ManyCampaigns),
        (found, _) => Ok(found),
    }
}

fn blank(
    id: CampaignId,
    client: ClientId,
    currency: Currency,
    patch: &CampaignPatch,
    at: Timestamp,
) -> Campaign {
    Campaign {
        id,
        client,
        platform: patch.platform,
        account: String::new(),
        number: String::new(),
        name: patch.title().to_owned(),
        kind: CampaignType::Unknown,
        state: CampaignState::Unknown,
        currency,
        vat: None,
        daily_budget: None,
        rejected_ads: None,
        utm: Known::Unknown,
        periods: Vec::new(),
        imported_at: at,
    }
}

/// Writes over a campaign what the report carries.
fn fill(campaign: &mut Campaign, patch: &CampaignPatch, fields: &mut Fields) -> Result<(), Clash> {
    if let Some(currency) = patch.currency
        && currency != campaign.currency
    {
        if !campaign.periods.is_empty() {
            return Err(Clash::Currency);
        }
        campaign.currency = currency;
        fields.add(Field::Settings);
    }
    if !patch.name.is_empty() && patch.name != campaign.name {
        campaign.name.clone_from(&patch.name);
        fields.add(Field::Name);
    }
    for (slot, value) in [
        (&mut campaign.account, &patch.account),
        (&mut campaign.number, &patch.number),
    ] {
        if slot.is_empty() && !value.is_empty() {
            slot.clone_from(value);
            fields.add(Field::Settings);
        }
    }
    let kind = type_of(patch.platform, patch.kind, &campaign.name);
    let better = patch.kind.is_some() || campaign.kind == CampaignType::Unknown;
    if better && kind != CampaignType::Unknown && kind != campaign.kind {
        campaign.kind = kind;
        fields.add(Field::Settings);
    }
    let state = patch.state.filter(|s| *s != CampaignState::Unknown);
    let utm = Some(patch.utm).filter(|u| *u != Known::Unknown);
    put(&mut campaign.state, state, fields);
    put(&mut campaign.utm, utm, fields);
    put(&mut campaign.vat, patch.vat.map(Some), fields);
    put(
        &mut campaign.daily_budget,
        patch.daily_budget.map(Some),
        fields,
    );
    put(
        &mut campaign.rejected_ads,
        patch.rejected_ads.map(Some),
        fields,
    );
    if let Some(periods) = merged(&campaign.periods, &patch.periods) {
        campaign.periods = periods;
        fields.add(Field::Figures);
    }
    Ok(())
}

fn put<T: PartialEq>(slot: &mut T, value: Option<T>, fields: &mut Fields) {
    if let Some(value) = value
        && *slot != value
    {
        *slot = value;
        fields.add(Field::Settings);
    }
}

/// Known periods with those of a report over them, in order; `None` when that changes nothing.
fn merged(known: &[Period], told: &[Period]) -> Option<Vec<Period>> {
    let days = |p: &Period| (p.from, p.to);
    let mut out = Vec::with_capacity(known.len() + told.len());
    let mut changed = false;
    let (mut old, mut new) = (known.iter().peekable(), told.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if days(a) < days(b) => out.extend(old.next().copied()),
            (a, Some(b)) => {
                if a.is_some_and(|a| days(a) == days(b)) {
                    changed |= old.next() != Some(*b);
                } else {
                    changed = true;
                }
                out.extend(new.next().copied());
            }
            (Some(_), None) => out.extend(old.next().copied()),
            (None, None) => break,
        }
    }
    changed.then_some(out)
}
