//! What a rule forbids and what is still missing.

use jiff::civil::Date;

use super::advice::{flaws, lacks};
use super::{brief, focus, life, policy, problem_life, query, stage};
use crate::domain::slides::{Held, Refusal};
use crate::domain::stage::Missing;
use crate::domain::{Book, RuleError};
use crate::i18n::Texts;

/// What a stage leaves behind, one phrase.
#[must_use]
pub fn missing(texts: &Texts, missing: Missing) -> String {
    match missing {
        Missing::NoContact => texts.t("missing-contact"),
        Missing::NoDecisionMaker => texts.t("missing-decision-maker"),
        Missing::BriefThin(percent) => brief::thin(texts, percent),
        Missing::NoTalk => texts.t("missing-talk"),
        Missing::NoRecommendationReady => texts.t("missing-ready"),
        Missing::CriticalProblems(n) => texts.tf("missing-critical", &[("count", n.into())]),
        Missing::DraftsUnfinished(n) => texts.tf("missing-unfinished", &[("count", n.into())]),
        Missing::Undecided(n) => texts.tf("missing-undecided", &[("count", n.into())]),
        Missing::NotImplemented(n) => texts.tf("missing-implemented", &[("count", n.into())]),
    }
}

/// Why there is no presentation and what to do about it.
#[must_use]
pub fn slides_refusal(texts: &Texts, refusal: &Refusal, today: Date) -> String {
    match refusal {
        Refusal::NothingReady(live) if live.is_empty() => texts.t("deck-none-written"),
        Refusal::NothingReady(live) => {
            let each: Vec<String> = live
                .iter()
                .map(|(title, why)| format!("«{title}»: {}", held(texts, why, today)))
                .collect();
            texts.tf("deck-nothing-ready", &[("what", each.join("; ").into())])
        }
        Refusal::HeldBack(title, why) => texts.tf(
            "deck-held",
            &[
                ("title", title.into()),
                ("why", held(texts, why, today).into()),
            ],
        ),
        Refusal::NotTheirs => texts.t("rule-no-recommendation"),
    }
}

/// Why a recommendation is held back, one phrase.
#[must_use]
pub fn held(texts: &Texts, why: &Held, today: Date) -> String {
    match why {
        Held::Draft(what) if what.is_empty() => texts.t("deck-held-draft"),
        Held::Draft(what) => texts.tf("deck-held-lacks", &[("what", lacks(texts, what).into())]),
        Held::Flawed(what) => texts.tf("deck-held-flawed", &[("what", flaws(texts, what).into())]),
        Held::Sensitive => texts.t("deck-held-sensitive"),
        Held::Over => texts.t("deck-held-over"),
        Held::Resting(day) => {
            let date = [("date", texts.date(*day, today).into())];
            texts.tf("deck-held-resting", &date)
        }
    }
}

/// Why a command was refused and what would be accepted.
#[must_use]
pub fn refusal(texts: &Texts, error: &RuleError, book: &Book, today: Date) -> String {
    let date = |day: &Date| texts.date(*day, today);
    match error {
        RuleError::NoSuchClient => texts.t("rule-no-client"),
        RuleError::NoSuchContact => texts.t("rule-no-contact"),
        RuleError::NoSuchRecommendation => texts.t("rule-no-recommendation"),
        RuleError::NoSuchPromise => texts.t("rule-no-promise"),
        RuleError::NoSuchChecklist => texts.t("rule-no-checklist"),
        RuleError::NoSuchRequest => texts.t("rule-no-request"),
        RuleError::RequestEmpty => texts.t("rule-request-empty"),
        RuleError::ReceivedAhead => texts.t("rule-received-ahead"),
        RuleError::RequestClosed => texts.t("rule-request-closed"),
        RuleError::RelayUnclear => texts.t("rule-relay-unclear"),
        RuleError::AnswerEmpty => texts.t("rule-answer-empty"),
        RuleError::PromiseEmpty => texts.t("rule-promise-empty"),
        RuleError::TaskEmpty => texts.t("rule-task-empty"),
        RuleError::PlaybookEmpty => texts.t("rule-playbook-empty"),
        RuleError::AlreadyApplied(title) => {
            texts.tf("rule-already-applied", &[("title", title.into())])
        }
        RuleError::NoSuchProblem => texts.t("rule-no-problem"),
        RuleError::WaitingUnclear => texts.t("rule-waiting-unclear"),
        RuleError::NoProblemStep { from, to } => texts.tf(
            "rule-no-step",
            &[
                ("from", problem_life(texts, *from).into()),
                ("to", problem_life(texts, *to).into()),
            ],
        ),
        RuleError::NameMissing => texts.t("rule-name-missing"),
        RuleError::ReasonMissing => texts.t("rule-reason-missing"),
        RuleError::NotAhead(day) => texts.tf("rule-not-ahead", &[("date", date(day).into())]),
        RuleError::Archived => texts.t("rule-archived"),
        RuleError::Nothing => texts.t("rule-nothing"),
        RuleError::NoStageBefore => texts.t("rule-no-stage-before"),
        RuleError::LeavesEarly { client, from, .. } => texts.tf(
            "rule-leaves-early",
            &[
                (
                    "client",
                    book.client(*client).map_or("", |c| c.name.as_str()).into(),
                ),
                ("stage", stage(texts, *from).into()),
            ],
        ),
        RuleError::Lacks(what) => texts.tf("rule-lacks", &[("what", lacks(texts, what).into())]),
        RuleError::Unfounded(what) => {
            texts.tf("rule-unfounded", &[("what", flaws(texts, what).into())])
        }
        RuleError::NoSuchGoal => texts.t("rule-no-goal"),
        RuleError::Resting(day) => texts.tf("rule-resting", &[("date", date(day).into())]),
        RuleError::TooEarly(day) => texts.tf("rule-too-early", &[("date", date(day).into())]),
        RuleError::NotOurs => texts.t("rule-not-ours"),
        RuleError::VerdictMissing => texts.t("rule-verdict-missing"),
        RuleError::NoStep { from, to } => texts.tf(
            "rule-no-step",
            &[
                ("from", life(texts, *from).into()),
                ("to", life(texts, *to).into()),
            ],
        ),
        RuleError::Slides(refusal) => slides_refusal(texts, refusal, today),
        RuleError::Brief(error) => brief::refusal(texts, *error),
        RuleError::Terms(error) => policy::terms_refusal(texts, *error),
        RuleError::View(error) => query::view_refusal(texts, error),
        RuleError::News(error) => policy::news_refusal(texts, error),
        RuleError::HitTaken(title) => texts.tf("rule-hit-taken", &[("title", title.into())]),
        RuleError::Day(fault) => super::planner::day_fault(texts, fault, book, today),
        RuleError::Cohort(error) => focus::cohort_refusal(texts, error),
        RuleError::Forecast(error) => focus::forecast_refusal(texts, error),
        RuleError::Opening => texts.t("rule-opening"),
        RuleError::NoSuchMeeting => texts.t("rule-no-meeting"),
        RuleError::EndsBeforeBegin => texts.t("rule-ends-before-begin"),
        RuleError::Conflict(_) => texts.t("rule-conflict"),
    }
}
