//! Problems from a shell: written down, listed on the card.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, session};
use crate::domain::command::ProblemText;
use crate::domain::{Change, Command, FoundBy, Problem, Severity, Solver};

#[derive(Debug, clap::Args)]
pub(super) struct NewProblem {
    /// Whose: an id, an external id, a part of the name
    client: String,
    /// One line
    #[arg(long, value_name = "T")]
    title: String,
    /// Advertising stands still or money is burnt
    #[arg(long)]
    critical: bool,
    /// Who brought it up
    #[arg(long, default_value = "us", value_parser = terms(FoundBy::ALL, FoundBy::name))]
    found_by: FoundBy,
    /// With whom the solution lies
    #[arg(long, default_value = "us", value_parser = terms(Solver::ALL, Solver::name))]
    solver: Solver,
    /// What is known: numbers, links, what the platform wrote
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    details: String,
    /// Must not be told to the client yet
    #[arg(long)]
    sensitive: bool,
}

/// Writes a problem down and prints its id.
pub(super) fn add(shell: &Shell, new: NewProblem) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let client = find::client(session.book(), &new.client, texts)?.id();
        let text = ProblemText {
            title: new.title,
            details: new.details,
            severity: if new.critical {
                Severity::Critical
            } else {
                Severity::Normal
            },
            found_by: new.found_by,
            solver: new.solver,
            sensitive: new.sensitive,
            rule: None,
        };
        let done = session
            .run(Command::AddProblem(client, text))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = [("title", (&done.entry.label).into())];
        shell.say(&texts.tf("cli-problem-added", &label));
        let id = done.changes.iter().find_map(|change| match change {
            Change::Problem(edit) => edit.any().map(|p| p.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        shell.data(&format!("{id}\n"))
    })
}

/// A problem as scripts read it.
pub(super) fn object(p: &Problem, zone: &TimeZone) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(zone.clone()));
    let steps: Vec<Value> = p
        .steps
        .iter()
        .map(|s| json!({ "life": s.life.name(), "at": at(s.at), "note": s.note }))
        .collect();
    json!({
        "id": p.id.to_string(),
        "title": p.title,
        "details": p.details,
        "severity": p.severity.name(),
        "found_by": p.found_by.name(),
        "solver": p.solver.name(),
        "waiting_for": (!p.waiting_for.is_empty()).then_some(&p.waiting_for),
        "waiting_until": p.waiting_until.map(|day| day.to_string()),
        "sensitive": p.sensitive,
        "life": p.life.name(),
        "since": at(p.since()),
        "cycle": p.cycle,
        "rule": p.rule,
        "found_at": at(p.found_at),
        "steps": steps,
    })
}
