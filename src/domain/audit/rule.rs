//! A rule of the audit: data, checked and compiled once.

use super::template::places;
use super::{Expr, Unit, Var};
use crate::domain::terms::terms;
use crate::domain::{Bilingual, Effect, Effort, RecommendationKind, Severity, Solver};

terms! {
    /// What a rule looks at.
    pub enum Scope {
        /// The client as a whole.
        Client = 1, "client";
        /// All campaigns of the client on one platform.
        Platform = 2, "platform";
        /// One campaign.
        Campaign = 3, "campaign";
    }
}

/// The words of a rule, in both languages; `{variable}` is a place for a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleTexts {
    /// One line that names what was found, without numbers: it heads a group.
    pub title: Bilingual,
    /// The numbers of one hit, one line.
    pub evidence: Bilingual,
    /// Зачем.
    pub why: Bilingual,
    /// What happens if it is done.
    pub if_done: Bilingual,
    /// What happens if it is not done.
    pub if_not: Bilingual,
    /// How to do it, in plain words (A23).
    pub how_simple: Bilingual,
    /// How to do it, in the terms of the trade.
    pub how_expert: Bilingual,
}

impl RuleTexts {
    /// Every text with its name in rule files.
    #[must_use]
    pub const fn all(&self) -> [(&'static str, &Bilingual); 7] {
        [
            ("title", &self.title),
            ("evidence", &self.evidence),
            ("why", &self.why),
            ("if_done", &self.if_done),
            ("if_not", &self.if_not),
            ("how_simple", &self.how_simple),
            ("how_expert", &self.how_expert),
        ]
    }
}

/// A rule as it is written, before it is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleDraft {
    /// Its stable name: `cpa-over-kpi`; letters, digits and hyphens.
    pub id: String,
    /// What it looks at.
    pub scope: Scope,
    /// How bad a hit is.
    pub severity: Severity,
    /// A fix, or a reason to grow.
    pub kind: RecommendationKind,
    /// With whom the solution of a problem lies.
    pub solver: Solver,
    /// Which subjects the rule is about; empty: all.
    pub applies: String,
    /// When it hits.
    pub when: String,
    /// The number that tells how bad it is and whether it has changed since.
    pub measure: String,
    /// What the measure counts.
    pub unit: Unit,
    /// Money that hangs on it, whole units; empty: the spend of the subject.
    pub stake: String,
    /// Work for the client.
    pub effort: Effort,
    /// What the recommendation promises.
    pub effect: Option<Effect>,
    /// A hit in freshly imported figures is an incident (A32).
    pub incident: bool,
    /// Its words.
    pub texts: RuleTexts,
}

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// The expression cannot be read.
    #[error("`{text}`: {detail}")]
    Syntax {
        /// The expression.
        text: String,
        /// What the reader says (English).
        detail: String,
    },
    /// No such variable.
    #[error("unknown variable `{name}`{}", .nearest.map_or_else(String::new, |v| format!(", did you mean `{}`", v.name())))]
    UnknownVariable {
        /// What was written.
        name: String,
        /// A variable of a similar name.
        nearest: Option<Var>,
    },
    /// The variable is not known where the rule looks.
    #[error("`{}` is not known at the scope `{}`", var.name(), scope.name())]
    NotAtScope {
        /// The variable.
        var: Var,
        /// The scope of the rule.
        scope: Scope,
    },
    /// A text lacks a language.
    #[error("`{field}` lacks a text in one of the languages")]
    TextMissing {
        /// The text.
        field: &'static str,
    },
    /// A brace without its pair, or nothing inside.
    #[error("`{field}` has a brace without a pair")]
    BadPlace {
        /// The text.
        field: &'static str,
    },
    /// The id is not made of letters, digits and hyphens.
    #[error("an id is made of Latin letters, digits and hyphens")]
    BadId,
    /// A word that is none of the terms allowed here.
    #[error("`{name}` is none of {known}")]
    UnknownTerm {
        /// What was written.
        name: String,
        /// The terms, with commas.
        known: String,
    },
    /// Another rule of these files has the id.
    #[error("another rule has this id")]
    Twice,
    /// `off` stands only to switch a rule off.
    #[error("`off` takes only `true`")]
    OffFalse,
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// What the format of the file says.
    #[error("{0}")]
    Format(String),
}

/// A checked rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its stable name.
    pub id: String,
    /// What it looks at.
    pub scope: Scope,
    /// How bad a hit is.
    pub severity: Severity,
    /// A fix, or a reason to grow.
    pub kind: RecommendationKind,
    /// With whom the solution of a problem lies.
    pub solver: Solver,
    /// What the measure counts.
    pub unit: Unit,
    /// Work for the client.
    pub effort: Effort,
    /// What the recommendation promises.
    pub effect: Option<Effect>,
    /// A hit in freshly imported figures is an incident (A32).
    pub incident: bool,
    /// Its words.
    pub texts: RuleTexts,
    pub(super) applies: Option<Expr>,
    pub(super) when: Expr,
    pub(super) measure: Expr,
    pub(super) stake: Expr,
    /// Variables its texts have places for.
    pub(super) shown: Vec<Var>,
}

/// The place of a text that takes the measure, beside those of variables.
pub const MEASURE: &str = "measure";

impl Rule {
    /// Checks and compiles.
    ///
    /// # Errors
    /// The first thing wrong and the field it is in.
    pub fn compile(draft: RuleDraft) -> Result<Self, (&'static str, RuleFault)> {
        let id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if draft.id.is_empty() || !draft.id.chars().all(id) {
            return Err(("id", RuleFault::BadId));
        }
        let scope = draft.scope;
        let compiled = |field: &'static str, text: &str| {
            Expr::compile(text, scope).map_err(|fault| (field, fault))
        };
        let applies = match draft.applies.trim() {
            "" => None,
            text => Some(compiled("applies", text)?),
        };
        let stake = match draft.stake.trim() {
            "" => "spend",
            text => text,
        };
        let shown = shown(&draft.texts, scope)?;
        Ok(Self {
            applies,
            when: compiled("when", &draft.when)?,
            measure: compiled("measure", &draft.measure)?,
            stake: compiled("stake", stake)?,
            id: draft.id,
            scope,
            severity: draft.severity,
            kind: draft.kind,
            solver: draft.solver,
            unit: draft.unit,
            effort: draft.effort,
            effect: draft.effect,
            incident: draft.incident,
            texts: draft.texts,
            shown,
        })
    }
}

/// The variables of all texts; checks that each text speaks both languages and asks for what there is.
fn shown(texts: &RuleTexts, scope: Scope) -> Result<Vec<Var>, (&'static str, RuleFault)> {
    let mut shown = Vec::new();
    for (field, text) in texts.all() {
        if text.ru.trim().is_empty() || text.en.trim().is_empty() {
            return Err((field, RuleFault::TextMissing { field }));
        }
        for words in [&text.ru, &text.en] {
            let names = places(words).ok_or((field, RuleFault::BadPlace { field }))?;
            for name in names.into_iter().filter(|name| *name != MEASURE) {
                let var = Var::from_name(name).ok_or_else(|| {
                    let name = name.to_owned();
                    let nearest = None;
                    (field, RuleFault::UnknownVariable { name, nearest })
                })?;
                if !var.known_at(scope) {
                    return Err((field, RuleFault::NotAtScope { var, scope }));
                }
                if !shown.contains(&var) {
                    shown.push(var);
                }
            }
        }
    }
    Ok(shown)
}
