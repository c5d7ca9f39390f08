//! `planerka log --stdin`: touches as JSON Lines.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Asked, command, touch_id};
use crate::cli::failure::Failure;
use crate::cli::lines::{self, not_json};
use crate::cli::shell::Shell;
use crate::domain::{Channel, Direction, Outcome};
use crate::i18n::Texts;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    client: String,
    key: Option<Value>,
    contact: Option<String>,
    at: Option<String>,
    channel: Option<String>,
    direction: Option<String>,
    outcome: Option<String>,
    #[serde(default)]
    minutes: u16,
    #[serde(default)]
    note: String,
    next: Option<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    promised: bool,
}

/// Takes lines until the input ends or nobody reads the answers.
pub(super) fn run(shell: &Shell) -> Result<(), Failure> {
    let texts = shell.texts();
    lines::run(shell, |session, number, line: Line| {
        let (asked, key) = asked(line, texts, number)?;
        let now = session.now();
        let command = command(&asked, session.book(), &now, texts)?;
        let transaction = session
            .stage(command)
            .map_err(|error| session.words(shell, &error.into()))?;
        let mut answer = json!({
            "id": touch_id(&transaction).map(|id| id.to_string()),
            "seq": transaction.entry.seq,
        });
        if let Some(key) = key {
            answer["key"] = key;
        }
        Ok((transaction, answer))
    })
}

fn asked(line: Line, texts: &Texts, number: u64) -> Result<(Asked, Option<Value>), Failure> {
    macro_rules! term {
        ($value:expr, $term:ident, $default:expr) => {
            match &$value {
                None => $default,
                Some(text) => $term::from_name(text).ok_or_else(|| {
                    let names: Vec<&str> = $term::ALL.iter().map(|t| t.name()).collect();
                    not_json(texts, number, &format!("{text:?}: {}", names.join(", ")))
                })?,
            }
        };
    }
    let asked = Asked {
        channel: term!(line.channel, Channel, Channel::Phone),
        direction: term!(line.direction, Direction, Direction::Out),
        outcome: term!(line.outcome, Outcome, Outcome::Answered),
        client: line.client,
        contact: line.contact,
        at: line.at,
        minutes: line.minutes,
        note: line.note,
        next: line.next,
        reason: line.reason,
        promised: line.promised,
    };
    Ok((asked, line.key))
}
