//! `planerka log`: a touch from a shell, or many from JSON Lines.

mod stream;

use jiff::civil::DateTime;
use jiff::{Timestamp, Zoned};
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::terms::terms;
use super::{find, session};
use crate::domain::command::{NewFollowUp, NewTouch, NextStep};
use crate::domain::{Book, Change, Channel, Command, Direction, Outcome, TouchId, Transaction};
use crate::i18n::{Texts, WhenError, parse_when};

#[derive(Debug, clap::Args)]
pub(super) struct LogArgs {
    /// With whom: an id, an external id, a part of the name
    #[arg(required_unless_present = "stdin")]
    client: Option<String>,
    /// By what means
    #[arg(long, default_value = "phone", value_parser = terms(Channel::ALL, Channel::name))]
    channel: Channel,
    /// Who began
    #[arg(long, default_value = "out", value_parser = terms(Direction::ALL, Direction::name))]
    direction: Direction,
    /// How it ended
    #[arg(long, default_value = "answered", value_parser = terms(Outcome::ALL, Outcome::name))]
    outcome: Outcome,
    /// How long it took
    #[arg(long, value_name = "N", default_value_t = 0)]
    minutes: u16,
    /// With which contact: an id or a part of the name
    #[arg(long, value_name = "WHO")]
    contact: Option<String>,
    /// When it happened; now if not said
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// What was said
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    note: String,
    /// The next touch in words: tomorrow, "fri 15:00", "через 2 нед", 2026-12-01
    #[arg(long, value_name = "WORDS")]
    next: Option<String>,
    /// Why the next touch
    #[arg(long, value_name = "T", requires = "next")]
    reason: Option<String>,
    /// The next touch was promised to the client
    #[arg(long, requires = "next")]
    promised: bool,
    /// Read touches as JSON Lines from stdin; an answer line for each, once it is durable
    #[arg(long, conflicts_with_all = ["client", "next", "note", "contact", "at"])]
    stdin: bool,
}

/// A touch as it is asked for, before anything is looked up.
#[derive(Debug, Clone)]
struct Asked {
    client: String,
    contact: Option<String>,
    at: Option<String>,
    channel: Channel,
    direction: Direction,
    outcome: Outcome,
    minutes: u16,
    note: String,
    next: Option<String>,
    reason: String,
    promised: bool,
}

/// Logs one touch, or a stream of them.
pub(super) fn run(shell: &Shell, args: LogArgs) -> Result<(), Failure> {
    if args.stdin {
        return stream::run(shell);
    }
    let texts = shell.texts();
    let asked = Asked {
        client: args.client.unwrap_or_default(),
        contact: args.contact,
        at: args.at,
        channel: args.channel,
        direction: args.direction,
        outcome: args.outcome,
        minutes: args.minutes,
        note: args.note,
        next: args.next,
        reason: args.reason.unwrap_or_default(),
        promised: args.promised,
    };
    session::existing(shell, |session| {
        let now = session.now();
        let command = command(&asked, session.book(), &now, texts)?;
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        let name = ("client", (&done.entry.label).into());
        let planned = done.changes.iter().find_map(|change| match change {
            Change::FollowUp(edit) => edit.after.as_ref(),
            _ => None,
        });
        shell.say(&match planned {
            Some(plan) => {
                let today = now.date();
                let date = match plan.time {
                    Some(time) => texts.date_time(plan.date, time, today),
                    None => texts.date_with_weekday(plan.date, today),
                };
                texts.tf("cli-logged-next", &[name, ("date", date.into())])
            }
            None => texts.tf("cli-logged", &[name]),
        });
        let id = touch_id(&done).map(|id| id.to_string()).unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        shell.data(&format!("{id}\n"))
    })
}

/// The touch a transaction logged.
fn touch_id(done: &Transaction) -> Option<TouchId> {
    done.changes.iter().find_map(|change| match change {
        Change::Touch(edit) => edit.after.as_ref().map(|touch| touch.id),
        _ => None,
    })
}

/// Looks everything up and reads the date words.
fn command(asked: &Asked, book: &Book, now: &Zoned, texts: &Texts) -> Result<Command, Failure> {
    let dossier = find::client(book, &asked.client, texts)?;
    let contact = match &asked.contact {
        Some(text) => Some(find::contact(dossier, text, texts)?.id),
        None => None,
    };
    let at = match &asked.at {
        Some(text) => Some(moment(text, now).ok_or_else(|| {
            let error = WhenError::NotUnderstood { rest: text.clone() };
            bad_date(texts, "at", &error)
        })?),
        None => None,
    };
    let next = match &asked.next {
        None => NextStep::Auto,
        Some(text) => {
            let when = parse_when(text, now).map_err(|error| bad_date(texts, "next", &error))?;
            NextStep::Set(NewFollowUp {
                date: when.date,
                time: when.time,
                reason: asked.reason.clone(),
                promised: asked.promised,
                channel: None,
                contact: None,
            })
        }
    };
    Ok(Command::LogTouch(Box::new(NewTouch {
        client: dossier.id(),
        contact,
        at,
        channel: asked.channel,
        direction: asked.direction,
        outcome: asked.outcome,
        minutes: asked.minutes,
        note: asked.note.clone(),
        next,
        mood: None,
        purpose: None,
    })))
}

/// RFC 3339, or wall time of the manager.
fn moment(text: &str, now: &Zoned) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let wall: DateTime = text.parse().ok()?;
        Some(wall.to_zoned(now.time_zone().clone()).ok()?.timestamp())
    })
}

fn bad_date(texts: &Texts, flag: &'static str, error: &WhenError) -> Failure {
    let problem = texts.when_error(error);
    let args = [("flag", flag.into()), ("problem", problem.into())];
    Failure::new(Kind::Usage, texts.tf("cli-bad-date", &args))
}
