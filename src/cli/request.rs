//! `planerka add request|fire|idea`: what comes in, from a shell (C20, D8).

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::lines::{self, not_json};
use super::session::Session;
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, playbook, session};
use crate::domain::command::{NewRequest, RequestCommand};
use crate::domain::inbox::next_slot;
use crate::domain::{
    Calendar, Change, Channel, Command, Request, RequestKind, RequestLife, Transaction,
};
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct RequestArgs {
    /// Whose: an id, an external id, a part of the name
    #[arg(required_unless_present = "stdin")]
    client: Option<String>,
    /// The words, kept as they are
    #[arg(required_unless_present = "stdin", value_name = "TEXT")]
    text: Vec<String>,
    /// By which channel it came
    #[arg(long, value_parser = terms(Channel::ALL, Channel::name))]
    channel: Option<Channel>,
    /// From whom: an id or a part of the name
    #[arg(long, value_name = "WHO")]
    contact: Option<String>,
    /// When it came in, up to now: 10:15, "вчера 17:30", "15 min ago", 2026-11-20T17:45
    #[arg(long, value_name = "TIME")]
    received: Option<String>,
    /// It goes past the fire slots
    #[arg(long)]
    urgent: bool,
    /// Minutes it takes
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1440))]
    minutes: u16,
    /// Read them as JSON Lines from stdin: {"client":"…","text":"…","channel":"email","key":"any"}; an answer
    /// line for each, once it is durable
    #[arg(long, conflicts_with_all = ["client", "text", "contact", "received"])]
    stdin: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    client: String,
    text: String,
    key: Option<Value>,
    channel: Option<String>,
    contact: Option<String>,
    received: Option<String>,
    #[serde(default)]
    urgent: bool,
    #[serde(default)]
    minutes: u16,
}

/// What is asked for, before anything is looked up.
struct Asked {
    client: String,
    text: String,
    channel: Option<Channel>,
    contact: Option<String>,
    received: Option<String>,
    urgent: bool,
    minutes: u16,
}

/// Writes one down, or a stream of them, and prints the id.
pub(super) fn add(shell: &Shell, kind: RequestKind, args: RequestArgs) -> Result<(), Failure> {
    let calendar = playbook::read(shell).calendar;
    if args.stdin {
        return stream(shell, kind, &calendar);
    }
    let asked = Asked {
        client: args.client.unwrap_or_default(),
        text: args.text.join(" "),
        channel: args.channel,
        contact: args.contact,
        received: args.received,
        urgent: args.urgent,
        minutes: args.minutes,
    };
    session::existing(shell, |session| {
        let command = command(shell, session, kind, asked, &calendar)?;
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        let made = made(&done);
        if let Some(request) = made {
            tell(shell, session, request);
        }
        let id = made.map(|r| r.id.to_string()).unwrap_or_default();
        if shell.json() {
            let own = session.now().time_zone().clone();
            let due = made.and_then(|r| r.due_at);
            return shell.document(&json!({
                "id": id,
                "seq": done.entry.seq,
                "due_at": due.map(|at| moment(&at.to_zoned(own))),
                "slot": made.and_then(|r| r.slot).map(|slot| slot.to_string()),
            }));
        }
        shell.data(&format!("{id}\n"))
    })
}

/// The request a transaction wrote down.
fn made(done: &Transaction) -> Option<&Request> {
    done.changes.iter().find_map(|change| match change {
        Change::Request(edit) => edit.after.as_ref(),
        _ => None,
    })
}

/// What became of it, in words.
fn tell(shell: &Shell, session: &Session, request: &Request) {
    let texts = shell.texts();
    let now = session.now();
    let client = session.book().client(request.client);
    let name = client.map_or("", |c| c.name.as_str());
    let kind = say::inbox::request_kind(texts, request.kind);
    let client = ("client", name.into());
    shell.say(&match (request.kind, request.slot) {
        (RequestKind::Fire, Some(slot)) => {
            let slot = say::inbox::slot(texts, slot, now.date());
            texts.tf("cli-fire-parked", &[client, ("slot", slot.into())])
        }
        (RequestKind::Fire, None) if request.urgent => texts.tf("cli-fire-urgent", &[client]),
        _ => texts.tf("cli-request-added", &[client, ("kind", kind.into())]),
    });
    if let Some(due) = request.due_at {
        let due = say::inbox::moment(texts, due, now.time_zone(), now.date());
        shell.say(&texts.tf("cli-request-due", &[("due", due.into())]));
    }
}

