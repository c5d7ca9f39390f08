//! What a rule found, and what became of it.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Rule, Scope, Var};
use crate::domain::{
    CampaignId, ClientId, Currency, Dismissal, Platform, ProblemId, RecommendationId,
    RecommendationKind, Severity,
};

/// What a hit is about: the rule and the part of the client's advertising. Problems and recommendations keep
/// it as a text in their `rule`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HitKey {
    /// The rule.
    pub rule: String,
    /// The platform, for rules that look at platforms.
    pub platform: Option<Platform>,
    /// The campaign, for rules that look at campaigns; `None` there: all it hits.
    pub campaign: Option<CampaignId>,
}

impl HitKey {
    /// A rule over everything it hits.
    #[must_use]
    pub fn whole(rule: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            platform: None,
            campaign: None,
        }
    }

    /// The rule with its platform: `stale-data@google-ads`; what a [`Dismissal`] keeps as its rule.
    #[must_use]
    pub fn place(&self) -> String {
        match self.platform {
            Some(platform) => format!("{}@{}", self.rule, platform.name()),
            None => self.rule.clone(),
        }
    }

    /// Reads what [`Display`](std::fmt::Display) wrote; anything else is a rule of that name.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (place, campaign) = match text.split_once('/') {
            Some((place, id)) => match id.parse() {
                Ok(id) => (place, Some(id)),
                Err(_) => (text, None),
            },
            None => (text, None),
        };
        let platform = place
            .split_once('@')
            .and_then(|(rule, name)| Some((rule, Platform::from_name(name)?)));
        Self {
            rule: platform.map_or(place, |(rule, _)| rule).to_owned(),
            platform: platform.map(|(_, platform)| platform),
            campaign,
        }
    }

    /// Whether something made of `self` answers a hit of `other` too.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.rule == other.rule
            && (self.platform.is_none() || self.platform == other.platform)
            && (self.campaign.is_none() || self.campaign == other.campaign)
    }
}

impl std::fmt::Display for HitKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.place())?;
        match self.campaign {
            Some(id) => write!(f, "/{id}"),
            None => Ok(()),
        }
    }
}

/// What already deals with a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// An open problem.
    Problem(ProblemId),
    /// A recommendation that is not over.
    Recommendation(RecommendationId),
}

/// Where a hit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HitState {
    /// Nobody has dealt with it.
    New,
    /// It was put aside, and its number has changed materially since.
    Returned(Dismissal),
    /// A problem or a recommendation deals with it.
    Taken(Taken),
    /// It was put aside.
    Dismissed(Dismissal),
}

impl HitState {
    /// Whether a person is to look at it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::New | Self::Returned(_))
    }
}

/// A rule that found something.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Whose advertising.
    pub client: ClientId,
    /// The platform, of a campaign's hit too.
    pub platform: Option<Platform>,
    /// The campaign.
    pub campaign: Option<CampaignId>,
    /// The number the rule measures, in its unit; NaN when it is not known.
    pub measure: f64,
    /// Money that hangs on it, minor units.
    pub stake: i64,
    /// The currency of its money.
    pub currency: Currency,
    /// What its texts show.
    pub values: Vec<(Var, f64)>,
    /// Where it stands.
    pub state: HitState,
}

/// A float as whole thousandths, saturating; 0 when it is not known.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float beyond i64 saturates, which no measure of ours comes near"
)]
pub(super) fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

impl Hit {
    /// What it is about.
    #[must_use]
    pub fn key(&self) -> HitKey {
        HitKey {
            rule: self.rule.id.clone(),
            platform: self.platform.filter(|_| self.rule.scope == Scope::Platform),
            campaign: self.campaign,
        }
    }

    /// How bad.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// A fix, or a reason to grow.
    #[must_use]
    pub fn kind(&self) -> RecommendationKind {
        self.rule.kind
    }

    /// Its measure in thousandths, as a [`Dismissal`] keeps it.
    #[must_use]
    pub fn thousandths(&self) -> i64 {
        thousandths(self.measure)
    }

    /// The value of a variable its texts show; NaN when it is not known.
    #[must_use]
    pub fn value(&self, var: Var) -> f64 {
        let found = self.values.iter().find(|(v, _)| *v == var);
        found.map_or(f64::NAN, |(_, value)| *value)
    }
}

/// Hits of one rule over many subjects, the most money first: what is read at a glance.
#[derive(Debug, Clone, Copy)]
pub struct HitGroup<'h> {
    /// The hits, never empty.
    pub hits: &'h [Hit],
}

impl<'h> HitGroup<'h> {
    /// The rule; `None` of an empty group, which [`groups`] never makes.
    #[must_use]
    pub fn rule(&self) -> Option<&'h Arc<Rule>> {
        self.hits.first().map(|hit| &hit.rule)
    }

    /// Money that hangs on all of them, minor units, of the first one's currency.
    #[must_use]
    pub fn stake(&self) -> i64 {
        let currency = self.hits.first().map(|hit| hit.currency);
        self.hits
            .iter()
            .filter(|hit| Some(hit.currency) == currency)
            .fold(0, |sum, hit| sum.saturating_add(hit.stake))
    }

    /// How many nobody has dealt with.
    #[must_use]
    pub fn open(&self) -> usize {
        self.hits.iter().filter(|hit| hit.state.is_open()).count()
    }
}

/// Cuts hits in their order into groups of one rule.
pub fn groups(hits: &[Hit]) -> impl Iterator<Item = HitGroup<'_>> {
    hits.chunk_by(|a, b| a.rule.id == b.rule.id)
        .map(|hits| HitGroup { hits })
}

/// Puts hits in order: fixes before growth and never mixed, critical first, then rules with the most money at
/// stake, then within a rule the same.
pub(super) fn rank(hits: &mut [Hit]) {
    let mut stakes: Vec<(Arc<Rule>, i64)> = Vec::new();
    for hit in &*hits {
        match stakes.iter_mut().find(|(rule, _)| rule.id == hit.rule.id) {
            Some((_, sum)) => *sum = sum.saturating_add(hit.stake),
            None => stakes.push((Arc::clone(&hit.rule), hit.stake)),
        }
    }
    stakes.sort_by(|(a, a_stake), (b, b_stake)| {
        (a.kind, a.severity, *b_stake, &a.id).cmp(&(b.kind, b.severity, *a_stake, &b.id))
    });
    let place = |hit: &Hit| stakes.iter().position(|(rule, _)| rule.id == hit.rule.id);
    hits.sort_by(|a, b| match place(a).cmp(&place(b)) {
        Ordering::Equal => b.stake.cmp(&a.stake),
        other => other,
    });
}
