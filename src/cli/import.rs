//! `planerka import`: files into the portfolio, after a look at what would change.
//!
//! All files are matched and merged in memory first, one after another and in one group; only then is a
//! person asked and everything committed. So a dry run tells exactly what the real one does, and one bad
//! file leaves nothing half done.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueHint;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::find;
use super::session::{self, Session};
use super::shell::Shell;
use super::words;
use crate::domain::audit::Rule;
use crate::domain::calendar_file::{MeetingVerdict, plan_meetings};
use crate::domain::command::{MeetingsCommand, RequestCommand, decide};
use crate::domain::import::{
    Clash, Counts, ImportPlan, ImportRun, Owner, Verdict, plan_for, unread,
};
use crate::domain::{ClientId, Command, Currency, GroupId, Transaction};
use crate::i18n::Texts;
use crate::jobs::import::{ImportKind, Parsed, Problem, ProblemKind, parse_file};
use crate::jobs::library::rules;
use crate::jobs::progress::Progress;
use crate::say;
use crate::store::backup::Cause;

/// Problems shown to a person; a script gets them all.
const SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// Files, CSV or XLSX: amoCRM exports, tables of clients, spend by month, reports of campaigns; calendars (.ics)
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Take the files as this kind: amocrm.leads, amocrm.contacts, clients, spend, yandex.direct.api,
    /// yandex.direct.ui, google.ads, meta.ads, ics.events
    #[arg(long, value_name = "K")]
    kind: Option<String>,
    /// Whose the reports of campaigns are, when no ad account in them tells
    #[arg(long, value_name = "C")]
    client: Option<String>,
    /// The currency of reports of campaigns that name none: RUB, USD, ...
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// One file, read and merged in memory.
struct Looked {
    file: PathBuf,
    parsed: Parsed,
    counts: Counts,
    /// Clients of the book it means.
    clients: Vec<(ClientId, String)>,
    /// Why nothing of it can be taken, when nobody said whose it is.
    homeless: Option<String>,
}

/// Imports the files.
pub(super) fn run(shell: &Shell, args: &ImportArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let kind = args
        .kind
        .as_deref()
        .map(|text| {
            ImportKind::from_name(text.trim()).ok_or_else(|| {
                let kinds = ImportKind::ALL.map(ImportKind::name).join(", ");
                let args = [("text", text.into()), ("kinds", kinds.into())];
                Failure::new(Kind::Usage, texts.tf("cli-import-no-kind", &args))
            })
        })
        .transpose()?;
    // Everything that can be wrong with the files is found before the store is touched.
    let mut read = Vec::with_capacity(args.files.len());
    for file in &args.files {
        let parsed = parse_file(file, kind, &Progress::new())
            .map_err(|error| words::import(texts, file, &error))?;
        read.push((file.clone(), parsed));
    }
    if args.client.is_some() && !read.iter().any(|(_, p)| p.kind.platform().is_some()) {
        return Err(Failure::new(Kind::Usage, texts.t("cli-import-client-idle")));
    }
    if let Some(text) = &args.currency {
        name_currency(texts, text, &mut read)?;
    }
    // A person sees the preview and decides; a script that did not say --yes gets nothing half-right.
    if !args.yes && !args.dry_run && !shell.can_ask() {
        for (file, parsed) in &read {
            if let Some(problem) = parsed.problems.iter().find(|p| p.spoils()) {
                let args = [
                    ("file", file.display().to_string().into()),
                    ("problem", said(texts, problem).into()),
                ];
                let message = texts.tf("cli-import-spoiled", &args);
                let failure = Failure::new(Kind::BadInput, message);
                return Err(failure.in_file(file, Some(problem.line)));
            }
        }
    }
    session::with(shell, |session| {
        let owner = match &args.client {
            Some(text) => Owner::Named(find::client(session.book(), text, texts)?.id()),
            None => Owner::Nobody,
        };
        let (looked, mut staged, group, raised) = merge(shell, session, read, owner, args.dry_run)?;
        preview(shell, &looked);
        let changes = !staged.is_empty();
        let go = changes && !args.dry_run;
        if go && !args.yes && shell.can_ask() && !shell.ask(&texts.t("cli-import-question")) {
            shell.say(&texts.t("cli-import-refused"));
            return Ok(());
        }
        if go {
            back_up_before(shell, session, &looked);
            session
                .keep_all(&mut staged)
                .map_err(|error| words::store(shell, &error))?;
            let sum = |of: fn(&Counts) -> u64| looked.iter().map(|l| of(&l.counts)).sum::<u64>();
            if looked
                .iter()
                .any(|l| l.parsed.kind != ImportKind::IcsEvents)
            {
                shell.say(&texts.tf(
                    "cli-import-done",
                    &[
                        ("new", sum(|c| c.clients_new).into()),
                        ("updated", sum(|c| c.clients_updated).into()),
                    ],
                ));
            }
            let calendars = || {
                let calendar = |l: &&Looked| l.parsed.kind == ImportKind::IcsEvents;
                looked.iter().filter(calendar).map(|l| l.counts)
            };
            if calendars().next().is_some() {
                shell.say(&texts.tf(
                    "cli-import-meetings-done",
                    &[
                        ("new", calendars().map(|c| c.new).sum::<u64>().into()),
                        (
                            "updated",
                            calendars().map(|c| c.updated).sum::<u64>().into(),
                        ),
                    ],
                ));
            }
            if raised > 0 {
                shell.say(&texts.tf("cli-import-incidents", &[("count", raised.into())]));
            }
        } else if !changes && looked.iter().all(|l| l.counts.conflicts == 0) {
            shell.say(&texts.t("cli-import-nothing"));
        }
        if shell.json() {
            let group = group.filter(|_| go).map(|id| id.to_string());
            let files: Vec<Value> = looked.iter().map(|l| report(texts, l)).collect();
            shell.document(&json!({
                "group": group,
                "dry_run": args.dry_run,
                "files": files,
                "incidents": raised,
            }))?;
        }
        Ok(())
    })
}

