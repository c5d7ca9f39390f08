//! Letters filled from values: `{place}` is filled, `{% if place %}` keeps a part only when there is
//! something to fill. The template library's own syntax otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::{Letter, Problem, Solver};

/// A letter whose text is not a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct LetterError {
    /// The line within the body, from 1; 0 when the library does not say.
    pub line: usize,
    /// What the library says.
    pub detail: String,
}

impl From<minijinja::Error> for LetterError {
    fn from(error: minijinja::Error) -> Self {
        let detail = error.detail().map_or_else(
            || error.kind().to_string(),
            |detail| format!("{}: {detail}", error.kind()),
        );
        Self {
            line: error.line().unwrap_or(0),
            detail,
        }
    }
}

/// A filled letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// Words of the places left open, in the order of the text; each stands there in square brackets.
    pub blanks: Vec<String>,
}

/// A place of which nothing is known: it counts as nothing in a condition and shows itself in the text.
#[derive(Debug)]
struct Blank {
    words: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Object for Blank {
    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.contains(&self.words) {
            seen.push(self.words.clone());
        }
        write!(f, "[{}]", self.words)
    }
}

fn environment() -> Result<Environment<'static>, LetterError> {
    let mut env = Environment::empty();
    env.set_syntax(
        SyntaxConfig::builder()
            .block_delimiters("{%", "%}")
            .variable_delimiters("{", "}")
            .comment_delimiters("{#", "#}")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    Ok(env)
}

/// The places a body names, conditions included.
///
/// # Errors
/// When it is not a template.
pub fn places(body: &str) -> Result<BTreeSet<String>, LetterError> {
    let env = environment()?;
    let template = env.template_from_str(body)?;
    Ok(template.undeclared_variables(false).into_iter().collect())
}

/// Fills a body: known places with their values, all others with `words` of their names in brackets.
///
/// # Errors
/// When it is not a template.
pub fn fill(
    body: &str,
    values: &BTreeMap<&'static str, String>,
    words: impl Fn(&str) -> String,
) -> Result<Filled, LetterError> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let context: BTreeMap<String, Value> = places(body)?
        .into_iter()
        .map(|place| {
            let known = values.get(place.as_str()).map(|v| v.trim());
            let value = match known.filter(|v| !v.is_empty()) {
                Some(value) => Value::from(value),
                None => Value::from_object(Blank {
                    words: words(&place),
                    seen: seen.clone(),
                }),
            };
            (place, value)
        })
        .collect();
    let env = environment()?;
    let text = env.template_from_str(body)?.render(context)?;
    let blanks = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(Filled {
        text: text.trim().to_owned() + "\n",
        blanks,
    })
}

impl Letter {
    /// Whether the client is to read it.
    #[must_use]
    pub fn is_for_client(&self) -> bool {
        self.to == Solver::Client
    }

    /// The problem that keeps a text of this letter from leaving: one not cleared for the client that it is
    /// about, or that it names (C12).
    #[must_use]
    pub fn held_back<'p>(
        &self,
        about: Option<&'p Problem>,
        problems: &'p [Problem],
        text: &str,
    ) -> Option<&'p Problem> {
        if !self.is_for_client() {
            return None;
        }
        let secret = |p: &&Problem| !p.may_leave_to_client() && p.archived_at.is_none();
        let text = super::fold::fold(text);
        about.filter(secret).or_else(|| {
            problems
                .iter()
                .filter(secret)
                .find(|p| text.contains(&super::fold::fold(&p.title)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(body: &str, known: &[(&'static str, &str)]) -> Filled {
        let values = known.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
        fill(body, &values, |place| format!("что: {place}")).unwrap()
    }

    #[test]
    fn known_places_are_filled_and_unknown_ones_show() {
        let body = "Клиент {client}.\n{% if details %}\nДетали: {details}\n{% endif %}\nСрок {day}, {day}; {link}.\n";
        let some = filled(
            body,
            &[("client", "Альфа & {day} <b>"), ("details", "a\nb")],
        );
        assert_eq!(
            some.text,
            "Клиент Альфа & {day} <b>.\nДетали: a\nb\nСрок [что: day], [что: day]; [что: link].\n",
            "values are text, not templates"
        );
        assert_eq!(some.blanks, ["что: day", "что: link"]);
        let none = filled(body, &[("details", "  ")]);
        assert!(!none.text.contains("Детали"), "{}", none.text);
        assert!(
            !none.blanks.contains(&"что: details".to_owned()),
            "asked for only where it would stand"
        );
    }

    #[test]
    fn what_is_no_template_names_its_line() {
        let error = places("раз\nдва {% if x %}\nтри").unwrap_err();
        assert!(error.line >= 2, "{error}");
        assert!(places("{client").is_err());
        assert_eq!(places("{a} {% if b %}{c}{% endif %}").unwrap().len(), 3);
    }
}
