//! What is missing when a stage is left early: leaving is allowed, with one question that names it.

use crate::domain::{Dossier, Life, Recommendation, Stage};

/// One thing a stage usually leaves behind and that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No contact person is known.
    NoContact,
    /// Contacts are known, the decision maker (ЛПР) is not (C19).
    NoDecisionMaker,
    /// The brief is filled to so many percent only (A8).
    BriefThin(u8),
    /// Nobody of the client was talked to since the stage was entered.
    NoTalk,
    /// So many critical problems are still open (A9).
    CriticalProblems(usize),
    /// No recommendation is ready to be presented, nor was one sent since the stage was entered.
    NoRecommendationReady,
    /// So many drafts lack why or what-if.
    DraftsUnfinished(usize),
    /// So many recommendations still wait for the client's decision.
    Undecided(usize),
    /// So many accepted recommendations are not in place yet.
    NotImplemented(usize),
}

/// Percent of the brief from which one may speak of being acquainted.
const BRIEF_ENOUGH: u8 = 60;

/// What leaving the present stage forward would skip; empty when nothing is missing.
#[must_use]
pub fn missing(dossier: &Dossier) -> Vec<Missing> {
    let journey = dossier.journey();
    let live = || {
        dossier
            .recommendations
            .iter()
            .filter(|r| r.archived_at.is_none())
    };
    let count = |test: fn(Life) -> bool| live().filter(|r| test(r.life)).count();
    let talked = dossier
        .digest
        .as_ref()
        .and_then(|d| d.last_real)
        .is_some_and(|last| last.at >= journey.entered_at);
    let mut out = Vec::new();
    match journey.stage {
        Stage::Acquaintance => {
            if dossier.contacts.is_empty() {
                out.push(Missing::NoContact);
            } else if !dossier.contacts.iter().any(|c| c.decision_maker) {
                out.push(Missing::NoDecisionMaker);
            }
            match dossier.brief_completeness() {
                BRIEF_ENOUGH.. => {}
                percent => out.push(Missing::BriefThin(percent)),
            }
            if !talked {
                out.push(Missing::NoTalk);
            }
        }
        Stage::Problems | Stage::Solving => {
            if !talked {
                out.push(Missing::NoTalk);
            }
            match dossier.burning_problems() {
                0 => {}
                n => out.push(Missing::CriticalProblems(n)),
            }
        }
        Stage::Analysis => {
            // What was ready and is already in the client's hands leaves nothing behind.
            let sent = |r: &Recommendation| {
                let mut steps = r.steps.iter();
                steps.any(|s| s.life == Life::Sent && s.at >= journey.entered_at)
            };
            if count(|life| life == Life::Ready) == 0 && !live().any(sent) {
                out.push(Missing::NoRecommendationReady);
            }
            match live()
                .filter(|r| r.life == Life::Draft && !r.lacks().is_empty())
                .count()
            {
                0 => {}
                n => out.push(Missing::DraftsUnfinished(n)),
            }
        }
        Stage::Rollout => {
            match count(|life| matches!(life, Life::Sent | Life::Ready)) {
                0 => {}
                n => out.push(Missing::Undecided(n)),
            }
            match count(|life| life == Life::Accepted) {
                0 => {}
                n => out.push(Missing::NotImplemented(n)),
            }
        }
    }
    out
}