/// Gives the campaigns of reports that name no currency the one a person named.
fn name_currency(texts: &Texts, text: &str, read: &mut [(PathBuf, Parsed)]) -> Result<(), Failure> {
    let currency: Currency = text.trim().to_uppercase().parse().map_err(|_| {
        let args = [("text", text.into())];
        Failure::new(Kind::Usage, texts.tf("cli-import-no-such-currency", &args))
    })?;
    let candidates = read.iter_mut().flat_map(|(_, p)| &mut p.candidates);
    let mut patches = candidates.filter_map(|c| c.campaign.as_mut()).peekable();
    if patches.peek().is_none() {
        let message = texts.t("cli-import-currency-idle");
        return Err(Failure::new(Kind::Usage, message));
    }
    for patch in patches {
        patch.currency.get_or_insert(currency);
    }
    Ok(())
}

type Merged = (Vec<Looked>, Vec<Transaction>, Option<GroupId>, usize);

/// Merges file after file into the book in memory; nothing is durable yet.
fn merge(
    shell: &Shell,
    session: &mut Session,
    read: Vec<(PathBuf, Parsed)>,
    owner: Owner,
    dry: bool,
) -> Result<Merged, Failure> {
    let texts = shell.texts();
    let (mut looked, mut staged, mut group) = (Vec::new(), Vec::new(), None);
    let (mut raised, rules) = (0, rules(shell.settings().own.as_deref()).0);
    for (file, mut parsed) in read {
        if parsed.calendar.is_some() {
            let (one, step) = meetings(shell, session, file, parsed, &mut group)?;
            looked.push(one);
            staged.extend(step);
            continue;
        }
        let candidates = std::mem::take(&mut parsed.candidates);
        for client in unread(session.book(), &candidates, owner) {
            let read = session.campaigns(client);
            read.map_err(|error| words::store(shell, &error))?;
        }
        let planned: ImportPlan = plan_for(session.book(), candidates, owner);
        let homeless = whose_is_unknown(&planned).then(|| {
            let args = [("file", file.display().to_string().into())];
            texts.tf("cli-import-whose", &args)
        });
        if let Some(message) = homeless.clone().filter(|_| !dry) {
            return Err(Failure::new(Kind::BadInput, message).in_file(&file, None));
        }
        let counts = planned.counts();
        let remark = |kind| Problem {
            line: 1,
            column: String::new(),
            kind,
        };
        for currency in planned.taken_currencies() {
            let kind = ProblemKind::NoCurrency(currency.to_string());
            parsed.problems.push(remark(kind));
        }
        let named = |id| Some((id, session.book().client(id)?.name.clone()));
        let clients = planned.clients().filter_map(named).collect();
        if parsed.own && counts.clients_new > 0 {
            parsed.problems.push(remark(ProblemKind::OnlyCards));
        }
        let kept = u64::try_from(planned.stages_kept()).unwrap_or(u64::MAX);
        if kept > 0 {
            parsed.problems.push(remark(ProblemKind::StagesKept(kept)));
        }
        let archived = planned.archived_kept();
        if archived > 0 {
            let kind = ProblemKind::ArchivedKept(archived);
            parsed.problems.push(remark(kind));
        }
        let mut run = ImportRun::new(planned, name(&file), group);
        while let Some(transaction) = session
            .stage_with(|book, env| run.next_slice(book, env))
            .map_err(|error| session.words(shell, &error.into()))?
        {
            staged.push(transaction);
        }
        group = group.or(run.group());
        raised += raise(shell, session, &rules, &run, &mut staged)?;
        looked.push(Looked {
            file,
            parsed,
            counts,
            clients,
            homeless,
        });
    }
    Ok((looked, staged, group, raised))
}