/// Looks everything up.
fn command(
    shell: &Shell,
    session: &Session,
    kind: RequestKind,
    asked: Asked,
    calendar: &Calendar,
) -> Result<Command, Failure> {
    let texts = shell.texts();
    let dossier = find::client(session.book(), &asked.client, texts)?;
    let mut new = NewRequest::said(dossier.id(), kind, asked.text);
    new.channel = asked.channel;
    if let Some(text) = &asked.contact {
        new.contact = Some(find::contact(dossier, text, texts)?.id);
    }
    let now = session.now();
    if let Some(text) = &asked.received {
        let bad = |id: &str| {
            let args = [("text", text.into())];
            Failure::new(Kind::Usage, texts.tf(id, &args))
        };
        let at = say::inbox::read_received(text, &now).ok_or_else(|| bad("cli-bad-received"))?;
        if at > now.timestamp() {
            return Err(bad("cli-received-ahead"));
        }
        new.received_at = Some(at);
    }
    new.urgent = asked.urgent;
    new.minutes = asked.minutes;
    if kind == RequestKind::Fire {
        let slots = &shell.settings().day.fires;
        new.slot = next_slot(now.datetime(), slots, calendar);
    }
    new.calendar = calendar.clone();
    Ok(Command::Request(RequestCommand::Add(Box::new(new))))
}

fn stream(shell: &Shell, kind: RequestKind, calendar: &Calendar) -> Result<(), Failure> {
    let texts = shell.texts();
    lines::run(shell, |session, number, line: Line| {
        let channel = match &line.channel {
            None => None,
            Some(text) => Some(Channel::from_name(text).ok_or_else(|| {
                let names: Vec<&str> = Channel::ALL.iter().map(|c| c.name()).collect();
                not_json(texts, number, &format!("{text:?}: {}", names.join(", ")))
            })?),
        };
        let asked = Asked {
            client: line.client,
            text: line.text,
            channel,
            contact: line.contact,
            received: line.received,
            urgent: line.urgent,
            minutes: line.minutes,
        };
        let command = command(shell, session, kind, asked, calendar)?;
        let done = session
            .stage(command)
            .map_err(|error| session.words(shell, &error.into()))?;
        let id = made(&done).map(|r| r.id.to_string());
        let mut answer = json!({ "id": id, "seq": done.entry.seq });
        if let Some(key) = line.key {
            answer["key"] = key;
        }
        Ok((done, answer))
    })
}

/// A request as scripts read it.
pub(super) fn object(request: &Request, name: &str, own: &TimeZone) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(own.clone()));
    let steps: Vec<Value> = request
        .steps
        .iter()
        .map(|step| {
            json!({
                "life": step.life.name(),
                "at": at(step.at),
                "who": step.who,
                "words": step.words,
            })
        })
        .collect();
    json!({
        "id": request.id.to_string(),
        "client": { "id": request.client.to_string(), "name": name },
        "kind": request.kind.name(),
        "text": request.text,
        "channel": request.channel.map(Channel::name),
        "contact_id": request.contact.map(|id| id.to_string()),
        "received_at": at(request.received_at),
        "due_at": request.due_at.map(at),
        "reacted_at": request.reacted_at.map(at),
        "life": RequestLife::name(request.life),
        "urgent": request.urgent,
        "slot": request.slot.map(|slot| slot.to_string()),
        "minutes": request.minutes,
        "pushes_out": request.pushes_out,
        "rule": request.rule.split('#').next().unwrap_or_default(),
        "steps": steps,
    })
}
