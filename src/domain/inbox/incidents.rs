//! Which anomalies of a client's figures are incidents to be raised (A32).

use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::audit::{Hit, HitKey, Rule, Subject, audit, is_material};
use crate::domain::{Campaign, Dossier, Request, RequestKind};

/// Days of figures after which an anomaly of the same size is a new one.
const AFRESH: i64 = 7;

/// What an incident keeps of the finding it came from: the rule and its place, the number measured, and the
/// last day of the figures. Kept as a text in [`Request::rule`]: `click-spike/…#4200#2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnomalyMark {
    /// The rule and what it is about.
    pub key: HitKey,
    /// What it measured, thousandths.
    pub measure: i64,
    /// The last day the figures tell of.
    pub data: Option<Date>,
}

impl AnomalyMark {
    /// Reads what [`Display`](std::fmt::Display) wrote; anything else is a rule of that name.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut parts = text.split('#');
        Self {
            key: HitKey::read(parts.next().unwrap_or_default()),
            measure: parts.next().and_then(|n| n.parse().ok()).unwrap_or(0),
            data: parts.next().and_then(|d| d.parse().ok()),
        }
    }

    /// Whether this is another anomaly than one that was closed: its number changed materially, or its figures
    /// are of another week.
    fn is_another(&self, closed: &Self) -> bool {
        let later = match (self.data, closed.data) {
            (Some(now), Some(then)) => i64::from((now - then).get_days()) >= AFRESH,
            _ => false,
        };
        later || is_material(closed.measure, self.measure)
    }
}

impl std::fmt::Display for AnomalyMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}#", self.key, self.measure)?;
        match self.data {
            Some(day) => write!(f, "{day}"),
            None => Ok(()),
        }
    }
}

/// The findings of incident rules at a client nobody has dealt with, each with its mark. One that was raised
/// is not raised again until it was closed and its numbers changed.
#[must_use]
pub fn incidents(
    rules: &[Arc<Rule>],
    dossier: &Dossier,
    campaigns: &[Campaign],
    today: Date,
) -> Vec<(AnomalyMark, Hit)> {
    if dossier.client.archived_at.is_some() {
        return Vec::new();
    }
    let rules: Vec<Arc<Rule>> = rules.iter().filter(|r| r.incident).cloned().collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let data = dossier.work().ads.as_deref().and_then(|ads| ads.data_until);
    audit(&rules, &Subject::of(dossier, campaigns, today))
        .into_iter()
        .filter(|hit| hit.state.is_open())
        .map(|hit| {
            let mark = AnomalyMark {
                key: hit.key(),
                measure: hit.thousandths(),
                data,
            };
            (mark, hit)
        })
        .filter(|(mark, _)| is_fresh(mark, &dossier.work().requests))
        .collect()
}

fn is_fresh(mark: &AnomalyMark, requests: &[Request]) -> bool {
    requests
        .iter()
        .filter(|r| r.kind == RequestKind::Incident || !r.rule.is_empty())
        .map(|r| (r, AnomalyMark::read(&r.rule)))
        .filter(|(_, known)| known.key == mark.key)
        .all(|(request, known)| !request.is_open() && mark.is_another(&known))
}
