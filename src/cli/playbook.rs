//! `planerka playbook`: checklists of the field, listed and applied (C9–C11, D26–D27).

use clap::Subcommand;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::promise;
use super::shell::{Shell, moment};
use super::{find, session};
use crate::domain::{Change, Checklist, Command, Library};
use crate::jobs::library;
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct PlaybookArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the playbooks, shipped and your own
    List,
    /// Apply a playbook to a client
    Apply {
        /// To whom: an id, an external id, a part of the name
        client: String,
        /// Which, as `playbook list` names it
        id: String,
        /// The day its steps are counted from: YYYY-MM-DD or words; today if not said
        #[arg(long, value_name = "D")]
        from: Option<String>,
    },
}

/// Lists or applies.
pub(super) fn run(shell: &Shell, args: &PlaybookArgs) -> Result<(), Failure> {
    let library = read(shell);
    match &args.what {
        What::List => list(shell, &library),
        What::Apply { client, id, from } => apply(shell, &library, client, id, from.as_deref()),
    }
}

/// The data files; what is wrong with the person's own is said and that entry left out.
pub(super) fn read(shell: &Shell) -> Library {
    let settings = shell.settings();
    let country = settings.country.calendar();
    let (library, problems) = library::load_for(settings.own.as_deref(), country);
    for problem in problems {
        shell.say(&say::library_problem(shell.texts(), &problem));
    }
    library
}

fn list(shell: &Shell, library: &Library) -> Result<(), Failure> {
    let texts = shell.texts();
    if shell.json() {
        let all: Vec<Value> = library
            .playbooks
            .iter()
            .map(|p| {
                let step = |s: &crate::domain::PlaybookStep| {
                    json!({
                        "text": say::bilingual(texts, &s.text),
                        "due": s.due,
                        "call": s.call,
                    })
                };
                json!({
                    "id": p.id,
                    "title": say::bilingual(texts, &p.title),
                    "steps": p.steps.iter().map(step).collect::<Vec<_>>(),
                })
            })
            .collect();
        return shell.document(&json!({ "playbooks": all }));
    }
    let mut out = String::new();
    for p in &library.playbooks {
        let title = say::bilingual(texts, &p.title);
        let steps = texts.tf("playbook-steps", &[("count", p.steps.len().into())]);
        out.push_str(&format!("{:<18}{title}, {steps}\n", p.id));
    }
    shell.data(&out)
}

fn apply(
    shell: &Shell,
    library: &Library,
    client: &str,
    id: &str,
    from: Option<&str>,
) -> Result<(), Failure> {
    let texts = shell.texts();
    let Some(playbook) = library.playbooks.iter().find(|p| p.id == id) else {
        let known: Vec<&str> = library.playbooks.iter().map(|p| p.id.as_str()).collect();
        let args = [("text", id.into()), ("known", known.join(", ").into())];
        let message = texts.tf("cli-no-playbook", &args);
        return Err(Failure::new(Kind::NotFound, message));
    };
    let from = match from {
        Some(text) => promise::day(shell, text, "--from")?,
        None => shell.now().date(),
    };
    session::existing(shell, |session| {
        let dossier = find::client(session.book(), client, texts)?;
        let (client, name) = (dossier.id(), dossier.client.name.clone());
        let new = say::checklist(texts, playbook, from, &library.calendar);
        let done = session
            .run(Command::ApplyPlaybook(client, new))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let made = done.changes.iter().find_map(|change| match change {
            Change::Checklist(edit) => edit.after.as_ref(),
            _ => None,
        });
        let Some(made) = made else {
            return Ok(());
        };
        let args = [
            ("title", made.title.as_str().into()),
            ("count", made.steps.len().into()),
            ("client", name.into()),
        ];
        shell.say(&texts.tf("cli-playbook-applied", &args));
        if shell.json() {
            let zone = session.now().time_zone().clone();
            let mut value = object(made, &zone);
            value["seq"] = json!(done.entry.seq);
            return shell.document(&value);
        }
        shell.data(&format!("{}\n", made.id))
    })
}

/// A checklist as scripts read it.
pub(super) fn object(list: &Checklist, zone: &TimeZone) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(zone.clone()));
    let step = |s: &crate::domain::ChecklistStep| {
        json!({
            "text": s.text,
            "due": s.due.to_string(),
            "call": s.call,
            "done_at": s.done_at.map(at),
            "note": s.note,
        })
    };
    json!({
        "id": list.id.to_string(),
        "playbook": list.playbook,
        "title": list.title,
        "started": list.started.to_string(),
        "steps": list.steps.iter().map(step).collect::<Vec<_>>(),
        "closed_at": list.closed_at.map(at),
    })
}
