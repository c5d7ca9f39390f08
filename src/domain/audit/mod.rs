//! The audit: rules as data over a client's advertising (A29–A32, D2).
//!
//! A [`Rule`] asks about variables of a subject — the client, a platform, a campaign — and [`audit`] answers
//! with [`Hit`]s, worst first, each with the numbers its evidence shows. Thresholds and words are in the rule
//! files; here is what can be asked and how it is counted.

mod expr;
mod facts;
mod hit;
mod rule;
mod template;
mod vars;
mod windows;

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    AdProfile, Brief, Campaign, ClientId, Dismissal, Dossier, Platform, Problem, Recommendation,
};
pub use expr::Expr;
use facts::Facts;
pub use hit::{Hit, HitGroup, HitKey, HitState, Taken, groups};
pub use rule::{MEASURE, Rule, RuleDraft, RuleFault, RuleTexts, Scope};
pub use template::{Piece, pieces};
pub use vars::{Unit, Values, Var};

/// A dismissed hit returns when its measure has changed by this much of what it was, per cent.
pub const MATERIAL: i64 = 25;

/// What is audited.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Whose.
    pub client: ClientId,
    /// What is known of the advertising as a whole.
    pub ads: Option<&'s AdProfile>,
    /// The campaigns, all of them.
    pub campaigns: &'s [Campaign],
    /// The brief, with KPI and budgets.
    pub brief: Option<&'s Brief>,
    /// Problems written down already.
    pub problems: &'s [Problem],
    /// Recommendations written already.
    pub recommendations: &'s [Recommendation],
    /// The day it is.
    pub today: Date,
}

impl<'s> Subject<'s> {
    /// A client as the book holds it, with its campaigns as read from disk.
    #[must_use]
    pub fn of(dossier: &'s Dossier, campaigns: &'s [Campaign], today: Date) -> Self {
        let work = dossier.work();
        Self {
            client: dossier.id(),
            ads: work.ads.as_deref(),
            campaigns,
            brief: work.brief.as_deref(),
            problems: &work.problems,
            recommendations: &dossier.recommendations,
            today,
        }
    }
}

/// Checks a client against rules. Hits come worst first: fixes, then growth, each by severity and the money
/// at stake; those put aside are among them, marked.
#[must_use]
pub fn audit(rules: &[Arc<Rule>], subject: &Subject<'_>) -> Vec<Hit> {
    let facts = Facts::of(subject);
    let mut hits = Vec::new();
    let of_scope = |scope| rules.iter().filter(move |rule| rule.scope == scope);
    for rule in of_scope(Scope::Client) {
        hits.extend(check(
            rule,
            &facts.client,
            subject,
            facts.currency,
            None,
            None,
        ));
    }
    for rule in of_scope(Scope::Platform) {
        for (platform, values) in &facts.platforms {
            let found = check(rule, values, subject, facts.currency, Some(*platform), None);
            hits.extend(found);
        }
    }
    let rules: Vec<&Arc<Rule>> = of_scope(Scope::Campaign).collect();
    facts.campaigns(subject, |campaign, values| {
        for rule in &rules {
            let platform = Some(campaign.platform);
            let currency = campaign.currency;
            hits.extend(check(
                rule,
                values,
                subject,
                currency,
                platform,
                Some(campaign),
            ));
        }
    });
    hit::rank(&mut hits);
    hits
}

fn check(
    rule: &Arc<Rule>,
    values: &Values,
    subject: &Subject<'_>,
    currency: super::Currency,
    platform: Option<Platform>,
    campaign: Option<&Campaign>,
) -> Option<Hit> {
    if rule
        .applies
        .as_ref()
        .is_some_and(|expr| !expr.holds(values))
        || !rule.when.holds(values)
    {
        return None;
    }
    let shown = rule.shown.iter().map(|var| (*var, values.get(*var)));
    // Minor units; a stake that cannot be told is no stake.
    let stake = hit::thousandths(rule.stake.value(values)) / 10;
    let mut hit = Hit {
        rule: Arc::clone(rule),
        client: subject.client,
        platform,
        campaign: campaign.map(|campaign| campaign.id),
        measure: rule.measure.value(values),
        stake: stake.max(0),
        currency,
        values: shown.collect(),
        state: HitState::New,
    };
    hit.state = state(&hit, subject);
    Some(hit)
}

/// What became of a hit: what deals with it now is worth more than a dismissal of some time ago.
fn state(hit: &Hit, subject: &Subject<'_>) -> HitState {
    let key = hit.key();
    if let Some(taken) = taken(&key, subject.problems, subject.recommendations) {
        return HitState::Taken(taken);
    }
    let Some(dismissal) = subject.ads.and_then(|ads| dismissal(ads, &key)) else {
        return HitState::New;
    };
    if is_material(dismissal.measure, hit.thousandths()) {
        HitState::Returned(dismissal.clone())
    } else {
        HitState::Dismissed(dismissal.clone())
    }
}

/// The dismissal of a hit.
#[must_use]
pub fn dismissal<'a>(ads: &'a AdProfile, key: &HitKey) -> Option<&'a Dismissal> {
    let place = key.place();
    ads.dismissed
        .iter()
        .find(|d| d.rule == place && d.campaign == key.campaign)
}

/// The open problem or the recommendation not yet over that deals with a hit.
#[must_use]
pub fn taken(
    key: &HitKey,
    problems: &[Problem],
    recommendations: &[Recommendation],
) -> Option<Taken> {
    let covers = |rule: &Option<String>| {
        rule.as_deref()
            .is_some_and(|text| HitKey::read(text).covers(key))
    };
    let problem = problems.iter().find(|p| p.is_open() && covers(&p.rule));
    let recommendation = || {
        recommendations
            .iter()
            .find(|r| r.archived_at.is_none() && r.life.is_open() && covers(&r.grounds().rule))
    };
    problem
        .map(|p| Taken::Problem(p.id))
        .or_else(|| recommendation().map(|r| Taken::Recommendation(r.id)))
}

/// Whether a measure has changed enough for a dismissed hit to return: by [`MATERIAL`] per cent of what it
/// was, or from or across zero. Thousandths.
#[must_use]
pub fn is_material(before: i64, now: i64) -> bool {
    if before.signum() != now.signum() {
        return true;
    }
    let change = now.abs_diff(before);
    change > 0 && u128::from(change) * 100 >= u128::from(before.unsigned_abs()) * MATERIAL as u128
}