/// The figures of a file are in: what they show as an incident is raised with it (A32). How many were.
fn raise(
    shell: &Shell,
    session: &mut Session,
    rules: &[Arc<Rule>],
    run: &ImportRun,
    staged: &mut Vec<Transaction>,
) -> Result<usize, Failure> {
    let Some(group) = run.group() else {
        return Ok(0);
    };
    let book = session.book();
    let clients = run.plan().clients().filter_map(|id| book.get(id));
    let today = session.now().date();
    let found = say::inbox::incidents(shell.texts(), rules, clients, today);
    let count = found.len();
    let command = Command::Request(RequestCommand::Raise(found));
    let transaction = session
        .stage_with(|book, env| {
            let mut transaction = decide(command, book, env).ok()?;
            transaction.entry.group = Some(group);
            Some(transaction)
        })
        .map_err(|error| session.words(shell, &error.into()))?;
    let done = transaction.is_some();
    staged.extend(transaction);
    Ok(if done { count } else { 0 })
}

/// Merges a calendar into the book in memory.
fn meetings(
    shell: &Shell,
    session: &mut Session,
    file: PathBuf,
    mut parsed: Parsed,
    group: &mut Option<GroupId>,
) -> Result<(Looked, Option<Transaction>), Failure> {
    let (meetings, mut told) = match parsed.calendar.take() {
        Some(calendar) => calendar.meetings(&session.now()),
        None => Default::default(),
    };
    parsed.problems.append(&mut told);
    let plan = plan_meetings(session.book(), &meetings);
    let counts = Counts {
        new: plan.count(|v| v == MeetingVerdict::New),
        updated: plan
            .count(|v| matches!(v, MeetingVerdict::Changed(_) | MeetingVerdict::Removed(_))),
        unchanged: plan.count(|v| v == MeetingVerdict::Unchanged),
        skipped: plan.count(|v| matches!(v, MeetingVerdict::Free | MeetingVerdict::Cancelled)),
        ..Counts::default()
    };
    let label = name(&file);
    let step = session
        .stage_with(|book, env| {
            let command = Command::Meetings(MeetingsCommand::Import {
                file: Box::new(meetings),
                label,
            });
            // Nothing to change is the one refusal there is here.
            let mut step = decide(command, book, env).ok()?;
            let at = env.now.timestamp();
            step.entry.group = Some(*group.get_or_insert_with(|| env.ids.next(at)));
            Some(step)
        })
        .map_err(|error| session.words(shell, &error.into()))?;
    let looked = Looked {
        file,
        parsed,
        counts,
        clients: Vec::new(),
        homeless: None,
    };
    Ok((looked, step))
}

