//! `planerka add promise` and agreements as scripts read them (B11).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, session};
use crate::domain::{Change, Command, Promise, PromiseId, Side};
use crate::i18n::parse_when;

#[derive(Debug, clap::Args)]
pub(super) struct NewPromise {
    /// With whom: an id, an external id, a part of the name
    client: String,
    /// What is promised
    #[arg(long, value_name = "T")]
    what: String,
    /// Who promised
    #[arg(long, default_value = "ours", value_parser = terms(Side::ALL, Side::name))]
    side: Side,
    /// The person, by name
    #[arg(long, value_name = "N", default_value = "", hide_default_value = true)]
    who: String,
    /// Until when: YYYY-MM-DD or words (tomorrow, пт)
    #[arg(long, value_name = "D")]
    until: Option<String>,
    /// The words it was given in
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    evidence: String,
}

/// Reads a day: an ISO date of any time, or date words that look ahead.
pub(super) fn day(shell: &Shell, text: &str, flag: &str) -> Result<Date, Failure> {
    let iso = text.trim();
    if iso.len() == 10
        && let Ok(date) = iso.parse()
    {
        return Ok(date);
    }
    parse_when(text, &shell.now())
        .map(|when| when.date)
        .map_err(|error| {
            let texts = shell.texts();
            let problem = texts.when_error(&error);
            let args = [("flag", flag.into()), ("problem", problem.into())];
            Failure::new(Kind::Usage, texts.tf("cli-bad-date", &args))
        })
}

/// Writes an agreement down and prints its id.
pub(super) fn add(shell: &Shell, new: NewPromise) -> Result<(), Failure> {
    let texts = shell.texts();
    let until = new.until.as_deref();
    let until = until.map(|text| day(shell, text, "--until")).transpose()?;
    session::existing(shell, |session| {
        let client = find::client(session.book(), &new.client, texts)?.id();
        // The command gives the identity and the moment.
        let nil = PromiseId(uuid::Uuid::nil());
        let at = jiff::Timestamp::UNIX_EPOCH;
        let mut promise = Promise::said(nil, client, new.side, new.what, at);
        promise.who = new.who;
        promise.until = until;
        promise.evidence = new.evidence;
        let done = session
            .run(Command::AddPromise(Box::new(promise)))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = &done.entry.label;
        shell.say(&texts.tf("cli-promise-added", &[("what", label.into())]));
        let id = done.changes.iter().find_map(|change| match change {
            Change::Promise(edit) => edit.any().map(|p| p.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        shell.data(&format!("{id}\n"))
    })
}

/// An agreement as scripts read it.
pub(super) fn object(promise: &Promise, zone: &TimeZone) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(zone.clone()));
    json!({
        "id": promise.id.to_string(),
        "side": promise.side.name(),
        "who": promise.who,
        "what": promise.what,
        "until": promise.until.map(|day| day.to_string()),
        "evidence": promise.evidence,
        "life": promise.life.name(),
        "made_at": at(promise.made_at),
        "closed_at": promise.closed_at.map(at),
        "note": promise.note,
    })
}
