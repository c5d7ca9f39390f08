//! `planerka undo`, `redo` and `journal`.

use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::session::{self, Trouble};
use super::shell::{Shell, moment};
use super::words;
use crate::domain::history::Unit;
use crate::domain::{Entry, GroupId, Origin, RuleError};
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    /// Take back the last work of this group (an import prints its group)
    #[arg(long, value_name = "G")]
    group: Option<GroupId>,
}

#[derive(Debug, clap::Args)]
pub(super) struct JournalArgs {
    /// How many of the newest entries
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

/// Takes the last unit of work back.
pub(super) fn undo(shell: &Shell, args: &UndoArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let unit = session::existing(shell, |session| {
        session
            .undo(args.group)
            .map_err(|trouble| conflict(shell, &trouble, session))
    })?;
    match (unit, args.group) {
        (Some(unit), _) => tell(shell, "cli-undone", "undone", &unit),
        (None, Some(group)) => {
            let message = texts.tf("cli-no-group", &[("text", group.to_string().into())]);
            Err(Failure::new(Kind::NotFound, message))
        }
        (None, None) => nothing(shell, "cli-nothing-to-undo"),
    }
}

/// Does the last undone unit of work again.
pub(super) fn redo(shell: &Shell) -> Result<(), Failure> {
    let unit = session::existing(shell, |session| {
        session
            .redo()
            .map_err(|trouble| conflict(shell, &trouble, session))
    })?;
    match unit {
        Some(unit) => tell(shell, "cli-redone", "redone", &unit),
        None => nothing(shell, "cli-nothing-to-redo"),
    }
}

fn nothing(shell: &Shell, id: &str) -> Result<(), Failure> {
    Err(Failure::new(Kind::Refused, shell.texts().t(id)))
}

fn conflict(shell: &Shell, trouble: &Trouble, session: &session::Session) -> Failure {
    match trouble {
        Trouble::Rule(RuleError::Conflict(_)) => {
            Failure::new(Kind::Refused, shell.texts().t("cli-undo-conflict"))
        }
        other => session.words(shell, other),
    }
}

fn tell(shell: &Shell, id: &str, verb: &str, unit: &Unit) -> Result<(), Failure> {
    let texts = shell.texts();
    let what = format!("{}, {}", say::intent(texts, unit.intent), unit.label);
    shell.say(&texts.tf(id, &[("what", what.trim_end_matches(", ").into())]));
    if shell.json() {
        return shell.document(&json!({
            verb: {
                "intent": unit.intent.name(),
                "label": unit.label,
                "client": unit.client.map(|c| c.to_string()),
                "group": unit.group.map(|g| g.to_string()),
                "seqs": unit.seqs,
                "changes": unit.changes,
            }
        }));
    }
    Ok(())
}

/// Lists the newest entries, the newest first.
pub(super) fn journal(shell: &Shell, args: &JournalArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let (entries, zone) = session::existing(shell, |session| {
        let entries = session
            .engine()
            .journal(args.limit)
            .map_err(|error| words::store(shell, &error))?;
        Ok((entries, session.now().time_zone().clone()))
    })?;
    let time = |entry: &Entry| entry.at.to_zoned(zone.clone());
    if shell.json() {
        let rows: Vec<Value> = entries
            .iter()
            .map(|entry| row(entry, &moment(&time(entry))))
            .collect();
        return shell.document(&rows.into());
    }
    let mut out = String::new();
    for entry in &entries {
        let mark = match entry.origin {
            Origin::Did => String::new(),
            Origin::Undid(seq) => format!("  ↶ {seq}"),
            Origin::Redid(seq) => format!("  ↷ {seq}"),
        };
        out.push_str(&format!(
            "{:>6}  {}  {:<24}  {}{mark}\n",
            entry.seq,
            time(entry).strftime("%Y-%m-%d %H:%M"),
            say::intent(texts, entry.intent),
            entry.label,
        ));
    }
    shell.data(&out)
}

fn row(entry: &Entry, at: &str) -> Value {
    let (undoes, redoes) = match entry.origin {
        Origin::Did => (None, None),
        Origin::Undid(seq) => (Some(seq), None),
        Origin::Redid(seq) => (None, Some(seq)),
    };
    json!({
        "seq": entry.seq,
        "at": at,
        "intent": entry.intent.name(),
        "client": entry.client.map(|c| c.to_string()),
        "group": entry.group.map(|g| g.to_string()),
        "undoes": undoes,
        "redoes": redoes,
        "label": entry.label,
        "changes": entry.changes,
    })
}