/// Whether a file is left out whole because nobody said whose campaigns it tells of.
fn whose_is_unknown(plan: &ImportPlan) -> bool {
    let homeless = |v| v == Verdict::Conflict(Clash::NoClient);
    !plan.is_empty() && plan.rows().all(|(_, row)| homeless(row.verdict))
}

fn name(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// An import that writes so many rows is preceded by a backup.
const LARGE: u64 = 1000;

/// Before a large import the store is backed up. That it could not be is said; the import is wanted all the
/// same and can be undone.
fn back_up_before(shell: &Shell, session: &mut Session, looked: &[Looked]) {
    let rows = looked.iter().map(|l| l.counts.new + l.counts.updated);
    if rows.sum::<u64>() < LARGE || session.book().is_empty() {
        return;
    }
    if let Err(error) = session.back_up(Cause::Import, None) {
        let reason = say::sentence(words::store(shell, &error).message);
        let args = [("reason", reason.into())];
        shell.say(&shell.texts().tf("backup-not-made", &args));
    }
}

/// What would become of each file, in words.
fn preview(shell: &Shell, looked: &[Looked]) {
    let texts = shell.texts();
    for Looked {
        file,
        parsed,
        counts,
        clients,
        homeless,
    } in looked
    {
        shell.say(&texts.tf(
            "cli-import-preview",
            &[
                ("file", file.display().to_string().into()),
                ("kind", parsed.kind.name().into()),
                ("new", counts.new.into()),
                ("updated", counts.updated.into()),
                ("unchanged", counts.unchanged.into()),
                ("skipped", counts.skipped.into()),
                ("conflicts", counts.conflicts.into()),
            ],
        ));
        if parsed.kind.platform().is_some() {
            for (_, name) in clients {
                let client = texts.tf("cli-import-client", &[("name", name.as_str().into())]);
                shell.say(&format!("  {client}"));
            }
        }
        if let Some(message) = homeless {
            shell.say(&format!("  {message}"));
        }
        let known = parsed.problems.len();
        let all = parsed.problems_more + u64::try_from(known).unwrap_or(u64::MAX);
        if all == 0 {
            continue;
        }
        shell.say(&texts.tf("cli-import-problems", &[("count", all.into())]));
        for problem in parsed.problems.iter().take(SHOWN) {
            shell.say(&format!("  {}", said(texts, problem)));
        }
        let more = all.saturating_sub(u64::try_from(SHOWN).unwrap_or(0));
        if more > 0 {
            let more = texts.tf("cli-import-more", &[("count", more.into())]);
            shell.say(&format!("  {more}"));
        }
    }
}

fn said(texts: &Texts, problem: &Problem) -> String {
    say::failure(texts, problem.key(), &problem.args(), None)
}

fn report(texts: &Texts, looked: &Looked) -> Value {
    let Looked {
        file,
        parsed,
        counts,
        clients,
        homeless,
    } = looked;
    let clients: Vec<Value> = match parsed.kind.platform() {
        Some(_) => (clients.iter())
            .map(|(id, name)| json!({ "id": id.to_string(), "name": name }))
            .collect(),
        None => Vec::new(),
    };
    let mut problems: Vec<Value> = parsed
        .problems
        .iter()
        .map(|problem| {
            json!({
                "line": problem.line,
                "column": problem.column,
                "kind": problem.key(),
                "message": said(texts, problem),
            })
        })
        .collect();
    if let Some(message) = homeless {
        let whose =
            json!({ "line": null, "column": null, "kind": "cli-import-whose", "message": message });
        problems.insert(0, whose);
    }
    json!({
        "file": file.display().to_string(),
        "kind": parsed.kind.name(),
        "encoding": parsed.encoding,
        "delimiter": parsed.delimiter,
        "rows": parsed.rows,
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "skipped": counts.skipped,
        "conflicts": counts.conflicts,
        "clients": clients,
        "clients_new": counts.clients_new,
        "clients_updated": counts.clients_updated,
        "facts": parsed.facts,
        "problems": problems,
        "problems_more": parsed.problems_more,
    })
}
