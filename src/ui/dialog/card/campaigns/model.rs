//! What the page shows, reckoned once for every state of the book.

use jiff::civil::Date;

use crate::domain::audit::{Hit, Subject, audit, groups};
use crate::domain::fold::fold;
use crate::domain::{Campaign, CampaignOrder, CampaignTable, ClientId, Dossier};
use crate::say;
use crate::ui::Cx;

/// What the reckoning depends on. Campaigns come from disk without a new revision: their number tells.
pub(super) type Stamp = (u64, ClientId, Date, usize, CampaignOrder);

/// Hits of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Places among the hits.
    pub(super) hits: Vec<usize>,
    /// How many nobody has dealt with.
    pub(super) open: usize,
    /// Money at stake, minor units: of the open ones, of all when none is open.
    pub(super) stake: i64,
}

/// The findings and the table of a client.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) stamp: Stamp,
    pub(super) hits: Vec<Hit>,
    pub(super) findings: Vec<Finding>,
    pub(super) table: CampaignTable,
    /// Names of campaigns, folded for the search.
    pub(super) names: Vec<String>,
}

impl Model {
    pub(super) fn stamp(
        dossier: &Dossier,
        campaigns: &[Campaign],
        cx: &Cx<'_>,
        order: CampaignOrder,
    ) -> Stamp {
        (
            cx.book.revision(),
            dossier.id(),
            cx.today(),
            campaigns.len(),
            order,
        )
    }

    pub(super) fn of(dossier: &Dossier, campaigns: &[Campaign], cx: &Cx<'_>, stamp: Stamp) -> Self {
        let subject = Subject::of(dossier, campaigns, cx.today());
        let hits = audit(&cx.library.rules, &subject);
        let mut findings: Vec<Finding> = Vec::new();
        let mut at = 0;
        for group in groups(&hits) {
            let mut places: Vec<usize> = (at..at + group.hits.len()).collect();
            at += group.hits.len();
            let is_open = |place: &usize| hits.get(*place).is_some_and(|h| h.state.is_open());
            places.sort_by_key(|place| !is_open(place));
            let open = places.iter().filter(|place| is_open(place)).count();
            let counted = places
                .iter()
                .take(if open == 0 { usize::MAX } else { open });
            let stake = counted
                .filter_map(|place| hits.get(*place))
                .fold(0_i64, |sum, hit| sum.saturating_add(hit.stake));
            findings.push(Finding {
                hits: places,
                open,
                stake,
            });
        }
        // What is dealt with already steps back.
        findings.sort_by_key(|finding| finding.open == 0);
        Self {
            stamp,
            hits,
            findings,
            table: CampaignTable::of(campaigns, dossier.work().ads.as_deref(), stamp.4),
            names: campaigns.iter().map(|c| fold(&c.name)).collect(),
        }
    }

    /// The hits of a finding; those put aside only when they are to be shown.
    pub(super) fn of_finding(&self, finding: usize, dismissed: bool) -> Vec<&Hit> {
        let places = self.findings.get(finding).map(|f| f.hits.as_slice());
        places
            .unwrap_or_default()
            .iter()
            .filter_map(|place| self.hits.get(*place))
            .filter(|hit| dismissed || !is_aside(hit))
            .collect()
    }

    /// Hits put aside.
    pub(super) fn aside(&self) -> usize {
        self.hits.iter().filter(|hit| is_aside(hit)).count()
    }

    /// The open hits of one campaign, worst first.
    pub(super) fn of_campaign(&self, campaign: &Campaign) -> Vec<&Hit> {
        let mine = self.hits.iter().filter(|h| h.campaign == Some(campaign.id));
        mine.filter(|hit| hit.state.is_open()).collect()
    }
}

pub(super) const fn is_aside(hit: &Hit) -> bool {
    matches!(hit.state, crate::domain::audit::HitState::Dismissed(_))
}

/// The name of the campaign of a hit.
pub(super) fn name<'c>(campaigns: &'c [Campaign], hit: &Hit) -> Option<&'c str> {
    let id = hit.campaign?;
    let found = campaigns.iter().find(|c| c.id == id);
    found.map(|c| c.name.as_str())
}

/// Where a hit is, in words; «весь аккаунт» for the client as a whole.
pub(super) fn place(campaigns: &[Campaign], hit: &Hit, cx: &Cx<'_>) -> String {
    match say::hit_place(cx.texts, hit, name(campaigns, hit)) {
        place if place.is_empty() => cx.texts.t("finding-whole-client"),
        place => place,
    }
}
