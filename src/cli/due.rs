//! `planerka due`: what is due now, for a timer of the person while the workstation is closed.

use std::io::ErrorKind;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::{Shell, moment};
use super::{agenda, session};
use crate::domain::agenda::{DayFrame, plan};
use crate::domain::inbox::{Due, What, due};
use crate::domain::{Agenda, Book};
use crate::runtime::desktop;
use crate::say;

/// Lines of a notice; the rest is counted.
const TOLD: usize = 5;

#[derive(Debug, clap::Args)]
#[command(after_long_help = TIMER)]
pub(super) struct DueArgs {
    /// Show it as a notice on the desktop (notify-send, osascript); without such a program, words on stderr
    #[arg(long)]
    notify: bool,
    /// Only what has come due in the last N minutes, so that a timer tells each thing once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1440))]
    within: Option<u16>,
}

const TIMER: &str = "\
By cron, every five minutes of a workday (DBUS_SESSION_BUS_ADDRESS lets notify-send find the desktop):
  */5 9-18 * * 1-5  DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus planerka -q due --notify --within 5

By a systemd user timer:
  systemd-run --user --unit planerka-due --on-calendar 'Mon..Fri 9..18:00/5' planerka -q due --notify --within 5

While the workstation is open it rings by itself: with --notify the exit code is 5 then.";

/// Tells what is due.
pub(super) fn run(shell: &Shell, args: &DueArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    if args.notify {
        // The window rings by itself.
        session::needs_own_store(shell)?;
    }
    session::existing(shell, |session| {
        let now = session.now();
        let book = session.book();
        // Told is the plan of `planerka agenda`; since when a call is due is what the morning planned, as a
        // plan that begins with now never has an hour that has come.
        let day = agenda::frame(shell, now.clone(), now.date());
        let plan_now: Agenda = plan(book, &day);
        let morning = now.date().to_datetime(day.hours.from);
        let morning = now
            .time_zone()
            .to_ambiguous_zoned(morning)
            .compatible()
            .map_or_else(|_| now.clone(), |at| at.min(now.clone()));
        let morning = DayFrame {
            now: morning,
            ..day.clone()
        };
        let morning = plan(book, &morning);
        let mut found = due(book, &plan_now, Some(&morning), &day, &now);
        if let Some(minutes) = args.within {
            let span = jiff::SignedDuration::from_mins(i64::from(minutes));
            let here = now.datetime();
            found.retain(|due| here.duration_since(due.at) < span);
        }
        if shell.json() {
            let own = now.time_zone();
            let rows: Vec<Value> = found
                .iter()
                .map(|due| object(shell, due, book, own))
                .collect();
            shell.document(&json!({ "at": moment(&now), "due": rows }))?;
        } else if found.is_empty() {
            shell.say(&texts.t("cli-due-none"));
        } else {
            shell.data(&lines(shell, &found, book, usize::MAX, true))?;
        }
        if args.notify && !found.is_empty() {
            notify(shell, &found, book);
        }
        Ok(())
    })
}

/// A line for each, at most so many; with or without what was promised or asked.
fn lines(shell: &Shell, found: &[Due<'_>], book: &Book, most: usize, quotes: bool) -> String {
    let texts = shell.texts();
    let mut out = String::new();
    for due in found.iter().take(most) {
        let (title, body) = say::inbox::due(texts, due, book, shell.now().date());
        let line = if body.is_empty() || !quotes {
            title
        } else {
            format!("{title}. {body}")
        };
        out.push_str(&line);
        out.push('\n');
    }
    let rest = found.len().saturating_sub(most);
    if rest > 0 {
        out.push_str(&texts.tf("due-rest", &[("count", rest.into())]));
        out.push('\n');
    }
    out
}

/// One notice for all; a desktop that cannot be told is no failure of what is due.
fn notify(shell: &Shell, found: &[Due<'_>], book: &Book) {
    let (texts, quotes) = (shell.texts(), shell.settings().notify.words);
    let (title, body) = match found {
        [one] => say::inbox::due(texts, one, book, shell.now().date()),
        many => {
            let title = texts.tf("cli-due-title", &[("count", many.len().into())]);
            let lines = lines(shell, many, book, TOLD, quotes);
            (title, lines.replace('\n', " · "))
        }
    };
    let body = match found {
        [_] if !quotes => String::new(),
        _ => body,
    };
    let body = body.trim_end_matches([' ', '·']);
    let Err(error) = desktop::notify(&title, body) else {
        return;
    };
    let parts: Vec<&str> = [title.as_str(), body]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    let text = ("text", parts.join(". ").into());
    shell.say(&if error.kind() == ErrorKind::NotFound {
        texts.tf("cli-due-no-desktop", &[text])
    } else {
        let reason = ("reason", error.to_string().into());
        texts.tf("cli-due-desktop-failed", &[text, reason])
    });
}

fn object(shell: &Shell, due: &Due<'_>, book: &Book, own: &TimeZone) -> Value {
    let (title, body) = say::inbox::due(shell.texts(), due, book, shell.now().date());
    let at = own.to_ambiguous_zoned(due.at).compatible();
    let client = due.client.and_then(|id| book.client(id));
    let (kind, id) = match due.what {
        What::Call(_) => ("call", None),
        What::Answer(request) => ("answer", Some(request.id.to_string())),
        What::Promise(promise) => ("promise", Some(promise.id.to_string())),
        What::Slot { .. } => ("slot", None),
        What::Waiting { .. } => ("fires", None),
    };
    json!({
        "kind": kind,
        "id": id,
        "at": at.ok().map(|at| moment(&at)),
        "client": client.map(|c| json!({ "id": c.id.to_string(), "name": c.name })),
        "title": title,
        "text": body,
    })
}
