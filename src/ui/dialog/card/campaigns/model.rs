//! What the page shows, reckoned once for every state of the book.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::domain::audit::{Hit, HitKey, Subject, audit, groups};
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
    /// Put aside while the page is open: they keep their rows until it is opened anew.
    kept: HashSet<HitKey>,
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

    /// Reckons the page. What stood on it `before` keeps its place, so that a key pressed twice means the
    /// same row twice, not its neighbour.
    pub(super) fn of(
        dossier: &Dossier,
        campaigns: &[Campaign],
        cx: &Cx<'_>,
        stamp: Stamp,
        before: Option<&Self>,
    ) -> Self {
        let before = before.filter(|model| model.stamp.1 == stamp.1);
        let (rules, rows) = before.map(Self::places).unwrap_or_default();
        let subject = Subject::of(dossier, campaigns, cx.today());
        let hits = audit(&cx.library.rules, &subject);
        let mut findings: Vec<Finding> = Vec::new();
        let mut at = 0;
        for group in groups(&hits) {
            let mut places: Vec<usize> = (at..at + group.hits.len()).collect();
            at += group.hits.len();
            let is_open = |place: &usize| hits.get(*place).is_some_and(|h| h.state.is_open());
            let row = |place: &usize| rows.get(&hits.get(*place)?.key()).copied();
            // What is new stands below.
            places.sort_by_key(|place| (row(place).unwrap_or(usize::MAX), !is_open(place)));
            let open = places.iter().filter(|place| is_open(place)).count();
            let counted = places.iter().filter(|place| open == 0 || is_open(place));
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
        findings.sort_by_key(|finding| {
            let first = finding.hits.first().and_then(|place| hits.get(*place));
            let place = first.and_then(|hit| rules.get(&hit.rule.id)).copied();
            (place.unwrap_or(usize::MAX), finding.open == 0)
        });
        let kept = before.map_or_else(HashSet::new, |model| {
            let seen = model.hits.iter().filter(|hit| !model.is_hidden(hit));
            seen.map(Hit::key).collect()
        });
        Self {
            kept,
            stamp,
            hits,
            findings,
            table: CampaignTable::of(campaigns, dossier.work().ads.as_deref(), stamp.4),
            names: campaigns.iter().map(|c| fold(&c.name)).collect(),
        }
    }

    /// Places of the rules and, within each, of the hits.
    fn places(&self) -> (HashMap<String, usize>, HashMap<HitKey, usize>) {
        let (mut rules, mut rows) = (HashMap::new(), HashMap::new());
        for (at, finding) in self.findings.iter().enumerate() {
            for (row, hit) in finding.hits.iter().enumerate() {
                if let Some(hit) = self.hits.get(*hit) {
                    rules.insert(hit.rule.id.clone(), at);
                    rows.insert(hit.key(), row);
                }
            }
        }
        (rules, rows)
    }

    /// Whether a hit was put aside before the page was opened.
    pub(super) fn is_hidden(&self, hit: &Hit) -> bool {
        is_aside(hit) && !self.kept.contains(&hit.key())
    }

    /// The hits of a finding; those put aside only when they are to be shown.
    pub(super) fn of_finding(&self, finding: usize, dismissed: bool) -> Vec<&Hit> {
        let places = self.findings.get(finding).map(|f| f.hits.as_slice());
        places
            .unwrap_or_default()
            .iter()
            .filter_map(|place| self.hits.get(*place))
            .filter(|hit| dismissed || !self.is_hidden(hit))
            .collect()
    }

    /// Hits put aside and not shown.
    pub(super) fn aside(&self) -> usize {
        self.hits.iter().filter(|hit| self.is_hidden(hit)).count()
    }

    /// The open hits of one campaign, worst first.
    pub(super) fn of_campaign(&self, campaign: &Campaign) -> Vec<&Hit> {
        let mine = self.hits.iter().filter(|h| h.campaign == Some(campaign.id));
        mine.filter(|hit| hit.state.is_open()).collect()
    }
}

const fn is_aside(hit: &Hit) -> bool {
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
