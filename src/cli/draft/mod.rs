//! `planerka draft`: recommendations from a shell.

mod step;

use clap::Subcommand;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, session};
use crate::domain::command::{Advance, DraftText};
use crate::domain::money::decimal;
use crate::domain::{
    Book, Change, Command, Dossier, Effect, Effort, GoalId, Life, Recommendation,
    RecommendationKind, Transaction,
};
use crate::i18n::Texts;
use crate::say;

pub(super) use step::rates::object as rates_object;

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
    /// Take a recommendation a step further, with the client's decision
    Advance(step::AdvanceArgs),
    /// How many recommendations are accepted and put in place
    Rates(step::rates::RatesArgs),
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
    /// The number of the goal of the brief it serves
    #[arg(long, value_name = "N")]
    goal: Option<u16>,
    /// What the money buys, one line
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    value: String,
    /// The effect it promises: a measure and a range in percent, "cpa -10..-20"
    #[arg(long, value_name = "E", allow_hyphen_values = true)]
    effect: Option<String>,
    /// How to do it, in plain words
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    how: String,
    /// How to do it, in the terms of the trade
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    how_expert: String,
    /// Who helps the client
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    helper: String,
}

/// Writes a draft, takes one through its life, lists or counts them.
pub(super) fn run(shell: &Shell, args: DraftArgs) -> Result<(), Failure> {
    match args.step {
        None => add(shell, args.new),
        Some(Step::Ready { id }) => ready(shell, &id),
        Some(Step::Advance(args)) => step::run(shell, args),
        Some(Step::Rates(args)) => step::rates::run(shell, &args),
        Some(Step::List { client, all }) => list(shell, client.as_deref(), all),
    }
}

fn add(shell: &Shell, new: New) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let name = new.client.unwrap_or_default();
        let dossier = find::client(session.book(), &name, texts)?;
        let client = dossier.id();
        let text = DraftText {
            title: new.title.unwrap_or_default(),
            why: new.why,
            if_done: new.if_done,
            if_not: new.if_not,
            effort: new.effort,
            kind: new.kind,
            goal: new.goal.map(|n| goal(dossier, n, texts)).transpose()?,
            value: new.value,
            effect: new.effect.map(|text| effect(&text, texts)).transpose()?,
            helper: new.helper,
            how_simple: new.how,
            how_expert: new.how_expert,
            rule: None,
        };
        let done = session
            .run(Command::AddDraft(client, text))
            .map_err(|trouble| session.words(shell, &trouble))?;
        shell.say(&texts.tf("cli-draft-added", &[("title", (&done.entry.label).into())]));
        if let Some(flag) = flag(session.book(), &done) {
            let what = say::goal_flag(texts, flag);
            shell.say(&texts.tf("cli-draft-flag", &[("what", what.into())]));
        }
        tell(shell, &done)
    })
}

/// The goal of this number, open or not: the rule says the rest.
fn goal(dossier: &Dossier, number: u16, texts: &Texts) -> Result<GoalId, Failure> {
    let brief = dossier.work().brief.as_deref();
    if brief.is_some_and(|b| b.goal(GoalId(number)).is_some()) {
        return Ok(GoalId(number));
    }
    let open: Vec<String> = brief
        .into_iter()
        .flat_map(|b| b.open_goals())
        .map(|g| format!("{} {}", g.id.0, g.text))
        .collect();
    let open = if open.is_empty() {
        "—".to_owned()
    } else {
        open.join(", ")
    };
    let args = [
        ("number", number.to_string().into()),
        ("goals", open.into()),
    ];
    Err(Failure::new(
        Kind::NotFound,
        texts.tf("cli-goal-number", &args),
    ))
}

fn effect(text: &str, texts: &Texts) -> Result<Effect, Failure> {
    text.parse().map_err(|_| {
        let args = [("text", text.into())];
        Failure::new(Kind::Usage, texts.tf("cli-effect-form", &args))
    })
}

fn flag(book: &Book, done: &Transaction) -> Option<crate::domain::recommendation::GoalFlag> {
    let draft = changed(done)?;
    draft.goal_flag(book.get(draft.client)?.work().brief.as_deref())
}

fn ready(shell: &Shell, id: &str) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let found = find::recommendation(session.book(), id, texts)?;
        let ready = Box::new(Advance::to(Life::Ready));
        let command = Command::AdvanceDraft(found.client, found.id, ready);
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        shell.say(&texts.tf("cli-draft-ready", &[("title", (&done.entry.label).into())]));
        tell(shell, &done)
    })
}

/// The recommendation a transaction wrote.
fn changed(done: &Transaction) -> Option<&Recommendation> {
    done.changes.iter().find_map(|change| match change {
        Change::Recommendation(edit) => edit.after.as_ref(),
        _ => None,
    })
}

fn tell(shell: &Shell, done: &Transaction) -> Result<(), Failure> {
    let Some(draft) = changed(done) else {
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
    let grounds = r.grounds();
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(zone.clone()));
    json!({
        "id": r.id.to_string(),
        "title": r.title,
        "why": r.why,
        "if_done": r.if_done,
        "if_not": r.if_not,
        "effort": r.effort.name(),
        "kind": r.kind.name(),
        "life": r.life.name(),
        "since": at(r.since()),
        "until": r.until.map(|day| day.to_string()),
        "archived": r.archived_at.is_some(),
        "goal": grounds.goal.map(|goal| goal.0),
        "value": grounds.value,
        "effect": grounds.effect.as_ref().map(|e| json!({
            "metric": e.metric.name(),
            "low": f64::from(e.low) / 100.0,
            "high": f64::from(e.high) / 100.0,
        })),
        "helper": grounds.helper,
        "how": grounds.how_simple,
        "how_expert": grounds.how_expert,
        "rule": grounds.rule,
        "cycle": grounds.cycle,
        "declined": r.declines(),
        "steps": r.steps.iter().map(|s| json!({
            "life": s.life.name(),
            "at": at(s.at),
            "note": s.note,
        })).collect::<Vec<_>>(),
        "decision": r.decision.as_ref().map(|d| json!({
            "who": d.who,
            "channel": d.channel.name(),
            "words": d.words,
            "at": at(d.at),
        })),
        "check": r.check.as_ref().map(|c| json!({
            "metric": c.metric.name(),
            "before": c.before.map(decimal),
            "after": c.after.map(decimal),
            "from": c.from.to_string(),
            "on": c.on.to_string(),
            "to": c.to.to_string(),
            "verdict": c.verdict.name(),
            "note": c.note,
        })),
    })
}
