//! `planerka add task`: a step of the client's own list.

use serde_json::json;

use super::failure::Failure;
use super::promise::day;
use super::shell::Shell;
use super::{find, session};
use crate::domain::command::NewTask;
use crate::domain::{Change, Command};

#[derive(Debug, clap::Args)]
pub(super) struct TaskArgs {
    /// Whose: an id, an external id, a part of the name
    client: String,
    /// What is to be done
    #[arg(long, value_name = "T")]
    text: String,
    /// By when: YYYY-MM-DD or words (tomorrow, пт); the next working day when left out
    #[arg(long, value_name = "D")]
    due: Option<String>,
    /// It calls for a talk with the client: it reaches the agenda
    #[arg(long)]
    call: bool,
}

/// Writes a task down and prints the id of the list it is in.
pub(super) fn add(shell: &Shell, new: TaskArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let due = new.due.as_deref();
    let due = due.map(|text| day(shell, text, "--due")).transpose()?;
    session::existing(shell, |session| {
        let client = find::client(session.book(), &new.client, texts)?.id();
        let task = NewTask {
            list: texts.t("tasks-title"),
            text: new.text,
            due,
            call: new.call,
        };
        let done = session
            .run(Command::AddTask(client, task))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = [("text", (&done.entry.label).into())];
        shell.say(&texts.tf("cli-task-added", &label));
        let list = done.changes.iter().find_map(|change| match change {
            Change::Checklist(edit) => edit.any().map(|list| list.id.to_string()),
            _ => None,
        });
        let list = list.unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "list": list, "seq": done.entry.seq }));
        }
        shell.data(&format!("{list}\n"))
    })
}
