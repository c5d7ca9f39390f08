//! Audit rules from `assets/rules` and from the person's own `rules/*.toml`.
//!
//! Each `[[rule]]` is read and compiled by itself: an entry with an error is told with its line and switched
//! off, the others stay. An own entry takes the place of the shipped one of the same id; `off = true` beside
//! an id takes it away.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::entries::{id_of, line_of};
use crate::domain::audit::{Rule, RuleDraft, RuleFault, RuleTexts, Scope, Unit, Var};
use crate::domain::{Bilingual, Effect, Effort, Metric, RecommendationKind, Severity, Solver};

/// The shipped files.
const SHIPPED: &[(&str, &str)] = &[
    (
        "moderation.toml",
        include_str!("../../../assets/rules/moderation.toml"),
    ),
    (
        "tracking.toml",
        include_str!("../../../assets/rules/tracking.toml"),
    ),
    (
        "money.toml",
        include_str!("../../../assets/rules/money.toml"),
    ),
    (
        "dynamics.toml",
        include_str!("../../../assets/rules/dynamics.toml"),
    ),
    (
        "structure.toml",
        include_str!("../../../assets/rules/structure.toml"),
    ),
    (
        "growth.toml",
        include_str!("../../../assets/rules/growth.toml"),
    ),
];

/// What is wrong with a rule of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; 0 when the file cannot be read at all.
    pub line: usize,
    /// The id of the rule; empty when it cannot be told, or when it is the file.
    pub rule: String,
    /// What is wrong.
    pub fault: RuleFault,
}

/// All rules in force, and what is wrong with those that are not; `own` is the configuration directory.
#[must_use]
pub fn rules(own: Option<&Path>) -> (Vec<Arc<Rule>>, Vec<RuleProblem>) {
    let mut layer = Layer::default();
    for (name, text) in SHIPPED {
        layer.read(&Path::new("assets/rules").join(name), text);
    }
    let Layer {
        mut entries,
        mut problems,
    } = layer;
    let mut mine = Layer::default();
    for path in own_files(own) {
        match std::fs::read_to_string(&path) {
            Ok(text) => mine.read(&path, &text),
            Err(error) => mine.problems.push(RuleProblem {
                file: path,
                line: 0,
                rule: String::new(),
                fault: RuleFault::Unreadable(error.to_string()),
            }),
        }
    }
    problems.append(&mut mine.problems);
    for (id, rule) in mine.entries {
        match entries.iter_mut().find(|(known, _)| *known == id) {
            Some((_, place)) => *place = rule,
            None => entries.push((id, rule)),
        }
    }
    let rules = entries.into_iter().filter_map(|(_, rule)| rule);
    (rules.map(Arc::new).collect(), problems)
}

/// The person's own files by name; a directory that is not there has none.
fn own_files(own: Option<&Path>) -> Vec<PathBuf> {
    let Some(entries) = own.and_then(|dir| std::fs::read_dir(dir.join("rules")).ok()) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .collect();
    files.sort();
    files
}

/// The files of one layer: shipped, or own.
#[derive(Default)]
struct Layer {
    /// By id; `None`: switched off.
    entries: Vec<(String, Option<Rule>)>,
    problems: Vec<RuleProblem>,
}

impl Layer {
    fn read(&mut self, file: &Path, text: &str) {
        let text = text.trim_start_matches('\u{feff}');
        let mut problem = |span: Option<Range<usize>>, rule: &str, fault| {
            self.problems.push(RuleProblem {
                file: file.to_path_buf(),
                line: span.map_or(1, |span| line_of(text, span.start)),
                rule: rule.to_owned(),
                fault,
            });
        };
        let document = match DeTable::parse(text) {
            Ok(document) => document.into_inner(),
            Err(error) => {
                let fault = RuleFault::Format(error.message().to_owned());
                return problem(error.span(), "", fault);
            }
        };
        for (name, value) in document {
            let span = name.span();
            let DeValue::Array(list) = value.into_inner() else {
                let fault = RuleFault::Format("expected [[rule]]".to_owned());
                problem(Some(span), name.get_ref(), fault);
                continue;
            };
            if name.get_ref() != "rule" {
                let fault = RuleFault::Format("expected [[rule]]".to_owned());
                problem(Some(span), name.get_ref(), fault);
                continue;
            }
            for entry in list {
                let id = id_of(&entry);
                let at = entry.span();
                match read_entry(entry) {
                    Ok(rule) if self.entries.iter().any(|(known, _)| *known == id) => {
                        drop(rule);
                        problem(Some(at), &id, RuleFault::Twice);
                    }
                    Ok(rule) => self.entries.push((id, rule)),
                    Err((span, fault)) => problem(span.or(Some(at)), &id, fault),
                }
            }
        }
    }
}

