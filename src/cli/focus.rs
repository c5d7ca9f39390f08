//! `planerka focus`: the segment of the month from a shell (A6).

use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::find;
use super::session::{self, Session};
use super::shell::{Shell, moment};
use super::view;
use crate::domain::command::{CohortCommand, NewCohort};
use crate::domain::focus;
use crate::domain::query::{Plan, Query};
use crate::domain::{ClientId, Cohort, Command, Dossier, Method, Month};
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct FocusArgs {
    #[command(subcommand)]
    what: FocusVerb,
}

#[derive(Debug, clap::Subcommand)]
enum FocusVerb {
    /// Show the focus of this month, how far its work has come and what closed months say
    Show,
    /// Freeze clients as the focus of a month
    Freeze(FreezeArgs),
    /// Close the focus of this month
    Close {
        /// What came of it
        #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
        verdict: String,
    },
}

#[derive(Debug, clap::Args)]
struct FreezeArgs {
    /// Its name
    name: String,
    /// The clients a query finds
    #[arg(
        long,
        value_name = "QUERY",
        conflicts_with = "client",
        allow_hyphen_values = true
    )]
    query: Option<String>,
    /// A client: an id, an external id, a part of the name; repeatable
    #[arg(long, value_name = "CLIENT")]
    client: Vec<String>,
    /// The month [default: this one]
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<Month>,
    /// Percent held out
    #[arg(long, value_name = "N", default_value_t = 10)]
    hold_out: u8,
    /// What is expected
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    hypothesis: String,
    /// Close the focus the month has
    #[arg(long)]
    replace: bool,
}

/// Does what is asked of the focus.
pub(super) fn run(shell: &Shell, args: FocusArgs) -> Result<(), Failure> {
    session::existing(shell, |session| match args.what {
        FocusVerb::Show => show(shell, session),
        FocusVerb::Freeze(args) => freeze(shell, session, args),
        FocusVerb::Close { verdict } => {
            let cohort = current(shell, session)?.id;
            let command = Command::Cohort(CohortCommand::Close { cohort, verdict });
            done(shell, session, command, "cli-focus-closed")
        }
    })
}

fn current<'s>(shell: &Shell, session: &'s Session) -> Result<&'s Cohort, Failure> {
    let month = Month::from(session.now().date());
    session.book().desk().focus(month).ok_or_else(|| {
        let texts = shell.texts();
        let args = [("month", say::focus::month(texts, month).into())];
        Failure::new(Kind::NotFound, texts.tf("cli-focus-none", &args))
    })
}

fn done(
    shell: &Shell,
    session: &mut Session,
    command: Command,
    id: &'static str,
) -> Result<(), Failure> {
    let done = session
        .run(command)
        .map_err(|trouble| session.words(shell, &trouble))?;
    let args = [("name", done.entry.label.as_str().into())];
    shell.say(&shell.texts().tf(id, &args));
    if shell.json() {
        return shell.document(&json!({ "seq": done.entry.seq }));
    }
    Ok(())
}

fn freeze(shell: &Shell, session: &mut Session, args: FreezeArgs) -> Result<(), Failure> {
    let now = session.now();
    let mut clients: Vec<ClientId> = Vec::new();
    for text in &args.client {
        clients.push(find::client(session.book(), text, shell.texts())?.id());
    }
    let query = args.query.unwrap_or_default();
    if !query.is_empty() {
        let parsed = Query::parse(&query)
            .map_err(|fault| view::broken(shell, Kind::Usage, &query, &fault))?;
        let ranking = view::scores(session, parsed.asks_ranking());
        let plan = Plan::new(&parsed, &now, ranking.as_ref());
        let found = session.book().all().filter(|d| plan.holds(d));
        clients = found.map(Dossier::id).collect();
    }
    let command = CohortCommand::Freeze(Box::new(NewCohort {
        name: args.name,
        month: Some(args.month.unwrap_or_else(|| Month::from(now.date()))),
        method: Method::ByHand,
        query,
        hypothesis: args.hypothesis,
        clients: clients.into_iter().map(|id| (id, 0)).collect(),
        held_out: args.hold_out,
        replace: args.replace,
    }));
    done(shell, session, Command::Cohort(command), "cli-focus-frozen")
}

fn show(shell: &Shell, session: &Session) -> Result<(), Failure> {
    let cohort = current(shell, session)?;
    let (book, texts, now) = (session.book(), shell.texts(), session.now());
    let zone = now.time_zone();
    let progress = focus::progress(cohort, book);
    let windows = focus::closed_windows(cohort, now.date(), zone);
    let compared: Vec<_> = (1..=windows)
        .flat_map(|months| focus::compare(cohort, book, months, zone))
        .collect();
    if shell.json() {
        let members: Vec<Value> = cohort
            .members
            .iter()
            .map(|m| {
                json!({
                    "client": m.client.to_string(),
                    "name": book.client(m.client).map(|c| &c.name),
                    "score": m.score,
                    "held_out": m.held_out,
                    "worked_at": m.worked_at.map(|at| moment(&at.to_zoned(zone.clone()))),
                    "left": m.left.as_ref().map(|l| &l.reason),
                })
            })
            .collect();
        let compared: Vec<Value> = compared
            .iter()
            .map(|c| {
                json!({
                    "months": c.months,
                    "currency": c.currency.code(),
                    "against": match c.against {
                        focus::Against::HeldOut => "held_out",
                        focus::Against::NotWorked => "not_worked",
                    },
                    "worked": { "clients": c.worked.clients, "change": c.worked.change() },
                    "rest": { "clients": c.rest.clients, "change": c.rest.change() },
                    "difference": c.difference,
                    "spread": c.difference.map(|_| c.spread),
                })
            })
            .collect();
        return shell.document(&json!({
            "id": cohort.id.to_string(),
            "name": cohort.name,
            "month": cohort.month.map(|m| m.to_string()),
            "method": cohort.method.name(),
            "query": cohort.query,
            "hypothesis": cohort.hypothesis,
            "frozen_at": moment(&cohort.frozen_at.to_zoned(zone.clone())),
            "to_work": progress.to_work,
            "worked": progress.worked,
            "held_out": progress.held_out,
            "accepted": progress.accepted,
            "left": progress.left,
            "compared": compared,
            "members": members,
        }));
    }
    let mut out = format!(
        "{}\n{}\n",
        cohort.name,
        say::focus::worked(texts, &progress)
    );
    for line in say::focus::progress(texts, &progress) {
        out.push_str(&line);
        out.push('\n');
    }
    for one in &compared {
        out.push_str(&say::focus::arms(texts, one));
        out.push('\n');
        out.push_str(&say::focus::conclusion(texts, one));
        out.push('\n');
    }
    shell.data(&out)
}
