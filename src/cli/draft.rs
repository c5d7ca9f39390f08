//! `planerka draft`: recommendations from a shell.

use clap::Subcommand;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, session};
use crate::domain::command::DraftText;
use crate::domain::{
    Change, Command, Effort, Life, Recommendation, RecommendationKind, Transaction,
};
use crate::say;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct DraftArgs {
    #[command(subcommand)]
    step: Option<Step>,
    #[command(flatten)]
    new: New,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Mark a recommendation as ready to present; it must say why and what if
    Ready {
        /// Its id or the beginning of it
        id: String,
    },
    /// List recommendations before the client's decision
    List {
        /// Only those of this client
        client: Option<String>,
        /// Those decided, done and archived too
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, clap::Args)]
struct New {
    /// For whom: an id, an external id, a part of the name
    #[arg(required = true)]
    client: Option<String>,
    /// One line
    #[arg(long, value_name = "T", required = true)]
    title: Option<String>,
    /// Why
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    why: String,
    /// What happens if it is done
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    if_done: String,
    /// What happens if it is not done
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    if_not: String,
    /// Work for the client
    #[arg(long, default_value = "M", ignore_case = true, value_parser = terms(Effort::ALL, Effort::name))]
    effort: Effort,
    /// What it is for
    #[arg(long, default_value = "growth", value_parser = terms(RecommendationKind::ALL, RecommendationKind::name))]
    kind: RecommendationKind,
}

/// Writes a draft, marks one as ready, or lists them.
pub(super) fn run(shell: &Shell, args: DraftArgs) -> Result<(), Failure> {
    match args.step {
        None => add(shell, args.new),
        Some(Step::Ready { id }) => ready(shell, &id),
        Some(Step::List { client, all }) => list(shell, client.as_deref(), all),
    }
}

fn add(shell: &Shell, new: New) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let name = new.client.unwrap_or_default();
        let client = find::client(session.book(), &name, texts)?.id();
        let text = DraftText {
            title: new.title.unwrap_or_default(),
            why: new.why,
            if_done: new.if_done,
            if_not: new.if_not,
            effort: new.effort,
            kind: new.kind,
        };
        let done = session
            .run(Command::AddDraft(client, text))
            .map_err(|trouble| session.words(shell, &trouble))?;
        tell(shell, "cli-draft-added", &done)
    })
}

fn ready(shell: &Shell, id: &str) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let found = find::recommendation(session.book(), id, texts)?;
        let command = Command::AdvanceDraft {
            client: found.client,
            id: found.id,
            to: Life::Ready,
            until: None,
            note: String::new(),
        };
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        tell(shell, "cli-draft-ready", &done)
    })
}

fn tell(shell: &Shell, said: &str, done: &Transaction) -> Result<(), Failure> {
    let texts = shell.texts();
    shell.say(&texts.tf(said, &[("title", (&done.entry.label).into())]));
    let draft = done.changes.iter().find_map(|change| match change {
        Change::Recommendation(edit) => edit.after.as_ref(),
        _ => None,
    });
    let Some(draft) = draft else {
        return Ok(());
    };
    if shell.json() {
        return shell.document(&json!({
            "id": draft.id.to_string(),
            "life": draft.life.name(),
            "seq": done.entry.seq,
        }));
    }
    shell.data(&format!("{}\n", draft.id))
}

fn list(shell: &Shell, client: Option<&str>, all: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let book = session.book();
        let only = client
            .map(|text| find::client(book, text, texts).map(crate::domain::Dossier::id))
            .transpose()?;
        let mut rows: Vec<(&str, &Recommendation)> = Vec::new();
        for dossier in book.active() {
            if only.is_some_and(|id| id != dossier.id()) {
                continue;
            }
            let name = dossier.client.name.as_str();
            if all {
                rows.extend(dossier.recommendations.iter().map(|r| (name, r)));
            } else {
                rows.extend(dossier.live_recommendations().map(|r| (name, r)));
            }
        }
        if shell.json() {
            let zone = session.now().time_zone().clone();
            let rows: Vec<Value> = rows
                .iter()
                .map(|(name, r)| {
                    let mut draft = object(r, &zone);
                    draft["client"] = json!({ "id": r.client.to_string(), "name": name });
                    draft
                })
                .collect();
            return shell.document(&json!({ "drafts": rows }));
        }
        let mut out = String::new();
        for (name, r) in rows {
            out.push_str(&format!(
                "{}  {:<12}  {name}: {}\n",
                r.id,
                say::life(texts, r.life),
                r.title
            ));
        }
        shell.data(&out)
    })
}

/// A recommendation as scripts read it.
pub(super) fn object(r: &Recommendation, zone: &TimeZone) -> Value {
    json!({
        "id": r.id.to_string(),
        "title": r.title,
        "why": r.why,
        "if_done": r.if_done,
        "if_not": r.if_not,
        "effort": r.effort.name(),
        "kind": r.kind.name(),
        "life": r.life.name(),
        "since": moment(&r.since().to_zoned(zone.clone())),
        "until": r.until.map(|day| day.to_string()),
        "archived": r.archived_at.is_some(),
    })
}