type Fault = (Option<Range<usize>>, RuleFault);

/// A rule; `None` when the entry switches one off.
fn read_entry(entry: Spanned<DeValue<'_>>) -> Result<Option<Rule>, Fault> {
    let DeValue::Table(table) = entry.get_ref() else {
        return Err((None, RuleFault::Format("expected a table".to_owned())));
    };
    // Where each field stands, for errors found after the format is read.
    let spans: Vec<(String, Range<usize>)> = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), value.span()))
        .collect();
    let format = |error: toml::de::Error| {
        let fault = RuleFault::Format(error.message().to_owned());
        (error.span(), fault)
    };
    if table.contains_key("off") {
        let off = Off::deserialize(ValueDeserializer::from(entry)).map_err(format)?;
        return match off.off {
            true => Ok(None),
            false => Err((None, RuleFault::OffFalse)),
        };
    }
    let written = Written::deserialize(ValueDeserializer::from(entry)).map_err(format)?;
    let place = |field: &str| {
        let found = spans.iter().find(|(name, _)| name == field);
        found.map(|(_, span)| span.clone())
    };
    let draft = written
        .draft()
        .map_err(|(field, fault)| (place(field), fault))?;
    Rule::compile(draft)
        .map(Some)
        .map_err(|(field, fault)| (place(field), fault))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Off {
    #[serde(rename = "id")]
    _id: String,
    off: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEffect {
    metric: String,
    /// Per cent.
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    scope: String,
    severity: String,
    kind: String,
    solver: Option<String>,
    #[serde(default)]
    applies: String,
    when: String,
    measure: String,
    unit: Option<String>,
    #[serde(default)]
    stake: String,
    effort: Option<String>,
    effect: Option<WrittenEffect>,
    /// Freshly imported figures that hit raise an incident.
    #[serde(default)]
    incident: bool,
    title: Bilingual,
    evidence: Bilingual,
    why: Bilingual,
    if_done: Bilingual,
    if_not: Bilingual,
    how_simple: Bilingual,
    how_expert: Bilingual,
}

/// The term of a name, or which names there are.
fn term<T: Copy>(
    field: &'static str,
    name: &str,
    all: &[T],
    name_of: fn(T) -> &'static str,
) -> Result<T, (&'static str, RuleFault)> {
    let found = all.iter().copied().find(|term| name_of(*term) == name);
    found.ok_or_else(|| {
        let known = all.iter().map(|term| name_of(*term)).collect::<Vec<_>>();
        let fault = RuleFault::UnknownTerm {
            name: name.to_owned(),
            known: known.join(", "),
        };
        (field, fault)
    })
}

impl Written {
    fn draft(self) -> Result<RuleDraft, (&'static str, RuleFault)> {
        let unit = match &self.unit {
            Some(name) => term("unit", name, Unit::ALL, Unit::name)?,
            None => Var::from_name(self.measure.trim()).map_or(Unit::Count, Var::unit),
        };
        let effect = match self.effect {
            None => None,
            Some(effect) => Some(Effect {
                metric: term("effect", &effect.metric, Metric::ALL, Metric::name)?,
                low: hundredths(effect.low),
                high: hundredths(effect.high),
            }),
        };
        Ok(RuleDraft {
            scope: term("scope", &self.scope, Scope::ALL, Scope::name)?,
            severity: term("severity", &self.severity, Severity::ALL, Severity::name)?,
            kind: term(
                "kind",
                &self.kind,
                RecommendationKind::ALL,
                RecommendationKind::name,
            )?,
            solver: match &self.solver {
                Some(name) => term("solver", name, Solver::ALL, Solver::name)?,
                None => Solver::default(),
            },
            effort: match &self.effort {
                Some(name) => term("effort", name, Effort::ALL, Effort::name)?,
                None => Effort::default(),
            },
            id: self.id,
            applies: self.applies,
            when: self.when,
            measure: self.measure,
            unit,
            stake: self.stake,
            effect,
            incident: self.incident,
            texts: RuleTexts {
                title: self.title,
                evidence: self.evidence,
                why: self.why,
                if_done: self.if_done,
                if_not: self.if_not,
                how_simple: self.how_simple,
                how_expert: self.how_expert,
            },
        })
    }
}

/// Per cent as hundredths of a per cent.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a change beyond i32 hundredths of a per cent saturates"
)]
fn hundredths(percent: f64) -> i32 {
    (percent * 100.0).round() as i32
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
