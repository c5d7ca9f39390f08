//! The brief as a questionnaire a client answers by e-mail, and the way back (A8).
//!
//! ```text
//! 2. Чего вы ждёте от нас?
//! Ответ: …
//! ```
//!
//! The number of a question is the code of its field and never changes, whatever is left out: an answer
//! that keeps only the number still finds its field. The sheet holds questions and the client's name, and
//! nothing of what is noted inside.

mod read;
mod take;

use std::fmt::Write;

use super::brief;
use crate::domain::{Brief, BriefField};
use crate::i18n::Texts;

pub use read::{Said, Unread, read};
pub use take::{Taken, take};

/// How the sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Markdown, for a messenger, a tracker, a mail program that shows it.
    Markdown,
    /// Plain text, for anything.
    Plain,
}

/// The questionnaire of a client: what the brief does not say yet, or everything. `None` when there is
/// nothing to ask.
#[must_use]
pub fn sheet(
    texts: &Texts,
    client: &str,
    brief: Option<&Brief>,
    all: bool,
    style: Style,
) -> Option<String> {
    let asked: Vec<(BriefField, &str)> = BriefField::ALL
        .iter()
        .filter(|field| all || brief.is_none_or(|b| !b.has(**field)))
        .map(|field| (*field, ""))
        .collect();
    (!asked.is_empty()).then(|| write(texts, client, &asked, style))
}

/// Questions with what is answered already, in the language of `texts`.
fn write(texts: &Texts, client: &str, asked: &[(BriefField, &str)], style: Style) -> String {
    let title = texts.tf("brief-sheet-title", &[("client", client.into())]);
    let mut out = match style {
        Style::Markdown => format!("# {title}\n\n"),
        Style::Plain => format!("{title}\n\n"),
    };
    out.push_str(&texts.t("brief-sheet-intro"));
    out.push('\n');
    if asked.len() < BriefField::ALL.len() {
        out.push_str(&texts.t("brief-sheet-gaps"));
        out.push('\n');
    }
    let answer = texts.t("brief-sheet-answer");
    for (field, said) in asked {
        let question = brief::question(texts, *field);
        let number = field.code();
        let mark = match style {
            Style::Markdown => "**",
            Style::Plain => "",
        };
        let gap = match style {
            // Without a blank line Markdown joins the answer to the question.
            Style::Markdown => "\n",
            Style::Plain => "",
        };
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "\n{mark}{number}. {question}{mark}\n{gap}{answer} {said}\n"
        );
    }
    out
}

#[cfg(test)]
mod tests;
