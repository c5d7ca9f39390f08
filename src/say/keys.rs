//! Mistakes of the person's keymap.

use crate::i18n::Texts;
use crate::input::{KeymapProblem, ProblemKind};

/// A mistake of the person's keymap.
#[must_use]
pub fn keymap_problem(texts: &Texts, problem: &KeymapProblem) -> String {
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
    match problem.line {
        Some(line) => texts.tf(
            "keymap-line",
            &[("line", line.to_string().into()), ("problem", said.into())],
        ),
        None => said,
    }
}

/// The first mistake of the person's keymap and how many more there are; `None` when there are none.
#[must_use]
pub fn keymap_problems(texts: &Texts, problems: &[KeymapProblem]) -> Option<String> {
    let (first, more) = problems.split_first()?;
    let said = keymap_problem(texts, first);
    if more.is_empty() {
        return Some(said);
    }
    let args = [("problem", said.into()), ("count", more.len().into())];
    Some(texts.tf("keymap-more", &args))
}
