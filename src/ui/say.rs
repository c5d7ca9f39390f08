//! Turns what the domain says in data into words. Every match is exhaustive: an error or a reason without
//! words does not compile.

use jiff::civil::Date;

use super::Cx;
use crate::domain::agenda::{Reason, Value};
use crate::domain::import::Verdict;
use crate::domain::recommendation::Lack;
use crate::domain::stage::Missing;
use crate::domain::{
    Book, Cadence, Channel, ContactPolicy, Direction, Effort, Intent, Life, Outcome,
    RecommendationKind, RuleError, ServiceModel, Stage, Tier,
};
use crate::i18n::Texts;
use crate::input::{KeymapProblem, ProblemKind};

/// `outcome` and `no_answer` → `outcome-no-answer`.
fn key(family: &str, name: &str) -> String {
    format!("{family}-{}", name.to_ascii_lowercase().replace('_', "-"))
}

macro_rules! terms {
    ($($(#[$doc:meta])* $function:ident($term:ty) = $family:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $function(texts: &Texts, term: $term) -> String {
            texts.t(&key($family, term.name()))
        }
    )*};
}

terms! {
    /// «Знакомство».
    stage(Stage) = "stage";
    /// «A».
    tier(Tier) = "tier";
    /// «ведёт сам».
    model(ServiceModel) = "model";
    /// «не звонить».
    policy(ContactPolicy) = "policy";
    /// «телефон».
    channel(Channel) = "channel";
    /// «исходящий».
    direction(Direction) = "direction";
    /// «недозвон».
    outcome(Outcome) = "outcome";
    /// «M, до дня».
    effort(Effort) = "effort";
    /// «рост».
    kind(RecommendationKind) = "kind";
    /// «черновик».
    life(Life) = "life";
    /// «запись касания».
    intent(Intent) = "intent";
}

/// The name of a stage for a board column.
#[must_use]
pub fn stage_column(texts: &Texts, stage: Stage) -> String {
    texts.t(&format!("{}-column", key("stage", stage.name())))
}

/// The name of a stage in four letters.
#[must_use]
pub fn stage_short(texts: &Texts, stage: Stage) -> String {
    texts.t(&format!("{}-short", key("stage", stage.name())))
}

/// «каждые 14 дней».
#[must_use]
pub fn cadence(texts: &Texts, cadence: Cadence) -> String {
    match cadence {
        Cadence::Off => texts.t("cadence-off"),
        Cadence::Days(days) => texts.tf("cadence-days", &[("count", days.into())]),
        Cadence::ReportWindow => texts.t("cadence-report-window"),
    }
}

/// What a stage leaves behind, one phrase.
#[must_use]
pub fn missing(texts: &Texts, missing: Missing) -> String {
    match missing {
        Missing::NoContact => texts.t("missing-contact"),
        Missing::NoDecisionMaker => texts.t("missing-decision-maker"),
        Missing::NoTalk => texts.t("missing-talk"),
        Missing::NoRecommendationReady => texts.t("missing-ready"),
        Missing::DraftsUnfinished(n) => texts.tf("missing-unfinished", &[("count", n.into())]),
        Missing::Undecided(n) => texts.tf("missing-undecided", &[("count", n.into())]),
        Missing::NotImplemented(n) => texts.tf("missing-implemented", &[("count", n.into())]),
    }
}

