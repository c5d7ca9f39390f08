//! `planerka add task`: a step of the client's own list.

use serde::Deserialize;
use serde_json::{Value, json};

use super::failure::Failure;
use super::lines;
use super::promise::day;
use super::session::Session;
use super::shell::Shell;
use super::{find, session};
use crate::domain::command::NewTask;
use crate::domain::{Change, Command, Transaction};

#[derive(Debug, clap::Args)]
pub(super) struct TaskArgs {
    /// Whose: an id, an external id, a part of the name
    #[arg(required_unless_present = "stdin")]
    client: Option<String>,
    /// What is to be done
    #[arg(long, value_name = "T", required_unless_present = "stdin")]
    text: Option<String>,
    /// By when: YYYY-MM-DD or words (tomorrow, пт); the next working day when left out
    #[arg(long, value_name = "D")]
    due: Option<String>,
    /// It calls for a talk with the client: it reaches the agenda
    #[arg(long)]
    call: bool,
    /// Read them as JSON Lines from stdin: {"client":"…","text":"…","due":"2026-12-01","call":true,"key":"any"};
    /// an answer line for each, once it is durable
    #[arg(long, conflicts_with_all = ["client", "text", "due", "call"])]
    stdin: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    client: String,
    text: String,
    key: Option<Value>,
    due: Option<String>,
    #[serde(default)]
    call: bool,
}

/// Writes a task down, or a stream of them, and prints the id of the list each is in.
pub(super) fn add(shell: &Shell, new: TaskArgs) -> Result<(), Failure> {
    if new.stdin {
        return stream(shell);
    }
    let asked = Line {
        client: new.client.unwrap_or_default(),
        text: new.text.unwrap_or_default(),
        key: None,
        due: new.due,
        call: new.call,
    };
    // A wrong day is told before the portfolio is opened.
    let due = asked.due.as_deref();
    due.map(|text| day(shell, text, "--due")).transpose()?;
    session::existing(shell, |session| {
        let command = command(shell, session, asked)?;
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = [("text", (&done.entry.label).into())];
        shell.say(&shell.texts().tf("cli-task-added", &label));
        let list = list(&done).unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "list": list, "seq": done.entry.seq }));
        }
        shell.data(&format!("{list}\n"))
    })
}

/// Looks everything up.
fn command(shell: &Shell, session: &Session, asked: Line) -> Result<Command, Failure> {
    let texts = shell.texts();
    let client = find::client(session.book(), &asked.client, texts)?.id();
    let due = asked.due.as_deref();
    let task = NewTask {
        list: texts.t("tasks-title"),
        text: asked.text,
        due: due.map(|text| day(shell, text, "due")).transpose()?,
        call: asked.call,
    };
    Ok(Command::AddTask(client, task))
}

/// The list a task went to.
fn list(done: &Transaction) -> Option<String> {
    done.changes.iter().find_map(|change| match change {
        Change::Checklist(edit) => edit.any().map(|list| list.id.to_string()),
        _ => None,
    })
}

fn stream(shell: &Shell) -> Result<(), Failure> {
    lines::run(shell, |session, _, mut line: Line| {
        let key = line.key.take();
        let command = command(shell, session, line)?;
        let done = session
            .stage(command)
            .map_err(|error| session.words(shell, &error.into()))?;
        let mut answer = json!({ "list": list(&done), "seq": done.entry.seq });
        if let Some(key) = key {
            answer["key"] = key;
        }
        Ok((done, answer))
    })
}