/// «зачем, что будет, если сделать».
#[must_use]
pub fn lacks(texts: &Texts, lacks: &[Lack]) -> String {
    lacks
        .iter()
        .map(|lack| {
            texts.t(match lack {
                Lack::Title => "lack-title",
                Lack::Why => "lack-why",
                Lack::IfDone => "lack-if-done",
                Lack::IfNot => "lack-if-not",
            })
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// Why a command was refused and what would be accepted.
#[must_use]
pub fn refusal(texts: &Texts, error: &RuleError, book: &Book, today: Date) -> String {
    let date = |day: &Date| texts.date(*day, today);
    match error {
        RuleError::NoSuchClient => texts.t("rule-no-client"),
        RuleError::NoSuchContact => texts.t("rule-no-contact"),
        RuleError::NoSuchRecommendation => texts.t("rule-no-recommendation"),
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
        RuleError::NoStep { from, to } => texts.tf(
            "rule-no-step",
            &[
                ("from", life(texts, *from).into()),
                ("to", life(texts, *to).into()),
            ],
        ),
        RuleError::Opening => texts.t("rule-opening"),
        RuleError::Conflict(_) => texts.t("rule-conflict"),
    }
}

/// The next touch of a client as a list shows it: `сегодня`, `27 ноя`, or a dash; with whether it is due.
#[must_use]
pub fn next_touch(cx: &Cx<'_>, dossier: &crate::domain::Dossier) -> Option<(String, bool)> {
    let plan = dossier.follow_up.as_ref()?;
    let due = plan.date <= cx.today();
    let text = if plan.date == cx.today() {
        plan.time
            .map_or_else(|| cx.texts.t("today"), |time| cx.texts.time(time))
    } else {
        cx.texts.date(plan.date, cx.today())
    };
    Some((text, due))
}

/// Whether a reason is a promise whose day has passed: one of the few red rows of a day.
#[must_use]
pub fn is_broken_promise(cx: &Cx<'_>, reason: &Reason) -> bool {
    matches!(reason, Reason::Promised { date, .. } if *date < cx.today())
}

/// All reasons of a call in words, the weightiest first.
#[must_use]
pub fn reasons(cx: &Cx<'_>, reasons: &[Reason]) -> String {
    reasons
        .iter()
        .map(|r| reason(cx, r))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// One reason in words.
#[must_use]
pub fn reason(cx: &Cx<'_>, reason: &Reason) -> String {
    let texts = cx.texts;
    let today = cx.today();
    let late = |date: Date| i64::from((today - date).get_days());
    match reason {
        Reason::Promised { date, time, text } => with_text(
            match (late(*date), time) {
                (days @ 1.., _) => texts.tf("reason-promised-overdue", &[("days", days.into())]),
                (_, Some(time)) => {
                    texts.tf("reason-promised-at", &[("time", texts.time(*time).into())])
                }
                (_, None) => texts.t("reason-promised"),
            },
            text,
        ),
        Reason::Planned { date, text } => {
            let args = [
                ("date", texts.date(*date, today).into()),
                ("text", text.into()),
            ];
            match (late(*date) > 0, text.is_empty()) {
                (false, true) => texts.t("reason-planned"),
                (false, false) => texts.tf("reason-planned-for", &args),
                (true, true) => texts.tf("reason-planned-overdue", &args),
                (true, false) => texts.tf("reason-planned-overdue-for", &args),
            }
        }
        Reason::AwaitsDecision { count, days } => texts.tf(
            "reason-awaits-decision",
            &[
                ("count", (*count).into()),
                (
                    "age",
                    texts.tf("count-days", &[("count", (*days).into())]).into(),
                ),
            ],
        ),
        Reason::AgreedDate {
            title,
            date,
            accepted,
            ..
        } => texts.tf(
            if *accepted {
                "reason-agreed-accepted"
            } else {
                "reason-agreed-postponed"
            },
            &[
                ("date", texts.date(*date, today).into()),
                ("title", title.into()),
            ],
        ),
        Reason::CadenceDue { days_silent, every } => texts.tf(
            "reason-cadence-due",
            &[
                ("silent", (*days_silent).into()),
                ("every", (*every).into()),
            ],
        ),
        Reason::NeverTouched { days } => {
            texts.tf("reason-never-touched", &[("days", (*days).into())])
        }
        Reason::Silent { days, .. } => texts.tf("reason-silent", &[("days", (*days).into())]),
        Reason::DraftsReady(count) => {
            texts.tf("reason-drafts-ready", &[("count", (*count).into())])
        }
        Reason::OnboardingDay(day) => texts.tf("reason-onboarding", &[("day", (*day).into())]),
        Reason::Birthday { name, date, .. } => {
            let when = match -late(*date) {
                0 => texts.t("today"),
                1 => texts.t("tomorrow"),
                _ => texts.date(*date, today),
            };
            texts.tf(
                "reason-birthday",
                &[("name", name.into()), ("when", when.into())],
            )
        }
        Reason::Unanswered(count) => texts.tf("reason-unanswered", &[("count", (*count).into())]),
    }
}

fn with_text(head: String, text: &str) -> String {
    if text.is_empty() {
        head
    } else {
        format!("{head}: {text}")
    }
}

/// What the manager adds by calling, one line.
#[must_use]
pub fn value(cx: &Cx<'_>, value: &Value) -> String {
    let texts = cx.texts;
    match value {
        Value::KeepPromise(text) => texts.tf("value-keep-promise", &[("text", text.into())]),
        Value::AskDecision(title) => texts.tf("value-ask-decision", &[("title", title.into())]),
        Value::ReadyRecommendation(title) => {
            texts.tf("value-ready-recommendation", &[("title", title.into())])
        }
        Value::GetAcquainted => texts.t("value-get-acquainted"),
        Value::SpendFell(percent) => texts.tf(
            "value-spend-fell",
            &[("percent", texts.percent(f64::from(*percent)).into())],
        ),
        Value::SpendGrew(percent) => texts.tf(
            "value-spend-grew",
            &[("percent", texts.percent(f64::from(*percent)).into())],
        ),
        Value::JustTalk { days } => texts.tf("value-just-talk", &[("days", (*days).into())]),
    }
}

/// A mistake of the person's keymap, with how many more there are.
#[must_use]
pub fn keymap_problem(texts: &Texts, problem: &KeymapProblem, more: usize) -> String {
    let name = |name: &str| texts.t(&format!("context-{name}"));
    let said = match &problem.kind {
        ProblemKind::Syntax { message } => {
            texts.tf("keymap-syntax", &[("message", message.into())])
        }
        ProblemKind::UnknownContext { name } => {
            texts.tf("keymap-unknown-context", &[("name", name.into())])
        }
        ProblemKind::UnknownAction {
            name,
            nearest: Some(nearest),
        } => texts.tf(
            "keymap-unknown-action-nearest",
            &[("name", name.into()), ("nearest", nearest.name().into())],
        ),
        ProblemKind::UnknownAction {
            name,
            nearest: None,
        } => texts.tf("keymap-unknown-action", &[("name", name.into())]),
        ProblemKind::BadKey { text } => texts.tf("keymap-bad-key", &[("text", text.into())]),
        ProblemKind::BadEntry => texts.t("keymap-bad-entry"),
        ProblemKind::Duplicate {
            context,
            keys,
            first_line,
        } => texts.tf(
            "keymap-duplicate",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
                ("line", first_line.to_string().into()),
            ],
        ),
        ProblemKind::Unreachable {
            context,
            keys,
            hidden_by,
        } => texts.tf(
            "keymap-unreachable",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
                ("hidden", hidden_by.to_string().into()),
            ],
        ),
        ProblemKind::TypedAsText { context, keys } => texts.tf(
            "keymap-typed-as-text",
            &[
                ("keys", keys.to_string().into()),
                ("place", name(context.name()).into()),
            ],
        ),
    };
    let said = match problem.line {
        Some(line) => texts.tf(
            "keymap-line",
            &[("line", line.to_string().into()), ("problem", said.into())],
        ),
        None => said,
    };
    if more == 0 {
        said
    } else {
        texts.tf(
            "keymap-more",
            &[("problem", said.into()), ("count", more.into())],
        )
    }
}

/// What an import does with a row: the fields it changes, or why it is left.
#[must_use]
pub fn verdict(texts: &Texts, verdict: Verdict) -> String {
    match verdict {
        Verdict::New | Verdict::Unchanged => String::new(),
        Verdict::Update(fields) => fields
            .iter()
            .map(|field| texts.t(&format!("import-field-{}", field.name())))
            .collect::<Vec<_>>()
            .join(", "),
        Verdict::Skip(_) | Verdict::Conflict(_) => verdict
            .reason_key()
            .map_or_else(String::new, |id| texts.t(id)),
    }
}
